"""One configuration with its rules, merged, and as it is kept in the cache."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.config.settings import Settings
from copydesk.config.store import digest
from copydesk.engine import Group
from copydesk.model import CopydeskError, Problem, Rule
from copydesk.rules.folders import rule_folders, rules_key
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

_PLAIN = (list, str, str, tuple, list, tuple, list, list)  # as `Merged.plain` gives them


class Merged(NamedTuple):
    """Settings and rules for one configuration file, and what there was to say about them.

    Attributes:
        settings: As they are merged.
        group: The rules that run, and how.
        notes: What is odd about rules and their folders.
        renamed: Where a rule is named as it was called before.
    """

    settings: Settings
    group: Group
    notes: Sequence[Problem]
    renamed: Sequence[Problem] = ()

    def plain(self, folders: Sequence[str], key: str) -> tuple[Any, ...]:
        """Plain data for the cache; `folders` are those that the rules come from, `key` is their digest."""
        rules = [tuple(rule) for rule in self.group.rules]
        bases = bases_key(self.settings)
        notes, renamed = [*map(tuple, self.notes)], [*map(tuple, self.renamed)]
        return list(folders), key, bases, tuple(self.settings), rules, tuple(self.group)[1:], notes, renamed

    @classmethod
    def from_plain(cls, plain: Any) -> Merged | None:
        """Back from the cache; None if it holds none, or if rules are others now."""
        if not isinstance(plain, tuple) or len(plain) != len(_PLAIN) or not all(map(isinstance, plain, _PLAIN)):
            return None
        folders, key, bases, values, rules, group, *told = plain
        settings = Settings(*values)
        try:
            # Files and folders are looked up anew: links, the current folder and the root of the project may be others.
            if bases_key(settings) != bases or rule_folders(settings) != folders or rules_key(folders) != key:
                return None
            baseline = baseline_of(settings)
        except CopydeskError:
            return None
        chosen = tuple(Rule(*rule) for rule in rules)
        notes, renamed = ([Problem(*note) for note in some] for some in told)
        return cls(settings, Group(chosen, *group)._replace(baseline=baseline), notes, renamed)


def bases_key(settings: Settings) -> str:
    """Digest of the files that a configuration extends; empty if there are none.

    Raises:
        CopydeskError: One lies outside the project.
    """
    if not settings.bases:
        return ""
    from copydesk.config.load import base_path

    total = digest()
    for path, name in settings.bases:
        content = config_bytes(base_path(path, name))
        total.update(b"%d\0%s" % (len(content), content))
    return str(total.hexdigest())


def config_bytes(config: str | None) -> bytes:
    """Content of a configuration file; nothing where it cannot be read, which is told when it is loaded."""
    if config is None:
        return b""
    try:
        with open(config, "rb") as file:
            return file.read()
    except OSError:
        return b""


def baseline_of(settings: Settings) -> str | None:
    """The configured baseline.

    Raises:
        CopydeskError: It lies outside the project.
    """
    if not settings.baseline:
        return None
    from copydesk.config.inside import inside_project

    return inside_project(settings, "baseline", settings.baseline)
