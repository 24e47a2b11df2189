"""Names that rules had before: what a rule file may say of them, and the notes that tell where one still stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os.path import join

from copydesk.checks.options import Option
from copydesk.config.find import shown
from copydesk.config.nearest import quoted
from copydesk.config.settings import COMMAND_LINE, Layer, Settings
from copydesk.config.yaml_nodes import Node, Problems
from copydesk.model import Problem, Rule
from copydesk.rules.values import read_value
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_KEY = "aliases"
_NO_NAME = set(",[]\"'")  # what ends a name in a directive or a selector


def read_aliases(node: Node, option: Option, problems: Problems) -> dict[str, int]:
    """The aliases of a rule file.

    Args:
        node: The value of the key.
        option: Of the key.
        problems: Takes what is wrong.

    Returns:
        Each alias with its line.
    """
    names = read_value(_KEY, node, option, problems)
    items: Sequence[Node] = node.value if node.kind == "list" else (node,)
    found: dict[str, int] = {}
    for name, item in zip(names, items, strict=False):  # of a list with a mistake in it there are no names
        parts = name.split(".")
        if name != name.strip() or "" in parts or not name.isprintable() or not _NO_NAME.isdisjoint(name):
            problems.append((item.line, f"{quoted(_KEY)}: {quoted(name)} is no name of a rule"))
        elif name in found:
            problems.append((item.line, f"{quoted(_KEY)}: {quoted(name)} stands here again"))
        found.setdefault(name, item.line)
    return found


def settle_aliases(
    records: Mapping[str, dict[str, Any]], given: Mapping[str, Mapping[str, int]], folders: Sequence[str]
) -> list[str]:
    """Give each rule its former ids and bare names.

    A bare alias is also an id in the rule's own folder, and an id a bare name as well, as it was when the rule had it. To
    rules of a later folder an alias gives way: whoever wrote it could not know them, and whoever wrote them cannot
    change it.

    Args:
        records: All rules by id; `aliases` of each is set.
        given: By id, each alias with its line.
        folders: The rule folders, for messages.

    Returns:
        A line for each alias that is the name of something else.
    """
    names = _names(records)
    taken: dict[str, str] = {}
    wrong = []
    for rule_id, aliases in sorted(given.items(), key=lambda item: records[item[0]]["place"]):
        number, file = records[rule_id]["place"]
        for alias, line in aliases.items():
            first, what = names.get(alias, (number + 1, ""))
            if alias in (rule_id, _bare(rule_id)):
                what = "is what the rule is called now"
            elif alias in taken:
                what = f"is an alias of {quoted(taken[alias])} already"
            elif first > number:
                if not what:
                    taken[alias] = rule_id
                continue
            wrong.append(f"{shown(join(folders[number], file))}:{line}: {quoted(_KEY)}: {quoted(alias)} {what}")
    for rule_id, aliases in given.items():
        own = [alias for alias in aliases if taken.get(alias) == rule_id]
        implied = [_counterpart(rule_id, alias) for alias in aliases]
        free = [name for name in implied if name not in names and name not in taken]
        records[rule_id]["aliases"] = tuple(dict.fromkeys([*own, *free]))
    return wrong


def _names(records: Mapping[str, dict[str, Any]]) -> dict[str, tuple[int, str]]:
    """Each name that means something, with the number of the first folder where it does, and what that is."""
    names: dict[str, tuple[int, str]] = {"ALL": (0, "means every rule")}
    for rule_id, record in sorted(records.items(), key=lambda item: item[1]["place"]):
        number = record["place"][0]
        parts = rule_id.split(".")
        is_rule = f"is the name of the rule {quoted(rule_id)}"
        names.setdefault(rule_id, (number, is_rule))
        names.setdefault(parts[-1], (number, is_rule))
        folders = (".".join(parts[:count]) for count in range(1, len(parts)))
        for name in (record["category"], *record["tags"], *folders):
            names.setdefault(name, (number, "is a category, tag or folder of rules"))
    return names


def _bare(name: str) -> str:
    return name.rpartition(".")[2]


def _counterpart(rule_id: str, alias: str) -> str:
    """The bare name of a former id; the id of a former bare name."""
    return _bare(alias) if "." in alias else f"{rule_id.rpartition('.')[0]}.{alias}"


def current_names(rules: Iterable[Rule]) -> dict[str, str]:
    """What former names of rules are now: bare names for bare names, ids for ids, several parted by commas."""
    now: dict[str, list[str]] = {}
    for rule in rules:
        for alias in rule.aliases:
            now.setdefault(alias, []).append(rule.id if "." in alias else _bare(rule.id))
    return {alias: ",".join(dict.fromkeys(found)) for alias, found in now.items()}


def renamed(name: str, now: str) -> str:
    """What a note says of a former name.

    Args:
        name: As it is written.
        now: Of `current_names`.
    """
    return f"{quoted(name)} is called {' and '.join(map(quoted, now.split(',')))} now"


def renamed_notes(
    names: Mapping[str, str], settings: Sequence[Settings], options: Mapping[str, Sequence[str]]
) -> list[Problem]:
    """A note for each place where configuration or command line name a rule as it was called before.

    Args:
        names: Of `current_names`.
        settings: Those of the configuration, and of its overrides.
        options: Selectors of the command line by option.
    """
    # Overrides repeat what the rest of their file says, and a place is looked up only once, as that reads the file.
    rules = {layer: entries for one in settings for entries, layer in one.rules}
    selectors = dict.fromkeys(place for one in settings for place in one.selectors)
    places = [place for layer, entries in rules.items() for place in _in_rules(layer, entries, names)]
    places += [place for key, given, layer in selectors for place in _in_selectors(key, given, layer, names)]
    places += [("--config", name) for one in settings for key, _ in one.rule_overrides for name in _in_key(key, names)]
    places += [(option, name) for option, given in options.items() for name in _selectors(given)]
    notes = []
    for place, name in dict.fromkeys(places):
        if name in names:
            said = renamed(name, names[name])
            notes.append(Problem("", f"{place}: {said}") if place.startswith("--") else Problem(place, said))
    return notes


def _in_rules(layer: Layer, entries: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Place and name of the entries of `rules` that have a former name."""
    old = [str(name) for name in entries if name in names]
    lines = _lines(layer) if old else {}
    return ((lines.get(name, _file(layer)), name) for name in old)


def _in_selectors(key: str, given: Iterable[str], layer: Layer, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Place and name of the selectors that are former names."""
    from copydesk.config.inside import place_at

    old = [name for name in _selectors(given) if name in names]
    place = place_at(layer, key) if old else ""
    return ((place, name) for name in old)


def _in_key(key: str, names: Mapping[str, str]) -> list[str]:
    """The former name that a dotted key of `--config` begins with, if it does."""
    inner = key.removeprefix("rules.")
    return [name for name in (inner, inner.rpartition(".")[0]) if name in names]


def _file(layer: Layer) -> str:
    return "--config" if layer == COMMAND_LINE else shown(layer[0])


def _lines(layer: Layer) -> dict[str, str]:
    """The place of each entry of `rules` in a configuration file."""
    if layer == COMMAND_LINE:
        return {}
    from copydesk.config.load import rule_entries

    return {name: f"{shown(layer[0])}:{line}" for name, (line, _) in rule_entries(layer).items() if line}


def _selectors(given: Iterable[str]) -> Iterator[str]:
    return (piece.strip() for text in given for piece in text.split(","))
