"""Lines of an article that may stand in many others as part of the page: short blocks, with their numbers masked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.document import Block, Document
from copydesk.duplicates.text_hash import text_hash
from copydesk.typed import NamedTuple

EDGE_WORDS, LEAST_WORDS, MOST_WORDS = 2, 4, 20
"""Least words of a line at the head or the foot of an article, and of one in its middle; most words of any."""

_HASH_BITS = 47
"""As many as SQLite keeps in six bytes."""

EDGE, EDITED, HEADING, SENTENCE = 1, 2, 4, 8
"""What is known of a line: it is at the head or the foot of the article, in Markdown, a heading, a full sentence."""

_HEAD, _FOOT = 2, 4  # blocks
_OTHERWISE = frozenset(
    {"byline", "dateline", "verse", "blockquote", "table", "footnote", "nav", "header", "footer", "aside"}
)
_LONGEST = 400
_SENTENCE_WORDS = 7
_QUOTES = frozenset('"“„«»‘')
_MARKS = "\"'”’»)] "


class Line(NamedTuple):
    """A line of an article: where it stands and what it says.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last one.
        line: Line and column of both ends.
        column: See `line`.
        end_line: See `line`.
        end_column: See `line`.
        hash: Hash of its folded words, runs of digits masked.
        words: How many it has, numbers and single letters not counted.
        place: `EDGE`, `EDITED`, `HEADING` and `SENTENCE`, those that hold.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    hash: int
    words: int
    place: int


class Found:
    """A block that is a line, before its offsets are looked up; see `Line`."""

    __slots__ = ("block", "hash", "place", "words")

    def __init__(self, block: Block, hash: int, words: int, place: int) -> None:  # noqa: A002 - as in `Line`
        self.block = block
        self.hash = hash
        self.words = words
        self.place = place


def find_lines(document: Document) -> Iterator[Found]:
    """The blocks of an article that count as lines; title, bylines, quotations and tables do not."""
    blocks = [block for block in document.prose if block is not document.title]
    edited = EDITED if document.format == "markdown" else 0
    for number, block in enumerate(blocks):
        text = block.text
        if len(text) > _LONGEST or (block.containers and not _OTHERWISE.isdisjoint(block.containers)):
            continue
        if text[:1] in _QUOTES or text.startswith("By "):
            continue  # what somebody said may be told in many articles, and an author may have written them
        words = block.tokens
        if len(words) > MOST_WORDS:
            continue
        count = len([word for word in words if len(word) > 1 and not word.isdigit()])
        edge = EDGE if number < _HEAD or number >= len(blocks) - _FOOT else 0
        if count >= (EDGE_WORDS if edge else LEAST_WORDS):
            heading = HEADING if block.kind == "heading" else 0
            sentence = SENTENCE if count >= _SENTENCE_WORDS and text.rstrip(_MARKS).endswith((".", "?")) else 0
            yield Found(block, line_hash(words), count, edge | edited | heading | sentence)


def line_hash(words: list[str]) -> int:
    """Hash of a line's folded words, which lines that differ in numbers only have in common."""
    text = " ".join(words)
    if not "".join(words).isalpha():
        text = re.sub(r"\d+", "#", text)
    return text_hash(text) >> (64 - _HASH_BITS)
