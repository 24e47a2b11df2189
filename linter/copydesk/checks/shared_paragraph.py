"""A paragraph stands in several articles: the same, nearly the same, or as part of another one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from copydesk.checks.across import MOST_RELATED, THRESHOLD, Across, is_series, related, where
from copydesk.checks.options import Option
from copydesk.checks.passages import difference, include_option, min_words_option, percent
from copydesk.duplicates.candidates import CONTAINMENT, LOWEST
from copydesk.duplicates.clusters import cluster_name
from copydesk.duplicates.shared import Copy, Shared, SharedTexts, Wanted
from copydesk.duplicates.texts import Held, Store, Texts
from copydesk.duplicates.units import LEAST_WORDS, Fact
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {
    "threshold": THRESHOLD,
    "containment": Option(
        "number",
        CONTAINMENT,
        "Least share of the shorter paragraph's runs of three words that the longer one holds; above 1: not looked for.",
        minimum=LOWEST,
        maximum=2,
    ),
    "min-words": min_words_option(12, LEAST_WORDS),
    "include": include_option(("paragraph",)),
    "standing": Option(
        "integer",
        5,
        "A paragraph in so many articles is taken for a standing text, such as a note below each post of a series or the "
        "frame of release notes: a suggestion of low confidence.",
        minimum=2,
    ),
}

_FIGURES = 0.3
_INITIALS = 0.25


def check_across(rules: Sequence[Rule], across: Across, focus: Collection[str]) -> Iterator[tuple[str, str, Hit]]:
    """Report every paragraph of the focus that stands in another article too.

    A copy in a list, a quotation or a table counts only where `include` says so: quoting is lawful. Articles that are
    copies of one another as wholes have rules of their own.

    Args:
        rules: Their options are those of `OPTIONS`.
        across: The articles.
        focus: Paths of the articles to report on.

    Yields:
        Path, rule id and one hit a place, at most ten of the other places as related; arguments: where else it stands,
        and how the two differ. Of medium confidence where they are nearly the same, of low confidence in so many articles
        that it is taken for a standing text, and where the titles are those of a series.
    """
    peers = across.peers_and_copies()
    for rule in rules:
        options = rule.options
        standing = options["standing"]
        texts = across.store.passages(options["threshold"], options["containment"])
        wanted = Wanted(
            frozenset(options["include"]),
            options["min-words"],
            options["threshold"],
            options["containment"],
            across.order,
            MOST_RELATED,
            standing,
        )
        for shared in SharedTexts(texts, peers, wanted).found(focus):
            from copydesk.checks.parallel_passages import is_filler, is_notice

            words = texts.words(shared.text)
            if not _is_prose(words) or is_notice(words) or is_filler(words):
                continue
            hit = _hit(across.store, texts, shared)
            if rule.confidence != "high":
                hit = hit._replace(confidence=None)
            if shared.articles >= standing or is_series(across, shared):
                hit = hit._replace(severity="suggestion", confidence="low")
            yield shared.held.path, rule.id, hit


def _hit(store: Store, texts: Texts, shared: Shared) -> Hit:
    closest = shared.closest
    fact = _fact(store, shared.held)
    line = _fact(store, closest.held)[2]
    how = _relation(texts.words(shared.text), texts.words(closest.text), closest)
    return Hit(
        fact[0],
        fact[1],
        arguments=(where(closest.held.path, line, shared.total), how),
        related=tuple(related(copy, _fact(store, copy.held)[:6]) for copy in shared.copies),
        related_total=shared.total,
        cluster=cluster_name(texts.words(shared.kept)),
        confidence="medium" if closest.jaccard < 1 and not closest.containment else None,
        key=fact[7],
    )


def _is_prose(words: Sequence[str]) -> bool:
    """Whether most words are no figures, no names with figures in them and, as in the line-ups of teams, no initials."""
    initials = sum(len(word) == 1 and word.isascii() and word.isalpha() for word in words)
    figures = sum(any(map(str.isdigit, word)) for word in words)
    return figures <= _FIGURES * len(words) and initials <= _INITIALS * len(words)


def _fact(store: Store, held: Held) -> Fact:
    return store.facts(held.path).passages[held.number]


def _relation(words: Sequence[str], others: Sequence[str], copy: Copy) -> str:
    if copy.containment:
        longer = len(words) > len(others)
        share = "all" if copy.containment == 1 else percent(copy.containment)
        return f"{share} of {'that' if longer else 'this'} paragraph stands in {'this' if longer else 'that'} one"
    if copy.jaccard == 1 and words == others:
        return "word for word"
    return f"{percent(copy.jaccard)} alike, {difference(words, others)}"
