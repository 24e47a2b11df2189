"""headline-quote-missing: the headline quotes somebody, and the article does not hold those words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from copydesk.checks.options import Option
from copydesk.model import Confidence, Hit, Rule

if TYPE_CHECKING:
    from copydesk.document import Document

OPTIONS: dict[str, Option] = {
    "min-words": Option("integer", 3, "Quotations of fewer words in a headline are left out.", minimum=1),
    "speakers": Option(
        "boolean",
        True,
        "Whether `Speaker: words` counts as a quotation without marks, where the words speak of `I` or `we`.",
    ),
}

_MARKS = "\"“„«‘'‹‚"
_SPEAKER = r"\s*((?:[^\W\d_a-z][\w.’'-]*\s+(?:(?:de|van|von|al|bin|der|del|of)\s+)?){0,3}[^\W\d_a-z][\w.’'-]*)\s?:\s+(?=\S)"
_FIRST_PERSON = frozenset(
    (  # noqa: SIM905 - forty quoted words read worse
        "i me my mine we us our ours ich mich mir mein meine wir uns unser unsere je j moi mon ma mes nous notre nos yo mi "
        "mis nosotros nuestro nuestra nuestros"
    ).split()
)
_WE = frozenset(("us", "mi", "ma", "je", "j", "mes"))  # words of another meaning, such as the country
_LABELS = frozenset(
    (  # noqa: SIM905
        "review opinion video watch exclusive update breaking analysis comment column editorial interview podcast live photos "
        "letter letters essay explainer report guide how why what faq tutorial news introducing announcing meet part chapter "
        "step lesson question answer note warning tip poll quiz study survey kommentar meinung analyse avis opinión entrevista"
    ).split()
)
_NEAR = 0.75  # share of a quotation's words that one passage has in order, to be the same in other words


class _Quote(NamedTuple):
    """Words that a headline gives to somebody: offsets in the title's text, and whether marks tell so."""

    start: int
    end: int
    inner: tuple[int, int]
    marked: bool


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Compare the quotations of the title with the article below it.

    Args:
        rule: Options as in `OPTIONS`.
        document: The article.

    Yields:
        A hit a quotation in the title, its marks included, with what the article holds instead as argument. Copies of
        the title are no part of the article. Of medium confidence where most of the words stand there, or where no
        marks say that it is a quotation.
    """
    title = document.title
    if title is None or not (any(mark in title.text for mark in _MARKS) or ":" in title.text):
        return
    quotes = list(_quotes(title.text, speakers=rule.options["speakers"]))
    if not quotes:
        return
    from copydesk.text.normalise import tokens

    body: list[str] | None = None
    for quote in quotes:
        words = tokens(title.text[slice(*quote.inner)])
        if len(words) < rule.options["min-words"]:
            continue
        if body is None:
            body = _body(document)
        if not body or _holds(body, words):
            continue
        closest = _closest(body, words)
        confidence: Confidence = "high" if quote.marked and closest is None else "medium"
        instead = "the article has no such words" if closest is None else f"the article says “{closest}”"
        start, end = title.source_range(quote.start, quote.end)
        yield Hit(start, end, arguments=(instead,), confidence=confidence)


def _quotes(title: str, *, speakers: bool) -> Iterator[_Quote]:
    from copydesk.text.quotations import find_quotations

    quotations = find_quotations([title])[0]
    for quotation in quotations:
        if not quotation.open_ended:
            yield _Quote(quotation.start, quotation.end, quotation.inner, True)
    if quotations or not speakers or ":" not in title:
        return
    speaker = re.match(_SPEAKER, title)
    if speaker is None or any(word in _LABELS for word in re.findall(r"\w+", speaker[1].lower())):
        return
    said = re.findall(r"[^\W_]+", title[speaker.end() :])
    if any(word.lower() in _FIRST_PERSON and not (word.lower() in _WE and word.isupper()) for word in said):
        yield _Quote(speaker.end(), len(title.rstrip()), (speaker.end(), len(title)), False)


def _body(document: Document) -> list[str]:
    """The folded words of the article without its title and the title's copies; a mark between blocks."""
    from copydesk.checks.title_copies import find_copies

    copied = {id(copy.block): copy for copy in find_copies(document)}
    words: list[str] = []
    for block in document.prose:
        copy = copied.get(id(block))
        if block is document.title or (copy is not None and copy.manner != "glued"):
            continue
        if copy is not None:
            from copydesk.text.normalise import tokens

            words += tokens(block.text[: copy.start]) + tokens(block.text[copy.end :])
        else:
            words += block.tokens
    return words


def _holds(body: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words stand in the article one after the other."""
    return f" {' '.join(words)} " in f" {' '.join(body)} "


def _closest(body: Sequence[str], words: Sequence[str]) -> str | None:
    """The passage that has most of the words in order; None if none has three quarters of them.

    A longest common subsequence in windows of the article that are half as long again as the quotation.
    """
    wanted = set(words)
    size = len(words) + max(2, len(words) // 2)
    hits = [word in wanted for word in body]
    need = _NEAR * len(words)
    inside = sum(hits[:size])
    best: tuple[int, int] = (0, 0)
    for start in range(max(1, len(body) - size + 1)):
        if start:
            inside += (hits[start + size - 1] if start + size - 1 < len(hits) else 0) - hits[start - 1]
        if hits[start] and inside >= need:
            common = _common(body[start : start + size], words)
            if common >= need and common > best[0]:
                best = common, start
    if not best[0]:
        return None
    window = list(body[best[1] : best[1] + size])
    while window and window[-1] not in wanted:
        window.pop()
    return " ".join(window)


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(second) + 1)
    for word in first:
        before = 0
        for at, other in enumerate(second, 1):
            before, row[at] = row[at], before + 1 if word == other else max(row[at], row[at - 1])
    return row[-1]

