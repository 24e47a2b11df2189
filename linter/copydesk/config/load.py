"""Read a configuration file."""

from __future__ import annotations

import os

from copydesk.config.find import shown
from copydesk.config.settings import Settings, check_value, settings_from
from copydesk.config.yaml_nodes import Node, Problems, compose, decode, from_data
from copydesk.model import CopydeskError

Entries = dict[str, tuple[int, Node]]
"""Line and value of each key."""


def load_settings(path: str) -> Settings:
    """Settings of `copydesk.yml`, `.copydesk.yml`, or the `[tool.copydesk]` table of a `pyproject.toml`.

    Raises:
        CopydeskError: The file cannot be read, or says something that is not known; the message names file, line,
            key and the nearest known key.
    """
    entries = _entries(path)
    data = {}
    for name, (line, value) in entries.items():
        below = value.value if value.kind == "map" else ()
        lines = {key.value: f"{shown(path)}:{key.line or line}" for key, _ in below}
        data[name] = check_value(name, value.data(), f"{shown(path)}:{line}", lines)
    return settings_from(data, path, os.path.dirname(os.path.abspath(path)))


def rule_entries(path: str) -> Entries:
    """The entries of `rules` in a configuration file that has been loaded before, for messages that name lines."""
    line, rules = _entries(path).get("rules", (0, None))
    if rules is None or rules.kind != "map":
        return {}
    return {key.value: (key.line or line, value) for key, value in rules.value}


def line_of(path: str, name: str) -> int:
    """The line where a key of a configuration file stands that has been loaded before; 0 where it does not."""
    return _entries(path).get(name, (0, None))[0]


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
    for name in ("rules", "duplicates"):
        table = entries.get(name, (0, Node("map", [], 0)))[1]
        for key, _ in table.value if table.kind == "map" else ():
            key.line = line_of(key.value)
    return entries
