"""A fix as a short diff: what goes and what comes, line by line, cut to the width of the terminal."""

from __future__ import annotations

from itertools import pairwise

from copydesk.model import Edit, Fix
from copydesk.reports.color import Paint
from copydesk.reports.columns import DOTS, clip, excerpt
from copydesk.reports.frame import count_breaks, line_start, next_break

_EDITS = 3
_LINES = 3
_NEAR = 120


def change(fix: Fix, source: str | None, width: int, paint: Paint) -> list[str]:
    """The lines of a diff.

    Args:
        fix: Edits in order.
        source: Decoded text of the file; nothing can be shown without it.
        width: Columns a line may take.
        paint: See `copydesk.reports.color`.

    Returns:
        Lines without line ends, of the first few edits; edits close to one another in one line are shown together.
    """
    if source is None or not fix.edits or fix.edits[-1].end > len(source):
        return []
    groups = _groups(fix.edits, source)
    columns = max(20, width - 6)
    lines: list[str] = []
    for group in groups[:_EDITS]:
        lines += _one_change(group, source, columns, paint)
    if len(groups) > _EDITS:
        lines.append(paint(f"    ... {len(groups) - _EDITS} more", "dim"))
    return lines


def _groups(edits: tuple[Edit, ...], source: str) -> list[list[Edit]]:
    groups: list[list[Edit]] = []
    for edit in edits:
        before = groups[-1][-1] if groups else None
        if before and edit.start - before.end <= _NEAR and not count_breaks(source, before.end, edit.start):
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups


def _one_change(edits: list[Edit], source: str, columns: int, paint: Paint) -> list[str]:
    start, end = edits[0].start, edits[-1].end
    new = edits[0].replacement
    for before, edit in pairwise(edits):
        new += source[before.end : edit.start] + edit.replacement
    old = source[start:end]
    reach = 2 * columns
    low = line_start(source, start, max(0, start - reach))
    high = next_break(source, end, min(len(source), end + reach))
    left, right = source[low:start], source[end:high]
    going, coming = _lines_that_differ(_lines(left + old + right), _lines(left + new + right))
    if len(_lines(old)) == len(_lines(new)) == 1:
        more_left = low > 0 and source[low - 1] not in "\r\n"
        more_right = high < len(source) and source[high] not in "\r\n"
        longest = max(len(old), len(new))
        if more_left or more_right or len(left) + longest + len(right) > columns:
            # The same beginning for both, so that they stand under one another.
            keep = max(0, (columns - longest) // 2 - len(DOTS))
            more_left = more_left or len(left) > keep
            left = left[max(0, len(left) - keep) :]
        going, coming = (
            [excerpt(left + text + right, at, at + len(text), columns, more_left=more_left, more_right=more_right)[0]]
            if shown and (left + text + right).strip()
            else []
            for text, shown, at in ((old, going, len(left)), (new, coming, len(left)))
        )
    else:
        going, coming = _first(going, columns), _first(coming, columns)
    return [
        f"    {paint(f'{sign} {line}', style)}"
        for sign, style, lines in (("-", "removed", going), ("+", "added", coming))
        for line in lines
    ]


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _lines_that_differ(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """The two without the lines that both begin with or end with."""
    shortest = min(len(old), len(new))
    first = 0
    while first < shortest and old[first] == new[first]:
        first += 1
    last = 0
    while last < shortest - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return old[first : len(old) - last], new[first : len(new) - last]


def _first(lines: list[str], columns: int) -> list[str]:
    """The first lines that are not blank, and how many more there are."""
    lines = [line for line in lines if line.strip()]
    shown = [clip(line, columns) for line in lines[:_LINES]]
    more = len(lines) - _LINES
    return [*shown, f"... {more} more line{'s' if more > 1 else ''}"] if more > 0 else shown
