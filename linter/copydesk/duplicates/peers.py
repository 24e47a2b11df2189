"""Articles that may share text with one another: versions, translations, updates, and whole copies, told as such."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from copydesk.duplicates.lawful import is_template, twin_key
from copydesk.duplicates.texts import Held, Store, Texts
from copydesk.typed import NamedTuple

Alike = Callable[[Texts, int], Iterable[int]]
"""The texts of articles that are so much like one that a rule tells of the two as wholes; itself if it tells of copies."""


Key = tuple[str, str | int | None]
"""What a group of articles has in common: `twin`, `whole`, `name` or `refers`, and which; or `template`: they are none."""

_TEMPLATE: Key = ("template", None)

_NOBODY: frozenset[str] = frozenset()


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
        self.groups: dict[Key, set[str]] | None = None
        self._apart: dict[tuple[Key, ...], tuple[frozenset[str], int, list[Held]]] = {}

    def at(self, path: str, number: int) -> Held | None:
        """The place that is this passage of this article, if it counts."""
        at = bisect_left(self.held, (path, number))
        return self.held[at] if self.held[at : at + 1] and self.held[at][:2] == (path, number) else None

    def elsewhere(self, path: str, peers: Peers) -> Elsewhere:
        """The places in articles that are neither this one nor peers of it, at most `most` of them listed."""
        if self.groups is None:
            self.groups = peers.groups(self.paths)
        # What is seen from one article is seen from all that have the same peers, so that thousands of versions or
        # copies of an article cost no more than a few.
        keys = tuple(key for key in peers.keys(path) if self.groups.get(key, _NOBODY) - {path})
        if keys not in self._apart:
            apart = frozenset().union(*(self.groups[key] for key in keys))
            total = len(self.held) - sum(self.paths[other] for other in apart)
            first = list(islice((place for place in self.held if place.path not in apart), self.most))
            self._apart[keys] = apart, total, first
        apart, total, first = self._apart[keys]
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
        self._twins: dict[str, str] = {}
        self._templates: dict[str, bool] = {}
        self._wholes: dict[str, int | None] = {}
        self._like: dict[int, frozenset[int]] = {}
        self._groups_of: dict[str, frozenset[Key]] = {}

    def keys(self, path: str) -> list[Key]:
        """The groups whose members are peers of an article."""
        names, refers, _ = self._store.labels(path)
        keys: list[Key] = [_TEMPLATE, ("twin", self._twin(path))]
        whole = self._whole(path)
        if whole is not None:
            if whole not in self._like:
                assert self._articles is not None
                assert self._alike is not None
                self._like[whole] = frozenset(self._alike(self._articles, whole))
            keys += [("whole", other) for other in sorted(self._like[whole])]
        keys += [("refers", name) for name in sorted(names)]
        keys += [("name", name) for name in sorted(refers)]
        return keys

    def is_template(self, path: str) -> bool:
        """Whether a file is no article (`copydesk.duplicates.lawful.is_template`); all articles are peers of it."""
        if path not in self._templates:
            self._templates[path] = is_template(self._store.stored(path))
        return self._templates[path]

    def are(self, path: str, other: str) -> bool:
        """Whether two articles are peers of one another."""
        if other not in self._groups_of:
            self._groups_of[other] = frozenset(self.groups([other]))
        return not self._groups_of[other].isdisjoint(self.keys(path))

    def groups(self, paths: Iterable[str]) -> dict[Key, set[str]]:
        """Some articles by what they are, are called and refer to."""
        groups: dict[Key, set[str]] = {}
        for path in paths:
            names, refers, _ = self._store.labels(path)
            keys: list[Key] = [("twin", self._twin(path)), ("whole", self._whole(path))]
            keys += [("name", name) for name in names]
            keys += [("refers", name) for name in refers]
            if self.is_template(path):
                keys.append(_TEMPLATE)
            for key in keys:
                groups.setdefault(key, set()).add(path)
        return groups

    def _twin(self, path: str) -> str:
        if path not in self._twins:
            self._twins[path] = twin_key(self._store.stored(path), self._globs)
        return self._twins[path]

    def _whole(self, path: str) -> int | None:
        """The text of an article as a whole; None where no rule tells of copies of it."""
        if self._articles is None:
            return None
        if path not in self._wholes:
            self._wholes[path] = next(iter(self._articles.of(path)), None)
        return self._wholes[path]
