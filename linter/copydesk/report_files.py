"""Files that reports are written to, where these stand among articles."""

from __future__ import annotations

import os
from collections.abc import Sequence

from copydesk.model import CopydeskError
from copydesk.planner import Plan
from copydesk.reports.escape import escape
from copydesk.reports.markdown import HEADING
from copydesk.sources.files import is_report

_HEAD = 1024


def leave_reports_out(plan: Plan, written: Sequence[str]) -> None:
    """Take the reports of earlier runs for no articles, and write over none.

    Args:
        plan: Of the run; what is a report is left out of its sources.
        written: The files that the run will write.

    Raises:
        CopydeskError: A report would take the place of an article.
    """
    places = set(map(os.path.realpath, written))
    names = {os.path.basename(path) for path in (*written, *places)}
    kept = []
    for source in plan.sources:
        path = source.path
        if os.path.basename(path) not in names or os.path.realpath(path) not in places or not os.path.isfile(path):
            kept.append(source)
        elif not _is_report(path):
            raise CopydeskError(f"{escape(path)} is an article of this run; write the report to another file")
    plan.sources = kept


def _is_report(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return head.startswith(HEADING.encode()) or is_report(head)
