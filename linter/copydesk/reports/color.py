"""Colours on a terminal: whether, and which."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal, TextIO, TypeAlias

ColorChoice: TypeAlias = "Literal['auto', 'always', 'never']"
Paint = Callable[[str, str], str]
"""Takes a text and the name of a style, gives the text in that style."""

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "suggestion": "1;36",
    "path": "1",
    "gutter": "34",
    "dim": "2",
    "removed": "31",
    "added": "32",
}


def want_color(stream: TextIO, choice: ColorChoice, environ: Mapping[str, str]) -> bool:
    """Whether to colour what goes to a stream.

    Args:
        stream: Where the output goes.
        choice: What the command line says.
        environ: `NO_COLOR` forbids colours and `FORCE_COLOR` asks for them if they are set and not empty
            (https://no-color.org, https://force-color.org); the first wins over the second.

    Returns:
        The choice if it is a definite one, else what the environment says, else whether this is a terminal
        that knows colours.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return environ["FORCE_COLOR"].lower() not in ("0", "false")
    return stream.isatty() and environ.get("TERM") != "dumb"


def painter(color: bool) -> Paint:
    """A function that colours, or one that leaves everything as it is."""
    return _paint if color else _plain


def _paint(text: str, style: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if text else text


def _plain(text: str, style: str) -> str:  # noqa: ARG001 - same shape as _paint
    return text
