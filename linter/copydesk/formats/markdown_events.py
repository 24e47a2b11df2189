"""Events of the Markdown parser, which carry the byte range of every inline run, turned into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from copydesk.document import CODE, Block
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from copydesk.formats.masks import Marks
    from copydesk.formats.site_syntax import Hidden

_NO_WORD = rb"(?:[^A-Za-z<>\x80-\xff]|<a\b[^<>]{0,300}>|</a>|\]\([^()\s]{0,300}\)){0,100}</sup>"
_URL = re.compile(r"(?:https?|ftp|mailto):(?://)?[^\s<>]*[^\s<>.,;:!?\"')\]]|www\.[^\s<>]*[^\s<>.,;:!?\"')\]]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_CODE_TAGS = frozenset({"code", "kbd", "samp", "tt", "script", "style"})
_CONTAINERS = {
    "BlockQuote": "blockquote",
    "List": "list",
    "DefinitionList": "list",
    "Table": "table",
    "FootnoteDefinition": "footnote",
}
_MARKERS = b" \t>#*+-.)0123456789[]xX|"


class Reader:
    """Collects blocks from a stream of events; one open inline run at a time."""

    def __init__(self, text: str, source: bytes, base: int) -> None:
        self.text = text
        self.source = source
        self.base = base
        self.blocks: list[Block] = []
        self.containers: list[str] = []
        self.table_head = False
        self.html_start = -1
        self.html_lines: list[tuple[int, int]] = []
        self.counted = 0, 0
        self.line = 0
        self.marks: Marks | None = None
        self.titles: frozenset[int] = frozenset()
        self.admonitions: frozenset[int] = frozenset()
        self.before: list[tuple[int, Block]] = []  # comments and the like that no event tells of, the last one first
        self.after: list[tuple[int, Block]] = []  # inline footnotes, likewise
        self._clear()

    def hide(self, hidden: Hidden) -> None:
        """Say what the parser does not see."""
        self.marks = hidden.marks
        self.titles = hidden.titles
        self.admonitions = hidden.admonitions
        self.before = hidden.asides[::-1]

    def add_literals(self, places: list[tuple[int, int]]) -> None:
        """Say where else the parser sees other Markdown than the source has, in order."""
        from copydesk.formats.masks import Marks

        if self.marks is None:
            self.marks = Marks(self.source, {}, places)
        else:
            self.marks.literals = sorted([*self.marks.literals, *places])

    def add_notes(self, notes: list[Block]) -> None:
        """Take blocks of inline footnotes, each to follow the block that it stands in."""
        self.after = [(block.start, block) for block in reversed(notes)]

    def _clear(self) -> None:
        self.pieces: list[str] = []
        self.spans: list[int] = []
        self.visible = 0
        self.first = -1
        self.last = -1
        self.links: list[tuple[int, int]] = []
        self.code: list[tuple[int, str]] = []
        self.soft_breaks: list[int] = []
        self.hidden = ""
        self.hidden_start = -1

    def read(self, events: Iterable[Any]) -> None:
        """Go through all events of a text."""
        base = self.base
        link_start = -1
        image: list[Any] | None = None
        in_code = False
        for event, place in events:
            start = place["start"] + base
            end = place["end"] + base
            value: Any = None
            if type(event) is str:
                name = event
            else:
                name, value = next(iter(event.items()))
            if name == "Text":
                if image is not None:
                    image.append((value, start, end))
                elif self.hidden:
                    pass
                elif (":" in value or "www." in value) and not in_code and _URL.search(value):
                    self._text_with_urls(value, start, end)
                else:  # as in _add, which would cost as much again to call
                    self.pieces.append(value)
                    self.spans += (self.visible, start, end - start)
                    self.visible += len(value)
                    if self.first < 0:
                        self.first = start
                    self.last = max(self.last, end)
            elif name in ("SoftBreak", "HardBreak"):
                if image is not None:
                    image.append((" ", start, end))
                elif not self.hidden:
                    self.soft_breaks.append(self.visible)
                    self.pieces.append(" ")
                    self.spans += (self.visible, start, end - start)
                    self.visible += 1
                    if self.first < 0:
                        self.first = start
                    self.last = max(self.last, end)
            elif name == "Html":
                self.html_lines.append((start, end))
            elif name == "Start":
                tag = value if type(value) is str else next(iter(value))
                if tag == "Paragraph":
                    if self.first >= 0:
                        self._flush("", start)
                elif tag in ("Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript"):
                    self._extend(start, end)
                elif tag == "Link":
                    self._extend(start, end)
                    link_start = self.visible
                elif tag == "Image":
                    self._extend(start, end)
                    image = [] if image is None else image
                elif tag in _CONTAINERS:
                    self._flush("", start)
                    self.containers.append("admonition" if self._is_admonition(start) else _CONTAINERS[tag])
                elif tag == "Item":
                    self._flush("", start)
                elif tag == "TableHead":
                    self.table_head = True
                elif tag == "HtmlBlock":
                    self._flush("", start)
                    self.html_start = start
                    self.html_lines = []
                elif tag == "CodeBlock":
                    self._flush("", start)
                    in_code = True
                else:
                    self._flush("", start)
            elif name == "End":
                tag = value if type(value) is str else next(iter(value))
                if tag == "Link":
                    if link_start >= 0 and self.visible > link_start:
                        self.links.append((link_start, self.visible))
                    link_start = -1
                elif tag == "Image":
                    if image is not None:
                        self._image(image, start, end)
                    image = None
                elif tag in ("Paragraph", "Item", "DefinitionListTitle", "DefinitionListDefinition"):
                    self._flush("", start, end)
                elif tag == "Heading":
                    if start in self.titles:
                        self._flush("paragraph", start, end)
                    else:
                        self._flush("heading", start, end, level=int(value["Heading"][1]))
                elif tag == "TableCell":
                    self._flush("table-header" if self.table_head else "table-cell", start, end)
                elif tag == "TableHead":
                    self.table_head = False
                elif tag == "CodeBlock":
                    in_code = False
                    self._flush("code", start, end)
                elif tag == "HtmlBlock":
                    self._html(self.html_start, end)
                elif tag in _CONTAINERS:
                    self.containers.pop()
            elif name == "Code":
                if image is not None:
                    inner = self.source.find(value.encode("utf-8", "surrogatepass"), start, end)
                    width = len(value.encode("utf-8", "surrogatepass"))
                    image.append((value, inner, inner + width) if inner >= 0 else (value, start, end))
                elif not self.hidden:
                    self.code.append((self.visible, value))
                    self._add(CODE, start, end)
            elif name == "InlineHtml":
                self._inline_html(value, start, end)
            elif name == "FootnoteReference":
                self._extend(start, end)

    def _is_admonition(self, start: int) -> bool:
        """Whether a list is an admonition that was made one for the parser."""
        while self.admonitions and self.source[start : start + 1] in (b" ", b"\t"):
            start += 1
        return start in self.admonitions

    def _extend(self, start: int, end: int) -> None:
        if self.first < 0:
            self.first = start
        self.last = max(self.last, end)

    def _add(self, text: str, start: int, end: int) -> None:
        self.pieces.append(text)
        self.spans += (self.visible, start, end - start)
        self.visible += len(text)
        if self.first < 0:
            self.first = start
        self.last = max(self.last, end)

    def _text_with_urls(self, text: str, start: int, end: int) -> None:
        """Text in which bare addresses stand; they are no prose."""
        if len(text.encode("utf-8", "surrogatepass")) != end - start:
            self._add(text, start, end)
            return
        at = 0
        offset = start
        for match in _URL.finditer(text):
            if match.start() > at:
                piece = text[at : match.start()]
                width = len(piece) if piece.isascii() else len(piece.encode("utf-8", "surrogatepass"))
                self._add(piece, offset, offset + width)
                offset += width
            width = len(match[0].encode("utf-8", "surrogatepass"))
            self.code.append((self.visible, match[0]))
            self._add(CODE, offset, offset + width)
            offset += width
            at = match.end()
        if at < len(text):
            self._add(text[at:], offset, end)

    def _image(self, parts: list[tuple[str, int, int]], start: int, end: int) -> None:
        """An image: one mark in the text, and its alternative text as a block of its own."""
        if self.hidden:
            return
        alt = "".join(part[0] for part in parts)
        self.code.append((self.visible, ""))
        self._add(CODE, start, end)
        if alt.strip():
            spans: list[int] = []
            at = 0
            for text, first, last in parts:
                spans += (at, first, last - first)
                at += len(text)
            extent = parts[0][1], parts[-1][2]
            if self.marks is not None:
                alt, spans, *_ = self.marks.unmask(alt, spans, [], [], [])
                extent = (spans[1], spans[-2] + spans[-1]) if spans else extent
            if alt.strip():
                self.blocks.append(Block("alt", alt, spans, extent, containers=tuple(self.containers)))

    def _inline_html(self, tag: str, start: int, end: int) -> None:
        self._extend(start, end)
        if tag.startswith("<!--"):
            self._comment(start, end)
            return
        match = _TAG.match(tag)
        if match is None:
            return
        closing, name = match[1], match[2].lower()
        if self.hidden:
            if closing and name == self.hidden == "sup":
                self.hidden = ""
            elif closing and name == self.hidden:
                content = self.source[self.hidden_start : start].decode("utf-8", "surrogatepass")
                self.code.append((self.visible, content))
                self._add(CODE, self.hidden_start, start)
                self.hidden = ""
        elif name == "br":
            self.soft_breaks.append(self.visible)
            self._add(" ", start, end)
        elif name == "img":
            self.code.append((self.visible, ""))
            self._add(CODE, start, end)
        elif name == "sup" and not closing and re.compile(_NO_WORD).match(self.source, end):
            self.hidden = name  # the number of a note, as after a word
        elif name in _CODE_TAGS and not closing and not tag.endswith("/>"):
            self.hidden = name
            self.hidden_start = end

    def _comment(self, start: int, end: int) -> None:
        """A comment, whose block holds its content without the marks and blanks around it."""
        first, last = start + 4, end - 3 if self.source.endswith(b"-->", start + 4, end) else end
        content = self.source[first:last]
        first += len(content) - len(content.lstrip())
        text = content.strip().decode("utf-8", "surrogatepass")
        extent = first, first + len(content.strip())
        spans = (0, first, extent[1] - first)
        self.blocks.append(Block("comment", text, spans, extent, outer=(start, end), containers=tuple(self.containers)))

    def _html(self, start: int, end: int) -> None:
        """A block of HTML: comments are common and simple, the rest goes through the HTML format."""
        raw = self.source[start:end].strip()
        if raw.startswith(b"<!--") and raw.find(b"-->") == len(raw) - 3:
            first = self.source.index(raw, start)
            self._comment(first, first + len(raw))
            return
        from copydesk.formats.embedded_html import blocks_of

        lines = self.html_lines if self.containers else []
        for block in blocks_of(self.text, self.source, start, end, lines, self.marks, self._point):
            block.containers = (*self.containers, *block.containers)
            self._append(block, start, end)

    def _point(self, offset: int) -> int:
        """Code points before a byte offset; offsets come in order, so each stretch is counted once."""
        byte, point = self.counted
        if offset >= byte:
            self.counted = offset, point + len(self.source[byte:offset].decode("utf-8", "surrogatepass"))
            return self.counted[1]
        return len(self.source[:offset].decode("utf-8", "surrogatepass"))

    def _flush(self, kind: str, start: int, end: int | None = None, *, level: int = 0) -> None:
        """Close the open run as a block, if it holds anything; without a kind it is a paragraph or a list item."""
        if self.pieces:
            text = "".join(self.pieces)
            if text.strip() or kind == "code":
                kind = kind or ("list-item" if self.containers[-1:] == ["list"] else "paragraph")
                extent = self._extent(kind, start)
                outer = self._outer(extent, end)
                links, code, soft_breaks, spans = self.links, self.code, self.soft_breaks, self.spans
                if self.marks is not None and kind == "code":
                    text = self.marks.original(text, spans)
                elif self.marks is not None and (self.marks.literals or self.marks.in_text(text, code)):
                    text, spans, links, code, soft_breaks, cut = self.marks.unmask(
                        text, spans, links, code, soft_breaks
                    )
                    extent = (
                        cut[0] if cut[0] >= 0 else extent[0],
                        min(cut[1], extent[1]) if cut[1] >= 0 else extent[1],
                    )
                if text.strip() or kind == "code":
                    block = Block(
                        kind,
                        text,
                        spans,
                        extent,
                        outer=outer,
                        level=level,
                        containers=tuple(self.containers),
                        links=links,
                        code=code,
                        soft_breaks=soft_breaks,
                    )
                    self._append(block, *outer)
        if self.pieces or self.first >= 0:
            self._clear()

    def _append(self, block: Block, start: int, end: int) -> None:
        """Add a block; before it the comments up to its end, after it the footnotes that begin within it."""
        while self.before and self.before[-1][0] < end:
            self.blocks.append(self.before.pop()[1])
        while self.after and self.after[-1][0] < start:
            self.blocks.append(self.after.pop()[1])
        self.blocks.append(block)

    def finish(self) -> None:
        """Add what no block took with it."""
        self.blocks += [block for _, block in reversed(self.before)]
        self.blocks += [block for _, block in reversed(self.after)]

    def _extent(self, kind: str, start: int) -> tuple[int, int]:
        """Source range of the content: from the first inline mark to the last, blanks left out."""
        first, last = self.first, self.last
        if kind != "code" and first > start and self.source[first - 1] == 0x5C:
            first -= 1  # the escape of an escaped first character
        content = self.source[first:last].lstrip(b" \t\r\n")
        first = last - len(content)
        content = content.rstrip(b" \t\r\n")
        if content.endswith(b"\xa0"):  # the second byte of NBSP, a blank to the eye
            content = content.decode("utf-8", "surrogatepass").rstrip().encode("utf-8", "surrogatepass")
        return first, first + len(content)

    def _outer(self, extent: tuple[int, int], end: int | None) -> tuple[int, int]:
        """The content with list markers, quote marks and heading marks around it."""
        line = self.source.rfind(b"\n", self.line, extent[0]) + 1 or self.line
        line = self.source.rfind(b"\r", line, extent[0]) + 1 or line
        self.line = line
        before = self.source[line : extent[0]]
        first = line if not before.strip(_MARKERS) else extent[0]
        last = extent[1]
        if end is not None:
            closing = self.source[last:end]
            if closing.strip(b" \t#\r\n=-") == b"":
                last += len(closing.rstrip(b" \t\r\n"))
        return first, last
