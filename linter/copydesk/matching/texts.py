r"""Many pieces of text searched as one.

Engines are called once for a whole article instead of once for each paragraph, which for a thousand short pieces
is the larger part of the time. Pieces are joined by line feeds.

For RE2, whose `\b \w \s` know ASCII only, a text is *masked*: every character becomes exactly one ASCII character
that plays the same part. Letters outside ASCII become `_`, punctuation that patterns like to name gets a control
character of its own, all else becomes one common control character. So word boundaries come out right for any
script, and an offset into the masked bytes is an offset into the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from unicodedata import category

SEPARATOR = "\n"

NAMED = "‘’“”„‚«»‹›–—‐‑−…•·×°™®©€£′"
"""Characters with a mask of their own: patterns may name them."""

OTHER = "\x01"
_CODES = "\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f"
MASKS: dict[str, str] = {**dict(zip(NAMED, _CODES, strict=True)), "\xa0": "\v"}

WORD_BYTES = bytes(chr(code).isalnum() or code == 0x5F for code in range(128))
"""For each masked byte whether it is part of a word."""

_WORD_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Nd", "Pc"})
_JOINERS = "\u200c\u200d"


def is_word(character: str) -> bool:
    r"""Whether a character counts as part of a word for `\b`: letters, marks, digits, connectors, joiners."""
    if character.isascii():
        return character.isalnum() or character == "_"
    return category(character) in _WORD_CATEGORIES or character in _JOINERS


def fold(text: str) -> str:
    """The text in lower case, of the same length."""
    # Two letters are lowered by hand: the lower case of one is longer, that of the other depends on its neighbours.
    return text.replace("\u0130", "i").replace("\u03a3", "\u03c3").lower()


class _Masks(dict[int, str]):
    """What `str.translate` puts for each character; filled as they turn up."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in MASKS:
            mask = MASKS[character]
        elif is_word(character):
            mask = "_"
        elif character.isspace() and not "\x1c" <= character <= "\x1f":
            mask = "\f"
        else:
            mask = OTHER
        self[code] = mask
        return mask


_masks = _Masks({code: chr(code) for code in (9, 10, 11, 12, 13, *range(32, 127))})


def mask(text: str) -> str:
    """The text with each character outside printable ASCII replaced by one that plays its part."""
    return re.sub(r"[^\t\n\r -~]+", lambda run: run[0].translate(_masks), text)


class Texts:
    """Pieces of text and their joined, masked and folded forms, each made when first asked for.

    Attributes:
        pieces: The pieces.
        joined: All of them with a separator between.
        starts: Offset of each piece in `joined`.
    """

    __slots__ = ("_folded", "_masked", "_plain", "_western_digits", "joined", "pieces", "starts")

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self.joined = SEPARATOR.join(pieces)
        self.starts: list[int] = []
        at = 0
        for piece in pieces:
            self.starts.append(at)
            at += len(piece) + 1
        self._folded: bytes | None = None
        self._masked: bytes | None = None
        self._plain: bool | None = None
        self._western_digits: bool | None = None

    def piece_at(self, offset: int) -> int:
        """Number of the piece that an offset into `joined` stands in."""
        return bisect_right(self.starts, offset) - 1

    @property
    def masked(self) -> bytes:
        """`joined` as one ASCII byte a character."""
        if self._masked is None:
            self._masked = mask(self.joined).encode("ascii")
        return self._masked

    @property
    def folded(self) -> bytes:
        """`joined` in lower case, as UTF-8; one character for each of the original's."""
        if self._folded is None:
            self._folded = fold(self.joined).encode("utf-8", "surrogatepass")
        return self._folded

    @property
    def plain(self) -> bool:
        """Whether no letter is masked, so that `_` in `masked` is an underscore."""
        if self._plain is None:
            self._plain = self.joined.isascii() or self.masked.count(b"_") == self.joined.count("_")
        return self._plain

    @property
    def western_digits(self) -> bool:
        """Whether all digits are 0 to 9."""
        if self._western_digits is None:
            self._western_digits = self.plain or re.search(r"[^\D0-9]", self.joined) is None
        return self._western_digits
