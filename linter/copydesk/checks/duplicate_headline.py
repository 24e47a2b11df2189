"""Two articles have the same headline, or nearly the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from copydesk.checks.across import Across, where, whole_hit
from copydesk.checks.options import Option
from copydesk.duplicates.shared import Shared, SharedTexts, Wanted
from copydesk.duplicates.texts import ALONE, Texts
from copydesk.duplicates.verify import differing_words
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {
    "min-words": Option("integer", 5, "Headlines of fewer words, numbers not counted, are left out.", minimum=2),
    "near": Option("boolean", True, "Whether headlines that differ in small words and endings count as well."),
}

_COLUMN = 3  # articles with a date
_NEAR = 0.5  # on word pairs: one word put into a headline of six
_SMALL = frozenset(
    (  # noqa: SIM905 - forty quoted words read worse
        "a an the of to in on at for from with by and or as is are was were be been has have had its it his her their our "
        "your this that these those will would says said after over into amid s"
    ).split()
)
_STEM = 4
_ENDING = 3


def check_across(rules: Sequence[Rule], across: Across, focus: Collection[str]) -> Iterator[tuple[str, str, Hit]]:
    """Report every article of the focus whose headline another article has, too.

    Headlines that differ in a number, a name or a word with a meaning of its own are different ones. Articles that are
    copies of one another as wholes have rules of their own.

    Args:
        rules: Their options are those of `OPTIONS`.
        across: The articles.
        focus: Paths of the articles to report on.

    Yields:
        Path, rule id and one hit an article; arguments: `` or `nearly `, and the other article. Of low confidence where
        the headline stands over articles of three dates or more, as the name of a column does.
    """
    peers = across.peers_and_copies()
    for rule in rules:
        near = _NEAR if rule.options["near"] else ALONE
        texts = across.store.titles(near)
        wanted = Wanted({"title"}, rule.options["min-words"], near, ALONE, across.order)

        def fits(text: int, other: int, texts: Texts = texts) -> bool:
            return same_headline(texts.words(text), texts.words(other))

        for shared in SharedTexts(texts, peers, wanted, fits=fits).found(focus):
            path, closest = shared.held.path, shared.closest
            arguments = ("" if closest.jaccard == 1 else "nearly ", where(closest.held.path, None, shared.total))
            hit = whole_hit(across, shared, texts, arguments, across.store.facts(path).title)
            yield path, rule.id, hit._replace(confidence="low" if _is_column(across, shared) else None)


def _is_column(across: Across, shared: Shared) -> bool:
    """Whether a headline is the name of a column, that comes back with another date each time."""
    paths = [shared.held.path, *(copy.held.path for copy in shared.copies)]
    dates = {across.store.labels(path)[2] or _date(across.store.stored(path)) for path in paths}
    return len(dates - {""}) >= _COLUMN


def _date(path: str) -> str:
    found = re.search(r"(?:^|[/_-])(\d{4}[-/_]\d{1,2}[-/_]\d{1,2})(?!\d)", path)
    return found[1] if found else ""


def same_headline(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two headlines say the same: they differ in small words, in endings or in the order of words only."""
    here, there = ([word for word in words if word not in _SMALL] for words in differing_words(first, second))
    return len(here) == len(there) and all(map(_same_stem, sorted(here), sorted(there)))


def _same_stem(first: str, second: str) -> bool:
    """Whether two words may be forms of one: alike but for an ending of up to three letters."""
    shorter = min(len(first), len(second))
    shared = next((at for at in range(shorter) if first[at] != second[at]), shorter)
    longest = max(len(first), len(second))
    return shared >= _STEM and longest - shared <= _ENDING and first.isalpha() and second.isalpha()
