"""quote-punctuation: commas and full stops on the wrong side of a closing quotation mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copydesk.checks.options import Option
from copydesk.model import Edit, Fix, Hit, Rule
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from copydesk.document import Document
    from copydesk.text.quotations import Quotation

OPTIONS: dict[str, Option] = {
    "style": Option(
        "string",
        "inside",
        "`inside`: commas and full stops before the closing mark, as American publishers set them; `outside`: behind it,"
        " unless a whole sentence is quoted, as British ones do; `consistent`: as most fragments of the article.",
        choices=("inside", "outside", "consistent"),
    ),
}

_STOPS = (",", ".")


class _Closing(NamedTuple):
    """A quotation with a comma or full stop beside its closing mark."""

    quotation: Quotation
    inside: bool
    fragment: bool


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """Find commas and full stops on the wrong side, in English articles.

    Args:
        rule: Options as in `OPTIONS`.
        document: The article.

    Returns:
        A hit a quotation, the closing mark and the stop, with `inside` or `outside` as argument. The fix is unsafe: a
        stop inside marks may belong to what is quoted, such as a command.
    """
    from copydesk.quotes import quotations_of

    closings = list(_closings(document, quotations_of(document)[0]))
    if not closings or (document.language or "en").split("-")[0] != "en":
        return ()
    return _hits(document, closings, rule.options["style"])


def _closings(document: Document, quotations: Iterable[Quotation]) -> Iterator[_Closing]:
    blocks = document.prose
    for quotation in quotations:
        text = blocks[quotation.block].text
        inner = text[slice(*quotation.inner)]
        if quotation.open_ended or not inner.strip():
            continue
        fragment = not inner.lstrip("‘'“[(… ")[:1].isupper()
        if inner[-1] in _STOPS and not inner.endswith(".."):
            yield _Closing(quotation, True, fragment)
        elif text[quotation.end : quotation.end + 1] in _STOPS and inner[-1] not in ".,!?…;:—–-":
            yield _Closing(quotation, False, fragment)


def _hits(document: Document, closings: list[_Closing], style: str) -> Iterator[Hit]:
    if style == "consistent":
        fragments = [closing.inside for closing in closings if closing.fragment]
        style = "inside" if 2 * sum(fragments) >= len(fragments) else "outside"
    for closing in closings:
        if closing.inside == (style == "inside") or (closing.inside and not closing.fragment):
            continue
        quotation = closing.quotation
        block = document.prose[quotation.block]
        at, end = quotation.inner[1], quotation.end
        first, last = (at - 1, end) if closing.inside else (at, end + 1)
        start, stop = block.source_range(first, last)
        source = document.text[start:stop]
        swapped = source[1:] + source[0] if closing.inside else source[-1] + source[:-1]
        plain = source == block.text[first:last]
        fix = Fix("unsafe", (Edit(start, stop, swapped),)) if plain else None
        key = block.text[quotation.start : last]
        yield Hit(start, stop, arguments=(source[0] if closing.inside else source[-1], style), fix=fix, key=key)
