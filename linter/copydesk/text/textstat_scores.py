"""The scores of textstat 0.7, to the last bit, in one pass, without its import, and without a network.

textstat counts what it counts: a full stop after any word ends a sentence, a dash glues words, headings run on. This
is for comparing figures with others who use it; what rules and reports go by is `copydesk.text.readability`.

Its cleaning never looks beyond a whitespace-separated piece of text. So each distinct piece is looked at once a process,
and only sentences need the running text. Syllables come from the table that is shipped here, in the first pronunciation, and
from pyphen for words that are not in it: what textstat does with the dictionary that it would download.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from copydesk.text import formulas
from copydesk.text.easy_words import easy_words
from copydesk.text.formulas import Counts
from copydesk.text.syllable_table import first_pronunciation
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCORES = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "automated_readability_index",
    "coleman_liau_index",
    "linsear_write",
    "dale_chall",
    "spache",
    "lix",
    "rix",
    "mcalpine_eflaw",
)
"""The scores, under our names of metrics. `linsear_write` looks at the first hundred words, as textstat does."""

_QUOTE = re.compile(r"'(?![tsd]|ve|ll|re)")
_MARKS = re.compile(r"[^\w\s']")
_ALL_MARKS = re.compile(r"[^\w\s]")
_SENTENCE = re.compile(r"\b[^.!?]+[.!?]*")
_HAS_WORD = re.compile(r"\w")
_FIELDS = (
    "words",
    "syllables",
    "polysyllables",
    "gunning",
    "dale_chall",
    "spache",
    "long",
    "mini",
    "letters",
    "characters",
)
_BITS = 32
_MASK = (1 << _BITS) - 1
_LINSEAR_WORDS = 100
_CACHED_PIECES = 100_000
_CACHED_LENGTH = 40


def textstat_scores(text: str) -> dict[str, float]:
    """What textstat says of an English text.

    Args:
        text: Running text, as it would be given to textstat.

    Returns:
        The unrounded scores in the order of `SCORES`; 0 where textstat says so, as for a text without words.

    Raises:
        ModuleNotFoundError: textstat, whose list of easy words this needs, or pyphen is not installed.
    """
    if len(_RECORDS) > _CACHED_PIECES:
        _RECORDS.clear()
    pieces = text.split()
    total = sum(map(_RECORDS.__getitem__, pieces))
    count = {name: total >> at * _BITS & _MASK for at, name in enumerate(_FIELDS)}
    sentences = textstat_sentences(text)
    words = count["words"]
    if not words:
        return dict.fromkeys(SCORES, 0.0) | {
            "smog_index": formulas.smog_index(_counts(count, sentences, 1)) if text else 0.0,
            "linsear_write": _linsear(pieces, sentences),
        }
    counts = _counts(count, sentences, words)
    by_strokes = _counts(count, sentences, len(pieces))
    length = words / sentences
    return {
        "flesch_reading_ease": formulas.flesch_reading_ease(counts) if counts.syllables else 0.0,
        "flesch_kincaid_grade": formulas.flesch_kincaid_grade(counts) if counts.syllables else 0.0,
        "gunning_fog": formulas.gunning_fog(counts),
        "smog_index": formulas.smog_index(counts),
        # Pieces of mere marks are words here, but not where sentences are measured.
        "automated_readability_index": 4.71 * (counts.characters / by_strokes.words) + 0.5 * length - 21.43,
        "coleman_liau_index": formulas.coleman_liau_index(counts),
        "linsear_write": _linsear(pieces, sentences),
        "dale_chall": formulas.dale_chall(count["dale_chall"], counts),
        "spache": formulas.spache(count["spache"], counts),
        "lix": formulas.lix(counts),
        "rix": formulas.rix(counts),
        "mcalpine_eflaw": formulas.mcalpine_eflaw(counts),
    }


def textstat_sentences(text: str) -> int:
    """Sentences as textstat counts them: what ends in `.`, `!` or `?` and has more than two words, but at least one."""
    if not text:
        return 0
    return max(1, sum(map(_is_sentence, _SENTENCE.findall(text))))


def _is_sentence(text: str) -> bool:
    """Whether more than two words stand in a text."""
    return len(list(islice(filter(_HAS_WORD.search, _pieces(text)), 3))) > 2


def _pieces(text: str) -> Iterator[str]:
    """Pieces of a text; the first ones do nearly always."""
    *first, rest = text.split(None, 4) or [""]
    yield from first
    yield from rest.split()


def _counts(count: dict[str, int], sentences: int, words: int) -> Counts:
    return Counts(
        words=words,
        sentences=sentences,
        syllables=count["syllables"],
        polysyllables=count["polysyllables"],
        complex_words=count["gunning"],
        long_words=count["long"],
        short_words=count["mini"],
        letters=count["letters"],
        characters=count["characters"],
    )


def _linsear(pieces: Sequence[str], sentences: int) -> float:
    """O'Hayre's formula over the first hundred words; what of the running text that is decides about sentences."""
    taken = 0
    points = 0
    if len(pieces) > _LINSEAR_WORDS:
        words = 0
        for piece in pieces:
            if words == _LINSEAR_WORDS:
                break
            taken += 1
            if _HAS_WORD.search(piece):
                words += 1
                points += _points(_RECORDS[piece])
        sentences = textstat_sentences(" ".join(pieces[:taken]))
    else:
        points = sum(_points(_RECORDS[piece]) for piece in pieces)
        # The words are joined by blanks before they are counted: of blanks alone nothing is left.
        sentences = sentences if pieces else 0
    if not sentences:
        return 0.0
    number = float(points / sentences)
    return (number - 2 if number <= 20 else number) / 2


def _points(record: int) -> int:
    """One for an easy word, three for a hard one; none for what has no syllable."""
    return 3 if record >> 2 * _BITS & _MASK else int(record >> _BITS & _MASK > 0)


class _Records(dict[str, int]):
    """Counts of pieces in the order of `_FIELDS`, packed in one integer, so that one sum adds up all of them."""

    def __missing__(self, piece: str) -> int:
        record = _record(piece)
        if len(piece) <= _CACHED_LENGTH:
            self[piece] = record
        return record


_RECORDS = _Records()


def _record(piece: str) -> int:
    if piece.isalpha() and piece.isascii():
        word = bare = piece
    else:
        word = _clean(piece)
        bare = _ALL_MARKS.sub("", piece)
    if not word:
        return len(piece) << 9 * _BITS
    lower = word.lower()
    spoken = _syllables(lower)
    unknown = lower not in _easy()
    # To judge a word, textstat cleans it once more, which matters where lower case brings a mark, as of `İ`.
    judged = spoken if lower.isascii() else _syllables(_clean(lower))
    fields = (
        1,
        spoken,
        spoken >= 3,
        unknown and judged >= 3,
        unknown,
        unknown and judged >= 2,
        len(bare) > 6,
        len(bare) <= 3,
        len(bare),
        len(piece),
    )
    return sum(value << at * _BITS for at, value in enumerate(fields))


def _clean(piece: str) -> str:
    return _MARKS.sub("", _QUOTE.sub("", piece))


def _syllables(word: str) -> int:
    if not word:
        return 0
    known = first_pronunciation(word) if word.isascii() else -1
    return known if known >= 0 else len(_hyphenation().positions(word)) + 1


@cache
def _easy() -> frozenset[str]:
    words = easy_words()
    if words is None:
        raise ModuleNotFoundError("textstat is not installed, and its list of easy words is needed", name="textstat")
    return words


@cache
def _hyphenation():  # type: ignore[no-untyped-def] # noqa: ANN202 - pyphen has no types
    from pyphen import Pyphen

    return Pyphen(lang="en_US")
