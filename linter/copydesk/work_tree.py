"""The articles of a git work tree: which files count, what they are called, what is compared of each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from copydesk.config import store
from copydesk.engine import content_hash, read_facts
from copydesk.sources import git
from copydesk.sources.files import Excluded, PassedError, UnreadableError, is_article_path, read_file, shown_path

if TYPE_CHECKING:
    from copydesk.duplicates.units import ArticleFacts


class Given(NamedTuple):
    """One article of the run.

    Attributes:
        content: Hash of its content.
        facts: What is compared of it.
        file: Whether it is the file of that name, not something given in its place.
    """

    content: bytes
    facts: ArticleFacts
    file: bool = True


Articles = Iterable[tuple[str, bytes, "ArticleFacts | None"]]
"""Path from the root, content hash and facts of files; no facts for what is no article."""

ReadAll = Callable[[Sequence[str]], Iterator[tuple[bytes, "ArticleFacts | None"]]]
"""Content hash and facts of files that exist, in order."""


class NoGitError(Exception):
    """git does not take the folder for a work tree, or there is no git."""


def read_one_by_one(paths: Sequence[str]) -> Iterator[tuple[bytes, ArticleFacts | None]]:
    """Content hash and facts of files, in this process."""
    return map(read_facts, paths)


class WorkTree:
    """The articles of a git work tree.

    Attributes:
        root: Absolute path of the work tree.
        read_all: Reads many files, given as reported.
    """

    def __init__(self, root: str, excluded: Excluded, settings: bytes) -> None:
        """Look at nothing yet.

        Args:
            root: Absolute path of the work tree.
            excluded: What the configuration excludes.
            settings: What `excluded` depends on.
        """
        self.root = root
        self.read_all: ReadAll = read_one_by_one
        self._excluded = excluded
        self._settings = settings
        self._shown: dict[str, str] = {}
        self._here = os.path.relpath(os.getcwd(), root)

    def take(self, given: Mapping[str, Given]) -> dict[str, Given]:
        """Report files as they are given from now on, and give what is given by path from the root."""
        stored = {self.stored(path): path for path in given}
        self._shown = stored
        return {path: given[name] for path, name in stored.items()}

    def shown(self, path: str) -> str:
        """The path as it is reported, of one from the root."""
        known = self._shown.get(path)
        if known is None:
            known = path if self._here == "." else shown_path(os.path.relpath(path, self._here))
        return known

    def stored(self, path: str) -> str:
        """The path from the root, of one as reported."""
        if self._here == "." and not os.path.isabs(path):
            return path
        return shown_path(os.path.relpath(os.path.abspath(path), self.root))

    def articles(self) -> list[str]:
        """The paths from the root of all articles, in order.

        Raises:
            NoGitError: git cannot tell.
        """
        tracked = git.tracked_files(self.root)
        if tracked is None:
            raise NoGitError
        return sorted(path for path in tracked if self.counts(path))

    def counts(self, path: str) -> bool:
        """Whether a tracked file, given from the root, is an article of the project."""
        if not is_article_path(path):
            return False
        folder = ""
        for part in path.split("/")[:-1]:
            folder = f"{folder}/{part}" if folder else part
            if self._excluded(os.path.join(self.root, folder), True):
                return False
        return not self._excluded(os.path.join(self.root, path), False)

    def is_file(self, path: str) -> bool:
        """Whether there is a file at a path from the root."""
        return os.path.isfile(os.path.join(self.root, path))

    def read_many(self, paths: Sequence[str]) -> Articles:
        """The files of some paths from the root; those that are not there are left out."""
        there = [path for path in paths if self.is_file(path)]
        found = self.read_all([self.shown(path) for path in there])
        return ((path, *one) for path, one in zip(there, found, strict=True))

    def content(self, path: str) -> bytes | None:
        """Content hash of a file, given from the root; None if it cannot be read as an article."""
        try:
            shown = self.shown(path)
            return content_hash(read_file(shown), shown)
        except (PassedError, UnreadableError):
            return None

    def settings(self) -> str:
        """What has to be the same for the same files to count."""
        total = store.digest(self._settings)
        total.update(git.sparse_patterns(self.root))
        return str(total.hexdigest())
