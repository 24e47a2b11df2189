"""Bringing the index of a project up to date: what differs from the tree it goes by, and nothing else, is looked at."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from copydesk._version import __version__
from copydesk.config import store
from copydesk.config.find import NAMES, PYPROJECT
from copydesk.duplicates.index import Index, open_index
from copydesk.duplicates.index_write import Builder, Writer, count_recent, count_texts, merge_recent
from copydesk.sources import git
from copydesk.work_tree import Given, WorkTree

if TYPE_CHECKING:
    from copydesk.duplicates.units import ArticleFacts

_REBASE = 50  # files that differ from the tree that the index goes by, before it goes by the one checked out
_MERGE = 100_000  # postings that stand apart before they are put among the others
_DEAD = 1000  # contents that no file has any more, above as many as there were at the last build, before a new one


class Update:
    """What has to change in an index for it to know the project as it is.

    Methods are called in order: `needed`, then in a transaction that may write `apply` and `lay_over`.
    """

    def __init__(self, tree: WorkTree, index: Index, given: Mapping[str, Given]) -> None:
        """Ask git what has changed.

        Args:
            tree: The work tree.
            index: Its index, in a transaction.
            given: The articles of the run by path from the root.
        """
        self._work = tree
        self._index = index
        self._given = given
        self._settings = tree.settings()
        self._base = index.meta("tree")
        states = git.changed_files(tree.root, self._base) if self._base else None
        if states is None or index.meta("settings") != self._settings or any(map(_is_configuration, states)):
            self._base = git.head_tree(tree.root) or ""
            states = (git.changed_files(tree.root, self._base) if self._base else None) or {}
            listed = set(tree.articles())
            self._todo = {path: path in listed for path in listed.union(self._known_paths())}
        else:
            before = dict(item.split("\0", 1)[::-1] for item in index.meta("watch").split("\0\0") if item)
            # What differed before and does not now is as in the tree, or is not there if the tree does not have it.
            self._todo = {path: state != "A" for path, state in before.items()}
            self._todo.update((path, state != "D") for path, state in states.items() if tree.counts(path))
        self._watch = {path: state for path, state in states.items() if tree.counts(path)}

    def _known_paths(self) -> list[str]:
        return [os.fsdecode(row[0]) for row in self._index.connection.execute("SELECT path FROM files")]

    def needed(self) -> bool:
        """Whether the index does not know the project and the articles given as they are."""
        return (
            self._index.meta("settings") != self._settings
            or bool(self.changed())
            or any(self._over(path, one) for path, one in self._given.items())
        )

    def changed(self) -> list[str]:
        """The files of which the index knows another content, in order."""
        return sorted(path for path, there in self._todo.items() if self._differs(path, there))

    def _differs(self, path: str, there: bool) -> bool:
        doc = self._index.doc_of(path)
        if not there or not self._work.is_file(path):
            return doc is not None
        if doc is None:
            return True
        content = self._content(path)
        return content is not None if doc == 0 else content != self._index.doc(doc)[0]

    def _content(self, path: str) -> bytes | None:
        """Content hash of a file as the run has it, or as it is on disk."""
        given = self._given.get(path)
        return given.content if given is not None and given.file else self._work.content(path)

    def _over(self, path: str, one: Given) -> bool:
        """Whether an article of the run is another one than that of the project, or is not of the project."""
        doc = self._index.doc_of(path)
        return not doc or self._index.doc(doc)[0] != one.content

    def apply(self) -> None:
        """Make the index know the project as it is; within a transaction that may write."""
        connection = self._index.connection
        writer = Writer(self._index)
        fresh = self.changed()
        gone = [path for path in fresh if not self._todo[path]]
        connection.executemany("DELETE FROM files WHERE path = ?", [(os.fsencode(path),) for path in gone])
        new = sorted(set(fresh).difference(gone))
        at_hand = {path: self._given[path] for path in new if path in self._given and self._given[path].file}
        for path, one in at_hand.items():
            self._put(writer, path, one.content, one.facts)
        for path, content, facts in self._work.read_many([path for path in new if path not in at_hand]):
            self._put(writer, path, content, facts)
        missing = [path for path in new if not self._work.is_file(path)]
        connection.executemany("DELETE FROM files WHERE path = ?", [(os.fsencode(path),) for path in missing])
        writer.flush()
        self._note_tree()
        if count_recent(self._index) > _MERGE:
            merge_recent(self._index)

    def _put(self, writer: Writer, path: str, content: bytes, facts: ArticleFacts | None) -> None:
        row = os.fsencode(path), writer.add(content, facts)
        self._index.connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", row)

    def _note_tree(self) -> None:
        """Keep the tree that the index goes by, and which files differ from it."""
        if len(self._watch) > _REBASE:
            head = git.head_tree(self._work.root)
            states = git.changed_files(self._work.root, head) if head is not None else None
            if head is not None and states is not None and len(states) < len(self._watch):
                self._base = head
                self._watch = {path: state for path, state in states.items() if self._work.counts(path)}
        note_state(self._index, self._settings, self._base, self._watch)

    def lay_over(self) -> None:
        """Make the index know the articles of the run as they are, until the caller takes it back."""
        writer = Writer(self._index)
        for path, one in sorted(self._given.items()):
            if self._over(path, one):
                self._put(writer, path, one.content, one.facts)
        writer.flush()


def _is_configuration(path: str) -> bool:
    """Whether a file may say which articles count."""
    return path.rpartition("/")[2] in (*NAMES, PYPROJECT)


def counts(index: Index) -> dict[str, int]:
    """How many files, distinct articles and distinct texts an index holds."""
    connection = index.connection
    return {
        "files": connection.execute("SELECT count(*) FROM files").fetchone()[0],
        "articles": connection.execute("SELECT count(DISTINCT doc) FROM files WHERE doc > 0").fetchone()[0],
        "texts": count_texts(index),
    }


def note_state(index: Index, settings: str, tree: str, watch: Mapping[str, str]) -> None:
    """Keep what the index goes by."""
    watched = "\0\0".join(f"{state}\0{path}" for path, state in sorted(watch.items()))
    notes = {"tree": tree, "watch": watched, "settings": settings}
    rows = [(key, os.fsencode(value)) for key, value in notes.items()]
    index.connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


def build_index(tree: WorkTree, path: str) -> int:
    """Build an index anew and put it in its place at once, so that nobody sees half of one.

    Args:
        tree: The work tree.
        path: The file of the index.

    Returns:
        How many articles it holds.

    Raises:
        OSError: It cannot be written.
        sqlite3.Error: It cannot be written.
    """
    store.make_folder(os.path.dirname(path))
    # First the tree, then the files: what changes in between is looked at again.
    base = git.head_tree(tree.root) or ""
    states = git.changed_files(tree.root, base) if base else None
    articles = tree.articles()
    temporary = f"{path}.{os.getpid()}-{os.urandom(4).hex()}"
    try:
        index = open_index(temporary, __version__, create=True)
        try:
            index.connection.execute("PRAGMA journal_mode=OFF")
            index.connection.execute("PRAGMA synchronous=OFF")
            index.connection.execute("BEGIN")
            builder = Builder(index)
            for article in tree.read_many(articles):
                builder.add(*article)
            builder.finish()
            watch = {path: state for path, state in (states or {}).items() if tree.counts(path)}
            note_state(index, tree.settings(), base if states is not None else "", watch)
            index.connection.execute("COMMIT")
        finally:
            index.connection.close()
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return len(articles)
