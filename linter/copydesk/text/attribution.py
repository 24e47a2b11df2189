"""Whether a quotation has a source: evidence windows around it, the first that holds decides.

Level 1 is a verb of saying, a phrase, a colon or an author in the quotation's own sentence; 2 the quotation built
into a sentence; 3 the next sentence names the speaker; 4 something said earlier in the block; 5 a speaker's label;
6 the blocks around it (continued, introduced, or signed). Levels 7 to 9 name no source: 7 leans on the quotation
before it or stands where readers expect none, 8 follows a block in which somebody says something, 9 has nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from copydesk.text.attribution_words import ABBREVIATIONS, LOOSE, NO_SUBJECTS, PHRASES, STRONG, SUBJECTS
from copydesk.text.quotations import Quotation

SOURCED = 6
"""The last level that counts as sourced."""

_HIDDEN = "\x01"
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_STOP = re.compile(r"([.!?…])[.!?…)\]’'\"”]*\s+(?=\S)")
_LABEL = re.compile(r"\W{0,3}(?:Q|A|[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,4}(?: \([^()]{1,60}\))?) ?: ?(?=\S)")
_SIGNED = re.compile(r"[\s.,]*(?:[—–―~]|-{1,3}(?=[\s\w]))\s*[^\W\d_a-z@]|[\s.,]*[(\[]\s*\w")
_SIGNATURE = re.compile(r"\W{0,2}(?:[—–―~]|-{1,3})\s*\S|\W{0,2}(?:by|from|source|via)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_ENDS = ".!?…"
_INNER_CLOSERS = "’'”\"»«)]} \xa0"


class Cue:
    """A word or phrase that tells of saying: its range in the block's text."""

    __slots__ = ("end", "phrase", "start")

    def __init__(self, start: int, end: int, *, phrase: bool = False) -> None:
        self.start = start
        self.end = end
        self.phrase = phrase


class Verdict:
    """What is known about the source of one quotation.

    Attributes:
        level: 1 to 9, see the module.
        block: Number of the block the cue stands in.
        cue: What points to the source, where there is such a word.
    """

    __slots__ = ("block", "cue", "level")

    def __init__(self, level: int, block: int, cue: Cue | None = None) -> None:
        self.level = level
        self.block = block
        self.cue = cue


class Evidence:
    """One block as the windows see it.

    Attributes:
        text: The block's text, quotations blanked out, same length.
        cues: Words and phrases of saying outside quotations, in order.
        starts: Offsets at which its sentences start.
        bare: Nothing but quotations.
    """

    __slots__ = ("bare", "cues", "starts", "text")

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        pieces = []
        at = 0
        for quotation in quotations:
            pieces += [text[at : quotation.start], _HIDDEN * (quotation.end - quotation.start)]
            at = quotation.end
        self.text = "".join([*pieces, text[at:]])
        self.bare = bool(quotations) and not _LETTER.search(self.text)
        self.cues = [] if self.bare else _cues(self.text)
        self.starts = _sentence_starts(text, self, quotations)

    def sentence(self, offset: int) -> tuple[int, int]:
        """Range of the sentence around an offset."""
        i = bisect_right(self.starts, offset)
        return self.starts[i - 1], self.starts[i] if i < len(self.starts) else len(self.text)


