"""Which known word somebody most likely meant."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 80


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The known word that is spelled most like `word`, letter case left aside.

    Args:
        word: What somebody wrote.
        words: What they may have meant.

    Returns:
        One of `words`, the same one whatever their order, or None if none comes near.
    """
    if not 0 < len(word) <= _LONGEST:
        return None
    known = {candidate.casefold(): candidate for candidate in sorted(words, reverse=True)}
    wanted = word.casefold()
    if wanted in known:
        return known[wanted]
    from difflib import get_close_matches

    found = get_close_matches(wanted, known, n=1, cutoff=0.6)
    return known[found[0]] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`; did you mean 'X'?` for the end of an error message, or nothing."""
    found = nearest(word, words)
    return f"; did you mean {quoted(found)}?" if found else ""


def quoted(text: str) -> str:
    """The text in quotation marks as an error message shows it: short, on one line, odd characters escaped."""
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    return "'" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text) + "'"
