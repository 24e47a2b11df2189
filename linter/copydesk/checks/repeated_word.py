"""A word that stands twice in a row by accident: "the the", also over a line break or inline markup."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from operator import eq

from copydesk.checks.options import Option
from copydesk.document import Block, Document
from copydesk.model import Confidence, Edit, Fix, Hit, Rule
from copydesk.typed import NamedTuple

OPTIONS: dict[str, Option] = {
    "function-words": Option(
        "mapping",
        {},
        "Words whose doubling is always a slip, by language code; deleting one of them is a safe fix. "
        "In a language that is not listed nothing is reported.",
    ),
    "lawful": Option("mapping", {}, "Words that may stand twice, by language code: grammar, emphasis, sound."),
    "particles": Option("mapping", {}, "Words that may belong to the verb before them, by language code."),
    "phrasal": Option(
        "mapping", {}, "Words that take a particle, so that `logged in in May` is right, by language code."
    ),
    "allow": Option("strings", [], "Further words never to report, in any language."),
    "content-words": Option("boolean", True, "Whether to report other words too, where they are in small letters."),
}

_LOWER = bytes(range(256)).lower().replace(b"\xa0", b" ")
_MARKS = b"\"'()[]*_.,;:!?\xc2\xe2\x80\x9c\x9d\x98\x99\x9e"
"""Bytes of punctuation that may cling to a word, the quotation marks of UTF-8 among them."""

_PAIR = r"(?<![\w'’\-&/@#.])([^\W\d_]{1,30}(?:['’][^\W\d_]{1,8})?)(\s{1,4})(\1)(?![\w'’&/@]|-\w)"
_QUOTED_ARTICLE = r"(?<![\w'’\-])(a|an|the)\s[\"“‘](\1)(?=\s)"
_WORD_BEFORE = r"([^\W\d_]+)(?:\s(?:it|them|him|her|me|us|you|that|this))?\W{1,2}$"
_OPENING = ('"', "'", "“", "‘", "„", "«", "`")
_QUOTE_ENDS = "[,.!?]?[\"'”’“»`]"
_VOTERS = 3000  # words of a block that tell its language
_LINE_LIST = 30  # characters; shorter lines one below the other are a list, not a wrapped text


class _Words(NamedTuple):
    function: Mapping[str, frozenset[str]]
    lawful: Mapping[str, frozenset[str]]
    particles: Mapping[str, frozenset[str]]
    phrasal: Mapping[str, frozenset[str]]
    allowed: frozenset[str]


_prepared: tuple[Mapping[str, object], _Words] | None = None


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report doubled words.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        One hit a pair, from the first to the second word, with the word as its argument.
    """
    for block in document.prose:
        text = block.text
        if "'" not in text and "’" not in text:
            # Its folded words, which are at hand, tell enough where no word has an apostrophe.
            folded = block.tokens
            if True not in map(eq, folded, islice(folded, 1, None)):
                continue
        words = text.encode("utf-8", "surrogatepass").translate(_LOWER, _MARKS).split()
        if True in map(eq, words, islice(words, 1, None)):
            yield from _hits(rule, document, block)


def _words(rule: Rule) -> _Words:
    global _prepared  # noqa: PLW0603 - rules hold their options for the whole run
    options = rule.options
    if _prepared is None or _prepared[0] is not options:

        def sets(name: str) -> dict[str, frozenset[str]]:
            return {language: frozenset(words.split()) for language, words in options[name].items()}

        allowed = frozenset(word.casefold() for word in options["allow"])
        _prepared = options, _Words(sets("function-words"), sets("lawful"), sets("particles"), sets("phrasal"), allowed)
    return _prepared[1]


def _hits(rule: Rule, document: Document, block: Block) -> Iterator[Hit]:
    text = block.text
    language: str | None = None
    last = 0
    for pair in re.finditer(_PAIR, text, re.IGNORECASE):
        words = _words(rule)
        language = language or _language(document, block, words)
        if language not in words.function or pair.start() < last:
            continue
        confidence = _judge(pair, block, language, words, content=rule.options["content-words"])
        if confidence is None or _emphasised_mention(document, block, pair):
            continue
        last = pair.end()
        start, end = block.source_range(pair.start(), pair.end())
        edit = _deletion(document, block, pair)
        safe = confidence == "high" and pair[1].casefold() in words.function[language]
        fix = Fix("safe" if safe else "unsafe", (edit,)) if edit else None
        yield Hit(start, end, arguments=(pair[1],), fix=fix, confidence=confidence)
    for article in re.finditer(_QUOTED_ARTICLE, text):
        words = _words(rule)
        language = language or _language(document, block, words)
        if language == "en" and article[1] not in words.allowed:
            start, end = block.source_range(article.start(), article.end())
            cut = block.source_range(article.start(), article.end(1) + 1)
            yield Hit(start, end, arguments=(article[1],), fix=Fix("unsafe", (Edit(*cut, ""),)), confidence="medium")


