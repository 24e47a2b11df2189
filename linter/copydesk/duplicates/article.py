"""Passages that stand more than once in one article, found once and shared by the rules that report them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from copydesk.document import CODE, Block, Document
from copydesk.duplicates.candidates import CONTAINMENT, JACCARD, MANY, suspects
from copydesk.text.normalise import tokens
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.duplicates.repeats import Repeat

KINDS = ("paragraph", "long-list-item", "list-item", "blockquote", "table-cell", "caption")
"""What can be compared; headings, short lines in bold that stand for one, and code never are.

A list item of 20 words or more reads as prose, and copies of it are accidents; short ones recur for good reasons. A
short paragraph that is set in italics as a whole, or that begins with a dash, is a caption: so are notes, captions and
credits set in Markdown.
"""

_LONG_ITEM = 20
_LONG_CAPTION = 40
_LONG_CREDIT = 20
_DASHES = ("—", "–", "―", "-- ")
_ITALICS = r"([*_])(?!\1)(?:(?!\1).)+\1"
_ITALIC_TAGS = r"(?is)(?:<(?:p|div)\b[^<>]*>\s*)?<(em|i)\b[^<>]*>(?:(?!</?\1\b).)*</\1>(?:\s*</(?:p|div)>)?"
_LONG_HEADING = 120
_BOLD = (
    r"(?is)(?:<(?:p|div)\b[^<>]*>\s*)?(?:(\*\*|__)(?:(?!\1).)+\1|<(strong|b)\b[^<>]*>(?:(?!</?\2\b).)*</\2>):?"
    r"(?:\s*<br\s*/?>)?(?:\s*</(?:p|div)>)?"
)
_LINKED, _MENU_LINKED, _MENU = 0.9, 0.7, 3

_TEMPLATE = r"(?s)\{%.{0,1000}?%\}|\{\{.{0,1000}?\}\}"
_LONG_LEAD_IN = 30
_CLOSING = " \"'”’)」』"
_FEW_WORDS = 8  # what no rule goes below unless told to


_FURNITURE = frozenset(("nav", "footer", "aside", "address", "aria-hidden", "display"))
_LEFT_OUT = _FURNITURE | {"verse"}


class Passage:
    """One block to compare.

    Attributes:
        block: The block.
        words: Its folded words.
        kind: Which of `KINDS` it is.
    """

    __slots__ = ("block", "kind", "words")

    def __init__(self, block: Block, words: list[str], kind: str) -> None:
        self.block = block
        self.words = words
        self.kind = kind

    @property
    def text(self) -> str:
        """Its normalised text."""
        return " ".join(self.words)


def passages(document: Document, include: Iterable[str], min_words: int) -> list[Passage]:
    """The passages of an article that are compared, in order.

    Left out are verse, which has refrains, the title, which has rules of its own, page furniture (`is_furniture`),
    paragraphs that are nothing but links, short lead-ins that end in a colon, which introduce different things in the
    same words, and the tags of template languages (`{% … %}`, `{{ … }}`), which no reader sees.

    Args:
        document: The article.
        include: Which of `KINDS`.
        min_words: Least number of words that are no numbers.
    """
    wanted = frozenset(include)
    long_items = "long-list-item" in wanted or "list-item" in wanted
    return [
        passage
        for passage in _all_passages(document, min(min_words, _FEW_WORDS))
        if (passage.kind in wanted or (long_items and passage.kind == "long-list-item"))
        and enough_words(passage.words, min_words)
    ]


def _all_passages(document: Document, least: int) -> list[Passage]:
    """The passages of all kinds that have so many words, numbers counted; computed once for all rules."""
    key = ("passages", least)
    found: list[Passage] | None = document.memo.get(key)
    if found is None:
        found = document.memo[key] = []
        title = document.title
        if title is not None and title.kind == "paragraph" and title.text.rstrip(_CLOSING).endswith((".", "。")):
            title = None  # a first line taken for the title for want of a better one; it may be a mere short paragraph
        for block in document.prose:
            text = block.text
            kind = block.kind
            if len(text) < 2 * least or block is title:
                continue
            if block.containers and not _LEFT_OUT.isdisjoint(block.containers):
                continue
            if (block.links and _is_links(block)) or is_heading(document, block):
                continue
            words = block.tokens
            if "{" in text and ("{%" in text or "{{" in text):
                words = tokens(re.sub(_TEMPLATE, " ", block.full_text))
            count = len(words) if text.isascii() else estimated(words)
            if count < least or (count < _LONG_LEAD_IN and text.rstrip().endswith((":", "："))):
                continue
            if "blockquote" in block.containers:
                kind = "blockquote"
            elif kind == "list-item" and count >= _LONG_ITEM:
                kind = "long-list-item"
            elif kind == "paragraph" and count < _LONG_CAPTION and _is_caption(document, block, count):
                kind = "caption"
            found.append(Passage(block, words, kind))
    return found


def is_heading(document: Document, block: Block) -> bool:
    """Whether a block is a heading, or a short line all in bold that stands for one, as questions of an interview do."""
    if block.kind != "paragraph":
        return block.kind == "heading"
    if len(block.text) > _LONG_HEADING or not block.begins_marked or block.text.rstrip(_CLOSING).endswith((".", "。")):
        return False
    source = document.text[slice(*block.outer)]
    return ("**" in source or "__" in source or "<" in source) and re.fullmatch(_BOLD, source.strip()) is not None


def is_furniture(block: Block) -> bool:
    """Whether a block is no part of the running text.

    It stands in HTML's `nav`, `footer` or `aside`, is set off for display (a deck, a pull quote, key points), or is hidden
    from all who listen to the page.
    """
    return not _FURNITURE.isdisjoint(block.containers)


def _is_links(block: Block) -> bool:
    """Whether a block is nothing but a link, or a row of them."""
    linked = sum(end - start for start, end in block.links)
    share = _LINKED if len(block.links) < _MENU else _MENU_LINKED
    return linked >= share * len(block.text.replace(CODE, "").strip())


def _is_caption(document: Document, block: Block, words: int) -> bool:
    """Whether a short paragraph is set as captions, notes and credits are: in italics as a whole, or behind a dash."""
    if words < _LONG_CREDIT and block.text.lstrip(CODE + " ").startswith(_DASHES):
        return True
    if not block.begins_marked:
        return False
    source = document.text[block.start : block.end]
    if source[:1] in "*_":
        return re.fullmatch(_ITALICS, source, re.DOTALL) is not None
    return re.fullmatch(_ITALIC_TAGS, document.text[slice(*block.outer)]) is not None


def enough_words(words: Sequence[str], least: int) -> bool:
    """Whether there are so many words that are no numbers: dates and figures alone say little about a text.

    In scripts without blanks a token is a letter, so that it takes more of them: 20 ideographs for 12 words.
    """
    if len(words) >= 4 * least:
        return True
    count = estimated(words)
    return count >= 3 * least or (count >= least and count - sum(map(str.isdigit, words)) >= least)


def estimated(words: Sequence[str]) -> int:
    """How many words some folded words stand for, those of scripts without blanks taken together."""
    if sum(map(len, words)) > 2 * len(words):
        return len(words)
    from copydesk.text.unspaced import estimated_words

    return estimated_words(words)


def exact_repeats(document: Document, include: Iterable[str], min_words: int) -> list[tuple[Passage, Passage]]:
    """Passages with the same words as an earlier one, each with the first of its kind, in order."""
    return _collapsed(document, include, min_words)[1]


def near_repeats(
    document: Document,
    include: Iterable[str],
    min_words: int,
    jaccard: float = JACCARD,
    containment: float = CONTAINMENT,
) -> list[Repeat]:
    """Passages that are nearly the same as earlier ones, hold one or stand in one, in order.

    Exact repeats are left out; the first passage of the same words stands for them.

    Args:
        document: The article.
        include: Which of `KINDS`.
        min_words: Least number of words.
        jaccard: Least Jaccard similarity on word pairs for nearness.
        containment: Least share of word triples for containment.
    """
    key = ("near-repeats", frozenset(include), min_words, jaccard, containment)
    found: list[Repeat] | None = document.memo.get(key)
    if found is None:
        distinct = _collapsed(document, include, min_words)[0]
        texts = [passage.words for passage in distinct]
        suspected = suspects(texts, containment) if len(texts) < MANY else None
        if suspected == []:
            found = []  # as in most articles, which then need none of the rest
        else:
            from copydesk.duplicates.repeats import find_repeats

            found = find_repeats(distinct, jaccard, containment, suspected)
        document.memo[key] = found
    return found


def _collapsed(
    document: Document, include: Iterable[str], min_words: int
) -> tuple[list[Passage], list[tuple[Passage, Passage]]]:
    """Passages of distinct words, and the others each with the first of its words."""
    key = ("distinct-passages", frozenset(include), min_words)
    result: tuple[list[Passage], list[tuple[Passage, Passage]]] | None = document.memo.get(key)
    if result is None:
        first: dict[tuple[str, ...], Passage] = {}
        again: list[tuple[Passage, Passage]] = []
        for passage in passages(document, include, min_words):
            known = first.setdefault(tuple(passage.words), passage)
            if known is not passage:
                again.append((passage, known))
        result = document.memo[key] = (list(first.values()), again)
    return result
