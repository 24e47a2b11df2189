"""A paragraph stands twice in one article, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.checks.passages import PARALLEL, confidence, include_option, is_title_copy, min_words_option, place_of
from copydesk.document import Block, Document
from copydesk.duplicates.article import Passage, exact_repeats
from copydesk.model import Fix, Hit, Rule

_LONG = 20  # words that nobody writes twice by chance

OPTIONS: dict[str, Option] = {
    "min-words": min_words_option(8, 3),
    "include": include_option(("paragraph", "long-list-item")),
    "parallel": PARALLEL,
}


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report every later copy of a paragraph.

    Case, punctuation, quotation marks, spacing and markup do not count. Where the links lead elsewhere, the finding is
    of low confidence and has no fix, since the links may be the message. Where a heading stands between the copy and
    all earlier ones, it is an item of a list, or short and not next to the earlier one, it is a suggestion of medium
    confidence, and `parallel` says what becomes of it. Of low confidence are lines without a stop, and short
    paragraphs and items of lists behind a heading.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        One hit a copy, the first one as related; arguments: its line, and what differs all the same.
    """
    repeats = exact_repeats(document, rule.options["include"], rule.options["min-words"])
    if not repeats:
        return
    from copydesk.checks.parallel_passages import is_filler, is_label, is_notice, is_parted, is_prose, is_short
    from copydesk.duplicates.clusters import cluster_name
    from copydesk.duplicates.verify import links_differ

    choice = rule.options["parallel"]
    nearest: dict[int, Passage] = {}
    for later, first in repeats:
        block = later.block
        before = nearest.get(id(first), first)
        nearest[id(first)] = later
        if is_title_copy(document, block) or not is_prose(block) or is_notice(later.words) or is_filler(later.words):
            continue
        parted = is_parted(document, before.block, block)
        alike = parted or is_label(block, len(later.words))
        apart = _is_apart(document, before, later)
        if (alike or apart) and choice == "ignore":
            continue
        recurs = is_label(block, len(later.words)) or (parted and (is_short(later.words) or later.kind != "paragraph"))
        if not parted and is_parted(document, first.block, block):
            first = before  # noqa: PLW2901 - the copy that a reader takes it for
        place = place_of(document, first.block, 1.0, "first copy")
        start, end = block.start, block.end
        links = links_differ(document.text[start:end], document.text[place.start : place.end])
        yield Hit(
            start,
            end,
            arguments=(str(place.line), ", with other links" if links else ""),
            related=(place,),
            cluster=cluster_name(later.words),
            fix=None if links else _removal(document, block),
            confidence=confidence(rule, parallel=alike or apart, other="low" if links or recurs else None),
            severity="suggestion" if alike or apart else None,
            key=later.text,
        )


def _is_apart(document: Document, before: Passage, later: Passage) -> bool:
    """Whether a copy is an item of a list, or a lead-in or short with something between it and the one before it."""
    if later.kind != "paragraph":
        return True
    from copydesk.checks.parallel_passages import is_next

    weak = len(later.words) < _LONG or later.block.text.rstrip().endswith((":", "："))
    return weak and not is_next(document, before.block, later.block)


def _removal(document: Document, block: Block) -> Fix | None:
    """Take the copy out, if it is a block of its own on lines of its own."""
    from copydesk.checks.deletions import delete_blocks

    if block.kind != "paragraph" or block.containers:
        return None
    start, end = block.outer
    if document.format == "html" and (document.text[start : start + 1] != "<" or document.text[end - 1 : end] != ">"):
        return None
    edit, whole = delete_blocks(document, block, block)
    return Fix("unsafe", (edit,)) if whole else None
