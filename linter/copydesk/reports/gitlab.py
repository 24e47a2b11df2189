"""`gitlab`: a Code Quality report, which GitLab shows in merge requests.

The format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from copydesk.config.store import digest
from copydesk.model import Finding, Result, Severity
from copydesk.reports.context import ReportContext
from copydesk.reports.escape import escape
from copydesk.reports.json_objects import encode, write_json
from copydesk.reports.places import repository_path
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TextIO

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "suggestion": "info"}


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write one issue a finding."""
    seen: dict[tuple[str, str], int] = {}
    write_json(stream, "[")
    separator = "\n"
    for finding in result.findings:
        same = (finding.path, finding.fingerprint)
        seen[same] = seen.get(same, 0) + 1
        write_json(stream, f"{separator}{encode(_issue(finding, seen[same], context))}")
        separator = ",\n"
    write_json(stream, "\n]\n" if result.findings else "]\n")


def _issue(finding: Finding, number: int, context: ReportContext) -> dict[str, Any]:
    path = repository_path(finding.path, context.base)
    # GitLab takes two issues of one fingerprint for one issue.
    named = "\0".join([finding.fingerprint, path, str(number)]).encode("utf-8", "surrogatepass")
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": escape(finding.message),
        "severity": _SEVERITIES[finding.severity],
        "categories": ["Style"],
        "fingerprint": digest(named).hexdigest(),
        "location": {"path": path, "lines": {"begin": finding.line, "end": finding.end_line}},
    }
