"""Readability formulas over the counts of one text, unrounded.

Each takes `Counts` with at least one word and one sentence. Constants, and the order in which things are multiplied and
added, are those of textstat, so that the figures agree to the last bit wherever the counts do.
"""

from __future__ import annotations


class Counts:
    """What the formulas need to know of a text.

    Attributes:
        words: Words; a hyphenated compound, an abbreviation and a figure are one each.
        sentences: Sentences.
        syllables: Syllables of all words.
        polysyllables: Words of three syllables or more.
        complex_words: Hard words in Gunning's sense: polysyllables, without compounds of shorter words and without
            those that only `-ed` or `-es` makes so long.
        long_words: Words of more than six letters.
        short_words: Words of at most three letters.
        letters: Letters and digits.
        characters: All characters but blanks.
    """

    __slots__ = (
        "characters",
        "complex_words",
        "letters",
        "long_words",
        "polysyllables",
        "sentences",
        "short_words",
        "syllables",
        "words",
    )

    def __init__(
        self,
        *,
        words: int,
        sentences: int,
        syllables: int,
        polysyllables: int,
        complex_words: int,
        long_words: int,
        short_words: int,
        letters: int,
        characters: int,
    ) -> None:
        self.words = words
        self.sentences = sentences
        self.syllables = syllables
        self.polysyllables = polysyllables
        self.complex_words = complex_words
        self.long_words = long_words
        self.short_words = short_words
        self.letters = letters
        self.characters = characters


def flesch_reading_ease(counts: Counts) -> float:
    """Ease, higher is easier: 60 to 70 is plain English. R. Flesch, "A new readability yardstick", 1948."""
    return 206.835 - 1.015 * (counts.words / counts.sentences) - 84.6 * (counts.syllables / counts.words)


def flesch_kincaid_grade(counts: Counts) -> float:
    """US school grade. J. P. Kincaid et al., Research Branch Report 8-75 of the US Navy, 1975."""
    return 0.39 * (counts.words / counts.sentences) + 11.8 * (counts.syllables / counts.words) - 15.59


def gunning_fog(counts: Counts) -> float:
    """Years of schooling. R. Gunning, "The Technique of Clear Writing", 1952; names are not left out here."""
    return 0.4 * (counts.words / counts.sentences + 100 * counts.complex_words / counts.words)


def smog_index(counts: Counts) -> float:
    """Years of schooling. G. H. McLaughlin, "SMOG grading: a new readability formula", 1969, exact regression."""
    root: float = (30 * (counts.polysyllables / counts.sentences)) ** 0.5
    return 1.043 * root + 3.1291


def automated_readability_index(counts: Counts) -> float:
    """US school grade. R. J. Senter and E. A. Smith, AMRL-TR-66-220, 1967, counted in typewriter strokes."""
    return 4.71 * (counts.characters / counts.words) + 0.5 * (counts.words / counts.sentences) - 21.43


def coleman_liau_index(counts: Counts) -> float:
    """US school grade. M. Coleman and T. L. Liau, "A computer readability formula", 1975.

    The paper's first factor comes to 0.0588; textstat, and so this, takes 0.058.
    """
    letters, sentences = counts.letters / counts.words * 100, counts.sentences / counts.words * 100
    return 0.058 * letters - 0.296 * sentences - 15.8


def linsear_write(counts: Counts) -> float:
    """US school grade. J. O'Hayre, "Gobbledygook Has Gotta Go", 1966, over the whole text instead of 100 words of it."""
    points = (counts.words + 2 * counts.polysyllables) / counts.sentences
    return (points if points > 20 else points - 2) / 2


def dale_chall(hard_words: int, counts: Counts) -> float:
    """Difficulty for pupils: 5 is the sixth grade, 10 is college.

    E. Dale and J. S. Chall, "A formula for predicting readability", 1948.

    Args:
        hard_words: Words that are not on the authors' list of easy ones.
        counts: See there.
    """
    share = 100 * hard_words / counts.words
    score = 0.1579 * share + 0.0496 * (counts.words / counts.sentences)
    return score + 3.6365 if share > 5 else score


def spache(hard_words: int, counts: Counts) -> float:
    """US school grade of texts for the first four grades. G. Spache, 1953, in the revision of 1974.

    Args:
        hard_words: Words of two syllables or more that are not on the list of easy ones.
        counts: See there.
    """
    return 0.141 * (counts.words / counts.sentences) + 0.086 * (100 * hard_words / counts.words) + 0.839


def lix(counts: Counts) -> float:
    """Difficulty in any language with an alphabet: below 30 easy, above 50 hard. C. H. Björnsson, "Läsbarhet", 1968."""
    return counts.words / counts.sentences + 100 * counts.long_words / counts.words


def rix(counts: Counts) -> float:
    """Long words a sentence, in any language with an alphabet. J. Anderson, "Lix and Rix", 1983."""
    return counts.long_words / counts.sentences


def mcalpine_eflaw(counts: Counts) -> float:
    """Difficulty for readers who learn English: at most 20 is easy, above 30 hard. R. McAlpine, 2004."""
    return (counts.words + counts.short_words) / counts.sentences


def mean_grade(counts: Counts) -> float:
    """Mean of the five grades Flesch-Kincaid, Fog, SMOG, ARI and Coleman-Liau."""
    return sum(formula(counts) for formula in GRADES) / len(GRADES)


GRADES = (flesch_kincaid_grade, gunning_fog, smog_index, automated_readability_index, coleman_liau_index)
