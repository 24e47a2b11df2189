"""Which of several ways to write a term an article keeps to: `website` or `web site`, Korean peninsula or Peninsula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from copydesk.document import Block, Document
from copydesk.duplicates.text_hash import text_hash
from copydesk.text.term_ways import GROUPS, NAMES_END, names_in, places_of, ways_of

ONLY, MOSTLY, SELDOM = "only", "mostly", "seldom"
"""How an article uses a way of writing a term: no other one, more often than any other, less or as often."""

MOST_PLACES = 5
"""Of each way in an article so many places are kept."""

_KINDS = frozenset({"paragraph", "list-item"})
_HASH_BITS = 47  # as of lines, among which these are kept
_NAMES = frozenset(NAMES_END.split())

Ways = tuple[str, ...]
Place = tuple[int, int, str, str]
"""Start, end, `ONLY`, `MOSTLY` or `SELDOM`, and the way."""


def written_blocks(document: Document) -> list[Block]:
    """The blocks that an author has written as text: paragraphs and list items that are no quotations."""
    return [block for block in document.prose if block.kind in _KINDS and "blockquote" not in block.containers]


def find_terms(document: Document) -> list[Place]:
    """The first places of each way to write a term, of the terms in `copydesk.text.term_ways`, in order."""
    signs, groups = _signs()
    uses: dict[Ways, dict[str, list[tuple[int, int]]]] = {}
    for block in written_blocks(document):
        words = block.tokens
        if not signs.isdisjoint(words):
            for ways in {ways for sign in signs.intersection(words) for ways in groups[sign]}:
                for start, end in places_of(block.text, ways):
                    places = uses.setdefault(ways, {}).setdefault(block.text[start:end], [])
                    places.append(block.source_range(start, end))
        if not _NAMES.isdisjoint(words):
            for start, end in names_in(block.text, _NAMES.intersection(words)):
                way = block.text[start:end]
                places = uses.setdefault(other_ways(way), {}).setdefault(way, [])
                places.append(block.source_range(start, end))
    return sorted(_places(uses.values()))


def _places(terms: Iterable[dict[str, list[tuple[int, int]]]]) -> Iterator[Place]:
    for uses in terms:
        counts = sorted(map(len, uses.values()), reverse=True)
        for way, places in uses.items():
            how = ONLY if len(uses) == 1 else MOSTLY if len(places) > counts[1] else SELDOM
            yield from ((start, end, how, way) for start, end in places[:MOST_PLACES])


def other_ways(way: str) -> Ways:
    """All ways to write a term, itself among them."""
    found = _groups().get(way)
    if found is None:
        first, _, last = way.rpartition(" ")
        found = f"{first} {last.lower()}", f"{first} {last.capitalize()}"
    return found


def term_hash(way: str) -> int:
    """What an article is found by that keeps to a way: a hash that no line has but by chance."""
    return text_hash(f"term {way}.") >> (64 - _HASH_BITS)  # no line's words have a stop


def term_hashes(terms: Sequence[tuple[int, int, int, int, int, int, str, str]]) -> set[int]:
    """The hashes of the ways that an article keeps to, of its facts."""
    return {term_hash(term[7]) for term in terms if term[6] != SELDOM}


@lru_cache(maxsize=1)
def _groups() -> dict[str, Ways]:
    return {way: ways for ways in map(tuple, map(ways_of, GROUPS)) for way in ways}


@lru_cache(maxsize=1)
def _signs() -> tuple[frozenset[str], dict[str, list[Ways]]]:
    """The words that betray a way, and the groups of each: the longest folded word of each way."""
    from copydesk.text.normalise import tokens

    groups: dict[str, list[Ways]] = {}
    for way, ways in _groups().items():
        known = groups.setdefault(max(tokens(way), key=len), [])
        if ways not in known:
            known.append(ways)
    return frozenset(groups), groups
