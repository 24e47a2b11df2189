import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.document import CODE
from copydesk.formats import parse
from copydesk.formats.html import parse_fragment
from copydesk.formats.html_tokens import TEXT, tokens
from copydesk.text.words import word_ranges

ASIDE = ("comment", "alt", "title")


def blocks(html):
    return parse(html, "page.html").blocks


def shown(html):
    """Kind and text of the blocks a reader sees in the line."""
    return [(block.kind, block.text) for block in blocks(html) if block.kind not in ASIDE]


def texts(html):
    return [text for _, text in shown(html)]


def only(html):
    found = [block for block in blocks(html) if block.kind not in ASIDE]
    assert len(found) == 1, found
    return found[0]


def source(html, block):
    return html[block.start : block.end]


def outer(html, block):
    return html[slice(*block.outer)]


# Text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One  two\n   three\tfour\r\nfive</p>", "One two three four five"),
        ("<p>\n  Trimmed. \n</p>", "Trimmed."),
        ("<p>a&nbsp;b \u00a0 c</p>", "a\u00a0b \u00a0 c"),
        ("<p>one <b> two</b> <i>three </i> four</p>", "one two three four"),
        ("<p>un<b>believ</b>able</p>", "unbelievable"),
        (
            "<p>Fish &amp; chips &lt;3 &copy 2020 &#8217;s AT&T R&D; &unknown;</p>",
            "Fish & chips <3 © 2020 ’s AT&T R&D; &unknown;",
        ),
        ("<p>a&#32;&#10; b&Tab;c</p>", "a b c"),
        ("<p>if a < b and c > d</p>", "if a < b and c > d"),
        ("<p>foo<wbr>bar</p>", "foobar"),
        ("<p>a<!-- b -->c</p>", "ac"),
        ("<p>a<script>b</script>c<style>d</style></p>", "ac"),
        ("<p>Press <button>Send</button>now</p>", "Press Send now"),
        ("<p>字<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", "字漢"),
        ("<p>a\u2003b\u200bc</p>", "a\u2003b\u200bc"),
    ],
)
def test_text_is_what_a_browser_shows(html, text):
    assert only(html).text == text


def test_extent_and_outer():
    html = "<div>\n <p class='x'> <b>One</b> &amp; <i>two&hellip;</i> </p>\n</div>"
    block = only(html)
    assert source(html, block) == "One</b> &amp; <i>two&hellip;"
    assert outer(html, block) == "<p class='x'> <b>One</b> &amp; <i>two&hellip;</i> </p>"


def test_outer_of_an_element_without_end_tag():
    html = "<ul>\n<li>One\n<li><b>Two</b>\n</ul>"
    assert [outer(html, block) for block in blocks(html)] == ["<li>One", "<li><b>Two</b>"]


def test_outer_of_bare_text_is_what_stands_between_blocks():
    html = "<div> <b>One</b> two\n<p>three</p> <i>four</i> </div>"
    assert [outer(html, block) for block in blocks(html)] == ["<b>One</b> two", "<p>three</p>", "<i>four</i>"]


def test_a_reference_is_one_place():
    html = "<p>Fish &amp; chips</p>"
    block = only(html)
    assert html[slice(*block.source_range(5, 6))] == "&amp;"
    assert html[slice(*block.source_range(0, 6))] == "Fish &amp;"
    assert html[slice(*block.source_range(7, 12))] == "chips"


def test_a_reference_of_two_characters_is_one_place():
    html = "<p>a&NotEqualTilde;b</p>"
    block = only(html)
    assert block.text == "a\u2242\u0338b"
    assert html[slice(*block.source_range(1, 2))] == html[slice(*block.source_range(2, 3))] == "&NotEqualTilde;"
    assert html[slice(*block.source_range(3, 4))] == "b"


def test_a_collapsed_space_is_the_white_space_of_the_source():
    html = "<p>one\r\n\t two</p>"
    assert html[slice(*only(html).source_range(3, 4))] == "\r\n\t "


def test_addresses_are_no_prose():
    html = "<p>See https://example.org/a?b=1&amp;c=2, or www.example.org&quot;.</p>"
    block = only(html)
    assert block.text == f'See {CODE}, or {CODE}".'
    assert [content for _, content in block.code] == ["https://example.org/a?b=1&c=2", "www.example.org"]
    assert html[slice(*block.source_range(4, 5))] == "https://example.org/a?b=1&amp;c=2"


