r"""Reads the regular expressions of the rule language into a tree.

The language is .NET's as Vale's engine reads it (regexp2 in RE2 mode): Unicode-aware `\w \d \s \b`, look-around,
back-references, `(?P<name>…)`, POSIX classes, inline flags that hold to the end of their group, `\x{2014}`.
The tree is described in `copydesk.matching.nodes`.
"""

from __future__ import annotations

import re

from copydesk.matching.nodes import Node, PatternError, sequence
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_PLAIN = re.compile(r"[^\\\[\](){}.*+?^$|#\s]+")
_COUNT = re.compile(r"\{([0-9]+)(?:(,)([0-9]*))?\}")
_FLAGS = re.compile(r"\(\?([imnsx]*)(?:-([imnsx]*))?([:)])")
_NAMED = re.compile(r"\(\?(?:P?<([^\W\d]\w*)>|'([^\W\d]\w*)')")
_NAMED_REFERENCE = re.compile(r"\\k(?:<(\w+)>|'(\w+)')")
_PROPERTY = re.compile(r"[pP]\{[\w-]+\}")
_POSIX = re.compile(r"\[:(\^?)(\w+):\]")
_HEX = re.compile(r"x\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|c([A-Za-z@\[\\\]^_])|([0-7]{2,3}|0)")
_DIGITS = re.compile(r"[0-9]{1,3}")
_CONTROL = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "e": "\x1b"}
_POSIX_RANGES = {
    "alnum": "09AZaz",
    "alpha": "AZaz",
    "ascii": "\x00\x7f",
    "blank": "\t\t  ",
    "cntrl": "\x00\x1f\x7f\x7f",
    "digit": "09",
    "graph": "!~",
    "lower": "az",
    "print": " ~",
    "punct": "!/:@[`{~",
    "space": "\t\r  ",
    "upper": "AZ",
    "word": "09AZaz__",
    "xdigit": "09AFaf",
}
_MOST_DEPTH = 50
_MOST_CODE_POINT = 0x10FFFF


def parse(source: str, *, fold: bool = False, multiline: bool = False, unit: str = "") -> tuple[Node, bool]:
    """Read a pattern.

    Args:
        source: The pattern.
        fold: Whether it begins under `(?i)`.
        multiline: Whether it begins under `(?m)`.
        unit: Set before the keys of its groups, to tell them from those of other patterns in the same tree.

    Returns:
        The tree, and whether a flag set outside all groups is still in force at the end, so that it would
        change what is appended to the pattern.

    Raises:
        PatternError: It is no valid pattern, or uses a construct that is not supported.
    """
    flags = {name for name, on in (("i", fold), ("m", multiline)) if on}
    reader = _Reader(source, frozenset(flags), unit)
    node = reader.choice(0)
    if reader.at < len(source):
        raise reader.error("unbalanced )")
    for key in reader.references:
        if key not in reader.keys:
            raise reader.error(f"there is no group {key}")
    return _resolve(node, reader.keys) if reader.references else node, reader.flags != flags


def _resolve(node: Any, keys: dict[str, str]) -> Any:
    """The tree with the references' names replaced by the keys of their groups."""
    if not isinstance(node, tuple):
        return node
    if node and node[0] == "reference":
        return ("reference", keys[node[1]], node[2])
    return tuple(_resolve(part, keys) for part in node)


