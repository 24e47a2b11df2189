"""Somebody is introduced in full again and again: “Russian President Vladimir Putin”, three times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.checks.minority import Use
from copydesk.checks.names_of_people import body
from copydesk.checks.options import Option
from copydesk.document import Document
from copydesk.model import Hit, Place, Rule

OPTIONS: dict[str, Option] = {
    "times": Option("integer", 2, "How often somebody may be introduced in full.", minimum=1),
    "roles": Option("strings", [], "Words for what somebody is, as they stand before a name."),
}

_LEADING = re.compile(
    r"(?:On|In|At|By|To|For|From|With|Of|And|But|Or|As|If|When|While|After|Before|Since|Then|Now|The|A|An|Both|Like|Its|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|"
    r"October|November|December) "
)


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report introductions in full after the first one, where there are more than an article needs.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit a later introduction, with it and the number of all of them as arguments, and the first one as related.
    """
    roles = "|".join(map(re.escape, sorted(rule.options["roles"], key=lambda role: -len(role))))
    if not roles:
        return
    pattern = re.compile(rf"\b(?:[A-Z][\w’-]+ ){{0,3}}(?:{roles}) ([A-Z][\w’-]+(?: [A-Z]\.)? [A-Z][\w’-]*\w)")
    found: dict[str, list[Use]] = {}
    for block in body(document):
        for match in pattern.finditer(block.text):
            name = re.sub(r"[’']s$", "", match[1])
            start = match.start()
            while (word := _LEADING.match(block.text, start)) is not None and word.end() < match.start(1):
                start = word.end()
            found.setdefault(name, []).append(Use(block, start, match.start(1) + len(name)))
    for uses in found.values():
        if len(uses) <= rule.options["times"]:
            continue
        ranges = [use.block.source_range(use.start, use.end) for use in uses]
        first = ranges[0]
        place = Place(document.path, *first, *document.position(first[0]), *document.position(first[1]))
        for use, source in zip(uses[1:], ranges[1:], strict=True):
            shown = use.block.text[use.start : use.end]
            yield Hit(*source, arguments=(shown, str(len(uses))), related=(place,))
