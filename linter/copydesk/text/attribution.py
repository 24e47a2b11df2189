"""Whether a quotation has a source: evidence windows around it, the first that holds decides.

Level 1 is a verb of saying, a phrase, a colon or an author in the quotation's own sentence; 2 the quotation built
into a sentence; 3 the next sentence names the speaker; 4 something said earlier in the block; 5 a speaker's label;
6 the blocks around it (continued, introduced or signed). Levels 7 to 9 name no source: 7 leans on the quotation
before it or stands where readers expect none, 8 follows a block in which somebody speaks, 9 has nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter, itemgetter

from copydesk.text.cues import SENTENCE_ENDS, Evidence, names_letters, speaks_inside
from copydesk.text.genres import (
    LABEL,
    is_aside,
    is_citation,
    is_interview,
    is_letters,
    is_name_line,
    is_question,
    is_staged,
)
from copydesk.text.quotations import Quotation
from copydesk.text.speech import is_speech, language_of_words
from copydesk.text.verdict import Verdict

# Patterns that few articles need; `re` compiles and keeps them at their first use.
_SIGNED = r"[\s.,]{0,4}(?:[—–―~]|-{1,3}(?=[\s\w]))\s*[^\W\d_a-z@]|[\s.,]{0,4}[(\[]\s*\w"
_SIGNATURE = r"\W{0,2}(?:[—–―]|-{1,3})\s*[^\W\d_a-z]|\W{0,2}(?:[Ss]ource|[Qq]uelle|[Vv]ia)\b"
_REFERS = r"\s*(?:This|That|These|Those|Such|Das|Dies) (?:is|are|was|were|has|have|ist|sind|war|waren) (?:the|a|an|how|what|not|der|die|das|ein|eine|wie)\b"
_POINTER = r"(?i)\b(?:below|above|here|page|link|video|transcript)\W*:$"
_OFFERED = r"\s*(?:Here(?:[’']s| is| are)|Hier (?:ist|sind)|Voici|He aquí)\b"
_TRAILING = " \xa0\ufffc*_"
_FAR = 40  # characters that may stand before or behind a quotation that opens or closes its block
_NEAR = 400  # characters of a sentence that are looked at on either side of a quotation
_NEIGHBOURS = 8  # quotations of a block that are looked at on either side of one
_LONGEST_SIGNATURE = 200
_SHORT_INTRODUCTION = 12  # words
_FEW = 6  # words of a block that only names the speaker
_SUBHEADING = 25  # words
_TORN = 3  # blocks that a sentence may be torn into, beside that of its quotation
_LIST = 200  # items between an item and the introduction of its list


class Article:
    """The blocks of one article and their quotations; finds the verdict on each. Ask in reading order."""

    __slots__ = (
        "_by_block",
        "_evidence",
        "_in_sentences",
        "_known",
        "_language",
        "_links",
        "_roles",
        "_texts",
        "_verdicts",
        "_whole",
        "_words",
    )

    def __init__(
        self,
        texts: Sequence[str],
        quotations: Sequence[Quotation],
        roles: Sequence[str],
        links: Sequence[Sequence[tuple[int, int]]],
        language: str | None = None,
    ) -> None:
        """Take the blocks in reading order.

        Args:
            texts: Visible text of each.
            quotations: Their quotations, in order.
            roles: `paragraph`, `heading`, `list-item`, `dash` (a list of one item, marked with a dash), `quoted`
                (in a block quote) or another kind of block.
            links: Ranges of link text in each block, in order.
            language: BCP 47 code of its language, where it is known. Words of saying are French or Spanish ones in these
                languages, else English and German ones.
        """
        self._texts = texts
        self._roles = roles
        self._links = links
        self._language = language
        primary = (language or "").split("-")[0].lower()
        self._words = primary if primary in ("fr", "es") else ""
        self._known: bool | None = None
        self._by_block: dict[int, list[Quotation]] = {}
        for quotation in quotations:
            self._by_block.setdefault(quotation.block, []).append(quotation)
        self._evidence: dict[int, Evidence] = {}
        self._in_sentences: dict[Quotation, Verdict | None] = {}
        self._verdicts: dict[Quotation, Verdict] = {}
        self._whole: str | None = None

    def evidence(self, block: int) -> Evidence:
        """The block as the windows see it; computed once."""
        found = self._evidence.get(block)
        if found is None:
            found = self._evidence[block] = Evidence(self._texts[block], self._by_block.get(block, ()), self._words)
        return found

    def inner(self, quotation: Quotation) -> str:
        """What stands between the marks."""
        return self._texts[quotation.block][quotation.inner[0] : quotation.inner[1]]

    def verdict(self, quotation: Quotation) -> Verdict:
        """The verdict on one quotation; computed once."""
        found = self._verdicts.get(quotation)
        if found is None:
            found = self._within(quotation) or self._adjoining(quotation) or self._lacking(quotation)
            self._verdicts[quotation] = found
        return found

    def without_genre(self, quotation: Quotation) -> Verdict:
        """The verdict where the genre of the text is no excuse."""
        found = self.verdict(quotation)
        return self._leaning(quotation) if found.genre else found

    # Levels 1 to 5: the quotation's own block.

    def _within(self, quotation: Quotation) -> Verdict | None:
        return self._in_sentence(quotation) or self._in_block(quotation)

    def _in_sentence(self, quotation: Quotation) -> Verdict | None:
        """Levels 1 to 3: its own sentence and the next one; computed once."""
        if quotation not in self._in_sentences:
            self._in_sentences[quotation] = self._read_sentence(quotation)
        return self._in_sentences[quotation]

    def _read_sentence(self, quotation: Quotation) -> Verdict | None:
        block = quotation.block
        evidence = self.evidence(block)
        text = evidence.text
        start, end = evidence.sentence(quotation.start)
        if end < quotation.end:
            end = evidence.sentence(quotation.end - 1)[1]
        if self._words and speaks_inside(self.inner(quotation), self._words):
            return Verdict(1, block)
        cue = evidence.nearest_cue(start, end, quotation.start, quotation.end)
        if cue is not None:
            return Verdict(1, block, cue)
        tail = text[quotation.end : min(end, quotation.end + _NEAR)]
        introduced = text[max(0, quotation.start - 20) : quotation.start].rstrip(_TRAILING).endswith(":")
        if introduced or re.match(_SIGNED, tail) or self._linked(quotation):
            return Verdict(1, block)
        if names_letters(text[max(start, quotation.start - _NEAR) : quotation.start]) or names_letters(tail):
            return Verdict(2, block)
        if ";" in text[max(0, quotation.start - 2) : quotation.start] + text[quotation.end : quotation.end + 1]:
            return Verdict(2, block)  # one of several
        if is_citation(text, quotation.start, quotation.end):
            return Verdict(2, block)
        if end < len(text):
            cue = evidence.opening_cue(end)
            if cue is not None or evidence.refers_back(end):
                return Verdict(3, block, cue)
        return None

    def _in_block(self, quotation: Quotation) -> Verdict | None:
        """Levels 4 and 5: the rest of its block."""
        block = quotation.block
        cue = self.evidence(block).cue_before(quotation.start)
        if cue is not None:
            return Verdict(4, block, cue)
        neighbours = self._by_block[block]
        at = bisect_left(neighbours, quotation.start, key=attrgetter("start"))
        for other in neighbours[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]:
            if other is quotation or not is_speech(self.inner(other)):
                continue
            found = self._in_sentence(other)
            if found is not None and (found.level != 2 or other.start < quotation.start):
                return Verdict(4, block, found.cue)
        if re.match(LABEL, self._texts[block][:200]):
            return Verdict(5, block)
        return None

    def _linked(self, quotation: Quotation) -> bool:
        """Whether the quotation is the text of a link, or a link follows at once: either leads to the source."""
        links = self._links[quotation.block]
        if not links:
            return False
        i = bisect_right(links, quotation.end + 3, key=itemgetter(0))
        if not i:
            return False
        start, end = links[i - 1]
        if start >= quotation.end:
            return True
        return 2 * (min(end, quotation.end) - max(start, quotation.start)) > quotation.end - quotation.start

    # Level 6: the blocks around it.

    def _adjoining(self, quotation: Quotation) -> Verdict | None:
        block = quotation.block
        if quotation.continued:
            return Verdict(6, block)
        if quotation.open_ended and block + 1 in self._by_block:
            following = self._within(self._by_block[block + 1][0])
            if following is not None:
                return Verdict(6, following.block, following.cue)
        before = self._before(block)
        if before is not None and self._opens(quotation):
            introduction = self._introduced(before)
            if introduction is not None:
                return introduction
        torn = self._torn(quotation)
        if torn is not None or not self.evidence(block).bare:
            return torn
        if self._signed(block):
            return Verdict(6, block)
        # The next block speaks of it: `These are the questions that the captain asks.`
        return Verdict(6, block + 1) if re.match(_REFERS, self._text_after(block)) else None

    def _torn(self, quotation: Quotation) -> Verdict | None:
        """Level 6 where a link or a picture has torn its sentence in two: `She told the`, `Harbour News`, `, “We stay.”`."""
        block = quotation.block
        text = self._texts[block]
        if text[:1].islower() or (quotation.start < _FAR and text[: quotation.start].strip() == ","):
            for before in range(block - 1, max(-1, block - 1 - _TORN), -1):
                if self._texts[before][-_FAR:].rstrip(_TRAILING)[-1:] in SENTENCE_ENDS:
                    break
                evidence = self.evidence(before)
                if evidence.cues and evidence.cues[-1].start >= evidence.starts[-1]:
                    return Verdict(6, before, evidence.cues[-1])
        if len(text) - quotation.end < _FAR and not text[quotation.end :].strip():
            for after in range(block + 1, min(len(self._texts), block + 1 + _TORN)):
                first = self._texts[after][:_FAR].lstrip()[:1]
                if after == block + 1 and not (first == "," or first.islower()):
                    break
                cue = self.evidence(after).cue_from(0)
                if cue is not None and len(self._texts[after][: min(cue.start, _NEAR)].split()) <= _FEW:
                    return Verdict(6, after, cue)
                if len(self._texts[after].split(maxsplit=_FEW)) > _FEW:
                    break
        return None

    def _text_after(self, block: int) -> str:
        return self._texts[block + 1] if block + 1 < len(self._texts) else ""

    def _opens(self, quotation: Quotation) -> bool:
        """Whether a quotation stands at the start of its block, or behind the label of a list item: `**Goal.** “So”`."""
        lead = self._texts[quotation.block][: quotation.start].strip() if quotation.start < _FAR else "?"
        return not lead or (self._roles[quotation.block] == "list-item" and lead[-1] in ".:–—-")

    def _before(self, block: int) -> int | None:
        """The block that a reader takes for the one before: captions and asides are skipped, a heading starts afresh."""
        before = block - 1
        while before >= 0 and (
            self._roles[before] == "caption" or (before not in self._by_block and is_aside(self._texts[before]))
        ):
            before -= 1
        if before < 0 or self._roles[before] == "heading":
            return None
        return before

    def _introduced(self, before: int) -> Verdict | None:
        """Level 6 where the block before runs on into this one."""
        text = self._texts[before][-_NEAR:].rstrip(_TRAILING)
        evidence = self.evidence(before)
        cue = evidence.cues[-1] if evidence.cues else None
        if cue is not None and is_question(text) and before not in self._by_block:
            return Verdict(6, before, cue)  # `What did the captain say?`
        if re.match(_OFFERED, self._texts[before][evidence.starts[-1] :][:_NEAR]):
            return Verdict(6, before, cue)
        if text.endswith((":", ",", "…", "...", "—", "–")) and not re.search(_POINTER, text[-20:]):
            return Verdict(6, before, cue)
        if (
            cue is not None
            and names_letters(evidence.text[cue.start :])
            and not names_letters(evidence.text[cue.end :])
        ):
            short = before not in self._by_block and len(text.split()) <= _SHORT_INTRODUCTION
            short = short and not evidence.text[: cue.start].endswith(" to ")
            if short or text[-1] not in SENTENCE_ENDS:
                return Verdict(6, before, cue)
        if self._roles[before] == "list-item":
            head = before
            while head > before - _LIST and head >= 0 and self._roles[head] == "list-item":
                head -= 1
            if head >= 0 and self._texts[head].rstrip().endswith(":"):
                return Verdict(6, head)
        return None

    def _signed(self, block: int) -> bool:
        """Whether the next block is the author's line, `— Name`, and no list of such lines starts there."""
        after = block + 1
        if after >= len(self._texts) or len(self._texts[after]) > _LONGEST_SIGNATURE:
            return False
        text = self._texts[after].strip()
        if is_name_line(text) or self._says_only(after):
            return True
        if re.match(_SIGNATURE, text):
            return after + 1 == len(self._texts) or not re.match(_SIGNATURE, self._texts[after + 1])
        return self._roles[after] == "dash" and text[:1].isupper()

    def _says_only(self, block: int) -> bool:
        """Whether a block is a few words that name who has said what stands before: `Ann Lee said`."""
        evidence = self.evidence(block)
        return (
            block not in self._by_block and len(evidence.text.split()) <= _FEW and evidence.opening_cue(0) is not None
        )

    # Levels 7 to 9: no source.

    def _lacking(self, quotation: Quotation) -> Verdict:
        block = quotation.block
        role = self._roles[block]
        if role == "quoted":
            return Verdict(7, block, genre="block-quote")
        if role not in ("paragraph", "list-item"):
            return Verdict(7, block)
        if self._known is None:
            self._known = bool(language_of_words(self._texts, self._language))
        if not self._known:
            return Verdict(7, block, genre="language")
        genre = self._genre()
        if genre:
            return Verdict(7, block, genre=genre)
        if self.evidence(block).bare:
            if role == "list-item":
                return Verdict(7, block, genre="list")
            if self._in_run(block):
                return Verdict(7, block, genre="dialogue")
            if block and self._before(block) is None:
                return Verdict(7, block, genre="epigraph")
            inner = self.inner(quotation).rstrip()
            if (inner + self._texts[block][quotation.end :].strip())[-1:].isalnum() and inner.count(" ") < _SUBHEADING:
                return Verdict(7, block)  # without a full stop it is set between paragraphs, as a subheading is
        return self._leaning(quotation)

    def _answers(self) -> bool:
        """Whether two blocks or more are quotations that follow a short question each, as in an interview."""
        found = 0
        for block in self._by_block:
            # The question may be a heading.
            if block and block - 1 not in self._by_block and is_question(self._texts[block - 1]):
                found += self.evidence(block).bare
        return found >= 2

    def _leaning(self, quotation: Quotation) -> Verdict:
        """Levels 7 to 9 by what the block before holds."""
        block = quotation.block
        before = self._before(block)
        if before is None:
            return Verdict(9, block)
        for other in reversed(self._by_block.get(before, ())[-_NEIGHBOURS:]):
            if is_speech(self.inner(other)):
                found = self.verdict(other)
                if found.level <= 7 and not found.genre:
                    return Verdict(7, found.block, found.cue)
        if before == 0 and re.match(LABEL, self._texts[0][:200]):
            return Verdict(7, before)
        cues = self.evidence(before).cues
        if cues or (self.evidence(block).bare and self._speaks_next(block)):
            return Verdict(8, before, cues[-1] if cues else None)
        return Verdict(9, block)

    def _speaks_next(self, block: int) -> bool:
        """Whether the next block opens with a quotation that has a source: it may be the speaker's next sentence."""
        following = self._by_block.get(block + 1)
        if not following or not self._opens(following[0]):
            return False
        return is_speech(self.inner(following[0])) and self._within(following[0]) is not None

    def _in_run(self, block: int) -> bool:
        """Whether bare quotations follow one another, three at least: dialogue, slogans, letters from readers."""
        run = len(self._by_block[block])
        for step in (-1, 1):
            at = block + step
            while run < 3 and at in self._by_block and self.evidence(at).bare:
                run += len(self._by_block[at])
                at += step
        return run >= 3

    def _genre(self) -> str:
        """The genre of the whole article, "" for a report; settled once."""
        if self._whole is None:
            self._whole = ""
            if is_interview(self._texts) or self._answers():
                self._whole = "interview"
            elif is_letters(self._texts):
                self._whole = "letters"
            elif self._is_staged():
                self._whole = "dialogue"
        return self._whole

    def _is_staged(self) -> bool:
        sourced = bare = 0
        for quotations in self._by_block.values():
            for quotation in quotations:
                if is_speech(self.inner(quotation)):
                    named = self._within(quotation) or self._adjoining(quotation)
                    sourced, bare = sourced + (named is not None), bare + (named is None)
        return is_staged(sourced, bare)
