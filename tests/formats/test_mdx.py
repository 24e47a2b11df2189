"""MDX, and HTML that asks for Markdown: tags of blocks, indents, modules."""

from __future__ import annotations

import pytest

from copydesk.document import CODE
from copydesk.formats import parse
from offsets import check_offsets


def shown(text, path="a.mdx"):
    """Kinds and texts of the blocks."""
    document = parse(text, path)
    check_offsets(document)
    return [(block.kind, block.text) for block in document.blocks if block.kind not in ("comment", "front-matter")]


@pytest.mark.parametrize("start", ["\n", "\n\n", "---\ntitle: T\n---\n\n", "---\ntitle: T\n---\n \n", "\r\n"])
def test_a_module_may_follow_empty_lines_at_the_top(start):
    text = f"{start}import A from '~/a/A.astro';\nimport B from '~/b';\n\nThe boat leaves.\n"
    assert shown(text) == [("paragraph", "The boat leaves.")]


def test_tags_of_blocks_in_lines_of_their_own():
    text = "<p>\n  **Since:** `x` <br />\n  [Old *name*](u)\n</p>\n\n<div class='a'>\n- one **b**\n- two\n</div>\n"
    assert shown(text) == [
        ("paragraph", f"Since: {CODE}   Old name"),
        ("list-item", "one b"),
        ("list-item", "two"),
    ]


def test_tags_of_blocks_beside_text():
    text = "<p>A **boat**</p>\n\n- <p>[Pier](u) <Mark/> is *old*</p>\n\n<p style={{ a: 1 }}>A _sail_</p>\n"
    assert shown(text) == [
        ("paragraph", "A boat"),
        ("list-item", f"Pier {CODE} is old"),
        ("paragraph", "A sail"),
    ]


def test_details_keep_their_summary_apart():
    text = "<details>\n<summary>Use `a` or [`b`](u)</summary>\nCall **it** so.\n```js\nlet a = 1\n```\n</details>\n"
    assert shown(text) == [
        ("paragraph", f"Use {CODE} or {CODE}"),
        ("paragraph", "Call it so."),
        ("code", "let a = 1\n"),
    ]


def test_emphasis_beside_a_hidden_tag_or_value():
    assert shown("<summary>**“Why?”**</summary>\n") == [("paragraph", "“Why?”")]
    assert shown("{a}**“Why?”**{b} and <B>*(so)*</B>\n") == [("paragraph", f"{CODE}“Why?”{CODE} and (so)")]
    assert shown("{{ a }}**“Why?”**{{ b }} here\n", "a.md") == [("paragraph", f"{CODE}“Why?”{CODE} here")]


def test_tags_of_blocks_are_html_outside_of_mdx():
    assert shown("<p>A **boat**</p>\n", "a.md") == [("paragraph", "A **boat**")]


def test_indents_within_elements_make_no_code():
    text = (
        "1. First\n\n    <Tabs>\n      <Tab name='a'>\n        The **boat** leaves\n        from Zoë’s pier.\n\n"
        '        ```js\n        let a = "é";\n\n          deep;\n        ```\n\n        - one\n          - under\n'
        "      </Tab>\n      <Tab>\n        ### Part\n        Text\n      </Tab>\n    </Tabs>\n\n2. Second\n"
    )
    for ends in ("\n", "\r\n"):
        assert shown(text.replace("\n", ends)) == [
            ("list-item", "First"),
            ("list-item", "The boat leaves from Zoë’s pier."),
            ("code", 'let a = "é";\n\n  deep;\n'),
            ("list-item", "one"),
            ("list-item", "under"),
            ("heading", "Part"),
            ("list-item", "Text"),
            ("list-item", "Second"),
        ]
    document = parse(text, "a.mdx")
    code = next(document.blocks_of("code"))
    assert text[slice(*code.source_range(code.text.index("deep"), code.text.index("deep") + 4))] == "deep"


def test_indents_of_elements_in_elements_that_have_no_text_of_their_own():
    text = "  <Tabs>\n    <Tab>\n    ```sh\n    make {x}\n    ```\n    </Tab>\n  </Tabs>\n\nText\n"
    assert shown(text) == [("code", "make {x}\n"), ("paragraph", "Text")]


