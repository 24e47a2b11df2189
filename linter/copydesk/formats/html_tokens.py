"""HTML tokens with exact places: tags, text, comments, by the tokenizer rules of the HTML standard (section 13.2.5).

Written on `re` instead of taken from a package, by measurement (one core, CPU time; 5.0 MB of manual pages, 4.5 MB of
articles):

| tokenizer | MB/s | import | places |
|---|---|---|---|
| this module | 48, 54 | 1 ms | code points of the source |
| turbohtml 1.15 | 101, 100 | 63 ms | line and column, to be converted, line ends already folded |
| tree-sitter-html 0.23 | 9, 12 | 29 ms | bytes; its grammar mends broken markup in its own way, not as browsers do |

A page of 30 KB takes 0.6 ms here, so an import of 29 or 63 ms is never earned back before some megabytes, and building
the blocks takes longer than either tokenizer.
Every step moves forward over the text and nothing is read again: an unfinished tag, comment or script takes what is
left of the text, as in a browser, so the time is linear in the length of any input.

Another tokenizer can take this one's place by offering `tokens` and `attributes`; the rest is plain string work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.lazy_pattern import lazy_pattern

TEXT, START, END, COMMENT, RAW, FOREIGN = range(6)
"""Kinds of token: text in which character references count, start tag, end tag, comment, text without character
references (script, style ...), a whole `<svg>` or `<math>` with all it holds."""

SPACE = r" \t\n\f\r"
"""What HTML takes for white space, to be put into a character class of a pattern."""

REFERENCE = r"&(?:#(?:[xX][0-9a-fA-F]++|[0-9]++);?|[a-zA-Z][a-zA-Z0-9]{1,31}+;?)"
"""Pattern of what may be a character reference; `resolve` tells whether it is one."""


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VALUE = rf"""(?:"[^"]*+"?|'[^']*+'?|[^{SPACE}>"'][^{SPACE}>]*+)"""
_NAME = rf"[^{SPACE}/>][^{SPACE}/>=]*+"
_ATTRIBUTES = rf"(?:[{SPACE}/]++|{_NAME}(?:[{SPACE}]*+=[{SPACE}]*+{_VALUE}?+)?+)*+"
_MARKUP = lazy_pattern(rf"<(?:(/?)([a-zA-Z][^{SPACE}/>]*+){_ATTRIBUTES}(>?)|!--|[!?]|/(?=[^a-zA-Z]))")

_RAW = _names("script style xmp iframe noembed noframes noscript plaintext")
_ESCAPABLE_RAW = frozenset(("title", "textarea"))

_COMMON_REFERENCES = {
    "amp;": "&",
    "lt;": "<",
    "gt;": ">",
    "quot;": '"',
    "apos;": "'",
    "nbsp;": "\xa0",
    "lsquo;": "‘",
    "rsquo;": "’",
    "ldquo;": "“",
    "rdquo;": "”",
    "ndash;": "–",
    "mdash;": "—",
    "hellip;": "…",
}
_LONGEST_LEGACY = 6  # characters in the longest name that counts without a semicolon

# Breaks out of <svg> and <math>: the standard's list of HTML elements that end foreign content.
_BREAKOUT = _names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
# Elements of SVG and MathML in which HTML may stand.
_INTEGRATION = _names("foreignobject desc title annotation-xml mi mo mn ms mtext")


def tokens(text: str, start: int, end: int) -> Iterator[tuple[int, str, int, int]]:
    """Cut a piece of HTML into tokens.

    Args:
        text: The source.
        start: Offset to begin at.
        end: Offset that counts as the end of the file.

    Yields:
        Kind, name in lower case ("" for text and comments), start and end, in order and without overlap. What lies
        between two tokens (doctype, processing instruction, CDATA mark, unfinished tag) is not shown by a browser.
        White space and line ends are as in the source.
    """
    search = _MARKUP.search
    at = start
    while at < end:
        match = search(text, at, end)
        if match is None:
            break
        first = match.start()
        if first > at:
            yield TEXT, "", at, first
        at = match.end()
        closing, name, closed = match.groups()
        if name:
            if not closed:
                return
            name = name.lower()
            if closing:
                yield END, name, first, at
            elif name in ("svg", "math"):
                at = _foreign_end(text, name, at, end)
                yield FOREIGN, name, first, at
            else:
                yield START, name, first, at
                if name in _RAW or name in _ESCAPABLE_RAW:
                    stop = _raw_end(text, name, at, end)
                    if stop > at:
                        yield RAW if name in _RAW else TEXT, name, at, stop
                    at = stop
        elif at - first == 4:
            at = _comment_end(text, at, end)
            yield COMMENT, "", first, at
        else:
            at = text.find(">", at, end) + 1 or end
    if at < end:
        yield TEXT, "", at, end


def comment_range(text: str, start: int, end: int) -> tuple[int, int]:
    """Range of a comment's content, its marks and blanks at both ends left out.

    Args:
        text: The source.
        start: Offset of the comment.
        end: Offset after it.
    """
    inner = start + 4
    content = text[inner:end]
    # `<!-->` and `<!--->` are whole comments.
    content = "" if content in (">", "->") else content.removesuffix("--!>").removesuffix("-->")
    first = inner + len(content) - len(content.lstrip())
    return first, max(first, inner + len(content.rstrip()))


