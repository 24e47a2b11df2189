"""Rule files to records: what the cache of compiled rules holds."""

from __future__ import annotations

from collections.abc import Sequence
from os.path import join

from copydesk.checks import CHECKS
from copydesk.config.find import shown
from copydesk.rules.schema import RuleError, check_rule
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


def compile_rules(folders: Sequence[str], files: Sequence[tuple[int, str, str, bytes]]) -> dict[str, dict[str, Any]]:
    """Check rule files and make records of them.

    Args:
        folders: The rule folders.
        files: Number of the folder, path below it, rule id and content of each rule file.

    Returns:
        Records by id, in order of ids, as of `load.load_rules`, with `place` (number of the folder and path below
        it) instead of `path`, so that they stay true when the folders move.

    Raises:
        RuleError: All mistakes of all files.
    """
    records: dict[str, dict[str, Any]] = {}
    wrong: list[str] = []
    aliases: dict[str, dict[str, int]] = {}
    for number, name, rule_id, data in files:
        path = shown(join(folders[number], name))
        if rule_id in records:
            other, its_name = records[rule_id]["place"]
            first = shown(join(folders[other], its_name))
            wrong.append(f"{path}:1: the rule '{rule_id}' stands in {first} already")
            continue
        try:
            rule = check_rule(data, path)
            records[rule_id] = _record(rule_id, (number, name), rule)
            if rule["aliases"]:
                aliases[rule_id] = rule["aliases"]
        except RuleError as error:
            wrong.append(str(error))
    if aliases:
        from copydesk.rules.aliases import settle_aliases

        wrong += settle_aliases(records, aliases, folders)
    if wrong:
        raise RuleError("\n".join(wrong))
    return {rule_id: records[rule_id] for rule_id in sorted(records)}


def _record(rule_id: str, place: tuple[int, str], rule: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": rule_id,
        "kind": rule["extends"],
        "message": rule["message"],
        "severity": rule["level"],
        "confidence": rule["confidence"],
        "scope": tuple(rule["scope"]),
        "options": rule["options"],
        "action": rule["action"],
        "limit": rule["limit"],
        "link": rule["link"],
        "category": rule["category"] or rule_id.split(".", 1)[0],
        "tags": tuple(rule["tags"]),
        "aliases": (),
        "enabled": rule["default"],
        "profiles": rule["profiles"],
        "since": rule["since"],
        "preview": rule["preview"],
        "supported": rule["extends"] in CHECKS,
        "place": place,
    }
