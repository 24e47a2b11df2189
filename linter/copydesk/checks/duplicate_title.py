"""The title stands again: as the first body line, glued to the lead, in a caption, with a site's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.checks.deletions import delete_blocks
from copydesk.checks.options import Option
from copydesk.checks.title_copies import Copy, find_copies
from copydesk.document import Block, Document
from copydesk.model import Confidence, Edit, Fix, Hit, Place, Rule

OPTIONS: dict[str, Option] = {
    "front-matter-h1": Option(
        "string",
        "auto",
        "Whether a first heading equal to the title in the front matter is a copy; "
        "`auto`: only where the site generator is known to render both.",
        choices=("auto", "flag", "allow"),
    ),
}

_EMPHASIS = "*_~"


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report every copy of the title.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        One hit a copy, with the line of the title as its argument and the title's place as related. It is a suggestion
        unless the copy stands directly below the title.
    """
    copies = find_copies(document)
    if not copies:
        return
    place = _title_place(document, copies[0])
    for copy in copies:
        if copy.headline and (rule.options["front-matter-h1"] != "flag" or document.format != "markdown"):
            continue
        start, end = copy.source
        yield Hit(
            start,
            end,
            arguments=(str(place.line),),
            related=(place,),
            fix=_fix(document, copy, start, end),
            confidence=_confidence(document, copy),
            severity=None if _is_accident(document, copy) else "suggestion",
        )


def _is_accident(document: Document, copy: Copy) -> bool:
    """Whether a copy stands directly below the title and is no sentence of the text."""
    return document.title is None or (_is_next(document, copy.block) and not _is_said(document, copy))


def _is_said(document: Document, copy: Copy) -> bool:
    """Whether an article whose title stands in its front matter says it in a sentence: “Version 2 is out!”."""
    title = document.title
    if title is None or title.kind != "front-matter" or copy.block.kind == "heading":
        return False
    said = copy.block.text[copy.start : copy.end].rstrip(" \"'”’»)*_")
    return said.endswith((".", "!", "?", "…", "。", "！", "？"))


def _confidence(document: Document, copy: Copy) -> Confidence:
    if copy.answers or (
        document.format == "html" and not copy.early
    ):  # further down a page it heads players, galleries
        return "low"
    if _is_said(document, copy) and not _is_next(document, copy.block):
        return "low"  # behind a greeting, or further down
    return "high" if copy.early and copy.manner != "near" and copy.block.kind != "caption" else "medium"


def _title_place(document: Document, copy: Copy) -> Place:
    if document.title is not None:
        start, end = document.title.start, document.title.end
    else:  # the copy's own paragraph begins with the title
        start, end = copy.block.source_range(0, copy.block.soft_breaks[0])
    line, column = document.position(start)
    end_line, end_column = document.position(end)
    return Place(document.path, start, end, line, column, end_line, end_column, message="the title")


def _fix(document: Document, copy: Copy, start: int, end: int) -> Fix | None:
    if copy.manner == "glued":
        edit = _cut(document, copy, start, end)
        return Fix("unsafe", (edit,)) if edit else None
    edit, whole_lines = delete_blocks(document, copy.block, copy.block)
    if document.format == "html" and not _is_element(document, copy.block):
        return None
    plain = copy.manner == "exact" and copy.early and copy.block.kind != "caption" and not copy.block.links
    return Fix("safe" if plain and whole_lines and _is_next(document, copy.block) else "unsafe", (edit,))


def _is_next(document: Document, block: Block) -> bool:
    """Whether nothing but blank lines and the rest of the front matter stands between the title and a block.

    Where something does, the block may be all that is said under another heading, or what a picture shows.
    """
    title, text = document.title, document.text
    if title is None or title.kind == "title":
        return False
    end = title.outer[1]
    if title.kind == "front-matter":
        from copydesk.formats.front_matter import split

        end = split(text).end
    between = text[end : block.outer[0]]
    if document.format == "html":
        between = re.sub(r"<[^<>]*>", "", between)
    return not between.strip()


def _is_element(document: Document, block: Block) -> bool:
    """Whether the block's outer range is a whole element, so that no tag is left open without it."""
    start, end = block.outer
    return document.text[start : start + 1] == "<" and document.text[end - 1 : end] == ">"


def _cut(document: Document, copy: Copy, start: int, end: int) -> Edit | None:
    """Take the copy out of its block, with its emphasis marks and the blanks after it."""
    text, block = document.text, copy.block
    if document.format == "html" and ("<" in text[start : end + 1] or (start > block.start and text[start - 1] == ">")):
        return None
    while start > block.start and end < block.end and text[start - 1] in _EMPHASIS and text[start - 1] == text[end]:
        start -= 1
        end += 1
    if any(mark in text[start:end].strip(_EMPHASIS) for mark in "[]`") or text[end : end + 1] in (*_EMPHASIS, "`"):
        return None
    rest = text[end : block.end]
    stop = end + len(rest) - len(rest.lstrip(" \t\r\n\xa0"))
    if stop < block.end:
        return Edit(start, stop, "")
    before = text[block.start : start].rstrip()
    return Edit(block.start + len(before), end, "")
