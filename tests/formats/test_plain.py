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


def blocks(text):
    return [(b.kind, b.text, b.containers) for b in parse(text, "a.txt").blocks]


INDENTED = (
    "    The council voted late on Tuesday to keep the old library\n"
    "open until the end of next year, and the Mayor said that the\n"
    "money would come out of a new fund.\n"
    "    Nobody spoke against it, though some of those who had come\n"
    "to listen left before the vote was taken.\n"
    "\tA second vote is due in May.\n"
)


def test_indented_first_lines_begin_paragraphs():
    assert [text[:6] for text in texts(INDENTED)] == ["The co", "Nobody", "A seco"]
    assert texts(INDENTED)[0].endswith("the money would come out of a new fund.")


def test_nothing_is_wrapped_where_lines_are_long():
    long = "A whole paragraph stands on this line, which is far longer than any line that somebody broke by hand. " * 3
    short = "A reader has sent us a picture of the new bridge\nThe editor"
    assert texts(f"{long}\n\n{short}\n\n{long}") == [long.strip(), *short.split("\n"), long.strip()]


def test_a_divided_word_is_joined_without_a_blank():
    text = "The council voted late on Tuesday to keep the well-\nknown library open until the end of the year, which is\nlate."
    document = parse(text, "a.txt")
    (block,) = document.blocks
    assert "the well-known library" in block.text
    at = block.text.index("known")
    assert block.source_range(at, at + 5) == (text.index("known"), text.index("known") + 5)
    assert [block.text[at] for at in block.soft_breaks] == [" "]


def test_form_feeds_and_rows_of_marks_end_blocks():
    assert texts("One line\fAnother\n\f\nThird\n* * *\nFourth\n----------\n\n-- --\nFifth") == [
        "One line", "Another", "Third", "Fourth", "Fifth",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "BY JANE DOE and JOHN ROE",
        "By Jane Doe, Staff Writer",
        "Written by Jane A. Doe for the Evening Paper",
        "By Jane Doe | March 3, 2026",
        "Von Erika Muster",
        "Por Juan Pérez y Ana Ruiz",
    ],
)
def test_bylines(line):
    assert blocks(f"A headline\n\n{line}\n\nText follows here.")[1] == ("paragraph", line, ("byline",))
    assert blocks(f"A headline\n{line}\n\nText follows here.")[1] == ("paragraph", line, ("byline",))
    assert parse(f"{line}\n\nA headline\n\nText follows here, too.", "a.txt").title_text == "A headline"
    assert parse(f"{line}\n\nA headline\n\nText follows here, too.", "a.md").title_text == "A headline"


@pytest.mark.parametrize(
    "line",
    [
        "3 March 2026",
        "LONDON, March 3",
        "Published: 2026-03-03 14:05",
        "Last updated on Tuesday, March 3, 2026 at 2:05 p.m. GMT",
        "Dienstag, 3. März 2026, 14 Uhr",
        "2026年3月5日",
    ],
)
def test_datelines(line):
    assert blocks(f"A headline\n\n{line}\n\nText follows here.")[1] == ("paragraph", line, ("dateline",))
    assert parse(f"{line}\n\nA headline\n\nText follows here, too.", "a.txt").title_text == "A headline"


@pytest.mark.parametrize(
    "line",
    [
        "By any means necessary",
        "By Any Means Necessary",
        "By the sea",
        "By Monday he had gone home.",
        "By now Jane Doe knew it",
        "Von Berlin nach Paris",
        "May 2026 was wet",
        "March 3 attack kills five",
        "2026",
        "The 11 September attacks",
    ],
)
def test_titles_that_are_no_byline_and_no_dateline(line):
    document = parse(f"{line}\n\nText follows here.", "a.txt")
    assert document.title_text == line
    assert document.blocks[0].containers == ()


def test_a_lead_with_a_dateline_is_no_title():
    assert parse("LISBON, March 3 (Agency) - The port opened.\n\nMore text.", "a.txt").title is None
    assert parse("BREAKING - The port opened\n\nMore text.", "a.txt").title_text == "BREAKING - The port opened"


def test_a_line_of_a_paragraph_is_no_byline():
    text = "The report on the bridge was read and signed in the end\nBy John Roe and Jane Doe, who did not agree on the\nprice."
    assert len(blocks(text.replace("end\nBy", "end,\nBy"))) == 1


POEM = (
    "The harbour sleeps beneath the rain,\n"
    "  The gulls have gone to bed;\n"
    "A lantern swings, and swings again,\n"
    "  And nothing more is said.\n"
    "\n"
    "The morning finds the water still,\n"
    "The boats upon their sides,\n"
    "A single sail below the hill\n"
    "Waits for the turning tides.\n"
)


