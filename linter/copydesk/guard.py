"""An error in one check costs the result of that check only."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from copydesk.document import Document
from copydesk.model import CopydeskError, Problem, StoreError

T = TypeVar("T")


def guarded(work: Any, document: Document, what: str, errors: list[Problem]) -> Any:
    """The result of a check; an error in it costs its own result only."""
    try:
        return work(document)
    except CopydeskError as error:
        errors.append(Problem(document.path, str(error)))
    except Exception as error:  # noqa: BLE001 - one broken check must not hide what the others found
        errors.append(Problem(document.path, internal(what, error)))
    return None


def guarded_list(work: Callable[[], Iterable[T]], kind: str, errors: list[Problem]) -> list[T]:
    """As `guarded`, for a check that looks across articles; errors of an index go on to whoever opened it."""
    try:
        return list(work())
    except Exception as error:
        # An index that fails is mended or done without there.
        if isinstance(error, StoreError) or type(error).__module__ == "sqlite3":
            raise
        errors.append(Problem("", internal(kind, error)))
    return []


def internal(what: str, error: Exception) -> str:
    """What is told of an error in copydesk itself: where it came up, and that it should be reported."""
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(frame.filename)}:{frame.lineno}"
    return f"internal error in {what}: {type(error).__name__}: {error} ({place}); please report it"
