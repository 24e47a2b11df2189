"""One normaliser for everything that compares texts: Unicode, case, quotation marks, dashes, spacing."""

from __future__ import annotations

import re
from unicodedata import normalize

_FOLD = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "\xa0": " ",
        "\xad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
    }
)
_WORD = re.compile(r"[^\W_]+")
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"]+|\bwww\.[^\s<>\"]+", re.IGNORECASE)


def fold(text: str) -> str:
    """The text with everything equal that a reader takes for the same.

    NFKC, case folded, quotation marks and dashes made plain, soft hyphens and zero-width characters removed.
    """
    if text.isascii():
        return text.lower()
    # Folded on both sides of NFKC: a ligature may hold a mark, and a mark may decompose into two.
    return normalize("NFKC", text.translate(_FOLD)).translate(_FOLD).casefold()


def tokens(text: str) -> list[str]:
    """Folded words of a text, URLs left out: runs of letters and digits, an underscore separates."""
    if "://" in text or "www." in text:
        text = _URL.sub(" ", text)
    return _WORD.findall(fold(text))
