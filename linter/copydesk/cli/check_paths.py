"""What `copydesk check` says about the files that it reads and writes."""

from __future__ import annotations

import os
from collections.abc import Sequence

from copydesk.formats import SUFFIXES
from copydesk.model import CopydeskError
from copydesk.planner import Plan
from copydesk.reports.escape import escape
from copydesk.reports.markdown import HEADING


def why_nothing(since: str | None, *, staged: bool) -> str:
    """What there is to say where there is nothing to lint."""
    if staged:
        return "no article is staged; to stage one: git add"
    if since is not None:
        return f"no article has changed since {since}"
    suffixes = ", ".join(SUFFIXES)
    return f"there are no articles: no file ends in {suffixes}, or git ignores them, or the configuration excludes them"


def leave_reports_out(plan: Plan, written: Sequence[str]) -> None:
    """Take the reports of earlier runs for no articles, and write over none.

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
            raise CopydeskError(
                f"--output-format: {escape(path)} is an article of this run; write the report to another file"
            )
    plan.sources = kept


def _is_report(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(len(HEADING)) == HEADING.encode()
    except OSError:
        return False
