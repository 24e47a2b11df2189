"""What a block says about who speaks: verbs of saying outside its quotations, and where its sentences start."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from copydesk.text.attribution_words import (
    ABBREVIATIONS,
    LOOSE,
    NO_SUBJECTS,
    NOUNS,
    PHRASES,
    REFERRING,
    SPEECH_NOUNS,
    STRONG,
    SUBJECTS,
)
from copydesk.text.quotations import Quotation

HIDDEN = "\x01"
"""Stands for every character of a quotation in the text of an `Evidence`."""

SENTENCE_ENDS = ".!?…"

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_STOP = re.compile(r"([.!?…])[.!?…)\]’'\"”]{0,8}\s+(?=\S)")
_SPEAKING = STRONG | LOOSE
_LETTER = re.compile(r"[^\W\d_]")
_APPOSITION = 110  # characters between a name and its verb
_APPOSED = r"\b[^\W\d_a-z][\w.’'-]*, [^,;:.\x01]{3,90}, $"
_INSERTED = (
    r"[,?!…–—]\s+((?:(?:a|ont|avait|nous|lui|m’|s’|s'|se|le|ha|han|había)\s*)?(?:a-t-\w+\s+)?[\w’'-]+(?:\s+[\w’'-]+)?)"
)
_NO_SPEECH_AFTER = (" to ", " from ", " up ", " out ")
_INNER_CLOSERS = "’'”\"»«)]} \xa0"


class Cue:
    """A word or phrase that tells of saying: its range in the block's text."""

    __slots__ = ("end", "phrase", "start")

    def __init__(self, start: int, end: int, *, phrase: bool = False) -> None:
        self.start = start
        self.end = end
        self.phrase = phrase


class Evidence:
    """One block as the windows see it, by the words of English and German, or by those of a language that is given.

    Attributes:
        text: The block's text, quotations blanked out, same length.
        cues: Words and phrases of saying outside quotations, in order.
        starts: Offsets at which its sentences start.
        bare: Nothing but quotations.
    """

    __slots__ = ("bare", "cues", "starts", "text")

    def __init__(self, text: str, quotations: Sequence[Quotation], language: str = "") -> None:
        pieces = []
        at = 0
        for quotation in quotations:
            pieces += [text[at : quotation.start], HIDDEN * (quotation.end - quotation.start)]
            at = quotation.end
        self.text = "".join([*pieces, text[at:]])
        self.bare = bool(quotations) and not names_letters(self.text)
        self.cues = [] if self.bare else _romance_cues(self.text, language) if language else _cues(self.text)
        self.starts = _sentence_starts(text, self, quotations)

    def sentence(self, offset: int) -> tuple[int, int]:
        """Range of the sentence around an offset."""
        i = bisect_right(self.starts, offset)
        return self.starts[i - 1], self.starts[i] if i < len(self.starts) else len(self.text)

    def nearest_cue(self, start: int, end: int, first: int, last: int) -> Cue | None:
        """The cue in `start:end` nearest to the range `first:last`, which holds none."""
        i = bisect_left(self.cues, first, key=_start)
        before = self.cues[i - 1] if i and self.cues[i - 1].start >= start else None
        after = self.cues[i] if i < len(self.cues) and self.cues[i].start < end else None
        if before is None or after is None:
            return before or after
        return before if first - before.end < after.start - last else after

    def cue_before(self, offset: int) -> Cue | None:
        """The last cue before an offset."""
        i = bisect_left(self.cues, offset, key=_start)
        return self.cues[i - 1] if i else None

    def cue_from(self, offset: int) -> Cue | None:
        """The first cue at or after an offset."""
        i = bisect_left(self.cues, offset, key=_start)
        return self.cues[i] if i < len(self.cues) else None

    def opening_cue(self, start: int) -> Cue | None:
        """The verb of saying near the start of a sentence: five words in, or after name and apposition."""
        cue = self.cue_from(start)
        if cue is None or cue.start >= self.sentence(start)[1] or cue.start - start > _APPOSITION:
            return None
        between = self.text[start : cue.start]
        if HIDDEN in between:
            return None
        if len(between.split()) <= 5 or (between[0].isupper() and between.rstrip().endswith(",")):
            return cue
        return None

    def speaks(self, start: int) -> bool:
        """Whether a name or pronoun and a verb of saying follow, as in `“Go!” Ann Lee shouted`."""
        cue = self.cue_from(start)
        if cue is None or cue.start - start > 60:
            return False
        between = self.text[start : cue.start]
        return len(between.split()) <= 6 and not _STOP.search(between)

    def refers_back(self, start: int) -> bool:
        """Whether a sentence speaks of the quotation before it: `That was the answer of the mayor`."""
        end = min(self.sentence(start)[1], start + 300)
        words = [word.strip(".,;:!?()") for word in self.text[start:end].lower().split()]
        if not words or words[0] not in REFERRING:
            return False
        return not STRONG.isdisjoint(words) or not SPEECH_NOUNS.isdisjoint(words)


