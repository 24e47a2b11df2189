r"""Syllables of 125,000 English words, from the CMU Pronouncing Dictionary.

The counts stand in a file that is mapped into memory, so nothing is read but what is asked for, and processes share it.
It is a hash table: a header, then where each bucket begins (32 bits each, little-endian, with one more for the end), then
the buckets: `\nword 3\nother 32\n`. A word's bucket is the number that its bytes make,
little-endian, modulo the number of buckets: as good as a checksum, and nothing needs to be imported for it. The first figure is the count in the pronunciation
that the dictionary gives first, the second one, where it differs, that in the fullest one; a figure above nine is the
character that comes so many after `0`. `scripts/build_syllables.py` makes the file.
"""

from __future__ import annotations

import os
from functools import cache

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mmap import mmap

BUCKETS = 32_749
"""A prime, so that words spread evenly."""

HEADER = b"copydesk syllables 2\0\0\0\0"

_FIRST = len(HEADER)
_LINE_END = 10
_ZERO = 48
_PATH = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "syllables.table")


def bucket_of(word: bytes) -> int:
    """Number of the bucket of a word in lower case."""
    return int.from_bytes(word, "little") % BUCKETS


def known_syllables(word: str) -> int:
    """Syllables of a word in its fullest pronunciation: three in `interest`, two in `our`.

    Args:
        word: In lower case, in ASCII; apostrophes may be in it.

    Returns:
        -1 for a word that the dictionary does not hold; 0 for `shh` and its like.
    """
    table = _table()
    at = _find(table, word)
    if at < 0:
        return -1
    last = table[at + 1]
    return (table[at] if last == _LINE_END else last) - _ZERO


def first_pronunciation(word: str) -> int:
    """As `known_syllables`, in the pronunciation that the dictionary gives first, which is the one textstat takes."""
    table = _table()
    at = _find(table, word)
    return table[at] - _ZERO if at >= 0 else -1


def first_pronunciations() -> dict[str, int]:
    """Syllables of every word in the pronunciation that the dictionary gives first."""
    lines = _table()[_FIRST + 4 * (BUCKETS + 1) :].decode().split("\n")
    return {word: ord(counts[0]) - _ZERO for word, _, counts in (line.partition(" ") for line in lines) if word}


def _find(table: mmap, word: str) -> int:
    """Where the figures of a word stand, or -1."""
    encoded = word.encode()
    place = _FIRST + 4 * (int.from_bytes(encoded, "little") % BUCKETS)
    line = b"\n%b " % encoded
    start, end = (
        int.from_bytes(table[place : place + 4], "little"),
        int.from_bytes(table[place + 4 : place + 8], "little"),
    )
    at = table.find(line, start, end)
    return at + len(line) if at >= 0 else -1


@cache
def _table() -> mmap:
    from mmap import ACCESS_READ, mmap

    with open(_PATH, "rb") as file:
        table = mmap(file.fileno(), 0, access=ACCESS_READ)
    if table[: len(HEADER)] != HEADER:
        raise ValueError(f"{_PATH}: not a table of syllables")
    return table
