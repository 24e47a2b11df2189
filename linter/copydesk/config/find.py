"""Find the configuration that holds for a file: the nearest one in its folder or above, inside its project."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

NAMES = (".copydesk.yml", "copydesk.yml")
PYPROJECT = "pyproject.toml"
_TABLE = rb"(?m)^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*[\"']?copydesk[\"']?[ \t]*[.\]]"


def find_config(folder: str, known: dict[str, str | None] | None = None) -> str | None:
    """Path of the nearest configuration file, from a folder upwards.

    In one folder `.copydesk.yml` comes before `copydesk.yml` before a `pyproject.toml` that has a `[tool.copydesk]`
    table. The search ends at the root of the git work tree, or at the root of the file system outside one.

    Args:
        folder: Absolute path of the folder of the file to lint.
        known: Answers by folder, filled and used by each call.

    Returns:
        The path, or None.
    """
    known = {} if known is None else known
    passed = []
    found = None
    at = folder
    while True:
        if at in known:
            found = known[at]
            break
        passed.append(at)
        found = config_in(at)
        parent = os.path.dirname(at)
        if found is not None or parent == at or os.path.exists(os.path.join(at, ".git")):
            break
        at = parent
    known.update(dict.fromkeys(passed, found))
    return found


def find_root(folder: str) -> str | None:
    """Root of the git work tree that a folder is in, or None."""
    at = folder
    while not os.path.exists(os.path.join(at, ".git")):
        parent = os.path.dirname(at)
        if parent == at:
            return None
        at = parent
    return at


def shown(path: str) -> str:
    """The path as messages show it: from the current folder if it lies below."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return path if relative.startswith("..") else relative.replace(os.sep, "/")


def config_in(folder: str, names: Sequence[str] = (*NAMES, PYPROJECT)) -> str | None:
    """Path of the configuration file that stands in a folder under the first of some names, or None."""
    for name in NAMES:
        path = os.path.join(folder, name)
        if name in names and os.path.isfile(path):
            return path
    path = os.path.join(folder, PYPROJECT)
    if PYPROJECT not in names:
        return None
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    return path if b"copydesk" in data and re.search(_TABLE, data) else None
