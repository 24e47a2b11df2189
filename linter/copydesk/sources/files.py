"""Files of the working tree: what a walk finds, what to leave out, and reading one."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence

from copydesk.config.find import find_root
from copydesk.formats import SUFFIXES
from copydesk.model import REPORT_MARK

SKIPPED_FOLDERS = frozenset(
    {
        ".cache",
        ".copydesk_cache",
        ".git",
        ".hg",
        ".nox",
        ".svn",
        ".tox",
        ".venv",
        "__pycache__",
        "bower_components",
        "dist",
        "node_modules",
        "site-packages",
        "vendor",
        "venv",
    }
)
SKIPPED_NAMES = (
    "ads.txt",
    "app-ads.txt",
    "cmakelists.txt",
    "constraints*.txt",
    "copying*",
    "humans.txt",
    "licence*",
    "license*",
    "notice*",
    "requirements*.txt",
    "robots.txt",
    "security.txt",
    "sitemap*.txt",
)
_SKIPPED = tuple(name.partition("*") for name in SKIPPED_NAMES)

Excluded = Callable[[str, bool], bool]
"""Whether an absolute path is left out; the second argument says whether it is a folder."""


_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_LONGEST_POINTER = 1024
_REPORT_MARK = REPORT_MARK.encode()
_REPORT_HEAD = 64

LEAVES = "is a link that leaves the project and is not followed"


class UnreadableError(Exception):
    """A file that is there but cannot be read as an article; the text says why."""


class PassedError(Exception):
    """A file that is no article and is passed over with a note; the text says why."""


def walk(paths: Iterable[str], excluded: Excluded, outright: Callable[[str], bool] | None = None) -> Iterator[str]:
    """The files to read, each once, folders walked in order of name.

    Args:
        paths: Files and folders as given. A file is taken whatever its suffix.
        excluded: What the configuration excludes.
        outright: Whether to leave out the file of an absolute path although it is given; none is if not given.

    Yields:
        Paths as of `shown_path`.
    """
    seen: set[str] = set()
    for path in paths:
        found = _folder(path, excluded) if os.path.isdir(path) else [path]
        for name in found:
            if outright is not None and os.path.isfile(name) and outright(os.path.abspath(name)):
                continue
            full = os.path.abspath(name)
            if full not in seen:
                seen.add(full)
                yield shown_path(name)


def shown_path(path: str) -> str:
    """A path as it is reported: relative where given so, with forward slashes, no `./` in front."""
    return os.path.normpath(path).replace(os.sep, "/")


def _folder(top: str, excluded: Excluded) -> Iterator[str]:
    ignored = _GitIgnore(os.path.abspath(top))
    stack = [top]
    while stack:
        folder = stack.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            yield folder  # reported as unreadable when it is opened
            continue
        ignored.enter(os.path.abspath(folder), {entry.name for entry in entries})
        folders = []
        for entry in entries:
            path = os.path.abspath(entry.path)
            if entry.is_symlink():
                # What it points to is walked where it stands, or is not of this project, which is told when it is read.
                if _may_be_read(entry.name) and not ignored(path, False) and leaves_project(path):
                    yield entry.path
                continue
            if entry.is_dir():
                if entry.name not in SKIPPED_FOLDERS and not ignored(path, True) and not excluded(path, True):
                    folders.append(entry.path)
            elif _is_article(entry.name) and not ignored(path, False) and not excluded(path, False):
                yield entry.path
        stack += reversed(folders)


def leaves_project(path: str) -> bool:
    """Whether a path leads out of its git work tree by links; never outside of one."""
    full = os.path.abspath(path)
    real = os.path.realpath(full)
    if real == full or not os.path.exists(real):
        return False
    root = find_root(os.path.dirname(full))
    if root is None:
        return False
    root = os.path.realpath(root)
    return real != root and not real.startswith(os.path.join(root, ""))


def _may_be_read(name: str) -> bool:
    """Whether a walk would take a link for an article or a folder of articles."""
    return _is_article(name) or ("." not in name and name not in SKIPPED_FOLDERS)


def _is_article(name: str) -> bool:
    lower = name.lower()
    dot = lower.rfind(".")
    return dot > 0 and lower[dot:] in SUFFIXES and not _is_skipped(lower)


def _is_skipped(name: str) -> bool:
    """Whether a name in lower case is one of `SKIPPED_NAMES`, each of which has one `*` at most."""
    for start, star, end in _SKIPPED:
        if name.startswith(start) and (name.endswith(end, len(start)) if star else name == start):
            return True
    return False


def is_article_path(path: str) -> bool:
    """Whether a walk would read a file, going by its path from the top of the project."""
    *folders, name = path.split("/")
    return _is_article(name) and not SKIPPED_FOLDERS.intersection(folders)


def is_left_out(path: str) -> bool:
    """Whether a walk of the whole project would leave out a file by its name or a folder that it stands in.

    Args:
        path: Absolute path of the file. Outside of a git work tree, the folders below the current one count.
    """
    folder, name = os.path.split(path)
    if _is_skipped(name.lower()):
        return True
    root = os.path.join(find_root(folder) or os.getcwd(), "")
    return path.startswith(root) and not SKIPPED_FOLDERS.isdisjoint(path[len(root) :].split(os.sep)[:-1])


class _GitIgnore:
    """The `.gitignore` files from the root of the work tree down to where the walk is."""

    def __init__(self, top: str) -> None:
        self.specs: list[tuple[str, Callable[[str, bool], bool | None]]] = []
        self.seen: set[str] = set()
        above: list[str] = []
        at = top
        while not os.path.exists(os.path.join(at, ".git")):
            parent = os.path.dirname(at)
            if parent == at:
                above = []  # not in a work tree: nothing above the folder counts
                break
            at = parent
            above.append(at)
        info = os.path.join(at, ".git", "info", "exclude")
        if os.path.isfile(info):
            self._read(info, at)
        for folder in reversed(above):
            self.enter(folder, {".gitignore"})

    def enter(self, folder: str, names: set[str]) -> None:
        if ".gitignore" in names and folder not in self.seen:
            self.seen.add(folder)
            self._read(os.path.join(folder, ".gitignore"), folder)

    def _read(self, path: str, folder: str) -> None:
        try:
            with open(path, encoding="utf-8-sig", errors="replace") as file:
                lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
        except OSError:
            return
        if lines:
            self.specs.append((_below(folder), _match(lines)))

    def __call__(self, path: str, folder: bool) -> bool:
        return _verdict(self.specs, path, folder)


def _match(lines: list[str]) -> Callable[[str, bool], bool | None]:
    """Verdict of some gitignore lines on a relative path: ignored, taken back, or nothing said.

    As in git, a line that is no pattern is passed over.
    """
    from pathspec import GitIgnoreSpec

    from copydesk.config.settings import is_pattern

    spec = GitIgnoreSpec.from_lines(line for line in lines if is_pattern(line))

    def verdict(relative: str, folder: bool) -> bool | None:
        return spec.check_file(relative.replace(os.sep, "/") + ("/" if folder else "")).include

    return verdict


def _below(folder: str) -> str:
    """What the paths below a folder begin with."""
    return folder if folder.endswith(os.sep) else folder + os.sep


def exclusion(parts: Iterable[tuple[Sequence[str], str]]) -> Excluded:
    """What the gitignore patterns of a configuration speak of.

    Args:
        parts: Patterns, and the folder that they are relative to; later ones may take back what earlier ones say.
    """
    specs = [(_below(os.path.abspath(root)), _match(list(patterns))) for patterns, root in parts if patterns]
    if not specs:
        return lambda _path, _folder: False

    def excluded(path: str, folder: bool) -> bool:
        return _verdict(specs, path, folder)

    return excluded


def _verdict(specs: Iterable[tuple[str, Callable[[str, bool], bool | None]]], path: str, folder: bool) -> bool:
    """What the last of some patterns says that has something to say about a path."""
    ignored: bool | None = None
    for base, spec in specs:
        if path.startswith(base):
            verdict = spec(path[len(base) :], folder)
            ignored = ignored if verdict is None else verdict
    return bool(ignored)


def read_file(path: str) -> bytes:
    """The bytes of an article.

    Raises:
        PassedError: It has vanished, is binary, or leads out of the project.
        UnreadableError: It cannot be opened, or is no regular file.
    """
    if leaves_project(path):
        raise PassedError(LEAVES)
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            raise UnreadableError("is a folder that cannot be read" if stat.S_ISDIR(mode) else "not a regular file")
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        gone = "is a link to nothing" if os.path.islink(path) else "vanished before it was read"
        raise PassedError(gone) from None
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from None
    refuse_other(data)
    return data


def refuse_other(data: bytes) -> None:
    """Tell text from what is none, as git does: by a NUL near the beginning, unless a mark says UTF-16 or UTF-32.

    Raises:
        PassedError: It is binary, stands for a file that Git LFS has not brought, or is a report on articles.
    """
    if data.startswith(_LFS_POINTER) and len(data) < _LONGEST_POINTER:
        raise PassedError("is a Git LFS pointer, without the text it stands for")
    if is_report(data):
        raise PassedError("is a report of copydesk")
    if b"\x00" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        raise PassedError("is binary")


def is_report(data: bytes) -> bool:
    """Whether a file, given by its first bytes at least, is a page of this program that reports on articles."""
    return _REPORT_MARK in data[:_REPORT_HEAD]
