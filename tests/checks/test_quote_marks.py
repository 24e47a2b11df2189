"""The rules about quotation marks: unbalanced-quote, quote-direction, mixed-quote-marks, quote-punctuation."""

from importlib import import_module
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from copydesk.formats import parse
from copydesk.model import Rule

RULES = Path(__file__).parents[2] / "rules" / "attribution"
KINDS = ("unbalanced-quote", "quote-direction", "mixed-quote-marks", "quote-punctuation")


def hits(kind, text, path="a.md", **options):
    module = import_module("copydesk.checks." + kind.replace("-", "_"))
    values = yaml.safe_load((RULES / f"{kind}.yml").read_text("utf-8"))
    merged = {name: values.get(name, option.default) for name, option in module.OPTIONS.items()}
    rule = Rule(f"attribution.{kind}", kind, values["message"], options={**merged, **options})
    return list(module.check(rule, parse(text, path)))


def found(kind, text, path="a.md", **options):
    return [text[hit.start : hit.end] for hit in hits(kind, text, path, **options)]


def fixed(text, found_hits):
    edits = sorted({edit for hit in found_hits if hit.fix for edit in hit.fix.edits}, reverse=True)
    for edit in edits:
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


@pytest.mark.parametrize("kind", KINDS)
def test_rule_files_set_every_option_to_its_default(kind):
    values = yaml.safe_load((RULES / f"{kind}.yml").read_text("utf-8"))
    for name, option in import_module("copydesk.checks." + kind.replace("-", "_")).OPTIONS.items():
        assert values[name] == (list(option.default) if option.type == "strings" else option.default)


@pytest.mark.parametrize(
    ("text", "confidences"),
    [
        ("“One, he said. “Two.”", [None]),
        ("The sum is '' and the arrow is » there.", []),
        ("Il a dit « non » et « oui.", [None]),
        ('It is 12" and "no.', [None]),
        ('The board of 12" is "wide" here".', [None]),
        ('The code `x`" is odd.', ["medium"]),
        ("Lee called it “a bad idea for us.\n\n“We will not vote for it on Monday,” Lee said.", ["medium"]),
        ("“No boat shall leave the port.\n\nThe master may allow it.”", ["low", "low"]),
        ("“No boat shall leave the port.\n\nThe master may allow it,” says the rule.", [None, None]),
        ("She told the “old\n\n[harbour council](https://example.org)\n\nof it”, and left.", ["low", "low"]),
        ("Lee said “we learned that\n\n- it is old,\n- it is slow.”", ["low", "low"]),
        ("Lee said “we learned that\n\n- it is “old”,\n- it is slow.”", [None, None]),
        ("# The “old ferry\n\nIt stays,” she said.", [None, None]),
        ("It plays “songs”, width=”100% and more.", ["low"]),
        ('It plays "songs", and the file has kind" : [ in it.', ["low"]),
        ("``so'' and ``1Fixes\n\n``2Fixes", []),
        ("« Non », dit-elle. » LIRE AUSSI la page", []),
    ],
)
def test_confidence_of_lost_marks(text, confidences):
    assert [hit.confidence for hit in hits("unbalanced-quote", text)] == confidences


def test_where_marks_have_to_pair_is_an_option():
    text = "# A “title\n\n| a “cell | b |\n|---|---|\n| c” | d |\n\n> quoted”\n"
    assert found("unbalanced-quote", text) == ["“", "”"]
    assert found("unbalanced-quote", text, include=["table-cell"]) == ["“", "”"]
    assert found("unbalanced-quote", text, include=["paragraph"]) == []


