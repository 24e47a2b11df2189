"""Plain text: paragraphs between blank lines, hard-wrapped or one line each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.document import Block
from copydesk.formats.parsed import Parsed

_LINE = re.compile("[^\r\n]+")
_BLANK = re.compile(r"(?:\r\n|\r|\n)(?:[^\S\r\n]*(?:\r\n|\r|\n))+")
_MARKER = re.compile(r"(?:[-*•‣·]|\d{1,3}[.)])[^\S\r\n]+")
_RUNS_ON = re.compile(r"[\w,;-]$")
_MIN_WIDTH, _MAX_WIDTH = 40, 120


def parse(text: str) -> Parsed:
    """Blocks of a plain text.

    A paragraph ends at a blank line. Inside such a stretch a line end is a mere wrap if the next word would not
    have fitted on the line, or if the sentence plainly runs on; else every line is a paragraph of its own.
    """
    blocks: list[Block] = []
    at = 0
    for gap in [*(match.span() for match in _BLANK.finditer(text)), (len(text), len(text))]:
        lines = [_trimmed(text, match.start(), match.end()) for match in _LINE.finditer(text, at, gap[0])]
        at = gap[1]
        blocks += [_block(text, found) for found in _paragraphs(text, [line for line in lines if line[0] < line[1]])]
    return Parsed(blocks)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _paragraphs(text: str, lines: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Group the lines between two blank lines into paragraphs."""
    if not lines:
        return
    width = max(end - start for start, end in lines)
    wrapped = len(lines) > 1 and _MIN_WIDTH <= width <= _MAX_WIDTH
    current = [lines[0]]
    for line in lines[1:]:
        before = current[-1]
        first_word = re.match(r"\S+", text[line[0] : line[1]])
        assert first_word is not None
        full = before[1] - before[0] + 1 + len(first_word[0]) > width
        runs_on = _RUNS_ON.search(text, before[0], before[1]) and text[line[0]].islower()
        indented = _indent(text, line) >= 2 + _indent(text, lines[-1]) if line is not lines[-1] else False
        if _MARKER.match(text, line[0]) or indented or not ((wrapped and full) or runs_on):
            yield current
            current = [line]
        else:
            current.append(line)
    yield current


def _indent(text: str, line: tuple[int, int]) -> int:
    before = max(text.rfind("\n", 0, line[0]), text.rfind("\r", 0, line[0])) + 1
    return line[0] - before


def _block(text: str, lines: list[tuple[int, int]]) -> Block:
    """One block of one or more lines; line ends between them are read as a space."""
    outer = lines[0][0], lines[-1][1]
    marker = _MARKER.match(text, *lines[0])
    if marker and marker.end() < lines[0][1]:
        lines = [(marker.end(), lines[0][1]), *lines[1:]]
    spans: list[int] = []
    pieces: list[str] = []
    soft_breaks: list[int] = []
    visible = 0
    for number, (start, end) in enumerate(lines):
        if number:
            soft_breaks.append(visible)
            spans += (visible, lines[number - 1][1], start - lines[number - 1][1])
            pieces.append(" ")
            visible += 1
        spans += (visible, start, end - start)
        pieces.append(text[start:end])
        visible += end - start
    return Block(
        "list-item" if marker else "paragraph",
        "".join(pieces),
        spans,
        (lines[0][0], lines[-1][1]),
        outer=outer,
        containers=("list",) if marker else (),
        soft_breaks=soft_breaks,
    )
