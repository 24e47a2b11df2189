"""A title that is too long or too short."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.document import Document
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {
    "maximum": Option("integer", 120, "Most characters of a title.", minimum=1),
    "minimum": Option("integer", 0, "Least characters of a title.", minimum=0),
}


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report a title that is longer or shorter than it may be.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        At most one hit, with the length and the limit in words as arguments.
    """
    title = document.title
    length = len(document.title_text or "")
    if title is None or not length or (document.format == "text" and title.text.rstrip().endswith((".", ":", ")"))):
        return  # a first sentence that stands alone is the lead of a plain text, not its title
    if length > rule.options["maximum"]:
        yield Hit(title.start, title.end, arguments=(str(length), f"at most {rule.options['maximum']}"))
    elif length < rule.options["minimum"]:
        yield Hit(title.start, title.end, arguments=(str(length), f"at least {rule.options['minimum']}"))
