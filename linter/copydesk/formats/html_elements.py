"""HTML elements: which of them begin a block, close others, or are never shown; and one open element."""

from __future__ import annotations

import re

from copydesk.lazy_pattern import lazy_pattern


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


def _words(names: str, value: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), value)


# Elements that begin and end a block, and the kind of the text in them; "" takes the kind of the element around.
BLOCKS: dict[str, str] = {
    **_words("p div section article main hgroup center form fieldset legend search summary details dialog hr", ""),
    **_words("header footer nav aside address figure ul ol dl menu dir tr tbody thead tfoot colgroup", ""),
    **_words("h1 h2 h3 h4 h5 h6", "heading"),
    **_words("li dt dd", "list-item"),
    **_words("caption figcaption", "caption"),
    **_words("pre listing xmp plaintext", "code"),
    **_words("blockquote table", "paragraph"),
    "td": "table-cell",
    "th": "table-header",
}
_CONTAINERS: dict[str, str] = {
    **{name: name for name in _names("blockquote table figure details header footer nav aside address")},
    **_words("ul ol dl menu dir", "list"),
}
_MOST_CONTAINERS = 16  # deeper ones tell a rule nothing, and would make time and memory quadratic

VOID = _names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
# Elements whose content no reader sees; annotations of ruby text are not part of the line.
NEVER_SHOWN = _names("template object applet select datalist audio video canvas progress meter rp rt rtc")
# Elements that the tokenizer gives as raw text, which is not part of the article.
RAW_TEXT = _names("script style iframe noembed noframes noscript textarea")
CODE_ELEMENTS = frozenset(("code", "kbd", "samp", "tt"))
PAGE = frozenset(("html", "head", "body"))
_SCOPES = frozenset(("td", "th", "caption", "table", "object", "applet", "template", "marquee"))
_CELLS = ("td", "th", "caption", "colgroup")
_ROWS = ("tr", *_CELLS)
_SECTIONS = ("tbody", "thead", "tfoot", *_ROWS)
# What the start tag of a table part closes, within its table.
TABLE_PARTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("td", "th"), _CELLS),
    "tr": _ROWS,
    **dict.fromkeys(("tbody", "thead", "tfoot", "caption", "colgroup"), _SECTIONS),
}
ITEMS = {"li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd")}
_TRANSPARENT = frozenset(("address", "div", "p"))  # a list item's start tag looks through these for one to close

_APART = lazy_pattern(
    r"\baria-hidden\s*=\s*[\"']?true|\bclass\s*=\s*(?P<quote>[\"'])(?:(?!(?P=quote)).)*?"
    r"(?:(?:pull-?quote|pquote|key-?points|standfirst|teaser|excerpt|caption|breadcrumbs?)|(?<![a-z])(?:deck|dek|summary|credit|quote))"
    r"(?:[-_]+(?:text|list|items?|content|body|inner|mark|box))?(?=[\s\"'])",
    re.DOTALL,
)


def set_apart(tag: str) -> str:
    """What a start tag says of text that repeats other text of the page on purpose.

    Args:
        tag: The tag in lower case.

    Returns:
        `aria-hidden`: nobody who listens to the page hears it, since they have heard it before; `display`: a class says
        that it is a deck, a pull quote, a list of key points, a teaser, a caption, a credit or the way here from the front page; or nothing.
    """
    if "aria-hidden" not in tag and "class" not in tag:
        return ""
    found = _APART.search(tag)
    return "" if found is None else "aria-hidden" if found[0].startswith("aria") else "display"


class Open:
    """An open element that may matter to what follows.

    Attributes:
        name: Its name, `h1` for all headings.
        start: Source offset of its start tag.
        kind: Kind of the text in it.
        level: Level of the heading it is or stands in.
        containers: As in `Block`.
        hidden: Whether its content is not shown.
        scope: Index of the innermost element that end tags do not reach beyond, itself included.
        table: Index of the innermost table, itself included.
        item: Index of the list item that another one would close, or -1.
        block: Index of the innermost element that inline end tags do not reach beyond, itself included.
        used: Whether a block has begun in it.
    """

    __slots__ = ("block", "containers", "hidden", "item", "kind", "level", "name", "scope", "start", "table", "used")

    def __init__(self, name: str, start: int, index: int, around: Open | None, *, hidden: bool = False) -> None:
        self.name = name
        self.start = start
        self.used = False
        self.containers: tuple[str, ...] = ()
        if around is None:
            self.kind, self.level, self.hidden = "paragraph", 0, hidden
            self.scope = self.table = self.block = 0
            self.item = -1
            return
        kind = BLOCKS.get(name)
        self.kind = kind or around.kind
        self.level = 0 if kind else around.level
        self.containers = around.containers
        container = _CONTAINERS.get(name)
        if container is not None and len(around.containers) < _MOST_CONTAINERS:
            self.containers = (*around.containers, container)
        self.hidden = hidden or around.hidden
        self.scope = index if name in _SCOPES else around.scope
        self.table = index if name in ("table", "template") else around.table
        self.block = around.block if kind is None and name not in _SCOPES else index
        if name in ITEMS:
            self.item = index
        else:
            seen_through = name in _TRANSPARENT if kind is not None else name not in _SCOPES
            self.item = around.item if seen_through else -1

    def stand_apart(self, container: str) -> None:
        """Add what `set_apart` says of its start tag."""
        if container and container not in self.containers and len(self.containers) < _MOST_CONTAINERS:
            self.containers = (*self.containers, container)
