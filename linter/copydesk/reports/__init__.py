"""Output formats: a result to text. One module a format.

A module offers `write(result, context, stream) -> None`. To add a format, write it, add its line to `REPORTS`
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
    "json": "copydesk.reports.json_document",
    "jsonl": "copydesk.reports.json_lines",
}

WITH_FIGURES = frozenset({"json", "jsonl"})
"""The formats that show the figures and the language of each article."""


def load_report(name: str) -> ModuleType:
    """The module of an output format.

    Raises:
        KeyError: No such format.
    """
    return import_module(REPORTS[name])
