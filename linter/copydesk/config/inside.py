"""Files and folders that a configuration names, which must lie inside the project."""

from __future__ import annotations

import os

from copydesk.config.find import find_root, shown
from copydesk.config.settings import COMMAND_LINE, Layer, Settings
from copydesk.model import CopydeskError


def inside_project(settings: Settings, key: str, name: str) -> str:
    """The path of what a setting names, links followed.

    Args:
        settings: Of the configuration.
        key: The setting, for the message.
        name: What it says, relative to the configuration file.

    Raises:
        CopydeskError: It is no name, or lies outside the project: somebody else's configuration shall not reach there.
    """
    if "\0" in name:
        raise CopydeskError(f"{place_of(settings, key)}: {name!r} is no name of a file or folder")
    base = os.path.abspath(settings.root)
    root = os.path.realpath(find_root(base) or base)
    path = os.path.realpath(os.path.join(base, name))
    if os.path.commonpath([root, path]) != root:
        what = {"rule-folders": "rule folder", "extends": "configuration"}.get(key, key)
        raise CopydeskError(f"{place_of(settings, key)}: the {what} '{name}' lies outside the project")
    return path


def folder_of(settings: Settings, layer: Layer) -> str:
    """The folder that what stands in a layer is relative to."""
    return settings.root if layer == COMMAND_LINE else os.path.dirname(os.path.abspath(layer[0]))


def place_of(settings: Settings, key: str) -> str:
    """Where a setting comes from, for messages."""
    return place_at(settings.origins.get(key, COMMAND_LINE), key)


def place_at(layer: Layer, key: str) -> str:
    """Where a key stands, for messages."""
    if layer == COMMAND_LINE:
        return f"--config {key}"
    from copydesk.config.load import line_of

    return f"{shown(layer[0])}:{line_of(layer[0], key, layer[1])}"
