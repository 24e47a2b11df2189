"""`checkstyle`: the XML of Checkstyle, which Jenkins, reviewdog and many others read."""

from __future__ import annotations

from itertools import groupby

from copydesk.model import Result, Severity
from copydesk.reports.context import ReportContext
from copydesk.reports.places import repository_path
from copydesk.reports.xml_text import HEAD, quoted
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

_PATH_LIMIT = 4096
_SEVERITIES: dict[Severity, str] = {"error": "error", "warning": "warning", "suggestion": "info"}


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write one `error` a finding, and one for each file that could not be read."""
    stream.write(f'{HEAD}<checkstyle version="4.3">\n')
    for path, findings in groupby(result.findings, key=lambda finding: finding.path):
        stream.write(f'  <file name="{quoted(repository_path(path, context.base), _PATH_LIMIT)}">\n')
        stream.writelines(
            f'    <error line="{finding.line}" column="{finding.column}" severity="{_SEVERITIES[finding.severity]}" '
            f'message="{quoted(finding.message)}" source="copydesk.{quoted(finding.rule)}"/>\n'
            for finding in findings
        )
        stream.write("  </file>\n")
    for problem in result.errors:
        stream.write(f'  <file name="{quoted(repository_path(problem.path, context.base), _PATH_LIMIT)}">\n')
        stream.write(f'    <error line="1" severity="error" message="{quoted(problem.message)}" source="copydesk"/>\n')
        stream.write("  </file>\n")
    stream.write("</checkstyle>\n")
