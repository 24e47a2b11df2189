"""Places of two ways to write the same thing, and which of them is the odd one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from copydesk.document import Block, Document
from copydesk.model import Hit, Place
from copydesk.typed import NamedTuple


class Use(NamedTuple):
    """One place of a way of writing.

    Attributes:
        block: Where it stands.
        start: Offset in the block's visible text.
        end: Offset after it.
    """

    block: Block
    start: int
    end: int


def odd_hits(
    document: Document, uses: Mapping[str, Sequence[Use]], most: int, *, usual: str | None = None
) -> list[Hit]:
    """Hits for all ways of writing but the usual one.

    Args:
        document: The article.
        uses: Places by way of writing, in order; a way without places is passed over.
        most: Most hits.
        usual: The way that is right; the most frequent one, of equals the first in the text, if not given.

    Returns:
        In order of the text, with the odd way, the usual one and its number of places as arguments, and the first place of
        the usual one as related.
    """
    known = {way: places for way, places in uses.items() if places}
    if len(known) < 2:
        return []
    if usual not in known:
        usual = min(known, key=lambda way: (-len(known[way]), _at(known[way][0])))
    first = known[usual][0]
    start, end = first.block.source_range(first.start, first.end)
    place = Place(document.path, start, end, *document.position(start), *document.position(end))
    hits = []
    for way, places in known.items():
        if way == usual:
            continue
        for use in places:
            source = use.block.source_range(use.start, use.end)
            count = len(known[usual])
            times = "once" if count == 1 else f"{count} times"
            hits.append(Hit(*source, arguments=(way, usual, times), related=(place,)))
    return sorted(hits)[:most]


def _at(use: Use) -> int:
    return use.block.source_start(use.start)
