"""One run over many articles: examine each, in one process or several, then compare, then put it in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from copydesk.articles import Source, read_facts
from copydesk.engine import Examined, Group, Linter, Raw, place_of
from copydesk.model import CopydeskError, FileResult, Finding, Problem, Result
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.duplicates.units import ArticleFacts
    from copydesk.findings_cache import FindingsCache
    from copydesk.planner import Plan
    from copydesk.project import Project
    from copydesk.rules.suppress import Suppressions
    from copydesk.timings import Timings

PARALLEL_BYTES = 2_000_000
"""Below this much text, starting processes costs more than they save."""

LEAST_CACHED = 16
"""With fewer articles, opening the cache costs more than it saves."""


def lint_plan(
    plan: Plan,
    sources: Iterable[Source] | None = None,
    *,
    jobs: int = 0,
    progress: Callable[[int], None] | None = None,
    figures: bool = True,
    timings: Timings | None = None,
) -> Result:
    """Lint the articles of a plan, as `lint`; all that the plan says of the run holds.

    Args:
        plan: What is to be read, and how.
        sources: Its articles in other versions, instead of its own.
        jobs: As of `lint`.
        progress: As of `lint`.
        figures: As of `lint`.
        timings: As of `lint`.
    """
    return lint(
        plan.sources if sources is None else sources,
        plan.groups,
        jobs=jobs,
        errors=plan.errors,
        notes=plan.notes,
        progress=progress,
        whole=plan.whole,
        project=plan.project,
        figures=figures,
        timings=timings,
        cache=plan.cache,
    )


def lint(
    sources: Iterable[Source],
    groups: Sequence[Group],
    *,
    jobs: int = 0,
    errors: Sequence[Problem] = (),
    notes: Sequence[Problem] = (),
    progress: Callable[[int], None] | None = None,
    whole: bool = False,
    project: Project | None = None,
    figures: bool = True,
    timings: Timings | None = None,
    cache: str | None = None,
) -> Result:
    """Lint articles.

    Args:
        sources: The articles; one path stands once.
        groups: The sets of rules that they name.
        jobs: Processes to use; 0 picks by the amount of text. The result is the same for every number.
        errors: What went wrong before, to stand in the result.
        notes: Notes from before.
        progress: Called with the number of articles done so far.
        whole: Whether these are all the articles there are: only then, or with a project, may a directive for a rule
            that looks across articles be called needless.
        project: What else the articles are compared with; nothing if not given.
        figures: Whether to take the figures and the language of each article, which few outputs show.
        timings: Takes how long each rule takes; then all is done in one process, and nothing is taken from a cache.
        cache: Folder where earlier runs have kept what they found; nothing is kept if not given, or for few articles.

    Returns:
        All findings in order, all files read, and what went wrong.
    """
    todo = list(sources)
    linter = Linter(groups, timings)
    across = (project is not None or len(todo) > 1) and linter.looks_across
    kept = _open_cache(cache, todo, groups, figures=figures) if timings is None else None
    known = kept.look_up(todo) if kept is not None else [None] * len(todo)
    left = [source for source, one in zip(todo, known, strict=True) if one is None]
    found: Iterator[Examined]
    processes = 1 if timings is not None else jobs or _useful_jobs(left)
    hashed = kept is not None
    if processes > 1 and len(left) > 1:
        from copydesk.parallel import examine_all

        found = examine_all(left, groups, across=across, jobs=processes, figures=figures, hashed=hashed)
    else:
        found = (linter.examine(source, across=across, figures=figures, hashed=hashed) for source in left)
    examined = []
    for source, earlier in zip(todo, known, strict=True):
        one = earlier
        if one is None:
            one = next(found)
            if kept is not None:
                kept.keep(source, one)
        examined.append(one)
        if progress is not None:
            progress(len(examined))
    suppressions = {
        source.path: one.suppressions
        for source, one in zip(todo, examined, strict=True)
        if one.suppressions is not None
    }
    compared = Examined()
    if across and any(one.facts is not None or one.content for one in examined):
        compared = _compared(linter, todo, examined, suppressions, project, kept, jobs=jobs, whole=whole)
        whole = (whole or (project is not None and project.complete)) and not compared.errors
    if kept is not None:
        kept.close()
    if suppressions:
        for source, one in zip(todo, examined, strict=True):
            linter.judge(source, one, whole=whole)
    result = merge([*examined, compared, Examined(errors, notes)])
    result = result._replace(findings=tuple(_told_once(groups, result.findings)))
    limits = {
        (number, rule.id): rule.limit for number, group in enumerate(groups) for rule in group.rules if rule.limit
    }
    if not limits:
        return result
    group_of = {source.path: source.group for source in todo}
    return result._replace(findings=tuple(_within(limits, group_of, result.findings)))


def _compared(
    linter: Linter,
    todo: Sequence[Source],
    examined: Sequence[Examined],
    suppressions: Mapping[str, Suppressions],
    project: Project | None,
    kept: FindingsCache | None,
    *,
    jobs: int,
    whole: bool,
) -> Examined:
    """What the checks that look across articles find."""
    key = None
    if kept is not None:
        # What a set of articles gives depends on them alone, where there are no others to compare them with.
        stored = {} if project is None else project.all_of(todo) if whole else None
        if stored is not None:
            key = kept.set_key(todo, examined, stored)
            raw = kept.compared(key)
            if raw is not None:
                if project is not None:
                    project.complete = True
                return linter.settle(raw, suppressions)
        for source, one in zip(todo, examined, strict=True):
            if one.facts is None and one.content:
                kept.with_facts(source, one)
    raw, compared = _look_across(linter, todo, examined, project, jobs=jobs, whole=whole)
    if kept is not None and key is not None and not compared.errors and not compared.notes:
        # With the facts that were missing, contents may be others than they were.
        kept.keep_compared(kept.set_key(todo, examined, stored or {}), raw)
    settled = linter.settle(raw, suppressions)
    settled.errors += compared.errors
    settled.notes += compared.notes
    return settled


def _look_across(
    linter: Linter,
    todo: Sequence[Source],
    examined: Sequence[Examined],
    project: Project | None,
    *,
    jobs: int,
    whole: bool,
) -> tuple[list[Raw], Examined]:
    """What comparing articles gives, and errors and notes about that."""
    from copydesk.duplicates.texts import MemoryStore

    sources = {source.path: source for source in todo}
    pairs = [(source, one) for source, one in zip(todo, examined, strict=True) if one.facts is not None]
    if project is None:
        facts = {source.path: one.facts for source, one in pairs if one.facts is not None}
        raw, errors = linter.compare(sources, MemoryStore(facts))
        return raw, Examined(errors)
    from copydesk.work_tree import Given

    given = {
        source.path: Given(one.content, one.facts, file=source.data is None)
        for source, one in pairs
        if one.facts is not None
    }
    project.tree.read_all = partial(read_all, jobs=jobs)
    try:
        raw, errors = project.compare(given, lambda store: linter.compare(sources, store), whole=whole)
    except CopydeskError as error:  # a shared index; what each article gave by itself still stands
        return [], Examined([Problem("", str(error))], project.notes)
    return raw, Examined(errors, project.notes)


def _open_cache(
    folder: str | None, todo: Sequence[Source], groups: Sequence[Group], *, figures: bool
) -> FindingsCache | None:
    if folder is None or len(todo) < LEAST_CACHED:
        return None
    from copydesk.findings_cache import FindingsCache

    return FindingsCache(folder, groups, figures=figures)


def read_all(paths: Sequence[str], *, jobs: int) -> Iterator[tuple[bytes, ArticleFacts | None]]:
    """Content hash and facts of files, in several processes where they are many."""
    processes = jobs or _useful_jobs([Source(path) for path in paths])
    if processes > 1 and len(paths) > 1:
        from copydesk.parallel import read_all_facts

        return read_all_facts(paths, jobs=processes)
    return map(read_facts, paths)


def _told_once(groups: Sequence[Group], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings without those about page furniture that another one tells of: first by a phrase, then by recurrence."""
    kinds = {rule.id: rule.kind for group in groups for rule in group.rules}
    if not any(kinds.get(finding.rule) == "recurring-boilerplate" for finding in findings):
        yield from findings
        return
    over = {
        "recurring-boilerplate": ("boilerplate-footer", "boilerplate-line"),
        "shared-paragraph": ("boilerplate-footer", "boilerplate-line", "recurring-boilerplate"),
    }
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        if kinds.get(finding.rule) in over["shared-paragraph"]:
            told.setdefault(finding.path, []).append(finding)
    for finding in findings:
        first = over.get(kinds.get(finding.rule, ""), ())
        if not any(
            kinds.get(other.rule) in first and other.start <= finding.start and finding.end <= other.end
            for other in told.get(finding.path, ())
        ):
            yield finding


