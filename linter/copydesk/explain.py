"""The page of a rule for the terminal: what it finds, its settings, its examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from copydesk.model import CopydeskError, Rule
from copydesk.plan import known_rules
from copydesk.planner import RunOptions
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


def explain(name: str, options: RunOptions) -> str:
    """What `copydesk rule NAME` prints.

    Args:
        name: Id or bare name of a rule.
        options: Where its settings come from.

    Raises:
        CopydeskError: There is no such rule, or a bare name fits several.
    """
    from copydesk.config.nearest import did_you_mean
    from copydesk.rules.load import read_rule_file

    rules = {rule.id: rule for rule in known_rules(options)}
    fitting = [rule for rule in rules.values() if name in (rule.id, rule.id.rsplit(".", 1)[-1])]
    if len(fitting) > 1 and name not in rules:
        raise CopydeskError(f"'{name}' is one of {', '.join(rule.id for rule in fitting)}")
    if not fitting:
        names = [part for rule in rules.values() for part in (rule.id, rule.id.rsplit(".", 1)[-1])]
        hint = did_you_mean(name, names) or "; to see all of them: copydesk rules"
        raise CopydeskError(f"no rule '{name}'{hint}")
    rule = rules.get(name, fitting[0])
    return "\n".join(_page(rule, read_rule_file(rule.path)))


def _page(rule: Rule, source: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {rule.id}"
    yield ""
    state = rule.severity if rule.enabled else f"off (as {rule.severity} where it is on)"
    yield f"{state}, {rule.confidence} confidence, category {rule.category}, kind {rule.kind}"
    if rule.tags:
        yield f"tags: {', '.join(rule.tags)}"
    yield ""
    yield str(source.get("description") or rule.message).strip()
    yield from _options(rule)
    for example in source.get("examples") or []:
        yield from _example(example)
    if rule.link:
        yield ""
        yield rule.link


def _options(rule: Rule) -> Iterator[str]:
    from copydesk.rules.schema import kind_options

    known = kind_options(rule.kind)
    if not known:
        return
    yield ""
    yield "## Options"
    yield ""
    for name, option in known.items():
        value = rule.options.get(name, option.default)
        shown = shown_value(value)
        yield f"- {name}: {option.description} Now {shown}."


def shown_value(value: Any) -> str:
    """An option's value for people; long ones as the number of their entries."""
    if isinstance(value, (list, tuple, dict)) and len(value) > 6:
        return f"{len(value)} entries"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "nothing"
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value) if value or value == 0 else "nothing"


def _example(example: Mapping[str, Any]) -> Iterator[str]:
    kind = "bad" if "bad" in example else "good"
    text = example[kind]
    yield ""
    yield "## Reported" if kind == "bad" else "## Not reported"
    for name, content in text.items() if isinstance(text, dict) else [("", text)]:
        yield ""
        if name:
            yield f"    {name}:"
        yield from (f"    {line}" for line in str(content).rstrip().splitlines())
    for item in example.get("findings") or []:
        want = item if isinstance(item, str) else item.get("text") or item.get("message") or ""
        yield ""
        yield f"  -> {' '.join(str(want).split())}"
