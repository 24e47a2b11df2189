"""A paragraph stands twice in one article with a few words changed."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.checks.passages import (
    ONLY,
    PARALLEL,
    confidence,
    difference,
    include_option,
    is_title_copy,
    min_words_option,
    percent,
    place_of,
)
from copydesk.document import Document
from copydesk.duplicates.article import near_repeats
from copydesk.duplicates.candidates import JACCARD, LOWEST
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {
    "threshold": Option(
        "number",
        JACCARD,
        "Least share of pairs of neighbouring words that two paragraphs have in common (Jaccard similarity).",
        minimum=LOWEST,
        maximum=1,
    ),
    "min-words": min_words_option(12, 3),
    "include": include_option(("paragraph", "long-list-item")),
    "parallel": PARALLEL,
}


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report every later paragraph that is nearly the same as an earlier one.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        One hit a paragraph, the one it is nearest to as related, and other texts it holds; arguments: line of the
        related paragraph, similarity, what differs. Of medium confidence where only numbers or dates differ, of low
        confidence where one term is swapped throughout, for lines without a stop, neighbouring items of a list, and short
        paragraphs and items behind a heading; where a heading stands between the two, or a term is swapped at one place,
        `parallel` says what becomes of it.
    """
    options = rule.options
    repeats = near_repeats(document, options["include"], options["min-words"], options["threshold"])
    if not repeats:
        return
    from copydesk.checks.parallel_passages import is_entry, is_filler, is_label, is_parted, is_prose, is_short, swap
    from copydesk.duplicates.clusters import cluster_name

    for repeat in repeats:
        block = repeat.passage.block
        words = repeat.passage.words
        if repeat.relation != "near" or is_title_copy(document, block) or not is_prose(block) or is_filler(words):
            continue
        first = repeat.partners[0]
        swapped = swap(words, first.passage.words)
        parted = is_parted(document, first.passage.block, block)
        parallel = parted or swapped.terms > 0
        if parallel and options["parallel"] == "ignore":
            continue
        recurs = (
            swapped.throughout
            or is_label(block, len(words))
            or (parted and is_short(words))
            or is_entry(document, first.passage, repeat.passage)
        )
        what = difference(words, first.passage.words)
        related = tuple(
            place_of(document, partner.passage.block, partner.jaccard)
            if partner.jaccard >= options["threshold"]
            else place_of(document, partner.passage.block, partner.containment, "contained")
            for partner in repeat.partners
        )
        yield Hit(
            block.start,
            block.end,
            arguments=(str(related[0].line), percent(first.jaccard), what),
            related=related,
            cluster=cluster_name(first.passage.words),
            confidence=confidence(
                rule,
                parallel=parallel,
                other="low" if recurs else "medium" if what.startswith(ONLY) else None,
            ),
            severity="suggestion" if parallel else None,
            key=repeat.passage.text,
        )
