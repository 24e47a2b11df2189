"""Site syntax hidden from the Markdown parser without moving one byte, and brought back to light afterwards.

An edit says what stands in a range of the source. `apply` puts neutral bytes in its place: blanks where it fills its
lines, else a placeholder character and filler, which every Markdown parser takes for a piece of a word. `unmask` takes
the placeholders out of the visible text again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from copydesk.document import CODE, Block
from copydesk.typed import NamedTuple

TAG, VALUE_TAG, COMMENT, VALUE, HIDDEN, OPEN_LINK, CLOSE_LINK, NOTE, LITERAL = range(9)
"""Kinds of edit. Blank where they fill their lines, else: a `TAG` vanishes, a `VALUE_TAG` leaves a mark, a `COMMENT`
vanishes and becomes a block. Never blank: a `VALUE` leaves a mark, what is `HIDDEN` vanishes as the ends of a link and
a `NOTE` do, and a `LITERAL` is replaced by Markdown of the same length."""

PLACEHOLDER = "\u05c6"
"""Begins what stands for a hidden range: a rare character of two bytes. It is punctuation and a brace ends the range,
as nearly all that is hidden begins and ends with punctuation: emphasis beside it depends on that."""

_LEADING = PLACEHOLDER.encode()
_PREFIX = re.compile(rb"[ \t>]*")
_REST = re.compile(rb"[ \t]*(?=[\r\n]|\Z)")
_TAG_START = re.compile(rb"[ \t>]*</?[a-z!?]")
BLOCK_NAMES = rb"(?:p|div|section|article|main|center|details|summary)(?=[\s/>])"
"""Elements of HTML whose tags are hidden where Markdown counts in them."""
_MDX_TAG_START = re.compile(rb"[ \t>]*</?(?!%b)[a-z!?]" % BLOCK_NAMES)
_CODE_INDENT = re.compile(rb"(?:.*>)? ?(?:    | {0,3}\t)")
_NEAR = 2000


class Edit(NamedTuple):
    """What stands in a range of bytes; `raw` is the replacement of a literal or the range of a comment's content."""

    start: int
    end: int
    kind: int
    raw: bytes = b""
    inner: tuple[int, int] = (0, 0)


