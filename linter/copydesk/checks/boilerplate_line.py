"""Page furniture above the end of the article: share bars, related links and menus between its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from copydesk.checks.boilerplate_footer import BESIDE, MAIN_CONTENT, beside_main, find_tail
from copydesk.checks.deletions import delete_blocks
from copydesk.checks.options import Option
from copydesk.checks.whole_article import lone_lines
from copydesk.document import Block, Document
from copydesk.model import Confidence, Fix, Hit, Rule
from copydesk.text.boilerplate_phrases import LISTS, LONGEST, is_menu, is_sentence, key_words, prepared
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

OPTIONS: dict[str, Option] = {
    "phrases": Option("any", {}, "Phrases by language and family, as in `boilerplate-footer`."),
    "phrases-of": Option("string", "", "Id of the rule whose phrases are taken instead."),
    "also": Option("strings", [], "Further phrases that mark a line as furniture."),
    "families": Option("strings", [], "Families whose phrases count above the end of the article."),
    "edited-formats": Option(
        "strings", ["markdown"], "Formats in which headings, lists and links are the author's own."
    ),
    "longest": Option(
        "integer", 120, "Most characters of a line that a phrase may claim.", minimum=20, maximum=LONGEST
    ),
    "menu-lines": Option(
        "integer",
        0,
        "Least number of lines of a few words, one below the other, that make a menu; 0 for none.",
        minimum=0,
    ),
    "menu-words": Option("integer", 4, "Most words of a line in a menu.", minimum=1, maximum=16),
    "main-content": MAIN_CONTENT,
}

_ENDS = (".", "!", "?", "…", ":", ";", ",")
_MARKS = "\"'”’»)] "
_MENU_PIECES = 4
_SEPARATORS = frozenset("|·•»›]")
_FRAME = frozenset(
    {"nav", "footer", "aside", "header", "address", "table", "footnote", "details", "blockquote", "verse"}
)
_ALONE = frozenset({"advertisement", "own"})
"""Families of which one word by itself is furniture; of others a second line must be."""

Claims = list[tuple[Block, str | None]]


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report runs of page furniture above the last full paragraph.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        One hit a run of blocks, with the family of its first phrase as argument. Lines of one word count only beside
        another line that is claimed. What stands at the end is left to `boilerplate-footer`.
    """
    options = rule.options
    edited = document.format in options["edited-formats"]
    if edited and not _may_claim(document, options):
        return
    lines = _claims(document, options, edited=edited)
    at = 0
    for claimed, group in groupby(lines, key=lambda one: one[1] is not None):
        run = list(group)
        if claimed and (len(run) > 1 or _stands_alone(*run[0])):
            yield _hit(document, run, neighbours=lines[at : at + len(run)])
        at += len(run)


def _claims(document: Document, options: Mapping[str, Any], *, edited: bool) -> Claims:
    """The blocks above the tail, each with the family that claims it."""
    families = frozenset(options["families"]) | {"own", "menu"}
    beside = beside_main(document, options)
    blocks = _body(document, options, edited=edited, beside=beside)
    found: Claims = []
    under = False
    for block in blocks:
        family = None if block is document.title else _family(block, options, edited=edited)
        if family not in families:
            family = None
        if family is not None:
            under = family in LISTS and not edited
        elif under and not _is_short(block, 16):
            under = False
        if family is None and beside:
            family = BESIDE if id(block) in beside else None  # where the page tells, its order has no say
        elif family is None and under and block is not document.title:
            family = "list"
        found.append((block, family))
    if options["menu-lines"] and not edited and not beside:
        _claim_menus(found, document, options["menu-lines"], options["menu-words"])
    return found


def _may_claim(document: Document, options: Mapping[str, Any]) -> bool:
    """Whether a phrase claims a line of an article in an edited format; where it stands is looked at then."""
    keys = _keys(options)
    return any(
        _may_be_furniture(block, options["longest"])
        and (not keys.isdisjoint(block.tokens) or _has_sign(block.text))
        and prepared(options).claim(block.text) is not None
        for block in lone_lines(document)
    )


