"""Winnowed fingerprints of texts: what a text has in common with one that holds it, or stands in it.

A gram is a run of five words; its hash comes from the words' crc32. Of every eight neighbouring grams the least hash is
a fingerprint (winnowing, Schleimer, Wilkerson and Aiken 2003), so that two texts which share a run of twelve words
share a fingerprint, wherever in them it stands. A text has about two fingerprints for nine words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from copydesk.duplicates.signatures import fmix32, mix

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

GRAM = 5
WINDOW = 8
DESCRIPTION = (
    "fingerprints: least of 8 neighbouring runs of 5 words; hash: fmix32(a*m^4+b*m^3+c*m^2+d*m+e mod 2^32),"
    " m=0x9E3779B1, of crc32; candidates: a quarter of the fewer"
)

_MULTIPLIER = 0x9E3779B1
_MASK = 0xFFFFFFFF
_M2, _M3, _M4 = (_MULTIPLIER**power & _MASK for power in (2, 3, 4))
_NONE = 0xFFFFFFFF  # what no gram is above


def need(count: int) -> int:
    """How many fingerprints two texts have to share of which the one with fewer has so many, at least: a quarter."""
    return max(1, -(-count // 4))


def fingerprints(hashes: Sequence[int]) -> list[int]:
    """The fingerprints of one text, 32 bits each, sorted and distinct; none for a text of fewer than five words.

    Args:
        hashes: crc32 of each folded word (`copydesk.duplicates.signatures.WordHashes`).
    """
    grams = []
    for a, b, c, d, e in zip(hashes, hashes[1:], hashes[2:], hashes[3:], hashes[4:], strict=False):
        grams.append(fmix32(a * _M4 + b * _M3 + c * _M2 + d * _MULTIPLIER + e & _MASK))
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

    counts = np.diff(starts) - (GRAM - 1)  # grams of each text
    if not len(counts) or counts.max() < 1:
        return np.empty(0, np.uint32), np.zeros(len(starts), np.int64)
    # A gram for every word but the last four of the whole; those that reach into the next text are never looked at.
    total = len(values) - (GRAM - 1)
    grams = values[:total].copy()
    for step in range(1, GRAM):
        grams *= np.uint32(_MULTIPLIER)
        grams += values[step : total + step]
    mix(grams)
    least = grams.copy()
    for reach in (1, 2, 4):
        np.minimum(least[:-reach], least[reach:], out=least[:-reach])
    # Windows that stand whole in their text, but for those that find what the one before has found.
    windows = np.maximum(counts - (WINDOW - 1), 0)
    whole = np.flatnonzero(windows)
    begins = starts[:-1][whole]
    edges = np.zeros(total + 1, dtype=np.int8)
    edges[begins] = 1
    edges[begins + windows[whole]] -= 1
    inside = np.cumsum(edges[:-1], dtype=np.int8).view(bool)
    inside[1:] &= (least[1:] != least[:-1]) | (edges[1:-1] > 0)
    places = np.flatnonzero(inside)
    owner = np.searchsorted(starts, places, side="right").astype(np.uint64) - np.uint64(1)
    # Texts of fewer grams than a window has are one window.
    short = np.flatnonzero((counts > 0) & (windows == 0))
    bounds = np.stack((starts[short], starts[short] + counts[short]), axis=1).ravel()
    lone = np.minimum.reduceat(np.append(grams, np.uint32(_NONE)), bounds)[::2] if len(short) else grams[:0]
    codes = np.concatenate((owner << np.uint64(32) | least[places], short.astype(np.uint64) << np.uint64(32) | lone))
    codes.sort()
    codes = codes[np.concatenate(([True], codes[1:] != codes[:-1]))]
    found = (codes & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    texts = (codes >> np.uint64(32)).astype(np.int64)
    return found, np.searchsorted(texts, np.arange(len(starts)))
