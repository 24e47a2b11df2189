"""Words of a piece of visible text."""

from __future__ import annotations

import re

from copydesk.text.marks import MARKS

_INSIDE = rf"\w{MARKS}\u00ad\u200b-\u200d\u2060"  # with soft hyphen, joiners and other marks of no width
WORD = re.compile(rf"\w[{_INSIDE}]*(?:['’]\w[{_INSIDE}]*)*")
"""A run of letters and digits with its apostrophes: `don't`, `3`, `naïve`; a hyphen separates."""


def words(text: str) -> list[str]:
    """The words of a text as they stand."""
    return WORD.findall(text)


def word_ranges(text: str) -> list[tuple[int, int]]:
    """Offsets of the words of a text."""
    return [match.span() for match in WORD.finditer(text)]