class Marks:
    """What the placeholders stand for.

    Attributes:
        source: The original, bytes or text, whose offsets count here.
        found: End and kind of every hidden range by its first offset, in order.
        starts: The first offsets, in order.
        literals: Ranges in which other Markdown stands than in the original, in order.
    """

    __slots__ = ("found", "literals", "source", "starts")

    def __init__(
        self, source: bytes | str, found: dict[int, tuple[int, int]], literals: Sequence[tuple[int, int]] = ()
    ) -> None:
        """See the class."""
        self.literals = literals
        self.source = source
        self.found = found
        self.starts = list(found)

    def text(self, start: int, end: int) -> str:
        """What stands in a range of the original."""
        piece = self.source[start:end]
        return piece.decode("utf-8", "surrogatepass") if isinstance(piece, bytes) else piece

    def width(self, text: str) -> int:
        """Length of a text in the unit of the original."""
        return (
            len(text) if isinstance(self.source, str) or text.isascii() else len(text.encode("utf-8", "surrogatepass"))
        )

    def shown(self, start: int, end: int) -> int:
        """Length of what the parser sees of a hidden range, in characters."""
        return end - start - isinstance(self.source, bytes)

    def unmask(
        self,
        text: str,
        spans: list[int],
        links: list[tuple[int, int]],
        code: list[tuple[int, str]],
        soft_breaks: list[int],
        *,
        restore: bool = False,
    ) -> Visible:
        """Take the placeholders out of a visible text.

        Args:
            text: As the parser saw it; this and what follows as in `Block`, in the unit of the original.
            spans: See above.
            links: See above.
            code: See above.
            soft_breaks: See above.
            restore: Whether the text is code, in which nothing is hidden.
        """
        if self.literals:
            text = self._without_literals(text, spans)
        visible = Visible(text, spans, links, code, soft_breaks)
        return _unmask(visible, self, restore=restore) if self.in_text(text, code) else visible

    def original(self, text: str, spans: list[int]) -> str:
        """Code as the source has it, since nothing is hidden in it; the spans are changed with it."""
        starts = [*spans[::3], len(text)]
        pieces = []
        changed: list[int] = []
        size = 0
        for number, (first, following) in enumerate(pairwise(starts)):
            piece = text[first:following]
            place, length = spans[3 * number + 1 : 3 * number + 3]
            if length == self.width(piece):
                piece = self.text(place, place + length)
            pieces.append(piece)
            changed += (size, place, length)
            size += len(piece)
        spans[:] = changed
        return "".join(pieces)

    def _without_literals(self, text: str, spans: list[int]) -> str:
        """The text with the source's own characters where the parser took Markdown that was put in for text."""
        first = bisect_left(self.literals, (spans[1], 0)) - 1
        for start, end in self.literals[max(first, 0) : bisect_left(self.literals, (spans[-2] + spans[-1], 0))]:
            index = bisect_right(range(len(spans) // 3), start, key=lambda number: spans[3 * number + 1]) - 1
            for at in range(3 * max(index, 0), len(spans), 3):
                visible, place, length = spans[at : at + 3]
                left, right = max(start, place), min(end, place + length)
                if place >= end:
                    break
                following = spans[at + 3] if at + 3 < len(spans) else len(text)
                own = self.text(left, right) if left < right else ""
                piece = text[visible:following]
                if own and own.isascii() and self.width(piece) == length:
                    raw = piece.encode("utf-8", "surrogatepass")
                    raw = raw[: left - place] + own.encode() + raw[right - place :]
                    text = text[:visible] + raw.decode("utf-8", "surrogatepass") + text[following:]
        return text

    @staticmethod
    def in_text(text: str, code: Sequence[tuple[int, str]]) -> bool:
        """Whether a visible text with its inline code may hold placeholders."""
        return PLACEHOLDER in text or (bool(code) and any(PLACEHOLDER in content for _, content in code))


def apply(whole: bytes, base: int, edits: list[Edit], *, mdx: bool = False) -> tuple[bytes, Marks]:
    """Hide the edits.

    Args:
        whole: The file as UTF-8.
        base: Where the body begins that the edits count from.
        edits: In order, none within another.
        mdx: Whether the file is MDX, in which no indent makes code.

    Returns:
        A body for the parser, as long as the original, and what its placeholders stand for, in bytes of the file.
    """
    source = whole[base:] if base else whole
    literals = [(edit.start + base, edit.end + base) for edit in edits if edit.kind == LITERAL]
    parts: list[bytes] = []
    marks: dict[int, tuple[int, int]] = {}
    at = line = counted = 0
    prefix = -1
    number = 0
    while number < len(edits):
        start = edits[number].start
        newline = max(source.rfind(b"\n", counted, start), source.rfind(b"\r", counted, start))
        counted = start
        if newline >= 0 or prefix < 0:
            line = newline + 1
            found = _PREFIX.match(source, line)
            prefix = found.end() if found else line
        last = number + 1
        blank = False
        if prefix >= start:
            last = _end_of_lines(source, edits, number)
            blank = last > 0 and (mdx or not _CODE_INDENT.match(source, line, start))
            blank = blank and not _in_html(source, line, _MDX_TAG_START if mdx else _TAG_START)
            last = last or number + 1
        for edit in edits[number:last]:
            parts.append(source[at : edit.start])
            size = edit.end - edit.start
            if edit.kind == LITERAL:
                parts.append(edit.raw)
            elif blank or size < len(_LEADING):
                parts.append(b" " * size)
            else:
                parts.append((_LEADING + b"x" * (size - len(_LEADING) - 1) + b"}")[:size])
                marks[edit.start + base] = edit.end + base, edit.kind
            at = edit.end
        number = last
    parts.append(source[at:])
    return b"".join(parts), Marks(whole, marks, literals)


def _end_of_lines(source: bytes, edits: list[Edit], number: int) -> int:
    """Index after the edits that fill the rest of the line with blanks between them, 0 where something else stands."""
    while edits[number].kind <= COMMENT:
        end = edits[number].end
        rest = _REST.match(source, end)
        if rest:
            return number + 1
        number += 1
        if number == len(edits) or source[end : edits[number].start].strip(b" \t"):
            return 0
    return 0


def _in_html(source: bytes, line: int, tag: re.Pattern[bytes]) -> bool:
    """Whether the lines before, down to an empty one, begin with a tag: an empty line would end that block."""
    if source.endswith((b"\n\n", b"\n\r\n"), max(line - 3, 0), line):
        return False
    first = max(line - _NEAR, 0)
    for empty in (b"\n\n", b"\n\r\n"):
        found = source.rfind(empty, first, line)
        if found >= 0:
            first = found + len(empty)
    return first < line and tag.match(source, first, line) is not None


class Visible(NamedTuple):
    """Visible text and what is known about it, as `Block` takes it.

    Attributes:
        cut: Source offsets of the first and after the last character, where something hidden stood before or after
            it, else -1.
    """

    text: str
    spans: list[int]
    links: list[tuple[int, int]]
    code: list[tuple[int, str]]
    soft_breaks: list[int]
    cut: tuple[int, int] = (-1, -1)


def _unmask(visible: Visible, marks: Marks, *, restore: bool) -> Visible:
    text, spans = visible.text, visible.spans
    pieces: list[str] = []
    kept: list[int] = []
    code = [(at, _restored(visible, at, content, marks)) for at, content in visible.code]
    links: list[tuple[int, int]] = []
    old, new = [0], [0]  # offsets in the old and the new text from which on they run alike
    link_start = -1
    size = 0
    for index in range(0, len(spans), 3):
        first, place, length = spans[index : index + 3]
        chunk = text[first : spans[index + 3] if index + 3 < len(spans) else len(text)]
        at = counted = 0  # begin of what is to be kept; character that stands at `place`
        found = chunk.find(PLACEHOLDER)
        while found >= 0:
            place += marks.width(chunk[counted:found])
            counted = found
            if place not in marks.found:  # the article's own
                found = chunk.find(PLACEHOLDER, found + 1)
                continue
            if found > at:
                width = marks.width(chunk[at:found])
                kept += (size, place - width, width)
                pieces.append(chunk[at:found])
                size += found - at
            end, kind = marks.found[place]
            at = counted = found + marks.shown(place, end)
            if restore or kind in (VALUE, VALUE_TAG):
                hidden = marks.text(place, end)
                if not restore:  # what a tag or an expression puts out, nobody knows
                    code.append((first + found, "" if hidden[0] in "{<" else hidden))
                    hidden = CODE
                kept += (size, place, end - place)
                pieces.append(hidden)
                old.append(first + found)
                new.append(size)
                size += len(hidden)
            elif kind == OPEN_LINK:
                link_start = size
            elif kind == CLOSE_LINK and 0 <= link_start < size:
                links.append((link_start, size))
                link_start = -1
            old.append(first + at)
            new.append(size)
            place = end
            found = chunk.find(PLACEHOLDER, at)
        if at < len(chunk):
            kept += (size, *_rest(chunk, at, spans[index + 1], length, marks))
            pieces.append(chunk[at:])
            size += len(chunk) - at

    def moved(offset: int) -> int:
        index = bisect_right(old, offset) - 1
        return min(new[index] + offset - old[index], size)

    links += [(moved(start), moved(end)) for start, end in visible.links]
    result = Visible(
        "".join(pieces),
        kept,
        sorted(link for link in links if link[0] < link[1]),
        sorted((moved(at), content) for at, content in code),
        [moved(at) for at in visible.soft_breaks],
    )
    if restore or len(old) == 1:
        return result
    lead = size - len(result.text.lstrip())
    return _stripped(result, before=new[1] <= lead, after=new[-1] >= len(result.text.rstrip()))


def _rest(chunk: str, at: int, place: int, length: int, marks: Marks) -> tuple[int, int]:
    """Source offset and length of what follows the last placeholder of a chunk, which is verbatim if it has any."""
    if not at:
        return place, length
    width = marks.width(chunk[at:])
    return place + length - width, width


def _stripped(visible: Visible, *, before: bool, after: bool) -> Visible:
    """The text without blanks at the ends where something hidden stood."""
    text, spans, links, code, soft_breaks, _ = visible
    start = len(text) - len(text.lstrip(" ")) if before else 0
    end = max(len(text.rstrip(" ")), start) if after else len(text)
    trimmed: list[int] = []
    for index in range(0, len(spans), 3):
        first, place, length = spans[index : index + 3]
        following = spans[index + 3] if index + 3 < len(spans) else len(text)
        if first < end and following > start:
            left = max(start - first, 0)
            trimmed += (first + left - start, place + left, length - left - max(following - end, 0))
    return Visible(
        text[start:end],
        trimmed,
        [(max(a, start) - start, min(b, end) - start) for a, b in links if a < end and b > start],
        [(at - start, content) for at, content in code],
        [at - start for at in soft_breaks if start <= at < end],
        (
            trimmed[1] if before and trimmed else -1,
            trimmed[-2] + trimmed[-1] if after and trimmed else -1,
        ),
    )


def _restored(visible: Visible, at: int, content: str, marks: Marks) -> str:
    """Content of inline code as it stands in the source."""
    if PLACEHOLDER not in content:
        return content
    spans = visible.spans
    index = 3 * (bisect_right(range(len(spans) // 3), at, key=lambda number: spans[3 * number]) - 1)
    number = bisect_left(marks.starts, spans[index + 1])
    pieces = []
    done = 0
    found = content.find(PLACEHOLDER)
    while found >= 0 and number < len(marks.starts):
        start = marks.starts[number]
        end = marks.found[start][0]
        pieces += [content[done:found], marks.text(start, end)]
        done = found + marks.shown(start, end)
        number += 1
        found = content.find(PLACEHOLDER, done)
    return "".join([*pieces, content[done:]])


def placed(block: Block, origin: int, marks: Marks) -> Block:
    """A block of a piece that begins at `origin`, with places in the whole article and nothing hidden in it."""
    spans = list(block.spans)
    spans[1::3] = [place + origin for place in spans[1::3]]
    extent = block.start + origin, block.end + origin
    outer = block.outer[0] + origin, block.outer[1] + origin
    text, spans, links, code, soft_breaks, cut = marks.unmask(
        block.text,
        spans,
        list(block.links),
        list(block.code),
        list(block.soft_breaks),
        restore=block.kind in ("code", "comment"),
    )
    placed = Block(
        block.kind,
        text,
        spans,
        (cut[0] if cut[0] >= 0 else extent[0], cut[1] if cut[1] >= 0 else extent[1]),
        outer=outer,
        level=block.level,
        containers=block.containers,
        links=links,
        code=code,
        soft_breaks=soft_breaks,
    )
    placed.use_points()
    return placed
