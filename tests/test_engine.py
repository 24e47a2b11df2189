from __future__ import annotations

from copydesk.articles import Source
from copydesk.checks import repeated_word
from copydesk.engine import Group
from copydesk.model import Rule
from copydesk.plan import known_rules
from copydesk.planner import RunOptions
from copydesk.run import lint


def existence(rule_id, **options):
    whole = {
        "tokens": [],
        "raw": [],
        "append": False,
        "ignorecase": False,
        "nonword": False,
        "exceptions": [],
        "vocab": True,
    }
    return Rule(rule_id, "existence", "'%s'", options={**whole, **options})


def found(rules, *sources):
    result = lint(sources, [Group(tuple(rules))], jobs=1)
    return [(f.path, f.rule, f.text) for f in result.findings], result


def test_a_rule_that_fails_costs_only_its_own_findings():
    hopeless = existence("A.Slow", raw=[r"(?=x)x(a|aa)+$"], nonword=True)
    good = existence("B.Good", tokens=["library"])
    text = "The library.\n\nx" + "a" * 60 + "b\n"
    findings, result = found([hopeless, good], Source("a.md", text), Source("b.md", "Another library.\n"))
    assert findings == [("a.md", "B.Good", "library"), ("b.md", "B.Good", "library")]
    assert {error.path for error in result.errors} >= {"a.md"}
    assert all("A.Slow: the pattern takes too long" in error.message for error in result.errors)


def test_an_error_in_one_check_leaves_the_others(monkeypatch):
    def broken(rule, document):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(repeated_word, "check", broken)
    rules = [Rule("integrity.repeated-word", "repeated-word", "x"), existence("B.Good", tokens=["library"])]
    findings, result = found(rules, Source("a.md", "The the library.\n"))
    assert findings == [("a.md", "B.Good", "library")]
    (error,) = result.errors
    assert error.path == "a.md"
    assert "internal error in integrity.repeated-word: ZeroDivisionError: oops" in error.message


def test_limit_keeps_the_first_findings():
    rule = existence("A.Word", tokens=["word"])._replace(limit=2)
    findings, _ = found([rule], Source("a.md", "word one, word two, word three\n"))
    assert len(findings) == 2


def test_limit_counts_what_is_shown_whatever_the_kind():
    paragraph = "The council met on Tuesday and voted to keep the library open until the end of next year, it said.\n"
    rules = {rule.id: rule._replace(limit=1) for rule in known_rules(RunOptions(isolated=True))}
    shared = rules["duplication.shared-paragraph"]
    texts = "\n".join([paragraph, paragraph.replace("council", "mayor").replace("library", "town hall and museum")])
    result = lint([Source("a.md", texts), Source("b.md", texts)], [Group((shared._replace(limit=0),))])
    assert len(result.findings) == 4
    assert len(lint([Source("a.md", texts), Source("b.md", texts)], [Group((shared,))]).findings) == 2
    doubled = rules["integrity.repeated-word"]
    result = lint([Source("a.md", "He logged in in May and wrote of of it and to to us.\n")], [Group((doubled,))])
    assert [finding.text for finding in result.findings] == ["of of"], "the first one is of low confidence"


def test_findings_of_little_confidence_are_dropped():
    rule = existence("A.Word", tokens=["word"])._replace(confidence="low")
    assert found([rule], Source("a.md", "word\n"))[0] == []
    result = lint([Source("a.md", "word\n")], [Group((rule,), min_confidence="low")], jobs=1)
    assert len(result.findings) == 1


def test_fingerprints_outlive_edits_elsewhere():
    rule = existence("A.Word", tokens=["Word"])

    def name(text):
        return lint([Source("a.md", text)], [Group((rule,))], jobs=1).findings[0].fingerprint

    assert name("Word here.\n") == name("First\n\nAnd Word there.\n")
    assert (
        name("Word") != lint([Source("a.md", "Word")], [Group((rule._replace(id="B.Word"),))]).findings[0].fingerprint
    )


GERMAN = "Der Rat hat am Dienstag beschlossen, dass die alte Bücherei bis zum Ende des Jahres für alle offen ist. " * 3
ENGLISH = "The council voted on Tuesday that the old library will be open to all until the end of the year. " * 3


def languages(configured, *texts):
    sources = [Source(f"{number}.md", text) for number, text in enumerate(texts)]
    return [file.language for file in lint(sources, [Group((), configured)], jobs=1).files]


def test_the_language_is_declared_configured_or_voted():
    assert languages(None, GERMAN, ENGLISH, "Yes.", "") == ["de", "en", None, None]
    assert languages("fr", "Oui.", "---\nlang: it\n---\nOui.") == ["fr", "it"]
    assert languages("de-at", GERMAN) == ["de-AT"]


def test_a_text_that_contradicts_its_declared_language_is_read_as_what_it_is():
    assert languages("de", ENGLISH, f"---\nlang: en\n---\n{GERMAN}") == ["en", "de"]
