"""Quotations of one article that can be held against those of others: their words, and where they differ.

The text of a quotation is its folded words, with `…` where something is left out and `[` before each word that an
editor put in, in brackets or as a short remark in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from unicodedata import normalize
from zlib import crc32

from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from copydesk.document import Document

KIND = "quotation"
LEAST_WORDS = 8
"""Shorter quotations are not kept."""

_MOST_WORDS = 2000  # of a longer quotation the first ones are compared, as that takes their square
RUN = 5
DESCRIPTION = "quotations: crc32 of each run of 5 words"

GAP = "…"
ADDED = "["
_GAP, _ADDED = GAP.encode(), ADDED.encode()

_EDITED = r"(\[[^\]]{0,80}\]|\([^()]{1,80}\)|…|\.(?:\s?\.)+|\*\s?\*\s?\*)"
_REMARK = 3  # words in parentheses that are more are part of what was said, unless an editor signs them
_EDITORS = frozenset(("ndlr", "ndr", "nda", "sic", "ed", "anm", "red"))
_WIDEST = 4  # words on either side that may differ in one place
_WIDEST_ADDED = 12  # the same where an editor says so
_ANCHOR = 2  # words that must agree behind a difference
_SHORT = {
    "can t": "can not",
    "won t": "will not",
    "shan t": "shall not",
    "s": "is",
    "cannot": "can not",
    "m": "am",
    "re": "are",
    "ve": "have",
    "ll": "will",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "ok": "okay",
    "percent": "per cent",
    "mr": "mister",
    "dr": "doctor",
}
_INSERTED = frozenset(
    [
        "dit",
        "disait",
        "explique",
        "expliqué",
        "partagé",
        "affirme",
        "ajoute",
        "ajouté",
        "déclaré",
        "assure",
        "estime",
        "dijo",
        "afirmó",
        "añadió",
        "explicó",
    ]
)
"""Words that tell of a speaker named inside the marks, as in French and Spanish: `« Je pars, dit-il, et je reviens »`."""
_NUMBERS = {
    name: str(number)
    for names in (
        "zero one two three four five six seven eight nine ten eleven twelve",
        "null - zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
        "- - deux trois quatre cinq six sept huit neuf dix onze douze",
        "cero - dos tres cuatro cinco seis siete ocho nueve diez once doce",
    )
    for number, name in enumerate(names.split())
}
"""Numbers in words without accents, but for those that are articles as well."""


class Difference(NamedTuple):
    """One place where two quotations differ: the words of either, one of which may be empty."""

    here: tuple[str, ...]
    there: tuple[str, ...]


class Alignment(NamedTuple):
    """Two quotations laid side by side.

    Attributes:
        agreeing: Words that agree.
        differences: Places where they do not, those that an editor has marked and mere spelling left out.
    """

    agreeing: int
    differences: tuple[Difference, ...]


def quotations(document: Document) -> Iterator[tuple[int, int, str]]:
    """Source range, marks included, and text of each quotation that reads like speech and has eight words."""
    text = document.text
    if '"' not in text and "''" not in text and "'" not in text and "&" not in text and text.isascii():
        return
    from copydesk.quotes import quotations_of
    from copydesk.text.speech import is_speech

    blocks = document.prose
    title = document.title
    for quotation in quotations_of(document)[0]:
        block = blocks[quotation.block]
        inner = block.text[slice(*quotation.inner)]
        if block is title or block.kind == "heading" or inner.count(" ") < LEAST_WORDS - 1 or not is_speech(inner):
            continue
        words = quoted_words(inner)[:_MOST_WORDS]
        if sum(word != GAP and not word.startswith(ADDED) for word in words) >= LEAST_WORDS:
            start, end = block.source_range(quotation.start, quotation.end)
            yield start, end, " ".join(words)


def quoted_words(inner: str) -> list[str]:
    """The words of a quotation, see the module."""
    from copydesk.text.normalise import tokens

    if not any(mark in inner for mark in ("[", "(", "…", "..", ". .", "*")):
        return tokens(inner)
    words: list[str] = []
    for number, part in enumerate(re.split(_EDITED, inner)):
        found = tokens(part)
        if number % 2 == 0 or (part[0] == "(" and len(found) > _REMARK and _EDITORS.isdisjoint(found)):
            words += found
        elif part[0] in "[(" and found:
            words += [ADDED + word for word in found]
        elif words[-1:] != [GAP]:
            words.append(GAP)
    return words


def runs(text: str) -> set[int]:
    """32 bits for each run of five words of a quotation's text, which nothing marked interrupts."""
    data = text.encode("utf-8", "surrogatepass")
    starts = [0, *accumulate(len(word) + 1 for word in data.split(b" "))]
    found = zip(starts, starts[RUN:], strict=False)
    if GAP in text or ADDED in text:
        return {
            crc32(run)
            for run in (data[start : end - 1] for start, end in found)
            if _GAP not in run and _ADDED not in run
        }
    return {crc32(data[start : end - 1]) for start, end in found}


