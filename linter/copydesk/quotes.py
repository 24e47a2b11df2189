"""Quotations of a document: where they stand, and whether they name a source."""

from __future__ import annotations

from copydesk.text.quotations import Defect, Quotation, find_quotations, may_hold_quotations
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from copydesk.document import Document
    from copydesk.text.attribution import Article

CONFIDENCE = {7: "low", 8: "medium", 9: "high"}
"""How sure it is that a quotation of a level has no source; lower levels have one."""


def quotations_of(document: Document) -> tuple[list[Quotation], list[Defect]]:
    """Quotations and defective marks of a document, by number of the block in `document.prose`; computed once."""
    found: tuple[list[Quotation], list[Defect]] | None = document.memo.get("quotations")
    if found is None:
        found = ([], [])
        if may_hold_quotations(document.text):
            found = find_quotations([block.text for block in document.prose])
        document.memo["quotations"] = found
    return found


def article_of(document: Document) -> Article:
    """The document as attribution sees it; computed once."""
    article: Article | None = document.memo.get("attribution")
    if article is None:
        from copydesk.text.attribution import Article

        blocks = document.prose
        article = document.memo["attribution"] = Article(
            [block.text for block in blocks],
            quotations_of(document)[0],
            _roles(document),
            [block.links for block in blocks],
            document.language,
        )
    return article


def _roles(document: Document) -> list[str]:
    """What each block of prose is to its neighbours, see `copydesk.text.attribution.Article`."""
    blocks = document.prose
    roles = ["quoted" if "blockquote" in block.containers else block.kind for block in blocks]
    for i in range(1, len(roles)):
        if roles[i] == "list-item" != roles[i - 1] and roles[i + 1 : i + 2] != ["list-item"]:
            marker = document.text[blocks[i].outer[0]]
            roles[i] = "dash" if marker in "-–—" else "list-item"
    return roles


def quotes_of(document: Document) -> list[dict[str, Any]]:
    """Facts about every quotation of a document, in order.

    Returns:
        One plain dictionary a quotation: `start` and `end` (marks included), `text`, `words`, `speech_like`,
        `sourced`, `level` (1 to 9, see `copydesk.text.attribution`), `confidence` that it has no source or None,
        `speaker` and `cue` as `[start, end]` or None, `open_ended`. Offsets are code points of the source.
    """
    quotations = quotations_of(document)[0]
    if not quotations:
        return []
    from copydesk.text.speakers import speaker_of
    from copydesk.text.speech import count_words, is_speech
    from copydesk.text.verdict import SOURCED

    article = article_of(document)
    blocks = document.prose
    facts = []
    for quotation in quotations:
        start, end = blocks[quotation.block].source_range(quotation.start, quotation.end)
        inner = article.inner(quotation)
        verdict = article.verdict(quotation)
        sourced = verdict.level <= SOURCED
        block = blocks[verdict.block]
        speaker = speaker_of(article, quotation, verdict) if sourced else None
        cue = verdict.cue if sourced else None
        facts.append(
            {
                "start": start,
                "end": end,
                "text": document.text[start:end],
                "words": count_words(inner),
                "speech_like": is_speech(inner),
                "sourced": sourced,
                "level": verdict.level,
                "confidence": CONFIDENCE.get(verdict.level),
                "speaker": list(block.source_range(*speaker)) if speaker else None,
                "cue": list(block.source_range(cue.start, cue.end)) if cue else None,
                "open_ended": quotation.open_ended,
            }
        )
    return facts
