"""YAML as a tree of nodes with line numbers, safe for files that nobody vouches for.

Tags build no objects, nesting and aliases are bounded, and a key that stands twice is a problem instead of a
silent loss. Problems are collected, so that a caller can show all of them at once.
"""

from __future__ import annotations

import re

from copydesk.config.nearest import quoted
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, Literal

MAX_BYTES = 10_000_000
"""Largest YAML file that is read."""

MAX_DEPTH = 64
"""Deepest nesting."""
_TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"

MAX_ALIASED = 1_000_000
"""Most characters and nodes that all aliases of a file may stand for together."""

Problems = list[tuple[int, str]]
"""Line, counted from 1, and what is wrong there."""

_WORDS = {"null": None, "~": None, "": None, "true": True, "yes": True, "on": True}
_WORDS |= {"false": False, "no": False, "off": False}
_CORE = "tag:yaml.org,2002:"
_PLAIN_TAGS = {_CORE + name for name in ("int", "float", "bool", "null")}


class Node:
    """One scalar, list or map.

    Attributes:
        kind: Which of the three.
        value: Text of a scalar, items of a list, pairs of key and value of a map.
        line: Where it starts, from 1; 0 where it comes from no file.
        plain: Whether a scalar stands without quotation marks, so that `5` is a number.
    """

    __slots__ = ("kind", "line", "plain", "value")

    def __init__(self, kind: Literal["scalar", "list", "map"], value: Any, line: int, *, plain: bool = False) -> None:
        self.kind = kind
        self.value = value
        self.line = line
        self.plain = plain

    def data(self) -> Any:
        """Plain data: dict, list, str, int, float, bool or None.

        Numbers are decimal or hexadecimal; octal and sexagesimal ones, dates, infinities stay text.
        """
        if self.kind == "map":
            return {key.value: value.data() for key, value in self.value}
        if self.kind == "list":
            return [item.data() for item in self.value]
        return _scalar(self.value) if self.plain else self.value


def from_data(value: Any) -> Node:
    """The node of plain data; what is no dict, list, bool or None becomes text."""
    if isinstance(value, dict):
        return Node("map", [(Node("scalar", str(key), 0), from_data(item)) for key, item in value.items()], 0)
    if isinstance(value, list | tuple):
        return Node("list", [from_data(item) for item in value], 0)
    if isinstance(value, str):
        return Node("scalar", value, 0)
    if value is None or isinstance(value, bool):
        return Node("scalar", {None: "", True: "true", False: "false"}[value], 0, plain=True)
    return Node("scalar", str(value), 0, plain=True)


def decode(data: bytes, problems: Problems) -> str:
    """Text of a YAML file, a byte-order mark left out; a problem if it is too large or not UTF-8."""
    if len(data) > MAX_BYTES:
        problems.append((1, f"the file is larger than {MAX_BYTES // 1_000_000} MB"))
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append((line, f"the file is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"))
        return ""


def compose(text: str, problems: Problems) -> Node | None:
    """The tree of one YAML document.

    Args:
        text: The YAML.
        problems: Takes what is wrong with it.

    Returns:
        The root, or None where the text holds nothing or cannot be read at all.
    """
    import yaml

    # The pure loader is a subset of the C one in behaviour; PyYAML may have been built without libyaml.
    loader_class: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        loader = loader_class(text)
        try:
            return _compose(loader, yaml, problems)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = ": ".join(part for part in (error.context, error.problem) if part)
        # libyaml has a limit of its own, which it may reach while it looks ahead.
        deep = "maximum nesting depth" in said
        line = mark.line + 1 if mark else 1
        problems.append((line, _TOO_DEEP if deep else f"no valid YAML: {said}{_hint(text, line, said)}"))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problems.append((line, f"no valid YAML: the character U+{_code(error.character):04X} is not allowed"))
    except UnicodeEncodeError as error:
        problems.append((text.count("\n", 0, error.start) + 1, "no valid YAML: half of a surrogate pair"))
    return None


def _hint(text: str, line: int, said: str) -> str:
    """What to do about a mistake that the parser names in words of its own."""
    if "cannot start any token" not in said:
        return ""
    start = text.splitlines()[line - 1 :][:1]
    if start and "\t" in start[0][: len(start[0]) - len(start[0].lstrip())]:
        return "; the line is indented by a tab, which must be spaces"
    return "; a value that begins with @, `, % or a tab takes quotation marks"


