"""HTML: tokens turned into blocks of what a browser shows, without a tree.

Elements are opened and closed as the HTML standard's tree construction does it where that shows in the text: end tags
that may be left out, misnested and stray end tags, table parts. Left aside: moving text out of tables, and table cells
without a table, which count as cells. Inline elements leave no trace but links, code and images.
"""

from __future__ import annotations

import re

from copydesk.document import Block
from copydesk.formats.front_matter import split
from copydesk.formats.html_elements import (
    BLOCKS,
    CODE_ELEMENTS,
    ITEMS,
    NEVER_SHOWN,
    PAGE,
    RAW_TEXT,
    TABLE_PARTS,
    VOID,
    Open,
    set_apart,
)
from copydesk.formats.html_head import Head
from copydesk.formats.html_text import VisibleText
from copydesk.formats.html_tokens import (
    COMMENT,
    END,
    FOREIGN,
    START,
    TEXT,
    attribute_value,
    attributes,
    comment_range,
    tokens,
)
from copydesk.formats.parsed import Parsed

_NOT_DISPLAYED = r"(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)"


def parse(text: str) -> Parsed:
    """Blocks of an HTML page.

    Args:
        text: The decoded file.

    Returns:
        Blocks in code points: what a browser shows, comments, alternative texts of images, and `<title>` as a block of
        the kind `title`. The metadata are those of `<meta name|property|itemprop>` in lower case, and above them the
        front matter's.
    """
    front = split(text)
    hidden = None
    if "{%" in text or "{{" in text:
        from copydesk.formats.html_templates import hide

        hidden = hide(text, front.end)
    page = _Page(text if hidden is None else hidden.text)
    page.read(front.end, len(text))
    blocks, title, metadata = page.blocks, page.title, page.head.metadata
    if hidden is not None:
        blocks, title, metadata = hidden.restore(blocks, title, metadata)
    return Parsed(
        [*front.blocks, *blocks],
        {**metadata, **front.values},
        title=front.title,
        document_title=title,
        language=front.language or page.head.language,
    )


def parse_fragment(text: str, start: int, end: int) -> list[Block]:
    """Blocks of a piece of HTML, such as one that stands in Markdown.

    Args:
        text: The whole source.
        start: Offset of the piece in code points.
        end: Offset after it.

    Returns:
        Blocks with offsets into `text`; an element that the piece does not close ends with it.
    """
    page = _Page(text)
    page.read(start, end)
    return page.blocks