def test_two_lost_marks_of_one_article_have_names_of_their_own():
    keys = [hit.key for hit in hits("unbalanced-quote", "“One, he said.\n\n“Two, she said.")]
    assert len(set(keys)) == len(keys) == 2


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("He said “no“ to it.", "a.md", "He said “no” to it."),
        ("He said ”no” to it.", "a.txt", "He said “no” to it."),
        ("<p>He said &ldquo;no&ldquo; to it.</p>", "a.html", "<p>He said &ldquo;no&rdquo; to it.</p>"),
        ("<p>He said &#8221;no&#8221; to it.</p>", "a.html", "<p>He said &#8220;no&#8221; to it.</p>"),
        ("The boats of the ‘90s were slow.", "a.md", "The boats of the ’90s were slow."),
        ("The role=”button” is set.", "a.md", "The role=”button” is set."),
        ("Er sagte „nein“ und ging.", "a.md", "Er sagte „nein“ und ging."),
        ("Plain \"ASCII\" 'text'.", "a.md", "Plain \"ASCII\" 'text'."),
    ],
)
def test_marks_are_turned_round(text, path, wanted):
    assert fixed(text, hits("quote-direction", text, path)) == wanted


def test_apostrophes_are_an_option():
    assert found("quote-direction", "The boats of the ‘90s were slow.", apostrophes=False) == []


@pytest.mark.parametrize(
    ("text", "options", "wanted"),
    [
        ('“One.” “Two.” "Three."', {}, "“One.” “Two.” “Three.”"),
        ('"One." "Two." “Three.”', {}, '"One." "Two." "Three."'),
        ('"One." “Two.”', {}, '"One." "Two."'),
        ('"One." “Two.”', {"prefer": "curly"}, "“One.” “Two.”"),
        ("''One.'' “Two.” “Three.”", {}, "“One.” “Two.” “Three.”"),
        ('„Eins.“ „Zwei.“ "Drei."', {}, "„Eins.“ „Zwei.“ „Drei.“"),
        ("“One.” “Two.” «Three.»", {}, "“One.” “Two.” «Three.»"),
        ('“One.” “He says "Two."” “Three.”', {}, '“One.” “He says "Two."” “Three.”'),
        ('Set lang="en" for “One.” and “Two.”', {}, 'Set lang="en" for “One.” and “Two.”'),
    ],
)  # fmt: skip
def test_mixed_marks_become_those_of_the_majority(text, options, wanted):
    assert fixed(text, hits("mixed-quote-marks", text, **options)) == wanted


def test_angular_marks_among_curly_ones_are_told_without_a_fix():
    (hit,) = hits("mixed-quote-marks", "“One.” “Two.” «Three.»")
    assert hit.fix is None
    assert hit.arguments == ("«…»", "“…”")


@pytest.mark.parametrize(
    ("text", "style", "wanted"),
    [
        ("A “late tide”, a “cold spring”.", "inside", "A “late tide,” a “cold spring.”"),
        ('A "late tide", it said.', "inside", 'A "late tide," it said.'),
        ("A “late tide,” he said. “It is late.”", "outside", "A “late tide”, he said. “It is late.”"),
        ("A “late tide”, a “cold spring”, a “calm,” he said.", "consistent", None),
        ("A “late …” and “why?”, he said.", "inside", "A “late …” and “why?”, he said."),
    ],
)
def test_stops_change_sides(text, style, wanted):
    if wanted is None:
        wanted = text.replace("calm,”", "calm”,")
    assert fixed(text, hits("quote-punctuation", text, style=style)) == wanted


def test_stops_of_other_languages_are_left_alone():
    text = "Er nannte es „eine gute Idee“, und der Rat war nicht der Meinung, dass das stimmt und so bleiben kann."
    assert found("quote-punctuation", text) == []


PIECES = st.lists(
    st.sampled_from(["“", "”", '"', "''", "‘", "’", "«", "»", "„", " ", "a", "B.", "6", ",", "\n\n", "&rdquo;", "*"]),
    max_size=24,
).map("".join)


@given(PIECES, st.sampled_from(["a.md", "a.txt", "a.html"]))
def test_findings_are_exact_and_fixes_apart(text, path):
    source = parse(text, path).text
    for kind in KINDS:
        for hit in hits(kind, text, path):
            assert 0 <= hit.start < hit.end <= len(source)
            for edit in hit.fix.edits if hit.fix else ():
                assert hit.start <= edit.start <= edit.end <= hit.end


@given(PIECES)
def test_a_turned_mark_is_not_turned_again(text):
    once = fixed(text, hits("quote-direction", text, "a.txt", apostrophes=False))
    assert len(once) == len(text)
