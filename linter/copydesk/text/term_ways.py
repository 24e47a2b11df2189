"""Ways to write the same term: US and USA, e-mail and email, Korean peninsula and Korean Peninsula; where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

GROUPS = (
    "US | USA | U.S. | U.S.A.",
    "UK | U.K.",
    "EU | E.U.",
    "UN | U.N.",
    "DC | D.C.",
    "e-mail | email",
    "e-mails | emails",
    "e-commerce | ecommerce",
    "website | web site | Web site",
    "websites | web sites | Web sites",
    "web page | webpage",
    "online | on-line",
    "internet | Internet",
    "percent | per cent",
    "healthcare | health care | health-care",
    "cyber security | cybersecurity | cyber-security",
    "cooperation | co-operation",
    "coordination | co-ordination",
    "cooperate | co-operate",
    "adviser | advisor",
    "advisers | advisors",
    "OK | okay",
    "sub-Saharan | Sub-Saharan",
    "policymakers | policy makers | policy-makers",
    "decision makers | decision-makers",
    "startups | start-ups",
    "startup | start-up",
    "vice president | vice-president",
    "data center | datacenter",
    "smartphone | smart phone",
    "childcare | child care",
    "Kyiv | Kiev",
    "Beijing | Peking",
    "Mumbai | Bombay",
    "Myanmar | Burma",
    "Koran | Quran | Qur'an",
    "al-Qaeda | al-Qaida | al Qaeda | Al Qaeda | Al-Qaeda | al Qaida",
    "Hezbollah | Hizbollah | Hizbullah",
    "JavaScript | Javascript",
    "GitHub | Github",
    "TypeScript | Typescript",
    "YouTube | Youtube",
    "LinkedIn | Linkedin",
    "WordPress | Wordpress",
    "MacOS | macOS",
)
"""The groups of ways that are looked for across articles; the rule `consistency.term-variants` has the same."""

NAMES_END = (
    "peninsula island islands river lake sea ocean strait gulf desert valley mountains coast border "
    "ministry parliament senate congress court army navy church party council commission treaty cup league"
)
"""Words that end names, as in that rule."""

_NO_NAMES_LISTED = (
    "The A An This That These Those Its Our Your My His Her Their No Any Every Each Some Another Other Both "
    "All If In On At By For From With Of And Or But As New Old Two Three Four Local National Public Private "
    "Former Last Next First"
)
_NO_NAMES = frozenset(_NO_NAMES_LISTED.split())
_LOOKED_BACK = 48
_LEAST_LETTERS = 3
_BEFORE, _AFTER, _BETWEEN = frozenset(".@/-"), frozenset("@/"), frozenset("-.")
_NAME_GOES_ON = r" [A-Z][A-Za-z]"
_NAME = r"(?:([A-Z][\w’'.-]*) )?\b([A-Z][a-zà-ÿ]{2,})$"
_OTHER_END = r" [A-Z]|['’-]\w|\w"
_MARKS = 8  # characters before a word in which marks and blanks are looked for
_OPENING = " \n\t\"'“”‘’„«»([*_•·–—-"
_STOPS = (".", "!", "?", ":", "…")


def ways_of(group: str) -> list[str]:
    """The ways to write a term, of a group that has `|` between them."""
    return [way.strip() for way in group.split("|") if way.strip()]


def places_of(text: str, ways: Sequence[str]) -> list[tuple[int, int]]:
    """Where one of several ways to write a term stands by itself: start and end of each place, in order.

    Left out are parts of longer names ("USA Today"), and words that a sentence begins with where their capital tells nothing.
    """
    found: dict[int, int] = {}
    for way in ways:
        start = text.find(way)
        while start >= 0:
            end = start + len(way)
            if _stands_alone(text, start, end) and end > found.get(start, 0):
                found[start] = end
            start = text.find(way, start + 1)
    return [
        (start, end)
        for start, end in sorted(found.items())
        if not (
            _in_name(text, start, end) or (_uncapitalised(text[start:end]) in ways and _opens_sentence(text, start))
        )
    ]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a place is no part of a longer word, an address or a file name."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and (before in _BEFORE or _is_letter(before)):
        return False
    if after and (after in _AFTER or _is_letter(after)):
        return False
    return not (after in _BETWEEN and _is_letter(text[end + 1 : end + 2]))


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _uncapitalised(way: str) -> str:
    """A way that begins with a capital with a small letter; nothing for others."""
    return way[0].lower() + way[1:] if way[0].isupper() else ""


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a word has its capital from where it stands: first in its block or its sentence."""
    before = text[max(0, start - _MARKS) : start].rstrip(_OPENING)
    return before.endswith(_STOPS) or (not before and start <= _MARKS)


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether a term is part of a longer name: "USA Today", "Team USA", "Oxford Internet Institute"."""
    if not text[start].isupper() or len(text[start:end].replace(".", "")) < _LEAST_LETTERS:
        return False
    before = re.search(r"\b[A-Z][a-z]+ $", text[max(0, start - _LOOKED_BACK) : start])
    return (before is not None and before[0].strip() not in _NO_NAMES) or re.match(
        _NAME_GOES_ON, text[end : end + 3]
    ) is not None


def names_in(text: str, ends: Iterable[str]) -> list[tuple[int, int]]:
    """Names of two words, the second of which may begin with a capital or not: start and end of each place, in order.

    Args:
        text: Where to look.
        ends: What their second word may be, in small letters.
    """
    found = []
    for last in ends:
        for word in (f" {last}", f" {last.capitalize()}"):
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                first = _first_name(text, at, end)
                if first is not None and first.casefold() not in ends:
                    found.append((at - len(first), end))
                at = text.find(word, end)
    return sorted(found)


def _first_name(text: str, at: int, end: int) -> str | None:
    """The first word of a name whose second one, and the blank before it, stand there; None if that is no such name."""
    if re.match(_OTHER_END, text[end : end + 2]):
        return None
    match = re.search(_NAME, text[max(0, at - _LOOKED_BACK) : at])
    if match is None or match[2] in _NO_NAMES:
        return None
    # A capital before it makes it part of a longer name.
    return match[2] if match[1] is None or match[1] in _NO_NAMES else None