# Line breaks


def test_a_line_break_is_a_space_that_counts_as_one():
    block = only("<p>one <br>\n two<br/>three</br>four</p>")
    assert block.text == "one two three four"
    assert block.soft_breaks == [3, 7, 13]


def test_a_line_end_in_the_source_is_no_line_break():
    assert only("<p>one\ntwo</p>").soft_breaks == []


def test_a_line_break_at_either_end_is_not_shown():
    block = only("<p><br>one<br></p>")
    assert (block.text, block.soft_breaks) == ("one", [])


def test_an_empty_line_separates_paragraphs():
    html = "<div>One.<br><br>Two.<br>\n<br/><br>Three.</div>"
    assert texts(html) == ["One.", "Two.", "Three."]
    assert [outer(html, block) for block in blocks(html)][1:] == ["Two.", "Three."]
    assert texts("<h1>One<br><br>two</h1>") == ["One two"]


# Kinds


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<p>a</p>b<div>c<section>d</section></div>", ["paragraph"] * 4),
        ("<h1>a</h1><h6>b</h6>", ["heading"] * 2),
        ("<ul><li>a<p>b</p></li></ul><ol><li>c</ol>", ["list-item"] * 3),
        ("<dl><dt>a<dd>b</dl>", ["list-item"] * 2),
        (
            "<table><caption>a</caption><tr><th>b<td>c<td><p>d</table>",
            ["caption", "table-header", "table-cell", "table-cell"],
        ),
        ("<figure><img><figcaption>a</figcaption></figure>", ["caption"]),
        ("<blockquote>a<p>b</p></blockquote>", ["paragraph"] * 2),
        ("<ul><li><blockquote><p>a</blockquote></ul>", ["paragraph"]),
        ("<td><ul><li>a</ul>b", ["list-item", "table-cell"]),
        ("<details><summary>a</summary>b</details>", ["paragraph"] * 2),
        ("<pre>a</pre><listing>b</listing><xmp>c</xmp>", ["code"] * 3),
        ("<h2>a<div>b</div></h2>c", ["heading", "heading", "paragraph"]),
        ("<custom-card>a</custom-card>", ["paragraph"]),
    ],
)
def test_kinds(html, kinds):
    assert [kind for kind, _ in shown(html)] == kinds


def test_heading_levels():
    assert [block.level for block in blocks("<h1>a</h1><h2>b</h3><p>c<h6>d<div>e</h6>f")] == [1, 2, 0, 6, 6, 0]


@pytest.mark.parametrize(
    ("html", "containers"),
    [
        ("<ul><li>a", ("list",)),
        ("<ol><li><ul><li>a", ("list", "list")),
        ("<dl><dd>a", ("list",)),
        ("<blockquote><p>a", ("blockquote",)),
        ("<table><td>a", ("table",)),
        ("<figure><figcaption>a", ("figure",)),
        ("<details><summary>a", ("details",)),
        ("<header><nav><p>a", ("header", "nav")),
        ("<aside>a", ("aside",)),
        ("<footer><address>a", ("footer", "address")),
        ("<ul></ul><p>a", ()),
    ],
)
def test_containers(html, containers):
    assert only(html).containers == containers


def test_preformatted_text_keeps_its_white_space():
    html = "<pre>\r\n  if a &lt; b:\r\n\tc <b>d</b>\n\n</pre>"
    block = only(html)
    assert (block.kind, block.text) == ("code", "if a < b:\n\tc d")
    assert source(html, block) == "if a &lt; b:\r\n\tc <b>d"
    assert html[slice(*block.source_range(9, 10))] == "\r\n"
    assert html[slice(*block.source_range(13, 14))] == "d"


def test_a_link_ends_with_trimmed_preformatted_text():
    assert only("<pre>a <a href=x>two \n</a> </pre>").links == [(2, 5)]


def test_no_tag_or_reference_counts_in_xmp():
    assert shown("<xmp><p>a &amp; b</xmp>c") == [("code", "<p>a &amp; b"), ("paragraph", "c")]


# Inline code, images, links


