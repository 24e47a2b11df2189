"""The project of a run that shares an index with other runs, on this machine and on others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from copydesk._version import __version__
from copydesk.duplicates.redis_address import Address, check_origin
from copydesk.duplicates.redis_index import RedisIndex
from copydesk.duplicates.redis_records import (
    ChangedError,
    SharedIndexError,
    article_name,
    article_place,
    article_stamp,
)
from copydesk.duplicates.redis_store import RedisStore, Tree
from copydesk.duplicates.redis_write import clear, put, remove
from copydesk.duplicates.texts import Store
from copydesk.model import CopydeskError
from copydesk.project import Project
from copydesk.sources.origin import origin_of
from copydesk.typed import TYPE_CHECKING
from copydesk.work_tree import Given, WorkTree

if TYPE_CHECKING:
    from typing import TypeVar

    from copydesk.duplicates.units import ArticleFacts

    T = TypeVar("T")


_TRIES = 20
_LISTED = 5


class SharedProject(Project):
    """The articles in a shared index, to be compared with those of the run, which are put into it first.

    Other articles of the work tree are known if a run has put them in. It is never complete: what is no copy now may
    be one when others have put in theirs.
    """

    def __init__(self, tree: WorkTree, address: Address, walk: Callable[[], Iterable[str]]) -> None:
        """Look at nothing yet.

        Args:
            tree: The work tree, or the current folder outside of one.
            address: Where the index is.
            walk: Gives the files that a run on all of it would read.

        Raises:
            CopydeskError: The repository has no name that could be an origin.
        """
        super().__init__(tree, None)
        self._address = address
        self._origin = origin_for(address, tree.root)
        self._walk = walk
        self._read: frozenset[str] | None = None

    def compare(self, given: Mapping[str, Given], work: Callable[[Store], T], *, whole: bool) -> T:  # noqa: ARG002
        """As `Project.compare`, with all articles in the index.

        Raises:
            CopydeskError: The index cannot be used.
        """
        stored = self.tree.take(given)
        with _opened(self._address) as index:
            return self._compared(index, given, stored, work)

    def _compared(
        self,
        index: RedisIndex,
        given: Mapping[str, Given],
        stored: Mapping[str, Given],
        work: Callable[[Store], T],
    ) -> T:
        # What stands in place of a file, such as in an editor, is compared but is nobody else's business yet.
        files = {path: (one.content, one.facts) for path, one in stored.items() if one.file}
        self._put(index, files)
        tree = Tree(self._origin, self.tree.shown, self.tree.stored, self._is_same)
        facts = {path: one.facts for path, one in given.items()}
        apart = {path for path, one in given.items() if not one.file}
        missing: set[object] = set()
        for _ in range(_TRIES):
            store = RedisStore(index, tree, facts, apart)
            try:
                result = work(store)
            except ChangedError as error:
                if error.args in missing:
                    raise SharedIndexError(
                        "texts of articles are missing in it: the server drops what it is short of memory for, or "
                        "something else writes there"
                    ) from None
                missing.add(error.args)
                continue
            if not store.changed:
                return result
            self._put_again(index, store.changed)
        raise SharedIndexError("articles change faster than they can be compared")

    def _put(self, index: RedisIndex, articles: Mapping[str, tuple[bytes, ArticleFacts]]) -> None:
        stamped = {path: (article_stamp(content, __version__), facts) for path, (content, facts) in articles.items()}
        put(index, self._origin, stamped)

    def _put_again(self, index: RedisIndex, paths: Iterable[str]) -> None:
        """Read files of the work tree that have changed since they were put in."""
        for path, content, facts in self.tree.read_many(sorted(paths)):
            if facts is None:
                remove(index, self._origin, [path])
            else:
                self._put(index, {path: (content, facts)})

    @property
    def cached(self) -> bool:
        """Whether there is a place for an index."""
        return True

    def status(self) -> list[str]:
        """What the index holds, and what of the files here is not in it as it is, a line each.

        Raises:
            CopydeskError: The index cannot be used.
        """
        with _opened(self._address) as index:
            origins = index.origins()
            names = index.named(self._origin)
            stamps = dict(zip(names, index.stamps(names), strict=True))
        others = {origin: count for origin, count in origins.items() if origin != self._origin}
        here = [article_name(self._origin, path) for path in map(self.tree.stored, self._walk())]
        known = [name for name in here if name in stamps]
        changed = [name for name in known if self._is_same(article_place(name)[1], stamps[name]) is False]
        missing, gone = sorted(set(here) - stamps.keys()), sorted(stamps.keys() - set(here))
        return [
            f"{self._address.shown} (project {self._address.project})",
            f"articles of {self._origin}: {len(names):,}",
            _listed("articles of others", sum(others.values()), list(others)),
            _listed("changed since", len(changed), _paths(changed)),
            _listed("not in it", len(missing), _paths(missing)),
            _listed("in it, and not here any more", len(gone), _paths(gone)),
        ]

    def _is_same(self, path: str, stamp: bytes) -> bool | None:
        """Whether a file has the stamp that the index says; None if it does not count.

        Whoever writes there could name any path, and what has changed is put in. So a changed file counts only if a run
        on everything would put it in too.
        """
        content = self.tree.content(path) if self.tree.is_file(path) else None
        if content is None:
            return None
        if article_stamp(content, __version__) == stamp:
            return True
        if self._read is None:
            self._read = frozenset(map(self.tree.stored, self._walk()))
        return False if path in self._read else None


def origin_for(address: Address, root: str) -> str:
    """What the articles of a work tree are known by.

    Raises:
        CopydeskError: Its name cannot be one.
    """
    origin = address.origin if address.origin is not None else origin_of(root)
    check_origin(origin)
    return origin


def clear_shared(address: Address, root: str) -> str:
    """Take all articles of a work tree out of a shared index; what has been done, in words.

    Raises:
        CopydeskError: The index cannot be used.
    """
    origin = origin_for(address, root)
    with _opened(address) as index:
        count = clear(index, origin)
    return f"removed {count:,} articles of {origin} from {address.shown}"


def _paths(names: Sequence[bytes]) -> list[str]:
    return [article_place(name)[1] for name in names[: _LISTED + 1]]


def _listed(what: str, count: int, names: Sequence[str]) -> str:
    """How many there are of a kind, and the first ones by name."""
    first = ", ".join(names[:_LISTED])
    return f"{what}: {count:,}" + (f" ({first}{', …' if names[_LISTED:] else ''})" if names else "")


@contextmanager
def _opened(address: Address) -> Iterator[RedisIndex]:
    """An index, closed in the end.

    Raises:
        CopydeskError: It cannot be used.
    """
    try:
        index = RedisIndex(address)
        try:
            yield index
        finally:
            index.close()
    except SharedIndexError as error:
        raise unusable(address, error) from None


def unusable(address: Address, error: Exception) -> CopydeskError:
    """The error of a run that cannot use its index."""
    return CopydeskError(f"the index at {address.shown} cannot be used: {error}")
