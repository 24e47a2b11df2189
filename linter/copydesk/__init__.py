r"""copydesk: a linter for articles.

Example:
    >>> import copydesk
    >>> [finding.rule for finding in copydesk.check_text("A title\n\nA title\n\nThe the text.", path="a.txt")]
    ['duplication.duplicate-title', 'integrity.repeated-word']
"""

from __future__ import annotations

from copydesk._version import __version__
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from copydesk.api import check_paths, check_text, fix_text
    from copydesk.document import Document
    from copydesk.formats import parse
    from copydesk.model import CopydeskError, Edit, FileResult, Finding, Fix, Place, Problem, Result

_HOME = {
    "CopydeskError": "copydesk.model",
    "Document": "copydesk.document",
    "Edit": "copydesk.model",
    "FileResult": "copydesk.model",
    "Finding": "copydesk.model",
    "Fix": "copydesk.model",
    "Place": "copydesk.model",
    "Problem": "copydesk.model",
    "Result": "copydesk.model",
    "check_paths": "copydesk.api",
    "check_text": "copydesk.api",
    "fix_text": "copydesk.api",
    "parse": "copydesk.formats",
}

__all__ = [
    "CopydeskError",
    "Document",
    "Edit",
    "FileResult",
    "Finding",
    "Fix",
    "Place",
    "Problem",
    "Result",
    "__version__",
    "check_paths",
    "check_text",
    "fix_text",
    "parse",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that importing the package costs next to nothing."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'copydesk' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(home), name)
