"""Find rule folders and load their rules, from the compiled cache where it holds them.

A rule's id is `<folder>.<file name>`; folders inside a folder give longer ids. Compiled rules are kept as
`marshal`, which loads in a fraction of the time that YAML takes; the file's name is a digest of the content of all
rule files, so that nothing can be out of date.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from copydesk._version import __version__

if TYPE_CHECKING:
    from copydesk.model import Problem

Record = dict[str, Any]
"""A rule as plain data: the fields of `Rule`, and `profiles`, `since`, `preview`, `supported`."""

_FORMAT = 1
_KEPT = 8  # compiled files that stay in the cache folder, the newest first
_DEEPEST = 6  # folders below a rule folder
_NOT_STYLES = ("config",)  # Vale keeps vocabularies, dictionaries and views beside the styles
_CHUNK = 65_536
_ENOUGH = 10_000_000  # bytes; `yaml_nodes` takes no more
_NO_ID = set(",[]\"'")

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
    "enabled": bool,
    "profiles": dict,
    "since": (str, type(None)),
    "preview": bool,
    "supported": bool,
    "place": tuple,
}


def builtin_folder() -> str:
    """The folder of the rules that ship: inside the package, or beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "builtin")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(package)), "rules")


def load_rules(folders: Sequence[str], cache_dir: str | None, notes: list[Problem] | None = None) -> dict[str, Record]:
    """Load the rules of some folders.

    Args:
        folders: Each holds folders of `*.yml` files, or such files itself and is then one style.
        cache_dir: Where compiled rules are kept; made if it is not there. None keeps nothing.
        notes: Takes what is worth saying aloud: rules that do not run here, a cache that is not to be trusted.

    Returns:
        By id, in order of ids: the fields of `Rule` (`description` and `examples` stay in the file, see
        `read_rule_file`), and `profiles` (name to setting, see `values.read_setting`), `since`, `preview`, and
        `supported`, False for a kind of Vale's that does not run here.

    Raises:
        RuleError: Rule files have mistakes; all of them are told.
    """
    files, stray = _read_files(folders)
    if cache_dir is not None and _is_foreign(cache_dir):
        _note(notes, cache_dir, "the cache belongs to another user and is ignored")
        cache_dir = None
    cache_file = None if cache_dir is None else os.path.join(cache_dir, f"rules-{_key(files)}.marshal")
    records = None if cache_file is None else _read_cache(cache_file)
    if records is None:
        from copydesk.rules.compile import compile_rules

        records = compile_rules(folders, files)
        if cache_file is not None:
            _write_cache(cache_file, records)
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


def describe(record: Mapping[str, Any]) -> Record:
    """A record with the `description` and `examples` that stand in its file.

    Raises:
        RuleError: The file has gone, or has mistakes by now.
    """
    rule = read_rule_file(record["path"])
    return {**record, "description": rule["description"], "examples": rule["examples"]}


def shown(path: str) -> str:
    """The path as messages show it: from the current folder if it lies below."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return path if relative.startswith("..") else relative.replace(os.sep, "/")


File = tuple[int, str, str, bytes]
"""Number of the folder, path below it, rule id, content."""


def _read_files(folders: Sequence[str]) -> tuple[list[File], list[str]]:
    """All rule files in a fixed order, and paths that look like rule files but are none."""
    files: list[File] = []
    stray: list[str] = []
    seen: set[str] = set()
    for number, folder in enumerate(folders):
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        names, odd = _list(folder, "", 0)
        stray += [os.path.join(folder, name) for name in odd]
        # A folder that holds rule files itself is one style, whose name is part of the ids.
        prefix = os.path.basename(real) + "." if any(os.sep not in name for name in names) else ""
        for name in sorted(names):
            rule_id = prefix + name[:-4].replace(os.sep, ".")
            path = os.path.join(folder, name)
            if not rule_id.isprintable() or not _NO_ID.isdisjoint(rule_id):
                wrong = "a rule's name holds no commas, brackets, quotation marks or control characters"
                _fail(f"{ascii(shown(path))[1:-1]}: {wrong}")
            try:
                files.append((number, name, rule_id, _read(path)))
            except OSError as error:
                _fail(f"{shown(path)}: {error.strerror}")
    return files, stray


def _read(path: str) -> bytes:
    """The file, or as much of it as shows that it is too large; in fewer system calls than `open` makes."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        data = os.read(descriptor, _CHUNK)
        if len(data) == _CHUNK:
            while len(data) <= _ENOUGH and (more := os.read(descriptor, len(data))):
                data += more
    finally:
        os.close(descriptor)
    return data