class _Page:
    """Reads tokens and collects blocks; the text of one block grows at a time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.head = Head(text)
        self.title: Block | None = None
        self.run = VisibleText(text)
        self.run_start = 0  # where the markup before the text of the next block ends
        self.run_end = 0  # offset after the last inline end tag
        self.inner: list[Block] = []  # comments and alternative texts that stand within the growing block
        self.open = [Open("", 0, 0, None)]
        self.top = self.open[0]
        self.places: dict[str, list[int]] = {}  # indexes of the open elements by name
        self.link_scope = -1
        self.title_start = 0
        self.end = len(text)  # where the range to read ends
        self.code = ""  # name of the open inline code element
        self.code_start = 0
        self.code_depth = 0
        self.code_run: VisibleText | None = None

    def read(self, start: int, end: int) -> None:
        """Go through a range of the source."""
        self.run_start = start
        self.end = end
        for kind, name, first, last in tokens(self.text, start, end):
            if kind == TEXT and not name:
                if not self.top.hidden:
                    if self.code_run is not None:
                        self.code_run.add(first, last)
                    elif self.top.kind == "code":
                        self.run.add_preformatted(first, last)
                    else:
                        self.run.add(first, last)
            elif kind == START:
                if name in BLOCKS:
                    self._start_block(name, first, last)
                else:
                    self._start_inline(name, first, last)
            elif kind == END:
                if name in BLOCKS:
                    self._end_block(name, first, last)
                else:
                    self._end_inline(name, first, last)
            elif kind == COMMENT:
                self._comment(first, last)
            elif kind == FOREIGN:
                self._foreign(name, first, last)
            else:
                self._raw(name, first, last)
        self._close_to(1, end)
        self._flush(self.top, closing=False)

    def _start_block(self, name: str, start: int, end: int) -> None:
        level = 0
        if BLOCKS[name] == "heading":
            level = int(name[1])
            name = "h1"
        if name in TABLE_PARTS:
            table = self.top.table
            index = min(
                (at for part in TABLE_PARTS[name] for at in self.places.get(part, ())[-1:] if at > table), default=0
            )
            if index:
                self._close_to(index, start)
        else:
            item = self.top.item
            if name in ITEMS and item >= 0 and self.open[item].name in ITEMS[name]:
                self._close_to(item, start)
            paragraph = self.places.get("p")
            if paragraph and paragraph[-1] > self.top.scope:
                self._close_to(paragraph[-1], start)
            if level and self.top.name == "h1":
                self._close_to(len(self.open) - 1, start)
        if not self.top.hidden:
            self._flush(self.top, closing=False)
            self.run_start = end
        if name not in VOID:
            self.top.used = True
            plain = end - start == len(name) + 2 and name != "dialog"
            self._push(name, start, hidden=not plain and self._hides(name, start, end))
            if not plain and not self.top.hidden:
                self.top.stand_apart(set_apart(self.text[start:end].lower()))
            if level:
                self.top.level = level

    def _end_block(self, name: str, start: int, end: int) -> None:
        if BLOCKS[name] == "heading":
            name = "h1"
        index = (self.places.get(name) or [0])[-1]
        if name == "table" or name in TABLE_PARTS:
            within = index >= self.top.table if name == "table" else index > self.top.table
        else:
            within = index > self.top.scope
        if name == "li":  # a list inside hides the item from the end tag
            within = within and index > max((self.places.get("ul") or [0])[-1], (self.places.get("ol") or [0])[-1])
        if index and within:
            self._close_to(index, start, end)
        elif name == "p" and not self.top.hidden:  # browsers take it for an empty paragraph
            self._flush(self.top, closing=False)
            self.run_start = end

    def _start_inline(self, name: str, start: int, end: int) -> None:
        top = self.top
        if name in RAW_TEXT:
            self._skipped(end)
        elif name == "title":
            self.title_start = start
        elif name in PAGE:
            self._page_tag(name, start, end)
        elif name == "meta":
            self.head.read_meta(start, end)
        elif top.hidden:
            if name not in VOID:
                self._push(name, start, hidden=True)
        elif name in NEVER_SHOWN:
            self._push(name, start, hidden=True)
        elif end - start > len(name) + 2 and self._hides(name, start, end):
            if name not in VOID:
                self._push(name, start, hidden=True)
        elif name == "a":
            if "href" in attributes(self.text, start, end):
                self.run.open_link()
                self.link_scope = top.scope
            else:
                self.run.close_link()
        elif name in CODE_ELEMENTS:
            if self.code_run is not None:
                self.code_depth += name == self.code
            elif top.kind != "code":
                self.code, self.code_start, self.code_depth = name, start, 1
                self.code_run = VisibleText(self.text)
        elif name == "br":
            self._line_break(start, end)
        elif name == "img":
            self._image(start, end)
        elif name == "button":  # drawn apart from the text around it
            (self.code_run or self.run).blank(start, end)

    def _end_inline(self, name: str, start: int, end: int) -> None:
        place = self.places.get(name)
        if place:
            boundary = self.top.scope - 1 if name in NEVER_SHOWN else self.top.block
            if place[-1] > boundary:
                self._close_to(place[-1], start, end)
        elif name in PAGE:
            self._page_tag(name, start, end)
        elif self.top.hidden:
            return
        elif name == "a":
            self.run.close_link()
        elif self.code_run is not None and name == self.code:
            self.code_depth -= 1
            if self.code_depth == 0:
                self._end_code(end)
        elif name == "br":
            self._line_break(start, end)
        elif name == "button":
            (self.code_run or self.run).blank(start, end)
        self.run_end = end
        self._skipped(end)

    def _page_tag(self, name: str, start: int, end: int) -> None:
        """`<html>`, `<head>` and `<body>`: browsers know by themselves where these begin and end."""
        if name == "html":
            self.head.read_html(start, end)
        self._skipped(end)

    def _hides(self, name: str, start: int, end: int) -> bool:
        """Whether a start tag says that its element is not shown."""
        tag = self.text[start:end].lower()
        if "hidden" not in tag and "none" not in tag and name != "dialog":
            return False
        values = attributes(self.text, start, end)
        if "hidden" in values or (name == "dialog" and "open" not in values):
            return True
        return "style" in values and re.search(_NOT_DISPLAYED, attribute_value(self.text, *values["style"])) is not None

    def _line_break(self, start: int, end: int) -> None:
        if self.code_run is not None:
            self.code_run.line_break(start, end)
        elif self.top.kind == "code":
            self.run.line_break(start, end, preformatted=True)
        elif self.run.breaking and self.top.kind != "heading":  # a second one in a row leaves an empty line
            self._flush(self.top, closing=False)
            self.run_start = end
        else:
            self.run.line_break(start, end)
            self._skipped(end)

    def _image(self, start: int, end: int) -> None:
        """An image: one mark in the text, and its alternative text as a block of its own."""
        if self.code_run is None:
            self.run.mark(start, end, "")
        place = attributes(self.text, start, end).get("alt")
        if place is not None and place[0] < place[1]:
            alternative = VisibleText(self.text)
            alternative.add(*place, attribute=True)
            self._aside(alternative.take("alt", outer=(start, end), containers=self.top.containers))

    def _comment(self, start: int, end: int) -> None:
        first, last = comment_range(self.text, start, end)
        if first < last:
            text = self.text[first:last]
            self._aside(
                Block(
                    "comment",
                    text,
                    (0, first, last - first),
                    (first, last),
                    outer=(start, end),
                    containers=self.top.containers,
                )
            )
        self._skipped(end)

    def _foreign(self, name: str, start: int, end: int) -> None:
        """A drawing is furniture; a formula is part of its sentence."""
        if name == "math" and not self.top.hidden and self.code_run is None:
            self.run.mark(start, end, "")
        else:
            self._skipped(end)

    def _raw(self, name: str, start: int, end: int) -> None:
        """Content of an element in which tags do not count."""
        if self.top.hidden:
            return
        if name == "title":
            if self.title is None:
                title = VisibleText(self.text)
                title.add(start, end)
                self.title = title.take(
                    "title", outer=(self.title_start, self.text.find(">", end, self.end) + 1 or end)
                )
                self._aside(self.title)
        elif name in ("xmp", "plaintext"):
            self.run.add_preformatted(start, end, references=False)

    def _aside(self, block: Block | None) -> None:
        """Keep a block that is not part of the growing text, in the order of the source."""
        if block is not None:
            (self.inner if self.run.size or self.code_run is not None else self.blocks).append(block)

    def _skipped(self, end: int) -> None:
        """Say that the next block begins after `end` at the earliest, unless it has begun."""
        if not self.run.size and self.code_run is None:
            self.run_start = end

    def _push(self, name: str, start: int, *, hidden: bool) -> None:
        index = len(self.open)
        self.top = Open(name, start, index, self.top, hidden=hidden)
        self.open.append(self.top)
        self.places.setdefault(name, []).append(index)

    def _close_to(self, index: int, at: int, end: int = 0) -> None:
        """Close the open elements from an index on.

        Args:
            index: Index of the outermost one to close.
            at: Offset of the tag that closes them.
            end: Offset after that tag where it is the end tag of the outermost.
        """
        while len(self.open) > index:
            element = self.open.pop()
            self.places[element.name].pop()
            if not element.hidden:
                self._flush(element, closing=True, end=end if len(self.open) == index else 0)
                if self.link_scope == len(self.open):
                    self.run.close_link()
        self.top = self.open[-1]
        self._skipped(end or at)

    def _end_code(self, end: int) -> None:
        assert self.code_run is not None
        content = self.code_run.text()
        self.code_run = None
        if content:
            self.run.mark(self.code_start, end, content)

    def _flush(self, element: Open, *, closing: bool, end: int = 0) -> None:
        """Close the growing block, if it holds anything.

        Args:
            element: The element that it stands in.
            closing: Whether the element ends here.
            end: Offset after the element's end tag, 0 where it has none.
        """
        if self.code_run is not None:
            self._end_code(max(self.code_run.last, self.run_end))  # never closed: it ends with its block
        run = self.run
        if run.size:
            last = max(run.last, self.run_end)
            if closing and not element.used:
                outer = element.start, end or last
            else:
                blank = re.compile(r"\s*").match(self.text, self.run_start, run.first)
                outer = (blank.end() if blank else run.first), last
            block = run.take(element.kind, outer=outer, level=element.level, containers=element.containers)
            element.used = True
            if block is not None:
                self.blocks.append(block)
        if self.inner:
            self.blocks += self.inner
            self.inner.clear()
