"""Syntax that sites add to Markdown, found before the parser reads it and hidden from it.

CommonMark and GitHub know nothing of MDX, shortcodes, template tags, directives, admonitions, wiki links or math, and
take them for prose. Here they are found outside of code; `masks` puts neutral bytes in their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from copydesk.document import Block
from copydesk.formats import block_syntax, inline_syntax, templates
from copydesk.formats.code_regions import escaped
from copydesk.formats.masks import BLOCK_NAMES, COMMENT, LITERAL, NOTE, Edit, Marks, apply
from copydesk.formats.mdx import read_block_tag, read_expression, read_module, read_tag
from copydesk.formats.mdx_indent import Moved, dedent
from copydesk.formats.scan import Scan
from copydesk.lazy_pattern import lazy_pattern
from copydesk.typed import NamedTuple

_BLOCK_TAG = lazy_pattern(rb"</?%b" % BLOCK_NAMES)
_RAW = lazy_pattern(rb"<(script|style|pre|textarea)\b", re.IGNORECASE)


class Hidden(NamedTuple):
    """A Markdown text for the parser, and what it does not show.

    Attributes:
        text: As many bytes of UTF-8 as the original's body has.
        marks: What its placeholders stand for.
        titles: Where headings stand that are titles of admonitions and the like.
        admonitions: Where lists begin that are admonitions.
        asides: Comments, and attributes of tags that are shown, with the offsets where they begin.
        notes: A text of the same size that holds the inline footnotes alone, each a paragraph; None without any.
        moved: Which lines of `text` stand further left than in the original; None where none does.
    """

    text: str
    marks: Marks
    titles: frozenset[int]
    admonitions: frozenset[int]
    asides: list[tuple[int, Block]]
    notes: str | None
    moved: Moved | None


def hide(source: bytes, base: int, *, mdx: bool) -> Hidden | None:
    """Hide the syntax that sites add.

    Args:
        source: The whole file as UTF-8.
        base: Where its body begins, after the front matter.
        mdx: See `find`.

    Returns:
        None where there is nothing to hide. All offsets are bytes of `source`.
    """
    body = source[base:] if base else source
    scan = find(body, mdx_file=mdx)
    edits, mdx = scan.edits, scan.mdx
    if not edits:
        return None
    masked, marks = apply(source, base, edits, mdx=mdx)
    moved = None
    if mdx:
        masked, moved = dedent(masked, body, edits)
    literals = [(edit.start + base, edit.raw) for edit in edits if edit.kind == LITERAL and b"#" in edit.raw]
    return Hidden(
        _decode(masked),
        marks,
        frozenset(start + raw.index(b"#") for start, raw in literals),
        frozenset(start for start, raw in literals if raw.startswith(b"+")),
        _asides(source, scan, base),
        _notes(body, edits),
        moved,
    )


def _decode(source: bytes) -> str:
    """The text for the parser, which refuses lone surrogates."""
    try:
        return source.decode()
    except UnicodeDecodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", source.decode("utf-8", "surrogatepass"))


def _asides(source: bytes, scan: Scan, base: int) -> list[tuple[int, Block]]:
    found = [(edit.start + base, _comment(source, edit, base)) for edit in scan.edits if edit.kind == COMMENT]
    for start, end, kind, (first, last) in scan.shown:
        content = source[first + base : last + base]
        lead = len(content) - len(content.lstrip())
        content = content.strip()
        extent = first + base + lead, first + base + lead + len(content)
        if content:
            text = content.decode("utf-8", "surrogatepass")
            block = Block(kind, text, (0, extent[0], len(content)), extent, outer=(start + base, end + base))
            found.append((start + base, block))
    return sorted(found, key=lambda aside: aside[0]) if scan.shown else found


def _comment(source: bytes, edit: Edit, base: int) -> Block:
    first, last = edit.inner[0] + base, edit.inner[1] + base
    content = source[first:last]
    first += len(content) - len(content.lstrip())
    content = content.strip()
    extent = first, first + len(content)
    text = content.decode("utf-8", "surrogatepass")
    return Block("comment", text, (0, first, len(content)), extent, outer=(edit.start + base, edit.end + base))


def _notes(source: bytes, edits: list[Edit]) -> str | None:
    """The inline footnotes alone, with line ends between them."""
    parts = []
    at = 0
    for edit in edits:
        if edit.kind == NOTE:
            first, last = edit.inner
            parts += [b"\n" * (first - at), source[first:last]]
            at = last
    return _decode(b"".join(parts)) if parts else None


def find(source: bytes, *, mdx_file: bool) -> Scan:
    """What is to be hidden from a Markdown parser.

    Args:
        source: UTF-8, without front matter.
        mdx_file: Whether the file's name says that it is MDX. In other files a single brace begins an expression only
            where something else shows that they are MDX, whatever they are called.

    Returns:
        The scan with its edits in order, none within another, and with whether the file is MDX.
    """
    scan = _scan(source, mdx=mdx_file)
    if scan.saw_mdx and scan.passed_braces:  # seen too late
        scan = _scan(source, mdx=True)
    return scan


def _scan(source: bytes, *, mdx: bool) -> Scan:
    """Go from opening to opening; what one of them hides, or code, is skipped."""
    scan = Scan(source, mdx=mdx)
    none = len(source)
    searches: list[tuple[Callable[[int], int], Callable[[Scan, int], int]]] = []
    places: list[int] = []
    for opening, reader in _READERS:
        search = _search(source, opening)
        place = search(0)
        if place < none:
            searches.append((search, reader))
            places.append(place)
    at = read_module(scan, 0) if source.startswith((b"import", b"export")) else 0
    if at:
        places = [place if place >= at else search(at) for place, (search, _) in zip(places, searches, strict=True)]
    while places and (start := min(places)) < none:
        reader = searches[places.index(start)][1]
        if reader is _read_fence:
            at = _read_fence(scan, start)
        else:
            at = scan.code.span_end(start)
            if at == start:
                at = start + 1 if escaped(source, start) else reader(scan, start)
                scan.mdx = scan.mdx or scan.saw_mdx
        for number, place in enumerate(places):
            if place < at:
                places[number] = searches[number][0](at)
    return scan


def _search(source: bytes, opening: bytes | re.Pattern[bytes]) -> Callable[[int], int]:
    """A search for an opening: gives its next place, the length of the source if there is none."""
    none = len(source)
    if isinstance(opening, bytes):
        find = source.find
        return lambda at: place if (place := find(opening, at)) >= 0 else none
    search = opening.search
    return lambda at: found.start() if (found := search(source, at)) else none


def _read_fence(scan: Scan, at: int) -> int:
    end = scan.code.fence_end(scan.line_start(at), at)
    if end > at:
        return end
    run = re.compile(rb"`+|~+").match(scan.source, at)
    return run.end() if run else at + 1


def _read_equals(scan: Scan, at: int) -> int:
    if scan.source.startswith(b"===", at):
        return block_syntax.read_admonition(scan, at)
    return inline_syntax.read_highlight(scan, at)


def _read_module(scan: Scan, at: int) -> int:
    return read_module(scan, at + 1)


def _read_bracket(scan: Scan, at: int) -> int:
    if scan.source.startswith(b"[[", at):
        return inline_syntax.read_wiki_link(scan, at)
    if scan.source.startswith(b"[!", at):
        return block_syntax.read_alert(scan, at)
    return block_syntax.read_line(scan, at)


def _read_colon(scan: Scan, at: int) -> int:
    if scan.source.startswith(b"::", at):
        return block_syntax.read_directive(scan, at)
    return inline_syntax.read_colon(scan, at)


def _read_brace(scan: Scan, at: int) -> int:
    if scan.source.startswith(b"=", at - 1):
        tag = scan.source.rfind(b"<", max(at - 1000, scan.edits[-1].end if scan.edits else 0), at)
        end = read_tag(scan, tag) if tag >= 0 and scan.source[tag + 1 : tag + 2].islower() else 0
        if end > at:
            return end
    if scan.source.startswith((b"{{", b"{%"), at):
        return templates.read(scan, at)
    end = read_expression(scan, at) if scan.source.startswith((b"{/", b"{ /"), at) else at + 1
    end = templates.read(scan, at) if end == at + 1 else end
    return read_expression(scan, at) if end == at + 1 else end


def _read_angle(scan: Scan, at: int) -> int:
    source = scan.source
    if source.startswith(b"<!--", at):
        return scan.after(b"-->", at + 4, len(source)) or at + 4
    raw = _RAW.match(source, at)
    if raw is None:
        return read_block_tag(scan, at) if _BLOCK_TAG.match(source, at) else read_tag(scan, at)
    closing = scan.search(re.compile(rb"(?i)</%b\b" % raw[1].lower()), raw.end())
    return closing.end() if closing else raw.end()


# Each begins with one plain byte, which the search skips to at the speed of memory.
_READERS: tuple[tuple[bytes | re.Pattern[bytes], Callable[[Scan, int], int]], ...] = (
    (lazy_pattern(rb"```"), _read_fence),
    (lazy_pattern(rb"~~~"), _read_fence),
    (lazy_pattern(rb"<(?:!--|/?[A-Z>]|(?:script|style|pre|textarea)\b|/?%b)" % BLOCK_NAMES), _read_angle),
    (b"{", _read_brace),
    (b"$", inline_syntax.read_dollar),
    (lazy_pattern(rb"\[(?:\[|!|TOC\]|toc\]|_TOC_\])"), _read_bracket),
    (lazy_pattern(rb"\\\\?[(\[]"), inline_syntax.read_backslash),
    (lazy_pattern(rb"\^\["), inline_syntax.read_note),
    (lazy_pattern(rb"\*\[[^\]\r\n]{1,200}\]:"), block_syntax.read_line),
    (lazy_pattern(rb":(?:::|(?<![^\r\n]:):|[a-z0-9_+-]{1,50}[:\[])"), _read_colon),
    (lazy_pattern(rb"!!! "), block_syntax.read_admonition),
    (lazy_pattern(rb"\?\?\?\+? "), block_syntax.read_admonition),
    (lazy_pattern(rb"==(?:=[!+]? \"|[^\s=])"), _read_equals),
    (lazy_pattern(rb"--8<--"), block_syntax.read_line),
    (lazy_pattern(rb"\n(?:import|export)\b"), _read_module),
)
