"""dangling-quote: a quotation long enough to be speech that names no source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from copydesk.checks.options import Option
from copydesk.model import Confidence, Hit, Rule

if TYPE_CHECKING:
    from copydesk.document import Document

OPTIONS: dict[str, Option] = {
    "window": Option(
        "string",
        "paragraph",
        "How far a source reaches: its paragraph and the next, or the rest of the article.",
        choices=("paragraph", "article"),
    ),
    "allow": Option("strings", [], "Quotations that need no source, such as a slogan; case and marks do not count."),
    "dialogue": Option("boolean", False, "Whether bare quotations in a row count, as in fiction or lists of slogans."),
}

_REASONS: dict[int, tuple[Confidence, str]] = {
    7: ("low", "at best it is the one of the quotation before"),
    8: ("medium", "at best it is the one of the paragraph before"),
    9: ("high", "neither its own paragraph nor the one before has one"),
}
_KINDS = ("paragraph", "list-item")


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """Find quotations without a source.

    Args:
        rule: Options as in `OPTIONS`.
        document: The article.

    Returns:
        A hit a quotation, marks included. Confidence is high where nothing near by names a source, medium where
        somebody speaks in the paragraph before, low where readers may take the quotation before for a lead.
    """
    from copydesk.quotes import quotations_of

    quotations = quotations_of(document)[0]
    return _unsourced(rule, document) if quotations else ()


def _unsourced(rule: Rule, document: Document) -> Iterator[Hit]:
    from copydesk.quotes import article_of, quotations_of
    from copydesk.text.attribution import is_speech

    blocks = document.prose
    article = article_of(document)
    allowed = [_folded(text) for text in rule.options["allow"]]
    attributed = False
    for quotation in quotations_of(document)[0]:
        block = blocks[quotation.block]
        if block.kind not in _KINDS or not is_speech(article.inner(quotation)):
            continue
        verdict = article.verdict(quotation)
        if verdict.level not in _REASONS:
            attributed = True
            continue
        if attributed and rule.options["window"] == "article":
            continue
        if allowed and any(text in _folded(article.inner(quotation)) for text in allowed):
            continue
        confidence, reason = _REASONS[verdict.level]
        start, end = block.source_range(quotation.start, quotation.end)
        yield Hit(start, end, arguments=(reason,), confidence=confidence)


def _folded(text: str) -> str:
    from copydesk.text.normalise import tokens

    return " ".join(tokens(text))
