"""What earlier runs have found, by the content of an article and the rules of the run.

One SQLite file in the cache folder holds three kinds of entries: what one article gave by itself, the facts that are
compared with other articles, and what comparing a whole set of articles gave. A key is a hash of all that an entry depends
on: content, name and how it is read, rules and settings, the program with the libraries it reads texts with. So nothing in it
ever goes stale, several runs may write at once, and what is lost or damaged is made anew. Entries are `marshal` data
behind a digest, which holds nothing that runs.
"""

from __future__ import annotations

import marshal
import os
import sqlite3
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

from copydesk._version import __version__
from copydesk.articles import Source, content_hash, read_facts, read_source
from copydesk.config.store import digest, make_folder
from copydesk.duplicates.lines import Line
from copydesk.duplicates.units import ArticleFacts
from copydesk.engine import Examined, Group, Raw
from copydesk.model import Edit, FileResult, Finding, Fix, Place
from copydesk.sources.files import PassedError, UnreadableError

FILE = "findings-1.cdx"
_LIBRARIES = (
    "pyromark",
    "sentencex",
    "re2",
    "ahocorasick_rs",
    "regex",
    "yaml",
    "textstat",
    "charset_normalizer",
    "resiliparse",
)
_DAYS = 30  # after which an entry that no run has asked for goes
_MOST_BYTES = 400_000_000
_PATIENCE = 3.0
_DIGEST = 16
_SECONDS = 86_400
_PATH, _RELATED, _FIX = map(Finding._fields.index, ("path", "related", "fix"))


class FindingsCache:
    """The cache of one run."""

    def __init__(self, folder: str, groups: Sequence[Group], *, figures: bool) -> None:
        """Open it; one that cannot be opened holds nothing and keeps nothing.

        Args:
            folder: The cache folder, which is to be trusted.
            groups: The sets of rules of the run.
            figures: Whether the run takes the figures of each article.
        """
        self._path = os.path.join(folder, FILE)
        program = program_state()
        self._groups = [_group_key(group, program, figures=figures) for group in groups]
        self._program = program
        self._today = int(time.time()) // _SECONDS
        self._asked: list[bytes] = []
        self._new: dict[bytes, bytes] = {}
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection | None:
        for _ in range(2):
            try:
                return self._connect()
            except sqlite3.OperationalError:  # locked, full, or not to be written
                return None
            except sqlite3.DatabaseError:
                self._remove()
            except OSError:
                return None
        return None

    def _connect(self) -> sqlite3.Connection:
        """An open cache.

        Raises:
            OSError: It is another user's, or cannot be made.
            sqlite3.Error: It cannot be opened.
        """
        make_folder(os.path.dirname(self._path))
        if os.path.exists(self._path) and hasattr(os, "geteuid") and os.stat(self._path).st_uid != os.geteuid():
            raise PermissionError("it belongs to another user")
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "synchronous=OFF", "temp_store=MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS entries(key BLOB PRIMARY KEY, day INTEGER NOT NULL, value BLOB NOT NULL)"
            )
        except BaseException:
            connection.close()
            raise
        return connection

    def _remove(self) -> None:
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                os.unlink(self._path + end)

    def _get(self, key: bytes) -> Any:
        """The data of an entry, or None."""
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT value, day FROM entries WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._close(damaged=not isinstance(error, sqlite3.OperationalError))
            return None
        if row is None or not isinstance(row[0], bytes):
            return None
        payload = row[0][_DIGEST:]
        # marshal must not see damaged bytes: they may make it take all memory.
        if digest(payload).digest() != row[0][:_DIGEST]:
            return None
        if row[1] != self._today:
            self._asked.append(key)
        try:
            return marshal.loads(payload)  # noqa: S302 - our own user wrote it, and its digest holds
        except (EOFError, ValueError, TypeError):
            return None

    def _put(self, key: bytes, value: Any) -> None:
        payload = marshal.dumps(value)
        self._new[key] = digest(payload).digest() + payload

    def look_up(self, sources: Sequence[Source]) -> list[Examined | None]:
        """What is known of articles, None for each that has to be looked at; facts are left out."""
        return [self._known(source) for source in sources]

    def _known(self, source: Source) -> Examined | None:
        try:
            content = content_hash(read_source(source), source.path, source.format)
        except (PassedError, UnreadableError):
            return None
        plain = self._get(self._key(source, content))
        return None if plain is None else _examined(plain, source.path, content)

    def _key(self, source: Source, content: bytes) -> bytes:
        # Some rules look at the name of a file, such as `index.md`; the folder that it stands in is never asked.
        name = source.path.rpartition("/")[2].encode("utf-8", "surrogatepass")
        return _key(b"article", self._groups[source.group], name, content)

    def keep(self, source: Source, examined: Examined) -> None:
        """Keep what one article has given, unless something went wrong."""
        if examined.errors or examined.notes or examined.file is None or not examined.content:
            return
        plain = _plain_examined(examined, source.path)
        if plain is not None:
            self._put(self._key(source, examined.content), plain)
        if examined.facts is not None:
            self._put(_key(b"facts", self._program, examined.content), _plain_facts(examined.facts))

    def with_facts(self, source: Source, examined: Examined) -> None:
        """Give what is known of an article its facts; of one that has changed since, those that it has now."""
        plain = self._get(_key(b"facts", self._program, examined.content))
        if plain is not None:
            facts = ArticleFacts(*plain)
            examined.facts = facts._replace(lines=tuple(Line(*line) for line in facts.lines))
            return
        examined.content, examined.facts = read_facts(source.path, source.data, source.format)
        if examined.facts is not None:
            self._put(_key(b"facts", self._program, examined.content), _plain_facts(examined.facts))

    def set_key(self, sources: Sequence[Source], examined: Sequence[Examined], stored: Mapping[str, str]) -> bytes:
        """The key of what comparing articles with one another gives.

        Args:
            sources: All of them.
            examined: What is known of each.
            stored: The path of each from the root of the project.
        """
        parts = [
            repr((source.path, stored.get(source.path, source.path), source.group)).encode("utf-8", "surrogatepass")
            + one.content
            for source, one in zip(sources, examined, strict=True)
            if one.content
        ]
        return _key(b"set", *self._groups, *sorted(parts))

    def compared(self, key: bytes) -> list[Raw] | None:
        """What comparing a set of articles has given, or None."""
        plain = self._get(key)
        return None if plain is None else [(_finding(values), group) for values, group in plain]

    def keep_compared(self, key: bytes, raw: Iterable[Raw]) -> None:
        """Keep what comparing a set of articles has given."""
        self._put(key, [(_plain_finding(finding), group) for finding, group in raw])

    def close(self) -> None:
        """Write what is new; where that is not possible just now, the next run makes it anew."""
        connection = self._connection
        if connection is not None and (self._new or self._asked):
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(
                    "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)",
                    [(key, self._today, value) for key, value in self._new.items()],
                )
                connection.executemany(
                    "UPDATE entries SET day = ? WHERE key = ?", [(self._today, key) for key in self._asked]
                )
                connection.execute("DELETE FROM entries WHERE day < ?", (self._today - _DAYS,))
                if os.path.getsize(self._path) > _MOST_BYTES:
                    connection.execute("DELETE FROM entries WHERE day < ?", (self._today,))
                connection.execute("COMMIT")
            except (sqlite3.Error, OSError) as error:
                self._close(damaged=type(error) is sqlite3.DatabaseError)
        self._close(damaged=False)

    def _close(self, *, damaged: bool) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if damaged:
            self._remove()


