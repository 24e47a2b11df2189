"""All like texts by exact measure, without signatures: the truth that `near_duplicates.py` holds tools against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import ceil

from copydesk.text.shingles import Shingles, containment, jaccard, skip_pairs, triples

Measure = Callable[[Shingles, Shingles], float]


def near(texts: Sequence[Sequence[str]], least: float) -> dict[tuple[int, int], float]:
    """Pairs by Jaccard similarity of their word pairs, later number first.

    Two sets of that similarity share one of the rarest (1 - least) * size + 1 elements of each (the prefix filter of
    Chaudhuri et al. 2006 and Bayardo et al. 2007).

    Args:
        texts: Folded words of each text, no two the same.
        least: Least similarity.
    """
    ranked = _rarest_first([skip_pairs(words) for words in texts])
    holders: dict[tuple[str, ...], list[int]] = {}
    found: dict[tuple[int, int], float] = {}
    for number, shingles in enumerate(ranked):
        prefix = shingles[: len(shingles) - ceil(least * len(shingles) - 1e-9) + 1]
        others = {other for shingle in prefix for other in holders.get(shingle, ())}
        found.update(_measured(number, others, ranked, jaccard, least))
        for shingle in prefix:
            holders.setdefault(shingle, []).append(number)
    return found


def held(texts: Sequence[Sequence[str]], least: float) -> dict[tuple[int, int], float]:
    """Pairs by containment of their word triples, as `near`; here the prefix of the smaller meets all of the larger."""
    ranked = _rarest_first([triples(words) for words in texts])
    holders: dict[tuple[str, ...], list[int]] = {}
    found: dict[tuple[int, int], float] = {}
    for number in sorted(range(len(ranked)), key=lambda number: -len(ranked[number])):
        shingles = ranked[number]
        prefix = shingles[: len(shingles) - ceil(least * len(shingles) - 1e-9) + 1]
        others = {other for shingle in prefix for other in holders.get(shingle, ())}
        found.update(_measured(number, others, ranked, containment, least))
        for shingle in shingles:
            holders.setdefault(shingle, []).append(number)
    return found


def _rarest_first(sets: Sequence[Shingles]) -> list[list[tuple[str, ...]]]:
    counts = Counter(shingle for shingles in sets for shingle in shingles)
    return [sorted(shingles, key=lambda shingle: (counts[shingle], shingle)) for shingles in sets]


def _measured(
    number: int, others: set[int], ranked: Sequence[list[tuple[str, ...]]], measure: Measure, least: float
) -> Iterator[tuple[tuple[int, int], float]]:
    mine = frozenset(ranked[number])
    for other in others:
        value = measure(mine, frozenset(ranked[other]))
        if value >= least:
            yield (max(number, other), min(number, other)), value
