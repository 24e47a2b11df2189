"""Whether an edit changes more of an article than the text it edits: what is a list stays one, and so on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import chain, pairwise

from copydesk.document import CODE, Block, Document
from copydesk.model import Edit

Range = tuple[int, int]


def keeps_syntax(before: Document, after: Document, edits: Sequence[Edit]) -> bool:
    """Whether all that the edits leave alone is still what it was.

    Every visible character outside the edits must be there again, in the same order, in a block of the same kind and
    level inside the same containers, and inside a link or not as before. Blocks may part at an edit, and never run
    together. What an edit puts in must be seen as it is written. In Markdown no two lists may become one either.

    Args:
        before: The article.
        after: The article read anew with the edits in it.
        edits: What was done to it, in order, without overlaps; offsets in `before`.
    """
    gone = [(edit.start, edit.end) for edit in edits]
    put: list[Range] = []
    shift = 0
    for edit in edits:
        put.append((edit.start + shift, edit.start + shift + len(edit.replacement)))
        shift += len(edit.replacement) - (edit.end - edit.start)
    old, new = _Kept(before, gone), _Kept(after, put)
    if old.text != new.text or old.marks != new.marks:
        return False
    if any(at not in new.parts for at in old.parts) or any(
        at not in old.parts and at not in old.cuts for at in new.parts
    ):
        return False
    inserted = "".join("".join(edit.replacement.split()) for edit in edits)
    as_written = new.inserted in (inserted, "".join(unescape(inserted).split()))
    # In front matter a value may be written in more than one way.
    if not as_written and not new.fields_only and before.format != "text":
        return False
    return before.format != "markdown" or _lists(before, gone) == _lists(after, put)


class _Kept:
    """What can be seen of an article outside some ranges of its source, blanks aside.

    Attributes:
        text: The characters, inline code as its content.
        marks: What kind of block each of them stands in, and whether in a link, as runs: up to where, and what.
        parts: Where a new block begins, as offsets in `text`.
        cuts: Where one of the ranges stands inside a block, likewise.
        inserted: The characters inside the ranges.
        fields_only: Whether all of `inserted` stands in front matter.
    """

    def __init__(self, document: Document, ranges: Sequence[Range]) -> None:
        pieces: list[str] = []
        inserted: list[str] = []
        self.marks: list[tuple[int, object]] = []
        self.parts: set[int] = set()
        self.cuts: set[int] = set()
        self.fields_only = True
        starts = [start for start, _ in ranges]
        at = 0
        for block in document.blocks:
            first = at
            kind = (block.kind, block.level, block.containers, block.field)
            for start, end, text, linked in _runs(block):
                near = ranges[max(0, bisect_left(starts, start) - 1) : bisect_left(starts, end) + 1]
                for inside, piece in _parted(start, end, text, near):
                    if inside:
                        self.cuts.add(at)
                        inserted += piece.split()
                        self.fields_only = self.fields_only and (bool(block.field) or not piece.strip())
                    elif shown := "".join(piece.split()):
                        pieces.append(shown)
                        at += len(shown)
                        if self.marks and self.marks[-1][1] == (kind, linked):
                            self.marks[-1] = at, (kind, linked)
                        else:
                            self.marks.append((at, (kind, linked)))
            if at > first:
                self.parts.add(first)
        self.text = "".join(pieces)
        self.inserted = "".join(inserted)


def _runs(block: Block) -> Iterator[tuple[int, int, str, bool]]:
    """Source range and visible text of each run of a block, and whether it stands in a link."""
    code = dict(block.code)
    spans = [*block.spans[::3], len(block.text)]
    edges = sorted({*chain.from_iterable(block.links), *code, *(at + 1 for at in code)})
    for span, after in pairwise(spans):
        bounds = [span, *(at for at in edges[bisect_left(edges, span + 1) : bisect_left(edges, after)]), after]
        for start, end in pairwise(bounds):
            if start < end:
                text = block.text[start:end]
                if start in code and text == CODE:
                    text = CODE + code[start]
                linked = any(first <= start < last for first, last in block.links)
                yield block.source_start(start), block.source_end(end), text, linked


def _parted(start: int, end: int, text: str, ranges: Sequence[Range]) -> Iterator[tuple[bool, str]]:
    """The pieces of a run outside and inside some ranges; a run that is not verbatim is one piece."""
    verbatim = end - start == len(text)
    at = start
    for first, last in ranges:
        if last < start or first > end or (first < last and (last == start or first == end)):
            continue
        if not verbatim:
            yield True, text
            return
        cut = max(first, at)
        yield False, text[at - start : cut - start]
        at = max(min(last, end), cut)
        yield True, text[cut - start : at - start]
    yield False, text[at - start :]


def _lists(document: Document, ranges: Sequence[Range]) -> int:
    """How many lists there are that the ranges do not hold as a whole."""
    from copydesk.formats.front_matter import split
    from copydesk.formats.markdown import list_ranges

    text = document.text
    base = split(text).end
    found = list_ranges(text[base:])
    return sum(not any(first <= base + start and base + end <= last for first, last in ranges) for start, end in found)
