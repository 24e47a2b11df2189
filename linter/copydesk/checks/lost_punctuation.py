"""Apostrophes, quotation marks and ligatures that a conversion has dropped all over an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.checks.visible_text import plain_edit
from copydesk.document import Block, Document
from copydesk.model import Confidence, Fix, Hit, Rule

OPTIONS: dict[str, Option] = {
    "minimum": Option("integer", 2, "Least number of damaged words of one kind in an article.", minimum=1),
    "contractions": Option("strings", [], "Contractions without their apostrophe that are no words by themselves."),
    "ligatures": Option("strings", [], "Words that have lost an fi, fl or ff."),
}

_RIGHT = re.compile(r"\b\w+[’'](?:t|s|re|ve|ll|d|m)\b")
_QUESTION = re.compile(r"(?<=[a-z])\?(?:s|t|re|ve|ll|d|m)\b(?![?=&])")
# A ligature became letters of their own: "fi nal", "signifi cant", "offi ce".
_SPLIT = re.compile(
    r"(?<![\w’'-])(?!(?:fi|fl)\s(?:and|or|the|is|in|was)\b)(?:[a-z]{2,10}(?:fi|fl|ffi|ffl)|[Ff]i|[Ff]l|[Ff]fi)"
    r"\s(?:cant|cance|cial|cially|cials|cation|cations|cult|culty|culties|cient|ciency|cer|cers|ce|ces|ne|nes|ned|nal|nally|nance|"
    r"nances|nancial|nd|nds|nding|ndings|nish|nished|ght|ghts|ghting|ghter|ghters|re|res|red|rm|rms|rmed|rst|sh|shing|t|ts|ve|"
    r"gure|gures|eld|elds|lm|lms|ll|lled|ll(?:ing)|oor|oors|ow|ows|owing|ight|ights|ood|oods|ooding|at|ew|uence|uences|uenced|ict|"
    r"icts|ects|ected|ection|exible|ourish|uid|c|cs|le|les|rms|nitely|ned|tting|lter|ve)\b"
)


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report an article whose punctuation or ligatures are lost.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit for each word with a lost ligature, the fix of which joins it again where it came apart; for apostrophes one
        at the first place. Arguments are what is lost, and the word and how many more there are. Apostrophes count as
        lost where more contractions lack theirs than have one.
    """
    options = rule.options
    language = document.language or "en"
    if language.split("-")[0] != "en":
        return
    lost = _pattern(options["contractions"])
    kinds: tuple[tuple[str, re.Pattern[str] | None, bool], ...] = (
        ("apostrophes", lost, True),
        ("apostrophes, which became question marks,", _QUESTION, False),
        ("ligatures (fi, fl, ff)", _pattern(options["ligatures"]), False),
        ("ligatures (fi, fl, ff), which became letters apart,", _SPLIT, False),
    )
    blocks = [block for block in document.prose if "blockquote" not in block.containers]
    right = sum(len(_RIGHT.findall(block.text)) for block in blocks)
    for name, pattern, proportional in kinds:
        if pattern is None:
            continue
        found = [(block, match) for block in blocks for match in pattern.finditer(block.text)]
        if len(found) < options["minimum"] or (proportional and len(found) <= right):
            continue
        confidence: Confidence = "high" if len(found) > options["minimum"] else "medium"
        if "apostrophes" in name:
            yield _hit(document, *found[0], name, confidence, len(found) - 1)
        else:
            yield from (_hit(document, *one, name, confidence, 0) for one in found)


def _hit(document: Document, block: Block, match: re.Match[str], name: str, confidence: Confidence, more: int) -> Hit:
    start = match.start()
    while start and block.text[start - 1].isalpha():
        start -= 1
    shown = block.text[start : match.end()]
    edit = None
    if match.re is _SPLIT:
        edit = plain_edit(document, block, start, match.end(), shown.replace(" ", ""))
    return Hit(
        *block.source_range(start, match.end()),
        arguments=(name, f"“{shown}” and {more} more" if more > 0 else f"“{shown}”"),
        fix=Fix("unsafe", (edit,)) if edit else None,
        confidence=confidence,
    )


def _pattern(words: list[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<![\w’'@#-])(?:{'|'.join(map(re.escape, words))})(?![\w’'-])") if words else None
