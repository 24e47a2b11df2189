"""`copydesk index`: what is kept of a project, so that a few articles are compared with all others at once."""

from __future__ import annotations

from collections.abc import Callable

import click

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    from copydesk.project import Project

    T = TypeVar("T")


_CACHE = click.option("--cache-dir", type=click.Path(file_okay=False), help="Where the index is kept.")
_CONFIG = click.option(
    "--config", multiple=True, metavar="FILE|KEY=VALUE", help="A configuration file that alone holds, or one setting."
)
_JOBS = click.option(
    "--jobs", "-j", type=click.IntRange(0), default=0, help="Processes; 0 picks by the amount of text."
)


_SHARED = click.option(
    "--index", "shared", metavar="redis://HOST:PORT/DB", help="That of several machines, instead of the project's own."
)


@click.group()
def index() -> None:
    """Build, look at or remove the index of the git work tree you are in.

    `copydesk check` builds the index by itself when it needs one, and brings it up to date.
    """


@index.command()
@_CACHE
@_CONFIG
@_JOBS
def build(cache_dir: str | None, config: tuple[str, ...], jobs: int) -> None:
    """Build the index anew from all articles of the work tree."""
    import os
    from functools import partial

    from copydesk.run import read_all

    project = _project(cache_dir, config)
    project.tree.read_all = partial(read_all, jobs=jobs)
    count = _guarded(project.build)
    path = project.index_path()
    click.echo(f"{_shown(path)}: {count:,} articles, {os.stat(path).st_size:,} bytes")


@index.command()
@_CACHE
@_CONFIG
@_SHARED
def status(cache_dir: str | None, config: tuple[str, ...], shared: str | None) -> None:
    """Tell what the index holds, and what has changed since."""
    from copydesk.reports.escape import escape

    _expect_alone(shared, "--cache-dir" if cache_dir is not None else None)
    project = _project(cache_dir, config, shared)
    for line in _guarded(project.status):
        click.echo(escape(line))


@index.command()
@_CACHE
@_CONFIG
@_SHARED
def clear(cache_dir: str | None, config: tuple[str, ...], shared: str | None) -> None:
    """Remove the index, or the articles of this work tree from one that is shared."""
    _expect_alone(shared, "--cache-dir" if cache_dir is not None else "--config" if config else None)
    if shared is not None:
        from copydesk.config.find import find_root
        from copydesk.duplicates.redis_address import read_address
        from copydesk.plan import current_folder
        from copydesk.reports.escape import escape
        from copydesk.shared_project import clear_shared

        here = current_folder()
        click.echo(escape(clear_shared(read_address(shared), find_root(here) or here)))
        return
    removed = _project(cache_dir, config).clear()
    click.echo("\n".join(f"removed {_shown(path)}" for path in removed) or "there is no index")


def _expect_alone(shared: str | None, other: str | None) -> None:
    """Refuse what says nothing about an index on a server."""
    if shared is not None and other is not None:
        raise click.UsageError(f"--index names an index on a server; leave {other} out")


def _project(cache_dir: str | None, config: tuple[str, ...], shared: str | None = None) -> Project:
    from copydesk.model import CopydeskError
    from copydesk.plan import project_here
    from copydesk.planner import RunOptions

    project, notes = project_here(RunOptions(cache_dir=cache_dir, config=config, shared_index=shared))
    for note in notes:
        click.echo(f"note: {note.path}: {note.message}", err=True)
    if project is None:
        raise CopydeskError(
            "there is no index here: it is kept for a git work tree, in a cache folder that can be trusted"
        )
    return project


def _guarded(work: Callable[[], T]) -> T:
    """The result of some work on an index; what goes wrong is a message, not a traceback."""
    import sqlite3

    from copydesk.model import CopydeskError, StoreError
    from copydesk.work_tree import NoGitError

    try:
        return work()
    except NoGitError:
        raise CopydeskError("git does not take this folder for a work tree") from None
    except (StoreError, OverflowError, sqlite3.Error, OSError) as error:
        raise CopydeskError(f"the index cannot be used: {error}") from None


def _shown(path: str) -> str:
    from copydesk.config.find import shown

    return shown(path)
