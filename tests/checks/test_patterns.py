import pytest

from copydesk.checks.patterns import PatternSet, PatternTimeout, validate
from copydesk.formats import parse
from copydesk.matching.budget import Budget
from copydesk.model import CopydeskError, Rule


def rule(name="a.rule", kind="existence", **options):
    return Rule(name, kind, "%s", options=options)


def texts(rules, text, path="a.md", **more):
    document = parse(text, path)
    return [(r.id, document.text[h.start : h.end]) for r, h in PatternSet(rules, **more).check(document)]


def test_rules_share_the_automaton_and_keep_their_own_case_and_edges():
    rules = [
        rule("a.exact", tokens=["Term"]),
        rule("a.any", tokens=["term"], ignorecase=True),
        rule("a.inside", tokens=["erm"], nonword=True),
        rule("a.mixed", tokens=["term", r"TERM\d"]),
    ]
    assert texts(rules, "Term, TERM1 term.") == [
        ("a.exact", "Term"),
        ("a.any", "Term"),
        ("a.any", "term"),
        ("a.inside", "erm"),
        ("a.inside", "erm"),
        ("a.mixed", "TERM1"),
        ("a.mixed", "term"),
    ]


def test_a_set_serves_many_documents():
    patterns = PatternSet([rule(tokens=["one", r"t\wo"]), rule("a.b", "consistency", either={"one": "two"})])
    for text, count in (("one two", 3), ("", 0), ("one", 1), ("two one", 3), ("nothing", 0)):
        assert len(list(patterns.check(parse(text, "a.md")))) == count


def test_accepted_words_are_exceptions_unless_vocab_is_off():
    made = [rule(tokens=["data base"]), rule("a.b", tokens=["data base"], vocab=False)]
    assert texts(made, "A data base.", accepted=["data"]) == [("a.b", "data base")]


def test_a_rule_that_takes_too_long_ends_the_article_with_an_error_and_costs_no_other():
    slow = rule("a.slow", tokens=[r"(?=a)(?:a+a+)+b\b(?<!x)"], nonword=True)
    patterns = PatternSet([slow, rule("a.good", tokens=["fine"])], budget=Budget(run=0.2, call=0.1))
    document = parse("A fine thing.\n\n" + "a" * 5000 + "b!" + "a" * 5000 + "bx", "a.md")
    found = []
    with pytest.raises(PatternTimeout, match=r"a\.slow"):
        found.extend(patterns.check(document))
    assert not found or [r.id for r, _ in found] == ["a.good"]
    hits = patterns.check(document)
    assert [r.id for r, _ in hits] == ["a.good"]


def test_an_invalid_rule_costs_no_other():
    patterns = PatternSet([rule("a.bad", tokens=["("]), rule("a.good", tokens=["fine"])])
    hits = patterns.check(parse("A fine thing.", "a.md"))
    assert next(hits)[0].id == "a.good"
    with pytest.raises(CopydeskError, match=r"a\.bad"):
        next(hits)


@pytest.mark.parametrize(
    "bad",
    [
        rule(tokens=["a(b"]),
        rule(tokens=["a"], exceptions=["[z-a]"]),
        rule(kind="substitution", swap={"a)": "b"}),
        rule(kind="occurrence", token="*"),
        rule(kind="repetition", tokens=["(?<x"]),
        rule(kind="consistency", either={"a": r"\1"}),
        Rule("a.rule", "existence", "%s", scope=("heading & ~lits",), options={"tokens": ["a"]}),
        Rule("a.rule", "existence", "%s", scope=("link",), options={"tokens": ["a"]}),
        Rule("a.rule", "existence", "%s", action={"name": "repalce"}, options={"tokens": ["a"]}),
        Rule("a.rule", "existence", "%s", action={"name": "edit", "params": ["trim"]}, options={"tokens": ["a"]}),
        Rule(
            "a.rule",
            "existence",
            "%s",
            action={"name": "edit", "params": ["regex", "(", ""]},
            options={"tokens": ["a"]},
        ),
        Rule(
            "a.rule",
            "existence",
            "%s",
            action={"name": "edit", "params": ["split", ",", "x"]},
            options={"tokens": ["a"]},
        ),
        Rule("a.rule", "existence", "%s", action={"name": "convert"}, options={"tokens": ["a"]}),
        Rule("a.rule", "existence", "%s", action={"name": "remove", "parms": []}, options={"tokens": ["a"]}),
    ],
)
def test_validate_names_the_rule(bad):
    with pytest.raises(CopydeskError, match=r"^a\.rule"):
        validate(bad)


def test_a_scope_that_is_nearly_right_is_suggested():
    with pytest.raises(CopydeskError, match="heading"):
        validate(Rule("a.rule", "existence", "%s", scope=("headng.h1",), options={"tokens": ["a"]}))


def test_every_hit_maps_to_its_source():
    text = "# Ünder &amp; *över*\n\nDas ist über&nbsp;alles\r\nund *sehr* gut; über,\n\n> über\n"
    for made in (rule(tokens=["über"]), rule(tokens=[r"[üÜö]\w+"], nonword=True), rule(tokens=["über(?=,)"])):
        for _, found in texts([made], text):
            assert found.casefold() in ("über", "ünder", "över")


def test_options_may_be_missing():
    for kind in ("existence", "substitution", "occurrence", "repetition", "consistency"):
        assert texts([Rule("a.rule", kind, "%s")], "Some text.") == []
