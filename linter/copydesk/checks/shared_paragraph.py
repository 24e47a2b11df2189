"""A paragraph stands in several articles: the same, nearly the same, or as part of another one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from copydesk.checks.options import Option
from copydesk.checks.passages import ONLY, difference, include_option, min_words_option, percent
from copydesk.document import Document
from copydesk.duplicates.article import KINDS, Passage, enough_words, passages
from copydesk.duplicates.candidates import CONTAINMENT, JACCARD, LOWEST
from copydesk.model import Hit, Place, Rule

if TYPE_CHECKING:
    from copydesk.duplicates.shared import Copy, Fact, Shared

_LEAST_WORDS = 8  # shorter passages are not kept in the facts
_MOST_RELATED = 10

OPTIONS: dict[str, Option] = {
    "threshold": Option(
        "number",
        JACCARD,
        "Least share of pairs of neighbouring words that two paragraphs have in common (Jaccard similarity).",
        minimum=LOWEST,
        maximum=1,
    ),
    "containment": Option(
        "number",
        CONTAINMENT,
        "Least share of the shorter paragraph's runs of three words that the longer one holds; above 1: not looked for.",
        minimum=LOWEST,
        maximum=2,
    ),
    "min-words": min_words_option(12, _LEAST_WORDS),
    "include": include_option(("paragraph",)),
    "standing": Option(
        "integer",
        4,
        "A paragraph in so many articles is taken for a standing text, such as a note below each post of a series, "
        "and reported as a suggestion.",
        minimum=2,
    ),
}


def facts(document: Document) -> list[Fact]:
    """The passages of one article that may stand in others.

    Returns:
        Start, end, line, column, end line, end column, kind and normalised text of each, in order.
    """
    return [
        (*place, passage.kind, passage.text)
        for passage, place in _placed(document, passages(document, KINDS, _LEAST_WORDS))
    ]


def _placed(
    document: Document, found: Iterable[Passage]
) -> Iterator[tuple[Passage, tuple[int, int, int, int, int, int]]]:
    """Passages with their offsets, lines and columns.

    They come in order, so counting on from the last one is far cheaper than a table of all lines.
    """
    text = document.text
    simple = "\r" not in text
    at, line, line_start = 0, 1, 0
    for passage in found:
        start, end = passage.block.start, passage.block.end
        if not simple or start < at:
            yield passage, (start, end, *document.position(start), *document.position(end))
            continue
        newline = text.rfind("\n", at, start)
        if newline >= 0:
            line += text.count("\n", at, start)
            line_start = newline + 1
        at = start
        newline = text.rfind("\n", start, end)
        last = line + text.count("\n", start, end) if newline >= 0 else line
        last_start = newline + 1 if newline >= 0 else line_start
        yield passage, (start, end, line, start - line_start + 1, last, end - last_start + 1)


def check(
    rules: Sequence[Rule], facts: Mapping[str, Sequence[Fact]], focus: Collection[str]
) -> Iterator[tuple[str, str, Hit]]:
    """Report every paragraph of the focus that stands in another article too.

    Args:
        rules: Their options are those of `OPTIONS`.
        facts: What `facts` gave for each article, by path.
        focus: Paths of the articles to report on.

    A copy in a list, a quotation or a table counts only where `include` says so: quoting is lawful.

    Yields:
        Path, rule id and one hit a place, at most ten of the other places as related; arguments: where else it stands,
        and how the two differ. Of medium confidence where only numbers or dates differ.
    """
    if len(facts) < 2:
        return
    from copydesk.duplicates.shared import shared_passages

    for rule in rules:
        options = rule.options
        kinds = frozenset(options["include"])
        least = options["min-words"]
        eligible = {
            path: [fact for fact in found if fact[6] in kinds and enough_words(fact[7].split(" "), least)]
            for path, found in facts.items()
        }
        found = shared_passages(eligible, focus, options["threshold"], options["containment"], _MOST_RELATED)
        for shared in found:
            yield shared.path, rule.id, _hit(shared, options["standing"])


def _hit(shared: Shared, standing: int) -> Hit:
    from copydesk.duplicates.clusters import cluster_name

    closest = shared.closest
    where = f"{closest.path}, line {closest.fact[2]}"
    if shared.total > 1:
        where += f" and {shared.total - 1} other place{'s' if shared.total > 2 else ''}"
    how = _relation(shared.fact, closest)
    return Hit(
        shared.fact[0],
        shared.fact[1],
        arguments=(where, how),
        related=tuple(_place(copy) for copy in shared.copies),
        related_total=shared.total,
        cluster=cluster_name(shared.kept),
        severity="suggestion" if shared.articles >= standing else None,
        confidence="medium" if ONLY in how else None,
        key=shared.fact[7],
    )


def _relation(fact: Fact, other: Copy) -> str:
    if other.containment:
        longer = len(fact[7]) > len(other.fact[7])
        share = "all" if other.containment == 1 else percent(other.containment)
        return f"{share} of {'that' if longer else 'this'} paragraph stands in {'this' if longer else 'that'} one"
    if fact[7] == other.fact[7]:
        return "word for word"
    return f"{percent(other.jaccard)} alike, {difference(fact[7].split(' '), other.fact[7].split(' '))}"


def _place(copy: Copy) -> Place:
    similarity, message = (copy.containment, "contained") if copy.containment else (copy.jaccard, "")
    return Place(copy.path, *copy.fact[:6], similarity=round(similarity, 4), message=message)
