"""Writes a pattern tree in the syntax of an engine: RE2 over masked text, or `regex` over the text itself."""

from __future__ import annotations

import re

from copydesk.matching.nodes import Node
from copydesk.matching.texts import MASKS, mask
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_MOST_REPEATS = 1000
_MOST_NAMED = 32
_MOST_SPELLED = 1000
_MOST_LOOSE = 100
_SPECIAL = re.compile(r"([^\w\s]|[_ ])", re.ASCII)
_SIMPLE = re.compile("[ -^`-~]+")
_RE2_CLASSES = {
    "w": "0-9A-Za-z_",
    "W": r"\x00-/:-@\[-^`{-\x7f",
    "d": "0-9",
    "D": r"\x00-/:-\x7f",
    "s": r"\t-\r ",
    "S": r"\x00-\x08\x0e-\x1f!-\x7f",
}
_LOOSE_DIGITS = (
    {"d": "0-9_", "D": _RE2_CLASSES["D"]},
    {"d": "0-9", "D": r"\x00-/:-^`-\x7f"},
)
_LOOSE_FOREIGN = r"\x01-\x08\x0b\x0c\x0e-\x1f_\x7f"
_RE2_PLACES = {"b": r"\b", "B": r"\B", "A": r"\A", "z": r"\z", "line-start": "(?m:^)", "line-end": "(?m:$)"}
_REGEX_PLACES = {
    "b": r"\b",
    "B": r"\B",
    "A": r"\A",
    "z": r"\Z",
    "Z": r"(?=\n?\Z)",
    "G": r"\G",
    "line-start": "(?m:^)",
    "line-end": "(?m:$)",
}


class RefusedError(Exception):
    """RE2 cannot run the pattern, or not on masked text."""


class Re2Writer:
    """Writes a tree for RE2 over masked bytes.

    What RE2 cannot say is refused, or, if `loose`, replaced by something that matches more: look-around by nothing, a
    back-reference by anything. A loose pattern finds every text that holds a match, and some that hold none.

    Attributes:
        loose: See above.
        needs_plain: Whether it names the underscore, which also masks letters.
        needs_western_digits: Whether it tells digits from other word characters.
        captures: Whether groups are written as captures.
    """

    def __init__(self, *, captures: bool = False, loose: bool = False) -> None:
        self.loose = loose
        self.needs_plain = False
        self.needs_western_digits = False
        self.captures = captures

    def write(self, node: Node) -> str:
        """The pattern as ASCII.

        Raises:
            RefusedError: See the class.
        """
        name = node[0]
        if name == "text":
            plain = _SIMPLE.fullmatch(node[1])
            written = _SPECIAL.sub(r"\\\1", node[1]) if plain else "".join(self._character(c) for c in node[1])
            return self._folded(written, fold=node[2])
        if name == "sequence":
            return "".join(self._part(part) for part in node[1])
        if name == "choice":
            return "|".join(self.write(part) for part in node[1])
        if name == "set":
            return self._set(node)
        if name == "any":
            return "(?s:.)" if node[1] else "[^\\n]"
        if name == "repeat":
            if self.loose and max(node[2], node[3] or 0) > _MOST_LOOSE:
                return self._part(node[1], repeated=True) + "*"
            return self._part(node[1], repeated=True) + _quantifier(node)
        if name == "mark":
            return f"({self.write(node[1])})" if self.captures else f"(?:{self.write(node[1])})"
        if name == "group":
            return f"(?:{self.write(node[1])})"
        if name == "at" and node[1] in _RE2_PLACES:
            return _RE2_PLACES[node[1]]
        if not self.loose:
            raise RefusedError(name)
        if name == "atomic":
            return f"(?:{self.write(node[1])})"
        return "(?s:.*)" if name == "reference" else "(?:)"

    def _part(self, node: Node, *, repeated: bool = False) -> str:
        written = self.write(node)
        loose = node[0] == "choice" or (
            repeated and (node[0] in ("sequence", "repeat", "at") or (node[0] == "text" and not node[2]))
        )
        return f"(?:{written})" if loose else written

    def _folded(self, written: str, *, fold: bool) -> str:
        return f"(?i:{written})" if fold else written

    def _character(self, character: str) -> str:
        if character == "_":
            self.needs_plain = True
        elif not " " <= character <= "~" and character not in "\t\n\r":
            if character not in MASKS:
                if not self.loose:
                    raise RefusedError(character)
                return f"\\x{ord(mask(character)):02x}"
            return f"\\x{ord(MASKS[character]):02x}"
        return _SPECIAL.sub(r"\\\1", character) if character.isprintable() else f"\\x{ord(character):02x}"

    def _set(self, node: Node) -> str:
        _, negated, fold, items = node
        written = "".join(self._loose_item(item, negated) if self.loose else self._item(item) for item in items)
        if not written:
            return r"[\x00-\x7f]"
        return self._folded(f"[{'^' * negated}{written}]", fold=fold)

    def _item(self, item: Node) -> str:
        if item[0] == "class":
            if item[1] in "dD":
                self.needs_western_digits = True
            return _RE2_CLASSES[item[1]]
        if item[0] == "property":
            raise RefusedError(item[1])
        first, last = item[1], item[2]
        if first == last:
            return self._character(first)
        if first >= " " and last <= "~":
            if first <= "_" <= last:
                self.needs_plain = True
            return f"\\x{ord(first):02x}-\\x{ord(last):02x}"
        if ord(last) - ord(first) > _MOST_NAMED:
            raise RefusedError(f"{first}-{last}")
        return "".join(self._character(chr(code)) for code in range(ord(first), ord(last) + 1))

    def _loose_item(self, item: Node, negated: bool) -> str:
        """An item that admits all masks of what it stands for, or, where it is negated, forbids none of another's."""
        if item[0] == "class" and item[1] in "dD":
            return _LOOSE_DIGITS[negated][item[1]]
        if item[0] == "class":
            return _RE2_CLASSES[item[1]]
        if item[0] == "property":
            return "" if negated else r"\x00-\x7f"
        first, last = item[1], item[2]
        if last <= "~" and (first == last or first >= " "):
            if not first <= "_" <= last or not negated:
                return self._item(item)
            parts = [("range", first, "^"), ("range", "`", last)]
            return "".join(self._item(part) for part in parts if part[1] <= part[2])
        if first == last and first in MASKS:
            return self._character(first)
        return "" if negated else r"\x00-\x7f" if first <= "~" else _LOOSE_FOREIGN


