"""What a report needs to know beside the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from copydesk._version import __version__
from copydesk.model import Rule, Severity
from copydesk.typed import NamedTuple

_NO_RULES: Mapping[str, Rule] = {}


def _no_source(path: str) -> str | None:  # noqa: ARG001 - stands in for a function that reads
    return None


class ReportContext(NamedTuple):
    """How a result shall be shown; formats for programs look at the last three alone.

    Attributes:
        source: Decoded text of a path of the result, or None where it cannot be had; called once a file in a row.
        color: Whether to colour, see `copydesk.reports.color.want_color`.
        width: Columns a line may take.
        terminal: Whether a person reads this on a terminal: very many findings are then summed up by rule.
        all: List every finding, however many.
        quiet: Leave out the closing words.
        statistics: Add the number of findings of each rule, and the score.
        fail_on: Findings of this severity or worse fail the run; None if none does.
        version: Version of copydesk.
        base: The current folder from the root of the repository, with a slash behind it; "" for the root itself.
        rules: The rules of the run by id.
    """

    source: Callable[[str], str | None] = _no_source
    color: bool = False
    width: int = 100
    terminal: bool = False
    all: bool = False
    quiet: bool = False
    statistics: bool = False
    fail_on: Severity | None = "warning"
    version: str = __version__
    base: str = ""
    rules: Mapping[str, Rule] = _NO_RULES
