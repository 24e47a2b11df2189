"""Compiled data on disk: fast to load, safe to share, never trusted further than its owner.

An entry is one file: a digest and `marshal` data, which holds nothing that runs. It is written beside its place and
moved there, so that readers and other writers never see half of one; what is damaged counts as missing.
"""

from __future__ import annotations

import marshal
import os
import re

from copydesk.config.find import find_root
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

FOLDER = ".copydesk_cache"
_DIGEST = 16

_HEAD = 1 << 16  # bytes of git's index
_NAMES = 200
_MODES = (b"\0\0\x81\xa4", b"\0\0\x81\xed", b"\0\0\xa0\0", b"\0\0\xe0\0")  # of files, links and submodules


def digest(data: bytes = b"", size: int = _DIGEST) -> Any:
    """A hash object of BLAKE2b, of 16 bytes if not told otherwise."""
    try:
        # hashlib takes the same function from here, but loads OpenSSL first, longer than all else in this module.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=size)


def reason_to_distrust(folder: str) -> str | None:
    """Why a cache folder must not be used, or None if it may be.

    Args:
        folder: The cache folder; it need not be there.

    Returns:
        A sentence: another user owns it, or git tracks what is in it, so that somebody else may have written it.
    """
    try:
        owner = os.stat(folder).st_uid
    except OSError:
        return None
    if hasattr(os, "geteuid") and owner != os.geteuid():
        return "the cache belongs to another user and is ignored"
    above = os.path.dirname(os.path.abspath(folder))
    # Of a link or a submodule, git's index names nothing below.
    other = os.path.islink(folder) or os.path.lexists(os.path.join(folder, ".git"))
    if (other or _may_be_tracked(find_root(above) or above, folder)) and _is_tracked(folder):
        return "the cache is tracked by git and is ignored; remove it with: git rm -r --cached " + os.path.basename(
            folder
        )
    return None


def _may_be_tracked(root: str, folder: str) -> bool:
    """Whether git's index may name a file of ours; a look at its bytes is enough to rule it out.

    Names stand in it in order, so that one from the top of the work tree is seen among the first. Version 4 leaves out
    what a name has in common with the one before, so only the ends of names are whole; of an index that is split most
    names stand in another file.
    """
    git = os.path.join(root, ".git")
    name = os.fsencode(os.path.relpath(folder, root)).replace(os.fsencode(os.sep), b"/")
    try:
        if os.path.isfile(git):
            with open(git, encoding="utf-8") as file:
                git = os.path.join(root, file.read().strip().removeprefix("gitdir: "))
        with open(os.environ.get("GIT_INDEX_FILE") or os.path.join(git, "index"), "rb", buffering=0) as file:
            data = file.read(_HEAD)
            found = _first_names_have(data, name)
            if found is None:
                data += file.read()
                found = b".marshal" in data or b".cdx" in data or b"link\0\0" in data
        return found or any(entry.startswith("sharedindex.") for entry in os.listdir(git))
    except (OSError, ValueError):
        return False


def _first_names_have(index: bytes, name: bytes) -> bool | None:
    """Whether the names at the head of git's index hold one, or another one below it; None if they do not tell.

    See `gitformat-index`: of version 2 or 3, with hashes of 20 bytes.
    """
    if index[:4] != b"DIRC" or index[4:8] not in (b"\0\0\0\2", b"\0\0\0\3"):
        return None
    at = 12
    for _ in range(min(int.from_bytes(index[8:12], "big"), _NAMES)):
        flags = int.from_bytes(index[at + 60 : at + 62], "big")
        start = at + (64 if flags & 0x4000 else 62)
        end = start + (flags & 0xFFF)
        mine = index[start:end]
        if index[at + 24 : at + 28] not in _MODES or index[end : end + 1] != b"\0" or b"\0" in mine:
            return None
        if mine == name or mine.startswith(name + b"/"):
            return True
        if mine > name + b"/":
            return False
        at += (end - at) // 8 * 8 + 8
    return None


def _is_tracked(folder: str) -> bool:
    import subprocess

    try:
        listed = subprocess.run(
            ["git", "ls-files", "--", os.path.basename(folder)],
            cwd=os.path.dirname(os.path.abspath(folder)),
            capture_output=True,
            check=False,
        )
    except OSError:
        return True
    return bool(listed.stdout)


def read(path: str) -> Any:
    """The data of an entry, or None where it is not there, damaged, or another user's."""
    try:
        with open(path, "rb", buffering=0) as file:
            if hasattr(os, "geteuid") and os.fstat(file.fileno()).st_uid != os.geteuid():
                return None
            data = file.read()
    except OSError:
        return None
    # marshal must not see damaged bytes: they may make it take all memory.
    if digest(data[_DIGEST:]).digest() != data[:_DIGEST]:
        return None
    try:
        return marshal.loads(data[_DIGEST:])  # noqa: S302 - our own user wrote it, and its digest holds
    except (EOFError, ValueError, TypeError):
        return None


def make_folder(folder: str) -> None:
    """Make a cache folder that git leaves alone.

    Raises:
        OSError: It cannot be made.
    """
    if not os.path.isdir(folder):
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, ".gitignore"), "w", encoding="utf-8") as file:
            file.write("*\n")


def write(path: str, value: Any, keep: int) -> None:
    """Keep data for later runs; a folder that cannot be written to is no error.

    Args:
        path: The entry; its folder is made if it is not there. The name is `<kind>-<key>.marshal`.
        value: Plain data: None, numbers, strings, bytes, tuples, lists, dicts.
        keep: How many entries of this kind stay in the folder, the newest first.
    """
    folder, name = os.path.split(path)
    temporary = f"{path}.{os.getpid()}-{os.urandom(4).hex()}"
    payload = marshal.dumps(value)
    try:
        make_folder(folder)
        try:
            with open(temporary, "xb") as output:
                output.write(digest(payload).digest() + payload)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
        # Entries of this kind, and what a run that was killed left of one; the folder may hold other things.
        ours = re.compile(re.escape(name.partition("-")[0]) + r"-[\w-]*\.marshal(?:\.[\w-]*)?")
        entries = [entry for entry in os.scandir(folder) if ours.fullmatch(entry.name)]
        for entry in sorted(entries, key=lambda entry: entry.stat().st_mtime_ns)[:-keep]:
            os.unlink(entry.path)
    except OSError:
        return
