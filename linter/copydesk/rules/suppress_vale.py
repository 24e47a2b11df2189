"""Vale's comments: `vale off`, `vale Style.Rule = NO`, `vale Style.Rule["text"] = NO`, `vale styles = A, B`.

Each changes a switch from where it stands to the comment that changes it again, or to the end of the file. A style is
a folder of rules; here any id, bare name, category or tag does as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.rules.suppress import Suppressions

_ALL = re.compile(r"vale\s+(on|off)\Z")
_STYLES = re.compile(r"vale\s+styles?\s*=\s*(\S.*)\Z", re.DOTALL)
_SWITCH = re.compile(r"vale\s+([^\s=\[\]\"]+)(?:\s*\[([^\[\]]*)\])?\s*=\s*(\w+)\Z")
_TEXT = re.compile(r'"([^"]*)"')
_OFF = frozenset({"no", "off"})
_ON = frozenset({"yes", "on"})


def read_vale(found: Suppressions, comments: Iterable[tuple[int, str]], end: int, layer: int) -> None:
    """Add what Vale's comments silence.

    Args:
        found: Takes the ranges.
        comments: Offset and text of each, in order.
        end: Offset after the last place of the file.
        layer: The layer of ranges that is theirs.
    """
    off: dict[str, int] = {}  # by name, "" for all: where it was switched off
    texts: dict[tuple[str, str], int] = {}
    only = -1, ""  # where other styles than these were switched off
    also: dict[str, int] = {}  # names switched on again since
    for at, text in comments:
        if match := _ALL.match(text):
            _switch(found, layer, off, "", at, on=match[1] == "on")
        elif match := _STYLES.match(text):
            _end_only(found, only, also, at)
            only = at, match[1]
        elif (match := _SWITCH.match(text)) and match[3].lower() in _OFF | _ON:
            name, on = match[1], match[3].lower() in _ON
            if match[2] is None:
                _switch(found, layer, off, name, at, on=on)
                if on and only[1]:
                    also.setdefault(name, at)
                continue
            for piece in _TEXT.findall(match[2]):
                key = name, " ".join(piece.split())
                if not on:
                    texts.setdefault(key, at)
                elif key in texts:
                    found.add_match(*key, texts.pop(key), at)
    for name, start in off.items():
        found.add(layer, name, (start, end, -1, -1))
    for key, start in texts.items():
        found.add_match(*key, start, end)
    _end_only(found, only, also, end)


def _end_only(found: Suppressions, only: tuple[int, str], also: dict[str, int], at: int) -> None:
    start, names = only
    if names:
        found.add_only(start, at, (name.strip() for name in names.split(",")))
        for name, first in also.items():
            found.add_spared(name, first, at)
        also.clear()


def _switch(found: Suppressions, layer: int, off: dict[str, int], name: str, at: int, *, on: bool) -> None:
    if not on:
        off.setdefault(name, at)
    elif name in off:
        found.add(layer, name, (off.pop(name), at, -1, -1))
