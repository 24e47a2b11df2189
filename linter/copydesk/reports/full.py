"""`full`: each finding with its place in the text, what it refers to, and its fix; for people."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.model import Finding, Result
from copydesk.reports.color import Paint, painter
from copydesk.reports.context import ReportContext
from copydesk.reports.summary import closing_lines
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

TOO_MANY = 200
"""More findings than this are summed up on a terminal."""


RECURRING = "line-"
"""What the cluster of a finding about a line that recurs in the project begins with."""


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write the report; errors and notes are left to `copydesk.reports.problems`."""
    paint = painter(context.color)
    ranked = context.terminal and not context.all and len(result.findings) > TOO_MANY
    if ranked:
        _write_ranked(result, context, paint, stream)
    elif result.findings:
        _write_findings(result, context, paint, stream)
    if not context.quiet:
        stream.write("\n" if result.findings and not ranked else "")
        stream.writelines(f"{line}\n" for line in closing_lines(result, context))
    if context.statistics:
        from copydesk.reports.score_lines import score_lines

        stream.writelines(f"{line}\n" for line in score_lines(result))


def _write_findings(result: Result, context: ReportContext, paint: Paint, stream: TextIO) -> None:
    from copydesk.reports.finding_lines import finding_lines

    path, source = None, None
    findings, more = (result.findings, {}) if context.all else _lines_once(result.findings)
    for finding in findings:
        if path is not None:
            stream.write("\n")
        if finding.path != path:
            path, source = finding.path, context.source(finding.path)
        stream.writelines(f"{line}\n" for line in finding_lines(finding, source, context.width, paint))
        if finding.cluster in more:
            count = more[finding.cluster]
            words = f"and {count:,} more {'finding' if count == 1 else 'findings'} of this line; --all lists them"
            stream.write(f"  {paint(words, 'dim')}\n")
    if context.statistics:
        from copydesk.reports.rank import rank, rank_lines

        table = rank_lines(rank(result.findings, examples=0), context.width, paint)
        stream.writelines(f"{line}\n" for line in ["", *table])


def _lines_once(findings: Sequence[Finding]) -> tuple[list[Finding], dict[str | None, int]]:
    """Findings with those about a recurring line told once, and how many more there are of each such line."""
    kept: list[Finding] = []
    more: dict[str | None, int] = {}
    seen: set[str] = set()
    for finding in findings:
        if finding.cluster is None or not finding.cluster.startswith(RECURRING):
            kept.append(finding)
        elif finding.cluster in seen:
            more[finding.cluster] = more.get(finding.cluster, 0) + 1
        else:
            seen.add(finding.cluster)
            kept.append(finding)
    return kept, more


def _write_ranked(result: Result, context: ReportContext, paint: Paint, stream: TextIO) -> None:
    from copydesk.reports.rank import rank, rank_lines

    stream.writelines(f"{line}\n" for line in rank_lines(rank(result.findings), context.width, paint))
    stream.write(f"\nThese are {len(result.findings):,} findings; use --all to list them.\n")
