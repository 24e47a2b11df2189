"""Who said it: the words beside a verb of saying that name the speaker.

A heuristic for reading and sorting, not for verdicts: `said Ann Lee, a teacher` and `Ann Lee, a teacher, said`
are the common shapes, names and pronouns both count.
"""

from __future__ import annotations

import re

from copydesk.text.attribution import Article
from copydesk.text.cues import Cue
from copydesk.text.quotations import Quotation
from copydesk.text.verdict import Verdict

_BREAK = re.compile(
    r"[,;:()\x01—–\"]|\s-\s|[.!?]\s|\b(?:in|on|at|during|told|that|as|when|after|before|while|about|to|with|if"
    r"|because|last|this|earlier|later|yesterday|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:\x01]|\s[-—–]\s|\b(?:and|but|when|as|because|that|while|if|after|before|although)\b\s+(?=\S)", re.IGNORECASE
)
_AUXILIARY = re.compile(
    r"(?:\s+(?:has|had|have|was|were|is|are|be|been|also|then|later|would|could|can|will|did|does|to|\w+ly|once|again"
    r"|not|didn[’']t|doesn[’']t|first|often|never|still|just|even))+\s*$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"\s*(?:in|on|at|during|after|before|for|with|by|from|as|while|when|since)\b", re.IGNORECASE)
_LONGEST = 80  # characters of a name with its title
_WINDOW = 240  # characters before a verb in which its subject is sought


def speaker_of(article: Article, quotation: Quotation, verdict: Verdict) -> tuple[int, int] | None:
    """Range of the speaker's name, in the block that the verdict names; None if nothing fits."""
    evidence = article.evidence(verdict.block)
    text = evidence.text
    cue = verdict.cue
    if cue is None:
        if verdict.block != quotation.block:
            return None
        start = max(evidence.sentence(quotation.start)[0], quotation.start - _LONGEST)
        lead = text[start : quotation.start].rstrip()
        return _trimmed(text, start, start + len(lead) - 1) if lead.endswith(":") else None
    if cue.phrase:
        return _after(text, cue)
    start = max(evidence.sentence(cue.start)[0], cue.start - _WINDOW)
    lead = text[start : cue.start]
    if "\x01" in lead:
        start += lead.rindex("\x01") + 1
        lead = text[start : cue.start]
    if not any(character.isalpha() for character in lead):
        return _after(text, cue) or _before(text, start, cue)
    return _before(text, start, cue) or _after(text, cue)


def _after(text: str, cue: Cue) -> tuple[int, int] | None:
    """The words after the cue, up to a comma, a preposition or a quotation."""
    window = text[cue.end : cue.end + _LONGEST]
    stop = _BREAK.search(window, 1) if window[:1] == " " else None
    return _trimmed(text, cue.end, cue.end + (stop.start() if stop else len(window)))


def _before(text: str, start: int, cue: Cue) -> tuple[int, int] | None:
    """The words before the cue, appositions and opening adverbials left out."""
    for match in _CLAUSE.finditer(text, start, cue.start):
        if text[match.end() : cue.start].strip():
            start = match.end()
    lead = text[start : cue.start]
    auxiliary = _AUXILIARY.search(lead)
    if auxiliary:
        lead = lead[: auxiliary.start()]
    pieces = []
    at = start
    for piece in lead.split(","):
        if piece.strip():
            pieces.append((at, at + len(piece)))
        at += len(piece) + 1
    if not pieces:
        return None
    if lead.rstrip().endswith(",") or len(pieces) > 2:
        for first, last in pieces:
            if not _PREPOSITION.match(text, first, last):
                return _trimmed(text, first, last)
    return _trimmed(text, *pieces[-1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(" ,.\xa0\x01"))
    end -= len(piece) - len(piece.rstrip(" ,.\xa0\x01"))
    if start >= end:
        return None
    return max(start, end - _LONGEST), end
