"""The index of a project on disk: for each text the texts that may be like it, in one SQLite file.

It holds no text. A distinct text has a record of 35 bytes: a 64-bit hash, its number of words and strength, its number
of fingerprints, the first article it stands in, and a sketch of 16 bytes. Postings lead to it from its 16 band keys, its
fingerprints and its hash, and to a content from each run of five words in its longer quotations: the high half of a key of 32 bits names a row, in which the low halves and the numbers of the
texts stand sorted. What came after the last build stands in a table of its own (`recent`).

Everything read from it is verified against the articles themselves, so a wrong entry can hide a copy and never make one
up; rows bear a check sum, so that damage shows.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from copydesk.duplicates import bands, fingerprints, quoted, signatures
from copydesk.duplicates.text_hash import DESCRIPTION as HASH
from copydesk.model import StoreError

PASSAGE, TITLE, ARTICLE, QUOTATION = range(4)
"""Kinds of texts, which never meet. Of quotations there are postings only, which lead to contents."""
KINDS = ("paragraph", "long-list-item", "list-item", "blockquote", "table-cell", "caption", "title", "article")
"""Kinds of places by their code."""

LAYOUT = "copydesk-index 2"
BAND_FAMILY, GRAM_FAMILY, HASH_FAMILY = 0, bands.BANDS, bands.BANDS + 1
_SALT = 0x9E3779B1
_MASK = 0xFFFFFFFF
MOST_STRENGTH = 255
CHUNK = 128
"""Records of texts in one row."""
RECORD = Struct("<QIBHI16s")
UNIT = Struct("<IB")
_ID = 3
_AT_ONCE = 5000  # postings since the last build that take no longer to read than a few hundred look-ups
_MOST = 1 << 24

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
    "CREATE TABLE docs(id INTEGER PRIMARY KEY, content BLOB NOT NULL UNIQUE, units BLOB NOT NULL, labels BLOB NOT NULL)",
    "CREATE TABLE texts(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE copies(text INTEGER, doc INTEGER, PRIMARY KEY(text, doc)) WITHOUT ROWID",
    "CREATE TABLE postings(part INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE recent(key INTEGER, text INTEGER, PRIMARY KEY(key, text)) WITHOUT ROWID",
)


class DamagedError(StoreError):
    """The index is not what this version wrote; it has to be built anew."""


class Record(NamedTuple):
    """What the index knows of a text: see the module."""

    hash: int
    words: int
    strength: int
    fingerprints: int
    doc: int
    sketch: bytes


def header(version: str) -> str:
    """What has to agree for an index to be of use: the reader's version, and how texts are made and compared."""
    return "\n".join(
        (
            f"{LAYOUT}; copydesk {version}; {sys.byteorder}-endian",
            signatures.DESCRIPTION,
            bands.DESCRIPTION,
            fingerprints.DESCRIPTION,
            quoted.DESCRIPTION,
            HASH,
        )
    )


def posting_key(kind: int, family: int, value: int) -> int:
    """The 32 bits that a band key, a fingerprint or a hash is found by."""
    return (value + (kind * 32 + family + 1) * _SALT) & _MASK


def pack(parts: bytes) -> bytes:
    """A row with its check sum in front."""
    return crc32(parts).to_bytes(4, "little") + parts


def unpack(row: object) -> bytes:
    """A row without its check sum.

    Raises:
        DamagedError: It does not agree.
    """
    if not isinstance(row, bytes):  # SQLite holds any columns to no type
        raise DamagedError("a row is of another kind")
    if crc32(row[4:]).to_bytes(4, "little") != row[:4]:
        raise DamagedError("a row has been damaged")
    return row[4:]


def pack_postings(lows: bytes, texts: bytes) -> bytes:
    """A row of postings: sorted low halves of keys, then the texts in the same order, three bytes each."""
    return pack(lows + texts)


def postings_of(data: bytes) -> Iterator[tuple[int, int]]:
    """The postings of a row without its check sum: low half of the key, and text."""
    count = len(data) // (2 + _ID)
    lows = memoryview(data)[: 2 * count].cast("H")
    for at, low in enumerate(lows):
        place = 2 * count + _ID * at
        yield low, int.from_bytes(data[place : place + _ID], "little")


