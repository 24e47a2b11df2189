"""Plain text: paragraphs between blank lines, hard-wrapped or one line each, indented or not.

Headings are lines in capitals, or lines with a row of marks below; lists have their usual marks. Verse keeps its lines.
Front matter, which Jekyll takes at the top of any file, is read as in other formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copydesk.document import Block
from copydesk.formats.directive_lines import may_hold_directives, split_at_directives
from copydesk.formats.front_matter import NONE, FrontMatter, split
from copydesk.formats.parsed import Parsed
from copydesk.formats.plain_lines import (
    Line,
    Page,
    is_divided,
    marker_end,
    paragraphs,
    read_page,
    sections,
    stretches,
)

_HEADING_LENGTH = 100
_HEADING_WORDS = 14
_CREDIT_LINES = 12  # lines at the top among which a byline or a dateline may stand
_FIELDS = re.compile(r"[ \t#\]}-]|[a-z_][\w.-]*[ \t]*[:=]|\[\[?[\w.-]+\]\]?[ \t]*$")


def parse(text: str) -> Parsed:
    """Blocks of a plain text.

    A paragraph ends at a blank line, a form feed, a row of marks, or where a line is indented more than those below.
    Inside such a stretch a line end is a mere wrap if the next word would not have fitted on the line, or if the
    sentence plainly runs on; else every line is a paragraph of its own. A speech that follows another one is as well.

    Returns:
        Blocks of the kinds `paragraph`, `heading` and `list-item`. A byline, a dateline and a stanza of verse have
        `byline`, `dateline` and `verse` as their container; the lines of a stanza are kept apart by newlines. The
        values of front matter come first.
    """
    front = front_matter(text)
    page = read_page(text)
    directives = may_hold_directives(text)
    blocks: list[Block] = []
    seen = 0
    for lines in stretches(text, front.end):
        for stretch, comment in split_at_directives(text, lines) if directives else ((lines, None),):
            for section, underline in sections(text, stretch):
                if underline is not None:
                    blocks.append(_heading(text, section[0], underline, 2 if blocks else 1))
                elif seen < _CREDIT_LINES:
                    blocks += _head(page, section)
                else:
                    blocks += _blocks(page, section)
                seen += len(section)
            if comment is not None:
                blocks.append(comment)
    if not text.isupper():
        _settle_headings(blocks)
    return Parsed([*front.blocks, *blocks], front.values, title=front.title, language=front.language)


def front_matter(text: str) -> FrontMatter:
    """The front matter at the top of a plain text, if each line of it is one of fields: speakers and notes between rows of marks are none."""
    if not text.startswith(("---", "+++")):
        return NONE
    front = split(text)
    lines = text[: front.end].splitlines()[1:-1]
    return front if all(_FIELDS.match(line) for line in lines if line.strip()) else NONE


def _heading(text: str, line: Line, underline: Line, level: int) -> Block:
    content = text[line.start : line.end]
    spans = (0, line.start, len(content))
    return Block("heading", content, spans, (line.start, line.end), outer=(line.start, underline.end), level=level)


def _head(page: Page, lines: list[Line]) -> Iterator[Block]:
    """Blocks of lines at the top of the text, where bylines and datelines stand."""
    from copydesk.text.bylines import LONGEST, is_byline, is_dateline

    rest: list[Line] = []
    for number, line in enumerate(lines[:_CREDIT_LINES]):
        content = page.text[line.start : line.end] if line.end - line.start <= LONGEST else ""
        mark = "byline" if is_byline(content) else "dateline" if is_dateline(content) else ""
        # Within a paragraph a line may look like one by chance.
        if mark and (number == 0 or not _runs_into(page.text, lines[number - 1], line)):
            if rest:
                yield from _blocks(page, rest)
                rest = []
            yield _block(page.text, [line], mark)
        else:
            rest.append(line)
    rest += lines[_CREDIT_LINES:]
    if rest:
        yield from _blocks(page, rest)


def _runs_into(text: str, before: Line, line: Line) -> bool:
    return text[before.end - 1] in ",;-" or text[line.start].islower()


def _blocks(page: Page, lines: list[Line]) -> Iterator[Block]:
    """Blocks of the lines of a section."""
    for paragraph, verse in paragraphs(page, lines):
        yield _block(page.text, paragraph, "verse" if verse else "")


def _block(text: str, lines: Sequence[Line], mark: str = "") -> Block:
    """One block of one or more lines; line ends between them are read as a space, or as they are in verse."""
    outer = lines[0].start, lines[-1].end
    marker = marker_end(text, lines[0]) if not mark else 0
    if marker:
        lines = [lines[0]._replace(start=marker), *lines[1:]]
    first, last, _ = lines[0]
    spans: list[int] = [0, first, last - first]
    pieces: list[str] = [text[first:last]]
    soft_breaks: list[int] = []
    visible = last - first
    glue = "\n" if mark == "verse" else " "
    for start, end, _ in lines[1:]:
        if glue == "\n" or not is_divided(text, last, start):
            soft_breaks.append(visible)
            spans += (visible, last, start - last)
            pieces.append(glue)
            visible += 1
        spans += (visible, start, end - start)
        pieces.append(text[start:end])
        visible += end - start
        last = end
    return Block(
        "list-item" if marker else "paragraph",
        "".join(pieces),
        spans,
        (lines[0].start, lines[-1].end),
        outer=outer,
        containers=("list",) if marker else (mark,) if mark else (),
        soft_breaks=soft_breaks,
    )


def _settle_headings(blocks: list[Block]) -> None:
    """Make headings of short lines in capitals that stand above text with small letters."""
    following: Block | None = None
    for number in range(len(blocks) - 1, -1, -1):
        block = blocks[number]
        if (
            following is not None
            and block.kind == "paragraph"
            and not block.containers
            and not block.soft_breaks
            and block.text.isupper()
            and not following.text.isupper()
            and _is_heading(block.text)
        ):
            block.kind = "heading"
            block.level = 1 if number == 0 else 2
        following = block


def _is_heading(text: str) -> bool:
    if len(text) > _HEADING_LENGTH or text[-1] in ".,;:…" or text[0] in "\"“„«‘'":
        return False
    return text.count(" ") < _HEADING_WORDS and sum(map(str.isalpha, text)) >= 3
