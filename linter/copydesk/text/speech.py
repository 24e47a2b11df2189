"""Whether a quotation reads like something somebody said, and whether the language around it is one we know."""

from __future__ import annotations

import re
from collections.abc import Sequence

GENRES = ("dialogue", "interview", "letters", "epigraph", "list", "block-quote")
"""Kinds of text in which a quotation needs no source of its own."""

_CLOSERS = "’'”\"»«)]} \xa0"


def count_words(text: str) -> int:
    """Words of a quotation; a hyphen or an apostrophe does not separate."""
    return len(re.findall(r"\w[\w'’-]*", text))


def is_speech(inner: str) -> bool:
    """Whether a quotation reads like something somebody said: no scare quote, no title, no fragment.

    Six words, or four that make a sentence; not every longer word capitalised, as in titles and slogans.
    """
    words = inner.split()
    count = len(words)
    if count < 10:
        count = count_words(inner)
        if count < 4:
            return False
        last = inner.rstrip(_CLOSERS)[-1:]
        if count < 6 and not (inner.lstrip("‘'“\"¿¡ ")[:1].isupper() and last and last in ".,!?…"):
            return False
    long = [word for word in words if len(word) > 3]
    return any(word.lstrip("(‘'“\"[")[:1].islower() for word in long) if long else True


def language_of_words(texts: Sequence[str], language: str | None) -> str:
    """Whose words of saying an article is read with.

    Args:
        texts: Its blocks.
        language: BCP 47 code of its language, or None where nothing told. A few words then pass for English, and so does
            a text that is to a good part English or German.

    Returns:
        `en` for English and German, which are read together, `fr`, `es`, or "" where no words are known.
    """
    if language is None:
        from copydesk.text.language import settled_language

        language = settled_language(None, texts)
    if language is not None:
        primary = language.split("-")[0].lower()
        return "en" if primary in ("en", "de") else primary if primary in ("fr", "es") else ""
    words: list[str] = []
    for text in texts:
        words += text[:2000].lower().split()
        if len(words) > 800:
            break
    common = {"the", "and", "to", "that", "for", "with", "from", "by", "it", "he", "his", "at"}
    common |= {"der", "die", "und", "das", "ist", "nicht", "ein", "eine", "mit", "dem", "den", "zu", "von", "auf"}
    return "en" if len(words) < 30 or sum(word in common for word in words) > 0.06 * len(words) else ""
