"""A paragraph stands inside another one of the same article: merged, cut short, with a line before or after."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.checks.passages import (
    PARALLEL,
    confidence,
    include_option,
    is_title_copy,
    min_words_option,
    percent,
    place_of,
)
from copydesk.document import Document
from copydesk.duplicates.article import near_repeats
from copydesk.duplicates.candidates import CONTAINMENT, JACCARD, LOWEST
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {
    "threshold": Option(
        "number",
        CONTAINMENT,
        "Least share of the shorter paragraph's runs of three words that the longer one holds (containment).",
        minimum=LOWEST,
        maximum=1,
    ),
    "min-words": min_words_option(12, 3),
    "include": include_option(("paragraph", "long-list-item")),
    "parallel": PARALLEL,
}


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report every later paragraph that holds an earlier one, or stands in one.

    Paragraphs that are nearly the same as a whole have a rule of their own. A paragraph that is one quotation may stand
    in another one. Where a heading stands between the two, or the earlier one is the first of the article, as a deck is,
    `parallel` says what becomes of it; of low confidence are neighbouring items of a list, and those behind a heading.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        One hit a paragraph, all that it holds or stands in as related; arguments: how much, and the line.
    """
    options = rule.options
    repeats = near_repeats(document, options["include"], options["min-words"], JACCARD, options["threshold"])
    if not repeats:
        return
    from copydesk.checks.parallel_passages import is_entry, is_filler, is_first, is_parted, is_prose, is_quotation

    for repeat in repeats:
        block = repeat.passage.block
        if repeat.relation != "contained" or is_title_copy(document, block) or not is_prose(block):
            continue
        first = repeat.partners[0]
        if (
            is_filler(repeat.passage.words)
            or not is_prose(first.passage.block)
            or first.passage.block is document.title
        ):
            continue
        holds = len(repeat.passage.words) > len(first.passage.words)
        if is_quotation(first.passage.block if holds else block):
            continue
        parallel = is_parted(document, first.passage.block, block) or (
            holds and is_first(document, first.passage.block)
        )
        if parallel and options["parallel"] == "ignore":
            continue
        share = "all" if first.containment == 1 else percent(first.containment)
        related = tuple(
            place_of(document, partner.passage.block, partner.containment, "contained") for partner in repeat.partners
        )
        line = str(related[0].line)
        yield Hit(
            block.start,
            block.end,
            arguments=(
                f"holds {share} of the paragraph in line {line}"
                if holds
                else f"stands {'whole' if first.containment == 1 else f'to {share}'} in the paragraph in line {line}",
            ),
            related=related,
            confidence=confidence(
                rule, parallel=parallel, other="low" if is_entry(document, first.passage, repeat.passage) else None
            ),
            severity="suggestion" if parallel else None,
            key=repeat.passage.text,
        )
