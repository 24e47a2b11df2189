"""Directives in an article that silence findings: where each one holds, and which finding it silences.

Loaded only for an article that holds one. What they say about rules is settled here by names alone, so that it is
small plain data that goes from a worker to its parent; `unused` tells which of them were needless or wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from copydesk.config.nearest import did_you_mean, quoted
from copydesk.document import Block, Document
from copydesk.model import Finding, Rule
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

FIELD = "copydesk"
"""The front-matter field, and what a directive in a comment begins with."""

WORDS = ("ignore", "ignore-start", "ignore-end", "ignore-file")
EVERY_RULE = ""
"""The name that a directive without brackets has."""

_DIRECTIVE = re.compile(r"copydesk:\s*([\w-]*)\s*(\[[^\[\]]*\]?)?\s*(.*)", re.DOTALL)
_NO_COLON = re.compile(r"copydesk[\s-]+(?:ignore|disable|enable|off|on)\b")
_NAME = re.compile(r"[^\s,](?:[^,]*[^\s,])?")
_DASHES = "-–—"
_BLOCK, _RANGE, _FILE, _VALE = range(4)

Range = tuple[int, int, int, int]
"""Start, end, number of the directive, number of the name in it; both -1 for Vale's comments."""


class Name(NamedTuple):
    """One rule, category or tag that a directive names.

    Attributes:
        text: As it is written; `EVERY_RULE` where there are no brackets.
        start: Offset in the source.
        end: Offset after it.
        problem: Why it counts for nothing; "" if it counts.
    """

    text: str
    start: int
    end: int
    problem: str = ""


class Directive(NamedTuple):
    """One directive.

    Attributes:
        word: One of `WORDS`, or `FIELD` for front matter; "" for one that cannot be read.
        start: Offset of the whole comment, or of the first name in front matter.
        end: Offset after it.
        names: What it names.
        problem: What is wrong with it as a whole; "" if nothing is.
        opened: For `ignore-end`, the number of the directive that opened each name's range, in order.
    """

    word: str
    start: int
    end: int
    names: tuple[Name, ...] = ()
    problem: str = ""
    opened: tuple[int, ...] = ()


class Suppressions:
    """What the directives of one article silence.

    Attributes:
        directives: Our own ones, in order; Vale's comments are not among them.
        used: Number of a directive and of a name in it, for each that has silenced something.
    """

    __slots__ = ("_matches", "_only", "_ranges", "_spared", "directives", "used")

    def __init__(self) -> None:
        """Start without any."""
        self.directives: list[Directive] = []
        self.used: set[tuple[int, int]] = set()
        self._ranges: dict[tuple[int, str], list[Range]] = {}
        self._matches: dict[tuple[str, str], list[Range]] = {}
        self._only: list[tuple[int, int, frozenset[str]]] = []
        self._spared: dict[str, list[tuple[int, int]]] = {}

    def plain(self) -> tuple[Any, ...]:
        """Plain data for the cache."""
        directives = [(*one[:3], tuple(map(tuple, one.names)), *one[4:]) for one in self.directives]
        return directives, self.used, self._matches, self._only, self._ranges, self._spared

    @classmethod
    def from_plain(cls, plain: tuple[Any, ...]) -> Suppressions:
        """Back from the cache."""
        made = cls()
        directives, made.used, made._matches, made._only, made._ranges, made._spared = plain
        for word, start, end, names, *more in directives:
            made.directives.append(Directive(word, start, end, tuple(Name(*name) for name in names), *more))
        return made

    def add(self, layer: int, name: str, place: Range) -> bool:
        """Silence a name in a range; ranges of one layer and name come in order. Whether that says anything new."""
        ranges = self._ranges.setdefault((layer, name), [])
        if ranges and ranges[-1][:2] == place[:2]:
            return False
        ranges.append(place)
        return True

    def add_match(self, name: str, text: str, start: int, end: int) -> None:
        """Silence a name for findings of one text."""
        self._matches.setdefault((name, text), []).append((start, end, -1, -1))

    def add_only(self, start: int, end: int, names: Iterable[str]) -> None:
        """Silence everything but some names; such ranges come in order."""
        self._only.append((start, end, frozenset(names)))

    def add_spared(self, name: str, start: int, end: int) -> None:
        """Spare one more name from what `add_only` silences."""
        self._spared.setdefault(name, []).append((start, end))

    def silences(self, rule: Rule, finding: Finding, *, by_name: bool = False) -> bool:
        """Whether a finding is silenced; what silences it counts as used.

        Args:
            rule: Its rule.
            finding: It is where it starts.
            by_name: Only a directive that names the rule counts, not one for every rule.
        """
        at = finding.start
        found = False
        names = names_of(rule.id, rule.category, (*rule.tags, *rule.aliases))
        for name in names if by_name else (*names, EVERY_RULE, "ALL"):
            for layer in (_BLOCK, _RANGE, _FILE, _VALE):
                place = _covering(self._ranges.get((layer, name), ()), at)
                if place is not None:
                    found = True
                    self.used.add(place[2:])
        if found:
            self.used.discard((-1, -1))
        elif self._matches or self._only:
            text = " ".join(finding.text.split())
            found = any(_covering(self._matches.get((name, text), ()), at) for name in names)
            if not found and not by_name:
                only = _covering(self._only, at)
                found = only is not None and not any(
                    name in only[2] or _covering(self._spared.get(name, ()), at) for name in names
                )
        return found


