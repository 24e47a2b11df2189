"""The block that an article's text ends with, page furniture below it passed over."""

from __future__ import annotations

import re

from copydesk.document import Block, Document

_POINTS_ON = re.compile(
    r"(?:read|continue|see|view|click|full|more|source|weiterlesen|lire la suite|leer más|leia mais)\b", re.IGNORECASE
)
_LINE = 200
_FURTHEST = 80  # blocks looked at from the end
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_MARKS = "\"'”’»)] \u201c*_"
_SENTENCE_WORDS = 5
_FULL_WORDS = 12
_FURNITURE = frozenset({"nav", "footer", "aside", "header", "address", "table", "footnote", "details"})


def closing_block(document: Document) -> Block | None:
    """The last block that reads as text: of some length, or ended by a stop.

    Returns:
        None where the article has no such block, or ends with code.
    """
    for block in reversed(document.blocks[-_FURTHEST:]):
        if block is document.title:
            return None
        if block.kind == "code":
            return None
        if not block.prose or _FURNITURE.intersection(block.containers):
            continue
        if _POINTS_ON.match(block.text) and len(block.text) < _LINE and not block.text.rstrip(_MARKS).endswith(_STOPS):
            continue
        words = len(block.text.split())
        if words >= _FULL_WORDS or (words >= _SENTENCE_WORDS and block.text.rstrip(_MARKS).endswith(_STOPS)):
            return block
    return None
