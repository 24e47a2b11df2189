"""An article that breaks off: `[+1234 chars]`, “Read more” after dots, a last sentence without its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from copydesk.checks.closing_block import closing_block
from copydesk.checks.options import Option
from copydesk.checks.visible_text import visible_blocks
from copydesk.document import Block, Document
from copydesk.model import Confidence, Hit, Rule

OPTIONS: dict[str, Option] = {
    "unfinished-words": Option(
        "mapping", {}, "Words that no sentence ends with, by language code; a text that does breaks off there."
    ),
    "open-end": Option(
        "string",
        "low",
        "Confidence of findings where only the last full stop is missing, or dots stand in its place.",
        choices=("high", "medium", "low"),
    ),
}

_COUNT = re.compile(r"(?:…|\.\.\.)?\s?\[\+\d{1,7} (?:chars|characters)\]")
_READ_MORE = re.compile(
    r"(?:…|\.{3}|\[…\]|\[\.{3}\])\s?(?:[\[(]?(?:read|continue|see|view|show|click)\b[^.!?…]{0,50}|[\[(]?(?:full story|more)\W{0,3}"
    r"|(?:weiterlesen|mehr|lire la suite|leer más|seguir leyendo|leia mais|continua a leggere|lees verder)\W{0,3})$|(?-i:[–—-] READ MORE)$",
    re.IGNORECASE,
)
_EXCERPT = re.compile(r"(?:\[(?:…|\.{3})\]|\((?:…|\.{3})\)|(?:…|\.{3})\s?[»>→]{1,2})$")
_LAST_WORD = re.compile(r"([^\W\d_]+)(-?)\s*$")
_STOPS = ".!?…:;。！？\"'”’»)]*_|>"
_SHOWN = 40  # characters of the end that a finding covers at least
_NEXT = re.compile(
    r"(?:read|continue|see|view|click|full|weiterlesen|lire la suite|leer más|leia mais)\b", re.IGNORECASE
)
_LONG = 25  # words from which on a paragraph is sure to want a full stop
_WORDS = 12
_BREAKS_OFF = "the last sentence has no end"


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report where an article breaks off.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit for each count of characters left out, and at most one for the end: the mark or the last words, with
        what shows it as argument.
    """
    if " char" in document.text:
        for block in visible_blocks(document):
            for match in _COUNT.finditer(block.text):
                yield Hit(*block.source_range(*match.span()), arguments=("a feed cut it and counted the rest",))
    last = closing_block(document)
    if last is None or _COUNT.search(last.text):
        return
    found = _end(document, last, rule.options["unfinished-words"], rule.options["open-end"])
    if found is not None:
        start, reason, confidence = found
        yield Hit(*last.source_range(start, len(last.text.rstrip())), arguments=(reason,), confidence=confidence)


def _end(
    document: Document, block: Block, unfinished: Mapping[str, str], open_end: Confidence
) -> tuple[int, str, Confidence] | None:
    text = block.text.rstrip()
    more = _READ_MORE.search(text)
    if more is not None:
        return more.start(), "the rest is behind a link", "high"
    if text.endswith(("…", "...")) and _goes_on_elsewhere(document, block):
        return text.rfind(" ", 0, max(len(text) - _SHOWN, 1)) + 1, "the rest is behind a link", "medium"
    excerpt = _EXCERPT.search(text)
    if excerpt is not None:
        return excerpt.start(), "it is an excerpt", "medium"
    if block.kind != "paragraph" or block.containers or len(text.split()) < _WORDS or _in_link(block, len(text)):
        return None
    word = _LAST_WORD.search(text)
    tail = text.rfind(" ", 0, max(len(text) - _SHOWN, 1)) + 1
    if text.endswith((",", " –", " —")):
        return tail, _BREAKS_OFF, "medium"
    if word is not None and word[2]:
        return tail, "the last word is cut", "medium"
    language = (document.language or "en").split("-")[0]
    if word is not None and word[1] in unfinished.get(language, "").split():
        return tail, _BREAKS_OFF, "high"
    if text.endswith(("…", "...")) and text.rstrip(".… ")[-1:].isalnum():
        return tail, "it ends in dots", open_end
    if text[-1] not in _STOPS and len(text.split()) >= _LONG and _others_end(document, block):
        return tail, _BREAKS_OFF, open_end
    return None


def _goes_on_elsewhere(document: Document, last: Block) -> bool:
    """Whether the next line points on: "Read more at …"."""
    blocks = document.prose
    number = blocks.index(last) + 1
    return number < len(blocks) and _NEXT.match(blocks[number].text) is not None


def _in_link(block: Block, length: int) -> bool:
    """Whether a link ends the block, as where a text points on to another one."""
    return bool(block.links) and block.links[-1][1] >= length - 1


def _others_end(document: Document, last: Block) -> bool:
    """Whether the other paragraphs have the stop that this one lacks."""
    others = [block.text.rstrip() for block in document.prose if block.kind == "paragraph" and block is not last]
    full = [text for text in others if text.count(" ") >= _WORDS]
    return bool(full) and sum(text[-1] in _STOPS for text in full) >= 0.8 * len(full)
