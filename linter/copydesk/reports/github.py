"""`github`: workflow commands, which GitHub Actions shows as annotations beside the lines.

A step may have ten annotations of each level, and what is more GitHub drops without a word. So the findings one is
surest of are taken, and a last annotation tells how many were left out. The format:
https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

from copydesk.model import CONFIDENCES, Finding, Problem, Result, Severity
from copydesk.reports.context import ReportContext
from copydesk.reports.escape import MESSAGE_LIMIT, escape
from copydesk.reports.places import repository_path

MOST = 10
"""Annotations of one level that GitHub takes from a step."""

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "suggestion": "notice"}

_PATH_LIMIT = 4096


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write one command a finding, errors of the run among them as far as there is room."""
    problems = result.errors[:MOST]
    room = {"error": MOST - len(problems), "warning": MOST, "suggestion": MOST - 1}
    chosen: set[int] = set()
    left: dict[str, int] = {}
    surest = sorted(enumerate(result.findings), key=lambda item: CONFIDENCES.index(item[1].confidence))
    for number, finding in surest:
        if room[finding.severity]:
            room[finding.severity] -= 1
            chosen.add(number)
        else:
            left[finding.severity] = left.get(finding.severity, 0) + 1
    stream.writelines(_problem(problem, context) for problem in problems)
    for number, finding in enumerate(result.findings):
        if number in chosen:
            stream.write(_annotation(finding, context))
    cut = [
        f"{left[severity]:,} more {severity}{'s' if left[severity] > 1 else ''}"
        for severity in room
        if severity in left
    ]
    if len(result.errors) > MOST:
        cut.append(f"{len(result.errors) - MOST:,} more problems")
    if cut:
        listed = " and ".join(filter(None, [", ".join(cut[:-1]), cut[-1]]))
        stream.write(
            f"::notice title=copydesk::{_data(f'GitHub shows ten annotations of a kind; there are {listed}.')}\n"
        )


def _annotation(finding: Finding, context: ReportContext) -> str:
    level = _LEVELS[finding.severity]
    where = (
        f"file={_property(repository_path(finding.path, context.base))},line={finding.line},endLine={finding.end_line}"
    )
    if finding.line == finding.end_line:  # GitHub takes columns within one line only
        where += f",col={finding.column},endColumn={finding.end_column}"
    return f"::{level} {where},title={_property(finding.rule)}::{_data(finding.message)}\n"


def _problem(problem: Problem, context: ReportContext) -> str:
    where = f"file={_property(repository_path(problem.path, context.base))}," if problem.path else ""
    return f"::error {where}title=copydesk::{_data(problem.message)}\n"


def _data(text: str, limit: int = MESSAGE_LIMIT) -> str:
    return escape(text, limit).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text, _PATH_LIMIT).replace(":", "%3A").replace(",", "%2C")
