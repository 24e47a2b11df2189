"""One finding for people: place, rule, message, code frame, related places, fix, link."""

from __future__ import annotations

from copydesk.model import Finding, Place
from copydesk.reports.change import change
from copydesk.reports.color import Paint
from copydesk.reports.escape import escape, escape_path
from copydesk.reports.frame import frame

_RELATED = 3


def finding_lines(finding: Finding, source: str | None, width: int, paint: Paint) -> list[str]:
    """The lines about one finding.

    Args:
        finding: What to show.
        source: Decoded text of its file, or None.
        width: Columns a line may take; messages and paths may go beyond.
        paint: See `copydesk.reports.color`.

    Returns:
        Lines without line ends.
    """
    place = f"{escape_path(finding.path)}:{finding.line}:{finding.column}"
    safe = " [*]" if finding.fix is not None and finding.fix.safety == "safe" else ""
    sure = "" if finding.confidence == "high" else paint(f" ({finding.confidence} confidence)", "dim")
    severity = paint(finding.severity, finding.severity)
    lines = [f"{paint(place, 'path')}: {severity} {escape(finding.rule)}{safe}{sure}"]
    lines.append(f"  {escape(finding.message)}")
    lines += frame(finding, source, width, paint)
    lines += [_related_line(other) for other in finding.related[:_RELATED]]
    more = max(finding.related_total, len(finding.related)) - _RELATED
    if more > 0:
        lines.append(f"  and {more:,} more")
    if finding.fix is not None and (diff := change(finding.fix, source, width, paint)):
        lines.append(f"  {finding.fix.safety} fix:")
        lines += diff
    if finding.url:
        lines.append(paint(f"  {escape(finding.url)}", "dim"))
    return lines


def _related_line(other: Place) -> str:
    line = f"  see {escape_path(other.path)}:{other.line}:{other.column}"
    if other.similarity is not None:
        # Rounded down: only what is the same may read 100%.
        line += f" ({int(other.similarity * 100 + 1e-9)}% alike)"
    return f"{line} {escape(other.message)}" if other.message else line
