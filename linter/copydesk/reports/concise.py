"""`concise`: one line a finding, `path:line:column: severity rule message`; for people, editors and grep."""

from __future__ import annotations

from copydesk.model import Result
from copydesk.reports.color import painter
from copydesk.reports.context import ReportContext
from copydesk.reports.escape import escape, escape_path
from copydesk.reports.summary import closing_lines
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write the report; errors and notes are left to `copydesk.reports.problems`."""
    paint = painter(context.color)
    for finding in result.findings:
        place = paint(f"{escape_path(finding.path)}:{finding.line}:{finding.column}:", "path")
        severity = paint(finding.severity, finding.severity)
        stream.write(f"{place} {severity} {escape(finding.rule)} {escape(finding.message)}\n")
    if context.statistics:
        from copydesk.reports.rank import rank, rank_lines
        from copydesk.reports.score_lines import score_lines

        table = rank_lines(rank(result.findings, examples=0), context.width, paint)
        stream.writelines(f"{line}\n" for line in (*table, *score_lines(result)))
    if not context.quiet:
        stream.write(f"{closing_lines(result, context)[0]}\n")
