"""Syllables of English words: from the dictionary where it holds the word, else by rule; no network.

By rule, a word's vowel groups are counted, a silent `e` is taken off, and vowels that are spoken apart (`media`,
`create`) are counted apart. What spelling does not tell stands in `_EXCEPTIONS`. Speech is American where it differs.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from copydesk.text.syllable_table import known_syllables

_VOWELS = frozenset("aeiouy")
_GROUP = re.compile("[aeiouy]+")
_PAIR = re.compile("[aeiouy]{2}")
_LONGEST = 40  # letters; what is longer is no word, and its vowel groups have to do

_EXCEPTIONS = {
    1: "ache axe aye bye dye eye owe tongue awe whose years clothes aisle isle quay geoff george jean nth",
    2: "argue being business every evening chaos cruel dial fuel duel duet giant lion trial prior quiet trio via io "
    "people ocean creature soldier premier cashier frontier glacier leopard wednesday maybe something naked wicked "
    "rugged ragged wretched crooked joel noel louis noah embed tumblr pierre torres genius voyage chocolate cafe "
    "tele colonel sergeant cocoa facebook pageant kuwait vengeance triage shakespeare safety ninety nineteen "
    "whereas catholic xbox",
    3: "alias element nuclear linear forever caveat valuable vegetable idea area coyote apache recipe karate simile "
    "infrared cereal aerial diego alliance oasis penultimate hyundai hawaii israel hierarch seattle garcia",
    4: "etc feb apostrophe catastrophe diabetes california",
}
_BEFORE = {"dr": 2, **dict.fromkeys(("jan", "feb", "mar", "apr", "aug", "sept", "oct", "nov", "dec"), 1)}
"""What the dictionary has otherwise: a drive, and abbreviated months, which it reads out and nobody stumbles over."""

_KNOWN = {word: count for count, words in _EXCEPTIONS.items() for word in words.split()}

_SUFFIXES = ("ly", "ment", "ful", "less", "ness", "some", "ship", "hood", "dom")
_PREFIXES = ("un", "in", "re", "non", "dis", "pre", "over", "under", "multi", "head")
_SECOND_HALVES = (
    "bag ball bar base bird board body boat bone book borne bound box boy break bridge burger by card cast child "
    "craft cut cycle day down face fall field fighter fish fly foot fore frame free friend front ground guard half "
    "hand head hold holder house how keeper kind lace land length less life light like line load look made maker "
    "making man mark mate men mind most name of off one out over owner page paper path people person piece place plan "
    "plate point post pot power print proof room rope runner scape script sea sell seller set shape share sheet shift "
    "shop shot side sight site skin space span spread stand star station stead step stick stock stone stop store "
    "storm stream style suit table taker thing time top town track trade trap tree upon walk wall ward ware water way "
    "weed weight well what where wife wind wise with woman women wood word work worker worm worthy yard zone"
)
"""Second halves of compounds: the `e` before them is silent, as in `homepage` and `therefore`."""

_PERSONS = frozenset(("man", "men", "woman", "women", "person", "people"))

_SHORT_WORDS = (
    "the and for not but you all can her was one our out his has how man new now old see two way who did get let "
    "put say she too use day any are had him is of to in on at by no so an as be do go he if me my or up we"
)
"""Short words that are read as words even where they stand in capitals."""

_SECOND = frozenset(_SECOND_HALVES.split())
_NO_ACRONYMS = frozenset(_SHORT_WORDS.split())


def syllables(word: str) -> int:
    """Number of syllables in one word as it is spoken.

    Args:
        word: A word as it stands, in any case; hyphens and apostrophes may be in it.

    Returns:
        0 without a letter or digit, else at least 1. A figure counts as one, and so does an acronym that is spoken
        letter by letter: neither is a word whose length a reader has to cope with.
    """
    if not word.isascii():
        word = _plain(word)
    if "-" in word:
        return sum(map(syllables, word.split("-")))
    lower = word.lower()
    capitals = word[:-1] if len(word) > 2 and word[-1] == "s" else word
    if 1 < len(capitals) <= 5 and capitals.isupper() and capitals.isalpha() and _is_spelled(capitals.lower()):
        return 1
    stem, _, ending = lower.partition("'")
    if not ending or not stem:
        return _count(stem or ending)
    return _count(stem) + _after_apostrophe(stem, ending)


def _is_spelled(lower: str) -> bool:
    return _VOWELS.isdisjoint(lower) or (len(lower) <= 3 and lower not in _NO_ACRONYMS)


def _after_apostrophe(stem: str, ending: str) -> int:
    """Syllables that `n't`, `'s`, `'re` and their like add."""
    if ending == "t":
        return int(stem[-1:] == "n" and stem[-2:-1] in ("d", "s", "t"))
    if ending == "s":
        return int(stem.endswith(("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze")))
    if ending in ("ll", "ve", "d", "re", "m"):
        after_vowel = stem[-1] in _VOWELS or stem == "how"
        return int(not after_vowel or (ending == "d" and stem[-1] in "td"))
    return _count(ending)


def _plain(word: str) -> str:
    """The word in ASCII; a vowel whose accent makes it a syllable is set off from its neighbours by an `h`."""
    word = normalize("NFC", word).translate({0x2019: "'", 0x2010: "-", 0x2011: "-", 0xEF: "hi", 0xEB: "hey"})
    if word[-1:] == "é" and len(word) > 1:
        word = word[:-1] + "ey"
    letters = "".join(filter(str.isascii, normalize("NFKD", word)))
    if any(map(str.isalnum, letters)):
        return letters
    return "a" if any(map(str.isalnum, word)) else ""


def _count(word: str) -> int:
    """Syllables of one word in lower-case ASCII letters; 1 for anything with a digit, 0 for marks alone."""
    if not word.isalpha():
        return int(any(map(str.isalnum, word)))
    if len(word) > _LONGEST:
        return max(1, len(_GROUP.findall(word)))
    known = _BEFORE.get(word) or known_syllables(word)
    if known > 0:
        return known
    known = _known(word)
    if known:
        return known
    if len(word) < 3 or _VOWELS.isdisjoint(word):
        return 1
    if len(word) == 3:
        return max(1, _groups(word) - _ends_silent(word))
    if word[-1] == "s" and word[-2] not in "isu":
        single = word[:-1]
        if single.endswith(("ce", "ge", "se", "ze", "xe", "che", "she")):
            return _count(single) + 1
        word = single
    elif word.startswith("mc") and len(word) > 4:
        return 1 + _count(word[2:])
    if word.endswith(_SUFFIXES):
        suffix = next(suffix for suffix in _SUFFIXES if word.endswith(suffix))
        stem = word[: -len(suffix)]
        if len(stem) >= 3 and not _VOWELS.isdisjoint(stem):
            return _count_before(stem, suffix) + 1
    at = _second_half(word)
    if at:
        return _count(word[:at]) + _count(word[at:])
    stem = word.removesuffix("d")
    fire = stem.endswith("ire") and stem[-4:-3] not in ("a", "e", "o", "", "h")  # spoken like "higher"
    return max(1, _groups(word) - _ends_silent(word) + fire + word.endswith(("sm", "thm")))


def _count_before(stem: str, suffix: str) -> int:
    if suffix in ("ly", "ness") and stem.endswith("ed"):
        return _groups(stem)
    if suffix in ("ness", "hood") and stem.endswith("i"):
        return _count(stem[:-1] + "y")
    if suffix == "ly" and stem.endswith("ical"):
        return _groups(stem) - 1
    if suffix == "ment" and stem.endswith("ire"):
        return _groups(stem) - 1
    return _count(stem)


def _second_half(word: str) -> int:
    """Where a compound's second word begins after an `e` or `y`, or 0."""
    for letter in "ey":
        at = word.find(letter, 2, -2) + 1
        while at:
            if word[at:] in _SECOND:
                return at
            if letter == "e" and word[at] == "s" and word[at + 1 :] in _PERSONS:
                return at + 1
            at = word.find(letter, at, -2) + 1
    return 0


