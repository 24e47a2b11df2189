"""All plain strings of all rules, looked for in one pass."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.matching.texts import Texts, fold
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_LARGEST = 16_384  # strings in one automaton: the time to build one grows with their square where many are alike


class Automaton:
    """Aho-Corasick over strings in lower case; built when first used."""

    __slots__ = ("_engines", "_lengths", "_numbers")

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._engines: list[Any] = []
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
            self._engines.clear()
        return number

    def find(self, texts: Texts) -> Iterator[tuple[int, int, int]]:
        """Every place of every string, also where they overlap.

        Yields:
            Number of the string, start and end in `texts.joined`; ordered by end.
        """
        if not self._lengths:
            return
        if not self._engines:
            from ahocorasick_rs import BytesAhoCorasick

            strings = [text.encode("utf-8", "surrogatepass") for text in self._numbers]
            for first in range(0, len(strings), _LARGEST):
                self._engines.append(BytesAhoCorasick(strings[first : first + _LARGEST]))
        folded = texts.folded
        found = self._matches(folded)
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

    def _matches(self, folded: bytes) -> list[tuple[int, int, int]]:
        """Number, start and end of every match in bytes, ordered by end."""
        found: list[tuple[int, int, int]] = self._engines[0].find_matches_as_indexes(folded, overlapping=True)
        if len(self._engines) == 1:
            return found
        for place, engine in enumerate(self._engines[1:], 1):
            more = engine.find_matches_as_indexes(folded, overlapping=True)
            found += [(place * _LARGEST + number, start, end) for number, start, end in more]
        return sorted(found, key=lambda match: match[2])
