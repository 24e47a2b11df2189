"""Two articles have nearly the same text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from copydesk.checks.across import ARTICLE_WORDS, THRESHOLD, Across, is_series, where, whole_hit
from copydesk.checks.options import Option
from copydesk.checks.passages import ONLY, difference, percent
from copydesk.duplicates.shared import SharedTexts, Wanted
from copydesk.duplicates.texts import ALONE
from copydesk.duplicates.units import without_rest
from copydesk.duplicates.verify import differing_words
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {"threshold": THRESHOLD, "min-words": ARTICLE_WORDS}

_SWAPPED = 2


def check_across(rules: Sequence[Rule], across: Across, focus: Collection[str]) -> Iterator[tuple[str, str, Hit]]:
    """Report every article of the focus that is nearly the same as another one.

    Args:
        rules: Their options are those of `OPTIONS`.
        across: The articles.
        focus: Paths of the articles to report on.

    Yields:
        Path, rule id and one hit an article; arguments: the other article, how many more there are, how alike the two
        are and in what they differ. Of low confidence where only numbers or dates differ, the titles are those of a
        series, or one term is swapped throughout.
    """
    peers = across.peers()
    for rule in rules:
        threshold = rule.options["threshold"]
        texts = across.store.articles(threshold)
        wanted = Wanted({"article"}, rule.options["min-words"], threshold, ALONE, across.order)
        for shared in SharedTexts(texts, peers, wanted, same=False).found(focus):
            from copydesk.checks.parallel_passages import is_filler

            if is_filler(texts.words(shared.text)):
                continue
            path, closest = shared.held.path, shared.closest
            here, there = (without_rest(texts.words(text)) for text in (shared.text, closest.text))
            what = difference(here, there) if here != there else "headings, short lines or code differ"
            arguments = where(closest.held.path, None, shared.total), percent(closest.jaccard), what
            hit = whole_hit(across, shared, texts, arguments, across.store.facts(path).whole())
            pattern = is_series(across, shared) or what.startswith(ONLY) or _is_term_swapped(here, there)
            yield path, rule.id, hit._replace(confidence="low" if pattern else None)


def _is_term_swapped(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether two articles differ in nothing but one or two words that the one has in the place of the other's."""
    one, other = map(Counter, differing_words(here, there))
    return (
        0 < len(one) == len(other) <= _SWAPPED
        and max(one.values()) > 1
        and sorted(one.values()) == sorted(other.values())
    )
