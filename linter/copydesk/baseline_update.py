"""Bringing baselines up to date with what a run has found."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from copydesk.baseline import Baseline, Key, counted, read_baseline, write_baseline
from copydesk.config.find import find_root, shown
from copydesk.model import Finding, Result
from copydesk.planner import Plan
from copydesk.typed import NamedTuple

DEFAULT = "copydesk.baseline"
"""Name of a baseline where none is configured; it stands at the root of the work tree."""


class Updated(NamedTuple):
    """What has become of one baseline.

    Attributes:
        path: The file.
        findings: How many findings it has now.
        articles: In how many articles.
        new: How many were put in.
        gone: How many were taken out.
        configured: Whether the configuration, or the command line, names it.
    """

    path: str
    findings: int
    articles: int
    new: int
    gone: int
    configured: bool


def update_baselines(plan: Plan, result: Result, path: str | None = None) -> list[Updated]:
    """Make the baselines hold exactly the findings of a run, as far as it went.

    What it did not look at stays: other articles that are still there, and rules that did not run.

    Args:
        plan: Of the run.
        result: All that was found, the baselines left aside.
        path: One baseline for all, instead of those configured.

    Raises:
        CopydeskError: One cannot be read or written.
    """
    return _rewritten(plan, result, path, lambda _baseline, _path, findings: counted(findings))


def prune_baselines(plan: Plan, result: Result, path: str | None = None) -> list[Updated]:
    """Take out of the baselines what a run has not found any more; nothing is put in.

    Entries for an article that has been renamed go over to the new one.

    Args:
        plan: As of `update_baselines`.
        result: As of `update_baselines`.
        path: As of `update_baselines`.

    Raises:
        CopydeskError: One is not there, or cannot be read or written.
    """

    def known(baseline: Baseline, path: str, findings: Sequence[Finding]) -> dict[Key, int]:
        new = counted(baseline.split(path, findings).new)
        return {key: count - new.get(key, 0) for key, count in counted(findings).items() if count > new.get(key, 0)}

    return _rewritten(plan, result, path, known, must_exist=True)


def _rewritten(
    plan: Plan,
    result: Result,
    path: str | None,
    wanted: Callable[[Baseline, str, Sequence[Finding]], dict[Key, int]],
    *,
    must_exist: bool = False,
) -> list[Updated]:
    by_path: dict[str, list[Finding]] = {file.path: [] for file in result.files}
    for finding in result.findings:
        by_path.setdefault(finding.path, []).append(finding)
    group_of = {source.path: source.group for source in plan.sources}
    targets = [path or group.baseline or _default() for group in plan.groups]
    configured = {group.baseline for group in plan.groups}
    updated = []
    for target in dict.fromkeys(targets):
        baseline = read_baseline(target) if must_exist or os.path.lexists(target) else Baseline(target, {})
        entries = {
            name: dict(counts)
            for name, counts in baseline.entries.items()
            if not (plan.whole or baseline.is_gone(name))
        }
        failed = {problem.path for problem in result.errors}
        for source in plan.sources:
            name = baseline.name_of(source.path)
            if plan.whole and name in baseline.entries and source.path in failed:
                entries[name] = dict(baseline.entries[name])
        for article, findings in by_path.items():
            group = group_of[article]
            if targets[group] != target:
                continue
            ran = {name for rule in plan.groups[group].rules for name in (rule.id, *rule.aliases)}
            name = baseline.name_of(article)
            kept = {key: count for key, count in baseline.entries.get(name, {}).items() if key[0] not in ran}
            entries[name] = {**kept, **wanted(baseline, article, findings)}
        write_baseline(target, entries)
        named = path is not None or target in configured
        updated.append(_compared(target, baseline, entries, result.findings, configured=named))
    return updated


def _compared(
    target: str,
    baseline: Baseline,
    entries: dict[str, dict[Key, int]],
    findings: Sequence[Finding],
    *,
    configured: bool,
) -> Updated:
    # What a renamed rule had found is neither new nor gone.
    now: dict[Key, Key] = {old: (finding.rule, finding.fingerprint) for finding in findings for old in finding.former}
    before: dict[tuple[str, Key], int] = {}
    for name, counts in baseline.entries.items():
        for key, count in counts.items():
            place = name, now.get(key, key)
            before[place] = before.get(place, 0) + count
    after = {(name, key): count for name, counts in entries.items() for key, count in counts.items()}
    new = sum(max(0, count - before.get(key, 0)) for key, count in after.items())
    gone = sum(max(0, count - after.get(key, 0)) for key, count in before.items())
    articles = sum(1 for counts in entries.values() if any(counts.values()))
    return Updated(shown(target), sum(after.values()), articles, new, gone, configured)


def _default() -> str:
    here = os.getcwd()
    return os.path.join(find_root(here) or here, DEFAULT)