def names_letters(text: str) -> bool:
    """Whether a text holds a letter."""
    return _LETTER.search(text) is not None


def _cues(text: str) -> list[Cue]:
    """Verbs of saying and phrases in a text whose quotations are blanked out."""
    found = []
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    previous = None
    for match in _WORD.finditer(lower):
        word = match[0]
        if word in _SPEAKING and _speaks(text, match, previous):
            found.append(Cue(match.start(), match.end()))
        previous = match
    phrases = []
    for phrase in PHRASES:
        at = lower.find(phrase)
        while at >= 0:
            phrases.append(Cue(at, at + len(phrase), phrase=True))
            at = lower.find(phrase, at + len(phrase))
    return sorted(found + phrases, key=_start) if phrases else found


def _romance_cues(text: str, language: str) -> list[Cue]:
    """Verbs of saying and phrases of French or Spanish, `dit-il` and `s'exclame` among them."""
    from copydesk.text.romance_words import PHRASES as PHRASES_OF
    from copydesk.text.romance_words import VERBS

    verbs = VERBS[language]
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    found = []
    for match in _WORD.finditer(lower):
        word = match[0]
        bare = re.sub(r"^(?:[smtnlj]|qu)[’']|-.*$", "", word)
        if word in verbs or bare in verbs:
            found.append(Cue(match.start(), match.end()))
    found += [
        Cue(match.start(), match.end(), phrase=True)
        for phrase in PHRASES_OF[language]
        for match in re.finditer(rf"\b{phrase}\b", lower)
    ]
    return sorted(found, key=_start)


def speaks_inside(inner: str, language: str) -> bool:
    """Whether a French or Spanish quotation names its speaker inside the marks: `« Je pars, dit-il, et je reviens »`."""
    from copydesk.text.romance_words import VERBS

    verbs = VERBS[language]
    for match in re.finditer(_INSERTED, inner):
        words = [re.sub(r"^(?:[smtnlj]|qu)[’']|-.*$", "", word) for word in match[1].lower().split()]
        if not verbs.isdisjoint(words):
            return True
    return False


def _speaks(text: str, match: re.Match[str], previous: re.Match[str] | None) -> bool:
    """Whether a form of the lexicon is a verb of saying where it stands: loose forms want a subject before them."""
    start, word = match.start(), match[0]
    gap = text[previous.end() if previous else 0 : start]
    if word in STRONG:
        # A capital in mid-sentence makes it a name.
        return text[start].islower() or previous is None or not gap.isspace()
    if not text[start].islower() or text.startswith(_NO_SPEECH_AFTER, match.end()):
        return False
    if HIDDEN in gap:
        return gap.rstrip(" ,—–-")[-1:] == HIDDEN
    if previous is None:
        return False
    if gap == ", ":
        return re.search(_APPOSED, text[max(0, start - _APPOSITION) : start]) is not None
    if not gap.isspace():
        return False
    before = previous[0]
    if before in SUBJECTS or before.endswith("ly"):
        return True
    return text[previous.start()].isupper() and before not in NO_SUBJECTS and word not in NOUNS


def _sentence_starts(text: str, evidence: Evidence, quotations: Sequence[Quotation]) -> list[int]:
    """Offsets at which sentences start, quotations taken as wholes."""
    blanked = evidence.text
    starts = {0}
    for match in _STOP.finditer(blanked):
        if blanked[match.end()].islower() or (match[1] == "." and _abbreviates(blanked, match.start())):
            continue
        starts.add(match.end())
    for quotation in quotations:
        end = quotation.end
        if not blanked[end : end + 1].isspace():
            continue
        last = text[max(quotation.inner[0], quotation.inner[1] - 10) : quotation.inner[1]].rstrip(_INNER_CLOSERS)[-1:]
        if not last or last not in SENTENCE_ENDS:
            continue
        following = blanked[end : end + 20].lstrip()
        if not following or following[0].islower() or following[0] in "—–―-~([,;:":
            continue
        start = end + len(blanked[end : end + 20]) - len(following)
        if following[0] == HIDDEN or not evidence.speaks(start):
            starts.add(start)
    return sorted(starts)


def _abbreviates(text: str, stop: int) -> bool:
    """Whether the full stop at an offset belongs to an abbreviation or an initial."""
    start = stop
    while start > 0 and stop - start < 7 and text[start - 1].isalpha():
        start -= 1
    word = text[start:stop]
    return (len(word) == 1 and word.isupper()) or word.lower() in ABBREVIATIONS


def _start(cue: Cue) -> int:
    return cue.start
