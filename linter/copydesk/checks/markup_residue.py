"""Markup that readers see: tags, shortcodes, template tags, scripts, Markdown in plain text, names of image files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.checks.triggers import MARKUP
from copydesk.checks.visible_text import visible_blocks
from copydesk.document import CODE, Block, Document
from copydesk.model import Confidence, Hit, Rule, Severity

OPTIONS: dict[str, Option] = {
    "allow": Option("strings", [], "Tags, shortcodes and the like that may stand in the text, as they stand there."),
}

_TAGS = (
    "a|abbr|article|aside|audio|b|blockquote|body|br|button|center|cite|code|div|em|embed|figcaption|figure|font|footer|"
    "form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|noscript|object|ol|option|p|"
    "param|picture|pre|q|s|script|section|select|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|"
    "textarea|tfoot|th|thead|title|tr|tt|tweet|u|ul|var|video|amp-[a-z-]{1,20}|[ow]:[a-z]{1,20}"
)
_TEXT = (
    ("tag", "high", rf"</?(?i:{_TAGS})(?:\s[^<>]{{0,600}})?\s?/?>|<!--[^>]{{0,600}}-->|<!\[CDATA\[|\]\]>|<\?php"),
    (
        "shortcode",
        "high",
        r"\[[a-z][\w-]{1,30}(?:\s+[\w-]{1,30}\s?=\s?[\"'“”″&][^\[\]]{0,500})\]|\[/[a-z][\w-]{1,30}\]",
    ),
    ("shortcode", "high", r"\[(?:url|img|quote|color|size|font)=[^\[\]\s]{1,300}\]"),
    ("template tag", "high", r"\{\{[^{}\n]{1,120}\}\}|\{%[^{}\n]{1,120}%\}|<%[^<>\n]{1,120}%>"),
    (
        "script",
        "high",
        (
            r"\(adsbygoogle\s?=|\bgoogletag\.\w+|\bdocument\.(?:getElement\w+|write|createElement|cookie)\b"
            r"|\bwindow\.[\w.]{1,40}\s?(?:=|\()|!?function\s?\([\w, ]{0,40}\)\s?\{"
            # At a place where a script can go on and no sentence would.
            r"|(?:^|(?<=[\n;{}>)])|(?<=[.!?;{}>)]\s))var \w{1,30}\s?=\s?[\w\"'(\[{]"
            r"|@media (?:only )?(?:screen|print|\()|(?<![\w.])[.#]?[A-Za-z][\w-]{0,40}\s?\{\s?[a-z-]{2,30}\s?:[^{}]{1,300}\}"
        ),
    ),
    ("embed", "medium", r"\bpic\.twitter\.com/\w{4,20}"),
    (
        "file name",
        "medium",
        r"(?<![\w/.:@-])[\w()-]{3,80}\.(?:jpe?g|png|gif|webp)\b|\b[A-Za-z][\w-]{3,60}-\d{2,3}[05]x\d{3,4}\b",
    ),
)
_PYTHON = (
    "init|main|name|file|doc|all|version|dict|str|repr|len|call|new|del|eq|ne|lt|le|gt|ge|hash|iter|next|enter|exit|getattr|"
    "setattr|delattr|getitem|setitem|delitem|contains|class|slots|module|bool|int|float|bytes|format|add|sub|mul|truediv|"
    "floordiv|mod|pow|and|or|xor|neg|abs|get|set|aiter|anext|aenter|aexit|await|future|builtins|annotations|debug"
)
"""Names that Python gives a meaning, which bold letters seldom have."""
_MARKDOWN_IN_TEXT = (
    ("Markdown", "medium", r"(?<![\w*])\*\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*\*(?![\w*])"),
    ("Markdown", "medium", rf"(?<![\w/_.])__(?!(?:{_PYTHON})__)(?=[^\s_])[^_\n]{{1,100}}(?<=[^\s_])__(?![\w_])"),
    ("Markdown", "medium", r"!?\[[^\[\]\n]{0,200}\]\((?:https?:|/|#|mailto:|\.)[^()\s]{0,500}\)"),
)
_MARKDOWN_LEFT = (
    ("Markdown", "medium", r"(?<![\w*\\/])\*\*(?=[\w\"“‘'(])|(?<=[\w.,!?\"”’')])\*\*(?![\w*/])"),
    ("Markdown", "medium", rf"\]\((?={CODE}|/|#|mailto:)"),  # an address shows as one character
)
_HEADINGS = re.compile(r"^#{1,6} \w", re.MULTILINE)
_SEVERITIES: dict[str, Severity] = {"embed": "warning", "file name": "warning"}
_compiled: dict[str, list[tuple[str, Confidence, re.Pattern[str]]]] = {}


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report markup in the visible text.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit a piece of markup, pieces that touch as one, with its kind and itself as arguments. In Markdown, where a
        visible tag was escaped on purpose, only emphasis and links that did not work are looked for; a plain text with
        several Markdown headings is taken for Markdown.
    """
    allowed = frozenset(rule.options["allow"])
    patterns = _patterns(document)
    for block in visible_blocks(document, front_matter=False):
        last: tuple[int, int, str, Confidence] | None = None
        for start, end, kind, confidence in _found(document, block, patterns):
            if block.text[start:end] in allowed:
                continue
            if (
                last is not None
                and (kind == last[2] or start < last[1])
                and start <= last[1] + 1
                and not block.text[last[1] : start].strip()
            ):
                last = (last[0], max(end, last[1]), *last[2:])
                continue
            if last is not None:
                yield _hit(block, last)
            last = start, end, kind, confidence
        if last is not None:
            yield _hit(block, last)


def _found(
    document: Document, block: Block, patterns: list[tuple[str, Confidence, re.Pattern[str]]]
) -> list[tuple[int, int, str, Confidence]]:
    text = block.text
    found: list[tuple[int, int, str, Confidence]] = []
    if not any(mark in text for mark in MARKUP):
        return found
    for kind, confidence, pattern in patterns:
        for match in pattern.finditer(text):
            first, last = block.source_range(*match.span())
            # What an entity or a backslash made visible is meant to be seen.
            if document.format == "markdown" and document.text[first:last] != match[0]:
                continue
            found.append((match.start(), match.end(), kind, confidence))
    return sorted(found)


def _patterns(document: Document) -> list[tuple[str, Confidence, re.Pattern[str]]]:
    name = document.format
    if name == "text" and len(_HEADINGS.findall(document.text)) > 1:
        name = "markdown text"
    if name not in _compiled:
        table = {"markdown": _MARKDOWN_LEFT, "text": _TEXT + _MARKDOWN_IN_TEXT}.get(name, _TEXT)
        _compiled[name] = [
            (kind, "high" if confidence == "high" and name != "html" else "medium", re.compile(pattern))
            for kind, confidence, pattern in table
        ]
    return _compiled[name]


def _hit(block: Block, place: tuple[int, int, str, Confidence]) -> Hit:
    start, end, kind, confidence = place
    shown = block.text[start:end]
    shown = shown if len(shown) <= 40 else shown[:39] + "…"
    source = block.source_range(start, end)
    return Hit(*source, arguments=(kind, shown), severity=_SEVERITIES.get(kind), confidence=confidence)
