"""Adding articles to an index, a few at a time or all at once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence

from copydesk.duplicates.bands import band_keys_many
from copydesk.duplicates.fingerprints import counted_many, fingerprints_many
from copydesk.duplicates.index import (
    BAND_FAMILY,
    GRAM_FAMILY,
    HASH_FAMILY,
    PASSAGE,
    Index,
    check_size,
    posting_key,
)
from copydesk.duplicates.index_rows import (
    CHUNK,
    KIND_SHIFT,
    KINDS,
    MOST_STRENGTH,
    MOST_WORDS,
    RECORD,
    pack,
    pack_doc,
    pack_units,
    record_of,
    unpack,
)
from copydesk.duplicates.index_units import Text, join_labels, quoted_keys, units_of
from copydesk.duplicates.postings import pack_rows, shape_for, unpack_rows
from copydesk.duplicates.signatures import sign_values, word_values
from copydesk.duplicates.signer import Signer
from copydesk.duplicates.sketches import SIZE, sketch_many
from copydesk.duplicates.units import ArticleFacts, strength
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_FEW = 300
"""Fewer new texts are signed without numpy, whose import takes as long."""
_BATCH = 20_000
_CODES = {kind: code for code, kind in enumerate(KINDS)}


class Writer:
    """Adds contents to an index within a transaction of its caller."""

    def __init__(self, index: Index, signer: Signer) -> None:
        self._index = index
        self._signer = signer
        self._connection = index.connection
        self._count = count_texts(index)
        self._numbers: dict[tuple[int, int], int] = {}
        self._new: list[Text] = []
        self._docs: list[int] = []
        self._quoted: list[tuple[int, int]] = []

    def add(self, content: bytes, facts: ArticleFacts | None) -> int:
        """Number of a content, added if it is new; 0 for what is no article.

        Args:
            content: Its hash.
            facts: What is to be compared of it.
        """
        if facts is None:
            return 0
        row = self._connection.execute("SELECT id FROM docs WHERE content = ?", (content,)).fetchone()
        if row is not None:
            return int(row[0])
        doc = _last_doc(self._connection) + 1
        check_size(doc)
        units, copies, mine = [], set(), set()
        texts = list(units_of(facts))
        unknown = [text[:2] for _, text in texts if text[:2] not in self._numbers]
        self._numbers.update(self._index.texts_of(unknown))
        for kind, text in texts:
            number, new = self._numbered(text, doc)
            if new:
                mine.add(number)
            elif number not in mine:
                copies.add((number, doc))
            units.append((number, _CODES[kind]))
        row = doc, content, pack_doc(pack_units(units), join_labels(facts))
        self._connection.execute("INSERT INTO docs VALUES (?, ?, ?)", row)
        self._connection.executemany("INSERT INTO copies VALUES (?, ?)", sorted(copies))
        self._quoted += [(key, doc) for key in quoted_keys(facts)]
        write_lines(self._connection, ((line, doc) for line in facts.recurring()))
        return doc

    def _numbered(self, text: Text, doc: int) -> tuple[int, bool]:
        """Number of a text, and whether it is new."""
        key = text[:2]
        number = self._numbers.get(key)
        new = number is None
        if number is None:
            check_size(self._count)
            number = self._count
            self._count += 1
            self._new.append(text)
            self._docs.append(doc)
        self._numbers[key] = number
        return number, new

    def flush(self) -> None:
        """Write the texts that have been added."""
        if self._new:
            first = self._count - len(self._new)
            if len(self._new) < _FEW:
                records, postings = _signed_few(self._new, self._docs, first, self._signer)
            else:
                records, postings = _signed_many(self._new, self._docs, first)
            _append(self._connection, first, records)
            self._connection.executemany("INSERT OR IGNORE INTO recent VALUES (?, ?)", postings)
            self._new.clear()
            self._docs.clear()
            self._numbers.clear()
        if self._quoted:
            self._connection.executemany("INSERT OR IGNORE INTO recent VALUES (?, ?)", self._quoted)
            self._quoted.clear()
        self._index.forget()


def _last_doc(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM docs").fetchone()[0])


def write_lines(connection: sqlite3.Connection, lines: Iterable[tuple[int, int]]) -> None:
    """Note which contents hold which lines, given as pairs of hash and content."""
    connection.executemany("INSERT OR IGNORE INTO lines VALUES (?, ?)", lines)


def count_texts(index: Index) -> int:
    """How many distinct texts an index knows, those that stand nowhere any more counted."""
    row = index.connection.execute("SELECT chunk, data FROM texts ORDER BY chunk DESC LIMIT 1").fetchone()
    return CHUNK * row[0] + len(unpack(row[1])) // RECORD.size if row is not None else 0


def _signed_few(
    texts: Sequence[Text], docs: Sequence[int], first: int, signer: Signer
) -> tuple[bytes, Iterable[tuple[int, int]]]:
    """Records and postings of new texts, without numpy."""
    records, postings = [], []
    for number, ((kind, value, joined), doc) in enumerate(zip(texts, docs, strict=True), start=first):
        signed, words = signer.sign(joined), joined.split(" ")
        marks = signer.fingerprints(joined) if kind == PASSAGE else []
        records.append(record_of(kind, value, len(words), strength(words), len(marks), doc, signed.sketch).packed())
        keys = [posting_key(kind, HASH_FAMILY, value >> 32)]
        keys += [posting_key(kind, BAND_FAMILY + band, key) for band, key in enumerate(signed.bands)]
        keys += [posting_key(kind, GRAM_FAMILY, mark) for mark in marks]
        postings += [(key, number) for key in keys]
    return b"".join(records), postings


def _signed_many(texts: Sequence[Text], docs: Sequence[int], first: int) -> tuple[bytes, Iterable[tuple[int, int]]]:
    """As `_signed_few`, with numpy."""
    records, keys, numbers = signed_arrays(texts, docs, first)
    return records.tobytes(), zip(keys.tolist(), numbers.tolist(), strict=True)


def signed_arrays(
    texts: Sequence[Text], docs: Sequence[int], first: int
) -> tuple[npt.NDArray[np.void], npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Records of new texts, and their postings: keys, and the text of each."""
    import numpy as np

    words = [joined.split(" ") for _, _, joined in texts]
    values, starts = word_values(words)
    signatures = sign_values(values, starts)
    keys = band_keys_many(signatures)
    marks, mark_starts = fingerprints_many(values, starts)
    kinds = np.array([kind for kind, _, _ in texts], dtype=np.uint32)
    sizes = np.diff(starts)
    records = np.zeros(len(texts), dtype=_record_type())
    records["hash"] = [value for _, value, _ in texts]
    records["words"] = np.minimum(sizes, MOST_WORDS) & 0xFFFF
    records["words above"] = kinds << np.uint32(KIND_SHIFT) | (np.minimum(sizes, MOST_WORDS) >> 16).astype(np.uint32)
    records["strength"] = [min(strength(split), MOST_STRENGTH) for split in words]
    records["fingerprints"] = np.where(kinds == PASSAGE, counted_many(np.diff(mark_starts), sizes), 0)
    records["doc"] = docs
    records["sketch"] = np.ascontiguousarray(sketch_many(signatures)).view(np.uint8).reshape(-1, 16)[:, :SIZE]
    numbers = np.arange(first, first + len(texts), dtype=np.uint32)
    salts = np.array([[posting_key(kind, family, 0) for family in range(HASH_FAMILY + 1)] for kind in range(3)])
    salts = salts.astype(np.uint32)[kinds]
    hashes = (records["hash"] >> np.uint64(32)).astype(np.uint32)
    owner = np.repeat(np.arange(len(texts)), np.diff(mark_starts))
    marked = kinds[owner] == PASSAGE
    parts = [
        (hashes + salts[:, HASH_FAMILY], numbers),
        ((keys + salts[:, BAND_FAMILY : BAND_FAMILY + keys.shape[1]]).ravel(), np.repeat(numbers, keys.shape[1])),
        ((marks + salts[owner, GRAM_FAMILY])[marked], numbers[owner][marked]),
    ]
    posted = np.concatenate([part[0] for part in parts])
    posted &= np.uint32(~1 & 0xFFFFFFFF)  # as `posting_key`
    return records, posted, np.concatenate([part[1] for part in parts])


