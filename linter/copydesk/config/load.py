"""Read a configuration file."""

from __future__ import annotations

import os
from typing import Any

from copydesk.config.settings import Settings, check_value, settings_from
from copydesk.model import CopydeskError


def load_settings(path: str) -> Settings:
    """Settings of `copydesk.yml`, `.copydesk.yml`, or the `[tool.copydesk]` table of a `pyproject.toml`.

    Raises:
        CopydeskError: The file cannot be read, or says something that is not known; the message names file, line,
            key and the nearest known key.
    """
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
    except OSError as error:
        raise CopydeskError(f"{path}: cannot read the configuration: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise CopydeskError(f"{path}: not UTF-8 at byte {error.start}") from None
    shown = _shown(path)
    read = _read_toml if path.endswith(".toml") else _read_yaml
    return settings_from(read(text, shown), path, os.path.dirname(os.path.abspath(path)))


def _shown(path: str) -> str:
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative.replace(os.sep, "/")


def _read_yaml(text: str, source: str) -> dict[str, Any]:
    from copydesk.config.yaml_nodes import Problems, compose

    problems: Problems = []
    root = compose(text, problems)
    if root is not None and root.kind != "map":
        problems.append((1, "a configuration is a mapping of keys to values"))
    if problems:
        raise CopydeskError("\n".join(f"{source}:{line}: {what}" for line, what in problems))
    pairs = root.value if root is not None else ()
    return {key.value: check_value(key.value, value.data(), f"{source}:{key.line}") for key, value in pairs}


def _read_toml(text: str, source: str) -> dict[str, Any]:
    import tomllib

    try:
        table = tomllib.loads(text).get("tool", {}).get("copydesk", {})
    except tomllib.TOMLDecodeError as error:
        raise CopydeskError(f"{source}: {error}") from None
    lines = text.splitlines()
    found: dict[str, Any] = {}
    for name, value in table.items():
        line = next((n for n, content in enumerate(lines, 1) if content.lstrip().startswith((name, f'"{name}"'))), 0)
        if not line:
            line = next((n for n, content in enumerate(lines, 1) if content.startswith("[tool.copydesk")), 1)
        found[name] = check_value(name, value, f"{source}:{line}")
    return found
