"""Writing an article in place of an older version of itself."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from copydesk.sources.files import leaves_project


class ChangedError(Exception):
    """A file is not what it was when it was read."""


def replace_file(path: str, old: bytes, new: bytes) -> bool:
    """Give a file other content, all of it or none, and keep its mode and owner.

    The content is written beside the file and moved there, so that no reader, and no run that is killed, meets half of
    it. A link is followed to the file it names. Of the names of one file (hard links) the others keep the old content: they
    may be another place of the same article, but as often they are a copy to go back to.

    Args:
        path: The file.
        old: What it held when it was read.
        new: What it shall hold.

    Returns:
        Whether the file had other names, which keep the old content.

    Raises:
        ChangedError: It holds something else by now; it is left alone.
        OSError: It cannot be written, or is marked as not to be written.
    """
    real = os.path.realpath(path)
    if leaves_project(path):
        raise PermissionError(1, "is a link that leaves the project", path)
    if not os.access(real, os.W_OK):
        raise PermissionError(13, os.strerror(13), path)
    folder, name = os.path.split(real)
    beside = os.path.join(folder, f".{name[:100]}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    status = os.stat(real)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        if hasattr(os, "chown"):
            with suppress(PermissionError):  # only root may give a file away; its group may be one of ours
                os.chown(beside, status.st_uid, status.st_gid)
        os.chmod(beside, stat.S_IMODE(status.st_mode))
        _expect(real, old)
        os.replace(beside, real)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(beside)
        raise
    return status.st_nlink > 1


def _expect(path: str, content: bytes) -> None:
    with open(path, "rb") as file:
        if file.read() != content:
            raise ChangedError
