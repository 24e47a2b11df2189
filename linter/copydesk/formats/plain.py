"""Plain text: paragraphs between blank lines, hard-wrapped or one line each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.document import Block
from copydesk.formats.parsed import Parsed

_LINE = re.compile("[^\r\n]+")
_BLANK = re.compile(r"(?>\r\n|\r|\n)(?:[^\S\r\n]*(?>\r\n|\r|\n))+")
_MARKER = re.compile(r"(?:[-*•‣·]|\d{1,3}[.)])[^\S\r\n]+")
_SENTENCE_END = re.compile(r"""[.!?:…。！？：]["'”’)\]」』）]{0,3}\Z""")
_RUNS_ON = re.compile(r"[\w,;-]\Z")
_WORD = re.compile(r"\S+")
_MIN_WIDTH, _MAX_WIDTH = 40, 120
_COMMENT_MARKS = (
    ("<!--", "-->"),
    ("{/*", "*/}"),
    ("/*", "*/"),
    ("#", ""),
    ("//", ""),
    ("..", ""),
    ("%", ""),
    (";", ""),
)
_TAIL = 4  # characters that tell how a line ends
_WIDE = "\u2e80"  # from here on a letter is two columns wide, and lines may break after any
_CLOSING_MARKS = 2  # columns that a line of such letters may lack or have more, so that no mark begins one


class _Line(NamedTuple):
    """One line that is not blank, without the blanks at its ends."""

    start: int
    end: int
    indent: int


def parse(text: str) -> Parsed:
    """Blocks of a plain text.

    A paragraph ends at a blank line. Inside such a stretch a line end is a mere wrap if the next word would not
    have fitted on the line, or if the sentence plainly runs on; else every line is a paragraph of its own.
    """
    blocks: list[Block] = []
    directives = "copydesk:" in text or ("vale" in text and "<!--" in text)
    at = 0
    for gap in [*(match.span() for match in _BLANK.finditer(text)), (len(text), len(text))]:
        lines = [_line(text, *match.span()) for match in _LINE.finditer(text, at, gap[0])]
        at = gap[1]
        lines = [line for line in lines if line.start < line.end]
        if directives:
            blocks += _with_directives(text, lines)
        else:
            blocks += [_block(text, found) for found in _paragraphs(text, lines)]
    return Parsed(blocks)


def _with_directives(text: str, lines: list[_Line]) -> Iterator[Block]:
    """Blocks of a stretch of lines, of which some may be directives to this program or to Vale."""
    prose: list[_Line] = []
    for line in lines:
        comment = _directive(text, line)
        if comment is None:
            prose.append(line)
        else:
            yield from (_block(text, found) for found in _paragraphs(text, prose))
            yield comment
            prose = []
    yield from (_block(text, found) for found in _paragraphs(text, prose))


def _directive(text: str, line: _Line) -> Block | None:
    """A comment for a line that holds nothing but a directive in the marks of some language's comments."""
    for opening, closing in _COMMENT_MARKS:
        if text.startswith(opening, line.start) and text.endswith(closing, line.start, line.end):
            inner = text[line.start + len(opening) : line.end - len(closing)].strip()
            words = ("copydesk", "vale ") if opening == "<!--" else ("copydesk: ignore", "copydesk:ignore")
            if not inner.startswith(words):
                return None
            start = text.index(inner, line.start)
            extent = start, start + len(inner)
            return Block("comment", inner, (0, start, len(inner)), extent, outer=(line.start, line.end))
    return None


def _line(text: str, start: int, end: int) -> _Line:
    content = text[start:end]
    indent = len(content) - len(content.lstrip())
    return _Line(start + indent, start + len(content.rstrip()), indent)


def _paragraphs(text: str, lines: list[_Line]) -> Iterator[list[_Line]]:
    """Group the lines between two blank lines into paragraphs."""
    if not lines:
        return
    width = max(line.end - line.start for line in lines)
    columns = 2 * width if text[lines[0].start] >= _WIDE else width
    indent = min(line.indent for line in lines)
    # Lines that all end where a sentence does are paragraphs, not wraps: words break lines anywhere.
    wrapped = _MIN_WIDTH <= columns <= _MAX_WIDTH and not all(
        _SENTENCE_END.search(text[max(line.start, line.end - _TAIL) : line.end]) for line in lines[:-1]
    )
    current = [lines[0]]
    for line in lines[1:]:
        before = current[-1]
        word = _WORD.match(text, line.start, line.end)
        assert word is not None
        length = word.end() - word.start() if text[line.start] < _WIDE else _CLOSING_MARKS
        full = before.end - before.start + 1 + length > width
        runs_on = _RUNS_ON.match(text[before.end - 1 : before.end]) and text[line.start].islower()
        indented = line.indent >= indent + 2 and before.indent < line.indent
        if _MARKER.match(text, line.start, line.end) or indented or not ((wrapped and full) or runs_on):
            yield current
            current = [line]
        else:
            current.append(line)
    yield current


def _block(text: str, lines: list[_Line]) -> Block:
    """One block of one or more lines; line ends between them are read as a space."""
    outer = lines[0].start, lines[-1].end
    marker = _MARKER.match(text, lines[0].start, lines[0].end)
    if marker is not None:
        lines = [lines[0]._replace(start=marker.end()), *lines[1:]]
    spans: list[int] = []
    pieces: list[str] = []
    soft_breaks: list[int] = []
    visible = 0
    for number, (start, end, _) in enumerate(lines):
        if number:
            soft_breaks.append(visible)
            spans += (visible, lines[number - 1].end, start - lines[number - 1].end)
            pieces.append(" ")
            visible += 1
        spans += (visible, start, end - start)
        pieces.append(text[start:end])
        visible += end - start
    return Block(
        "list-item" if marker else "paragraph",
        "".join(pieces),
        spans,
        (lines[0].start, lines[-1].end),
        outer=outer,
        containers=("list",) if marker else (),
        soft_breaks=soft_breaks,
    )
