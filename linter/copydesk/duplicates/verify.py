"""What sets two like texts apart: words, only numbers, only links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

_DATE_WORDS = frozenset(
    (  # noqa: SIM905 - thirty quoted words read worse
        "january,february,march,april,may,june,july,august,september,october,november,december,"
        "jan,feb,mar,apr,jun,jul,aug,sep,sept,oct,nov,dec,"
        "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    ).split(",")
)


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


def only_dates_differ(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two different texts are the same but for numbers and English names of months and days."""
    return first != second and _without_numbers(first, _DATE_WORDS) == _without_numbers(second, _DATE_WORDS)


def _without_numbers(words: Sequence[str], others: frozenset[str] = frozenset()) -> list[str]:
    """The words with each run of numbers, or of some other words, as one mark: 1,200 is two words and 900 is one."""
    marked = ("0" if word in others or not word.isalpha() else word for word in words)
    return [word for word, _ in groupby(marked)]


def links_differ(first: str, second: str) -> bool:
    """Whether two pieces of source both have links, and these lead to different places."""
    if first == second:
        return False
    here, there = _targets().findall(first), _targets().findall(second)
    return bool(here and there) and here != there


@lru_cache(maxsize=1)
def _targets() -> re.Pattern[str]:
    return re.compile(
        r"\]\(\s*([^\s)]*)|\]\[([^\]]*)\]|\b(?:href|src)\s*=\s*[\"']?([^\"'\s>]+)|((?:https?|ftp)://[^\s<>\")\]]+)"
    )
