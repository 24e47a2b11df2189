"""Winnowed fingerprints of texts: what a text has in common with one that holds it, or stands in it.

A gram is a run of five words; its hash comes from the words' crc32. Of every six neighbouring grams the least hash is
a fingerprint (winnowing, Schleimer, Wilkerson and Aiken 2003), so that two texts which share a run of ten words share a
fingerprint, wherever in them it stands. A text has about two fingerprints for seven words. In a text of ten words or
fewer every gram is one, for what such a text stands in may have another least gram there.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack
from sys import byteorder

from copydesk.duplicates.signatures import LANE, mix, mixed_lanes, ones_in_lanes
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

GRAM = 5
WINDOW = 6
MOST = 255
"""More fingerprints of a text are not counted."""
DESCRIPTION = (
    "fingerprints: least of 6 neighbouring runs of 5 words, all of no more; hash:"
    " fmix32(a*m^4+b*m^3+c*m^2+d*m+e mod 2^32), m=0x9E3779B1, of crc32; candidates: half the containment of the fewer"
)

_MULTIPLIER = 0x9E3779B1
_MASK = 0xFFFFFFFF
_ROUNDING = 1e-9


def counted(count: int, words: int) -> int:
    """How many of its fingerprints are counted of a text; one, if a single window holds all its grams.

    Args:
        count: How many it has.
        words: Number of its words.
    """
    return min(count, MOST if words >= GRAM + WINDOW else 1)


def need(count: int, containment: float) -> int:
    """How many fingerprints two texts have to share for one to be a candidate of the other: half the share of triples.

    A word changed in the contained text costs it three triples, but five grams, and windows that reach into these.

    Args:
        count: How many the text with fewer has (`counted`).
        containment: The share of its triples that is asked for.
    """
    return max(1, -int(-(count * (containment / 2) - _ROUNDING) // 1))  # rounded up


def need_many(counts: npt.NDArray[np.int64], containment: float) -> npt.NDArray[np.float64]:
    """As `need`, of many texts."""
    import numpy as np

    needed: npt.NDArray[np.float64] = np.maximum(np.ceil(counts * (containment / 2) - _ROUNDING), 1)
    return needed


def counted_many(counts: npt.NDArray[np.int64], words: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """As `counted`, of many texts."""
    import numpy as np

    return np.minimum(counts, np.where(words >= GRAM + WINDOW, MOST, 1))


def fingerprints(hashes: Sequence[int]) -> list[int]:
    """The fingerprints of one text, 32 bits each, sorted and distinct; none for a text of fewer than five words.

    Args:
        hashes: crc32 of each folded word (`copydesk.duplicates.signatures.WordHashes`).
    """
    count = len(hashes) - (GRAM - 1)
    if count < 1:
        return []
    # All words stand side by side in one number, in lanes of 64 bits, so that a step is one operation for all of them.
    words = int.from_bytes(pack(f"<{len(hashes)}Q", *hashes), "little")
    low = ones_in_lanes(count) * _MASK
    lanes = words & low
    for step in range(1, GRAM):
        lanes = lanes * _MULTIPLIER + (words >> LANE * step & low) & low
    lanes = mixed_lanes(lanes, low)
    grams = memoryview(lanes.to_bytes(count * LANE // 8, byteorder)).cast("Q").tolist()
    if count <= WINDOW:
        return sorted(set(grams))
    pairs = list(map(min, grams, grams[1:]))
    fours = list(map(min, pairs, pairs[2:]))
    return sorted(set(map(min, fours, fours[2:])))


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
    for reach in (1, 2, 2):  # to windows of two, four and six
        np.minimum(least[:-reach], least[reach:], out=least[:-reach])
    # Windows that stand whole in their text, but for those that find what the one before has found.
    windows = np.where(counts > WINDOW, counts - (WINDOW - 1), 0)
    whole = np.flatnonzero(windows)
    begins = starts[:-1][whole]
    edges = np.zeros(total + 1, dtype=np.int8)
    edges[begins] = 1
    edges[begins + windows[whole]] -= 1
    inside = np.cumsum(edges[:-1], dtype=np.int8).view(bool)
    inside[1:] &= (least[1:] != least[:-1]) | (edges[1:-1] > 0)
    places = np.flatnonzero(inside)
    owner = np.searchsorted(starts, places, side="right").astype(np.uint64) - np.uint64(1)
    # Of texts of no more grams than a window all are.
    short = np.flatnonzero((counts > 0) & (counts <= WINDOW))
    lone = np.repeat(short, counts[short])
    within = np.arange(len(lone)) - np.repeat(np.cumsum(counts[short]) - counts[short], counts[short])
    found = grams[starts[lone] + within]
    codes = np.concatenate((owner << np.uint64(32) | least[places], lone.astype(np.uint64) << np.uint64(32) | found))
    codes.sort()
    codes = codes[np.concatenate(([True], codes[1:] != codes[:-1]))]
    found = (codes & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    texts = (codes >> np.uint64(32)).astype(np.int64)
    return found, np.searchsorted(texts, np.arange(len(starts)))
