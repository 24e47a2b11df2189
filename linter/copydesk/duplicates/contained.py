"""Which of very many texts may stand in another: merged, cut short, with a line put before or after.

A text of n word triples can only be contained to the share c if c * n of them stand elsewhere too, and k of any
n - c * n + k of them then stand in the text that contains it (the prefix filter of Chaudhuri et al. 2006 and Bayardo
et al. 2007, on the rarest triples; here k is two fifths of n). Counting triples is one sort.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_HOLDERS = 32  # most texts looked at for one triple


def contained_candidates(
    values: npt.NDArray[np.uint32], starts: npt.NDArray[np.int64], contained: float
) -> npt.NDArray[np.int64]:
    """Pairs of texts of which the shorter may stand in the longer.

    Args:
        values: Word hashes of all texts end to end.
        starts: Where each text starts in them, with the total at the end.
        contained: Least share of the smaller text's triples.

    Returns:
        Rows of later and earlier number, sorted, each pair once.
    """
    import numpy as np

    none = np.empty((0, 2), dtype=np.int64)
    sizes = np.maximum(np.diff(starts) - 2, 0)
    if not sizes.any():
        return none
    owner = np.repeat(np.arange(len(sizes)), sizes)
    offsets = np.concatenate(([0], np.cumsum(sizes)))
    at = np.arange(len(owner)) - offsets[owner] + starts[owner]
    wide = values.astype(np.uint64)
    multiplier = np.uint64(0x9E3779B97F4A7C15)
    triples = ((wide[at] * multiplier + wide[at + 1]) * multiplier + wide[at + 2]) * multiplier
    triples ^= triples >> np.uint64(29)

    order = np.argsort(triples, kind="stable")
    ranked = triples[order]
    new = np.concatenate(([True], ranked[1:] != ranked[:-1]))
    run_start = np.flatnonzero(new)
    run = np.cumsum(new) - 1
    run_length = np.diff(np.append(run_start, len(ranked)))
    run_of = np.empty(len(order), dtype=np.int64)
    run_of[order] = run
    count = run_length[run_of]

    elsewhere = np.bincount(owner[count > 1], minlength=len(sizes))
    smaller = np.flatnonzero((elsewhere >= contained * sizes) & (sizes > 0))
    if not len(smaller):
        return none
    found: list[npt.NDArray[np.int64]] = []
    rows = np.concatenate([np.arange(offsets[text], offsets[text + 1]) for text in smaller])
    # Rarest first within each text; the first n - c * n + k suffice, and those that stand once lead nowhere.
    rows = rows[np.lexsort((count[rows], owner[rows]))]
    per_text = sizes[smaller]
    begin = np.concatenate(([0], np.cumsum(per_text)))[:-1]
    place = np.arange(len(rows)) - np.repeat(begin, per_text)
    shared = np.maximum(2 * sizes // 5, 1)
    prefix = per_text - np.ceil(contained * per_text - 1e-9).astype(np.int64) + shared[smaller]
    rows = rows[(place < np.repeat(prefix, per_text)) & (count[rows] > 1)]
    for step in range(_HOLDERS):
        rows = rows[count[rows] > step]
        if not len(rows):
            break
        holder = owner[order[run_start[run_of[rows]] + step]]
        mine = owner[rows]
        fits = (holder != mine) & (sizes[holder] >= sizes[mine])
        found.append(mine[fits] * len(sizes) + holder[fits])
    if not found:
        return none
    codes, times = np.unique(np.concatenate(found), return_counts=True)
    mine, holder = np.divmod(codes, len(sizes))
    enough = times >= shared[mine]
    pairs = np.stack((np.maximum(mine, holder), np.minimum(mine, holder)), axis=1)[enough]
    return np.unique(pairs, axis=0)
