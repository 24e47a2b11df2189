"""The files that a run depends on, and waiting until one of them is another."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing

from copydesk.config.find import NAMES, PYPROJECT, find_root
from copydesk.formats import SUFFIXES
from copydesk.model import CopydeskError
from copydesk.planner import Planner, RunOptions
from copydesk.sources.files import SKIPPED_FOLDERS, walk
from copydesk.typed import NamedTuple

_TICK = 100  # milliseconds between looks at whether to stop
_CONFIGS = (*NAMES, PYPROJECT)
_RULES = (".yml", ".yaml")

Stamp = tuple[int, int, int, int]
"""Times of content and of entry, size, and inode of a file: what changes with it, however it is written."""


class Watched(NamedTuple):
    """What a run depends on.

    Attributes:
        files: Absolute paths of articles, configurations, rules and baselines, and what they are like; None for one
            that is not there but would count, such as a configuration.
        folders: Folders whose entries tell of changes: each is there, those below it are not meant.
    """

    files: Mapping[str, Stamp | None]
    folders: frozenset[str]


def look(paths: Sequence[str], options: RunOptions, named: Iterable[str] = (), written: Iterable[str] = ()) -> Watched:
    """See what the files are like that a run would read.

    Args:
        paths: Files and folders as given to the run.
        options: Those of the run.
        named: Further files that it reads.
        written: Files that it writes, which do not count.
    """
    planner = Planner(options)
    files: set[str] = set()
    folders: set[str] = set()

    def excluded(path: str, folder: bool) -> bool:
        out = planner.excluded(path, folder)
        if folder and not out:
            folders.add(path)
        return out

    try:
        tops = [os.path.abspath(path) for path in paths]
        for path in tops:
            planner.config_of(path if os.path.isdir(path) else os.path.dirname(path))
        files.update(map(os.path.abspath, walk(tops, excluded)))
        files.update(_settings_files(planner))
    except CopydeskError:  # what holds is not known before that is mended, so all that may have to be counts
        files.update(map(os.path.abspath, walk(tops, lambda _path, _folder: False)))
        for path in tops:
            files.update(_like_settings(find_root(path) or path))
    folders.update(path for path in tops if os.path.isdir(path))
    files.update(tops)
    files.update(map(os.path.abspath, named))
    if planner.final is not None:
        files.add(planner.final)
    files.update(os.path.join(folder, name) for folder in planner.configs for name in _CONFIGS)
    folders.update(map(os.path.dirname, files))
    files.difference_update(folders, map(os.path.abspath, written))
    return Watched({path: _stamp(path) for path in files}, frozenset(filter(os.path.isdir, folders)))


def _settings_files(planner: Planner) -> Iterator[str]:
    """The files that the configurations of a run bring with them.

    Raises:
        CopydeskError: Something in one is wrong.
    """
    from copydesk.config.load import base_path
    from copydesk.rules.folders import rule_folders

    here = os.getcwd()
    for config in {planner.config_of(here), *planner.configs.values()}:
        ready = planner.ready_for(config, os.path.dirname(config) if config is not None else here)
        yield from (base_path(path, name) for path, name in ready.settings.bases)
        if ready.group.baseline is not None:
            yield ready.group.baseline
        for folder in rule_folders(ready.settings)[1:]:
            yield os.path.join(folder, "*")  # so that a first rule in it is seen
            yield from _below(folder, lambda name: name.lower().endswith(_RULES))


def _like_settings(top: str) -> Iterator[str]:
    """All files that may be configurations or rules."""
    return _below(top, lambda name: name.lower().endswith(_RULES) or name == PYPROJECT)


def _below(top: str, wanted: Callable[[str], bool]) -> Iterator[str]:
    for folder, below, names in os.walk(top):
        below[:] = [name for name in below if name not in SKIPPED_FOLDERS]
        yield from (os.path.join(folder, name) for name in names if wanted(name))


def _stamp(path: str) -> Stamp | None:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def wait(seen: Watched, look_again: Callable[[], Watched]) -> tuple[Watched, list[str]]:
    """Wait until a file has changed, come or gone.

    What the system tells of changes only wakes this up; whether something has changed is seen by looking. So nothing is
    lost that happens before or between, and what does not belong to the run starts none.

    Args:
        seen: What the files were like before the run.
        look_again: Looks at them.

    Returns:
        What they are like now, and the absolute paths of those that have changed, in order.

    Raises:
        CopydeskError: The system cannot tell of changes.
    """
    from watchfiles import watch

    while True:
        names = {os.path.basename(path) for path in (*seen.files, *seen.folders)} | {".gitignore", "exclude"}

        def may_matter(_change: object, path: str, names: set[str] = names) -> bool:
            name = os.path.basename(path)
            return name in names or name.lower().endswith((*SUFFIXES, *_RULES)) or os.path.isdir(path)

        changes = watch(
            *sorted(seen.folders),
            watch_filter=may_matter,
            rust_timeout=_TICK,
            yield_on_timeout=True,
            recursive=False,
            ignore_permission_denied=True,
        )
        fresh = True
        try:
            with closing(changes):
                for told in changes:
                    if not told and not fresh:
                        continue
                    fresh = False  # the first time, as something may have changed before it was watched
                    now = look_again()
                    changed = sorted(
                        path
                        for path in seen.files.keys() | now.files.keys()
                        if seen.files.get(path) != now.files.get(path)
                    )
                    if changed:
                        return now, changed
                    if now.folders != seen.folders:
                        seen = now
                        break
        except FileNotFoundError:  # a folder has gone
            seen = seen._replace(folders=frozenset(filter(os.path.isdir, seen.folders)))
        except OSError as error:
            raise CopydeskError(
                f"--watch: the system cannot tell of changes ({error}); with WATCHFILES_FORCE_POLLING=1 in the "
                "environment it is not asked"
            ) from None
