"""A line that stands in several articles and belongs to none of them: learned from the project."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from copydesk.checks.across import MOST_RELATED, Across
from copydesk.checks.deletions import delete_blocks
from copydesk.checks.options import Option
from copydesk.document import Block, Document
from copydesk.duplicates.lines import EDGE, EDITED, HEADING, LEAST_WORDS, SENTENCE, Line
from copydesk.duplicates.peers import Peers
from copydesk.duplicates.texts import Store
from copydesk.formats import parse
from copydesk.model import Confidence, Fix, Hit, Place, Rule

OPTIONS: dict[str, Option] = {
    "articles": Option("integer", 3, "Least number of distinct articles that hold the line.", minimum=2),
    "min-words": Option(
        "integer",
        4,
        "Least words of a line in the middle of an article; at its head or foot two will do.",
        minimum=LEAST_WORDS,
    ),
    "markdown": Option(
        "boolean", False, "Whether lines of Markdown count, where what recurs is mostly the author's own."
    ),
    "headings": Option("boolean", False, "Whether headings count."),
    "allow": Option("strings", [], "Lines that may recur; case and punctuation do not count, numbers are all alike."),
}

CLUSTER = "line-"
"""What the clusters of these findings begin with."""

_SURE_ARTICLES = 5
_LOOKED_AT = 30  # holders of a line among which distinct articles are looked for


def check_across(rules: Sequence[Rule], across: Across, focus: Collection[str]) -> Iterator[tuple[str, str, Hit]]:
    """Report lines of the focus that stand in several articles.

    Lines that differ in numbers only count as the same. A full sentence in the middle is of low confidence. Copies, versions and translations of an article count once.

    Args:
        rules: Their options are those of `OPTIONS`.
        across: The articles.
        focus: Paths of the articles to report on.

    Yields:
        Path, rule id and one hit a line, with the number of articles as its argument and the other places as related.
    """
    peers = across.peers_and_copies(always=True)
    for rule in rules:
        allowed = _allowed(rule)
        distinct: dict[int, tuple[Sequence[str], int]] = {}
        for path in sorted(focus):
            for line in across.store.lines(path):
                if not _counts(rule, line) or line.hash in allowed:
                    continue
                if line.hash not in distinct:
                    holders = across.store.line_holders(line.hash)
                    distinct[line.hash] = holders, _distinct(holders, peers, rule.options["articles"])
                holders, count = distinct[line.hash]
                if count >= rule.options["articles"]:
                    yield path, rule.id, _hit(across.store, path, line, holders)


def finish(hit: Hit, document: Document) -> Hit:
    """Add the fix: the line goes from this article, with its marks and the blank lines that set it off on one side.

    There is none where that would change another block of the article, or where HTML stands around the line.
    """
    if document.format == "html":
        return hit
    blocks = _blocks(document, document.text)
    block = next((block for block in blocks if (block.start, block.end) == (hit.start, hit.end)), None)
    if block is None:
        return hit
    edit, whole = delete_blocks(document, block, block)
    rest = document.text[: edit.start] + document.text[edit.end :]
    left = [(other.kind, other.text) for other in blocks if other is not block]
    if not whole or [(other.kind, other.text) for other in _blocks(document, rest)] != left:
        return hit
    return hit._replace(fix=Fix("unsafe", (edit,)))


def _blocks(document: Document, text: str) -> Sequence[Block]:
    """The blocks of an article with this text; those of its own text are kept for its other lines."""
    known: Sequence[Block] | None = document.memo.get("blocks") if text is document.text else None
    if known is None:
        known = parse(text, document.path, document.format).blocks
        if text is document.text:
            document.memo["blocks"] = known
    return known


def _counts(rule: Rule, line: Line) -> bool:
    if line.place & EDITED and not rule.options["markdown"]:
        return False
    if line.place & HEADING and not rule.options["headings"]:
        return False
    return line.words >= rule.options["min-words"] or bool(line.place & EDGE)


def _distinct(holders: Sequence[str], peers: Peers, enough: int) -> int:
    """How many articles hold a line that are no peers of one another, counted as far as is asked for."""
    found: list[str] = []
    if len(holders) < enough:
        return 0
    for path in islice(holders, _LOOKED_AT):
        if not any(peers.are(path, other) or peers.are(other, path) for other in found):
            found.append(path)
        if len(found) >= enough:
            break
    return len(found)


def _hit(store: Store, path: str, line: Line, holders: Sequence[str]) -> Hit:
    others = [other for other in holders if other != path]
    confidence: Confidence = "high" if len(holders) >= _SURE_ARTICLES and line.words > 2 else "medium"
    if line.place & SENTENCE and not line.place & EDGE:
        confidence = "low"  # news repeats its background word for word
    related = [place for other in islice(others, MOST_RELATED) if (place := _place(store, other, line)) is not None]
    return Hit(
        line.start,
        line.end,
        arguments=(str(len(holders)),),
        related=tuple(related),
        related_total=len(others),
        cluster=f"{CLUSTER}{line.hash:012x}",
        confidence=confidence,
    )


def _place(store: Store, path: str, line: Line) -> Place | None:
    found = next((other for other in store.facts(path).lines if other.hash == line.hash), None)
    return Place(path, *found[:6]) if found is not None else None


def _allowed(rule: Rule) -> frozenset[int]:
    from copydesk.duplicates.lines import line_hash
    from copydesk.text.normalise import tokens

    return frozenset(line_hash(tokens(line)) for line in rule.options["allow"])
