"""Edits that take whole blocks out of an article and leave its other lines as they were."""

from __future__ import annotations

from copydesk.document import Block, Document
from copydesk.model import Edit

_BLANKS = " \t\r\n\v\f\x1c\x1d\x1e\x85\xa0\u2028\u2029"


def delete_blocks(document: Document, first: Block, last: Block) -> tuple[Edit, bool]:
    """Delete everything from one block to another, with the blank lines that set them off on one side.

    Args:
        document: The article.
        first: First block to go.
        last: Last block to go; `first` itself for one block.

    Returns:
        The edit, and whether it removes lines as a whole. Where other text stands on the same lines it is left alone,
        and the edit then covers the blocks only.
    """
    text = document.text
    start, end = first.outer[0], last.outer[1]
    line_start = _line_start(text, start)
    line_end = _line_end(text, end)
    if text[line_start:start].strip() or text[end:line_end].strip():
        return Edit(start, end, ""), False
    # Only the blanks beside the blocks are looked at: there may be thousands of copies in one long text.
    before = line_start
    while before and text[before - 1] in _BLANKS:
        before -= 1
    after = line_end
    while after < len(text) and text[after] in _BLANKS:
        after += 1
    if after == len(text):  # the last lines of the file; its final line end stays
        return Edit(before, line_end, "") if before else Edit(0, len(text), ""), True
    after = _line_start(text, after)
    if before and _line_ends(text[before:line_start]) < _line_ends(text[line_end:after]):
        return Edit(before, line_end, ""), True
    return Edit(line_start, after, ""), True


def _line_start(text: str, offset: int) -> int:
    newline = text.rfind("\n", 0, offset) + 1
    return max(newline, text.rfind("\r", newline, offset) + 1)


def _line_end(text: str, offset: int) -> int:
    newline = text.find("\n", offset)
    end = newline if newline >= 0 else len(text)
    lone = text.find("\r", offset, end)
    return lone if lone >= 0 else end


def _line_ends(gap: str) -> int:
    return gap.count("\n") or gap.count("\r")