def attributes(text: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """Where the values of a start tag's attributes stand.

    Args:
        text: The source.
        start: Offset of the tag.
        end: Offset after it.

    Returns:
        Range of the value, quotation marks left out, by name in lower case; the first counts where a name comes twice.
        An attribute without a value has an empty range.
    """
    name_end = re.compile(rf"[{SPACE}/>]").search(text, start, end)
    found: dict[str, tuple[int, int]] = {}
    if name_end is not None:
        pattern = re.compile(rf"({_NAME})(?:[{SPACE}]*+=[{SPACE}]*+({_VALUE})?)?+")
        for match in pattern.finditer(text, name_end.start(), end - 1):
            first, last = match.span(2) if match[2] else (match.end(), match.end())
            if first < last and text[first] in "\"'":
                quote = text[first]
                first += 1
                last -= last > first and text[last - 1] == quote
            found.setdefault(match[1].lower(), (first, last))
    return found


def resolve(reference: str, *, after: str | None = None) -> tuple[str, int]:
    """What a character reference stands for.

    Args:
        reference: What `REFERENCE` matched.
        after: In an attribute, the character after the reference ("" at the end), else None; in an attribute a name
            without a semicolon does not count before a letter, a digit or an equals sign.

    Returns:
        The characters, and how many of `reference` they take; `("", 0)` where it is plain text.
    """
    if reference[1] == "#":
        return _numeric(reference), len(reference)
    name = reference[1:]
    common = _COMMON_REFERENCES.get(name)
    if common is not None:
        return common, len(reference)
    from html.entities import html5

    if name.endswith(";") and name in html5:
        return html5[name], len(reference)
    for length in range(min(_LONGEST_LEGACY, len(name)), 1, -1):
        if name[:length] in html5 and name[length - 1] != ";":
            following = name[length : length + 1] or after
            if after is not None and following and (following == "=" or following.isalnum()):
                break
            return html5[name[:length]], length + 1
    return "", 0


def attribute_value(text: str, start: int, end: int) -> str:
    """An attribute's value with its character references resolved.

    Args:
        text: The source.
        start: Offset of the value.
        end: Offset after it.
    """
    raw = text[start:end]
    if "&" not in raw:
        return raw

    def character(match: re.Match[str]) -> str:
        found, length = resolve(match[0], after=raw[match.end() : match.end() + 1])
        return found + match[0][length:]

    return re.sub(REFERENCE, character, raw)


def _numeric(reference: str) -> str:
    digits = reference[2:].rstrip(";")
    base = 10
    if digits[0] in "xX":
        base = 16
        digits = digits[1:]
    digits = digits.lstrip("0")
    code = int(digits or "0", base) if len(digits) < 8 else 0
    if 0x80 <= code <= 0x9F:  # what such pages mean is Windows-1252
        return bytes((code,)).decode("cp1252", "ignore") or chr(code)
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return chr(code)


def _comment_end(text: str, at: int, end: int) -> int:
    """Offset after the comment whose content begins at `at`."""
    for early in (">", "->"):
        if text.startswith(early, at, end):
            return at + len(early)
    found = re.compile("--!?>").search(text, at, end)
    return found.end() if found else end


def _raw_end(text: str, name: str, at: int, end: int) -> int:
    """Offset of the end tag of an element in which no other tag counts."""
    if name == "plaintext":
        return end
    if name == "script":
        return _script_end(text, at, end)
    found = re.compile(rf"</{name}(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII).search(text, at, end)
    return found.start() if found else end


def _script_end(text: str, at: int, end: int) -> int:
    """As `_raw_end`: in a script's `<!-- <script> --> ` the end tag of the inner script does not count."""
    marks = re.compile(rf"<!--(-*+>)?|-->|<(/?)script(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)
    escaped = twice = False
    for mark in marks.finditer(text, at, end):
        if mark[0].startswith("<!"):
            escaped = escaped or not mark[1]
        elif mark[0] == "-->":
            escaped = twice = False
        elif not mark[2]:
            twice = escaped
        elif twice:
            twice = False
        else:
            return mark.start()
    return end


def _foreign_end(text: str, root: str, at: int, end: int) -> int:
    """Offset after an `<svg>` or `<math>` whose start tag ends at `at`; HTML that cannot stand in it ends it."""
    if text.startswith("/>", at - 2):
        return at
    depth = 1
    html = 0  # how many elements are open in which HTML may stand
    while at < end:
        match = _MARKUP.search(text, at, end)
        if match is None:
            return end
        first, at = match.span()
        closing, name, closed = match.groups()
        if not name:
            if at - first == 4:
                at = _comment_end(text, at, end)
            elif text.startswith("<![CDATA[", first) and not html:
                at = text.find("]]>", at, end) + 3
                at = at if at > 2 else end
            else:
                at = text.find(">", at, end) + 1 or end
            continue
        if not closed:
            return end
        name = name.lower()
        step = -1 if closing else int(not text.startswith("/>", at - 2))
        if name == root:
            depth += step
            if depth == 0:
                return at
        elif name in _INTEGRATION:
            html = max(0, html + step)
        elif not html and name in _BREAKOUT:
            return first
    return end
