"""Sentences that stand more than once in one article.

Most articles repeat none. One pass of built-in string operations over the whole text tells so, and only blocks that
it leaves in doubt are cut into sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from copydesk.document import CODE, Block, Document
from copydesk.duplicates.article import Passage, enough_words, passages
from copydesk.text.normalise import tokens
from copydesk.text.sentences import sentences

_STOPS = b".!?"
_OTHER_STOPS = "…。！？｡؟۔।॥។៕"
_ASCII = frozenset(map(chr, range(128)))
_LEAST_PIECE = 12
"""Bytes of letters that the longest run without a stop has in every sentence of eight words."""

# Letters and digits in lower case, a line end for each stop, bytes of other letters as they are.
_TABLE = bytes(10 if i in _STOPS else ord(chr(i).lower()) if i < 128 else i for i in range(256))
_DROPPED = bytes(i for i in range(128) if not (chr(i).isalnum() or i in _STOPS or i == 10))


class Sentence:
    """One sentence of a block.

    Attributes:
        block: Its block.
        start: Offset in the block's visible text.
        end: Offset after it.
        words: Its folded words, inline code included.
    """

    __slots__ = ("block", "end", "start", "words")

    def __init__(self, block: Block, start: int, end: int, words: list[str]) -> None:
        self.block = block
        self.start = start
        self.end = end
        self.words = words

    @property
    def text(self) -> str:
        """Its visible text."""
        return self.block.text[self.start : self.end]

    @property
    def key(self) -> str:
        """Its normalised text."""
        return " ".join(self.words)


def repeated_sentences(document: Document, include: Iterable[str], min_words: int) -> list[tuple[Sentence, Sentence]]:
    """Sentences with the same words as an earlier one, each with the first of its kind, in order.

    Args:
        document: The article.
        include: What is compared, of `copydesk.duplicates.article.KINDS`.
        min_words: Least number of words that are no numbers.
    """
    suspected = _suspects(passages(document, include, min_words))
    if not suspected:
        return []
    language = document.language
    first: dict[tuple[str, ...], Sentence] = {}
    again = []
    for passage in suspected:
        block = passage.block
        for cut in sentences(block.text, language):
            if cut[1] - cut[0] < 2 * min_words:
                continue
            start, end = _without_objects(block, *cut)
            words = _words(block, start, end)
            if not enough_words(words, min_words):
                continue
            sentence = Sentence(block, start, end, words)
            known = first.setdefault(tuple(words), sentence)
            if known is not sentence:
                again.append((sentence, known))
    return again


def _without_objects(block: Block, start: int, end: int) -> tuple[int, int]:
    """A range without the images and tags at its ends; inline code is a word."""
    text = block.text
    if CODE in text[start:end]:
        code = {offset for offset, content in block.code if content}
        while start < end and (text[start].isspace() or (text[start] == CODE and start not in code)):
            start += 1
        while start < end and (text[end - 1].isspace() or (text[end - 1] == CODE and end - 1 not in code)):
            end -= 1
    return start, end


def _words(block: Block, start: int, end: int) -> list[str]:
    """Folded words of a part of a block, inline code in its place."""
    text = block.text
    if not block.code:
        return tokens(text[start:end])
    pieces = []
    for offset, content in block.code:
        if start <= offset < end:
            pieces += [text[start:offset], content]
            start = offset + 1
    return tokens("".join([*pieces, text[start:end]]))


def _suspects(found: Sequence[Passage]) -> list[Passage]:
    """The passages that hold a run of words, from stop to stop, which stands twice."""
    pieces = _pieces("\n".join([passage.block.full_text for passage in found]))
    if len(set(pieces)) == len(pieces):
        return []
    counts = Counter(pieces)
    twice = {piece for piece, count in counts.items() if count > 1}
    return [passage for passage in found if not twice.isdisjoint(_pieces(passage.block.full_text))]


def _pieces(text: str) -> list[bytes]:
    """Folded letters of a text from stop to stop, nothing between them; short ones left out."""
    if not text.isascii():
        # As in `tokens`: without these few marks most edited prose is ASCII.
        text = text.replace("’", " ").replace("“", " ").replace("”", " ").replace("—", " ").replace("–", " ")
        text = text.replace("‘", " ").replace("\xa0", " ").replace("…", ".").replace("•", " ").replace(CODE, " ")
        if not text.isascii():
            text = _other_letters(text)
    folded = text.encode("utf-8", "surrogatepass").translate(_TABLE, _DROPPED)
    return [piece for piece in folded.split(b"\n") if len(piece) >= _LEAST_PIECE]


def _other_letters(text: str) -> str:
    """A text with letters beyond ASCII, folded, its marks beyond ASCII as blanks, or as line ends where they are stops."""
    text = normalize("NFKC", text).casefold()
    for mark in set(text).difference(_ASCII):
        if not mark.isalnum():
            text = text.replace(mark, "\n" if mark in _OTHER_STOPS else " ")
    return text
