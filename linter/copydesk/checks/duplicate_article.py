"""Two articles have the same text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from copydesk.checks.across import ARTICLE_WORDS, Across, is_series, where, whole_hit
from copydesk.checks.options import Option
from copydesk.duplicates.shared import SharedTexts, Wanted
from copydesk.duplicates.texts import ALONE
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {"min-words": ARTICLE_WORDS}


def check_across(rules: Sequence[Rule], across: Across, focus: Collection[str]) -> Iterator[tuple[str, str, Hit]]:
    """Report every article of the focus whose text is that of another one, word for word, headings and code included.

    Titles and page furniture do not count. Where only headings, short lines or code differ, the articles are nearly the
    same (`near_duplicate_article`).

    Args:
        rules: Their options are those of `OPTIONS`.
        across: The articles.
        focus: Paths of the articles to report on.

    Yields:
        Path, rule id and one hit an article; argument: the other article, and how many more there are. Of low
        confidence where the titles are those of a series.
    """
    texts = across.store.articles(ALONE)
    peers = across.peers()
    for rule in rules:
        wanted = Wanted({"article"}, rule.options["min-words"], ALONE, ALONE, across.order)
        for shared in SharedTexts(texts, peers, wanted).found(focus):
            from copydesk.checks.parallel_passages import is_filler

            if is_filler(texts.words(shared.text)):
                continue
            path = shared.held.path
            arguments = (where(shared.closest.held.path, None, shared.total),)
            hit = whole_hit(across, shared, texts, arguments, across.store.facts(path).whole())
            yield path, rule.id, hit._replace(confidence="low" if is_series(across, shared) else None)
