from __future__ import annotations

import pytest

from copydesk.document import CODE
from copydesk.formats import parse
from offsets import check_offsets


def blocks(text, *kinds):
    document = parse(text, "a.md")
    return [
        (block.kind, block.text, text[block.start : block.end])
        for block in document.blocks
        if not kinds or block.kind in kinds
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title #\n", [("heading", "Title", "Title")]),
        ("Title\n=====\n", [("heading", "Title", "Title")]),
        ("One *two* **three**.\n", [("paragraph", "One two three.", "One *two* **three**.")]),
        ("**All bold**\n", [("paragraph", "All bold", "**All bold**")]),
        ("\\*not a list\n", [("paragraph", "*not a list", "\\*not a list")]),
        ("soft\nbreak\n", [("paragraph", "soft break", "soft\nbreak")]),
        ("hard  \nbreak\\\nagain\n", [("paragraph", "hard break again", "hard  \nbreak\\\nagain")]),
        ("Fish &amp; chips &eacute;\n", [("paragraph", "Fish & chips é", "Fish &amp; chips &eacute;")]),
        ("See [the page](http://e.org 't').\n", [("paragraph", "See the page.", "See [the page](http://e.org 't').")]),
        ("Run `make`.\n", [("paragraph", f"Run {CODE}.", "Run `make`.")]),
        ("See https://e.org/x_y.\n", [("paragraph", f"See {CODE}.", "See https://e.org/x_y.")]),
        ("- tight\n- **list**\n", [("list-item", "tight", "tight"), ("list-item", "list", "**list**")]),
        ("- loose\n\n  second\n", [("list-item", "loose", "loose"), ("list-item", "second", "second")]),
        ("- [x] done\n", [("list-item", "done", "done")]),
        ("> quoted\n> text\n", [("paragraph", "quoted text", "quoted\n> text")]),
        ("~~gone~~ here\n", [("paragraph", "gone here", "~~gone~~ here")]),
        ("Note[^1].\n\n[^1]: The note.\n", [("paragraph", "Note.", "Note[^1]."), ("paragraph", "The note.", "The note.")]),
        ("![An *alt* text](i.png)\n", [("alt", "An alt text", "An *alt* text"), ("paragraph", CODE, "![An *alt* text](i.png)")]),
        ("a <b>bold</b> and<br>more\n", [("paragraph", "a bold and more", "a <b>bold</b> and<br>more")]),
        ("press <kbd>Ctrl</kbd> now\n", [("paragraph", f"press {CODE} now", "press <kbd>Ctrl</kbd> now")]),
        ("<!-- hidden -->\n", [("comment", "hidden", "hidden")]),
        ("in <!-- hidden --> line\n", [("comment", "hidden", "hidden"), ("paragraph", "in  line", "in <!-- hidden --> line")]),
        ("    indented code\n", [("code", "indented code\n", "indented code")]),
        ("```py\nx = 1\n```\n", [("code", "x = 1\n", "x = 1")]),
    ],
)  # fmt: skip
def test_blocks_and_their_source(text, expected):
    assert blocks(text) == expected


def test_tables():
    text = "| Head | Two |\n|---|---|\n| a | `b` c |\n"
    assert blocks(text) == [
        ("table-header", "Head", "Head"),
        ("table-header", "Two", "Two"),
        ("table-cell", "a", "a"),
        ("table-cell", f"{CODE} c", "`b` c"),
    ]


def test_containers_and_levels():
    document = parse("## Two\n\n> - item\n>\n>   > deep\n\ntext[^n]\n\n[^n]: note\n", "a.md")
    assert [(b.kind, b.level, b.containers) for b in document.blocks] == [
        ("heading", 2, ()),
        ("list-item", 0, ("blockquote", "list")),
        ("paragraph", 0, ("blockquote", "list", "blockquote")),
        ("paragraph", 0, ()),
        ("paragraph", 0, ("footnote",)),
    ]


@pytest.mark.parametrize(
    ("text", "outer"),
    [
        ("## Two ##\n\nx", "## Two ##"),
        ("Two\n---\n\nx", "Two\n---"),
        ("- one\n- two\n", "- one"),
        ("> quote\n\nx", "> quote"),
        ("1. > deep\n", "1. > deep"),
        ("plain *text*\n\nx", "plain *text*"),
    ],
)
def test_the_outer_range_holds_the_marks(text, outer):
    document = parse(text, "a.md")
    assert text[slice(*document.blocks[0].outer)] == outer


def test_links_code_and_breaks_are_known():
    block = parse("See [the page](u) and `x = 1`\nor <https://e.org>.\n", "a.md").blocks[0]
    assert block.text == f"See the page and {CODE} or {CODE}."
    assert [block.text[a:b] for a, b in block.links] == ["the page", CODE]
    assert block.code == [(17, "x = 1"), (22, "https://e.org")]
    assert block.soft_breaks == [18]
    assert block.full_text == "See the page and x = 1 or https://e.org."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Front\n---\n# Head\n", "Front"),
        ("Intro line\n\n# Head\n", "Head"),
        ("A short first line\n\nMore.\n", "A short first line"),
        ("Two lines\nof text\n\nMore.\n", None),
        (" ".join(["word"] * 26), None),
        ("", None),
    ],
)
def test_title(text, title):
    assert parse(text, "a.md").title_text == title


def test_html_blocks_show_their_text():
    text = "Before\n\n<div class='x'>\n<p>Inside &amp; out</p>\n</div>\n\nAfter é\n"
    assert blocks(text) == [
        ("paragraph", "Before", "Before"),
        ("paragraph", "Inside & out", "Inside &amp; out"),
        ("paragraph", "After é", "After é"),
    ]
    text = "é\n\n" + text
    assert ("paragraph", "Inside & out", "Inside &amp; out") in blocks(text)


@pytest.mark.parametrize(
    "source",
    [
        "term\n: definition\n\n  one|two\n  :--|:-|:-\n  a|b\n",
        "term\n: definition\n\nzoë\n:-:| is no table here\n",
        "term\n: definition\n\n| a | b |\n|:-|:-:|\n:-:|:-\n| c | d |\n",
        "[x]: y\n\nterm\n: definition {{ a }}\n\nzoë $a^2$\n:-:| is {{ no }} table\n",
    ],
)
def test_what_looks_like_alignments_beside_a_definition_keeps_its_characters(source):
    document = parse(source, "a.md")
    check_offsets(document)
    assert "--:" not in "".join(block.text for block in document.blocks)
