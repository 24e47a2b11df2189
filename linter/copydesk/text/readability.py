"""Readability of an article in one pass: words, sentences, syllables, letters counted once for every formula.

What counts is body prose: paragraphs and list items, in block quotes too. Headings, table cells, captions, footnotes,
alternative texts, code and front matter do not. Neither does a fragment, which is a paragraph or list item of a few
words without a stop at its end, such as a byline, a heading in plain text, or an item of a list of links; nor a
template's tag that stands alone. URLs and e-mail addresses are no words. Every paragraph and list item ends its last
sentence.

Counts come from whitespace-separated pieces of text: each distinct piece is looked at once a process, its counts are
packed in one integer, and an article's counts are one sum of those. Only sentences need the running text.
"""

from __future__ import annotations

import re
from unicodedata import category, normalize

from copydesk.text import formulas
from copydesk.text.formulas import Counts
from copydesk.text.sentences import sentences
from copydesk.text.syllables import syllables
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    class _Block(Protocol):
        @property
        def kind(self) -> str: ...
        @property
        def text(self) -> str: ...
        @property
        def containers(self) -> tuple[str, ...]: ...

    class _Document(Protocol):
        @property
        def prose(self) -> Sequence[Any]: ...
        @property
        def language(self) -> str | None: ...
        @property
        def memo(self) -> dict[Any, Any]: ...


