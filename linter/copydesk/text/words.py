"""Words of a piece of visible text."""

from __future__ import annotations

import re

WORD = re.compile(r"\w+(?:['’]\w+)*", re.UNICODE)
"""A run of letters and digits with its apostrophes: `don't`, `3`, `naïve`; a hyphen separates."""


def words(text: str) -> list[str]:
    """The words of a text as they stand."""
    return WORD.findall(text)


def word_ranges(text: str) -> list[tuple[int, int]]:
    """Offsets of the words of a text."""
    return [match.span() for match in WORD.finditer(text)]
