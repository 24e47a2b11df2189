"""What has changed in a git work tree since a commit, or is about to be committed: which files, and which of their lines."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from copydesk.model import CopydeskError
from copydesk.sources.git import git, tracked_files
from copydesk.typed import NamedTuple

_HUNK = re.compile(rb"@@ -[0-9,]+ \+([0-9]+)(?:,([0-9]+))? @@")
_DIFF = (
    "--unified=0",
    "--raw",
    "-z",
    "--patch",
    "--abbrev=40",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-indent-heuristic",
    "--diff-algorithm=myers",
    "--find-renames",
    "--ignore-submodules=all",
    "--no-relative",
    "--inter-hunk-context=0",
)

Hunks = tuple[tuple[int, int], ...]
"""First line, from 1, and number of lines of each change; without lines, something is gone behind that line."""


class Changes(NamedTuple):
    """What has changed.

    Attributes:
        root: Absolute path of the work tree.
        files: By path from the root what has changed in it; None for all of it.
        staged: Files whose content in the work tree is not what is about to be committed.
        tracked: All files that git tracks; where these are given, any other one is new as a whole.
    """

    root: str
    files: Mapping[str, Hunks | None]
    staged: frozenset[str] = frozenset()
    tracked: frozenset[str] | None = None

    def touch(self, path: str) -> bool:
        """Whether a file, given from the root, has changed."""
        return path in self.files or (self.tracked is not None and path not in self.tracked)

    def stored(self, path: str) -> str:
        """The path from the root, of one as it is reported."""
        folder, name = os.path.split(os.path.abspath(path))
        return os.path.relpath(os.path.join(os.path.realpath(folder), name), self.root).replace(os.sep, "/")


def changes_since(root: str, ref: str) -> Changes:
    """What has changed since a branch or commit went another way, in commits and in the work tree.

    Args:
        root: Absolute path of the work tree.
        ref: Name of a commit; its merge base with the current one is what counts.

    Raises:
        CopydeskError: There is no such commit here, or git cannot tell; the message says what to do.
    """
    commit = commit_of(root, ref, "--since")
    head = git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")[1].decode("ascii").strip()
    if not head:
        raise CopydeskError("--since: there is no commit here yet")
    status, output = git(root, "merge-base", commit, head)
    if status != 0:
        if _is_shallow(root):
            raise CopydeskError(
                f"--since: this clone is too shallow to tell where '{ref}' and HEAD parted; run: git fetch --unshallow"
            )
        raise CopydeskError(f"--since: '{ref}' and HEAD have no commit in common")
    files = _changed(root, f"git cannot tell what has changed since '{ref}'", output.decode("ascii").split()[0])
    tracked = tracked_files(root)
    if tracked is None:
        raise CopydeskError("--since: git cannot list the files of this work tree")
    return Changes(os.path.realpath(root), files, tracked=frozenset(tracked))


def changes_staged(root: str) -> Changes:
    """What is about to be committed.

    Args:
        root: Absolute path of the work tree.

    Raises:
        CopydeskError: git cannot tell.
    """
    files = _changed(root, "git cannot tell what is about to be committed", "--cached")
    status, output = git(root, "diff-files", "--name-only", "-z", "--ignore-submodules=all")
    if status != 0:
        raise CopydeskError("--staged: git cannot compare the index with the work tree")
    # Times alone may have changed, in which case the content is the same and is read from the index all the same.
    differ = {os.fsdecode(name) for name in output.split(b"\0") if name}
    return Changes(os.path.realpath(root), files, frozenset(differ.intersection(files)))


def staged_content(root: str, path: str) -> bytes | None:
    """The content of a file as it is about to be committed, as a checkout would write it; None if git cannot tell.

    Args:
        root: Absolute path of the work tree.
        path: From the root.
    """
    status, output = git(root, "cat-file", "--filters", f":{path}")
    return output if status == 0 else None


def commit_of(root: str, ref: str, option: str) -> str:
    """The name of a commit as a hash.

    Args:
        root: Absolute path of the work tree.
        ref: As its user calls it.
        option: What it was given for, for the message.

    Raises:
        CopydeskError: There is no such commit here; the message says how to get it.
    """
    if ref and not ref.startswith("-"):
        status, output = git(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        if status == 0:
            return output.decode("ascii").strip()
    remote, _, branch = ref.partition("/")
    remotes = git(root, "remote")[1].decode("utf-8", "replace").split()
    if branch and remote in remotes:
        how = f"; run: git fetch {remote} {branch}"
    elif _is_shallow(root):
        how = "; run: git fetch --unshallow"
    else:
        how = f"; run: git fetch {remotes[0]} {ref}" if remotes and re.fullmatch(r"[\w./-]+", ref) else _LISTS
    raise CopydeskError(f"{option}: '{ref}' is no commit that this clone has{how}")


_LISTS = "; to see what it has: git branch --all, git log"


def _changed(root: str, failure: str, *arguments: str) -> dict[str, Hunks | None]:
    """Changed files and their lines, of what `git diff` compares with these arguments."""
    status, output = git(root, "diff", *_DIFF, *arguments, "--")
    if status != 0:
        raise CopydeskError(f"{failure}; to see why, run: git diff {' '.join(arguments)}")
    names, patch = _raw_names(output)
    if not names:
        return {}
    hunks: list[list[tuple[int, int]] | None] = []
    for line in patch.split(b"\n"):
        # Lines of content begin with a sign, so nothing in a file looks like these.
        if line.startswith(b"diff --git "):
            hunks.append([])
        elif line.startswith(b"Binary files ") and hunks:
            hunks[-1] = None
        elif hunks and (found := _HUNK.match(line)) and (of_file := hunks[-1]) is not None:
            of_file.append((int(found[1]), int(found[2]) if found[2] is not None else 1))
    if len(hunks) != len(names):  # a file in conflict, or one that has become something else
        return {path: None for state, path in names if state != "D"}
    return {
        path: None if of_file is None or state == "A" else tuple(of_file)
        for (state, path), of_file in zip(names, hunks, strict=True)
        if state != "D"
    }


def _raw_names(output: bytes) -> tuple[list[tuple[str, str]], bytes]:
    """State and path of each file that differs, and the patch behind them."""
    names = []
    at = 0
    while output.startswith(b":", at):
        head_end = output.index(b"\0", at)
        state = chr(output[at:head_end].rsplit(b" ", 1)[1][0])
        at = head_end + 1
        for _ in range(2 if state in "RC" else 1):  # the last one is the new name
            end = output.index(b"\0", at)
            path = os.fsdecode(output[at:end])
            at = end + 1
        names.append((state, path))
    return names, output[at:].lstrip(b"\0")


def _is_shallow(root: str) -> bool:
    return git(root, "rev-parse", "--is-shallow-repository")[1].strip() == b"true"
