"""Bands of signatures: texts that agree in all rows of a band are candidates (locality-sensitive hashing).

16 bands of 3 rows find a pair of Jaccard similarity .6 with probability .98, one of .7 with .999.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from copydesk.duplicates.signatures import PERMUTATIONS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BANDS = 16
ROWS = PERMUTATIONS // BANDS
DESCRIPTION = "bands: 16 of 3 rows; key: ((r0*m+r1)*m+r2)*m mod 2^64 >> 32, m=0x9E3779B97F4A7C15"

_MULTIPLIER = 0x9E3779B97F4A7C15
_MASK = 0xFFFFFFFFFFFFFFFF
_DEVIATIONS = 5  # standard deviations that an estimate may fall short
_CHUNK = 1 << 16  # pairs compared at a time
_WINDOW = 8  # places after each one, in a bucket, that it is compared with; and always with the bucket's first


def band_keys(signature: Sequence[int]) -> tuple[int, ...]:
    """The 16 keys of 32 bits each of one signature."""
    keys = []
    for start in range(0, PERMUTATIONS, ROWS):
        key = 0
        for value in signature[start : start + ROWS]:
            key = (key + value) * _MULTIPLIER & _MASK
        keys.append(key >> 32)
    return tuple(keys)


def band_keys_many(signatures: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The keys of many signatures, a row of 16 each; the same as `band_keys` gives."""
    import numpy as np

    rows = signatures.reshape(len(signatures), BANDS, ROWS).astype(np.uint64)
    keys = np.zeros((len(signatures), BANDS), dtype=np.uint64)
    for row in range(ROWS):
        keys += rows[:, :, row]
        keys *= np.uint64(_MULTIPLIER)
    return (keys >> np.uint64(32)).astype(np.uint32)


def candidate_pairs(keys: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    """Pairs of texts that share a bucket: rows of later and earlier number, sorted, each pair once.

    A bucket of any size gives at most nine pairs for each of its members, so that work stays linear where thousands
    of texts are alike; they still all meet the first of them.

    Args:
        keys: A row of band keys for each text.
    """
    import numpy as np

    count = len(keys)
    found: list[npt.NDArray[np.int64]] = []
    for band in range(keys.shape[1]):
        order = np.argsort(keys[:, band], kind="stable")
        ranked = keys[order, band]
        same = ranked[1:] == ranked[:-1]
        if not same.any():
            continue
        start = np.concatenate(([0], np.where(same, 0, np.arange(1, count))))
        first = np.maximum.accumulate(start)
        for distance in range(1, _WINDOW + 1):
            at = np.flatnonzero(first[distance:] == first[:-distance]) if distance < count else np.empty(0, np.int64)
            if not len(at):
                break
            found.append(order[at + distance] * count + order[at])
        far = np.flatnonzero(np.arange(count) - first > _WINDOW)
        found.append(order[far] * count + order[first[far]])
    if not found:
        return np.empty((0, 2), dtype=np.int64)
    codes = np.unique(np.concatenate(found))
    return np.stack(np.divmod(codes, count), axis=1)


def agreeing_pairs(
    signatures: npt.NDArray[np.uint32], pairs: npt.NDArray[np.int64], least: float
) -> npt.NDArray[np.int64]:
    """The pairs whose whole signatures do not rule out a Jaccard similarity.

    Pairs that share a bucket by chance grow with the square of the number of texts; comparing 48 numbers is far
    cheaper than comparing two texts.

    Args:
        signatures: A row for each text.
        pairs: Rows of two numbers of texts.
        least: The similarity; a pair that has it is lost with a probability of less than one in a million.
    """
    import numpy as np

    wanted = PERMUTATIONS * least - _DEVIATIONS * (PERMUTATIONS * least * (1 - least)) ** 0.5
    kept = []
    for start in range(0, len(pairs), _CHUNK):
        chunk = pairs[start : start + _CHUNK]
        agreeing = (signatures[chunk[:, 0]] == signatures[chunk[:, 1]]).sum(axis=1)
        kept.append(chunk[agreeing >= wanted])
    return np.concatenate(kept) if kept else pairs
