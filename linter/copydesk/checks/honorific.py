"""The same person with and without a title: “Mr Putin said” beside “Putin said”."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.minority import Use, odd_hits
from copydesk.checks.names_of_people import Mention, bare, body, honored
from copydesk.checks.options import Option
from copydesk.document import Document
from copydesk.model import Hit, Rule
from copydesk.quotes import quotations_of

OPTIONS: dict[str, Option] = {
    "most": Option("integer", 3, "Most findings for one person in an article.", minimum=1),
}

_USUAL = 2  # places from which on a way to name somebody is the usual one


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report the rarer way to name somebody who is named both with Mr, Mrs, Ms or Miss and without.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit a place of the rarer way, with it, the other one and how often that stands as arguments. What people say in
        quotations does not count, nor do surnames that two people share.
    """
    blocks = body(document)
    mentions = [mention for mention in honored(blocks) if not _quoted(document, mention)]
    for surname in dict.fromkeys(mention.surname for mention in mentions):
        mine = [mention for mention in mentions if mention.surname == surname]
        if len({mention.title for mention in mine}) > 1:
            continue
        alone, first_names = bare(blocks, surname)
        alone = [mention for mention in alone if not _quoted(document, mention)]
        if len(first_names) > 1 or not alone or max(len(mine), len(alone)) < _USUAL:
            continue
        uses = {
            f"{mine[0].title} {surname}": [Use(*mention[:3]) for mention in mine],
            surname: [Use(*mention[:3]) for mention in alone],
        }
        yield from odd_hits(document, uses, rule.options["most"])


def _quoted(document: Document, mention: Mention) -> bool:
    blocks = document.prose
    return any(
        blocks[quotation.block] is mention.block and quotation.start <= mention.start < quotation.end
        for quotation in quotations_of(document)[0]
    )
