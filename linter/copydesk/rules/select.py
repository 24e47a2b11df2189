"""Which rules run, and how: configuration, profiles, and the selectors of the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from copydesk.checks import CHECKS
from copydesk.config.settings import COMMAND_LINE, Layer
from copydesk.model import CopydeskError, Rule
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, Literal, TypeAlias

    from copydesk.config.yaml_nodes import Node, Problems

ALL = "ALL"
DEFAULT_PROFILE = "articles"

Record: TypeAlias = "Mapping[str, Any]"


class RulesConfig(NamedTuple):
    """The `rules` of one configuration.

    Attributes:
        rules: Id, bare name, category or folder to `off`, `on`, a severity, or a map of `severity`, `confidence` and
            options. A severity for an id or name also switches the rule on; one for a category changes only how grave its
            findings are.
        layer: Where it stands, for messages.
    """

    rules: Mapping[str, Any]
    layer: Layer = COMMAND_LINE


_GROUP, _NAME, _ID = 100, 1000, 1001
"""How specific a selector is, `ALL` being 0: a category, tag or folder, one more for each dot in it; a bare name;
an id."""

_LEAST = {"any": 0, "group": _GROUP, "name": _NAME}


def configure(
    records: Mapping[str, Record],
    configs: Sequence[RulesConfig],
    profile: str | None,
    *,
    overrides: Sequence[tuple[str, Any]] = (),
    preview: bool = False,
) -> dict[str, Rule]:
    """Rules with profile and configuration merged in.

    What a rule file says is changed by its own entry for the profile, then by each configuration in order, there by that
    of its category, its bare name, its id, then by the overrides in order.

    Args:
        records: Of `load.load_rules`.
        configs: What configurations say of rules.
        profile: Name of the profile, None for the default one.
        overrides: Pairs of dotted key and value as of `--config`, the leading `rules.` left out or not.
        preview: Whether preview rules count as any other.

    Returns:
        By id, in order of ids; rules that are off and those that cannot run here are among them, not enabled.

    Raises:
        CopydeskError: An unknown profile, rule or key, or a wrong value.
    """
    states = {rule_id: _State(records[rule_id]) for rule_id in sorted(records)}
    _apply_profile(states, profile or DEFAULT_PROFILE)
    if configs or overrides:
        places = _configurable(records)
        for rules, layer in configs:
            _apply_config(states, places, rules, layer)
        for key, value in overrides:
            from copydesk.rules.option_keys import split_rule_key

            name, option = split_rule_key(key, places)
            _apply(states, places, _entries({name: {option: value} if option else value}), "--config")
    rules = {rule_id: state.rule(preview=preview) for rule_id, state in states.items()}
    by_name = {alias: rule for rule in rules.values() for alias in rule.aliases} | rules
    return {rule_id: _with_phrases(rule, by_name) for rule_id, rule in rules.items()}


def select(
    rules: Mapping[str, Rule],
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    extend_select: Collection[str] = (),
) -> list[Rule]:
    """The rules that run.

    A selector is an id, a bare name, a category, a tag, a folder, or `ALL`. `select` replaces the set of enabled
    rules, `extend_select` adds, `ignore` removes; where both speak of a rule the more specific one holds, and
    `ignore` between equals. Preview rules, and rules that the profile, or the configuration by name, switches off, are
    picked by their own id or name only; a category that the configuration switches off, by no less than the category.

    Args:
        rules: Of `configure`.
        select: Selectors; each may be a comma list.
        ignore: As `select`.
        extend_select: As `select`.

    Returns:
        Rules sorted by id.

    Raises:
        CopydeskError: A selector names nothing, or a rule that cannot run here.
    """
    if not (select or ignore or extend_select):
        return [rules[rule_id] for rule_id in sorted(rules) if rules[rule_id].enabled]
    places = _selectable(rules)
    wanted = _reach("--select", select, places, rules)
    added = _reach("--extend-select", extend_select, places, rules)
    removed = _reach("--ignore", ignore, places, rules)
    chosen = []
    for rule_id in sorted(rules):
        rule = rules[rule_id]
        picked = max(wanted.get(rule_id, -1), added.get(rule_id, -1))
        if picked < _LEAST[rule.select_by]:
            picked = -1
        dropped = removed.get(rule_id, -1)
        runs = picked > dropped if picked >= 0 else rule.enabled and not wanted and dropped < 0
        if runs and rule.kind in CHECKS:
            chosen.append(rule)
    return chosen


def check_selectors(rules: Mapping[str, Rule], place: str, key: str, selectors: Collection[str]) -> None:
    """See whether the selectors of a configuration name anything.

    Args:
        rules: Of `configure`.
        place: Where they stand, for the message.
        key: The key they stand under.
        selectors: As of `select`.

    Raises:
        CopydeskError: One names nothing, or a rule that cannot run here.
    """
    places = _selectable(rules)
    _reach(f"{place}: {key}", selectors, places, rules)


def idle(rules: Mapping[str, Rule], chosen: Iterable[Rule]) -> tuple[tuple[str, str, tuple[str, ...], bool], ...]:
    """Id, category, tags with aliases of each rule that does not run, and whether it is enabled."""
    running = {rule.id for rule in chosen}
    return tuple(
        (rule.id, rule.category, (*rule.tags, *rule.aliases), rule.enabled)
        for rule in rules.values()
        if rule.id not in running
    )


def rule_names(records: Mapping[str, Record]) -> Collection[str]:
    """Everything that a key of the `rules` mapping may be: ids, bare names, aliases, categories, folders."""
    return _configurable(records).keys()


def _configurable(records: Mapping[str, Record]) -> dict[str, dict[str, int]]:
    """All that a key of `rules` may be, as of `_places`."""
    return _places((rule_id, record["category"], (), record["aliases"]) for rule_id, record in records.items())


def _selectable(rules: Mapping[str, Rule]) -> dict[str, dict[str, int]]:
    """All that a selector may be, as of `_places`."""
    places = _places((rule.id, rule.category, rule.tags, rule.aliases) for rule in rules.values())
    return places | {ALL: dict.fromkeys(rules, 0)}


def _places(rules: Iterable[tuple[str, str, Iterable[str], Iterable[str]]]) -> dict[str, dict[str, int]]:
    """By name, the ids of the rules it speaks of and how specific it is for each; from id, category, tags and aliases.

    A former name counts as the name of its kind that the rule has now.
    """
    places: dict[str, dict[str, int]] = {}
    for rule_id, category, tags, aliases in rules:
        parts = rule_id.split(".")
        folders = (".".join(parts[:count]) for count in range(1, len(parts)))
        for name in (category, *tags, *folders):
            places.setdefault(name, {})[rule_id] = _GROUP + min(name.count("."), _GROUP)
        places.setdefault(parts[-1], {})[rule_id] = _NAME
        for alias in aliases:
            places.setdefault(alias, {})[rule_id] = _ID if "." in alias else _NAME
    for rule_id in [rule_id for found in places.values() for rule_id in found]:
        places.setdefault(rule_id, {})[rule_id] = _ID
    return places


def _with_phrases(rule: Rule, rules: Mapping[str, Rule]) -> Rule:
    """The rule with the phrases of the one whose list it takes, so that no list stands in two files."""
    source = rules.get(rule.options.get("phrases-of", ""))
    return rule if source is None else rule._replace(options={**rule.options, "phrases": source.options["phrases"]})


def _reach(
    option: str, selectors: Iterable[str], places: Mapping[str, Mapping[str, int]], rules: Mapping[str, Rule]
) -> dict[str, int]:
    """By rule id, how specific the most specific selector is that speaks of it."""
    reach: dict[str, int] = {}
    for selector in (piece.strip() for text in selectors for piece in text.split(",")):
        if not selector:
            continue
        found = places.get(selector)
        if found is None:
            from copydesk.config.nearest import did_you_mean, quoted

            hint = did_you_mean(selector, places)
            raise CopydeskError(f"{option}: no rule, category or tag is named {quoted(selector)}{hint}")
        if not option.endswith("ignore") and max(found.values(), default=0) >= _NAME:
            _check_runnable(option, selector, [rules[rule_id] for rule_id in found])
        for rule_id, specific in found.items():
            reach[rule_id] = max(specific, reach.get(rule_id, -1))
    return reach


def _check_runnable(option: str, selector: str, rules: Sequence[Rule]) -> None:
    if all(rule.kind not in CHECKS for rule in rules):
        kind = rules[0].kind
        raise CopydeskError(f"{option}: '{selector}' is of a kind that does not run here yet: {kind}")


def _apply_profile(states: Mapping[str, _State], profile: str) -> None:
    known = {name for state in states.values() for name in state.record["profiles"]}
    if profile != DEFAULT_PROFILE and profile not in known:
        from copydesk.config.nearest import did_you_mean, quoted
        from copydesk.config.settings import PROFILES

        if profile not in PROFILES:
            hint = did_you_mean(profile, {*PROFILES, *known})
            raise CopydeskError(f"no profile is named {quoted(profile)}{hint}")
    for state in states.values():
        setting = state.record["profiles"].get(profile)
        if setting is not None:
            state.merge(setting)
            if setting["enabled"] is not None:
                state.default = setting["enabled"]
                state.unfit = not state.default


def _apply_config(
    states: Mapping[str, _State], places: Mapping[str, Mapping[str, int]], rules: Mapping[str, Any], layer: Layer
) -> None:
    """Merge what one configuration says; after an error it is read anew, so that the message names lines."""
    try:
        _apply(states, places, _entries(rules), "--config" if layer == COMMAND_LINE else "")
    except CopydeskError:
        if layer != COMMAND_LINE:
            from copydesk.config.find import shown
            from copydesk.config.load import rule_entries

            _apply(states, places, rule_entries(layer), shown(layer[0]))
        raise


def _entries(data: Mapping[str, Any]) -> dict[str, tuple[int, Node]]:
    """Plain data as entries that come from no line."""
    if not data:
        return {}
    from copydesk.config.yaml_nodes import from_data

    return {str(name): (0, from_data(value)) for name, value in data.items()}


def _apply(
    states: Mapping[str, _State],
    places: Mapping[str, Mapping[str, int]],
    entries: Mapping[str, tuple[int, Node]],
    source: str,
) -> None:
    """Merge one source of settings, the less specific entries first; nothing if one of them is wrong."""
    found: list[tuple[int, str, dict[str, Any]]] = []
    wrong: list[str] = []
    for name, (line, node) in entries.items():
        problems: Problems = []
        if name in places:
            ids = places[name]
            for rule_id, setting in _settings(name, node, [states[rule_id] for rule_id in ids], problems):
                found.append((ids[rule_id], rule_id, setting))
            problems = [(at, f"rules.{name}: {problem}") for at, problem in problems]
        else:
            from copydesk.config.nearest import did_you_mean, quoted

            problems.append((line, f"rules: no rule, name or category is {quoted(name)}{did_you_mean(name, places)}"))
        for at, problem in dict.fromkeys(problems):
            place = f"{source}:{at or line}: " if line else f"{source} " if source.startswith("-") else f"{source}: "
            wrong.append(f"{place if source else ''}{problem}")
    if wrong:
        raise CopydeskError("\n".join(wrong))
    for specific, rule_id, setting in sorted(found, key=lambda item: item[0]):
        states[rule_id].change(setting, by_name=specific >= _NAME)


def _settings(
    name: str, node: Node, states: Sequence[_State], problems: Problems
) -> Iterable[tuple[str, dict[str, Any]]]:
    """The setting that an entry makes for each rule it speaks of; a key must suit one of them at least."""
    from copydesk.rules.values import SETTING_KEYS, read_setting

    if node.kind != "map":
        setting = read_setting(name, node, {}, problems)
        return [(state.record["id"], setting) for state in states]
    from copydesk.config.yaml_nodes import Node
    from copydesk.rules.schema import kind_options

    options = {state.record["kind"]: kind_options(state.record["kind"]) for state in states}
    runs = any(state.record["supported"] for state in states)
    known = {key: option for of_kind in options.values() for key, option in of_kind.items()}
    read_setting(name, node, known if runs else None, problems)
    settings = []
    for state in states:
        own = options[state.record["kind"]]
        fitting = [pair for pair in node.value if pair[0].value.lower() in (*own, *SETTING_KEYS)]
        settings.append((state.record["id"], read_setting(name, Node("map", fitting, 0), own, problems)))
    return settings


class _State:
    """A rule while settings are merged into it.

    Attributes:
        record: As it was loaded.
        default: Whether rule file and profile have it on.
        unfit: Whether the profile has it off.
        switch: Whether configuration has it on, None if it does not say.
        by_name: Whether `switch` was set by the rule's own name or id.
    """

    __slots__ = ("by_name", "confidence", "default", "options", "record", "severity", "switch", "unfit")

    def __init__(self, record: Record) -> None:
        self.record = record
        self.default: bool = record["enabled"]
        self.unfit = False
        self.switch: bool | None = None
        self.by_name = False
        self.severity = record["severity"]
        self.confidence = record["confidence"]
        self.options = record["options"]

    def merge(self, setting: Mapping[str, Any]) -> None:
        """Take severity, confidence and options of a setting of `values.read_setting`."""
        self.severity = setting["severity"] or self.severity
        self.confidence = setting["confidence"] or self.confidence
        if setting["options"]:
            self.options = {**self.options, **setting["options"]}

    def change(self, setting: Mapping[str, Any], *, by_name: bool) -> None:
        """Take a setting of the configuration."""
        self.merge(setting)
        if setting["enabled"] is None:
            return
        if setting["severity"] is not None and not by_name:
            # It grades a whole category; those of its rules that are off by themselves stay so.
            if self.switch is False and not self.by_name:
                self.switch = None
            return
        self.switch = setting["enabled"]
        self.by_name = by_name

    def rule(self, *, preview: bool) -> Rule:
        record = self.record
        hidden = record["preview"] and not preview and not (self.switch and self.by_name)
        enabled = self.default if self.switch is None else self.switch
        least: Literal["any", "group", "name"] = "any"
        if hidden or (self.switch is False and self.by_name) or (self.unfit and self.switch is None):
            least = "name"
        elif self.switch is False:
            least = "group"
        return Rule(
            id=record["id"],
            kind=record["kind"],
            message=record["message"],
            severity=self.severity,
            confidence=self.confidence,
            scope=record["scope"],
            options=self.options,
            action=record["action"],
            limit=record["limit"],
            link=record["link"],
            category=record["category"],
            tags=record["tags"],
            enabled=enabled and not hidden and record["supported"],
            path=record["path"],
            select_by=least,
            aliases=record["aliases"],
        )
