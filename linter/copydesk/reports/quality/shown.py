"""Text of articles made harmless and visible, for all formats of the report."""

from __future__ import annotations

import html

from copydesk.document import CODE, Block
from copydesk.reports.escape import cells, is_plain

_NO_PROSE = "▢"
_LONGEST_CODE = 80


def seen(block: Block, start: int, end: int) -> str:
    """What readers see of a range of a block's text, inline code in its place."""
    text = block.text[start:end]
    if CODE not in text:
        return text
    inside = {offset - start: content for offset, content in block.code}
    return "".join(
        (inside.get(at) or _NO_PROSE)[:_LONGEST_CODE] if letter == CODE else letter for at, letter in enumerate(text)
    )


def shown(text: str) -> str:
    r"""Text with all that acts or hides made visible, as `\u202e`, and images as a box; line breaks stay."""
    text = text.replace(CODE, _NO_PROSE)
    if is_plain(text):
        return text
    return "\n".join("".join(cell for cell, _ in cells(line)) for line in text.splitlines())


def one_line(text: str, limit: int = 300) -> str:
    """As `shown`, in one line of at most so many characters, runs of blanks as one."""
    text = " ".join(text[: 4 * limit].split())
    return shown(text if len(text) <= limit else f"{text[: limit - 1]}…")


def markup(text: str) -> str:
    """Text for HTML: as `shown`, escaped."""
    return html.escape(shown(text))


def markup_line(text: str, limit: int = 300) -> str:
    """Text for HTML: as `one_line`, escaped."""
    return html.escape(one_line(text, limit))


def counted(count: int, noun: str) -> str:
    """A number and its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
