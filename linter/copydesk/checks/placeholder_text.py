"""Text that stands in for text: lorem ipsum, “Insert headline here”, `[your name]`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from copydesk.checks.options import Option
from copydesk.checks.visible_text import visible_blocks
from copydesk.checks.whole_article import vocabulary
from copydesk.document import Block, Document
from copydesk.model import Confidence, Hit, Rule
from copydesk.text.normalise import fold
from copydesk.typed import NamedTuple

OPTIONS: dict[str, Option] = {
    "phrases": Option("strings", [], "Phrases anywhere in the text, in plain words."),
    "lines": Option("strings", [], "Phrases that count only where they are all of a paragraph, heading or item."),
    "also": Option("strings", [], "Further phrases of your own."),
}

# What a writer is told to fill in, in brackets. Bracketed words of an editor in a quotation look much the same, so the
# kinds of thing are listed.
_FILL_IN = (
    r"(?i)\[(?:insert|enter|type)\s[^\[\]\n]{1,60}\]"
    r"|\[(?:your|company|client|customer|brand|product|city|first|last|full|business)[ _-](?:full |first |last |company |business )?"
    r"(?:name|company|organi[sz]ation|business|text|title|headline|city|state|address|e-?mail|phone|logo|website|url|"
    r"industry|topic|story)\b[^\[\]\n]{0,30}\]"
    r"|\[(?:add |put )?(?:name|title|text|headline|caption|image|photo|link|quote|date|number|source|url) (?:goes )?here\]"
)
_LONGEST_LINE = 80
_QUOTES = "\"'“”‘’„«»`"


class _Ready(NamedTuple):
    phrases: list[tuple[frozenset[str], str]]
    lines: list[tuple[frozenset[str], str]]


_prepared: tuple[Mapping[str, object], _Ready] | None = None


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report placeholder text.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit a place, with the text as argument; a paragraph of lorem ipsum is one. What stands in quotation marks is
        spoken of, not left over.
    """
    ready, known = _ready(rule), vocabulary(document)
    phrases = [(words, pattern) for words, pattern in ready.phrases if words <= known]
    lines = {line for words, line in ready.lines if words <= known}
    keys = {max(sorted(words), key=len) for words, _ in phrases} | {fold(max(line.split(), key=len)) for line in lines}
    for block in visible_blocks(document):
        text = block.text
        told = bool(keys) and not keys.isdisjoint(block.tokens)
        if not told and "[" not in text:
            continue
        if told and len(text) <= _LONGEST_LINE and _plain(text) in lines:
            yield _hit(block, 0, len(text), None)
            continue
        end = 0
        found: list[tuple[int, int, Confidence | None]] = []
        if told:
            mine = frozenset(block.tokens)
            for words, pattern in phrases:
                if words <= mine:
                    found += [(match.start(), match.end(), None) for match in re.finditer(pattern, text, re.IGNORECASE)]
        if "[" in text:
            found += [(match.start(), match.end(), "medium") for match in re.finditer(_FILL_IN, text)]
        for start, stop, confidence in sorted(found, key=lambda one: one[:2]):
            quoted = (
                text[max(start - 1, 0) : start] in _QUOTES
                and start > 0
                and text[stop : stop + 2].strip(".,")[:1] in _QUOTES
            )
            if start < end or (quoted and text[stop : stop + 1]):
                continue
            end = stop
            if "ipsum" in text[start:stop].casefold():
                end = len(text)
                yield _hit(block, start, end, confidence)
                break
            yield _hit(block, start, end, confidence)


def _hit(block: Block, start: int, end: int, confidence: Confidence | None) -> Hit:
    shown = block.text[start:end]
    shown = shown if len(shown) <= 50 else shown[:49] + "…"
    return Hit(*block.source_range(start, end), arguments=(shown,), confidence=confidence)


def _ready(rule: Rule) -> _Ready:
    """A rule's phrases as patterns, and its lines, each with its words."""
    global _prepared  # noqa: PLW0603 - rules hold their options for the whole run
    options = rule.options
    if _prepared is None or _prepared[0] is not options:
        split = [re.findall(r"\w+", phrase) for phrase in (*options["phrases"], *options["also"])]
        phrases = [(frozenset(map(fold, words)), r"\b" + r"\W{1,3}".join(words) + r"\b") for words in split if words]
        plain = filter(None, map(_plain, options["lines"]))
        lines = [(frozenset(map(fold, line.split())), line) for line in plain]
        _prepared = options, _Ready(phrases, lines)
    return _prepared[1]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
