"""Line breaks inside a paragraph of Chinese or Japanese, which a reader sees no blank at."""

from __future__ import annotations

from copydesk.document import Block, Document
from copydesk.text.unspaced import glued_breaks


def join_lines(document: Document) -> None:
    """Take out the blanks that stand for line breaks between two letters of Chinese or Japanese.

    The visible letters on both sides keep their exact places; the break itself has none. Breaks that the source asks
    for, such as `<br>` or two blanks at the end of a line, stay.

    Args:
        document: Its blocks are changed, before anything else looks at them.
    """
    for block in document.blocks:
        if block.kind == "code" or block.text.isascii():
            continue
        breaks = [at for at in glued_breaks(block.text) if _is_break(document, block, at)]
        if breaks:
            block.drop(breaks)


def _is_break(document: Document, block: Block, at: int) -> bool:
    """Whether a blank of the visible text is a mere line end in the source."""
    start, end = block.source_range(at, at + 1)
    source = document.text[start:end]
    if document.format == "markdown" and source.startswith("  "):
        return False
    return ("\n" in source or "\r" in source) and not source.strip()