class Article:
    """The blocks of one article and their quotations; finds the verdict on each when asked for."""

    __slots__ = ("_by_block", "_evidence", "_interview", "_roles", "_texts", "_verdicts", "links")

    def __init__(
        self,
        texts: Sequence[str],
        quotations: Sequence[Quotation],
        roles: Sequence[str],
        links: Sequence[Sequence[tuple[int, int]]] | None = None,
    ) -> None:
        """Take the blocks in reading order.

        Args:
            texts: Visible text of each.
            quotations: Their quotations, in order.
            roles: `paragraph`, `heading`, `list-item`, `quoted` (in a block quote) or another kind of block.
            links: Ranges of link text in each block.
        """
        self._texts = texts
        self._roles = roles
        self.links = links
        self._by_block: dict[int, list[Quotation]] = {}
        for quotation in quotations:
            self._by_block.setdefault(quotation.block, []).append(quotation)
        self._evidence: dict[int, Evidence] = {}
        self._verdicts: dict[tuple[int, int], Verdict] = {}
        self._interview: bool | None = None

    def evidence(self, block: int) -> Evidence:
        """The block as the windows see it; computed once."""
        found = self._evidence.get(block)
        if found is None:
            found = self._evidence[block] = Evidence(self._texts[block], self._by_block.get(block, ()))
        return found

    def verdict(self, quotation: Quotation) -> Verdict:
        """The verdict on one quotation; computed once."""
        key = quotation.block, quotation.start
        found = self._verdicts.get(key)
        if found is None:
            found = self._within(quotation) or self._around(quotation)
            self._verdicts[key] = found
        return found

    def _within(self, quotation: Quotation) -> Verdict | None:
        """Levels 1 to 5: the quotation's own block."""
        return self._in_sentence(quotation) or self._in_block(quotation)

    def _in_sentence(self, quotation: Quotation) -> Verdict | None:
        """Levels 1 to 3: its own sentence and the next one."""
        block = quotation.block
        evidence = self.evidence(block)
        text, cues = evidence.text, evidence.cues
        start, end = evidence.sentence(quotation.start)
        if end < quotation.end:
            end = evidence.sentence(quotation.end - 1)[1]
        cue = _nearest(cues, start, end, quotation)
        if cue is not None:
            return Verdict(1, block, cue)
        lead, tail = text[start : quotation.start].rstrip(), text[quotation.end : end]
        if text[: quotation.start].rstrip(" \xa0\ufffc*_").endswith(":") or _SIGNED.match(tail):
            return Verdict(1, block)
        if self._linked(quotation):
            return Verdict(1, block)
        if _LETTER.search(lead) or _LETTER.search(tail):
            return Verdict(2, block)
        if end < len(text):
            cue = _opening_cue(evidence, end)
            if cue is not None:
                return Verdict(3, block, cue)
        return None

    def _in_block(self, quotation: Quotation) -> Verdict | None:
        """Levels 4 and 5: the rest of its block."""
        block = quotation.block
        evidence = self.evidence(block)
        before = [cue for cue in evidence.cues if cue.end <= quotation.start]
        if before:
            return Verdict(4, block, before[-1])
        for other in self._by_block[block]:
            if other is not quotation and is_speech(self.inner(other)):
                found = self._in_sentence(other)
                if found is not None and (found.level != 2 or other.start < quotation.start):  # noqa: PLR2004
                    return Verdict(4, block, found.cue)
        if _LABEL.match(self._texts[block]):
            return Verdict(5, block)
        return None

    def _around(self, quotation: Quotation) -> Verdict:
        """Levels 6 to 9: the blocks around it."""
        block = quotation.block
        bare = self.evidence(block).bare
        role = self._roles[block]
        if quotation.continued:
            return Verdict(6, block)
        if quotation.open_ended and block + 1 in self._by_block:
            following = self._within(self._by_block[block + 1][0])
            if following is not None:
                return Verdict(6, following.block, following.cue)
        opening = not self._texts[block][: quotation.start].strip()
        before = self._before(block)
        if opening and before is not None:
            introduction = self._introduced(before)
            if introduction is not None:
                return introduction
        if bare and self._signed(block):
            return Verdict(6, block)
        if role not in ("paragraph", "list-item") or self._is_interview():
            return Verdict(7, block)
        if bare and (before is None or before == 0 or role == "list-item" or self._in_run(block)):
            return Verdict(7, block)
        if before is None:
            return Verdict(9, block)
        for other in reversed(self._by_block.get(before, ())):
            if is_speech(self.inner(other)) and self.verdict(other).level <= 7:  # noqa: PLR2004
                return Verdict(7, before, self.verdict(other).cue)
        cues = self.evidence(before).cues
        return Verdict(8, before, cues[-1]) if cues else Verdict(9, block)

    def inner(self, quotation: Quotation) -> str:
        """What stands between the marks."""
        return self._texts[quotation.block][quotation.inner[0] : quotation.inner[1]]

    def _before(self, block: int) -> int | None:
        """The block that a reader takes for the one before: captions are skipped, a heading starts afresh."""
        before = block - 1
        while before >= 0 and self._roles[before] == "caption":
            before -= 1
        if before < 0 or self._roles[before] == "heading":
            return None
        return before

    def _introduced(self, before: int) -> Verdict | None:
        """Level 6 where the block before runs on into this one."""
        text = self._texts[before].rstrip(" \xa0\ufffc*_")
        evidence = self.evidence(before)
        cue = evidence.cues[-1] if evidence.cues else None
        if text.endswith((":", ",", "…", "...", "—", "–")):
            return Verdict(6, before, cue)
        if cue is not None and cue.end >= len(text) - 1 and not text.endswith(("!", "?", ".")):
            return Verdict(6, before, cue)
        if self._roles[before] == "list-item":
            head = before
            while head >= 0 and self._roles[head] == "list-item":
                head -= 1
            if head >= 0 and self._texts[head].rstrip().endswith(":"):
                return Verdict(6, head)
        return None

    def _signed(self, block: int) -> bool:
        """Whether the next block is the author's line: `— Name`."""
        after = block + 1
        if after >= len(self._texts):
            return False
        text = self._texts[after].strip()
        if len(text) >= 160:  # noqa: PLR2004
            return False
        if _SIGNATURE.match(text):
            return True
        lone = self._roles[after] == "list-item" and self._roles[block] != "list-item"
        lone = lone and (after + 1 == len(self._roles) or self._roles[after + 1] != "list-item")
        return lone and text[:1].isupper() and len(text) < 80  # noqa: PLR2004

    def _in_run(self, block: int) -> bool:
        """Whether three blocks on end are bare quotations: dialogue, slogans, letters from readers."""
        run = 1
        for step in (-1, 1):
            at = block + step
            while run < 3 and 0 <= at < len(self._texts) and at in self._by_block and self.evidence(at).bare:  # noqa: PLR2004
                run += 1
                at += step
        return run >= 3  # noqa: PLR2004

    def _is_interview(self) -> bool:
        """Whether three blocks or more start with a speaker's label."""
        if self._interview is None:
            labels = 0
            for text in self._texts:
                labels += ":" in text[:80] and _LABEL.match(text) is not None
            self._interview = labels >= 3  # noqa: PLR2004
        return self._interview

    def _linked(self, quotation: Quotation) -> bool:
        """Whether the quotation is, or holds, a link: it leads to the source."""
        if self.links is None:
            return False
        return any(start < quotation.end + 3 and quotation.start < end for start, end in self.links[quotation.block])


