"""A fix as a short diff: what goes and what comes, line by line, cut to the width of the terminal."""

from __future__ import annotations

from copydesk.model import Edit, Fix
from copydesk.reports.color import Paint
from copydesk.reports.columns import clip, excerpt
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
    for before, edit in zip(edits, edits[1:], strict=False):
        new += source[before.end : edit.start] + edit.replacement
    reach = 2 * columns
    low = line_start(source, start, max(0, start - reach))
    high = next_break(source, end, min(len(source), end + reach))
    more = {
        "more_left": low > 0 and source[low - 1] not in "\r\n",
        "more_right": high < len(source) and source[high] not in "\r\n",
    }
    lines = []
    for sign, style, text in (("-", "removed", source[start:end]), ("+", "added", new)):
        whole = source[low:start] + text + source[end:high]
        if count_breaks(text, 0, len(text)):
            shown = _several(whole, columns)
        elif whole.strip():
            shown = [excerpt(whole, start - low, start - low + len(text), columns, **more)[0]]
        else:
            shown = []
        lines += [f"    {paint(f'{sign} {line}', style)}" for line in shown]
    return lines


def _several(text: str, columns: int) -> list[str]:
    """The first lines of a text that are not blank, and how many more there are."""
    lines = []
    at = total = 0
    while at <= len(text):
        end = next_break(text, at, len(text))
        if text[at:end].strip():
            total += 1
            if total <= _LINES:
                lines.append(clip(text[at:end], columns))
        at = end + 1
    if total > _LINES:
        lines.append(f"... {total - _LINES} more line{'s' if total > _LINES + 1 else ''}")
    return lines
