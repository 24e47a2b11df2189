"""What a configuration file may say, and the settings that come of it."""

from __future__ import annotations

from collections.abc import Mapping

from copydesk.model import CONFIDENCES, SEVERITIES, CopydeskError
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

PROFILES = ("articles", "docs", "scraped")
SELECTORS = ("select", "extend-select", "ignore")
FAIL_ON = (*SEVERITIES, "never")
ALLOW_IGNORES = ("all", "with-reason", "none")


_NOTHING: Mapping[str, Any] = {}

Layer = tuple[str, int]
"""Where settings stand: a configuration file, and the number of the override in it from 0, -1 for the file itself. An
empty name is the command line."""
COMMAND_LINE: Layer = ("", -1)


class Key(NamedTuple):
    """One key of the configuration file.

    Attributes:
        type: `string`, `strings`, `boolean`, `mapping` or `list`, the last one of mappings.
        description: One line for the reference and the JSON Schema.
        choices: Allowed values of a string; all if empty.
    """

    type: str
    description: str
    choices: tuple[str, ...] = ()


KEYS: dict[str, Key] = {
    "extends": Key("strings", "Configuration files that this one builds on, inside the project."),
    "profile": Key("string", "What kind of texts these are; sets defaults of rules.", PROFILES),
    "select": Key("strings", "Run these rules only: ids, names, categories, tags or ALL."),
    "extend-select": Key("strings", "Run these rules too."),
    "ignore": Key("strings", "Do not run these rules."),
    "rules": Key("mapping", "Per rule, name or category: off, a severity, or severity, confidence and options."),
    "rule-folders": Key("strings", "Further folders of rules, inside the project."),
    "exclude": Key("strings", "Files and folders not to read, as in a .gitignore."),
    "fail-on": Key("string", "Least severity that fails a run.", FAIL_ON),
    "min-confidence": Key("string", "Least confidence that is shown.", CONFIDENCES),
    "preview": Key("boolean", "Whether rules in preview count as any other."),
    "language": Key("string", "Language of articles that do not say theirs, such as en or de."),
    "allow-ignores": Key("string", "Which directives inside articles silence findings.", ALLOW_IGNORES),
    "baseline": Key("string", "File of the findings that were there before and are not told; off for none."),
    "duplicates": Key("mapping", "Which copies in other articles are lawful, and which copy is kept."),
    "overrides": Key("list", "Other settings for some files, by gitignore patterns."),
}
FILE_ONLY = ("extends", "overrides")
"""Keys that only a configuration file may have."""


class Settings(NamedTuple):
    """Configuration of one folder, file and command line merged; plain data, which the cache keeps.

    Attributes:
        path: The configuration file, or None where there is none.
        root: Folder that its patterns and folders are relative to.
        rules: The `rules` mappings as written, the one that yields to all others first, each with its `Layer`.
        exclude: Patterns as written, in the same order, each list with its `Layer`, whose folder they are relative to.
        duplicates: `copies` and `keep` as checked, those that are set, see `copydesk.config.duplicates`.
        rule_overrides: Pairs of dotted key below `rules` and value, from `--config KEY=VALUE`, in order.
        bases: The files that this one extends, directly or not: the file that names it, and the name.
        overrides: Settings for some files: folder, patterns relative to it, keys and values, and their `Layer`.
        origins: What has set each key that is set, the last one where several have.
        selectors: Each list of selectors as written: key, selectors and `Layer`.
    """

    path: str | None = None
    root: str = "."
    profile: str = "articles"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[tuple[Mapping[str, Any], Layer], ...] = ()
    rule_folders: tuple[str, ...] = ()
    exclude: tuple[tuple[tuple[str, ...], Layer], ...] = ()
    fail_on: str = "warning"
    min_confidence: str = "medium"
    preview: bool = False
    language: str | None = None
    rule_overrides: tuple[tuple[str, Any], ...] = ()
    allow_ignores: str = "all"
    duplicates: Mapping[str, Any] = _NOTHING
    baseline: str = ""
    bases: tuple[tuple[str, str], ...] = ()
    overrides: tuple[tuple[str, tuple[str, ...], Mapping[str, Any], Layer], ...] = ()
    origins: Mapping[str, Layer] = _NOTHING
    selectors: tuple[tuple[str, tuple[str, ...], Layer], ...] = ()


