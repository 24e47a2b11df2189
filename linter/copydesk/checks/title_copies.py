"""Where an article says its title again: as a line of its own, glued to the lead, in a caption.

Several rules use this: one reports the copies, others must not take them for body text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.document import CODE, PROSE, Block, Document
from copydesk.text.normalise import fold, tokens, word_pattern
from copydesk.typed import NamedTuple

# Compiled when a headline has one of the marks.
_MARKED = frozenset("-–—|·•»:")
_SUFFIX = r"\s+(?:[-–—|·•»]|::)\s+[^-–—|·•»]{1,40}$"
_LABEL = (
    r"(?:(?i:breaking(?: news)?|updated?|exclusive|just in|developing|alert|watch|video|photos?|live|opinion|analysis)"
    r"|[A-Z][A-Z' ]{2,24})\s*(?::|\s[-–—|])\s*|(?:BREAKING(?: NEWS)?|UPDATED?|EXCLUSIVE|JUST IN|VIDEO|WATCH)\s+"
)
_NO_LABEL = frozenset(
    (
        "READ",
        "READ MORE",
        "READ ALSO",
        "RELATED",
        "SEE ALSO",
        "MORE",
        "ALSO",
        "ALSO READ",
        "NEXT",
        "SOURCE",
        "VIA",
        "TAGS",
    )
)
"""Labels of links to the article, which stand in page furniture."""

_ARTICLES = frozenset(
    "the a an this that our your my his her its their der die das ein eine unser le la les un une el los las il de het".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W_]+")
_LAST_WORD = re.compile(r"[^\W_](?=[\W_]*$)")
_OPENING, _CLOSING = "\"'“‘„«(", "\"'”’»)"
_ENDS = ".!?…"
_OUTSIDE = frozenset({"blockquote", "list", "table", "footnote", "details", "nav", "footer", "aside", "aria-hidden"})
_LONG_CAPTION = 3
_FULL_WORDS = 20
_HEAD_BLOCKS = 8
_LONG_BLOCK = 3000
_DRESS = 120  # characters of label and site name that may stand around a copy


class Copy(NamedTuple):
    """One place where the title stands again.

    Attributes:
        block: Block it stands in.
        start: Offset in the block's visible text.
        end: Offset after it.
        manner: `exact`: the block is the title and nothing else; `dressed`: with a label such as BREAKING or a site's
            name; `near`: with a small edit or cut short; `glued`: other text goes on in the same block.
        early: Whether it stands near the top, where a copy is an accident of the page.
        answers: Whether it stands directly below another heading, which it may answer.
        headline: Whether it is the article's own headline while the title comes from its metadata.
    """

    block: Block
    start: int
    end: int
    manner: str
    early: bool
    headline: bool
    answers: bool = False

    @property
    def source(self) -> tuple[int, int]:
        """Source range of the copy."""
        if self.manner != "glued":
            return self.block.start, self.block.end
        return self.block.source_range(self.start, self.end)


def title_copies(document: Document) -> list[tuple[int, int]]:
    """Source ranges of all copies of the title, in order; the headline of an article with front matter is one."""
    return [copy.source for copy in find_copies(document)]


def find_copies(document: Document) -> list[Copy]:
    """All copies of the title, in order; computed once a document."""
    found: list[Copy] | None = document.memo.get("title-copies")
    if found is None:
        found = document.memo["title-copies"] = list(_copies(document))
    return found


class _Title(NamedTuple):
    text: str
    words: list[str]
    compact: str
    weight: int
    forms: frozenset[str]


def _weight(compact: str, words: int) -> int:
    """Size of a text in words; two letters are a word in scripts that set no blanks."""
    return len(compact) // 2 if any(letter > "⺀" for letter in compact) else words


def _read(block: Block) -> _Title | None:
    text, words = block.text.strip(), block.tokens
    compact = "".join(words)
    if len(compact) < 3:
        return None
    forms = {compact}
    for start, end in _undressed(text):
        inner = tokens(text[start:end])
        if len(inner) >= 3 or _weight("".join(inner), len(inner)) >= 5:
            forms.add("".join(inner))
    return _Title(text, words, compact, _weight(compact, len(words)), frozenset(forms))


def _undressed(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of a headline without its label, without the site's name, without either."""
    if not (_MARKED.intersection(text) or text[:4].isupper()):
        return
    label = re.match(_LABEL, text)
    starts = [0, label.end()] if label and label[0].strip(" :-–—|") not in _NO_LABEL else [0]
    ends = [len(text)]
    while len(ends) < 4:
        suffix = re.compile(_SUFFIX).search(text, max(ends[-1] - 60, 0), ends[-1])
        if suffix is None:
            break
        ends.append(suffix.start())
    for start in starts:
        for end in ends:
            if (start or end < len(text)) and end > start:
                yield start, end