def _may_be_furniture(block: Block, longest: int) -> bool:
    """Whether a block of an edited format is a short line of its own: no sentence, heading, item or link."""
    text = block.text
    if len(text) > longest or block.kind != "paragraph" or block.links or block.code or block.containers:
        return False
    return not text.rstrip(_MARKS).endswith((":", ",")) and not is_sentence(text, len(text.split()))


def _has_sign(text: str) -> bool:
    return "©" in text or "(c)" in text or "(C)" in text


def _body(document: Document, options: Mapping[str, Any], *, edited: bool, beside: frozenset[int]) -> Sequence[Block]:
    """Blocks of text above those that the end of the article begins with."""
    prose = [block for block in document.prose if not _FRAME.intersection(block.containers)]
    if not beside and not any(len(block.text) <= LONGEST for block in prose):
        return ()
    tail_options = {**options, "loose-words": _TAIL_WORDS}
    tail = find_tail(document, tail_options, edited=edited, beside=beside)
    first = next((block for block, family in tail if family is not None), None)
    return prose[: prose.index(first)] if first in prose else prose


_TAIL_WORDS = 16


def _family(block: Block, options: Mapping[str, Any], *, edited: bool) -> str | None:
    text = block.text
    if len(text) > options["longest"]:
        return None
    if edited and not _may_be_furniture(block, options["longest"]):
        return None
    if _keys(options).isdisjoint(block.tokens) and not _has_sign(text):
        return _menu(block, options) if not edited else None
    if edited:
        return prepared(options).claim(text)
    full = block.full_text
    family = prepared(options).claim(full)
    if family is not None:
        # Under a heading that is furniture all the same there is mostly text.
        return family if block.kind != "heading" or _over_furniture(family) else None
    return _menu(block, options)


def _menu(block: Block, options: Mapping[str, Any]) -> str | None:
    full = block.full_text
    if _SEPARATORS.isdisjoint(full) or not is_menu(full):
        return None
    return "menu" if options["menu-lines"] or _is_long_menu(full) else None


def _keys(options: Mapping[str, Any]) -> frozenset[str]:
    """The words that a line must hold for a phrase to claim it; computed once a rule."""
    for known, keys in _known_keys:
        if known is options:
            return keys
    keys = key_words(options["phrases"], frozenset(options["families"]), options["also"])
    _known_keys.append((options, keys))
    del _known_keys[:-8]
    return keys


_known_keys: list[tuple[Mapping[str, Any], frozenset[str]]] = []


def _is_long_menu(line: str) -> bool:
    """Whether a row of links has so many that no sentence with strokes looks like it."""
    return max(line.count("|"), line.count("]["), line.count("»"), line.count("•")) >= _MENU_PIECES - 1


def _over_furniture(family: str) -> bool:
    """Whether headings of a family stand over furniture, not over a section of the article."""
    return family in LISTS or family in ("share", "buttons", "newsletter", "advertisement", "comments")


def _claim_menus(found: Claims, document: Document, least: int, words: int) -> None:
    """Claim runs of lines of a few words, most of them of one or two: menus, rows of buttons, columns of a table."""
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and found[end][0] is not document.title and _is_short(found[end][0], words):
            end += 1
        sizes = sorted(len(block.text.split()) for block, _ in found[at:end])
        if end - at >= least and sizes[len(sizes) // 2] <= 2:
            found[at:end] = [(block, family or "menu") for block, family in found[at:end]]
        at = end + 1


def _is_short(block: Block, words: int) -> bool:
    text = block.text.rstrip(_MARKS)
    return len(text) <= LONGEST and not text.endswith(_ENDS) and len(text.split()) <= words


def _stands_alone(block: Block, family: str | None) -> bool:
    return family in _ALONE or len(block.text.split()) > 1


def _hit(document: Document, run: Claims, neighbours: Claims) -> Hit:
    first, last = run[0][0], run[-1][0]
    families = [str(family) for _, family in neighbours]
    confidence: Confidence = "medium" if {"list", "menu", BESIDE}.intersection(families) else "high"
    fix = None
    if document.format != "html":
        edit, _ = delete_blocks(document, first, last)
        fix = Fix("unsafe", (edit,))
    return Hit(first.start, last.end, arguments=(families[0],), fix=fix, confidence=confidence)