def _covering(ranges: Sequence[Any], at: int) -> Any:
    """The range that holds an offset, or None; ranges are in order and apart from one another."""
    if not ranges:
        return None
    number = bisect_right(ranges, at, key=lambda place: place[0]) - 1
    return ranges[number] if number >= 0 and at < ranges[number][1] else None


def names_of(rule_id: str, category: str, tags: Iterable[str]) -> set[str]:
    """Everything by which a directive may name a rule: id, bare name, category, folders, and the tags and aliases given."""
    names = {rule_id, category, *tags}
    at = rule_id.find(".")
    while at >= 0:
        names.add(rule_id[:at])
        last = at
        at = rule_id.find(".", at + 1)
        if at < 0:
            names.add(rule_id[last + 1 :])
    return names


def read_suppressions(document: Document, allow: str) -> Suppressions | None:
    """The directives of an article.

    Args:
        document: The article.
        allow: `all`; `with-reason`: those without a reason, Vale's comments among them, silence nothing.

    Returns:
        What they silence, or None where there are none.
    """
    strict = allow == "with-reason"
    reader = _Reader(document, strict=strict)
    reader.front_matter()
    # A comment inside a paragraph comes before or after it, as the format likes it.
    comments = sorted(
        (block for block in document.blocks if block.kind == "comment" and block.text.startswith((FIELD, "vale"))),
        key=lambda block: block.start,
    )
    vale = []
    for comment in comments:
        if comment.text.startswith(FIELD):
            reader.comment(comment)
        else:
            vale.append((comment.outer[0], comment.text))
    reader.close()
    if vale and not strict:
        from copydesk.rules.suppress_vale import read_vale

        read_vale(reader.found, vale, len(document.text) + 1, _VALE)
    return reader.found if reader.found.directives or vale else None


