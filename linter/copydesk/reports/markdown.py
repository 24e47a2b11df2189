"""`markdown`: a summary for the page of a CI run or a comment on a pull request, in GitHub's and GitLab's Markdown.

Text of articles stands in code spans, where no Markdown, HTML, mention or link acts.
"""

from __future__ import annotations

import re

from copydesk.model import Finding, Result, Severity
from copydesk.reports.context import ReportContext
from copydesk.reports.escape import escape, escape_path
from copydesk.reports.places import repository_path
from copydesk.reports.rank import rank
from copydesk.reports.summary import closing_lines
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

MOST_BYTES = 900_000
"""GitHub refuses a summary of more than 1 MiB."""

HEADING = "## copydesk\n\n"
"""What each begins with."""

_MOST_FINDINGS = 500
_MOST_RULES = 100
_MESSAGE = 300
_MARKS: dict[Severity, str] = {"error": "🔴", "warning": "🟡", "suggestion": "🔵"}
# Words, and stops within a sentence: nothing that Markdown or a forge could take for a mark, a mention or a link.
_PLAIN = r"(?:[^\W_]|[ ,;()%\x22’‘“”–—…]|(?<!\w)'|'(?!\w)|(?<=[\w)])[.:!?-](?=[ )]|$)|(?<=\w)[-'](?=\w))+"


def write(result: Result, context: ReportContext, stream: TextIO) -> None:
    """Write the summary: what was found by rule, then the first findings, the gravest first; errors of the run last."""
    stream.write(HEADING)
    stream.writelines(f"{line.removeprefix('[*] ')}\n" for line in closing_lines(result, context))
    size = 0
    if result.findings:
        stream.write("\n| | rule | findings | files | with a fix |\n|---|---|--:|--:|--:|\n")
        stream.writelines(
            f"| {_MARKS[entry.severity]} | {_code(entry.rule)} | {entry.findings:,} | {entry.files:,} | {entry.fixable:,} |\n"
            for entry in rank(result.findings, examples=0)[:_MOST_RULES]
        )
        stream.write("\n| | place | rule | message |\n|---|---|---|---|\n")
        shown = 0
        for severity in _MARKS:
            for finding in result.findings:
                if finding.severity == severity and shown < _MOST_FINDINGS:
                    row = _row(finding, context)
                    size += len(row.encode("utf-8", "replace"))
                    if size > MOST_BYTES:
                        break
                    stream.write(row)
                    shown += 1
        if shown < len(result.findings):
            stream.write(f"\nThese are the first {shown:,} of {len(result.findings):,} findings.\n")
    if result.errors:
        stream.write("\n| problem | |\n|---|---|\n")
        stream.writelines(
            f"| {_code(escape_path(problem.path)) if problem.path else ''} | {_text(problem.message)} |\n"
            for problem in result.errors[:_MOST_RULES]
        )


def _row(finding: Finding, context: ReportContext) -> str:
    path = escape_path(repository_path(finding.path, context.base))
    place = _code(f"{path}:{finding.line}:{finding.column}")
    return f"| {_MARKS[finding.severity]} | {place} | {_code(finding.rule)} | {_text(finding.message)} |\n"


def _text(text: str) -> str:
    """Text as it is where every character of it is plain, else in a code span."""
    return escape(text, _MESSAGE) if re.fullmatch(_PLAIN, text) else _code(text)


def _code(text: str) -> str:
    """A code span that fits into a cell of a table."""
    shown = escape(text, _MESSAGE)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    # A bar would end the cell even here; behind a backslash it would end it too, were there one before that.
    return f"{fence}{pad}{shown.replace('|', '¦')}{pad}{fence}" if shown else ""
