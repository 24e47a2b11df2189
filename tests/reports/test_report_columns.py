"""Underlines stand under what they mean, in a terminal that this file draws by itself."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from report_samples import ARTICLES, FERRY, finding

from copydesk.model import Edit, Fix
from copydesk.reports.change import change
from copydesk.reports.color import painter
from copydesk.reports.columns import DOTS, clip, excerpt
from copydesk.reports.escape import cells
from copydesk.reports.frame import frame

PAINT = painter(color=False)

# What each piece of text looks like, and the columns it takes, written down by hand.
PIECES = {
    "a": ("a", 1),
    " ": (" ", 1),
    "é": ("é", 1),
    "“": ("“", 1),
    "ж": ("ж", 1),
    "e\u0301": ("e\u0301", 1),
    "n\u0303\u0323": ("n\u0303\u0323", 1),
    "島": ("島", 2),
    "Ａ": ("Ａ", 2),
    "\u3000": ("\u3000", 2),
    "\u1112\u1161\u11ab": ("\u1112\u1161\u11ab", 2),
    "🍰": ("🍰", 2),
    "\u2764\ufe0f": ("\u2764\ufe0f", 2),
    "1\ufe0f\u20e3": ("1\ufe0f\u20e3", 2),
    "👍\U0001f3fd": ("👍\U0001f3fd", 2),
    "\u0645\u06cc\u200c\u062e": ("\u0645\u06cc\u200c\u062e", 3),
    "\xa0": ("\xa0", 1),
    "\t": ("    ", 4),
    "\x1b": (r"\u001b", 6),
    "\u202e": (r"\u202e", 6),
    "\xad": (r"\u00ad", 6),
    "\ud800": (r"\ud800", 6),
    "\U000e0041": (r"\U000e0041", 10),
    "a\u200db": (r"a\u200db", 8),
}
PIECE = st.sampled_from(list(PIECES))
LINE = st.lists(PIECE, max_size=25)


def drawn(pieces: list[str]) -> tuple[str, int]:
    return "".join(PIECES[piece][0] for piece in pieces), sum(PIECES[piece][1] for piece in pieces)


@given(LINE, LINE.filter(bool), LINE)
def test_a_line_that_fits_is_shown_whole(left: list[str], middle: list[str], right: list[str]):
    line = "".join(left + middle + right)
    start = len("".join(left))
    text, before, length = excerpt(line, start, start + len("".join(middle)), 2000)
    assert text == drawn(left + middle + right)[0]
    assert (before, length) == (drawn(left)[1], drawn(middle)[1])


@given(LINE, LINE.filter(bool), LINE, st.integers(20, 60), st.booleans(), st.booleans())
@example(["a"] * 15, ["a"] * 10, ["a"] * 15, 20, False, False)
@example(["a"] * 60, ["a"], ["a"], 20, False, False)
@example(["a"], ["a"] * 14, ["a"] * 60, 20, True, True)
def test_a_line_that_does_not_fit_is_cut_around_the_range(
    left: list[str], middle: list[str], right: list[str], columns: int, more_left: bool, more_right: bool
):
    line = "".join(left + middle + right)
    start = len("".join(left))
    text, before, length = excerpt(
        line, start, start + len("".join(middle)), columns, more_left=more_left, more_right=more_right
    )
    shown, width = drawn(middle)
    columns_of_text = sum(count for _, count in cells(text))
    assert columns_of_text <= columns
    assert before + length <= columns_of_text
    if width <= columns - 2 * len(DOTS):
        assert shown in text
        assert length == width
        widths = [count for _, count in cells(text)]
        assert before in {sum(widths[:at]) for at in range(len(text)) if text.startswith(shown, at)}
    else:
        inner = text.removeprefix(DOTS) if left or more_left else text
        assert DOTS in inner
        assert before == (len(DOTS) if left or more_left else 0)
    if more_left:
        assert text.startswith(DOTS)
    if more_right:
        assert text.endswith(DOTS)


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80), st.integers(20, 50))
def test_any_text_fits(line: str, one: int, other: int, columns: int):
    start, end = sorted((min(one, len(line)), min(other, len(line))))
    text, before, length = excerpt(line, start, end, columns)
    assert sum(count for _, count in cells(text)) <= columns
    assert length >= 1
    assert before >= 0
    assert text.isprintable() or all(c.isprintable() or c.isspace() or c in "\u200c\u200d" for c in text)
    assert sum(count for _, count in cells(clip(line, columns))) <= columns


def test_a_mark_alone_is_pointed_at_where_its_letter_stands():
    assert excerpt("Cafe\u0301 noir", 4, 5, 80)[1:] == (3, 1)
    assert excerpt("\u0301x", 0, 1, 80)[1:] == (0, 1)


def test_an_empty_range_has_one_column():
    assert excerpt("abc", 1, 1, 80) == ("abc", 1, 1)
    assert excerpt("", 0, 0, 80) == ("", 0, 1)
    assert excerpt("abc", 3, 3, 80) == ("abc", 3, 1)


def test_heaps_of_marks_do_not_reach_into_other_lines():
    text, _, _ = excerpt("a" + "\u0301" * 40, 0, 1, 400)
    assert text == "a" + "\u0301" * 4 + r"\u0301" * 36


def framed(text: str, needle: str, width: int = 60, source: str | None = "same", nth: int = 0) -> list[str]:
    return frame(finding("a.md", text, needle, nth=nth), text if source == "same" else source, width, PAINT)


def test_lines_end_where_editors_end_them():
    expected = ["   2 | two words", "     |     ^^^^^"]
    for end in ("\n", "\r\n", "\r"):
        assert framed(f"one{end}two words{end}three", "words") == expected
    assert framed("a\u2028b\x0bc\x85d", "c") == [r"   1 | a\u2028b\u000bc\u0085d", f"     | {' ' * 14}^"]


def test_two_lines_are_both_shown():
    assert framed("x one\r\n  two y\r\n", "one\r\n  two") == [
        "   1 | x one",
        "     |   ^^^",
        "   2 |   two y",
        "     |   ^^^",
    ]


def test_of_many_lines_the_first_and_the_last_are_shown():
    text = "".join(f"line {number}\n" for number in range(1, 121))
    assert framed(text, text[14:-1]) == [
        "    3 | line 3",
        "      | ^^^^^^",
        "      | ... 116 more lines",
        "  120 | line 120",
        "      | ^^^^^^^^",
    ]


def test_a_range_that_ends_with_a_line_end_stops_before_it():
    assert framed("one\r\ntwo\r\n", "one\r\n") == ["   1 | one", "     | ^^^"]
    assert framed("one\n\n\ntwo\n", "one\n\n\n") == ["   1 | one", "     | ^^^"]


def test_a_blank_place_has_no_frame():
    assert framed("", "") == []
    assert framed("\n\n", "\n") == []


def test_a_source_that_changed_is_not_shown():
    assert framed("one two", "two", source="something else") == ["   1 | two", "     | ^^^"]
    assert framed("one two", "two", source="") == ["   1 | two", "     | ^^^"]
    assert framed("one two", "two", source=None) == ["   1 | two", "     | ^^^"]


def test_long_lines_are_looked_at_near_the_range_only():
    text = "word " * 200_000 + "needle" + " word" * 200_000
    assert framed(text, "needle") == [
        "   1 | ...word word word word needle word word word word ...",
        f"     | {' ' * 23}^^^^^^",
    ]
    whole = framed(text, text)
    assert whole[0].startswith("   1 | word word")
    assert whole[0].endswith(" word")
    assert DOTS in whole[0]
    assert len(whole[0]) <= 60
    assert whole[1] == f"     | {'^' * (len(whole[0]) - 7)}"


@given(st.text("ab \t\r\n島\u0301🍰\u202e", max_size=80), st.integers(0, 80), st.integers(0, 80), st.integers(40, 90))
def test_any_range_can_be_framed(text: str, one: int, other: int, width: int):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    item = finding("a.md", text, "")._replace(start=start, end=end, text=text[start:end])
    for line in frame(item, text, width, PAINT):
        assert "\n" not in line
        assert "\r" not in line
        assert "|" in line
        assert sum(count for _, count in cells(line)) <= width


def changed(source: str, *edits: Edit, width: int = 60) -> list[str]:
    return change(Fix("safe", edits), source, width, PAINT)


def test_a_change_within_a_line():
    assert changed("one two two three\n", Edit(4, 11, "two")) == ["    - one two two three", "    + one two three"]


def test_a_change_in_a_long_line_begins_alike():
    source = "word " * 500 + "two two" + " word" * 500
    minus, plus = changed(source, Edit(2500, 2507, "two"))
    assert minus.index("two two") == plus.index("two")
    assert max(len(minus), len(plus)) <= 60
    assert minus.endswith(DOTS)
    assert plus.endswith(DOTS)


def test_lines_that_go_are_not_shown_as_coming():
    source = "Title\n\nTitle\n\nText\n"
    assert changed(source, Edit(7, 14, "")) == ["    - Title"]
    assert changed(source, Edit(5, 12, "")) == ["    - Title"]
    assert changed("a\r\nb\r\nc\r\nd\r\ne\r\nf", Edit(3, 15, "")) == [
        "    - b",
        "    - c",
        "    - d",
        "    - ... 1 more line",
    ]


def test_lines_that_come():
    assert changed("one two", Edit(3, 4, "\n\n")) == ["    - one two", "    + one", "    + two"]


def test_edits_near_each_other_are_shown_as_one():
    source = '"Yes," he said.\n"No," she said.\n'
    edits = [Edit(at, at + 1, mark) for at, mark in ((0, "“"), (5, "”"), (16, "“"), (20, "”"))]
    assert changed(source, *edits) == [
        '    - "Yes," he said.',
        "    + “Yes,” he said.",
        '    - "No," she said.',
        "    + “No,” she said.",
    ]


def test_of_many_edits_the_first_three_are_shown():
    source = "aa\n" * 10
    shown = changed(source, *(Edit(at, at + 2, "b") for at in range(0, 30, 3)))
    assert shown == ["    - aa", "    + b"] * 3 + ["    ... 7 more"]


def test_a_change_without_its_source_is_not_shown():
    assert change(Fix("safe", (Edit(0, 1, "b"),)), None, 60, PAINT) == []
    assert changed("", Edit(0, 1, "b")) == []
    assert changed("a") == []


@given(
    st.text("ab \t\r\n島\u0301🍰\u202e", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.text("ab\n\r🍰", max_size=70)), max_size=6),
    st.integers(40, 90),
)
def test_any_change_can_be_shown(source: str, drafts: list[tuple[int, str]], width: int):
    ends = sorted(min(at, len(source)) for at, _ in drafts)
    edits = [Edit(at, at, text) for at, (_, text) in zip(ends, drafts, strict=True)]
    for line in changed(source, *edits, width=width):
        assert line.startswith(("    - ", "    + ", "    ..."))
        assert "\n" not in line
        assert "\r" not in line
        assert sum(count for _, count in cells(line)) <= width


@pytest.mark.parametrize("path", ARTICLES)
def test_the_samples_hold_their_own_text(path: str):
    assert ARTICLES[path]
    assert "島" in FERRY
