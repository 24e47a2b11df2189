"""What `--fix` and `--diff` of `copydesk check` do."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Literal

from copydesk.engine import Source
from copydesk.fix_files import Change, Narrow, mend_all, with_data, write_all
from copydesk.formats import format_of, read_text
from copydesk.model import Result
from copydesk.plan import Plan
from copydesk.reports.color import painter, want_color
from copydesk.reports.diff import diff_lines


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


def fix_articles(plan: Plan, result: Result, *, unsafe: bool, narrow: Narrow) -> tuple[list[Change], Result]:
    """Fix the articles of a run, and write them; standard input goes to standard output.

    Returns:
        The articles that have changed, and the result with what there is to say about fixes.
    """
    changes, notes = mend_all(plan.sources, plan.groups, result, unsafe=unsafe, narrow=narrow)
    on_disk = [change for change in changes if change.source.data is None]
    given = [change for change in changes if change.source.data is not None]
    written, errors = write_all(on_disk)
    for source in plan.sources:
        if source.data is not None:
            _print_article(source, given)
    fixed = sum(change.mended.fixed for change in [*written, *given])
    return [*written, *given], result._replace(
        notes=(*result.notes, *notes), errors=(*result.errors, *errors), fixed=fixed
    )


def after_fixing(sources: Sequence[Source], changes: Sequence[Change]) -> list[Source]:
    """The articles as they are now."""
    return with_data(sources, {change.source.path: change.mended.data for change in changes})


def _print_article(source: Source, given: Sequence[Change]) -> None:
    data = next((change.mended.data for change in given if change.source.path == source.path), source.data)
    assert data is not None
    sys.stdout.flush()
    sys.stdout.buffer.write(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    sys.stdout.flush()