class Index:
    """An open index. Offsets and numbers in it mean nothing outside of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._rows: dict[int, bytes] = {}
        self._chunks: dict[int, bytes] = {}
        self._recent: dict[int, list[int]] | None = None
        self._many_recent = False

    def version(self) -> int:
        """Another number once another run has written."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def forget(self) -> None:
        """Keep nothing that has been read, after a change."""
        self._rows.clear()
        self._chunks.clear()
        self._recent = None

    def meta(self, key: str) -> str:
        """A note kept in the index, empty if there is none."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return _name(row[0]) if row is not None else ""

    def posted(self, key: int) -> list[int]:
        """The texts that a key leads to, and a few others by chance."""
        part, low = key >> 16, key & 0xFFFF
        data = self._rows.get(part)
        if data is None:
            row = self.connection.execute("SELECT data FROM postings WHERE part = ?", (part,)).fetchone()
            data = self._rows[part] = unpack(row[0]) if row is not None else b""
        found = []
        if data:
            count = len(data) // (2 + _ID)
            lows = memoryview(data)[: 2 * count].cast("H")
            at = bisect_left(lows, low)
            while at < count and lows[at] == low:
                place = 2 * count + _ID * at
                found.append(int.from_bytes(data[place : place + _ID], "little"))
                at += 1
        return found + self._posted_since(key)

    def _posted_since(self, key: int) -> list[int]:
        """The texts that a key leads to since the last build; few of them are read all at once."""
        if self._recent is None:
            rows = self.connection.execute("SELECT key, text FROM recent LIMIT ?", (_AT_ONCE + 1,)).fetchall()
            self._many_recent = len(rows) > _AT_ONCE
            self._recent = {}
            for other, text in rows if not self._many_recent else ():
                self._recent.setdefault(other, []).append(_number(text))
        if not self._many_recent:
            return self._recent.get(key, [])
        rows = self.connection.execute("SELECT text FROM recent WHERE key = ?", (key,)).fetchall()
        return [_number(text) for (text,) in rows]

    def record(self, text: int) -> Record:
        """What is known of a text.

        Raises:
            DamagedError: There is no such text.
        """
        chunk, at = divmod(text, CHUNK)
        data = self._chunks.get(chunk)
        if data is None:
            row = self.connection.execute("SELECT data FROM texts WHERE chunk = ?", (chunk,)).fetchone()
            data = self._chunks[chunk] = unpack(row[0]) if row is not None else b""
        if RECORD.size * (at + 1) > len(data):
            raise DamagedError("a text is missing")
        return Record(*RECORD.unpack_from(data, RECORD.size * at))

    def text_of(self, kind: int, value: int) -> int | None:
        """The text of a hash, if it is known."""
        for text in self.posted(posting_key(kind, HASH_FAMILY, value >> 32)):
            if self.record(text).hash == value:
                return text
        return None

    def doc_of(self, path: str) -> int | None:
        """The content that a file of the project has, 0 if it is no article; None if the project has no such file."""
        row = self.connection.execute("SELECT doc FROM files WHERE path = ?", (os.fsencode(path),)).fetchone()
        return _number(row[0]) if row is not None else None

    def doc(self, number: int) -> tuple[bytes, list[tuple[int, str]], bytes]:
        """Content hash, texts with the kinds of their places, and labels of a content.

        Raises:
            DamagedError: There is no such content.
        """
        row = self.connection.execute("SELECT content, units, labels FROM docs WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise DamagedError("an article is missing")
        content, units, labels = row[0], unpack(row[1]), unpack(row[2])
        if len(units) % UNIT.size or any(kind >= len(KINDS) for _, kind in UNIT.iter_unpack(units)):
            raise DamagedError("an article is not as it was written")
        return content, [(text, KINDS[kind]) for text, kind in UNIT.iter_unpack(units)], labels

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


def check_size(texts: int) -> None:
    """Refuse more texts than three bytes number.

    Raises:
        OverflowError: There are too many.
    """
    if texts >= _MOST:
        raise OverflowError(f"an index holds {_MOST:,} texts at most")


def text_ids(numbers: Iterable[int]) -> bytes:
    """Numbers of texts as the postings hold them."""
    return b"".join([number.to_bytes(_ID, "little") for number in numbers])
