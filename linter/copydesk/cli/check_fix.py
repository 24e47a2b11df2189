"""What `--fix` and `--diff` of `copydesk check` do."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from copydesk.articles import Source
from copydesk.fix import has_fix
from copydesk.fix_files import Change, Narrow, mend_all, with_data, write_all
from copydesk.formats import format_of, read_text
from copydesk.model import CopydeskError, Problem, Result
from copydesk.planner import Plan
from copydesk.reports.color import painter, want_color
from copydesk.reports.diff import diff_lines
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal

_ROUNDS = 4


def show_diff(
    plan: Plan, result: Result, *, unsafe: bool, narrow: Narrow, color: Literal["auto", "always", "never"]
) -> tuple[Result, bool]:
    """Print what fixing would change, and change nothing.

    Returns:
        The result with what there is to say about fixes, and whether an article would change.
    """
    changes, notes = mend_all(plan.sources, plan.groups, result, unsafe=unsafe, narrow=narrow)
    paint = painter(want_color(sys.stdout, color, os.environ))
    for change in changes:
        name = change.source.format or format_of(change.source.path)
        old, new = (read_text(data, name)[0] for data in (change.old, change.mended.data))
        sys.stdout.writelines(diff_lines(change.source.path, old, new, paint))
    return result._replace(notes=(*result.notes, *notes)), bool(changes)


def fix_articles(
    plan: Plan, result: Result, printed: str | None, *, unsafe: bool, narrow: Narrow
) -> tuple[list[Change], Result]:
    """Fix the articles of a run, and write them; standard input goes to standard output.

    Args:
        plan: Its sources get the new content, where they are no files.
        result: What was found in them.
        printed: Path of the article that standard input holds.
        unsafe: Whether to make unsafe fixes too.
        narrow: Which findings count.

    Returns:
        The articles that have changed, and the result with what there is to say about fixes.
    """
    mendable = [source for source in plan.sources if source.data is None or source.path == printed]
    staged = {source.path for source in plan.sources if source.data is not None and source.path != printed}
    changes, notes = mend_all(mendable, plan.groups, result, unsafe=unsafe, narrow=narrow)
    notes += [
        Problem(path, "not fixed: it has changes that are not staged")
        for path in sorted(staged & {found.path for found in result.findings if has_fix(found, unsafe=unsafe)})
    ]
    given = [change for change in changes if change.source.data is not None]
    written, errors, told = write_all([change for change in changes if change.source.data is None])
    for source in mendable:
        if source.path == printed:
            _print_article(source, given)
    notes += told
    done = [*written, *given]
    plan.sources = with_data(plan.sources, {change.source.path: change.mended.data for change in done})
    fixed = sum(change.mended.fixed for change in done)
    return done, result._replace(notes=(*result.notes, *notes), errors=(*result.errors, *errors), fixed=fixed)


def check_add_ignores(reason: str, *, other: bool) -> str:
    """The reason of `--add-ignores`, where the call makes sense.

    Raises:
        CopydeskError: It does not.
    """
    from copydesk.add_ignores import check_reason

    if other:
        raise CopydeskError(
            "--add-ignores writes to the articles by itself; leave --fix, --diff and standard input out"
        )
    return check_reason(reason)


def silence_articles(plan: Plan, result: Result, reason: str, again: Callable[[Sequence[Change]], Result]) -> Result:
    """Silence all findings of a run in the articles, and write them.

    What a directive parts or stands between may give findings that were not there before; these are silenced as well.

    Args:
        plan: Of the run.
        result: What was found.
        reason: As of `check_reason`.
        again: Lints once more, given the articles that have changed.

    Returns:
        What is left, with what there is to say about it.
    """
    from copydesk.add_ignores import silence_all

    silenced = 0
    paths: set[str] = set()
    notes: list[Problem] = []
    errors: list[Problem] = []
    linked: list[Problem] = []
    for _ in range(_ROUNDS):
        changes, notes = silence_all(plan.sources, plan.groups, result.findings, reason)
        written, failed, told = write_all(changes, "silenced")
        errors += failed
        linked += told
        if not written:
            break
        silenced += sum(change.mended.fixed for change in written)
        paths.update(change.source.path for change in written)
        result = again(written)
    notes += linked
    articles = f"{len(paths):,} article{'' if len(paths) == 1 else 's'}"
    notes.append(Problem("", f"silenced {silenced:,} finding{'' if silenced == 1 else 's'} in {articles}"))
    return result._replace(
        notes=(*result.notes, *notes), errors=tuple(dict.fromkeys([*result.errors, *errors])), fixed=0
    )


def _print_article(source: Source, given: Sequence[Change]) -> None:
    data = next((change.mended.data for change in given if change.source.path == source.path), source.data)
    assert data is not None
    sys.stdout.flush()
    sys.stdout.buffer.write(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    sys.stdout.flush()
