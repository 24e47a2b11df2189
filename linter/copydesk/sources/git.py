"""What git knows of a work tree: its files, and which of them differ from a tree.

Nothing here fetches: in a clone that lacks objects, a question that needs one has no answer. Nothing is written either.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from copydesk.typed import NamedTuple

_HERE = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")


def head_tree(root: str) -> str | None:
    """Name of the tree of the commit that is checked out, or None where there is no commit yet."""
    status, output = git(root, "rev-parse", "--verify", "--quiet", "HEAD^{tree}")
    return output.decode("ascii").strip() if status == 0 else None


def tracked_files(root: str) -> list[str] | None:
    """Paths of what git tracks, from the root, in order, whether or not a file is there; None if git fails.

    Of an index that a commit of some files uses (`GIT_INDEX_FILE`), if one is set.
    """
    status, output = git(root, "ls-files", "-z")
    # A file in conflict stands three times.
    return list(dict.fromkeys(os.fsdecode(name) for name in output.split(b"\0") if name)) if status == 0 else None


def changed_files(root: str, tree: str) -> dict[str, str] | None:
    """Files of the work tree that may differ from a tree; None if git fails.

    A file whose times have changed counts as one that may differ.

    Returns:
        By path from the root: `A` if the tree does not have it, `D` if the work tree does not have it or git does not
        track it, else `M`.
    """
    status, output = git(root, "diff-index", "-z", "--no-renames", "--ignore-submodules=all", tree)
    if status != 0:
        return None
    parts = iter(output.split(b"\0"))
    changed: dict[str, str] = {}
    for head in parts:
        if not head:
            break
        state = chr(head[-1])
        path = os.fsdecode(next(parts))
        # A file in conflict stands here more than once.
        changed[path] = state if state in "AD" and changed.get(path, state) == state else "M"
    return changed


class Commit(NamedTuple):
    """A commit: its name, when it was made in seconds since 1970, and the first line of its message."""

    name: str
    time: int
    subject: str


def commits(root: str, paths: Sequence[str], most: int) -> list[Commit]:
    """The last commits on the way of first parents that changed something under some paths, the latest first.

    Args:
        root: The work tree.
        paths: From the root; `.` for all of it.
        most: How many.
    """
    status, output = git(
        root,
        "log",
        f"--max-count={most}",
        "--first-parent",
        "--format=%H %ct %s",
        "-z",
        "--end-of-options",
        "HEAD",
        "--",
        *paths,
    )
    found = []
    for line in output.decode("utf-8", "replace").split("\0") if status == 0 else ():
        name, time, subject = (*line.split(" ", 2), "", "")[:3]
        if name and time.isdigit():
            found.append(Commit(name, int(time), subject))
    return found


def tree_files(root: str, commit: str, paths: Sequence[str]) -> list[tuple[str, str]]:
    """Path from the root and name of the blob of all files that a commit has under some paths; no links."""
    status, output = git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *paths)
    found = []
    for line in output.split(b"\0") if status == 0 else ():
        facts, _, path = line.partition(b"\t")
        if facts.startswith(b"100"):
            found.append((os.fsdecode(path), facts.split()[2].decode("ascii")))
    return found


def blobs(root: str, names: Iterable[str]) -> dict[str, bytes]:
    """The contents of blobs by name; those that are not here are left out."""
    import subprocess

    wanted = list(dict.fromkeys(names))
    command = ["git", "-c", "protocol.allow=never", "-C", root, "cat-file", "--batch"]
    feed = "".join(f"{name}\n" for name in wanted).encode("ascii")
    done = subprocess.run(command, env=_environment(root), input=feed, capture_output=True, check=False)
    found = {}
    at, output = 0, done.stdout
    for name in wanted:
        end = output.find(b"\n", at)
        head = output[at:end].split()
        at = end + 1
        if len(head) == 3 and head[1] == b"blob":
            size = int(head[2])
            found[name] = output[at : at + size]
            at += size + 1
    return found


def sparse_patterns(root: str) -> bytes:
    """What says which files a sparse checkout checks out, and whether there is one; nothing where there is none."""
    folder = _git_dir(root)
    patterns = _content(os.path.join(folder, "info", "sparse-checkout"))
    if not patterns:
        return b""
    common = os.path.join(folder, os.fsdecode(_content(os.path.join(folder, "commondir")).strip()))
    settings = _content(os.path.join(folder, "config.worktree")) + b"\n" + _content(os.path.join(common, "config"))
    switches = [line.strip() for line in settings.split(b"\n") if b"sparse" in line.lower()]
    return b"\n".join([patterns, *switches])


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def git(root: str, *arguments: str) -> tuple[int, bytes]:
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
