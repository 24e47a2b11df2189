"""Links whose text says nothing: “click here”, “here”, “this link”."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from copydesk.checks.options import Option
from copydesk.document import PROSE, Document
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {
    "phrases": Option("strings", [], "Texts of links that say nothing, in plain words."),
}

_FRAME = frozenset({"nav", "footer", "header", "aside"})
_MARKS = " \t\n\xa0.,:;!?…»›→>()[]"


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report links whose whole text is a phrase that says nothing.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit a link, over its text, with the text as argument.
    """
    phrases = _folded(tuple(rule.options["phrases"]))
    for block in document.blocks:
        if not block.links or block.kind not in PROSE or not _FRAME.isdisjoint(block.containers):
            continue
        for start, end in block.links:
            text = block.text[start:end]
            if len(text) <= 30 and " ".join(text.casefold().strip(_MARKS).split()) in phrases:
                yield Hit(*block.source_range(start, end), arguments=(text.strip(),))


@lru_cache(maxsize=8)
def _folded(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(phrase.casefold().split()) for phrase in phrases)
