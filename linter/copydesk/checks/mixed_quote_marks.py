"""mixed-quote-marks: straight and curly quotation marks, or marks of two languages, in one article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from copydesk.checks.options import Option
from copydesk.model import Edit, Fix, Hit, Rule
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from copydesk.document import Document
    from copydesk.text.quotations import Quotation

OPTIONS: dict[str, Option] = {
    "prefer": Option(
        "string",
        "majority",
        "Which marks are right: `majority` for those that most quotations of the article have, the first one's where"
        " they are as many; `curly` or `straight`.",
        choices=("majority", "curly", "straight"),
    ),
}

_STYLES = {
    **dict.fromkeys("“”„‟", "curly"),
    '"': "straight",
    "''": "doubled single",
    "``": "doubled single",
    **dict.fromkeys("«»", "angular"),
}
_PAIRS = {"curly": ("“", "”"), "straight": ('"', '"')}
_AROUND = 40


class _Marked(NamedTuple):
    """A quotation with its marks."""

    quotation: Quotation
    marks: tuple[str, str]
    style: str


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """Find quotations whose marks are not those of the rest.

    Args:
        rule: Options as in `OPTIONS`.
        document: The article.

    Returns:
        A hit a quotation, its marks included, with its marks and the right ones as arguments, and a fix where both are
        straight, curly or doubled single marks. Quotations in single marks do not count.
    """
    from copydesk.quotes import quotations_of

    marked = []
    blocks = document.prose
    for quotation in quotations_of(document)[0]:
        text = blocks[quotation.block].text
        opening = text[quotation.start : quotation.inner[0]]
        closing = text[quotation.inner[1] : quotation.end]
        style = _STYLES.get(opening)
        if style is not None and not quotation.open_ended and not _is_code(text, quotation):
            marked.append(_Marked(quotation, (opening, closing), style))
    wanted = rule.options["prefer"]
    if len({one.style for one in marked} | {_STYLES.get(one.marks[1]) for one in marked}) < (
        1 if wanted in _PAIRS else 2
    ):
        return ()
    return _hits(document, marked, wanted)


def _is_code(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is glued to what is no prose: `lang="en"`, `print("x")`."""
    before = text[max(0, quotation.start - 2) : quotation.start]
    return before[-1:].isalnum() or before[-1:] in ("=", "_") or (before[-1:] == "(" and before[0].isalnum())


def _hits(document: Document, marked: Sequence[_Marked], wanted: str) -> Iterator[Hit]:
    if wanted == "majority":
        count = Counter(one.style for one in marked)  # the first one comes first among equals
        wanted = max(count, key=lambda style: count[style])
    pairs = Counter(one.marks for one in marked if one.style == wanted == _STYLES.get(one.marks[1]))
    right = pairs.most_common(1)[0][0] if pairs else _PAIRS.get(wanted)
    blocks = document.prose
    for one in marked:
        if right is None or (one.style == wanted and _STYLES.get(one.marks[1]) == wanted):
            continue
        quotation = one.quotation
        block = blocks[quotation.block]
        start, end = block.source_range(quotation.start, quotation.end)
        yield Hit(start, end, arguments=("…".join(one.marks), "…".join(right)), fix=_fix(document, one, right))


def _fix(document: Document, one: _Marked, right: tuple[str, str]) -> Fix | None:
    """Put the right marks; none where an inner quotation has the same marks, or one is written in another way."""
    quotation = one.quotation
    block = document.prose[quotation.block]
    if "angular" in (one.style, _STYLES.get(right[0])) or any(
        mark in block.text[slice(*quotation.inner)] for mark in (*right, *one.marks)
    ):
        return None
    edits = []
    for (start, end), old, new in zip(
        ((quotation.start, quotation.inner[0]), (quotation.inner[1], quotation.end)), one.marks, right, strict=True
    ):
        place = block.source_range(start, end)
        if document.text[slice(*place)] != old:
            return None
        if old != new:
            edits.append(Edit(*place, new))
    return Fix("safe", tuple(edits)) if edits else None
