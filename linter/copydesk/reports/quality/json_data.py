"""`json`: everything the page is made from, but for the texts of articles."""

from __future__ import annotations

from copydesk.reports.json_objects import encode, file_object, finding_object, problem_object
from copydesk.reports.quality.data import Article, Copies, QualityReport
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


def render(report: QualityReport) -> str:
    """One JSON object, one line for each article."""
    head = {
        "version": report.version,
        "title": report.title,
        "date": report.date,
        "score": report.score,
        "letters": dict(report.letters),
        "words": report.words,
        "suppressed": report.suppressed,
        "rules": [row._asdict() for row in report.rules],
        "copies": [_copies(one) for one in report.copies],
        "furniture": [{"text": one.text, "paths": list(one.paths)} for one in report.furniture],
        "trend": [point._asdict() for point in report.trend],
        "errors": [problem_object(problem) for problem in report.errors],
    }
    lines = [f"{encode(name)}: {encode(value)},\n" for name, value in head.items()]
    articles = ",\n".join(encode(_article(article)) for article in report.articles)
    return "".join(["{", *lines, '"articles": [\n', articles, "\n]}\n"])


def _article(article: Article) -> dict[str, Any]:
    return {
        **file_object(article.file),
        "suppressed": article.file.suppressed,
        "findings": [{**finding_object(one.finding), "points": one.points, "gain": one.gain} for one in article.taken],
    }


def _copies(one: Copies) -> dict[str, Any]:
    return {
        "rules": list(one.rules),
        "total": one.total,
        "similarity": one.similarity,
        "members": [{"path": member.path, "line": member.line} for member in one.members],
    }
