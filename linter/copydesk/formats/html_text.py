"""Visible text as a browser shows it, grown piece by piece, with the source range of every character."""

from __future__ import annotations

import re

from copydesk.document import CODE, Block
from copydesk.formats.html_tokens import REFERENCE, SPACE, resolve
from copydesk.lazy_pattern import lazy_pattern

_WHITE = " \t\n\f\r"
_UNEVEN = lazy_pattern(r"[\t\n\f\r&]")
# Both begin with a set of characters, which makes the search four times as fast as alternatives would be. The first
# one leaves runs of spaces alone.
_PIECE = lazy_pattern(rf"[\t\n\f\r&](?:(?<=&){REFERENCE[1:]}|(?<!&)[{SPACE}]*+)")
_SPACED_PIECE = lazy_pattern(rf"[{SPACE}&](?:(?<=&){REFERENCE[1:]}|(?<=[\t\n\f\r])[{SPACE}]*+|(?<= )[{SPACE}]++)")
_URL = r"(?:(?:https?|ftp)://|mailto:|www\.)(?:[^\s<>&]|&amp;|&(?!#?\w{1,31};))++"
_URL_TAIL = ".,;:!?\"')]"


class VisibleText:
    """The text of one block while it grows.

    White space is collapsed: a run of it counts as one space, kept back until more text follows.

    Attributes:
        size: Length of the visible text so far.
        first: Source offset of its first character.
        last: Source offset after its last character.
        breaking: Whether a line break stands after the last character.
    """

    __slots__ = (
        "_blank_end",
        "_blank_start",
        "_code",
        "_in_link",
        "_link_start",
        "_links",
        "_parts",
        "_soft_breaks",
        "_source",
        "_spans",
        "breaking",
        "first",
        "last",
        "size",
    )

    def __init__(self, source: str) -> None:
        """Start without text.

        Args:
            source: What all offsets refer to.
        """
        self._source = source
        self._in_link = False
        self._clear()

    def _clear(self) -> None:
        self.size = 0
        self.first = self.last = -1
        self.breaking = False
        self._parts: list[str] = []
        self._spans: list[int] = []
        self._links: list[tuple[int, int]] = []
        self._code: list[tuple[int, str]] = []
        self._soft_breaks: list[int] = []
        self._blank_start = self._blank_end = -1
        self._link_start = -1

    def add(self, start: int, end: int, *, attribute: bool = False) -> None:
        """Add text of the source: references resolved, white space collapsed, addresses as one mark.

        Args:
            start: Source offset.
            end: Source offset.
            attribute: Whether it is an attribute's value, in which references read a little differently.
        """
        raw = self._source[start:end]
        core = raw.strip(_WHITE)
        if not core:
            self.blank(start, end)
            return
        if len(core) < len(raw):
            lead = len(raw) - len(raw.lstrip(_WHITE))
            if lead:
                self.blank(start, start + lead)
                start += lead
            raw = core
        if "://" in raw or "www." in raw or "mailto:" in raw:
            self._add_pieces(re.compile(f"{_SPACED_PIECE.pattern}|{_URL}"), raw, start, attribute=attribute)
        elif "  " in raw:
            self._add_pieces(_SPACED_PIECE, raw, start, attribute=attribute)
        elif _UNEVEN.search(raw):
            self._add_pieces(_PIECE, raw, start, attribute=attribute)
        else:
            self._append(raw, start, len(raw))
        start += len(raw)
        if start < end:
            self.blank(start, end)

    def _add_pieces(self, pattern: re.Pattern[str], raw: str, start: int, *, attribute: bool) -> None:
        at = 0
        for match in pattern.finditer(raw):
            first, last = match.span()
            character = raw[first]
            if character == "&":
                found, length = resolve(match[0], after=raw[last : last + 1] if attribute else None)
                if not length:
                    continue
                if first > at:
                    self._put(raw[at:first], start + at)
                last = first + length
                if found in _WHITE:
                    self.blank(start + first, start + last)
                else:
                    self._append(found, start + first, length)
            elif character in _WHITE:
                if first > at:
                    self._put(raw[at:first], start + at)
                self.blank(start + first, start + last)
            else:
                if first > at:
                    self._put(raw[at:first], start + at)
                address = match[0].rstrip(_URL_TAIL)
                last = first + len(address) + address.endswith("&amp")
                self.mark(start + first, start + last, re.sub("&amp;?", "&", address))
            at = last
        if at < len(raw):
            self._put(raw[at:], start + at)

    def add_preformatted(self, start: int, end: int, *, references: bool = True) -> None:
        """Add text whose white space counts; blank lines before the first word are left out.

        Args:
            start: Source offset.
            end: Source offset.
            references: Whether character references count.
        """
        raw = self._source[start:end]
        at = 0
        if "&" in raw or "\r" in raw:
            for match in re.compile(rf"\r\n?|{REFERENCE}").finditer(raw):
                first, last = match.span()
                if match[0][0] == "\r":
                    found, length = "\n", last - first
                elif references:
                    found, length = resolve(match[0])
                else:
                    continue
                if length:
                    self._append_preformatted(raw[at:first], start + at, first - at)
                    self._append_preformatted(found, start + first, length)
                    at = first + length
        self._append_preformatted(raw[at:], start + at, len(raw) - at)

    def line_break(self, start: int, end: int, *, preformatted: bool = False) -> None:
        """Add a line break: a space that counts as one, or a newline in preformatted text."""
        if preformatted:
            self._append_preformatted("\n", start, end - start)
        elif self.size:
            self._blank_start, self._blank_end, self.breaking = start, end, True

    def blank(self, start: int, end: int) -> None:
        """Add white space."""
        if self._blank_start < 0:
            self._blank_start, self._blank_end = start, end

    def mark(self, start: int, end: int, content: str) -> None:
        """Add one mark in place of something that is no prose.

        Args:
            start: Source offset.
            end: Source offset.
            content: What the mark stands for, "" for an image.
        """
        if self.size:
            self._put_blank()
        self._code.append((self.size, content))
        self._append(CODE, start, end - start)

    def open_link(self) -> None:
        """Say that the text from here on is a link's."""
        self.close_link()
        self._in_link = True

    def close_link(self) -> None:
        """Say that the link ends here."""
        if self._link_start >= 0:
            self._links.append((self._link_start, self.size))
            self._link_start = -1
        self._in_link = False

    def take(
        self,
        kind: str,
        *,
        outer: tuple[int, int] | None = None,
        level: int = 0,
        containers: tuple[str, ...] = (),
    ) -> Block | None:
        """The text as a block, and an empty text again; an open link stays open.

        Args:
            kind: As in `Block`.
            outer: As in `Block`.
            level: As in `Block`.
            containers: As in `Block`.

        Returns:
            None where there is no text but blanks and images.
        """
        if self._link_start >= 0:
            self._links.append((self._link_start, self.size))
        text = "".join(self._parts)
        if kind == "code":
            text = self._trim(text)
        block = None
        if text.replace(CODE, "").strip() or any(content for _, content in self._code):
            block = Block(
                kind,
                text,
                self._spans,
                (self.first, self.last),
                outer=outer,
                level=level,
                containers=containers,
                links=self._links,
                code=self._code,
                soft_breaks=self._soft_breaks,
            )
        self._clear()
        return block

    def text(self) -> str:
        """The text so far, addresses in their place."""
        if not self._code:
            return "".join(self._parts)
        contents = iter(self._code)
        return "".join(next(contents, (0, ""))[1] if part == CODE else part for part in self._parts)

    def _trim(self, text: str) -> str:
        """The text without white space at its end, and the spans likewise."""
        trimmed = text.rstrip(_WHITE)
        if not trimmed or len(trimmed) == len(text):
            return trimmed
        spans = self._spans
        following = len(text)
        while spans[-3] >= len(trimmed):
            following = spans[-3]
            del spans[-3:]
        if spans[-1] == following - spans[-3]:
            spans[-1] = len(trimmed) - spans[-3]
        self.last = spans[-2] + spans[-1]
        size = len(trimmed)
        self._links = [(start, min(end, size)) for start, end in self._links if start < size]
        return trimmed

    def _put(self, raw: str, start: int) -> None:
        """Add text in which no two white-space characters touch, and only spaces are left."""
        if raw[0] == " ":
            self.blank(start, start + 1)
            raw = raw[1:]
            start += 1
            if not raw:
                return
        if raw[-1] == " ":
            self._append(raw[:-1], start, len(raw) - 1)
            self.blank(start + len(raw) - 1, start + len(raw))
        else:
            self._append(raw, start, len(raw))

    def _put_blank(self) -> None:
        if self._blank_start >= 0:
            if self.breaking:
                self._soft_breaks.append(self.size)
                self.breaking = False
            self._parts.append(" ")
            self._spans += (self.size, self._blank_start, self._blank_end - self._blank_start)
            self.size += 1
            self._blank_start = -1

    def _append(self, visible: str, start: int, length: int) -> None:
        if self.size:
            if self._blank_start >= 0:
                self._put_blank()
        else:
            self.first = start
            self._blank_start = -1
        if self._in_link and self._link_start < 0:
            self._link_start = self.size
        self._parts.append(visible)
        self._spans += (self.size, start, length)
        self.size += len(visible)
        self.last = start + length

    def _append_preformatted(self, visible: str, start: int, length: int) -> None:
        if not self.size and visible[:1] in _WHITE:
            kept = visible.lstrip(_WHITE)
            if len(visible) == length:
                start += length - len(kept)
                length = len(kept)
            visible = kept
        if visible:
            self._append(visible, start, length)
