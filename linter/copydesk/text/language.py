"""Which language a text is in: a light vote of its small words, its letters and its scripts.

Made for prose of a few sentences and more. What is short, mixed, a list of names or in a language without a list here
stays undetermined, which is better than a guess: rules then do what suits any language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import repeat

UNDETERMINED = "und"

SHARED_SCRIPTS = frozenset(("latin", "cyrillic", "arabic", "devanagari"))
"""Scripts of several languages, which the words tell apart."""

_SAMPLE = 600  # characters of an article that are looked at
_PIECE = 300  # characters of one block
_LARGE = 8  # times as much is looked at where that does not tell

_ENGLISH = frozenset(
    (
        *("the", "of", "and", "to", "that", "with", "from", "are", "has", "they", "The", "which", "this", "it", "be"),
        *(
            "not",
            "but",
            "have",
            "you",
            "your",
            "we",
            "our",
            "as",
            "by",
            "their",
            "were",
            "been",
            "its",
            "will",
            "would",
        ),
        *("who", "about", "more", "his", "had", "said", "than", "there", "when", "what"),
    )
)
_PLAINLY_ENGLISH = 0.2  # share of those words that no other language comes near, nor a text half in another
_FEW_WORDS = 25  # less than this goes to the full vote

_SURE_WORDS = 40  # this many may overrule a declaration
_SURE_LETTERS = 60  # the same for a script that is of one language
_FEW_LETTERS = 6
_SCRIPT_SHARE = 0.6
_KANA_SHARE = 0.1  # of the letters of a Japanese text; Chinese ones have none
_DENSE = frozenset(("zh", "ja", "ko"))
_LEAST_HITS = 3
_LEAST_SHARE = 0.12  # of the words are small words of the language; 30 to 50 % are usual
_SURE_SHARE = 0.2
_NEAREST = 0.75  # most points of the next language, of those of the first

_LATIN_AND_SIGNS = "[\x00-\u024f\u2000-\u206f\ufffc]+"
_NO_LATIN = "[^A-Za-z\xc0-\u024f]+"

_TAG = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,8}$"
_NO_LANGUAGE = frozenset(("und", "mul", "mis", "zxx"))


def language_of(texts: Sequence[str]) -> str:
    """The language of an article.

    Args:
        texts: Visible text of its blocks; their order does not matter.

    Returns:
        An ISO 639-1 code such as `en` or `zh`, or `und` where it is not plain.
    """
    return _vote_on(texts)[0]


def settled_language(declared: str | None, texts: Sequence[str]) -> str | None:
    """The language to read an article in, from what it declares and what it says.

    Templates declare `en` for whatever they are filled with. So a declaration gives way to a text of forty words or
    more in another language that shares next to nothing with the declared one. Relatives, such as Danish and
    Norwegian, never contradict each other, and neither does a language without a list of words here.

    Args:
        declared: Well-formed BCP 47 code that the article or the configuration declares, if any.
        texts: Visible text of its blocks.

    Returns:
        A BCP 47 code, or None where nothing tells.
    """
    voted, sure = _vote_on(texts)
    if declared is None:
        return None if voted == UNDETERMINED else voted
    primary = declared.partition("-")[0].lower()
    if not sure or voted in (primary, UNDETERMINED):
        return declared
    return voted if _contradicts(primary, voted) else declared


def language_tag(value: str) -> str | None:
    """A declared language as a BCP 47 code: `de_AT` and `en-us` as `de-AT` and `en-US`.

    Args:
        value: What stands in front matter, in HTML's `lang` or in the configuration; a POSIX locale too.

    Returns:
        None for what has not the shape of such a code, and for codes that name no language.
    """
    value = value.strip().partition(".")[0].partition("@")[0]
    if not re.match(_TAG, value):
        return None
    primary, *others = value.replace("_", "-").split("-")
    if primary.lower() in _NO_LANGUAGE:
        return None
    for number, subtag in enumerate(others):
        if len(subtag) == 1:
            break  # an extension or private use: as it is
        if subtag.isalpha() and len(subtag) in (2, 4):
            others[number] = subtag.upper() if len(subtag) == 2 else subtag.capitalize()
    return "-".join([primary.lower(), *others])


def _vote_on(texts: Sequence[str]) -> tuple[str, bool]:
    """The vote on a small sample, and on a large one where that does not tell."""
    ranked = sorted(texts, key=len, reverse=True)
    voted = _vote(_sample(ranked, _SAMPLE, _PIECE))
    if voted[0] == UNDETERMINED and ranked and (len(ranked[0]) > _PIECE or sum(map(len, texts)) > _SAMPLE):
        return _vote(_sample(ranked, _LARGE * _SAMPLE, _LARGE * _PIECE))
    return voted


def _sample(ranked: list[str], most: int, piece: int) -> str:
    """The beginnings of the longest blocks; what is far shorter than those is no prose.

    Args:
        ranked: All blocks, longest first; those of one length are put in an order of their own if it matters.
        most: Characters to take, roughly.
        piece: Most characters of one block.
    """
    count = size = 0
    for text in ranked:
        if size >= most or 4 * len(text) < min(len(ranked[0]), piece):
            break
        size += min(len(text), piece)
        count += 1
    if 0 < count < len(ranked) and len(ranked[count]) == len(ranked[count - 1]):
        ranked.sort(key=lambda text: (-len(text), text))
    return " ".join([text[:piece] for text in ranked[:count]])


def _vote(sample: str) -> tuple[str, bool]:
    """The language of a text, and whether there is so much of it that it may overrule a declaration."""
    words = sample.split()
    if (
        len(words) >= _FEW_WORDS
        and sum(map(_ENGLISH.__contains__, words)) >= _PLAINLY_ENGLISH * len(words)
        # Other scripts have few blanks, or none; curly quotation marks need two bytes more than a letter.
        and len(sample.encode("utf-8", "surrogatepass")) <= 1.1 * len(sample)
    ):
        return "en", len(words) >= _SURE_WORDS
    script, letters = ("latin", 0) if sample.isascii() else _script(sample)
    if script not in SHARED_SCRIPTS:
        return script, letters >= _SURE_LETTERS
    return _vote_of_words(sample)


def _script(sample: str) -> tuple[str, int]:
    """The script most of a text is in, or its language where it has one alone; and how many of its letters it has."""
    others = re.sub(_LATIN_AND_SIGNS, "", sample)
    if not others:
        return "latin", 0
    from collections import Counter

    from copydesk.text.language_words import SCRIPTS

    starts = [first for first, *_ in SCRIPTS]
    counts = {"latin": len(re.sub(_NO_LATIN, "", sample))}
    for letter, count in Counter(others).items():
        if letter.isalpha():
            _, last, script = SCRIPTS[max(bisect_right(starts, letter) - 1, 0)]
            script = script if letter <= last else ""
            counts[script] = counts.get(script, 0) + count
    han, kana = counts.pop("han", 0), counts.pop("kana", 0)
    if han or kana:
        counts["ja" if kana >= _KANA_SHARE * (han + kana) else "zh"] = han + kana
    # A letter of these scripts is a syllable or a word.
    weights = {script: count * (3 if script in _DENSE else 1) for script, count in counts.items()}
    best = max(weights, key=lambda script: (weights[script], script), default="")
    plain = best and weights[best] >= _SCRIPT_SHARE * sum(weights.values())
    if not plain or (counts[best] < _FEW_LETTERS and best not in SHARED_SCRIPTS):
        return UNDETERMINED, 0
    return best, counts[best]


def _vote_of_words(sample: str) -> tuple[str, bool]:
    """The language whose small words and letters a text has, if no other comes near."""
    from copydesk.text.language_words import language_of_mark, points

    by_word, by_letter, marks = points()
    sample = sample.lower()
    words = sample.replace("'", " ").replace("’", " ").replace(",", " ").replace(".", " ").split()
    small = list(filter(None, map(by_word.get, words)))
    said = "".join(small)
    if not sample.isascii():
        said += "".join(map(by_letter.get, re.sub(r"[\x00-\x7f]+", "", sample), repeat("")))
    counts = list(map(said.count, marks))
    most = max(counts)
    best = counts.index(most)
    counts[best] = 0
    mark = marks[best]
    hits = sum([mark in languages for languages in small])
    if hits < _LEAST_HITS or hits < _LEAST_SHARE * len(words) or max(counts) > _NEAREST * most:
        return UNDETERMINED, False
    return language_of_mark(mark), len(words) >= _SURE_WORDS and hits >= _SURE_SHARE * len(words)


def _contradicts(declared: str, voted: str) -> bool:
    from copydesk.text.language_words import RELATIVES, SCRIPTS, WORDS

    known = declared in WORDS or declared in ("zh", "ja") or any(declared == name for *_, name in SCRIPTS)
    return known and not any(declared in group and voted in group for group in RELATIVES)