@pytest.mark.parametrize("name", ["code", "kbd", "samp", "tt"])
def test_inline_code(name):
    html = f"<p>Run <{name}>make &amp;&amp;\n <b>run</b></{name}> now.</p>"
    block = only(html)
    assert block.text == f"Run {CODE} now."
    assert block.code == [(4, "make && run")]
    assert html[slice(*block.source_range(4, 5))] == html[html.index(f"<{name}") : html.index(" now")]


def test_inline_code_that_is_never_closed_ends_with_its_block():
    html = "<p>Run <code>make<p>Then rest.</p>"
    first, second = blocks(html)
    assert (first.text, first.code, second.text) == (f"Run {CODE}", [(4, "make")], "Then rest.")
    assert outer(html, first) == "<p>Run <code>make"


def test_nested_and_empty_inline_code():
    assert only("<p>a <code>b <code>c</code> d</code> e</p>").code == [(2, "b c d")]
    assert only("<p>a <code> </code> e</p>").text == "a e"
    assert only("<p>a <code>see https://example.org/x</code></p>").code == [(2, "see https://example.org/x")]


def test_code_in_preformatted_text_is_no_inline_code():
    assert only("<pre><code>a\nb</code></pre>").text == "a\nb"


def test_an_image_leaves_a_mark_and_its_alternative_text():
    html = "<p>A <img src=x alt='Cats &amp;\n dogs'> b.</p>"
    paragraph, alternative = blocks(html)
    assert (paragraph.text, paragraph.code) == (f"A {CODE} b.", [(2, "")])
    assert (alternative.kind, alternative.text) == ("alt", "Cats & dogs")
    assert source(html, alternative) == "Cats &amp;\n dogs"
    assert outer(html, alternative) == "<img src=x alt='Cats &amp;\n dogs'>"
    assert html[slice(*alternative.source_range(5, 6))] == "&amp;"


def test_a_paragraph_of_images_alone_is_none():
    assert [block.kind for block in blocks("<p><img alt='a'> <img alt=''></p><p>&nbsp;</p><p></p>")] == ["alt"]


def test_a_formula_leaves_a_mark_and_a_drawing_none():
    assert only("<p>Let <math><mi>x</mi></math> be <svg><text>y</text></svg>z.</p>").text == f"Let {CODE} be z."


def test_links():
    block = only("<p>See <a href=x> the <b>old</b> page</a>, <a name=y>not</a> <a href=''>this<a href=z>that</a></p>")
    assert [block.text[start:end] for start, end in block.links] == ["the old page", "this", "that"]


def test_a_link_around_blocks_counts_in_each():
    card = "<a href=x><h2>Title</h2><p>Lead.</p></a>"
    assert [block.links for block in blocks(card + "<p>Rest.</p>")] == [[(0, 5)], [(0, 5)], []]


def test_a_link_does_not_leave_its_table_cell():
    assert [block.links for block in blocks("<table><td><a href=x>a<td>b</table>")] == [[(0, 1)], []]


# Hidden parts


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>no</script>",
        "<style>no</style>",
        "<template><p>no</template>",
        "<noscript><p>no</noscript>",
        "<iframe>no</iframe>",
        "<object><p>no</p></object>",
        "<textarea>no</textarea>",
        "<select><option>no<option>no</select>",
        "<video><p>no</p></video>",
        "<dialog>no</dialog>",
        "<svg><text>no</text></svg>",
        "<div hidden>no<p>no</p></div>",
        "<span HIDDEN='until-found'>no <span>no</span> no</span>",
        "<p style='color: red; display : none'>no</p>",
        '<b style="visibility:hidden">no</b>',
        "<div hidden><div>no</div>no</div>",
        "<p hidden><b>no</p>",
        "<title>no</title>",
        "<!-- no -->",
    ],
)
def test_what_is_not_shown_is_no_text(hidden):
    assert texts(f"<div>before {hidden}</div><p>after</p>") == ["before", "after"]


@pytest.mark.parametrize(
    "start",
    [
        "<p aria-hidden=true>",
        "<p class='hidden'>",
        "<p style='overflow:hidden'>",
        "<p data-hidden>",
        "<dialog open>",
        "<p title='hidden'>",
    ],
)
def test_what_is_shown(start):
    assert texts(f"{start}yes") == ["yes"]


