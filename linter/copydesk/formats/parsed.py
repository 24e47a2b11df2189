"""What a format gives back, and which block of it is the title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from copydesk.document import Block
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

TITLE_WORDS = 25
"""Most words a first line may have to count as the title."""

_FURNITURE = frozenset(("nav", "header", "footer", "aside"))
_CREDITS = 4  # blocks among which the first line is looked for that is neither byline nor dateline


class Parsed:
    """Blocks of one article and what the format says about it.

    Attributes:
        blocks: All blocks in source order, front-matter fields first.
        metadata: Front-matter values as plain data.
        title: Block of an explicit title that is no heading: a front-matter field.
        document_title: HTML's `<title>` block, the title only where there is no H1.
        language: Language the source declares.
        utf8: The source as UTF-8 where offsets are bytes of it; None where they are code points.
    """

    __slots__ = ("blocks", "document_title", "language", "metadata", "title", "utf8")

    def __init__(
        self,
        blocks: Sequence[Block],
        metadata: Mapping[str, Any] | None = None,
        *,
        title: Block | None = None,
        document_title: Block | None = None,
        language: str | None = None,
        utf8: bytes | None = None,
    ) -> None:
        """See the class."""
        self.blocks = blocks
        self.metadata = metadata or {}
        self.title = title
        self.document_title = document_title
        self.language = language
        self.utf8 = utf8


def find_title(parsed: Parsed) -> Block | None:
    """The title: front matter, else an H1, else `<title>`, else a first block of one short line.

    The H1 is the first one. Where a page has several, or one in its furniture, it is the one that `<title>` begins
    with or holds, else the first outside of `nav`, `header`, `footer` and `aside`, which hold the site's name. Bylines
    and datelines do not count as a first block.
    """
    if parsed.title is not None and parsed.title.text.strip():
        return parsed.title
    first: list[Block] = []
    headlines: list[Block] = []
    stated = parsed.document_title
    for block in parsed.blocks:
        if block.kind == "heading" and block.level == 1 and block.text.strip():
            if stated is None and _FURNITURE.isdisjoint(block.containers):
                return block
            headlines.append(block)
        if len(first) < _CREDITS and block.prose and block.text.strip():
            first.append(block)
    if headlines:
        return headlines[0] if stated is None else _headline(headlines, stated)
    if stated is not None and stated.text.strip():
        return stated
    return _first_line(first)


def _headline(headlines: Sequence[Block], stated: Block) -> Block:
    """Which H1 is the article's, by what `<title>` says; `<title>` itself where the only ones are the site's name."""
    if len(headlines) == 1 and _FURNITURE.isdisjoint(headlines[0].containers):
        return headlines[0]
    whole = "".join(stated.tokens)
    best: tuple[int, Block] | None = None
    for block in headlines:
        words = "".join(block.tokens)
        if not words:
            continue
        outside = _FURNITURE.isdisjoint(block.containers)
        fits = 3 if whole == words else 2 if whole.startswith(words) else outside and words in whole
        if fits and (best is None or 2 * fits + outside > best[0]):
            best = 2 * fits + outside, block
    if best is not None:
        return best[1]
    for block in headlines:
        if _FURNITURE.isdisjoint(block.containers):
            return block
    site = all("".join(block.tokens) in whole for block in headlines)
    return stated if site and whole else headlines[0]


def _first_line(first: Sequence[Block]) -> Block | None:
    """The first block that is no byline and no dateline, if it can be a title."""
    if not first:
        return None
    from copydesk.text.bylines import is_byline, is_dateline, opens_with_dateline

    for block in first:
        text = block.text.strip()
        if block.soft_breaks or _words(text) > TITLE_WORDS or opens_with_dateline(text):
            return None
        if not is_byline(text) and not is_dateline(text):
            return block
    return None


def _words(text: str) -> int:
    """Number of words, roughly, also where no blanks part them."""
    count = len(text.split())
    if count > TITLE_WORDS or text.isascii() or len(text) <= TITLE_WORDS:
        return count
    from copydesk.text.normalise import tokens
    from copydesk.text.unspaced import estimated_words

    return max(count, estimated_words(tokens(text)))
