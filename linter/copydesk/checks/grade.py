"""An article whose prose is harder to read than its readers are asked to put up with."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.document import Document
from copydesk.model import Hit, Place, Rule
from copydesk.text.readability import LEAST_WORDS, counts_of, measure, sentence_words

NAMES = {
    "flesch_kincaid_grade": "Flesch-Kincaid grade",
    "gunning_fog": "Gunning fog index",
    "smog_index": "SMOG index",
    "automated_readability_index": "Automated readability index",
    "coleman_liau_index": "Coleman-Liau index",
    "linsear_write": "Linsear Write grade",
    "lix": "LIX",
    "rix": "RIX",
    "mcalpine_eflaw": "McAlpine EFLAW",
    "mean_grade": "Mean grade",
}
"""Metrics where a higher figure means a harder text, and what readers call them."""

OPTIONS: dict[str, Option] = {
    "metric": Option(
        "string",
        "flesch_kincaid_grade",
        "Formula to go by; `lix` and `rix` fit any language with an alphabet, the others English.",
        choices=tuple(NAMES),
    ),
    "maximum": Option("number", 15, "Highest figure that is not reported, in the scale of the metric."),
    "lix-by-language": Option(
        "mapping",
        {},
        "Highest LIX, by language code, of articles for which the metric does not exist because of their language.",
    ),
    "minimum-words": Option("integer", 200, "Articles with less prose than this are left out.", minimum=LEAST_WORDS),
}

_NAMED_SENTENCES = 2


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report an article that is too hard to read.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        At most one hit, on the title or else on the first block of prose. Its arguments: name of the metric, figure,
        maximum, words a sentence, and what of the words the metric goes by. Its related places: the longest sentences,
        longest first.
    """
    metric, maximum = rule.options["metric"], rule.options["maximum"]
    metrics = measure(document)
    value, words = metrics[metric], metrics["words"] or 0
    if value is None and rule.options["lix-by-language"]:
        from copydesk.checks.length import number_for

        listed = number_for(rule, document, "lix-by-language")
        if listed is not None:
            metric, maximum, value = "lix", listed, metrics["lix"]
    if value is None or value <= maximum or words < rule.options["minimum-words"]:
        return
    block = document.title or document.prose[0]
    yield Hit(
        block.start,
        block.end,
        arguments=(
            NAMES[metric],
            _above(value, maximum),
            f"{maximum:g}",
            f"{words / (metrics['sentences'] or 1):.0f}",
            _words_are(metric, document),
        ),
        related=_longest_sentences(document),
    )


def _words_are(metric: str, document: Document) -> str:
    """How long the words are, in the terms of the metric."""
    counts = counts_of(document)
    if metric in ("lix", "rix"):
        return f"{100 * counts.long_words / counts.words:.0f} % of the words longer than six letters"
    return f"{counts.syllables / counts.words:.2f} syllables a word"


def _above(value: float, maximum: float) -> str:
    """The figure with as few decimals as show that it is above the maximum."""
    for decimals in (1, 2, 3):
        text = f"{value:.{decimals}f}"
        if float(text) > maximum:
            return text
    return f"{value:g}"


def _longest_sentences(document: Document) -> tuple[Place, ...]:
    sentences = [
        (words, block, start, end)
        for block, ranges, counts in sentence_words(document)
        for (start, end), words in zip(ranges, counts, strict=True)
    ]
    sentences.sort(key=lambda sentence: -sentence[0])
    places = []
    for words, block, start, end in sentences[:_NAMED_SENTENCES]:
        first, last = block.source_range(start, end)
        position, end_position = document.position(first), document.position(last)
        places.append(
            Place(document.path, first, last, *position, *end_position, message=f"a sentence of {words} words")
        )
    return tuple(places)