def _judge(pair: re.Match[str], block: Block, language: str, words: _Words, *, content: bool) -> Confidence | None:
    """How sure it is that a pair is a slip; None where it is lawful."""
    first, second = pair[1], pair[3]
    word = first.casefold()
    if word in words.allowed or word in words.lawful.get(language, ()):
        return None
    text = block.text
    if text[max(pair.start() - 1, 0) : pair.start()] in _OPENING and re.match(
        _QUOTE_ENDS, text[pair.end() : pair.end() + 2]
    ):
        return None  # a term in quotation marks
    capitals = first[0].isupper(), second[0].isupper()
    after = bisect_left(block.soft_breaks, pair.start(2))
    breaks = after < len(block.soft_breaks) and block.soft_breaks[after] < pair.end(2)
    if word not in words.function[language]:
        # A capital makes it a name (Duran Duran); after a line break two short lines may just begin alike.
        if not content or len(word) < 3 or any(capitals) or breaks or _thrice(text, pair, word):
            return None
        return "medium"
    if _thrice(text, pair, word):
        return "low"
    if breaks and _in_line_list(block, pair.start(2)):
        return None
    if capitals == (False, True):
        return None  # "into The The", "to To Kill a Mockingbird": a name begins
    if all(capitals) and not text.isupper() and (len(word) == 1 or (block.kind != "heading" and not pair[0].isupper())):
        return None
    if word not in words.particles.get(language, ()):
        return "high"
    before = re.search(_WORD_BEFORE, text[max(0, pair.start() - 40) : pair.start()])
    if before and before[1].casefold() in words.phrasal.get(language, ()):
        return "low"
    return "high"


def _deletion(document: Document, block: Block, pair: re.Match[str]) -> Edit | None:
    """Delete one of the two words and the blank between them; the first one where the second opens a link."""
    source = document.text
    first, second = block.source_range(*pair.span(1)), block.source_range(*pair.span(3))
    gap = source[first[1] : second[0]]
    if source[slice(*first)] != pair[1] or source[slice(*second)] != pair[3]:
        return None
    if not gap.strip():
        return Edit(first[1], second[1], "")
    if gap[0].isspace():
        return Edit(first[0], first[1] + len(gap) - len(gap.lstrip()), "")
    if gap[-1].isspace():
        return Edit(first[1] + len(gap.rstrip()), second[1], "")
    return None


def _thrice(text: str, pair: re.Match[str], word: str) -> bool:
    """Whether the word goes on: "blah blah blah" is said on purpose."""
    after = text[pair.end() : pair.end() + len(word) + 3].casefold().lstrip(" ,-…")
    before = text[max(0, pair.start() - len(word) - 3) : pair.start()].casefold().rstrip(" ,-…")
    return after.startswith(word) or before.endswith(word)


def _in_line_list(block: Block, at: int) -> bool:
    """Whether a line break is one between short lines, such as the entries of a menu."""
    breaks = block.soft_breaks
    number = bisect_left(breaks, at)
    edges = [*([] if number else [-1]), *breaks[max(number - 1, 0) : number + 2]]
    if number + 2 > len(breaks):
        edges.append(len(block.text))
    return max(end - start - 1 for start, end in pairwise(edges)) < _LINE_LIST


def _emphasised_mention(document: Document, block: Block, pair: re.Match[str]) -> bool:
    """Whether markup sets one of the two words alone apart, as where a text speaks of the word itself."""
    source = document.text
    first, second = block.source_range(*pair.span(1)), block.source_range(*pair.span(3))
    if not source[first[1] : second[0]].strip():
        return False
    for start, end in (first, second):
        marks = source[start - 1 : start], source[end : end + 1]
        if all(mark and mark in "*_~<>" for mark in marks):
            return True
    return False


def _language(document: Document, block: Block, words: _Words) -> str:
    """The language of a block: that of the article, unless its own small words clearly speak for another one."""
    language = (document.language or "en").split("-")[0]
    own = _votes(block.tokens[:_VOTERS], words)
    best = max(own, key=lambda code: own[code], default="en")
    return best if own.get(best, 0) >= 3 and own[best] >= 2 * own.get(language, 0) else language


def _votes(tokens: list[str], words: _Words) -> dict[str, int]:
    return {
        language: sum(token in function or token in words.lawful.get(language, ()) for token in tokens)
        for language, function in words.function.items()
    }
