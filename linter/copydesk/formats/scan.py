"""State of one pass over a Markdown source that looks for site syntax; every helper is linear over the whole pass."""

from __future__ import annotations

import re

from copydesk.formats.code_regions import CodeRegions
from copydesk.formats.masks import COMMENT, Edit

_LABEL = re.compile(rb"(?:\A|[\r\n])[ >]*\[([^\[\]\r\n]{1,200})\]:")
_SHOWN = re.compile(rb"\s(alt|caption)\s*=\s*(?:\"([^\"\\{}<>&\r\n]+)\"|'([^'\\{}<>&\r\n]+)')")
_AFTER = re.compile(rb"[ \t]*(?=[\r\n]|\Z)")


class Scan:
    """What was found so far.

    Attributes:
        source: UTF-8.
        mdx: Whether single braces and ES modules are MDX.
        saw_mdx: Whether something was seen that only MDX has.
        passed_braces: Whether something was left alone that is MDX's if the file is.
        edits: In order.
        shown: Attributes of tags that a reader is shown, in order: where the tag stands, `alt` or `caption`, where the
            value stands.
        code: Where code stands.
        elements: Names of the open HTML elements from the outermost on that has the attribute `markdown`, and whether
            each has it.
        raw_end: Where the present stretch without template tags ends.
        closed: Names of template tags that have an end tag, once known.
        effort: How many more bytes searches without success may look at.
    """

    def __init__(self, source: bytes, *, mdx: bool) -> None:
        """See the class."""
        self.source = source
        self.mdx = mdx
        self.saw_mdx = False
        self.passed_braces = False
        self.edits: list[Edit] = []
        self.shown: list[tuple[int, int, str, tuple[int, int]]] = []
        self.code = CodeRegions(source)
        self.elements: list[tuple[bytes, bool]] = []
        self.raw_end = 0
        self.closed: frozenset[bytes] | None = None
        self.effort = 4 * len(source) + 100_000
        self._next: dict[bytes, int] = {}
        self._missing: dict[bytes, int] = {}
        self._labels: frozenset[bytes] | None = None
        self._line = 0
        self._counted = 0

    def after(self, token: bytes, start: int, reach: int) -> int:
        """Offset after the next `token` from `start` on if it begins within `reach`, else 0."""
        place = self._next.get(token, -1)
        if place < start:
            place = self.source.find(token, start)
            if place < 0:
                place = len(self.source) + reach
            self._next[token] = place
        return place + len(token) if place < start + reach and place < len(self.source) else 0

    def search(self, pattern: re.Pattern[bytes], start: int) -> re.Match[bytes] | None:
        """First match from `start` on; a pattern that was not found is not looked for again."""
        if pattern.pattern in self._missing:
            return None
        found = pattern.search(self.source, start)
        if found is None:
            self._missing[pattern.pattern] = start
        return found

    def labels(self) -> frozenset[bytes]:
        """Labels of the link references that the source defines, in lower case; found once."""
        if self._labels is None:
            found = _LABEL.finditer(self.source) if b"]:" in self.source else ()
            self._labels = frozenset(label[1].lower() for label in found)
        return self._labels

    def hide(self, start: int, end: int, kind: int) -> int:
        """Add an edit; gives its end."""
        self.edits.append(Edit(start, end, kind))
        return end

    def hide_tag(self, start: int, end: int, kind: int) -> int:
        """Add an edit for a tag some of whose attributes are shown; gives its end."""
        for found in _SHOWN.finditer(self.source, start, end):
            group = 2 if found[2] is not None else 3
            self.shown.append((start, end, found[1].decode(), found.span(group)))
        return self.hide(start, end, kind)

    def comment(self, start: int, end: int, first: int, last: int) -> int:
        """Add a comment whose content is `first:last`; gives its end."""
        self.edits.append(Edit(start, end, COMMENT, inner=(first, last)))
        return end

    def line_start(self, at: int) -> int:
        """Where the line of a place begins; places come in order, or nearly so."""
        if at < self._counted:
            return max(self.source.rfind(b"\n", 0, at), self.source.rfind(b"\r", 0, at)) + 1
        newline = max(self.source.rfind(b"\n", self._counted, at), self.source.rfind(b"\r", self._counted, at))
        if newline >= 0:
            self._line = newline + 1
        self._counted = at
        return self._line

    def fills_line(self, start: int, end: int) -> bool:
        """Whether nothing but blanks and quote marks stands beside a range in its lines, and no deep indent."""
        line = max(self.source.rfind(b"\n", max(start - 200, 0), start), max(start - 200, 0) - 1) + 1
        before = self.source[line:start]
        if before.strip(b" \t>") or not _AFTER.match(self.source, end):
            return False
        indent = before.rsplit(b">", 1)[-1]
        return len(indent.expandtabs(4)) < 4 + (b">" in before)

    def covers(self, at: int) -> bool:
        """Whether the last edit reaches over a place."""
        return bool(self.edits) and self.edits[-1].end > at
