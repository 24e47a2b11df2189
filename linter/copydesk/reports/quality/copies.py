"""Texts that stand in several places, and where two copies of them differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from copydesk.document import Document
from copydesk.formats import parse
from copydesk.model import Finding
from copydesk.reports.quality.data import Copies, Member
from copydesk.reports.quality.shown import seen

MOST_MEMBERS = 12
_LONGEST_TEXT = 4000
_COMPARED_WORDS = 800

Place = tuple[str, int, int, int]
"""Path, start, end, line."""

Run = tuple[bool, str]
"""Whether it differs from the other side, and a piece of text."""


def copies_of(findings: Iterable[Finding], reader: PlaceReader) -> tuple[Copies, ...]:
    """Group findings that speak of one text in several places.

    Args:
        findings: All findings; those with places that are alike are taken.
        reader: Reads the places.

    Returns:
        Groups with most places first, then the longest texts.
    """
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        # What refers to another place without being like it is no copy; nor is the title in its own article.
        if any(place.similarity is not None for place in finding.related):
            first = finding.related[0]
            # A headline and an article may have the same cluster, for they are copies for the same reason.
            groups.setdefault(finding.cluster or (first.path, first.start, first.end), []).append(finding)
    found = [_copies(group, reader) for group in groups.values()]
    return tuple(sorted(found, key=lambda one: (-one.total, -len(one.members[0].text), one.members[0])))


def _copies(findings: list[Finding], reader: PlaceReader) -> Copies:
    places: dict[Place, None] = {}
    for finding in findings:
        for place in finding.related:
            places[place.path, place.start, place.end, place.line] = None
    kept = next(iter(places))
    for finding in findings:
        places[finding.path, finding.start, finding.end, finding.line] = None
    others = sorted(place for place in places if place != kept)
    whole = any(finding.rule.endswith("-article") for finding in findings)
    members = tuple(
        Member(path, line, reader.article(path) if whole else reader.passage(path, start, end))
        for path, start, end, line in [kept, *others][:MOST_MEMBERS]
    )
    return Copies(
        tuple(sorted({finding.rule for finding in findings})),
        members,
        max(len(places), max(finding.related_total for finding in findings) + 1),
        min(place.similarity for finding in findings for place in finding.related if place.similarity is not None),
    )


def differing_words(left: str, right: str) -> tuple[list[Run], list[Run]]:
    """Two texts as runs of words that differ from the other side or do not.

    Very long texts are compared at their beginnings.

    Args:
        left: One text.
        right: The other one.
    """
    ours, theirs = left.split(), right.split()
    if ours == theirs:
        return [(False, left)] if left else [], [(False, right)] if right else []
    first, second = ours[:_COMPARED_WORDS], theirs[:_COMPARED_WORDS]
    matcher = SequenceMatcher(None, list(map(_folded, first)), list(map(_folded, second)), autojunk=False)
    sides: tuple[list[Run], list[Run]] = ([], [])
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        for side, words in ((sides[0], first[start:end]), (sides[1], second[other_start:other_end])):
            if words:
                side.append((tag != "equal", " ".join(words)))
    for side, words in ((sides[0], ours), (sides[1], theirs)):
        if len(words) > _COMPARED_WORDS:
            side.append((False, f"… and {len(words) - _COMPARED_WORDS:,} words more"))
    return sides


def _folded(word: str) -> str:
    return word.casefold().strip(".,;:!?\"'“”‘’()[]")


class PlaceReader:
    """Visible text of places; the last articles are kept."""

    def __init__(self, source: Callable[[str], str | None]) -> None:
        """Take a function that gives the decoded text of a path."""
        self.source = source
        self.document = lru_cache(64)(self._document)

    def _document(self, path: str) -> Document | None:
        text = self.source(path)
        return parse(text, path) if text is not None else None

    def lines(self, path: str, start: int, end: int) -> list[str]:
        """What readers see of a range of the source, block by block; the source itself where that is nothing."""
        document = self.document(path)
        if document is None:
            return []
        found = []
        for block in document.prose:
            if block.start < end and block.end > start:
                first, last = block.visible_range(start, end)
                found.append(seen(block, first, last))
        return found or [document.text[start:end]]

    def passage(self, path: str, start: int, end: int) -> str:
        """As `lines`, in one text."""
        return " ".join(self.lines(path, start, end))[:_LONGEST_TEXT]

    def article(self, path: str) -> str:
        """All that readers see of an article."""
        document = self.document(path)
        return " ".join(seen(block, 0, len(block.text)) for block in document.prose) if document is not None else ""
