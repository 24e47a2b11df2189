"""`json`: one JSON object with everything in it, one line for each file and finding.

`report.schema.json` beside this module describes it.
"""

from __future__ import annotations

from collections.abc import Iterable

from copydesk.model import Result
from copydesk.reports.context import ReportContext
from copydesk.reports.json_objects import encode, file_object, finding_object, problem_object, write_json
from copydesk.reports.summary import summarize
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TextIO


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write the report. The same result gives the same bytes; notes are left out."""
    write_json(stream, f'{{"version": {encode(context.version)},\n')
    _write_list(stream, "files", map(file_object, result.files))
    _write_list(stream, "findings", map(finding_object, result.findings))
    _write_list(stream, "errors", map(problem_object, result.errors))
    write_json(stream, f'"summary": {encode(summarize(result))}}}\n')


def _write_list(stream: TextIO, name: str, items: Iterable[dict[str, Any]]) -> None:
    write_json(stream, f'"{name}": [')
    separator, close = "\n", "],\n"
    for item in items:
        write_json(stream, f"{separator}{encode(item)}")
        separator, close = ",\n", "\n],\n"
    write_json(stream, close)
