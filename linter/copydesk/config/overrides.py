"""One set of settings on top of another: files that extend others, and settings for some files only."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from copydesk.config.settings import SELECTORS, Layer, Settings
from copydesk.model import CopydeskError
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

OVERRIDABLE = (
    *("profile", "select", "extend-select", "ignore", "rules", "fail-on", "min-confidence", "preview", "language"),
    "allow-ignores",
)
"""Keys that may differ from file to file."""
FILES = "files"


def check_overrides(value: Any, source: str, lines: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The value of `overrides`, each item checked as the keys of a file are.

    Args:
        value: What is written.
        source: Where it stands, for messages.
        lines: Where each item stands, by its number, and each key, as `0.profile`, if that is known.

    Raises:
        CopydeskError: A key is unknown or not to be set here, or a value is not what it takes.
    """
    lines = lines or {}
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise CopydeskError(f"{source}: 'overrides' takes a list of mappings, not {value!r}")
    return [_checked(item, number, lines.get(str(number), source), lines) for number, item in enumerate(value)]


def _checked(item: Mapping[str, Any], number: int, source: str, lines: Mapping[str, str]) -> dict[str, Any]:
    from copydesk.config.settings import KEYS, check_value

    if not item.get(FILES):
        raise CopydeskError(f"{source}: an override needs '{FILES}', the gitignore patterns of what it holds for")
    checked = {}
    for name, value in item.items():
        at = lines.get(f"{number}.{name}", source)
        if name == FILES:
            checked[name] = _patterns(value, at)
            continue
        if name not in OVERRIDABLE:
            from copydesk.config.nearest import did_you_mean, quoted

            if name in KEYS:
                raise CopydeskError(f"{at}: '{name}' holds for all files and cannot stand in an override")
            hint = did_you_mean(name, (FILES, *OVERRIDABLE))
            raise CopydeskError(f"{at}: unknown key {quoted(f'overrides.{name}')}{hint}")
        checked[name] = check_value(name, value, at)
    return checked


def _patterns(value: Any, source: str) -> list[str]:
    from copydesk.config.settings import is_pattern

    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) and is_pattern(item) for item in items):
        raise CopydeskError(f"{source}: '{FILES}' takes gitignore patterns, not {value!r}")
    return items


def layered(settings: Settings, data: Mapping[str, Any], layer: Layer) -> Settings:
    """Settings with the keys of a file, or of one override, on top.

    Rules and lawful copies are merged entry by entry; rule folders, exclusions and overrides add up. `select` drops what was ignored
    so far; a selector that is picked here is ignored no more, and the other way round, as on the command line.

    Args:
        settings: What holds so far; `root` is that of the file at the end of the chain.
        data: Keys and values as checked.
        layer: Where they stand.
    """
    folder = os.path.dirname(os.path.abspath(layer[0]))
    values: dict[str, Any] = {"origins": {**settings.origins, **dict.fromkeys(data, layer)}}
    for name, value in data.items():
        if name == "rules":
            values["rules"] = (*settings.rules, (value, layer))
        elif name == "duplicates":
            values[name] = {**settings.duplicates, **value}
        elif name == "rule-folders":
            found = (_from(settings.root, folder, item) for item in value)
            values["rule_folders"] = tuple(dict.fromkeys((*settings.rule_folders, *found)))
        elif name == "baseline":
            values[name] = _from(settings.root, folder, value) if value else value
        elif name == "exclude":
            values[name] = (*settings.exclude, (tuple(value), layer))
        elif name == "overrides":
            made = ((folder, tuple(item[FILES]), _others(item), (layer[0], at)) for at, item in enumerate(value))
            values[name] = (*settings.overrides, *made)
        elif name not in (*SELECTORS, "extends", FILES):
            values[name.replace("-", "_")] = value
    return _with_selectors(settings._replace(**values), data, layer)


def _with_selectors(settings: Settings, data: Mapping[str, Any], layer: Layer) -> Settings:
    given = {name: tuple(data[name]) for name in SELECTORS if name in data}
    if not given:
        return settings
    more, less = given.get("extend-select", ()), given.get("ignore", ())
    ignored = () if "select" in given else settings.ignore
    return settings._replace(
        select=given.get("select", settings.select),
        extend_select=(*_without(settings.extend_select, less), *more),
        ignore=(*_without(ignored, more), *less),
        selectors=(*settings.selectors, *((name, items, layer) for name, items in given.items())),
    )


def _without(items: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(item for item in items if item not in others)


def _others(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != FILES}


def _from(root: str, folder: str, name: str) -> str:
    """A name that is relative to a folder, relative to another one."""
    return name if os.path.abspath(root) == folder else os.path.relpath(os.path.join(folder, name), root)
