"""Exactness of every format, on generated and on real articles."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.formats import FORMATS, parse
from copydesk.text.words import word_ranges
from offsets import check_offsets

_PLAIN = [
    "word",
    "Zoë",
    "naïve",
    "e\u0301tude",
    "👩‍👩‍👧",
    "日本語",
    "don’t",
    "3.5",
    "“quoted”",
    "a\u00a0b",
    "x\u2028y",
    "\u200bz",
    "\t",
    " ",
    "  ",
]
_MARKUP = [
    "*", "**", "_", "`", "``", "[", "](", ")", "[^1]", "!", "<b>", "</b>", "<br>", "<!-- c -->", "<code>x</code>",
    "&amp;", "&nbsp;", "&#233;", "&notit;", "&", "\\*", "\\", "|", "# ", "## ", "- ", "1. ", "> ", "```", "---", "+++",
    "title: x", "=", "<div>", "</div>", "<p>", "<li>", "<td>", "<a href='x'>", "</a>", "<script>", "</script>", "<",
    ">", "https://e.org/a_b.", "www.e.org", "~~", "- [ ] ", "[^1]: ", "<img alt='an é'>", "![alt](u)", "{", "}", '"',
    "{{ x }}", "{% if a %}", "{% endif %}", "{% raw %}", "{% endraw %}", "{{< note >}}", "{{< /note >}}", "{# c #}",
    "{/* c */}", ":::tip T", ":::", '!!! note "N"', "[!NOTE]", "[[P|s]]", "$a$", "$$", ":smile:", "{: .c}", "{#id}",
    "==", '=== "T"', "??? n", "> [!x] T", "\\\\(a\\\\)", "\\[", "^[a note]", "*[H]: x", ": d", "::l[x]", "{{</* x */>}}", "{: toc}",
    "{{", "}}", "{%", "%}", "{{< highlight go >}}", "{{< /highlight >}}", "<A b={", "<Tag/>", "{a.b}", "$$\na\n$$", "--8<-- x",
    "export const a = {", "~~~", "<pre>", "</pre>", "\u05c6", "![[e]]", "[x]({{ y }})", "`{{ c }}`", "{% highlight x %}",
    "import A from 'b'", "<Tabs a={1}>", "</Tabs>", "<sup>", "</sup>", "[TOC]", "^[n]", "{% comment %}", "{% endcomment %}", "<p>", "<div markdown=1>", "<summary>", "</summary>", "<Tab>", "</Tab>", "        ", "\n<Tabs>\n      ",
]  # fmt: skip
_ENDS = ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\f", "  \n", "\n    ", "\n> ", "\n- "]
_PIECES = st.sampled_from(_PLAIN * 2 + _MARKUP + _ENDS * 3)
_ARTICLES = st.lists(_PIECES, max_size=40).map("".join)


@given(_ARTICLES, st.sampled_from(sorted(FORMATS)))
def test_every_visible_character_has_its_place(text, format):
    check_offsets(parse(text, "a.md", format))


@given(_ARTICLES)
def test_every_visible_character_of_mdx_has_its_place(text):
    check_offsets(parse(text, "a.mdx"))


@given(st.text(max_size=200), st.sampled_from(sorted(FORMATS)))
@example("\x00\ud800a", "markdown")
@example("---\na: b\n---\né &amp; c", "markdown")
def test_any_text_can_be_read(text, format):
    check_offsets(parse(text, "a.md", format))


@given(st.binary(max_size=200), st.sampled_from(sorted(FORMATS)))
def test_any_bytes_can_be_read(data, format):
    document = parse(data, "a.md", format)
    check_offsets(document)


@given(_ARTICLES)
def test_markdown_reads_bytes_and_text_alike(text):
    from_text = parse(text, "a.md")
    from_bytes = parse(text.encode(), "a.md")
    assert [(b.kind, b.text, b.start, b.end) for b in from_text.blocks] == [
        (b.kind, b.text, b.start, b.end) for b in from_bytes.blocks
    ]


@given(_ARTICLES, st.sampled_from(sorted(FORMATS)))
def test_a_byte_order_mark_moves_nothing(text, format):
    text = text.lstrip("\ufeff")
    with_mark = parse(b"\xef\xbb\xbf" + text.encode(), "a", format)
    without = parse(text.encode(), "a", format)
    assert [(b.text, b.start) for b in with_mark.blocks] == [(b.text, b.start) for b in without.blocks]


def test_every_word_of_real_articles_maps_back(corpus):
    words = divided = 0
    for path in corpus:
        document = parse(path.read_bytes(), path.name)
        for block in document.blocks:
            for first, last in word_ranges(block.text):
                start, end = block.source_range(first, last)
                words += 1
                divided += document.text[start:end] != block.text[first:last]
    assert words > 300_000
    assert divided < words / 5_000  # words that markup or an escape divides, such as x86\_64


def test_real_articles_keep_their_offsets(corpus):
    for path in corpus[::7]:
        assert check_offsets(parse(path.read_bytes(), path.name)) >= 0


def test_real_articles_with_other_line_ends_have_the_same_blocks(corpus):
    for path in corpus[::11]:
        text = path.read_bytes().decode().replace("\r\n", "\n")
        unix = parse(text, path.name)
        dos = parse(text.replace("\n", "\r\n"), path.name)
        assert [(b.kind, b.text) for b in unix.blocks if b.kind not in ("code", "comment", "front-matter")] == [
            (b.kind, b.text) for b in dos.blocks if b.kind not in ("code", "comment", "front-matter")
        ]
