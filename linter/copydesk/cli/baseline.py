"""`copydesk baseline`: the findings that were there before, and are not told."""

from __future__ import annotations

import sys

import click

from copydesk.cli.check import parameters
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_OPTIONS = (
    "select",
    "ignore",
    "extend_select",
    "profile",
    "config",
    "isolated",
    "baseline",
    "min_confidence",
    "jobs",
    "no_cache",
    "cache_dir",
    "force_exclude",
    "quiet",
)


@click.group()
def baseline() -> None:
    """Keep a baseline: the findings that were there before, so that only new ones are told.

    The file is the one that `baseline` in the configuration names, or --baseline; else copydesk.baseline at the root of
    the work tree.
    """


@click.command(params=parameters(_OPTIONS))
def update(**values: Any) -> int:
    """Put all that is found now into the baseline, and take out what is gone.

    Without a path, that is all of the folder you are in. With paths, entries for other articles stay.
    """
    from copydesk.baseline_update import update_baselines

    return _run(update_baselines, **values)


@click.command(params=parameters(_OPTIONS))
def prune(**values: Any) -> int:
    """Take out of the baseline what is not found any more; nothing is put in."""
    from copydesk.baseline_update import prune_baselines

    return _run(prune_baselines, **values)


baseline.add_command(update)
baseline.add_command(prune)


def _run(work: Any, paths: tuple[str, ...], baseline: str | None, jobs: int, quiet: bool, **options: Any) -> int:
    from copydesk.plan import make_plan
    from copydesk.planner import RunOptions
    from copydesk.reports.escape import escape
    from copydesk.reports.problems import write_problems
    from copydesk.run import lint_plan

    plan = make_plan(paths or (".",), RunOptions(**options))
    result = lint_plan(plan, jobs=jobs, figures=False)
    for done in work(plan, result, baseline):
        changed = f"{done.new:,} new, {done.gone:,} gone"
        findings = f"{done.findings:,} finding{'' if done.findings == 1 else 's'}"
        articles = f"{done.articles:,} article{'' if done.articles == 1 else 's'}"
        click.echo(f"{escape(done.path)}: {findings} in {articles} ({changed})")
        if not done.configured and not quiet:
            click.echo("To use it, put this line into copydesk.yml: baseline: copydesk.baseline")
    write_problems(result._replace(notes=()) if quiet else result, sys.stderr)
    return 2 if result.errors else 0
