"""Findings in a text, for tests that need real ones."""

from __future__ import annotations

from copydesk.articles import Source
from copydesk.model import Finding
from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from copydesk.run import lint


def findings_in(data: bytes | str, path: str = "a.md", **options: object) -> tuple[Finding, ...]:
    """What the default rules, or those that the options name, find in one article by itself."""
    plan = make_plan([], RunOptions(isolated=True, **options))
    return lint([Source(path, data)], plan.groups, jobs=1).findings
