"""MinHash signatures of texts: few in plain Python, many with numpy, the same to the bit.

A signature has one value for each of 48 permutations: the least value that any shingle of the text takes under it. Two
texts agree in a value with the probability of their Jaccard similarity (Broder 1997).

A shingle is a pair of words at distance one or two (`copydesk.text.shingles.skip_pairs`). Its element is

    crc32(first word as UTF-8) * 0x9E3779B1 + crc32(second word as UTF-8)    mod 2^32

with 0 for the missing second word of a text of one word. The permutations are those of datasketch's scheme `affine32`
for seed 1, so that signatures can be handed to it (`lean_minhash`): h = fmix32(element), then a * h + b mod 2^32.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from struct import pack
from sys import byteorder
from zlib import crc32

from copydesk.model import CopydeskError
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    import numpy as np
    import numpy.typing as npt

DESCRIPTION = (
    "copydesk-sketch 2; text: no URLs nor invisible characters, NFKC, casefold; words: runs of letters and digits with"
    " their marks, one a letter in scripts without blanks; shingles: word pairs at distance 1, 2; hash: crc32(a)*0x9E3779B1+crc32(b) mod 2^32,"
    " UTF-8 with surrogates; permutations: 48, datasketch affine32, seed 1"
)
"""What has to agree for two signatures to be comparable; stored beside them."""

SEED = 1
SCHEME = "affine32"
PERMUTATIONS = 48
EMPTY = 0xFFFFFFFF
"""Every value of the signature of a text without words."""

_MASK = 0xFFFFFFFF
LANE = 64
"""Bits of a lane, in which a value of 32 bits is multiplied by another."""
_FIRST_WORD = 0x9E3779B1

# RandomState(1): a = randint(0, 2^31, 48) * 2 + 1, then b = randint(0, 2^32, 48), both of dtype uint32.
# fmt: off
MULTIPLIERS = (
    0xD583E84B, 0xFE8F01D7, 0x70CE5F19, 0xDD782891, 0x000EFDFF, 0x41998713, 0x9ACB5597, 0xFF823D0B,
    0x4B23969F, 0x78E0A781, 0x2F470121, 0xCB0CA103, 0x5F5D7F99, 0xC69C3C8F, 0xB0ED55DB, 0x56E8F3F9,
    0xCB251B0D, 0xDEFEFA33, 0x13DFC965, 0xB14FAA29, 0xD6A0A9FD, 0xA06562CB, 0x5ED51725, 0x0C9193A9,
    0x68ADF717, 0xE30C41F9, 0xC1989BD5, 0x758B2539, 0x0E05BF3B, 0x119EB31D, 0x57478465, 0xD3F2D489,
    0xD5A8F9AF, 0xEA16BFAF, 0x1E0C97D3, 0xDC8485E3, 0x47E0CBEF, 0xE0D55BBD, 0x656D8EC1, 0x8E8908AD,
    0x99FB311B, 0x6E93AFD3, 0xEFBFFB13, 0x9B03080F, 0xA079227F, 0x2F83967B, 0x62781C2D, 0x094B4A73,
)
INCREMENTS = (
    0xE05B0A01, 0xDD71F780, 0xE504F13C, 0xD442F8D1, 0x15C57508, 0xD460E2D8, 0x09FF7E8D, 0x45E69A73,
    0x2B7A01AF, 0x0F2A8FEA, 0xE0CDF279, 0xABA7B9C8, 0x192D421E, 0x97D32447, 0x6BCDB583, 0xABF185C6,
    0xF5383F95, 0x696AEE31, 0x887D8539, 0x3292B203, 0xB11EDBC4, 0x4A252B18, 0x50C5A1F1, 0x2461FC2B,
    0xAFBE864C, 0xC8874C1A, 0xD5AA0734, 0x699C2550, 0x04AE8A6D, 0x08BF7373, 0xC0097529, 0x9FC06DD2,
    0xFD26000F, 0xA91F6C40, 0xBF87C8C4, 0x4C6A3019, 0x47CB2D6F, 0x7235DEE2, 0xCA0E35D7, 0x38DD2787,
    0x1A6D051A, 0x12C7FE99, 0x72A92668, 0x78200416, 0xE899B709, 0x189EBEC3, 0x4B2A4BE7, 0xE743447E,
)
# fmt: on

_BLOCK = 1 << 15  # elements hashed at a time: what fits the processor's cache
_PIECE = 128  # words of a text signed at a time


class WordHashes(dict[str, int]):
    """crc32 of words, each computed once."""

    def __missing__(self, word: str) -> int:
        value = self[word] = crc32(word.encode("utf-8", "surrogatepass"))
        return value


def elements(words: Sequence[str], hashes: WordHashes | None = None) -> set[int]:
    """The 32-bit elements of a text's shingles, before fmix32; what datasketch's `hashfunc` would return for them."""
    of = WordHashes() if hashes is None else hashes
    values = [of[word] for word in words]
    if len(values) == 1:
        return {values[0] * _FIRST_WORD & _MASK}
    near = {first * _FIRST_WORD + second & _MASK for first, second in pairwise(values)}
    return near | {first * _FIRST_WORD + second & _MASK for first, second in zip(values, values[2:], strict=False)}


def sign(words: Sequence[str], hashes: WordHashes | None = None) -> tuple[int, ...]:
    """The signature of one text, in plain Python.

    Args:
        words: Folded words of the text (`copydesk.text.normalise.tokens`).
        hashes: Word hashes to share between calls.
    """
    values = [*elements(words, hashes)]
    if not values:
        return (EMPTY,) * PERMUTATIONS
    # The 48 values of an element stand side by side in one number, in lanes of 64 bits, so that a step is one operation
    # for all of them.
    multipliers, increments, low, carry = _permutations()
    lanes = int.from_bytes(pack(f"<{len(values)}Q", *values), "little")
    mixed = mixed_lanes(lanes, ones_in_lanes(len(values)) * _MASK)
    first, *others = memoryview(mixed.to_bytes(len(values) * LANE // 8, byteorder)).cast("Q").tolist()
    least = first * multipliers + increments & low
    for value in others:
        permuted = value * multipliers + increments & low
        less = (least | carry) - permuted & carry  # in the lanes where the new value is no greater
        least ^= (least ^ permuted) & less - (less >> LANE // 2)
    return tuple(memoryview(least.to_bytes(PERMUTATIONS * LANE // 8, byteorder)).cast("Q"))


@lru_cache(maxsize=1)
def _permutations() -> tuple[int, int, int, int]:
    """The multipliers and increments of all permutations in lanes, and in each lane the low half and the bit above it."""
    ones = ones_in_lanes(PERMUTATIONS)
    multipliers, increments = (
        int.from_bytes(pack(f"<{PERMUTATIONS}Q", *values), "little") for values in (MULTIPLIERS, INCREMENTS)
    )
    return multipliers, increments, ones * _MASK, ones << LANE // 2


@lru_cache(maxsize=256)
def ones_in_lanes(count: int) -> int:
    """A one in each of so many lanes."""
    return int.from_bytes((1).to_bytes(LANE // 8, "little") * count, "little")


def mixed_lanes(lanes: int, low: int) -> int:
    """`fmix32` of the value in each lane; `low` has the bits of the values."""
    lanes ^= lanes >> 16 & low
    lanes = lanes * 0x85EBCA6B & low
    lanes ^= lanes >> 13 & low
    lanes = lanes * 0xC2B2AE35 & low
    return lanes ^ lanes >> 16 & low


def fmix32(value: int) -> int:
    """The finalizer of MurmurHash3, 32 bits wide."""
    value ^= value >> 16
    value = value * 0x85EBCA6B & _MASK
    value ^= value >> 13
    value = value * 0xC2B2AE35 & _MASK
    return value ^ (value >> 16)


def word_values(texts: Sequence[Sequence[str]]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """The word hashes of many texts end to end, and where each text starts in them, with the total at the end."""
    from itertools import chain

    import numpy as np

    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)), out=starts[1:])
    flat = map(WordHashes().__getitem__, chain.from_iterable(texts))
    return np.fromiter(flat, dtype=np.uint32, count=int(starts[-1])), starts


def sign_many(texts: Sequence[Sequence[str]]) -> npt.NDArray[np.uint32]:
    """The signatures of many texts, a row of 48 values each, with numpy.

    Args:
        texts: Folded words of each text.
    """
    return sign_values(*word_values(texts))


def sign_values(values: npt.NDArray[np.uint32], starts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    """As `sign_many`, from the result of `word_values`.

    Pieces of texts of about the same length are laid side by side as columns, so that the least values of hundreds of
    them are found in one step.
    """
    import numpy as np

    rows = np.full((len(starts) - 1, PERMUTATIONS), EMPTY, dtype=np.uint32)
    filled = np.flatnonzero(np.diff(starts))
    if not len(filled):
        return rows
    mixed = np.stack(_mixed_elements(values, starts[filled]))
    counts = np.diff(starts)[filled]
    pieces = -(-counts // _PIECE)
    first = np.cumsum(pieces) - pieces
    place = np.arange(int(pieces.sum())) - np.repeat(first, pieces)
    begins = np.repeat(starts[filled], pieces) + place * _PIECE
    sizes = np.minimum(np.repeat(counts, pieces) - place * _PIECE, _PIECE)
    signed = np.empty((len(begins), PERMUTATIONS), dtype=np.uint32)
    order = np.argsort(sizes, kind="stable")
    done = 0
    while done < len(order):
        smallest = int(sizes[order[done]])
        alike = int(np.searchsorted(sizes, smallest + 2 + smallest // 8, side="right", sorter=order))
        block = order[done : min(alike, done + max(1, _BLOCK // (2 * smallest)))]
        signed[block] = _least(mixed, begins[block], sizes[block]).T
        done += len(block)
    rows[filled] = signed if len(signed) == len(filled) else np.minimum.reduceat(signed, first, axis=0)
    return rows


def _least(
    elements: npt.NDArray[np.uint32], begins: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint32]:
    """The least value of each piece under each permutation: a row for a permutation, a column for a piece.

    Args:
        elements: Two rows of mixed elements, those of all texts end to end.
        begins: Where each piece begins in a row.
        sizes: How many places of a row it has.
    """
    import numpy as np

    # Shorter pieces hold their last elements several times.
    at = np.minimum(np.arange(int(sizes.max()))[:, None], sizes - 1) + begins
    columns = elements[:, at].reshape(-1, len(begins))
    permuted = np.empty_like(columns)
    least = np.empty((PERMUTATIONS, len(begins)), dtype=np.uint32)
    for number, (a, b) in enumerate(zip(MULTIPLIERS, INCREMENTS, strict=True)):
        np.multiply(columns, np.uint32(a), out=permuted)
        np.add(permuted, np.uint32(b), out=permuted)
        np.minimum.reduce(permuted, axis=0, out=least[number])
    return least


def _mixed_elements(
    values: npt.NDArray[np.uint32], begins: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """fmix32 of the elements, two for each word: with the next word and the one after.

    Where a text has no such word, a place holds another element of the same text, which changes no minimum.
    """
    import numpy as np

    weighted = values * np.uint32(_FIRST_WORD)
    near, far = weighted.copy(), weighted.copy()
    near[:-1] += values[1:]
    far[:-2] += values[2:]
    ends = np.append(begins[1:], len(values))
    several = ends - begins > 1
    last = ends[several] - 1
    far[last - 1] = near[last - 1]
    near[last] = far[last] = near[last - 1]
    single = begins[~several]
    near[single] = far[single] = weighted[single]
    mix(near)
    mix(far)
    return near, far


def mix(values: npt.NDArray[np.uint32]) -> None:
    """`fmix32` of many values, in place."""
    import numpy as np

    values ^= values >> np.uint32(16)
    values *= np.uint32(0x85EBCA6B)
    values ^= values >> np.uint32(13)
    values *= np.uint32(0xC2B2AE35)
    values ^= values >> np.uint32(16)


def lean_minhash(signature: Sequence[int] | npt.NDArray[np.uint32]) -> Any:
    """The signature as a `datasketch.LeanMinHash`, for datasketch's own indexes and stores."""
    import numpy as np
    from datasketch import LeanMinHash

    return LeanMinHash(seed=SEED, hashvalues=np.asarray(signature, dtype=np.uint32), scheme=SCHEME)


def check_header(text: str) -> None:
    """Refuse sketches that were made in another way, by another tool or version, and cannot be compared with ours.

    Args:
        text: The `DESCRIPTION` that stands beside them.

    Raises:
        CopydeskError: It is not ours.
    """
    if text != DESCRIPTION:
        raise CopydeskError(
            f"these sketches cannot be compared; made anew they can: they are '{text}', not '{DESCRIPTION}'"
        )
