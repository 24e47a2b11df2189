"""The texts of one kind in a shared index and in the run, and which of them are alike."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from copydesk.duplicates.crowds import CROWD, linked
from copydesk.duplicates.fingerprints import counted, need
from copydesk.duplicates.pairs import verified
from copydesk.duplicates.redis_records import (
    ID_SIZE,
    PASSAGE,
    TITLE,
    ArticleRecord,
    ChangedError,
    TextRecord,
    text_name,
    texts_of,
)
from copydesk.duplicates.redis_signed import Bucket, signed
from copydesk.duplicates.sketches import agreeing, least_agreeing
from copydesk.duplicates.texts import ALONE, Held, Near
from copydesk.duplicates.units import ArticleFacts, strength
from copydesk.typed import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from typing import TypeVar

    from copydesk.duplicates.redis_index import RedisIndex

    T = TypeVar("T")


_AHEAD = 512  # texts of the run that are asked about together


class Known(NamedTuple):
    """An article in the index.

    Attributes:
        path: As it is reported.
        bare: Its path from the root of its work tree.
        record: What is kept of it.
    """

    path: str
    bare: str
    record: ArticleRecord


class Articles(Protocol):
    """The articles that texts stand in."""

    index: RedisIndex
    known: Mapping[str, ArticleFacts]
    apart: Collection[str]

    def record(self, path: str) -> ArticleRecord:
        """The record of an article that is not of the run."""

    def others(self, names: Collection[bytes]) -> dict[bytes, Known]:
        """The articles of some names that count and are not of the run."""


class Kind:
    """All texts of one kind: those of the run, and those of the index as far as they were asked for."""

    def __init__(self, store: Articles, kind: bytes) -> None:
        """Name the texts of the run."""
        self.store = store
        self._index = store.index
        self._kind = kind
        self._of: dict[str, list[bytes]] = {}
        self._own: dict[bytes, list[Held]] = {}
        self._own_texts: dict[bytes, str] = {}
        self._texts: dict[bytes, TextRecord | None] = {}
        self._places: dict[bytes, list[Held]] = {}
        self._near: dict[tuple[bytes, tuple[float, float]], set[bytes]] = {}
        apart: dict[bytes, str] = {}
        for path, facts in sorted(store.known.items()):
            mine = self._of[path] = []
            passages = [fact[6] for fact in facts.passages] if kind == PASSAGE else []
            names = passages or ["title" if kind == TITLE else "article"]
            for number, text in enumerate(texts_of(facts)[kind]):
                name = text_name(text)
                self._own_texts[name] = text
                mine.append(name)
                self._own.setdefault(name, []).append(Held(path, number, names[number]))
                if path in store.apart:
                    apart[name] = text
        self._order = list(self._own)
        self._at = {name: at for at, name in enumerate(self._order)}
        # The index does not know what these have in common with others.
        self._apart: dict[object, list[bytes]] = {}
        for name, (_, buckets, marks) in self._signed(apart).items():
            for key in (*buckets, *marks):
                self._apart.setdefault(key, []).append(name)
        self._apart_names = apart.keys()

    def _signed(self, texts: Mapping[bytes, str]) -> dict[bytes, tuple[TextRecord, list[Bucket], list[int]]]:
        """Records, buckets and fingerprints of texts by name."""
        rows = signed(self._kind, list(texts.values()))
        return {name: (one.record, one.buckets(), one.marks) for name, one in zip(texts, rows, strict=True)}

    def of(self, path: str) -> Sequence[bytes]:
        """The texts of an article, in order."""
        return self._of[path] if path in self._of else self.store.record(path).texts(self._kind)

    def words(self, name: bytes) -> list[str]:
        """The words of a text; see `text`."""
        own = self._own_texts.get(name)
        return (own if own is not None else self.text(name).text).split(" ")

    def _text_of(self, name: bytes) -> str | None:
        """The words of a text that was asked for, joined; None if it is not there any more."""
        record = self._texts.get(name)
        return self._own_texts.get(name) or (record.text if record is not None else None)

    def strength(self, name: bytes) -> int:
        """How many words a text counts for; see `text`."""
        return strength(self.words(name)) if name in self._own else self.text(name).strength

    def ahead(self, name: bytes, done: Collection[bytes]) -> Iterator[bytes]:
        """A text, and some of the run after it that have not been asked about."""
        yield name
        at = self._at.get(name)
        if at is not None:
            yield from (other for other in self._order[at + 1 : at + _AHEAD] if other not in done)

    def places(self, name: bytes) -> list[Held]:
        """Where a text stands, by path and number."""
        if name not in self._places:
            self.find_places(self.ahead(name, self._places))
        return self._places[name]

    def find_places(self, names: Iterable[bytes]) -> None:
        """Learn where texts stand, all at once."""
        new = [name for name in dict.fromkeys(names) if name not in self._places]
        holders = self._index.holders(self._kind, new)
        articles = self.store.others(set().union(*holders))
        for name, held in zip(new, holders, strict=True):
            places = list(self._own.get(name, ()))
            for holder in held:
                known = articles.get(holder)
                if known is not None:
                    places += self._places_in(known, name)
            self._places[name] = sorted(places)

    def _places_in(self, known: Known, name: bytes) -> Iterator[Held]:
        for number, other in enumerate(known.record.texts(self._kind)):
            if other == name:
                if self._kind == PASSAGE:
                    yield Held(known.path, number, known.record.facts.passages[number][6])
                else:
                    yield Held(known.path, 0, "title" if self._kind == TITLE else "article")

    def text(self, name: bytes) -> TextRecord:
        """What is known of a text that was seen before.

        Raises:
            ChangedError: It is not there any more.
        """
        self.find_texts([name])
        text = self._texts[name]
        if text is None:
            raise ChangedError(name)
        return text

    def find_texts(self, names: Iterable[bytes]) -> None:
        """Learn what there is to know of texts, all at once."""
        new = [name for name in dict.fromkeys(names) if name not in self._texts]
        own = {name: self._own_texts[name] for name in new if name in self._own}
        self._texts.update((name, record) for name, (record, *_) in self._signed(own).items())
        new = [name for name in new if name not in own]
        self._texts.update(zip(new, self._index.texts([(self._kind, name) for name in new]), strict=True))

    def near(self, names: Sequence[bytes], jaccard: float, containment: float) -> dict[bytes, set[bytes]]:
        """The candidates of texts that are there, all found at once.

        Args:
            names: The texts.
            jaccard: Least Jaccard similarity.
            containment: Least containment; above 1 for none.
        """
        asked, agree = (jaccard, containment), least_agreeing(jaccard)
        new = [name for name in names if (name, asked) not in self._near]
        self.find_texts(name for name in new if name not in self._own)
        there = self._signed({name: words for name in new if (words := self._text_of(name)) is not None})
        self._texts.update((name, record) for name, (record, *_) in there.items() if name in self._own)
        # In a list of one stands the text itself, if the index has it.
        least = 1 if any(name in self._apart_names for name in there) else 2
        banded = self._linked(
            {name: buckets for name, (_, buckets, _) in there.items()},
            lambda keys: self._index.banded(self._kind, keys, least),
        )
        marked = self._linked(
            {name: marks for name, (_, _, marks) in there.items() if containment <= 1},
            lambda keys: self._index.marked(keys, least),
        )
        self.find_texts({other for found in (*banded.values(), *marked.values()) for other in found})
        for name in new:
            self._near[name, asked] = set()
        for name in there:
            mine = self.text(name)
            found = self._near[name, asked]
            for other in banded[name]:
                text = self._texts[other]
                if text is not None and agreeing(text.sketch, mine.sketch) >= agree:
                    found.add(other)
            for other, count in marked.get(name, {}).items():
                text = self._texts[other]
                if text is not None and count >= need(min(_counted(other, text), _counted(name, mine)), containment):
                    found.add(other)
        self.find_places({other for name in there for other in self._near[name, asked]})
        for name in there:
            self._near[name, asked] = {other for other in self._near[name, asked] if self._places[other]}
        return {name: self._near[name, asked] for name in names}

    def _linked(
        self, lists: Mapping[bytes, Sequence[T]], ask: Callable[[Sequence[T]], dict[T, set[bytes]]]
    ) -> dict[bytes, Counter[bytes]]:
        """For each text how often it is linked to others in the lists of its keys."""
        members = ask(list(dict.fromkeys(key for keys in lists.values() for key in keys)))
        for name, keys in lists.items():
            for key in keys:
                if key in members or key in self._apart:
                    members.setdefault(key, set()).update([name], self._apart.get(key, ()))
        ordered: dict[T, list[bytes]] = {}
        found: dict[bytes, Counter[bytes]] = {}
        for name, keys in lists.items():
            count = found[name] = Counter()
            for key in keys:
                if len(members.get(key, ())) <= CROWD:
                    count.update(members.get(key, ()))
                else:
                    # Names sort by number of words and hash, as the lists of `crowds` do.
                    if key not in ordered:
                        ordered[key] = sorted(members[key])
                    order = ordered[key]
                    count.update(order[other] for other in linked(bisect_left(order, name), len(order)))
            del count[name]
        return found


class RedisTexts:
    """The texts of one kind with the thresholds of a rule; their numbers are their names."""

    def __init__(self, kind: Kind, jaccard: float, containment: float) -> None:
        self._kind = kind
        self._jaccard = jaccard
        self._containment = containment
        self._near: dict[bytes, list[Near]] = {}
        self._seen: dict[bytes, None] = {}  # texts near to some, which are most often asked for next

    def of(self, path: str) -> Sequence[int]:
        return [int.from_bytes(name, "big") for name in self._kind.of(path)]

    def places(self, text: int) -> Sequence[Held]:
        return self._kind.places(_name(text))

    def near(self, text: int) -> Sequence[Near]:
        if self._jaccard >= ALONE and self._containment >= ALONE:
            return ()
        name = _name(text)
        if name not in self._near:
            self._find([*self._kind.ahead(name, self._near), *self._seen])
        return self._near[name]

    def _find(self, names: Iterable[bytes]) -> None:
        """Find what is near to some texts, all at once."""
        new = [name for name in dict.fromkeys(names) if name not in self._near]
        found = self._kind.near(new, self._jaccard, self._containment)
        self._seen = {}
        numbers = {name: number for number, name in enumerate(sorted({*new}.union(*found.values())))}
        order = list(numbers)
        pairs = {
            (max(numbers[name], numbers[other]), min(numbers[name], numbers[other]))
            for name, others in found.items()
            for other in others
        }
        words = [self._kind.words(name) for name in order]
        alike = {pair[:2]: pair for pair in verified(words, sorted(pairs), self._jaccard, self._containment)}
        for name in new:
            near = self._near[name] = []
            for other in sorted(found[name]):
                pair = alike.get((max(numbers[name], numbers[other]), min(numbers[name], numbers[other])))
                if pair is not None:
                    near.append(Near(int.from_bytes(other, "big"), pair.jaccard, pair.containment))
                    self._seen[other] = None

    def several(self, text: int) -> bool:
        return len(self.places(text)) > 1 or bool(self.near(text))

    def words(self, text: int) -> list[str]:
        return self._kind.words(_name(text))

    def size(self, text: int) -> int:
        return int.from_bytes(_name(text)[:4], "big")

    def strength(self, text: int) -> int:
        return self._kind.strength(_name(text))


def _counted(name: bytes, text: TextRecord) -> int:
    """How many fingerprints are counted of a text, whose name begins with its number of words."""
    return counted(text.fingerprints, int.from_bytes(name[:4], "big"))


def _name(text: int) -> bytes:
    return text.to_bytes(ID_SIZE, "big")
