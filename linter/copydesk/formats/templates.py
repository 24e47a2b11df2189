"""Template tags in Markdown: Hugo's shortcodes; Liquid, Nunjucks, Jinja and Twig; what stands in single braces."""

from __future__ import annotations

import re

from copydesk.formats.masks import HIDDEN, LITERAL, TAG, VALUE, VALUE_TAG, Edit
from copydesk.formats.scan import Scan
from copydesk.lazy_pattern import lazy_pattern

_SHORTCODE = lazy_pattern(rb"\{\{[<%]\s*(/?)\s*([\w./-]+)")
_COMMENT = lazy_pattern(rb"\{\{-?\s*/\*")
_TAG = lazy_pattern(rb"\{%[-+~]?\s*([\w-]+)")
_ATTRIBUTES = lazy_pattern(
    rb"\{:?\s*(?:(?:[#.][\w:-]+|[\w:-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s{}\"']+)|data-[\w-]+)(?:\s+|(?=[.#}])))*+\}"
    rb"|\{:\s*[^{}\r\n]*\}|\{:?:[^{}\r\n]*\}"
)
_ROLE = lazy_pattern(rb"\{[a-z][\w:.+-]*\}(?=`)")
_CLOSED = lazy_pattern(rb"\{\{[<%]\s*/\s*([\w./-]+)|\{%[-+~]?\s*end([\w-]+)")
_BLANK_LINE = lazy_pattern(rb"\n[ \t>]*\r?\n")
_CODE_NAMES = frozenset(
    b"highlight code codeblock code-block code-toggle prism mermaid katex math chem chart plantuml raw-html rawhtml"
    b" printout listing terminal console shell javascript stylesheet style script schema json css js".split()
)
_CONTROL = frozenset(
    b"if elsif elif elseif else unless case when for break continue set assign capture increment decrement block extends"
    b" macro import from call filter autoescape with cache layout".split()
)
_LONGEST = 4000
_LONGEST_COMMENT = 50_000


def read(scan: Scan, at: int) -> int:
    """Hide what begins with a brace.

    Args:
        scan: The source and the edits so far.
        at: Where a `{` stands.

    Returns:
        Where to go on: after what was hidden, else after the brace.
    """
    source = scan.source
    following = source[at + 1 : at + 2]
    if following == b"{":
        return _double(scan, at)
    if following == b"%":
        return _tag(scan, at)
    if following == b"#":
        end = scan.after(b"#}", at + 2, _LONGEST_COMMENT)
        attributes = _ATTRIBUTES.match(source, at)
        if end and not (attributes and attributes.end() <= end - 1):
            return scan.comment(at, end, at + 2, end - 2)
    if at < scan.raw_end:
        return at + 1
    attributes = _ATTRIBUTES.match(source, at)
    if attributes is not None and attributes.end() > at + 2:
        return _attributes(scan, at, attributes.end())
    role = _ROLE.match(source, at)
    if role is not None:
        return scan.hide(at, role.end(), HIDDEN)
    return at + 1


def _double(scan: Scan, at: int) -> int:
    """`{{< shortcode >}}`, `{{% shortcode %}}`, `{{/* comment */}}`, `{{ value }}`."""
    source = scan.source
    if at < scan.raw_end:
        return at + 2
    mark = source[at + 2 : at + 3]
    if mark in (b"<", b"%"):
        if source.startswith(b"/*", at + 3):  # how a shortcode is shown instead of run
            end = scan.after(b"*/" + (b">" if mark == b"<" else b"%") + b"}}", at, _LONGEST)
            return scan.hide(at, end, VALUE) if end else at + 3
        found = _SHORTCODE.match(source, at)
        end = scan.after((b">" if mark == b"<" else b"%") + b"}}", at, _LONGEST) if found else 0
        if found is None or not end or _broken(source, at, end):
            return at + 3
        closing, name = found[1], found[2]
        if name in _CODE_NAMES and not closing:
            last = re.compile(rb"\{\{[<%%]\s*/\s*%b\s*[>%%]\}\}" % re.escape(name))
            return _code(scan, at, end, last)
        return scan.hide_tag(at, end, TAG if closing or name in _closed(scan) else VALUE_TAG)
    comment = _COMMENT.match(source, at)
    if comment is not None:
        inner = scan.after(b"*/", comment.end(), _LONGEST_COMMENT)
        closing = re.compile(rb"\s*-?\}\}").match(source, inner) if inner else None
        if closing is not None:
            return scan.comment(at, closing.end(), comment.end(), inner - 2)
    triple = mark == b"{"
    end = scan.after(b"}}}" if triple else b"}}", at + 2, _LONGEST)
    if not end or end < at + 5 or _broken(source, at, end):
        return at + 2
    return scan.hide(at, end, VALUE)


