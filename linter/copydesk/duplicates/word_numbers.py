"""A number for each word of very many texts, with numpy.

One Python object for each word that stands in a text costs more than all that is done with the numbers later. So the
words of ASCII texts are looked up as they stand, in bytes, sixteen of a word at once; Python sees a word when it comes
up first, and those that are longer or share their place in the table with another one.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import numpy as np
import numpy.typing as npt

_SHORT = 16  # bytes
_HALF = 8
_BITS = 18  # of the table's size: the words that most texts are made of find a place there
_MIXERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(_HALF + 1)], dtype=np.uint64)


class WordNumbers(dict[str, int]):
    """A number for each word, from 0 on, in the order in which they came up."""

    def __init__(self) -> None:
        """Know no word."""
        super().__init__()
        # The first and the second half of the word that has a place, none being 0, and its number.
        self._halves = np.zeros((2, 1 << _BITS), dtype=np.uint64)
        self._numbers = np.zeros(1 << _BITS, dtype=np.uint32)

    def __missing__(self, word: str) -> int:
        value = self[word] = len(self)
        return value

    def of(self, words: Iterable[str], count: int) -> npt.NDArray[np.uint32]:
        """The numbers of so many words."""
        return np.fromiter(map(self.__getitem__, words), dtype=np.uint32, count=count)

    def of_bytes(
        self, text: bytes, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.uint32]:
        """The numbers of words in a text.

        Args:
            text: ASCII.
            starts: Where each word begins in it.
            ends: Where it ends; no word is empty or holds a zero byte.
        """
        lengths = ends - starts
        padded = text + bytes(2 * _HALF)
        eights = np.ndarray((len(padded) - _HALF + 1,), dtype="<u8", buffer=padded, strides=(1,))
        first = eights[starts] & _MASKS[np.minimum(lengths, _HALF)]
        second = eights[starts + _HALF] & _MASKS[np.clip(lengths - _HALF, 0, _HALF)]
        places = (first * _MIXERS[0] ^ second * _MIXERS[1]) >> np.uint64(64 - _BITS)
        numbers: npt.NDArray[np.uint32] = self._numbers[places]
        known = (self._halves[0, places] == first) & (self._halves[1, places] == second) & (lengths <= _SHORT)
        left = np.flatnonzero(~known)
        words = (text[start:end].decode("ascii") for start, end in zip(starts[left], ends[left], strict=True))
        numbers[left] = self.of(words, len(left))
        new = left[(self._halves[0, places[left]] == 0) & (lengths[left] <= _SHORT)]
        taken, at = np.unique(places[new], return_index=True)
        self._halves[:, taken] = first[new[at]], second[new[at]]
        self._numbers[taken] = numbers[new[at]]
        return numbers

    def checksums(self) -> npt.NDArray[np.uint32]:
        """crc32 of each word by its number."""
        return np.fromiter(
            (crc32(word.encode("utf-8", "surrogatepass")) for word in self), dtype=np.uint32, count=len(self)
        )
