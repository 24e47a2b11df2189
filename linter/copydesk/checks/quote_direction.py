"""quote-direction: a curly mark that points the wrong way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from copydesk.checks.options import Option
from copydesk.model import Confidence, Edit, Fix, Hit, Rule
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.document import Block, Document

OPTIONS: dict[str, Option] = {
    "apostrophes": Option(
        "boolean",
        True,
        "Whether to report opening marks in place of apostrophes too, in English: `‘90s`, `rock ‘n’ roll`.",
    ),
}

_MIRRORED = {
    "“": "”",
    "”": "“",
    "&ldquo;": "&rdquo;",
    "&rdquo;": "&ldquo;",
    "&#8220;": "&#8221;",
    "&#8221;": "&#8220;",
    "‘": "’",
}
_MIRRORED |= {"&lsquo;": "&rsquo;", "&#8216;": "&#8217;"}
_ONE_MARK = frozenset(("sv", "fi", "da", "nb", "nn", "no", "hr", "bs", "sr"))
"""Languages in which ” opens as well as closes."""
_APOSTROPHE = r"(?<![\w‘])‘(?=(?:\d\ds?|em|til|tis|twas|cause|bout|n)\b)(?![^‘’]{0,80}’(?!\w))|(?<=\w )‘(?=n’ )"
_AROUND = 60


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """Find marks that open where they should close, or the other way round.

    Args:
        rule: Options as in `OPTIONS`.
        document: The article.

    Returns:
        A hit a mark, with the mark and the right one as arguments, and a fix.
    """
    from copydesk.quotes import quotations_of

    if not document.text.isascii() or "&" in document.text:
        defects = [defect for defect in quotations_of(document)[1] if defect.kind == "direction"]
        if defects:
            yield from _marks(document, [(defect.block, defect.start) for defect in defects])
        if rule.options["apostrophes"]:
            yield from _apostrophes(document)


def _marks(document: Document, places: Iterable[tuple[int, int]]) -> Iterator[Hit]:
    one_mark = (document.language or "").split("-")[0] in _ONE_MARK
    blocks = document.prose
    for number, at in places:
        mark = blocks[number].text[at]
        before = blocks[number].text[at - 1 : at]
        # Behind an equals sign it is the value of an attribute, in code that is not marked as such.
        if mark in _MIRRORED and not (one_mark and mark == "”") and before != "=":
            yield _hit(document, blocks[number], at, None)


def _apostrophes(document: Document) -> Iterator[Hit]:
    for block in document.prose:
        if "‘" not in block.text:
            continue
        for match in re.finditer(_APOSTROPHE, block.text):
            if (document.language or "en").split("-")[0] == "en":
                yield _hit(document, block, match.start(), "medium")


def _hit(document: Document, block: Block, at: int, confidence: Confidence | None) -> Hit:
    mark = block.text[at]
    start, end = block.source_range(at, at + 1)
    source = document.text[start:end]
    right = _MIRRORED.get(source)
    fix = Fix("safe", (Edit(start, end, right),)) if right is not None else None
    key = block.text[max(0, at - _AROUND) : at + 1 + _AROUND]
    return Hit(start, end, arguments=(mark, _MIRRORED[mark]), fix=fix, confidence=confidence, key=key)
