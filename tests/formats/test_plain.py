from __future__ import annotations

import pytest

from copydesk.formats import parse


def texts(text):
    return [block.text for block in parse(text, "a.txt").blocks]


WRAPPED = (
    "The council voted late on Tuesday to keep the old\n"
    "library open until the end of next year, and the\n"
    "Mayor said that the money would come out of a new\n"
    "fund. Nobody spoke against it.\n"
)


def test_blank_lines_end_paragraphs():
    assert texts("One.\n\nTwo.\n \t\nThree.\r\n\r\nFour.\r\rFive.") == ["One.", "Two.", "Three.", "Four.", "Five."]


def test_hard_wraps_are_joined():
    assert texts(WRAPPED) == [WRAPPED.strip().replace("\n", " ")]
    block = parse(WRAPPED, "a.txt").blocks[0]
    assert [block.text[at] for at in block.soft_breaks] == [" "] * 3
    at = block.text.index("the Mayor")
    assert block.source_range(at, at + 9) == (WRAPPED.index("the\nMayor"), WRAPPED.index("the\nMayor") + 9)


def test_one_line_a_paragraph():
    long = (
        "This line holds a whole paragraph and is far too long to have been wrapped by anyone, since it goes on and on."
    )
    assert texts(f"{long}\n{long}\n{long}") == [long] * 3


def test_short_lines_stay_apart():
    assert texts("Share this\nTweet\nRelated Articles\n") == ["Share this", "Tweet", "Related Articles"]


def test_a_sentence_that_runs_on_is_joined():
    assert texts("He came with a very,\nvery large dog.") == ["He came with a very, very large dog."]


@pytest.mark.parametrize("marker", ["-", "*", "•", "1.", "12)"])
def test_list_items(marker):
    document = parse(f"Things:\n{marker} first thing\n{marker} second thing\n", "a.txt")
    assert [(b.kind, b.text) for b in document.blocks] == [
        ("paragraph", "Things:"),
        ("list-item", "first thing"),
        ("list-item", "second thing"),
    ]
    item = document.blocks[1]
    assert document.text[item.start : item.end] == "first thing"
    assert document.text[slice(*item.outer)] == f"{marker} first thing"


def test_title_is_a_first_short_line():
    assert parse("A headline\n\nText.", "a.txt").title_text == "A headline"
    assert parse(WRAPPED, "a.txt").title is None
    assert parse("", "a.txt").title is None


def test_wrapped_lines_join_with_any_line_end():
    lines = [
        "The council met on Tuesday and voted to keep the old library open until the",
        "end of next year, and the mayor said that nobody had expected it to be so.",
    ]
    for end in ("\n", "\r\n", "\r"):
        assert texts(end.join(lines)) == [" ".join(lines)]
