"""`markdown`: the report in short, for a pull request, a wiki or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copydesk.model import REPORT_MARK, SEVERITIES
from copydesk.reports.quality.data import QualityReport
from copydesk.reports.quality.shown import one_line
from copydesk.reports.score_lines import rounded_score

_LOWEST = 20
_MOST = 20
_MARKS = re.compile(r"[\\`*_{}\[\]<>|#!~&$@]|(?<=\d)\.|://|(?<=www)\.")


def render(report: QualityReport) -> str:
    """The report in Markdown; what comes from articles stands in it as plain text."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: QualityReport) -> Iterator[str]:
    score = "–" if report.score is None else rounded_score(report.score)
    letters = ", ".join(f"{count:,} {name}" for name, count in report.letters.items() if count)
    yield REPORT_MARK
    yield ""
    yield f"# {plain(report.title)}"
    yield ""
    yield (
        f"Score **{score}** of 100 over {len(report.articles):,} articles ({letters or 'none scored'}) "
        f"with {report.words:,} words, {report.date}."
    )
    counts = [(sum(article.count(severity) for article in report.articles), severity) for severity in SEVERITIES]
    found = ", ".join(f"{count:,} {severity}{'' if count == 1 else 's'}" for count, severity in counts)
    yield f"Found: {found}; {report.suppressed:,} silenced in the text."
    if report.rules:
        yield from _table(
            "Findings by rule",
            ("Rule", "Severity", "Findings", "Articles", "Automatic fixes", "Gain if mended"),
            [
                (
                    plain(row.rule),
                    row.severity,
                    f"{row.findings:,}",
                    f"{row.articles:,}",
                    f"{row.fixable:,}",
                    f"{row.gain:.2f}",
                )
                for row in report.rules
            ],
        )
    low = report.to_mend(_LOWEST)
    if low:
        rows = []
        for article in low:
            most = article.most
            assert most is not None
            what = f"{most.points:.1f} points: {plain(one_line(most.finding.message, 120))}"
            name = plain(one_line(article.file.title or "", 80))
            rows.append(
                (
                    rounded_score(article.file.score or 0.0),
                    article.file.grade or "",
                    name,
                    plain(article.file.path),
                    what,
                )
            )
        yield from _table("Articles with the lowest score", ("Score", "Letter", "Title", "Path", "Takes most"), rows)
    if report.copies:
        copies = [
            (
                f"{one.total:,}",
                f"{int(100 * one.similarity)} %",
                f"{plain(one.members[0].path)}:{one.members[0].line}",
                plain(one_line(one.members[0].text, 100)),
            )
            for one in report.copies[:_MOST]
        ]
        yield from _table("Texts that stand twice", ("Places", "Alike", "First", "Text"), copies)
    if report.furniture:
        lines = [(plain(one_line(one.text, 100)), f"{len(one.paths):,}") for one in report.furniture[:_MOST]]
        yield from _table("Recurring page furniture", ("Line", "Articles"), lines)
    if report.trend:
        trend = [
            (
                point.date,
                point.commit or "now",
                plain(one_line(point.subject, 80)),
                "–" if point.score is None else f"{point.score:.1f}",
            )
            for point in reversed(report.trend)
        ]
        yield from _table("Score over time", ("Date", "Commit", "Message", "Score"), trend)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def plain(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no link, no mention of anybody."""
    return _MARKS.sub(
        lambda match: "".join(f"&#{ord(character)};" for character in match.group()), one_line(text, 1000)
    )
