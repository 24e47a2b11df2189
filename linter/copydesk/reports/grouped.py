"""`grouped`: the findings of each file under its name, in columns; for people."""

from __future__ import annotations

from itertools import groupby

from copydesk.model import Result
from copydesk.reports.color import painter
from copydesk.reports.context import ReportContext
from copydesk.reports.escape import cells, escape, escape_path
from copydesk.reports.summary import closing_lines
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

_WIDEST_MESSAGE = 80


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write the report; errors and notes are left to `copydesk.reports.problems`."""
    paint = painter(context.color)
    for path, group in groupby(result.findings, key=lambda finding: finding.path):
        findings = list(group)
        stream.write(f"{paint(escape_path(path), 'path')}\n")
        places = [f"{finding.line}:{finding.column}" for finding in findings]
        messages = [escape(finding.message) for finding in findings]
        width = max(map(len, places))
        widths = [sum(columns for _, columns in cells(message)) for message in messages]
        room = min(_WIDEST_MESSAGE, max(widths))
        for finding, place, message, used in zip(findings, places, messages, widths, strict=True):
            severity = paint(f"{finding.severity:10}", finding.severity)
            safe = " [*]" if finding.fix is not None and finding.fix.safety == "safe" else ""
            rule = paint(escape(finding.rule), "dim")
            stream.write(f"  {place:>{width}}  {severity}  {message}{' ' * (room - used)}  {rule}{safe}\n")
        stream.write("\n")
    if context.statistics and result.findings:
        from copydesk.reports.rank import rank, rank_lines

        table = rank_lines(rank(result.findings, examples=0), context.width, paint)
        stream.writelines(f"{line}\n" for line in [*table, ""])
    if not context.quiet:
        stream.writelines(f"{line}\n" for line in closing_lines(result, context))
