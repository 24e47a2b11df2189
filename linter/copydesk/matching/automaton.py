"""All plain strings of all rules, looked for in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from copydesk.matching.texts import Texts, fold


class Automaton:
    """Aho-Corasick over strings in lower case; built when first used."""

    __slots__ = ("_engine", "_lengths", "_numbers")

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._engine: Any = None
        self._lengths: list[int] = []

    def add(self, literal: str) -> int:
        """Add a string, whose case is ignored.

        Returns:
            Its number, the same for the same string.
        """
        lower = fold(literal)
        number = self._numbers.get(lower)
        if number is None:
            number = self._numbers[lower] = len(self._lengths)
            self._lengths.append(len(lower))
            self._engine = None
        return number

    def find(self, texts: Texts) -> Iterator[tuple[int, int, int]]:
        """Every place of every string, also where they overlap.

        Yields:
            Number of the string, start and end in `texts.joined`; ordered by end.
        """
        if not self._lengths:
            return
        if self._engine is None:
            from ahocorasick_rs import BytesAhoCorasick

            self._engine = BytesAhoCorasick([text.encode("utf-8", "surrogatepass") for text in self._numbers])
        folded = texts.folded
        found = self._engine.find_matches_as_indexes(folded, overlapping=True)
        if len(folded) == len(texts.joined):
            yield from found
            return
        # Byte offsets to characters: one walk over the text, since matches come in the order of their ends.
        lengths = self._lengths
        at = end = 0
        for number, _, byte_end in found:
            if byte_end > at:
                end += len(folded[at:byte_end].decode("utf-8", "surrogatepass"))
                at = byte_end
            yield number, end - lengths[number], end
