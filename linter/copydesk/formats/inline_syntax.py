"""Inline syntax beyond CommonMark: math, wiki links, inline footnotes, emoji shortcodes."""

from __future__ import annotations

import re

from copydesk.formats.code_regions import escaped
from copydesk.formats.masks import CLOSE_LINK, HIDDEN, NOTE, OPEN_LINK, TAG, VALUE, Edit
from copydesk.formats.scan import Scan
from copydesk.lazy_pattern import lazy_pattern

_TEXT = rb"(?:[^\\$\r\n]|\\[^\r\n]|\r?\n(?![ \t>]*\r?\n))"
_INLINE_MATH = lazy_pattern(rb"\$(?![\s$])(%b{1,800}+)\$(?![\w$])" % _TEXT)
_DISPLAY_MATH = lazy_pattern(rb"\$\$(?!\$)((?:[^\\$\r\n]|\\[^\r\n]|\\?\r?\n(?![ \t>]*\r?\n)){1,5000}+)\$\$(?!\$)")
_MATH_BLOCK = lazy_pattern(rb"\$\$[ \t]*\r?\n((?:[^$]|\$(?!\$)){1,5000}+)\$\$(?=[ \t]*(?:[\r\n]|\Z))")
_BRACKETED = rb"(?:[^\\\r\n]|\\[^()\[\]\r\n]|\\(?=\r?\n)|\r?\n(?![ \t>]*\r?\n)){1,2000}+"
_BRACKETED_MATH = {
    b"(": re.compile(rb"\\\((%b)\\\)" % _BRACKETED),
    b"[": re.compile(rb"\\\[(%b)\\\]" % _BRACKETED),
}
_DOUBLE = {
    b"(": re.compile(rb"\\\\\(((?:(?!\\\\[()])[^\r\n]){1,1000}+)\\\\\)"),
    b"[": re.compile(rb"\\\\\[((?:(?!\\\\[\[\]])(?:[^\r\n]|\r?\n(?![ \t>]*\r?\n))){1,2000}+)\\\\\]"),
}
_FORMULA = lazy_pattern(rb"\\[A-Za-z]{2,}|[\^_]\{|[A-Za-z0-9)\]}][\^_][A-Za-z0-9{(*+-]|[=+<>]|\\[{}|,;!]")
_COMMAND = lazy_pattern(rb"\\[A-Za-z]{2,}|[\^_]\{|[\w)][\^]\S")
_WORDS = lazy_pattern(rb"(?<![\\A-Za-z_^{])[A-Za-z]{4,}")
_WIKI_LINK = lazy_pattern(rb"\[\[(?![\s|])([^\[\]|\r\n]{1,200})(?:\|([^\[\]\r\n]{1,300}))?(?<!\s)\]\](?![(\[:])")
_TABLE_OF_CONTENTS = lazy_pattern(rb"\[\[_?toc_?\]\](?![(\[:])", re.IGNORECASE)
_NOTE = lazy_pattern(
    rb"\^\[((?:[^\[\]\r\n]|\r?\n(?![ \t>]*\r?\n)|\[[^\[\]\r\n]{0,300}+\](?:\([^()\r\n]{0,500}+\))?){1,3000}+)\](?!\()"
)
_HAS_WORDS = lazy_pattern(rb"[A-Za-z\x80-\xff]{2,}\s")
_HIGHLIGHT = lazy_pattern(rb"==(?![\s=])([^=\r\n]{1,300})(?<!\s)==(?![\w=])")
_SHORTCODE = lazy_pattern(rb":(?:[a-z0-9_+-]*[a-z][a-z0-9_+-]*|\+1|-1|100|1234):(?![\w:])")
_DIRECTIVE = lazy_pattern(rb":[a-z][\w-]*(?=\[[^\[\]\r\n]{1,300}\](?!\())")


