"""What `copydesk check` does, from its options to its exit status; nothing here needs click."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack

from copydesk.config.settings import FAIL_ON
from copydesk.model import SEVERITIES, CopydeskError, Problem, Result, Rule
from copydesk.reports import REPORTS, WITH_FIGURES
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, Literal, TextIO

    from copydesk.articles import Source
    from copydesk.config_from import TrustedConfigs
    from copydesk.fix_files import Change

_PROGRESS_FILES = 200


class WrongUseError(CopydeskError):
    """Options that do not go together, or a value that there is not."""


def run_check(paths: tuple[str, ...], *, config_from: str | None, watch: bool = False, **options: Any) -> int:
    """Lint articles and report.

    Args:
        paths: Files and folders, or `-`.
        config_from: Name of a commit that the configuration is taken from.
        watch: Whether to go on until Ctrl-C, and lint again whenever something changes.
        options: The other options of the command, see `check_options`.

    Returns:
        The exit status.

    Raises:
        WrongUseError: The options are no call that makes sense; nothing has been read yet.
        CopydeskError: The configuration is wrong, or a report cannot be written.
    """
    if watch:
        from copydesk.cli.check_watch import watch_articles

        watch_articles(paths, run_check, WrongUseError, {"config_from": config_from, **options})
    if config_from is None:
        return _run(paths, None, **options)
    if options["isolated"] or not all("=" in item for item in options["config"]):
        raise WrongUseError(
            "--config-from takes the configuration from a commit; leave --isolated and --config FILE out"
        )
    from copydesk.config_from import trusted_configs

    with trusted_configs(config_from) as trusted:
        return _run(paths, trusted, **options)


def _run(
    paths: tuple[str, ...],
    trusted: TrustedConfigs | None,
    *,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...],
    profile: str | None,
    config: tuple[str, ...],
    isolated: bool,
    output_format: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    add_ignores: str | None,
    baseline: str | None,
    since: str | None,
    staged: bool,
    whole_files: bool,
    fail_on: str | None,
    exit_zero: bool,
    min_confidence: str | None,
    stdin_filename: str | None,
    jobs: int,
    no_cache: bool,
    cache_dir: str | None,
    index: str | None,
    force_exclude: bool,
    show_files: bool,
    statistics: bool,
    profile_rules: bool,
    show_all: bool,
    color: Literal["auto", "always", "never"],
    quiet: bool,
    verbose: bool,
) -> int:
    from copydesk.plan import make_plan
    from copydesk.planner import RunOptions
    from copydesk.run import lint_plan

    targets = _targets(output_format)
    if unsafe_fixes and not (fix or diff):
        raise WrongUseError("--unsafe-fixes goes with --fix or --diff")
    if since is not None and staged:
        raise WrongUseError(
            "--since reports what has changed since a commit, --staged what is not yet in one; give one"
        )
    if whole_files and since is None and not staged:
        raise WrongUseError("--whole-files goes with --since or --staged")
    if stdin_filename is not None and (since is not None or staged):
        raise WrongUseError("git knows nothing of standard input; leave --since and --staged out")
    if add_ignores is not None:
        from copydesk.cli.check_fix import check_add_ignores

        add_ignores = check_add_ignores(add_ignores, other=fix or diff or stdin_filename is not None or "-" in paths)
    if fix and diff:
        raise WrongUseError("--diff shows what --fix would do; give one of them")
    options = RunOptions(
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        profile=profile,
        min_confidence=min_confidence,
        config=config,
        isolated=isolated,
        cache_dir=cache_dir,
        no_cache=no_cache,
        force_exclude=force_exclude,
        shared_index=index,
    )
    stdin = None
    if "-" in paths:
        if sys.stdin is None:
            raise WrongUseError("standard input is closed")
        paths = tuple(path for path in paths if path != "-")
        try:
            stdin = stdin_filename or "stdin.md", sys.stdin.buffer.read()
        except OSError as error:
            raise CopydeskError(f"standard input cannot be read: {error.strerror}") from None
    elif stdin_filename is not None:
        raise WrongUseError("--stdin-filename goes with the path -")
    asked_for_less = bool(select or ignore or extend_select or profile or min_confidence)
    plan = make_plan(paths or (() if stdin is not None else (".",)), options, stdin, trusted)
    if any(path is not None for _, path in targets):
        from copydesk.report_files import leave_reports_out

        leave_reports_out(plan, [path for _, path in targets if path is not None])
    changes = None
    if since is not None or staged:
        from copydesk.cli.check_narrow import keep_changed

        changes = keep_changed(plan, since)
    if not plan.sources and not plan.errors and any(map(os.path.isdir, paths or (".",))):
        plan.notes.append(Problem("", _why_nothing(since, staged=staged)))
    if show_files:
        for name in sorted(source.path for source in plan.sources):
            # All at once would be cut short without a word where output is not buffered (PYTHONUNBUFFERED).
            sys.stdout.buffer.write(os.fsencode(name) + b"\n")
        _tell(Result((), (), tuple(plan.errors), () if quiet else tuple(plan.notes)), color)
        return 2 if plan.errors else 0
    if verbose:
        for used, group in zip(plan.configs, plan.groups, strict=True):
            rules = ", ".join(rule.id for rule in group.rules)
            sys.stderr.write(f"copydesk: {used or 'no configuration'}: {len(group.rules)} rules: {rules}\n")

    timings = None
    if profile_rules:
        from copydesk.timings import Timings

        timings = Timings()

    def lint_all(sources: Sequence[Source]) -> Result:
        return lint_plan(
            plan,
            sources,
            jobs=jobs,
            progress=_progress(len(sources)),
            figures=statistics or any(name in WITH_FIGURES for name, _ in targets),
            timings=timings,
        )

    result = lint_all(plan.sources)
    narrow = None
    if changes is not None or baseline is not None or any(group.baseline for group in plan.groups):
        from copydesk.cli.check_narrow import Narrowing

        narrow = Narrowing(plan, baseline, None if whole_files else changes, stale=not asked_for_less)
        result = narrow.of(result)
    would_change = False
    if fix or diff:
        from copydesk.cli.check_fix import fix_articles, show_diff
        from copydesk.fix_files import all_count

        counts = narrow.narrow if narrow is not None else all_count
        if diff:
            result, would_change = show_diff(plan, result, unsafe=unsafe_fixes, narrow=counts, color=color)
            targets = [target for target in targets if target[1] is not None]
        else:
            printed = stdin[0] if stdin is not None else None
            fixed, result = fix_articles(plan, result, printed, unsafe=unsafe_fixes, narrow=counts)
            if fixed:
                left = lint_all(plan.sources)
                if narrow is not None:
                    left = narrow.after(fixed, left)
                result = _after_fixes(left, result)
    if add_ignores is not None:
        from copydesk.cli.check_fix import silence_articles

        def after(changed: Sequence[Change]) -> Result:
            left = lint_all(plan.sources)
            return narrow.after(changed, left) if narrow is not None else left

        silenced = silence_articles(plan, result, add_ignores, after)
        result = _after_fixes(silenced, result)
    thresholds = {source.path: fail_on or plan.groups[source.group].fail_on for source in plan.sources}
    given = {source.path: source.data for source in plan.sources if source.data is not None}
    shown = sys.stderr if fix and stdin is not None else sys.stdout  # the fixed article goes to standard output
    _write(
        result,
        targets,
        given,
        thresholds,
        {rule.id: rule for group in plan.groups for rule in group.rules},
        stdout=shown,
        color=color,
        statistics=statistics,
        show_all=show_all,
        quiet=quiet,
    )
    if timings is not None:
        from copydesk.timings import timing_lines

        sys.stderr.writelines(f"{line}\n" for line in timing_lines(timings.spent()))
    if result.errors:
        return 2
    failed = would_change if diff else fails(result, thresholds)
    return 1 if not exit_zero and failed else 0


def _why_nothing(since: str | None, *, staged: bool) -> str:
    """What there is to say where there is nothing to lint."""
    if staged:
        return "no article is staged; to stage one: git add"
    if since is not None:
        return f"no article has changed since {since}"
    from copydesk.formats import SUFFIXES

    suffixes = ", ".join(SUFFIXES)
    return f"there are no articles: no file ends in {suffixes}, or git ignores them, or the configuration excludes them"


def _after_fixes(result: Result, before: Result) -> Result:
    """What is left after fixing, with what there was to say about the fixes."""
    return result._replace(
        fixed=before.fixed,
        errors=tuple(dict.fromkeys([*before.errors, *result.errors])),
        notes=tuple(dict.fromkeys([*before.notes, *result.notes])),
    )


def fails(result: Result, thresholds: Mapping[str, str]) -> bool:
    """Whether a result holds a finding at or above the severity that its path maps to; `never` is above all."""
    return any(
        FAIL_ON.index(finding.severity) <= FAIL_ON.index(thresholds[finding.path]) < len(SEVERITIES)
        for finding in result.findings
    )


def _targets(formats: Sequence[str]) -> list[tuple[str, str | None]]:
    """Pairs of format and file, None for standard output."""
    targets: list[tuple[str, str | None]] = []
    for item in formats or ("full",):
        name, _, path = item.partition("=")
        if name not in REPORTS:
            from copydesk.config.nearest import did_you_mean

            raise WrongUseError(
                f"no output format '{name}'; there are {', '.join(REPORTS)}{did_you_mean(name, REPORTS)}"
            )
        targets.append((name, path or None))
    files = [os.path.realpath(path) for _, path in targets if path is not None]
    if len(set(files)) < len(files):
        raise WrongUseError("two output formats are to go to the same file")
    if sum(path is None for _, path in targets) > 1:
        raise WrongUseError("only one output format can go to standard output; write the others as FORMAT=FILE")
    return targets


def _write(
    result: Result,
    targets: Sequence[tuple[str, str | None]],
    stdin: Mapping[str, bytes | str],
    thresholds: Mapping[str, str],
    rules: Mapping[str, Rule],
    *,
    stdout: TextIO,
    color: Literal["auto", "always", "never"],
    statistics: bool,
    show_all: bool,
    quiet: bool,
) -> None:
    """Send the result where it is asked for, errors and notes to standard error."""
    from copydesk.config.find import find_root
    from copydesk.reports import load_report
    from copydesk.reports.color import want_color
    from copydesk.reports.columns import DEFAULT_WIDTH, terminal_width
    from copydesk.reports.context import ReportContext

    here = os.getcwd()
    root = find_root(here) or here
    base = "" if root == here else os.path.relpath(here, root).replace(os.sep, "/") + "/"
    bars = set(thresholds.values())
    bar: Any = bars.pop() if len(bars) == 1 else "never"  # where files have bars of their own, none is spoken of
    notes: list[Problem] = []
    with ExitStack() as files:
        for name, path in targets:
            stream = _utf8(stdout) if path is None else files.enter_context(_open(path))
            context = ReportContext(
                source=_source_reader(stdin),
                color=path is None and want_color(stream, color, os.environ),
                width=terminal_width(stream, os.environ) if path is None else DEFAULT_WIDTH,
                terminal=path is None and stream.isatty(),
                all=show_all,
                statistics=statistics,
                fail_on=None if bar == "never" else bar,
                quiet=quiet,
                base=base,
                rules=rules,
            )
            left_out = load_report(name).write(result, context, stream)
            if left_out:
                notes.append(Problem(path or "", left_out))
            stream.flush()
    _tell(result._replace(notes=() if quiet else (*result.notes, *notes)), color)


def _tell(result: Result, color: Literal["auto", "always", "never"]) -> None:
    """Send errors and notes to standard error."""
    if result.errors or result.notes:
        from copydesk.reports.color import want_color
        from copydesk.reports.problems import write_problems

        stderr = _utf8(sys.stderr)
        write_problems(result, stderr, color=want_color(stderr, color, os.environ))


def _utf8(stream: TextIO) -> TextIO:
    """Output is UTF-8 with bare newlines whatever the locale says, so that it is the same everywhere."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
        reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def _open(path: str) -> TextIO:
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        return open(path, "w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise CopydeskError(f"{path}: cannot be written: {error.strerror}") from None


def _source_reader(stdin: Mapping[str, bytes | str]) -> Callable[[str], str | None]:
    """A reader for code frames that keeps the last file."""
    last: tuple[str, str | None] = ("", None)

    def read(path: str) -> str | None:
        nonlocal last
        if last[0] != path:
            from copydesk.formats import format_of, read_text
            from copydesk.sources.files import PassedError, UnreadableError, read_file

            try:
                data = stdin[path] if path in stdin else read_file(path)
            except (PassedError, UnreadableError):
                last = path, None
            else:
                last = path, read_text(data, format_of(path))[0]
        return last[1]

    return read


def _progress(total: int) -> Callable[[int], None] | None:
    """A counter on the terminal for long runs; nothing elsewhere."""
    if total < _PROGRESS_FILES or not sys.stderr.isatty():
        return None

    def show(done: int) -> None:
        sys.stderr.write(f"\r{done:,} of {total:,} articles" if done < total else "\r\x1b[K")
        sys.stderr.flush()

    return show
