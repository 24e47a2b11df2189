"""Very many texts as numbers: the words of all of them end to end in one array, with numpy.

Lists of words would take ten times the memory of the texts, and most of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from copydesk.duplicates.joined_texts import JoinedTexts
from copydesk.duplicates.text_hash import text_digests
from copydesk.text.normalise import END, tokens_of_many

_CHUNK = 2048  # texts whose words are held as words at a time


class FlatTexts(NamedTuple):
    """Texts as numbers of words.

    Attributes:
        words: Number of each word of all texts end to end, uint32.
        starts: Where each text starts in them, with the total at the end, int64.
        values: crc32 of each word by its number, uint32.
        hashes: `text_hash` of each text, uint64.
    """

    words: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.int64]
    values: npt.NDArray[np.uint32]
    hashes: npt.NDArray[np.uint64]

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """Number of words of each text."""
        return np.diff(self.starts)


class _Numbers(dict[str, int]):
    """A number for each word, from 0 on."""

    def __missing__(self, word: str) -> int:
        value = self[word] = len(self)
        return value

    def of(self, words: Iterable[str], count: int) -> npt.NDArray[np.uint32]:
        """The numbers of so many words."""
        return np.fromiter(map(self.__getitem__, words), dtype=np.uint32, count=count)

    def values(self) -> npt.NDArray[np.uint32]:  # type: ignore[override]
        """crc32 of each word by its number."""
        return np.fromiter(
            (crc32(word.encode("utf-8", "surrogatepass")) for word in self), dtype=np.uint32, count=len(self)
        )


def flat_texts(texts: Sequence[Sequence[str]]) -> FlatTexts:
    """Texts given as lists of folded words."""
    numbers = _Numbers()
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    if isinstance(texts, JoinedTexts):
        sizes, joined = texts.sizes(), iter(texts.texts)
    else:
        sizes, joined = map(len, texts), map(" ".join, texts)
    np.cumsum(np.fromiter(sizes, dtype=np.int64, count=len(texts)), out=starts[1:])
    words = numbers.of(chain.from_iterable(texts), int(starts[-1]))
    hashes = _hashes(joined)
    return FlatTexts(words, starts, numbers.values(), hashes)


def flat_strings(strings: Sequence[str]) -> FlatTexts:
    """Texts given as they stand, normalised here (`copydesk.text.normalise.tokens`)."""
    numbers = _Numbers()
    numbers[END]  # is 0
    begins = np.zeros(len(strings), dtype=np.int64)
    counts = np.zeros(len(strings), dtype=np.int64)
    hashes = np.zeros(len(strings), dtype=np.uint64)
    pieces = [np.empty(0, dtype=np.uint32)]
    total = 0
    for start in range(0, len(strings), _CHUNK):
        words, order = tokens_of_many(strings[start : start + _CHUNK])
        piece = numbers.of(words, len(words))
        ends = np.flatnonzero(piece == 0)
        begin = np.append(0, ends[:-1] + 1)
        places = np.array(order) + start
        begins[places], counts[places] = begin + total, ends - begin
        normalised = " ".join(words).split(END)[:-1]
        hashes[places] = _hashes(text.strip(" ") for text in normalised)
        pieces.append(piece)
        total += len(piece)
    words_and_ends = np.concatenate(pieces)
    pieces.clear()
    return FlatTexts(*gathered(words_and_ends, begins, counts), numbers.values(), hashes)


def _hashes(texts: Iterable[str]) -> npt.NDArray[np.uint64]:
    return np.frombuffer(text_digests(texts), dtype=">u8").astype(np.uint64)


def gathered(
    words: npt.NDArray[np.uint32], begins: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Stretches of an array end to end, and where each starts, with the total at the end.

    Args:
        words: The array.
        begins: Where each stretch begins in it.
        counts: Length of each.
    """
    starts = np.zeros(len(begins) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return words[np.repeat(begins - starts[:-1], counts) + np.arange(starts[-1])], starts


def distinct(texts: FlatTexts) -> tuple[FlatTexts, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The texts of different words, the first of each.

    Returns:
        These texts, in their order; the number that each of them had; and for every text given the old number of the
        first of the same words.
    """
    first = np.arange(len(texts.hashes))
    order = np.lexsort((first, texts.hashes, texts.counts))
    hashes, counts = texts.hashes[order], texts.counts[order]
    again = np.flatnonzero((hashes[1:] == hashes[:-1]) & (counts[1:] == counts[:-1])) + 1
    new = np.ones(len(order), dtype=bool)
    new[again] = False
    leader = order[np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))]
    # Texts of the same hash are the same but for one in 2^64; their words say so.
    later, earlier = order[again], leader[again]
    mine, starts = gathered(texts.words, texts.starts[later], texts.counts[later])
    theirs, _ = gathered(texts.words, texts.starts[earlier], texts.counts[later])
    differing = np.add.reduceat(np.append(mine != theirs, False), starts[:-1], dtype=np.int64)
    same = (differing == 0) | (texts.counts[later] == 0)
    first[later[same]] = earlier[same]
    kept = np.flatnonzero(first == np.arange(len(texts.hashes)))
    words, starts = gathered(texts.words, texts.starts[kept], texts.counts[kept])
    return FlatTexts(words, starts, texts.values, texts.hashes[kept]), kept, first
