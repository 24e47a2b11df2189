"""What git knows of a work tree: its files, and which of them differ from a tree.

Nothing here fetches: in a clone that lacks objects, a question that needs one has no answer. Nothing is written either.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

_HERE = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
_LINK, _SUBMODULE = "120000", "160000"


def head_tree(root: str) -> str | None:
    """Name of the tree of the commit that is checked out, or None where there is no commit yet."""
    status, output = _git(root, "rev-parse", "--verify", "--quiet", "HEAD^{tree}")
    return output.decode("ascii").strip() if status == 0 else None


def tracked_files(root: str) -> list[str] | None:
    """Paths of the files that git tracks and that are checked out, from the root, in order; None if git fails.

    Links and submodules are left out. Of an index that a commit of some files uses (`GIT_INDEX_FILE`), if one is set.
    """
    status, output = _git(root, "ls-files", "-z", "-s", "-t")
    if status != 0:
        return None
    found: dict[str, None] = {}
    for entry in output.split(b"\0"):
        head, tab, name = entry.partition(b"\t")
        # `S` marks what a sparse checkout leaves out. A file in conflict stands three times.
        if tab and not head.startswith(b"S ") and head.split()[1].decode() not in (_LINK, _SUBMODULE):
            found[os.fsdecode(name)] = None
    return list(found)


def changed_files(root: str, tree: str) -> dict[str, str] | None:
    """Files of the work tree that may differ from a tree; None if git fails.

    A file whose times have changed counts as one that may differ.

    Returns:
        By path from the root: `A` if the tree does not have it, `D` if the work tree does not have it or git does not
        track it or it is a link or a submodule, else `M`.
    """
    status, output = _git(root, "diff-index", "-z", "--no-renames", "--ignore-submodules=all", tree)
    if status != 0:
        return None
    parts = iter(output.split(b"\0"))
    changed: dict[str, str] = {}
    for head in parts:
        if not head:
            break
        _, mode, _, _, state = head.decode("ascii").split()
        gone = state[0] == "D" or mode in (_LINK, _SUBMODULE)
        path = os.fsdecode(next(parts))
        changed[path] = "D" if gone and changed.get(path, "D") == "D" else state[0] if state[0] == "A" else "M"
    return changed


def sparse_patterns(root: str) -> bytes:
    """What a sparse checkout checks out; nothing where it is none."""
    try:
        with open(os.path.join(_git_dir(root), "info", "sparse-checkout"), "rb") as file:
            return file.read()
    except OSError:
        return b""


def _git(root: str, *arguments: str) -> tuple[int, bytes]:
    """Status and output of a git command, run in a work tree."""
    command = ["git", "-c", "core.quotePath=false", "-c", "protocol.allow=never", "-c", "core.fsmonitor=false"]
    environment = _environment(root)
    try:
        if hasattr(os, "posix_spawnp"):
            return _spawn([*command, "-C", root, *arguments], environment)
        import subprocess

        done = subprocess.run([*command, "-C", root, *arguments], env=environment, capture_output=True, check=False)
    except OSError:
        return -1, b""
    return done.returncode, done.stdout


def _spawn(command: list[str], environment: dict[str, str]) -> tuple[int, bytes]:
    """As `subprocess.run`, whose import alone takes half as long as an empty interpreter."""
    ours, theirs = os.pipe()
    try:
        actions = [
            (os.POSIX_SPAWN_DUP2, theirs, 1),
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ]
        child = os.posix_spawnp(command[0], command, environment, file_actions=actions)
    except OSError:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    output = b"".join(_pieces(ours))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), output


def _pieces(descriptor: int) -> Iterator[bytes]:
    with open(descriptor, "rb", buffering=0) as pipe:
        while piece := pipe.read(1 << 20):
            yield piece


def _environment(root: str) -> dict[str, str]:
    """The environment, without what git's hooks set for another repository than the one of this work tree."""
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    folder = environment.get("GIT_DIR")
    if folder is not None and os.path.realpath(folder) != os.path.realpath(_git_dir(root)):
        for name in _HERE:
            environment.pop(name, None)
    elif folder is not None:
        # git was started elsewhere: in the folder that relative names are seen from.
        for name in _HERE:
            if name in environment:
                environment[name] = os.path.abspath(environment[name])
        environment.setdefault("GIT_WORK_TREE", root)
    elif "GIT_INDEX_FILE" in environment:
        environment["GIT_INDEX_FILE"] = os.path.abspath(environment["GIT_INDEX_FILE"])
    return environment


def _git_dir(root: str) -> str:
    """The `.git` folder of a work tree, which a worktree and a submodule have elsewhere."""
    path = os.path.join(root, ".git")
    if os.path.isfile(path):
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                return os.path.join(root, file.read().strip().removeprefix("gitdir: "))
        except OSError:
            return path
    return path
