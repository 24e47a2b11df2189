"""Texts whose words are joined by blanks, to be read as lists of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


class JoinedTexts(Sequence[list[str]]):
    """The words of texts, split when asked for: those of very many would take several times the memory of the texts.

    Attributes:
        texts: The texts, each its folded words joined by one blank.
    """

    def __init__(self, texts: list[str]) -> None:
        """See the class."""
        self.texts = texts

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, number: Any) -> Any:
        return self.texts[number].split(" ")

    def __iter__(self) -> Iterator[list[str]]:
        return (text.split(" ") for text in self.texts)

    def sizes(self) -> Iterator[int]:
        """How many words each has, without splitting it."""
        return (text.count(" ") + 1 for text in self.texts)
