"""Output formats: a result to text. One module a format.

A module offers `write(result, context, stream)`, which gives a note for people if it had to leave something out, else None.
To add a format, write it, add its line to `REPORTS`
and a golden file to its tests. Modules load when their format is asked for.

Article text goes out through `copydesk.reports.escape` in formats for people and CI logs, and through
`copydesk.reports.json_objects` in JSON, so that nothing an article holds acts on a terminal or a CI system.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

REPORTS: dict[str, str] = {
    "full": "copydesk.reports.full",
    "concise": "copydesk.reports.concise",
    "grouped": "copydesk.reports.grouped",
    "json": "copydesk.reports.json_document",
    "jsonl": "copydesk.reports.json_lines",
    "sarif": "copydesk.reports.sarif",
    "github": "copydesk.reports.github",
    "gitlab": "copydesk.reports.gitlab",
    "azure": "copydesk.reports.azure",
    "junit": "copydesk.reports.junit",
    "checkstyle": "copydesk.reports.checkstyle",
    "rdjson": "copydesk.reports.rdjson",
    "markdown": "copydesk.reports.markdown",
}

WITH_FIGURES = frozenset({"json", "jsonl"})
"""The formats that show the figures and the language of each article."""


def load_report(name: str) -> ModuleType:
    """The module of an output format.

    Raises:
        KeyError: No such format.
    """
    return import_module(REPORTS[name])
