"""Indents of MDX, which make no code there, taken back before a Markdown parser sees them.

What stands within an element is moved left to the column of its tag, line by line; blanks at the end of the line keep
every byte count. `Moved.back` says of the parser's events where they stand in the source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from copydesk.formats.masks import TAG, Edit
from copydesk.lazy_pattern import lazy_pattern
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

_LINE = lazy_pattern(rb"( *)([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_BEFORE_TAG = lazy_pattern(rb"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_INDENTED = {"Start": {"CodeBlock": "Indented"}}
_ROUNDS = 4  # how often what comes to light may hold what is indented again
_NAME = lazy_pattern(rb"<(/?)([\w.:-]*)")


class _Element(NamedTuple):
    """An element whose opening tag begins its line: where its content begins and ends, and the column of the tag."""

    start: int
    end: int
    column: int


class Moved:
    """Lines that were moved left: where each begins, where it ends, by how much it was moved."""

    def __init__(self, lines: Sequence[tuple[int, int, int]]) -> None:
        """Take the lines, in order."""
        self._lines = lines
        self._starts = [line[0] for line in lines]

    def lines(self) -> dict[int, tuple[int, int]]:
        """Where each line ends and by how much it was moved, by its start."""
        return {start: (end, width) for start, end, width in self._lines}

    def back(self, events: Iterable[Any]) -> Iterator[Any]:
        """Events of a parser with their places in the source; text is cut at the ends of lines."""
        for event, place in events:
            start, end = place["start"], place["end"]
            if type(event) is dict and "Text" in event and len(event["Text"].encode()) == end - start:
                yield from self._text(event["Text"], start, end)
            else:
                yield event, {"start": self._source(start), "end": self._source_end(start, end)}

    def _line(self, offset: int) -> tuple[int, int, int]:
        """The moved line that holds an offset; one of no length where it stands in none."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._lines[index][1]:
            return self._lines[index]
        return offset, offset, 0

    def _source(self, offset: int) -> int:
        _, end, width = self._line(offset)
        return min(offset + width, end) if width else offset

    def _source_end(self, start: int, end: int) -> int:
        """Offset after what ends at `end`, which may be the first of the next line."""
        if end <= start:
            return self._source(start)
        _, line_end, width = self._line(end - 1)
        return min(end + width, line_end) if width else end

    def _text(self, text: str, start: int, end: int) -> Iterator[Any]:
        index = max(bisect_right(self._starts, start) - 1, 0)
        rest = text.encode()
        at = start
        for first, last, width in self._lines[index : bisect_right(self._starts, end - 1)]:
            shown = last - width  # behind it stand the blanks that keep the count
            for stop, moved in ((min(first, end), 0), (min(shown, end), width)):
                if stop > at:
                    yield {"Text": rest[at - start : stop - start].decode()}, {"start": at + moved, "end": stop + moved}
                    at = stop
            if shown <= at < last:
                at = min(last, end)
        if at < end:
            yield {"Text": rest[at - start :].decode()}, {"start": at, "end": end}


def dedent(masked: bytes, source: bytes, edits: Sequence[Edit]) -> tuple[bytes, Moved | None]:
    """Move the content of elements to the column of their tags.

    Args:
        masked: The body for the parser, its hidden ranges without line ends.
        source: The body as it is.
        edits: What is hidden in it.

    Returns:
        The body to parse, as long as before, and which lines were moved; None if none was.
    """
    elements = _elements(source, edits)
    if not elements:
        return masked, None
    parts: list[bytes] = []
    lines: list[tuple[int, int, int]] = []
    inside: list[tuple[_Element, int, int]] = []  # element, its own move, that of its content or -1
    number = at = 0
    for line in _LINE.finditer(masked, elements[0].start):
        start, indent = line.start(), line.end(1) - line.start(1)
        if not line[2]:
            continue
        while inside and inside[-1][0].end <= line.end(1):
            inside.pop()
        while number < len(elements) and elements[number].start <= start:
            element = elements[number]
            number += 1
            if element.end > line.end(1):
                own = _move(inside, element.column)
                inside.append((element, own, -1))
        if not inside:
            if number == len(elements):
                break
            continue
        width = min(_move(inside, indent), indent)
        if width:
            stop = line.end(2)
            parts += [masked[at:start], masked[start + width : stop], b" " * width]
            lines.append((start, stop, width))
            at = stop
    if not lines:
        return masked, None
    parts.append(masked[at:])
    return b"".join(parts), Moved(lines)


