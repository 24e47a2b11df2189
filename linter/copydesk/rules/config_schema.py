"""The JSON Schema of configuration files, for editors; made from the same tables that check them."""

from __future__ import annotations

import json

from copydesk.checks import CHECKS
from copydesk.config import duplicates
from copydesk.config.overrides import FILES, OVERRIDABLE
from copydesk.config.settings import KEYS, Key
from copydesk.model import CONFIDENCES, SEVERITIES
from copydesk.rules.files import builtin_folder
from copydesk.rules.json_schema import settings_schema
from copydesk.rules.load import load_rules
from copydesk.rules.schema import kind_options
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_TEXTS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_LANGUAGE = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$"


def config_schema() -> dict[str, Any]:
    """The schema, draft 2020-12, as plain data.

    Rules that ship are known by id, bare name and category; other names may be those of rules of one's own.
    """
    records = load_rules([builtin_folder()], None)
    kinds = {record["kind"]: kind_options(record["kind"]) for record in records.values() if record["kind"] in CHECKS}
    names: dict[str, set[str]] = {}
    for rule_id, record in records.items():
        for name in (rule_id, rule_id.rpartition(".")[2], *record["aliases"]):
            names.setdefault(name, set()).add(record["kind"])
    rules: dict[str, Any] = {}
    for name in sorted(names):
        fitting = [{"$ref": f"#/$defs/{kind}"} for kind in sorted(names[name])]
        rules[name] = {"anyOf": [{"$ref": "#/$defs/switch"}, *fitting]}
    loose = {"anyOf": [{"$ref": "#/$defs/switch"}, {"$ref": "#/$defs/settings"}]}
    properties = {name: _key(name, key) for name, key in KEYS.items()}
    properties["rules"] |= {"properties": rules, "additionalProperties": loose}
    below = {name: {"$ref": f"#/properties/{name}"} for name in OVERRIDABLE}
    patterns = {"description": "Gitignore patterns of the files that it holds for.", **_TEXTS}
    properties["overrides"] = {
        "description": KEYS["overrides"].description,
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "properties": {FILES: patterns, **below},
            "required": [FILES],
            "additionalProperties": False,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "copydesk configuration",
        "description": "copydesk.yml, .copydesk.yml, or the table tool.copydesk of a pyproject.toml.",
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
        "$defs": {
            "switch": {"enum": [True, False, "on", "off", *SEVERITIES]},
            "settings": {
                "type": "object",
                "properties": {"severity": {"enum": list(SEVERITIES)}, "confidence": {"enum": list(CONFIDENCES)}},
            },
            **{kind: settings_schema(options) for kind, options in sorted(kinds.items())},
        },
    }


def schema_text() -> str:
    """The schema as it stands in `config.schema.json`."""
    return json.dumps(config_schema(), indent=2, ensure_ascii=False) + "\n"


def _key(name: str, key: Key) -> dict[str, Any]:
    described: dict[str, Any] = {"description": key.description}
    if name == "duplicates":
        below = {inner: {"description": text, **_TEXTS} for inner, text in duplicates.KEYS.items()}
        return described | {"type": ["object", "null"], "properties": below, "additionalProperties": False}
    if name == "baseline":
        return described | {"anyOf": [{"type": "string"}, {"const": False}]}
    if key.type == "strings":
        return described | _TEXTS
    if key.type == "mapping":
        return described | {"type": ["object", "null"]}
    described["type"] = key.type
    if key.choices:
        described["enum"] = list(key.choices)
    if name == "language":
        described["pattern"] = _LANGUAGE
    return described
