"""`copydesk report`: one page that shows where to start."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from copydesk.cli.check import parameter
from copydesk.cli.check_options import OPTIONS
from copydesk.reports.quality import FORMATS, SUFFIXES
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_SHARED = (
    *("select", "ignore", "extend_select", "profile", "config", "isolated", "min_confidence", "jobs", "no_cache"),
    *("cache_dir", "force_exclude"),
)
_PROGRESS_FILES = 200
_OWN = [
    click.Argument(["paths"], nargs=-1, metavar="[PATH]...", type=click.Path(readable=False)),
    click.Option(
        ["--output", "-o"],
        type=click.Path(dir_okay=False, allow_dash=True),
        metavar="FILE",
        help="Where it goes; `-` is standard output.",
    ),
    click.Option(
        ["--format", "form"],
        type=click.Choice(list(FORMATS)),
        help="What it is. [default: by the suffix of FILE, else html]",
    ),
    click.Option(["--title"], metavar="TEXT", help="What stands above it."),
    click.Option(
        ["--history"], type=click.IntRange(0), default=0, metavar="N", help="Show the score at the last N commits too."
    ),
]


@click.command(params=[*_OWN, *(parameter(option) for option in OPTIONS if option.parameter in _SHARED)])
def report(
    paths: tuple[str, ...],
    *,
    output: str | None,
    form: str | None,
    title: str | None,
    history: int,
    jobs: int,
    **options: Any,
) -> int:
    """Make a report on articles: scores, what to mend first, and each text with its findings.

    The page that comes of it needs no network and no other file. What is found does not change the exit status: it is 0,
    or 2 if the call or the configuration is wrong or a file could not be read.
    """
    from copydesk.planner import RunOptions
    from copydesk.quality_report import make_report
    from copydesk.reports.problems import write_problems
    from copydesk.reports.quality.shown import counted

    suffix = os.path.splitext(output or "")[1].lower()
    if form is None and suffix and suffix not in SUFFIXES:
        raise click.UsageError(
            f"'{suffix}' is no format of a report; there are {', '.join(SUFFIXES)}, or say which it is: --format html"
        )
    chosen = form or SUFFIXES.get(suffix, "html")
    if output is None and chosen == "html":
        if sys.stdout.isatty():
            raise click.UsageError("name a file for the page, as in -o report.html")
        output = "-"
    text, result = make_report(
        paths or (".",),
        RunOptions(**options),
        chosen,
        title=title,
        history=history,
        written=() if output in (None, "-") else (str(output),),
        jobs=jobs,
        progress=_progress(),
    )
    data = text.encode("utf-8", "backslashreplace")
    if output in (None, "-"):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        _write(str(output), data)
        counts = f"{counted(len(result.files), 'article')}, {counted(len(result.findings), 'finding')}"
        click.echo(f"{output}: {counts}, {len(data):,} bytes", err=True)
    if result.errors or result.notes:
        write_problems(result, sys.stderr, color=False)
    return 2 if result.errors else 0


def _write(path: str, data: bytes) -> None:
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {error.strerror}") from None


def _progress() -> Callable[[int, int], None] | None:
    """A counter on the terminal for long runs; nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total >= _PROGRESS_FILES:
            sys.stderr.write(f"\r{done:,} of {total:,} articles" if done < total else "\r\x1b[K")
            sys.stderr.flush()

    return show
