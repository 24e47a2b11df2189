"""The project that articles stand in, which they are compared with: from its index, or read anew where there is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from copydesk._version import __version__
from copydesk.articles import Source, read_facts, read_parts
from copydesk.config import store
from copydesk.config.find import shown
from copydesk.duplicates.texts import MemoryStore, Store
from copydesk.model import Problem, StoreError
from copydesk.typed import TYPE_CHECKING
from copydesk.work_tree import Given, NoGitError, WorkTree

if TYPE_CHECKING:
    from typing import TypeVar

    from copydesk.duplicates.units import ArticleFacts

    T = TypeVar("T")


PATIENCE = 30.0
_TRIES = 4
_MANY = 500  # articles whose reading takes a second or more, which is worth a note
SUFFIX = ".cdx"


class Project:
    """The articles of a work tree, to be compared with some of them.

    Attributes:
        tree: The work tree.
        notes: What there was to say about the index.
        complete: Whether all articles of the work tree were looked at.
        patience: Seconds to wait for another run that writes.
    """

    def __init__(self, tree: WorkTree, cache: str | None) -> None:
        """Look at nothing yet.

        Args:
            tree: The work tree.
            cache: Folder of the index, or None for none.
        """
        self.tree = tree
        self.notes: list[Problem] = []
        self.complete = False
        self.patience = PATIENCE
        self._stale: list[object] = []
        self._cache = cache

    def compare(self, given: Mapping[str, Given], work: Callable[[Store], T], *, whole: bool) -> T:
        """What some work gives that looks at all articles of the project and at those given.

        Args:
            given: The articles of the run by path as reported.
            work: Called with a store of all of them; called again if a file changes meanwhile.
            whole: Whether those given are all or most of the project, so that an index would save nothing.
        """
        stored = self.tree.take(given)
        try:
            result = self._compare(given, stored, work, whole=whole)
        except NoGitError:
            return work(MemoryStore({path: one.facts for path, one in given.items()}, self.tree.stored))
        self.complete = True
        return result

    def _compare(
        self, given: Mapping[str, Given], stored: Mapping[str, Given], work: Callable[[Store], T], *, whole: bool
    ) -> T:
        if self._cache is not None and not whole:
            import sqlite3

            for _ in range(_TRIES):
                try:
                    return self._compare_indexed(given, stored, work)
                except (StoreError, OverflowError, sqlite3.Error, OSError) as error:
                    if not self._mended(error):
                        break
            else:
                self._say("the index could not be brought up to date; all articles were read instead")
        return work(self._memory(given))

    def all_of(self, sources: Iterable[Source]) -> dict[str, str] | None:
        """The path from the root of each of some articles, if they are all that the project has; else None."""
        stored = {source.path: self.tree.stored(source.path) for source in sources}
        try:
            return stored if set(self.tree.articles()) <= set(stored.values()) else None
        except NoGitError:
            return None

    def _memory(self, given: Mapping[str, Given]) -> MemoryStore:
        """A store of all articles, read now."""
        facts = {path: one.facts for path, one in given.items()}
        others = [path for path in self.tree.articles() if self.tree.shown(path) not in facts]
        for path, _, found in self.tree.read_many(others):
            if found is not None:
                facts[self.tree.shown(path)] = found
        return MemoryStore(facts, self.tree.stored)

    def _compare_indexed(
        self, given: Mapping[str, Given], stored: Mapping[str, Given], work: Callable[[Store], T]
    ) -> T:
        """As `compare`, with the index, which is brought up to date and stays as it is until the work is done."""
        from copydesk.duplicates.index import open_index
        from copydesk.duplicates.index_texts import IndexStore
        from copydesk.duplicates.signer import Signer
        from copydesk.index_update import Update, is_worn

        path = self.index_path()
        if not os.path.exists(path):
            self.build()
        index = open_index(path, __version__, patience=self.patience)
        if is_worn(index):
            index.connection.close()
            self.build()
            index = open_index(path, __version__, patience=self.patience)
        connection = index.connection
        try:
            connection.execute("BEGIN")
            signer = Signer()
            update = Update(self.tree, index, stored, signer)
            needed = update.needed()
            if needed:
                known = index.version()
                connection.execute("COMMIT")
                connection.execute("BEGIN IMMEDIATE")
                if index.version() != known:
                    index.forget()
                    update = Update(self.tree, index, stored, signer)
                update.apply()
                connection.execute("SAVEPOINT overlay")
                update.lay_over()
            facts = {name: one.facts for name, one in given.items()}
            result = work(IndexStore(index, self, facts, signer))
            if needed:
                connection.execute("ROLLBACK TO overlay")
            connection.execute("COMMIT")
        finally:
            connection.close()
        return result

    def shown(self, path: str) -> str:
        """Path as reported of a path in the index."""
        return self.tree.shown(path)

    def stored(self, path: str) -> str:
        """The reverse of `shown`."""
        return self.tree.stored(path)

    def facts(self, path: str, content: bytes) -> ArticleFacts:
        """The facts of a file, by its path in the index.

        Raises:
            StaleError: It has not the content of this hash.
        """
        from copydesk.duplicates.index_texts import StaleError

        found, facts = read_facts(self.tree.shown(path))
        if found != content or facts is None:
            raise StaleError(path)
        return facts

    def parts(self, path: str, content: bytes) -> list[str]:
        """What blank lines part in a file, as `facts`."""
        from copydesk.duplicates.index_texts import StaleError

        found, parts = read_parts(self.tree.shown(path))
        if found != content:
            raise StaleError(path)
        return parts

    def _mended(self, error: Exception) -> bool:
        """Say what is wrong with the index, take a damaged one away, and say whether to try again."""
        from copydesk.duplicates.index import is_damage, remove_index
        from copydesk.duplicates.index_texts import StaleError

        stale = isinstance(error, StaleError)
        # A file that has changed since is seen by the next try, unless the index is wrong.
        if stale and error.args not in self._stale:
            self._stale.append(error.args)
            return True
        if stale or is_damage(error):
            try:
                remove_index(self.index_path())
            except OSError as reason:
                self._say(f"the index is damaged ({error}) and cannot be removed ({reason}); all articles were read")
                return False
            if not stale:
                self._say(f"the index was damaged ({error}) and has been built anew")
            return True
        self._say(f"the index cannot be used ({error}); all articles were read instead")
        return False

    def _say(self, message: str) -> None:
        note = Problem(shown(self.index_path()), message)
        if note not in self.notes:
            self.notes.append(note)

    def index_path(self) -> str:
        """The file of the index; another version of the program has another one."""
        from copydesk.duplicates.index import header

        assert self._cache is not None
        return os.path.join(self._cache, f"copies-{store.digest(header(__version__).encode()).hexdigest()}{SUFFIX}")

    def build(self) -> int:
        """Build the index anew, and say so.

        Returns:
            How many articles it holds.

        Raises:
            OSError: It cannot be written.
            sqlite3.Error: It cannot be written.
        """
        from copydesk.index_update import build_index

        path = self.index_path()
        count = build_index(self.tree, path)
        if count >= _MANY:
            self._say(f"an index of {count:,} articles has been built, which later runs only bring up to date")
        self._remove_others(path)
        return count

    @property
    def cached(self) -> bool:
        """Whether there is a place for an index."""
        return self._cache is not None

    def status(self) -> list[str]:
        """What the index holds and what has changed since, a line each.

        Raises:
            StoreError: It is damaged.
            NoGitError: git cannot tell.
        """
        from copydesk.duplicates.index import open_index
        from copydesk.index_update import Update, counts

        path = self.index_path()
        if not os.path.exists(path):
            return [f"{shown(path)}: not built; {len(self.tree.articles()):,} articles"]
        index = open_index(path, __version__)
        try:
            index.connection.execute("BEGIN")
            held = counts(index)
            changed = Update(self.tree, index, {}).changed()
            index.connection.execute("COMMIT")
        finally:
            index.connection.close()
        return [
            f"{shown(path)}: {os.stat(path).st_size:,} bytes",
            *(f"{name}: {count:,}" for name, count in held.items()),
            f"changed since: {len(changed):,}"
            + (f" ({', '.join(changed[:5])}{', …' if changed[5:] else ''})" if changed else ""),
        ]

    def clear(self) -> list[str]:
        """Remove the index, and those of other versions; the files that have been removed."""
        assert self._cache is not None
        removed = []
        for entry in sorted(os.listdir(self._cache)) if os.path.isdir(self._cache) else ():
            if entry.startswith("copies-") and SUFFIX in entry:
                os.unlink(os.path.join(self._cache, entry))
                removed.append(os.path.join(self._cache, entry))
        return removed

    def _remove_others(self, path: str) -> None:
        """Take away the indexes of other versions, and what killed runs left of one."""
        folder, name = os.path.split(path)
        for entry in os.listdir(folder):
            old = entry.startswith("copies-") and SUFFIX in entry and not entry.startswith(name)
            left = entry.startswith(f"{name}.") and not _is_running(entry[len(name) + 1 :].partition("-")[0])
            if old or left:
                with suppress(OSError):
                    os.unlink(os.path.join(folder, entry))


def _is_running(process: str) -> bool:
    """Whether a process of this number may still be there."""
    if not process.isdigit():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
