"""Visible text of rendered HTML, block by block, read with the standard library: what our own reading is held against."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "body",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_NEVER_SHOWN = frozenset({"script", "style", "title", "template", "iframe", "noscript", "head"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.open: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag, _attributes):
        if tag in _NEVER_SHOWN:
            self.hidden += 1
        elif tag in _BLOCKS:
            self.end_block()
        elif tag == "br":
            self.open.append(" ")

    def handle_endtag(self, tag):
        if tag in _NEVER_SHOWN:
            self.hidden = max(self.hidden - 1, 0)
        elif tag in _BLOCKS:
            self.end_block()

    def handle_data(self, data):
        if not self.hidden:
            self.open.append(data)

    def end_block(self) -> None:
        text = " ".join("".join(self.open).split())
        if text:
            self.blocks.append(text)
        self.open.clear()


def rendered_text(html: str) -> list[str]:
    """Texts of the blocks, white space folded."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks
