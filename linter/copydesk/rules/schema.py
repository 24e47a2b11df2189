"""What a rule file may say: the tables of keys, and the reader that checks a file against them.

The language is Vale's, with further kinds and keys of our own. The same tables make the JSON Schema.
"""

from __future__ import annotations

from collections.abc import Mapping

from copydesk.checks import CHECKS, load_check
from copydesk.checks.options import Option
from copydesk.config.nearest import did_you_mean, quoted
from copydesk.config.yaml_nodes import MAX_BYTES, Node, Problems, compose, decode
from copydesk.model import CONFIDENCES, SEVERITIES, CopydeskError
from copydesk.rules.examples import read_examples
from copydesk.rules.values import as_switch, is_null, read_setting, read_value
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

VALE_KINDS = ("existence", "substitution", "occurrence", "repetition", "consistency")
"""Kinds of Vale's that run here."""

UNSUPPORTED_KINDS = ("capitalization", "conditional", "metric", "readability", "script", "sequence", "spelling")
"""Kinds of Vale's that do not run here yet: rules of theirs load, and are skipped aloud."""

TOLERANT_KINDS = ("consistency", "spelling")
"""Kinds whose rules may hold any further key, as in Vale."""

ACTIONS = ("replace", "remove", "edit", "convert", "suggest")

VALE_KEYS: dict[str, Option] = {
    "extends": Option("string", None, "The kind of check.", required=True),
    "message": Option("string", None, "What the writer reads; `%s` takes the arguments of a finding.", required=True),
    "level": Option("string", "warning", "How grave a finding is.", choices=SEVERITIES),
    "scope": Option("strings", ["text"], "Which parts of an article it looks at; one that fits is enough."),
    "link": Option("string", None, "A page that explains the rule."),
    "limit": Option("integer", 0, "Most findings in one file; 0 for no limit.", minimum=0),
    "action": Option("any", None, "The fix: `name` and `params`."),
    "description": Option("string", "", "What the rule finds, why it matters, how to mend it; Markdown."),
}
"""Keys that every rule of Vale's may have."""

OWN_KEYS: dict[str, Option] = {
    "aliases": Option("strings", [], "Names or ids that it had before, which go on working."),
    "category": Option("string", None, "A name that selects it together with others; the folder if not given."),
    "tags": Option("strings", [], "Further names that select it."),
    "confidence": Option("string", "high", "How sure its findings are.", choices=CONFIDENCES),
    "default": Option("boolean", True, "`off` for a rule that runs only where it is selected or configured."),
    "preview": Option("boolean", False, "A new rule: it runs only where its own name selects it, or in preview mode."),
    "since": Option("string", None, "The version it came with."),
    "profiles": Option("any", {}, "For a profile's name: `off`, `on`, a severity, or a map of keys to change."),
    "examples": Option("any", [], "Bad and good texts, which `copydesk rule test` runs."),
}
"""Keys of our own that any rule may have."""

FILLED_KEYS = ("message", "aliases", "category", "scope", "tags")
"""Keys whose texts must not be empty."""

IGNORED_KEYS = ("name", "selector")
"""Vale takes these keys and overwrites them."""


class RuleError(CopydeskError):
    """Rule files with mistakes in them; the text has one line a mistake: path, line, what is wrong."""


def read_rule_file(path: str) -> dict[str, Any]:
    """Read and check a whole rule file.

    Args:
        path: The file, named in errors as it stands here.

    Returns:
        As `check_rule`.

    Raises:
        RuleError: It cannot be read or has mistakes; all of them are told.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror}") from error
    return check_rule(data, path)


def check_rule(data: bytes, source: str) -> dict[str, Any]:
    """Check the content of a rule file.

    Args:
        data: The file's bytes.
        source: Its path for errors.

    Returns:
        Every key of `VALE_KEYS` and `OWN_KEYS` in lower case, and `options`: every key of its kind; defaults are
        filled in. `extends` may be a kind that does not run here; its `options` are empty then. `profiles` maps
        to settings as of `values.read_setting`, `examples` is as of `examples.read_examples`, `aliases` maps each one to
        its line.

    Raises:
        RuleError: All mistakes of the file.
    """
    problems: Problems = []
    text = decode(data, problems)
    root = compose(text, problems) if not problems else None
    rule: dict[str, Any] = {}
    if root is None:
        problems = problems or [(1, "the file holds no rule")]
    elif root.kind != "map":
        problems.append((root.line, f"a rule is a map of keys, not a {root.kind}"))
    else:
        rule = _read_rule(root, problems)
    if problems:
        raise RuleError("\n".join(f"{source}:{line}: {message}" for line, message in sorted(set(problems))))
    return rule


def kind_options(kind: str) -> Mapping[str, Option]:
    """The keys of a kind that runs here, in lower case; a kind that does not has none."""
    if kind not in CHECKS:
        return {}
    options: Mapping[str, Option] = load_check(kind).OPTIONS
    return options


def is_foreign(kind: str) -> bool:
    """Whether `extends` names something of Vale's that does not run here: a kind, or another rule to inherit."""
    return kind in UNSUPPORTED_KINDS or ("." in kind and kind not in CHECKS)


