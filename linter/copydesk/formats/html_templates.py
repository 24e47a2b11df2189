"""Template tags in HTML: Liquid, Jinja, Nunjucks and Twig; Go's; Handlebars.

Only a file that is plainly a template is read so. In a page that is published, a `{{ name }}` is a mistake to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.document import CODE, Block
from copydesk.formats import templates
from copydesk.formats.masks import COMMENT, LITERAL, PLACEHOLDER, VALUE, Edit, Marks, placed
from copydesk.formats.scan import Scan
from copydesk.typed import NamedTuple

_TEMPLATE = re.compile(
    r"\{%[-+~]?\s*[a-z]\w*[^{}\r\n]{0,200}%\}"
    r"|\{\{-?\s*/\*"
    r"|\{\{[-~]?\s*(?:(?:if|else|end|range|with|define|template|block|partial)\b|[#/>][\w ])[^{}\r\n]{0,200}\}\}"
)
_OPENING = re.compile(rb"\{(?:\{|%|#[\s-])")


class Hidden(NamedTuple):
    """A page without its template tags.

    Attributes:
        text: As long as the original.
        marks: What its placeholders stand for.
        comments: Comments of the template.
    """

    text: str
    marks: Marks
    comments: list[Block]

    def restore(
        self, blocks: Sequence[Block], title: Block | None, metadata: dict[str, str]
    ) -> tuple[list[Block], Block | None, dict[str, str]]:
        """Blocks, the one of `<title>` and metadata with nothing hidden in them; what a template fills in is left out.

        Args:
            blocks: As read from `text`.
            title: One of them, or None.
            metadata: As read from `text`.
        """
        found: list[Block] = list(self.comments)
        new_title = None
        for block in blocks:
            block_now = block
            if self.marks.in_text(block.text, block.code):
                block_now = placed(block, 0, self.marks)
                if block.kind != "code" and not block_now.text.strip(CODE + " \n"):
                    continue
            found.append(block_now)
            if block is title:
                new_title = block_now
        found.sort(key=lambda block: block.start)
        return found, new_title, {key: value for key, value in metadata.items() if PLACEHOLDER not in value}


def hide(text: str, start: int) -> Hidden | None:
    """Hide the template tags of a page.

    Args:
        text: The whole file.
        start: Where its body begins; what has front matter is a template.

    Returns:
        None if it is none.
    """
    if not start and not _TEMPLATE.search(text):
        return None
    body = text[start:].encode("utf-8", "surrogatepass")
    edits = _edits(body)
    parts = [text[:start]]
    found: dict[int, tuple[int, int]] = {}
    comments: list[Block] = []
    at = 0
    point = start

    def decode(first: int, last: int) -> str:
        return body[first:last].decode("utf-8", "surrogatepass")

    for edit in edits:
        before, own = decode(at, edit.start), decode(edit.start, edit.end)
        point += len(before)
        found[point] = point + len(own), edit.kind
        parts += [before, PLACEHOLDER, "x" * (len(own) - 1)]
        if edit.kind == COMMENT:
            content = decode(*edit.inner)
            first = point + len(decode(edit.start, edit.inner[0])) + len(content) - len(content.lstrip())
            content = content.strip()
            extent = first, first + len(content)
            comments.append(
                Block("comment", content, (0, first, len(content)), extent, outer=(point, point + len(own)))
            )
        point += len(own)
        at = edit.end
    parts.append(decode(at, len(body)))
    return Hidden("".join(parts), Marks(text, found), comments)


def _edits(body: bytes) -> list[Edit]:
    """What is to be hidden, in order; a pair of tags with code between them as one."""
    scan = Scan(body, mdx=False)
    opening = _OPENING.search(body)
    while opening:
        opening = _OPENING.search(body, templates.read(scan, opening.start()))
    edits: list[Edit] = []
    opened: Edit | None = None
    for edit in scan.edits:
        if edit.kind != LITERAL:
            edits.append(edit)
        elif opened is None:
            opened = edit
        else:
            edits.append(Edit(opened.start, edit.end, VALUE))
            opened = None
    return edits
