"""What `--watch` of `copydesk check` does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec

from copydesk.model import CopydeskError
from copydesk.planner import RunOptions
from copydesk.reports.escape import escape
from copydesk.typed import TYPE_CHECKING
from copydesk.watched import Watched, look, wait

if TYPE_CHECKING:
    from typing import Any, NoReturn

_CLEAR = "\x1b[H\x1b[2J"

_CANNOT = {
    "fix": "the editor that holds an article would write over the fix, or the fix over what is half written",
    "add_ignores": "it would silence what is half written",
    "staged": "what is saved is not what is staged",
    "config_from": "it is for changes of others",
    "stdin_filename": "standard input is read once",
    "show_files": "it lists the files and stops",
}


def watch_articles(
    paths: tuple[str, ...], run: Callable[..., int], wrong_use: type[CopydeskError], options: Mapping[str, Any]
) -> NoReturn:
    """Lint articles, and again whenever one of them, the configuration, a rule or a baseline changes; until Ctrl-C.

    Args:
        paths: Files and folders.
        run: Lints once, given the paths and the options.
        wrong_use: The error of `run` that no change of a file mends.
        options: The options of the command without `watch`.

    Raises:
        CopydeskError: The call makes no sense, watchfiles is missing, or the system cannot tell of changes.
        KeyboardInterrupt: Ctrl-C.
    """
    if "-" in paths:
        raise wrong_use(f"--watch looks at files; {_CANNOT['stdin_filename']}")
    for name, why in _CANNOT.items():
        if options[name]:
            raise wrong_use(f"--watch goes without --{name.replace('_', '-')}: {why}")
    if find_spec("watchfiles") is None:
        raise CopydeskError("--watch needs the package watchfiles: pip install 'copydesk[watch]'")
    asked = RunOptions(**{name: options[name] for name in RunOptions._fields if name in options})
    written = [target.partition("=")[2] for target in options["output_format"] if "=" in target]
    named = [options["baseline"]] if options["baseline"] is not None else []

    def look_again() -> Watched:
        return look(paths or (".",), asked, named, written)

    while True:
        seen = look_again()
        _lint(paths, run, wrong_use, options)
        _say(options, "waiting for changes, Ctrl-C to stop")
        _, changed = wait(seen, look_again)
        if sys.stdout.isatty():
            sys.stdout.write(_CLEAR)
            sys.stdout.flush()  # before what is said on standard error
        _say(options, _told(changed))


def _lint(
    paths: tuple[str, ...], run: Callable[..., int], wrong_use: type[CopydeskError], options: Mapping[str, Any]
) -> None:
    """Lint once; what is wrong with the configuration is told, as it can be mended meanwhile."""
    try:
        run(paths, **options)
    except wrong_use:
        raise
    except CopydeskError as error:
        sys.stderr.write(f"copydesk: {error}\n")
    sys.stdout.flush()


def _told(changed: list[str]) -> str:
    if len(changed) > 1:
        return f"{len(changed):,} files have changed"
    name = escape(os.path.relpath(changed[0]).replace(os.sep, "/"))
    return f"{name} has {'changed' if os.path.exists(changed[0]) else 'gone'}"


def _say(options: Mapping[str, Any], text: str) -> None:
    if not options["quiet"]:
        sys.stderr.write(f"copydesk: {text}\n")
    sys.stderr.flush()
