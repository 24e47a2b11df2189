"""Lines of plain text that hold nothing but a directive to this program or to Vale: comments, no prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.document import Block
from copydesk.typed import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from typing import TypeVar

_MARKS = (("<!--", "-->"), ("{/*", "*/}"), ("/*", "*/"), ("#", ""), ("//", ""), ("..", ""), ("%", ""), (";", ""))


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


if TYPE_CHECKING:
    Line = TypeVar("Line", bound=_Span)


def may_hold_directives(text: str) -> bool:
    """Whether it is worth looking for directives."""
    return "copydesk:" in text or ("vale" in text and "<!--" in text)


def split_at_directives(text: str, lines: Sequence[Line]) -> Iterator[tuple[list[Line], Block | None]]:
    """Cut lines at directives.

    Args:
        text: The source.
        lines: Lines with their offsets, the blanks at both ends left out.

    Yields:
        The lines up to a directive, perhaps none, and its comment; None for the comment at the end.
    """
    before: list[Line] = []
    for line in lines:
        comment = _comment(text, line.start, line.end)
        if comment is None:
            before.append(line)
        else:
            yield before, comment
            before = []
    yield before, None


def _comment(text: str, start: int, end: int) -> Block | None:
    for opening, closing in _MARKS:
        if text.startswith(opening, start) and text.endswith(closing, start, end):
            inner = text[start + len(opening) : end - len(closing)].strip()
            # Behind the marks of code nothing else is taken for a comment: `# copydesk: a tool` may be a heading.
            words = ("copydesk", "vale ") if opening == "<!--" else ("copydesk: ignore", "copydesk:ignore")
            if not inner.startswith(words):
                return None
            first = text.index(inner, start)
            extent = first, first + len(inner)
            return Block("comment", inner, (0, first, len(inner)), extent, outer=(start, end))
    return None
