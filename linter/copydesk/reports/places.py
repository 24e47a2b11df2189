"""Where findings are, as programs that read reports want it: paths from the repository, columns in bytes."""

from __future__ import annotations

from copydesk.document import Document
from copydesk.model import Edit
from copydesk.reports.context import ReportContext
from copydesk.typed import NamedTuple

_KEPT = 64


def repository_path(path: str, base: str) -> str:
    """A path from the root of the repository, of one from the current folder.

    Args:
        path: As it is reported; an absolute one stays so.
        base: The current folder from the root, with a slash behind it; "" for the root itself.
    """
    if not base or path.startswith("/") or path[1:3] == ":/":
        return path
    parts = base.rstrip("/").split("/")
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


class Region(NamedTuple):
    """A range as lines and columns, from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Sources:
    """The texts of a report, the last ones kept: places in them, and columns counted in bytes."""

    def __init__(self, context: ReportContext) -> None:
        """Read nothing yet."""
        self._context = context
        self._documents: dict[str, Document | None] = {}

    def _of(self, path: str) -> Document | None:
        if path not in self._documents:
            if len(self._documents) >= _KEPT:
                self._documents.clear()
            text = self._context.source(path)
            self._documents[path] = None if text is None else Document(path, "text", text, [])
        return self._documents[path]

    def region(self, path: str, edit: Edit) -> Region | None:
        """Where an edit stands; None if its file cannot be read any more, or is shorter by now."""
        document = self._of(path)
        if document is None or edit.end > len(document.text):
            return None
        return Region(*document.position(edit.start), *document.position(edit.end))

    def byte_column(self, path: str, line: int, column: int) -> int:
        """A column counted in bytes of UTF-8 instead of code points; as it is if the file cannot be read any more."""
        document = self._of(path)
        if document is None or document.text.isascii():
            return column
        try:
            start, end = document.line_range(line)
        except IndexError:
            return column
        return len(document.text[start : min(end, start + column - 1)].encode("utf-8", "surrogatepass")) + 1
