"""The quality report: what a newsroom opens to see where to start. One module a format.

`gather` makes one plain `QualityReport` of a result; a format's module offers `render(report) -> str`. Modules load when
their format is asked for.
"""

from __future__ import annotations

from importlib import import_module

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.reports.quality.data import QualityReport

FORMATS: dict[str, str] = {
    "html": "copydesk.reports.quality.html_page",
    "markdown": "copydesk.reports.quality.markdown_page",
    "json": "copydesk.reports.quality.json_data",
    "csv": "copydesk.reports.quality.csv_table",
}

SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json", ".csv": "csv"}
"""Formats by the suffix of the file they are written to."""


def render(name: str, report: QualityReport) -> str:
    """The report in a format.

    Raises:
        KeyError: No such format.
    """
    text: str = import_module(FORMATS[name]).render(report)
    return text
