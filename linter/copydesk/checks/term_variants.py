"""One thing under two names in one article: US and USA, Korean peninsula and Korean Peninsula, e-mail and email."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from copydesk.checks.minority import Use, odd_hits
from copydesk.checks.options import Option
from copydesk.checks.triggers import possible_terms
from copydesk.document import Block, Document
from copydesk.duplicates.terms import written_blocks
from copydesk.model import Hit, Rule
from copydesk.text.term_ways import names_in, places_of, ways_of

OPTIONS: dict[str, Option] = {
    "variants": Option(
        "strings", [], "Groups of ways to write the same thing, each with ` | ` between them; letter case counts."
    ),
    "also": Option("strings", [], "Further groups of your own."),
    "names-end": Option(
        "strings",
        [],
        "Words that end names, in small letters: `Korean peninsula` and `Korean Peninsula` are the same then.",
    ),
    "most": Option("integer", 5, "Most findings for one term in an article.", minimum=1),
}


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report the rarer ways to write a term of which an article uses several.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit a place of a rarer way, with it, the usual one and how often that stands as arguments. Headings, quotations in
        blocks, and abbreviations that are part of a longer name ("USA Today") are left alone.
    """
    blocks = written_blocks(document)
    most = rule.options["most"]
    for texts in (rule.options["variants"], rule.options["also"]):
        for number in possible_terms(texts, document):
            ways = ways_of(texts[number])
            uses: dict[str, list[Use]] = {way: [] for way in ways}
            for block in blocks:
                for start, end in places_of(block.text, ways):
                    uses[block.text[start:end]].append(Use(block, start, end))
            yield from odd_hits(document, uses, most)
    for names in _names(blocks, rule.options["names-end"]).values():
        yield from odd_hits(document, names, most)


def _names(blocks: Sequence[Block], ends: Sequence[str]) -> Mapping[str, Mapping[str, list[Use]]]:
    """Names of two words that are written with a small letter and with a capital."""
    wanted = frozenset(ends)
    found: dict[str, dict[str, list[Use]]] = {}
    for block in blocks:
        if not wanted.isdisjoint(block.tokens):
            for start, end in names_in(block.text, wanted.intersection(block.tokens)):
                way = block.text[start:end]
                found.setdefault(way.casefold(), {}).setdefault(way, []).append(Use(block, start, end))
    return found
