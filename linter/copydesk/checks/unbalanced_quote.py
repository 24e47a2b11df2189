"""unbalanced-quote: a quotation mark that opens and is never closed, or closes what was never opened."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from copydesk.checks.options import Option
from copydesk.document import CODE
from copydesk.model import Confidence, Hit, Rule
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.document import Document
    from copydesk.text.quotations import Defect, Quotation

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
_POINTER = r"\s+[^\W\d_a-z]{2,} [^\W\d_a-z]{2,}"  # `» READ ALSO`
_CODE_AFTER = r"\\|>|\s?:\s*[\"“\[{]|\s*/?\]|\s+[\w-]+=[\"“”]"
_SPREAD = 12  # paragraphs that a quotation may run over
_ENDS = frozenset(".!?…\"'”’»)")
_TORN = ("paragraph", "list-item")
_EDGE = 40  # characters that may stand around the mark there
_MOST = 10  # marks told in one paragraph: with more it is no prose
_AROUND = 60  # characters on either side that tell one mark from another


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """Find quotation marks without a partner.

    Args:
        rule: Options as in `OPTIONS`.
        document: The article.

    Returns:
        A hit a mark, at most ten in a paragraph, the mark alone, with what is wrong as its argument. Of medium
        confidence where the mark may mean inches, or stands beside code, and where a quotation of the next paragraph may
        go on with it; low where one opens a paragraph, or one that ends in the middle of a sentence, and one closes a
        later one, with nothing in between, and in code that nothing sets apart.
    """
    from copydesk.quotes import quotations_of

    quotations, defects = quotations_of(document)
    found = [defect for defect in defects if defect.kind in _MESSAGES]
    if not found:
        return ()
    texts = [block.text for block in document.prose]
    used = Counter(texts[quotation.block][quotation.start : quotation.inner[0]] for quotation in quotations)
    lost = Counter(texts[one.block][one.start : one.end] for one in found)
    found = [one for one in found if _quotes(one, texts[one.block], used, lost)]
    return _hits(rule, document, found, quotations)


def _quotes(defect: Defect, text: str, used: Counter[str], lost: Counter[str]) -> bool:
    """Whether a mark is a quotation mark in an article that opens more quotations with its kind than it loses marks."""
    mark = text[defect.start : defect.end]
    if mark == "»" and re.match(_POINTER, text[defect.end : defect.end + _AROUND]):
        return False
    others = _OTHER_USES.get(mark)
    return others is None or sum(used[one] for one in others) > (lost[mark] if mark == "``" else 0)


def _hits(rule: Rule, document: Document, defects: Sequence[Defect], quotations: Sequence[Quotation]) -> Iterator[Hit]:
    include = rule.options["include"]
    blocks = document.prose
    spread = _spread(document, defects, [(quotation.block, quotation.start) for quotation in quotations])
    open_ended = {(quotation.block, quotation.start) for quotation in quotations if quotation.open_ended}
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
        if defect in spread or _is_code(block.text, defect):
            confidence = "low"
        elif (defect.block, defect.start) in open_ended or _may_be_a_unit(block.text, defect):
            confidence = "medium"
        start, end = block.source_range(defect.start, defect.end)
        key = block.text[max(0, defect.start - _AROUND) : defect.end + _AROUND]
        yield Hit(
            start, end, arguments=(document.text[start:end], _MESSAGES[defect.kind]), confidence=confidence, key=key
        )


def _spread(document: Document, defects: Sequence[Defect], quotations: Sequence[tuple[int, int]]) -> set[Defect]:
    """Marks of one quotation that runs over several blocks, which do not open anew.

    Either it has whole paragraphs, or the first one ends in the middle of a sentence: before a list, or where a link or
    a picture has torn the paragraph in two.
    """
    found: set[Defect] = set()
    blocks = document.prose
    for first, last in pairwise(defects):
        if (first.kind, last.kind) != ("unclosed", "unopened") or not first.block < last.block <= first.block + _SPREAD:
            continue
        head, tail = blocks[first.block].text, blocks[last.block].text
        whole = (
            first.start < _EDGE
            and not head[: first.start].strip(" \xa0*_")
            and not tail[last.end : last.end + _EDGE].strip(" \xa0.*_")
        )
        torn = (
            blocks[first.block].kind in _TORN
            and head.rstrip(" \xa0*_")[-1:] not in _ENDS
            and bisect(quotations, (first.block, first.start)) == bisect(quotations, (last.block, last.start))
        )
        if whole or torn:
            found |= {first, last}
    return found


def _is_code(text: str, defect: Defect) -> bool:
    r"""Whether a mark belongs to code that nothing sets apart: `width="100`, `"kind" : [`, `\"`, `">`."""
    return (
        text[max(0, defect.start - 1) : defect.start] in ("=", "\\")
        or re.match(_CODE_AFTER, text[defect.end : defect.end + _AROUND]) is not None
    )


def _may_be_a_unit(text: str, defect: Defect) -> bool:
    """Whether a straight mark stands behind a digit or beside code."""
    if text[defect.start] not in "\"'":
        return False
    before, after = text[max(0, defect.start - 1) : defect.start], text[defect.end : defect.end + 1]
    return before.isdigit() or CODE in (before, after)
