"""Sentences, paragraphs and stretches between subheadings that are too long to read at one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from copydesk.checks.options import Option
from copydesk.document import Block, Document
from copydesk.model import CopydeskError, Hit, Rule
from copydesk.text.readability import FRAGMENT_WORDS, UNSPACED, count_words, sentence_words
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

OPTIONS: dict[str, Option] = {
    "unit": Option(
        "string",
        "sentence",
        "What is measured: each sentence, each paragraph, or all paragraphs between two headings.",
        choices=("sentence", "paragraph", "section"),
    ),
    "maximum": Option("integer", 45, "Most words that are not reported.", minimum=1),
    "by-language": Option(
        "mapping",
        {},
        "Most words in other languages, by language code. In languages without blanks between words nothing is reported "
        "unless they are listed.",
    ),
}

_QUESTION_WORDS = 25
_HEADING_LENGTH = 200  # characters of a line that readers take for a heading


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report what has more words than the maximum; only body prose counts, as for the metrics.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        One hit for each; for a section on the heading above, or else on the title or the first block. Its arguments:
        number of words and maximum; for a section also the lines where its first and last paragraph begin.
    """
    maximum = most_words(rule, document, "maximum")
    if maximum is None:
        return
    unit = rule.options["unit"]
    if unit == "section":
        yield from _sections(document, maximum)
        return
    for block, ranges, counts in sentence_words(document):
        if unit == "paragraph":
            words = sum(counts)
            if words > maximum:
                yield Hit(block.start, block.end, (str(words), str(maximum)))
        elif max(counts) > maximum:
            for (start, end), words in zip(ranges, counts, strict=True):
                if words > maximum:
                    first, last = block.source_range(start, end)
                    yield Hit(first, last, (str(words), str(maximum)))


def most_words(rule: Rule, document: Document, name: str) -> int | None:
    """The option of a name, or what `by-language` says for the article; None where that takes a language to be listed.

    Raises:
        CopydeskError: `by-language` holds what is no number.
    """
    listed: Mapping[str, Any] = rule.options["by-language"]
    if not listed and document.text.isascii():
        least: int = rule.options[name]
        return least
    found = number_for(rule, document, "by-language")
    if found is not None:
        return found
    primary = (document.language or "").partition("-")[0].lower()
    return None if primary in UNSPACED else rule.options[name]


def number_for(rule: Rule, document: Document, name: str) -> int | None:
    """What an option that maps language codes to whole numbers says for an article; None if it does not list it.

    Raises:
        CopydeskError: It holds what is no number.
    """
    listed: Mapping[str, Any] = rule.options[name]
    code = (document.language or "").lower()
    primary = code.partition("-")[0]
    value = listed.get(code, listed.get(primary))
    if value is not None and not str(value).isdigit():
        raise CopydeskError(f"{rule.id}: '{name}' must map '{primary}' to a whole number, not '{value}'")
    return None if value is None else int(value)


def _sections(document: Document, maximum: int) -> Iterator[Hit]:
    measured = {id(block): sum(counts) for block, _, counts in sentence_words(document)}
    head: Block | None = None
    section: list[Block] = []
    for block in (*document.prose, None):
        words = measured.get(id(block), 0)
        if block is None or _heads(block, words):
            total = sum(measured[id(paragraph)] for paragraph in section)
            if total > maximum:
                place = head or document.title or section[0]
                lines = (document.position(paragraph.start)[0] for paragraph in (section[0], section[-1]))
                yield Hit(place.start, place.end, (f"{total:,}", f"{maximum:,}", *map(str, lines)))
            # A line such as `Back to the top` parts the text, but a question or a heading is what it stands under.
            head, section = (block if block is not None and (words or block.kind == "heading") else head), []
        elif words and block.kind == "paragraph":
            section.append(block)


def _heads(block: Block, words: int) -> bool:
    """Whether readers take a block for a subheading: it is one, or a short line without a stop, or a question by itself."""
    if block.kind == "heading":
        return True
    if block.kind != "paragraph" or "footnote" in block.containers:
        return False
    if words:
        return words <= _QUESTION_WORDS and block.text.rstrip().endswith("?")
    if len(block.text) > _HEADING_LENGTH or {"byline", "dateline"}.intersection(block.containers):
        return False
    return 0 < count_words(block.text) <= FRAGMENT_WORDS
