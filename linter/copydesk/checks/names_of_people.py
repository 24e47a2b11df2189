"""People in running text: titles such as Mr, first names and surnames, by their capitals."""

from __future__ import annotations

import re

from copydesk.document import Block, Document
from copydesk.typed import NamedTuple

_HONORIFICS = "Mr|Mrs|Ms|Miss"
_HONORED = re.compile(rf"\b({_HONORIFICS})\.?[ \xa0]([A-Z][\w’-]+)")
_FURTHER_TITLES = frozenset(
    {"Dr", "Prof", "Professor", "Sir", "Lord", "Lady", "Dame", "President", "Senator", "Sen", "Gov"}
)
_KINDS = frozenset({"paragraph", "list-item"})


_BEFORE_NOUNS = frozenset(
    [
        "the",
        "a",
        "an",
        "The",
        "A",
        "An",
        "his",
        "her",
        "their",
        "former",
        "new",
        "top",
        "senior",
        "pro",
        "anti",
        "every",
        "any",
    ]
)
"""What stands before a surname that belongs to a noun."""


class Mention(NamedTuple):
    """One place where a person is named by surname.

    Attributes:
        block: Where it stands.
        start: Offset in the block's visible text, the title included.
        end: Offset after the surname.
        title: `Mr` or the like, empty without one.
        surname: The surname.
    """

    block: Block
    start: int
    end: int
    title: str
    surname: str


def body(document: Document) -> list[Block]:
    """The blocks of running text; headings, quotations and tables name people by other rules."""
    return [
        block
        for block in document.prose
        if block.kind in _KINDS
        and "blockquote" not in block.containers
        and (block is not document.title or block.text.rstrip().endswith("."))
    ]


def honored(blocks: list[Block]) -> list[Mention]:
    """All places where somebody is named with a title."""
    found = []
    for block in blocks:
        for match in _HONORED.finditer(block.text):
            surname = re.sub(r"[’']s$", "", match[2])
            found.append(Mention(block, match.start(), match.start(2) + len(surname), match[1], surname))
    return found


def bare(blocks: list[Block], surname: str) -> tuple[list[Mention], set[str]]:
    """The places where a surname stands alone, and the first names that stand before it elsewhere."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(surname)}(?![\w-])")
    alone: list[Mention] = []
    first_names: set[str] = set()
    for block in blocks:
        text = block.text
        for match in pattern.finditer(text):
            before = text[: match.start()].rstrip()
            word = re.search(r"([\w.’'-]+)$", before)
            name = word[1].rstrip(".") if word else ""
            joined = len(before) < match.start() and bool(name)
            if joined and (name in _FURTHER_TITLES or re.fullmatch(_HONORIFICS, name)):
                continue
            if joined and name[:1].isupper() and not _ends_sentence(before):
                first_names.add(name)
                continue
            after = text[match.end() : match.end() + 2]
            if re.match(r" [A-Z]", after) or name in _BEFORE_NOUNS:
                continue  # Trump Tower, the Trump campaign, a former Trump aide
            alone.append(Mention(block, *match.span(), "", surname))
    return alone, first_names


def _ends_sentence(text: str) -> bool:
    if re.search(r"(?<!\w)[A-Z]\.$", text):
        return False  # an initial: Donald J. Trump
    return text.rstrip("\"'”’)").endswith((".", "!", "?", ":"))
