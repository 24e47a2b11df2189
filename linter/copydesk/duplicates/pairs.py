"""Pairs of texts that are near to each other, or one contained in the other, by exact measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from copydesk.text.shingles import Shingles, containment, jaccard, skip_pairs, triples
from copydesk.typed import NamedTuple

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


def alike(first: Sequence[str], second: Sequence[str], least: float, contained: float) -> tuple[float, float] | None:
    """Jaccard similarity and containment of two texts if they reach a threshold, else None; as `verified` gives them."""
    pair = next(verified((first, second), ((1, 0),), least, contained), None)
    return (pair.jaccard, pair.containment) if pair is not None else None


def _kept(
    known: dict[int, Shingles], number: int, texts: Sequence[Sequence[str]], make: Callable[[Sequence[str]], Shingles]
) -> Shingles:
    shingles = known.get(number)
    if shingles is None:
        if len(known) >= _KEPT:
            known.clear()
        shingles = known[number] = make(texts[number])
    return shingles
