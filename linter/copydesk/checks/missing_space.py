"""Sentences and words that run into one another: “in May.The council”, “red,green”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from copydesk.checks.options import Option
from copydesk.checks.triggers import runs_together
from copydesk.checks.visible_text import plain_edit
from copydesk.document import Block, Document
from copydesk.model import Confidence, Fix, Hit, Rule

OPTIONS: dict[str, Option] = {
    "first-words": Option(
        "mapping", {}, "Words that sentences begin with, by language code; before one of them a stop surely ends one."
    ),
}

_STOP = re.compile(r"(?<![\w./@#:\\-])([^\W\d_]{2,})([.!?][\"”’)]?)([A-ZÀ-ÖØ-Þ][^\W\d_]*)(?=[\s,;:’'!?]|\.(?!\w)|$)")
_QUOTE = re.compile(r"(?<=[a-z])([.,!?][”])([A-Za-z]{2,})(?=[\s,.])")
_COMMA = re.compile(r"(?<![\w./@#:\\,-])([a-z]{3,}),([a-z]{2,})(?=[\s.;!?]|$)")
_URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_ENDINGS = frozenset({"Net", "Com", "Org", "Js", "Io", "Ai", "Tv", "Fm", "Co"})


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report stops and commas without a space behind them.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit a place, over both words, with them as argument and a fix. A stop before a word that sentences begin with
        is sure; before other words it may belong to a name (`net.Socket`), which is of medium confidence in plain text
        and HTML and low in Markdown.
    """
    language = (document.language or "en").split("-")[0]
    first_words = _words(rule.options["first-words"], language)
    for block in document.prose:
        text = block.text
        if block.kind == "table-cell" or not runs_together(text):
            continue
        masked: list[tuple[int, int]] | None = None
        for start, gap, end, confidence in _found(text, first_words, document.format):
            if masked is None:
                masked = [match.span() for match in _URL.finditer(text)]
            if any(first <= gap <= last for first, last in masked):
                continue
            yield _hit(document, block, start, gap, end, confidence)


def _found(text: str, first_words: frozenset[str], name: str) -> Iterator[tuple[int, int, int, Confidence]]:
    """Range of both words, where the space is to go, and how sure that is."""
    for match in _STOP.finditer(text):
        word, left = match[3], match[1]
        if word in _ENDINGS or (left[1:] != left[1:].lower() and not left.isupper()):
            continue
        begins = word in first_words and len(left) > 2
        weak: Confidence = "low" if name == "markdown" or len(word) < 2 or not left.islower() else "medium"
        sure: Confidence = "high" if left[0].islower() else "medium"
        yield match.start(), match.start(3), match.end(), sure if begins else weak
    for match in _QUOTE.finditer(text):
        if not _STOP.match(text, _word_start(text, match.start())):
            yield match.start(), match.start(2), match.end(), "medium"
    for match in _COMMA.finditer(text):
        yield match.start(), match.start(2), match.end(), "low" if name == "markdown" else "medium"


def _word_start(text: str, at: int) -> int:
    while at and text[at - 1].isalpha():
        at -= 1
    return at


def _hit(document: Document, block: Block, start: int, gap: int, end: int, confidence: Confidence) -> Hit:
    edit = plain_edit(document, block, gap, gap, " ")
    source = block.source_range(start, end)
    fix = Fix("safe" if confidence == "high" else "unsafe", (edit,)) if edit else None
    return Hit(*source, arguments=(block.text[start:end],), fix=fix, confidence=confidence)


def _words(by_language: Mapping[str, str], language: str) -> frozenset[str]:
    return frozenset(by_language.get(language, "").split())