class _Reader:
    """Reads our own directives one after the other."""

    def __init__(self, document: Document, *, strict: bool) -> None:
        self.document = document
        self.strict = strict
        self.found = Suppressions()
        self.end = len(document.text) + 1  # a finding may stand at the very end
        self.open: dict[str, tuple[int, int, int]] = {}  # by name: offset, number of the directive and of the name
        self.targets: tuple[list[int], list[int]] | None = None

    def comment(self, comment: Block) -> None:
        """A comment that begins with our name."""
        start, end = comment.outer
        match = _DIRECTIVE.match(comment.text)
        if match is None:
            if _NO_COLON.match(comment.text):
                self._keep(Directive("", start, end, problem=f"A directive begins with `{FIELD}:`."))
            return
        word, brackets, rest = match.groups()
        reason = rest.strip(_DASHES + " \t\r\n")
        problem = ""
        names: list[Name] = []
        if word not in WORDS:
            hint = did_you_mean(word, WORDS)
            problem = f"There is no directive {quoted(word)}, only {', '.join(WORDS)}{hint or '.'}"
        elif brackets is None:
            names = [Name(EVERY_RULE, start, end)]
            if rest.startswith("["):
                problem = "The brackets are not closed."
            elif word == "ignore-start":
                problem = "A range must name its rules: `ignore-start[rule]`."
        else:
            at = match.start(2) + 1
            inner = brackets.strip("[]")
            names = [Name(name[0], *_place(comment, at, *name.span())) for name in _NAME.finditer(inner)]
            if not brackets.endswith("]"):
                problem = "The brackets are not closed."
            elif not names:
                problem = "The brackets name no rule."
        if not problem and rest and rest[0] not in _DASHES:
            problem = "What stands behind a directive must be a reason: `-- reason`."
        if not problem and self.strict and not reason and word != "ignore-end":
            problem = "It silences nothing without a reason here: `-- reason`."
        if problem:
            self._keep(Directive(word if word in WORDS else "", start, end, tuple(names), problem))
        elif word == "ignore-end":
            self._close(start, end, names)
        else:
            self._add(word, start, end, names)

    def _add(self, word: str, start: int, end: int, names: Iterable[Name]) -> None:
        number = len(self.found.directives)
        target = self._target(start) if word == "ignore" else None
        kept = []
        for index, name in enumerate(names):
            new = True
            if word == "ignore-file":
                new = self.found.add(_FILE, name.text, (0, self.end, number, index))
            elif word == "ignore-start":
                new = self.open.setdefault(name.text, (start, number, index))[1:] == (number, index)
            elif target is not None:
                new = self.found.add(_BLOCK, name.text, (*target, number, index))
            kept.append(name if new else name._replace(problem="is silenced here already"))
        self._keep(Directive(word, start, end, tuple(kept)))

    def _close(self, start: int, end: int, names: Sequence[Name]) -> None:
        """An `ignore-end`; without brackets it ends all ranges."""
        if names[0].text == EVERY_RULE and self.open:
            names = [Name(name, start, end) for name in self.open]
        kept = []
        opened = []
        for name in names:
            place = self.open.pop(name.text, None)
            if place is None:
                problem = "is not silenced here"
                kept.append(name._replace(problem=problem))
            else:
                kept.append(name)
                self.found.add(_RANGE, name.text, (place[0], start, *place[1:]))
            opened.append(-1 if place is None else place[1])
        problem = "" if any(place >= 0 for place in opened) else "There is no `ignore-start` that this ends."
        self._keep(Directive("ignore-end", start, end, tuple(kept), problem, tuple(opened)))

    def close(self) -> None:
        """The end of the file ends all ranges."""
        left: dict[int, list[str]] = {}
        for name, (start, number, index) in self.open.items():
            self.found.add(_RANGE, name, (start, self.end, number, index))
            left.setdefault(number, []).append(name)
        for number, names in left.items():
            problem = f"There is no `ignore-end[{', '.join(names)}]` for it: it holds to the end of the file."
            self.found.directives[number] = self.found.directives[number]._replace(problem=problem)

    def front_matter(self) -> None:
        """The field `copydesk` with its key `ignore`; a field of that name that is no mapping means something else."""
        metadata = self.document.metadata
        given = metadata.get(FIELD)
        key = f"{FIELD}.ignore"
        if not isinstance(given, dict):
            if key not in metadata:
                return
            given = {"ignore": metadata[key], "reason": metadata.get(f"{FIELD}.reason")}
        start = max(self.document.text.find(FIELD), 0)
        whole = start, start + len(FIELD)
        for other in given:
            if other not in ("ignore", "reason"):
                hint = did_you_mean(str(other), ("ignore", "reason"))
                problem = f"`{FIELD}` in front matter has no key {quoted(str(other))}{hint or '.'}"
                self._keep(Directive("", *whole, problem=problem))
        value = given.get("ignore")
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) or item is None for item in items):
            self._keep(Directive("", *whole, problem="`ignore` in front matter takes a list of names."))
            return
        texts = [piece.strip() for item in items if item for piece in item.split(",") if piece.strip()]
        if not texts:
            return
        names = list(self._front_names(texts, start))
        first, last = names[0].start, names[-1].end
        number = len(self.found.directives)
        if self.strict and not given.get("reason"):
            problem = "It silences nothing without a reason here: `reason` beside `ignore`."
            self._keep(Directive(FIELD, first, last, tuple(names), problem))
            return
        for index, name in enumerate(names):
            if not self.found.add(_FILE, name.text, (0, self.end, number, index)):
                names[index] = name._replace(problem="is silenced here already")
        self._keep(Directive(FIELD, first, last, tuple(names)))

    def _front_names(self, texts: Iterable[str], at: int) -> Iterator[Name]:
        """Names with their places: in the field's own blocks if it has any, else the first that look like it."""
        source = self.document.text
        blocks = [block for block in self.document.blocks if block.field == f"{FIELD}.ignore"]
        if blocks:
            at = blocks[0].start
        for text in texts:
            found = source.find(text, at)
            at = found if found >= 0 else at
            yield Name(text, at, at + len(text) if found >= 0 else at)
            at += len(text) if found >= 0 else 0

    def _target(self, at: int) -> tuple[int, int] | None:
        """The block that a comment stands in, else the next one; None behind the last."""
        if self.targets is None:
            self.targets = block_places(self.document)
        starts, ends = self.targets
        number = bisect_right(starts, at) - 1
        if number < 0 or ends[number] <= at:
            number += 1
        return (starts[number], ends[number]) if number < len(starts) else None

    def _keep(self, directive: Directive) -> None:
        self.found.directives.append(directive)


def _place(comment: Block, at: int, start: int, end: int) -> tuple[int, int]:
    """Place in the source of a part of a comment, whose text is its source."""
    return comment.start + at + start, comment.start + at + end


def block_places(document: Document) -> tuple[list[int], list[int]]:
    """Starts and ends of the blocks that a directive may speak of, those inside other ones left out."""
    places = sorted(
        (start, -end)
        for block in document.blocks
        if block.kind not in ("comment", "front-matter")
        for start, end in (block.outer,)
    )
    starts: list[int] = []
    ends: list[int] = []
    for start, end in places:
        if not ends or -end > ends[-1]:
            starts.append(start)
            ends.append(-end)
    return starts, ends