def test_a_stanza_is_one_block_with_its_lines():
    found = blocks(POEM)
    assert [containers for _, _, containers in found] == [("verse",)] * 2
    assert found[0][1].split("\n") == [line.strip() for line in POEM.split("\n")[:4]]
    document = parse(POEM, "a.txt")
    assert document.title is None
    assert [document.blocks[0].text[at] for at in document.blocks[0].soft_breaks] == ["\n"] * 3
    at = document.blocks[0].text.index("And nothing")
    assert document.blocks[0].source_start(at) == POEM.index("And nothing")


@pytest.mark.parametrize(
    "text",
    [
        "Mayor opens the new bridge\nPort to close for a year\nWhy the library stays open",
        "Home\nNews\nSport\nAbout us",
        "10 Harbour Road,\nOld Town,\nLisbon",
        "We are few.\nWe are late.\nWe will stay.",
        "- Milk, fresh,\n- Bread, white,\n- Eggs, six.",
        "“I saw it, too,”\n“We all did, yes,”\n“So it is true.”",
    ],
)
def test_short_lines_that_are_no_verse(text):
    found = blocks(text)
    assert len(found) == text.count("\n") + 1
    assert not any("verse" in containers for _, _, containers in found)


def test_each_speech_is_a_paragraph():
    text = (
        "“I will not sell the boat, and I will not sell the house,”\n"
        "“Then we have nothing more to say to one another, I am sure,”\n"
        "she said, and she went out by the door to the garden again.\n"
        "— So be it.\n"
        "— So be it, then."
    )
    assert [found[:6] for found in texts(text)] == ["“I wil", "“Then ", "— So b", "— So b"]


def test_each_speaker_begins_a_paragraph():
    text = (
        "DOE: We looked at the plans for the bridge again last week.\n"
        "ROE: And did you find what we had been told about the cost\n"
        "of the work?\n"
        "DOE: We did.\n"
    )
    assert [found[:4] for found in texts(text)] == ["DOE:", "ROE:", "DOE:"]


def test_underlined_headings():
    text = "The bridge\n==========\n\nText.\nWhat it costs\n-------------\nMore text.\n\n=====\nRoads\n=====\nEnd."
    document = parse(text, "a.txt")
    assert [(b.kind, b.text, b.level) for b in document.blocks] == [
        ("heading", "The bridge", 1),
        ("paragraph", "Text.", 0),
        ("heading", "What it costs", 2),
        ("paragraph", "More text.", 0),
        ("heading", "Roads", 2),
        ("paragraph", "End.", 0),
    ]
    assert document.title_text == "The bridge"
    heading = document.blocks[2]
    assert document.text[slice(*heading.outer)] == "What it costs\n-------------"
    assert document.text[heading.start : heading.end] == "What it costs"


def test_headings_in_capitals():
    text = "THE BRIDGE\n\nIt is old.\n\nWHAT IT COSTS\n\nA lot.\n\nTHE END\n"
    assert [(b.kind, b.level) for b in parse(text, "a.txt").blocks] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("paragraph", 0),
    ]
    assert {b.kind for b in parse("ALL OF THIS\n\nIS IN CAPITALS\n\nTO THE END\n", "a.txt").blocks} == {"paragraph"}
    assert {b.kind for b in parse("STOP.\n\nThe rest, in full.", "a.txt").blocks} == {"paragraph"}


def test_items_go_on_in_indented_lines():
    text = "Things:\n  1. a first thing\n     that is long\n  2. a second\n (a) within it\n"
    assert [(b.kind, b.text) for b in parse(text, "a.txt").blocks] == [
        ("paragraph", "Things:"),
        ("list-item", "a first thing that is long"),
        ("list-item", "a second"),
        ("list-item", "within it"),
    ]


def test_a_number_at_the_start_of_a_wrapped_line_is_no_item():
    text = "The council had been asked to look at the plans on page\n12. But it did not do so, and neither did the Mayor, who\nleft early."
    assert len(blocks(text)) == 1


def test_front_matter_is_read_as_elsewhere():
    text = "---\ntitle: The council meets\nlang: de\ntags:\n- one\n---\n\nIT MET\n\nThe hall was full of people.\n"
    document = parse(text, "a.txt")
    assert document.title.text == "The council meets"
    assert document.metadata["tags"] == ["one"]
    assert [(block.kind, block.text) for block in document.blocks if block.kind != "front-matter"] == [
        ("heading", "IT MET"),
        ("paragraph", "The hall was full of people."),
    ]
    for block in document.blocks:
        assert text[block.start : block.end] == block.text


@pytest.mark.parametrize(
    "text",
    [
        "---\nSam: Hello there.\nAnn: Good morning.\n---\n\nThey left.\n",
        "---\nnote: this is said\nand more is said here.\n---\n\nThey left.\n",
        '{"title": "x"}\n\nText.\n',
        "---\ntitle: x\n\nIt never ends.\n",
    ],
)
def test_what_only_looks_like_front_matter_is_text(text):
    document = parse(text, "a.txt")
    assert not [block for block in document.blocks if block.kind == "front-matter"]
    assert len("".join(block.text for block in document.blocks)) > len(text) // 2
