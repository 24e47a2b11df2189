"""The text of an article that readers see, and edits to it that leave its markup alone."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.document import PROSE, Block, Document
from copydesk.model import Edit

_FIELDS = frozenset(
    {"title", "subtitle", "description", "summary", "excerpt", "headline", "lead", "teaser", "abstract"}
)
_KINDS = PROSE | {"alt", "title"}


def visible_blocks(document: Document, *, front_matter: bool = True) -> Iterator[Block]:
    """Blocks whose text a reader sees; no code, no comments.

    Args:
        document: The article.
        front_matter: Whether titles and descriptions in the front matter are among them.
    """
    return (
        block
        for block in document.blocks
        if block.kind in _KINDS or (front_matter and block.kind == "front-matter" and block.field in _FIELDS)
    )


def plain_edit(document: Document, block: Block, start: int, end: int, replacement: str) -> Edit | None:
    """Replace a range of a block's visible text, if the source spells it just so.

    Args:
        document: The article.
        block: One of its blocks.
        start: Offset in the block's visible text.
        end: As `start`.
        replacement: What is to stand there.

    Returns:
        None where markup, entities or line breaks stand in between.
    """
    first, last = block.source_range(start, end)
    if document.text[first:last] != block.text[start:end]:
        return None
    return Edit(first, last, replacement)