def _read_rule(root: Node, problems: Problems) -> dict[str, Any]:
    kind, line = _read_kind(root, problems)
    options = kind_options(kind)
    rule = {key: _copy(option.default) for key, option in (VALE_KEYS | OWN_KEYS).items()}
    rule |= {"extends": kind, "options": {key: _copy(option.default) for key, option in options.items()}}
    given: dict[str, int] = {}
    for key_node, value in root.value:
        key = key_node.value.lower()
        if key in given:
            first = given[key]
            problems.append((key_node.line, f"the key {quoted(key)} stands here again, first on line {first}"))
            continue
        if key == "extends":
            continue
        if key not in VALE_KEYS and key not in OWN_KEYS and key not in options:
            _check_unknown(key_node, kind, options, problems)
        elif not is_null(value):
            given[key] = key_node.line
            if key in options:
                rule["options"][key] = read_value(key, value, options[key], problems)
            else:
                rule[key] = _read_key(key, value, options if kind in CHECKS else None, problems)
    for key, option in (VALE_KEYS | dict(options)).items():
        if option.required and key not in given and key != "extends":
            problems.append((line, f"the key {quoted(key)} is missing"))
    return rule


def _read_kind(root: Node, problems: Problems) -> tuple[str, int]:
    for key, value in root.value:
        if key.value.lower() != "extends":
            continue
        kind = value.value if value.kind == "scalar" else ""
        if kind not in CHECKS and not is_foreign(kind):
            hint = did_you_mean(kind, (*CHECKS, *UNSUPPORTED_KINDS))
            shown = quoted(kind) if value.kind == "scalar" else f"a {value.kind}"
            problems.append((value.line, f"'extends' names no kind of check: {shown}{hint}"))
        return kind, value.line
    problems.append((root.line, "the key 'extends' is missing"))
    return "", root.line


def _check_unknown(key: Node, kind: str, options: Mapping[str, Option], problems: Problems) -> None:
    """A key in no table is a mistake, unless Vale takes it or the rule is skipped anyway."""
    name = key.value.lower()
    if kind not in CHECKS or kind in TOLERANT_KINDS or (kind in VALE_KINDS and name in IGNORED_KEYS):
        return
    hint = did_you_mean(name, (*VALE_KEYS, *OWN_KEYS, *options))
    problems.append((key.line, f"unknown key {quoted(key.value)} for {quoted(kind)}{hint}"))


def _read_key(key: str, value: Node, options: Mapping[str, Option] | None, problems: Problems) -> Any:
    """The value of a key that every rule may have."""
    if key == "action":
        return _read_action(value, problems)
    if key == "profiles":
        return _read_profiles(value, options, problems)
    if key == "examples":
        return read_examples(value, options, problems)
    if key == "aliases":
        from copydesk.rules.aliases import read_aliases

        return read_aliases(value, OWN_KEYS[key], problems)
    if key == "default" and as_switch(value) is None:
        problems.append((value.line, "'default' must be on or off"))
        return True
    checked = read_value(key, value, VALE_KEYS.get(key) or OWN_KEYS[key], problems)
    if key in FILLED_KEYS and "" in (checked if isinstance(checked, list) else [checked]):
        problems.append((value.line, f"{quoted(key)} must not be empty"))
    return checked


def _read_action(node: Node, problems: Problems) -> dict[str, Any] | None:
    """Name and parameters of the fix, in Vale's words; None for an action without a name, which does nothing."""
    if node.kind != "map":
        problems.append((node.line, "'action' must be a map of 'name' and 'params'"))
        return None
    action: dict[str, Any] = {"name": None, "params": []}
    for key, value in node.value:
        name = key.value.lower()
        if name == "name" and not is_null(value):
            option = Option("string", None, "", choices=ACTIONS)
            action["name"] = read_value("name", value, option, problems)
        elif name == "params" and not is_null(value):
            action["params"] = read_value("params", value, Option("strings", [], ""), problems)
        elif name not in action:
            hint = did_you_mean(name, action)
            problems.append((key.line, f"unknown key {quoted(key.value)} in 'action'{hint}"))
    return action if action["name"] else None


def _read_profiles(node: Node, options: Mapping[str, Option] | None, problems: Problems) -> dict[str, Any]:
    if node.kind != "map":
        problems.append((node.line, "'profiles' must be a map from a profile's name to what changes in it"))
        return {}
    return {key.value: read_setting(key.value, value, options, problems) for key, value in node.value}


def _copy(default: Any) -> Any:
    """A default that may be changed without changing the table."""
    if isinstance(default, list | tuple):
        return list(default)
    return dict(default) if isinstance(default, Mapping) else default