class _Reader:
    """Recursive descent over one pattern."""

    def __init__(self, source: str, flags: frozenset[str], unit: str) -> None:
        self.source = source
        self.flags = flags
        self.at = 0
        self.unit = unit
        self.keys: dict[str, str] = {}
        self.unnamed = 0
        self.references: list[str] = []

    def error(self, what: str) -> PatternError:
        return PatternError(f"{what} at character {self.at + 1} of {self.source!r}")

    def choice(self, depth: int) -> Node:
        """Alternatives up to the closing parenthesis or the end."""
        if depth > _MOST_DEPTH:
            raise self.error("groups nested too deeply")
        branches = [self.branch(depth)]
        while self.source.startswith("|", self.at):
            self.at += 1
            branches.append(self.branch(depth))
        return branches[0] if len(branches) == 1 else ("choice", tuple(branches))

    def branch(self, depth: int) -> Node:
        nodes: list[Node] = []
        source = self.source
        while self.at < len(source) and source[self.at] not in "|)":
            plain = _PLAIN.match(source, self.at)
            if plain:
                self.at = plain.end()
                self.text(nodes, plain[0])
                continue
            if "x" in self.flags and self.comment():
                continue
            node = self.atom(depth)
            if node is None:
                continue
            if node[0] == "text" and not self.quantified():
                self.text(nodes, node[1])
            else:
                nodes.append(self.repeated(node))
        return sequence(nodes)

    def text(self, nodes: list[Node], characters: str) -> None:
        """Append characters; a quantifier behind them takes the last one only."""
        fold = "i" in self.flags
        head, last = (characters[:-1], characters[-1]) if self.quantified() else (characters, "")
        if head:
            if nodes and nodes[-1][0] == "text" and nodes[-1][2] == fold:
                nodes[-1] = ("text", nodes[-1][1] + head, fold)
            else:
                nodes.append(("text", head, fold))
        if last:
            nodes.append(self.repeated(("text", last, fold)))

    def comment(self) -> bool:
        """Skip a blank or a comment of the `x` flag."""
        character = self.source[self.at]
        if character == "#":
            end = self.source.find("\n", self.at)
            self.at = len(self.source) if end < 0 else end + 1
            return True
        if character.isspace():
            self.at += 1
            return True
        return False

    def quantified(self) -> bool:
        character = self.source[self.at : self.at + 1]
        return (bool(character) and character in "*+?") or (
            character == "{" and _COUNT.match(self.source, self.at) is not None
        )

    def repeated(self, node: Node) -> Node:
        """The node with the quantifier that follows it, if any."""
        if not self.quantified():
            return node
        least, most = 0, None
        character = self.source[self.at]
        if character == "{":
            count = _COUNT.match(self.source, self.at)
            assert count is not None
            least = int(count[1])
            most = (int(count[3]) if count[3] else None) if count[2] else least
            self.at = count.end()
            if most is not None and most < least:
                raise self.error("a quantifier with its bounds in the wrong order")
        else:
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[character]
            self.at += 1
        lazy = self.source.startswith("?", self.at)
        self.at += lazy
        if self.quantified():
            raise self.error("a quantifier behind a quantifier")
        return ("repeat", node, least, most, lazy)

    def atom(self, depth: int) -> Node | None:
        """One character, class, anchor or group; None for a mere flag or comment."""
        source = self.source
        character = source[self.at]
        if character == "(":
            return self.group(depth)
        if character == "\\":
            return self.escape()
        if character in "*+?":
            raise self.error("a quantifier with nothing before it")
        self.at += 1
        if character == "[":
            return self.set()
        if character == ".":
            return ("any", "s" in self.flags)
        if character == "^":
            return ("at", "line-start" if "m" in self.flags else "A")
        if character == "$":
            return ("at", "line-end" if "m" in self.flags else "Z")
        return ("text", character, "i" in self.flags)

    def group(self, depth: int) -> Node | None:
        source = self.source
        outer = self.flags
        key = None
        wrap: tuple[Any, ...] = ()
        if source.startswith("(?#", self.at):
            end = source.find(")", self.at)
            if end < 0:
                raise self.error("a comment without an end")
            self.at = end + 1
            return None
        named = _NAMED.match(source, self.at)
        flags = _FLAGS.match(source, self.at)
        if named:
            key = self.add_group(named[1] or named[2])
            self.at = named.end()
        elif flags:
            self.at = flags.end()
            self.flags = (self.flags | set(flags[1])) - set(flags[2] or "")
            if flags[3] == ")":
                return None
        elif source.startswith("(?>", self.at):
            wrap = ("atomic",)
            self.at += 3
        elif source.startswith(("(?=", "(?!"), self.at):
            wrap = ("look", True, source[self.at + 2] == "!")
            self.at += 3
        elif source.startswith(("(?<=", "(?<!"), self.at):
            wrap = ("look", False, source[self.at + 3] == "!")
            self.at += 4
        elif source.startswith("(?", self.at):
            raise self.error("a group of a kind that is not supported")
        else:
            if "n" not in self.flags:
                self.unnamed += 1
                key = self.add_group(str(self.unnamed))
            self.at += 1
        node = self.choice(depth + 1)
        if not source.startswith(")", self.at):
            raise self.error("a group without an end")
        self.at += 1
        self.flags = outer
        if key is not None:
            return ("group", node, key)
        if wrap:
            return (wrap[0], node, *wrap[1:])
        return ("sequence", (node,)) if node[0] == "text" else node

    def add_group(self, name: str) -> str:
        self.keys.setdefault(name, f"g{self.unit}_{len(self.keys)}")
        return self.keys[name]

    def escape(self) -> Node:
        """What a backslash outside a set stands for."""
        source = self.source
        fold = "i" in self.flags
        reference = _NAMED_REFERENCE.match(source, self.at)
        if reference:
            self.at = reference.end()
            return self.reference(reference[1] or reference[2], fold)
        letter = source[self.at + 1 : self.at + 2]
        if letter and letter in "123456789":
            digits = _DIGITS.match(source, self.at + 1)
            assert digits is not None
            self.at = digits.end()
            return self.reference(digits[0], fold)
        if letter and letter in "bBAzZG":
            self.at += 2
            return ("at", letter)
        item = self.escaped_item()
        if item[0] == "range":
            return ("text", item[1], fold)
        return ("set", False, fold, (item,))

    def reference(self, name: str, fold: bool) -> Node:
        self.references.append(name)
        return ("reference", name, fold)

    def escaped_item(self) -> Node:
        """A class, property or single character behind a backslash, as an item of a set."""
        source = self.source
        self.at += 1
        if self.at >= len(source):
            raise self.error("a backslash with nothing behind it")
        letter = source[self.at]
        if letter in "wWsSdD":
            self.at += 1
            return ("class", letter)
        prop = _PROPERTY.match(source, self.at)
        if prop:
            self.at = prop.end()
            return ("property", "\\" + prop[0])
        code = _HEX.match(source, self.at)
        if code:
            self.at = code.end()
            digits = code[1] or code[2] or code[3]
            number = int(digits, 16) if digits else ord(code[4].upper()) ^ 0x40 if code[4] else int(code[5], 8)
            if number > _MOST_CODE_POINT:
                raise self.error("no such character")
            return ("range", chr(number), chr(number))
        self.at += 1
        if letter in _CONTROL:
            return ("range", _CONTROL[letter], _CONTROL[letter])
        if letter == "_" or not (letter.isalnum()):
            return ("range", letter, letter)
        raise self.error(f"an escape that does not exist, \\{letter},")

    def set(self) -> Node:
        """A bracket expression; the opening bracket is already read."""
        source = self.source
        start = self.at
        negated = source.startswith("^", self.at)
        self.at += negated
        items: list[Node] = []
        first = True
        while not source.startswith("]", self.at) or first:
            if self.at >= len(source):
                self.at = start
                raise self.error("a set without an end")
            if not first and source.startswith("-[", self.at) and not source.startswith("-[:", self.at):
                raise self.error("a set less another set, which is not supported,")
            item = self.set_item(items)
            first = False
            if item is None:
                continue
            dash = source.startswith("-", self.at) and source[self.at + 1 : self.at + 2] not in ("]", "")
            if dash and item[0] == "range":
                self.at += 1
                last = self.set_item(items)
                if last is None or last[0] != "range":
                    raise self.error("a range that ends in a class")
                if item[1] > last[1]:
                    raise self.error("a range in the wrong order")
                item = ("range", item[1], last[1])
            items.append(item)
        self.at += 1
        return ("set", negated, "i" in self.flags, tuple(items))

    def set_item(self, items: list[Node]) -> Node | None:
        """The next item; None if it was a POSIX class, whose ranges are added to `items`."""
        source = self.source
        posix = _POSIX.match(source, self.at)
        if posix:
            ranges = _POSIX_RANGES.get(posix[2])
            if ranges is None:
                raise self.error(f"a class that does not exist, {posix[0]},")
            self.at = posix.end()
            pairs = [(ranges[i], ranges[i + 1]) for i in range(0, len(ranges), 2)]
            items += [("range", *pair) for pair in (_complement(pairs) if posix[1] else pairs)]
            return None
        character = source[self.at]
        if character != "\\":
            self.at += 1
            return ("range", character, character)
        if source.startswith("\\b", self.at):
            self.at += 2
            return ("range", "\b", "\b")
        return self.escaped_item()


def _complement(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    found = []
    at = 0
    for first, last in sorted(pairs):
        if at < ord(first):
            found.append((chr(at), chr(ord(first) - 1)))
        at = ord(last) + 1
    return [*found, (chr(at), chr(_MOST_CODE_POINT))]
