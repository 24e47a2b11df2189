"""The data that passes between the parts: rules, hits, findings, results.

Offsets are code points into the decoded file: the byte-order mark is left out, line ends stay as they are,
ends are exclusive. Lines and columns count from 1, in code points.

The types are named tuples: as fixed and typed as frozen dataclasses, which cost a millisecond each at start-up, ten
times as much. Their annotations are no strings, of which Python compiles each.
"""

from __future__ import annotations

from collections.abc import Mapping

from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, Literal, TypeAlias

Severity: TypeAlias = "Literal['error', 'warning', 'suggestion']"
Confidence: TypeAlias = "Literal['high', 'medium', 'low']"
Safety: TypeAlias = "Literal['safe', 'unsafe']"

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "suggestion")
CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low")


REPORT_MARK = "<!-- copydesk report -->"
"""Stands at the top of pages that report on articles, so that they are told from these."""

_NOTHING: Mapping[str, Any] = {}


class CopydeskError(Exception):
    """Something the user can mend: wrong use, bad configuration, a bad rule. Its text is shown as it is."""


class StoreError(Exception):
    """What is known of a project beyond the articles at hand cannot be used as it is."""


class Edit(NamedTuple):
    """Replace the source between two offsets."""

    start: int
    end: int
    replacement: str


class Fix(NamedTuple):
    """Edits that mend one finding; they do not overlap and stand in order."""

    safety: Safety
    edits: tuple[Edit, ...]


class Place(NamedTuple):
    """The other end of a finding, such as the first copy of a repeated paragraph."""

    path: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    similarity: float | None = None
    message: str = ""


class Hit(NamedTuple):
    """What a check reports about one document, before rule and document turn it into a finding.

    Attributes:
        start: Offset of the first code point.
        end: Offset after the last code point.
        arguments: Values for the `%s` places of the rule's message, in order.
        message: A whole message instead of the rule's own one.
        related: Other places the finding speaks of, the most important first.
        related_total: How many there are in all, where `related` holds only the first ones.
        cluster: Name of the group of copies this place belongs to.
        fix: Edits that mend it.
        severity: Instead of the rule's own.
        confidence: Instead of the rule's own.
        key: Text that the fingerprint is made from, where it is not the text of the range.
    """

    start: int
    end: int
    arguments: tuple[str, ...] = ()
    message: str | None = None
    related: tuple[Place, ...] = ()
    related_total: int | None = None
    cluster: str | None = None
    fix: Fix | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None
    key: str | None = None


class Finding(NamedTuple):
    """One exact place in one file that a rule has something to say about.

    `text` is the source between `start` and `end`, so it agrees with them by construction. `former` holds a pair of id and
    fingerprint for each id that the rule had before, by which baselines may know the finding.
    """

    path: str
    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    related: tuple[Place, ...]
    related_total: int
    cluster: str | None
    fix: Fix | None
    fingerprint: str
    url: str | None
    former: tuple[tuple[str, str], ...] = ()


class Rule(NamedTuple):
    """A rule as the engine runs it: loaded, validated, with defaults and configuration merged in.

    Attributes:
        id: `<folder>.<file name>`, such as `attribution.dangling-quote`.
        kind: What `extends` names: a key of `copydesk.checks.CHECKS`.
        message: Shown to the writer; `%s` takes the arguments of a hit.
        severity: Severity of its findings.
        confidence: Confidence of its findings where the check does not set it.
        scope: Selectors in Vale's language; a block fits if any of them fits.
        options: The per-kind keys, every one of them present.
        action: What a fix does, in Vale's language: name and parameters.
        limit: Most findings a file, 0 for no limit.
        link: Page that explains the rule.
        category: Its category, the folder unless the rule says otherwise.
        tags: Further names that select it.
        enabled: Whether it runs unless something selects or ignores it.
        path: The file it comes from.
        select_by: The least that a selector must be to pick it: `any`, a `group` (category or tag), or its `name`.
        aliases: Ids and bare names that it had before, and that are no others' now.
    """

    id: str
    kind: str
    message: str
    severity: Severity = "warning"
    confidence: Confidence = "high"
    scope: tuple[str, ...] = ("text",)
    options: Mapping[str, Any] = _NOTHING
    action: Mapping[str, Any] | None = None
    limit: int = 0
    link: str | None = None
    category: str = ""
    tags: tuple[str, ...] = ()
    enabled: bool = True
    path: str = ""
    select_by: Literal["any", "group", "name"] = "any"
    aliases: tuple[str, ...] = ()


class Problem(NamedTuple):
    """A file or rule that could not be handled; ends the run with status 2."""

    path: str
    message: str


class FileResult(NamedTuple):
    """Facts about one file that was read; values not known are None.

    Attributes:
        path: As it is reported.
        title: Visible text of its title.
        language: BCP 47 code.
        words: Words of all its prose.
        score: See `copydesk.score`; None too for a file without words and findings.
        grade: Letter of the score.
        metrics: Readability figures by name.
        categories: Sub-scores: `score`, `points` and `findings` by category.
        charges: What each finding that counts takes from the score: rule, start, end, points, gain, in order of place.
        suppressed: How many findings more it would have, were they not silenced in it.
    """

    path: str
    title: str | None
    language: str | None
    words: int
    score: float | None = None
    grade: str | None = None
    metrics: Mapping[str, float | None] = _NOTHING
    categories: Mapping[str, Any] = _NOTHING
    charges: tuple[tuple[str, int, int, float, float], ...] = ()
    suppressed: int = 0


class Result(NamedTuple):
    """Everything one run found, in a fixed order: files by path, findings by path, start, end, rule.

    Attributes:
        suppressed: How many findings more there would be, were they not silenced in the articles.
        fixed: How many findings have been fixed, which are not among the others any more.
        known: How many findings more there would be without the baseline.
    """

    files: tuple[FileResult, ...]
    findings: tuple[Finding, ...]
    errors: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    suppressed: int = 0
    fixed: int = 0
    known: int = 0
