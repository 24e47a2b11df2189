"""What every document must fulfil, whatever it was made from."""

from __future__ import annotations

import html
import re
import unicodedata

from copydesk.document import CODE, Document
from copydesk.text.words import word_ranges

_CODE_POINT = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def check_offsets(document: Document) -> int:
    """Check blocks, their maps and lines; gives the number of words that were mapped back."""
    text = document.text
    words = 0
    for block in document.blocks:
        assert 0 <= block.start <= block.end <= len(text), block
        outer = block.outer
        assert 0 <= outer[0] <= block.start, block
        assert block.end <= outer[1] <= len(text), block
        _check_spans(document, block)
        for offset, _content in block.code:
            assert block.text[offset] == CODE, block
        for first, last in block.links:
            assert 0 <= first <= last <= len(block.text), block
        for at in block.soft_breaks:
            assert block.text[at] in " \n", block
        for first, last in word_ranges(block.text):
            start, end = block.source_range(first, last)
            assert block.start <= start < end <= block.end, (block, block.text[first:last])
            assert _reads_as(text[start:end], block.text[first:last]), (text[start:end], block.text[first:last])
            words += 1
    _check_lines(document)
    return words


def _check_spans(document: Document, block) -> None:
    """Characters that the source shows as they are stand where the map says; places never go backwards."""
    last = 0
    for offset, character in enumerate(block.text):
        start, end = block.source_range(offset, offset + 1)
        assert last <= start <= end <= len(document.text), (block, offset)
        last = start
        if character not in (CODE, " ", "\n") and end - start == 1:
            source = document.text[start:end]
            assert source == character or source in "\x00\\" or character == "�", (block, offset, source, character)


def _reads_as(source: str, word: str) -> bool:
    """Whether source text shows a word, with markup inside it left out."""
    if source == word:
        return True
    plain = html.unescape(_ESCAPE.sub(r"\1", _CODE_POINT.sub(lambda found: chr(int(found[1], 16)), source)))
    at = 0
    for character in word:  # the word's characters stand in the source in their order
        at = plain.find(character, at) + 1
        if not at and unicodedata.category(character) == "Mn":
            continue
        if not at:
            return False
    return True


def _check_lines(document: Document) -> None:
    lines = re.split("\r\n|\r|\n", document.text)
    offset = 0
    for number, line in enumerate(lines, 1):
        assert document.position(offset) == (number, 1)
        assert document.position(offset + len(line)) == (number, len(line) + 1)
        assert document.line_range(number) == (offset, offset + len(line))
        offset += len(line)
        offset += 2 if document.text[offset : offset + 2] == "\r\n" else 1