def _known(word: str) -> int:
    """Count of an exception, alone or with a common ending or beginning; 0 for other words."""
    found = _KNOWN.get(word)
    if found:
        return found
    last = word[-1]
    if last == "s":
        found = _KNOWN.get(word[:-1])
        if found:
            return found + word.endswith(("ces", "ges", "ses", "zes"))
        found = word.endswith(("sses", "xes")) and _KNOWN.get(word[:-2])
        if found:
            return found + 1
    elif last == "d" and word[-2:-1] == "e":
        found = _KNOWN.get(word[:-1]) or _KNOWN.get(word[:-2])
        if found:
            return found + (word[-3] in "td")
    elif last == "g" and word.endswith("ing"):
        found = _KNOWN.get(word[:-3]) or _KNOWN.get(word[:-3] + "e")
        if found:
            return found + 1
    for prefix in _PREFIXES if word.startswith(_PREFIXES) else ():
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            rest = word[len(prefix) :]
            if rest[0] not in _VOWELS or prefix[-1] not in _VOWELS:
                found = _known(rest)
                if found:
                    return found + _groups(prefix)
    return 0


def _ends_silent(word: str) -> bool:
    """Whether the word ends in an `e`, or in `ed`, that is not spoken."""
    if word.endswith("ed"):
        if len(word) < 4 or word[-3] in "td":
            return False
        word = word[:-1]
    elif word[-1] != "e":
        return False
    before = word[-2]
    if before == "u":
        return word[-3:-2] in ("q", "g") and not _VOWELS.isdisjoint(word[:-3])
    if before == "y":
        return word[-3:-2] in ("a", "e", "o")
    if before in _VOWELS or _VOWELS.isdisjoint(word[:-1]):
        return False
    if before == "l":
        return word[-3] not in "bcdfgkpstzx"
    return before != "r" or word[-3] in "aeiouyr"


