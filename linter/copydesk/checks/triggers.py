"""What has to stand in an article before a check of damage is worth loading.

Most articles are sound, and most of these checks find nothing in them. Each has a test here that costs next to nothing
and needs no module of its own: letters beyond ASCII, a few strings, or a few words among all words of the article. It
may say yes for nothing, never no for something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from copydesk.document import Document
from copydesk.model import Hit, Rule

Trigger = Callable[[Document], bool]
Check = Callable[[Rule, Document], Iterable[Hit]]


def vocabulary(document: Document) -> frozenset[str]:
    """All folded words of an article's prose; computed once, and from what the duplicates are found by."""
    found: frozenset[str] | None = document.memo.get("vocabulary")
    if found is None:
        found = document.memo["vocabulary"] = frozenset().union(*[block.tokens for block in document.prose])
    return found


def beyond_ascii(document: Document) -> bool:
    """Whether the source holds a letter beyond ASCII."""
    return not document.text.isascii()


def strings(*wanted: str) -> Trigger:
    """Whether the source holds one of some strings."""
    return lambda document: any(string in document.text for string in wanted)


def words(text: str) -> Trigger:
    """Whether the prose holds one of some folded words, given with blanks between them."""
    wanted = frozenset(text.split())
    return lambda document: not wanted.isdisjoint(vocabulary(document))


def either(*triggers: Trigger) -> Trigger:
    """Whether one of some triggers says yes."""
    return lambda document: any(trigger(document) for trigger in triggers)


_markup = strings("<", "[", "**", "__", "{", "pic.twitter.com", ".jp", ".png", ".gif", ".webp", "0x", "5x")


def _residue(document: Document) -> bool:
    """Whether markup may show: in Markdown, marks that were not understood; elsewhere anything that markup is made of."""
    if document.format == "markdown":
        return any("**" in block.text or "](" in block.text for block in document.prose)
    return _markup(document)


TRIGGERS: dict[str, Trigger] = {
    "mojibake": beyond_ascii,
    "invisible-character": either(beyond_ascii, strings(*map(chr, (*range(9), 11, *range(14, 32), 127)))),
    "mixed-script": beyond_ascii,
    "markup-residue": _residue,
    "html-entity": either(strings("&"), words("nbsp rsquo lsquo rdquo ldquo 8217 8216 8220 8221 8211 8212 39 039 160")),
}


def deferred(kind: str, trigger: Trigger) -> Check:
    """The check of a kind, its module loaded with the first article that gives cause to."""

    def check(rule: Rule, document: Document) -> Iterable[Hit]:
        if not trigger(document):
            return ()
        from copydesk.checks import load_check

        hits: Iterable[Hit] = load_check(kind).check(rule, document)
        return hits

    return check