def _copies(document: Document) -> Iterator[Copy]:
    title = document.title
    if title is None:
        yield from _doubled_first_line(document)
        return
    wanted = _read(title)
    if wanted is None:
        return
    in_metadata = title.kind not in PROSE
    headline_open = in_metadata
    position = -1  # of the block among those below the title; -1 above it
    below = in_metadata
    full = 0
    limit = len(wanted.text) + _DRESS
    before: Block | None = None
    for block in document.prose:
        above, before = before, block
        if block is title:
            below = True
            continue
        if below:
            position += 1
        early = below and full < 2 and position < _HEAD_BLOCKS
        text = block.text
        if len(text) <= limit:
            copy = _whole(block, wanted, position, full, early)
            if copy is not None:
                is_headline = headline_open and (
                    block.level == 1 or (full == 0 and (block.kind == "heading" or document.format == "html"))
                )
                if is_headline:
                    headline_open = False
                    position -= 1
                    yield copy._replace(headline=True)
                elif not _is_link(block) and (copy.manner != "near" or block.kind != "heading"):
                    yield copy._replace(answers=_is_answer(above, title))
                continue
        if early and block.kind in ("paragraph", "caption") and not _OUTSIDE.intersection(block.containers):
            copy = _glued(block, wanted)
            if copy is not None:
                yield copy._replace(answers=_is_answer(above, title))
        if block.kind == "paragraph" and _is_full(text):
            full += 1


def _is_answer(above: Block | None, title: Block) -> bool:
    """Whether a block stands below a heading other than the title, by the block before it."""
    return above is not None and above is not title and above.kind == "heading" and above.level > 1


def _is_link(block: Block) -> bool:
    """Whether a block is one link as a whole: to the article itself, to another one or a book of that name."""
    return bool(block.links) and block.links[0] == (0, len(block.text.rstrip(CODE + " ")))


def _is_full(text: str) -> bool:
    """Whether a paragraph is running text: long, and ended like a sentence."""
    return len(text) > 80 and text.rstrip(_CLOSING + " ")[-1:] in _ENDS and text.count(" ") >= _FULL_WORDS - 1


def _whole(block: Block, title: _Title, position: int, full: int, early: bool) -> Copy | None:
    """The block as a copy of the title, if it is one and stands where that means something."""
    if block.kind not in ("paragraph", "heading", "caption") or _OUTSIDE.intersection(block.containers):
        return None
    text = block.text
    if block.code and not text.strip(CODE + " "):
        return None  # nothing but code
    first_heading = block.kind == "heading" and (block.level == 1 or full == 0)
    if block.kind == "heading" and block.level > 1 and position > 0:
        return None
    manner = _manner(block, title, early)
    if manner is None:
        return None
    if block.kind == "caption" and title.weight <= _LONG_CAPTION:
        return None  # what the picture shows has that name
    adjacent = position == 0
    if manner == "near":
        fits = early and full == 0
    elif first_heading or adjacent:
        fits = True
    elif early and full == 0:
        fits = title.weight >= 3
    elif text.rstrip(_CLOSING + " ")[-1:] in _ENDS:
        fits = title.weight >= 8  # a short sentence may well come again
    else:
        fits = title.weight >= 5
    return Copy(block, 0, len(text), manner, early or adjacent, False) if fits else None


def _manner(block: Block, title: _Title, early: bool) -> str | None:
    text, words = block.text, block.tokens
    compact = "".join(words)
    if compact == title.compact:
        return "exact"
    if compact in title.forms:
        return "dressed"
    for start, end in _undressed(text):
        if "".join(tokens(text[start:end])) in title.forms:
            return "dressed"
    if early and title.weight >= 6 and " " in text and _near(words, title.words, text, title.text):
        return "near"
    return None


