"""The index of a project on disk: for each text the texts that may be like it, in one SQLite file.

It holds no text. A distinct text has a record of 29 bytes: a 64-bit hash, its number of words and strength, its number
of fingerprints, the first article it stands in, and a sketch. Postings lead to it from its 16 band keys, its
fingerprints and its hash, and to a content from each run of five words in its longer quotations
(`copydesk.duplicates.postings`). What came after the last build stands in a table of its own (`recent`). Of the short
lines that may belong to a page, and of the ways to write a term (`lines`), there is only which content holds which hash.

Everything read from it is verified against the articles themselves, so a wrong entry can hide a copy and never make one
up; rows bear a check sum, and none is left out for being empty, so that damage shows.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain

from copydesk.duplicates import bands, fingerprints, quoted, signatures, sketches
from copydesk.duplicates.index_rows import CHUNK, RECORD, Record, record_at, unpack, unpack_doc
from copydesk.duplicates.postings import KEY_BITS, MOST_TEXTS, DamagedError, Shape, find_texts, shape_of
from copydesk.duplicates.text_hash import DESCRIPTION as HASH

PASSAGE, TITLE, ARTICLE, QUOTATION = range(4)
"""Kinds of texts, which never meet. Of quotations there are postings only, which lead to contents."""
LAYOUT = "copydesk-index 4"
BAND_FAMILY, GRAM_FAMILY, HASH_FAMILY = 0, bands.BANDS, bands.BANDS + 1
_SALT = 0x9E3779B1
_MASK = 0xFFFFFFFF
_HELD = "SELECT doc FROM files WHERE doc IN"
_RECENT = "SELECT key, text FROM recent WHERE key IN"
_ROWS = (16, 64, 256)  # read at a time, for few statements to do
_MARKS = ", ".join("?" * _ROWS[-1])

_BESIDE = ("-journal", "-wal", "-shm")
_DAMAGE = (
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_SCHEMA,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_NOTADB,
)

SCHEMA = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE files(path BLOB PRIMARY KEY, doc INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX files_by_doc ON files(doc)",
    "CREATE TABLE docs(id INTEGER PRIMARY KEY, content BLOB NOT NULL UNIQUE, data BLOB NOT NULL)",
    "CREATE TABLE texts(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE copies(text INTEGER, doc INTEGER, PRIMARY KEY(text, doc)) WITHOUT ROWID",
    "CREATE TABLE postings(part INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE lines(hash INTEGER, doc INTEGER, PRIMARY KEY(hash, doc)) WITHOUT ROWID",
    "CREATE TABLE recent(key INTEGER, text INTEGER, PRIMARY KEY(key, text)) WITHOUT ROWID",
)


def header(version: str) -> str:
    """What has to agree for an index to be of use: the reader's version, and how texts are made and compared."""
    return "\n".join(
        (
            f"{LAYOUT}; copydesk {version}; {sys.byteorder}-endian",
            signatures.DESCRIPTION,
            bands.DESCRIPTION,
            sketches.DESCRIPTION,
            fingerprints.DESCRIPTION,
            quoted.DESCRIPTION,
            HASH,
        )
    )


def posting_key(kind: int, family: int, value: int) -> int:
    """The 32 bits that a band key, a fingerprint or a hash is found by.

    The lowest one tells what it leads to, so that the number of a content is never taken for that of a text.
    """
    key = (value + ((kind * 32 + family + 1) * _SALT & ~1)) & _MASK
    return key | 1 if kind == QUOTATION else key & ~1


