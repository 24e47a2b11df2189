"""The rules of damaged text together: what their triggers promise, where their hits stand, what their fixes leave."""

from __future__ import annotations

from html.entities import html5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.checks import load_check
from copydesk.checks.triggers import TRIGGERS, deferred
from copydesk.formats import parse
from copydesk.plan import RunOptions, known_rules
from copydesk.rules.load import read_rule_file

TRIGGERED = [rule for rule in known_rules(RunOptions(isolated=True)) if rule.kind in TRIGGERS]
SCRAPED = [
    rule
    for rule in known_rules(RunOptions(isolated=True, profile="scraped"))
    if rule.kind.startswith("boilerplate-line")
]
RULES = {rule.kind: rule for rule in TRIGGERED}
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
WHOLE = sorted(
    {
        text
        for rule in known_rules(RunOptions(isolated=True))
        for example in read_rule_file(rule.path)["examples"]
        for one in [example.get("bad") or example.get("good")]
        for text in ([one] if isinstance(one, str) else one.values())
    }
)
PATHS = ("a.md", "a.txt", "a.html")


def hits(kind, document):
    return list(load_check(kind).check(RULES[kind], document))


def test_every_trigger_belongs_to_a_rule():
    assert set(RULES) == set(TRIGGERS)


def untriggered(rule, document):
    return list(load_check(rule.kind).check(rule, document))


def assert_no_trigger_skips(text, path, rules=None):
    for rule in rules or (*TRIGGERED, *SCRAPED):
        found = untriggered(rule, parse(text, path))
        assert list(deferred(rule.kind, TRIGGERS[rule.kind])(rule, parse(text, path))) == found, (rule.kind, text)


def as_entities(text):
    return "".join(letter if letter.isascii() else _entity(letter) for letter in text)


def _entity(letter):
    names = NAMED.get(letter)
    return f"&{names}" if names else f"&#{ord(letter)};"


def mutated(text, random):
    """A text after one slip of a hand or of a program."""
    at = random.randrange(len(text) + 1)
    end = min(len(text), at + random.randrange(4))
    return random.choice(
        (
            lambda: text[:at] + text[end:],
            lambda: text[:at] + text[at:end].swapcase() + text[end:],
            text.upper,
            text.lower,
            text.title,
            lambda: text.replace(" ", random.choice("\n\t\xa0"), random.randrange(1, 4)),
            lambda: text[:at] + random.choice(' \n\xa0.,;?!&<[*_’"“\xad\u200bеοÃâ') + text[at:],
            lambda: as_entities(text),
            lambda: f"![{text}](a.png)" if "\n" not in text else text,
            lambda: f"# {text}",
            lambda: f"> {text}",
            lambda: f"| {text} |\n|---|\n| x |",
            lambda: f'<p>{text}</p><img alt="{text}">',
            lambda: f"---\ntitle: {text}\n---\n\n{text}",
            lambda: f"`{text}` {text}",
        )
    )()


NAMED = {letters: name for name, letters in html5.items() if name.endswith(";") and len(letters) == 1}


@pytest.mark.parametrize("path", PATHS)
def test_no_trigger_skips_an_example(path):
    for text in WHOLE:
        assert_no_trigger_skips(text, path)
        assert_no_trigger_skips(as_entities(text), path)


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=6),
    st.integers(min_value=0, max_value=5),
    st.randoms(use_true_random=False),
    st.sampled_from(PATHS),
)
def test_no_trigger_skips_what_its_check_finds(pieces, times, random, path):
    for _ in range(times):
        if pieces:
            at = random.randrange(len(pieces))
            pieces[at] = mutated(pieces[at], random)
    assert_no_trigger_skips("\n\n".join(pieces), path)


WORDS = st.lists(st.sampled_from(sorted({word for piece in PIECES for word in piece.split()})), min_size=1, max_size=3)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=3), st.lists(st.sampled_from(PIECES), max_size=3), st.data())
def test_no_trigger_skips_what_an_option_asks_for(own, pieces, data):
    rules = []
    for rule in TRIGGERED:
        lists = [
            key
            for key, value in rule.options.items()
            if isinstance(value, list) and key not in ("families", "edited-formats")
        ]
        if lists:
            key = data.draw(st.sampled_from(lists))
            rules.append(rule._replace(options={**rule.options, key: own}))
    text = "\n\n".join([*own, *pieces, f"It is about {own[0]} and {own[-1]}, and about {own[0].upper()}."])
    assert_no_trigger_skips(text, "a.txt", rules)


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


@pytest.mark.parametrize(
    ("kind", "text", "safety"),
    [
        ("mojibake", "The letter Ã© stands alone.", "unsafe"),
        ("mojibake", "The cafÃ© stands alone.", "safe"),
        ("html-entity", "Salt &amp; vinegar.", "safe"),
        ("html-entity", "Write &amp; for it, and &lt;b&gt; for a tag.", "unsafe"),
    ],
)
def test_what_may_be_meant_is_no_safe_fix(kind, text, safety):
    assert {hit.fix.safety for hit in hits(kind, parse(text, "a.txt"))} == {safety}
