"""Winnowed fingerprints of texts: what a text has in common with one that holds it, or stands in it.

A gram is a run of five words; its hash comes from the words' crc32. Of every eight neighbouring grams the least hash is
a fingerprint (winnowing, Schleimer, Wilkerson and Aiken 2003), so that two texts which share a run of twelve words
share a fingerprint, wherever in them it stands. A text has about two fingerprints for nine words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

GRAM = 5
WINDOW = 8
DESCRIPTION = "fingerprints: least of 8 neighbouring runs of 5 words; hash: (((a*m+b)*m+c)*m+d)*m+e)*m mod 2^64 >> 32"

_MULTIPLIER = 0x9E3779B97F4A7C15
_MASK = 0xFFFFFFFFFFFFFFFF


def fingerprints(hashes: Sequence[int]) -> list[int]:
    """The fingerprints of one text, 32 bits each, sorted and distinct; none for a text of fewer than five words.

    Args:
        hashes: crc32 of each folded word (`copydesk.duplicates.signatures.WordHashes`).
    """
    grams = []
    for a, b, c, d, e in zip(hashes, hashes[1:], hashes[2:], hashes[3:], hashes[4:], strict=False):
        value = (((a * _MULTIPLIER + b) * _MULTIPLIER + c) * _MULTIPLIER + d) * _MULTIPLIER + e
        grams.append((value * _MULTIPLIER & _MASK) >> 32)
    if len(grams) <= WINDOW:
        return [min(grams)] if grams else []
    pairs = list(map(min, grams, grams[1:]))
    fours = list(map(min, pairs, pairs[2:]))
    return sorted(set(map(min, fours, fours[4:])))


def fingerprints_many(
    values: npt.NDArray[np.uint32], starts: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """The fingerprints of many texts, the same as `fingerprints` gives.

    Args:
        values: Word hashes of all texts end to end.
        starts: Where each text starts in them, with the total at the end.

    Returns:
        Fingerprints of all texts end to end, and where those of each text start, with the total at the end.
    """
    import numpy as np

    counts = np.maximum(np.diff(starts) - (GRAM - 1), 0)
    total = int(counts.sum())
    if not total:
        return np.empty(0, np.uint32), np.zeros(len(starts), np.int64)
    offsets = np.concatenate(([0], np.cumsum(counts)))
    # A gram for every word but the last four of the whole; those that reach into the next text are taken out.
    grams = np.zeros(len(values) - (GRAM - 1), dtype=np.uint64)
    for step in range(GRAM):
        grams += values[step : len(values) - (GRAM - 1) + step]
        grams *= np.uint64(_MULTIPLIER)
    short = (grams >> np.uint64(32)).astype(np.uint32)
    owner = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    short = short[np.arange(total) + (starts[:-1] - offsets[:-1])[owner]]
    # The least of the gram and the seven after it, as far as the text goes.
    left = (offsets[1:] - 1)[owner] - np.arange(total)
    least = short
    for reach in (1, 2, 4):
        further = least.copy()
        np.minimum(least[:-reach], least[reach:], out=further[:-reach], where=left[:-reach] >= reach)
        least = further
    # Windows that stand whole in their text, and the first of each shorter text.
    whole = left >= WINDOW - 1
    firsts = offsets[:-1][counts > 0]
    whole[firsts] = True
    codes = np.unique(owner[whole].astype(np.uint64) << np.uint64(32) | least[whole])
    texts = (codes >> np.uint64(32)).astype(np.int64)
    found = (codes & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    return found, np.searchsorted(texts, np.arange(len(starts)))
