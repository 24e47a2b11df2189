"""Files and folders that a configuration names, which must lie inside the project."""

from __future__ import annotations

import os

from copydesk.config.find import find_root, shown
from copydesk.config.settings import Settings
from copydesk.model import CopydeskError


def inside_project(settings: Settings, key: str, name: str) -> str:
    """The path of what a setting names, links followed.

    Args:
        settings: Of the configuration.
        key: The setting, for the message.
        name: What it says, relative to the configuration file.

    Raises:
        CopydeskError: It lies outside the project: somebody else's configuration shall not reach there.
    """
    base = os.path.abspath(settings.root)
    root = os.path.realpath(find_root(base) or base)
    path = os.path.realpath(os.path.join(base, name))
    if os.path.commonpath([root, path]) != root:
        what = "rule folder" if key == "rule-folders" else key
        raise CopydeskError(f"{place_of(settings, key)}: the {what} '{name}' lies outside the project")
    return path


def place_of(settings: Settings, key: str) -> str:
    """Where a setting comes from, for messages."""
    if settings.path is None:
        return f"--config {key}"
    from copydesk.config.load import line_of

    line = line_of(settings.path, key)
    return f"{shown(settings.path)}:{line}" if line else f"--config {key}"
