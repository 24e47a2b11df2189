"""Sentences of a piece of visible text.

The boundaries are those of sentencex, with four differences, each for the better on treebanks and on news texts whose
sentences were counted by hand: a quotation of several sentences is several sentences, a remark in brackets that
ends like a sentence is one, `“Why?” he asked.` is one, and so is `1. First item.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sentencex import get_sentence_boundaries

from copydesk.text.normalise import NOT_WESTERN

DEFAULT_LANGUAGE = "en"

_DOUBLE_QUOTES = '“”"„'
_WIDE_BLANKS = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""Blanks of several bytes, in which sentencex may cut a letter from a stop and panic."""
_WINDOW = 4096  # characters that sentencex sees at a time: its time grows with the square of unpaired marks
_LONGEST_NUMBER = 12
_CLOSING = {mark: tuple((stop + mark, stop + " ") for stop in ".!?…") for mark in "’'"}
_OPENING = "\"'“‘„‚(["
_ENDING = "”’\"')」』"
_NO_STOPS = frozenset(("th", "lo", "km"))
"""Languages whose sentences end otherwise than with a stop that sentencex knows."""
_QUOTED = ("と", "って", "などと", "、")
"""What goes on with a sentence of Japanese after a quotation of a whole sentence."""
_NOT_QUOTED = ("ところ", "とりわけ", "とにかく", "とても", "とはいえ", "ともかく", "とき")


def sentences(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Ranges of the sentences in one block of visible text, blanks at both ends left out.

    Quotation marks and brackets belong to the sentence that they open or close.

    Args:
        text: Visible text of one block.
        language: BCP 47 code; English where it is not known.

    Returns:
        Start and end offsets into `text`, in order; nothing for a blank text.
    """
    code = (language or DEFAULT_LANGUAGE).split("-")[0].lower()
    plain = _without_quotes(text)
    if code in _NO_STOPS:
        from copydesk.text.unspaced import sentence_cuts

        cuts = [*sentence_cuts(plain, code), len(plain)]
    else:
        cuts = _boundaries(code, plain)
    if code == "en" and " I" in plain:
        cuts = sorted({*cuts, *_cuts_before_i(plain)})
    found: list[tuple[int, int]] = []
    first = end = start = 0
    for cut in cuts:
        while start < cut and text[start].isspace():
            start += 1
        if start >= cut:
            continue
        last, end = end, cut
        while text[end - 1].isspace():
            end -= 1
        if text[end - 1] in _OPENING:
            end = _without_opening(text, start, end)
            if start >= end:
                end = last
                continue
        if found and (text[last - 1] in _ENDING or last - first <= 4) and _goes_on(text, first, last, start):
            found[-1] = first, end
        else:
            first = start
            found.append((start, end))
        start = end
    return found


def _boundaries(code: str, text: str) -> list[int]:
    """Where sentencex ends the sentences of a text; a long one is given to it window by window."""
    size = len(text)
    if size <= _WINDOW:
        return [boundary["end_index"] for boundary in get_sentence_boundaries(code, text)]
    cuts: list[int] = []
    start = 0
    while start < size:
        ends = [boundary["end_index"] for boundary in get_sentence_boundaries(code, text[start : start + _WINDOW])]
        if start + _WINDOW >= size:
            cuts += [start + end for end in ends]
            break
        # The last sentence may go on beyond the window, and the end of the one before may hang on what follows.
        cuts += [start + end for end in ends[:-1]]
        start = cuts[-1] if ends[1:] else start + _WINDOW
    return cuts


def _without_quotes(text: str) -> str:
    """The text with plain blanks in place of quotation marks, of brackets around whole sentences, and of other blanks.

    sentencex does not look for sentences inside of quotations and brackets.
    """
    plain = text
    if not text.isascii() and ("\xa0" in text or "\x85" in text or re.search(NOT_WESTERN, text)):
        plain = text.translate(_plain_blanks())
    for mark in _DOUBLE_QUOTES:
        plain = plain.replace(mark, " ")
    for mark, pairs in _CLOSING.items():
        if mark in plain:
            for closed, stop in pairs:
                plain = plain.replace(closed, stop)
    plain = plain.replace("‘", " ").replace(" '", "  ")
    if "(" in plain and any(stop in plain for stop in (".)", "!)", "?)", ". )", "! )", "? )")):
        plain = _remark().sub(r" \1 ", plain)
    return plain


def _without_opening(text: str, start: int, end: int) -> int:
    """Where the sentence `start:end` ends without marks that open the next one."""
    opening = "„‚‘([" if "„" in text else "“‘(["
    while end > start and (text[end - 1] in opening or (text[end - 1] in "\"'" and text[end - 2].isspace())):
        end -= 1
        while end > start and text[end - 1].isspace():
            end -= 1
    return end


@cache
def _plain_blanks() -> dict[int, str]:
    return str.maketrans(dict.fromkeys(_WIDE_BLANKS, " "))


@cache
def _remark() -> re.Pattern[str]:
    """A whole sentence in brackets, after another or at the start."""
    return re.compile(r"(?:^|(?<=[.!?…]\s)|(?<=[.!?…]\s\s))\(([^()]{1,2000}[.!?…]\s?)\)(?!\S)")


def _cuts_before_i(text: str) -> Iterator[int]:
    """Where a sentence begins with the word `I`, which sentencex takes for an initial after short words and `!!`."""
    at = text.find(" I")
    while at >= 0:
        before = text[max(at - 3, 0) : at].rstrip()
        if before[-1:] in (".", "!", "?", "…") and not text[at + 2 : at + 3].isalnum():
            word = before[:-1]
            if before[-1] != "." or word[-1:] == "." or (len(word) == 2 and word.islower()):
                yield at + 1
        at = text.find(" I", at + 2)


def _goes_on(text: str, first: int, last: int, start: int) -> bool:
    """Whether what begins at `start` goes on with the sentence `first:last`."""
    if last - first <= _LONGEST_NUMBER and text[first:last].rstrip(".").isdigit():
        return text[last - 1] == "."
    if text[last - 1] in "」』":
        return text.startswith(_QUOTED, start) and not text.startswith(_NOT_QUOTED, start)
    return text[last - 1] in _ENDING and text[start].islower()
