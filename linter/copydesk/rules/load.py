"""Find rule folders and load their rules, from the compiled cache where it holds them.

A rule's id is `<folder>.<file name>`; folders inside a folder give longer ids. Compiled rules are kept as
`marshal`, which loads in a fraction of the time that YAML takes; the file's name is a digest of the content of all
rule files, so that nothing can be out of date.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from copydesk.config import store
from copydesk.rules.files import files_key, read_rule_files
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from copydesk.model import Problem

Record: TypeAlias = "dict[str, Any]"
"""A rule as plain data: the fields of `Rule`, and `profiles`, `since`, `preview`, `supported`."""

_KEPT = 8  # compiled files that stay in the cache folder, the newest first

_FIELDS: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "kind": str,
    "message": str,
    "severity": str,
    "confidence": str,
    "scope": tuple,
    "options": dict,
    "action": (dict, type(None)),
    "limit": int,
    "link": (str, type(None)),
    "category": str,
    "tags": tuple,
    "aliases": tuple,
    "enabled": bool,
    "profiles": dict,
    "since": (str, type(None)),
    "preview": bool,
    "supported": bool,
    "place": tuple,
}


def load_rules(
    folders: Sequence[str],
    cache_dir: str | None,
    notes: list[Problem] | None = None,
    only: str | None = None,
) -> dict[str, Record]:
    """Load the rules of some folders.

    Args:
        folders: Each holds folders of `*.yml` files, or such files itself and is then one style.
        cache_dir: Where compiled rules are kept; made if it is not there. None keeps nothing.
        notes: Takes what is worth saying aloud: rules that do not run here, files that are passed over.
        only: Load this file alone: its path below its folder.

    Returns:
        By id, in order of ids: the fields of `Rule` (`description` and `examples` stay in the file, see
        `read_rule_file`), and `profiles` (name to setting, see `values.read_setting`), `since`, `preview`, and
        `supported`, False for a kind of Vale's that does not run here.

    Raises:
        RuleError: Rule files have mistakes; all of them are told.
    """
    files, stray = read_rule_files(folders)
    files = [file for file in files if only in (None, file[1])]
    entry = None if cache_dir is None else os.path.join(cache_dir, f"rules-{files_key(files)}.marshal")
    records: dict[str, Record] | None = None if entry is None else store.read(entry)
    if records is None or not _is_sound(records):
        from copydesk.rules.compile import compile_rules

        records = compile_rules(folders, files)
        if entry is not None:
            store.write(entry, records, _KEPT)
    for record in records.values():
        number, name = record.pop("place")
        record["path"] = os.path.join(folders[number], name)
    if notes is not None:
        for path in stray:
            _note(notes, path, "is not read: the name of a rule file ends in .yml")
        _note_unsupported(records, notes)
    return records


def read_rule_file(path: str) -> dict[str, Any]:
    """A whole rule file, checked: see `schema.check_rule`.

    Raises:
        RuleError: It cannot be read or has mistakes.
    """
    from copydesk.rules import schema

    return schema.read_rule_file(path)


def _is_sound(records: Any) -> bool:
    if not isinstance(records, dict):
        return False
    keys, types = list(_FIELDS), list(_FIELDS.values())
    return all(
        isinstance(record, dict)
        and list(record) == keys
        and all(map(isinstance, record.values(), types))
        and record["id"] == rule_id
        for rule_id, record in records.items()
    )


def _note_unsupported(records: Mapping[str, Record], notes: list[Problem]) -> None:
    """One note a style for its rules of kinds that do not run here."""
    styles: dict[str, list[Record]] = {}
    for record in records.values():
        if not record["supported"]:
            styles.setdefault(record["id"].split(".")[0], []).append(record)
    for style, skipped in styles.items():
        shown = ", ".join(f"{record['id']} ({record['kind']})" for record in skipped[:5])
        more = f" and {len(skipped) - 5} more" if len(skipped) > 5 else ""
        rules = "1 rule is" if len(skipped) == 1 else f"{len(skipped)} rules are"
        _note(notes, style, f"{rules} skipped, of kinds that do not run here yet: {shown}{more}")


def _note(notes: list[Problem] | None, path: str, message: str) -> None:
    if notes is not None:
        from copydesk.model import Problem

        notes.append(Problem(path, message))
