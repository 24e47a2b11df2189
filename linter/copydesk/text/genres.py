"""Kinds of text in which a quotation needs no source of its own: what tells them from reports."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = r"[^\W\d_a-z][\w.’'-]*"
LABEL = rf"\W{{0,3}}(?:Q|A|{_NAME}(?: {_NAME}){{0,4}}(?: \([^()]{{1,60}}\))?) ?: ?(?=\S)"
"""A speaker's label at the start of a block: `Q:`, `ANN LEE (laughs):`."""

_YEAR = r"\(?\b(?:1[5-9]|20)\d\d[a-z]?\b"
_AUTHOR = r"[\W\d]{0,12}[^\W\d_a-z][\w’'-]+, (?:[^\W\d_a-z]\.|[^\W\d_a-z][\w’'-]+[,.;])"
_NAMED = r"\W{0,3}(?:[^\W\d_a-z][\w.’'-]+ (?:(?:de|du|van|von|der|al|el|la|le|di) )?){1,3}[^\W\d_a-z][\w.’'-]+(?=,|\s*\(|\s*$)"
_LONGEST_SIGNATURE = 20  # words
_LONGEST_QUESTION = 30  # words
_SALUTATION = r"\W{0,3}(?:(?:Dear|To the) (?:Editor|editor|Sir|Sirs|Madam)\b|(?:Sir|SIR|Madam)\b ?[,—–-]|Sehr geehrte|Zum Artikel\b)"
_ASIDES = ("pause", "pauses", "silence", "beat", "laughs", "laughter", "applause", "nods", "sighs", "crosstalk")
_FEW = 5
_SHARE = 0.25


def is_interview(texts: Sequence[str]) -> bool:
    """Whether a quarter of the blocks, three or more, start with a speaker's label, and somebody speaks twice."""
    labels: dict[str, int] = {}
    for text in texts:
        match = re.match(LABEL, text[:200]) if ":" in text[:80] else None
        if match is not None and not text[match.end()].isdigit():
            labels[match[0]] = labels.get(match[0], 0) + 1
    total = sum(labels.values())
    return total >= 3 and max(labels.values()) >= 2 and 4 * total >= len(texts)


def is_question(text: str) -> bool:
    """Whether a block is a short question, as an interviewer asks it."""
    return text.rstrip(" \xa0*_").endswith("?") and len(text.split()) <= _LONGEST_QUESTION


def is_name_line(text: str) -> bool:
    """Whether a block is a name, perhaps with an office, and no sentence: `Ann Lee, captain of the ferry`."""
    text = text.strip(" \xa0*_")
    return (
        len(text.split()) <= _LONGEST_SIGNATURE
        and text.rstrip('”»")')[-1:].isalnum()
        and re.match(_NAMED, text) is not None
    )


def is_aside(text: str) -> bool:
    """Whether a block is a stage direction in a dialogue, such as `She pauses`."""
    if len(text) >= 30 or text.rstrip().endswith((":", ",")):
        return False
    words = text.strip(" .()[]*").lower().split()
    return 0 < len(words) <= 3 and (words[0] in _ASIDES or (words[0] in ("he", "she", "they") and len(words) > 1))


def is_letters(texts: Sequence[str]) -> bool:
    """Whether two blocks or more open as letters to an editor do."""
    return sum(re.match(_SALUTATION, text[:60]) is not None for text in texts) >= 2


def is_citation(text: str, start: int, end: int) -> bool:
    """Whether a quotation is the title in a reference: `Lee, A. (1993). “Tides of the north”. Journal of Tides 8.`."""
    lead = text[max(0, start - 200) : start]
    if re.search(_YEAR + r"\)[.,:]?\s*$", lead):
        return True
    return re.match(_AUTHOR, text[:80]) is not None and re.search(_YEAR, text[end : end + 160]) is not None


def is_staged(sourced: int, bare: int) -> bool:
    """Whether so many quotations name nobody that a text is no report: a story, a play, sayings, answers to a poll.

    Args:
        sourced: Quotations that name a source.
        bare: Quotations that do not.
    """
    return bare >= _FEW and bare >= _SHARE * (sourced + bare)
