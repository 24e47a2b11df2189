"""Code frames: the line a range stands on, its number, and the range underlined."""

from __future__ import annotations

from copydesk.model import Finding
from copydesk.reports.color import Paint
from copydesk.reports.columns import excerpt

_BREAKS = "\r\n"


def frame(finding: Finding, source: str | None, width: int, paint: Paint) -> list[str]:
    """The lines of a code frame.

    Args:
        finding: What to show.
        source: Decoded text of its file; without it, or if it has changed, only the text of the range is shown.
        width: Columns a line may take.
        paint: See `copydesk.reports.color`.

    Returns:
        Lines without line ends: of a range over several lines the first and the last one. None for a blank place.
    """
    start, end = finding.start, finding.end
    if source is None or source[start:end] != finding.text or end > len(source):
        source, start, end = finding.text, 0, len(finding.text)
    while end > start and source[end - 1] in _BREAKS:
        end -= 1
    number = finding.line
    breaks = count_breaks(source, start, end)
    margin = max(2, len(str(number + breaks)))
    columns = max(20, width - margin - 5)
    style = finding.severity

    first_end = end if not breaks else next_break(source, start, end)
    lines = _framed(source, start, first_end, columns, number=number, margin=margin, style=style, paint=paint)
    if breaks > 1:
        between = f"... {breaks - 1} more line{'s' if breaks > 2 else ''}"
        lines.append(f"  {paint(' ' * margin + ' |', 'gutter')} {paint(between, 'dim')}")
    if breaks:
        last_start = line_start(source, end, start)
        while last_start < end and source[last_start] in " \t":
            last_start += 1
        lines += _framed(
            source, last_start, end, columns, number=number + breaks, margin=margin, style=style, paint=paint
        )
    return lines


def _framed(
    source: str, start: int, end: int, columns: int, *, number: int, margin: int, style: str, paint: Paint
) -> list[str]:
    """One numbered line and its underline; nothing if the line is blank."""
    text, before, length = line_around(source, start, end, columns)
    if not text.strip():
        return []
    gutter = paint(f"{number:{margin}} |", "gutter")
    empty = paint(f"{'':{margin}} |", "gutter")
    return [f"  {gutter} {text}", f"  {empty} {' ' * before}{paint('^' * length, style)}"]


def line_around(source: str, start: int, end: int, columns: int) -> tuple[str, int, int]:
    """The line a range stands on, cut to fit around it.

    Only text near the two ends is looked at, so a line may be as long as it likes.

    Args:
        source: Decoded text of the file.
        start: Offset of the range.
        end: Offset after the range; no line break stands between the two.
        columns: How many columns there are.

    Returns:
        As `copydesk.reports.columns.excerpt`.
    """
    reach = 2 * columns
    low = line_start(source, start, max(0, start - reach))
    high = next_break(source, end, min(len(source), end + reach))
    more_left = low > 0 and source[low - 1] not in _BREAKS
    more_right = high < len(source) and source[high] not in _BREAKS
    if end - start <= 2 * reach:
        line, gap = source[low:high], None
    else:
        line, gap = source[low : start + reach] + source[end - reach : high], start - low + reach
        end = start + 2 * reach
    return excerpt(line, start - low, end - low, columns, more_left=more_left, more_right=more_right, gap=gap)


def line_start(source: str, offset: int, low: int) -> int:
    """Offset of the line that `offset` stands on, or `low` if that comes later."""
    return max(source.rfind("\n", low, offset), source.rfind("\r", low, offset), low - 1) + 1


def next_break(source: str, offset: int, high: int) -> int:
    """Offset of the first line break from `offset` on, or `high` if there is none before."""
    newline = source.find("\n", offset, high)
    high = high if newline < 0 else newline
    carriage = source.find("\r", offset, high)
    return high if carriage < 0 else carriage


def count_breaks(source: str, start: int, end: int) -> int:
    """How many line breaks stand in a range."""
    return source.count("\n", start, end) + source.count("\r", start, end) - source.count("\r\n", start, end)
