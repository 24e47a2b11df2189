"""The page of a rule, for the terminal and the documentation alike: what it finds, its settings, its examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from copydesk.model import CopydeskError, Rule
from copydesk.plan import known_rules
from copydesk.planner import RunOptions
from copydesk.reports.escape import escape
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

_ENTRIES = " entries"
_FENCE = 4
_WORDS = ("nothing", "on", "off")


class Explained(NamedTuple):
    """Pages of rules, and a note for each that was asked for by a former name."""

    pages: list[str]
    notes: list[str]


def explain(names: Sequence[str], options: RunOptions) -> Explained:
    """What `copydesk rule NAME` prints.

    Args:
        names: Ids, bare names or former names of rules.
        options: Where their settings come from.

    Raises:
        CopydeskError: There is no such rule, or a bare name fits several.
    """
    from copydesk.rules.aliases import current_names, renamed

    rules = {rule.id: rule for rule in known_rules(options)}
    now = current_names(rules.values())
    pages = [_explained(name, rules) for name in names]
    return Explained(pages, [renamed(name, now[name]) for name in dict.fromkeys(names) if name in now])


def _explained(name: str, rules: Mapping[str, Rule]) -> str:
    from copydesk.config.nearest import did_you_mean
    from copydesk.rules.load import read_rule_file

    fitting = [rule for rule in rules.values() if name in (rule.id, rule.id.rsplit(".", 1)[-1], *rule.aliases)]
    if len(fitting) > 1 and name not in rules:
        raise CopydeskError(f"'{name}' is one of {', '.join(rule.id for rule in fitting)}")
    if not fitting:
        names = [part for rule in rules.values() for part in (rule.id, rule.id.rsplit(".", 1)[-1], *rule.aliases)]
        hint = did_you_mean(name, names) or "; to see all of them: copydesk rules"
        raise CopydeskError(f"no rule '{name}'{hint}")
    rule = rules.get(name, fitting[0])
    return rule_page(rule, read_rule_file(rule.path))


def rule_page(rule: Rule, source: Mapping[str, Any]) -> str:
    """What there is to say of a rule, in Markdown; what does not show, or would act on a terminal, is escaped.

    Args:
        rule: The rule with the settings that hold.
        source: Its file, as `copydesk.rules.schema.read_rule_file` gives it.
    """
    lines = "\n".join(_page(rule, source)).split("\n")
    return "\n".join(escape(line, len(line)) for line in lines)


def _page(rule: Rule, source: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {rule.id}"
    yield ""
    state = f"**{rule.severity}**" if rule.enabled else f"**off** ({rule.severity} where it is on)"
    yield f"{state}, {rule.confidence} confidence, category `{rule.category}`, kind `{rule.kind}`"
    if rule.tags:
        yield ""
        yield f"Tags: {', '.join(map(_code, rule.tags))}"
    if source.get("aliases"):
        yield ""
        yield f"Formerly {', '.join(map(_code, source['aliases']))}"
    yield ""
    yield str(source.get("description") or rule.message).strip()
    yield from _options(rule)
    examples = source.get("examples") or []
    for kind, heading in (("bad", "Reported"), ("good", "Not reported")):
        fitting = [example for example in examples if kind in example]
        if fitting:
            yield ""
            yield f"## {heading}"
        for example in fitting:
            yield from _example(example, kind)
    if rule.link:
        yield ""
        yield f"<{rule.link}>"


def _options(rule: Rule) -> Iterator[str]:
    from copydesk.rules.schema import kind_options

    known = kind_options(rule.kind)
    if not known:
        return
    yield ""
    yield "## Options"
    yield ""
    for name, option in known.items():
        value = shown_value(rule.options.get(name, option.default))
        yield f"- `{name}` ({value if value in _WORDS or value.endswith(_ENTRIES) else _code(value)}): {option.description}"


def shown_value(value: Any) -> str:
    """An option's value for people; long ones as the number of their entries."""
    if isinstance(value, (list, tuple, dict)) and len(value) > 6:
        return f"{len(value)}{_ENTRIES}"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "nothing"
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value) if value or value == 0 else "nothing"


def _example(example: Mapping[str, Any], kind: str) -> Iterator[str]:
    text = example[kind]
    if example.get("options"):
        yield ""
        yield "With " + ", ".join(_code(f"{name}: {shown_value(value)}") for name, value in example["options"].items())
    for name, content in text.items() if isinstance(text, dict) else [("", text)]:
        if name:
            yield ""
            yield f"{_code(name)}:"
        fence = "`" * max(_FENCE, _longest_run(str(content)) + 1)
        yield ""
        yield f"{fence}text"
        yield str(content).rstrip("\n")
        yield fence
    wanted = [item if isinstance(item, str) else item.get("text") or "" for item in example.get("findings") or []]
    if any(wanted):
        yield ""
        yield "Finds: " + "; ".join(_code(" ".join(item.split())) for item in wanted if item)


def _code(text: str) -> str:
    """A code span."""
    fence = "`" * (_longest_run(text) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _longest_run(text: str) -> int:
    """Length of the longest run of backticks in a text."""
    return max(map(len, re.findall("`+", text)), default=0)