def _within(
    limits: Mapping[tuple[int, str], int], group_of: Mapping[str, int], findings: Iterable[Finding]
) -> Iterator[Finding]:
    """The first findings of each rule in each file, as many as its limit allows."""
    seen: dict[tuple[str, str], int] = {}
    for finding in findings:
        number = seen[finding.path, finding.rule] = seen.get((finding.path, finding.rule), 0) + 1
        if number <= limits.get((group_of[finding.path], finding.rule), number):
            yield finding


def _useful_jobs(sources: Sequence[Source]) -> int:
    """As many processes as there are processors, or one where the text is little."""
    if len(sources) < 16:
        return 1
    total = 0
    for source in sources:
        try:
            total += len(source.data) if source.data is not None else os.stat(source.path).st_size
        except OSError:
            continue
    return usable_processors() if total >= PARALLEL_BYTES else 1


def usable_processors() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


def merge(examined: Iterable[Examined]) -> Result:
    """One result in a fixed order."""
    files: list[FileResult] = []
    findings: list[Finding] = []
    errors: list[Problem] = []
    notes: list[Problem] = []
    suppressed = 0
    for one in examined:
        if one.file is not None:
            files.append(one.file)
        findings += one.findings
        errors += one.errors
        notes += one.notes
        suppressed += one.suppressed
    files.sort(key=lambda file: file.path)
    findings.sort(key=place_of)
    errors.sort(key=lambda problem: (problem.path, problem.message))
    notes.sort(key=lambda problem: (problem.path, problem.message))
    return Result(tuple(files), tuple(findings), tuple(errors), tuple(notes), suppressed)
