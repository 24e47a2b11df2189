"""Page furniture at the end of an article: related links, share bars, sign-up lines, copyright lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from copydesk.checks.deletions import delete_blocks
from copydesk.checks.options import Option
from copydesk.document import PROSE, Block, Document
from copydesk.model import Confidence, Edit, Fix, Hit, Rule
from copydesk.text.boilerplate_phrases import LISTS, LONGEST, is_menu, is_sentence, prepared
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

BESIDE = "beside the main text"
"""What blocks are called in findings that no phrase claims, but `copydesk.checks.main_content`."""

MAIN_CONTENT = Option(
    "string",
    "never",
    "Whether what stands beside the main text of a whole HTML page counts. That takes `resiliparse`, from the extra "
    "`html`: `auto` does without where it is not installed, `require` says so.",
    choices=("never", "auto", "require"),
)

OPTIONS: dict[str, Option] = {
    "phrases": Option("any", {}, "Phrases by language and family; see the rule's file for the notation."),
    "also": Option("strings", [], "Further phrases that mark a line as furniture."),
    "edited-formats": Option(
        "strings",
        ["markdown"],
        "Formats in which links, sentences and sections at the end are taken for the author's own.",
    ),
    "loose-words": Option(
        "integer",
        16,
        "Most words of a line without a stop that may belong to a run of furniture.",
        minimum=1,
        maximum=30,
    ),
    "bare-lines": Option(
        "string",
        "low",
        "Confidence of findings about short lines at the end that no phrase claims.",
        choices=("high", "medium", "low"),
    ),
    "main-content": MAIN_CONTENT,
}

_FURTHEST = 80  # blocks looked at from the end
_FULL_WORDS = 12
_WEAK = frozenset({"credit", "sign-off", "metadata", "source", "appeal"})
_UNCLAIMED = frozenset({"list", BESIDE})  # by their place, by no phrase
_ENDS = (".", "!", "?", "…", ":", ";", ",")
_MARKS = "\"'”’»)] "
_GLUED = frozenset({"share", "buttons", "newsletter", "comments", "feed", "copyright", "read-more", "own"})
_GLUED_WORDS = 14
_MARKED_UP = frozenset({"nav", "footer", "aside", "header", "address"})
_CONTENT = frozenset({"table", "blockquote", "footnote", "details", "verse"})
_LEAST_LOOSE = 3

Claim = Callable[[str], str | None]
"""The family of phrases that claims a line, or None."""


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report runs of page furniture after the last full paragraph.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        One hit a run of blocks, with the family of its first phrase as argument.
    """
    options = rule.options
    edited = document.format in options["edited-formats"]
    beside = beside_main(document, options)
    tail = find_tail(document, options, edited=edited, beside=beside)
    bare: Confidence = options["bare-lines"]
    if tail and not edited and not beside and bare != "low":
        yield _hit(document, tail)
        yield from _glued(document, options, tail) if document.format == "text" else ()
        return
    at = 0
    while at < len(tail):
        if tail[at][1] is None:
            at += 1
            continue
        end = at + 1
        while end < len(tail) and (tail[end][1] is not None or not (edited or beside)):
            end += 1
        yield _hit(document, tail[at:end])
        at = end
    if tail and not edited and not any(family for _, family in tail):
        yield from _position_only([block for block, _ in tail])
    if not edited and document.format == "text":
        yield from _glued(document, options, tail)


def beside_main(document: Document, options: Mapping[str, Any]) -> frozenset[int]:
    """The blocks of a whole HTML page that stand beside its main text, by identity; none if that is not asked for."""
    if options["main-content"] == "never" or document.format != "html":
        return frozenset()
    from copydesk.checks import main_content

    return main_content.beside_main(document)


def _hit(document: Document, run: list[tuple[Block, str | None]]) -> Hit:
    first, last = run[0][0], run[-1][0]
    families = [family for _, family in run]
    claimed = all(families) and _UNCLAIMED.isdisjoint(families)
    strong = any(family not in _WEAK and family not in _UNCLAIMED for family in families if family)
    confidence: Confidence = "high" if claimed and strong else "medium"
    fix: Fix | None
    if document.format == "html":
        fix = _without_elements(document, [block for block, _ in run])
    else:
        edit, whole_lines = delete_blocks(document, first, last)
        fix = Fix("safe" if claimed and strong and whole_lines else "unsafe", (edit,))
    named = next((family for family in families if family), "position")
    return Hit(first.start, last.end, arguments=(named,), fix=fix, confidence=confidence)


