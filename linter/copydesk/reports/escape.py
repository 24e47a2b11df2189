r"""Article text made harmless and visible for terminals and CI logs.

Controls, bidi controls, line separators, lone surrogates, zero-width, private and unassigned characters come out as
`\u202e`; so no text can move the cursor, reorder a line, or hide. What a CI system would read as its own command is
broken by an escape too. GitHub's runner takes `::name::` at the start of a line, after blanks, and `##[name]`
anywhere in it; Azure's agent takes `##vso[name]` and TeamCity `##teamcity[name]`. GitHub compares by culture, which
skips characters that show nothing, so none may stay inside such a mark.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

MESSAGE_LIMIT = 1000
"""Most code points of one message that are shown."""

_PATH_LIMIT = 4096

TAB = "    "

# Each of these takes one column and does nothing; the rest is looked at one by one.
_PLAIN = "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u0384-\u0482\u048a-\u052f\u2010-\u2027\u20ac]*"
_COMMAND = r"(?i)##(?=\[|vso\[|teamcity\[)"
# Letters and marks, or nothing at all, that leave no ink: fillers, joiners of graphemes, Mongolian selectors.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
# Scripts in which a joiner or non-joiner between two letters is spelling: Arabic to Khmer.
_JOINING = r"(?<=[\u0600-\u109f\u1780-\u18af])[\u200c\u200d](?=[\u0600-\u109f\u1780-\u18af])"
# Characters that a variation selector may turn into an emoji; digits and the number sign only inside a keycap.
_EMOJI = (
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_SELECTOR = rf"(?<={_EMOJI})[\ufe0e\ufe0f]|(?<=[#*0-9])\ufe0f(?=\u20e3)"
_MARKS_IN_A_ROW = 4


def is_plain(text: str) -> bool:
    """Whether every character takes one column and nothing is to be escaped, a leading `::` apart."""
    if text.isascii() and text.isprintable():
        return "##" not in text
    return re.fullmatch(_PLAIN, text) is not None and "##" not in text


def escape(text: str, limit: int = MESSAGE_LIMIT) -> str:
    """One line of text that is safe to print.

    Args:
        text: Anything: part of an article, a message, a name.
        limit: Most code points to take; what is beyond is left out and marked.

    Returns:
        Printable text without line breaks.
    """
    if len(text) > limit:
        return escape(text[:limit], limit) + "..."
    if not is_plain(text):
        text = r"\t".join("".join(shown for shown, _ in cells(part)) for part in text.split("\t"))
    if "::" in text and text.lstrip().startswith("::"):
        text = text.replace("::", r"\u003a:", 1)
    return text


@lru_cache(64)
def escape_path(path: str) -> str:
    """A path that may begin a line: as `escape`, and never a line that a CI system takes for a mark of its own."""
    shown = escape(path, _PATH_LIMIT)
    if shown.startswith((r"\u003a", ":", "-", "+", "~", "^")) or shown[:1].isspace():
        # The same file by another name, and one that can be pasted into a command.
        return f"./{escape('.' + path, _PATH_LIMIT)[1:]}"
    return shown


def cells(text: str) -> list[tuple[str, int]]:
    """Each code point as it is shown, with the columns it takes in a terminal.

    Widths follow East Asian Width and general category (Unicode Standard Annex 11); a tab is always `TAB`, so that
    columns can be counted from anywhere. Marks take none; an emoji selector makes two of what it stands after.

    Args:
        text: Part of one line; line breaks come out escaped.

    Returns:
        One pair for each code point, in order.
    """
    found = [_cell(character) for character in text]
    if text.isascii() and "##" not in text:
        return found
    if "##" in text:
        for match in re.finditer(_COMMAND, text):
            found[match.start() + 1] = (r"\u0023", 6)
    if "\ufe0e" in text or "\ufe0f" in text:
        for match in re.finditer(_SELECTOR, text):
            at = match.start()
            found[at] = (match.group(), 0)
            if match.group() == "\ufe0f":
                found[at - 1] = (text[at - 1], 2)
    if "\u200c" in text or "\u200d" in text:
        for match in re.finditer(_JOINING, text):
            found[match.start()] = (match.group(), 0)
    row = 0
    for at, (shown, width) in enumerate(found):
        if "\U0001f3fb" <= shown <= "\U0001f3ff" and at and re.match(_EMOJI, text[at - 1]):
            found[at] = (shown, 0)
        row = 0 if width else row + 1
        if row > _MARKS_IN_A_ROW:
            found[at] = _escaped(text[at])
    return found


@lru_cache(4096)
def _cell(character: str) -> tuple[str, int]:
    if character == "\t":
        return TAB, len(TAB)
    if character in _BLANK or "\ufe00" <= character <= "\ufe0f" or "\U000e0000" <= character <= "\U000e0fff":
        return _escaped(character)
    kind = category(character)
    if not character.isprintable() and kind != "Zs":
        return _escaped(character)
    if kind in ("Mn", "Me") or "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7ff":
        return character, 0  # the Jamo are the later parts of a syllable and stand in its first part's columns
    return character, 2 if east_asian_width(character) in "WF" else 1


def _escaped(character: str) -> tuple[str, int]:
    code = ord(character)
    short = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}.get(character)
    shown = short or (f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")
    return shown, len(shown)
