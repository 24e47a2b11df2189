"""Sentences of a piece of visible text."""

from __future__ import annotations

from sentencex import get_sentence_boundaries

DEFAULT_LANGUAGE = "en"


def sentences(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Ranges of the sentences in one block of visible text, blanks at both ends left out.

    Args:
        text: Visible text of one block.
        language: BCP 47 code; English where it is not known.

    Returns:
        Start and end offsets into `text`, in order; nothing for a blank text.
    """
    code = (language or DEFAULT_LANGUAGE).split("-")[0].lower()
    found = []
    for boundary in get_sentence_boundaries(code, text):
        piece = text[boundary["start_index"] : boundary["end_index"]]
        start = boundary["start_index"] + len(piece) - len(piece.lstrip())
        end = boundary["start_index"] + len(piece.rstrip())
        if start < end:
            found.append((start, end))
    return found
