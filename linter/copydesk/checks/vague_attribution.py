"""vague-attribution: an article that leans on sources without a name, such as “officials said” and “critics say”."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping

from copydesk.checks.options import Option
from copydesk.model import Hit, Rule
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from copydesk.document import Document

OPTIONS: dict[str, Option] = {
    "phrases": Option(
        "mapping",
        {},
        "Turns of phrase that name nobody, by language code, parted by `|`; `*` stands for one word or none, `’` for"
        " either apostrophe.",
    ),
    "least": Option("integer", 3, "Articles with fewer such places are left alone.", minimum=1),
    "density": Option("number", 4, "Least number of such places in 1,000 words.", minimum=0),
}


class _Place(NamedTuple):
    """A turn of phrase: number of the block, and its range there."""

    block: int
    start: int
    end: int


_compiled: dict[str, re.Pattern[str]] = {}


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """Find turns of phrase that name nobody, where an article has many of them.

    Args:
        rule: Options as in `OPTIONS`.
        document: The article.

    Returns:
        A hit a place, with the number of them in the article as argument. What stands in quotation marks is somebody
        else's and does not count.
    """
    options = rule.options
    phrases = _phrases(options["phrases"], (document.language or "en").split("-")[0])
    if phrases is None:
        return ()
    places = list(_places(document, phrases))
    if len(places) < options["least"]:
        return ()
    words = sum(len(block.text.split()) for block in document.prose)
    if 1000 * len(places) < options["density"] * words:
        return ()
    return _hits(document, places)


def _phrases(phrases: Mapping[str, str], language: str) -> re.Pattern[str] | None:
    stated = phrases.get(language)
    if not stated:
        return None
    if stated not in _compiled:
        parts = []
        for phrase in stated.split("|"):
            words = [
                re.escape(word).replace("’", "['’]") if word != "*" else r"(?:[\w'’-]+\s+)?" for word in phrase.split()
            ]
            parts.append(r"\s+".join(words).replace(r"(?:[\w'’-]+\s+)?\s+", r"(?:[\w'’-]+\s+)?"))
        _compiled[stated] = re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
    return _compiled[stated]


def _places(document: Document, phrases: re.Pattern[str]) -> Iterator[_Place]:
    from copydesk.quotes import quotations_of

    quotations = quotations_of(document)[0]
    starts = [(quotation.block, quotation.start) for quotation in quotations]
    for number, block in enumerate(document.prose):
        for match in phrases.finditer(block.text):
            at = bisect(starts, (number, match.start())) - 1
            if at < 0 or quotations[at].block != number or quotations[at].end <= match.start():
                yield _Place(number, *match.span())


def _hits(document: Document, places: list[_Place]) -> Iterator[Hit]:
    for place in places:
        block = document.prose[place.block]
        yield Hit(*block.source_range(place.start, place.end), arguments=(str(len(places)),))