def count_words(text: str) -> int:
    """Words of a quotation; a hyphen or an apostrophe does not separate."""
    return len(re.findall(r"\w[\w'’-]*", text))


def is_speech(inner: str) -> bool:
    """Whether a quotation reads like something somebody said: no scare quote, no title, no fragment.

    Six words, or four that make a sentence; not every longer word capitalised, as in titles and slogans.
    """
    words = inner.split()
    count = len(words)
    if count < 10:  # noqa: PLR2004 - else there is no need to count with care
        count = count_words(inner)
        if count < 4:  # noqa: PLR2004
            return False
        last = inner.rstrip(_INNER_CLOSERS)[-1:]
        if count < 6 and not (inner.lstrip("‘'“\"¿¡ ")[:1].isupper() and last and last in ".,!?…"):  # noqa: PLR2004
            return False
    long = [word for word in words if len(word) > 3]  # noqa: PLR2004
    return any(word.lstrip("(‘'“\"[")[:1].islower() for word in long) if long else True


def _cues(text: str) -> list[Cue]:
    """Verbs of saying and phrases in a text whose quotations are blanked out."""
    found = []
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    before, before_end = "", 0
    for match in _WORD.finditer(lower):
        word = match[0]
        start = match.start()
        if word in STRONG:
            if text[start].islower() or not _runs_on(text, before_end, start) or not before:
                found.append(Cue(start, match.end()))
        elif word in LOOSE and text[start].islower() and _has_subject(text, before, before_end, start):
            found.append(Cue(start, match.end()))
        before, before_end = word, match.end()
    for phrase in PHRASES:
        at = lower.find(phrase)
        if at >= 0:
            found.append(Cue(at, at + len(phrase), phrase=True))
            found.sort(key=_start)
    return found


