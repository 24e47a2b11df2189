"""What `--baseline`, `--since` and `--staged` of `copydesk check` do."""

from __future__ import annotations

import os
from collections.abc import Sequence

from copydesk.articles import Source
from copydesk.config.find import find_root
from copydesk.fix_files import Change
from copydesk.model import CopydeskError, Problem, Result
from copydesk.narrow import Narrow, baselines_of, stale_notes
from copydesk.planner import Plan
from copydesk.sources.changes import Changes, changes_since, changes_staged, staged_content


def keep_changed(plan: Plan, since: str | None) -> Changes:
    """Leave only articles in a plan that have changed, with what is staged of them if that differs.

    Args:
        plan: Its sources are replaced.
        since: Name of a commit, or None for what is staged.

    Raises:
        CopydeskError: This is no git work tree, or git cannot tell.
    """
    option = "--staged" if since is None else "--since"
    root = find_root(os.getcwd())
    if root is None:
        raise CopydeskError(f"{option}: this is no git work tree")
    changes = changes_staged(root) if since is None else changes_since(root, since)
    kept: list[Source] = []
    for source in plan.sources:
        path = changes.stored(source.path)
        if not changes.touch(path):
            continue
        if path in changes.staged:
            content = staged_content(root, path)
            if content is None:
                plan.errors.append(Problem(source.path, "git cannot tell what is staged of it"))
                continue
            source = source._replace(data=content)  # noqa: PLW2901 - the same article
        kept.append(source)
    plan.sources = kept
    plan.whole = False
    return changes


class Narrowing:
    """Which findings of a run are told, before and after fixing."""

    def __init__(self, plan: Plan, baseline: str | None, changes: Changes | None, *, stale: bool) -> None:
        """Read the baselines.

        Args:
            plan: The articles and rules of the run.
            baseline: The file of `--baseline`.
            changes: What has changed, if only that counts.
            stale: Whether to tell of entries that are not found any more.

        Raises:
            CopydeskError: A baseline is not there, or is none.
        """
        real = str if plan.trusted is None else plan.trusted.real
        baselines = baselines_of(plan.groups, baseline, real)
        self.narrow = Narrow(plan.sources, plan.groups, baselines, changes)
        self._stale = stale

    def of(self, result: Result) -> Result:
        """The result with the findings that are told."""
        narrowed = self.narrow.all(result)
        notes = stale_notes(narrowed.stale) if self._stale else []
        return narrowed.result._replace(notes=(*result.notes, *notes))

    def after(self, fixed: Sequence[Change], result: Result) -> Result:
        """As `of`, when articles have been changed by fixes."""
        for change in fixed:
            self.narrow.update(change.source.path, change.mended.data)
        return self.of(result)
