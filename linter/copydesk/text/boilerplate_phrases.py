"""Page furniture by its words: share bars, sign-up lines, "Related articles", copyright lines and so on.

Phrases come in families by language. A phrase is written in plain words: `related articles` is a whole line,
`read more …` the head of one, `… all rights reserved …` stands anywhere in it, `… getty images` ends it. `#` stands
for numbers, `URL`, `MAIL` and `HANDLE` for a web address, a mail address, and a name such as @example. Letter case,
punctuation and accents of quotation marks make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from copydesk.text.normalise import fold
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

LISTS = frozenset({"related"})
"""Families of headings that claim the short lines below them."""

SENTENCES = frozenset(
    {"share", "newsletter", "advertisement", "comments", "copyright", "sign-off", "appeal", "feed", "notice"}
)
"""Families whose phrases mark a whole sentence as furniture; the others only a line that is no sentence."""

LONGEST = 400
"""Most characters a line of furniture may have."""

_LONG = 30  # words from which on a line is a sentence, whatever its end
_WORD = r"[^\W_]+"
_PIECE = (
    r"(?P<URL>(?:https?://|www\.)\S+|\b(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|info|co|uk|de|fr|es|it|nl|br|tv)\b(?:/\S*)?)"
    r"|(?P<MAIL>\b[\w.+-]{1,40}@[\w-]{1,40}\.[\w.-]{1,40})|(?P<HANDLE>@\w{2,30})|(?P<C>(?<![^\W\d_])©|\(c\))|[^\W_]+"
)
_PLACEHOLDERS = frozenset({"URL", "MAIL", "HANDLE", "#"})
_FULL = 11  # blanks in a sentence that is a full one
_SENTENCE_END = r"[.!?][\"”’)]?(?=\s)"
_MARKS = "\"'”’»)]"


class Phrases:
    """Phrases made ready to be looked up; see `read_phrases`."""

    __slots__ = ("_anywhere", "_ends", "_starts", "_whole")

    def __init__(self) -> None:
        self._whole: dict[str, str] = {}
        self._starts: dict[str, list[tuple[str, str]]] = {}
        self._anywhere: list[tuple[str, str]] = []
        self._ends: list[tuple[str, str]] = []

    def add(self, phrase: str, family: str) -> None:
        """Add one phrase in the notation of this module."""
        body = phrase.strip("… ")
        if body.replace(" ", "").isalpha() and body.islower() and "ß" not in body:
            text = body  # as nearly all built-in phrases are
        else:
            words = (word if word in _PLACEHOLDERS else fold(word) for word in re.findall(r"[^\W_]+|#", body))
            text = " ".join(words)
        if not text:
            return
        if phrase.endswith("…"):
            if phrase.startswith("…"):
                self._anywhere.append((f" {text} ", family))
            else:
                self._starts.setdefault(text.partition(" ")[0], []).append((f" {text} ", family))
        elif phrase.startswith("…"):
            self._ends.append((f" {text} ", family))
        else:
            self._whole[text] = family

    def claim(self, line: str) -> str | None:
        """Family of the phrase that makes a line page furniture, or None.

        Args:
            line: Visible text of one block.
        """
        if len(line) > LONGEST:
            return None
        words = plain_words(line)
        if not words:
            return None
        text = " ".join(words)
        family = self._whole.get(text)
        if family is not None:
            return family
        sentence = is_sentence(line, len(words))
        padded = f" {text} "
        for phrase, family in self._starts.get(words[0], ()):
            if padded.startswith(phrase) and not (sentence and family not in SENTENCES):
                return family
        opening = _opening_sentence(line)
        if opening:
            # Text that ends in furniture is no furniture: its first sentence must hold the phrase.
            padded = f" {' '.join(plain_words(opening))} "
        for phrase, family in self._ends:
            if padded.endswith(phrase) and not (sentence and family not in SENTENCES):
                return family
        for phrase, family in self._anywhere:
            if phrase in padded and not (sentence and family not in SENTENCES):
                return family
        return None


def read_phrases(phrases: Mapping[str, Mapping[str, Sequence[str]]], also: Sequence[str] = ()) -> Phrases:
    """Make phrases ready.

    Args:
        phrases: Phrases by language and family.
        also: Further phrases, of the family `own`.
    """
    ready = Phrases()
    for families in phrases.values():
        for family, lines in families.items():
            for phrase in lines:
                ready.add(phrase, family)
    for phrase in also:
        ready.add(phrase, "own")
    return ready


def key_words(
    phrases: Mapping[str, Mapping[str, Sequence[str]]], families: frozenset[str], also: Sequence[str]
) -> frozenset[str]:
    """Words of which a line must hold one for a phrase of some families to claim it: the longest of each phrase.

    A line with a copyright sign may be claimed without.
    """
    mine = [line for one in phrases.values() for family, lines in one.items() if family in families for line in lines]
    found = (re.findall(r"[^\W_]+", phrase) for phrase in (*mine, *also))
    return frozenset(
        fold(max((word for word in words if word not in _PLACEHOLDERS), key=len))
        for words in found
        if set(words) - _PLACEHOLDERS
    )


def _may_hold_address(folded: str) -> bool:
    """Whether `_PIECE` may find more in a line than its words; most lines need not pay for it."""
    return (
        "@" in folded
        or "©" in folded
        or "(c)" in folded
        or "://" in folded
        or "www." in folded
        or "." in folded.replace(". ", " ").rstrip(_MARKS + ". ")
    )


def plain_words(line: str) -> list[str]:
    """Words of a line as phrases spell them: folded, numbers and addresses replaced, runs of numbers as one."""
    words: list[str] = []
    folded = fold(line)
    for match in re.finditer(_PIECE if _may_hold_address(folded) else _WORD, folded):
        word = match.lastgroup or match[0]
        if word[0].isdigit():
            word = "#"
        elif match.lastgroup == "C":
            word = "copyright"
        if not (words and words[-1] == word and word in ("#", "copyright")):
            words.append(word)
    return words


def is_sentence(line: str, words: int) -> bool:
    """Whether a line reads as running text: long, or of some length and ended by a full stop."""
    return words > _LONG or (words > 3 and line.rstrip(_MARKS + " ").endswith("."))


def _opening_sentence(line: str) -> str:
    """The first of several sentences if it is a full one, else nothing."""
    if line.count(" ") < _FULL:
        return ""
    match = re.search(_SENTENCE_END, line)
    opening = line[: match.end()] if match else ""
    return opening if opening.count(" ") >= _FULL else ""


def is_menu(line: str) -> bool:
    """Whether a line is a row of links: short pieces between upright strokes, dots or arrows."""
    if len(line) > LONGEST or line.rstrip().endswith((".", "!", "?")):
        return False
    pieces = re.split(r"\s*[|·•»›]\s*|\]\s?\[", line.strip())
    return len(pieces) > 1 and (len(pieces) > 2 or not pieces[-1]) and all(len(piece.split()) <= 5 for piece in pieces)


def prepared(options: Mapping[str, Any]) -> Phrases:
    """The phrases of a rule's options, made ready once for all rules that share them."""
    phrases, also = options["phrases"], options["also"]
    for known, further, ready in _ready:
        if known is phrases and further == also:
            return ready
    made = read_phrases(phrases, also)
    _ready.append((phrases, also, made))
    del _ready[:-_KEPT]
    return made


_KEPT = 8
_ready: list[tuple[Mapping[str, Any], Sequence[str], Phrases]] = []
