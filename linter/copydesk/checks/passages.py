"""What the rules about repeated passages have in common: options, places, wording."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.checks.options import Option
from copydesk.document import Block, Document
from copydesk.duplicates.article import KINDS
from copydesk.model import Confidence, Place, Rule

_WORDS_NAMED = 4
ONLY = "only"
"""How a difference begins that leaves all words as they are but numbers or dates."""

PARALLEL = Option(
    "string",
    "report",
    "What becomes of pairs that look built alike on purpose, parted by a heading, the same but for a term that is "
    "swapped, short or items of a list: `report` them as suggestions of medium confidence, `lower` it to low, `ignore` them.",
    choices=("report", "lower", "ignore"),
)


def include_option(default: Sequence[str]) -> Option:
    """The option that says what is compared."""
    return Option("strings", tuple(default), f"What is compared, of {', '.join(KINDS)}.")


def min_words_option(default: int, minimum: int) -> Option:
    """The option that leaves out short passages."""
    return Option("integer", default, "Passages of fewer words, numbers not counted, are left out.", minimum=minimum)


def place_of(document: Document, block: Block, similarity: float, message: str = "") -> Place:
    """The place of a block, as the other end of a finding."""
    start, end = block.start, block.end
    return Place(
        document.path, start, end, *document.position(start), *document.position(end), round(similarity, 4), message
    )


def is_title_copy(document: Document, block: Block) -> bool:
    """Whether the whole block is a copy of the title, which has a rule of its own."""
    ranges: frozenset[tuple[int, int]] | None = document.memo.get("title-copy-ranges")
    if ranges is None:
        from copydesk.checks.title_copies import title_copies

        ranges = document.memo["title-copy-ranges"] = frozenset(title_copies(document))
    return (block.start, block.end) in ranges


def percent(share: float) -> str:
    """A share in percent, never rounded up to all of it."""
    return f"{min(int(share * 100 + 0.5), 99 if share < 1 else 100)} %"


def difference(here: Sequence[str], there: Sequence[str]) -> str:
    """How the words of two passages differ, in a few words."""
    from copydesk.duplicates.verify import differing_words, only_dates_differ, only_numbers_differ

    if only_numbers_differ(here, there):
        return f"{ONLY} numbers differ"
    if only_dates_differ(here, there):
        return f"{ONLY} dates differ"
    only_here, only_there = differing_words(here, there)
    if not only_here and not only_there:
        return "the words stand in another order"
    sides = ((only_here, "here"), (only_there, "there"))
    return ", ".join(f"{_named(words)} only {side}" for words, side in sides if words)


def _named(words: Sequence[str]) -> str:
    shown = [word if len(word) <= 40 else word[:39] + "…" for word in words[:_WORDS_NAMED]]
    more = f" and {len(words) - len(shown)} more" if len(words) > len(shown) else ""
    return f"“{' '.join(shown)}”{more}"


def confidence(rule: Rule, *, parallel: bool, other: Confidence | None = None) -> Confidence | None:
    """The confidence of a finding, where it is not that of its rule; never more than that.

    Args:
        rule: The rule, with the option `PARALLEL`.
        parallel: Whether the pair looks built alike on purpose.
        other: Its confidence if it does not.
    """
    if parallel and other != "low":
        other = "medium" if rule.options["parallel"] == "report" else "low"
    return other if other is None or rule.confidence == "high" else "low"
