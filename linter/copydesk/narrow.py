"""Which findings of a run are told: not those of a baseline, and only those about text that has changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence

from copydesk.articles import Source, read_source
from copydesk.baseline import Baseline, read_baseline
from copydesk.checks import is_about_whole
from copydesk.config.find import shown
from copydesk.document import Document
from copydesk.engine import Group
from copydesk.formats import parse
from copydesk.model import Finding, Place, Problem, Result
from copydesk.sources.changes import Changes, Hunks
from copydesk.sources.files import PassedError, UnreadableError
from copydesk.typed import NamedTuple

Ranges = list[tuple[int, int]]


class ChangedText:
    """The blocks of articles that have changed."""

    def __init__(self, changes: Changes, sources: Mapping[str, Source]) -> None:
        """Look at nothing yet.

        Args:
            changes: Which lines had changed at the time of the run.
            sources: The articles of the run by path.
        """
        self._changes = changes
        self._sources = sources
        self._ranges: dict[str, Ranges | None] = {}
        self._texts: dict[str, str] = {}
        self._fixed: dict[str, bytes] = {}

    def update(self, path: str, data: bytes) -> None:
        """Take the content of an article that fixes have changed since the run; what they did is no change."""
        self._fixed[path] = data
        self._ranges.pop(path, None)

    def holds(self, finding: Finding) -> bool:
        """Whether a finding is about changed text: its own place or another one that it speaks of."""
        return self._is_changed(finding) or any(
            place.path in self._sources and self._is_changed(place) for place in finding.related
        )

    def _is_changed(self, place: Finding | Place) -> bool:
        if place.path not in self._ranges:
            self._ranges[place.path] = self._ranges_of(place.path)
        ranges = self._ranges[place.path]
        if ranges is None:
            return True
        at = bisect_right(ranges, (place.end, place.end))
        return at > 0 and (place.start < ranges[at - 1][1] or place.start == place.end == ranges[at - 1][1])

    def _ranges_of(self, path: str) -> Ranges | None:
        """Offsets of changed text; None for all of it."""
        hunks = self._changes.files.get(self._changes.stored(path))
        if hunks is None:
            return None
        source = self._sources[path]
        if path not in self._texts:
            try:
                document = parse(read_source(source), path, source.format)
            except (PassedError, UnreadableError):
                return None
            self._texts[path] = document.text
            if path not in self._fixed:
                return changed_ranges(document, hunks)
        document = parse(self._fixed.get(path, b""), path, source.format)
        return changed_ranges(document, _moved(hunks, self._texts[path], document.text))


def changed_ranges(document: Document, hunks: Hunks) -> Ranges:
    """Offsets of changed lines, and of all blocks that they have a part in; merged, in order.

    Args:
        document: The article as it is now.
        hunks: Its changed lines, as git counts them.
    """
    starts = [0]
    at = document.text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = document.text.find("\n", at + 1)
    starts.append(len(document.text))
    lines: Ranges = []
    gaps = []
    for line, count in hunks:
        if count:
            first = _nth(starts, line - 1)
            lines.append((first, max(first, _nth(starts, line - 1 + count) - 1)))
        else:
            gaps.append(_nth(starts, line))
    ranges = list(lines)
    firsts = [first for first, _ in lines]
    for block in document.blocks:
        start, end = block.outer
        before = bisect_left(firsts, end)
        gap = bisect_right(gaps, start)
        if (before and lines[before - 1][1] >= start) or (gap < len(gaps) and gaps[gap] < end):
            ranges.append((start, end))
    ranges.sort()
    merged: Ranges = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _nth(starts: Sequence[int], line: int) -> int:
    return starts[min(max(line, 0), len(starts) - 1)]


def _moved(hunks: Hunks, old: str, new: str) -> Hunks:
    """Changed lines of a text in another version of it, whose own differences count for nothing."""
    from difflib import SequenceMatcher

    changed = [False] * (old.count("\n") + 2)
    gaps = set()
    for line, count in hunks:
        if count:
            changed[line - 1 : line - 1 + count] = [True] * count
        else:
            gaps.add(line)
    moved: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind == "equal":
            moved += [(new_first + at + 1, 1) for at in range(last - first) if changed[first + at]]
            moved += [(new_first + gap - first, 0) for gap in sorted(gaps) if first < gap <= last]
        elif any(changed[first:last]) or any(first <= gap <= last for gap in gaps):
            moved.append((new_first + 1, new_last - new_first) if new_last > new_first else (new_first, 0))
    return tuple(moved)


class Narrowed(NamedTuple):
    """What is left of a run.

    Attributes:
        result: With the findings that are told.
        stale: By baseline file, how many of its entries for these articles were not found.
    """

    result: Result
    stale: dict[str, int]


class Narrow:
    """Which findings are told."""

    def __init__(
        self,
        sources: Sequence[Source],
        groups: Sequence[Group],
        baselines: Sequence[Baseline | None],
        changes: Changes | None = None,
    ) -> None:
        """Look at nothing yet.

        Args:
            sources: The articles of the run.
            groups: Their sets of rules.
            baselines: The baseline of each group.
            changes: What has changed, if only that counts.
        """
        self._sources = {source.path: source for source in sources}
        self._baselines = baselines
        self._whole = [frozenset(rule.id for rule in group.rules if is_about_whole(rule)) for group in groups]
        self._ran = [frozenset(name for rule in group.rules for name in (rule.id, *rule.aliases)) for group in groups]
        self._changed = ChangedText(changes, self._sources) if changes is not None else None

    def __call__(self, path: str, data: bytes, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings of one article that are told, which has been changed by fixes since the run."""
        self.update(path, data)
        return self._split(path, findings)[0]

    def update(self, path: str, data: bytes) -> None:
        """Take the content of an article that fixes have changed since the run."""
        if self._changed is not None:
            self._changed.update(path, data)

    def all(self, result: Result) -> Narrowed:
        """What is left of a run."""
        by_path: dict[str, list[Finding]] = {file.path: [] for file in result.files}
        for finding in result.findings:
            by_path.setdefault(finding.path, []).append(finding)
        told: list[Finding] = []
        known = 0
        stale: dict[str, int] = {}
        for path, findings in by_path.items():
            new, of_known, left = self._split(path, findings)
            told += new
            known += of_known
            baseline = self._baselines[self._sources[path].group]
            if baseline is not None and left:
                stale[baseline.path] = stale.get(baseline.path, 0) + left
        told.sort(key=lambda finding: (finding.path, finding.start, finding.end, finding.rule, finding.message))
        return Narrowed(result._replace(findings=tuple(told), known=known), stale)

    def _split(self, path: str, findings: Sequence[Finding]) -> tuple[list[Finding], int, int]:
        """The findings that are told, how many the baseline has, and how many of its entries were not found."""
        group = self._sources[path].group
        changed = self._changed

        def is_changed(finding: Finding) -> bool:
            return changed is None or finding.rule in self._whole[group] or changed.holds(finding)

        baseline = self._baselines[group]
        told = list(findings)
        known = left = 0
        if baseline is not None:
            found = baseline.split(path, told, is_changed if changed is not None else None)
            told, known = found.new, found.known
            left = sum(count for (rule, _), count in found.left.items() if rule in self._ran[group])
        return [finding for finding in told if is_changed(finding)], known, left


def stale_notes(stale: Mapping[str, int]) -> list[Problem]:
    """Notes about entries of baselines that were not found, by file of the baseline."""
    return [
        Problem(
            shown(path),
            f"{count:,} {'entry is' if count == 1 else 'entries are'} not found any more; "
            "to take them out: copydesk baseline prune",
        )
        for path, count in sorted(stale.items())
    ]


def baselines_of(
    groups: Sequence[Group], path: str | None = None, real: Callable[[str], str] = str
) -> list[Baseline | None]:
    """The baseline of each group.

    Args:
        groups: The groups of a run.
        path: One that holds for all of them, instead of what is configured.
        real: Where a baseline belongs that is a copy from elsewhere.

    Raises:
        CopydeskError: One is not there, or is none.
    """
    read: dict[str, Baseline] = {}
    found: list[Baseline | None] = []
    for group in groups:
        name = path or group.baseline
        if name and name not in read:
            read[name] = read_baseline(name)
            if name != path:
                read[name] = Baseline(real(name), read[name].entries)
        found.append(read[name] if name else None)
    return found