def aligned(here: Sequence[str], there: Sequence[str]) -> Alignment | None:
    """Lay two quotations side by side, from their longest common run to both sides as far as they go together.

    What one has before or after the other is left out: a quotation may be cut. So is what stands at a `…`, and beside
    words in brackets. Which one comes first makes no difference.

    Args:
        here: Words of one, as `quoted_words` gives them.
        there: Words of the other.

    Returns:
        None if they have no run of five words in common.
    """
    swapped = (len(here), *here) > (len(there), *there)
    first, second = (there, here) if swapped else (here, there)
    core = _longest_run(first, second)
    if core is None:
        return None
    at, other, size = core
    after, right = _follow(first[at + size :], second[other + size :], 1)
    before, left = _follow(first[:at][::-1], second[:other][::-1], -1)
    differences = left[::-1] + right
    if swapped:
        differences = [Difference(one.there, one.here) for one in differences]
    return Alignment(size + before + after, tuple(differences))


def _longest_run(first: Sequence[str], second: Sequence[str]) -> tuple[int, int, int] | None:
    """Start in the first, start in the second and length of the longest run that both have, of five words at least."""
    best = (0, 0, 0)
    row: dict[int, int] = {}
    places: dict[str, list[int]] = {}
    for number, word in enumerate(second):
        if word != GAP and not word.startswith(ADDED):
            places.setdefault(word, []).append(number)
    for at, word in enumerate(first):
        following = {}
        for number in places.get(word, ()):
            size = following[number] = row.get(number - 1, 0) + 1
            if size > best[2]:
                best = (at - size + 1, number - size + 1, size)
        row = following
    return best if best[2] >= RUN else None


def _follow(first: Sequence[str], second: Sequence[str], step: int) -> tuple[int, list[Difference]]:
    """How many words agree from here on, and where they differ in between; -1 for words in reverse order."""
    agreeing = at = other = 0
    found: list[Difference] = []
    while at < len(first) and other < len(second):
        if first[at] == second[other] and not _is_marked(first[at]):
            agreeing += 1
            at += 1
            other += 1
            continue
        skipped = _next_run(first[at:], second[other:])
        if skipped is None:
            tail = Difference(tuple(first[at:][::step]), tuple(second[other:][::step]))
            # Both end in another word: the last ones differ. If one goes on, it is cut.
            if len(tail.here) <= _ANCHOR and len(tail.there) <= _ANCHOR and _differs(tail):
                found.append(tail)
            break
        end, stop = at + skipped[0], other + skipped[1]
        difference = Difference(tuple(first[at:end][::step]), tuple(second[other:stop][::step]))
        if _differs(difference):
            found.append(difference)
        at, other = end, stop
    return agreeing, found


def _next_run(first: Sequence[str], second: Sequence[str]) -> tuple[int, int] | None:
    """The fewest words to skip in either, so that two or more agree; more of them at a mark of an editor."""
    marked_first = _is_marked(first[0]) or any(map(_is_marked, first[: _WIDEST + 1]))
    marked_second = _is_marked(second[0]) or any(map(_is_marked, second[: _WIDEST + 1]))
    gap = GAP in first[: _WIDEST + 1] or GAP in second[: _WIDEST + 1]
    widest = len(first) + len(second) if gap else _WIDEST_ADDED if marked_first or marked_second else _WIDEST
    for total in range(1, 2 * widest + 1):
        for skipped in range(max(0, total - widest), min(total, widest) + 1):
            ahead, behind = first[skipped : skipped + _ANCHOR], second[total - skipped : total - skipped + _ANCHOR]
            if ahead and list(ahead) == list(behind) and not any(map(_is_marked, ahead)):
                # A single word counts at the very end of both only.
                ends = skipped + 1 == len(first) and total - skipped + 1 == len(second)
                if len(ahead) == _ANCHOR or ends:
                    return skipped, total - skipped
    return None


def _is_marked(word: str) -> bool:
    return word == GAP or word.startswith(ADDED)


def _differs(difference: Difference) -> bool:
    """Whether a place is a change of words: nothing that an editor has marked, and no mere spelling."""
    if any(map(_is_marked, difference.here + difference.there)):
        return False
    if not (difference.here and difference.there) and not _INSERTED.isdisjoint(difference.here + difference.there):
        return False
    return _spelt_out(difference.here) != _spelt_out(difference.there)


def _spelt_out(words: Sequence[str]) -> str:
    """Words without what houses spell differently: contractions, numbers, hyphens, accents, -ise and -our."""
    text = normalize("NFKD", f" {' '.join(words)} ").replace("œ", "oe")
    text = re.sub(r"[\u0300-\u036f]|(?<=\d) (?=\d{3} )", "", text)
    for short, long in _SHORT.items():
        text = text.replace(f" {short} ", f" {long} ")
    text = re.sub(r"(\w+)n t ", r"\1 not ", text)
    text = " ".join(_NUMBERS.get(word, word) for word in text.split(" "))
    text = re.sub(r"is(e[ds]?|ing|ation) ", r"iz\1 ", text).replace("our", "or")
    return text.replace("dgement", "dgment").replace(" ", "")