def _record_type() -> np.dtype[np.void]:
    """`RECORD` for numpy."""
    import numpy as np

    fields = [("hash", "u8"), ("words", "u2"), ("words above", "u1"), ("strength", "u1"), ("fingerprints", "u1")]
    found = np.dtype([*fields, ("doc", "u4"), ("sketch", "u1", (SIZE,))])
    assert found.itemsize == RECORD.size
    return found


def _append(connection: sqlite3.Connection, first: int, records: bytes) -> None:
    """Put records after those that are there."""
    chunk, within = divmod(first, CHUNK)
    if within:
        row = connection.execute("SELECT data FROM texts WHERE chunk = ?", (chunk,)).fetchone()
        records = unpack(row[0]) + records
    size = CHUNK * RECORD.size
    rows = ((chunk + at // size, pack(records[at : at + size])) for at in range(0, len(records), size))
    connection.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", rows)


class Builder:
    """Fills an empty index with all articles of a project.

    Needs numpy, and some 400 bytes of memory for each text.
    """

    def __init__(self, index: Index) -> None:
        """Start with no article."""
        from array import array

        self._connection = index.connection
        self._docs: dict[bytes, int] = {}
        self._sizes = array("I")  # how many texts each has
        self._labels: list[bytes] = []
        self._units = array("I")
        self._kinds = bytearray()
        self._copies: list[tuple[int, int]] = []
        self._numbers: dict[tuple[int, int], int] = {}
        self._new: list[Text] = []
        self._new_docs: list[int] = []
        self._records: list[npt.NDArray[np.void]] = []
        self._keys: list[npt.NDArray[np.uint32]] = []
        self._posted: list[npt.NDArray[np.uint32]] = []
        self._quoted_keys = array("I")
        self._quoted_docs = array("I")
        self._line_hashes = array("Q")
        self._line_docs = array("I")

    def add(self, path: str, content: bytes, facts: ArticleFacts | None) -> None:
        """Add a file.

        Args:
            path: Its path in the project.
            content: Hash of its content.
            facts: What is to be compared of it; None if it is no article.
        """
        doc = self._docs.get(content) if facts is not None else 0
        if doc is None:
            assert facts is not None
            doc = self._docs[content] = len(self._docs) + 1
            check_size(doc)
            self._add_doc(doc, facts)
        self._connection.execute("INSERT INTO files VALUES (?, ?)", (os.fsencode(path), doc))
        if len(self._new) >= _BATCH:
            self._sign()

    def _add_doc(self, doc: int, facts: ArticleFacts) -> None:
        """Number the texts of a content; those that another content brought first are noted as copies."""
        first, size = len(self._numbers), len(self._units)
        for kind, text in units_of(facts):
            known = len(self._numbers)
            number = self._numbers.setdefault(text[:2], known)
            if number == known:
                check_size(number)
                self._new.append(text)
                self._new_docs.append(doc)
            self._units.append(number)
            self._kinds.append(_CODES[kind])
        self._copies += [(number, doc) for number in {*self._units[size:]} if number < first]
        self._sizes.append(len(self._units) - size)
        self._labels.append(join_labels(facts))
        keys = quoted_keys(facts)
        self._quoted_keys.extend(keys)
        self._quoted_docs.extend([doc] * len(keys))
        lines = facts.recurring()
        self._line_hashes.extend(lines)
        self._line_docs.extend([doc] * len(lines))

    def _sign(self) -> None:
        """Sign the texts at hand."""
        if self._new:
            first = len(self._numbers) - len(self._new)
            records, keys, posted = signed_arrays(self._new, self._new_docs, first)
            self._records.append(records)
            self._keys.append(keys)
            self._posted.append(posted)
            self._new.clear()
            self._new_docs.clear()

    def finish(self) -> None:
        """Write what has been gathered.

        Texts are numbered by number of words and hash, so that those of a key stand in the order of `crowds`.
        """
        import numpy as np

        self._sign()
        self._numbers.clear()
        records = np.concatenate([np.empty(0, dtype=_record_type()), *self._records])
        self._records.clear()
        order = np.lexsort((records["hash"], records["words"], records["words above"]))
        numbers = np.empty(len(order), dtype=np.uint32)
        numbers[order] = np.arange(len(order), dtype=np.uint32)
        _append(self._connection, 0, records[order].tobytes())
        del records, order
        self._write_docs(numbers)
        keys = np.concatenate([np.empty(0, dtype=np.uint32), *self._keys])
        self._keys.clear()
        posted = numbers[np.concatenate([np.empty(0, dtype=np.uint32), *self._posted])]
        self._posted.clear()
        # Quotations lead to contents, whose numbers stay.
        keys = np.concatenate([keys, np.frombuffer(self._quoted_keys, np.uint32)])
        posted = np.concatenate([posted, np.frombuffer(self._quoted_docs, np.uint32)])
        _write_postings(self._connection, keys, posted, max(len(numbers), len(self._docs) + 1), len(numbers))

    def _write_docs(self, numbers: npt.NDArray[np.uint32]) -> None:
        """Write contents, and where texts stand again, by the new numbers of texts."""
        import numpy as np

        units = numbers[np.frombuffer(self._units, np.uint32)] << np.uint32(8) | np.frombuffer(self._kinds, np.uint8)
        ends = np.cumsum(np.frombuffer(self._sizes, np.uint32)).tolist()
        starts = [0, *ends][:-1]
        rows = zip(self._docs, starts, ends, self._labels, strict=True)
        self._connection.executemany(
            "INSERT INTO docs VALUES (?, ?, ?)",
            (
                (doc, content, pack_doc(units[start:end].tobytes(), labels))
                for doc, (content, start, end, labels) in enumerate(rows, start=1)
            ),
        )
        copies = sorted((int(numbers[text]), doc) for text, doc in self._copies)
        self._connection.executemany("INSERT INTO copies VALUES (?, ?)", copies)
        write_lines(self._connection, sorted(zip(self._line_hashes, self._line_docs, strict=True)))


def count_recent(index: Index) -> int:
    """How many postings came after the last build."""
    return int(index.connection.execute("SELECT count(*) FROM recent").fetchone()[0])


def merge_recent(index: Index) -> None:
    """Put the postings that came after the last build among the others."""
    import numpy as np

    connection, shape = index.connection, index.shape()
    rows = connection.execute("SELECT data FROM postings ORDER BY part").fetchall()
    keys, texts = unpack_rows([unpack(data) for (data,) in rows], shape)
    del rows
    recent = np.array(connection.execute("SELECT key, text FROM recent").fetchall(), dtype=np.uint32).reshape(-1, 2)
    keys, texts = np.concatenate((keys, recent[:, 0])), np.concatenate((texts, recent[:, 1]))
    connection.execute("DELETE FROM postings")
    _write_postings(connection, keys, texts, max(count_texts(index), _last_doc(connection) + 1), shape.ordered)
    connection.execute("DELETE FROM recent")
    index.forget()


def _write_postings(
    connection: sqlite3.Connection,
    keys: npt.NDArray[np.uint32],
    texts: npt.NDArray[np.uint32],
    count: int,
    ordered: int,
) -> None:
    """Write all postings.

    Args:
        connection: The index.
        keys: Keys.
        texts: The text of each, or the content.
        count: All of these are less.
        ordered: How many texts are numbered in order.
    """
    shape = shape_for(len(keys), count, ordered)
    rows = map(pack, pack_rows(keys, texts, shape))
    connection.executemany("INSERT INTO postings VALUES (?, ?)", enumerate(rows))
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('shape', ?)", (shape.packed(),))
