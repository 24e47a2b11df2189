"""The articles of a run and those of all others that share an index, as a store.

The articles of the run are at hand and speak for themselves; the index is asked for the rest, many questions at a time.
Candidates are found by the rule of `copydesk.duplicates.project_pairs` and compared exactly. What differs:

- A bucket goes by the three values of a band, not by 32 bits made from them.
- In a list of more than 32 all texts that the index knows have their place, also those of articles that are passed
  over, so that of a crowd other members may be compared.

An article of the run's own origin whose file is not there any more is passed over; one whose file has changed is noted,
for it has to be put in again first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from copydesk.duplicates.lines import Line
from copydesk.duplicates.redis_index import RedisIndex
from copydesk.duplicates.redis_records import (
    ARTICLE,
    PASSAGE,
    TITLE,
    ArticleRecord,
    ChangedError,
    article_name,
    article_place,
)
from copydesk.duplicates.redis_texts import Kind, Known, RedisTexts
from copydesk.duplicates.texts import ALONE, Labels, QuotedRuns, labels_of
from copydesk.duplicates.units import ArticleFacts, Fact
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any


class Tree(NamedTuple):
    """The run's own articles.

    Attributes:
        origin: What they are known by.
        shown: Path as reported, of one in the index.
        stored: The reverse.
        same: Whether the file at a path in the index has a stamp; None if what the index has there is passed over.
    """

    origin: str
    shown: Callable[[str], str]
    stored: Callable[[str], str]
    same: Callable[[str, bytes], bool | None]


class RedisStore:
    """A store of the articles in a shared index.

    Attributes:
        index: The index.
        known: Facts of the articles of the run, by path as reported.
        apart: Those of them that are not in the index.
        changed: Files of the run's own origin that have changed since they were put in; if there are any, what this
            store told is of no use.
    """

    def __init__(
        self, index: RedisIndex, tree: Tree, known: Mapping[str, ArticleFacts], apart: Collection[str] = ()
    ) -> None:
        """Look into an index.

        Args:
            index: It, with the articles of the run in it.
            tree: The run's own articles.
            known: Facts of the articles of the run, by path as reported.
            apart: Those of them that are not in the index.
        """
        self.index = index
        self.known = known
        self.apart = apart
        self.changed: list[str] = []
        self._tree = tree
        self._focus = {article_name(tree.origin, tree.stored(path)) for path in known}
        self._articles: dict[bytes, Known | None] = {}
        self._by_path: dict[str, Known] = {}
        self._facts: dict[str, ArticleFacts] = dict(known)
        self._kinds: dict[bytes, Kind] = {}
        self._made: dict[Any, RedisTexts] = {}
        self._runs: QuotedRuns | None = None
        self._lines: dict[int, list[str]] | None = None

    def facts(self, path: str) -> ArticleFacts:
        facts = self._facts.get(path)
        if facts is None:
            record = self._by_path[path].record
            names = [(PASSAGE, name) for name in record.passages] + ([(TITLE, record.title)] if record.title else [])
            found = [text.text for text in self.index.texts(names) if text is not None]
            if len(found) != len(names):
                raise ChangedError(path)
            passages = [(*fact[:7], text) for fact, text in zip(record.facts.passages, found, strict=False)]
            title = found[-1] if record.title else ""
            facts = self._facts[path] = record.facts._replace(title=title, passages=passages)
        return facts

    def labels(self, path: str) -> Labels:
        if path in self.known:
            bare, facts = self._tree.stored(path), self.known[path]
        else:
            _, bare, (_, facts, *_) = self._by_path[path]
        return labels_of(bare, facts.names, facts.refers, facts.date)

    def stored(self, path: str) -> str:
        if path in self.known:
            return self._tree.stored(path)
        bare = self._by_path[path].bare
        # The same path of another origin is another article, no version of this one.
        return bare if path == self._tree.shown(bare) else path

    def passages(self, jaccard: float, containment: float) -> RedisTexts:
        return self._texts(PASSAGE, jaccard, containment)

    def titles(self, jaccard: float) -> RedisTexts:
        return self._texts(TITLE, jaccard, ALONE)

    def articles(self, jaccard: float) -> RedisTexts:
        return self._texts(ARTICLE, jaccard, ALONE)

    def quotations(self, path: str) -> Sequence[Fact]:
        return self.facts(path).quotations if path in self._facts or path in self._by_path else ()

    def quoting(self, run: int) -> list[str]:
        if self._runs is None:
            self._runs = QuotedRuns(self.known, self.stored, 1)
        others = self.others(self.index.quoting(run))
        return sorted([*self._runs.quoting(run), *(known.path for known in others.values())], key=self.stored)

    def lines(self, path: str) -> Sequence[Line]:
        facts = self.known.get(path)
        return facts.lines if facts is not None else ()

    def terms(self, path: str) -> Sequence[Fact]:
        facts = self.known.get(path)
        return facts.terms if facts is not None else ()

    def line_holders(self, line: int) -> Sequence[str]:
        others = [known.path for known in self.others(self.index.line_holders(line)).values()]
        if self._lines is None:
            self._lines = {}
            for path, facts in self.known.items():
                for one in facts.recurring():
                    self._lines.setdefault(one, []).append(path)
        return sorted(others + self._lines.get(line, []))

    def _texts(self, kind: bytes, jaccard: float, containment: float) -> RedisTexts:
        key = kind, jaccard, containment
        if key not in self._made:
            if kind not in self._kinds:
                self._kinds[kind] = Kind(self, kind)
            self._made[key] = RedisTexts(self._kinds[kind], jaccard, containment)
        return self._made[key]

    def record(self, path: str) -> ArticleRecord:
        """The record of an article that is not of the run."""
        return self._by_path[path].record

    def others(self, names: Collection[bytes]) -> dict[bytes, Known]:
        """The articles of some names that count and are not of the run."""
        new = sorted({name for name in names if name not in self._articles and name not in self._focus})
        for name, record in zip(new, self.index.articles(new), strict=True):
            known = self._articles[name] = self._known(name, record) if record is not None else None
            if known is not None:
                self._by_path[known.path] = known
        return {name: known for name in names if (known := self._articles.get(name)) is not None}

    def _known(self, name: bytes, record: ArticleRecord) -> Known | None:
        origin, path = article_place(name)
        shown = f"{origin}:{path}"
        if origin == self._tree.origin:
            same = self._tree.same(path, record.stamp)
            if not same:
                self.changed += [path] if same is not None else []
                return None
            shown = self._tree.shown(path)
        while shown in self.known or shown in self._by_path:  # a file that is called so, or another origin and path
            shown = f":{shown}"
        return Known(shown, path, record)
