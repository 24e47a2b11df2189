"""`azure`: logging commands, which Azure Pipelines shows as issues of the build.

The format: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands. There are errors and warnings
only, so suggestions come as warnings.
"""

from __future__ import annotations

import re

from copydesk.model import Result
from copydesk.reports.context import ReportContext
from copydesk.reports.escape import MESSAGE_LIMIT, escape
from copydesk.reports.places import repository_path
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

_PATH_LIMIT = 4096
_DECODED = r"(?i)%(?=3B|0D|0A|5D|AZP25)"  # what an agent decodes; any other percent sign stays as it is


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write one command a finding, and one an error of the run."""
    for problem in result.errors:
        where = f"sourcepath={_property(repository_path(problem.path, context.base))};" if problem.path else ""
        stream.write(f"##vso[task.logissue type=error;{where}]{_data(problem.message)}\n")
    for finding in result.findings:
        level = "error" if finding.severity == "error" else "warning"
        path = _property(repository_path(finding.path, context.base))
        place = f"sourcepath={path};linenumber={finding.line};columnnumber={finding.column}"
        stream.write(
            f"##vso[task.logissue type={level};{place};code={_property(finding.rule)};]{_data(finding.message)}\n"
        )


def _data(text: str, limit: int = MESSAGE_LIMIT) -> str:
    """A message: what an agent would decode is encoded, and nothing can begin a command of its own."""
    return re.sub(_DECODED, "%AZP25", escape(text, limit)).replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text, _PATH_LIMIT).replace(";", "%3B").replace("]", "%5D")