def _tag(scan: Scan, at: int) -> int:
    """`{% tag %}`."""
    source = scan.source
    found = _TAG.match(source, at)
    end = scan.after(b"%}", at + 2, _LONGEST)
    if not end or _broken(source, at, end):
        return at + 2
    name = found[1] if found else b""
    if at < scan.raw_end and name not in (b"endraw", b"endverbatim"):
        return at + 2
    if name in (b"raw", b"verbatim"):
        last = scan.search(re.compile(rb"\{%%[-+~]?\s*end%b\b" % name), end)
        scan.raw_end = last.start() + 1 if last else 0
        return scan.hide(at, end, TAG)
    if name == b"comment":
        last = scan.search(re.compile(rb"\{%[-+~]?\s*endcomment\s*[-+~]?%\}"), end)
        if last:
            return scan.comment(at, last.end(), end, last.start())
    if name in _CODE_NAMES:
        last_tag = re.compile(rb"\{%%[-+~]?\s*end%b\s*[-+~]?%%\}" % re.escape(name))
        return _code(scan, at, end, last_tag)
    control = not name or name in _CONTROL or name.startswith(b"end") or name in _closed(scan)
    return scan.hide(at, end, TAG if control else VALUE_TAG)


def _code(scan: Scan, at: int, end: int, closing: re.Pattern[bytes]) -> int:
    """A pair of tags with code between them: a fenced block where each fills its line, else one mark."""
    found = scan.search(closing, end)
    if found is None:
        return scan.hide(at, end, VALUE_TAG)
    fills = scan.fills_line(at, end) and scan.fills_line(*found.span())
    if not fills:
        return scan.hide(at, found.end(), VALUE)
    for start, last in ((at, end), found.span()):
        size = last - start
        fence = min(size, 8)
        scan.edits.append(Edit(start, last, LITERAL, b"~" * fence + b" " * (size - fence)))
    return found.end()


def _attributes(scan: Scan, at: int, end: int) -> int:
    """`{#id .class}`, `{: .class}` and kramdown's `{::comment}`."""
    source = scan.source
    if source.startswith(b"{::comment}", at):
        last = scan.search(re.compile(rb"\{:/(?:comment)?\}"), end)
        if last:
            return scan.comment(at, last.end(), end, last.start())
    if source.startswith((b"{:toc", b"{: toc"), at) and not source[scan.line_start(at) : at].strip():
        line = scan.line_start(at)  # the list item above only marks the place
        before = source.rfind(b"\n", 0, max(line - 1, 0)) + 1
        if re.match(rb"[ ]{0,3}(?:[-*+]|1\.) ", source[before:line]) and not scan.covers(before):
            return scan.hide(before, end, TAG)
    return scan.hide(at, end, TAG)


def _closed(scan: Scan) -> frozenset[bytes]:
    """Names of the tags that are closed somewhere, which are pairs with text between them."""
    if scan.closed is None:
        scan.closed = frozenset(found[1] or found[2] for found in _CLOSED.finditer(scan.source))
    return scan.closed


def _broken(source: bytes, start: int, end: int) -> bool:
    """Whether an empty line stands in a range: no template tag, but two pieces of prose."""
    return _BLANK_LINE.search(source, start, end) is not None
