"""Scripts written without blanks between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.

Nothing here looks into a dictionary, so words are not found in a text but estimated from its letters: a reader of news
needs about 1.7 ideographs or kana, or 3.5 letters of Thai, for what an English writer says in a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

IDEOGRAPHS = "\u3005-\u3007\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han and kana, as a class of a regular expression; kana's middle dot is punctuation."""

LETTERS = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer."""

_WIDE = f"\u2e80-\u303e{IDEOGRAPHS}\u30fb\uff01-\uff60\uffe0-\uffe6"
_IDEOGRAPHS_A_WORD = 5, 3  # five letters for three words
_LETTERS_A_WORD = 7, 2

_LEAST_SENTENCE = 40  # characters before a blank of Thai that can end a sentence
_GOES_ON = (
    *("และ", "หรือ", "ที่", "ซึ่ง", "โดย", "แต่", "เพราะ", "ว่า", "เพื่อ", "จึง", "ทั้ง", "รวม", "เช่น", "กับ", "ๆ", "ฯ"),
    *("ແລະ", "ຫຼື", "ທີ່", "ເຊິ່ງ", "ໂດຍ", "ແຕ່", "ເພາະ", "ວ່າ", "ເພື່ອ", "ຈຶ່ງ", "ໆ"),
)
"""Words that join a clause to the one before."""


def estimated_words(tokens: Sequence[str]) -> int:
    """How many words some folded words stand for, one-letter tokens of these scripts counted at less.

    Args:
        tokens: Folded words of a text (`copydesk.text.normalise.tokens`).
    """
    joined = "".join(tokens)
    if len(joined) > 2 * len(tokens) or joined.isascii():
        return len(tokens)
    ideographs = len(re.findall(f"[{IDEOGRAPHS}]", joined))
    letters = len(re.findall(rf"[{LETTERS}](?<=\w)", joined))
    return (
        len(tokens) - ideographs - letters + _words(ideographs, _IDEOGRAPHS_A_WORD) + _words(letters, _LETTERS_A_WORD)
    )


def without_unspaced(text: str) -> tuple[str, int]:
    """The text with blanks in place of letters of these scripts, and how many words those are.

    Each ideograph and kana counts as one, as in word processors; letters of the other scripts by estimate.

    Args:
        text: A text without combining marks.
    """
    rest, ideographs = re.subn(f"[{IDEOGRAPHS}]", " ", text)
    rest, letters = re.subn(f"[{LETTERS}](?<=[^\\W\\d])", " ", rest)
    return rest, ideographs + _words(letters, _LETTERS_A_WORD)


def _words(letters: int, rate: tuple[int, int]) -> int:
    each, words = rate
    return -(-letters * words // each)


def glued_breaks(text: str) -> list[int]:
    """Offsets of single blanks between two letters or marks of Chinese or Japanese, where a line may have ended."""
    return [match.start() for match in re.finditer(f"(?<=[{_WIDE}]) (?=[{_WIDE}])", text)]


def sentence_cuts(text: str, language: str) -> Iterator[int]:
    """Where sentences end in Thai, Lao or Khmer, each offset after the end.

    Thai and Lao have no full stop: a blank stands between sentences, but also between clauses and around figures and
    names. One that has enough before it, and neither a figure nor a joining word at its side, is taken for an end.
    """
    if language == "km":
        for stop in re.finditer('[។៕!?]+[»”"’)]*', text):
            yield stop.end()
        return
    start = 0
    for blank in re.finditer(r"[!?…]+[”\"’)]*\s*|\s+", text):
        before, after = text[blank.start() - 1 : blank.start()], text[blank.end() : blank.end() + 1]
        if not blank[0][0].isspace() or (
            blank.start() - start >= _LEAST_SENTENCE
            and re.match(f"[{LETTERS}]", after)
            and not before.isdigit()
            and not text.startswith(_GOES_ON, blank.end())
        ):
            start = blank.end()
            yield start
