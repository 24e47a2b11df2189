"""One normaliser for everything that compares texts: Unicode, case, quotation marks, dashes, spacing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import normalize

from copydesk.typed import NamedTuple

_INVISIBLE = "\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
"""Characters without a glyph of their own: soft hyphen, zero-width, joiners, direction marks, presentation selectors."""

_FOLD = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\xa0": " ",
        **dict.fromkeys(_INVISIBLE),
    }
)
_UNSEEN = str.maketrans(dict.fromkeys(_INVISIBLE))
_WORD = re.compile(r"[^\W_]+")
_URL = r"(?i)(?:https?|ftp)://[^\s<>\"]+|\bwww\.[^\s<>\"]+"
_MAYBE_SPECIAL = (
    "[^\0-\xac\xae-\u012f\u0131-\u01ef\u01f1-\u02ff\u0391-\u03af\u03b1-\u03ff\u0400-\u0481\u2010-\u2027\u20ac]"
)
"""What most texts hold nothing of, so that they need none of `_patterns`, which take long to compile."""
NOT_WESTERN = "[^\0-\u012f\u2010-\u2027]"
"""What most texts in Western languages hold nothing of, so that they need not even that; quick to compile."""
_SIGNS = frozenset("\ufffc™€₹₽№−×÷≈≠≤≥±√∞°′″←→↑↓↔⇒✓✔✗✘•■□▪▫●○◆◇▶►◀★☆♥❤─││├└═█")
"""Other signs that articles hold, that which stands for code above all; `_WORD` does right by each."""
_ASCII_WORDS = bytes(ord(chr(i).lower()) if i < 128 and chr(i).isalnum() else 32 for i in range(256))
_END = "\0"
_ASCII_WORDS_AND_ENDS = b"\0" + _ASCII_WORDS[1:]


def fold(text: str) -> str:
    """The text with everything equal that a reader takes for the same.

    NFKC, case folded, quotation marks and dashes made plain, soft hyphens and zero-width characters removed.
    """
    if text.isascii():
        return text.lower()
    # Folded on both sides of NFKC: a ligature may hold a mark, and a mark may decompose into two.
    return normalize("NFKC", text.translate(_FOLD)).translate(_FOLD).casefold()


def seen(text: str) -> str:
    """The text without characters that have no glyph of their own."""
    return text if text.isascii() else text.translate(_UNSEEN)


def tokens(text: str) -> list[str]:
    """Folded words of a text, URLs left out: runs of letters and digits with their marks, an underscore separates.

    Scripts written without spaces between words (Han, Kana, Thai, Lao, Burmese, Khmer) give one word a letter. Vowel
    signs, points and accents that stand after their letter belong to it: `दिन` and `दान` are two words.
    """
    text = _plainer(text)
    if not text.isascii():
        return _other_tokens(text)
    return text.encode("ascii").translate(_ASCII_WORDS).decode("ascii").split()


class ManyWords(NamedTuple):
    """The folded words of several texts, as `tokens` gives them.

    Attributes:
        ascii: Those of texts in ASCII, with blanks between them and a zero byte behind each text.
        order: The number of each text there.
        others: Those of the other texts, by number.
    """

    ascii: bytes
    order: list[int]
    others: dict[int, list[str]]


def words_of_many(texts: Sequence[str]) -> ManyWords:
    """The folded words of several texts; those in ASCII stay together, which is several times faster than one by one.

    Args:
        texts: A few thousand texts or so; all their words are held at once.
    """
    plainer = [_plainer(text) for text in texts]
    order = [number for number, text in enumerate(plainer) if text.isascii()]
    others = {number: _other_tokens(text) for number, text in enumerate(plainer) if not text.isascii()}
    ascii_texts = [plainer[number] for number in order]
    joined = f" {_END} ".join([*ascii_texts, ""])
    if joined.count(_END) > len(order):  # a text holds it
        joined = f" {_END} ".join([*(text.replace(_END, " ") for text in ascii_texts), ""])
    return ManyWords(joined.encode("ascii").translate(_ASCII_WORDS_AND_ENDS), order, others)


def _plainer(text: str) -> str:
    """The text without URLs, and with the few marks that most edited prose holds as blanks.

    Without them it is mostly ASCII, and ten times as fast to split.
    """
    if "://" in text or "www." in text:
        text = re.sub(_URL, " ", text)
    if not text.isascii():
        text = text.replace("’", " ").replace("“", " ").replace("”", " ").replace("—", " ").replace("–", " ")
        text = text.replace("‘", " ").replace("\xa0", " ").replace("…", " ").replace("•", " ")
    return text


def urls(text: str) -> list[str]:
    """The URLs that `tokens` leaves out, in order."""
    return re.findall(_URL, text) if "://" in text or "www." in text else []


def word_pattern(text: str) -> re.Pattern[str]:
    """A pattern of the words in a text as it stands: each match, folded, is what `tokens` makes of it, or a few of them."""
    return _patterns().words if _is_special(text) else _WORD


def _is_special(text: str) -> bool:
    """Whether `_WORD` does not do right by a text."""
    if "\xad" not in text:
        other = re.search(NOT_WESTERN, text)
        if other is None or (other[0] in _SIGNS and _SIGNS.issuperset(re.findall(NOT_WESTERN, text))):
            return False
    return re.search(_MAYBE_SPECIAL, text) is not None and _patterns().special.search(text) is not None


def _other_tokens(text: str) -> list[str]:
    if not _is_special(text):
        return _WORD.findall(normalize("NFKC", text).casefold())
    patterns = _patterns()
    return patterns.words.findall(normalize("NFKC", patterns.invisible.sub("", text)).casefold())


class _Patterns(NamedTuple):
    """Patterns that only text beyond ASCII needs.

    Attributes:
        special: A character that `_WORD` does not do right by, or that folding turns into one.
        invisible: A character without a glyph.
        words: A word with its marks, one letter in scripts without blanks.
    """

    special: re.Pattern[str]
    invisible: re.Pattern[str]
    words: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    from copydesk.text.marks import MARKS

    scripts = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    folded = (  # their folded forms hold marks, ideographs or kana
        "\u0130\u01f0\u0390\u03b0\u1e96-\u1e9a\u1f50-\u1fff\u2e80-\u2fff\u3008-\u33ff\ufb1d-\ufb4f\ufc5b-\ufc63\ufcf2-\ufcf4"
        "\ufd3c\ufd3d\ufe70-\ufe7f\uff65-\uff9f\U0001f200-\U0001f2ff"
    )
    return _Patterns(
        re.compile(f"[{_INVISIBLE}{MARKS}{scripts}{folded}]"),
        re.compile(f"[{_INVISIBLE}]"),
        re.compile(rf"[{scripts}](?<=\w)[{MARKS}]*|[^\W_{scripts}]+(?:[{MARKS}]+[^\W_{scripts}]*)*"),
    )
