"""The rows of an index as bytes: records of texts, articles; each with a check sum."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from struct import Struct
from zlib import crc32

from copydesk.duplicates import fingerprints, sketches
from copydesk.duplicates.postings import DamagedError
from copydesk.typed import NamedTuple

KINDS = ("paragraph", "long-list-item", "list-item", "blockquote", "table-cell", "caption", "title", "article")
"""Kinds of places by their code."""

MOST_STRENGTH = 255
CHUNK = 31
"""Records of texts in one row; 18 rows fill a page."""
RECORD = Struct(f"=QHBBBI{sketches.SIZE}s")
_UNIT = 4
KIND_SHIFT = 6
MOST_WORDS = 0x3FFFFF
_LENGTH = 4


class Record(NamedTuple):
    """What the index knows of a text.

    Attributes:
        kind: Which kind of text it is (`index.PASSAGE` and so on).
        hash: `text_hash` of it.
        words: Number of its words.
        strength: Number of words that it counts for, 255 at most.
        fingerprints: How many of its fingerprints are counted.
        doc: The first article that it stands in.
        sketch: Its sketch.
    """

    kind: int
    hash: int
    words: int
    strength: int
    fingerprints: int
    doc: int
    sketch: bytes

    def packed(self) -> bytes:
        """As bytes."""
        kind, value, words, strength, marks, doc, sketch = self
        above = kind << KIND_SHIFT | words >> 16
        return RECORD.pack(value, words & 0xFFFF, above, strength, marks, doc, sketch)


def record_at(data: bytes, offset: int) -> Record:
    """The reverse of `Record.packed`."""
    value, low, above, strength, marks, doc, sketch = RECORD.unpack_from(data, offset)
    return Record(above >> KIND_SHIFT, value, (above << 16 | low) & MOST_WORDS, strength, marks, doc, sketch)


def record_of(kind: int, value: int, words: int, strength: int, marks: int, doc: int, sketch: bytes) -> Record:
    """A record, its numbers no larger than it can hold.

    Args:
        kind: Kind of the text.
        value: Its hash.
        words: Number of its words.
        strength: Number of words it counts for.
        marks: Number of its fingerprints.
        doc: The first article it stands in.
        sketch: Its sketch.
    """
    marks = fingerprints.counted(marks, words)
    return Record(kind, value, min(words, MOST_WORDS), min(strength, MOST_STRENGTH), marks, doc, sketch)


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


def pack_units(units: Iterable[tuple[int, int]]) -> bytes:
    """Number and kind of each text of an article."""
    return b"".join([(number << 8 | kind).to_bytes(_UNIT, sys.byteorder) for number, kind in units])


def pack_doc(units: bytes, labels: bytes) -> bytes:
    """A row of an article: the number of its texts, these with their kinds, and its labels."""
    return pack(len(units).to_bytes(_LENGTH, "little") + units + labels)


def unpack_doc(row: object) -> tuple[list[tuple[int, str]], bytes]:
    """The reverse of `pack_doc`, the kinds by name.

    Raises:
        DamagedError: It is none.
    """
    data = unpack(row)
    end = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
    if end > len(data) or (end - _LENGTH) % _UNIT:
        raise DamagedError("an article is not as it was written")
    units = memoryview(data[_LENGTH:end]).cast("I")
    try:
        return [(unit >> 8, KINDS[unit & 0xFF]) for unit in units], data[end:]
    except IndexError:
        raise DamagedError("an article is not as it was written") from None
