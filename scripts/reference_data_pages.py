"""The reference of rule files, from the tables that check them, and of the JSON report, from its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from reference_pages import cell, code, codes, words

from copydesk.checks import CHECKS
from copydesk.checks.options import Option
from copydesk.explain import shown_value
from copydesk.model import Rule
from copydesk.rules.examples import EXAMPLE_KEYS, FINDING_KEYS
from copydesk.rules.schema import OWN_KEYS, VALE_KEYS, VALE_KINDS, kind_options

TYPES = {
    "boolean": "`true` or `false`",
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "strings": "a list of texts, or one",
    "mapping": "a map of texts",
    "any": "see [writing rules](writing-rules.md)",
}


def rule_file_page(rules: list[Rule]) -> str:
    """Every key of a rule file, and every kind of check with its options."""
    lines = [
        "# Every key of a rule",
        "",
        "What a rule file may hold; [writing rules](writing-rules.md) tells how one is written. The JSON Schema of rule files ships",
        "as `copydesk/rules/rule.schema.json`.",
        "",
        "<!-- copydesk: ignore-file[integrity, consistency, attribution] -- it shows what rules find -->",
        "",
        "## Keys of any rule",
        "",
        *_options(VALE_KEYS | OWN_KEYS),
        "",
        f"An example has {words(codes(EXAMPLE_KEYS))}, a finding in it {words(codes(FINDING_KEYS))}.",
    ]
    for kind in CHECKS:
        users = [f"[{rule.id}](rules/{rule.id}.md)" for rule in rules if rule.kind == kind]
        lines += ["", f"## Kind {kind}", "", _summary(kind), ""]
        if kind in VALE_KINDS:
            lines += ["This is a kind of Vale's.", ""]
        if users:
            lines += [f"Of this kind: {words(users)}.", ""]
        lines += list(_options(kind_options(kind))) or ["It has no keys of its own."]
    return "\n".join(lines) + "\n"


def _summary(kind: str) -> str:
    """What a kind is for: the first sentence of its module, without the name in front."""
    text = " ".join((import_module(CHECKS[kind]).__doc__ or "").split("\n\n")[0].split())
    text = text.removeprefix(f"{kind}: ")
    return text[0].upper() + text[1:]


def _options(options: Mapping[str, Option]) -> Iterator[str]:
    if not options:
        return
    yield from ("| key | takes | without it | what it does |", "|---|---|---|---|")
    for name, option in options.items():
        takes = words(codes(option.choices), "or") if option.choices else TYPES[option.type]
        bounds = [f"at least {option.minimum:g}"] if option.minimum else []
        bounds += [f"at most {option.maximum:g}"] if option.maximum is not None else []
        without = "must be there" if option.required else "" if option.default is None else shown_value(option.default)
        yield f"| `{name}` | {', '.join([takes, *bounds])} | {cell(without)} | {cell(option.description)} |"


def report_page(schema: Path) -> str:
    """Every key of the JSON report.

    Args:
        schema: The file of the report's JSON Schema.
    """
    data = json.loads(schema.read_text(encoding="utf-8"))
    lines = [
        "# The JSON report",
        "",
        data["description"],
        "",
        "The schema ships as `copydesk/reports/report.schema.json`.",
        "",
        "## report",
        "",
        *_properties(data, data),
    ]
    for name, part in data["$defs"].items():
        if part.get("type") == "object":
            lines += ["", f"## {name}", ""]
            if "description" in part:
                lines += [part["description"], ""]
            lines += _properties(part, data)
    return "\n".join(lines) + "\n"


def _properties(part: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| key | value | what it is |", "|---|---|---|")
    for name, value in part["properties"].items():
        described = value.get("description") or _target(value, schema).get("description", "")
        yield f"| `{name}` | {_shape(value, schema)} | {cell(described)} |"


def _target(value: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    name = value.get("$ref", "").rpartition("/")[2]
    found: Mapping[str, Any] = schema["$defs"].get(name, {})
    return found


def _shape(value: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """What values a key has, in words."""
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        target = _target(value, schema)
        return f"[{name}](#{name})" if target.get("type") == "object" else _shape(target, schema)
    if "anyOf" in value or "oneOf" in value:
        return words([_shape(item, schema) for item in value.get("anyOf") or value["oneOf"]], "or")
    if "enum" in value or "const" in value:
        return words([code(json.dumps(item).strip('"')) for item in value.get("enum", [value.get("const")])], "or")
    kinds = [value["type"]] if isinstance(value.get("type"), str) else value.get("type", ["any"])
    if kinds == ["array"]:
        below = value.get("items", {})
        return f"a list of {_shape(below, schema).removeprefix('a ')}"
    return words(list(map(str, kinds)), "or")
