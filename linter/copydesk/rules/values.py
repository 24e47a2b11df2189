"""Values of rule keys: from YAML nodes to checked plain data."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from math import isfinite

from copydesk.config.nearest import did_you_mean, quoted
from copydesk.model import CONFIDENCES, SEVERITIES
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from copydesk.checks.options import Option
    from copydesk.config.yaml_nodes import Node, Problems

SETTING_KEYS = ("severity", "confidence")
"""Keys of a setting that are no options of a kind."""

_TRUE, _FALSE = ("true", "on", "yes"), ("false", "off", "no")
_SWITCHES = (*_TRUE, *_FALSE)


def is_null(node: Node) -> bool:
    """Whether a key has no value, as in `tokens:` alone on its line."""
    return node.kind == "scalar" and node.plain and node.value.casefold() in ("", "~", "null")


def as_switch(node: Node) -> bool | None:
    """The value of `on`, `off` and their kin; None for anything else."""
    if node.kind != "scalar" or node.value.casefold() not in _SWITCHES:
        return None
    return node.value.casefold() in _TRUE


def read_value(key: str, node: Node, option: Option, problems: Problems) -> Any:
    """The value of one key, of the type its option wants.

    Plain YAML scalars are text where text is wanted, so that `2020` and `no` are fine as a token; one scalar will
    do for a list of one.

    Args:
        key: Name for messages.
        node: The value.
        option: What it must be.
        problems: Takes what is wrong.

    Returns:
        The value; the option's default where there is a problem.
    """
    found = len(problems)
    if option.type == "any":
        return node.data()
    if option.type == "strings":
        items = node.value if node.kind == "list" else [node]
        what = f"each item of {quoted(key)}" if node.kind == "list" else quoted(key)
        texts = [_text(what, item, problems) for item in items]
        if option.choices:
            texts = [_check_choice(key, text, item, option, problems) for text, item in zip(texts, items, strict=True)]
        return texts if len(problems) == found else option.default
    if option.type == "mapping":
        if node.kind != "map":
            problems.append((node.line, f"{quoted(key)} must map text to text, not {_shown(node)}"))
            return option.default
        what = f"each value of {quoted(key)}"
        # As in Vale, a key without a value has an empty one.
        return {name.value: "" if is_null(item) else _text(what, item, problems) for name, item in node.value}
    value: Any
    if option.type == "string":
        value = _text(quoted(key), node, problems)
        if option.choices and len(problems) == found:
            value = _check_choice(key, value, node, option, problems)
    elif option.type == "boolean":
        value = as_switch(node)
        if value is None:
            problems.append((node.line, f"{quoted(key)} must be true or false, not {_shown(node)}"))
    else:
        value = _number(key, node, option, problems)
    return value if len(problems) == found else option.default


def _text(what: str, node: Node, problems: Problems) -> str:
    if node.kind == "scalar" and not is_null(node):
        return str(node.value)
    # A token such as `note: this` is a map to YAML, which is hard to see.
    hint = "; a text with ': ' in it needs quotation marks" if node.kind == "map" and len(node.value) == 1 else ""
    problems.append((node.line, f"{what} must be text, not {_shown(node)}{hint}"))
    return ""


def _number(key: str, node: Node, option: Option, problems: Problems) -> float | int:
    number: float | int | None = None
    if node.kind == "scalar" and len(node.value) < 40:
        for read in (int, float) if option.type == "number" else (int,):
            with suppress(ValueError):
                number = read(node.value)
                break
    if number is None or not isfinite(number):
        wanted = "a whole number" if option.type == "integer" else "a number"
        problems.append((node.line, f"{quoted(key)} must be {wanted}, not {_shown(node)}"))
        return 0
    if option.minimum is not None and number < option.minimum:
        problems.append((node.line, f"{quoted(key)} must be at least {option.minimum:g}, not {_shown(node)}"))
    elif option.maximum is not None and number > option.maximum:
        problems.append((node.line, f"{quoted(key)} must be at most {option.maximum:g}, not {_shown(node)}"))
    return number


def _check_choice(key: str, text: str, node: Node, option: Option, problems: Problems) -> str:
    if text in option.choices:
        return text
    # YAML 1.1 turns `off` into false before anybody sees it; both words mean the choice.
    switch = as_switch(node) if node.plain else None
    for word in () if switch is None else _TRUE if switch else _FALSE:
        if word in option.choices:
            return word
    wanted = ", ".join(option.choices)
    hint = did_you_mean(text, option.choices)
    problems.append((node.line, f"{quoted(key)} must be one of {wanted}, not {quoted(text)}{hint}"))
    return text


def _shown(node: Node) -> str:
    if node.kind != "scalar":
        return f"a {node.kind}"
    return "nothing" if is_null(node) else quoted(node.value)


def read_setting(name: str, node: Node, options: Mapping[str, Option] | None, problems: Problems) -> dict[str, Any]:
    """What configuration or a profile says about a rule: `off`, `on`, a severity, or a map of keys.

    Args:
        name: Who it is about, for messages.
        node: The value.
        options: Keys the rule's kind knows; None lets any key pass.
        problems: Takes what is wrong.

    Returns:
        `enabled` (True, False or None), `severity`, `confidence` (text or None) and `options` (key to value).
        A severity switches the rule on.
    """
    setting: dict[str, Any] = {"enabled": None, "severity": None, "confidence": None, "options": {}}
    if node.kind == "scalar":
        switch = as_switch(node)
        if switch is not None:
            setting["enabled"] = switch
        elif node.value in SEVERITIES:
            setting |= {"enabled": True, "severity": node.value}
        else:
            words = ("off", "on", *SEVERITIES)
            hint = did_you_mean(node.value, words)
            wanted = f"{', '.join(words)} or a map of keys"
            problems.append((node.line, f"{quoted(name)} must be {wanted}, not {_shown(node)}{hint}"))
        return setting
    if node.kind == "list":
        problems.append((node.line, f"{quoted(name)} must be off, on, a severity or a map of keys, not a list"))
        return setting
    for key_node, value in node.value:
        key = key_node.value.lower()
        if key in SETTING_KEYS:
            choices = SEVERITIES if key == "severity" else CONFIDENCES
            if value.kind == "scalar" and value.value in choices:
                setting[key] = value.value
                setting["enabled"] = True if key == "severity" else setting["enabled"]
            else:
                wanted = ", ".join(choices)
                hint = did_you_mean(value.value, choices) if value.kind == "scalar" else ""
                line = value.line
                problems.append((line, f"{quoted(key)} must be one of {wanted}, not {_shown(value)}{hint}"))
        elif options is None:
            setting["options"][key] = value.data()
        elif key in options:
            setting["options"][key] = read_value(key, value, options[key], problems)
        else:
            hint = "; did you mean 'severity'?" if key == "level" else ""
            hint = hint or did_you_mean(key, (*SETTING_KEYS, *options))
            problems.append((key_node.line, f"unknown key {quoted(key_node.value)} for {quoted(name)}{hint}"))
    return setting
