"""Where code stands in Markdown: fenced blocks and code spans, as far as a scan without a parser can tell."""

from __future__ import annotations

from bisect import bisect_right

from copydesk.lazy_pattern import lazy_pattern

_FENCE = lazy_pattern(rb"([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}(?![^\r\n]*`)|~{3,})")
_BEFORE_BLOCK = lazy_pattern(rb"[\r\n](?=[ \t>]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|\||`{3}|~{3}|[\r\n]|\Z))")
_NO_QUOTE = lazy_pattern(rb"[\r\n](?![ \t]*>)")
_NO_INDENT = lazy_pattern(rb"[\r\n](?=[^ \t\r\n])")
_RUN = lazy_pattern(rb"`+|~+")
_REST = lazy_pattern(rb"[ \t]*(?=[\r\n]|\Z)")
_TICKS = lazy_pattern(rb"`+")


class CodeRegions:
    """Answers whether a place is in code, for places that come in order."""

    def __init__(self, source: bytes) -> None:
        """Take the whole source, as UTF-8."""
        self._source = source
        self._end = 0  # up to where code spans are known
        self._first = 0  # where the paragraph begins that was looked at last
        self._seen = 0  # up to where it was looked at
        self._ticks = False  # whether backticks stand in that part of it
        self._spans: list[tuple[int, int]] = []

    def fence_end(self, line: int, at: int) -> int:
        """Offset after a fenced block.

        Args:
            line: Where the line begins.
            at: Where three or more backticks or tildes stand in it.

        Returns:
            The start of what follows the block; `at` if none begins here.
        """
        source = self._source
        found = _FENCE.match(source, line)
        if found is None or found.start(2) != at:
            return at
        prefix, fence = found[1], found[2]
        column = len(prefix.rsplit(b">", 1)[-1].expandtabs(4))
        if b">" in prefix:
            leaving = _NO_QUOTE
        elif prefix.strip() or column >= 4:  # in a list item, which a line further left ends
            leaving = _NO_INDENT
        else:
            _, end = self._closing(fence, found.end(), len(source), column)
            return end or len(source)
        reach = 1000
        while True:  # what comes first, without looking through what lies behind it
            limit = min(found.end() + reach, len(source))
            left = leaving.search(source, found.end(), limit)
            _, end = self._closing(fence, found.end(), left.start() if left else limit, column)
            if end:
                return end
            if left:
                return left.start()
            if limit == len(source):
                return limit
            reach *= 4

    def _closing(self, fence: bytes, at: int, limit: int, column: int) -> tuple[int, int]:
        """Where the line that closes a fenced block begins and ends.

        Args:
            fence: The marks that open it.
            at: Offset to begin at.
            limit: Offset to end at.
            column: Where the opening marks stand in their line; closing ones stand three columns behind at most.

        Returns:
            0 and 0 if no line closes it before `limit`.
        """
        source = self._source
        while (place := source.find(fence, at, limit)) >= 0:
            end = _RUN.match(source, place)
            at = end.end() if end else place + len(fence)
            near = max(place - 200, 0)
            line = max(source.rfind(b"\n", near, place), source.rfind(b"\r", near, place)) + 1
            rest = _REST.match(source, at)
            before = source[line:place]
            if rest and line and not before.strip(b" \t>"):
                indent = before.rsplit(b">", 1)[-1]
                if len(indent.expandtabs(4)) < column + 4:
                    return line, rest.end()
        return 0, 0

    def span_end(self, at: int) -> int:
        """Offset after the code span that holds a place, `at` if none does."""
        if at >= self._end:
            self._advance(at)
            if not self._ticks:
                return at
            self._read(self._first, at)
        index = bisect_right(self._spans, (at, len(self._source))) - 1
        return self._spans[index][1] if index >= 0 and self._spans[index][1] > at else at

    def _advance(self, at: int) -> None:
        """Find where the paragraph of a place begins at the earliest, and whether backticks stand before the place."""
        source = self._source
        seen = max(self._seen, self._end)
        overlap = max(seen - 2, self._first)
        empty = source.rfind(b"\n\n", overlap, at)
        if b"\r" in source[overlap:at]:
            empty = max(empty, source.rfind(b"\n\r\n", overlap, at))
        if empty >= 0:
            self._first = empty
            self._ticks = False
            seen = max(seen, empty)
        self._ticks = self._ticks or source.find(b"`", seen, at) >= 0
        self._seen = at

    def _read(self, first: int, at: int) -> None:
        """Find the code spans of the text around a place: no farther than its paragraph reaches."""
        source = self._source
        end = -1
        for found in _BEFORE_BLOCK.finditer(source, first):
            if found.start() >= at:
                end = found.start()
                break
            first = found.start()
        self._end = end if end > at else max(at + 1, len(source) if end < 0 else end)
        self._spans = _spans(source, first, self._end)
        self._first = self._seen = self._end
        self._ticks = False


def _spans(source: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges of the code spans in a paragraph."""
    runs = [found.span() for found in _TICKS.finditer(source, start, end)]
    by_length: dict[int, list[int]] = {}
    for number, (first, last) in enumerate(runs):
        by_length.setdefault(last - first, []).append(number)
    spans = []
    number = 0
    while number < len(runs):
        first, last = runs[number]
        number += 1
        if escaped(source, first):
            first += 1
        same = by_length.get(last - first, [])
        index = bisect_right(same, number - 1)
        if first < last and index < len(same):
            closing = same[index]
            spans.append((first, runs[closing][1]))
            number = closing + 1
    return spans


def escaped(source: bytes, at: int) -> bool:
    """Whether an odd number of backslashes stands before a place."""
    before = source[max(at - 50, 0) : at]
    return (len(before) - len(before.rstrip(b"\\"))) % 2 == 1
