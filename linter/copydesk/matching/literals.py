"""What plain strings a pattern matches, or cannot do without.

A pattern that stands for a few plain strings is matched by the automaton alone and never compiled. For any other, the
strings that every match must hold tell where it is worth running: none of them in a text, no match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from copydesk.matching.nodes import Node
from copydesk.matching.texts import fold, is_word
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

Variant = tuple[bool, str, bool, bool | None]
"""Word boundary at the start; the string; word boundary at the end; whether in any case, None if it has no case."""

_MOST_VARIANTS = 64
_MOST_REQUIRED = 24
_MOST_SET = 8
_SELECTIVE = 3
_COMMON = " .,'\"’-\t\n"


def variants(node: Node) -> list[Variant] | None:
    """All strings the node stands for, in the order a backtracking engine tries them.

    Returns:
        The strings; None where they are too many, endless, or depend on what stands around them.
    """
    name = node[0]
    found: list[Variant] | None
    if name == "text":
        found = [cased(node[1], fold_case=node[2])]
    elif name == "set":
        characters = _characters(node)
        found = None if characters is None else [cased(c, fold_case=node[2]) for c in characters]
    elif name == "sequence":
        found = [(False, "", False, None)]
        for part in node[1]:
            found = _product(found, variants(part))
            if found is None:
                break
    elif name == "choice":
        found = []
        for part in node[1]:
            more = variants(part)
            if more is None:
                return None
            found += more
    elif name == "repeat":
        found = _repeated(variants(node[1]), *node[2:])
    elif name in ("group", "mark"):
        found = variants(node[1])
    elif node == ("at", "b"):
        found = [(True, "", True, None)]
    else:
        found = None
    return found if found is not None and len(found) <= _MOST_VARIANTS else None


def required(node: Node) -> frozenset[str] | None:
    """Strings in lower case of which every match holds at least one.

    Returns:
        The most telling such set that is easy to see; None if there is none.
    """
    name = node[0]
    if name in ("group", "mark", "atomic"):
        return required(node[1])
    if name == "choice":
        found: frozenset[str] = frozenset()
        for part in node[1]:
            one = required(part)
            if one is None:
                return None
            found |= one
        return found
    if name == "repeat":
        if node[2] == 0:
            return None
        exact = _exact(node)
        return _telling(exact) if exact else required(node[1])
    if name in ("text", "set"):
        return _telling(_exact(node))
    if name == "sequence":
        return _required_of_sequence(node[1])
    return None


def selective(literal: str) -> bool:
    """Whether a string is rare enough in prose to be worth looking for first."""
    if len(literal.strip()) >= _SELECTIVE:
        return True
    return any(not is_word(c) and c not in _COMMON for c in literal)


def _required_of_sequence(parts: Iterable[Node]) -> frozenset[str] | None:
    best: frozenset[str] | None = None
    run = [""]
    for part in parts:
        exact = _exact(part)
        if exact is not None and len(run) * len(exact) <= _MOST_REQUIRED:
            run = [before + after for before in run for after in exact]
            continue
        best = _better(best, _telling(run))
        run = exact if exact is not None and len(exact) <= _MOST_REQUIRED else [""]
        if exact is None:
            best = _better(best, required(part))
    return _better(best, _telling(run))


def _exact(node: Node) -> list[str] | None:
    """The strings a node consumes, in lower case; zero-width nodes consume the empty one."""
    name = node[0]
    if name in ("at", "look"):
        return [""]
    if name in ("group", "mark", "atomic"):
        return _exact(node[1])
    if name in ("sequence", "choice"):
        whole = [""] if name == "sequence" else []
        for part in node[1]:
            exact = _exact(part)
            if exact is None:
                return None
            whole = [a + b for a in whole for b in exact] if name == "sequence" else whole + exact
            if len(whole) > _MOST_REQUIRED:
                return None
        return whole
    if name == "repeat":
        exact = _exact(node[1])
        if exact is None:
            return None
        found = _repeated([(False, text, False, None) for text in exact], *node[2:])
        return None if found is None else [text for _, text, _, _ in found]
    found = variants(node)
    return None if found is None else [fold(text) for _, text, _, _ in found]


def _telling(strings: list[str] | None) -> frozenset[str] | None:
    return frozenset(strings) if strings and all(selective(s) for s in strings) else None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return one or other
    worth: Callable[[frozenset[str]], tuple[int, int]] = lambda s: (min(8, *map(len, s), 8), -len(s))  # noqa: E731
    return max(one, other, key=worth)


def cased(text: str, *, fold_case: bool) -> Variant:
    """A plain text as a variant."""
    lower = fold(text)
    if lower == text.upper():
        return (False, text, False, None)
    return (False, lower if fold_case else text, False, fold_case)


def _characters(node: Node) -> list[str] | None:
    """The members of a small set."""
    _, negated, _, items = node
    if negated:
        return None
    found: list[str] = []
    for item in items:
        if item[0] != "range" or ord(item[2]) - ord(item[1]) >= _MOST_SET:
            return None
        found += [chr(code) for code in range(ord(item[1]), ord(item[2]) + 1)]
    return found if len(found) <= _MOST_SET else None


def _product(first: list[Variant] | None, second: list[Variant] | None) -> list[Variant] | None:
    if first is None or second is None or len(first) * len(second) > _MOST_VARIANTS:
        return None
    found = []
    for one in first:
        for other in second:
            if one[3] is not None and other[3] is not None and one[3] != other[3]:
                return None
            joined = _joined(one, other)
            if joined is not None:
                found.append(joined)
    return found


def _joined(one: Variant, other: Variant) -> Variant | None:
    """One string behind the other; None if a boundary asked for between them is none."""
    fold_case = other[3] if one[3] is None else one[3]
    if not one[1] or not other[1]:
        text = one[1] or other[1]
        if not text:
            edge = one[0] or one[2] or other[0] or other[2]
            return (edge, "", edge, fold_case)
        if not one[1]:
            return (one[0] or one[2] or other[0], text, other[2], fold_case)
        return (one[0], text, one[2] or other[0] or other[2], fold_case)
    if (one[2] or other[0]) and is_word(one[1][-1]) == is_word(other[1][0]):
        return None
    return (one[0], one[1] + other[1], other[2], fold_case)


def _repeated(child: list[Variant] | None, least: int, most: int | None, lazy: Any) -> list[Variant] | None:
    """`child` some times over, longest first unless lazy."""
    if child is None or most is None or most > 3:
        return None
    stop: list[Variant] = [(False, "", False, None)] if least <= 0 else []
    if most == 0:
        return [(False, "", False, None)]
    more = _product(child, _repeated(child, least - 1, most - 1, lazy))
    if more is None:
        return None
    return stop + more if lazy else more + stop
