"""`copydesk init`: the first run in a project."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

import click

from copydesk.config.settings import PROFILES
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.model import Result
    from copydesk.site import Site

_RULES = 5


@click.command()
@click.option("--profile", type=click.Choice(PROFILES), help="What kind of texts these are. [default: found out]")
@click.option("--no-baseline", is_flag=True, help="Write no baseline: all that is found now is told again.")
@click.option("--no-hook", is_flag=True, help="Leave .pre-commit-config.yaml alone.")
@click.option("--force", is_flag=True, help="Write a new configuration in place of the one that is there.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--jobs", "-j", type=click.IntRange(0), default=0, metavar="N", help="Processes; 0 picks by the text.")
def init(*, profile: str | None, no_baseline: bool, no_hook: bool, force: bool, dry_run: bool, jobs: int) -> int:
    """Set copydesk up in the folder you are in.

    Looks at what site it is, lints all articles, shows what it finds most, and writes copydesk.yml, a baseline of what
    there is now, and a hook for pre-commit.
    """
    from copydesk.config.find import find_root
    from copydesk.first_run import HOOK_FILE, config_text, first_run, hook_block, write_first
    from copydesk.reports.escape import escape
    from copydesk.reports.problems import write_problems

    run = first_run(profile, jobs, _progress(), force=force)
    for line in (*_about(run.site), "", *_found(run.result)):
        click.echo(line)
    write_problems(run.result, sys.stderr)
    baseline = not no_baseline and bool(run.result.findings)
    click.echo()
    if dry_run:
        click.echo(f"{run.config_file} would be:\n")
        click.echo("".join(f"  {line}\n" for line in config_text(run.site, baseline=baseline).splitlines()), nl=False)
        return 2 if run.result.errors else 0
    written = write_first(run, baseline=baseline, hook=not no_hook)
    for line in written:
        click.echo(f"wrote {escape(line)}")
    if not no_hook and run.hook is None and not run.has_hook:
        click.echo(f"\nFor pre-commit, put this below `repos:` of {HOOK_FILE}:\n\n{hook_block()}", nl=False)
    click.echo()
    if find_root(os.getcwd()) is not None:
        names = " ".join(line.partition(":")[0] for line in written)
        click.echo(f"Next: git add {escape(names)}, and commit.")
    click.echo("From now on copydesk check tells what is new.")
    if baseline:
        click.echo("To see all that there is: copydesk check --config baseline=off")
    return 2 if run.result.errors else 0


def _about(site: Site) -> Iterator[str]:
    names = [f"{language or 'not told'} {count:,}" for language, count in site.languages.items()]
    yield f"Site:      {f'{site.generator} ({site.evidence})' if site.generator else 'no known generator'}"
    yield f"Profile:   {site.profile} ({site.why})"
    yield f"Languages: {', '.join(names)} of {site.read:,} articles looked into"
    if site.exclude:
        yield f"Left out:  {', '.join(site.exclude)}, which {site.generator} has built"
    if site.copies:
        yield f"Copies:    {', '.join(site.copies)}: versions or translations of the same pages"


def _found(result: Result) -> Iterator[str]:
    from copydesk.first_run import examples, top_rules
    from copydesk.reports.context import ReportContext
    from copydesk.reports.escape import escape
    from copydesk.reports.summary import closing_lines

    yield from closing_lines(result, ReportContext(source=lambda _path: None))
    for rule, findings in top_rules(result.findings, _RULES):
        articles = len({finding.path for finding in findings})
        yield ""
        yield f"{escape(rule)}: {len(findings):,} in {articles:,} article{'' if articles == 1 else 's'}"
        for finding in examples(findings):
            yield f"  {escape(finding.path)}:{finding.line}:{finding.column} {escape(finding.message)}"
        yield f"  more about it: copydesk rule {escape(rule.rpartition('.')[2])}"


def _progress() -> Callable[[int], None] | None:
    """A counter on the terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(done: int) -> None:
        sys.stderr.write(f"\r{done:,} articles\x1b[K\r")
        sys.stderr.flush()

    return show
