"""Shingles: short runs of words that stand for a text when it is compared with another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Shingles = frozenset[tuple[str, ...]]


def skip_pairs(words: Sequence[str]) -> Shingles:
    """Pairs of words at distance one or two, in their order; a single word is its own shingle.

    Against runs of five words, which most tools for corpora take, a changed word in a short paragraph costs a few
    pairs of many, not most of what there is.
    """
    if len(words) < 2:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset([*pairwise(words), *zip(words, words[2:], strict=False)])


def triples(words: Sequence[str]) -> Shingles:
    """Runs of three words; a shorter text is one shingle."""
    if len(words) < 3:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def jaccard(first: Shingles, second: Shingles) -> float:
    """Size of the intersection over the size of the union; 0 for two empty sets."""
    shared = len(first & second)
    union = len(first) + len(second) - shared
    return shared / union if union else 0.0


def containment(first: Shingles, second: Shingles) -> float:
    """Share of the smaller set that the larger one holds; 0 if one is empty."""
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0
