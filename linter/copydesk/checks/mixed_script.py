"""Words whose letters come from two alphabets although they look like one: a Cyrillic С in “Сolumn”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.checks.visible_text import visible_blocks
from copydesk.document import Document
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {}

# Letters of other alphabets that print like a Latin one, with that one: the lookalikes of Unicode's confusables.txt
# (UTS #39) among the Cyrillic and Greek letters, those with a diaeresis too.
LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУаеорсухіјѕһԁԛԝӦӧӒӓЁёЇїΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρτυικ",
        "ABESIJKMHOPCTXYaeopcyxijshdqwÖöÄäËëÏïABEZHIKMNOPTYXoavptuik",
        strict=True,
    )
)
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_MIXED = re.compile(
    "[^\\W\\d_]*(?:[A-Za-z\xc0-\u024f][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z\xc0-\u024f])[^\\W\\d_]*"
)
_CYRILLIC_ONLY = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\xc0-\u024f]")
_LATIN_LOOKALIKES = frozenset("ABEKMHOPCTXYaeopcyxkmtihsjIS")
_NAMES = {"Latin": _LATIN, "Cyrillic": _CYRILLIC_ONLY, "Greek": re.compile("[\u0370-\u03ff]")}
_LEAST = 3
_SYMBOL = re.compile("[αρντκχ][A-Za-z]{2,3}")
_ENDED = re.compile("[A-Za-z]{3,}[Ѐ-ԯ]{1,3}")


def check(rule: Rule, document: Document) -> Iterator[Hit]:  # noqa: ARG001 - all checks are called alike
    """Report words that mix alphabets by letters that look alike.

    Args:
        rule: It has no options.
        document: The article.

    Yields:
        A hit a word, with the word, the strange letters, and the two alphabets as arguments. Words whose strange
        letters look like none of the others are left alone, and so are formulas that begin with a Greek letter (ρgh) and,
        in a Cyrillic text, Latin names with an ending (WhatsAppе).
    """
    for block in visible_blocks(document):
        if block.text.isascii() or not _OTHER.search(block.text):
            continue
        for match in _MIXED.finditer(block.text):
            strange = _strange(match[0])
            if strange is None or _SYMBOL.fullmatch(match[0]) or _is_inflected(match[0], block.text):
                continue
            letters, odd, rest = strange
            start, end = block.source_range(*match.span())
            yield Hit(start, end, arguments=(match[0], odd, "”, “".join(letters), rest))


def _is_inflected(word: str, text: str) -> bool:
    """Whether a word is a Latin name with an ending, in a text that is Cyrillic but for such names."""
    return _ENDED.fullmatch(word) is not None and len(_CYRILLIC_ONLY.findall(text)) > len(_LATIN.findall(text))


def _strange(word: str) -> tuple[list[str], str, str] | None:
    """The letters of the smaller part if all of them look like the other alphabet's; names of both."""
    parts = {name: pattern.findall(word) for name, pattern in _NAMES.items()}
    found = sorted((name for name in parts if parts[name]), key=lambda name: len(parts[name]))
    if len(found) != 2 or len(word) < _LEAST or len(parts[found[1]]) < 2:
        return None
    if len(parts[found[0]]) == len(parts[found[1]]) and found[0] == "Latin":
        found.reverse()
    odd = parts[found[0]]
    looks = _LATIN_LOOKALIKES if found[0] == "Latin" else LOOKALIKES
    if not all(letter in looks for letter in odd):
        return None
    return list(dict.fromkeys(odd)), found[0], found[1]
