from html.entities import html5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.formats.html_tokens import (
    _COMMON_REFERENCES,
    _LONGEST_LEGACY,
    COMMENT,
    END,
    FOREIGN,
    RAW,
    START,
    TEXT,
    attribute_value,
    attributes,
    comment_range,
    resolve,
    tokens,
)

PIECES = [
    "<",
    ">",
    "/",
    "!",
    "-",
    "--",
    "&",
    ";",
    "=",
    "'",
    '"',
    " ",
    "\n",
    "\r",
    "a",
    "b",
    "#",
    "x",
    "[CDATA[",
    "]]>",
    "svg",
]
PIECES += ["script", "title", "p", "math", "amp", "\x00", "é", "😀"]
soup = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def cut(html):
    return [(kind, name, html[start:end]) for kind, name, start, end in tokens(html, 0, len(html))]


def values(tag):
    return {name: tag[slice(*place)] for name, place in attributes(tag, 0, len(tag)).items()}


def test_tags_and_text():
    assert cut("a<P>b</p >c") == [
        (TEXT, "", "a"),
        (START, "p", "<P>"),
        (TEXT, "", "b"),
        (END, "p", "</p >"),
        (TEXT, "", "c"),
    ]


@pytest.mark.parametrize("text", ["a < b", "1<2", "<3", "a <", "</", "<>", "x & y"])
def test_a_lone_angle_is_text(text):
    assert all(kind == TEXT for kind, _, _ in cut(text))
    assert "".join(piece for _, _, piece in cut(text)) == text


@pytest.mark.parametrize(
    "tag",
    [
        '<a title="x > y">',
        "<a title='x > y'>",
        "<a title = 'x>y' b>",
        '<a\n\thref="a>b"\rid=1>',
        "<a/>",
        "<a =>",
        '<a b="c"d>',
    ],
)
def test_a_tag_ends_where_its_quotes_say(tag):
    assert cut(tag + "t") == [(START, "a", tag), (TEXT, "", "t")]


def test_a_quotation_mark_counts_only_after_an_equals_sign():
    assert cut('<a "b>c') == [(START, "a", '<a "b>'), (TEXT, "", "c")]
    assert cut("<a b=c'd>e") == [(START, "a", "<a b=c'd>"), (TEXT, "", "e")]
    assert cut('<a ="b>c') == [(START, "a", '<a ="b>'), (TEXT, "", "c")]


@pytest.mark.parametrize(
    "rest", ["<a ", "<a href='x>y", "<a href=", "</a", "<!--x", "<!doctype", "<![CDATA[x", "<?php x"]
)
def test_what_is_never_finished_takes_the_rest(rest):
    assert [piece for kind, _, piece in cut("a" + rest) if kind == TEXT] == ["a"]


@pytest.mark.parametrize(
    ("comment", "content"),
    [
        ("<!-- a -->", "a"),
        ("<!--a--!>", "a"),
        ("<!---->", ""),
        ("<!-->", ""),
        ("<!--->", ""),
        ("<!--a > b -- c-->", "a > b -- c"),
        ("<!----!>", ""),
        ("<!-- <!-- x -->", "<!-- x"),
    ],
)
def test_comments(comment, content):
    assert cut(comment + "t") == [(COMMENT, "", comment), (TEXT, "", "t")]
    start, end = comment_range(comment, 0, len(comment))
    assert comment[start:end] == content


@pytest.mark.parametrize(
    "nothing", ["<!DOCTYPE html>", "<![CDATA[x]]>", "<?xml version='1.0'?>", "</ x>", "</>", "<!x>"]
)
def test_other_declarations_are_not_shown(nothing):
    assert cut(f"a{nothing}b") == [(TEXT, "", "a"), (TEXT, "", "b")]


@pytest.mark.parametrize("name", ["style", "xmp", "iframe", "noscript", "script"])
def test_no_tag_counts_in_raw_text(name):
    html = f"<{name}>a<p>&amp;</b></{name.upper()} >t"
    assert cut(html) == [
        (START, name, f"<{name}>"),
        (RAW, name, "a<p>&amp;</b>"),
        (END, name, f"</{name.upper()} >"),
        (TEXT, "", "t"),
    ]


