"""Passages that stand more than once in one article, found once and shared by the rules that report them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from copydesk.document import Block, Document
from copydesk.duplicates.clusters import kept_texts
from copydesk.duplicates.pairs import CONTAINMENT, JACCARD, Pair, find_pairs

KINDS = ("paragraph", "list-item", "blockquote", "table-cell", "caption")
"""What can be compared; headings and code never are."""


class Passage(NamedTuple):
    """One block to compare.

    Attributes:
        block: The block.
        words: Its folded words.
    """

    block: Block
    words: list[str]

    @property
    def text(self) -> str:
        """Its normalised text."""
        return " ".join(self.words)


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


def kind_of(block: Block) -> str | None:
    """Which of `KINDS` a block counts as; None if it is never compared."""
    kind = block.kind
    if kind == "paragraph" or kind == "list-item":  # noqa: PLR1714 - faster than a set, for every block
        return "blockquote" if "blockquote" in block.containers else kind
    return kind if kind in KINDS else None


def passages(document: Document, include: Iterable[str], min_words: int) -> list[Passage]:
    """The passages of an article that are compared, in order.

    Args:
        document: The article.
        include: Which of `KINDS`.
        min_words: Least number of words.
    """
    wanted = frozenset(include)
    key = ("passages", wanted, min_words)
    found: list[Passage] | None = document.memo.get(key)
    if found is None:
        found = document.memo[key] = [
            Passage(block, block.tokens)
            for block in document.prose
            if kind_of(block) in wanted and len(block.text) > min_words and len(block.tokens) >= min_words
        ]
    return found


def exact_repeats(document: Document, include: Iterable[str], min_words: int) -> list[tuple[Passage, Passage]]:
    """Passages with the same words as an earlier one, each with the first of its kind, in order."""
    return _collapsed(document, include, min_words)[1]


def near_repeats(
    document: Document,
    include: Iterable[str],
    min_words: int,
    jaccard: float = JACCARD,
    containment: float = CONTAINMENT,
) -> list[Repeat]:
    """Passages that are nearly the same as earlier ones, hold one or stand in one, in order.

    Exact repeats are left out; the first passage of the same words stands for them.

    Args:
        document: The article.
        include: Which of `KINDS`.
        min_words: Least number of words.
        jaccard: Least Jaccard similarity on word pairs for nearness.
        containment: Least share of word triples for containment.
    """
    key = ("near-repeats", frozenset(include), min_words, jaccard, containment)
    found: list[Repeat] | None = document.memo.get(key)
    if found is None:
        distinct = _collapsed(document, include, min_words)[0]
        pairs = find_pairs([passage.words for passage in distinct], jaccard, containment)
        found = document.memo[key] = _repeats(distinct, pairs, jaccard)
    return found


def _collapsed(
    document: Document, include: Iterable[str], min_words: int
) -> tuple[list[Passage], list[tuple[Passage, Passage]]]:
    """Passages of distinct words, and the others each with the first of its words."""
    key = ("distinct-passages", frozenset(include), min_words)
    result: tuple[list[Passage], list[tuple[Passage, Passage]]] | None = document.memo.get(key)
    if result is None:
        first: dict[tuple[str, ...], Passage] = {}
        again: list[tuple[Passage, Passage]] = []
        for passage in passages(document, include, min_words):
            known = first.setdefault(tuple(passage.words), passage)
            if known is not passage:
                again.append((passage, known))
        result = document.memo[key] = (list(first.values()), again)
    return result


def _repeats(distinct: list[Passage], pairs: list[Pair], least: float) -> list[Repeat]:
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
