"""A sentence stands twice in one article, word for word, in paragraphs that are no copies of one another.

Only the same words count: sentences that are nearly the same are nearly always built alike on purpose.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.checks.passages import include_option, min_words_option
from copydesk.document import Block, Document
from copydesk.duplicates.article import exact_repeats, near_repeats
from copydesk.model import Confidence, Hit, Place, Rule
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.duplicates.sentences import Sentence

OPTIONS: dict[str, Option] = {
    "min-words": min_words_option(8, 4),
    "include": include_option(("paragraph",)),
}

_COPIED_WORDS = 8, 12  # from which on copies and near copies of paragraphs are reported, by rules of their own
_REFRAIN = 3
_ASIDE = frozenset(
    ("nav", "header", "footer", "aside", "address", "footnote", "byline", "dateline", "aria-hidden", "display")
)
_CLOSING = " \"'”’»)]」』*_"
_STOPS = ".!?…。！？｡؟۔।॥។៕"
_CODE_MARKS = frozenset("{}<>=|\\;")
_CREDIT = (
    r"(?i)\W*(?:(?:file |stock |cover )?(?:photo(?:graph)?s?|images?|pictures?|illustrations?|graphics?|videos?|credits?"
    r"|captions?|sources?|fotos?|bild(?:er)?|quellen?|crédits?|fuentes?)"
    r"(?:\s*(?:credits?|courtesy|copyright))?\s*(?:[:/|©]|by\b|from\b|via\b|von\b|de\b)|courtesy of\b|©)"
)
_AGENCY = r"(?i)\b(?:getty images|ap photo|afp photo|shutterstock|istock|unsplash|wikimedia commons)\b"
_OPENERS = r"(?:[*_~`\[]|<[A-Za-z][^<>]*>)*$"
_CLOSERS = r"(?:[*_~`]|\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s[^()]*)?\)|\[[^\[\]]*\])?|</[A-Za-z][^<>]*>)*"


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report every sentence that has stood in the article before.

    Case, punctuation, quotation marks, spacing and markup do not count. The confidence is high within one paragraph
    and medium elsewhere, that of the rule within one paragraph and one step less elsewhere where that is not high. It is
    low where a heading stands between the two, since sections built alike say the same on
    purpose, where the sentence stands in three paragraphs or more, as a refrain does, and where the links differ.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        One hit a sentence, the first one as related; arguments: its line, and what differs all the same.
    """
    from copydesk.duplicates.sentences import repeated_sentences

    include = rule.options["include"]
    repeats = repeated_sentences(document, include, rule.options["min-words"])
    if not repeats:
        return
    from copydesk.checks.parallel_passages import is_filler, is_parted
    from copydesk.duplicates.clusters import cluster_name
    from copydesk.duplicates.verify import links_differ

    numbers = {id(block): number for number, block in enumerate(document.prose)}
    taken = _taken(document, include)
    lawful = _Lawful(document, numbers)
    apart: Confidence = "medium" if rule.confidence == "high" else "low"
    standing: dict[str, set[int]] = {}
    for later, first in repeats:
        standing.setdefault(later.key, {numbers[id(first.block)]}).add(numbers[id(later.block)])
    for later, first in repeats:
        if id(later.block) in taken or is_filler(later.words) or lawful.is_one(later) or lawful.is_one(first):
            continue
        start, end = _place(document, later)
        there = _place(document, first)
        parted = is_parted(document, first.block, later.block)
        links = links_differ(document.text[start:end], document.text[slice(*there)])
        on_purpose = links or len(standing[later.key]) >= _REFRAIN or parted
        place = Place(
            document.path, *there, *document.position(there[0]), *document.position(there[1]), 1.0, "first copy"
        )
        yield Hit(
            start,
            end,
            arguments=(str(place.line), ", with other links" if links else ""),
            related=(place,),
            cluster=cluster_name(later.words),
            confidence="low" if on_purpose else None if later.block is first.block else apart,
            key=later.key,
        )


def _taken(document: Document, include: tuple[str, ...]) -> set[int]:
    """The blocks that rules about paragraphs report as a whole."""
    exact, near = _COPIED_WORDS
    copies = [later.block for later, _ in exact_repeats(document, include, exact)]
    copies += [repeat.passage.block for repeat in near_repeats(document, include, near)]
    return set(map(id, copies))


class _Lawful:
    """Tells sentences that may stand twice, from what the article holds around them."""

    def __init__(self, document: Document, numbers: dict[int, int]) -> None:
        from copydesk.checks.title_copies import title_copies
        from copydesk.quotes import quotations_of

        self.numbers = numbers
        self.titles = title_copies(document)
        self.title = document.title.tokens if document.title is not None else []
        self.quoted: dict[int, list[tuple[int, int]]] = {}
        for quotation in quotations_of(document)[0]:
            self.quoted.setdefault(quotation.block, []).append((quotation.start, quotation.end))

    def is_one(self, sentence: Sentence) -> bool:
        """Whether the sentence may stand twice: said again in quotation marks, a question and its answer, a credit."""
        block, start, end, text = sentence.block, sentence.start, sentence.end, sentence.text
        bare = text.rstrip(_CLOSING)
        if bare[-1:] not in _STOPS or not _CODE_MARKS.isdisjoint(text) or not _ASIDE.isdisjoint(block.containers):
            return True  # no sentence, no prose, no part of the article
        if bare[-1] in "?？؟" and (not block.text[:start].strip(_CLOSING + "“‘«„QF:.") or len(block.text) - end < 2):
            return True
        quoted = self.quoted.get(self.numbers[id(block)], ())
        at = bisect_right(quoted, (start, len(block.text)))
        if at and quoted[at - 1][1] >= end:
            return True
        if 2 * _linked(block, start, end) >= end - start:
            return True
        if re.match(_CREDIT, text) or re.search(_AGENCY, text):
            return True
        if sentence.words == self.title:
            return True
        source = block.source_range(start, end) if self.titles else (0, 0)
        return any(first < source[1] and source[0] < last for first, last in self.titles)


def _linked(block: Block, start: int, end: int) -> int:
    """How many characters of a range are link text."""
    links = block.links
    count = 0
    for at in range(max(bisect_left(links, (start, 0)) - 1, 0), len(links)):
        first, last = links[at]
        if first >= end:
            break
        count += max(0, min(last, end) - max(first, start))
    return count


def _place(document: Document, sentence: Sentence) -> tuple[int, int]:
    """Source range of a sentence, with the markup that belongs to it and to nothing beyond it."""
    block, text = sentence.block, document.text
    start, end = block.source_range(sentence.start, sentence.end)
    before = re.search(_OPENERS, text[max(block.start, start - 200) : start])
    after = re.match(_CLOSERS, text[end : min(block.end, end + 2000)])
    opening, closing = len(before[0]) if before else 0, len(after[0]) if after else 0
    for left, right in ((opening, closing), (opening, 0), (0, closing)):
        if (left or right) and _is_balanced(text[start - left : end + right]):
            return start - left, end + right
    return start, end


def _is_balanced(source: str) -> bool:
    """Whether every mark that opens something closes it, too."""
    marks = re.sub(r"(?<=\w)_(?=\w)|\]\([^()]*\)", lambda found: "]" if found[0][0] == "]" else "", source)
    runs = re.findall(r"\*+|_+|~+|`+", marks)
    return (
        all(runs.count(run) % 2 == 0 for run in set(runs))
        and marks.count("[") == marks.count("]")
        and len(re.findall(r"<[A-Za-z][^<>]*(?<!/)>", marks)) == marks.count("</")
    )
