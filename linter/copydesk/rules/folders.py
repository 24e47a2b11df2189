"""The folders that the rules of a configuration come from."""

from __future__ import annotations

import os
from collections.abc import Sequence

from copydesk.config.settings import Settings
from copydesk.model import CopydeskError
from copydesk.rules.files import builtin_folder, files_key, read_rule_files, shipped_key


def rule_folders(settings: Settings) -> list[str]:
    """All folders that rules come from.

    Raises:
        CopydeskError: A configured one lies outside the project, or is no folder.
    """
    folders = [builtin_folder()]
    for name in settings.rule_folders:
        from copydesk.config.inside import inside_project, place_of

        path = inside_project(settings, "rule-folders", name)
        if not os.path.isdir(path):
            raise CopydeskError(f"{place_of(settings, 'rule-folders')}: the rule folder '{name}' is no folder")
        folders.append(path)
    return folders


def rules_key(folders: Sequence[str]) -> str:
    """What tells whether rules are as they were, and what else stands in their folders.

    Args:
        folders: As `rule_folders` gives them; the first holds the rules that ship.
    """
    shipped, *own = folders
    files, stray = read_rule_files(own)
    return "\0".join([shipped_key(shipped), files_key(files), *own, *stray])
