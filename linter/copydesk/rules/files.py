"""The rule files of some folders, and a digest of all that compiled rules depend on."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from copydesk._version import __version__
from copydesk.config.find import shown
from copydesk.config.store import digest

_FORMAT = 2
_DEEPEST = 6  # folders below a rule folder
_NOT_STYLES = ("config",)  # Vale keeps vocabularies, dictionaries and views beside the styles
_CHUNK = 65_536
_ENOUGH = 10_000_000  # bytes; `yaml_nodes` takes no more
_NO_ID = set(",[]\"'")


def builtin_folder() -> str:
    """The folder of the rules that ship: inside the package, or beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "builtin")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(package)), "rules")


File = tuple[int, str, str, bytes]
"""Number of the folder, path below it, rule id, content."""


def read_rule_files(folders: Sequence[str]) -> tuple[list[File], list[str]]:
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


def shipped_key(folder: str) -> str:
    """Time and size of each rule file that ships, which tell that it is as it was without reading them all.

    Of rules that users write the content counts (`files_key`).
    """
    names, odd = _list(folder, "", 0)
    found = []
    for name in sorted(names):
        try:
            status = os.stat(os.path.join(folder, name))
        except OSError as error:
            _fail(f"{shown(os.path.join(folder, name))}: {error.strerror}")
        found.append(f"{name} {status.st_mtime_ns} {status.st_size}")
    return "\0".join([os.path.realpath(folder), *found, *odd])


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


def files_key(files: Sequence[File]) -> str:
    """Digest of everything that compiled rules depend on: the content of these files, and the program itself."""
    total = digest()
    parts = (__version__, str(_FORMAT), str(sys.implementation.cache_tag))
    total.update("\0".join(parts + _sources()).encode())
    for number, name, rule_id, data in files:
        total.update(f"\0{number}\0{name}\0{rule_id}\0{len(data)}\0".encode("utf-8", "surrogatepass"))
        total.update(data)
    return str(total.hexdigest())


def _sources() -> tuple[str, ...]:
    """In a checkout, where the version stays while the code changes: time and size of the modules that matter."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if os.path.isdir(os.path.join(package, "builtin")):
        return ()
    found = []
    for folder in ("", "checks", "config", "rules"):
        for entry in os.scandir(os.path.join(package, folder)):
            if entry.name.endswith(".py"):
                status = entry.stat()
                found.append(f"{entry.name} {status.st_mtime_ns} {status.st_size}")
    return tuple(sorted(found))


def _fail(message: str) -> None:
    from copydesk.rules.schema import RuleError

    raise RuleError(message)
