"""An article in which nearly every sentence is long."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.length import most_words
from copydesk.checks.options import Option
from copydesk.document import Document
from copydesk.model import Hit, Rule
from copydesk.text.readability import sentence_words

OPTIONS: dict[str, Option] = {
    "words": Option("integer", 20, "A sentence is long that has more words.", minimum=1),
    "by-language": Option(
        "mapping",
        {},
        "The same in other languages, by language code. In languages without blanks between words nothing is reported "
        "unless they are listed.",
    ),
    "maximum": Option("number", 70, "Highest share of long sentences that is not reported, in per cent.", maximum=100),
    "minimum-sentences": Option("integer", 10, "Articles of fewer sentences are left out.", minimum=1),
}


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report an article whose sentences are mostly long; only body prose counts, as for the metrics.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        At most one hit, on the title or else on the first block of prose. Its arguments: long sentences, all
        sentences, per cent, words a long one exceeds, maximum.
    """
    words = most_words(rule, document, "words")
    if words is None:
        return
    counts = [count for _, _, found in sentence_words(document) for count in found]
    long = sum(count > words for count in counts)
    maximum = rule.options["maximum"]
    if len(counts) < rule.options["minimum-sentences"] or 100 * long <= maximum * len(counts):
        return
    block = document.title or document.prose[0]
    shown = (str(long), str(len(counts)), f"{100 * long / len(counts):.0f}", str(words), f"{maximum:g}")
    yield Hit(block.start, block.end, shown)
