"""One configuration with its rules, merged, and as it is kept in the cache."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from copydesk.config.inside import inside_project
from copydesk.config.settings import Settings
from copydesk.engine import Group
from copydesk.model import CopydeskError, Problem, Rule
from copydesk.rules.folders import rule_folders, rules_key

_PLAIN = (list, str, tuple, list, tuple, list)  # as `Merged.plain` gives them


class Merged(NamedTuple):
    """Settings and rules for one configuration file, and what there was to say about them."""

    settings: Settings
    group: Group
    notes: Sequence[Problem]

    def plain(self, folders: Sequence[str], key: str) -> tuple[Any, ...]:
        """Plain data for the cache; `folders` are those that the rules come from, `key` is their digest."""
        rules = [tuple(rule) for rule in self.group.rules]
        return list(folders), key, tuple(self.settings), rules, tuple(self.group)[1:], [*map(tuple, self.notes)]

    @classmethod
    def from_plain(cls, plain: Any) -> Merged | None:
        """Back from the cache; None if it holds none, or if rules are others now."""
        if not isinstance(plain, tuple) or len(plain) != len(_PLAIN) or not all(map(isinstance, plain, _PLAIN)):
            return None
        folders, key, values, rules, group, notes = plain
        settings = Settings(*values)
        try:
            # Files and folders are looked up anew: links, the current folder and the root of the project may be others.
            if rule_folders(settings) != folders or rules_key(folders) != key:
                return None
            baseline = baseline_of(settings)
        except CopydeskError:
            return None
        chosen = tuple(Rule(*rule) for rule in rules)
        return cls(settings, Group(chosen, *group)._replace(baseline=baseline), [Problem(*note) for note in notes])


def baseline_of(settings: Settings) -> str | None:
    """The configured baseline.

    Raises:
        CopydeskError: It lies outside the project.
    """
    return inside_project(settings, "baseline", settings.baseline) if settings.baseline else None
