"""The score of a project at earlier commits: the rules of today over the articles as they were."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime

from copydesk.articles import Source
from copydesk.checks import ACROSS, LAST
from copydesk.planner import Plan
from copydesk.reports.quality.data import TrendPoint
from copydesk.run import lint
from copydesk.score import project_score
from copydesk.sources import git
from copydesk.sources.files import is_article_path


def trend(plan: Plan, paths: Sequence[str], root: str, count: int, jobs: int = 0) -> list[TrendPoint]:
    """The score at the last commits that touched some paths.

    No article counts for another's score, so each content is looked at once, in however many commits it stands.

    Args:
        plan: What is looked at now; it says which files count, and by which rules.
        paths: Files and folders as given.
        root: The git work tree that they are in; others are left out.
        count: Most commits to look at.
        jobs: Processes to use; 0 picks by the amount of text.

    Returns:
        Oldest first.
    """
    inside = [path for path in (_inside(root, path) for path in paths) if path is not None]
    found = git.commits(root, inside, count) if inside else []
    trees = [_articles(plan, root, commit.name, inside) for commit in reversed(found)]
    wanted = {article for tree in trees for article in tree}
    contents = git.blobs(root, (blob for blob, _, _ in sorted(wanted)))
    sources = [
        Source(f"{blob}{suffix}", contents[blob], group=group)
        for blob, suffix, group in sorted(wanted)
        if blob in contents
    ]
    single = [
        group._replace(rules=tuple(rule for rule in group.rules if rule.kind not in ACROSS and rule.kind != LAST))
        for group in plan.groups
    ]
    # The same content may stand under two sets of rules.
    scored = {}
    for number in sorted({source.group for source in sources}):
        chosen = [source for source in sources if source.group == number]
        for file in lint(chosen, single, jobs=jobs).files:
            if file.score is not None:
                scored[file.path, number] = file.score, file.words
    points = []
    for commit, tree in zip(reversed(found), trees, strict=True):
        scores = [scored[key] for blob, suffix, group in tree if (key := (f"{blob}{suffix}", group)) in scored]
        day = datetime.fromtimestamp(commit.time, UTC).strftime("%Y-%m-%d")
        points.append(TrendPoint(commit.name[:9], day, commit.subject, project_score(scores), len(scores)))
    return points


def _inside(root: str, path: str) -> str | None:
    """A path from the root of the work tree; None for one outside of it."""
    found = os.path.relpath(os.path.realpath(path), os.path.realpath(root)).replace(os.sep, "/")
    return None if found == ".." or found.startswith("../") else found


def _articles(plan: Plan, root: str, commit: str, paths: Sequence[str]) -> list[tuple[str, str, int]]:
    """Blob, suffix and set of rules of each article that a commit has."""
    articles = []
    for path, blob in git.tree_files(root, commit, paths):
        if path in paths or is_article_path(path):
            group = plan.group_for(os.path.join(root, path))
            if group is not None:
                articles.append((blob, os.path.splitext(path)[1].lower(), group))
    return articles
