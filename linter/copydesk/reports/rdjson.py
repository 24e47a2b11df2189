"""`rdjson`: the diagnostic format of reviewdog, which comments on pull requests of many hosts.

The format: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Columns count bytes of UTF-8 there.
"""

from __future__ import annotations

from copydesk.model import Finding, Result, Severity
from copydesk.reports.context import ReportContext
from copydesk.reports.escape import escape
from copydesk.reports.json_objects import encode, write_json
from copydesk.reports.places import Sources, repository_path
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TextIO

_SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "suggestion": "INFO"}


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write one diagnostic a finding."""
    sources = Sources(context)
    write_json(stream, '{"source": {"name": "copydesk"}, "severity": "WARNING", "diagnostics": [')
    separator = "\n"
    for finding in result.findings:
        write_json(stream, f"{separator}{encode(_diagnostic(finding, context, sources))}")
        separator = ",\n"
    write_json(stream, "\n]}\n" if result.findings else "]}\n")


def _diagnostic(finding: Finding, context: ReportContext, sources: Sources) -> dict[str, Any]:
    code = {"value": finding.rule}
    if finding.url and finding.url.startswith(("https://", "http://")):
        code["url"] = finding.url
    place = (finding.line, finding.column, finding.end_line, finding.end_column)
    diagnostic: dict[str, Any] = {
        "message": escape(finding.message),
        "location": {
            "path": repository_path(finding.path, context.base),
            "range": _range(sources, finding.path, *place),
        },
        "severity": _SEVERITIES[finding.severity],
        "code": code,
    }
    if finding.fix is not None and len(finding.fix.edits) == 1:  # several suggestions would be alternatives
        edit = finding.fix.edits[0]
        region = sources.region(finding.path, edit)
        if region is not None:
            diagnostic["suggestions"] = [{"range": _range(sources, finding.path, *region), "text": edit.replacement}]
    if finding.related:
        diagnostic["related_locations"] = [
            {
                "message": escape(other.message),
                "location": {
                    "path": repository_path(other.path, context.base),
                    "range": _range(sources, other.path, *other[3:7]),
                },
            }
            for other in finding.related
        ]
    return diagnostic


def _range(sources: Sources, path: str, line: int, column: int, end_line: int, end_column: int) -> dict[str, Any]:
    return {
        "start": {"line": line, "column": sources.byte_column(path, line, column)},
        "end": {"line": end_line, "column": sources.byte_column(path, end_line, end_column)},
    }