def _glued(document: Document, options: Mapping[str, Any], tail: list[tuple[Block, str | None]]) -> Iterator[Hit]:
    """A last sentence that is furniture: "Share this story!" behind the last one of the text."""
    prose = [block for block in document.prose if not _CONTENT.intersection(block.containers)]
    number = prose.index(tail[0][0]) if tail and tail[0][0] in prose else len(prose)
    block = prose[number - 1] if number else None
    if block is None or block is document.title or block.kind != "paragraph":
        return
    text = block.text.rstrip()
    start = max(text.rfind(stop, 0, len(text) - 2) for stop in (". ", "! ", "? ", "” ", '" ', "… "))
    sentence = text[start + 2 :]
    if start < 0 or not 1 < len(sentence.split()) <= _GLUED_WORDS:
        return
    family = prepared(options).claim(sentence)
    if family in _GLUED:
        first, last = block.source_range(start + 2, len(text))
        gap = block.source_end(start + 1)
        yield Hit(first, last, arguments=(family,), fix=Fix("unsafe", (Edit(gap, last, ""),)), confidence="medium")


def _without_elements(document: Document, blocks: list[Block]) -> Fix | None:
    """Delete blocks of HTML one by one, each with its own tags, so that no element around them is cut open."""
    edits: list[Edit] = []
    for block in blocks:
        start, end = block.outer
        if document.text[start : start + 1] != "<" or document.text[end - 1 : end] != ">":
            return None
        if edits and start < edits[-1].end:
            return None
        edits.append(Edit(start, end, ""))
    return Fix("unsafe", tuple(edits))


def _position_only(tail: list[Block]) -> Iterator[Hit]:
    """Several short lines without a stop after the text: headlines of other articles, or verse."""
    if len(tail) < _LEAST_LOOSE or any(block.kind == "list-item" for block in tail):
        return
    yield Hit(tail[0].start, tail[-1].end, arguments=("position",), confidence="low")


def find_tail(
    document: Document, options: Mapping[str, Any], *, edited: bool, beside: frozenset[int] = frozenset()
) -> list[tuple[Block, str | None]]:
    """The blocks after the last one that is text, each with the family that claims it, if one does.

    A heading such as "Related articles" claims the short lines below it, which get the family `list`.

    Args:
        document: The article.
        options: Those of the rule `boilerplate-footer`.
        edited: Whether links and sections at the end are the author's own.
        beside: Identities of the blocks that stand beside the main text, which are no text whatever they look like.
    """

    def claim(line: str) -> str | None:
        # The phrases are made ready only where a line at the end is short enough to be one.
        return prepared(options).claim(line)

    loose = options["loose-words"]
    found: list[tuple[Block, str | None]] = []
    above: Block | None = None
    for block in reversed(document.blocks):
        if block is document.title or (len(found) >= _FURTHEST and not beside):
            break
        if block.kind not in PROSE:
            if block.kind == "code":
                break
            continue
        if _MARKED_UP.intersection(block.containers):
            continue  # the page says itself that this is furniture
        if id(block) in beside:
            found.append((block, _family(block, claim, edited=edited, last=not found) or BESIDE))
            continue
        if _CONTENT.intersection(block.containers):
            break
        family = _family(block, claim, edited=edited, last=not found)
        if family is None and not _is_loose(block, loose):
            above = block
            break
        found.append((block, family))
    found.reverse()
    for number, (block, family) in enumerate(found):
        before = found[number - 1][0] if number else above
        if family == "source" and before is not None and before.text.rstrip().endswith(":"):
            found[number] = block, None  # the address that the text announces
    if above is None and not edited:
        # Nothing but short lines: a list, a poem, a menu. Only what follows a phrase at the very end counts.
        while found and found[0][1] is None:
            del found[0]
    return _claim_lists(found, edited=edited)


def _family(block: Block, claim: Claim, *, edited: bool, last: bool) -> str | None:
    text = block.text
    if len(text) > LONGEST:
        return None
    if not edited:
        full = block.full_text
        return claim(full) or ("navigation" if is_menu(full) else None)
    if block.links or block.code or block.kind == "list-item" or len(text) > LONGEST // 4:
        return None
    if any(mark in text for mark in ("](", "{{", "{%")):
        return None  # a link or a template that the site fills in
    family = claim(text)
    if family is None or family in _WEAK or text.rstrip(_MARKS).endswith(":"):
        return None
    if family != "copyright" and is_sentence(text, len(text.split())):
        return None
    if block.kind == "heading" and not last:
        return None  # a section with something in it
    return family


def _is_loose(block: Block, words: int) -> bool:
    """Whether a block is a short line without a stop, such as a headline or an entry of a list."""
    text = block.text.rstrip(_MARKS)
    if len(text) > LONGEST:
        return False
    return not text.endswith(_ENDS) and len(text.split()) <= words


def _claim_lists(found: list[tuple[Block, str | None]], *, edited: bool) -> list[tuple[Block, str | None]]:
    claimed: list[tuple[Block, str | None]] = []
    under = False
    for block, family in found:
        if family is not None:
            under = family in LISTS
        elif under and (edited and (block.links or block.kind == "heading")):
            under = False
        claimed.append((block, family or ("list" if under else None)))
    return claimed
