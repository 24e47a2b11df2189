"""The `examples` of a rule file: texts that a rule must find or leave alone."""

from __future__ import annotations

from collections.abc import Mapping

from copydesk.config.nearest import did_you_mean, quoted
from copydesk.rules.values import read_setting
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from copydesk.checks.options import Option
    from copydesk.config.yaml_nodes import Node, Problems

FORMATS = ("markdown", "html", "text")
EXAMPLE_KEYS = ("bad", "good", "findings", "fixed", "options", "format")
FINDING_KEYS = ("path", "text", "line", "message")

Texts = str | dict[str, str]
"""One text, or texts by path."""


def read_examples(node: Node, options: Mapping[str, Option] | None, problems: Problems) -> list[dict[str, Any]]:
    """Check the examples of a rule.

    Args:
        node: The value of `examples`.
        options: Keys of the rule's kind, for the examples' own `options`; None lets any pass.
        problems: Takes what is wrong.

    Returns:
        One dict an example, with `line` (where it stands in the file) and of these keys the ones it has: `bad` or
        `good` (a text, or texts by path), `findings` (each a text, or a dict of `path`, `text`, `line`,
        `message`), `fixed` (as `bad`), `options` (key to value), `format`.
    """
    if node.kind != "list":
        problems.append((node.line, "'examples' must be a list"))
        return []
    examples = []
    for item in node.value:
        if item.kind == "map":
            examples.append(_read_example(item, options, problems))
        else:
            problems.append((item.line, "an example must be a map with 'bad' or 'good'"))
    return examples


def _read_example(node: Node, options: Mapping[str, Option] | None, problems: Problems) -> dict[str, Any]:
    keys = {key.value for key, _ in node.value}
    if ("bad" in keys) == ("good" in keys):
        problems.append((node.line, "an example must have either 'bad' or 'good'"))
    example: dict[str, Any] = {"line": node.line}
    for key, value in node.value:
        name = key.value
        if name in ("findings", "fixed") and "bad" not in keys:
            problems.append((key.line, f"{quoted(name)} belongs to a 'bad' example"))
        if name in ("bad", "good", "fixed"):
            example[name] = _read_texts(name, value, problems)
        elif name == "findings":
            example[name] = _read_findings(value, problems)
        elif name == "options":
            example[name] = _read_options(value, options, problems)
        elif name == "format":
            example[name] = value.value
            if value.value not in FORMATS:
                hint = did_you_mean(value.value, FORMATS) if value.kind == "scalar" else ""
                problems.append((value.line, f"'format' must be one of {', '.join(FORMATS)}{hint}"))
        else:
            hint = did_you_mean(name, EXAMPLE_KEYS)
            problems.append((key.line, f"unknown key {quoted(name)} in an example{hint}"))
    _check_paths(node, example, problems)
    return example


def _read_texts(key: str, node: Node, problems: Problems) -> Texts:
    if node.kind == "scalar":
        return str(node.value)
    if node.kind == "list" or not node.value or any(value.kind != "scalar" for _, value in node.value):
        problems.append((node.line, f"{quoted(key)} must be a text, or a map from path to text"))
        return ""
    return {path.value: value.value for path, value in node.value}


def _read_findings(node: Node, problems: Problems) -> list[str | dict[str, Any]]:
    if node.kind != "list" or not node.value:
        problems.append((node.line, "'findings' must be a list of texts or maps"))
        return []
    findings: list[str | dict[str, Any]] = []
    for item in node.value:
        if item.kind == "scalar":
            findings.append(item.value)
        elif item.kind == "map" and item.value:
            findings.append(_read_finding(item, problems))
        else:
            problems.append((item.line, f"a finding must be a text, or a map of {', '.join(FINDING_KEYS)}"))
    return findings


def _read_finding(node: Node, problems: Problems) -> dict[str, Any]:
    finding: dict[str, Any] = {}
    for key, value in node.value:
        if key.value not in FINDING_KEYS:
            hint = did_you_mean(key.value, FINDING_KEYS)
            problems.append((key.line, f"unknown key {quoted(key.value)} in a finding{hint}"))
        elif value.kind != "scalar":
            problems.append((value.line, f"{quoted(key.value)} of a finding must be a text"))
        elif key.value != "line":
            finding[key.value] = value.value
        elif value.value.isdecimal() and 0 < len(value.value) < 10 and int(value.value):
            finding["line"] = int(value.value)
        else:
            problems.append((value.line, "'line' of a finding must be a whole number from 1"))
    return finding


def _check_paths(node: Node, example: Mapping[str, Any], problems: Problems) -> None:
    """Findings and fixed texts may name only the paths that the example gives."""
    bad = example.get("bad")
    if not isinstance(bad, dict):
        return
    fixed = example.get("fixed")
    named = [finding.get("path") for finding in example.get("findings", ()) if isinstance(finding, dict)]
    named += fixed if isinstance(fixed, dict) else []
    for path in named:
        if path is not None and path not in bad:
            problems.append((node.line, f"the example has no text {quoted(path)}{did_you_mean(path, bad)}"))


def _read_options(node: Node, options: Mapping[str, Option] | None, problems: Problems) -> dict[str, Any]:
    if node.kind != "map":
        problems.append((node.line, "'options' of an example must be a map"))
        return {}
    values: dict[str, Any] = read_setting("options", node, options, problems)["options"]
    return values
