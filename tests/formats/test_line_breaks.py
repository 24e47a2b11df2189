"""Line breaks inside paragraphs of Chinese and Japanese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.document import Block
from copydesk.formats import parse

FIRST = "市议会星期二决定，旧图书馆将开放到年底，市长说没有人"
SECOND = "想到投票结果会这么清楚，屋顶的工程明年春天开始，费用"
THIRD = "由市政府承担。"


def texts(source, path):
    return [block.text for block in parse(source, path).prose]


@pytest.mark.parametrize("path", ["a.md", "a.html", "a.txt"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_wrapped_lines_join_without_a_blank(path, end):
    source = end.join([FIRST, SECOND, THIRD])
    document = parse(f"<p>{source}</p>" if path == "a.html" else source, path)
    (block,) = document.prose
    assert block.text == FIRST + SECOND + THIRD
    assert block.soft_breaks == []
    for at, letter in enumerate(block.text):
        start, stop = block.source_range(at, at + 1)
        assert document.text[start:stop] == letter
    start, stop = block.source_range(len(FIRST) - 1, len(FIRST) + 1)
    assert document.text[start:stop] == FIRST[-1] + end + SECOND[0]


@pytest.mark.parametrize(
    ("source", "path", "text"),
    [
        ("开放，到\nyear\n年底", "a.md", "开放，到 year 年底"),
        ("개방한다，\n도서관은", "a.md", "개방한다， 도서관은"),
        ("第一，行  \n第二行", "a.md", "第一，行 第二行"),
        ("第一，行\\\n第二行", "a.md", "第一，行 第二行"),
        ("第一，行<br>第二行", "a.html", "第一，行 第二行"),
        ("第一，行 第二行", "a.md", "第一，行 第二行"),
        ("> 第一，**行**\n> *第二*行", "a.md", "第一，行第二行"),
        ("<p>第一，行\n   <b>第二</b>\n行</p>", "a.html", "第一，行第二行"),
        ("สภาเมือง，\nลงมติ", "a.md", "สภาเมือง， ลงมติ"),
    ],
)
def test_other_breaks(source, path, text):
    assert texts(source, path) == [text]


def test_links_and_code_keep_their_places():
    (block,) = parse("第一，\n行[链\n接](u)，\n`x`，\n第`y`", "a.md").prose
    assert block.text == "第一，行链接， \ufffc，第\ufffc"
    assert [block.text[start:end] for start, end in block.links] == ["链接"]
    assert [(block.text[at], content) for at, content in block.code] == [("\ufffc", "x"), ("\ufffc", "y")]


def test_lines_that_end_a_sentence_are_paragraphs():
    lines = [FIRST[:-1] + "。", SECOND[:-1] + "！", THIRD]
    assert texts("\n".join(lines), "a.txt") == lines


def test_a_long_first_paragraph_is_no_title():
    assert parse(f"{FIRST}{SECOND}{THIRD}\n\n{THIRD}", "a.md").title is None
    assert parse(f"{THIRD[:-1]}\n\n{FIRST}{SECOND}{THIRD}", "a.md").title_text == THIRD[:-1]


@given(st.text(alphabet="ab 字", min_size=1, max_size=30), st.data())
def test_drop(text, data):
    offsets = sorted(data.draw(st.sets(st.integers(0, len(text) - 1), max_size=8)))
    kept = [at for at in range(len(text)) if at not in offsets]
    cut = data.draw(st.integers(0, len(text) - 1))
    spans = (0, 0, len(text)) if not cut else (0, 0, cut, cut, cut + 5, len(text) - cut)
    block = Block("paragraph", text, spans, (0, len(text) + 5), soft_breaks=[cut], links=[(cut, len(text))])
    places = [block.source_range(at, at + 1) for at in kept]
    block.drop(offsets)
    assert block.text == "".join(text[at] for at in kept)
    assert [block.source_range(at, at + 1) for at in range(len(kept))] == places
    assert block.soft_breaks == ([] if cut in offsets else [kept.index(cut)])
    assert block.text[slice(*block.links[0])] == "".join(text[at] for at in kept if at >= cut)


@given(
    st.lists(
        st.sampled_from(["市议会，", "\n", "a", "**", " ", "`x`", "<br>", "\r\n", "。", "> ", "[", "](u)", "  \n"]),
        max_size=25,
    )
)
def test_every_visible_letter_keeps_its_place(pieces):
    for path in ("a.md", "a.html", "a.txt"):
        document = parse("".join(pieces), path)
        for block in document.prose:
            for at, letter in enumerate(block.text):
                start, stop = block.source_range(at, at + 1)
                if letter in "市议会，。":
                    assert document.text[start:stop] == letter
