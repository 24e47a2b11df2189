"""What a shared index keeps of texts and of articles, as bytes: fixed fields, JSON and zlib, nothing that runs.

Whoever can write to the server can write anything, so what is read is taken apart with care: a record of another shape
is an error, never a surprise.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Iterator, Sequence

from copydesk.config.store import digest
from copydesk.duplicates import fingerprints, quoted, signatures, sketches, text_hash
from copydesk.duplicates.lines import Line
from copydesk.duplicates.units import ArticleFacts, Span
from copydesk.model import StoreError
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

LAYOUT = "copydesk shared index 4; 16 bands of 3 rows in datasketch.MinHashLSH"
_METHODS = (signatures, sketches, fingerprints, text_hash, quoted)
HEADER = "\n".join([LAYOUT, *(method.DESCRIPTION for method in _METHODS)])
"""What has to agree for an index to be of use; stored in it once."""

PASSAGE, TITLE, ARTICLE = b"p", b"t", b"a"
KINDS = (PASSAGE, TITLE, ARTICLE)

ID_SIZE = 20
STAMP_SIZE = 16
_MARK_SIZE = 8
_LARGEST = 1 << 28  # bytes of a text or an article unpacked
_FIXED = struct.Struct(f">{_MARK_SIZE}sII{sketches.SIZE}s")


class SharedIndexError(StoreError):
    """A shared index cannot be reached, or holds what it should not; the text is for the user."""


class ChangedError(StoreError):
    """A text that an article has is not in the index any more; the argument tells which."""


class TextRecord(NamedTuple):
    """What is kept of a distinct text.

    Attributes:
        mark: Tells one stay of the text in the index from another one.
        strength: How many words it counts for.
        fingerprints: How many it has.
        sketch: Its sketch.
        text: Its normalised words.
    """

    mark: bytes
    strength: int
    fingerprints: int
    sketch: bytes
    text: str

    def packed(self) -> bytes:
        """As bytes."""
        fixed = _FIXED.pack(self.mark, self.strength, self.fingerprints, self.sketch)
        return fixed + zlib.compress(self.text.encode("utf-8", "surrogatepass"))

    @classmethod
    def unpacked(cls, data: bytes, name: bytes) -> TextRecord:
        """The reverse.

        Args:
            data: The bytes.
            name: The name of the text, which has to be that of the words.

        Raises:
            SharedIndexError: They are no such record.
        """
        try:
            mark, strength, count, sketch = _FIXED.unpack_from(data)
            text = _inflated(data[_FIXED.size :]).decode("utf-8", "surrogatepass")
        except (struct.error, zlib.error, UnicodeDecodeError):
            raise _damaged("text") from None
        if text_name(text) != name:
            raise _damaged("text")
        return cls(mark, strength, count, sketch, text)


class ArticleRecord(NamedTuple):
    """What is kept of an article.

    Attributes:
        stamp: Of its content, and of the program that read it.
        facts: As of the article, each text of its passages and its title being empty.
        passages: Names of the texts of its passages, in order.
        title: Name of its title, empty for none.
        whole: Name of its text as a whole, empty for none.
    """

    stamp: bytes
    facts: ArticleFacts
    passages: tuple[bytes, ...]
    title: bytes
    whole: bytes

    def texts(self, kind: bytes) -> tuple[bytes, ...]:
        """Names of the texts of one kind, in order."""
        if kind == PASSAGE:
            return self.passages
        name = self.title if kind == TITLE else self.whole
        return (name,) if name else ()

    def all_texts(self) -> Iterator[tuple[bytes, bytes]]:
        """Kind and name of each of its texts."""
        return ((kind, name) for kind in KINDS for name in self.texts(kind))

    def packed(self) -> bytes:
        """As bytes, the stamp first."""
        facts = self.facts
        names = zip(facts.passages, self.passages, strict=True)
        data = {
            "place": facts.place,
            "text": facts.text,
            "title": self.title.hex(),
            "whole": self.whole.hex(),
            "passages": [[*fact[:7], name.hex()] for fact, name in names],
            "names": facts.names,
            "refers": facts.refers,
            "date": facts.date,
            "quotations": facts.quotations,
            "series": facts.series,
            "lines": facts.lines,
            "terms": facts.terms,
        }
        return self.stamp + zlib.compress(json.dumps(data, separators=(",", ":")).encode("ascii"))

    @classmethod
    def unpacked(cls, data: bytes) -> ArticleRecord:
        """The reverse.

        Raises:
            SharedIndexError: The bytes are no such record.
        """
        try:
            return cls._read(data[:STAMP_SIZE], json.loads(_inflated(data[STAMP_SIZE:])))
        except (LookupError, TypeError, ValueError, RecursionError, zlib.error):
            raise _damaged("article") from None

    @classmethod
    def _read(cls, stamp: bytes, data: Any) -> ArticleRecord:
        rows = data["passages"]
        facts = ArticleFacts(
            _span(data["place"]),
            "",
            _whole_number(data["text"]),
            [(*_span(row[:6]), _string(row[6]), "") for row in rows],
            tuple(map(_string, data["names"])),
            tuple(map(_string, data["refers"])),
            _string(data["date"]),
            tuple((*_span(row[:6]), _string(row[6]), _string(row[7])) for row in data["quotations"]),
            _string(data["series"]),
            tuple(Line(*_span(row[:6]), *map(_whole_number, row[6:])) for row in data["lines"]),
            tuple((*_span(row[:6]), _string(row[6]), _string(row[7])) for row in data["terms"]),
        )
        names = tuple(_name(row[7]) for row in rows)
        title, whole = (_name(data[key]) if data[key] else b"" for key in ("title", "whole"))
        return cls(stamp, facts, names, title, whole)


def quoted_runs(article: ArticleRecord | None) -> set[int]:
    """The runs of words in the quotations of an article; none where there is no article."""
    return {run for fact in article.facts.quotations for run in quoted.runs(fact[7])} if article is not None else set()


def article_record(stamp: bytes, facts: ArticleFacts) -> tuple[ArticleRecord, dict[bytes, dict[bytes, str]]]:
    """The record of an article, and its texts by kind and name."""
    bare = facts._replace(title="", passages=[(*fact[:7], "") for fact in facts.passages])
    found = texts_of(facts)
    named = {kind: tuple(map(text_name, texts)) for kind, texts in found.items()}
    texts = {kind: dict(zip(named[kind], found[kind], strict=True)) for kind in KINDS}
    title, whole = (b"".join(named[kind]) for kind in (TITLE, ARTICLE))
    return ArticleRecord(stamp, bare, named[PASSAGE], title, whole), texts


def texts_of(facts: ArticleFacts) -> dict[bytes, list[str]]:
    """The texts of an article by kind."""
    return {
        PASSAGE: [fact[7] for fact in facts.passages],
        TITLE: [facts.title] if facts.title else [],
        ARTICLE: [facts.whole()] if facts.passages else [],
    }


def text_name(text: str) -> bytes:
    """The name of a text: number of words and hash, so that names sort as `text_hash.order_key`, and more of a hash."""
    more = bytes(digest(text.encode("utf-8", "surrogatepass")).digest()[:8])
    return (text.count(" ") + 1).to_bytes(4, "big") + text_hash.text_hash(text).to_bytes(8, "big") + more


def new_mark() -> bytes:
    """A mark that no other text ever had."""
    return os.urandom(_MARK_SIZE)


def article_name(origin: str, path: str) -> bytes:
    """The name of an article."""
    return origin.encode() + b"\0" + path.encode("utf-8", "surrogateescape")


def article_place(name: bytes) -> tuple[str, str]:
    """The reverse of `article_name`: origin and path.

    Raises:
        SharedIndexError: It is none.
    """
    origin, zero, path = name.partition(b"\0")
    if not zero:
        raise _damaged("article")
    return origin.decode("utf-8", "surrogateescape"), path.decode("utf-8", "surrogateescape")


def article_stamp(content: bytes, version: str) -> bytes:
    """The stamp of an article: another version may see other texts in the same file."""
    return bytes(digest(version.encode() + b"\0" + content).digest())


def _inflated(data: bytes) -> bytes:
    inflate = zlib.decompressobj()
    found = inflate.decompress(data, _LARGEST)
    if inflate.unconsumed_tail or not inflate.eof:
        raise zlib.error
    return found


def _damaged(what: str) -> SharedIndexError:
    return SharedIndexError(
        f"it holds what is no {what} of this program: it is damaged, or something else writes there"
    )


def _span(values: Sequence[Any]) -> Span:
    start, end, line, column, end_line, end_column = map(_whole_number, values)
    return start, end, line, column, end_line, end_column


def _whole_number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _name(value: Any) -> bytes:
    name = bytes.fromhex(value)
    if len(name) != ID_SIZE:
        raise ValueError
    return name
