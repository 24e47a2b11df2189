"""Which settings hold where, what says so, and whether configuration files are right."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from copydesk.baseline import read_baseline
from copydesk.config.find import NAMES, PYPROJECT, config_in, shown
from copydesk.config.inside import place_at
from copydesk.config.settings import COMMAND_LINE, KEYS, Layer, Settings
from copydesk.model import CopydeskError
from copydesk.plan import read_config, settings_for
from copydesk.planner import RunOptions
from copydesk.sources.files import SKIPPED_FOLDERS
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any


class Setting(NamedTuple):
    """One setting.

    Attributes:
        key: Its name, as in a configuration file; below `rules` and `duplicates` with a dot.
        value: Plain data.
        origin: Where it comes from: a file and its line, an option, or `default`.
    """

    key: str
    value: Any
    origin: str


def settings_at(path: str, options: RunOptions) -> list[Setting]:
    """The settings that hold for a file or folder.

    Args:
        path: It need not be there.
        options: What the command line says.

    Raises:
        CopydeskError: The configuration is wrong.
    """
    settings = settings_for(path, options)
    overridden = {item.partition("=")[0] for item in options.config if "=" in item}
    found: list[Setting] = []
    for key in KEYS:
        value = getattr(settings, key.replace("-", "_"), ())
        if key == "rules":
            found += _rules(settings)
        elif key == "extends":
            found += [Setting(key, name, place_at((path, -1), key)) for path, name in settings.bases]
        elif key == "overrides":
            found += _overrides(settings)
        elif key == "exclude" and value:
            found += [Setting(key, patterns, _place(layer, key)) for patterns, layer in value]
        elif key == "duplicates":
            for name in value or ():
                inner = f"duplicates.{name}"
                found.append(Setting(inner, value[name], _origin(settings, key, inner in overridden)))
        elif key == "profile" and options.profile is not None:
            found.append(Setting(key, value, "--profile"))
        else:
            found.append(Setting(key, value, _origin(settings, key, key in overridden)))
    return found


def _rules(settings: Settings) -> Iterator[Setting]:
    from copydesk.config.load import rule_entries

    for rules, layer in _that_hold(settings.rules):
        lines = rule_entries(layer) if layer != COMMAND_LINE else {}
        for name, value in rules.items():
            line = lines[name][0] if name in lines else 0
            file = shown(layer[0]) if layer != COMMAND_LINE else "--config"
            yield Setting(f"rules.{name}", value, f"{file}:{line}" if line else file)
    for name, value in settings.rule_overrides:
        yield Setting(f"rules.{name}", value, "--config")


def _that_hold(layers: Sequence[tuple[Mapping[str, Any], Layer]]) -> list[tuple[Mapping[str, Any], Layer]]:
    """What several `rules` mappings say of rules, without what a later one says otherwise."""
    kept: list[tuple[Mapping[str, Any], Layer]] = []
    said: dict[str, Any] = {}
    for rules, layer in reversed(layers):
        left = {}
        for name, value in rules.items():
            later = said.get(name, {})
            if not isinstance(later, dict):
                continue
            if isinstance(value, dict):
                value = {key: item for key, item in value.items() if key not in later}  # noqa: PLW2901 - what is left of it
                said[name] = {**later, **value}
            else:
                said[name] = value
            if value != {} or name not in said:
                left[name] = value
        kept.append((left, layer))
    return kept[::-1]


def _overrides(settings: Settings) -> Iterator[Setting]:
    for number, (_, files, data, layer) in enumerate(settings.overrides, 1):
        yield Setting(f"overrides.{number}", {"files": list(files), **data}, place_at(layer, "files"))


def _place(layer: Layer, key: str) -> str:
    return "--config" if layer == COMMAND_LINE else place_at(layer, key)


def _origin(settings: Settings, key: str, overridden: bool) -> str:
    if overridden:
        return "--config"
    layer = settings.origins.get(key)
    return "default" if layer is None else _place(layer, key)


def shown_value(value: Any) -> str:
    """A value as it would be written in YAML, on one line."""
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {shown_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(shown_value, value)) + "]"
    return str(value)


def config_files(paths: Sequence[str]) -> list[str]:
    """The configuration files among some files and in some folders and below.

    Raises:
        CopydeskError: A path is not there.
    """
    found = []
    for path in paths:
        if os.path.isfile(path):
            found.append(path)
            continue
        if not os.path.isdir(path):
            raise CopydeskError(f"{path}: no such file or folder")
        for folder, folders, _ in os.walk(path):
            folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS)
            config = config_in(folder)
            if config is not None:
                found.append(os.path.normpath(config))
    return list(dict.fromkeys(found))


def passed_over(path: str) -> list[str]:
    """The names of the configuration files beside one that holds in its place."""
    folder, own = os.path.split(os.path.abspath(path))
    there = [name for name in (*NAMES, PYPROJECT) if config_in(folder, (name,)) is not None]
    return there[1:] if there[:1] == [own] else []


class Checked(NamedTuple):
    """What there is to say of a configuration file.

    Attributes:
        problems: What is wrong with it, its rule folders or its baseline; nothing if all is well.
        notes: Where it names a rule as it was called before, which does no harm.
    """

    problems: list[str]
    notes: list[str]


def check_config(path: str) -> Checked:
    """What there is to say of a configuration file."""
    try:
        merged = read_config(path)
        if merged.group.baseline:
            read_baseline(merged.group.baseline)
    except CopydeskError as error:
        return Checked(str(error).split("\n"), [])
    problems = [f"{shown(path)}: {note.path}: {note.message}" for note in merged.notes]
    return Checked(problems, [f"{note.path}: {note.message}" for note in merged.renamed])
