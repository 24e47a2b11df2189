"""Pairs of texts that are near to each other, or one contained in the other: candidates, verified exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from copydesk.duplicates.candidates import CONTAINMENT, JACCARD, MANY, candidates
from copydesk.text.shingles import Shingles, containment, jaccard, skip_pairs, triples

_KEPT = 8192  # sets of shingles kept at a time, some 100 MB


class Pair(NamedTuple):
    """Two texts and how alike they are, by exact measure.

    Attributes:
        later: Number of the later text.
        earlier: Number of the earlier text.
        jaccard: Jaccard similarity of their word pairs.
        containment: Share of the smaller text's word triples that stand in the other; 0 where it was not needed.
    """

    later: int
    earlier: int
    jaccard: float
    containment: float


def find_pairs(
    texts: Sequence[Sequence[str]],
    jaccard: float = JACCARD,
    containment: float = CONTAINMENT,
    suspected: list[int] | None = None,
) -> list[Pair]:
    """All pairs that reach either threshold, sorted by later and earlier text.

    Args:
        texts: Folded words of each text, no two the same.
        jaccard: Least Jaccard similarity on word pairs, from .5 to 1.
        containment: Least share of the smaller text's word triples, from .5 to 1; above 1 for none.
        suspected: Result of `suspects`, where it is known.

    Returns:
        Verified pairs. Where very many texts are alike, each is compared with the earliest of them only.
    """
    if len(texts) < 2:
        return []
    found = (
        candidates(texts, containment, suspected=suspected)
        if len(texts) < MANY
        else _signed_candidates(texts, jaccard, containment)
    )
    return sorted(verified(texts, found, jaccard, containment))


def verified(
    texts: Sequence[Sequence[str]], found: Iterable[tuple[int, int]], least: float, contained: float
) -> Iterator[Pair]:
    """The candidates that reach a threshold by exact measure.

    Args:
        texts: Folded words of each text.
        found: Later and earlier number of each candidate.
        least: Least Jaccard similarity on word pairs.
        contained: Least share of the smaller text's word triples; above 1 to leave it out.
    """
    pair_sets: dict[int, Shingles] = {}
    triple_sets: dict[int, Shingles] = {}
    for later, earlier in found:
        first = _kept(pair_sets, later, texts, skip_pairs)
        second = _kept(pair_sets, earlier, texts, skip_pairs)
        similarity = jaccard(first, second)
        if similarity >= least:
            yield Pair(later, earlier, similarity, 0.0)
        elif contained <= 1:
            held = containment(_kept(triple_sets, later, texts, triples), _kept(triple_sets, earlier, texts, triples))
            if held >= contained:
                yield Pair(later, earlier, similarity, held)


def _kept(
    known: dict[int, Shingles], number: int, texts: Sequence[Sequence[str]], make: Callable[[Sequence[str]], Shingles]
) -> Shingles:
    shingles = known.get(number)
    if shingles is None:
        if len(known) >= _KEPT:
            known.clear()
        shingles = known[number] = make(texts[number])
    return shingles


def _signed_candidates(texts: Sequence[Sequence[str]], least: float, contained: float) -> Iterator[tuple[int, int]]:
    """Candidates from bands of signatures and from rare triples, for very many texts."""
    import numpy as np

    from copydesk.duplicates.bands import agreeing_pairs, band_keys_many, candidate_pairs
    from copydesk.duplicates.contained import contained_candidates
    from copydesk.duplicates.signatures import sign_values, word_values

    values, starts = word_values(texts)
    signatures = sign_values(values, starts)
    found = agreeing_pairs(signatures, candidate_pairs(band_keys_many(signatures)), least)
    if contained <= 1:
        found = np.unique(np.concatenate((found, contained_candidates(values, starts, contained))), axis=0)
    return zip(found[:, 0].tolist(), found[:, 1].tolist(), strict=True)
