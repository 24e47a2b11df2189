"""The distinct texts of a project, where each stands, which are alike: from memory, disk (`index_texts`) or Redis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from copydesk.duplicates.lawful import path_names
from copydesk.duplicates.lines import Line
from copydesk.duplicates.quoted import runs
from copydesk.duplicates.units import ArticleFacts, Fact, strength
from copydesk.typed import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from typing import Any

ALONE = 2.0
"""A containment that no pair reaches: it is not looked for."""


class Held(NamedTuple):
    """A place of a text.

    Attributes:
        path: The article.
        number: Which of its passages.
        kind: The kind of passage, `title` or `article`.
    """

    path: str
    number: int
    kind: str


class Near(NamedTuple):
    """A text that is like another one.

    Attributes:
        text: Its number.
        jaccard: Exact Jaccard similarity of the word pairs.
        containment: Exact share of the shorter one's word triples that the other holds; 0 where it was not needed.
    """

    text: int
    jaccard: float
    containment: float


class Texts(Protocol):
    """Distinct texts of one kind, each with a number of its own that means nothing else."""

    def of(self, path: str) -> Sequence[int]:
        """The texts of an article, one for each passage, in order."""

    def places(self, text: int) -> Sequence[Held]:
        """Where a text stands, by path and number."""

    def near(self, text: int) -> Sequence[Near]:
        """The texts that are like one, verified."""

    def several(self, text: int) -> bool:
        """Whether a text may stand in two places, or have one that is like it."""

    def words(self, text: int) -> list[str]:
        """The folded words of a text."""

    def size(self, text: int) -> int:
        """How many words a text has."""

    def strength(self, text: int) -> int:
        """How many words a text counts for (`units.strength`)."""


Labels = tuple[frozenset[str], frozenset[str], str]
"""Names of an article, names of others that it refers to, and its date."""


def labels_of(path: str, names: Iterable[str], refers: Iterable[str], date: str) -> Labels:
    """The labels of an article at a path, of what its front matter says."""
    known = frozenset(path_names(path).union(names))
    return known, frozenset(refers) - known, date


class Store(Protocol):
    """All that is known of the articles of a project."""

    def facts(self, path: str) -> ArticleFacts:
        """The facts of one article."""

    def stored(self, path: str) -> str:
        """The path of an article from the root of the project, of the one it is reported under."""

    def labels(self, path: str) -> Labels:
        """Names, references and date of an article."""

    def passages(self, jaccard: float, containment: float) -> Texts:
        """The passages of all articles, alike by either threshold."""

    def titles(self, jaccard: float) -> Texts:
        """The titles of all articles."""

    def articles(self, jaccard: float) -> Texts:
        """The articles as wholes."""

    def quotations(self, path: str) -> Sequence[Fact]:
        """The longer quotations of an article; none if it is not known."""

    def quoting(self, run: int) -> Sequence[str]:
        """The articles that may hold a run of words (`quoted.runs`) in a quotation, by path from the root.

        One that alone holds it need not be among them.
        """

    def lines(self, path: str) -> Sequence[Line]:
        """The lines of an article of the run; none of what is no article."""

    def line_holders(self, line: int) -> Sequence[str]:
        """Paths of the articles that a line or a way to write a term leads to (`ArticleFacts.recurring`), in order."""

    def terms(self, path: str) -> Sequence[Fact]:
        """The terms of an article of the run; none of what is no article."""


class MemoryStore:
    """A store of articles whose facts are all at hand."""

    def __init__(self, facts: Mapping[str, ArticleFacts], stored: Callable[[str], str] = str) -> None:
        self._facts = facts
        self._stored = stored
        self._made: dict[Any, MemoryTexts] = {}
        self._runs: QuotedRuns | None = None
        self._lines: dict[int, list[str]] | None = None

    def facts(self, path: str) -> ArticleFacts:
        return self._facts[path]

    def lines(self, path: str) -> Sequence[Line]:
        facts = self._facts.get(path)
        return facts.lines if facts is not None else ()

    def terms(self, path: str) -> Sequence[Fact]:
        facts = self._facts.get(path)
        return facts.terms if facts is not None else ()

    def line_holders(self, line: int) -> Sequence[str]:
        if self._lines is None:
            self._lines = {}
            for path in sorted(self._facts):
                for held in self._facts[path].recurring():
                    self._lines.setdefault(held, []).append(path)
        return self._lines.get(line, ())

    def labels(self, path: str) -> Labels:
        facts = self._facts[path]
        return labels_of(self._stored(path), facts.names, facts.refers, facts.date)

    def stored(self, path: str) -> str:
        return self._stored(path)

    def passages(self, jaccard: float, containment: float) -> MemoryTexts:
        return self._texts("passages", _passages, jaccard, containment)

    def titles(self, jaccard: float) -> MemoryTexts:
        return self._texts("titles", _titles, jaccard, ALONE)

    def articles(self, jaccard: float) -> MemoryTexts:
        return self._texts("articles", _articles, jaccard, ALONE)

    def quotations(self, path: str) -> Sequence[Fact]:
        facts = self._facts.get(path)
        return facts.quotations if facts is not None else ()

    def quoting(self, run: int) -> Sequence[str]:
        if self._runs is None:
            self._runs = QuotedRuns(self._facts, self._stored, 2)
        return self._runs.quoting(run)

    def _texts(
        self,
        name: str,
        texts_of: Callable[[str, ArticleFacts], Iterator[tuple[Held, str]]],
        jaccard: float,
        containment: float,
    ) -> MemoryTexts:
        key = name, jaccard, containment
        if key not in self._made:
            same = next((made for (other, *_), made in self._made.items() if other == name), None)
            distinct = same.distinct if same is not None else _Distinct(self._facts, texts_of)
            self._made[key] = MemoryTexts(distinct, jaccard, containment)
        return self._made[key]


def _passages(path: str, facts: ArticleFacts) -> Iterator[tuple[Held, str]]:
    for number, fact in enumerate(facts.passages):
        yield Held(path, number, fact[6]), fact[7]


def _titles(path: str, facts: ArticleFacts) -> Iterator[tuple[Held, str]]:
    if facts.title:
        yield Held(path, 0, "title"), facts.title


def _articles(path: str, facts: ArticleFacts) -> Iterator[tuple[Held, str]]:
    if facts.passages:
        yield Held(path, 0, "article"), facts.whole()


class QuotedRuns:
    """Which articles hold which runs of words in quotations."""

    def __init__(self, facts: Mapping[str, ArticleFacts], stored: Callable[[str], str], least: int) -> None:
        """Take all articles, by path as reported, and keep what so many of them hold: most runs stand in one only."""
        paths = sorted(facts, key=stored)
        found = {
            run << 32 | number
            for number, path in enumerate(paths)
            for fact in facts[path].quotations
            for run in runs(fact[7])
        }
        from array import array

        held = array("Q", sorted(found))
        del found
        self._quoting: dict[int, list[str]] = {}
        for run, numbers in groupby(held, key=lambda one: one >> 32):
            mine = [paths[number & 0xFFFFFFFF] for number in numbers]
            if len(mine) >= least:
                self._quoting[run] = mine

    def quoting(self, run: int) -> Sequence[str]:
        """The articles that hold a run, by path from the root."""
        return self._quoting.get(run, ())


class _Distinct:
    """Texts numbered in the order of their first places."""

    def __init__(
        self,
        facts: Mapping[str, ArticleFacts],
        texts_of: Callable[[str, ArticleFacts], Iterator[tuple[Held, str]]],
    ) -> None:
        self.texts: list[str] = []
        self.places: list[list[Held]] = []
        self.of: dict[str, list[int]] = {}
        numbers: dict[str, int] = {}
        for path in sorted(facts):
            mine = self.of[path] = []
            for held, text in texts_of(path, facts[path]):
                number = numbers.setdefault(text, len(numbers))
                if number == len(self.texts):
                    self.texts.append(text)
                    self.places.append([])
                self.places[number].append(held)
                mine.append(number)


class MemoryTexts:
    """Texts in memory, their pairs found all at once."""

    def __init__(self, distinct: _Distinct, jaccard: float, containment: float) -> None:
        from copydesk.duplicates.joined_texts import JoinedTexts
        from copydesk.duplicates.project_pairs import project_pairs

        self.distinct = distinct
        self._near: dict[int, list[Near]] = {}
        looked_for = jaccard < ALONE or containment < ALONE
        pairs = project_pairs(JoinedTexts(distinct.texts), jaccard, containment) if looked_for else []
        for later, earlier, alike, held in pairs:
            self._near.setdefault(later, []).append(Near(earlier, alike, held))
            self._near.setdefault(earlier, []).append(Near(later, alike, held))

    def of(self, path: str) -> Sequence[int]:
        return self.distinct.of.get(path, ())

    def places(self, text: int) -> Sequence[Held]:
        return self.distinct.places[text]

    def near(self, text: int) -> Sequence[Near]:
        return self._near.get(text, ())

    def several(self, text: int) -> bool:
        return len(self.distinct.places[text]) > 1 or text in self._near

    def words(self, text: int) -> list[str]:
        return self.distinct.texts[text].split(" ")

    def size(self, text: int) -> int:
        return self.distinct.texts[text].count(" ") + 1

    def strength(self, text: int) -> int:
        return strength(self.words(text))
