"""Very many texts as numbers: the words of all of them end to end in one array, with numpy.

Lists of words would take ten times the memory of the texts, and most of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from copydesk.duplicates.joined_texts import JoinedTexts
from copydesk.duplicates.text_hash import digests, text_digests
from copydesk.duplicates.word_numbers import WordNumbers
from copydesk.text.normalise import words_of_many
from copydesk.typed import NamedTuple

_CHUNK = 2048  # texts that are taken apart at a time
_BLANK = 32


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


def flat_texts(texts: Sequence[Sequence[str]]) -> FlatTexts:
    """Texts given as lists of folded words."""
    numbers = WordNumbers()
    if isinstance(texts, JoinedTexts):
        sizes, joined = texts.sizes(), iter(texts.texts)
    else:
        sizes, joined = map(len, texts), map(" ".join, texts)
    starts = _starts(np.fromiter(sizes, dtype=np.int64, count=len(texts)))
    words = numbers.of(chain.from_iterable(texts), int(starts[-1]))
    return FlatTexts(words, starts, numbers.checksums(), _hashes(text_digests(joined)))


def flat_strings(strings: Sequence[str]) -> FlatTexts:
    """Texts given as they stand, normalised here (`copydesk.text.normalise.tokens`)."""
    numbers = WordNumbers()
    counts = np.zeros(len(strings), dtype=np.int64)
    hashes = np.zeros(len(strings), dtype=np.uint64)
    pieces = [np.empty(0, dtype=np.uint32)]
    for start in range(0, len(strings), _CHUNK):
        count = min(_CHUNK, len(strings) - start)
        many = words_of_many(strings[start : start + count])
        found = _ascii_texts(numbers, many.ascii)
        order = np.array([*many.order, *many.others], dtype=np.int64)
        others = list(many.others.values())
        ends = np.append(found.ends, found.ends[-1:].sum() + np.cumsum(list(map(len, others)), dtype=np.int64))
        begins = np.append(0, ends)[:-1]
        counts[start + order] = ends - begins
        hashes[start + order] = np.append(found.hashes, _hashes(text_digests(map(" ".join, others))))
        piece = found.words
        if others:
            piece = np.append(piece, numbers.of(chain.from_iterable(others), int(ends[-1]) - len(piece)))
            places = np.empty(count, dtype=np.int64)
            places[order] = begins
            piece = gathered(piece, places, counts[start : start + count])[0]
        pieces.append(piece)
    words = np.concatenate(pieces)
    return FlatTexts(words, _starts(counts), numbers.checksums(), hashes)


class _Ascii(NamedTuple):
    """ASCII texts: numbers of their words end to end, where the words of each text end in them, and `text_hash` of each."""

    words: npt.NDArray[np.uint32]
    ends: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.uint64]


def _ascii_texts(numbers: WordNumbers, text: bytes) -> _Ascii:
    """Texts that stand in bytes, each with a zero behind."""
    codes = np.frombuffer(text, dtype=np.uint8)
    in_word = codes > _BLANK
    edges = np.flatnonzero(np.diff(in_word, prepend=False))
    starts, ends = edges[::2], edges[1::2]
    words = numbers.of_bytes(text, starts, ends)
    last = np.searchsorted(starts, np.flatnonzero(codes == 0))
    in_word[ends] = True
    joined = codes[in_word].tobytes()  # each word with one blank behind
    cuts = np.append(0, np.cumsum(ends - starts + 1))[np.append(0, last)].tolist()
    hashes = _hashes(digests(joined[start : max(end - 1, start)] for start, end in pairwise(cuts)))
    return _Ascii(words, last, hashes)


def _hashes(found: bytes) -> npt.NDArray[np.uint64]:
    return np.frombuffer(found, dtype=">u8").astype(np.uint64)


def _starts(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Where stretches of these lengths start that stand end to end, with the total at the end."""
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def gathered(
    words: npt.NDArray[np.uint32], begins: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Stretches of an array end to end, and where each starts, with the total at the end.

    Args:
        words: The array.
        begins: Where each stretch begins in it.
        counts: Length of each.
    """
    starts = _starts(counts)
    return words[np.repeat(begins - starts[:-1], counts) + np.arange(starts[-1])], starts


def distinct(texts: FlatTexts) -> tuple[FlatTexts, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The texts of different words, the first of each.

    Returns:
        These texts, in their order; the number that each of them had; and for every text given the old number of the
        first of the same words.
    """
    first = np.arange(len(texts.hashes))
    ordered = np.sort(texts.hashes)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    some = np.flatnonzero(np.isin(texts.hashes, twice))  # most texts are like no other one
    order = some[np.lexsort((some, texts.hashes[some], texts.counts[some]))]
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
    single = first == np.arange(len(texts.hashes))
    words = texts.words[np.repeat(single, texts.counts)]
    kept = np.flatnonzero(single)
    return FlatTexts(words, _starts(texts.counts[kept]), texts.values, texts.hashes[kept]), kept, first