def _list(folder: str, below: str, depth: int) -> tuple[list[str], list[str]]:
    """Paths of rule files below a folder, and of YAML files with another suffix; links to folders are not followed."""
    names: list[str] = []
    stray: list[str] = []
    try:
        entries = list(os.scandir(os.path.join(folder, below)))
    except OSError as error:
        _fail(f"{shown(os.path.join(folder, below))}: {error.strerror}")
    for entry in entries:
        name = below + entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth < _DEEPEST and not (depth == 0 and entry.name in _NOT_STYLES):
                deeper, odd = _list(folder, name + os.sep, depth + 1)
                names += deeper
                stray += odd
        elif entry.name.endswith(".yml") and entry.is_file():
            names.append(name)
        elif entry.name.lower().endswith((".yaml", ".yml")):
            stray.append(name)
    return names, sorted(stray)


def _key(files: Sequence[File]) -> str:
    """Digest of everything that compiled rules depend on."""
    digest = _digest()
    parts = (__version__, str(_FORMAT), str(sys.implementation.cache_tag), str(marshal.version))
    digest.update("\0".join(parts + _sources()).encode())
    for number, name, rule_id, data in files:
        digest.update(f"\0{number}\0{name}\0{rule_id}\0{len(data)}\0".encode("utf-8", "surrogatepass"))
        digest.update(data)
    return str(digest.hexdigest())


def _digest(data: bytes = b"") -> Any:
    try:
        # hashlib takes the same function from here, but loads OpenSSL first, longer than all else in this module.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=16)


def _sources() -> tuple[str, ...]:
    """In a checkout, where the version stays while checks change: time and size of the modules that compile rules."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if os.path.isdir(os.path.join(package, "builtin")):
        return ()
    found = []
    for folder in ("checks", "rules"):
        for entry in os.scandir(os.path.join(package, folder)):
            if entry.name.endswith(".py"):
                status = entry.stat()
                found.append(f"{entry.name} {status.st_mtime_ns} {status.st_size}")
    return tuple(sorted(found))


def _is_foreign(path: str) -> bool:
    """Whether another user owns a file or folder; False where it is not there or the system knows no owners."""
    if not hasattr(os, "geteuid"):
        return False
    try:
        return os.stat(path).st_uid != os.geteuid()
    except OSError:
        return False


def _read_cache(path: str) -> dict[str, Record] | None:
    """The records of a cache file, or None where it is not there, damaged, or not ours."""
    try:
        with open(path, "rb", buffering=0) as file:
            if hasattr(os, "geteuid") and os.fstat(file.fileno()).st_uid != os.geteuid():
                return None
            data = file.read()
    except OSError:
        return None
    # marshal must not see damaged bytes: they may make it take all memory.
    if _digest(data[16:]).digest() != data[:16]:
        return None
    try:
        records = marshal.loads(data[16:])  # noqa: S302 - our own user wrote it, and its digest holds
    except (EOFError, ValueError, TypeError):
        return None
    return records if _is_sound(records) else None


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


def _write_cache(path: str, records: dict[str, Record]) -> None:
    """Keep compiled rules; a folder that cannot be written to is no error."""
    folder = os.path.dirname(path)
    temporary = f"{path}.{os.getpid()}-{os.urandom(4).hex()}"
    payload = marshal.dumps(records)
    try:
        if not os.path.isdir(folder):
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, ".gitignore"), "w", encoding="utf-8") as file:
                file.write("*\n")
        try:
            with open(temporary, "xb") as output:
                output.write(_digest(payload).digest() + payload)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
        old = [entry for entry in os.scandir(folder) if entry.name.startswith("rules-")]
        for entry in sorted(old, key=lambda entry: entry.stat().st_mtime_ns)[:-_KEPT]:
            os.unlink(entry.path)
    except OSError:
        return


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


def _fail(message: str) -> None:
    from copydesk.rules.schema import RuleError

    raise RuleError(message)
