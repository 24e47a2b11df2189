"""The JSON Schema of rule files, for editors; made from the same tables that check them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from copydesk.checks import CHECKS
from copydesk.checks.options import Option
from copydesk.model import CONFIDENCES, SEVERITIES
from copydesk.rules.examples import FORMATS
from copydesk.rules.schema import (
    ACTIONS,
    FILLED_KEYS,
    IGNORED_KEYS,
    OWN_KEYS,
    TOLERANT_KINDS,
    UNSUPPORTED_KINDS,
    VALE_KEYS,
    VALE_KINDS,
    kind_options,
)
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_SCALAR = {"type": ["string", "number", "boolean"]}
_RULE_NAME = r"""^(?!\s)(?!.*\s$)[^.,\[\]"']+(\.[^.,\[\]"']+)*$"""
_TEXTS: dict[str, Any] = {
    "oneOf": [
        {"type": "string"},
        {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
    ]
}


def json_schema() -> dict[str, Any]:
    """The schema, draft 2020-12, as plain data.

    It takes what the loader takes, but for three freedoms of Vale's that nobody needs in a new file: keys in other
    letter case, numbers and switches in quotation marks, and keys without a value.
    """
    kinds = {kind: kind_options(kind) for kind in CHECKS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "copydesk rule",
        "description": "One rule: a file of its own in a folder of rules.",
        "type": "object",
        "properties": {key: _shared(key, option) for key, option in (VALE_KEYS | OWN_KEYS).items()},
        "required": [key for key, option in VALE_KEYS.items() if option.required],
        "allOf": [_branch(kind, options) for kind, options in kinds.items()],
        "$defs": {kind: settings_schema(options) for kind, options in kinds.items()},
    }


def schema_text() -> str:
    """The schema as it stands in `rule.schema.json`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def settings_schema(options: Mapping[str, Option]) -> dict[str, Any]:
    """A map of what profiles, examples and configuration may change of a rule of one kind."""
    properties = {key: _typed(option) for key, option in options.items()}
    properties |= {"severity": {"enum": list(SEVERITIES)}, "confidence": {"enum": list(CONFIDENCES)}}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _branch(kind: str, options: Mapping[str, Option]) -> dict[str, Any]:
    """What holds for one kind: its keys, and that there are no others."""
    settings = {"$ref": f"#/$defs/{kind}"}
    profile = {"anyOf": [{"enum": [True, False, "on", "off", *SEVERITIES]}, settings]}
    properties: dict[str, Any] = {key: {"$ref": f"#/$defs/{kind}/properties/{key}"} for key in options}
    properties["profiles"] = {"additionalProperties": profile}
    properties["examples"] = {"items": {"properties": {"options": settings}}}
    then: dict[str, Any] = {"properties": properties}
    if required := [key for key, option in options.items() if option.required]:
        then["required"] = required
    if kind not in TOLERANT_KINDS:
        known = {*VALE_KEYS, *OWN_KEYS, *options, *(IGNORED_KEYS if kind in VALE_KINDS else ())}
        then["propertyNames"] = {"enum": sorted(known)}
    return {"if": {"properties": {"extends": {"const": kind}}, "required": ["extends"]}, "then": then}


def _shared(key: str, option: Option) -> dict[str, Any]:
    """A key that every rule may have."""
    described = {"description": option.description}
    if key == "extends":
        # Vale's newer versions let a rule inherit from another one, named `Style.Rule`.
        kinds = {"enum": [*CHECKS, *UNSUPPORTED_KINDS]}
        return described | {"anyOf": [kinds, {"type": "string", "pattern": r"^[^.\s]+\.\S+$"}]}
    if key == "default":
        return described | {"enum": [True, False, "on", "off"]}
    if key == "action":
        params = {"oneOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}
        return described | {
            "type": "object",
            "properties": {"name": {"enum": list(ACTIONS)}, "params": params},
            "additionalProperties": False,
        }
    if key == "profiles":
        return described | {"type": "object"}
    if key == "examples":
        return described | {"type": "array", "items": _example()}
    typed = _typed(option, filled=key in FILLED_KEYS)
    if key == "aliases":
        for place in (typed["oneOf"][0], typed["oneOf"][1]["items"]):
            place["pattern"] = _RULE_NAME
    return typed


def _typed(option: Option, *, filled: bool = False) -> dict[str, Any]:
    """The type of one key; `filled` if its texts must not be empty."""
    typed: dict[str, Any] = {"description": option.description}
    item: dict[str, Any] = {"enum": list(option.choices)} if option.choices else dict(_SCALAR)
    item |= {"minLength": 1} if filled else {}
    if option.type == "string":
        typed |= item
    elif option.type == "strings":
        typed["oneOf"] = [item, {"type": "array", "items": item}]
    elif option.type == "mapping":
        typed |= {"type": "object", "additionalProperties": item}
    elif option.type != "any":
        typed["type"] = option.type
        typed |= {} if option.minimum is None else {"minimum": option.minimum}
        typed |= {} if option.maximum is None else {"maximum": option.maximum}
    if option.default is not None and not option.required:
        typed["default"] = list(option.default) if isinstance(option.default, tuple) else option.default
    return typed


def _example() -> dict[str, Any]:
    finding = {
        "type": "object",
        "properties": {
            "path": {"type": "string"},
            "text": {"type": "string"},
            "line": {"type": "integer", "minimum": 1},
            "message": {"type": "string"},
        },
        "minProperties": 1,
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "bad": {"description": "A text, or texts by path, where the rule must report something.", **_TEXTS},
            "good": {"description": "A text, or texts by path, where the rule must stay silent.", **_TEXTS},
            "findings": {
                "description": "The findings in order: each the exact source text, or a map of what it must have.",
                "type": "array",
                "minItems": 1,
                "items": {"oneOf": [_SCALAR, finding]},
            },
            "fixed": {"description": "The text, or texts by path, after the fix.", **_TEXTS},
            "options": {"description": "Keys of the rule to change for this example.", "type": "object"},
            "format": {"description": "Format of the text.", "enum": list(FORMATS), "default": "markdown"},
        },
        "oneOf": [{"required": ["bad"]}, {"required": ["good"]}],
        "dependentRequired": {"findings": ["bad"], "fixed": ["bad"]},
        "additionalProperties": False,
    }
