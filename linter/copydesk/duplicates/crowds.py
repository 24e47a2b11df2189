"""Texts with something in common, and which of them are compared: all of a few, a bounded number of many.

A list holds the distinct texts that share a band key or a fingerprint, ordered by number of words and hash
(`text_hash.order_key`), so that it is the same however the texts were found. In a list of at most 32 all are linked to
one another. In a longer one each is linked to the first four and to the eight before and after it, so that work stays
linear where thousands of texts are alike: they still all meet the first of them, and those next to them in length.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

CROWD = 32
FIRSTS = 4
NEXT = 8
DESCRIPTION = "lists: all of 32 linked; of more the first 4 with all, and each with the 8 before and after it"


def linked(position: int, size: int) -> Iterator[int]:
    """The positions in a list that one position is linked to, in order, itself left out.

    Args:
        position: From 0.
        size: Length of the list.
    """
    if size <= CROWD or position < FIRSTS:
        found = chain(range(position), range(position + 1, size))
    else:
        before = range(max(position - NEXT, FIRSTS), position)
        found = chain(range(FIRSTS), before, range(position + 1, min(position + NEXT + 1, size)))
    yield from found


def linked_pairs(codes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The linked pairs of many lists, each once for every list it is linked in, in no order.

    Args:
        codes: Key of a list and rank of a member, `key << 32 | rank`, sorted and distinct.

    Returns:
        `lower rank << 32 | higher rank`.
    """
    import numpy as np

    keys = codes >> np.uint64(32)
    same = keys[1:] == keys[:-1]
    member = np.zeros(len(codes), dtype=bool)  # of a list of two or more
    member[1:] = same
    member[:-1] |= same
    codes = codes[member]
    if not len(codes):
        return codes
    keys = codes >> np.uint64(32)
    ranks = codes & np.uint64(0xFFFFFFFF)
    first = np.append(0, np.flatnonzero(keys[1:] != keys[:-1]) + 1)
    sizes = np.diff(np.append(first, len(codes)))
    start, size = np.repeat(first, sizes), np.repeat(sizes, sizes)
    position = np.arange(len(codes)) - start
    far = np.where(size > CROWD, NEXT, CROWD - 1)
    room = np.minimum(size - 1 - position, far)  # how many of those after it each is linked to
    found = []
    here = np.arange(len(codes))
    for distance in range(1, CROWD):
        here = here[room[here] >= distance]
        if not len(here):
            break
        found.append(ranks[here] << np.uint64(32) | ranks[here + distance])
    crowded = np.flatnonzero((size > CROWD) & (position > NEXT))
    for place in range(FIRSTS):
        here = crowded[position[crowded] - place > NEXT]
        found.append(ranks[start[here] + place] << np.uint64(32) | ranks[here])
    return np.concatenate(found)