def events_without_code(
    parse: Callable[[str], Iterable[Any]], content: str, moved: Moved | None
) -> tuple[Iterable[Any], Moved | None]:
    """Events of a parser that knows of no code by indent: what it takes for such is moved left and read again.

    Args:
        parse: The parser.
        content: The body to parse.
        moved: Lines of it that were moved already.

    Returns:
        The events and all lines that were moved.
    """
    events: list[Any] = list(parse(content))
    for _ in range(_ROUNDS):
        starts = [place for event, place in events if event == _INDENTED]
        if not starts:
            break
        masked = content.encode("utf-8", "surrogatepass")
        parts: list[bytes] = []
        widths = {} if moved is None else moved.lines()
        at = 0
        for place in starts:
            first, end = place["start"], place["end"]  # behind the four columns that made it code
            line = max(masked.rfind(b"\n", at, first), masked.rfind(b"\r", at, first), at - 1) + 1
            if masked[line:first].strip(b" "):
                continue
            block = masked[first:end]
            deep = 4 + len(block) - len(block.lstrip(b" "))
            for found in _LINE.finditer(masked, line, end):
                start, stop = found.start(), found.end(2)
                width = min(deep, found.end(1) - start)
                if found[2] and width:
                    parts += [masked[at:start], masked[start + width : stop], b" " * width]
                    widths[start] = stop, widths.get(start, (0, 0))[1] + width
                    at = stop
        if not parts:
            break
        moved = Moved([(start, *widths[start]) for start in sorted(widths)])
        content = b"".join([*parts, masked[at:]]).decode("utf-8", "surrogatepass")
        events = list(parse(content))
    return events, moved


def _move(inside: list[tuple[_Element, int, int]], indent: int) -> int:
    """By how much the content of the innermost element is moved, of which `indent` is the first indent if none was."""
    if not inside:
        return 0
    element, own, move = inside[-1]
    if move < 0:
        move = own + max(indent - element.column, 0)
        inside[-1] = element, own, move
    return move


def _elements(source: bytes, edits: Sequence[Edit]) -> list[_Element]:
    """Elements whose opening tag begins a line and whose end tag stands in a later one, in order."""
    found: list[_Element] = []
    stack: list[tuple[bytes, int, int]] = []  # name, offset after the tag, its column or -1
    counted: dict[bytes, int] = {}
    line = looked = 0
    for edit in edits:
        line = max(source.rfind(b"\n", looked, edit.start), source.rfind(b"\r", looked, edit.start), line - 1) + 1
        looked = edit.start
        if edit.kind != TAG and source[edit.start : edit.start + 2] != b"</":
            continue
        tag = _NAME.match(source, edit.start)
        if tag is None or source[edit.end - 2 : edit.end] == b"/>":
            continue
        if not tag[1]:
            before = _BEFORE_TAG.match(source, line, edit.start)
            column = edit.start - line if before and before.end() == edit.start else -1
            stack.append((tag[2], edit.end, column))
            counted[tag[2]] = counted.get(tag[2], 0) + 1
        elif counted.get(tag[2]):
            while stack:
                name, start, column = stack.pop()
                counted[name] -= 1
                if name == tag[2]:
                    if column >= 0 and line >= start:
                        found.append(_Element(start, edit.start, column))
                    break
    return sorted(found)
