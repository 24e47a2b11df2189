"""An article without a title."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.document import Document
from copydesk.model import Confidence, Hit, Rule

OPTIONS: dict[str, Option] = {
    "minimum-words": Option("integer", 50, "Shorter texts, such as notes and snippets, need none.", minimum=0),
}

_FIELDS = frozenset(
    {"title", "headline", "name", "linktitle", "sidebar_label", "layout", "template", "permalink", "redirect_to"}
)
_NO_ARTICLES = ("readme", "changelog", "license", "contributing", "_", "index")


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report an article that has no title: none in the front matter, no first heading, no first line that could be one.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        At most one hit, at the first block; of low confidence in plain text. Pieces of pages (HTML without a head, names that begin with an underscore)
        need no title.
    """
    if document.title is not None and document.title.text.strip():
        return
    first = next((block for block in document.prose if block.text.strip()), None)
    name = document.path.rsplit("/", 1)[-1].lower()
    if first is None or name.startswith(_NO_ARTICLES) or not _FIELDS.isdisjoint(map(str.lower, document.metadata)):
        return
    if document.format == "html" and "<head" not in document.text[:4096].lower():
        return
    if any(block.kind == "heading" for block in document.prose[:3]):
        return  # a heading of another rank has its place
    words = 0
    for block in document.prose:
        words += len(block.text.split())
        if words >= rule.options["minimum-words"]:
            # Plain text of many corpora has its titles elsewhere.
            confidence: Confidence | None = "low" if document.format == "text" else None
            yield Hit(first.start, first.end, key="missing title", confidence=confidence)
            return
