"""The name of a repository that is the same on every machine."""

from __future__ import annotations

import os
import re

_WITH_HOST = re.compile(r"[a-z][a-z0-9+.-]*://(?:[^/@]*@)?([^/:]+)(?::\d+)?/(.+)", re.IGNORECASE)
_SHORT = re.compile(r"(?:[^/@:]+@)?([^/:]{2,}):(?!//)/?(.+)")  # `git@host:path`; one letter is a drive


def origin_of(root: str) -> str:
    """`host/path` of the remote `origin` of a work tree; the name of its folder where it has none, or is none."""
    name = remote_name(_remote(root))
    return name or os.path.basename(os.path.realpath(root)) or "root"


def remote_name(url: str) -> str:
    """`host/path` of the address of a remote, however it is reached; the last folder of one on this machine."""
    url = url.strip()
    match = _WITH_HOST.fullmatch(url) or (None if "://" in url else _SHORT.fullmatch(url))
    if match is not None:
        return f"{match[1].lower()}/{_bare(match[2])}"
    return _bare(url).replace(os.sep, "/").rpartition("/")[2]


def _bare(path: str) -> str:
    return path.strip("/").removesuffix(".git").rstrip("/")


def _remote(root: str) -> str:
    """The address of the remote `origin`, or nothing."""
    import subprocess

    # A hook runs with variables that name the repository of the commit, which need not be this one.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "-C", root, "config", "--get", "remote.origin.url"],
            env=environment,
            capture_output=True,
            check=False,
        )
    except OSError:
        return ""
    return os.fsdecode(done.stdout) if done.returncode == 0 else ""
