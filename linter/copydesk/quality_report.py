"""What `copydesk report` does: lint articles, take their figures and history, and make the report."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from copydesk.config.find import find_root
from copydesk.model import CopydeskError, Result
from copydesk.plan import make_plan
from copydesk.planner import Plan, RunOptions
from copydesk.report_files import leave_reports_out
from copydesk.reports.quality import render
from copydesk.reports.quality.data import TrendPoint
from copydesk.reports.quality.gather import gather
from copydesk.run import lint_plan

DEFAULT_TITLE = "Quality of articles"
_TEXTS_AT_HAND = 256


def make_report(
    paths: Sequence[str],
    options: RunOptions,
    form: str,
    *,
    title: str | None = None,
    history: int = 0,
    written: Sequence[str] = (),
    jobs: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[str, Result]:
    """Make a report on articles.

    Args:
        paths: Files and folders.
        options: Rules and configuration.
        form: A key of `copydesk.reports.quality.FORMATS`.
        title: What stands above it; `DEFAULT_TITLE` if not given.
        history: Commits whose score is shown beside that of now; 0 for none.
        written: Files that the report goes to; it takes the place of no article.
        jobs: Processes to use; 0 picks by the amount of text.
        progress: Called with the number of articles done so far, and of all.

    Returns:
        The report, and the result that it shows.

    Raises:
        CopydeskError: The configuration is wrong, there is no history to look at, or a file to write is an article.
    """
    plan = make_plan(paths, options)
    leave_reports_out(plan, written)
    root = find_root(os.getcwd())
    if history and root is None:
        raise CopydeskError("--history needs a git work tree, and the current folder is in none")
    total = len(plan.sources)
    result = lint_plan(plan, jobs=jobs, progress=None if progress is None else lambda done: progress(done, total))
    date = _today()
    points = _trend(plan, paths, root, history, jobs, result, date) if history and root is not None else []
    about = _about(plan, {finding.rule for finding in result.findings})
    report = gather(result, _reader(), title=title or DEFAULT_TITLE, date=date, trend=points, about=about)
    return render(form, report), result


def _trend(
    plan: Plan, paths: Sequence[str], root: str, count: int, jobs: int, result: Result, date: str
) -> list[TrendPoint]:
    from copydesk.history import trend
    from copydesk.score import project_score

    now = [(file.score, file.words) for file in result.files if file.score is not None]
    last = TrendPoint("", date, "the files as they are", project_score(now), len(now))
    return [*trend(plan, paths, root, count, jobs), last]


def _about(plan: Plan, wanted: Collection[str]) -> dict[str, str]:
    """The first sentence of what rules say about themselves."""
    from copydesk.rules.load import read_rule_file
    from copydesk.text.sentences import sentences

    about = {}
    for rule in {rule.id: rule for group in plan.groups for rule in group.rules if rule.id in wanted}.values():
        text = " ".join(str(read_rule_file(rule.path).get("description") or "").partition("\n\n")[0].split())
        first = next(iter(sentences(text, "en")), (0, 0))
        about[rule.id] = text[slice(*first)]
    return about


def _today() -> str:
    """The date, or that of SOURCE_DATE_EPOCH, with which the same articles give the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch)) if epoch.isdigit() else time.localtime())


def _reader() -> Callable[[str], str | None]:
    """Decoded text of files; the last ones are kept."""
    from copydesk.formats import format_of, read_text
    from copydesk.sources.files import PassedError, UnreadableError, read_file

    @lru_cache(_TEXTS_AT_HAND)
    def read(path: str) -> str | None:
        try:
            return read_text(read_file(path), format_of(path))[0]
        except (PassedError, UnreadableError):
            return None

    return read
