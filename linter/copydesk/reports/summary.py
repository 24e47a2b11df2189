"""What a run found, in figures and in a sentence."""

from __future__ import annotations

from copydesk.model import SEVERITIES, Result, Safety, Severity
from copydesk.reports.context import ReportContext
from copydesk.typed import TypedDict


class Counts(TypedDict):
    """What one run found, in numbers.

    Attributes:
        files: Files that were read.
        files_with_findings: How many of them have any.
        findings: Findings in all.
        by_severity: Findings of each severity.
        by_rule: Findings of each rule that has any, by rule id.
        fixable: Findings with a fix, by its safety.
        errors: Files and rules that could not be handled.
        suppressed: Findings that are silenced in the articles.
        fixed: Findings that have been fixed, which are not counted above.
        known: Findings that the baseline has, which are not counted above.
    """

    files: int
    files_with_findings: int
    findings: int
    by_severity: dict[Severity, int]
    by_rule: dict[str, int]
    fixable: dict[Safety, int]
    errors: int
    suppressed: int
    fixed: int
    known: int


class Summary(Counts):
    """Figures of one run; the `summary` of the JSON report.

    Attributes:
        score: Mean score of the articles, each weighted by its words; None if none has one.
        grades: Articles of each letter.
    """

    score: float | None
    grades: dict[str, int]


def summarize(result: Result) -> Summary:
    """Count what a run found, and take its score."""
    from copydesk.score import LETTERS, project_score

    return {
        **count_findings(result),
        "score": project_score((file.score, file.words) for file in result.files if file.score is not None),
        "grades": {name: sum(file.grade == name for file in result.files) for name, _ in LETTERS},
    }


def count_findings(result: Result) -> Counts:
    """Count what a run found."""
    by_severity: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    by_rule: dict[str, int] = {}
    fixable: dict[Safety, int] = {"safe": 0, "unsafe": 0}
    paths = set()
    for finding in result.findings:
        by_severity[finding.severity] += 1
        by_rule[finding.rule] = by_rule.get(finding.rule, 0) + 1
        paths.add(finding.path)
        if finding.fix is not None:
            fixable[finding.fix.safety] += 1
    return {
        "files": len(result.files),
        "files_with_findings": len(paths),
        "findings": len(result.findings),
        "by_severity": by_severity,
        "by_rule": {rule: by_rule[rule] for rule in sorted(by_rule)},
        "fixable": fixable,
        "errors": len(result.errors),
        "suppressed": result.suppressed,
        "fixed": result.fixed,
        "known": result.known,
    }


def closing_lines(result: Result, context: ReportContext) -> list[str]:
    """The last lines of a report for people: findings by severity, files, fixes, and what keeps a run from failing."""
    summary = count_findings(result)
    files = _counted(summary["files"], "file")
    lines = []
    done = f"Fixed {_counted(result.fixed, 'finding')}. " if result.fixed else ""
    left = " more" if result.fixed else ""
    if summary["findings"]:
        by_severity = [_counted(count, severity) for severity, count in summary["by_severity"].items() if count]
        found = " and ".join(filter(None, [", ".join(by_severity[:-1]), by_severity[-1]]))
        where = f"{summary['files_with_findings']:,} of " if summary["files"] > 1 else ""
        lines.append(f"{done}Found {found}{left} in {where}{files}.")
    elif summary["files"]:
        lines.append(f"{done}Found nothing{left} in {files}.")
    else:
        lines.append("There was no file to check.")

    safe, unsafe = summary["fixable"]["safe"], summary["fixable"]["unsafe"]
    if safe:
        also = f", {unsafe:,} an unsafe one (--unsafe-fixes)" if unsafe else ""
        lines.append(f"[*] {_counted(safe, 'finding')} {'has' if safe == 1 else 'have'} a safe fix (--fix){also}.")
    elif unsafe:
        lines.append(
            f"{_counted(unsafe, 'finding')} {'has' if unsafe == 1 else 'have'} an unsafe fix (--fix --unsafe-fixes)."
        )
    if result.suppressed:
        silenced = _counted(result.suppressed, "more finding")
        lines.append(f"{silenced} {'is' if result.suppressed == 1 else 'are'} silenced in the text.")
    if result.known:
        lines.append(
            f"{_counted(result.known, 'more finding')} {'stands' if result.known == 1 else 'stand'} in the baseline."
        )
    if result.errors:
        lines.append(f"{_counted(len(result.errors), 'problem')} kept the check from being complete.")
    elif result.findings and context.fail_on is not None:
        failing = SEVERITIES[: SEVERITIES.index(context.fail_on) + 1]
        if not any(summary["by_severity"][severity] for severity in failing):
            lines.append(f"None of them fails the check: that takes {_article(context.fail_on)}.")
    return lines


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _article(severity: Severity) -> str:
    return "an error" if severity == "error" else f"a {severity}"
