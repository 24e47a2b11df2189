"""Blocks of HTML within Markdown: read by the HTML format, with exact places in the whole article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise

from copydesk.document import Block
from copydesk.formats.html import parse_fragment
from copydesk.formats.masks import PLACEHOLDER, Marks, placed


def blocks_of(
    text: str,
    source: bytes,
    start: int,
    end: int,
    lines: Sequence[tuple[int, int]],
    marks: Marks | None,
    point: Callable[[int], int],
) -> list[Block]:
    """Read a block of HTML.

    Args:
        text: The article.
        source: The same as UTF-8.
        start: Where the block begins, in bytes.
        end: Where it ends.
        lines: Ranges of its lines without the marks of quotes and list items around it; empty where it has none.
        marks: What is hidden in the article, in bytes.
        point: Gives the code points before a byte offset.

    Returns:
        Blocks whose offsets are code points of the article.
    """
    inner = []
    if marks is not None:
        first = bisect_left(marks.starts, start)
        inner = marks.starts[first : bisect_left(marks.starts, end, lo=first)]
    gaps = [(a, b) for (_, a), (b, _) in pairwise(lines) if a < b]
    if not inner and not gaps:
        blocks = parse_fragment(text, point(start), point(end))
        for block in blocks:
            block.use_points()
        return blocks
    parts: list[str] = []
    found: dict[int, tuple[int, int]] = {}
    origin = point(start)
    size = 0
    at = start
    places = sorted([*((place, marks.found[place][0]) for place in inner if marks is not None), *gaps])
    for first, last in places:
        if first < at:
            continue
        before = _decode(source[at:first])
        hidden = len(_decode(source[first:last]))
        size += len(before)
        parts.append(before)
        if marks is not None and first in marks.found:
            found[origin + size] = origin + size + hidden, marks.found[first][1]
            parts.append(PLACEHOLDER + "x" * (hidden - 1))
        else:
            parts.append(" " * hidden)
        size += hidden
        at = last
    parts.append(_decode(source[at:end]))
    piece = "".join(parts)
    blocks = parse_fragment(piece, 0, len(piece))
    within = Marks(text, found)
    blocks = [placed(block, origin, within) for block in blocks]
    return [block for block in blocks if block.text.strip()]


def _decode(piece: bytes) -> str:
    return piece.decode("utf-8", "surrogatepass")