@pytest.mark.parametrize("name", ["title", "textarea"])
def test_no_tag_counts_in_a_title(name):
    assert cut(f"<{name}>a<p>&amp;</{name}x></{name}>")[1] == (TEXT, name, f"a<p>&amp;</{name}x>")


def test_an_end_tag_in_a_script_that_is_commented_out():
    inner = "<!-- <script> </script> --> x"
    assert cut(f"<script>{inner}</script>t")[1:] == [
        (RAW, "script", inner),
        (END, "script", "</script>"),
        (TEXT, "", "t"),
    ]
    assert cut("<script><!-- </script>t")[-1] == (TEXT, "", "t")
    assert cut("<script><!--></script>t")[-1] == (TEXT, "", "t")


def test_raw_text_ends_at_an_ascii_name_only():
    assert [kind for kind, _, _ in cut("<script>x</ſcript>y")] == [START, RAW]


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg><title>a</title><p/></svg>",
        "<svg/>",
        "<svg><g><svg></svg></g></svg>",
        "<svg><style/><path d='>'/></svg>",
        "<svg><![CDATA[</svg>]]></svg>",
        "<svg><!-- </svg> --></svg>",
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        "<math><mi>x</mi></math>",
    ],
)
def test_foreign_content_is_one_token(drawing):
    drawing = drawing.replace("<p/>", "")
    assert cut(f"a{drawing}b") == [(TEXT, "", "a"), (FOREIGN, drawing[1:5].strip(">/"), drawing), (TEXT, "", "b")]


def test_html_ends_foreign_content():
    assert cut("<svg><path><p>x")[1:] == [(START, "p", "<p>"), (TEXT, "", "x")]
    assert cut("<p><svg><path></p>x")[2:] == [(END, "p", "</p>"), (TEXT, "", "x")]


def test_attributes():
    assert values("""<a HREF='x' b="y>" c = z d e='' href=no f=1/2 /g>""") == {
        "href": "x",
        "b": "y>",
        "c": "z",
        "d": "",
        "e": "",
        "f": "1/2",
        "g": "",
    }
    assert values("<a>") == values("<a/>") == {}


def test_references_in_attributes_need_their_semicolon_before_letters():
    assert (
        attribute_value("a&amp;b&copy=1&copy 2&copyx &notit; &notin; &lt", 0, 47) == "a&b&copy=1© 2&copyx &notit; ∉ <"
    )


@pytest.mark.parametrize(
    ("reference", "character", "length"),
    [
        ("&amp;", "&", 5),
        ("&amp", "&", 4),
        ("&nbsp", "\xa0", 5),
        ("&nbspx", "\xa0", 5),
        ("&notit;", "¬", 4),
        ("&notin;", "∉", 7),
        ("&hellip;", "…", 8),
        ("&hellip", "", 0),
        ("&frac12;", "½", 8),
        ("&NotEqualTilde;", "\u2242\u0338", 15),
        ("&#8217;", "’", 7),
        ("&#x2019", "’", 7),
        ("&#X2019;", "’", 8),
        ("&#146;", "’", 6),
        ("&#129;", "\x81", 6),
        ("&#0;", "\ufffd", 4),
        ("&#xD800;", "\ufffd", 8),
        ("&#x110000;", "\ufffd", 10),
        ("&#" + "9" * 5000 + ";", "\ufffd", 5003),
        ("&#000000000065;", "A", 15),
        ("&nonsense;", "", 0),
    ],
)
def test_references(reference, character, length):
    assert resolve(reference) == (character, length)


def test_the_common_references_are_those_of_the_standard():
    assert all(html5[name] == character for name, character in _COMMON_REFERENCES.items())
    assert max(len(name) for name in html5 if not name.endswith(";")) == _LONGEST_LEGACY


@given(soup, st.integers(0, 10))
def test_tokens_lie_in_order_within_their_range(html, margin):
    start, end = min(margin, len(html)), max(len(html) - margin, 0)
    at = start
    for _, _, first, last in tokens(html, start, end):
        assert at <= first < last <= end
        at = last


@given(soup)
def test_a_range_reads_like_a_file_of_its_own(html):
    inside = [
        (kind, name, first - 3, last - 3) for kind, name, first, last in tokens(f"<p>{html}</p>", 3, 3 + len(html))
    ]
    assert inside == list(tokens(html, 0, len(html)))