def test_hidden_parts_do_not_break_a_paragraph():
    assert texts("<p>one <span hidden>no</span>two <select><option>no</select>three</p>") == ["one two three"]


# Structure as browsers read it


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<p>b", ["a", "b"]),
        ("<p>a<div>b</div>c</p>d", ["a", "b", "c", "d"]),
        ("<ul><li>a<li>b<ul><li>c</ul>d</ul>", ["a", "b", "c", "d"]),
        ("a</div>b</span></li>c", ["abc"]),
        ("a</p>b", ["a", "b"]),
        ("<b><p>a</b>b</p>", ["ab"]),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", ["a", "b", "c", "d"]),
        ("<table><td>a</div></p>b<table><td>c</table>d</table>e", ["a", "b", "c", "d", "e"]),
        ("<html><head><title>t</title><p>a</body>b</html>c", ["abc"]),
        ("<p>a<hr>b", ["a", "b"]),
        ("a<a href='x", ["a"]),
    ],
)
def test_structure(html, expected):
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<ul><li>a</ul>b", ["list-item", "paragraph"]),
        ("<div><ul><li>a</div>b", ["list-item", "paragraph"]),
        ("<ul><li>a<ul></li>b", ["list-item", "list-item"]),
        ("<dl><dt>a<dd>b</dl>c", ["list-item", "list-item", "paragraph"]),
        ("<ul><li><section><li>a</section>b", ["list-item", "list-item"]),
        ("<h1>a<h2>b</h1>c", ["heading", "heading", "paragraph"]),
        ("<table><td>a</table>b", ["table-cell", "paragraph"]),
        ("<table><td><h2>a</td><td>b", ["heading", "table-cell"]),
        ("<table><td>a</blockquote>b</table></blockquote>c", ["table-cell", "paragraph"]),
    ],
)
def test_what_ends_an_element(html, kinds):
    html = "<blockquote>" + html if "</blockquote>" in html else html
    assert [kind for kind, _ in shown(html)] == kinds


# What a page says about itself


PAGE = """<!DOCTYPE html>
<HTML lang="en_GB"><head>
<title> The &amp; title
 | Site</title>
<meta name="Author" content="Ann &lt;Lee&gt;"><meta name=author content=second>
<meta property="article:published_time" content="2024-05-06"><meta itemprop=x content=y><meta name=empty content="">
</head><body><p>Text.</p></body></html>"""


def test_title_metadata_and_language():
    document = parse(PAGE, "page.html")
    assert document.title is not None
    assert (document.title.kind, document.title.text) == ("title", "The & title | Site")
    assert PAGE[slice(*document.title.outer)].startswith("<title>")
    assert PAGE[slice(*document.title.outer)].endswith("</title>")
    assert document.blocks[0] is document.title
    assert document.language == "en-GB"
    assert document.metadata == {"author": "Ann <Lee>", "article:published_time": "2024-05-06", "x": "y"}


def test_a_heading_is_the_title_before_the_page_title():
    title = parse("<title>a</title><h1>b</h1>", "page.html").title
    assert title is not None
    assert title.text == "b"


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<html xml:lang=de>", "de"),
        ("<html lang=''><meta http-equiv=Content-Language content=fr-CA>", "fr-CA"),
        ("<html lang='???'>", None),
        ("<p lang=de>x", None),
    ],
)
def test_language(html, language):
    assert parse(html, "page.html").language == language


def test_comments_stand_in_their_place():
    html = "<!-- copydesk: ignore[a] -->\n<p>One <!-- two --> three</p><!----><!-- four\nfive -->"
    found = [(block.kind, block.text) for block in blocks(html)]
    assert found == [
        ("comment", "copydesk: ignore[a]"),
        ("paragraph", "One three"),
        ("comment", "two"),
        ("comment", "four\nfive"),
    ]
    assert outer(html, blocks(html)[0]) == "<!-- copydesk: ignore[a] -->"


def test_front_matter_is_cut_off():
    document = parse(
        "---\ntitle: Given\nlang: fr\n---\n<html lang=en><meta name=title content=no><p>Text.", "page.html"
    )
    assert document.title is not None
    assert (document.title.text, document.language, document.metadata["title"]) == ("Given", "fr", "Given")
    assert [block.kind for block in document.blocks][-1] == "paragraph"


