"""Words that every pupil knows: the list of E. Dale and J. S. Chall, read from textstat's files without its import.

Importing textstat costs as much as a hundred empty interpreters. Finding where it is installed costs half of one, so none
of this is on the path of a check that shows no figures.
"""

from __future__ import annotations

import os
import re
from functools import cache

_ENDINGS = (
    ("n't", ("",)),
    ("'s", ("",)),
    ("s'", ("s",)),
    ("'ll", ("",)),
    ("'re", ("",)),
    ("'ve", ("",)),
    ("'d", ("",)),
    ("'m", ("",)),
    ("ies", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ier", ("y",)),
    ("er", ("", "e")),
    ("iest", ("y",)),
    ("est", ("", "e")),
)
"""Regular inflections, and what stands in their place in the word itself."""

_DOUBLED = re.compile(r"([bdgklmnprtv])\1$")


@cache
def easy_words() -> frozenset[str] | None:
    """The list, in lower case; None where textstat is not installed."""
    from importlib.util import find_spec

    found = find_spec("textstat")
    folders = found.submodule_search_locations if found is not None else None
    for folder in folders or ():
        try:
            with open(os.path.join(folder, "resources", "en", "easy_words.txt"), encoding="utf-8") as file:
                return frozenset(line.strip() for line in file)
        except OSError:
            continue
    return None


def is_easy(word: str, easy: frozenset[str]) -> bool:
    """Whether a word or what it is an inflection of is on the list, or each part of a compound.

    E. Dale and J. S. Chall, "A formula for predicting readability: instructions", 1948, count plurals, possessives,
    the forms of verbs and the degrees of adjectives as familiar if the word is; textstat does not.

    Args:
        word: In lower case, with plain apostrophes.
        easy: What `easy_words` gives.
    """
    if word in easy:
        return True
    if "-" in word:
        return all(is_easy(part, easy) for part in word.split("-") if part)
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            if any(stem + letters in easy for letters in replacements):
                return True
            if ending in ("ed", "ing", "er", "est") and _DOUBLED.search(stem) and stem[:-1] in easy:
                return True
    return False
