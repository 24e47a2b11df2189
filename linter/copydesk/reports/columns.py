"""Fitting text into the columns of a terminal."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from copydesk.reports.escape import cells, is_plain
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

DOTS = "..."
"""Stands for text that is left out; plain ASCII, for its width is the same everywhere."""

DEFAULT_WIDTH = 100
_LEAST_WIDTH = 40


def terminal_width(stream: TextIO, environ: Mapping[str, str]) -> int:
    """Columns a report may take: those `COLUMNS` names, else the terminal's, else `DEFAULT_WIDTH`."""
    named = environ.get("COLUMNS", "")
    if named.isdecimal() and int(named):
        return max(_LEAST_WIDTH, int(named[:6]))
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # no terminal; no file at all
        return DEFAULT_WIDTH
    return max(_LEAST_WIDTH, columns) if columns else DEFAULT_WIDTH


def clip(text: str, columns: int) -> str:
    """The beginning of one line of article text, escaped, in so many columns."""
    return excerpt(text[: columns + 1], 0, 0, columns, more_right=len(text) > columns + 1)[0]


def excerpt(
    line: str,
    start: int,
    end: int,
    columns: int,
    *,
    more_left: bool = False,
    more_right: bool = False,
    gap: int | None = None,
) -> tuple[str, int, int]:
    """Part of a line around a range, so that it fits.

    A range that is too long is shown by its beginning and its end. `DOTS` stand for all that is left out.

    Args:
        line: One line, or the part of it near the range.
        start: Offset of the range in `line`.
        end: Offset after the range.
        columns: How many columns there are, at least 20.
        more_left: Whether the real line goes on before `line`.
        more_right: Whether the real line goes on after `line`.
        gap: Offset inside the range where text is already left out of `line`.

    Returns:
        The text to print, the columns before the range, and the columns of the range, at least one.
    """
    shown: Sequence[str]
    widths: Sequence[int]
    if is_plain(line):
        shown, widths = line, b"\x01" * len(line)
    else:
        pairs = cells(line)
        shown, widths = [text for text, _ in pairs], [width for _, width in pairs]
    left, middle, right = sum(widths[:start]), sum(widths[start:end]), sum(widths[end:])

    if gap is not None or middle > columns - 2 * len(DOTS):
        before = DOTS if start or more_left else ""
        after = DOTS if end < len(line) or more_right else ""
        room = columns - len(before) - len(after) - len(DOTS)
        head = _fit_right(shown, widths, start, end if gap is None else gap, room * 2 // 3)
        tail = _skip_marks(widths, _fit_left(widths, end, head if gap is None else gap, room - room * 2 // 3), end)
        inner = "".join(shown[start:head]) + DOTS + "".join(shown[tail:end])
        return before + inner + after, len(before), sum(widths[start:head]) + len(DOTS) + sum(widths[tail:end])

    room = columns - max(1, middle)
    # Half of the room for each side; what one side does not need goes to the other one.
    for_left = max(room // 2, room - right - len(DOTS) * more_right)
    first = _fit_left(widths, start, 0, for_left) if left > for_left or more_left else 0
    if first or more_left:
        first = _skip_marks(widths, _fit_left(widths, start, 0, for_left - len(DOTS)), start)
    before = DOTS if first or more_left else ""
    used = len(before) + sum(widths[first:start])
    last = len(line)
    if more_right or right > room - used:
        last = _fit_right(shown, widths, end, len(line), room - used - len(DOTS))
    after = DOTS if last < len(line) or more_right else ""
    text = before + "".join(shown[first:last]) + after
    if middle:
        return text, used, middle
    # Nothing, or a mark alone: point at the place where it stands, or at the letter that carries it.
    return text, max(0, used - 1) if end > start else used, 1


def _fit_right(shown: Sequence[str], widths: Sequence[int], start: int, end: int, room: int) -> int:
    """Largest offset up to `end` so that the cells from `start` fit, marks with their letter."""
    at = start
    while at < end and widths[at] <= room:
        room -= widths[at]
        at += 1
    if start < at < end and shown[at - 1] in "\u200c\u200d":  # joins what is left out
        at -= 1
    return at


def _fit_left(widths: Sequence[int], end: int, start: int, room: int) -> int:
    """Smallest offset down to `start` so that the cells up to `end` fit."""
    at = end
    while at > start and widths[at - 1] <= room:
        at -= 1
        room -= widths[at]
    return at


def _skip_marks(widths: Sequence[int], at: int, end: int) -> int:
    """Offset of the first letter from `at` on: a mark is not shown without the letter it belongs to."""
    while at < end and not widths[at]:
        at += 1
    return at
