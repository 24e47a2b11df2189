"""The articles of a git work tree: which files count, what they are called, what is compared of each."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from copydesk.articles import content_hash, read_facts
from copydesk.config import store
from copydesk.config.find import NAMES, PYPROJECT, config_in
from copydesk.sources import git
from copydesk.sources.files import PassedError, UnreadableError, is_article_path, read_file, shown_path
from copydesk.typed import TYPE_CHECKING, NamedTuple

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


def is_config_path(path: str) -> bool:
    """Whether a file may say which articles count: a configuration, or what others may extend."""
    return path.endswith(NAMES[-1]) or path.rpartition("/")[2] == PYPROJECT


def read_one_by_one(paths: Sequence[str]) -> Iterator[tuple[bytes, ArticleFacts | None]]:
    """Content hash and facts of files, in this process."""
    return map(read_facts, paths)


class WorkTree:
    """The articles of a git work tree.

    Attributes:
        root: Absolute path of the work tree.
        read_all: Reads many files, given as reported.
        configs: The configuration files that git tracks, from the root. Below the root no others say what counts, as
            git tells of no others when they change.
    """

    def __init__(
        self,
        root: str,
        excluded: Callable[[str | None, str, bool], bool],
        settings: bytes,
        config: str | None,
        *,
        nested: bool,
    ) -> None:
        """Look at nothing yet.

        Args:
            root: Absolute path of the work tree.
            excluded: What a configuration excludes: its file, an absolute path, and whether that is a folder.
            settings: What `excluded` depends on, beside configurations below the root.
            config: The configuration file of the root.
            nested: Whether configurations below the root hold.
        """
        self.configs: frozenset[str] = frozenset()
        self._config = config
        self._nested = nested
        self._held: dict[str, str | None] = {"": config}
        self.root = os.path.realpath(root)
        self.read_all: ReadAll = read_one_by_one
        self._excluded = excluded
        self._settings = settings
        self._shown: dict[str, str] = {}
        self._here = os.path.relpath(os.getcwd(), self.root)
        self._real: dict[str, bool] = {}
        self._folders: dict[str, str] = {}

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
        folder, name = os.path.split(path)
        if folder not in self._folders:
            here = os.path.relpath(os.path.realpath(folder), self.root)
            self._folders[folder] = "" if here == "." else f"{shown_path(here)}/"
        return self._folders[folder] + name

    def articles(self) -> list[str]:
        """The paths from the root of all articles that are there, in order.

        Raises:
            NoGitError: git cannot tell.
        """
        tracked = git.tracked_files(self.root)
        if tracked is None:
            raise NoGitError
        self.know(path for path in tracked if is_config_path(path))
        return sorted(path for path in tracked if self.counts(path) and self.is_file(path))

    def counts(self, path: str) -> bool:
        """Whether a tracked file, given from the root, is an article of the project."""
        if not is_article_path(path):
            return False
        above = ""
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            below = "/".join(parts[:end])
            if self._excluded(self._config_of(above), os.path.join(self.root, below), end < len(parts)):
                return False
            above = below
        return True

    def know(self, configs: Iterable[str]) -> None:
        """Take these for the configuration files that git tracks."""
        self.configs = frozenset(configs)
        self._held = {"": self._config}

    def _config_of(self, folder: str) -> str | None:
        """The configuration that holds in a folder from the root."""
        if folder not in self._held:
            start = f"{folder}/"
            names = [path[len(start) :] for path in self.configs if path.startswith(start)] if self._nested else []
            found = config_in(os.path.join(self.root, folder), names) if names else None
            self._held[folder] = found or self._config_of(folder.rpartition("/")[0])
        return self._held[folder]

    def is_file(self, path: str) -> bool:
        """Whether there is a file below the root at a path from there, and no link, neither there nor in between."""
        folder, name = os.path.split(os.path.join(self.root, path))
        try:
            if folder not in self._real:
                inside = os.path.join(folder, "").startswith(os.path.join(self.root, ""))
                self._real[folder] = inside and os.path.realpath(folder) == folder
            return self._real[folder] and stat.S_ISREG(os.lstat(os.path.join(folder, name)).st_mode)
        except (OSError, ValueError):  # a NUL in a path that an index gives
            return False

    def read_many(self, paths: Sequence[str]) -> Articles:
        """The files of some paths from the root."""
        found = self.read_all([self.shown(path) for path in paths])
        return ((path, *one) for path, one in zip(paths, found, strict=True))

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
