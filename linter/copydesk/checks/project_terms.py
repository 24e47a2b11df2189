"""A term that an article writes otherwise than nearly all other articles of the project that use it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from copydesk.checks.across import Across
from copydesk.checks.options import Option
from copydesk.duplicates.terms import MOST_PLACES, ONLY, other_ways, term_hash
from copydesk.duplicates.texts import Store
from copydesk.duplicates.units import Fact
from copydesk.model import Hit, Place, Rule
from copydesk.typed import NamedTuple

OPTIONS: dict[str, Option] = {
    "articles": Option("integer", 10, "Least number of articles that write the term in the usual way.", minimum=2),
    "share": Option(
        "number", 0.9, "Least share of these among all articles that use the term.", minimum=0.5, maximum=1
    ),
    "most": Option("integer", MOST_PLACES, "Most findings for one term in an article.", minimum=1, maximum=MOST_PLACES),
    "allow": Option("strings", [], "Ways to write a term that are right wherever they stand; letter case counts."),
}

_RELATED = 3


class _Usual(NamedTuple):
    """The way in which a project writes a term.

    Attributes:
        way: It.
        holders: The articles that keep to it, by path.
        total: How many articles use the term.
    """

    way: str
    holders: Sequence[str]
    total: int


def check_across(rules: Sequence[Rule], across: Across, focus: Collection[str]) -> Iterator[tuple[str, str, Hit]]:
    """Report terms of the focus that the project writes in another way.

    An article counts for the way that it uses most. Of an article with several ways of its own `term-variants` speaks.

    Args:
        rules: Their options are those of `OPTIONS`.
        across: The articles.
        focus: Paths of the articles to report on.

    Yields:
        Path, rule id and one hit a place; arguments: the way, the usual one, how many articles keep to that, and how many
        use the term. Related are places in the first articles that keep to the usual one.
    """
    usual: dict[str, _Usual] = {}
    for rule in rules:
        allowed = frozenset(rule.options["allow"])
        for path in sorted(focus):
            seen: dict[str, int] = {}
            for term in across.store.terms(path):
                way = term[7]
                if term[6] != ONLY or way in allowed:
                    continue
                if way not in usual:
                    known = _usual(across.store, way)
                    usual.update(dict.fromkeys(other_ways(way), known))
                seen[way] = seen.get(way, 0) + 1
                if seen[way] <= rule.options["most"] and _is_odd(rule, usual[way], way):
                    yield path, rule.id, _hit(across.store, term, usual[way])


def _usual(store: Store, way: str) -> _Usual:
    """The way that most articles keep to, of equals the first by its letters."""
    holders = {other: store.line_holders(term_hash(other)) for other in other_ways(way)}
    most = min(holders, key=lambda other: (-len(holders[other]), other))
    return _Usual(most, holders[most], sum(map(len, holders.values())))


def _is_odd(rule: Rule, usual: _Usual, way: str) -> bool:
    enough = len(usual.holders) >= rule.options["articles"]
    return way != usual.way and enough and len(usual.holders) >= rule.options["share"] * usual.total


def _hit(store: Store, term: Fact, usual: _Usual) -> Hit:
    related = []
    for path in usual.holders[:_RELATED]:
        place = next((other for other in store.facts(path).terms if other[7] == usual.way), None)
        if place is not None:
            related.append(Place(path, *place[:6]))
    return Hit(
        term[0],
        term[1],
        arguments=(term[7], usual.way, str(len(usual.holders)), str(usual.total)),
        related=tuple(related),
        related_total=len(usual.holders),
    )
