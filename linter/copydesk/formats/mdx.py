"""MDX in Markdown: ES modules, components, expressions in braces."""

from __future__ import annotations

import re

from copydesk.formats.masks import LITERAL, TAG, VALUE_TAG, Edit
from copydesk.formats.scan import Scan
from copydesk.lazy_pattern import lazy_pattern

_MODULE = lazy_pattern(
    rb"import\s*(?:(?:type\s+)?[\w$*{][^;'\"`<>]{0,600}?[\s}]from\s*)?['\"][^'\"\r\n]{1,300}['\"]"
    rb"|export\s*(?:\*|\{|default\s*(?:function|class|async|[({\[]|[\w$.]+\s*(?:[;(=<]|[\r\n]|\Z))"
    rb"|\s(?:const|let|var)\s+[\w${\[]|\s(?:async\s+)?function\b|\sclass\s)"
)
_TOKEN = lazy_pattern(
    rb"\"(?:\\.|[^\\\r\n\"])*+\"|'(?:\\.|[^\\\r\n'])*+'|`(?:\\.|[^\\`])*+`|(?<!:)//[^\r\n]*|/\*|[{(\[]|[)}\]]|\r?\n",
    re.DOTALL,
)
_NAME = lazy_pattern(rb"<(/?)([A-Za-z][\w.:-]*)")
_ATTRIBUTES = lazy_pattern(
    rb"(?:\s+(?:[A-Za-z_:@$][\w.:-]*(?:\s*=\s*(?:\"[^\"]{0,5000}\"|'[^']{0,5000}'|[^\s\"'=<>`{]+|(?=\{)))?)?)*+"
)
_TAG_END = lazy_pattern(rb"\s*/?>")
_NEXT_LINE = lazy_pattern(rb"[ \t]*\r?\n[ \t]*[^\s]")
_MARKDOWN = lazy_pattern(rb"\smarkdown(?:\s*=\s*[\"']?(?:1|block|span|true)\b|[\s>])")
_NEXT_TAG = lazy_pattern(rb"[ \t]*\r?\n[ \t>]*</?[A-Za-z]")
_SHORT = lazy_pattern(rb"\{[^{}\r\n\"'`]*\}")
_LONGEST = 20_000
_LONGEST_GAP = 200  # bytes of blanks between two statements
_SHOUTED_HTML = frozenset(
    b"A ABBR ACRONYM ADDRESS AREA B BASE BASEFONT BIG BLOCKQUOTE BODY BR BUTTON CAPTION CENTER CITE CODE COL DD DEL DFN"
    b" DIR DIV DL DT EM FONT FORM FRAME FRAMESET H1 H2 H3 H4 H5 H6 HEAD HR HTML I IFRAME IMG INPUT INS KBD LABEL LEGEND"
    b" LI LINK MAP MENU META NOSCRIPT OBJECT OL OPTION P PARAM PRE Q S SAMP SCRIPT SELECT SMALL SPAN STRIKE STRONG STYLE"
    b" SUB SUP TABLE TBODY TD TEXTAREA TFOOT TH THEAD TITLE TR TT U UL VAR".split()
)
_CODE_LIKE = frozenset(b"Code Kbd Samp Tt Script Style Br Img".split())


def read_module(scan: Scan, at: int) -> int:
    """Hide an `import` or `export` statement that begins a line; gives where to go on."""
    source = scan.source
    before = source[max(at - 200, 0) : at].rstrip(b" \t")
    if before.strip() and not before.endswith((b"\n\n", b"\n\r\n", b"\r\r")):
        last = scan.edits[-1].end if scan.edits else 0
        if not 0 < last <= at or at - last > _LONGEST_GAP or source[last:at].strip():
            return at + 1  # within a paragraph
    found = _MODULE.match(source, at)
    if found is None:
        return at + 1
    scan.saw_mdx = True
    end = found.end() if source.startswith(b"import", at) else at
    return scan.hide(at, _end_of_statement(scan, end), TAG)


def _end_of_statement(scan: Scan, at: int) -> int:
    """Offset after a statement: the first end of a line outside of brackets with no continued line after it."""
    depth = 0
    last = at + _LONGEST
    source = scan.source
    while True:
        token = _TOKEN.search(source, at, last)
        if token is None:
            return min(last, len(source))
        at = token.end()
        what = token[0]
        if what in (b"{", b"(", b"["):
            depth += 1
        elif what in (b"}", b")", b"]"):
            depth -= 1
        elif what == b"/*":
            at = scan.after(b"*/", at, _LONGEST) or at
        elif what.endswith(b"\n") and depth <= 0 and not source.startswith((b" ", b"\t", b")", b"}", b".", b"]"), at):
            return token.start()


