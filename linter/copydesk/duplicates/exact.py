"""Exact measures of very many pairs, with numpy: the same numbers as `copydesk.text.shingles` gives.

A shingle of two or three words is one number, made of the numbers of its words, so that nothing is hashed. How many
distinct ones a text has, and how many two texts have together, takes one sort; what both have follows from that.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from copydesk.duplicates.flat_texts import FlatTexts, gathered
from copydesk.typed import NamedTuple

Numbers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint64]

_WORDS = 1 << 17  # words looked at a time: what fits the processor's cache
_ROUNDING = 1e-6
_ONE = np.uint64(1)


class Measured(NamedTuple):
    """Pairs of texts and how alike they are.

    Attributes:
        later: Number of the later text of each pair.
        earlier: Number of the earlier text.
        jaccard: Jaccard similarity of their word pairs.
        containment: Share of the smaller text's word triples that stand in the other; 0 where it was not needed.
    """

    later: Numbers
    earlier: Numbers
    jaccard: npt.NDArray[np.float64]
    containment: npt.NDArray[np.float64]


def verified_many(texts: FlatTexts, later: Numbers, earlier: Numbers, least: float, contained: float) -> Measured:
    """The pairs that reach a threshold, as `copydesk.duplicates.pairs.verified`, in the order given.

    Most candidates are ruled out by the words they have in common, which are quicker to count than shingles: every
    shared shingle begins with a word that both texts have, and at a word begin two pairs or one triple at most.

    Args:
        texts: The texts.
        later: Later number of each candidate.
        earlier: Earlier number.
        least: Least Jaccard similarity on word pairs.
        contained: Least share of the smaller text's word triples; above 1 to leave it out.
    """
    pairs = np.stack((later, earlier), axis=1)
    common = _in_chunks(_common_words, texts, pairs)
    sizes = _sizes(texts, pairs, 2)
    # J = shared / (first + second - shared), so that shared = J / (1 + J) * (first + second).
    may_be_near = 2 * common >= least / (1 + least) * sizes.sum(axis=1) - _ROUNDING
    may_be_near &= sizes.min(axis=1) >= least * sizes.max(axis=1) - _ROUNDING
    near, held = np.zeros(len(pairs)), np.zeros(len(pairs))
    near[may_be_near] = _jaccard(texts, pairs[may_be_near], sizes[may_be_near])
    if contained <= 1:
        runs = _sizes(texts, pairs, 3)
        may_be_held = (common >= contained * runs.min(axis=1) - _ROUNDING) & (near < least)
        held[may_be_held] = _containment(texts, pairs[may_be_held], runs[may_be_held])
        unknown = (held >= contained) & ~may_be_near
        near[unknown] = _jaccard(texts, pairs[unknown], sizes[unknown])
    kept = (near >= least) | (held >= contained)
    return Measured(later[kept], earlier[kept], near[kept], held[kept])


def _jaccard(texts: FlatTexts, pairs: Numbers, sizes: Numbers) -> npt.NDArray[np.float64]:
    """Jaccard similarity of the word pairs of two texts, from how many each has."""
    union = _in_chunks(_distinct_pairs, texts, pairs)
    similarity: npt.NDArray[np.float64] = (sizes.sum(axis=1) - union) / np.maximum(union, 1)
    return similarity


def _containment(texts: FlatTexts, pairs: Numbers, sizes: Numbers) -> npt.NDArray[np.float64]:
    """Share of the smaller text's word triples that the other has, from how many each has."""
    shared = sizes.sum(axis=1) - _in_chunks(_distinct_triples, texts, pairs)
    share: npt.NDArray[np.float64] = shared / np.maximum(sizes.min(axis=1), 1)
    return share


def _sizes(texts: FlatTexts, pairs: Numbers, size: int) -> Numbers:
    """How many distinct shingles of two or three words each text of each pair has."""
    sizes = np.zeros(len(texts.hashes), dtype=np.int64)
    asked = np.flatnonzero(np.bincount(pairs.ravel(), minlength=len(texts.hashes)))
    sizes[asked] = _in_chunks(_distinct_pairs if size == 2 else _distinct_triples, texts, asked[:, None])
    return sizes[pairs]


def _in_chunks(measure: Callable[[FlatTexts, Numbers], Numbers], texts: FlatTexts, groups: Numbers) -> Numbers:
    """A measure of groups of texts, so many at a time as the processor's cache holds.

    Args:
        measure: What gives a number for each of some groups.
        texts: The texts.
        groups: A row of numbers of texts for each group.
    """
    result = np.empty(len(groups), dtype=np.int64)
    ends = np.cumsum(texts.counts[groups].sum(axis=1))
    start = 0
    while start < len(groups):
        before = ends[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(ends, before + _WORDS, side="right")))
        result[start:end] = measure(texts, groups[start:end])
        start = end
    return result


