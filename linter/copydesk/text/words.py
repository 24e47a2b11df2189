"""Words of a piece of visible text."""

from __future__ import annotations

import re

_MARKS = (
    "\u0300-\u036f"  # accents that stand after their letter
    "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"  # Hebrew and Arabic vowels
    "\u0900-\u0963\u0966-\u0dff\u0e30-\u0e4e"  # Indic and Thai vowel signs, without the danda
    "\u00ad\u200b-\u200d\u2060"  # soft hyphen, joiners and other marks of no width
)
WORD = re.compile(rf"\w[\w{_MARKS}]*(?:['’]\w[\w{_MARKS}]*)*")
"""A run of letters and digits with its apostrophes: `don't`, `3`, `naïve`; a hyphen separates."""


def words(text: str) -> list[str]:
    """The words of a text as they stand."""
    return WORD.findall(text)


def word_ranges(text: str) -> list[tuple[int, int]]:
    """Offsets of the words of a text."""
    return [match.span() for match in WORD.finditer(text)]
