"""The candidates of `project_pairs` among very many texts, with numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from copydesk.duplicates.bands import BANDS, band_keys_many
from copydesk.duplicates.crowds import linked_pairs
from copydesk.duplicates.fingerprints import fingerprints_many
from copydesk.duplicates.pairs import Pair, verified
from copydesk.duplicates.signatures import sign_values, word_values
from copydesk.duplicates.sketches import LEAST_AGREEING, agreeing_many, sketch_many
from copydesk.duplicates.text_hash import text_hash

Codes = npt.NDArray[np.uint64]
"""Two numbers of 32 bits in one of 64."""

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_CHUNK = 1 << 18  # pairs whose sketches are compared at a time


def pairs_of_many(texts: Sequence[Sequence[str]], jaccard: float, containment: float) -> list[Pair]:
    """As `project_pairs`."""
    later, earlier = candidates_of_many(texts, containment)
    return sorted(verified(texts, zip(later.tolist(), earlier.tolist(), strict=True), jaccard, containment))


def candidates_of_many(
    texts: Sequence[Sequence[str]], containment: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """As `project_candidates`: later and earlier numbers, in order."""
    values, starts = word_values(texts)
    hashes = np.fromiter(map(text_hash, texts), dtype=np.uint64, count=len(texts))
    order = np.lexsort((hashes, np.diff(starts)))
    ranks = np.empty(len(order), dtype=np.uint64)
    ranks[order] = np.arange(len(order), dtype=np.uint64)
    signatures = sign_values(values, starts)
    pairs = _band_pairs(band_keys_many(signatures), sketch_many(signatures)[order], ranks)
    if containment <= 1:
        pairs = np.concatenate((pairs, _fingerprint_pairs(*fingerprints_many(values, starts), ranks, order)))
    pairs = np.unique(pairs)
    first, second = order[pairs >> _HALF], order[pairs & _LOW]
    later, earlier = np.maximum(first, second), np.minimum(first, second)
    by_place = np.lexsort((earlier, later))
    return later[by_place], earlier[by_place]


def _band_pairs(keys: npt.NDArray[np.uint32], sketches: Codes, ranks: Codes) -> Codes:
    """The pairs of ranks linked in a band whose sketches fit.

    Args:
        keys: A row of band keys for each text.
        sketches: A row for each rank.
        ranks: The rank of each text.
    """
    found = []
    for band in range(BANDS):
        codes = keys[:, band].astype(np.uint64) << _HALF | ranks
        codes.sort()
        pairs = linked_pairs(codes)
        for start in range(0, len(pairs), _CHUNK):
            chunk = pairs[start : start + _CHUNK]
            agreeing = agreeing_many(sketches[chunk >> _HALF], sketches[chunk & _LOW])
            found.append(chunk[agreeing >= LEAST_AGREEING])
    return np.concatenate([np.empty(0, dtype=np.uint64), *found])


def _fingerprint_pairs(
    marks: npt.NDArray[np.uint32], starts: npt.NDArray[np.int64], ranks: Codes, order: npt.NDArray[np.int64]
) -> Codes:
    """The pairs of ranks linked in the lists of enough fingerprints.

    Args:
        marks: Fingerprints of all texts end to end.
        starts: Where those of each text start, with the total at the end.
        ranks: The rank of each text.
        order: The text of each rank.
    """
    counts = np.diff(starts)
    codes = marks.astype(np.uint64) << _HALF | np.repeat(ranks, counts)
    codes.sort()
    pairs = linked_pairs(codes)
    pairs.sort()
    new = np.flatnonzero(np.concatenate((np.ones(min(len(pairs), 1), dtype=bool), pairs[1:] != pairs[:-1])))
    times = np.diff(np.append(new, len(pairs)))
    pairs = pairs[new]
    counts = counts[order]
    fewer = np.minimum(counts[pairs >> _HALF], counts[pairs & _LOW])
    enough: Codes = pairs[times >= np.maximum(-(-fewer // 4), 1)]
    return enough
