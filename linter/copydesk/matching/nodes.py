r"""Pattern trees: what `copydesk.matching.syntax` reads and the engines' own syntax is written from.

Nodes are tuples whose first item is their name:

| node | meaning |
|---|---|
| `("text", string, fold)` | characters as they stand; `fold`: in any case |
| `("set", negated, fold, items)` | one character; items are `("range", first, last)`, `("class", one of wWsSdD)`, `("property", source)` |
| `("any", newlines)` | one character, line feeds only if `newlines` |
| `("sequence", nodes)`, `("choice", nodes)` | one after the other; the first that leads to a match |
| `("repeat", node, least, most or None, lazy)` | |
| `("group", node, key)`, `("reference", key, fold)` | capture and back-reference |
| `("mark", node, number)` | a capture that tells which alternative of a rule matched |
| `("atomic", node)`, `("look", node, ahead, negative)` | |
| `("at", place)` | `b B A z Z G`, `line-start`, `line-end` |
"""

from __future__ import annotations

from copydesk.model import CopydeskError
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeAlias

Node: TypeAlias = "tuple[Any, ...]"

EMPTY: Node = ("sequence", ())
BOUNDARY: Node = ("at", "b")


class PatternError(CopydeskError):
    """A pattern that cannot be read or compiled."""


def sequence(nodes: list[Node]) -> Node:
    """One node for several in a row."""
    return nodes[0] if len(nodes) == 1 else ("sequence", tuple(nodes))