def _start(cue: Cue) -> int:
    return cue.start


def _runs_on(text: str, before_end: int, start: int) -> bool:
    gap = text[before_end:start]
    return gap == " " or gap.isspace()


def _has_subject(text: str, before: str, before_end: int, start: int) -> bool:
    """Whether a loose form stands beside something that can be its subject."""
    gap = text[before_end:start]
    if _HIDDEN in gap:
        return not _LETTER.search(gap) and gap.rstrip(" ,—–-")[-1:] == _HIDDEN
    if not gap.isspace():
        return False
    if before in SUBJECTS or before.endswith("ly"):
        return True
    return text[before_end - len(before)].isupper() and before not in NO_SUBJECTS


def _sentence_starts(text: str, evidence: Evidence, quotations: Sequence[Quotation]) -> list[int]:
    """Offsets at which sentences start, quotations taken as wholes."""
    blanked = evidence.text
    starts = {0}
    for match in _STOP.finditer(blanked):
        at = match.end()
        if blanked[at].islower():
            continue
        if match[1] == "." and match.start(1) + 1 <= match.end():
            i = match.start(1)
            word_start = i
            while word_start > 0 and i - word_start < 12 and blanked[word_start - 1].isalpha():  # noqa: PLR2004
                word_start -= 1
            word = blanked[word_start:i]
            if (len(word) == 1 and word.isupper()) or (word.lower() in ABBREVIATIONS and word_start < i):
                continue
        starts.add(at)
    for quotation in quotations:
        end = quotation.end
        last = text[: quotation.inner[1]].rstrip(_INNER_CLOSERS)[-1:]
        if not last or last not in _ENDS or not blanked[end : end + 1].isspace():
            continue
        following = blanked[end : end + 200].lstrip()
        if not following or following[0].islower() or following[0] in "—–―-~([,;:":
            continue
        start = end + len(blanked[end : end + 200]) - len(following)
        if following[0] != _HIDDEN and _speaks(evidence, start):
            continue
        starts.add(start)
    return sorted(starts)


def _speaks(evidence: Evidence, start: int) -> bool:
    """Whether a name or pronoun and a verb of saying follow: `“Go!” Ann Lee shouted.`"""
    for cue in evidence.cues:
        if cue.start >= start:
            between = evidence.text[start : cue.start]
            return cue.start - start <= 60 and len(between.split()) <= 6 and not _STOP.search(between)  # noqa: PLR2004
    return False


def _opening_cue(evidence: Evidence, start: int) -> Cue | None:
    """The verb of saying near the start of a sentence: five words in, or after name and apposition."""
    end = evidence.sentence(start)[1]
    for cue in evidence.cues:
        if cue.start >= end:
            return None
        if cue.start < start:
            continue
        between = evidence.text[start : cue.start]
        if _HIDDEN in between:
            return None
        if len(between.split()) <= 5:  # noqa: PLR2004
            return cue
        if len(between) <= 110 and between[0].isupper() and between.rstrip().endswith(","):  # noqa: PLR2004
            return cue
        return None
    return None


def _nearest(cues: Sequence[Cue], start: int, end: int, quotation: Quotation) -> Cue | None:
    """The cue of a sentence that stands nearest to the quotation."""
    best = None
    distance = end - start + 1
    for cue in cues:
        if cue.start >= end:
            break
        if cue.start < start:
            continue
        gap = cue.start - quotation.end if cue.start >= quotation.end else quotation.start - cue.end
        if gap < distance:
            best, distance = cue, gap
    return best
