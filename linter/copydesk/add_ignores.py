"""Directives that silence findings, put into articles where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from copydesk.articles import Source, read_source
from copydesk.checks import LAST
from copydesk.document import Block, Document
from copydesk.engine import Group
from copydesk.fix import edited, line_end
from copydesk.fix_files import Change, Mended
from copydesk.formats import parse
from copydesk.formats.syntax_change import keeps_syntax
from copydesk.model import CopydeskError, Edit, Finding, Problem, Rule
from copydesk.rules.suppress import WORDS, block_places, names_of, read_suppressions
from copydesk.sources.files import PassedError, UnreadableError
from copydesk.typed import NamedTuple

_IN_LINE = frozenset({"table-cell", "table-header", "list-item", "heading"})
_MARKS = {"html": ("<!-- ", " -->"), "mdx": ("{/* ", " */}")}


class _Target(NamedTuple):
    """Findings that one directive is to silence, and the block it speaks of; None for the whole file."""

    block: Block | None
    findings: tuple[Finding, ...]


def check_reason(reason: str) -> str:
    """The reason as it stands behind a directive.

    Raises:
        CopydeskError: It is empty, or would end the comment that it stands in.
    """
    reason = " ".join(reason.split())
    if not reason.strip("-–—"):
        raise CopydeskError("--add-ignores: give a reason, such as --add-ignores 'not read yet'")
    if "--" in reason or "*/" in reason or ">" in reason or not reason.isprintable():
        raise CopydeskError("--add-ignores: the reason stands in a comment, so it must not hold --, */ or >")
    return reason


def silence_all(
    sources: Sequence[Source],
    groups: Sequence[Group],
    findings: Iterable[Finding],
    reason: str,
) -> tuple[list[Change], list[Problem]]:
    """Put directives into all articles that findings stand in; nothing is written.

    Args:
        sources: The articles of the run.
        groups: Their sets of rules.
        findings: What is to be silenced. Those about directives are left out.
        reason: As of `check_reason`.

    Returns:
        The articles that change, and what there is to say about findings that could not be silenced.
    """
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    changes: list[Change] = []
    notes: list[Problem] = []
    for source in sorted(sources):
        found = by_path.get(source.path)
        if not found:
            continue
        if source.data is not None:
            notes.append(Problem(source.path, "not silenced: it has changes that are not staged"))
            continue
        group = groups[source.group]
        if group.allow_ignores == "none":
            notes.append(Problem(source.path, "not silenced: allow-ignores is none here"))
            continue
        try:
            old = read_source(source)
        except (PassedError, UnreadableError) as error:
            notes.append(Problem(source.path, f"not silenced: {error}"))
            continue
        assert isinstance(old, bytes)
        new, silenced = silence(old, source.path, found, group, reason, source.format)
        last = sum(finding.rule in _last(group) for finding in found)
        if silenced < len(found) - last:
            left = len(found) - last - silenced
            they = "1 finding was" if left == 1 else f"{left} findings were"
            notes.append(Problem(source.path, f"{they} not silenced: a directive would change the text around it"))
        if new != old:
            changes.append(Change(source, old, Mended(new, silenced)))
    return changes, notes


def silence(
    data: bytes,
    path: str,
    findings: Sequence[Finding],
    group: Group,
    reason: str,
    format: str | None = None,  # noqa: A002 - users' word
) -> tuple[bytes, int]:
    """Put directives into one article.

    Each stands above the block that it speaks of, or, in list items, cells and headings, at its end; where neither is
    possible without a change of the text, as in front matter, the whole file is spoken of.

    Args:
        data: The article.
        path: Its path; the suffix tells the format.
        findings: What was found in exactly these bytes.
        group: The rules of the run.
        reason: As of `check_reason`.
        format: Its format, where the suffix does not tell.

    Returns:
        The article with the directives, and how many of the findings they silence.
    """
    document = parse(data, path, format)
    rules = {rule.id: rule for rule in group.rules}
    fitting = [
        finding
        for finding in findings
        if finding.rule not in _last(group) and finding.text == document.text[finding.start : finding.end]
    ]
    maker = _Maker(data, document, rules, group, reason)
    left = _targets(document, fitting)
    edits: list[Edit] = []
    done = data
    silenced = 0
    for place in (maker.usual, maker.other, None, maker.top, maker.bottom):
        if place is None:  # what is left is spoken of for the whole file
            rest = tuple(finding for target in left for finding in target.findings)
            left = [_Target(None, rest)] if rest else []
            continue
        fit, new = maker.most(edits, left, place)
        for target in fit:
            silenced += len(target.findings)
            edits.append(place(target))
            left.remove(target)
        done = new or done
    return done, silenced


def _last(group: Group) -> set[str]:
    return {rule.id for rule in group.rules if rule.kind == LAST}


def _targets(document: Document, findings: Sequence[Finding]) -> list[_Target]:
    """Findings by the block that a directive would speak of."""
    starts, ends = block_places(document)
    blocks = {
        block.outer[0]: block for block in reversed(document.blocks) if block.kind not in ("comment", "front-matter")
    }
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        number = bisect_right(starts, finding.start) - 1
        found.setdefault(number if number >= 0 and finding.start < ends[number] else -1, []).append(finding)
    return [_Target(blocks.get(starts[at]) if at >= 0 else None, tuple(some)) for at, some in sorted(found.items())]


def _body_start(document: Document) -> int:
    """Where the front matter ends."""
    if document.format == "text":
        from copydesk.formats.plain import front_matter

        return front_matter(document.text).end
    from copydesk.formats.front_matter import split

    return split(document.text).end


def _without(document: Document, edits: Sequence[Edit]) -> Document:
    """An article without the comments that were put into it, which readers do not see."""
    put = []
    shift = 0
    for edit in edits:
        put.append((edit.start + shift, edit.start + shift + len(edit.replacement)))
        shift += len(edit.replacement)
    starts = [start for start, _ in put]

    def is_new(block: Block) -> bool:
        at = bisect_right(starts, block.start) - 1
        return block.kind == "comment" and at >= 0 and block.start < put[at][1]

    return Document(document.path, document.format, document.text, [one for one in document.blocks if not is_new(one)])


class _Maker:
    """Directives for one article: their text, their places, and whether they do what they should."""

    def __init__(self, data: bytes, document: Document, rules: Mapping[str, Rule], group: Group, reason: str) -> None:
        self.data = data
        self.document = document
        self.rules = rules
        self.group = group
        self.reason = reason
        self.marks = _MARKS["mdx" if document.path.lower().endswith(".mdx") else "html"]
        self.end = line_end(document.text)

    def usual(self, target: _Target) -> Edit:
        """Above the block, on a line of its own; at its end where it shares its line with marks."""
        block = target.block
        return self._inside(target) if block is None or self._shares_line(block) else self._above(target)

    def other(self, target: _Target) -> Edit:
        """The other one of the two."""
        block = target.block
        return self._above(target) if block is None or self._shares_line(block) else self._inside(target)

    def top(self, target: _Target) -> Edit:
        """Behind the front matter, for the whole file."""
        at = _body_start(self.document)
        blank = self.document.text[at : at + 1] in ("\n", "\r")
        return Edit(at, at, self._comment(target, WORDS[3]) + self.end * (1 if blank else 2))

    def bottom(self, target: _Target) -> Edit:
        """At the end, for the whole file."""
        at = len(self.document.text)
        before = "" if self.document.text.endswith(("\n", "\r")) else self.end
        return Edit(at, at, before + self.end + self._comment(target, WORDS[3]) + self.end)

    def _shares_line(self, block: Block) -> bool:
        return bool(block.containers) or block.kind in _IN_LINE

    def _above(self, target: _Target) -> Edit:
        block = target.block
        at = block.outer[0] if block is not None else 0
        text = self.document.text
        first = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
        if text[first:at].strip():
            return Edit(at, at, self._comment(target))
        between = self.end if self.document.format == "text" else self.end * 2
        return Edit(first, first, text[first:at] + self._comment(target) + between)

    def _inside(self, target: _Target) -> Edit:
        at = target.block.end if target.block is not None else 0
        return Edit(at, at, f" {self._comment(target)}")

    def _comment(self, target: _Target, word: str = WORDS[0]) -> str:
        names = ", ".join(sorted({self._name(finding.rule) for finding in target.findings}))
        opening, closing = self.marks
        return f"{opening}copydesk: {word}[{names}] -- {self.reason}{closing}"

    def _name(self, rule_id: str) -> str:
        """The bare name of a rule where no other one is called so."""
        bare = rule_id.rpartition(".")[2]
        others = [(rule.id, rule.category, (*rule.tags, *rule.aliases)) for rule in self.group.rules]
        others += [(other, category, tags) for other, category, tags, _ in self.group.idle]
        return rule_id if any(bare in names_of(*other) and other[0] != rule_id for other in others) else bare

    def most(
        self, edits: Sequence[Edit], targets: Sequence[_Target], place: Callable[[_Target], Edit]
    ) -> tuple[list[_Target], bytes | None]:
        """Those of some targets that can be silenced by directives in one place, and the bytes with all of them.

        Args:
            edits: What is put in already.
            targets: What is to be silenced.
            place: Makes the directive.
        """
        fit: list[_Target] = []
        best = None
        todo = [list(targets)] if targets else []
        while todo:
            some = todo.pop()
            new = self._made([*edits, *map(place, [*fit, *some])], some)
            if new is not None:
                fit += some
                best = new
            elif len(some) > 1:
                middle = len(some) // 2
                todo += [some[middle:], some[:middle]]
        return fit, best

    def _made(self, edits: Sequence[Edit], targets: Sequence[_Target]) -> bytes | None:
        """The bytes with directives put in; None if they change anything else, or do not silence the findings."""
        edits = sorted(edits)
        if len({edit.start for edit in edits}) < len(edits):
            return None
        new = edited(self.data, self.document, edits)
        if new is None:
            return None
        after = parse(new, self.document.path, self.document.format)
        after.declare(self.group.language)
        if not keeps_syntax(self.document, _without(after, edits), edits):
            return None
        suppressions = read_suppressions(after, self.group.allow_ignores)
        if suppressions is None:
            return None
        for finding in (finding for target in targets for finding in target.findings):
            moved = sum(len(edit.replacement) for edit in edits if edit.start <= finding.start)
            at = finding._replace(start=finding.start + moved)
            if not suppressions.silences(self.rules[finding.rule], at):
                return None
        return new
