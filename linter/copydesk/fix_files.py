"""Fixing articles: pass after pass until nothing is left to mend, and writing what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from copydesk.articles import Source, read_source
from copydesk.checks import LAST
from copydesk.engine import Group
from copydesk.fix import fix_once, has_fix
from copydesk.model import Finding, Problem, Result
from copydesk.run import lint
from copydesk.sources.files import PassedError, UnreadableError
from copydesk.typed import NamedTuple

PASSES = 50
"""Most passes over one article; a fix may make room for another one."""

Narrow = Callable[[str, bytes, Sequence[Finding]], Sequence[Finding]]
"""Which of the findings in an article count, given its path and content."""


class Mended(NamedTuple):
    """What came of one article.

    Attributes:
        data: Its bytes with all fixes made.
        fixed: How many fixes that took.
        refused: How many were left out, as they would have changed what is around them.
        unstable: Whether there was still something to mend after the last pass.
    """

    data: bytes
    fixed: int
    refused: int = 0
    unstable: bool = False


class Change(NamedTuple):
    """An article that a fix changes."""

    source: Source
    old: bytes
    mended: Mended


def all_count(path: str, data: bytes, findings: Sequence[Finding]) -> Sequence[Finding]:  # noqa: ARG001 - a `Narrow`
    """All findings."""
    return findings


def mend(
    source: Source,
    groups: Sequence[Group],
    *,
    unsafe: bool,
    found: Sequence[Finding] = (),
    narrow: Narrow = all_count,
) -> Mended:
    """Fix one article until no fix is left that may be made.

    Should fixes undo one another in a circle, the least of its states is taken, in order of bytes, so that a second
    run changes nothing.

    Args:
        source: The article, with its bytes in it.
        groups: The sets of rules of the run.
        unsafe: Whether to make unsafe fixes too.
        found: What a run over all articles found in it, which knows more of needless directives than one article can
            tell; may be of an older version of the article.
        narrow: Which findings count.
    """
    data = source.data
    assert isinstance(data, bytes)
    states = [data]
    fixed = refused = 0
    for number in range(PASSES):
        findings = lint([source._replace(data=data)], groups, jobs=1, figures=False).findings
        if number == 0:
            findings = (*findings, *_needless(groups[source.group], findings, found))
        done = fix_once(data, source.path, narrow(source.path, data, findings), unsafe=unsafe, format=source.format)
        refused = len(done.refused)
        if not done.applied or done.data == data:
            return Mended(data, fixed, refused)
        data = done.data
        if data in states:
            least = min(states[states.index(data) :])
            return Mended(least, fixed, refused, unstable=True)
        states.append(data)
        fixed += len(done.applied)
    return Mended(data, fixed, refused, unstable=True)


def _needless(group: Group, findings: Sequence[Finding], found: Sequence[Finding]) -> list[Finding]:
    """The needless directives that only a run over all articles can tell, if it saw the article as it is now."""
    if not set(findings).issubset(found):
        return []
    last = {rule.id for rule in group.rules if rule.kind == LAST}
    return [finding for finding in found if finding.rule in last and finding not in findings]


def mend_all(
    sources: Sequence[Source],
    groups: Sequence[Group],
    result: Result,
    *,
    unsafe: bool,
    narrow: Narrow = all_count,
) -> tuple[list[Change], list[Problem]]:
    """Fix every article of a run that has something to mend; nothing is written.

    Args:
        sources: The articles of the run.
        groups: Their rules.
        result: What was found in them.
        unsafe: Whether to make unsafe fixes too.
        narrow: Which findings count.

    Returns:
        The articles that change, in order of paths, and what there is to say about others.
    """
    by_path: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_path.setdefault(finding.path, []).append(finding)
    changes: list[Change] = []
    notes: list[Problem] = []
    for source in sorted(sources):
        found = by_path.get(source.path, [])
        if not any(has_fix(finding, unsafe=unsafe) for finding in found):
            continue
        try:
            old = read_source(source)
        except (PassedError, UnreadableError) as reason:
            notes.append(Problem(source.path, f"not fixed: {reason}"))
            continue
        old = old if isinstance(old, bytes) else old.encode("utf-8", "surrogatepass")
        mended = mend(source._replace(data=old), groups, unsafe=unsafe, found=found, narrow=narrow)
        if mended.data != old:
            changes.append(Change(source, old, mended))
        notes += _notes(source.path, mended)
    return changes, notes


def _notes(path: str, mended: Mended) -> list[Problem]:
    notes = []
    if mended.refused:
        fixes, they = ("fix was", "it") if mended.refused == 1 else ("fixes were", "they")
        notes.append(
            Problem(path, f"{mended.refused} {fixes} not made, as {they} would change the syntax or the encoding")
        )
    if mended.unstable:
        notes.append(Problem(path, "some fixes call for others without end; what is left needs a look"))
    return notes


def write_all(changes: Sequence[Change], done: str = "fixed") -> tuple[list[Change], list[Problem], list[Problem]]:
    """Write the articles that change, each as a whole or not at all.

    Args:
        changes: The articles.
        done: What is done to them, for messages.

    Returns:
        Those that were written, errors about the others, and what else there is to say.
    """
    from copydesk.sources.write import ChangedError, replace_file

    written = []
    errors = []
    notes = []
    for change in changes:
        path = change.source.path
        try:
            had_names = replace_file(path, change.old, change.mended.data)
        except ChangedError:
            errors.append(Problem(path, f"not {done}: it has been changed meanwhile"))
        except OSError as error:
            errors.append(Problem(path, f"not {done}: it cannot be written: {error.strerror or error}"))
        else:
            written.append(change)
            if had_names:
                notes.append(
                    Problem(path, "was one file with other names, by hard links, which keep the text as it was")
                )
    return written, errors, notes


def with_data(sources: Sequence[Source], data: Mapping[str, bytes]) -> list[Source]:
    """The sources, those that are no files with new content."""
    return [
        source._replace(data=data[source.path]) if source.data is not None and source.path in data else source
        for source in sources
    ]