def _groups(word: str) -> int:
    """Vowel groups, each counted as often as it is spoken apart."""
    count = len(_GROUP.findall(word))
    for match in _GROUP.finditer(word) if _PAIR.search(word) else ():
        start, end = match.span()
        for at in range(start, end - 1):
            count += _apart(word, at, start)
    return count


def _apart(word: str, at: int, start: int) -> bool:
    """Whether the vowels at `at` and `at + 1`, in the group from `start`, belong to two syllables."""
    first, second = word[at], word[at + 1]
    before, after = word[at - 1 : at], word[at + 2 :]
    if second == "y":
        return False
    if second == "i" and after == "ng":
        return not word.endswith("guing")
    earlier = not _VOWELS.isdisjoint(word[:start])
    if first == "i":
        return _apart_after_i(word[:at], second, after, earlier=earlier)
    if first == "e":
        return _apart_after_e(word[:at], second, after, earlier=earlier)
    if first == "u":
        return _apart_after_u(before, second, after)
    if first == "y":
        return before in ("a", "e", "o", "u") or (at > 0 and second in "ao" and before not in "nl")
    pair = first + second
    if pair == "oi":
        return (after.startswith("c") and not after.startswith("ce")) or after.startswith(("sm", "ncid"))
    if pair == "oa":
        return before == "i" or after.startswith(("lit", "lesc")) or word.startswith("proa")
    if pair == "oe":
        return (before == "p" and after[:1] in ("m", "t")) or after[:2] in ("xi", "rc", "ff")
    if pair == "oo":
        return word.startswith(("cooper", "coord"))
    if pair == "ai":
        return after == "c" or word.startswith("naiv")
    return pair == "ao"


def _apart_after_i(left: str, second: str, after: str, *, earlier: bool) -> bool:
    before = left[-1:]
    if second == "a":
        if before in ("t", "c", "s"):
            return after.startswith(("t", "s", "ri", "ry", "lit")) and not after.startswith("tiv")
        if before == "g":
            return after.startswith("t")
        if before == "l" and earlier:
            if after.startswith(("nt", "nc")):
                return left[-2] != "l"
            return after[:1] not in ("", "m", "n", "r")
        return not after.startswith("ge")
    if second == "o":
        if before in ("t", "s", "c", "g", "x", "h") and after[:1] in ("n", "u"):
            return False
        if before in ("l", "n") and earlier and after[:1] in ("n", "r"):
            return False
        return not left.endswith("ll") and not (left.endswith("av") and after.startswith(("r", "ur")))
    if second == "e":
        if after.startswith("t"):
            return True
        if after.startswith("n") and not after.startswith("nd"):
            if left.endswith("sc"):
                return not left.endswith(("consc", "presc"))
            return before not in ("t", "c", "n")
        return earlier and after in ("r", "st")
    return second in "iu"


def _apart_after_e(left: str, second: str, after: str, *, earlier: bool) -> bool:
    before = left[-1:]
    if second == "a":
        if after in ("", "n"):
            return earlier
        if before == "r" and after.startswith(("lit", "lis", "liz", "lig", "ct", "pp", "ff", "ll", "rr", "ss")):
            return True
        if left.endswith("cr"):
            return after.startswith("t") and not after.startswith("tur")
        return (left.endswith("th") and after.startswith("t")) or (left == "d" and after.startswith("ct"))
    if second == "o":
        return not (before == "g" and after[:1] in ("n", "u")) and not (before in ("l", "j") and after[:1] == "p")
    if second == "u":
        return (after in ("m", "s") and earlier) or (left == "r" and after.startswith(("sa", "se", "si", "n")))
    if second == "i":
        return left == "r" and after.startswith(("nf", "nv", "nt", "nst", "ns", "nc", "mb", "ter"))
    return (
        second == "e" and left in ("r", "pr") and after.startswith(("val", "lec", "nt", "st", "xa", "xp", "xi", "mp"))
    )


def _apart_after_u(before: str, second: str, after: str) -> bool:
    if before == "q":
        return False
    if second == "a":
        return before != "g" and not after.startswith(("de", "di", "si", "sa"))
    if second == "e":
        return before != "g" and after[:1] in ("l", "n", "t", "r")
    if second == "i":
        if before == "g":
            return after == "ty"
        return after.startswith(("ty", "tio", "tiv", "tou", "n", "d", "ci", "sm", "st"))
    return second == "o"
