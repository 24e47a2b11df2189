"""What sets two like texts apart: words, only numbers, only links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby


def differing_words(here: Sequence[str], there: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that one text has more often than the other, each in the order of its own text.

    Args:
        here: Folded words of one text.
        there: Folded words of the other.

    Returns:
        Words only here and words only there; both empty if only their order differs.
    """
    return _surplus(here, there), _surplus(there, here)


def _surplus(words: Sequence[str], others: Sequence[str]) -> list[str]:
    left = Counter(words)
    left.subtract(Counter(others))
    surplus = []
    for word in reversed(words):
        if left[word] > 0:
            left[word] -= 1
            surplus.append(word)
    return surplus[::-1]


def only_numbers_differ(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two different texts are the same but for words with a digit in them, as in a wire service's templates."""
    return first != second and _without_numbers(first) == _without_numbers(second)


def _without_numbers(words: Sequence[str]) -> list[str]:
    """The words with each run of numbers as one mark, since 1,200 is two words and 900 is one."""
    marked = ("0" if any(character.isdigit() for character in word) else word for word in words)
    return [word for word, _ in groupby(marked)]


def links_differ(first: str, second: str) -> bool:
    """Whether two pieces of source link to different places."""
    return first != second and _targets().findall(first) != _targets().findall(second)


@lru_cache(maxsize=1)
def _targets() -> re.Pattern[str]:
    return re.compile(
        r"\]\(\s*([^\s)]*)|\]\[([^\]]*)\]|\b(?:href|src)\s*=\s*[\"']?([^\"'\s>]+)|((?:https?|ftp)://[^\s<>\")\]]+)"
    )
