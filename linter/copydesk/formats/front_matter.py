"""Front matter: YAML between `---`, TOML between `+++`, or one JSON object, at the very top of a file.

Cut by our own code: a Markdown parser's option for it eats prose between two rules in mid-file. Flat fields, which is
nearly all there is, are read without a parser and with the exact place of every value; yaml, tomllib and json load
only for more. All scalars stay strings.
"""

from __future__ import annotations

import re

from copydesk.document import Block
from copydesk.formats.front_matter_blocks import folded_block, value_block
from copydesk.lazy_pattern import lazy_pattern
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

_FENCE = lazy_pattern(r"(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_KEY = lazy_pattern(r"""[\w"'$@./-][^\n\r:=]{0,200}?[ \t]*[:=](?:\s|$)|#|\[""")
_FIELD = lazy_pattern(r"([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+|$)")
# Compiled when they are first asked for.
_TOML_FIELD = r"""([A-Za-z_][\w.-]*|"[^"\r\n]+")[ \t]*=[ \t]*"""
_TOML_TABLE = r"\[\[?([\w.-]+)\]\]?[ \t]*(?:#.*)?$"
_LIST_ITEM = lazy_pattern(r"[ \t]*-[ \t]+")
_JSON_GAP = lazy_pattern(r"[ \t\r\n]*")

_DEEPEST = 64
_LANGUAGE_FIELDS = ("lang", "language", "locale")


class FrontMatter(NamedTuple):
    """What stands at the top of a file.

    Attributes:
        end: Offset where the body begins; 0 where there is no front matter.
        blocks: One `front-matter` block a scalar value, its `field` named by dots; offsets in code points.
        values: The fields as strings, lists and dicts.
        title: The block of the field `title`.
    """

    end: int
    blocks: list[Block]
    values: dict[str, Any]
    title: Block | None

    @property
    def language(self) -> str | None:
        """The language that the front matter declares, as BCP 47 code; what has not the shape of one is passed over."""
        for name in _LANGUAGE_FIELDS:
            value = self.values.get(name)
            if isinstance(value, str) and value:
                from copydesk.text.language import language_tag

                tag = language_tag(value)
                if tag is not None:
                    return tag
        return None


NONE = FrontMatter(0, [], {}, None)


def split(text: str) -> FrontMatter:
    """Cut the front matter off a text. What is never closed, or is no mapping, is prose and stays."""
    if text.startswith("{"):
        return _json(text)
    opening = _FENCE.match(text)
    if opening is None:
        return NONE
    fence = opening[1]
    closing = _closing(text, fence, opening.end() - 1)
    if closing is None:
        return NONE
    start, (stop, end) = opening.end(), closing
    first = next((line for line in text[start:stop].splitlines() if line.strip()), "")
    if first and not _KEY.match(first):
        return NONE
    blocks: list[Block] = []
    read = _yaml if fence == "---" else _toml
    values = read(text, start, stop, blocks)
    return FrontMatter(end, blocks, values, _title(blocks))


def _closing(text: str, fence: str, at: int) -> tuple[int, int] | None:
    """Where the fields stop and the body begins."""
    pattern = r"(?:\r\n|\n|\r)(?:---|\.\.\.)" if fence == "---" else r"(?:\r\n|\n|\r)\+\+\+"
    found = re.compile(pattern + r"[ \t]*(?:\r\n|\n|\r|\Z)").search(text, max(at - 1, 0))
    if found is None:
        return None
    return max(found.start(), at + 1), found.end()


def _title(blocks: list[Block]) -> Block | None:
    return next((block for block in blocks if block.field == "title"), None)


def _lines(text: str, start: int, stop: int) -> list[tuple[int, str]]:
    """Offset and content of each line that is not blank."""
    found = re.compile("[^\r\n]+").finditer(text, start, stop)
    return [(match.start(), match[0]) for match in found if not match[0].isspace()]


class _NotFlatError(Exception):
    """The fields need a real parser."""


def _yaml(text: str, start: int, stop: int, blocks: list[Block]) -> dict[str, Any]:
    try:
        return _flat_yaml(_lines(text, start, stop), blocks)
    except _NotFlatError:
        blocks.clear()
        return _nested_yaml(text, start, stop, blocks)


def _flat_yaml(lines: list[tuple[int, str]], blocks: list[Block]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    key = ""
    for offset, line in lines:
        if line.lstrip().startswith("#"):
            continue
        item = _LIST_ITEM.match(line)
        if item and key and (not values[key] or isinstance(values[key], list)):
            rest = line[item.end() :]
            if _FIELD.match(rest):
                raise _NotFlatError
            value, at = _scalar(rest)
            values[key] = [*(values[key] or []), value]
            blocks.append(value_block(key, value, offset + item.end() + at, offset + item.end() + at + len(value)))
            continue
        field = _FIELD.match(line)
        if field is None or field[1] in values:
            raise _NotFlatError
        key = field[1]
        rest = line[field.end() :]
        if rest.startswith("["):
            values[key] = _flow_list(key, rest, offset + field.end(), blocks)
            continue
        value, at = _scalar(rest)
        values[key] = value
        if value:
            blocks.append(value_block(key, value, offset + field.end() + at, offset + field.end() + at + len(value)))
    return values


def _scalar(rest: str) -> tuple[str, int]:
    """A plain or simply quoted scalar and where in `rest` it begins.

    Raises:
        _NotFlatError: It has escapes, anchors, tags, nesting or goes over several lines.
    """
    at = len(rest) - len(rest.lstrip())
    value = rest.strip()
    if value[:1] in ('"', "'"):
        quote = value[0]
        closing = value.find(quote, 1)
        tail = value[closing + 1 :].strip()
        if closing < 0 or "\\" in value[:closing] or (tail and not tail.startswith("#")):
            raise _NotFlatError
        return value[1:closing], at + 1
    if value[:1] in "{[&*!|>%@`" and value:
        raise _NotFlatError
    comment = value.find(" #")
    if value.startswith("#"):
        return "", at
    value = value[:comment].rstrip() if comment >= 0 else value
    if ": " in value or value.endswith(":"):
        raise _NotFlatError
    return value, at


def _flow_list(key: str, rest: str, offset: int, blocks: list[Block]) -> list[str]:
    """A list on one line without nesting."""
    closing = rest.find("]")
    tail = rest[closing + 1 :].strip()
    if closing < 0 or "[" in rest[1:] or "{" in rest or (tail and not tail.startswith("#")):
        raise _NotFlatError
    found: list[str] = []
    at = 1
    for piece in rest[1:closing].split(","):
        if piece.count('"') % 2 or (piece.strip()[:1] == "'" and piece.count("'") % 2):
            raise _NotFlatError
        value, inner = _scalar(piece)
        if value:
            found.append(value)
            blocks.append(value_block(key, value, offset + at + inner, offset + at + inner + len(value)))
        at += len(piece) + 1
    return found


def _nested_yaml(text: str, start: int, stop: int, blocks: list[Block]) -> dict[str, Any]:
    """Fields through the YAML parser; what it cannot read, or what is nested too deep, by its simple lines."""
    import yaml

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text[start:stop])
        return _from_events(loader, yaml, text, start, blocks)
    except (yaml.YAMLError, ValueError, _NotFlatError):
        blocks.clear()
        return _lenient_yaml(_lines(text, start, stop), blocks)


def _from_events(loader: Any, yaml: Any, text: str, start: int, blocks: list[Block]) -> dict[str, Any]:
    """Fields from events, which know places and expand no alias.

    The nodes of the parser would know as much, but making them recurses in C: nesting without end would crash.
    """
    root: Any = None
    stack: list[tuple[Any, str]] = []  # lists and maps that have not ended, and the name of their field
    keys: list[str | None] = []  # for each of them, the key whose value comes next
    anchors: set[str] = set()
    while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            keys.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        holder, field = stack[-1] if stack else (None, "")
        key = keys[-1] if keys else None
        is_scalar = isinstance(event, yaml.ScalarEvent)
        if isinstance(holder, dict) and key is None:
            if not is_scalar:
                raise _NotFlatError  # a list or map as a key
            keys[-1] = event.value
            continue
        name = f"{field}.{key}" if field and key is not None else field if key is None else key
        value: Any = None
        if is_scalar:
            value = event.value
            if value.strip():
                place = start + event.start_mark.index, start + event.end_mark.index
                blocks.append(folded_block(name, value, text, *place))
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise _NotFlatError  # no alias: somebody's *emphasis*
        else:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
            stack.append((value, name))
            keys.append(None)
        anchors.add(event.anchor)
        if isinstance(holder, dict):
            holder[key] = value
            keys[-2 if isinstance(value, dict | list) else -1] = None
        elif isinstance(holder, list):
            holder.append(value)
        elif root is None:
            root = value
        else:
            raise _NotFlatError  # a second document
        if len(stack) > _DEEPEST:
            raise _NotFlatError
    return root if isinstance(root, dict) else {}


def _lenient_yaml(lines: list[tuple[int, str]], blocks: list[Block]) -> dict[str, Any]:
    """What can be read of broken YAML: its simple lines."""
    values: dict[str, Any] = {}
    for offset, line in lines:
        field = _FIELD.match(line)
        if field is None or field[1] in values:
            continue
        value = line[field.end() :].strip()
        at = offset + field.end() + len(line[field.end() :]) - len(line[field.end() :].lstrip())
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value, at = value[1:-1], at + 1
        values[field[1]] = value
        if value:
            blocks.append(value_block(field[1], value, at, at + len(value)))
    return values


def _toml(text: str, start: int, stop: int, blocks: list[Block]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    table = ""
    simple = True
    for offset, line in _lines(text, start, stop):
        stripped = line.strip()
        if stripped.startswith("#"):
            continue
        if heading := re.match(_TOML_TABLE, stripped):
            table = heading[1] + "."
            continue
        field = re.match(_TOML_FIELD, line)
        value = _toml_string(line[field.end() :]) if field else None
        if field is None or value is None:
            simple = simple and field is not None and line[field.end() : field.end() + 1] not in ('"', "'", "[", "{")
            if simple and field is not None:
                values[table + field[1].strip('"')] = line[field.end() :].split("#")[0].strip()
            continue
        name = table + field[1].strip('"')
        values[name] = value
        if value:
            at = offset + field.end() + 1
            blocks.append(value_block(name, value, at, at + len(value)))
    return values if simple else _nested_toml(text[start:stop], values)


def _toml_string(rest: str) -> str | None:
    """A one-line string without escapes at the start of `rest`, else None."""
    quote = rest[:1]
    if quote not in ('"', "'") or rest.startswith(quote * 3):
        return None
    closing = rest.find(quote, 1)
    value = rest[1:closing]
    if closing < 0 or (quote == '"' and "\\" in value):
        return None
    return value


def _nested_toml(source: str, known: dict[str, Any]) -> dict[str, Any]:
    """All fields through tomllib, scalars as strings; those already read where it fails."""
    import tomllib

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(child) for key, child in value.items()}
        if isinstance(value, list):
            return [plain(child) for child in value]
        return value if isinstance(value, str) else str(value)

    try:
        return {key: plain(value) for key, value in tomllib.loads(source.replace("\r\n", "\n")).items()}
    except (tomllib.TOMLDecodeError, RecursionError):
        return known


def _json(text: str) -> FrontMatter:
    """A JSON object that begins the file and is followed by a line end or nothing."""
    if not re.match(r'\{\s*"', text):
        return NONE
    from json import JSONDecodeError, JSONDecoder

    decoder = JSONDecoder(strict=False)
    blocks: list[Block] = []
    values: dict[str, Any] = {}
    at = 1
    try:
        while True:
            at = _gap(text, at)
            key, at = decoder.raw_decode(text, at)
            at = _gap(text, at)
            if not isinstance(key, str) or text[at : at + 1] != ":":
                return NONE
            start = _gap(text, at + 1)
            value, at = decoder.raw_decode(text, start)
            values[key] = value
            if isinstance(value, str) and value:
                blocks.append(folded_block(key, value, text, start, at))
            at = _gap(text, at)
            if text[at : at + 1] == "}":
                break
            if text[at : at + 1] != ",":
                return NONE
            at += 1
    except (JSONDecodeError, RecursionError, ValueError):
        return NONE
    end = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)").match(text, at + 1)
    return FrontMatter(end.end(), blocks, values, _title(blocks)) if end else NONE


def _gap(text: str, at: int) -> int:
    match = _JSON_GAP.match(text, at)
    assert match is not None
    return match.end()
