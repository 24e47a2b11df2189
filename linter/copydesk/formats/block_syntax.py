"""Block syntax beyond CommonMark: directives, admonitions, alerts, abbreviations, tables of contents.

A title on the line of the marker becomes a heading for the parser, since nothing else keeps one line apart from the
next without a byte more; the reader takes it for a paragraph again.
"""

from __future__ import annotations

import re

from copydesk.formats.masks import HIDDEN, LITERAL, TAG, Edit
from copydesk.formats.scan import Scan
from copydesk.lazy_pattern import lazy_pattern

_CONTAINER = rb"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*[ \t>]*"
_PREFIX = lazy_pattern(_CONTAINER)
_DIRECTIVE = lazy_pattern(
    rb":{2,}[ \t]*(?:\{[^{}\r\n]*\}|[A-Za-z][\w.-]*)?(?:[ \t]*\[([^\r\n]*?)\](?=[ \t]*(?:\{|[\r\n]|\Z))|[ \t]+([^\s{:][^\r\n{]*))?"
    rb"[ \t]*(?:\{[^\r\n]*\})?[ \t]*:*[ \t]*(?=[\r\n]|\Z)"
)
_ADMONITION = lazy_pattern(
    rb"(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+(?:(?:[\w-]+[ \t]*){0,6}(?:\"([^\r\n]*)\")?|([\w-]+))[ \t]*(?:\{[^\r\n]*\})?[ \t]*(?=[\r\n]|\Z)"
)
_ALERT = lazy_pattern(rb"\[!([\w-]+)(?:\|[^\]\r\n]*)?\][+-]?[ \t]*([^\r\n]*)")
_ABBREVIATION = lazy_pattern(rb"\*\[[^\]\r\n]{1,200}\]:[^\r\n*]*(?=[\r\n]|\Z)")
_CONTENTS = lazy_pattern(rb"\[(?:TOC|toc|_TOC_|\[_TOC_\])\][ \t]*(?=[\r\n]|\Z)")
_SNIPPET = lazy_pattern(rb"-+8<-+[^\r\n]*")
_OPENS_ITEM = lazy_pattern(rb"[ \t>]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|!!! |\?\?\?|===)")
_LOOK_BACK = 3000


def _opens_line(scan: Scan, at: int) -> int:
    """Width of the indent before a place that begins its line, behind quote and list marks; -1 if text is there."""
    line = scan.line_start(at)
    if at - line > 200:
        return -1
    prefix = _PREFIX.match(scan.source, line, at)
    if prefix is None or prefix.end() != at:
        return -1
    before = scan.source[line:at]
    if not before.strip():
        return len(before.expandtabs(4))
    lead = len(before) - len(before.lstrip(b" \t"))
    return max(len(before[:lead].expandtabs(4)), len(before) - len(before.rstrip(b" \t")) - 1, 0)


def _title(scan: Scan, at: int, title: tuple[int, int], end: int, opening: bytes) -> int:
    """Let a title stand as a heading: `opening` at the marker's place, blanks up to the title and after it."""
    scan.edits.append(Edit(at, title[0], LITERAL, opening + b" " * (title[0] - at - len(opening)), title))
    if title[1] < end:
        scan.edits.append(Edit(title[1], end, LITERAL, b" " * (end - title[1])))
    return end


def read_directive(scan: Scan, at: int) -> int:
    """Hide `:::note Title` and its end, `:::`; gives where to go on."""
    indent = _opens_line(scan, at)
    found = _DIRECTIVE.match(scan.source, at) if indent >= 0 else None
    if found is None:
        return at + len(re.compile(rb":+").match(scan.source, at)[0])  # type: ignore[index] # it begins with one
    if not scan.source.startswith(b":::", at) and (found[2] is not None or found[0].strip(b": \t") == b""):
        return at + 2  # one line by itself has a name, and its text in brackets
    group = 1 if found[1] is not None else 2
    if not (found[group] or b"").strip():
        return scan.hide(at, found.end(), TAG)
    first = found.start(group)
    if indent >= 4:
        scan.hide(at, first, HIDDEN)
        return first
    last = first + len(found[group].rstrip())
    return _title(scan, at, (first, last), found.end(), b"#")


def read_admonition(scan: Scan, at: int) -> int:
    """Make `!!! note "Title"` an item whose content is what is indented under it; gives where to go on."""
    source = scan.source
    indent = _opens_line(scan, at)
    found = _ADMONITION.match(source, at) if indent >= 0 else None
    if found is None or found.end() - at < 5:
        return at + 3
    tab = source.startswith(b"===", at)
    if (tab and found[1] is None) or (indent >= 4 and not _in_item(scan, at, indent)):
        return at + 3
    if not (found[1] or b"").strip():
        blank = b"+  # " + b" " * (found.end() - at - 5)
        scan.edits.append(Edit(at, found.end(), LITERAL, blank, (found.end(), found.end())))
        return found.end()
    return _title(scan, at, found.span(1), found.end(), b"+  #")


def _in_item(scan: Scan, at: int, indent: int) -> bool:
    """Whether the last line that is indented less opens an item, so that the line at a place is no indented code."""
    line = scan.line_start(at)
    first = max(line - _LOOK_BACK, 0)
    less = re.compile(rb"(?:\A|[\r\n])([ \t>]{0,%d}[^ \t>\r\n][^\r\n]{0,20})" % (indent - 1))
    before = list(less.finditer(scan.source, first, line))
    return bool(before) and _OPENS_ITEM.match(before[-1][1]) is not None


def read_alert(scan: Scan, at: int) -> int:
    """Hide the marker of `> [!NOTE] Title`; gives where to go on."""
    source = scan.source
    line = scan.line_start(at)
    if at - line > _LOOK_BACK:
        return at + 2
    prefix = source[line:at]
    indent = _opens_line(scan, at)
    if b">" not in prefix or indent < 0:
        return at + 2
    found = _ALERT.match(source, at)
    if found is None:
        return at + 2
    before = source[max(line - 500, 0) : line].removesuffix(b"\n").removesuffix(b"\r").rsplit(b"\n", 1)[-1]
    if line and before.count(b">") >= prefix.count(b">") and before.strip(b" \t>"):
        return at + 2  # within a quotation, not at its head
    title = found[2].strip()
    if not title:
        return scan.hide(at, found.end(), TAG)
    if indent >= 4:
        return scan.hide(at, found.start(2), HIDDEN)
    return _title(scan, at, (found.start(2), found.start(2) + len(found[2].rstrip())), found.end(), b"#")


def read_line(scan: Scan, at: int) -> int:
    """Hide a line of its own: `*[HTML]: what it means`, `[TOC]`, `--8<-- "file"`; gives where to go on."""
    for pattern in (_ABBREVIATION, _CONTENTS, _SNIPPET):
        found = pattern.match(scan.source, at)
        if found is not None and _opens_line(scan, at) >= 0:
            return scan.hide(at, found.end(), TAG)
    return at + 1
