"""What an article holds that can stand in another one: its passages, its title, its text as a whole, its quotations.

These are the facts that the rules about several articles share: plain data, gathered once for each article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from copydesk.document import Block, Document
from copydesk.duplicates.article import KINDS, Passage, estimated, is_furniture, passages
from copydesk.duplicates.lawful import given_names, references
from copydesk.duplicates.lines import Line, find_lines
from copydesk.duplicates.quoted import KIND, quotations
from copydesk.duplicates.terms import find_terms, term_hashes
from copydesk.duplicates.text_hash import text_hash
from copydesk.typed import TYPE_CHECKING, NamedTuple

_COUNTED = r"\d|\b[IVXLC]+\b|^\s*\["
_REST = "#"  # no word begins with it


if TYPE_CHECKING:
    from typing import Protocol, TypeVar

    class _OnBlock(Protocol):
        @property
        def block(self) -> Block: ...

    _Placed = TypeVar("_Placed", bound=_OnBlock)

LEAST_WORDS = 8
"""Shorter passages are not kept."""

Fact = tuple[int, int, int, int, int, int, str, str]
"""Start, end, line, column, end line, end column, kind and normalised text of one passage."""

Span = tuple[int, int, int, int, int, int]
"""Start, end, line, column, end line, end column."""


class ArticleFacts(NamedTuple):
    """What of one article is compared with others.

    Attributes:
        place: Where a finding about the article as a whole stands: its title, else its first block.
        title: Normalised words of its title; empty if it has none.
        text: 64-bit hash of what a reader sees beside title, passages and page furniture: headings, short lines, code;
            0 if there is nothing.
        passages: Its passages in order.
        names: What its front matter calls it (`copydesk.duplicates.lawful`).
        refers: Names of articles that its front matter says it is a copy or an update of.
        date: The date in its front matter, or empty.
        quotations: Its longer quotations in order, their texts as `copydesk.duplicates.quoted` says.
        series: Its title without dates, versions and numbers (`copydesk.duplicates.series`); empty if it has none.
        lines: Its short blocks in order, which may belong to the page (`copydesk.duplicates.lines`).
        terms: Places of terms that have several ways to write them, in order (`copydesk.duplicates.terms`).
    """

    place: Span
    title: str
    text: int
    passages: list[Fact]
    names: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    date: str = ""
    quotations: tuple[Fact, ...] = ()
    series: str = ""
    lines: tuple[Line, ...] = ()
    terms: tuple[Fact, ...] = ()

    def in_series_with(self, other: ArticleFacts) -> bool:
        """Whether the titles of two articles differ, but in dates, versions and numbers only."""
        return (
            self.title != other.title
            and bool(self.title)
            and (self.series or self.title) == (other.series or other.title)
        )

    def recurring(self) -> set[int]:
        """Hashes that the article is found by: of its lines, and of the ways to write a term that it keeps to."""
        return {line.hash for line in self.lines} | term_hashes(self.terms)

    def whole(self) -> str:
        """What articles as a whole are compared by: the words of all passages, and one for all that stands beside them.

        So two articles with the same paragraphs under other headings, or with other code, are alike and not the same.
        """
        words = [fact[7] for fact in self.passages]
        return " ".join([*words, f"{_REST}{self.text:x}"] if self.text else words)


def without_rest(words: Sequence[str]) -> Sequence[str]:
    """The words of `ArticleFacts.whole` without the one that stands for headings, short lines and code."""
    return words[:-1] if words and words[-1].startswith(_REST) else words


def article_facts(document: Document) -> ArticleFacts:
    """What of an article is compared with others; computed once for all rules that ask."""
    found: ArticleFacts | None = document.memo.get("article-facts")
    if found is None:
        found = document.memo["article-facts"] = _article_facts(document)
    return found


def _article_facts(document: Document) -> ArticleFacts:
    title = document.title
    found = passages(document, KINDS, LEAST_WORDS)
    rest = _rest(document, found)
    places: dict[int, Span] = {}
    first = title or next(iter(document.prose), None)
    start, end = (first.start, first.end) if first is not None else (0, 0)
    return ArticleFacts(
        (start, end, *document.position(start), *document.position(end)),
        " ".join(title.tokens) if title is not None else "",
        text_hash(rest) if rest else 0,
        [(*place, passage.kind, passage.text) for passage, place in _placed(document, found, places)],
        tuple(sorted(given_names(document.metadata))),
        tuple(sorted(references(document.metadata))),
        str(document.metadata.get("date", "")),
        tuple(
            (start, end, *document.position(start), *document.position(end), KIND, text)
            for start, end, text in quotations(document)
        ),
        _series(title.text) if title is not None else "",
        tuple(
            Line(*place, found.hash, found.words, found.place)
            for found, place in _placed(document, find_lines(document), places)
        ),
        tuple(
            (start, end, *document.position(start), *document.position(end), how, way)
            for start, end, how, way in find_terms(document)
        ),
    )


def _series(title: str) -> str:
    if re.search(_COUNTED, title) is None:
        return ""
    from copydesk.duplicates.series import series_key

    return series_key(title)


def _rest(document: Document, found: Sequence[Passage]) -> str:
    """What a reader sees beside the title, the passages and page furniture, its prose as normalised words."""
    taken = {id(passage.block) for passage in found}
    if document.title is not None:
        taken.add(id(document.title))
    return " ".join(
        block.text if block.kind == "code" else " ".join(block.tokens)
        for block in document.blocks
        if (block.prose or block.kind == "code") and id(block) not in taken and not is_furniture(block)
    ).strip()


def strength(words: Sequence[str]) -> int:
    """The largest number of words that `copydesk.duplicates.article.enough_words` finds in a text."""
    words = without_rest(words)
    count = estimated(words)
    return max(len(words) // 4, count // 3, count - sum(map(str.isdigit, words)))


def _placed(document: Document, found: Iterable[_Placed], known: dict[int, Span]) -> Iterator[tuple[_Placed, Span]]:
    """Passages or lines with their offsets, lines and columns.

    They come in order, so counting on from the last one is far cheaper than a table of all lines.

    Args:
        document: The article.
        found: Those of one kind.
        known: The places of those of other kinds by the identity of their block; takes these.
    """
    text = document.text
    simple = "\r" not in text
    at, line, line_start = 0, 1, 0
    for passage in found:
        key = id(passage.block)
        if key in known:
            yield passage, known[key]
            continue
        start, end = passage.block.start, passage.block.end
        if not simple or start < at:
            known[key] = (start, end, *document.position(start), *document.position(end))
            yield passage, known[key]
            continue
        newline = text.rfind("\n", at, start)
        if newline >= 0:
            line += text.count("\n", at, start)
            line_start = newline + 1
        at = start
        newline = text.rfind("\n", start, end)
        last = line + text.count("\n", start, end) if newline >= 0 else line
        last_start = newline + 1 if newline >= 0 else line_start
        known[key] = start, end, line, start - line_start + 1, last, end - last_start + 1
        yield passage, known[key]
