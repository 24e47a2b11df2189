"""`junit`: test results, which every CI system can show: a suite a file, a failed test a finding."""

from __future__ import annotations

from copydesk.model import Finding, Result
from copydesk.reports.context import ReportContext
from copydesk.reports.places import repository_path
from copydesk.reports.xml_text import HEAD, quoted
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

_PATH_LIMIT = 4096


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write a suite for each file that was read; one without findings has a test that passes."""
    by_path: dict[str, list[Finding]] = {file.path: [] for file in result.files}
    for finding in result.findings:
        by_path.setdefault(finding.path, []).append(finding)
    tests = sum(len(findings) or 1 for findings in by_path.values()) + len(result.errors)
    stream.write(
        f'{HEAD}<testsuites name="copydesk" tests="{tests}" failures="{len(result.findings)}" '
        f'errors="{len(result.errors)}">\n'
    )
    for path, findings in by_path.items():
        name = quoted(repository_path(path, context.base), _PATH_LIMIT)
        stream.write(
            f'  <testsuite name="{name}" tests="{len(findings) or 1}" failures="{len(findings)}" errors="0">\n'
        )
        if not findings:
            stream.write(f'    <testcase name="copydesk" classname="{name}" file="{name}"/>\n')
        for finding in findings:
            stream.write(_failed(finding, name))
        stream.write("  </testsuite>\n")
    if result.errors:
        count = len(result.errors)
        stream.write(f'  <testsuite name="copydesk" tests="{count}" failures="0" errors="{count}">\n')
        for problem in result.errors:
            path = quoted(repository_path(problem.path, context.base), _PATH_LIMIT)
            message = quoted(problem.message)
            stream.write(f'    <testcase name="copydesk" classname="{path}">\n')
            stream.write(f'      <error type="error" message="{message}">{message}</error>\n    </testcase>\n')
        stream.write("  </testsuite>\n")
    stream.write("</testsuites>\n")


def _failed(finding: Finding, path: str) -> str:
    rule, message = quoted(finding.rule), quoted(finding.message)
    place = f"{finding.line}:{finding.column}"
    return (
        f'    <testcase name="{rule}:{place}" classname="{path}" file="{path}" line="{finding.line}">\n'
        f'      <failure type="{finding.severity}" message="{message}">{path}:{place}: {message}</failure>\n'
        "    </testcase>\n"
    )
