"""Passages that stand in several articles: all copies of each, whichever article asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from copydesk.duplicates.candidates import MANY
from copydesk.duplicates.clusters import completed, kept_texts
from copydesk.duplicates.pairs import Pair
from copydesk.duplicates.project_pairs import project_pairs

Fact = tuple[int, int, int, int, int, int, str, str]
"""Start, end, line, column, end line, end column, kind and normalised text of one passage."""


class Copy(NamedTuple):
    """Another place of a passage.

    Attributes:
        path: Its article.
        fact: The passage there.
        jaccard: Exact Jaccard similarity of the word pairs; 1 for the same words.
        containment: Exact share of the shorter one's word triples that the other holds; 0 where it was not needed.
    """

    path: str
    fact: Fact
    jaccard: float
    containment: float


class Shared(NamedTuple):
    """A passage that stands in other articles too.

    Attributes:
        path: Its article.
        fact: The passage.
        closest: The copy most like it, the first by path of those.
        copies: The kept one first, if it is elsewhere, then by path and place.
        total: Number of all copies in other articles.
        articles: Number of articles it stands in, its own included.
        kept: Normalised text of the one kept.
    """

    path: str
    fact: Fact
    closest: Copy
    copies: tuple[Copy, ...]
    total: int
    articles: int
    kept: str


def shared_passages(
    facts: Mapping[str, Sequence[Fact]], focus: Collection[str], jaccard: float, containment: float, most: int
) -> Iterator[Shared]:
    """Every passage of the focus that has a copy in another article, by path and place.

    Args:
        facts: The passages of each article by its path.
        focus: Paths of the articles to report on.
        jaccard: Least Jaccard similarity on word pairs.
        containment: Least share of the shorter passage's word triples.
        most: Most copies to name for one passage.
    """
    places: dict[str, list[tuple[str, Fact]]] = {}
    for path in sorted(facts):
        for fact in facts[path]:
            places.setdefault(fact[7], []).append((path, fact))
    texts = list(places)
    words = _Split(texts) if len(texts) >= MANY else [text.split(" ") for text in texts]
    pairs = completed(words, project_pairs(words, jaccard, containment), jaccard)
    groups = _Groups(texts, places, pairs, kept_texts(len(texts), pairs, jaccard))
    numbers = {text: number for number, text in enumerate(texts) if groups.several(number)}
    for path in sorted(focus):
        known: dict[int, tuple[Copy, tuple[Copy, ...], int, int] | None] = {}
        for fact in facts.get(path, ()):
            number = numbers.get(fact[7])
            if number is None:
                continue
            if number not in known:
                known[number] = groups.elsewhere(path, number, most)
            copies = known[number]
            if copies is not None:
                yield Shared(path, fact, *copies, groups.kept_text(number))


class _Split(Sequence[list[str]]):
    """The words of texts, split when asked for: those of very many would take several times the memory of the texts."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, number: Any) -> Any:
        return self.texts[number].split(" ")

    def __iter__(self) -> Iterator[list[str]]:
        return (text.split(" ") for text in self.texts)


class _Groups:
    """Texts, their places and their neighbours."""

    def __init__(
        self, texts: list[str], places: dict[str, list[tuple[str, Fact]]], pairs: list[Pair], kept: list[int]
    ) -> None:
        self.texts = texts
        self.places = [places[text] for text in texts]
        self.kept = kept
        self.near: dict[int, dict[int, Pair]] = {}
        for pair in pairs:
            self.near.setdefault(pair.later, {})[pair.earlier] = pair
            self.near.setdefault(pair.earlier, {})[pair.later] = pair
        # Counted by text and by cluster, so that a place among thousands of copies costs no more than one among two.
        self.by_text = [_count_paths(found) for found in self.places]
        self.by_cluster: dict[int, Counter[str]] = {}
        for number, counts in enumerate(self.by_text):
            if number in self.near:
                self.by_cluster.setdefault(kept[number], Counter()).update(counts)
        self.sizes = [len(found) for found in self.places]
        self.cluster_sizes = {number: counts.total() for number, counts in self.by_cluster.items()}

    def several(self, number: int) -> bool:
        """Whether the text can have a copy elsewhere."""
        return self.sizes[number] > 1 or number in self.near

    def kept_text(self, number: int) -> str:
        """The text that is kept for one."""
        return self.texts[self.kept[number]]

    def elsewhere(self, path: str, number: int, most: int) -> tuple[Copy, tuple[Copy, ...], int, int] | None:
        """The copies of a text in other articles than one.

        Returns:
            The closest, the first ones, how many there are in all, and the number of articles with its own.
        """
        near = self.near.get(number, {})
        total = self._total(path, number, near)
        members = sorted([number, *near], key=lambda member: (member != number, *_distance(near.get(member)), member))
        closest = next((copy for member in members for copy in self._copies(path, member, number)), None)
        if closest is None:
            return None
        kept = self.kept[number]
        first = next(self._copies(path, kept, number), None)
        by_path = merge(
            *(self._copies(path, member, number) for member in members), key=lambda copy: (copy.path, copy.fact)
        )
        wanted = most - (first is not None)
        others = [copy for copy in islice(by_path, most + 1) if copy != first][:wanted]
        articles = len(self.by_cluster[kept]) if near else len(self.by_text[number])
        articles = max(articles, 2)  # one that only stands in another text is a cluster by itself
        return closest, ((first,) if first else ()) + tuple(others), total, articles

    def _total(self, path: str, number: int, near: dict[int, Pair]) -> int:
        """Places in other articles of the whole cluster, and of neighbours beyond it."""
        if not near:
            return self.sizes[number] - self.by_text[number].get(path, 0)
        kept = self.kept[number]
        total = self.cluster_sizes[kept] - self.by_cluster[kept].get(path, 0)
        for member in near:
            if self.kept[member] != kept:
                total += self.sizes[member] - self.by_text[member].get(path, 0)
        return total

    def _copies(self, path: str, member: int, number: int) -> Iterator[Copy]:
        """The places of a text in other articles, as seen from a place of text `number`."""
        pair = None if member == number else self.near[number][member]
        measures = (1.0, 0.0) if pair is None else (pair.jaccard, pair.containment)
        for place, fact in self.places[member]:
            if place != path:
                yield Copy(place, fact, *measures)


def _count_paths(places: list[tuple[str, Fact]]) -> Mapping[str, int]:
    if len(places) == 1:
        return {places[0][0]: 1}
    return Counter(path for path, _ in places)


def _distance(pair: Pair | None) -> tuple[float, float]:
    """Sorts near pairs before contained ones, the closest first."""
    if pair is None:
        return (-1.0, 0.0)
    return (0.0, -pair.containment) if pair.containment else (-pair.jaccard, 0.0)
