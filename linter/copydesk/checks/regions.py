"""The parts of an article that pattern rules search, with the way back to the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

from copydesk.checks.scopes import Selector, fits, names_of, suffix_of
from copydesk.document import Block, Document
from copydesk.matching.texts import Texts

BLOCKS, SENTENCES, SUMMARY, RAW = "blocks", "sentences", "summary", "raw"


class Regions:
    """Parts of one kind: all blocks, all sentences, the summary, or the source.

    Attributes:
        texts: Their visible text.
        document: Where they are from.
    """

    __slots__ = ("_fitting", "_fitting_sets", "_locate", "_names", "document", "texts")

    def __init__(
        self,
        document: Document,
        pieces: list[str],
        names: list[frozenset[str]],
        locate: Callable[[int, int, int], tuple[int, int]],
    ) -> None:
        """Take the parts.

        Args:
            document: See the class.
            pieces: Text of each part.
            names: Names of each part, see `copydesk.checks.scopes`.
            locate: Number of a part and a range in it to a range of the source.
        """
        self.document = document
        self.texts = Texts(pieces)
        self._names = names
        self._locate = locate
        self._fitting: dict[tuple[Selector, ...], list[int]] = {}
        self._fitting_sets: dict[tuple[Selector, ...], frozenset[int]] = {}

    def fitting(self, wanted: tuple[Selector, ...]) -> list[int]:
        """Numbers of the parts that are in a scope, in order."""
        found = self._fitting.get(wanted)
        if found is None:
            known: dict[frozenset[str], bool] = {}
            found = []
            for number, names in enumerate(self._names):
                if names not in known:
                    known[names] = fits(names, wanted)
                if known[names]:
                    found.append(number)
            self._fitting[wanted] = found
        return found

    def fitting_set(self, wanted: tuple[Selector, ...]) -> frozenset[int]:
        """The same as a set."""
        found = self._fitting_sets.get(wanted)
        if found is None:
            found = self._fitting_sets[wanted] = frozenset(self.fitting(wanted))
        return found

    def source_range(self, piece: int, start: int, end: int) -> tuple[int, int]:
        """Range of the source that a range of a part stands for."""
        return self._locate(piece, start, end)


def regions(document: Document, kind: str) -> Regions:
    """The parts of one kind, made once for each article."""
    key = ("regions", kind)
    found: Regions | None = document.memo.get(key)
    if found is None:
        make = {BLOCKS: _blocks, SENTENCES: _sentences, SUMMARY: _summary, RAW: _raw}[kind]
        found = document.memo[key] = make(document)
    return found


def _named_blocks(document: Document) -> Iterable[tuple[Block, frozenset[str]]]:
    suffix = suffix_of(document.path, document.format)
    known: dict[tuple[str, ...], frozenset[str]] = {}
    for block in document.blocks:
        names = names_of(block, suffix, document.format)
        if names is not None and block.text:
            yield block, known.setdefault(names, frozenset(names))


def _blocks(document: Document) -> Regions:
    blocks, names = [], []
    for block, block_names in _named_blocks(document):
        blocks.append(block)
        names.append(block_names)
    return Regions(
        document,
        [block.text for block in blocks],
        names,
        lambda piece, start, end: blocks[piece].source_range(start, end),
    )


def _sentences(document: Document) -> Regions:
    """Sentences of the paragraphs; headings, list items, cells and quotes are not divided."""
    from copydesk.text.sentences import sentences

    names = frozenset({"sentence", suffix_of(document.path, document.format)})
    pieces: list[str] = []
    places: list[tuple[Block, int]] = []
    for block, block_names in _named_blocks(document):
        if "paragraph" in block_names:
            for start, end in sentences(block.text, document.language):
                pieces.append(block.text[start:end])
                places.append((block, start))

    def locate(piece: int, start: int, end: int) -> tuple[int, int]:
        block, offset = places[piece]
        return block.source_range(offset + start, offset + end)

    return Regions(document, pieces, [names] * len(pieces), locate)


def _summary(document: Document) -> Regions:
    """One text of all paragraphs, list items and block quotes, a blank line between them."""
    names = frozenset({"summary", suffix_of(document.path, document.format)})
    blocks = [
        block for block, has in _named_blocks(document) if not has.isdisjoint(("paragraph", "list", "blockquote"))
    ]
    starts: list[int] = []
    at = 0
    for block in blocks:
        starts.append(at)
        at += len(block.text) + 2

    def locate(_piece: int, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(starts, start) - 1
        last = max(bisect_right(starts, max(start, end - 1)) - 1, first)
        source_start = blocks[first].source_start(start - starts[first])
        source_end = blocks[last].source_end(end - starts[last])
        return source_start, max(source_start, source_end)

    return Regions(
        document, ["\n\n".join(block.text for block in blocks)] if blocks else [], [names][: len(blocks)], locate
    )


def _raw(document: Document) -> Regions:
    """The whole source, its line ends as line feeds."""
    names = frozenset({"raw", suffix_of(document.path, document.format)})
    text = document.text
    if "\r" not in text:
        return Regions(document, [text], [names], lambda _piece, start, end: (start, end))
    lines = text.split("\r\n")
    # Places in the shortened text behind which one carriage return was left out.
    dropped: list[int] = []
    at = 0
    for line in lines[:-1]:
        at += len(line)
        dropped.append(at)
        at += 1

    def locate(_piece: int, start: int, end: int) -> tuple[int, int]:
        # A range that begins with a line feed begins with its carriage return; one that ends before it ends there.
        return start + bisect_left(dropped, start), end + bisect_left(dropped, end)

    return Regions(document, ["\n".join(lines).replace("\r", "\n")], [names], locate)