def program_state() -> bytes:
    """A hash of what findings depend on beside articles and rules: this program, and the libraries it reads texts with."""
    total = digest(repr((__version__, sys.version)).encode())
    package = os.path.dirname(os.path.abspath(__file__))
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            status = os.stat(os.path.join(folder, name))
            total.update(f"{folder[len(package) :]}/{name} {status.st_mtime_ns} {status.st_size}\n".encode())
    for library in _LIBRARIES:
        found = find_spec(library)
        origin = found.origin if found is not None else None
        changed = os.stat(origin).st_mtime_ns if origin is not None and os.path.exists(origin) else 0
        total.update(f"{library} {origin} {changed}\n".encode())
    return bytes(total.digest())


def _group_key(group: Group, program: bytes, *, figures: bool) -> bytes:
    rules = [tuple(rule._replace(path="")) for rule in group.rules]
    settings = group.language, group.min_confidence, group.allow_ignores, sorted(group.duplicates.items()), figures
    return _key(b"group", program, repr((rules, settings)).encode("utf-8", "surrogatepass"))


def _key(kind: bytes, *parts: bytes) -> bytes:
    total = digest(kind)
    for part in parts:
        total.update(b"%d:" % len(part))
        total.update(part)
    return bytes(total.digest())


def _plain_finding(finding: Finding) -> tuple[Any, ...]:
    fix = finding.fix
    plain = None if fix is None else (fix.safety, tuple(map(tuple, fix.edits)))
    return tuple(finding._replace(related=tuple(map(tuple, finding.related)), fix=plain))  # type: ignore[arg-type]


def _plain_facts(facts: ArticleFacts) -> tuple[Any, ...]:
    """Facts as marshal takes them."""
    return tuple(facts._replace(lines=tuple(map(tuple, facts.lines))))  # type: ignore[arg-type]


def _finding(values: Sequence[Any], path: str | None = None) -> Finding:
    """A finding from plain data; in a file of its own if a path is given, related places with it."""
    plain = list(values)
    if plain[_RELATED]:
        places = plain[_RELATED]
        plain[_RELATED] = tuple(Place(*place) if path is None else Place(path, *place[1:]) for place in places)
    if plain[_FIX] is not None:
        safety, edits = plain[_FIX]
        plain[_FIX] = Fix(safety, tuple(Edit(*edit) for edit in edits))
    if path is not None:
        plain[_PATH] = path
    return Finding._make(plain)  # in one step: a run may have very many


def _plain_examined(examined: Examined, path: str) -> tuple[Any, ...] | None:
    """What one article gave, without its path; None if it speaks of another one."""
    findings = []
    for finding in examined.findings:
        if any(place.path != path for place in finding.related):
            return None
        related = tuple(place._replace(path="") for place in finding.related)
        findings.append(_plain_finding(finding._replace(path="", related=related)))
    file = examined.file
    assert file is not None
    plain = tuple(file._replace(path="", metrics=dict(file.metrics), categories=dict(file.categories)))
    suppressions = None if examined.suppressions is None else examined.suppressions.plain()
    return findings, plain, examined.suppressed, suppressions


def _examined(plain: tuple[Any, ...], path: str, content: bytes) -> Examined:
    findings, file, suppressed, suppressions = plain
    examined = Examined()
    examined.content = content
    examined.suppressed = suppressed
    examined.file = FileResult(*file)._replace(path=path)
    examined.findings += [_finding(values, path) for values in findings]
    if suppressions is not None:
        from copydesk.rules.suppress import Suppressions

        examined.suppressions = Suppressions.from_plain(suppressions)
    return examined