class Index:
    """An open index. Offsets and numbers in it mean nothing outside of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._meta: dict[str, str] | None = None
        self._shape: Shape | None = None
        self._rows: dict[int, bytes] = {}
        self._chunks: dict[int, bytes] = {}
        self._records: dict[int, Record] = {}
        self._recent: dict[int, list[int]] = {}
        self._any_recent: bool | None = None

    def version(self) -> int:
        """Another number once another run has written."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def forget(self) -> None:
        """Keep nothing that has been read, after a change."""
        self._meta = self._shape = self._any_recent = None
        self._recent.clear()
        self._rows.clear()
        self._chunks.clear()
        self._records.clear()

    def meta(self, key: str) -> str:
        """A note kept in the index, empty if there is none."""
        if self._meta is None:
            rows = self.connection.execute("SELECT key, value FROM meta WHERE key <> 'shape'").fetchall()
            self._meta = {name: _name(value) for name, value in rows}
        return self._meta.get(key, "")

    def shape(self) -> Shape:
        """How the postings of the last build are laid out."""
        if self._shape is None:
            row = self.connection.execute("SELECT value FROM meta WHERE key = 'shape'").fetchone()
            self._shape = shape_of(row[0] if row is not None else None)
        return self._shape

    def posted(self, keys: Sequence[int]) -> list[list[int]]:
        """The texts, or contents, that each of some keys leads to, and a few others by chance."""
        shape = self.shape()
        self.read_postings(keys)
        found = find_texts(self._rows, keys, shape)
        if self._any_recent:
            found = [texts + self._recent[key] for texts, key in zip(found, keys, strict=True)]
        return found

    def read_postings(self, keys: Iterable[int]) -> None:
        """Read what `posted` is going to be asked for, all at once."""
        keys = {*keys}
        shift = KEY_BITS - self.shape().row_bits
        self._read_recent(keys)
        self._read(self._rows, "SELECT part, data FROM postings WHERE part IN", [key >> shift for key in keys])

    def read_records(self, texts: Iterable[int]) -> None:
        """Read what `record` is going to be asked for, all at once."""
        self._read(self._chunks, "SELECT chunk, data FROM texts WHERE chunk IN", [text // CHUNK for text in texts])

    def _read(self, known: dict[int, bytes], query: str, wanted: Iterable[int]) -> None:
        """Read rows that are not known.

        Raises:
            DamagedError: One is missing, or damaged.
        """
        new = sorted({number for number in wanted if number not in known})
        size = next((size for size in _ROWS if size >= len(new)), _ROWS[-1])
        marks = ", ".join("?" * size)
        for start in range(0, len(new), size):
            asked = new[start : start + size]
            rows = self.connection.execute(f"{query} ({marks})", (asked + asked[-1:] * size)[:size]).fetchall()
            known.update([(number, unpack(data)) for number, data in rows])
            if len(rows) != len(asked):
                raise DamagedError("a row is missing")

    def _read_recent(self, keys: Iterable[int]) -> None:
        """Read what keys that are not known lead to since the last build."""
        recent = self._recent
        new = [key for key in keys if key not in recent]
        if self._any_recent is None:
            self._any_recent = self.connection.execute("SELECT 1 FROM recent LIMIT 1").fetchone() is not None
        recent.update((key, []) for key in new)
        for start in range(0, len(new) if self._any_recent else 0, _ROWS[-1]):
            asked = (new[start:] + new[-1:] * _ROWS[-1])[: _ROWS[-1]]
            for key, text in self.connection.execute(f"{_RECENT} ({_MARKS})", asked).fetchall():
                recent[key].append(_number(text))

    def record(self, text: int) -> Record:
        """What is known of a text.

        Raises:
            DamagedError: There is no such text.
        """
        record = self._records.get(text)
        if record is None:
            chunk, at = divmod(text, CHUNK)
            if chunk not in self._chunks:
                self.read_records((text,))
            data = self._chunks[chunk]
            if RECORD.size * (at + 1) > len(data):
                raise DamagedError("a text is missing")
            record = self._records[text] = record_at(data, RECORD.size * at)
        return record

    def texts_of(self, wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """The texts of some kinds and hashes, of those that are known."""
        posted = self.posted([posting_key(kind, HASH_FAMILY, value >> 32) for kind, value in wanted])
        self.read_records(chain.from_iterable(posted))
        found = {}
        for key, texts in zip(wanted, posted, strict=True):
            for text in texts:
                record = self.record(text)
                if (record.kind, record.hash) == key:
                    found[key] = text
        return found

    def doc_of(self, path: str) -> int | None:
        """The content that a file of the project has, 0 if it is no article; None if the project has no such file."""
        row = self.connection.execute("SELECT doc FROM files WHERE path = ?", (os.fsencode(path),)).fetchone()
        return _number(row[0]) if row is not None else None

    def doc(self, number: int) -> tuple[bytes, list[tuple[int, str]], bytes]:
        """Content hash, texts with the kinds of their places, and labels of a content.

        Raises:
            DamagedError: There is no such content.
        """
        row = self.connection.execute("SELECT content, data FROM docs WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise DamagedError("an article is missing")
        return row[0], *unpack_doc(row[1])

    def held(self, docs: Sequence[int]) -> set[int]:
        """Which contents files have."""
        found: set[int] = set()
        for start in range(0, len(docs), _ROWS[-1]):
            asked = docs[start : start + _ROWS[-1]]
            marks = ", ".join("?" * len(asked))
            rows = self.connection.execute(f"{_HELD} ({marks})", asked).fetchall()
            found.update(doc for (doc,) in rows)
        return found

    def docs_of(self, text: int) -> Iterator[int]:
        """The contents that a text stands in, whether or not a file has them."""
        first = self.record(text).doc
        yield first
        for (doc,) in self.connection.execute("SELECT doc FROM copies WHERE text = ? ORDER BY doc", (text,)):
            if doc != first:
                yield _number(doc)

    def paths_of(self, doc: int) -> list[str]:
        """The files that have a content, in order."""
        rows = self.connection.execute("SELECT path FROM files WHERE doc = ? ORDER BY path", (doc,))
        return [_name(path) for (path,) in rows]

    def paths_of_line(self, line: int) -> list[str]:
        """The files that hold a line or keep to a way to write a term (`ArticleFacts.recurring`), in order."""
        query = "SELECT path FROM lines JOIN files USING (doc) WHERE hash = ? ORDER BY path"
        return [_name(path) for (path,) in self.connection.execute(query, (line,))]

    def paths(self) -> list[str]:
        """All files."""
        return [_name(path) for (path,) in self.connection.execute("SELECT path FROM files")]


def _name(value: object) -> str:
    if not isinstance(value, bytes):
        raise DamagedError("a row is of another kind")
    return os.fsdecode(value)


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise DamagedError("a row is of another kind")
    return value


def open_index(path: str, version: str, *, create: bool = False, patience: float = 30.0) -> Index:
    """Open an index.

    Args:
        path: Its file.
        version: Version of the program.
        create: Make an empty one, where there is none.
        patience: Seconds to wait for another run that writes.

    Raises:
        DamagedError: It is damaged, or of another make.
        OSError: There is none, or it is another user's.
        sqlite3.Error: It cannot be opened.
    """
    if not create and hasattr(os, "geteuid") and os.stat(path).st_uid != os.geteuid():
        raise PermissionError("it belongs to another user")
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "synchronous=NORMAL", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        if create:
            create_tables(connection, version)
        _refuse_others(connection, version)
        return Index(connection)
    except BaseException:
        connection.close()
        raise


def is_damage(error: Exception) -> bool:
    """Whether an error says that an index is damaged, not that it cannot be read or written just now."""
    if isinstance(error, sqlite3.Error):
        # Of errors that SQLite does not number, Python makes those about what a statement is given.
        return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in _DAMAGE
    return isinstance(error, DamagedError)


def remove_index(path: str) -> None:
    """Take an index away, and what SQLite keeps beside it: a journal must not be applied to another index.

    Raises:
        OSError: It cannot be removed.
    """
    for end in ("", *_BESIDE):
        with suppress(FileNotFoundError):
            os.unlink(path + end)


def replace_index(temporary: str, path: str) -> None:
    """Put an index in its place, while no other run writes to the one there.

    Raises:
        OSError: It cannot be.
        sqlite3.Error: Another run writes for too long.
    """
    if not os.path.exists(path):
        remove_index(path)
        os.replace(temporary, path)
        return
    old = sqlite3.connect(path, timeout=30.0, isolation_level=None)
    try:
        # This takes back what a run that was killed has left half done, and its journal with it.
        old.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        remove_index(path)
    try:
        os.replace(temporary, path)
    finally:
        old.close()


def _refuse_others(connection: sqlite3.Connection, version: str) -> None:
    """Refuse what is no index, or one of another make.

    Raises:
        DamagedError: It is.
    """
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    if [row[0] for row in rows] != list(SCHEMA):
        raise DamagedError("it is of another make")
    row = connection.execute("SELECT value FROM meta WHERE key = 'header'").fetchone()
    if row is None or row[0] != header(version).encode():
        raise DamagedError("it is of another version")


def create_tables(connection: sqlite3.Connection, version: str) -> None:
    """Make the tables of an empty index."""
    connection.execute("PRAGMA page_size=16384")
    for statement in SCHEMA:
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('header', ?)", (header(version).encode(),))


def check_size(number: int) -> None:
    """Refuse more texts, or contents, than can be numbered.

    Raises:
        OverflowError: There are too many.
    """
    if number >= MOST_TEXTS:
        raise OverflowError(f"an index holds {MOST_TEXTS:,} texts and as many articles at most")
