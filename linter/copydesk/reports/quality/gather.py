"""A result made into a quality report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp2, log2

from copydesk._version import __version__
from copydesk.model import SEVERITIES, Finding, Result
from copydesk.reports.quality.copies import PlaceReader, copies_of
from copydesk.reports.quality.data import Article, Furniture, QualityReport, RuleRow, Taken, TrendPoint
from copydesk.reports.summary import summarize
from copydesk.text.normalise import tokens

_LONGEST_LINE = 200


def gather(
    result: Result,
    source: Callable[[str], str | None],
    *,
    title: str,
    date: str,
    trend: Sequence[TrendPoint] = (),
    about: Mapping[str, str] | None = None,
) -> QualityReport:
    """Make a report.

    Args:
        result: A result with figures.
        source: Decoded text of a path of the result, or None where it cannot be had.
        title: What stands above it.
        date: When it is made.
        trend: The score at commits, oldest first.
        about: What rules are about, by id.
    """
    articles = _articles(result)
    summary = summarize(result)
    reader = PlaceReader(source)
    return QualityReport(
        title=title,
        version=__version__,
        date=date,
        articles=articles,
        rules=_rules(articles, about or {}),
        score=summary["score"],
        letters=summary["grades"],
        copies=copies_of(result.findings, reader),
        furniture=_furniture(result.findings, reader),
        trend=tuple(trend),
        errors=result.errors,
        suppressed=result.suppressed,
        source=source,
    )


def _articles(result: Result) -> tuple[Article, ...]:
    by_path: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_path.setdefault(finding.path, []).append(finding)
    articles = []
    for file in result.files:
        charges: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
        for rule, start, end, points, gain in reversed(file.charges):
            charges.setdefault((rule, start, end), []).append((points, gain))
        taken = []
        for finding in by_path.get(file.path, ()):
            waiting = charges.get((finding.rule, finding.start, finding.end))
            taken.append(Taken(finding, *(waiting.pop() if waiting else (None, None))))
        articles.append(Article(file, tuple(taken)))
    return tuple(articles)


def _rules(articles: Iterable[Article], about: Mapping[str, str]) -> tuple[RuleRow, ...]:
    found: dict[str, list[Finding]] = {}
    gains: dict[str, float] = {}
    words = 0
    for article in articles:
        by_rule: dict[str, float] = {}
        for one in article.taken:
            found.setdefault(one.finding.rule, []).append(one.finding)
            by_rule[one.finding.rule] = by_rule.get(one.finding.rule, 0.0) + (one.points or 0.0)
        score = article.file.score
        if score is None:
            continue
        words += article.file.words
        for rule, points in by_rule.items():
            gains[rule] = gains.get(rule, 0.0) + _gain(score, points) * article.file.words
    rows = [
        RuleRow(
            rule,
            min((finding.severity for finding in findings), key=SEVERITIES.index),
            len(findings),
            len({finding.path for finding in findings}),
            sum(finding.fix is not None for finding in findings),
            gains.get(rule, 0.0) / words if words else 0.0,
            about.get(rule, ""),
        )
        for rule, findings in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.gain, SEVERITIES.index(row.severity), -row.findings, row.rule)))


def _gain(score: float, points: float) -> float:
    """How much higher a score were without findings that take so many points of it together."""
    if not points or score >= 100:
        return 0.0
    # Points are shared out by cost, and the costs add up to -log2 of the score.
    share = min(1.0, points / (100 - score))
    return 100 * exp2(log2(score / 100) * (1 - share)) - score if score > 0 else 0.0


def _furniture(findings: Iterable[Finding], reader: PlaceReader) -> tuple[Furniture, ...]:
    """Lines of page furniture; the same words are the same line."""
    lines: dict[str, tuple[str, dict[str, None]]] = {}
    for finding in findings:
        if not finding.rule.startswith("boilerplate."):
            continue
        for line in reader.lines(finding.path, finding.start, finding.end):
            words = " ".join(tokens(line))
            if words:
                lines.setdefault(words, (line.strip()[:_LONGEST_LINE], {}))[1][finding.path] = None
    found = [Furniture(text, tuple(paths)) for text, paths in lines.values()]
    return tuple(sorted(found, key=lambda line: (-len(line.paths), line.text)))
