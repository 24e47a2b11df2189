"""Readability formulas for other languages than English, as textstat has them, over careful counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from copydesk.text.formulas import Counts


class SpokenCounts:
    """Counts of a text in a language whose syllables are known.

    Attributes:
        words: As in `Counts`, and so `sentences`, `letters`, `characters` and `long_words`.
        syllables: Syllables of all words.
        syllables_by_word: Those of each word.
    """

    def __init__(self, counts: Counts, syllables_by_word: Sequence[int]) -> None:
        self.words = counts.words
        self.sentences = counts.sentences
        self.letters = counts.letters
        self.characters = counts.characters
        self.long_words = counts.long_words
        self.syllables_by_word = syllables_by_word
        self.syllables = sum(syllables_by_word)

    def share(self, least: int, most: int | None = None) -> float:
        """Percentage of words with at least and at most so many syllables."""
        found = sum(least <= count and (most is None or count <= most) for count in self.syllables_by_word)
        return 100 * found / self.words


Formula = Callable[[SpokenCounts], float]


def _flesch(base: float, by_length: float, by_syllables: float) -> Formula:
    def ease(counts: SpokenCounts) -> float:
        return base - by_length * (counts.words / counts.sentences) - by_syllables * (counts.syllables / counts.words)

    return ease


def _fog(least: int) -> Formula:
    """Gunning's index with the number of syllables that makes a word hard in the language."""

    def fog(counts: SpokenCounts) -> float:
        return 0.4 * (counts.words / counts.sentences + counts.share(least))

    return fog


def wiener_sachtextformel(counts: SpokenCounts) -> float:
    """School grade of German factual prose. R. Bamberger and E. Vanecek, "Lesen - Verstehen - Lernen - Schreiben", 1984.

    The first of their four formulas.
    """
    length, long = counts.words / counts.sentences, 100 * counts.long_words / counts.words
    return 0.1935 * counts.share(3) + 0.1672 * length + 0.1297 * long - 0.0327 * counts.share(1, 1) - 0.875


def gulpease_index(counts: SpokenCounts) -> float:
    """Ease of Italian, 0 to 100, higher is easier. P. Lucisano and M. E. Piemontese, 1988."""
    return 300 * (counts.sentences / counts.words) - 10 * (counts.characters / counts.words) + 89


def szigriszt_pazos(counts: SpokenCounts) -> float:
    """Ease of Spanish, higher is easier. F. Szigriszt Pazos, 1993."""
    return 206.84 - 62.3 * (counts.syllables / counts.words) - counts.words / counts.sentences


def gutierrez_polini(counts: SpokenCounts) -> float:
    """Ease of Spanish, higher is easier. L. E. Gutiérrez de Polini, 1972."""
    return 95.2 - 9.7 * (counts.letters / counts.words) - 0.35 * (counts.words / counts.sentences)


def crawford(counts: SpokenCounts) -> float:
    """Years of schooling for Spanish. A. N. Crawford, 1984."""
    by_words = 100 * (counts.sentences / counts.words)
    return -0.205 * by_words + 0.049 * (100 * (counts.syllables / counts.words)) - 3.407


FORMULAS: dict[str, dict[str, Formula]] = {
    "de": {"flesch_reading_ease": _flesch(180, 1, 58.5), "wiener_sachtextformel": wiener_sachtextformel},
    "es": {
        "flesch_reading_ease": _flesch(206.84, 1.02, 60.0),
        "szigriszt_pazos": szigriszt_pazos,
        "gutierrez_polini": gutierrez_polini,
        "crawford": crawford,
    },
    "fr": {"flesch_reading_ease": _flesch(207, 1.015, 73.6)},
    "hu": {"flesch_reading_ease": _flesch(206.835, 1.015, 58.5), "gunning_fog": _fog(5)},
    "it": {"flesch_reading_ease": _flesch(217, 1.3, 60.0), "gulpease_index": gulpease_index},
    "nl": {"flesch_reading_ease": _flesch(206.835, 0.93, 77)},
    "pl": {"gunning_fog": _fog(4)},
    "ru": {"flesch_reading_ease": _flesch(206.835, 1.3, 60.1)},
}
"""By language: Flesch's ease by T. Amstad (1978), J. Fernández Huerta (1959), L. Kandel and A. Moles (1958), V. Franchina
and R. Vacca (1986), W. H. Douma (1960) and I. V. Oborneva (2006), with the constants of textstat, and formulas of their
own."""
