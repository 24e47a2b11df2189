"""Adding articles to an index, a few at a time or all at once."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from copydesk.duplicates.bands import band_keys, band_keys_many
from copydesk.duplicates.fingerprints import fingerprints, fingerprints_many
from copydesk.duplicates.index import (
    BAND_FAMILY,
    CHUNK,
    GRAM_FAMILY,
    HASH_FAMILY,
    KINDS,
    MOST_STRENGTH,
    PASSAGE,
    QUOTATION,
    RECORD,
    UNIT,
    Index,
    check_size,
    pack,
    pack_postings,
    posting_key,
    postings_of,
    text_ids,
    unpack,
)
from copydesk.duplicates.index_texts import Text, join_labels, units_of
from copydesk.duplicates.quoted import runs
from copydesk.duplicates.signatures import WordHashes, sign, sign_values, word_values
from copydesk.duplicates.sketches import sketch, sketch_many
from copydesk.duplicates.units import ArticleFacts, strength

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_FEW = 300
"""Fewer new texts are signed without numpy, whose import takes as long."""
_BATCH = 20_000
_CODES = {kind: code for code, kind in enumerate(KINDS)}


class Writer:
    """Adds contents to an index within a transaction of its caller."""

    def __init__(self, index: Index) -> None:
        self._index = index
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
        doc = int(self._connection.execute("SELECT coalesce(max(id), 0) + 1 FROM docs").fetchone()[0])
        _write_doc(self._connection, doc, content, facts, self._numbered)
        self._quoted += [(key, doc) for key in quoted_keys(facts)]
        return doc

    def _numbered(self, text: Text, doc: int) -> tuple[int, bool]:
        """Number of a text, and whether it is new."""
        key = text[:2]
        number = self._numbers.get(key)
        if number is None:
            number = self._index.text_of(*key)
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
            signed = _signed_few if len(self._new) < _FEW else _signed_many
            records, postings = signed(self._new, self._docs, first)
            _append(self._connection, first, records)
            self._connection.executemany("INSERT OR IGNORE INTO recent VALUES (?, ?)", postings)
            self._new.clear()
            self._docs.clear()
            self._numbers.clear()
        if self._quoted:
            self._connection.executemany("INSERT OR IGNORE INTO recent VALUES (?, ?)", self._quoted)
            self._quoted.clear()
        self._index.forget()


def quoted_keys(facts: ArticleFacts) -> list[int]:
    """The keys that lead to a content for its quotations."""
    found = {run for fact in facts.quotations for run in runs(fact[7])}
    return [posting_key(QUOTATION, GRAM_FAMILY, run) for run in sorted(found)]


def _write_doc(
    connection: sqlite3.Connection,
    doc: int,
    content: bytes,
    facts: ArticleFacts,
    numbered: Callable[[Text, int], tuple[int, bool]],
) -> None:
    """Write a content with the numbers of its texts; those that another content brought first are noted as copies."""
    units, copies, mine = [], set(), set()
    for kind, text in units_of(facts):
        number, new = numbered(text, doc)
        if new:
            mine.add(number)
        elif number not in mine:
            copies.add((number, doc))
        units.append(UNIT.pack(number, _CODES[kind]))
    row = doc, content, pack(b"".join(units)), pack(join_labels(facts))
    connection.execute("INSERT INTO docs VALUES (?, ?, ?, ?)", row)
    connection.executemany("INSERT INTO copies VALUES (?, ?)", sorted(copies))


def count_texts(index: Index) -> int:
    """How many distinct texts an index knows, those that stand nowhere any more counted."""
    row = index.connection.execute("SELECT chunk, data FROM texts ORDER BY chunk DESC LIMIT 1").fetchone()
    return CHUNK * row[0] + len(unpack(row[1])) // RECORD.size if row is not None else 0


def _signed_few(texts: Sequence[Text], docs: Sequence[int], first: int) -> tuple[bytes, list[tuple[int, int]]]:
    """Records and postings of new texts, without numpy."""
    hashes = WordHashes()
    records, postings = [], []
    for number, ((kind, value, joined), doc) in enumerate(zip(texts, docs, strict=True), start=first):
        words = joined.split(" ")
        signature = sign(words, hashes)
        marks = fingerprints([hashes[word] for word in words]) if kind == PASSAGE else []
        records.append(_record(value, words, len(marks), doc, sketch(signature)))
        keys = [posting_key(kind, HASH_FAMILY, value >> 32)]
        keys += [posting_key(kind, BAND_FAMILY + band, key) for band, key in enumerate(band_keys(signature))]
        keys += [posting_key(kind, GRAM_FAMILY, mark) for mark in marks]
        postings += [(key, number) for key in keys]
    return b"".join(records), postings


def _record(value: int, words: Sequence[str], marks: int, doc: int, sketched: bytes) -> bytes:
    return RECORD.pack(value, len(words), min(strength(words), MOST_STRENGTH), min(marks, 0xFFFF), doc, sketched)


def _signed_many(texts: Sequence[Text], docs: Sequence[int], first: int) -> tuple[bytes, Iterable[tuple[int, int]]]:
    """As `_signed_few`, with numpy."""
    records, keys, numbers = signed_arrays(texts, docs, first)
    return records, zip(keys.tolist(), numbers.tolist(), strict=True)


def signed_arrays(
    texts: Sequence[Text], docs: Sequence[int], first: int
) -> tuple[bytes, npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Records of new texts, and their postings: keys, and the text of each."""
    import numpy as np

    words = [joined.split(" ") for _, _, joined in texts]
    values, starts = word_values(words)
    signatures = sign_values(values, starts)
    keys = band_keys_many(signatures)
    sketches = sketch_many(signatures).astype("<u8").tobytes()
    marks, mark_starts = fingerprints_many(values, starts)
    kinds = np.array([kind for kind, _, _ in texts], dtype=np.uint32)
    counts = np.where(kinds == PASSAGE, np.diff(mark_starts), 0)
    records = b"".join(
        _record(value, mine, int(counts[at]), docs[at], sketches[16 * at : 16 * at + 16])
        for at, ((_, value, _), mine) in enumerate(zip(texts, words, strict=True))
    )
    numbers = np.arange(first, first + len(texts), dtype=np.uint32)
    salts = np.array([[posting_key(kind, family, 0) for family in range(HASH_FAMILY + 1)] for kind in range(3)])
    salts = salts.astype(np.uint32)[kinds]
    hashes = np.array([value >> 32 for _, value, _ in texts], dtype=np.uint32)
    owner = np.repeat(np.arange(len(texts)), np.diff(mark_starts))
    marked = kinds[owner] == PASSAGE
    parts = [
        (hashes + salts[:, HASH_FAMILY], numbers),
        ((keys + salts[:, BAND_FAMILY : BAND_FAMILY + keys.shape[1]]).ravel(), np.repeat(numbers, keys.shape[1])),
        ((marks + salts[owner, GRAM_FAMILY])[marked], numbers[owner][marked]),
    ]
    return records, np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


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

    Needs numpy, and some 300 bytes of memory for each text.
    """

    def __init__(self, index: Index) -> None:
        """Start with no article."""
        self._connection = index.connection
        self._docs: dict[bytes, int] = {}
        self._numbers: dict[tuple[int, int], int] = {}
        self._new: list[Text] = []
        self._new_docs: list[int] = []
        self._records = b""
        self._written = 0
        self._keys: list[npt.NDArray[np.uint32]] = []
        self._posted: list[npt.NDArray[np.uint32]] = []
        self._quoted_keys = array("I")
        self._quoted_docs = array("I")

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
            doc = self._add_doc(content, facts)
        self._connection.execute("INSERT INTO files VALUES (?, ?)", (os.fsencode(path), doc))
        if len(self._new) >= _BATCH:
            self._sign(last=False)

    def _add_doc(self, content: bytes, facts: ArticleFacts) -> int:
        doc = self._docs[content] = len(self._docs) + 1
        _write_doc(self._connection, doc, content, facts, self._numbered)
        keys = quoted_keys(facts)
        self._quoted_keys.extend(keys)
        self._quoted_docs.extend([doc] * len(keys))
        return doc

    def _numbered(self, text: Text, doc: int) -> tuple[int, bool]:
        """Number of a text, and whether it is new."""
        known = len(self._numbers)
        number = self._numbers.setdefault(text[:2], known)
        new = len(self._numbers) > known
        if new:
            check_size(number)
            self._new.append(text)
            self._new_docs.append(doc)
        return number, new

    def _sign(self, *, last: bool) -> None:
        """Sign the texts at hand, and write their records in whole rows."""
        if self._new:
            records, keys, posted = signed_arrays(self._new, self._new_docs, len(self._numbers) - len(self._new))
            self._keys.append(keys)
            self._posted.append(posted)
            self._records += records
            self._new.clear()
            self._new_docs.clear()
        row = CHUNK * RECORD.size
        whole = len(self._records) if last else len(self._records) // row * row
        _append(self._connection, self._written, self._records[:whole])
        self._written += whole // RECORD.size
        self._records = self._records[whole:]

    def finish(self) -> None:
        """Write what is left: the postings, sorted by key and text."""
        import numpy as np

        self._sign(last=True)
        if self._quoted_keys:
            self._keys.append(np.array(self._quoted_keys, dtype=np.uint32))
            self._posted.append(np.array(self._quoted_docs, dtype=np.uint32))
        if not self._keys:
            return
        keys = np.concatenate(self._keys)
        self._keys.clear()
        posted = np.concatenate(self._posted)
        self._posted.clear()
        order = np.argsort(keys.astype(np.uint64) << np.uint64(32) | posted)
        keys, posted = keys[order], posted[order]
        lows = keys.astype(np.uint16)
        numbers = posted.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3]
        parts, starts = np.unique(keys >> np.uint32(16), return_index=True)
        ends = np.append(starts[1:], len(keys))
        rows = (
            (part, pack_postings(lows[start:end].tobytes(), numbers[start:end].tobytes()))
            for part, start, end in zip(parts.tolist(), starts.tolist(), ends.tolist(), strict=True)
        )
        self._connection.executemany("INSERT INTO postings VALUES (?, ?)", rows)


def count_recent(index: Index) -> int:
    """How many postings came after the last build."""
    return int(index.connection.execute("SELECT count(*) FROM recent").fetchone()[0])


def merge_recent(index: Index) -> None:
    """Put the postings that came after the last build among the others."""
    connection = index.connection
    rows = connection.execute("SELECT key, text FROM recent ORDER BY key, text").fetchall()
    for part, added in groupby(rows, key=lambda row: row[0] >> 16):
        row = connection.execute("SELECT data FROM postings WHERE part = ?", (part,)).fetchone()
        merged = sorted(
            {*(postings_of(unpack(row[0])) if row is not None else ()), *((k & 0xFFFF, t) for k, t in added)}
        )
        data = pack_postings(array("H", [low for low, _ in merged]).tobytes(), text_ids(text for _, text in merged))
        connection.execute("INSERT OR REPLACE INTO postings VALUES (?, ?)", (part, data))
    connection.execute("DELETE FROM recent")
    index.forget()
