"""Markdown: CommonMark with tables, footnotes, strikethrough, task lists, and what sites add to it.

pyromark parses; `markdown_events` turns its events into blocks. Front matter is cut off before it, and syntax that it
does not know is hidden from it by `site_syntax`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyromark import Markdown, Options

from copydesk.formats.front_matter import split
from copydesk.formats.markdown_events import Reader
from copydesk.formats.parsed import Parsed
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)
_PARSER = Markdown(options=_OPTIONS)
# Each of these begins with one plain byte, which the search skips to at the speed of memory. Prices are no math.
_BRACKET = re.compile(rb"\[[\[!Tt_]")
_COLON = re.compile(rb":(?::|[a-z0-9_+-]+[:\[])")
_COMPONENT = re.compile(rb"<[A-Z>]")
_MATH = rb"\$(?:[^\s\d$]|\$|\d[^\s$]*[\\^_=])"
_ALIGNMENT = r"(?m)^([ \t>]{0,30}(?:[-*+] {1,3})?):(?=-+:?[ \t]*(?:\||\r?$))"  # would be taken for a definition
_EQUALS = re.compile(rb"==(?:=[!+]? |[^\s=])")
_DEFINITION = re.compile(rb":(?:(?<=\n:)|(?<=\n :)|(?<=\n  :)|(?<=\n   :))[ \t]+\S")


def parse(text: str, *, mdx: bool = False) -> Parsed:
    """Blocks of a Markdown text.

    Args:
        text: The decoded file.
        mdx: Whether the file's name says that it is MDX, in which every single brace begins an expression.
    """
    front = split(text)
    content = text[front.end :] if front.end else text
    try:
        source = text.encode()
    except UnicodeEncodeError:  # a lone surrogate, which the parser refuses
        source = text.encode("utf-8", "surrogatepass")
        content = re.sub("[\ud800-\udfff]", "\ufffd", content)
    base = len(source) - len(content.encode("utf-8", "surrogatepass")) if front.end else 0
    reader = Reader(text, source, base)
    moved = None
    if mdx or _may_have_site_syntax(source):
        from copydesk.formats.site_syntax import hide

        hidden = hide(source, base, mdx=mdx)
        if hidden is not None:
            content, moved = hidden.text, hidden.moved
            reader.hide(hidden)
            if hidden.notes is not None:
                notes = Reader(text, source, base)
                notes.hide(hidden)
                notes.containers.append("footnote")
                notes.read(_PARSER.events_with_range(hidden.notes.replace("\x00", "\x01")))
                reader.add_notes(notes.blocks)
    parser = _PARSER
    if _DEFINITION.search(source, base):
        parser = Markdown(options=_OPTIONS | Options.ENABLE_DEFINITION_LIST)
        content = _without_colons(content, reader)
    content = content.replace("\x00", "\x01")  # the parser would widen NUL
    events: Iterable[Any]
    if mdx:
        from copydesk.formats.mdx_indent import events_without_code

        events, moved = events_without_code(parser.events_with_range, content, moved)
    else:
        events = parser.events_with_range(content)
    reader.read(events if moved is None else moved.back(events))
    reader.finish()
    return Parsed(
        [*front.blocks, *reader.blocks],
        front.values,
        title=front.title,
        language=front.language,
        utf8=None if len(source) == len(text) else source,
    )


def list_ranges(text: str) -> list[tuple[int, int]]:
    """Where the lists of a Markdown text without front matter stand, nested ones too, blanks at their ends left out.

    What sites add to Markdown is not looked at.
    """
    source = text.encode("utf-8", "replace")
    found = []
    at = points = 0
    for event, place in _PARSER.events_with_range(source.decode().replace("\x00", "\x01")):
        if type(event) is dict and type(tag := event.get("Start")) is dict and "List" in tag:
            points += len(source[at : place["start"]].decode("utf-8", "replace"))
            at = place["start"]
            inner = source[at : place["end"]].decode("utf-8", "replace")
            found.append((points, points + len(inner.rstrip())))
    return found


def _without_colons(content: str, reader: Reader) -> str:
    """The text with `-` for the first colon of what looks like a table's row of alignments.

    Where it is none, the reader puts the colon back.
    """
    places: list[tuple[int, int]] = []
    at = offset = 0
    for found in re.finditer(_ALIGNMENT, content):
        offset += len(content[at : found.end(1)].encode("utf-8", "surrogatepass"))
        at = found.end(1)
        places.append((reader.base + offset, reader.base + offset + 1))
    if places:
        reader.add_literals(places)
    return re.sub(_ALIGNMENT, r"\1-", content)


def _may_have_site_syntax(source: bytes) -> bool:
    """Whether something that begins syntax which sites add stands anywhere; the cheapest questions come first."""
    return bool(
        b"{" in source
        or (b"\\" in source and (b"\\(" in source or b"\\[" in source))
        or (b"^" in source and b"^[" in source)
        or _BRACKET.search(source)
        or _COLON.search(source)
        or _COMPONENT.search(source)
        or (b"$" in source and re.search(_MATH, source))
        or b"!!! " in source
        or b"???" in source
        or _EQUALS.search(source)
        or b"*[" in source
        or b"--8<--" in source
        or b"\nimport" in source
        or b"\nexport" in source
        or source.startswith((b"import", b"export"))
        or b" markdown" in source
    )