# Fragments


def test_a_fragment_keeps_the_offsets_of_its_source():
    text = "é *before*\n<div>\nOne &amp; <b>two</b>\n</div>\nafter"
    start, end = text.index("<div>"), text.index("after")
    (block,) = parse_fragment(text, start, end)
    assert (block.text, text[block.start : block.end]) == ("One & two", "One &amp; <b>two")


@pytest.mark.parametrize("fragment", ["<div>", "</div>", "</p>", "", "<a href='x", "<!--", "<details>\n"])
def test_a_fragment_may_hold_no_block(fragment):
    assert parse_fragment(f"x{fragment}>more", 1, 1 + len(fragment)) == []


def test_a_fragment_of_a_table():
    assert [block.kind for block in parse_fragment("<td>a</td>", 0, 10)] == ["table-cell"]


# Any input


NAMES = [
    "p",
    "div",
    "ul",
    "li",
    "h1",
    "table",
    "tr",
    "td",
    "blockquote",
    "pre",
    "b",
    "a",
    "code",
    "span",
    "dl",
    "dd",
    "svg",
]
NAMES += ["select", "template", "script", "title", "caption", "figure", "details", "button", "body", "math"]
TEXTS = [
    "one",
    "two ",
    " three",
    "\n",
    "\r\n",
    "  ",
    "&amp;",
    "&nbsp;",
    "&lt",
    "&#8217;",
    "&x",
    "é",
    "😀",
    "\u2028",
    "\x00",
]
MARKS = [
    "<br>",
    "<hr>",
    "<img alt='a &amp; b'>",
    "<img>",
    "<!-- c -->",
    "<!--",
    "<a href=x>",
    "<",
    ">",
    "&",
    "'",
    '"',
    "</",
    "<p ",
]
MARKS += [
    "<span hidden>",
    "<p hidden>",
    "<![CDATA[x]]>",
    "<title>t</title>",
    "https://e.org/a&amp;b.",
    "<p style='display:none'>",
]
tags = st.builds("<{}{}>".format, st.sampled_from(["", "", "/"]), st.sampled_from(NAMES))
soup = st.lists(st.one_of(tags, st.sampled_from(TEXTS), st.sampled_from(MARKS)), max_size=30).map("".join)
anything = st.one_of(soup, st.text(max_size=80))


@given(anything)
@example("<p>\u3000<b>x</b>")
def test_places_are_exact(html):
    last = 0
    for block in blocks(html):
        assert last <= block.start < block.end <= len(html)
        last = block.start
        assert 0 <= block.outer[0] <= block.start
        assert block.end <= block.outer[1] <= len(html)
        triples = list(zip(*[iter(block.spans)] * 3, strict=True))
        assert (triples[0][0], triples[0][1]) == (0, block.start)
        assert triples[-1][1] + triples[-1][2] == block.end
        following = [*triples[1:], (len(block.text), len(html), 0)]
        for (visible, start, length), (next_visible, next_start, _) in zip(triples, following, strict=True):
            assert visible < next_visible
            assert start + length <= next_start
            piece = block.text[visible:next_visible]
            if length == len(piece) and piece not in (" ", "\n", CODE):
                assert html[start : start + length] == piece


@given(anything)
@example("<a href=x><pre>two ")
def test_visible_text_is_collapsed_and_trimmed(html):
    for block in blocks(html):
        if block.kind not in ("code", "comment"):
            assert not set(block.text) & set("\t\n\f\r")
            assert "  " not in block.text
            assert block.text == block.text.strip(" ")
        assert all(block.text[at] == CODE for at, _ in block.code)
        assert all(0 <= start < end <= len(block.text) for start, end in block.links)
        assert all(block.text[at] == " " for at in block.soft_breaks)


WORDS = [
    "Fish &amp; chips",
    "caf&eacute;s",
    "it&rsquo;s",
    "na&#239;ve",
    "plain",
    "R&D",
    "é",
    "a<b>b</b>c",
    "x<i>y&lt;</i>z",
]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" \n".join)
article = st.lists(
    st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["p", "li", "h2", "td", "div"]), sentences), max_size=5
)