def parse_value(text: str) -> Any:
    """Plain data of one YAML scalar or flow collection, such as `0.7`, `off` or `[a, b]`.

    Raises:
        ValueError: It is none; the text says why.
    """
    if re.fullmatch(r"[\w.+-]*", text, re.ASCII):
        return _scalar(text)
    problems: Problems = []
    node = compose(text, problems)
    if problems:
        raise ValueError(problems[0][1])
    return None if node is None else node.data()


def _code(character: int | str | bytes) -> int:
    return character if isinstance(character, int) else ord(character)


def _scalar(text: str) -> Any:
    if text.casefold() in _WORDS:
        return _WORDS[text.casefold()]
    if re.fullmatch(r"[-+]?(?:0|[1-9][0-9_]{0,300})", text):
        return int(text.replace("_", ""))
    if re.fullmatch(r"0x[0-9a-fA-F]{1,32}", text):
        return int(text, 16)
    if len(text) <= 300 and re.fullmatch(r"[-+]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)(?:[eE][-+]?[0-9]+)?", text):
        number = float(text)
        is_integer_with_zero = text.lstrip("-+").isdigit()
        return text if is_integer_with_zero or number in (float("inf"), float("-inf")) else number
    return text


class _Open:
    """A list or map whose end has not come yet."""

    __slots__ = ("anchor", "node", "size")

    def __init__(self, node: Node, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.size = 1


def _compose(loader: Any, yaml: Any, problems: Problems) -> Node | None:
    """Build the tree from events, with a stack of our own: the loader's composer recurses without a bound."""
    anchors: dict[str, tuple[Node, int] | None] = {}
    stack: list[_Open] = []
    root: Node | None = None
    aliased = 0
    while True:
        event = loader.get_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            node = Node("scalar", event.value, line, plain=_is_plain(event, problems))
            size = 1 + len(event.value)
            if event.anchor:
                anchors[event.anchor] = node, size
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            if len(stack) >= MAX_DEPTH:
                problems.append((line, _TOO_DEEP))
                return None
            is_list = isinstance(event, yaml.SequenceStartEvent)
            if event.tag not in (None, "!", _CORE + ("seq" if is_list else "map")):
                problems.append((line, f"the tag {quoted(event.tag)} is not allowed"))
            stack.append(_Open(Node("list" if is_list else "map", [], line), event.anchor))
            if event.anchor:
                anchors[event.anchor] = None
            continue
        elif isinstance(event, yaml.CollectionEndEvent):
            done = stack.pop()
            node, size = done.node, done.size
            if node.kind == "map":
                node.value = _pairs(node.value, problems)
            if done.anchor:
                anchors[done.anchor] = node, size
        elif isinstance(event, yaml.AliasEvent):
            target = anchors.get(event.anchor)
            if target is None:
                wrong = "stands inside what it names" if event.anchor in anchors else "names nothing"
                problems.append((line, f"the alias {quoted('*' + event.anchor)} {wrong}"))
                return None
            node, size = target
            aliased += size
            if aliased > MAX_ALIASED:
                problems.append((line, "the aliases stand for too much text"))
                return None
        elif isinstance(event, yaml.DocumentStartEvent):
            if root is not None:
                problems.append((line, "a second document begins; one is allowed"))
                return root
            continue
        elif isinstance(event, yaml.StreamEndEvent):
            return root
        else:
            continue
        if stack:
            stack[-1].node.value.append(node)
            stack[-1].size += size
        else:
            root = node


def _is_plain(event: Any, problems: Problems) -> bool:
    if event.tag is None:
        return bool(event.implicit[0])
    if event.tag not in ("!", _CORE + "str") and event.tag not in _PLAIN_TAGS:
        problems.append((event.start_mark.line + 1, f"the tag {quoted(event.tag)} is not allowed"))
    return event.tag in _PLAIN_TAGS


def _pairs(flat: list[Node], problems: Problems) -> list[tuple[Node, Node]]:
    """Pairs of a map, merge keys (`<<: *base`) resolved; a problem for each key that stands twice."""
    pairs: dict[str, tuple[Node, Node]] = {}
    merged: list[Node] = []
    for key, value in zip(flat[::2], flat[1::2], strict=True):
        if key.kind != "scalar":
            problems.append((key.line, "a list or map cannot be a key"))
        elif key.plain and key.value == "<<" and value.kind != "scalar":
            merged += value.value if value.kind == "list" else [value]
        elif key.value in pairs:
            first = pairs[key.value][0].line
            problems.append((key.line, f"the key {quoted(key.value)} stands here again, first on line {first}"))
        else:
            pairs[key.value] = key, value
    for base in merged:
        for key, value in base.value if base.kind == "map" else ():
            pairs.setdefault(key.value, (key, value))
    return list(pairs.values())
