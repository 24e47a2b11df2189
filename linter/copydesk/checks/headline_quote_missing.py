"""headline-quote-missing: the headline quotes somebody, and the article does not hold those words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copydesk.checks.options import Option
from copydesk.model import Confidence, Hit, Rule
from copydesk.typed import TYPE_CHECKING, NamedTuple

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
_SPEAKER = (
    r"\s*((?:[^\W\d_a-z][\w.’'-]*\s+(?:(?:de|van|von|al|bin|der|del|of)\s+)?){0,3}[^\W\d_a-z][\w.’'-]*)\s?:\s+(?=\S)"
)
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
_QUESTION = r"(?:how|why|what|when|where|who|which|wie|warum|was|comment|pourquoi|cómo|por qué)\b"
_CREDIT = r"(?i)[.!?’”'\")]\s+(?:photo(?:graph)?|foto|fotografía|fotografie|crédit photo|picture|image|credit) ?[:/©]"
_CUT = (" ...", " …", "\xa0...", "\xa0…", "[…]", "[...]")
_CLOSERS = " \"'”’»)*_"
_LONGEST_TITLE = 1000
_ENOUGH = 5  # words that are more than a term
_REACH = 4
_MOST_COMPARED = 2_000_000  # pairs of words that are compared for the closest passage
_SAYING = frozenset(
    (  # noqa: SIM905
        "said says say told tells asked wrote writes added replied tweeted posted insisted claimed argued sagte sagt erklärte "
        "schrieb betonte dit déclaré affirme ajouté dijo dice afirmó añadió explicó"
    ).split()
)
_NEAR = 0.75  # share of a quotation's words that one passage has in order, to be the same in other words


class _Quote(NamedTuple):
    """Words that a headline gives to somebody: offsets in the title's text, and how sure it is that these are theirs."""

    start: int
    end: int
    inner: tuple[int, int]
    confidence: Confidence


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Compare the quotations of the title with the article below it.

    Args:
        rule: Options as in `OPTIONS`.
        document: The article.

    Yields:
        A hit a quotation in the title, its marks included, with what the article holds instead as argument. Copies of
        the title are no part of the article. Of medium confidence where most of the words stand there, or where no
        marks tell that it is a quotation; low where the article breaks off, for single marks, which many houses set
        around a claim, and in a title in capitals, where the name of a thing looks the same, unless the words speak of
        `I` or `we`.
    """
    title = document.title
    if title is None or not (any(mark in title.text for mark in _MARKS) or ":" in title.text):
        return
    if title.kind == "paragraph" and title.text.rstrip(_CLOSERS).endswith("."):
        return  # a first sentence taken for the title for want of one
    if re.search(_CREDIT, title.text[-_LONGEST_TITLE:]):
        return  # a caption
    quotes = list(_quotes(title.text, document if rule.options["speakers"] else None))
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
        confidence = quote.confidence
        if closest is not None and confidence == "high":
            confidence = "medium"
        elif _breaks_off(document.prose[-1].text):
            confidence = "low"  # what is quoted may stand in the part that is cut off
        instead = "the article has no such words"
        if closest is not None:
            instead = f"the article says “{_as_written(document, closest)}”"
        start, end = title.source_range(quote.start, quote.end)
        yield Hit(start, end, arguments=(instead,), confidence=confidence)


def _breaks_off(text: str) -> bool:
    """Whether the last block of an article ends in dots that stand apart; a link such as `More …` does not count."""
    return text.rstrip().endswith(_CUT) and len(text.split()) > _ENOUGH


def _quotes(title: str, document: Document | None) -> Iterator[_Quote]:
    """The quotations of a title; those without marks only where a document tells whether it quotes the speaker."""
    from copydesk.text.quotations import find_quotations

    if len(title) > _LONGEST_TITLE:
        return
    quotations = find_quotations([title])[0]
    for quotation in quotations:
        inner = title[slice(*quotation.inner)]
        whole = not (title[: quotation.start] + title[quotation.end :]).strip(" .")
        if quotation.open_ended or whole:
            continue
        confidence: Confidence = "high"
        if not _speaks_of_itself(inner):
            lower = any(word[0].islower() for word in inner.split() if len(word) > 3)
            single = title[quotation.start] in "‘'‹‚"
            confidence = "high" if lower and not single and len(inner.split()) >= _ENOUGH else "low"
        yield _Quote(quotation.start, quotation.end, quotation.inner, confidence)
    if quotations or document is None or ":" not in title:
        return
    speaker = re.match(_SPEAKER, title)
    if speaker is None or any(word in _LABELS for word in re.findall(r"\w+", speaker[1].lower())):
        return
    said = title[speaker.end() :]
    if not _speaks_of_itself(said) or re.match(_QUESTION, said.lower()) or not _speaks(document, speaker[1]):
        return
    yield _Quote(speaker.end(), len(title.rstrip()), (speaker.end(), len(title)), "medium")


def _speaks_of_itself(words: str) -> bool:
    """Whether words hold a pronoun of the first person."""
    return any(
        word.lower() in _FIRST_PERSON and not (word.lower() in _WE and word.isupper())
        for word in re.findall(r"[^\W_]+", words)
    )


def _speaks(document: Document, speaker: str) -> bool:
    """Whether the article has somebody of that name say something: a verb of saying within a few words of it."""
    name = speaker.rsplit(maxsplit=1)[-1].lower()
    for block in document.prose:
        if block is document.title:
            continue
        words = block.tokens
        for at, word in enumerate(words):
            if word == name:
                near = words[max(0, at - _REACH) : at + _REACH + 1]
                if not _SAYING.isdisjoint(near):
                    return True
    return False


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


def _as_written(document: Document, words: Sequence[str]) -> str:
    """Some folded words of the article as they stand there."""
    pattern = re.compile(r"\b" + r"[\W_]+".join(map(re.escape, words)) + r"\b", re.IGNORECASE)
    found = (pattern.search(block.text) for block in document.prose if block is not document.title)
    return next((match[0] for match in found if match is not None), " ".join(words))


def _closest(body: Sequence[str], words: Sequence[str]) -> list[str] | None:
    """The passage that has most of the words in order; None if none has three quarters of them.

    A longest common subsequence in windows of the article that are half as long again as the quotation: in the first ones
    with enough of its words, so that time stays linear.
    """
    wanted = set(words)
    size = len(words) + max(2, len(words) // 2)
    hits = [word in wanted for word in body]
    need = _NEAR * len(words)
    inside = sum(hits[:size])
    best: tuple[int, int] = (0, 0)
    left = _MOST_COMPARED // (size * len(words))
    for start in range(max(1, len(body) - size + 1)):
        if start:
            inside += (hits[start + size - 1] if start + size - 1 < len(hits) else 0) - hits[start - 1]
        if hits[start] and inside >= need and left > 0:
            left -= 1
            common = _common(body[start : start + size], words)
            if common >= need and common > best[0]:
                best = common, start
    if not best[0]:
        return None
    window = list(body[best[1] : best[1] + size])
    while window and window[-1] not in wanted:
        window.pop()
    return window


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(second) + 1)
    for word in first:
        before = 0
        for at, other in enumerate(second, 1):
            before, row[at] = row[at], before + 1 if word == other else max(row[at], row[at - 1])
    return row[-1]
