"""Fixes: which of them go together, what a text is with them, and the bytes that come of it.

A fix is a set of edits in code points of the decoded file. Those of one pass never overlap; what has to wait is looked
at again in the next one, when all findings have been made anew. What no edit covers stays byte for byte as it was.
"""

from __future__ import annotations

import codecs
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from copydesk.document import Document
from copydesk.formats import format_of, parse
from copydesk.formats.decode import decode
from copydesk.formats.syntax_change import keeps_syntax
from copydesk.model import Edit, Finding
from copydesk.typed import NamedTuple

_BROKEN = "\ud800"  # stands for bytes that fit the encoding nowhere; no decoder gives it
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HANDLER = "copydesk.keep-raw"
_MOST_TRIES, _LEAST_TRIES = 400, 24
_MOST_PARSED = 40_000_000
"""Bounds on how often an article is parsed, and how much of it, to find out which fixes keep its syntax; the fixes that
are left over wait for the next pass."""

_raw = threading.local()


class Pass(NamedTuple):
    """What came of one pass over an article.

    Attributes:
        data: The article with the edits in it.
        applied: The findings that were mended.
        refused: Those whose fixes would have changed the syntax around them, or cannot be written in its encoding.
    """

    data: bytes
    applied: tuple[Finding, ...]
    refused: tuple[Finding, ...]


def has_fix(finding: Finding, *, unsafe: bool) -> bool:
    """Whether a finding has a fix that may be made.

    Args:
        finding: The finding.
        unsafe: Whether unsafe fixes count.

    Returns:
        False as well for a fix that deletes a place whose copy is in another file: each of the two files would lose
        its place to the other one.
    """
    fix = finding.fix
    if fix is None or not fix.edits or (fix.safety == "unsafe" and not unsafe):
        return False
    return not (_deletes(finding) and any(place.path != finding.path for place in finding.related))


def choose(findings: Iterable[Finding], *, unsafe: bool) -> list[Finding]:
    """The findings whose fixes can be made together, whatever order they come in.

    Safe fixes come before unsafe ones, then the earlier place, then the shorter range, then rule and edits by name.
    A fix waits if one of its edits overlaps with one of a fix chosen before, or touches it where something is
    inserted. A deletion also waits if another fix changes the copy that it leaves standing, and the other way round:
    so no two copies take each other away.

    Args:
        findings: Of one article.
        unsafe: Whether unsafe fixes count.

    Returns:
        In order of place.
    """
    taken = _Taken()
    held = _Held()
    chosen = []
    for finding in sorted((f for f in findings if has_fix(f, unsafe=unsafe)), key=_precedence):
        assert finding.fix is not None
        edits = finding.fix.edits
        copies = [(place.start, place.end) for place in finding.related] if _deletes(finding) else []
        if (
            any(taken.clashes(edit) or held.overlaps(edit.start, edit.end) for edit in edits)
            or any(taken.overlaps(start, end) for start, end in copies)
        ):  # fmt: skip
            continue
        for edit in edits:
            taken.add(edit)
        for start, end in copies:
            held.add(start, end)
        chosen.append(finding)
    return sorted(chosen, key=lambda finding: (finding.fix.edits[0].start, finding.rule) if finding.fix else (0, ""))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made that do not overlap; they may come in any order."""
    pieces = []
    at = 0
    for edit in sorted(edits):
        pieces += [text[at : edit.start], edit.replacement]
        at = max(at, edit.end)
    return "".join([*pieces, text[at:]])


def fix_once(
    data: bytes,
    path: str,
    findings: Iterable[Finding],
    *,
    unsafe: bool,
    format: str | None = None,  # noqa: A002 - users' word
) -> Pass:
    """Make the fixes of one article that go together.

    A fix is refused if it would turn what is around it into something else, such as a line into a heading or two lists
    into one, and if the encoding of the file has no bytes for what it puts in.

    Args:
        data: The file's bytes.
        path: Its path; the suffix tells the format.
        findings: What was found in exactly these bytes.
        unsafe: Whether to make unsafe fixes too.
        format: Its format, where the suffix does not tell.
    """
    name = format or format_of(path)
    text = decode(data, html=name == "html")[0]
    fitting = [finding for finding in findings if finding.text == text[finding.start : finding.end]]
    chosen = [_with_line_ends(finding, text) for finding in choose(fitting, unsafe=unsafe)]
    if not chosen:
        return Pass(data, (), ())
    before = parse(data, path, name)

    def made(some: Sequence[Finding]) -> bytes | None:
        """The bytes with the fixes of some findings, or None where they change more than they say."""
        edits = sorted(edit for finding in some if finding.fix is not None for edit in finding.fix.edits)
        new = edited(data, before, edits)
        if new is None:
            return None
        return new if name == "text" or keeps_syntax(before, parse(new, path, name), edits) else None

    tries = max(_LEAST_TRIES, min(_MOST_TRIES, _MOST_PARSED // max(1, len(data))))
    new, applied, refused = _largest(chosen, made, tries)
    return Pass(data if new is None else new, tuple(applied), tuple(refused))


def edited(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes | None:
    """The bytes of an article with edits made; None if its encoding has none for them, or they would be read otherwise.

    Args:
        data: The article's bytes.
        document: What they were read as.
        edits: In order, without overlaps.
    """
    html = document.format == "html"
    text, encoding = decode(data, html=html)
    new = _encoded(data, text, encoding, edits)
    # The encoding is found out from the bytes, so they must still be read as they were written.
    return new if new is not None and decode(new, html=html)[0] == apply_edits(text, edits) else None


def line_end(text: str) -> str:
    """How the lines of a text end, going by the first one."""
    first = text.find("\n")
    if first < 0:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if text[first - 1 : first] == "\r" else "\n"


def _largest(
    chosen: Sequence[Finding], made: Callable[[Sequence[Finding]], bytes | None], tries: int
) -> tuple[bytes | None, list[Finding], list[Finding]]:
    """The bytes with as many fixes as go together, those that were made, and those that were tried alone in vain."""
    applied: list[Finding] = []
    refused: list[Finding] = []
    best = None
    todo = [list(chosen)]
    for _ in range(tries):
        if not todo:
            break
        some = todo.pop()
        new = made([*applied, *some])
        if new is not None:
            applied += some
            best = new
        elif len(some) == 1:
            refused += some
        else:
            middle = len(some) // 2
            todo += [some[middle:], some[:middle]]
    return best, applied, refused


def _precedence(finding: Finding) -> tuple[object, ...]:
    fix = finding.fix
    assert fix is not None
    return fix.safety, fix.edits[0].start, fix.edits[-1].end, finding.rule, finding.start, finding.end, fix.edits


def _deletes(finding: Finding) -> bool:
    return finding.fix is not None and any(not edit.replacement.strip() for edit in finding.fix.edits)


class _Taken:
    """Edits that do not clash, in order."""

    def __init__(self) -> None:
        self._edits: list[tuple[int, int]] = []
        self._ends: list[int] = []

    def _near(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Those that overlap with a range or touch it; the first overlap comes among the first three."""
        at = bisect_left(self._ends, start)
        while at < len(self._edits) and self._edits[at][0] <= end:
            yield self._edits[at]
            at += 1

    def overlaps(self, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self._near(start, end))

    def clashes(self, edit: Edit) -> bool:
        """Whether an edit overlaps with one of them, or touches it where one of the two only puts something in."""
        inserts = edit.start == edit.end
        return any(
            inserts or first == last or (first < edit.end and edit.start < last)
            for first, last in self._near(edit.start, edit.end)
        )

    def add(self, edit: Edit) -> None:
        at = bisect_left(self._edits, (edit.start, edit.end))
        self._edits.insert(at, (edit.start, edit.end))
        self._ends.insert(at, edit.end)


