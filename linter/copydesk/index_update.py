"""Bringing the index of a project up to date: what differs from the tree it goes by, and nothing else, is looked at."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress

from copydesk._version import __version__
from copydesk.config import store
from copydesk.duplicates.index import Index, open_index, replace_index
from copydesk.duplicates.signer import Signer
from copydesk.sources import git
from copydesk.typed import TYPE_CHECKING
from copydesk.work_tree import Given, WorkTree, is_config_path

if TYPE_CHECKING:
    from copydesk.duplicates.index_write import Writer
    from copydesk.duplicates.units import ArticleFacts

_REBASE = 50  # files that differ from the tree that the index goes by, before it goes by the one checked out
_MERGE = 100_000  # postings that stand apart before they are put among the others
_GROWN = 1000  # contents that came since the last build, above as many as there were then, before a new one


class Update:
    """What has to change in an index for it to know the project as it is.

    Methods are called in order: `needed`, then in a transaction that may write `apply` and `lay_over`.
    """

    def __init__(self, tree: WorkTree, index: Index, given: Mapping[str, Given], signer: Signer | None = None) -> None:
        """Ask git what has changed.

        Args:
            tree: The work tree.
            index: Its index, in a transaction.
            given: The articles of the run by path from the root.
            signer: Signs texts, where others want what it knows.
        """
        self._signer = signer or Signer()
        self._work = tree
        self._index = index
        self._given = given
        self._settings = tree.settings()
        self._base = index.meta("tree")
        self._before: dict[str, str] = {}
        self._listed = True
        states = git.changed_files(tree.root, self._base) if self._base else None
        if states is None or index.meta("settings") != self._settings or any(map(is_config_path, states)):
            self._base = git.head_tree(tree.root) or ""
            states = (git.changed_files(tree.root, self._base) if self._base else None) or {}
            listed = set(tree.articles())
            self._todo = {path: path in listed for path in listed.union(index.paths())}
            if any(map(is_config_path, states)):
                self._base = ""  # what a changed configuration leaves out cannot be told from what differs
        else:
            self._listed = False
            tree.know(path for path in index.meta("configs").split("\0") if path)
            self._before = dict(item.split("\0", 1)[::-1] for item in index.meta("watch").split("\0\0") if item)
            # What differed before and does not now is as in the tree, or is not there if the tree does not have it.
            self._todo = {path: state != "A" for path, state in self._before.items()}
            self._todo.update((path, state != "D") for path, state in states.items() if tree.counts(path))
        self._watch = self._counted(states)

    def needed(self) -> bool:
        """Whether the index does not know the project and the articles given as they are."""
        return (
            self._index.meta("settings") != self._settings
            or self._index.meta("tree") != self._base
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
        from copydesk.duplicates.index_write import Writer, count_recent, merge_recent

        connection = self._index.connection
        writer = Writer(self._index, self._signer)
        fresh = self.changed()
        new = [path for path in fresh if self._todo[path] and self._work.is_file(path)]
        gone = set(fresh).difference(new)
        connection.executemany("DELETE FROM files WHERE path = ?", [(os.fsencode(path),) for path in gone])
        at_hand = {path: self._given[path] for path in new if path in self._given and self._given[path].file}
        for path, one in at_hand.items():
            self._put(writer, path, one.content, one.facts)
        for path, content, facts in self._work.read_many([path for path in new if path not in at_hand]):
            self._put(writer, path, content, facts)
        writer.flush()
        self._note_tree(fresh)
        if count_recent(self._index) > _MERGE:
            merge_recent(self._index)

    def _put(self, writer: Writer, path: str, content: bytes, facts: ArticleFacts | None) -> None:
        row = os.fsencode(path), writer.add(content, facts)
        self._index.connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", row)

    def _note_tree(self, fresh: Sequence[str]) -> None:
        """Keep the tree that the index goes by, and which files differ from it.

        A file that was read may have been changed after git was asked, and may be changed back later. So those that
        were read are looked at again next time; where all were, git is asked once more instead.
        """
        watch = {**{path: self._before[path] for path in fresh if path in self._before}, **self._watch}
        head = git.head_tree(self._work.root) if self._listed or len(watch) > _REBASE else None
        states = git.changed_files(self._work.root, head) if head is not None else None
        if head is not None and states is not None and not any(map(is_config_path, states)):
            later = self._counted(states)
            if head == self._base:
                watch.update(later)
            elif len(later) < len(watch):
                self._base, watch = head, later
        note_state(self._index, self._work, self._settings, self._base, watch)

    def _counted(self, states: Mapping[str, str]) -> dict[str, str]:
        return {path: state for path, state in states.items() if self._work.counts(path)}

    def lay_over(self) -> None:
        """Make the index know the articles of the run as they are, until the caller takes it back."""
        from copydesk.duplicates.index_write import Writer

        writer = Writer(self._index, self._signer)
        for path, one in sorted(self._given.items()):
            if self._over(path, one):
                self._put(writer, path, one.content, one.facts)
        writer.flush()


def counts(index: Index) -> dict[str, int]:
    """How many files, distinct articles and distinct texts an index holds."""
    from copydesk.duplicates.index_write import count_texts

    connection = index.connection
    return {
        "files": connection.execute("SELECT count(*) FROM files").fetchone()[0],
        "articles": connection.execute("SELECT count(DISTINCT doc) FROM files WHERE doc > 0").fetchone()[0],
        "texts": count_texts(index),
    }


def is_worn(index: Index) -> bool:
    """Whether so many contents came since the last build, and as many are of no use any more, that a new one is due."""
    last = index.connection.execute("SELECT coalesce(max(id), 0) FROM docs").fetchone()[0]
    built = index.meta("built")
    return bool(last > 2 * (int(built) if built.isdecimal() else 0) + _GROWN)


def note_state(index: Index, work: WorkTree, settings: str, tree: str, watch: Mapping[str, str]) -> None:
    """Keep what the index goes by."""
    watched = "\0\0".join(f"{state}\0{path}" for path, state in sorted(watch.items()))
    notes = {"tree": tree, "watch": watched, "settings": settings, "configs": "\0".join(sorted(work.configs))}
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
    from copydesk.duplicates.index_write import Builder

    store.make_folder(os.path.dirname(path))
    # First the tree, then the files: what changes in between is looked at again.
    settings = tree.settings()
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
            # What was changed while it was read may be changed back, so both answers count.
            later = git.changed_files(tree.root, base) if states is not None else None
            both = {**(states or {}), **(later or {})}
            watch = {path: state for path, state in both.items() if tree.counts(path)}
            if later is None or any(map(is_config_path, both)):
                base = ""
            note_state(index, tree, settings, base, watch)
            built = index.connection.execute("SELECT count(*) FROM docs").fetchone()[0]
            index.connection.execute("INSERT INTO meta VALUES ('built', ?)", (b"%d" % built,))
            index.connection.execute("COMMIT")
        finally:
            index.connection.close()
        with open(temporary, "rb+") as file:
            os.fsync(file.fileno())  # or a power cut might leave holes where pages should be
        replace_index(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return len(articles)
