"""`jsonl`: one JSON object a line, told apart by `type`: `file`, `finding`, `error`, and `summary` as the last."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model import Finding, Result
from copydesk.reports.context import ReportContext
from copydesk.reports.json_objects import encode, file_object, finding_object, problem_object, write_json
from copydesk.reports.summary import summarize
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TextIO


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write the report line by line. The same result gives the same bytes; notes are left out."""
    for item in _objects(result, context):
        write_json(stream, f"{encode(item)}\n")


def _objects(result: Result, context: ReportContext) -> Iterator[dict[str, Any]]:
    """Each file with its findings behind it, then what belongs to no file, errors, the summary."""
    by_path: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_path.setdefault(finding.path, []).append(finding)
    for file in result.files:
        yield {"type": "file", **file_object(file)}
        for finding in by_path.pop(file.path, ()):
            yield {"type": "finding", **finding_object(finding)}
    for findings in by_path.values():
        for finding in findings:
            yield {"type": "finding", **finding_object(finding)}
    for problem in result.errors:
        yield {"type": "error", **problem_object(problem)}
    yield {"type": "summary", "version": context.version, **summarize(result)}
