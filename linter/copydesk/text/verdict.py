"""The verdict on the source of one quotation."""

from __future__ import annotations

from copydesk.text.cues import Cue

SOURCED = 6
"""The last level that counts as sourced."""


class Verdict:
    """What is known about the source of one quotation.

    Attributes:
        level: 1 to 9, see `copydesk.text.attribution`.
        block: Number of the block the cue stands in.
        cue: What points to the source, where there is such a word.
        genre: One of `copydesk.text.speech.GENRES`, or `language`, where that is the reason for level 7, else "".
    """

    __slots__ = ("block", "cue", "genre", "level")

    def __init__(self, level: int, block: int, cue: Cue | None = None, genre: str = "") -> None:
        self.level = level
        self.block = block
        self.cue = cue
        self.genre = genre
