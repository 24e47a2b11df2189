"""Configurations as a commit has them, for runs over changes that nobody has looked at yet.

Whoever proposes a change may change the configuration with it, and so switch off what would find fault with the change.
`--config-from REF` takes configuration files, rule folders and baselines from a commit that can be trusted instead.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from copydesk.config.find import find_config, find_root
from copydesk.config.settings import Settings
from copydesk.model import CopydeskError
from copydesk.sources.changes import commit_of
from copydesk.sources.git import git
from copydesk.work_tree import is_config_path


class TrustedConfigs:
    """The configuration files of a commit, and what they name, copied to a folder of their own.

    Attributes:
        commit: The commit's hash.
    """

    def __init__(self, ref: str, root: str, commit: str, folder: str) -> None:
        """Copy the configuration files.

        Args:
            ref: The commit as its user calls it.
            root: Absolute path of the work tree.
            commit: The commit's hash.
            folder: An empty folder.

        Raises:
            CopydeskError: git does not give what is in the commit.
        """
        self.commit = commit
        self._ref = ref
        self._root = os.path.realpath(root)
        self._folder = os.path.realpath(folder)
        self._known: dict[str, str | None] = {}
        status, output = git(root, "ls-tree", "-r", "-z", "--full-tree", commit)
        if status != 0:
            raise CopydeskError(f"--config-from: git cannot list the files of '{ref}'")
        self._blobs: dict[str, str] = {}
        for entry in filter(None, output.split(b"\0")):
            head, _, name = entry.partition(b"\t")
            mode, kind, blob = head.decode("ascii").split()
            path = os.fsdecode(name)
            if kind == "blob" and mode != "120000" and not {"..", ".git"}.intersection(path.split("/")):
                self._blobs[path] = blob
        os.mkdir(os.path.join(self._folder, ".git"))  # where the search for a configuration ends
        for path in self._blobs:
            if is_config_path(path):
                self._fetch(path)

    def _fetch(self, path: str) -> None:
        target = os.path.join(self._folder, path)
        if os.path.lexists(target):
            return
        status, content = git(self._root, "cat-file", "blob", self._blobs[path])
        if status != 0:
            raise CopydeskError(
                f"--config-from: git does not have the content of {path} in '{self._ref}'; run: git fetch"
            )
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "xb") as file:
            file.write(content)

    def find(self, folder: str) -> str | None:
        """The configuration file that holds in a folder of the work tree; None outside of it."""
        below = os.path.relpath(os.path.realpath(folder), self._root)
        if below.split(os.sep, 1)[0] == os.pardir:
            return None
        return find_config(os.path.normpath(os.path.join(self._folder, below)), self._known)

    def fetch_named(self, settings: Settings) -> None:
        """Copy the rule folders and the baseline that a configuration names."""
        base = os.path.relpath(os.path.realpath(settings.root), self._folder).replace(os.sep, "/")
        for name in (*settings.rule_folders, *filter(None, [settings.baseline])):
            wanted = os.path.normpath(os.path.join(base, name)).replace(os.sep, "/")
            for path in self._blobs:
                if path == wanted or path.startswith(f"{wanted}/") or wanted == ".":
                    self._fetch(path)

    def real(self, path: str) -> str:
        """The path in the work tree, of one in the folder of copies; any other path as it is."""
        below = os.path.relpath(os.path.realpath(path), self._folder)
        if below.split(os.sep, 1)[0] == os.pardir:
            return path
        return os.path.normpath(os.path.join(self._root, below))

    def named(self, text: str) -> str:
        """A message, or a path, with the names of copies as names of files in the commit."""
        return text.replace(f"{self._folder}{os.sep}", f"{self._ref}:")


@contextmanager
def trusted_configs(ref: str) -> Iterator[TrustedConfigs]:
    """The configurations of a commit of the work tree one is in; the copies are gone afterwards.

    Raises:
        CopydeskError: There is no such commit here; the message says what to do.
    """
    root = find_root(os.getcwd())
    if root is None:
        raise CopydeskError("--config-from: this is no git work tree")
    commit = commit_of(root, ref, "--config-from")
    with tempfile.TemporaryDirectory(prefix="copydesk-") as folder:
        yield TrustedConfigs(ref, root, commit, folder)