@pytest.mark.parametrize(
    "text",
    [
        "- Sets of <T>\n  - within\n",  # never closed
        "- Sets of <T> and\n  - within\n\nText </T>\n",  # begins within a line
        "<Steps>\n1. one\n   - within\n\n   text\n</Steps>\n",
    ],
)
def test_lists_keep_their_levels(text):
    document = parse(text, "a.mdx")
    check_offsets(document)
    assert any(block.text == "within" and block.containers == ("list", "list") for block in document.blocks)


def test_fences_less_indented_than_their_content():
    text = "<Box>\n    ```\n    a\n  b\n\n\tc\n    ```\n\n    Text\n</Box>\n"
    assert shown(text) == [("code", "a\nb\n\n\tc\n"), ("paragraph", "Text")]


@pytest.mark.parametrize("attribute", ['markdown="1"', "markdown='block'", "markdown", 'class="a" markdown=1'])
def test_html_that_asks_for_markdown(attribute):
    text = f"Text\n\n<div {attribute}>\nThe **boat** and `it`.\n</div>\n\n<p>A **pier**</p>\n"
    assert shown(text, "a.md") == [
        ("paragraph", "Text"),
        ("paragraph", f"The boat and {CODE}."),
        ("paragraph", "A **pier**"),
    ]


def test_the_end_of_html_that_asks_for_markdown():
    text = '<div markdown="1">\n<div>\n*a*\n</div>\n*b*\n\n</div>\n\n<div>\n*c*\n</div>\n'
    assert [text for _, text in shown(text, "a.md")][-1] == "*c*"


def test_a_wide_blank_behind_a_hidden_tag():
    assert shown("\xa0\xa0t<details>\xa0 ") == [("paragraph", "\xa0\xa0t\xa0")]


def test_elements_on_lines_of_their_own_are_blocks():
    text = "- Which?\n  <Choice>\n    <Option>The boat</Option>\n    <Option right>The **pier**</Option>\n  </Choice>\n"
    assert shown(text) == [("list-item", "Which?"), ("list-item", "The boat"), ("list-item", "The pier")]
    assert shown("The <B>boat</B>\n<B>leaves</B>\n") == [("paragraph", "The boat leaves")]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Text\n\n<Figure src='a' alt='A boat' caption=\"Zoë’s boat\" />\n\nMore\n", "a.mdx"),
        ("Text\n\n<Figure alt='A boat'\n  caption=\"Zoë’s boat\">\n</Figure>\n\nMore\n", "a.mdx"),
        ('Text\n\n{{< figure src="a" alt="A boat" caption="Zoë’s boat" >}}\n\nMore\n', "a.md"),
    ],
)
def test_attributes_that_a_reader_is_shown(text, path):
    assert shown(text, path) == [
        ("paragraph", "Text"),
        ("alt", "A boat"),
        ("caption", "Zoë’s boat"),
        ("paragraph", "More"),
    ]
    block = next(parse(text, path).blocks_of("caption"))
    assert text[block.start : block.end] == "Zoë’s boat"


def test_attributes_that_hold_more_than_text_are_not_read():
    assert shown("<Figure alt={a} caption='' />\n\n<Figure caption='a &amp; b' />\n\n`<F alt='a'/>`\n") == [
        ("paragraph", CODE),
    ]


def test_no_indent_makes_code():
    text = (
        "1. One\n\n        Zoë’s **boat**\n        leaves:\n\n          - a sail\n            - red\n\nText\n\n"
        ":::note\n\n     Take *care*.\n\n         ```sh\n         make é\n         ```\n:::\n\n      ### Part\n"
    )
    for ends in ("\n", "\r\n"):
        assert shown(text.replace("\n", ends)) == [
            ("list-item", "One"),
            ("list-item", "Zoë’s boat leaves:"),
            ("list-item", "a sail"),
            ("list-item", "red"),
            ("paragraph", "Text"),
            ("paragraph", "Take care."),
            ("code", "make é\n"),
            ("heading", "Part"),
        ]
    assert ("code", "make\n") in shown("Text\n\n    make\n", "a.md")
