"""What other programs call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from os import PathLike, fspath

from copydesk.articles import Source
from copydesk.engine import Group
from copydesk.model import CopydeskError, Finding, Result
from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from copydesk.run import lint, lint_plan

Names = Iterable[str]
"""Several names; a lone string is one of them, or a comma list."""


def check_text(
    text: str | bytes,
    path: str = "article.md",
    *,
    select: Names = (),
    ignore: Names = (),
    extend_select: Names = (),
    profile: str | None = None,
    config: Names = (),
    min_confidence: str | None = None,
) -> list[Finding]:
    """Findings in one article that need not be a file.

    Args:
        text: The article; bytes are decoded as a file's would be.
        path: Name it is reported under; its suffix tells the format. No file is read.
        select: Run these rules only: ids, names, categories, tags or `ALL`.
        ignore: Do not run these rules.
        extend_select: Run these rules too.
        profile: `articles`, `docs` or `scraped`.
        config: Configuration files and `KEY=VALUE` pairs; no other configuration is read.
        min_confidence: `high`, `medium` or `low`; `medium` if not given.

    Returns:
        Findings in order of place.

    Raises:
        CopydeskError: An option is wrong, or a rule could not be run.
    """
    options = _options(select, ignore, extend_select, profile, config, min_confidence, isolated=True)
    # Rules are not read anew for every text, unless files that may change say which.
    groups = make_plan([], options).groups if config else _groups(options)
    result = lint([Source(path, text)], groups, jobs=1)
    if result.errors:
        raise CopydeskError(result.errors[0].message)
    return list(result.findings)


def fix_text(
    text: str | bytes,
    path: str = "article.md",
    *,
    unsafe: bool = False,
    select: Names = (),
    ignore: Names = (),
    extend_select: Names = (),
    profile: str | None = None,
    config: Names = (),
    min_confidence: str | None = None,
) -> str | bytes:
    """An article with its fixes made, as `copydesk check --fix` makes them; no file is read or written.

    Args:
        text: The article.
        path: Its name; the suffix tells the format.
        unsafe: Whether to make unsafe fixes too.
        select: As of `check_text`.
        ignore: As of `check_text`.
        extend_select: As of `check_text`.
        profile: As of `check_text`.
        config: As of `check_text`.
        min_confidence: As of `check_text`.

    Returns:
        Text for text, bytes for bytes.

    Raises:
        CopydeskError: An option is wrong.
    """
    from copydesk.fix_files import mend

    options = _options(select, ignore, extend_select, profile, config, min_confidence, isolated=True)
    groups = make_plan([], options).groups if config else _groups(options)
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    fixed = mend(Source(path, data), groups, unsafe=unsafe).data
    return fixed.decode("utf-8", "surrogatepass") if isinstance(text, str) else fixed


@lru_cache(maxsize=8)
def _groups(options: RunOptions) -> Sequence[Group]:
    return make_plan([], options).groups


def check_paths(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]] = (".",),
    *,
    select: Names = (),
    ignore: Names = (),
    extend_select: Names = (),
    profile: str | None = None,
    config: Names = (),
    min_confidence: str | None = None,
    isolated: bool = False,
    jobs: int = 0,
) -> Result:
    """Lint files and folders as `copydesk check` does.

    Args:
        paths: Files and folders, or one of them; folders are walked.
        select: Run these rules only: ids, names, categories, tags or `ALL`.
        ignore: Do not run these rules.
        extend_select: Run these rules too.
        profile: `articles`, `docs` or `scraped`; the configured one if not given.
        config: Configuration files and `KEY=VALUE` pairs.
        min_confidence: `high`, `medium` or `low`; the configured one if not given.
        isolated: Read no configuration file and no cache.
        jobs: Processes; 0 picks by the amount of text.

    Returns:
        Findings, files, errors and notes.

    Raises:
        CopydeskError: A configuration, a rule or a selector is wrong.
    """
    options = _options(select, ignore, extend_select, profile, config, min_confidence, isolated=isolated)
    given = [paths] if isinstance(paths, (str, PathLike)) else paths
    plan = make_plan([fspath(path) for path in given], options)
    result = lint_plan(plan, jobs=jobs)
    if any(group.baseline for group in plan.groups):
        from copydesk.narrow import Narrow, baselines_of

        result = Narrow(plan.sources, plan.groups, baselines_of(plan.groups)).all(result).result
    return result


def _options(
    select: Names,
    ignore: Names,
    extend_select: Names,
    profile: str | None,
    config: Names,
    min_confidence: str | None,
    *,
    isolated: bool,
) -> RunOptions:
    return RunOptions(
        select=_names(select),
        ignore=_names(ignore),
        extend_select=_names(extend_select),
        profile=profile,
        config=_names(config),
        min_confidence=min_confidence,
        isolated=isolated,
    )


def _names(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