def read_dollar(scan: Scan, at: int) -> int:
    """Hide `$math$` and `$$math$$`, but no prices; gives where to go on."""
    source = scan.source
    if source.startswith(b"$$", at):
        block = _MATH_BLOCK.match(source, at) if scan.fills_line(at, at + 2) else None
        if block and not block[1].rsplit(b"\n", 1)[-1].strip(b" \t>"):
            return scan.hide(at, block.end(), VALUE)
        found = _DISPLAY_MATH.match(source, at)
        if found is None:
            return at + len(re.compile(rb"\$+").match(source, at)[0])  # type: ignore[index] # it begins with one
        if _FORMULA.search(found[1]) or not re.search(rb"\s", found[1].strip()):
            return scan.hide(at, found.end(), VALUE)
        return found.end() - 2
    if source[at - 1 : at].isalnum() and at:
        return at + 1
    if source.startswith(b"$`", at):  # how GitHub and GitLab write it
        end = scan.after(b"`$", at + 2, 1000)
        if end and b"\n" not in source[at:end]:
            return scan.hide(at, end, VALUE)
    found = _INLINE_MATH.match(source, at)
    if found is None or found[1][-1:].isspace() or not _is_formula(found[1]):
        return at + 1
    return scan.hide(at, found.end(), VALUE)


def _is_formula(content: bytes) -> bool:
    """Whether what stands between two dollar signs is no prose between two prices or shell variables."""
    if _COMMAND.search(content):
        return True
    if not re.search(rb"\s", content):
        return not content[:1].isdigit() or content.isdigit() or _FORMULA.search(content) is not None
    if not _FORMULA.search(content):
        return False
    return not _WORDS.search(content)


def read_backslash(scan: Scan, at: int) -> int:
    r"""Hide `\(math\)`, `\[math\]` and what MathJax in Markdown needs, `\\(math\\)`; gives where to go on."""
    source = scan.source
    if source.startswith(b"\\\\", at):
        bracket = source[at + 2 : at + 3]
        found = _DOUBLE[bracket].match(source, at) if bracket in _DOUBLE else None
        return scan.hide(at, found.end(), VALUE) if found else at + 2
    found = _BRACKETED_MATH[source[at + 1 : at + 2]].match(source, at)
    if found and _COMMAND.search(found[1]) and source[found.end() : found.end() + 1] != b"(":
        return scan.hide(at, found.end(), VALUE)
    return at + 2


def read_wiki_link(scan: Scan, at: int) -> int:
    """Hide the marks of `[[Page|shown]]`, and the whole of `![[embed]]` and `[[toc]]`; gives where to go on."""
    source = scan.source
    found = _TABLE_OF_CONTENTS.match(source, at)
    if found:
        return scan.hide(at, found.end(), TAG)
    found = _WIKI_LINK.match(source, at)
    if found is None:
        return at + 2
    if source[at - 1 : at] == b"!" and at and not escaped(source, at - 1):
        return scan.hide(at - 1, found.end(), VALUE)
    if found[1].lower() in scan.labels():  # a reference in brackets
        return at + 2
    shown = found.start(2) if found[2] is not None else found.start(1)
    scan.hide(at, shown, OPEN_LINK)
    return scan.hide(found.end() - 2, found.end(), CLOSE_LINK)


def read_note(scan: Scan, at: int) -> int:
    """Hide `^[an inline footnote]`, which is to be a block of its own; gives where to go on."""
    found = _NOTE.match(scan.source, at)
    if found is None or not _HAS_WORDS.search(found[1]):
        return at + 2
    scan.edits.append(Edit(at, found.end(), NOTE, inner=found.span(1)))
    return found.end()


def read_colon(scan: Scan, at: int) -> int:
    """Hide `:emoji:` and the name of `:directive[text]`; gives where to go on."""
    source = scan.source
    before = source[at - 1 : at] if at else b""
    if before.isalnum() or before in (b":", b"_", b"/"):
        return at + 1
    found = _SHORTCODE.match(source, at)
    if found is not None:
        role = source.startswith(b"`", found.end())
        return scan.hide(at, found.end(), HIDDEN if role else VALUE)
    found = _DIRECTIVE.match(source, at)
    return scan.hide(at, found.end(), HIDDEN) if found else at + 1


def read_highlight(scan: Scan, at: int) -> int:
    """Hide the marks of `==highlighted text==`; gives where to go on."""
    source = scan.source
    before = source[at - 1 : at] if at else b""
    found = _HIGHLIGHT.match(source, at)
    if found is None or before.isalnum() or before in (b"=", b"_"):
        return at + 2
    scan.hide(at, at + 2, HIDDEN)
    return scan.hide(found.end() - 2, found.end(), HIDDEN)
