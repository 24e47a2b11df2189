"""The texts of a project as an index knows them; what is claimed of them is read from the articles again."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from struct import Struct, error
from typing import Any

from copydesk.duplicates.bands import band_keys
from copydesk.duplicates.crowds import CROWD, linked
from copydesk.duplicates.fingerprints import fingerprints, need
from copydesk.duplicates.index import (
    ARTICLE,
    BAND_FAMILY,
    GRAM_FAMILY,
    MOST_STRENGTH,
    PASSAGE,
    QUOTATION,
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
from copydesk.duplicates.units import ArticleFacts, Fact, strength
from copydesk.model import StoreError

Read = Callable[[str, bytes], ArticleFacts]
"""The facts of a file that must have the content of a hash; raises `StaleError` if it has another one."""

_COUNTS = Struct("<II")

Text = tuple[int, int, str]
"""Kind of text, its hash, and its words joined by blanks."""


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
        self._docs: dict[int, tuple[bytes, list[tuple[int, str]], bytes]] = {}
        self._right: set[int] = set()
        self._signed: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}

    def facts(self, path: str) -> ArticleFacts:
        facts = self._facts.get(path)
        if facts is None:
            stored = self.stored(path)
            doc = self.index.doc_of(stored)
            if not doc:
                raise DamagedError("an article is missing")
            facts = self._read(stored, self.doc(doc)[0])
            self._compare(doc, facts)
            self._facts[path] = facts
        return facts

    def units(self, path: str) -> list[tuple[int, str]]:
        """The texts of an article with the kinds of their places."""
        doc = self.index.doc_of(self.stored(path))
        if not doc:
            return []
        facts = self._facts.get(path)
        if facts is not None and doc not in self._right:
            self._compare(doc, facts)
        return self.doc(doc)[1]

    def _compare(self, doc: int, facts: ArticleFacts) -> None:
        """Hold what the index says of an article against it.

        Raises:
            DamagedError: It is not true.
        """
        _, units, labels = self.doc(doc)
        mine = [(kind, text) for kind, text in units_of(facts)]
        if labels != join_labels(facts) or [kind for kind, _ in mine] != [kind for _, kind in units]:
            raise DamagedError("an article is another one")
        for (number, _), (_, (_, value, joined)) in zip(units, mine, strict=True):
            record, words = self.index.record(number), joined.split(" ")
            if record[:3] != (value, len(words), min(strength(words), MOST_STRENGTH)):
                raise DamagedError("a text is another one")
        self._right.add(doc)

    def labels(self, path: str) -> Labels:
        labels = self._labels.get(path)
        if labels is None:
            facts = self._facts.get(path)
            if facts is not None:
                front_matter = facts.names, facts.refers, facts.date
            else:
                doc = self.index.doc_of(self.stored(path))
                front_matter = split_labels(self.doc(doc)[2]) if doc else ((), (), "")
            labels = self._labels[path] = labels_of(self.stored(path), *front_matter)
        return labels

    def passages(self, jaccard: float, containment: float) -> IndexTexts:
        return self._texts(PASSAGE, jaccard, containment)

    def titles(self, jaccard: float) -> IndexTexts:
        return self._texts(TITLE, jaccard, ALONE)

    def articles(self, jaccard: float) -> IndexTexts:
        return self._texts(ARTICLE, jaccard, ALONE)

    def quotations(self, path: str) -> Sequence[Fact]:
        known = path in self._facts or self.index.doc_of(self.stored(path))
        return self.facts(path).quotations if known else ()

    def quoting(self, run: int) -> list[str]:
        docs = set(self.index.posted(posting_key(QUOTATION, GRAM_FAMILY, run)))
        return [self.shown(path) for path in sorted(path for doc in docs for path in self.index.paths_of(doc))]

    def _texts(self, *key: Any) -> IndexTexts:
        if key not in self._made:
            self._made[key] = IndexTexts(self, *key)
        return self._made[key]

    def doc(self, number: int) -> tuple[bytes, list[tuple[int, str]], bytes]:
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
        self._crowds: dict[int, list[tuple[int, int, int]]] = {}
        self._places: dict[int, list[Held]] = {}
        self._words: dict[int, list[str]] = {}

    def of(self, path: str) -> Sequence[int]:
        return [text for text, _ in of_kind(self._store.units(path), self._kind)]

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
            known = self._near.get(other)
            if known is not None:  # a text is a candidate of those that are its own
                yield from (near._replace(text=other) for near in known if near.text == text)
                continue
            if not self.places(other):
                continue
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
        """The texts that one is linked to in the list of a key, some that stand nowhere any more among them."""
        posted = set(self._index.posted(key))
        if len(posted) <= CROWD:  # all are linked, so that their order does not matter
            posted.discard(text)
            return iter(posted)
        members = self._crowds.get(key)
        if members is None:
            members = self._crowds[key] = self._crowd(posted)
        at = bisect_left(members, (mine.words, mine.hash, text))
        return (members[position][2] for position in linked(at, len(members)))

    def _crowd(self, posted: Iterable[int]) -> list[tuple[int, int, int]]:
        """The texts of a long list that stand in the project, by number of words and hash.

        Others do not count, so that the list is the one that a run without an index sees.
        """
        records = ((other, self._index.record(other)) for other in posted if self.places(other))
        return sorted((record.words, record.hash, other) for other, record in records)


def of_kind(units: Sequence[tuple[int, str]], kind: int) -> list[tuple[int, str]]:
    """The texts of one kind among those of an article, with the kinds of their places."""
    if kind == PASSAGE:
        return [unit for unit in units if unit[1] not in ("title", "article")]
    return [unit for unit in units if unit[1] == ("title" if kind == TITLE else "article")]


def units_of(facts: ArticleFacts) -> Iterator[tuple[str, Text]]:
    """The texts of an article with the kinds of their places: title, whole, passages."""
    if facts.title:
        yield "title", (TITLE, text_hash(facts.title), facts.title)
    if facts.passages:
        whole = facts.whole()
        yield "article", (ARTICLE, text_hash(whole), whole)
    for fact in facts.passages:
        yield fact[6], (PASSAGE, text_hash(fact[7]), fact[7])


def join_labels(facts: ArticleFacts) -> bytes:
    """Names, references and date of an article as the index keeps them: each with its length in front."""
    parts = [part.encode("utf-8", "surrogatepass") for part in (facts.date, *facts.names, *facts.refers)]
    return _COUNTS.pack(len(facts.names), len(facts.refers)) + b"".join(
        len(part).to_bytes(4, "little") + part for part in parts
    )


def split_labels(labels: bytes) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The reverse of `join_labels`.

    Raises:
        DamagedError: It is not of that shape.
    """
    try:
        names, refers = _COUNTS.unpack_from(labels)
        parts, at = [], _COUNTS.size
        for _ in range(1 + names + refers):
            start = at + 4
            at = start + int.from_bytes(labels[at:start], "little")
            if at > len(labels):
                raise DamagedError("an article has no labels")
            parts.append(labels[start:at].decode("utf-8", "surrogatepass"))
    except (ValueError, error) as reason:
        raise DamagedError("an article has no labels") from reason
    return tuple(parts[1 : 1 + names]), tuple(parts[1 + names :]), parts[0]