@given(article.map("\n".join))
def test_words_map_back(html):
    for block in blocks(html):
        for start, end in word_ranges(block.text):
            first, last = block.source_range(start, end)
            piece = parse(html[first:last].replace("</b>", "").replace("</i>", ""), "word.html").blocks[0].text
            assert piece.replace("<", "") == block.text[start:end].replace("<", "")


@given(soup, st.integers(0, 5), st.integers(0, 5))
@example("<title><p>", 0, 1)
def test_a_fragment_reads_like_a_page_of_its_own(html, before, after):
    text = "é<" * before + html + "<p>" * after
    fragment = parse_fragment(text, 2 * before, 2 * before + len(html))
    page = parse_fragment(html, 0, len(html))
    assert [(b.kind, b.text, b.start - 2 * before, b.outer[1] - 2 * before) for b in fragment] == [
        (b.kind, b.text, b.start, b.outer[1]) for b in page
    ]


HOSTILE = [
    "<a ",
    "<!--",
    "<![x",
    "<",
    "&",
    "</",
    "<?",
    "<a b=",
    '<a b="',
    "<p",
    "&am",
    "&amp",
    "&#",
    "&#x41",
    "<!--a--!>",
    "<svg>",
]
HOSTILE += [
    "<svg><p>x",
    "<svg><![CDATA[",
    "<script>",
    "<script><!--<script>",
    "<title>x",
    "<textarea>",
    "</div>",
    "<br>",
    "x<br><br>",
]
HOSTILE += [
    "<div>",
    "<p>",
    "<li>x",
    "<ul><li>x",
    "<blockquote>x",
    "<table><tr><td>x",
    "<td>",
    "<b>x",
    "<code>x",
    "<a href=x>y",
    "<h1>x",
]
HOSTILE += [
    "<span hidden>x",
    "<div hidden></span>",
    "<select><div>",
    "<table></td>",
    "<pre>\n x",
    "<dl><dt>x",
    "  ",
    "x \n",
    "www.",
    "http://&amp;",
]


def calls(html):
    """How many functions are called to read a page."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        blocks(html)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_is_linear(piece):
    blocks(piece * 10)  # imports done
    small, large = (calls(piece * (size // len(piece))) for size in (4_000, 16_000))
    assert large <= 4.5 * small + 100


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_input_of_200_kb_is_read(piece):
    html = piece * (200_000 // len(piece))
    at = 0
    for _, _, start, end in tokens(html, 0, len(html)):
        assert at <= start < end
        at = end
    assert all(0 <= block.start < block.end <= len(html) for block in blocks(html))


@pytest.mark.parametrize("name", ["div", "blockquote", "ul", "table", "b", "span hidden", "code", "svg", "template"])
def test_deep_nesting(name):
    html = f"<{name}>" * 10_000 + "<p>x</p>" + f"</{name.split()[0]}>" * 10_000 + "<p>end</p>"
    last = blocks(html)[-1]
    assert (last.kind, last.text, last.containers) == ("paragraph", "end", ())


def test_a_page_without_tags_is_one_paragraph():
    assert shown("Only\ntext\n\nhere") == [("paragraph", "Only text here")]
    assert [kind for kind, *_ in tokens("Only", 0, 4)] == [TEXT]


@pytest.mark.parametrize("html", ["", " \n", "<", "<!doctype html>", "<html></html>", "\x00"])
def test_next_to_nothing(html):
    assert texts(html) in ([], [html])


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Ferry aground - News</title><header><h1>News</h1></header><h1>Ferry aground</h1>", "Ferry aground"),
        ("<title>Ferry aground - News</title><h1>News</h1><h1>Ferry aground</h1>", "Ferry aground"),
        ("<nav><h1>Menu</h1></nav><h1>Ferry aground</h1>", "Ferry aground"),
        ("<title>Ferry aground - News</title><header><h1>News</h1></header><p>x</p>", "Ferry aground - News"),
        (
            "<title>News: Ferry aground</title><article><header><h1>Ferry aground off pier</h1></header>",
            "Ferry aground off pier",
        ),
        ("<title>Other</title><h1>First</h1><h1>Second</h1>", "First"),
    ],
)
def test_the_headline_is_not_the_name_of_the_site(page, title):
    assert parse(page, "a.html").title_text == title
