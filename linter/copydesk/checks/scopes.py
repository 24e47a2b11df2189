"""Scopes: which parts of an article a rule looks at, in Vale's selector language.

A scope is a set of names joined by dots, such as `heading.h1`; it fits a part of the article if that part has all of
these names. `A & ~B` asks for A and forbids B; several scopes in a list are alternatives. The parts and their names:

| names | part |
|---|---|
| `text` | a paragraph |
| `paragraph` | the same, asked for by name |
| `sentence` | each sentence of a paragraph |
| `text.heading.h1` … `h6` | a heading |
| `text.list`, `text.blockquote` | an item of a list or a footnote; a paragraph in a block quote |
| `text.table.header`, `.cell`, `.caption` | |
| `text.figure.caption`, `text.attr.alt` | the caption of a figure; the alternative text of an image |
| `text.frontmatter.FIELD` | a field of the front matter |
| `summary` | all paragraphs, list items and block quotes as one text |
| `raw` | the whole source, markup and code included |

All but `attr.alt` carry the file's suffix as a further name, so `text.md` fits what is text in `.md` files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.document import Block
from copydesk.model import CopydeskError

NAMES = (
    *("text", "paragraph", "sentence", "heading", "list", "blockquote", "table", "figure"),
    *("attr", "alt", "title", "frontmatter", "summary", "raw", "comment"),
)
GONE = frozenset({"code", "link", "strong", "emphasis"})
"""Scopes of old versions; their own error says what to use."""

Selector = tuple[frozenset[str], tuple[frozenset[str], ...]]
"""Names a part must have, and sets of names of which it must have none in full."""


class ScopeError(CopydeskError):
    """A scope that does not exist."""


def selectors(scope: Iterable[str]) -> tuple[Selector, ...]:
    """Read the scopes of a rule; a part fits if any of them fits.

    Raises:
        ScopeError: A scope that does not exist or no longer exists.
    """
    found = []
    for entry in scope:
        wanted: frozenset[str] = frozenset()
        forbidden = []
        for term in entry.split("&"):
            names = _names(term.strip().removeprefix("~"), entry)
            if term.strip().startswith("~"):
                forbidden.append(names)
            else:
                wanted |= names
        found.append((wanted, tuple(forbidden)))
    return tuple(found)


def _names(term: str, entry: str) -> frozenset[str]:
    names = [name.strip() for name in term.split(".")]
    if names[0] in GONE:
        raise ScopeError(f"the scope {names[0]!r} is no longer supported; use 'raw' instead")
    if names[0] not in NAMES:
        from difflib import get_close_matches

        near = get_close_matches(names[0], NAMES, 1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; it begins with one of {', '.join(NAMES)}"
        raise ScopeError(f"{entry!r} is no valid scope{hint}")
    return frozenset(names)


def fits(names: frozenset[str], wanted: Sequence[Selector]) -> bool:
    """Whether a part with these names is in one of the scopes.

    What is forbidden never admits the whole source or the summary: these hold everything.
    """
    sized = "raw" in names or "summary" in names
    for required, forbidden in wanted:
        if required <= names and not (sized and forbidden) and not any(f <= names for f in forbidden):
            return True
    return False


def mentions(wanted: Sequence[Selector], name: str) -> bool:
    """Whether a scope asks for a name."""
    return any(name in required for required, _ in wanted)


def suffix_of(path: str, format: str) -> str:  # noqa: A002 - the word users know it by
    """The suffix of a path without its dot; the usual one of the format where there is none."""
    name = path.rsplit("/", 1)[-1]
    dot = name.rfind(".")
    if dot > 0:
        return name[dot + 1 :]
    return {"markdown": "md", "html": "html"}.get(format, "txt")


def names_of(block: Block, suffix: str, format: str) -> tuple[str, ...] | None:  # noqa: A002 - as above
    """The names of a block; None for what is never read: code and comments.

    The outermost list or block quote decides, as it does in Vale.
    """
    kind = block.kind
    if kind in ("code", "comment"):
        return None
    if kind == "alt":
        return ("text", "attr", "alt")
    if kind == "front-matter":
        return ("text", "frontmatter", *(block.field.split(".") if block.field else ()), suffix)
    if format == "text":
        return ("text", "paragraph", suffix)
    for container in block.containers:
        if container == "blockquote":
            return ("text", "blockquote", suffix)
        if container in ("list", "footnote"):
            return ("text", "list", suffix)
    if kind == "heading":
        return ("text", "heading", f"h{block.level}", suffix)
    if kind == "list-item":
        return ("text", "list", suffix)
    if kind == "table-header":
        return ("text", "table", "header", suffix)
    if kind == "table-cell":
        return ("text", "table", "cell", suffix)
    if kind == "caption":
        return ("text", "table" if "table" in block.containers else "figure", "caption", suffix)
    return ("text", "paragraph", suffix)
