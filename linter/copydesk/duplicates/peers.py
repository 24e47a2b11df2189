"""Articles that may share text with one another: versions, translations, updates, and whole copies, told as such."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple

from copydesk.duplicates.lawful import twin_key
from copydesk.duplicates.texts import Held, Store, Texts

Alike = Callable[[Texts, int], Iterable[int]]
"""The texts of articles that are so much like one that a rule tells of the two as wholes; itself if it tells of copies."""


class Elsewhere(NamedTuple):
    """Places of a text in other articles than one, lawful ones left out.

    Attributes:
        total: How many there are.
        first: The first of them, by path and number.
    """

    total: int
    first: Sequence[Held]


class Places:
    """Where one text stands, of the kinds that count."""

    __slots__ = ("_apart", "groups", "held", "most", "paths")

    def __init__(self, held: Sequence[Held], most: int) -> None:
        """Take the places of a text, by path and number, of which so many are ever asked for at once."""
        self.held = held
        self.paths = Counter([place.path for place in held])
        self.most = most + (max(self.paths.values()) if held else 0)
        self.groups: dict[Any, set[str]] | None = None
        # What is seen from one article is seen from all that have the same peers, so that thousands of versions or
        # copies of an article cost no more than a few.
        self._apart: dict[Any, tuple[frozenset[str], int, list[Held]]] = {}

    def at(self, path: str, number: int) -> Held | None:
        """The place that is this passage of this article, if it counts."""
        at = bisect_left(self.held, (path, number))
        return self.held[at] if self.held[at : at + 1] and self.held[at][:2] == (path, number) else None

    def elsewhere(self, path: str, peers: Peers) -> Elsewhere:
        """The places in articles that are neither this one nor peers of it, at most `most` of them listed."""
        key = peers.key(path)
        if key not in self._apart:
            apart = peers.among(path, self)
            total = len(self.held) - sum(self.paths[other] for other in apart)
            first = list(islice((place for place in self.held if place.path not in apart), self.most))
            self._apart[key] = apart, total, first
        apart, total, first = self._apart[key]
        if path not in apart:
            total -= self.paths[path]
        return Elsewhere(total, [place for place in first if place.path != path])


class Peers:
    """Which articles are peers of one."""

    def __init__(
        self, store: Store, globs: Sequence[str] = (), articles: Texts | None = None, alike: Alike | None = None
    ) -> None:
        """Start with nothing asked for.

        Args:
            store: All articles.
            globs: The configured patterns of versions and translations (`copydesk.duplicates.lawful`).
            articles: The articles as wholes, where rules tell of copies of them.
            alike: Which of them those rules tell of.
        """
        self._store = store
        self._globs = tuple(globs)
        self._articles = articles
        self._alike = alike
        self._twins: dict[str, str | None] = {}
        self._wholes: dict[str, int | None] = {}
        self._like: dict[int, frozenset[int]] = {}

    def key(self, path: str) -> tuple[Any, ...]:
        """What the peers of an article depend on."""
        names, refers, _ = self._store.labels(path)
        return self._twin(path), self._whole(path), names, refers

    def among(self, path: str, places: Places) -> frozenset[str]:
        """The articles among those of some places that are peers of one; all that share its key have the same."""
        groups = places.groups
        if groups is None:
            groups = places.groups = self._groups(places.paths)
        twin, whole, names, refers = self.key(path)
        keys: list[Any] = [("twin", twin)] if twin is not None else []
        if whole is not None:
            if whole not in self._like:
                assert self._articles is not None
                assert self._alike is not None
                self._like[whole] = frozenset(self._alike(self._articles, whole))
            keys += [("whole", other) for other in self._like[whole]]
        keys += [("refers", name) for name in names]
        keys += [("name", name) for name in refers]
        found = [groups[key] for key in keys if key in groups]
        return frozenset().union(*found)

    def _groups(self, paths: Iterable[str]) -> dict[Any, set[str]]:
        groups: dict[Any, set[str]] = {}
        for path in paths:
            twin, whole, names, refers = self.key(path)
            keys: list[Any] = [("twin", twin), ("whole", whole)]
            keys += [("name", name) for name in names]
            keys += [("refers", name) for name in refers]
            for key in keys:
                if key[1] is not None:
                    groups.setdefault(key, set()).add(path)
        return groups

    def _twin(self, path: str) -> str | None:
        if path not in self._twins:
            self._twins[path] = twin_key(path, self._globs)
        return self._twins[path]

    def _whole(self, path: str) -> int | None:
        """The text of an article as a whole; None where no rule tells of copies of it."""
        if self._articles is None:
            return None
        if path not in self._wholes:
            self._wholes[path] = next(iter(self._articles.of(path)), None)
        return self._wholes[path]
