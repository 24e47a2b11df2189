"""The text of an article with its findings marked, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from copydesk.document import Block, Document
from copydesk.model import Finding
from copydesk.reports.quality.shown import seen
from copydesk.typed import NamedTuple

_AROUND = 400  # characters of a very long block that are shown around what is marked in it
_LONGEST = 1600

Segment = tuple[str, tuple[int, ...]]
"""A piece of text, and the numbers of the findings that mark it."""


class BlockView(NamedTuple):
    """One block of an article.

    Attributes:
        kind: `h1` to `h6`, `p`, `li`, `quote`, `cell`, `caption`, or `gap` for blocks that are left out.
        line: Where it begins; of a gap, how many blocks it stands for.
        segments: Its text.
    """

    kind: str
    line: int
    segments: tuple[Segment, ...]


def article_view(document: Document, findings: Sequence[Finding], *, whole: bool) -> list[BlockView]:
    """The blocks of an article.

    Args:
        document: The article.
        findings: What is marked; their places in this list are their numbers.
        whole: Whether to show all of it; else only blocks with marks, and the title.
    """
    blocks = list(document.prose)
    if document.title is not None and document.title not in blocks:
        blocks.insert(0, document.title)
    shown: list[BlockView] = []
    gap = 0
    for block in blocks:
        segments = _segments(block, findings)
        marked = any(numbers for _, numbers in segments)
        if not segments or not (whole or marked or block is document.title):
            gap += bool(segments)
            continue
        if gap:
            shown.append(BlockView("gap", gap, ()))
            gap = 0
        line = document.position(block.start)[0]
        shown.append(BlockView(_kind(block), line, segments if whole else _around(segments)))
    if gap:
        shown.append(BlockView("gap", gap, ()))
    return shown


def _kind(block: Block) -> str:
    if block.kind == "heading":
        return f"h{block.level}"
    if block.kind in ("title", "front-matter"):
        return "h1"
    if block.kind in ("table-header", "table-cell"):
        return "cell"
    if block.kind == "list-item":
        return "li"
    if block.kind == "caption":
        return "caption"
    return "quote" if "blockquote" in block.containers else "p"


def _segments(block: Block, findings: Sequence[Finding]) -> tuple[Segment, ...]:
    """The text of a block cut where a mark begins or ends."""
    text = block.text
    if not text.strip():
        return ()
    first, last = block.start, block.end
    marks = []
    for number, finding in enumerate(findings):
        if finding.start < last and finding.end > first:
            whole = finding.start <= first and finding.end >= last
            start, end = (0, len(text)) if whole else block.visible_range(finding.start, finding.end)
            if end > start:
                marks.append((start, end, number))
    if not marks:
        return ((seen(block, 0, len(text)), ()),)
    cuts = sorted({0, len(text), *(cut for start, end, _ in marks for cut in (start, end))})
    return tuple(
        (seen(block, left, right), tuple(number for start, end, number in marks if start <= left and end >= right))
        for left, right in pairwise(cuts)
    )


def _around(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """A very long block cut down to what is marked and its neighbourhood."""
    if sum(len(text) for text, _ in segments) <= _LONGEST:
        return segments
    cut: list[Segment] = []
    for at, (text, numbers) in enumerate(segments):
        if numbers or len(text) <= 2 * _AROUND:
            half = _LONGEST // 2
            cut.append((text if len(text) <= _LONGEST else f"{text[:half]} […] {text[-half:]}", numbers))
        elif at == 0:
            cut.append((f"[…] {text[-_AROUND:]}", ()))
        elif at == len(segments) - 1:
            cut.append((f"{text[:_AROUND]} […]", ()))
        else:
            cut.append((f"{text[:_AROUND]} […] {text[-_AROUND:]}", ()))
    return tuple(cut)