def _near(words: list[str], title: list[str], text: str, title_text: str) -> bool:
    """Whether two headlines differ at one place only, by little, or one is the other cut short."""
    for short, short_text, long in ((words, text, title), (title, title_text, words)):
        if short_text.rstrip().endswith(("...", "…")) and 4 <= len(short) < len(long) <= 2 * len(short) + 12:
            head = long[: len(short)]
            if head[:-1] == short[:-1] and head[-1].startswith(short[-1]):
                return True
    size = min(len(words), len(title))
    if size < 6:
        return False
    start = 0
    while start < size and words[start] == title[start]:
        start += 1
    end = 0
    while end < size - start and words[-1 - end] == title[-1 - end]:
        end += 1
    one, other = words[start : len(words) - end], title[start : len(title) - end]
    if any(character.isdigit() for word in (*one, *other) for character in word):
        return False
    if not one or not other:
        return len(one) + len(other) <= max(1, size // 6)
    return len(one) == len(other) == 1 and _misspelt(one[0], other[0])


def _misspelt(one: str, other: str) -> bool:
    """Whether two words of some length differ in one run of at most two letters."""
    size = min(len(one), len(other))
    if size < 5:
        return False
    start = 0
    while start < size and one[start] == other[start]:
        start += 1
    end = 0
    while end < size - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return max(len(one), len(other)) - start - end <= 2


def _glued(block: Block, title: _Title) -> Copy | None:
    """A copy at the head of a block, or inside a caption or credit line, with other text going on."""
    text = block.text
    if title.weight < (_LONG_CAPTION + 1 if block.kind == "caption" else 3) or len(text) > _LONG_BLOCK:
        return None
    first = len(text) - len(text.lstrip(_OPENING + " "))
    end = _match(text, first, title)
    if end >= 0:
        breaks = any(end <= at <= end + 1 for at in block.soft_breaks)
        if not _linked(block, first, end) and _goes_on(text, end, title, at_break=breaks):
            return Copy(block, _open(text, first, title), end, "glued", True, False)
        return None
    if title.weight < 5:
        return None
    for word in word_pattern(text).finditer(text, 1):
        if fold(word[0]) == title.words[0]:
            start = word.start()
            end = _match(text, start, title)
            if (
                end >= 0
                and _case(text[start:end], title.text)
                and _begins(text, start)
                and not _linked(block, start, end)
                and _goes_on(text, end, title, at_break=False)
            ):
                return Copy(block, _open(text, start, title), end, "glued", True, False)
    return None


def _match(text: str, start: int, title: _Title) -> int:
    """Offset after the title's words from `start` on, its closing marks included; -1 if others stand there."""
    compact = title.compact
    at = 0
    for word in word_pattern(text).finditer(text, start):
        piece = fold(word[0])
        if not compact.startswith(piece, at):
            return -1
        at += len(piece)
        if at == len(compact):
            end = word.end()
            last = _LAST_WORD.search(title.text)
            for mark in title.text[last.end() :] if last else "":
                if end < len(text) and fold(text[end]) == fold(mark):
                    end += 1
            return end
    return -1


def _open(text: str, start: int, title: _Title) -> int:
    """The start moved over the quotation mark that opens the title."""
    if start and title.text[:1] in _OPENING and text[start - 1] in _OPENING:
        return start - 1
    return start


def _goes_on(text: str, end: int, title: _Title, *, at_break: bool) -> bool:
    """Whether what follows begins anew, so that the words before were no part of its sentence."""
    rest = text[end:].lstrip()
    if not rest:
        return True
    if at_break:
        return not rest[0].islower()
    if not text[end].isspace():
        return False
    closed = title.text.rstrip(_CLOSING)[-1:] in "!?"
    if title.weight < (3 if closed else 4 if _is_title_case(title.text) else 5):
        return False
    if rest[0] in "-–—|":
        rest = rest[1:].lstrip()
    first = rest.lstrip(_OPENING.replace("(", ""))[:1]
    # A letter that is neither tells something only in scripts that set no blanks, where one stands here all the same;
    # not where it sets off a word in another script.
    return first.isupper() or first.isdigit() or (first > "⺀" < text[end - 1] and first.isalpha())


def _begins(text: str, start: int) -> bool:
    """Whether a headline may begin inside this text: not in quotation marks, not in the flow of a sentence."""
    before = text[:start].rstrip()
    if before[-1:] in ":\"'“‘„«(" or (start and text[start - 1] in _OPENING):
        return False
    word = re.search(r"\w+$", before[-40:])
    return word is None or ((word[0][0].isupper() or word[0].isdigit()) and word[0].lower() not in _ARTICLES)


def _case(text: str, title: str) -> bool:
    return _WORD.findall(text) == _WORD.findall(title)


def _is_title_case(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return bool(words) and all(word[0].isupper() for word in words)


def _linked(block: Block, start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in block.links)


def _doubled_first_line(document: Document) -> Iterator[Copy]:
    """A headline and its copy on two lines without a blank one between, which read as one paragraph."""
    block = next((block for block in document.prose if block.text.strip()), None)
    if block is None or block.kind != "paragraph" or not block.soft_breaks or block.containers:
        return
    breaks = [*block.soft_breaks, len(block.text)]
    start, end = breaks[0] + 1, breaks[1]
    if breaks[0] > 300 or end - start > 300:
        return
    title, second = tokens(block.text[: breaks[0]]), tokens(block.text[start:end])
    if title and "".join(title) == "".join(second) and _weight("".join(title), len(title)) >= 3:
        yield Copy(block, start, end, "glued", True, False)
