"""The folders that the rules of a configuration come from."""

from __future__ import annotations

import os
from collections.abc import Sequence

from copydesk.config.find import find_root, shown
from copydesk.config.settings import Settings
from copydesk.model import CopydeskError
from copydesk.rules.files import builtin_folder, files_key, read_rule_files


def rule_folders(settings: Settings) -> list[str]:
    """All folders that rules come from.

    Raises:
        CopydeskError: A configured one lies outside the project, or is no folder.
    """
    folders = [builtin_folder()]
    if settings.rule_folders:
        base = os.path.abspath(settings.root)
        root = os.path.realpath(find_root(base) or base)
        for name in settings.rule_folders:
            path = os.path.realpath(os.path.join(base, name))
            outside = os.path.commonpath([root, path]) != root
            if outside or not os.path.isdir(path):
                wrong = "lies outside the project" if outside else "is no folder"
                raise CopydeskError(f"{_place(settings, 'rule-folders')}: the rule folder '{name}' {wrong}")
            folders.append(path)
    return folders


def _place(settings: Settings, key: str) -> str:
    """Where a setting comes from, for messages."""
    if settings.path is None:
        return f"--config {key}"
    from copydesk.config.load import line_of

    line = line_of(settings.path, key)
    return f"{shown(settings.path)}:{line}" if line else f"--config {key}"


def rules_key(folders: Sequence[str]) -> str:
    """Digest of all that rules depend on, and what else stands in their folders."""
    files, stray = read_rule_files(folders)
    return "\0".join([files_key(files), *stray])
