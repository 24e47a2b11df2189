"""Document: one article as typed blocks of visible text, each mapped back to its source exactly.

Formats build blocks in their own unit (UTF-8 bytes for Markdown, code points elsewhere); everything a
caller sees is in code points of `Document.text`. Conversions happen when asked for, which is when there
is a finding, so a clean article pays nothing for them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

CODE = "￼"
"""Stands in visible text for inline code, images and other things that are no prose."""

_LINE_END = re.compile("\r\n|\r|\n")
_CONTINUATION = bytes(range(0x80, 0xC0))
_CHECKPOINT = 4096

PROSE = frozenset({"heading", "paragraph", "list-item", "table-header", "table-cell", "caption"})
"""Kinds of block whose text is read as prose."""


class Block:
    """One piece of the article: a paragraph, a heading, a list item, a table cell and so on.

    Attributes:
        kind: `heading`, `paragraph`, `list-item`, `table-header`, `table-cell`, `caption`, `alt`, `code`,
            `comment`, `title` (HTML's `<title>`) or `front-matter`. A paragraph inside a list item is a `list-item`; one inside a block
            quote stays a `paragraph` with `blockquote` among its containers.
        text: Visible text: entities and escapes resolved, line breaks inside the block as one space (as a
            newline in code and plain-text verse), inline code and images as one `CODE` character.
        level: 1 to 6 for headings, else 0.
        containers: What the block stands in, outermost first: `blockquote`, `list`, `table`, `figure`,
            `footnote`, `details`, HTML's `nav`, `header`, `footer`, `aside`, `address`, `aria-hidden`, and `display` where
            a class says that it is a deck, a pull quote, key points, a teaser, a caption or a credit; for plain text
            `verse`, `byline`, `dateline`: what the block is.
        field: Name of the front-matter field, nested names joined by dots; "" elsewhere.
        links: Ranges of `text` that are link text, in order.
        code: Offset in `text` and content of each inline code span, in order.
        spans: Flat triples `visible start, source start, source length`, in the unit of the format, in order.
        soft_breaks: Offsets in `text` of the spaces, in verse newlines, that stand for line breaks inside the block.
    """

    __slots__ = (
        "_extent",
        "_outer",
        "_points",
        "_tokens",
        "code",
        "containers",
        "field",
        "kind",
        "level",
        "links",
        "soft_breaks",
        "spans",
        "text",
    )

    def __init__(
        self,
        kind: str,
        text: str,
        spans: Sequence[int],
        extent: tuple[int, int],
        *,
        outer: tuple[int, int] | None = None,
        level: int = 0,
        containers: tuple[str, ...] = (),
        field: str = "",
        links: Sequence[tuple[int, int]] = (),
        code: Sequence[tuple[int, str]] = (),
        soft_breaks: Sequence[int] = (),
    ) -> None:
        """Take the visible text and where it comes from.

        Args:
            kind: See the class.
            text: See the class.
            spans: See the class.
            extent: Source range of the block's content: no list marker, no heading marks, no blank at either end.
            outer: Source range of the whole block with its marks; `extent` if not given.
            level: See the class.
            containers: See the class.
            field: See the class.
            links: See the class.
            code: See the class.
            soft_breaks: See the class.
        """
        self.kind = kind
        self.text = text
        self.spans = spans
        self._extent = extent
        self._outer = outer or extent
        self.level = level
        self.containers = containers
        self.field = field
        self.links = links
        self.code = code
        self.soft_breaks = soft_breaks
        self._points: Callable[[int], int] | None = None
        self._tokens: list[str] | None = None

    def __repr__(self) -> str:
        return f"Block({self.kind!r}, {self.text[:40]!r}, {self._extent})"

    @property
    def start(self) -> int:
        """Offset of the block's content in the source."""
        return self._point(self._extent[0])

    @property
    def end(self) -> int:
        """Offset after the block's content in the source."""
        return self._point(self._extent[1])

    @property
    def begins_marked(self) -> bool:
        """Whether markup stands before the first visible character, within the block or around its content."""
        return not self.spans or self.spans[1] > min(self._extent[0], self._outer[0])

    @property
    def outer(self) -> tuple[int, int]:
        """Source range of the whole block, list marker or heading marks included."""
        return self._point(self._outer[0]), self._point(self._outer[1])

    @property
    def prose(self) -> bool:
        """Whether a reader takes the text for prose."""
        return self.kind in PROSE

    @property
    def tokens(self) -> list[str]:
        """Folded words for comparison, inline code included; computed once."""
        if self._tokens is None:
            from copydesk.text.normalise import tokens

            self._tokens = tokens(self.full_text if self.code else self.text)
        return self._tokens

    @property
    def full_text(self) -> str:
        """Visible text with inline code in its place, for comparing blocks with one another."""
        if not self.code:
            return self.text
        pieces = []
        at = 0
        for offset, content in self.code:
            pieces += [self.text[at:offset], content]
            at = offset + 1
        return "".join([*pieces, self.text[at:]])

    def source_start(self, offset: int) -> int:
        """Source offset of the visible character at `offset`; that of the block's end for its length."""
        if offset >= len(self.text):
            return self.source_end(len(self.text))
        i = self._span_at(offset)
        visible, source, length = self.spans[i : i + 3]
        start = self._point(source)
        if self._verbatim(i, start, source + length):
            return start + offset - visible
        return start

    def source_end(self, offset: int) -> int:
        """Source offset after the visible character before `offset`; the block's start for 0."""
        if offset <= 0:
            return self.source_start(0) if self.text else self.start
        i = self._span_at(offset - 1)
        visible, source, length = self.spans[i : i + 3]
        start = self._point(source)
        if self._verbatim(i, start, source + length):
            return start + offset - visible
        return self._point(source + length)

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Source range of the visible range `start:end`; each end is mapped by itself."""
        first = self.source_start(start)
        return first, max(first, self.source_end(end))

    def visible_range(self, start: int, end: int) -> tuple[int, int]:
        """Range of the visible text that comes from a range of the source; empty where nothing does."""
        size = range(len(self.text))
        first = bisect_right(size, start, key=lambda offset: self.source_end(offset + 1))
        return first, max(first, bisect_left(size, end, key=self.source_start))

    def use_points(self) -> None:
        """Say that this block counts in code points although its document counts in bytes."""
        self._points = int

    def drop(self, offsets: Sequence[int]) -> None:
        """Take single characters out of the visible text, before anything has looked at it.

        Args:
            offsets: Where they stand in `text`, in order. One inside a longer span is left, unless the span is
                verbatim and counts in code points.
        """
        dropped: list[int] = []
        spans: list[int] = []
        later = 0
        for i in range(0, len(self.spans), 3):
            visible, source, length = self.spans[i : i + 3]
            end = self.spans[i + 3] if i + 3 < len(self.spans) else len(self.text)
            at = visible
            while later < len(offsets) and offsets[later] < end:
                gone = offsets[later]
                later += 1
                if end - visible > 1 and (length != end - visible or self._points not in (None, int)):
                    continue
                if gone > at:
                    spans += (at - len(dropped), source + at - visible, gone - at)
                dropped.append(gone)
                at = gone + 1
            if at == visible:
                spans += (at - len(dropped), source, length)
            elif at < end:
                spans += (at - len(dropped), source + at - visible, end - at)
        self.spans = spans
        starts = [0, *(gone + 1 for gone in dropped)]
        self.text = "".join([self.text[start:end] for start, end in zip(starts, [*dropped, None], strict=True)])
        gone_at = frozenset(dropped)
        self.soft_breaks = [at - bisect_left(dropped, at) for at in self.soft_breaks if at not in gone_at]
        self.links = [
            (start - bisect_left(dropped, start), end - bisect_left(dropped, end)) for start, end in self.links
        ]
        self.code = [(at - bisect_left(dropped, at), content) for at, content in self.code]

    def _span_at(self, offset: int) -> int:
        low, high = 0, len(self.spans) // 3
        while low < high:
            middle = (low + high) // 2
            if self.spans[3 * middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return 3 * max(low - 1, 0)

    def _verbatim(self, i: int, start: int, source_end: int) -> bool:
        following = self.spans[i + 3] if i + 3 < len(self.spans) else len(self.text)
        return self._point(source_end) - start == following - self.spans[i]

    def _point(self, offset: int) -> int:
        return offset if self._points is None else self._points(offset)


class Document:
    """One article: source, blocks, title, front matter, and the map between offsets and lines.

    Attributes:
        path: Path as it is reported, with forward slashes.
        format: `markdown`, `html` or `text`.
        text: Decoded source, byte-order mark left out, line ends as they are.
        encoding: Name of the encoding the bytes were read with.
        blocks: All blocks in source order, front-matter fields first.
        title: Block that holds the title, or None.
        metadata: Front-matter values as plain data.
        declared: BCP 47 code that the article, or else the configuration, declares as its language, or None.
        memo: Results that several checks share, keyed by who computes them.
    """

    __slots__ = (
        "_checkpoints",
        "_language",
        "_lines",
        "_prose",
        "_utf8",
        "blocks",
        "declared",
        "encoding",
        "format",
        "memo",
        "metadata",
        "path",
        "text",
        "title",
    )

    def __init__(
        self,
        path: str,
        format: str,  # noqa: A002 - the word users know it by
        text: str,
        blocks: Sequence[Block],
        *,
        title: Block | None = None,
        metadata: Mapping[str, Any] | None = None,
        language: str | None = None,
        encoding: str = "utf-8",
        utf8: bytes | None = None,
    ) -> None:
        """Tie blocks to their source.

        Args:
            path: See the class.
            format: See the class.
            text: See the class.
            blocks: See the class; their offsets are code points, or bytes of `utf8` where that is given.
            title: See the class.
            metadata: See the class.
            language: What the article declares as its language; what is no BCP 47 code counts for nothing.
            encoding: See the class.
            utf8: The text as UTF-8, where blocks count in bytes and the text is not plain ASCII.
        """
        self.path = path
        self.format = format
        self.text = text
        self.blocks = blocks
        self.title = title
        self.metadata = metadata or {}
        self.declared: str | None = None
        self._language: str | None = ""
        if language:
            self.declare(language)
        self.encoding = encoding
        self.memo: dict[Any, Any] = {}
        self._lines: list[int] | None = None
        self._prose: list[Block] | None = None
        self._utf8 = utf8
        self._checkpoints: list[int] | None = None
        if utf8 is not None:
            for block in blocks:
                if block._points is None:  # noqa: SLF001 - blocks and their document are one thing
                    block._points = self._point_of_byte  # noqa: SLF001

    @property
    def prose(self) -> list[Block]:
        """Blocks a reader takes for prose, in order, front matter left out; computed once."""
        if self._prose is None:
            self._prose = [block for block in self.blocks if block.kind in PROSE]
        return self._prose

    @property
    def language(self) -> str | None:
        """BCP 47 code of the language it is to be read in, or None where nothing tells; settled once.

        The declared one, unless the text plainly contradicts it; else a vote on the text (`copydesk.text.language`).
        """
        if self._language == "":
            from copydesk.text.language import settled_language

            self._language = settled_language(self.declared, [block.text for block in self.prose])
        return self._language

    def declare(self, language: str | None) -> None:
        """Take a language for an article that declares none; before anything asks for `language`."""
        if self.declared is None and language:
            from copydesk.text.language import language_tag

            self.declared = language_tag(language)

    @property
    def title_text(self) -> str | None:
        """The title's visible text, or None."""
        return self.title.text.strip() if self.title is not None else None

    def position(self, offset: int) -> tuple[int, int]:
        r"""Line and column of an offset, both from 1, in code points.

        Lines end at `\r\n`, `\n` or a lone `\r`, as editors count them; U+2028 ends none.
        """
        if self._lines is None:
            self._lines = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def line_range(self, line: int) -> tuple[int, int]:
        """Offsets of a line's text, its line end left out; lines count from 1."""
        self.position(0)
        assert self._lines is not None
        start = self._lines[line - 1]
        end = self._lines[line] if line < len(self._lines) else len(self.text)
        return start, start + len(self.text[start:end].rstrip("\r\n"))

    def byte_offset(self, offset: int) -> int:
        """Offset in bytes of the file as it is encoded, its byte-order mark not counted."""
        return len(self.text[:offset].encode(self.encoding, "surrogatepass"))

    def blocks_of(self, *kinds: str) -> Iterator[Block]:
        """The blocks of some kinds, in order."""
        return (block for block in self.blocks if block.kind in kinds)

    def _point_of_byte(self, offset: int) -> int:
        """Code-point offset of a byte offset into the UTF-8 source."""
        assert self._utf8 is not None
        if self._checkpoints is None:
            self._checkpoints = [0]
            for at in range(0, len(self._utf8), _CHECKPOINT):
                piece = self._utf8[at : at + _CHECKPOINT]
                self._checkpoints.append(self._checkpoints[-1] + len(piece.translate(None, _CONTINUATION)))
        base = offset // _CHECKPOINT
        tail = self._utf8[base * _CHECKPOINT : offset]
        return self._checkpoints[base] + len(tail.translate(None, _CONTINUATION))