def _common_words(texts: FlatTexts, pairs: Numbers) -> Numbers:
    """How many words two texts have in common, each as often as both have it."""
    words, starts, bits = _words_of(texts, pairs, 1)
    side = np.repeat(np.arange(2 * len(pairs), dtype=np.uint64), np.diff(starts))
    codes = ((side >> _ONE) << bits | words) << _ONE | side & _ONE
    codes.sort(kind="stable")
    coded = codes >> _ONE
    first = _run_starts(coded)
    seconds = np.add.reduceat(codes & _ONE, first).astype(np.int64) if len(first) else first
    both = np.minimum(seconds, np.diff(np.append(first, len(codes))) - seconds)
    return np.bincount((coded[first] >> bits).astype(np.int64), both, len(pairs)).astype(np.int64)


def _distinct_pairs(texts: FlatTexts, groups: Numbers) -> Numbers:
    """How many distinct pairs of words at distance one or two the texts of each group have together."""
    words, starts, bits = _words_of(texts, groups, 2)
    left = _left(starts)
    first = _group_of(groups, starts) << bits + bits | words << bits
    codes = np.zeros((len(words), 2), dtype=np.uint64)
    codes[:-1, 0] = first[:-1] | words[1:]
    codes[:-2, 1] = first[:-2] | words[2:]
    inside = np.stack((left > 1, left > 2), axis=1)
    return _distinct(codes[inside], bits + bits, len(groups))


def _distinct_triples(texts: FlatTexts, groups: Numbers) -> Numbers:
    """How many distinct runs of three words the texts of each group have together."""
    words, starts, bits = _words_of(texts, groups, 3)
    if 3 * int(bits) + len(groups).bit_length() > 64:
        return _distinct_many_words(words, starts, groups)
    first = _group_of(groups, starts) << bits + bits + bits | words << bits + bits
    codes = (first[:-2] | words[1:-1] << bits | words[2:])[_left(starts)[:-2] > 2]
    return _distinct(codes, bits + bits + bits, len(groups))


def _distinct_many_words(words: Codes, starts: Numbers, groups: Numbers) -> Numbers:
    """As `_distinct_triples`, where the words are too many for a triple to fit 64 bits: pairs get numbers first."""
    _, pairs = np.unique(words[:-1] << np.uint64(32) | words[1:], return_inverse=True)
    codes = pairs[:-1].astype(np.uint64) << np.uint64(32) | words[2:]
    inside = _left(starts)[:-2] > 2
    _, runs = np.unique(codes[inside], return_inverse=True)
    owner = _group_of(groups, starts)[:-2][inside]
    return _distinct(owner << np.uint64(32) | runs.astype(np.uint64), np.uint64(32), len(groups))


def _words_of(texts: FlatTexts, groups: Numbers, size: int) -> tuple[Codes, Numbers, np.uint64]:
    """The words of the groups' texts end to end.

    They have new numbers, as small as can be, where so many of the old ones and the group's do not fit 64 bits.

    Returns:
        Numbers of the words, where each text starts in them with the total at the end, and the bits of a number.
    """
    numbers = groups.ravel()
    words, starts = gathered(texts.words, texts.starts[numbers], texts.counts[numbers])
    wide, count = words.astype(np.uint64), len(texts.values)
    if size * count.bit_length() + len(groups).bit_length() + 1 > 64:
        present = np.zeros(count, dtype=bool)
        present[words] = True
        wide, count = (np.cumsum(present, dtype=np.uint64) - _ONE)[words], int(present.sum())
    return wide, starts, np.uint64(count.bit_length())


def _group_of(groups: Numbers, starts: Numbers) -> Codes:
    """The group of each word."""
    owner = np.repeat(np.arange(len(groups), dtype=np.uint64), groups.shape[1])
    return np.repeat(owner, np.diff(starts))


def _left(starts: Numbers) -> Numbers:
    """For each word how many there are from it to the end of its text."""
    return np.repeat(starts[1:], np.diff(starts)) - np.arange(starts[-1])


def _distinct(codes: Codes, shift: np.uint64, count: int) -> Numbers:
    """How many distinct codes each of so many groups has, its number standing above the shifted bits."""
    codes.sort(kind="stable")  # which makes use of the groups' standing in order
    return np.bincount((codes[_run_starts(codes)] >> shift).astype(np.int64), minlength=count)


def _run_starts(ranked: Codes) -> Numbers:
    """Where each run of equal numbers starts."""
    starts = np.flatnonzero(ranked[1:] != ranked[:-1]) + 1
    return np.append(np.zeros(min(len(ranked), 1), dtype=np.int64), starts)
