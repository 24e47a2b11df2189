"""Lines of a plain text, and which of them belong together: wrapped paragraphs, items, speeches, stanzas of verse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from copydesk.typed import NamedTuple

_LINE = re.compile("[^\r\n]+")
_GAP = re.compile(r"(?>\r\n|\r|\n)(?:[^\S\r\n]*+(?>\r\n|\r|\n))+|\f")
_MARKER = re.compile(r"(?:[-*•‣·◦▪+]|\(?\d{1,3}[.)]|(?!\(c\)\s+[\dA-Z])\(?[a-z]\))[^\S\r\n]+(?=\S)")
_MARKS = frozenset("-*•‣·◦▪+(")
_RULE = re.compile(r"([-=_*~#^+—–])(?:[^\S\r\n]*+\1){2,}+")
_RULE_MARKS = frozenset("-=_*~#^+—–")
_UNDERLINES = frozenset("-=~^*#")
_SPEAKER = re.compile(r"[A-Z][\w.'’ -]{0,30}:\s")
_OPENING, _CLOSING = frozenset("\"“„«‘'"), frozenset("\"”“»’'")
_DASHES = ("—", "–", "―")
_STOPS = frozenset(".!?:…。！？：")
_AFTER_STOP = "\"'”’)]」』）"
_MIN_WIDTH, _MAX_WIDTH = 40, 120
_WIDE = "\u2e80"  # from here on a letter is two columns wide, and lines may break after any
_CLOSING_MARKS = 2  # columns that a line of such letters may lack or have more, so that no mark begins one
_TAIL = 4  # characters that tell how a line ends
_SAMPLE = 200_000  # characters that tell how all of a text is set
_FEW_LINES = 4  # fewer of them do not tell where the margin is
_RAGGED = 15  # columns that most wrapped lines lack to the margin at most
_HEADING_LENGTH = 100
_VERSE_LENGTH = 72
_VERSE_LINES = 3
_PAUSES = frozenset(",;:—–-")


class Line(NamedTuple):
    """One line that is not blank, without the blanks at its ends.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last one.
        indent: Columns of blanks before it.
    """

    start: int
    end: int
    indent: int


class Page(NamedTuple):
    """What the text as a whole tells.

    Attributes:
        text: All of it.
        unwrapped: Whether most of it stands on lines longer than any that are wrapped by hand.
        margin: Column where lines are wrapped, 0 where nothing tells.
    """

    text: str
    unwrapped: bool
    margin: int


def read_page(text: str) -> Page:
    """Look at the beginning of a text how it is set."""
    lines = text[:_SAMPLE].splitlines()
    long_lines = sum([len(line) for line in lines if len(line) > _MAX_WIDTH])
    if 2 * long_lines > min(len(text), _SAMPLE):
        return Page(text, True, 0)
    # Lines that end within a sentence, with a line of text right below.
    widths = sorted(
        len(line)
        for line, below in pairwise(lines)
        if _MIN_WIDTH <= len(line) <= _MAX_WIDTH and below and line[-1] not in _STOPS and not below.isspace()
    )
    if len(widths) < _FEW_LINES:
        return Page(text, False, 0)
    margin = widths[len(widths) * 19 // 20]
    close = sum(width >= margin - _RAGGED for width in widths)
    return Page(text, False, margin if 3 * close >= 2 * len(widths) else 0)


def stretches(text: str, start: int = 0) -> Iterator[list[Line]]:
    """The lines between each two blank lines or form feeds, from an offset on."""
    at = start
    for match in _GAP.finditer(text, start):
        yield _lines(text, at, match.start())
        at = match.end()
    yield _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> list[Line]:
    found = []
    for match in _LINE.finditer(text, start, end):
        content = match[0]
        bare = content.lstrip()
        if bare:
            lead = len(content) - len(bare)
            indent = len(content[:lead].expandtabs()) if lead else 0
            first = match.start() + lead
            found.append(Line(first, first + len(bare.rstrip()), indent))
    return found


def sections(text: str, lines: list[Line]) -> Iterator[tuple[list[Line], Line | None]]:
    """Cut the lines of a stretch at rows of marks.

    Yields:
        Lines and None; or one line that is a heading and the row below it.
    """
    current: list[Line] = []
    for line in lines:
        if text[line.start] in _RULE_MARKS and _RULE.fullmatch(text, line.start, line.end):
            heading = current[-1] if current and _underlines(text, current[-1], line) else None
            if heading is not None:
                del current[-1]
            if current:
                yield current, None
            if heading is not None:
                yield [heading], line
            current = []
        else:
            current.append(line)
    if current:
        yield current, None


def _underlines(text: str, above: Line, line: Line) -> bool:
    """Whether a row of marks makes a heading of the line above it: it is about as long."""
    if text[line.start] not in _UNDERLINES or " " in text[line.start : line.end] or text[above.end - 1] in ".,;":
        return False
    size, row = above.end - above.start, line.end - line.start
    return size <= _HEADING_LENGTH and abs(size - row) <= max(2, size // 4)


def marker_end(text: str, line: Line) -> int:
    """Offset after the marker of a list item, 0 where the line has none."""
    first = text[line.start]
    if first not in _MARKS and not first.isdigit() and not text.startswith(")", line.start + 1):
        return 0
    marker = _MARKER.match(text, line.start, line.end)
    return marker.end() if marker is not None else 0


def paragraphs(page: Page, lines: list[Line]) -> Iterator[tuple[list[Line], bool]]:
    """Group the lines of a section.

    Yields:
        The lines of one paragraph, and whether it is a stanza of verse, in which every line stays by itself.
    """
    if len(lines) == 1:
        yield lines, False
        return
    text = page.text
    width = max([line.end - line.start for line in lines])
    full = _full(text, lines, width)
    if _is_verse(page, lines, full, width):
        yield lines, True
        return
    ended = [_ends_sentence(text, line) for line in lines]
    all_ended = all(ended[:-1])
    if page.margin > width and (len(lines) < _FEW_LINES or all_ended):
        width = max(width, page.margin - min([line.indent for line in lines]))
        full = _full(text, lines, width)
    columns = 2 * width if text[lines[0].start] >= _WIDE else width
    # Lines that all end where a sentence does are paragraphs, not wraps: words break lines anywhere.
    wrapped = _MIN_WIDTH <= columns <= _MAX_WIDTH and not page.unwrapped and (page.margin > 0 or not all_ended)
    for paragraph in _unwrapped(text, lines, full if wrapped else [False] * len(full), ended):
        yield paragraph, False


def _full(text: str, lines: list[Line], width: int) -> list[bool]:
    """Of each line but the last, whether the first word of the next one would not have fitted on it."""
    result = []
    for before, line in pairwise(lines):
        room = width - (before.end - before.start) - 1
        start = line.start
        if room <= 0:
            fits = False
        elif text[start] >= _WIDE:
            fits = room >= _CLOSING_MARKS
        else:
            fits = room >= line.end - start or any(map(str.isspace, text[start : start + room + 1]))
        result.append(not fits)
    return result


def _ends_sentence(text: str, line: Line) -> bool:
    last = text[line.end - 1]
    return last in _STOPS or (
        last in _AFTER_STOP and text[max(line.start, line.end - _TAIL) : line.end].rstrip(_AFTER_STOP)[-1:] in _STOPS
    )


def _unwrapped(text: str, lines: list[Line], full: list[bool], ended: list[bool]) -> Iterator[list[Line]]:
    """Join lines to paragraphs.

    Args:
        text: The source.
        lines: Two lines or more.
        full: Of each but the last, whether it reaches the margin.
        ended: Of each, whether a sentence ends with it.
    """
    indent = min([line.indent for line in lines])
    speakers = sum(_SPEAKER.match(text, line.start, line.end) is not None for line in lines) > 1
    current = [lines[0]]
    item = marker_end(text, lines[0]) > 0
    for number, line in enumerate(lines[1:]):
        before = lines[number]
        joins = full[number] or _runs_on(text, before, line)
        marked = marker_end(text, line) > 0
        if marked:
            # Within a sentence that is wrapped a dash or a number may come to stand first.
            joins = joins and not item and not ended[number]
        elif line.indent >= indent + 2 and before.indent < line.indent:
            joins = item and line.indent > current[0].indent
        elif item and line.indent > current[0].indent:
            joins = True
        elif joins and _is_speech(text, before, line, ended=ended[number], speakers=speakers):
            joins = False
        if joins:
            current.append(line)
        else:
            yield current
            current = [line]
            item = marked
    yield current


def _runs_on(text: str, before: Line, line: Line) -> bool:
    """Whether the sentence plainly goes on."""
    if not text[line.start].islower():
        return False
    last = text[before.end - 1]
    return last.isalnum() or last in ",;-_"


def _is_speech(text: str, before: Line, line: Line, *, ended: bool, speakers: bool) -> bool:
    """Whether a line is the words of another speaker than the one before.

    Args:
        text: The source.
        before: The line before.
        line: The line.
        ended: Whether a sentence ends with the line before.
        speakers: Whether lines begin with the names of speakers.
    """
    first = text[line.start]
    if first in _OPENING and text[before.end - 1] in _CLOSING and text[before.end - 2] in ".,!?…":
        return True
    return ended and (first in _DASHES or (speakers and _SPEAKER.match(text, line.start, line.end) is not None))


def _is_verse(page: Page, lines: list[Line], full: list[bool], width: int) -> bool:
    """Whether lines are a stanza: short, ended where no margin is, and with commas where lists of links have none."""
    text, count = page.text, len(lines)
    if width > _VERSE_LENGTH or (count < _VERSE_LINES and width >= _MIN_WIDTH):
        return False
    at_margin = 2 * sum(full) > count
    if at_margin and (0 < page.margin <= width + _RAGGED or not _ends_pause(text, lines[0])):
        return False
    contents = [text[line.start : line.end] for line in lines]
    paused = sum([_ends_pause(text, line) for line in lines[:-1]])
    stopped = sum([_ends_sentence(text, line) for line in lines[:-1]])
    capitals = sum(not content.lstrip("\"'“‘«(¿¡—–…")[:1].islower() for content in contents)
    if at_margin and (paused + stopped < count - 1 or capitals < count):
        return False
    speeches = sum(content[0] in _OPENING or content[0] in _DASHES for content in contents)
    if 5 * paused < count - 1 or 3 * capitals < 2 * count or 2 * speeches > count:
        return False
    if not _ends_pause(text, lines[-1]) and not _ends_sentence(text, lines[-1]):
        return False
    words = sum([content.count(" ") + 1 for content in contents])
    return words >= 3 * count and not any(marker_end(text, line) for line in lines)


def _ends_pause(text: str, line: Line) -> bool:
    """Whether a line ends with a comma, a semicolon, a colon or a dash."""
    last = text[line.end - 1]
    return last in _PAUSES or (last in _AFTER_STOP and text[line.end - 2] in _PAUSES)


def is_divided(text: str, end: int, start: int) -> bool:
    """Whether a word goes on after a hyphen at the end of a line.

    Args:
        text: The source.
        end: Offset after the line.
        start: Offset of the next one.
    """
    if text[end - 1] != "-" or not text[end - 2 : end - 1].isalpha() or not text[start].isalnum():
        return False
    return re.match(r"(?:and|or|to|und|oder|bis|et|ou|y|o|e)\s", text[start : start + 5]) is None
