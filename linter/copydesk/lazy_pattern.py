"""Patterns that are compiled when they are first used: the formats have dozens, of which an article needs a few."""

from __future__ import annotations

import re

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from re import compile as lazy_pattern
else:

    class _Pattern:
        """Has the methods of a compiled pattern, each from when it is first asked for."""

        def __init__(self, source: str | bytes, flags: int) -> None:
            self._made = source, flags

        def __getattr__(self, name: str) -> object:
            found = self.__dict__[name] = getattr(re.compile(*self._made), name)
            return found

    def lazy_pattern(pattern: str | bytes, flags: int = 0) -> _Pattern:
        """As `re.compile`, for patterns whose methods are called; functions of `re` do not take them."""
        return _Pattern(pattern, flags)


__all__ = ["lazy_pattern"]
