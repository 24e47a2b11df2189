"""Read a configuration file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from copydesk.config.find import NAMES, PYPROJECT, shown
from copydesk.config.inside import inside_project
from copydesk.config.overrides import layered
from copydesk.config.settings import Layer, Settings, check_value
from copydesk.config.yaml_nodes import Node, Problems, compose, decode, from_data
from copydesk.model import CopydeskError
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

Entries = dict[str, tuple[int, Node]]
"""Line and value of each key."""


def load_settings(path: str) -> Settings:
    """Settings of `copydesk.yml`, `.copydesk.yml`, or the `[tool.copydesk]` table of a `pyproject.toml`.

    The files that it extends come first, in the order it names them, each one once; its own keys come last.

    Raises:
        CopydeskError: The file or one that it extends cannot be read, lies outside the project, or says something that
            is not known; the message names file, line, key and the nearest known key.
    """
    settings = Settings(path=path, root=os.path.dirname(os.path.abspath(path)))
    chain: list[tuple[str, dict[str, Any]]] = []
    bases: list[tuple[str, str]] = []
    _extend(path, (), chain, bases)
    for file, data in chain:
        settings = layered(settings, data, (file, -1))
    return settings._replace(bases=tuple(bases))


def _extend(
    path: str, above: tuple[str, ...], chain: list[tuple[str, dict[str, Any]]], bases: list[tuple[str, str]]
) -> None:
    """Add what a file says to a chain, after what the files say that it extends."""
    data = _checked(path)
    for name in data.pop("extends", ()):
        base = base_path(path, name)
        if os.path.realpath(base) in map(os.path.realpath, (*above, path)):
            raise CopydeskError(f"{_place(path, 'extends')}: '{name}' extends this file in turn")
        if os.path.realpath(base) not in [os.path.realpath(file) for file, _ in chain]:
            bases.append((path, name))
            _extend(base, (*above, path), chain, bases)
    chain.append((path, data))


def base_path(path: str, name: str) -> str:
    """The file that a configuration extends.

    Args:
        path: The configuration.
        name: What it says, relative to it.

    Raises:
        CopydeskError: It lies outside the project, or is not named as a configuration. By their names it is seen when
            such files change.
    """
    if not name.replace(os.sep, "/").rpartition("/")[2].endswith((NAMES[-1], PYPROJECT)):
        raise CopydeskError(
            f"{_place(path, 'extends')}: what is extended must be a pyproject.toml, or end in {NAMES[-1]} as "
            f"house.{NAMES[-1]} does; '{name}' does not"
        )
    own = Settings(path=path, root=os.path.dirname(os.path.abspath(path)), origins={"extends": (path, -1)})
    inside_project(own, "extends", name)
    return os.path.normpath(os.path.join(own.root, name))


def _place(path: str, key: str) -> str:
    return f"{shown(path)}:{line_of(path, key)}"


def _checked(path: str) -> dict[str, Any]:
    """Keys and values of a configuration file."""
    entries = _entries(path)
    data = {}
    for name, (line, value) in entries.items():
        lines = {key: f"{shown(path)}:{at or line}" for key, at in _lines_below(value)}
        data[name] = check_value(name, value.data(), f"{shown(path)}:{line}", lines)
    return data


def _lines_below(node: Node) -> Iterator[tuple[str, int]]:
    """The line of each key of a map; of each item of a list of maps, by its number, and of each key in it."""
    if node.kind == "map":
        yield from ((key.value, key.line) for key, _ in node.value)
    elif node.kind == "list":
        for number, item in enumerate(node.value):
            yield str(number), item.line
            yield from ((f"{number}.{key.value}", key.line or item.line) for key, _ in _pairs(item))


def _pairs(node: Node | None) -> Sequence[tuple[Node, Node]]:
    return node.value if node is not None and node.kind == "map" else ()


def rule_entries(layer: Layer) -> Entries:
    """The entries of `rules` in a configuration file that has been loaded before, for messages that name lines."""
    line, rules = _layer_entries(layer).get("rules", (0, None))
    return {key.value: (key.line or line, value) for key, value in _pairs(rules)}


def line_of(path: str, name: str, override: int = -1) -> int:
    """The line where a key of a configuration file that has been loaded before stands; 0 where it does not.

    Args:
        path: The file.
        name: The key.
        override: The number of the override that it stands in, -1 for none.
    """
    return _layer_entries((path, override)).get(name, (0, None))[0]


def _layer_entries(layer: Layer) -> Mapping[str, tuple[int, Node | None]]:
    path, override = layer
    entries = _entries(path)
    if override < 0:
        return dict(entries)
    line, overrides = entries.get("overrides", (0, None))
    items = overrides.value if overrides is not None and overrides.kind == "list" else ()
    if override >= len(items):
        return {}
    return {key.value: (key.line or items[override].line or line, value) for key, value in _pairs(items[override])}


def _entries(path: str) -> Entries:
    """The top-level keys of a configuration file."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise CopydeskError(f"{shown(path)}: cannot read the configuration: {error.strerror}") from None
    problems: Problems = []
    text = decode(data, problems)
    entries = (
        {} if problems else _read_toml(text, shown(path)) if path.endswith(".toml") else _read_yaml(text, problems)
    )
    if problems:
        raise CopydeskError("\n".join(f"{shown(path)}:{line}: {what}" for line, what in problems))
    return entries


def _read_yaml(text: str, problems: Problems) -> Entries:
    root = compose(text, problems)
    if root is not None and root.kind != "map":
        problems.append((1, "a configuration is a mapping of keys to values"))
    if root is None or problems:
        return {}
    return {key.value: (key.line, value) for key, value in root.value}


def _read_toml(text: str, source: str) -> Entries:
    """As `_read_yaml`; lines are looked for, since the parser does not tell them."""
    import tomllib

    try:
        table = tomllib.loads(text).get("tool", {}).get("copydesk", {})
    except tomllib.TOMLDecodeError as error:
        raise CopydeskError(f"{source}: {error}") from None
    lines = [line.strip() for line in text.splitlines()]
    top = next((number for number, line in enumerate(lines, 1) if line.startswith("[tool.copydesk")), 1)

    def line_of(name: str) -> int:
        starts = (name, f'"{name}"', f"'{name}'", f"[tool.copydesk.{name}")
        return next((number for number, line in enumerate(lines[top - 1 :], top) if line.startswith(starts)), top)

    entries = {name: (line_of(name), from_data(value)) for name, value in table.items()}
    places = [at for at, line in enumerate(lines, 1) if line.startswith("[[tool.copydesk.overrides]]")]
    for at, item in zip(places, entries.get("overrides", (0, Node("list", [], 0)))[1].value, strict=False):
        item.line = at
    for name in ("rules", "duplicates"):
        table = entries.get(name, (0, Node("map", [], 0)))[1]
        for key, _ in table.value if table.kind == "map" else ():
            key.line = line_of(key.value)
    return entries