def write_regex(tree: Node) -> tuple[str, bool]:
    """The pattern for the `regex` module, over the text itself, and whether it is to be compiled to match in any case.

    Where only parts of it match in any case, their letters are spelled out, `[aA]`: the module's own flags for parts
    of a pattern make it miss capitals in other parts.
    """
    folds = _folds(tree)
    spell = len(folds) > 1

    def write(node: Node) -> str:
        name = node[0]
        if name == "text":
            return "(?:" + "".join(_spelled(c) if spell and node[2] else _regex_character(c) for c in node[1]) + ")"
        if name in ("sequence", "choice"):
            return f"(?:{('|' if name == 'choice' else '').join(write(part) for part in node[1])})"
        if name == "set":
            _, negated, fold, items = node
            written = [_regex_item(item) for item in items]
            if spell and fold:
                written += [_regex_character(c) for item in items for c in _other_cases(item)]
            return f"[{'^' * negated}{''.join(written)}]"
        if name == "any":
            return "(?s:.)" if node[1] else "[^\\n]"
        if name == "repeat":
            return f"(?:{write(node[1])}){_quantifier(node)}"
        if name == "mark":
            return f"(?P<mark{node[2]}>{write(node[1])})"
        if name == "group":
            return f"(?P<{node[2]}>{write(node[1])})"
        if name == "reference":
            return f"(?i:(?P={node[1]}))" if spell and node[2] else f"(?P={node[1]})"
        if name == "atomic":
            return f"(?>{write(node[1])})"
        if name == "look":
            sign = ("" if node[2] else "<") + ("!" if node[3] else "=")
            return f"(?{sign}{write(node[1])})"
        return _REGEX_PLACES[node[1]]

    return write(tree), folds == {True}


def _folds(node: Any) -> set[bool]:
    """Whether the parts of a tree that have a case match in any case; both where they differ."""
    if not isinstance(node, tuple) or not node:
        return set()
    if node[0] in ("text", "set", "reference") and len(node) > 2:
        caseless = node[0] == "text" and node[1].lower() == node[1].upper()
        return set() if caseless else {node[2]}
    return {fold for part in node for fold in _folds(part)}


def _spelled(character: str) -> str:
    cases = sorted({character, character.lower(), character.upper()})
    if len(cases) == 1 or any(len(case) > 1 for case in cases):
        return _regex_character(character)
    return f"[{''.join(_regex_character(case) for case in cases)}]"


def _other_cases(item: Node) -> list[str]:
    """The characters of a range in their other case."""
    if item[0] != "range" or ord(item[2]) - ord(item[1]) > _MOST_SPELLED:
        return []
    characters = [chr(code) for code in range(ord(item[1]), ord(item[2]) + 1)]
    return sorted({case for c in characters for case in (c.lower(), c.upper()) if case != c and len(case) == 1})


def _quantifier(node: Node) -> str:
    _, _, least, most, lazy = node
    if max(least, most or 0) > _MOST_REPEATS:
        raise RefusedError("repeats")
    written: str
    if (least, most) == (0, 1):
        written = "?"
    elif most is None and least <= 1:
        written = "*+"[least]
    elif most is None:
        written = f"{{{least},}}"
    else:
        written = f"{{{least},{most}}}"
    return written + ("?" if lazy else "")


def _regex_character(character: str) -> str:
    if character.isalnum():
        return character
    return f"\\x{ord(character):02x}" if character < "\x80" else f"\\U{ord(character):08x}"


def _regex_item(item: Node) -> str:
    if item[0] == "class":
        return f"\\{item[1]}"
    if item[0] == "property":
        return str(item[1])
    if item[1] == item[2]:
        return _regex_character(item[1])
    return f"{_regex_character(item[1])}-{_regex_character(item[2])}"
