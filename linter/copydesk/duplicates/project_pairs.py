"""Pairs among the texts of a project: few in plain Python, many with numpy, the same pairs.

Which texts are compared depends on the set of distinct texts alone, not on their order nor on the way they are looked
for. Two are candidates

- if they are linked in the list of a band key (`bands`, `crowds`) and their sketches fit (`sketches`), or
- if they are linked in the lists of enough of the fingerprints of the one with fewer (`fingerprints.need`); this only
  where containment is asked for.

Every candidate is compared exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from copydesk.duplicates.bands import band_keys
from copydesk.duplicates.candidates import CONTAINMENT, JACCARD
from copydesk.duplicates.crowds import linked
from copydesk.duplicates.fingerprints import counted, fingerprints, need
from copydesk.duplicates.pairs import Pair, verified
from copydesk.duplicates.signatures import WordHashes, sign
from copydesk.duplicates.sketches import agreeing, least_agreeing, sketch
from copydesk.duplicates.text_hash import order_key

MANY = 256
"""From this many texts on numpy is loaded; its import takes as long as signing them without."""


def project_pairs(
    texts: Sequence[Sequence[str]], jaccard: float = JACCARD, containment: float = CONTAINMENT
) -> list[Pair]:
    """The pairs that reach either threshold, sorted by later and earlier text.

    Args:
        texts: Folded words of each text, no two the same.
        jaccard: Least Jaccard similarity on word pairs, from .5 to 1.
        containment: Least share of the smaller text's word triples, from .5 to 1; above 1 for none.

    Returns:
        Verified pairs; the numbers are places in `texts`.
    """
    if len(texts) >= MANY:
        from copydesk.duplicates.many_texts import pairs_of_many

        return pairs_of_many(texts, jaccard, containment)
    return sorted(verified(texts, project_candidates(texts, containment, jaccard), jaccard, containment))


def project_candidates(
    texts: Sequence[Sequence[str]], containment: float = CONTAINMENT, jaccard: float = JACCARD
) -> set[tuple[int, int]]:
    """The candidates among texts, later and earlier number of each.

    Args:
        texts: Folded words of each text, no two the same.
        containment: Above 1 to leave out what only fingerprints tell.
        jaccard: Least Jaccard similarity.
    """
    hashes = WordHashes()
    order = sorted(range(len(texts)), key=lambda number: order_key(texts[number]))
    signatures = [sign(words, hashes) for words in texts]
    sketches = [sketch(signature) for signature in signatures]
    bands: dict[tuple[int, int], list[int]] = {}
    for number in order:
        for key in enumerate(band_keys(signatures[number])):
            bands.setdefault(key, []).append(number)
    least = least_agreeing(jaccard)
    found = {
        (max(pair), min(pair))
        for pair in set(_linked_pairs(bands.values()))
        if agreeing(sketches[pair[0]], sketches[pair[1]]) >= least
    }
    if containment <= 1:
        marks = [fingerprints([hashes[word] for word in words]) for words in texts]
        holders: dict[int, list[int]] = {}
        for number in order:
            for mark in marks[number]:
                holders.setdefault(mark, []).append(number)
        shared = Counter((max(pair), min(pair)) for pair in _linked_pairs(holders.values()))
        counts = [counted(len(mine), len(words)) for mine, words in zip(marks, texts, strict=True)]
        found.update(
            pair for pair, count in shared.items() if count >= need(min(counts[pair[0]], counts[pair[1]]), containment)
        )
    return found


def _linked_pairs(lists: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    """The pairs linked in lists of numbers of texts, one with a list's order of its two."""
    for members in lists:
        size = len(members)
        for position in range(size if size > 1 else 0):
            for other in linked(position, size):
                if other > position:
                    yield members[position], members[other]
