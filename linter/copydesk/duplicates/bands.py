"""Bands of signatures: texts that agree in all rows of a band are candidates (locality-sensitive hashing).

16 bands of 3 rows find a pair of Jaccard similarity .6 with probability .98, one of .7 with .999.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.duplicates.signatures import PERMUTATIONS
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BANDS = 16
ROWS = PERMUTATIONS // BANDS
DESCRIPTION = "bands: 16 of 3 rows; key: ((r0*m+r1)*m+r2)*m mod 2^64 >> 32, m=0x9E3779B97F4A7C15"

_MULTIPLIER = 0x9E3779B97F4A7C15
_MASK = 0xFFFFFFFFFFFFFFFF


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
