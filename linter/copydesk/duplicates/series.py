"""Titles of a series: the same but for a date, a version or a number of the issue."""

from __future__ import annotations

import re

from copydesk.text.bylines import MONTHS, WEEKDAYS
from copydesk.text.normalise import tokens

_AMOUNT = r"[$€£¥]\s?\d[\d.,]*\w*|\d[\d.,]*\s?(?:%|percent\b|per cent\b|(?:m|bn|k|million|billion)\b)"
_COUNTED = (
    rf"(?i)(?P<amount>{_AMOUNT})|\b(?:v(?:ersion)?\.?\s?)?\d[\w.,/:-]*|\b[^\W\d_]{{1,5}}\d+\b|\b[IVXLC]+\b(?=\W*$)"
)
_PREVIEW = frozenset(("alpha", "beta", "rc", "pre", "preview", "final", "st", "nd", "rd", "th"))


def series_key(title: str) -> str:
    """What a title has in common with those of its series: its words without dates, versions and numbers.

    Amounts stay, since another amount is another piece of news: `8 %`, `$3bn`.

    Args:
        title: The title's visible text.

    Returns:
        Folded words joined by blanks.
    """
    title = re.sub(r"^\s*\[[^\[\]]*\]", "", title)  # a label such as [ANN]
    counted = re.sub(_COUNTED, lambda found: found[0] if found["amount"] else " ", title)
    words = [word for word in tokens(counted) if word not in MONTHS | WEEKDAYS | _PREVIEW]
    return " ".join(words)
