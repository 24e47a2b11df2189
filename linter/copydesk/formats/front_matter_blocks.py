"""Blocks for the values of front matter, each word with its exact place."""

from __future__ import annotations

import re

from copydesk.document import Block

_NO_BLANK = re.compile(r"\S+")


def value_block(field: str, text: str, start: int, end: int) -> Block:
    """A block for a value that stands in the source as it is."""
    block = Block("front-matter", text, (0, start, end - start), (start, end), field=field)
    block.use_points()
    return block


def folded_block(field: str, value: str, text: str, start: int, end: int) -> Block:
    """A block for a value that its source folds, quotes or escapes: each word keeps its own place."""
    spans: list[int] = []
    at = first = start
    for number, word in enumerate(_NO_BLANK.finditer(value)):
        found, stop = _place(word[0], text, at, end)
        if found < 0:  # the source spells the value in a way that shows no words
            spans, first, at = [0, start, end - start], start, end
            break
        if number:
            spans += (word.start() - 1, at, found - at)
        else:
            first = found
        spans += (word.start(), found, stop - found)
        at = stop
    else:
        if value[-1:].isspace():
            spans += (len(value.rstrip()), at, 0)
    block = Block("front-matter", value, spans, (first, at), field=field)
    block.use_points()
    return block


def _place(word: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Where a word of a value stands in its source, as it is or with escapes; -1 if nowhere."""
    run = _NO_BLANK.search(text, start, end)
    if run is None:
        return -1, -1
    if word not in run[0] and "\\" in run[0]:
        opening = 1 if run[0][0] in "\"'" and len(run[0]) > 1 else 0
        stop = run.end()
        while text[stop - 1] == "\\" and (more := _NO_BLANK.search(text, stop, end)):  # goes on in the next line
            stop = more.end()
        return run.start() + opening, stop
    found = text.find(word, run.start(), end)
    return found, found + len(word)
