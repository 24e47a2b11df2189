"""HTML entities that readers see as they are: `&amp;`, `&#8217;`, and the halves of them that clean-ups leave."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.checks.visible_text import plain_edit, visible_blocks
from copydesk.document import Block, Document
from copydesk.model import Confidence, Edit, Fix, Hit, Rule, Safety

OPTIONS: dict[str, Option] = {
    "allow": Option("strings", [], "Entities that may stand in the text, such as `&amp;`."),
}

_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_HALF = re.compile(
    r"&(?:nbsp|amp|quot|rsquo|lsquo|rdquo|ldquo|#8217|#8216|#8220|#8221|#8211|#8212|#39|#039|#160)(?![\w;=])"
    r"|(?<![&\w#])(?:nbsp|rsquo|lsquo|rdquo|ldquo);|(?<!&)(?:#8217|#8216|#8220|#8221|#8211|#8212|#39|#039|#160);"
)
_MARKUP = re.compile(r"&(?:amp;)*(?:lt|gt|#6[02]|#[xX]3[cCeE]);")
_MOST = 3  # times an ampersand may have been escaped


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report entities in the visible text.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit an entity, with it and the character it stands for as arguments; of medium confidence for half ones.
        In Markdown an ampersand after a backslash is there on purpose; front matter may hold HTML.
    """
    allowed = frozenset(rule.options["allow"])
    # A text with escaped tags may speak of how they are written.
    safety: Safety = "unsafe" if _MARKUP.search(document.text) else "safe"
    for block in visible_blocks(document, front_matter=False):
        text = block.text
        if ";" not in text and "&" not in text:
            continue
        found = [(match, True) for match in _ENTITY.finditer(text)]
        found += [(match, False) for match in _HALF.finditer(text)]
        for match, whole in sorted(found, key=lambda one: one[0].start()):
            character = _character(match[0], whole=whole)
            if character is None or match[0] in allowed or document.text[block.source_start(match.start()) - 1] == "\\":
                continue
            start, end = block.source_range(*match.span())
            confidence: Confidence | None = None if whole else "medium"
            fix = _fix(document, block, match, character, safety)
            shown = character if character.isprintable() and character.strip() else "a blank"
            yield Hit(start, end, arguments=(match[0], shown), fix=fix, confidence=confidence)


def _character(entity: str, *, whole: bool) -> str | None:
    """What an entity stands for; None if it is none."""
    from html import unescape

    name = entity if whole else f"&{entity.strip('&;')};"
    character = name
    for _ in range(_MOST):
        character = unescape(character)
    return None if "&" in character[:1] and len(character) > 1 else character


def _fix(document: Document, block: Block, match: re.Match[str], character: str, safety: Safety) -> Fix | None:
    """Put the character in place of the entity; outside of plain text undo one escape, for code may be spoken of."""
    if document.format == "text":
        edit = plain_edit(document, block, *match.span(), " " if character == "\xa0" else character)
        return Fix(safety, (edit,)) if edit and character.isprintable() | (character == "\xa0") else None
    start, end = block.source_range(*match.span())
    source = document.text[start:end]
    if not source.startswith("&amp;") or source == match[0]:
        return None
    return Fix("unsafe", (Edit(start, end, "&" + source[len("&amp;") :]),))
