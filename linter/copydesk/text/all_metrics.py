"""All metrics of an article: those of `copydesk.text.readability`, and what takes a list of words or another language.

Only outputs that show figures ask for these. English articles get Dale-Chall and Spache where textstat, whose list of
easy words they need, is installed. Articles in other languages get the formulas that were made for those, with
syllables from pyphen, which comes with textstat, and the careful counts of words and sentences.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from copydesk.text import formulas, languages
from copydesk.text.easy_words import easy_words, is_easy
from copydesk.text.readability import LEAST_WORDS, counts_of, measure, measured_sentences, words_of
from copydesk.text.syllables import syllables
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_CACHED_PIECES = 100_000
_BITS = 32


def all_metrics(document: Any) -> dict[str, float | None]:
    """Every metric of an article.

    Args:
        document: The article.

    Returns:
        As `copydesk.text.readability.measure`, in the same order, with `dale_chall` and `spache`. In the languages of
        `copydesk.text.languages.FORMULAS`, also the figures that these give; `syllables` is None in languages whose
        syllables nothing here can count.
    """
    metrics = dict(measure(document))
    language = (document.language or "").split("-")[0].lower()
    enough = (metrics["words"] or 0) >= LEAST_WORDS
    if language == "en":
        easy = easy_words() if enough else None
        if easy is not None:
            counts = counts_of(document)
            hard, long = _hard_words(document, easy)
            metrics["dale_chall"] = formulas.dale_chall(hard, counts)
            metrics["spache"] = formulas.spache(long, counts)
    elif language:
        metrics["syllables"] = None
        known = languages.FORMULAS.get(language)
        spoken = _syllable_counter(language) if known is not None else None
        if known is not None and spoken is not None:
            heard = _counted(document, spoken)
            metrics["syllables"] = heard.syllables
            if enough:
                metrics.update({name: formula(heard) for name, formula in known.items()})
    return metrics


def _hard_words(document: Any, easy: frozenset[str]) -> tuple[int, int]:
    """Words that are not on the list, and how many of those have two syllables or more.

    Names are easy, as the formula's authors have it: words with a capital but for the first of a sentence. So are
    figures.
    """
    records = _HardWords(easy)
    total = 0
    for block, ranges in measured_sentences(document):
        for start, end in ranges:
            first, *rest = block.text[start:end].split()
            total += records[first.lower()] + sum(map(records.__getitem__, rest))
    return total & (1 << _BITS) - 1, total >> _BITS


class _HardWords(dict[str, int]):
    """Hard words of a piece of text, and above the lowest 32 bits those of two syllables or more."""

    def __init__(self, easy: frozenset[str]) -> None:
        super().__init__()
        self.easy = easy

    def __missing__(self, piece: str) -> int:
        hard = [
            word
            for word in words_of(piece)
            if not word[0].isupper() and not word[0].isdigit() and not is_easy(word.lower(), self.easy)
        ]
        record = self[piece] = len(hard) + (sum(syllables(word) >= 2 for word in hard) << _BITS)
        return record


def _counted(document: Any, spoken: Callable[[str], int]) -> languages.SpokenCounts:
    """Counts of the article with syllables of its language."""
    counts = counts_of(document)
    each = [
        spoken(word)
        for block, ranges in measured_sentences(document)
        for start, end in ranges
        for piece in block.text[start:end].split()
        for word in words_of(piece)
    ]
    return languages.SpokenCounts(counts, each)


@lru_cache(8)
def _syllable_counter(language: str) -> Callable[[str], int] | None:
    """A function from a word to its syllables, by the places where it can be hyphenated; None without pyphen."""
    try:
        import pyphen
    except ModuleNotFoundError:
        return None
    name = pyphen.language_fallback(language)
    if name is None:
        return None
    hyphenation = pyphen.Pyphen(lang=name)

    @lru_cache(_CACHED_PIECES)
    def spoken(word: str) -> int:
        return len(hyphenation.positions(normalize("NFC", word).lower())) + 1

    return spoken
