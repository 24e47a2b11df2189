"""Sketches of signatures: four bits of each of 32 values, which say in 16 bytes whether two texts may be alike.

Two texts agree in such a nibble with the probability J + (1 - J) / 16, J being their Jaccard similarity (b-bit
minwise hashing, Li and König 2010). Pairs that share a band by chance grow with the square of the number of texts;
comparing 16 bytes is far cheaper than comparing two texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

NIBBLES = 32
SIZE = NIBBLES // 2
LEAST_AGREEING = 8
"""Least number of agreeing nibbles of a candidate.

At a Jaccard similarity of .5 a nibble agrees with p = .53125, and 32 p = 17 are expected, with a standard deviation of
sqrt(32 p (1 - p)) = 2.8: fewer than 8 have 3 pairs in 10,000, and 3 in a million at .6. The bands lose far more there.
Of two texts that have a band in common by chance three agree for that, and two of the others by chance.
"""
DESCRIPTION = "sketch: low 4 bits of the first 32 values, two a byte, the first low; at least 8 agree"

_ONES = int.from_bytes(b"\x11" * SIZE, "little")


def sketch(signature: Sequence[int]) -> bytes:
    """The 16 bytes that stand for a signature."""
    return bytes(
        [low & 15 | (high & 15) << 4 for low, high in zip(signature[:NIBBLES:2], signature[1:NIBBLES:2], strict=True)]
    )


def agreeing(first: bytes, second: bytes) -> int:
    """In how many of the 32 nibbles two sketches agree."""
    differing = int.from_bytes(first, "little") ^ int.from_bytes(second, "little")
    differing |= differing >> 1
    differing |= differing >> 2
    return NIBBLES - (differing & _ONES).bit_count()


def sketch_many(signatures: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """The sketches of many signatures, a row of two numbers each: the 16 bytes of `sketch`, the first lowest."""
    import numpy as np

    nibbles = (signatures[:, :NIBBLES] & np.uint32(15)).astype(np.uint8)
    packed = nibbles[:, 0::2] | nibbles[:, 1::2] << np.uint8(4)
    return np.ascontiguousarray(packed).view("<u8").astype(np.uint64)


def agreeing_many(first: npt.NDArray[np.uint64], second: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """In how many nibbles the sketches of many pairs agree.

    Args:
        first: A row of `sketch_many` for each pair.
        second: The other row.
    """
    import numpy as np

    differing = first ^ second
    differing |= differing >> np.uint64(1)
    differing |= differing >> np.uint64(2)
    differing &= np.uint64(0x1111111111111111)
    # The sum of the nibbles of both halves, in bytes, for 16 is more than a nibble holds.
    differing += differing >> np.uint64(4)
    differing &= np.uint64(0x0F0F0F0F0F0F0F0F)
    sums = (differing[:, 0] + differing[:, 1]) * np.uint64(0x0101010101010101) >> np.uint64(56)
    return np.uint64(NIBBLES) - sums
