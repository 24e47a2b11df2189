"""The texts of an article as an index takes them, and what its front matter says, as bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from struct import Struct, error

from copydesk.duplicates.index import ARTICLE, GRAM_FAMILY, PASSAGE, QUOTATION, TITLE, posting_key
from copydesk.duplicates.postings import DamagedError
from copydesk.duplicates.quoted import runs
from copydesk.duplicates.text_hash import text_hash
from copydesk.duplicates.units import ArticleFacts
from copydesk.text.normalise import tokens
from copydesk.typed import Protocol

_COUNTS = Struct("<II")
_OTHER_SIZE = 0.4  # hyphens and dashes make another number of words of a text than blanks tell

Text = tuple[int, int, str]
"""Kind of text, its hash, and its words joined by blanks."""


class Files(Protocol):
    """The files of a project by path in its index; reading raises `StaleError` if a content is another than known."""

    def shown(self, path: str) -> str:
        """Path as reported."""

    def stored(self, path: str) -> str:
        """The reverse of `shown`."""

    def facts(self, path: str, content: bytes) -> ArticleFacts:
        """The facts of a file that must have the content of a hash."""

    def parts(self, path: str, content: bytes) -> list[str]:
        """What blank lines part in one."""


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


def quoted_keys(facts: ArticleFacts) -> list[int]:
    """The keys that lead to a content for its quotations."""
    found = {run for fact in facts.quotations for run in runs(fact[7])}
    return [posting_key(QUOTATION, GRAM_FAMILY, run) for run in sorted(found)]


def find_plain(parts: Iterable[str], size: int, value: int) -> list[str] | None:
    """The words of a text that stands in its article as one of some parts, by number of words and hash."""
    for part in parts:
        if abs(part.count(" ") + part.count("\n") - size) < _OTHER_SIZE * size:
            words = tokens(part)
            if len(words) == size and text_hash(words) == value:
                return words
    return None


def join_labels(facts: ArticleFacts) -> bytes:
    """Names, references and date of an article as the index keeps them: each with its length in front, if there are any."""
    parts = [part.encode("utf-8", "surrogatepass") for part in (facts.date, *facts.names, *facts.refers)]
    if not any(parts):
        return b""
    return _COUNTS.pack(len(facts.names), len(facts.refers)) + b"".join(
        len(part).to_bytes(4, "little") + part for part in parts
    )


def split_labels(labels: bytes) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The reverse of `join_labels`.

    Raises:
        DamagedError: It is not of that shape.
    """
    if not labels:
        return (), (), ""
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
