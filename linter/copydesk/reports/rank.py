"""Findings by rule, the worst and most frequent first, with examples."""

from __future__ import annotations

from collections.abc import Iterable

from copydesk.model import SEVERITIES, Finding, Severity
from copydesk.reports.color import Paint
from copydesk.reports.columns import clip
from copydesk.reports.escape import escape, escape_path


class RankedRule:
    """Findings of one rule.

    Attributes:
        rule: Its id.
        severity: Worst severity among its findings.
        findings: How many there are.
        files: In how many files.
        fixable: How many of them have a fix.
        examples: The first ones, of different files where there are several.
    """

    __slots__ = ("examples", "files", "findings", "fixable", "rule", "severity")

    def __init__(self, rule: str, severity: Severity) -> None:
        """Start with no finding."""
        self.rule = rule
        self.severity = severity
        self.findings = 0
        self.files = 0
        self.fixable = 0
        self.examples: list[Finding] = []


def rank(findings: Iterable[Finding], examples: int = 3) -> list[RankedRule]:
    """Sum up findings by rule.

    Args:
        findings: In the order of a result, by path.
        examples: Most examples of a rule.

    Returns:
        By severity, then by number of findings, then by name.
    """
    rules: dict[str, RankedRule] = {}
    last_path: dict[str, str] = {}
    spare: dict[str, list[Finding]] = {}
    for finding in findings:
        ranked = rules.setdefault(finding.rule, RankedRule(finding.rule, finding.severity))
        ranked.severity = min(ranked.severity, finding.severity, key=SEVERITIES.index)
        ranked.findings += 1
        ranked.fixable += finding.fix is not None
        if last_path.get(finding.rule) != finding.path:
            last_path[finding.rule] = finding.path
            ranked.files += 1
            if len(ranked.examples) < examples:
                ranked.examples.append(finding)
        elif len(held := spare.setdefault(finding.rule, [])) < examples:
            held.append(finding)
    for rule, held in spare.items():
        chosen = rules[rule].examples
        chosen += held[: examples - len(chosen)]
        chosen.sort(key=lambda example: (example.path, example.start))
    return sorted(rules.values(), key=lambda ranked: (SEVERITIES.index(ranked.severity), -ranked.findings, ranked.rule))


def rank_lines(ranked: list[RankedRule], width: int, paint: Paint) -> list[str]:
    """A table of rules, one line each, with a line for each example.

    Args:
        ranked: What `rank` gives; without examples for a bare table.
        width: Columns a line may take.
        paint: See `copydesk.reports.color`.
    """
    counts = max((len(f"{entry.findings:,}") for entry in ranked), default=1)
    names = min(44, max((len(entry.rule) for entry in ranked), default=1))
    lines = []
    for entry in ranked:
        severity = paint(f"{entry.severity:10}", entry.severity)
        where = f"in {entry.files:,} file{'' if entry.files == 1 else 's'}"
        fixable = f", {entry.fixable:,} with a fix" if entry.fixable else ""
        lines.append(
            f"{entry.findings:{counts},}  {severity}  {escape(entry.rule):{names}}  {paint(where + fixable, 'dim')}"
        )
        for example in entry.examples:
            place = f"{escape_path(example.path)}:{example.line}:{example.column}"
            room = width - counts - 4 - len(place)
            # A place that leaves no room for its text is worth more than the text.
            text = clip(" ".join(example.text[: 4 * width].split()), room) if room >= 20 else ""
            lines.append(f"{'':{counts}}  {place}{'  ' if text else ''}{paint(text, 'dim')}")
    return lines
