"""What the rules that look across articles have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.checks.options import Option
from copydesk.duplicates.candidates import JACCARD, LOWEST
from copydesk.duplicates.clusters import cluster_name, keep_order
from copydesk.duplicates.peers import Peers
from copydesk.duplicates.shared import Copy, Shared
from copydesk.duplicates.texts import ALONE, Held, Store, Texts
from copydesk.duplicates.units import Span
from copydesk.model import Hit, Place, Rule
from copydesk.typed import NamedTuple

MOST_RELATED = 10

ARTICLE_WORDS = Option(
    "integer",
    50,
    "Articles with fewer words in their paragraphs and lists, numbers not counted, are left out.",
    minimum=20,
)
THRESHOLD = Option(
    "number",
    JACCARD,
    "Least share of pairs of neighbouring words that two texts have in common (Jaccard similarity).",
    minimum=LOWEST,
    maximum=1,
)


class Across(NamedTuple):
    """Articles to compare, and what one group of rules makes of them.

    Attributes:
        store: All that is known of the articles.
        rules: All rules of the group.
        copies: Patterns of versions and translations.
        keep: Which copy of a cluster is kept: `first`, `longest`, `newest`, or patterns of paths.
    """

    store: Store
    rules: Sequence[Rule]
    copies: tuple[str, ...] = ()
    keep: str | tuple[str, ...] = "first"

    def order(self, held: Held, words: int) -> object:
        """Sorts texts by which of them is kept."""
        date = self.store.labels(held.path)[2] if self.keep == "newest" else ""
        return keep_order(self.keep, self.store.stored(held.path), words, date)

    def peers(self) -> Peers:
        """Versions, translations and updates only."""
        return Peers(self.store, self.copies)

    def peers_and_copies(self, *, always: bool = False) -> Peers:
        """Versions, translations, updates, and articles that other rules tell of as copies of one another.

        Args:
            always: Take articles for copies as those rules do by default where they do not run.
        """
        same = next((rule for rule in self.rules if rule.kind == "duplicate-article"), None)
        near = next((rule for rule in self.rules if rule.kind == "near-duplicate-article"), None)
        if same is None and near is None and not always:
            return self.peers()
        same_words = same.options["min-words"] if same is not None else ARTICLE_WORDS.default if always else None
        near_words = near.options["min-words"] if near is not None else ARTICLE_WORDS.default if always else None
        threshold = near.options["threshold"] if near is not None else JACCARD

        def alike(texts: Texts, whole: int) -> Iterable[int]:
            strength = texts.strength(whole)
            if same_words is not None and strength >= same_words:
                yield whole
            if near_words is not None and strength >= near_words:
                for other in texts.near(whole):
                    if texts.strength(other.text) >= near_words:
                        yield other.text

        articles = self.store.articles(threshold if near_words is not None else ALONE)
        return Peers(self.store, self.copies, articles, alike)


def is_series(across: Across, shared: Shared) -> bool:
    """Whether the titles of an article and of the one most like it, or most of those like it, are those of a series.

    They differ in dates, versions and numbers only: reports and notes of one series are written to one pattern.
    """
    facts = across.store.facts(shared.held.path)
    if facts.in_series_with(across.store.facts(shared.closest.held.path)):
        return True
    inside = sum(facts.in_series_with(across.store.facts(copy.held.path)) for copy in shared.copies)
    return 2 * inside >= len(shared.copies)


def whole_hit(across: Across, shared: Shared, texts: Texts, arguments: tuple[str, ...], key: str) -> Hit:
    """A hit about an article as a whole, with the others as related places."""
    place = across.store.facts(shared.held.path).place
    return Hit(
        place[0],
        place[1],
        arguments=arguments,
        related=tuple(related(copy, across.store.facts(copy.held.path).place) for copy in shared.copies),
        related_total=shared.total,
        cluster=cluster_name(texts.words(shared.kept)),
        key=key,
    )


def related(copy: Copy, span: Span) -> Place:
    """The place of a copy, as the other end of a finding."""
    similarity, message = (copy.containment, "contained") if copy.containment else (copy.jaccard, "")
    return Place(copy.held.path, *span, similarity=round(similarity, 4), message=message)


def where(path: str, line: int | None, total: int) -> str:
    """The closest copy and how many more there are, in words; of articles as wholes where no line is given."""
    place, noun = (path, "article") if line is None else (f"{path}, line {line}", "place")
    return f"{place} and {total - 1} other {noun}{'s' if total > 2 else ''}" if total > 1 else place
