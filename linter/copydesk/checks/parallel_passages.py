"""Passages that are alike on purpose: sections and entries built alike, quotations, what is no prose."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from copydesk.document import CODE, Block, Document
from copydesk.duplicates.article import Passage, is_heading
from copydesk.duplicates.verify import differing_words
from copydesk.text.normalise import seen
from copydesk.typed import NamedTuple

_SWAPPED_WORDS = 3  # of one term
_SWAPPED_TERMS = 2
_STEM = 4
_LONG_NOTICE = 200
_LONG_TEXT = 1000  # words from which on two texts are too long to be entries built alike
_PROSE = 0.7
_LONG_LABEL = 20
_SHORT = 15
_LONG_TIME = 30
_CODE_MARKS = 2
_CODE_WORDS = 5  # for each mark, at most
_FILLER = 0.6
_FILLER_NAMED = 0.3
_STOPS = ".!?…。！？｡؟۔।॥។៕"
_CLOSING = " \"'”’»)]」』*_"
_PLAIN_WORD = r"[\"'“”‘’«„(\[*_]*[^\W\d_]+(?:[-'’./][^\W\d_]+)*[.,;:!?…\"'“”‘’»)\]*_]*"
_QUOTED = r"[*_\s]*(?:“[^“”]*”|\"[^\"]*\"|„[^„“”]*[“”]|«[^«»]*»|‘[^‘’]*(?:’\w[^‘’]*)*’)[*_\s.,]*"

_NOTICE_WORDS = frozenset(
    (
        "reserved",
        "vorbehalten",
        "réservés",
        "reservados",
        "riservati",
        "voorbehouden",
        "privacy",
        "cookies",
        "reporting",
    )
) | frozenset(("agree", "accept", "consent"))
"""One of them stands in each notice."""

_TIME = (
    r"[\W_]*(?:\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?\s?m\b|uhr\b|h\b)|\d{1,2}[:h]\d{2}|[_*–—-]{3,})"  # or a line that is drawn
    r"\.?(?:\s+\(?[A-Z]{2,4}\)?)?[\W_]*"
)
_CODE = (
    r"\w\(\)|\(\);|[\"'“”‘’]\);|\w\([\"'“”‘’]|^[{}]$|\w[{]|::|=>|->|&&|\w_\w|\\\w|^--?[a-z]\w|\w[.#]\w+\(|\.git\b"
    r"|[a-z]\.[A-Z][a-z]+[A-Z]|^[^\W\d]\w*/\w+/[\w/.-]+$"
)
_FILLER_WORDS = frozenset(
    (  # noqa: SIM905 - a hundred quoted words read worse
        "lorem ipsum dolor sit amet consectetur consectetuer consetetur adipisicing adipiscing sadipscing elit elitr sed do "
        "eiusmod eirmod tempor incididunt invidunt ut labore et dolore dolores magna aliqua aliquam aliquyam enim ad minim "
        "veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat duis aute irure in "
        "reprehenderit voluptate voluptua velit esse cillum eu fugiat nulla pariatur excepteur sint occaecat cupidatat non "
        "proident sunt culpa qui officia deserunt mollit anim id est laborum diam nonumy erat at vero eos accusam justo duo "
        "rebum stet clita kasd gubergren no sea takimata sanctus mauris vestibulum pellentesque curabitur praesent"
    ).split()
)
_NOTICE = (
    r"\ball rights reserved\b|\balle rechte vorbehalten\b|\btous droits réservés\b|\btodos los derechos reservados\b"
    r"|\btutti i diritti riservati\b|\balle rechten voorbehouden\b|\b(?:terms of (?:use|service)|user agreement)\b.*\bprivacy policy\b"
    r"|^(?:additional |further )?reporting by\b.*\b(?:editing|writing|compiled) by\b"
    r"|\b(?:signing up|subscribing|registering|submitting)\b.*\b(?:you )?(?:agree|accept|consent)\b"
    r"|\b(?:we|site|website|services?|dienste|webs[ei]ite|wir|nous|sitio|sito)\b.*\bcookies\b|\bcookies\b.*\b(?:dienste|services?|website|sitio|sito)\b"
)


def sections(document: Document) -> list[int]:
    """Offsets of the headings, in order, and of what stands for one: short lines in bold, the times of a live report."""
    found: list[int] | None = document.memo.get("headings")
    if found is None:
        title = document.title
        found = document.memo["headings"] = [
            block.start
            for block in document.prose
            if block is not title and (is_heading(document, block) or is_time(block))
        ]
    return found


def is_time(block: Block) -> bool:
    """Whether a block is nothing but a time of day or a drawn line, as between the entries of a live report."""
    text = block.text
    return (
        len(text) <= _LONG_TIME and block.kind == "paragraph" and re.fullmatch(_TIME, text, re.IGNORECASE) is not None
    )


def is_parted(document: Document, first: Block, later: Block) -> bool:
    """Whether a heading stands between two blocks."""
    headings = sections(document)
    return bool(headings) and bisect_left(headings, first.start) != bisect_left(headings, later.start)


def is_next(document: Document, first: Block, later: Block) -> bool:
    """Whether nothing but marks of lists and quotations stands between two blocks."""
    between = document.text[first.end : later.start]
    if document.format == "html" or "<" in between:
        between = re.sub(r"<[^<>]*>|&nbsp;", "", between)
    return re.fullmatch(r"(?:[\s>*+_\-]|\d{1,3}[.)])*", between) is not None


def is_entry(document: Document, first: Passage, later: Passage) -> bool:
    """Whether one of two passages is the item of a list and the other its neighbour there, or behind a heading.

    Such items say nearly the same on purpose: steps told in words and in commands, a digest and its list of links.
    """
    items = [passage.kind == "long-list-item" for passage in (first, later)]
    return (all(items) and is_next(document, first.block, later.block)) or (
        any(items) and is_parted(document, first.block, later.block)
    )


def is_first(document: Document, block: Block) -> bool:
    """Whether a block is the first paragraph below the title."""
    return block is next(
        (other for other in document.prose if other.kind == "paragraph" and other is not document.title), None
    )


class Swap(NamedTuple):
    """How two texts differ that have some terms in the place of others, and else the same words.

    Attributes:
        terms: How many pairs of terms there are; 0 where the texts differ in other ways too, or where two terms are forms
            of one word, as after a correction.
        places: At how many places they stand.
    """

    terms: int
    places: int

    @property
    def throughout(self) -> bool:
        """Whether a term is swapped at more than one place, which no slip and no second thought does."""
        return self.places > self.terms


def swap(here: Sequence[str], there: Sequence[str]) -> Swap:
    """Hold two texts against each other, each as folded words."""
    most = _SWAPPED_TERMS * _SWAPPED_WORDS
    if max(len(here), len(there)) > _LONG_TEXT or any(len(set(words)) > most for words in differing_words(here, there)):
        return Swap(0, 0)
    from difflib import SequenceMatcher

    terms = set()
    places = 0
    for what, a, b, c, d in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        if what != "replace" or b - a > _SWAPPED_WORDS or d - c > _SWAPPED_WORDS:
            return Swap(0, 0)
        places += 1
        terms.add((" ".join(here[a:b]), " ".join(there[c:d])))
    if len(terms) > _SWAPPED_TERMS or any(_same_word(*pair) for pair in terms):
        return Swap(0, 0)
    return Swap(len(terms), places)


def _same_word(one: str, other: str) -> bool:
    """Whether two terms may be forms or spellings of one word."""
    size = min(len(one), len(other))
    start = next((at for at in range(size) if one[at] != other[at]), size)
    return start >= min(size, _STEM) or one.replace(" ", "") == other.replace(" ", "")


def is_prose(block: Block) -> bool:
    """Whether most of a block is words: not symbols, figures and names with dots and strokes, as in code and tables.

    Code that is set as prose, and what a program prints, is told by its marks: `name()`, `::`, `{`, `a_name`.
    """
    text = seen(block.text).replace(CODE, " ")
    words = text.split()
    marks = sum(re.search(_CODE, word) is not None for word in words)
    if marks >= _CODE_MARKS and marks * _CODE_WORDS >= len(words):
        return False
    plain = sum(re.fullmatch(_PLAIN_WORD, word) is not None for word in words)
    return plain >= _PROSE * len(words) or not re.search(r"[A-Za-z]", block.text)


def is_label(block: Block, words: int) -> bool:
    """Whether a block of so many words is short and ends without a stop, as labels, teasers and rows of a chart do."""
    return words < _LONG_LABEL and block.text.rstrip(_CLOSING)[-1:] not in _STOPS


def is_short(words: Sequence[str]) -> bool:
    """Whether a text, given as folded words, is so short that sections built alike say the same on purpose."""
    return len(words) < _SHORT


def is_filler(words: Sequence[str]) -> bool:
    """Whether a text, given as folded words, is dummy text such as “lorem ipsum”, which stands for a text to come."""
    known = sum(word in _FILLER_WORDS for word in words)
    least = _FILLER_NAMED if "dolor" in words and "dolor sit amet" in " ".join(words) else _FILLER
    return known > 0 and known >= least * len(words)


def is_quotation(block: Block) -> bool:
    """Whether a block as a whole stands in one pair of quotation marks."""
    return re.fullmatch(_QUOTED, block.text.replace(CODE, ""), re.DOTALL) is not None


def is_notice(words: Sequence[str]) -> bool:
    """Whether a text, given as folded words, is a notice of copyright or about cookies, as sites set them on each page."""
    return (
        len(words) <= _LONG_NOTICE
        and not _NOTICE_WORDS.isdisjoint(words)
        and re.search(_NOTICE, " ".join(words)) is not None
    )