def check_value(name: str, value: Any, source: str, lines: Mapping[str, str] | None = None) -> Any:
    """The value of a configuration key, a lone string taken for a list of one.

    Args:
        name: The key.
        value: What is written.
        source: Where it stands, for messages.
        lines: For a mapping, where each key below stands, if that is known.

    Raises:
        CopydeskError: The key is unknown, or the value is not of its type; the message names `source`.
    """
    key = KEYS.get(name)
    if key is None:
        from copydesk.config.nearest import did_you_mean

        raise CopydeskError(f"{source}: unknown key '{name}'{did_you_mean(name, KEYS)}")
    if key.type == "strings":
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise CopydeskError(f"{source}: '{name}' takes a list of strings, not {value!r}")
        if name == "exclude" and not all(map(is_pattern, items)):
            wrong = next(item for item in items if not is_pattern(item))
            raise CopydeskError(f"{source}: 'exclude' takes gitignore patterns, which {wrong!r} is not")
        return items
    if name == "duplicates":
        from copydesk.config.duplicates import check_duplicates

        return check_duplicates(value, source, lines)
    if name == "overrides":
        from copydesk.config.overrides import check_overrides

        return check_overrides(value, source, lines)
    if key.type == "mapping":
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise CopydeskError(f"{source}: '{name}' takes a mapping, not {value!r}")
        return value
    if key.type == "boolean":
        if not isinstance(value, bool):
            raise CopydeskError(f"{source}: '{name}' takes true or false, not {value!r}")
        return value
    if name == "baseline" and value is False:
        return ""
    # `off` and `no` are booleans in YAML; as a choice they are never meant.
    if not isinstance(value, str):
        raise CopydeskError(f"{source}: '{name}' takes a string, not {value!r}")
    if name == "language" and not _is_language(value):
        raise CopydeskError(f"{source}: 'language' takes a language code such as en or pt-BR, not {value!r}")
    if key.choices and value not in key.choices:
        from copydesk.config.nearest import did_you_mean

        names = ", ".join(key.choices)
        raise CopydeskError(f"{source}: '{name}' is one of {names}, not '{value}'{did_you_mean(value, key.choices)}")
    return value


def is_pattern(line: str) -> bool:
    """Whether a line means something in a `.gitignore`; a lone `!` does not."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def with_override(settings: Settings, text: str) -> Settings:
    """Settings with one `KEY=VALUE` of the command line on top.

    Args:
        settings: What holds so far.
        text: A configuration key, or `rules.` and a rule and its option, or `duplicates.` and a key below it, `=`, and
            one YAML value.

    Raises:
        CopydeskError: No such key, or no such value.
    """
    from copydesk.config.yaml_nodes import parse_value

    name, _, written = text.partition("=")
    source = f"--config {name}"
    if name in FILE_ONLY:
        raise CopydeskError(f"{source}: '{name}' stands in a configuration file only")
    try:
        value = parse_value(written)
    except ValueError as error:
        raise CopydeskError(f"{source}: {error}") from None
    if name.startswith("rules."):
        pair = (name.removeprefix("rules."), value)
        return settings._replace(rule_overrides=(*settings.rule_overrides, pair))
    if name.startswith("duplicates."):
        from copydesk.config.duplicates import check_duplicates

        below = name.removeprefix("duplicates.")
        return settings._replace(duplicates={**settings.duplicates, **check_duplicates({below: value}, source)})
    checked = check_value(name, value, source)
    change: dict[str, Any] = {name.replace("-", "_"): tuple(checked) if isinstance(checked, list) else checked}
    if name in SELECTORS:
        change["selectors"] = (*settings.selectors, (name, tuple(checked), COMMAND_LINE))
    if name == "exclude":
        change["exclude"] = ((tuple(checked), COMMAND_LINE),)
    if name == "rules":
        change["rules"] = ((checked, COMMAND_LINE),)
    return settings._replace(**change, origins={**settings.origins, name: COMMAND_LINE})


def _is_language(value: str) -> bool:
    """Whether a value has the shape of a BCP 47 code."""
    primary, *others = value.replace("_", "-").split("-")
    return (
        value.isascii()
        and primary.isalpha()
        and len(primary) in (2, 3)
        and all(other.isalnum() and len(other) <= 8 for other in others)
    )