class _Held:
    """Ranges that must stay as they are, merged, in order."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []

    def _span(self, start: int, end: int) -> tuple[int, int]:
        """Which of the ranges overlap with one, as a slice."""
        first = bisect_left(self._ranges, (start, start))
        if first and self._ranges[first - 1][1] > start:
            first -= 1
        last = first
        while last < len(self._ranges) and self._ranges[last][0] < end:
            last += 1
        return first, last

    def overlaps(self, start: int, end: int) -> bool:
        first, last = self._span(start, end)
        return any(low < end and start < high for low, high in self._ranges[first : min(last, first + 2)])

    def add(self, start: int, end: int) -> None:
        first, last = self._span(start, end)
        merged = [*self._ranges[first:last], (start, end)]
        self._ranges[first:last] = [(min(low for low, _ in merged), max(high for _, high in merged))]


def _with_line_ends(finding: Finding, text: str) -> Finding:
    """The finding with the file's own line ends in what its fix puts in."""
    fix = finding.fix
    if fix is None or not any("\n" in edit.replacement for edit in fix.edits):
        return finding
    ends = line_end(text)
    edits = tuple(
        edit._replace(replacement=edit.replacement.replace("\r\n", "\n").replace("\n", ends)) for edit in fix.edits
    )
    return finding._replace(fix=fix._replace(edits=edits))


def _encoded(data: bytes, text: str, encoding: str, edits: Sequence[Edit]) -> bytes | None:
    """The bytes of a text with edits made; None if they cannot be told.

    Args:
        data: The bytes of the text.
        text: The text, U+FFFD for what fits the encoding nowhere.
        encoding: Of the text.
        edits: In order.
    """
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    _raw.found = []
    marked = data[len(mark) :].decode(encoding, _HANDLER)
    raw: list[bytes] = _raw.found
    if len(marked) != len(text) or _joined(marked, raw, encoding) != data[len(mark) :]:
        return None
    kept: list[bytes] = []
    at = passed = 0
    for edit in edits:
        left = marked.count(_BROKEN, at, edit.start)
        kept += raw[passed : passed + left]
        passed += left + marked.count(_BROKEN, edit.start, edit.end)
        at = edit.end
    new = _joined(apply_edits(marked, edits), [*kept, *raw[passed:]], encoding)
    return None if new is None else mark + new


def _joined(marked: str, raw: Sequence[bytes], encoding: str) -> bytes | None:
    """Bytes of a text in which marks stand for raw bytes."""
    first, *others = marked.split(_BROKEN)
    try:
        pieces = [first.encode(encoding)]
        for broken, piece in zip(raw, others, strict=True):
            pieces += [broken, piece.encode(encoding)]
    except (UnicodeEncodeError, ValueError):
        return None
    return b"".join(pieces)


def _keep_raw(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    _raw.found.append(error.object[error.start : error.end])
    return _BROKEN, error.end


codecs.register_error(_HANDLER, _keep_raw)
