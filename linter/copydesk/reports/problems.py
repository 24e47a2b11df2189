"""Errors and notes of a run, for people: what could not be handled and why."""

from __future__ import annotations

from copydesk.model import Result
from copydesk.reports.color import painter
from copydesk.reports.escape import escape, escape_path
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO


def write_problems(result: Result, stream: TextIO, *, color: bool = False) -> None:
    """Write one line for each error and each note, errors last, where they are seen.

    Args:
        result: Whose problems.
        stream: Where to, most often the error output.
        color: Whether to colour.
    """
    paint = painter(color)
    for word, style, problems in (("note", "dim", result.notes), ("error", "error", result.errors)):
        for problem in problems:
            place = f"{escape_path(problem.path)}: " if problem.path else ""
            stream.write(f"{paint(word + ':', style)} {place}{escape(problem.message)}\n")
