"""The texts of a project as an index knows them; what is claimed of them is read from the articles again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from copydesk.duplicates.bands import band_keys
from copydesk.duplicates.crowds import CROWD, linked
from copydesk.duplicates.fingerprints import fingerprints, need
from copydesk.duplicates.index import (
    ARTICLE,
    BAND_FAMILY,
    GRAM_FAMILY,
    PASSAGE,
    TITLE,
    DamagedError,
    Index,
    Record,
    posting_key,
)
from copydesk.duplicates.pairs import alike
from copydesk.duplicates.signatures import WordHashes, sign
from copydesk.duplicates.sketches import LEAST_AGREEING, agreeing
from copydesk.duplicates.text_hash import text_hash
from copydesk.duplicates.texts import ALONE, Held, Labels, Near, labels_of
from copydesk.duplicates.units import ArticleFacts
from copydesk.model import StoreError

Read = Callable[[str, bytes], ArticleFacts]
"""The facts of a file that must have the content of a hash; raises `StaleError` if it has another one."""

LABELS = "\x1f", "\x1e"
"""Between the labels of an article, and between the names in one."""


class StaleError(StoreError):
    """A file is not any more what the index knows of it; its path is the first argument."""


class IndexStore:
    """A store of the articles in an index."""

    def __init__(
        self,
        index: Index,
        read: Read,
        known: Mapping[str, ArticleFacts],
        shown: Callable[[str], str],
        stored: Callable[[str], str],
    ) -> None:
        """Look into an index.

        Args:
            index: It, up to date.
            read: Reads articles of the project again, by the path in the index.
            known: Facts of the articles at hand, by path as reported.
            shown: Path as reported of a path in the index.
            stored: The reverse.
        """
        self.index = index
        self.shown = shown
        self.stored = stored
        self._read = read
        self._facts = dict(known)
        self._labels: dict[str, Labels] = {}
        self._made: dict[Any, IndexTexts] = {}
        self._docs: dict[int, tuple[bytes, list[tuple[int, str]], str]] = {}
        self._signed: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}

    def facts(self, path: str) -> ArticleFacts:
        facts = self._facts.get(path)
        if facts is None:
            stored = self.stored(path)
            doc = self.index.doc_of(stored)
            if not doc:
                raise DamagedError("an article is missing")
            facts = self._facts[path] = self._read(stored, self.doc(doc)[0])
        return facts

    def labels(self, path: str) -> Labels:
        labels = self._labels.get(path)
        if labels is None:
            facts = self._facts.get(path)
            if facts is not None:
                front_matter = facts.names, facts.refers, facts.date
            else:
                doc = self.index.doc_of(self.stored(path))
                front_matter = split_labels(self.doc(doc)[2]) if doc else ((), (), "")
            labels = self._labels[path] = labels_of(path, *front_matter)
        return labels

    def passages(self, jaccard: float, containment: float) -> IndexTexts:
        return self._texts(PASSAGE, jaccard, containment)

    def titles(self, jaccard: float) -> IndexTexts:
        return self._texts(TITLE, jaccard, ALONE)

    def articles(self, jaccard: float) -> IndexTexts:
        return self._texts(ARTICLE, jaccard, ALONE)

    def _texts(self, *key: Any) -> IndexTexts:
        if key not in self._made:
            self._made[key] = IndexTexts(self, *key)
        return self._made[key]

    def doc(self, number: int) -> tuple[bytes, list[tuple[int, str]], str]:
        """As `Index.doc`, kept."""
        doc = self._docs.get(number)
        if doc is None:
            doc = self._docs[number] = self.index.doc(number)
        return doc

    def places(self, text: int, kind: int) -> list[Held]:
        """Where a text stands, by path and number."""
        found = []
        for doc in self.index.docs_of(text):
            paths = self.index.paths_of(doc)
            if paths:
                texts = of_kind(self.doc(doc)[1], kind)
                here = [(number, name) for number, (other, name) in enumerate(texts) if other == text]
                found += [Held(self.shown(path), number, name) for path in paths for number, name in here]
        return sorted(found)

    def signed(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        """Band keys and fingerprints of a text, computed once."""
        key = tuple(words)
        if key not in self._signed:
            hashes = WordHashes()
            signature = sign(words, hashes)
            self._signed[key] = list(band_keys(signature)), fingerprints([hashes[word] for word in words])
        return self._signed[key]


class IndexTexts:
    """The texts of one kind; their numbers are those of the index."""

    def __init__(self, store: IndexStore, kind: int, jaccard: float, containment: float) -> None:
        self._store = store
        self._index = store.index
        self._kind = kind
        self._jaccard = jaccard
        self._containment = containment
        self._near: dict[int, list[Near]] = {}
        self._places: dict[int, list[Held]] = {}
        self._words: dict[int, list[str]] = {}

    def of(self, path: str) -> Sequence[int]:
        doc = self._index.doc_of(self._store.stored(path))
        return [text for text, _ in of_kind(self._store.doc(doc)[1], self._kind)] if doc else []

    def places(self, text: int) -> list[Held]:
        places = self._places.get(text)
        if places is None:
            places = self._places[text] = self._store.places(text, self._kind)
        return places

    def near(self, text: int) -> list[Near]:
        near = self._near.get(text)
        if near is None:
            near = self._near[text] = list(self._verified(text)) if self._looked_for() else []
        return near

    def _looked_for(self) -> bool:
        return self._jaccard < ALONE or self._containment < ALONE

    def several(self, text: int) -> bool:
        return len(self.places(text)) > 1 or bool(self.near(text))

    def words(self, text: int) -> list[str]:
        words = self._words.get(text)
        if words is None:
            words = self._words[text] = self._words_at(text, self.places(text)[0])
        return words

    def _words_at(self, text: int, held: Held) -> list[str]:
        """The words of a text, from a place of it.

        Raises:
            DamagedError: Another text stands there.
        """
        facts = self._store.facts(held.path)
        if self._kind == PASSAGE:
            joined = facts.passages[held.number][7] if held.number < len(facts.passages) else ""
        else:
            joined = facts.title if self._kind == TITLE else facts.whole()
        if text_hash(joined) != self._index.record(text).hash:
            raise DamagedError("a text is another one")
        return joined.split(" ")

    def size(self, text: int) -> int:
        return self._index.record(text).words

    def strength(self, text: int) -> int:
        return self._index.record(text).strength

    def _verified(self, text: int) -> Iterator[Near]:
        """The texts that reach a threshold by exact measure."""
        words = self.words(text)
        for other in sorted(self._candidates(text, words)):
            if self.places(other):
                measures = alike(words, self.words(other), self._jaccard, self._containment)
                if measures is not None:
                    yield Near(other, *measures)

    def _candidates(self, text: int, words: Sequence[str]) -> set[int]:
        """The texts that are linked to one, as `copydesk.duplicates.project_pairs` says."""
        keys, marks = self._store.signed(words)
        index = self._index
        mine = index.record(text)
        banded: set[int] = set()
        for band, key in enumerate(keys):
            banded.update(self._linked(text, mine, posting_key(self._kind, BAND_FAMILY + band, key)))
        found = {other for other in banded if agreeing(index.record(other).sketch, mine.sketch) >= LEAST_AGREEING}
        if self._containment <= 1:
            shared: Counter[int] = Counter()
            for mark in marks:
                shared.update(self._linked(text, mine, posting_key(self._kind, GRAM_FAMILY, mark)))
            for other, count in shared.items():
                if count >= need(min(mine.fingerprints, index.record(other).fingerprints)):
                    found.add(other)
        return found

    def _linked(self, text: int, mine: Record, key: int) -> Iterator[int]:
        """The texts that one is linked to in the list of a key."""
        members = set(self._index.posted(key))
        if len(members) <= CROWD:
            return (other for other in members if other != text)
        # Only texts that stand in the project count, so that the list is the one that a run without an index sees.
        members = {member for member in members if self.places(member)}
        members.discard(text)
        records = {member: self._index.record(member) for member in members}
        order = sorted(members, key=lambda member: (records[member].words, records[member].hash))
        before = sum((records[member].words, records[member].hash) < (mine.words, mine.hash) for member in order)
        order.insert(before, text)
        return (order[position] for position in linked(before, len(order)))


def of_kind(units: Sequence[tuple[int, str]], kind: int) -> list[tuple[int, str]]:
    """The texts of one kind among those of an article, with the kinds of their places."""
    if kind == PASSAGE:
        return [unit for unit in units if unit[1] not in ("title", "article")]
    return [unit for unit in units if unit[1] == ("title" if kind == TITLE else "article")]


def join_labels(facts: ArticleFacts) -> str:
    """Names, references and date of an article as the index keeps them."""
    between, within = LABELS
    return between.join((within.join(facts.names), within.join(facts.refers), facts.date))


def split_labels(labels: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The reverse of `join_labels`.

    Raises:
        DamagedError: It is not of that shape.
    """
    between, within = LABELS
    parts = labels.split(between)
    if len(parts) != 3:
        raise DamagedError("an article has no labels")
    names, refers, date = parts
    return tuple(names.split(within)) if names else (), tuple(refers.split(within)) if refers else (), date
