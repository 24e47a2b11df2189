"""The texts of a project as an index knows them; what is claimed of them is read from the articles again."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from copydesk.duplicates.crowds import CROWD
from copydesk.duplicates.fingerprints import need
from copydesk.duplicates.index import ARTICLE, BAND_FAMILY, GRAM_FAMILY, PASSAGE, QUOTATION, TITLE, Index, posting_key
from copydesk.duplicates.index_crowds import Crowd
from copydesk.duplicates.index_rows import Record, record_of
from copydesk.duplicates.index_units import (
    Files,
    Text,
    find_plain,
    join_labels,
    of_kind,
    quoted_keys,
    split_labels,
    units_of,
)
from copydesk.duplicates.lines import Line
from copydesk.duplicates.pairs import alike
from copydesk.duplicates.postings import DamagedError
from copydesk.duplicates.signer import Signer
from copydesk.duplicates.sketches import agreeing, least_agreeing
from copydesk.duplicates.text_hash import text_hash
from copydesk.duplicates.texts import ALONE, Held, Labels, Near, labels_of
from copydesk.duplicates.units import ArticleFacts, Fact, strength
from copydesk.model import StoreError
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_AHEAD = 200  # texts whose postings are read at once


class StaleError(StoreError):
    """A file is not any more what the index knows of it; its path is the first argument."""


class IndexStore:
    """A store of the articles in an index."""

    def __init__(self, index: Index, files: Files, known: Mapping[str, ArticleFacts], signer: Signer) -> None:
        """Look into an index.

        Args:
            index: It, up to date.
            files: The files of the project.
            known: Facts of the articles at hand, by path as reported.
            signer: Signs texts.
        """
        self.index = index
        self.signer = signer
        self.shown = files.shown
        self.stored = files.stored
        self._files = files
        self.given = known.values()
        self._facts = dict(known)
        self._parts: dict[str, list[str]] = {}
        self._labels: dict[str, Labels] = {}
        self._made: dict[Any, IndexTexts] = {}
        self._docs: dict[int, tuple[bytes, list[tuple[int, str]], bytes]] = {}
        self._read_texts: dict[int, list[Text]] = {}
        self._asked: set[int] = set()
        self._standing: dict[int, bool] = {}
        self._held: dict[int, bool] = {}
        self._asked_quotations = False

    def facts(self, path: str) -> ArticleFacts:
        facts = self._facts.get(path)
        if facts is None:
            stored = self.stored(path)
            doc = self.index.doc_of(stored)
            if not doc:
                raise DamagedError("an article is missing")
            facts = self._files.facts(stored, self.doc(doc)[0])
            self._compare(doc, facts, given=False)
            self._facts[path] = facts
        return facts

    def plain_words(self, path: str, record: Record) -> list[str] | None:
        """The words of a passage, if it stands in its article without markup; far quicker to read than `facts`."""
        if path in self._facts:
            return None
        parts = self._parts.get(path)
        if parts is None:
            stored = self.stored(path)
            doc = self.index.doc_of(stored)
            if not doc:
                raise DamagedError("an article is missing")
            parts = self._parts[path] = self._files.parts(stored, self.doc(doc)[0])
        return find_plain(parts, record.words, record.hash)

    def units(self, path: str) -> list[tuple[int, str]]:
        """The texts of an article with the kinds of their places."""
        doc = self.index.doc_of(self.stored(path))
        if not doc:
            return []
        facts = self._facts.get(path)
        if facts is not None and doc not in self._read_texts:
            self._compare(doc, facts, given=True)
        return self.doc(doc)[1]

    def _compare(self, doc: int, facts: ArticleFacts, *, given: bool) -> None:
        """Hold what the index says of an article against it.

        Args:
            doc: Its number.
            facts: What it holds.
            given: Whether it is one of the run, of which all texts are looked at; of another one only those that are
                asked for.

        Raises:
            DamagedError: It is not true.
        """
        _, units, labels = self.doc(doc)
        mine = list(units_of(facts))
        if labels != join_labels(facts) or [kind for kind, _ in mine] != [kind for _, kind in units]:
            raise DamagedError("an article is another one")
        self._read_texts[doc] = [text for _, text in mine]
        if given:
            self.index.read_records(number for number, _ in units)
            for (number, _), (_, text) in zip(units, mine, strict=True):
                self._compare_text(number, text)
        else:
            for number in {number for number, _ in units}.intersection(self._asked):
                self._compare_places(number, doc)

    def _compare_places(self, text: int, doc: int) -> None:
        """Hold what the index says of where a text stands against an article, once that has been read.

        Raises:
            DamagedError: It is not true.
        """
        if doc in self._read_texts:
            for (number, _), (_, value, _) in zip(self.doc(doc)[1], self._read_texts[doc], strict=True):
                if number == text and value != self.index.record(text).hash:
                    raise DamagedError("a text is another one")

    def _compare_text(self, number: int, text: Text) -> None:
        """Hold what the index says of a text against it.

        Raises:
            DamagedError: It is not true.
        """
        kind, value, joined = text
        record, words = self.index.record(number), joined.split(" ")
        mine = record_of(kind, value, len(words), strength(words), 0, 0, b"")
        if record[:4] != mine[:4]:
            raise DamagedError("a text is another one")

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
        if not self._asked_quotations:
            self._asked_quotations = True
            self.index.read_postings(key for facts in self.given for key in quoted_keys(facts))
        docs = set(self.index.posted([posting_key(QUOTATION, GRAM_FAMILY, run)])[0])
        return [self.shown(path) for path in sorted(path for doc in docs for path in self.index.paths_of(doc))]

    def lines(self, path: str) -> Sequence[Line]:
        facts = self._facts.get(path)
        return facts.lines if facts is not None else ()

    def terms(self, path: str) -> Sequence[Fact]:
        facts = self._facts.get(path)
        return facts.terms if facts is not None else ()

    def line_holders(self, line: int) -> Sequence[str]:
        return sorted(map(self.shown, self.index.paths_of_line(line)))

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
        self._asked.add(text)
        for doc in self.index.docs_of(text):
            self._compare_places(text, doc)
            paths = self.index.paths_of(doc)
            if paths:
                texts = of_kind(self.doc(doc)[1], kind)
                here = [(number, name) for number, (other, name) in enumerate(texts) if other == text]
                found += [Held(self.shown(path), number, name) for path in paths for number, name in here]
        return sorted(found)

    def stands(self, text: int) -> bool:
        """Whether a text stands in an article of the project."""
        stands = self._standing.get(text)
        if stands is None:
            stands = self._standing[text] = any(self._is_held(doc) for doc in self.index.docs_of(text))
        return stands

    def read_records(self, texts: Iterable[int]) -> None:
        """Read at once what is known of texts, and whether they stand in the articles that they were first seen in."""
        texts = set(texts)
        self.index.read_records(texts)
        docs = {self.index.record(text).doc for text in texts}
        self._are_held([doc for doc in docs if doc not in self._held])

    def _is_held(self, doc: int) -> bool:
        if doc not in self._held:
            self._are_held([doc])
        return self._held[doc]

    def _are_held(self, docs: Sequence[int]) -> None:
        held = self.index.held(docs)
        self._held.update((doc, doc in held) for doc in docs)

    def one_place(self, text: int, kind: int) -> Held:
        """A place of a text.

        Raises:
            DamagedError: It has none.
        """
        for doc in self.index.docs_of(text):
            if self._is_held(doc):
                texts = of_kind(self.doc(doc)[1], kind)
                for number, (other, name) in enumerate(texts):
                    if other == text:
                        return Held(self.shown(self.index.paths_of(doc)[0]), number, name)
        raise DamagedError("a text is missing")


class IndexTexts:
    """The texts of one kind; their numbers are those of the index."""

    def __init__(self, store: IndexStore, kind: int, jaccard: float, containment: float) -> None:
        self._store = store
        self._index = store.index
        self._kind = kind
        self._jaccard = jaccard
        self._containment = containment
        self._near: dict[int, list[Near]] = {}
        self._crowds: dict[int, Crowd] = {}
        self._found_by: dict[str, tuple[list[int], list[int]]] = {}
        self._read_ahead = False
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
        if not self._looked_for():
            return []
        if not self._read_ahead:
            self._read_ahead = True
            self._read_given()
        near = self._near.get(text)
        if near is None:
            near = self._near[text] = list(self._verified(text))
        return near

    def _read_given(self) -> None:
        """Read at once what the texts of the run's own articles are found by, of which most are going to be asked for."""
        texts = {text for facts in self._store.given for _, (kind, _, text) in units_of(facts) if kind == self._kind}
        keys = [key for text in sorted(texts)[:_AHEAD] for found in self._keys(text) for key in found]
        self._index.read_postings(keys)

    def _looked_for(self) -> bool:
        return self._jaccard < ALONE or self._containment < ALONE

    def several(self, text: int) -> bool:
        return len(self.places(text)) > 1 or bool(self.near(text))

    def words(self, text: int) -> list[str]:
        words = self._words.get(text)
        if words is None:
            words = self._words[text] = self._words_at(text, self._store.one_place(text, self._kind))
        return words

    def _words_at(self, text: int, held: Held) -> list[str]:
        """The words of a text, from a place of it.

        Raises:
            DamagedError: Another text stands there.
        """
        if self._kind == PASSAGE:
            plain = self._store.plain_words(held.path, self._index.record(text))
            if plain is not None:
                return plain
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
            if not self._stands(other):
                continue
            measures = alike(words, self.words(other), self._jaccard, self._containment)
            if measures is not None:
                yield Near(other, *measures)

    def _candidates(self, text: int, words: Sequence[str]) -> set[int]:
        """The texts that are linked to one, as `copydesk.duplicates.project_pairs` says."""
        index = self._index
        keys, marks = self._keys(" ".join(words))
        banded: set[int] = set()
        shared: Counter[int] = Counter()
        for number, (key, texts) in enumerate(zip([*keys, *marks], index.posted([*keys, *marks]), strict=True)):
            if texts and texts != [text]:
                (banded if number < len(keys) else shared).update(self._linked(text, key, texts))
        if not banded and not shared:
            return set()
        self._store.read_records([text, *banded, *shared])
        mine, least = index.record(text), least_agreeing(self._jaccard)
        found = {other for other in banded if agreeing(index.record(other).sketch, mine.sketch) >= least}
        for other, count in shared.items():
            if count >= need(min(mine.fingerprints, index.record(other).fingerprints), self._containment):
                found.add(other)
        return found

    def _keys(self, text: str) -> tuple[list[int], list[int]]:
        """The keys that a text is found by: those of its bands, and those of its fingerprints where they count."""
        found = self._found_by.get(text)
        if found is None:
            signer = self._store.signer
            bands = [
                posting_key(self._kind, BAND_FAMILY + band, key) for band, key in enumerate(signer.sign(text).bands)
            ]
            marks = signer.fingerprints(text) if self._containment <= 1 else []
            found = bands, [posting_key(self._kind, GRAM_FAMILY, mark) for mark in marks]
            self._found_by[text] = found
        return found

    def _linked(self, text: int, key: int, texts: Sequence[int]) -> Iterable[int]:
        """The texts that one is linked to in the list of a key, in short lists also some that stand nowhere any more."""
        crowd = self._crowds.get(key)
        if crowd is None:
            posted = {*texts}
            if len(posted) <= CROWD:  # all are linked, so that their order does not matter
                posted.discard(text)
                return posted
            crowd = self._crowds[key] = Crowd(self._in_order(posted), self._store.read_records, self._stands)
        return crowd.linked(text)

    def _stands(self, text: int) -> bool:
        """Whether a text, which a key may lead to by chance, is of this kind and stands in the project."""
        return self._index.record(text).kind == self._kind and self._store.stands(text)

    def _in_order(self, posted: Iterable[int]) -> list[int]:
        """The texts of a key by number of words and hash: those of the last build are, the later ones are put in."""
        ordered = self._index.shape().ordered
        members = sorted(text for text in posted if text < ordered)
        for text in posted:
            if text >= ordered:
                insort(members, text, key=self._order)
        return members

    def _order(self, text: int) -> tuple[int, int]:
        record = self._index.record(text)
        return record.words, record.hash
