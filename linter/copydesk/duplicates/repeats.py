"""Passages of one article that are nearly the same as earlier ones, hold one or stand in one."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.duplicates.article import Passage
from copydesk.duplicates.candidates import MANY, candidates
from copydesk.duplicates.clusters import completed, kept_texts
from copydesk.duplicates.pairs import Pair, verified
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal


class Partner(NamedTuple):
    """An earlier passage that a later one repeats.

    Attributes:
        passage: The earlier passage.
        jaccard: Exact Jaccard similarity of the word pairs; 1 for the same words.
        containment: Exact share of the shorter one's word triples that the other holds; 0 where it was not needed.
    """

    passage: Passage
    jaccard: float
    containment: float


class Repeat(NamedTuple):
    """A passage that repeats earlier ones.

    Attributes:
        relation: `near`: alike as a whole; `contained`: one of them stands in the other.
        passage: The later passage.
        partners: What it repeats, closest first; no further copies of a text named already.
    """

    relation: Literal["near", "contained"]
    passage: Passage
    partners: tuple[Partner, ...]


def article_pairs(
    texts: Sequence[Sequence[str]], least: float, contained: float, suspected: list[int] | None = None
) -> list[Pair]:
    """All pairs that reach either threshold, sorted by later and earlier text.

    Args:
        texts: Folded words of each text, no two the same.
        least: Least Jaccard similarity on word pairs, from .5 to 1.
        contained: Least share of the smaller text's word triples, from .5 to 1; above 1 for none.
        suspected: Result of `suspects`, where it is known.

    Returns:
        Verified pairs. Where very many texts are alike, each is compared with some of them only, the first among them.
    """
    if len(texts) >= MANY:
        from copydesk.duplicates.project_pairs import project_pairs

        return completed(texts, project_pairs(texts, least, contained), least)
    return sorted(verified(texts, candidates(texts, contained, suspected=suspected), least, contained))


def find_repeats(
    distinct: Sequence[Passage], least: float, contained: float, suspected: list[int] | None = None
) -> list[Repeat]:
    """The passages that repeat earlier ones, in order.

    Args:
        distinct: Passages of one article in order, no two of the same words.
        least: Least Jaccard similarity on word pairs for nearness.
        contained: Least share of word triples for containment.
        suspected: Result of `suspects`, where it is known.
    """
    pairs = article_pairs([passage.words for passage in distinct], least, contained, suspected)
    kept = kept_texts(len(distinct), pairs, least)
    groups = list(range(len(distinct)))

    def group(number: int) -> int:
        while groups[number] != number:
            groups[number] = groups[groups[number]]
            number = groups[number]
        return number

    by_later: dict[int, list[Pair]] = {}
    for pair in pairs:
        by_later.setdefault(pair.later, []).append(pair)
    found = []
    for later, own in by_later.items():
        # Near before contained, a kept one before its copies, then the closest, then the first.
        own.sort(
            key=lambda pair: (
                pair.jaccard < least,
                kept[pair.earlier] != pair.earlier,
                -pair.jaccard if pair.jaccard >= least else -pair.containment,
                pair.earlier,
            )
        )
        partners = []
        for pair in own:
            if group(pair.earlier) != group(later):
                groups[group(later)] = group(pair.earlier)
                partners.append(Partner(distinct[pair.earlier], pair.jaccard, pair.containment))
        relation: Literal["near", "contained"] = "near" if own[0].jaccard >= least else "contained"
        found.append(Repeat(relation, distinct[later], tuple(partners)))
    return found
