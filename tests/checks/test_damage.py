"""The rules of damaged text together: what their triggers promise, where their hits stand, what their fixes leave."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.checks import load_check
from copydesk.checks.triggers import TRIGGERS, deferred
from copydesk.formats import parse
from copydesk.plan import RunOptions, known_rules
from copydesk.rules.load import read_rule_file

RULES = {rule.kind: rule for rule in known_rules(RunOptions(isolated=True)) if rule.kind in TRIGGERS}
PIECES = sorted(
    {
        line
        for rule in RULES.values()
        for example in read_rule_file(rule.path)["examples"]
        for text in [example.get("bad") or example.get("good")]
        if isinstance(text, str)
        for line in text.splitlines()
    }
)
PATHS = ("a.md", "a.txt", "a.html")


def hits(kind, document):
    return list(load_check(kind).check(RULES[kind], document))


def test_every_trigger_belongs_to_a_rule():
    assert set(RULES) == set(TRIGGERS)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=6), st.sampled_from(PATHS))
def test_a_trigger_never_says_no_where_there_is_something(pieces, path):
    text = "\n\n".join(pieces)
    for kind, trigger in TRIGGERS.items():
        found = hits(kind, parse(text, path))
        assert list(deferred(kind, trigger)(RULES[kind], parse(text, path))) == found


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=6), st.sampled_from(PATHS))
def test_hits_lie_in_the_text_and_edits_in_them_or_beside(pieces, path):
    text = "\n\n".join(pieces)
    for kind in TRIGGERS:
        document = parse(text, path)
        for hit in hits(kind, document):
            assert 0 <= hit.start <= hit.end <= len(document.text)
            assert hit.start < hit.end or kind == "empty-article"
            for edit in hit.fix.edits if hit.fix else ():
                # A line of furniture goes with the blank lines that set it off.
                inside = kind == "boilerplate-line" or (hit.start <= edit.start and edit.end <= hit.end)
                assert inside
                assert edit.start <= edit.end


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=4))
def test_safe_fixes_leave_nothing_of_their_own_to_mend(pieces):
    for kind in ("mojibake", "invisible-character", "html-entity", "missing-space"):
        text = "\n\n".join(pieces).removeprefix("\ufeff")
        for _ in range(4):
            edits = [
                edit
                for hit in hits(kind, parse(text, "a.txt"))
                if hit.fix is not None and hit.fix.safety == "safe"
                for edit in hit.fix.edits
            ]
            if not edits:
                break
            for edit in reversed(edits):
                text = text[: edit.start] + edit.replacement + text[edit.end :]
        else:
            pytest.fail(f"{kind} never comes to an end")


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("Se\u200bven", "Se\u200bven"),
        ("x\r\n\r\n\U0001f600 Se\u200bven", "Se\u200bven"),
        ("e\u0301 **Se\u200bven**", "Se\u200bven"),
    ],
)
def test_places_hold_after_emoji_marks_and_line_ends(source, word):
    (hit,) = hits("invisible-character", parse(source, "a.md"))
    assert source[hit.start : hit.end] == word


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Pe√±a", "Peña"),
        ("caf√©", "café"),
        ("voil\u00c3\u00a0 tout", "voilà tout"),
        ("\u00e2\u20ac\u0153Yes\u00e2\u20ac\u009d", "“Yes”"),
        ("\x93Yes\x94", "“Yes”"),
        ("itÕs", "it’s"),
    ],
)
def test_broken_encodings_are_mended(text, mended):
    source = f"{text}, said the man."
    found = hits("mojibake", parse(source, "a.txt"))
    for hit in reversed(found):
        (edit,) = hit.fix.edits
        source = source[: edit.start] + edit.replacement + source[edit.end :]
    assert source == f"{mended}, said the man."


def test_a_lone_control_character_is_not_guessed_at():
    (hit,) = hits("mojibake", parse("Pe\x83a said so.", "a.txt"))
    assert hit.fix is None


def test_a_null_byte_in_markdown_is_no_lost_character():
    assert hits("mojibake", parse("a\x00b", "a.md")) == []
    assert len(hits("invisible-character", parse("a\x00b", "a.txt"))) == 1


def test_a_halved_apostrophe_is_put_back_when_asked_for():
    (hit,) = hits("invisible-character", parse("Britain\x19s birds", "a.txt"))
    assert (hit.fix.safety, hit.fix.edits[0].replacement) == ("unsafe", "’")


def test_entities_in_front_matter_may_be_html():
    assert hits("html-entity", parse("---\ntitle: Salt &amp; vinegar\n---\n\nText.\n", "a.md")) == []


def test_a_long_article_of_nothing_but_suspects_is_read_in_linear_time():
    # Each would take minutes if it looked at pairs.
    for text in (
        "Ã " * 50_000,
        "a,b." * 50_000,
        "[" * 50_000,
        "<a " * 50_000,
        "{{" * 50_000,
        "fi " * 50_000,
        "**a" * 30_000,
    ):
        for kind in TRIGGERS:
            hits(kind, parse(text, "a.txt"))


def test_an_offer_counts_only_at_the_end():
    body = "The buses run until spring, says the council of the town."
    offer = "Would you like me to add a section on fares?"
    assert len(hits("chatbot-residue", parse(f"# Buses\n\n{body}\n\n{offer}\n", "a.md"))) == 1
    assert hits("chatbot-residue", parse(f"# Buses\n\n{offer}\n\n{body}\n", "a.md")) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Na\xc3 \u0304ve as ever.", "\xc3"),
        ("Real\xc3\xa2\u20acworld talk.", "\xc3\xa2\u20ac"),
        ("A Frana\u0303\x83a\u0302\xa7ois.", "\x83"),
    ],
)
def test_what_is_damaged_beyond_mending_has_no_fix(text, place):
    (hit,) = hits("mojibake", parse(text, "a.txt"))
    assert text[hit.start : hit.end] == place
    assert hit.fix is None


def test_mended_text_may_stand_beside_marks():
    text = "“In the caf\xc3\xa9”, he said, d\xe2\u20ac\u2122accord."
    assert [hit.fix.edits[0].replacement for hit in hits("mojibake", parse(text, "a.txt"))] == ["é", "’"]
