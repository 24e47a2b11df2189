"""dangling-quote: a quotation long enough to be speech that names no source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from copydesk.checks.options import Option
from copydesk.model import Confidence, Hit, Rule
from copydesk.text.speech import GENRES, is_speech
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.document import Document
    from copydesk.text.quotations import Quotation

OPTIONS: dict[str, Option] = {
    "window": Option(
        "string",
        "paragraph",
        "How far a speaker reaches: `paragraph`, or `article` for everything after the first one named.",
        choices=("paragraph", "article"),
    ),
    "allow": Option(
        "strings", [], "Quotations that need no source, such as a slogan; case and punctuation do not count."
    ),
    "genres": Option(
        "strings",
        list(GENRES),
        "Where bare quotations are lawful: `dialogue` (three on end, or a quarter of all, five at least, as in a story),"
        " `interview` (speakers' labels, or the answer to a question), `letters` (to an editor), `epigraph` (alone under a"
        " heading), `list` (alone in an item), `block-quote`. Leave one out to hear of them there.",
        choices=GENRES,
    ),
}

_REASONS: dict[int, tuple[Confidence, str]] = {
    7: ("low", "at best it is the speaker of the quotation before"),
    8: ("medium", "at best it is the one who speaks in the paragraph before"),
    9: ("high", "there is none in its paragraph, none in the one before"),
}
_SPOKEN_BEFORE = 8
_KINDS = ("paragraph", "list-item")


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """Find quotations without a source.

    Args:
        rule: Options as in `OPTIONS`.
        document: The article.

    Returns:
        A hit a quotation, with its marks and a full stop behind them. Confidence is high where nothing near by names
        a source, medium where somebody speaks in the paragraph before, low where readers may take the speaker of the
        quotation before, and where one without a full stop stands alone, as subheadings do. In French and Spanish, whose
        words of saying are fewer here, it is medium at most, and low but for paragraphs that are nothing but a quotation.
    """
    from copydesk.quotes import quotations_of

    blocks = document.prose
    speech = []
    for quotation in quotations_of(document)[0]:
        block = blocks[quotation.block]
        if block.kind in _KINDS and is_speech(block.text[slice(*quotation.inner)]):
            speech.append(quotation)
    # The lexicons load only where somebody may be speaking.
    return _unsourced(rule, document, speech) if speech else ()


def _unsourced(rule: Rule, document: Document, quotations: Sequence[Quotation]) -> Iterator[Hit]:
    from copydesk.quotes import article_of

    blocks = document.prose
    article = article_of(document)
    allowed = [_folded(text) for text in rule.options["allow"]]
    spoken = False
    romance = (document.language or "").split("-")[0] in ("fr", "es")
    for quotation in quotations:
        verdict = article.verdict(quotation)
        if verdict.genre == "language" or verdict.genre in rule.options["genres"]:
            continue
        if verdict.genre:
            verdict = article.without_genre(quotation)
        if verdict.level not in _REASONS:
            spoken = True
            continue
        if spoken and rule.options["window"] == "article":
            continue
        if allowed and any(text in _folded(article.inner(quotation)) for text in allowed):
            continue
        confidence, reason = _REASONS[verdict.level]
        if romance:
            bare = article.evidence(quotation.block).bare
            confidence = "medium" if bare and verdict.level > _SPOKEN_BEFORE else "low"
        block = blocks[quotation.block]
        # A full stop that stands outside the marks belongs to the quoted sentence.
        stop = block.text[quotation.end : quotation.end + 1] in (".", "!", "?", "…")
        start, end = block.source_range(quotation.start, quotation.end + stop)
        yield Hit(start, end, arguments=(reason,), confidence=confidence)


def _folded(text: str) -> str:
    from copydesk.text.normalise import tokens

    return " ".join(tokens(text))
