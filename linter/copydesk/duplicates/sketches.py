"""Sketches of signatures: two bits of each of 48 values, which say in 12 bytes whether two texts may be alike.

Two texts agree in such a pair of bits with the probability J + (1 - J) / 4, J being their Jaccard similarity (b-bit
minwise hashing, Li and König 2010). Pairs that share a band by chance grow with the square of the number of texts;
comparing 12 bytes is far cheaper than comparing two texts.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.duplicates.candidates import JACCARD
from copydesk.duplicates.signatures import PERMUTATIONS
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BITS = 2
SIZE = PERMUTATIONS * BITS // 8
DESCRIPTION = "sketch: low 2 bits of 48 values, four a byte, the first lowest"

_FAR = 3  # standard deviations
_ONES = int.from_bytes(b"\x55" * SIZE, "little")


def least_agreeing(jaccard: float) -> int:
    """In how many of the 48 values the sketches of a candidate agree, at least.

    Three standard deviations below what is expected at the least similarity that is asked for, or at that of
    `candidates.JACCARD` if more is asked for: one pair in 1,000 has fewer there, of those a little more alike hardly any,
    and the bands lose twenty times as many. Of pairs that share a band by chance one in 1,000 has as many.

    Args:
        jaccard: The least similarity.
    """
    jaccard = min(jaccard, JACCARD)
    agrees = jaccard + (1 - jaccard) / 4
    return int(PERMUTATIONS * agrees - _FAR * (PERMUTATIONS * agrees * (1 - agrees)) ** 0.5)


def sketch(signature: Sequence[int]) -> bytes:
    """The 12 bytes that stand for a signature."""
    rows = (iter(signature),) * 4
    return bytes([a & 3 | (b & 3) << 2 | (c & 3) << 4 | (d & 3) << 6 for a, b, c, d in zip(*rows, strict=True)])


def agreeing(first: bytes, second: bytes) -> int:
    """In how many of the 48 values two sketches agree."""
    differing = int.from_bytes(first, "little") ^ int.from_bytes(second, "little")
    return PERMUTATIONS - ((differing | differing >> 1) & _ONES).bit_count()


def sketch_many(signatures: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """The sketches of many signatures, a row of two numbers each: the 12 bytes of `sketch` and 4 zeros, first lowest."""
    import numpy as np

    low = (signatures & np.uint32(3)).astype(np.uint8)
    rows = np.zeros((len(signatures), 16), dtype=np.uint8)
    rows[:, :SIZE] = (
        low[:, 0::4] | low[:, 1::4] << np.uint8(2) | low[:, 2::4] << np.uint8(4) | low[:, 3::4] << np.uint8(6)
    )
    return rows.view("<u8").astype(np.uint64)


def agreeing_many(first: npt.NDArray[np.uint64], second: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """In how many values the sketches of many pairs agree.

    Args:
        first: A row of `sketch_many` for each pair.
        second: The other row.
    """
    import numpy as np

    differing = first ^ second
    differing |= differing >> np.uint64(1)
    differing &= np.uint64(0x5555555555555555)
    # Sums of bits, in fields of two bits, of four, and of both halves in bytes.
    differing = (differing & np.uint64(0x3333333333333333)) + (
        differing >> np.uint64(2) & np.uint64(0x3333333333333333)
    )
    both = differing[:, 0] + differing[:, 1]
    both = (both & np.uint64(0x0F0F0F0F0F0F0F0F)) + (both >> np.uint64(4) & np.uint64(0x0F0F0F0F0F0F0F0F))
    return np.uint64(PERMUTATIONS) - (both * np.uint64(0x0101010101010101) >> np.uint64(56))
