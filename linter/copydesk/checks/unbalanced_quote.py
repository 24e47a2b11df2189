"""unbalanced-quote: a quotation mark that opens and is never closed, or closes what was never opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.checks.options import Option
from copydesk.document import CODE
from copydesk.model import Confidence, Hit, Rule

if TYPE_CHECKING:
    from copydesk.document import Document
    from copydesk.text.quotations import Defect

KINDS = ("paragraph", "list-item", "heading", "caption", "table-cell", "blockquote")

OPTIONS: dict[str, Option] = {
    "include": Option(
        "strings",
        [kind for kind in KINDS if kind != "table-cell"],
        "Where marks have to pair: `paragraph`, `list-item`, `heading`, `caption`, `table-cell`, and `blockquote` for all"
        " that stands in one.",
        choices=KINDS,
    ),
}

_MESSAGES = {
    "unclosed": "opens a quotation that its paragraph never closes",
    "unopened": "closes a quotation that was never opened",
}
_OTHER_USES = {"«": "«»", "»": "«»", "''": ("''", "``"), "``": ("``",)}
"""Marks that are arrows, empty strings and code fences in articles that open no quotation with one of these."""
_SPREAD = 12  # paragraphs that a quotation may run over
_EDGE = 40  # characters that may stand around the mark there
_MOST = 10  # marks told in one paragraph: with more it is no prose
_AROUND = 60  # characters on either side that tell one mark from another


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """Find quotation marks without a partner.

    Args:
        rule: Options as in `OPTIONS`.
        document: The article.

    Returns:
        A hit a mark, at most ten in a paragraph, the mark alone, with what is wrong as its argument. Of medium confidence where the mark may mean
        inches, or stands beside code, and where a quotation of the next paragraph may go on with it; low where one opens
        a paragraph and one closes a later one, with nothing in between.
    """
    from copydesk.quotes import quotations_of

    quotations, defects = quotations_of(document)
    found = [defect for defect in defects if defect.kind in _MESSAGES]
    if not found:
        return ()
    texts = [block.text for block in document.prose]
    used = {texts[quotation.block][quotation.start : quotation.inner[0]] for quotation in quotations}
    found = [one for one in found if _quotes(texts[one.block][one.start : one.end], used)]
    open_ended = {(quotation.block, quotation.start) for quotation in quotations if quotation.open_ended}
    return _hits(rule, document, found, open_ended)


def _quotes(mark: str, used: set[str]) -> bool:
    """Whether a mark is one of quotations in an article whose quotations open with some."""
    return mark not in _OTHER_USES or not used.isdisjoint(_OTHER_USES[mark])


def _hits(rule: Rule, document: Document, defects: Sequence[Defect], open_ended: set[tuple[int, int]]) -> Iterator[Hit]:
    include = rule.options["include"]
    blocks = document.prose
    spread = _spread(document, defects)
    told: Counter[int] = Counter()
    for defect in defects:
        told[defect.block] += 1
        if told[defect.block] > _MOST:
            continue
        block = blocks[defect.block]
        kind = "table-cell" if block.kind == "table-header" else block.kind
        if kind not in include or ("blockquote" in block.containers and "blockquote" not in include):
            continue
        confidence: Confidence | None = None
        if defect in spread:
            confidence = "low"
        elif (defect.block, defect.start) in open_ended or _may_be_a_unit(block.text, defect):
            confidence = "medium"
        start, end = block.source_range(defect.start, defect.end)
        key = block.text[max(0, defect.start - _AROUND) : defect.end + _AROUND]
        yield Hit(
            start, end, arguments=(document.text[start:end], _MESSAGES[defect.kind]), confidence=confidence, key=key
        )


def _spread(document: Document, defects: Sequence[Defect]) -> set[Defect]:
    """Marks at the head of one paragraph and the end of a later one: a quotation whose paragraphs do not open anew."""
    found: set[Defect] = set()
    blocks = document.prose
    for first, last in pairwise(defects):
        if (
            (first.kind, last.kind) == ("unclosed", "unopened")
            and first.start < _EDGE
            and first.block < last.block <= first.block + _SPREAD
            and not blocks[first.block].text[: first.start].strip(" \xa0*_")
            and not blocks[last.block].text[last.end : last.end + _EDGE].strip(" \xa0.*_")
        ):
            found |= {first, last}
    return found


def _may_be_a_unit(text: str, defect: Defect) -> bool:
    """Whether a straight mark stands behind a digit or beside code."""
    if text[defect.start] not in "\"'":
        return False
    before, after = text[max(0, defect.start - 1) : defect.start], text[defect.end : defect.end + 1]
    return before.isdigit() or CODE in (before, after)