def read_tag(scan: Scan, at: int) -> int:
    """Hide a component's tag, or one with braces in its attributes; gives where to go on."""
    source = scan.source
    name = _NAME.match(source, at)
    if name is None:  # a fragment
        scan.passed_braces = True
        if scan.mdx and source.startswith((b"<>", b"</>"), at):
            return scan.hide(at, source.index(b">", at) + 1, TAG)
        return at + 1
    word = name[2]
    component = word[:1].isupper() and word not in _SHOUTED_HTML and word not in _CODE_LIKE
    end, braces = _end_of_tag(scan, name.end())
    if not end or not (component or braces):
        return at + 1
    if braces:
        scan.saw_mdx = True
    line = scan.line_start(at)
    if name[1] and _NEXT_TAG.match(source, end) and source[line:at].lstrip(b" \t>").startswith(b"<"):
        return _end_line(scan, at, end)
    return scan.hide_tag(at, end, VALUE_TAG if component and source[end - 2 : end] == b"/>" else TAG)


def _end_of_tag(scan: Scan, place: int) -> tuple[int, bool]:
    """Offset after a tag whose name ends at a place, 0 if it is none, and whether attributes of it have braces."""
    source = scan.source
    braces = False
    while True:
        attributes = _ATTRIBUTES.match(source, place)
        place = attributes.end() if attributes else place
        if source[place : place + 1] != b"{":
            break
        braces = braces or (source[place - 1 : place] == b"=" and source[place : place + 2] != b"{%")
        place = _end_of_braces(scan, place)
        if place < 0:
            return 0, braces
    end = _TAG_END.match(source, place)
    return end.end() if end else 0, braces


def read_block_tag(scan: Scan, at: int) -> int:
    """Hide the tag of an HTML block in which Markdown counts; gives where to go on.

    So it is in MDX, and in an element that asks for it by `markdown="1"`.
    """
    source = scan.source
    name = _NAME.match(source, at)
    end, braces = _end_of_tag(scan, name.end()) if name else (0, False)
    if name is None or not end:
        return at + 1
    scan.saw_mdx = scan.saw_mdx or braces
    if not (scan.mdx or scan.saw_mdx or _asks_for_markdown(scan, name, end)):
        scan.passed_braces = True
        return at + 1
    line = scan.line_start(at)
    following = _NEXT_LINE.match(source, end)
    if name[1] and following and source[line:at].strip(b" \t>"):
        return _end_line(scan, at, end)
    return scan.hide(at, end, TAG)


def _end_line(scan: Scan, at: int, end: int) -> int:
    """Put an empty line in the place of an end tag that ends a line, to keep what is on the next one apart."""
    scan.edits.append(Edit(at, end, LITERAL, b"\n" + b" " * (end - at - 1)))
    return end


def _asks_for_markdown(scan: Scan, name: re.Match[bytes], end: int) -> bool:
    """Whether a tag opens or closes an element that has the attribute `markdown`; counts those in between."""
    source = scan.source
    if name[1]:
        if scan.elements and scan.elements[-1][0] == name[2]:
            return scan.elements.pop()[1]
        return False
    asks = _MARKDOWN.search(source, name.end(), end) is not None
    if asks and not scan.elements:
        line = scan.line_start(name.start())
        opens = not source[line : name.start()].strip()
        asks = opens and (not line or source.endswith((b"\n\n", b"\n\r\n"), 0, line))
    if asks or scan.elements:
        scan.elements.append((name[2], asks))
    return asks


def read_expression(scan: Scan, at: int) -> int:
    """Hide `{expression}` or `{/* comment */}`; gives where to go on."""
    source = scan.source
    comment = re.compile(rb"\{\s*/\*").match(source, at)
    if comment is not None:
        inner = scan.after(b"*/", comment.end(), _LONGEST)
        closing = re.compile(rb"\s*\}").match(source, inner) if inner else None
        if closing is not None:
            scan.saw_mdx = True
            return scan.comment(at, closing.end(), comment.end(), inner - 2)
    if not scan.mdx or at < scan.raw_end:
        scan.passed_braces = True
        return at + 1
    end = _end_of_braces(scan, at)
    if end < 0:
        return at + 1
    content = source[at + 1 : end - 1].strip()
    return scan.hide(at, end, TAG if content in (b"' '", b'" "', b"") else VALUE_TAG)


def _end_of_braces(scan: Scan, at: int) -> int:
    """Offset after the brace that closes the one at a place, -1 if none does."""
    source = scan.source
    short = _SHORT.match(source, at)
    if short is not None:
        return short.end()
    if scan.effort <= 0:
        return -1
    depth = 0
    place = at
    last = at + _LONGEST
    while True:
        token = _TOKEN.search(source, place, last)
        if token is None:
            scan.effort -= 8 * (min(last, len(source)) - at)
            return -1
        place = token.end()
        what = token[0]
        if what == b"{":
            depth += 1
        elif what == b"}":
            depth -= 1
            if depth == 0:
                return place
        elif what == b"/*":
            place = scan.after(b"*/", place, _LONGEST) or place
