"""`csv`: one row an article, for a spreadsheet; no cell begins like a formula."""

from __future__ import annotations

import csv
import io

from copydesk.model import SEVERITIES
from copydesk.reports.quality.data import QualityReport
from copydesk.reports.quality.shown import one_line
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(report: QualityReport) -> str:
    """The table, with a line of headings."""
    categories = sorted({name for article in report.articles for name in article.file.categories})
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    heads = ["path", "title", "language", "words", "score", "letter", "flesch_kincaid_grade"]
    writer.writerow(
        [*heads, *(f"{severity}s" for severity in SEVERITIES), "silenced", *(f"{name} points" for name in categories)]
    )
    for article in report.articles:
        file = article.file
        cells: list[Any] = [file.path, file.title, file.language, file.words, _rounded(file.score, 2), file.grade]
        cells += [
            _rounded(file.metrics.get("flesch_kincaid_grade"), 2),
            *map(article.count, SEVERITIES),
            file.suppressed,
        ]
        cells += [
            _rounded(file.categories[name]["points"], 2) if name in file.categories else None for name in categories
        ]
        writer.writerow(map(cell, cells))
    return stream.getvalue()


def cell(value: Any) -> str:
    """A value as text; one that a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    text = one_line(str(value), 1000)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