LEAST_WORDS = 100
"""No formula says anything about a shorter text."""

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction by adults. M. Brysbaert, "How many words do we read per minute?", 2019."""

FRAGMENT_WORDS = 12
"""Most words of a paragraph or list item that is left out if it ends without a stop."""

ANY_LANGUAGE = ("lix", "rix")
"""Formulas that make sense in any language with an alphabet; the others are for English."""

UNSPACED = frozenset(("zh", "yue", "cmn", "wuu", "ja", "th", "lo", "km", "my"))
"""Languages without blanks between words, for which there is no formula here."""

FORMULAS: dict[str, Callable[[Counts], float | None]] = {
    "flesch_reading_ease": formulas.flesch_reading_ease,
    "flesch_kincaid_grade": formulas.flesch_kincaid_grade,
    "gunning_fog": formulas.gunning_fog,
    "smog_index": formulas.smog_index,
    "automated_readability_index": formulas.automated_readability_index,
    "coleman_liau_index": formulas.coleman_liau_index,
    "linsear_write": formulas.linsear_write,
    "dale_chall": lambda _counts: None,  # needs a list of easy words, as does the next: `copydesk.text.all_metrics`
    "spache": lambda _counts: None,
    "lix": formulas.lix,
    "rix": formulas.rix,
    "mcalpine_eflaw": formulas.mcalpine_eflaw,
    "mean_grade": formulas.mean_grade,
}

_STOPS = ".!?…:;。！？：।؟"
_CLOSING = " \"'”’“»)]*_"
_WORD = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?(?!\w)|[^\W_]+(?:(?:[-'&]|(?<=\d)[.,:](?=\d))[^\W_]+)*")
_HAS_WORD = re.compile(r"[^\W_]")
_AROUND = ".,;:!?\"'“”‘()[]…"
_BITS = 32
_MASK = (1 << _BITS) - 1
_FIELDS = (
    "words",
    "syllables",
    "polysyllables",
    "complex_words",
    "long_words",
    "short_words",
    "letters",
    "characters",
)
_SHIFTS = range(0, len(_FIELDS) * _BITS, _BITS)
_CHARACTERS = _SHIFTS[_FIELDS.index("characters")]
_CACHED_PIECES = 100_000
_CACHED_LENGTH = 40


def measure(document: _Document) -> dict[str, float | None]:
    """Metrics of an article; computed once a document.

    Args:
        document: The article.

    Returns:
        Unrounded figures under the names of the metrics: `words` and `sentences` measured, their `syllables`, the
        formulas, and `reading_time` in seconds for all words of the article. None where a formula does not apply:
        under `LEAST_WORDS` words, English ones in another language, and all of them in languages without blanks
        between words. `dale_chall` and `spache` are None.
    """
    metrics: dict[str, float | None] | None = document.memo.get("readability")
    if metrics is None:
        metrics = document.memo["readability"] = _measure(document)
    return metrics


def word_count(document: _Document) -> int:
    """Number of words in all prose of an article, headings, tables and captions included."""
    measure(document)
    count: int = document.memo["readability-words"]
    return count


def measured_sentences(document: _Document) -> list[tuple[Any, list[tuple[int, int]]]]:
    """The sentences that the metrics are about: each block of body prose with ranges in its text, in order."""
    return [(block, ranges) for block, ranges, _ in sentence_words(document)]


def sentence_words(document: _Document) -> list[tuple[Any, list[tuple[int, int]], list[int]]]:
    """As `measured_sentences`, with the number of words of each sentence."""
    measure(document)
    found: list[tuple[Any, list[tuple[int, int]], list[int]]] = document.memo["readability-sentences"]
    return found


def counts_of(document: _Document) -> Counts:
    """The counts of body prose that the formulas take."""
    measure(document)
    counts: Counts = document.memo["readability-counts"]
    return counts


def block_words(document: _Document) -> list[int]:
    """Number of words of each block of prose, in their order."""
    measure(document)
    counted: list[int] = document.memo["readability-blocks"]
    return counted


def count_words(text: str) -> int:
    """Number of words as the metrics count them."""
    return sum(map(_RECORDS.__getitem__, text.split())) & _MASK


def _measure(document: _Document) -> dict[str, float | None]:
    found: list[tuple[Any, list[tuple[int, int]], list[int]]] = []
    counted: list[int] = []
    sentence_count = total = 0
    if len(_RECORDS) > _CACHED_PIECES:
        _RECORDS.clear()
    record = _RECORDS.__getitem__
    for block in document.prose:
        text = block.text
        ranges = _body_sentences(block, document.language)
        if ranges:
            sums = [sum(map(record, text[start:end].split())) for start, end in ranges]
            words = sum(sums)
            total += words
            found.append((block, ranges, [each & _MASK for each in sums]))
            counted.append(words & _MASK)
            sentence_count += len(ranges)
        else:
            counted.append(count_words(text))
    counts = _counts(total, sentence_count)
    words = sum(counted)
    document.memo["readability-blocks"] = counted
    document.memo["readability-sentences"] = found
    document.memo["readability-words"] = words
    document.memo["readability-counts"] = counts
    metrics: dict[str, float | None] = {
        "words": counts.words,
        "sentences": counts.sentences,
        "syllables": counts.syllables,
    }
    language = (document.language or "").split("-")[0]
    if counts.words >= LEAST_WORDS and language not in UNSPACED:
        for name, formula in FORMULAS.items():
            metrics[name] = formula(counts) if language == "en" or name in ANY_LANGUAGE else None
    else:
        metrics.update(dict.fromkeys(FORMULAS))
    metrics["reading_time"] = words / WORDS_A_MINUTE * 60
    return metrics


def _body_sentences(block: _Block, language: str | None) -> list[tuple[int, int]]:
    """Sentences of a block that holds body prose; nothing for others."""
    text = block.text
    if block.kind not in ("paragraph", "list-item") or "footnote" in block.containers or not _HAS_WORD.search(text):
        return []
    if text.startswith(("{%", "{{")) and text.rstrip().endswith(("%}", "}}")):
        return []
    ranges = sentences(text, language)
    ranges = [found for found in ranges if text[found[0]].isalnum() or _HAS_WORD.search(text, *found)]
    if len(ranges) == 1 and text.rstrip(_CLOSING)[-1:] not in _STOPS and len(text.split()) <= FRAGMENT_WORDS:
        return []
    return ranges


def _counts(total: int, sentence_count: int) -> Counts:
    """Packed counts taken apart."""
    fields = {name: total >> shift & _MASK for name, shift in zip(_FIELDS, _SHIFTS, strict=True)}
    return Counts(sentences=sentence_count, **fields)


class _Records(dict[str, int]):
    """Counts of whitespace-separated pieces of text: the fields of `Counts` but sentences, packed in one integer.

    Packed counts of all pieces add up in a single sum, several times faster than field by field.
    """

    def __missing__(self, piece: str) -> int:
        record = _record(piece)
        if len(piece) <= _CACHED_LENGTH:
            self[piece] = record
        return record


_RECORDS = _Records()


def _record(piece: str) -> int:
    plain = piece.replace("’", "'")
    word = plain.strip(_AROUND)
    if word.isascii() and word.isalpha():
        known = word.lower() if word[1:].islower() else word
        if known != piece:
            return _RECORDS[known] + (len(piece) - len(known) << _CHARACTERS)
        count = syllables(word)
        hard = count >= 3
        is_complex = hard and _is_complex(word)
        letters = len(word)
        return _pack(1, count, hard, is_complex, letters > 6, letters <= 3, letters, letters)
    if _is_address(piece):
        return 0
    words = 0
    if not plain.isascii():
        plain, words = _without_signs(plain)
    all_letters = spoken = words
    polysyllables = complex_words = long_words = short_words = 0
    for word in _WORD.findall(plain):
        letters = sum(map(str.isalnum, word))
        count = 1 if "." in word and word[0].isalpha() else syllables(_parts(word))
        words += 1
        spoken += count
        all_letters += letters
        long_words += letters > 6
        short_words += letters <= 3
        if count >= 3:
            polysyllables += 1
            complex_words += any(map(_is_complex, _parts(word).split("-")))
    return _pack(words, spoken, polysyllables, complex_words, long_words, short_words, all_letters, len(plain))


def words_of(piece: str) -> list[str]:
    """The words of a whitespace-separated piece of text, with plain signs; those of scripts without blanks are left out."""
    if _is_address(piece):
        return []
    plain = piece.replace("’", "'")
    return _WORD.findall(plain if plain.isascii() else _without_signs(plain)[0])


def _is_address(piece: str) -> bool:
    return "://" in piece or piece.startswith("www.") or ("@" in piece and "." in piece and piece[0] != "@")


def _pack(
    words: int,
    spoken: int,
    polysyllables: int,
    complex_words: int,
    long_words: int,
    short_words: int,
    letters: int,
    characters: int,
) -> int:
    """The fields in the order of `_FIELDS`, the first one in the lowest bits."""
    low = words | spoken << 32 | polysyllables << 64 | complex_words << 96
    return low | long_words << 128 | short_words << 160 | letters << 192 | characters << 224


def _parts(word: str) -> str:
    return word.replace("&", "-")


def _is_complex(word: str) -> bool:
    """Whether one part of a word is hard in Gunning's sense."""
    if syllables(word) < 3:
        return False
    return not word.lower().endswith(("ed", "es")) or min(syllables(word[:-1]), syllables(word[:-2])) >= 3


def _without_signs(piece: str) -> tuple[str, int]:
    """The piece without marks and placeholders, typographic signs made plain, and the words of scripts without blanks.

    An ideograph or kana counts as a word, as word processors count them. In Thai, Lao, Khmer and Burmese the letters
    tell roughly how many words there are.
    """
    text = normalize("NFC", piece).replace("‐", "-").replace("‑", "-").replace("\ufffc", "")
    text = "".join(letter for letter in text if letter.isascii() or category(letter)[0] not in "MC")
    if not text or max(text) < "\u0e01":
        return text, 0
    from copydesk.text.unspaced import without_unspaced

    return without_unspaced(text)
