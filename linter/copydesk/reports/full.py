"""`full`: each finding with its place in the text, what it refers to, and its fix; for people."""

from __future__ import annotations

from typing import TextIO

from copydesk.model import Finding, Place, Result
from copydesk.reports.change import change
from copydesk.reports.color import Paint, painter
from copydesk.reports.context import ReportContext
from copydesk.reports.escape import escape, escape_path
from copydesk.reports.frame import frame
from copydesk.reports.summary import closing_lines

TOO_MANY = 200
"""More findings than this are summed up on a terminal."""

_RELATED = 3


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write the report; errors and notes are left to `copydesk.reports.problems`."""
    paint = painter(context.color)
    listed = False
    if context.terminal and not context.all and len(result.findings) > TOO_MANY:
        _write_ranked(result, context, paint, stream)
    else:
        path, source = None, None
        for finding in result.findings:
            if finding.path != path:
                path, source = finding.path, context.source(finding.path)
            stream.write("\n" * listed)
            stream.writelines(f"{line}\n" for line in _finding_lines(finding, source, context.width, paint))
            listed = True
        if context.statistics and result.findings:
            stream.write("\n")
            _write_statistics(result, context, paint, stream)
    if not context.quiet:
        stream.write("\n" * listed)
        stream.writelines(f"{line}\n" for line in closing_lines(result, context))


def _finding_lines(finding: Finding, source: str | None, width: int, paint: Paint) -> list[str]:
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


def _write_ranked(result: Result, context: ReportContext, paint: Paint, stream: TextIO) -> None:
    from copydesk.reports.rank import rank, rank_lines

    stream.writelines(f"{line}\n" for line in rank_lines(rank(result.findings), context.width, paint))
    stream.write(f"\nThese are {len(result.findings):,} findings; use --all to list them.\n")


def _write_statistics(result: Result, context: ReportContext, paint: Paint, stream: TextIO) -> None:
    from copydesk.reports.rank import rank, rank_lines

    table = rank_lines(rank(result.findings, examples=0), context.width, paint)
    stream.writelines(f"{line}\n" for line in table)
