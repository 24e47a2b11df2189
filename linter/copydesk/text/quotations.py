"""Where quotations begin and end, and which marks have lost their partner.

A state machine over the marks of one block: closed, or open since some mark. Marks that point somewhere
(`“”„«»`) go by their direction, straight ones (`"`, `''`) by their neighbours. The state never leaves a block,
so one lost mark spoils no more than its own paragraph. A quotation that runs over several paragraphs is open
at the end of one and opens again at the start of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_DOUBLE = re.compile("[\"“”„‟«»「」『』]|''|``")
_SOURCE_MARKS = '"“”„‟«»‘‚‹›「』'
_OPENING = ('"', "“", "„", "‟", "«", "»", "''", "``", "「", "『")
_FREE_LEFT = frozenset("([{<—–-/=‘“„'\"¿¡")
_FREE_RIGHT = frozenset(")]}>—–-/.,;:?!…’”'\"")
_BRACKETS = frozenset("([{")
_BEHIND = frozenset(".,;:!?)]}")
_FEET = r"\d[’'′] ?\d{1,2}(?:\.\d+)?$"
_ARROW = r"\s+\S"  # behind a closing mark at the head of a block, which points to a link
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_STRAIGHT = ('"', "''")
SENTENCE_MARKS = ".,!?…"
_AHEAD = 40  # marks to look ahead, so that time stays linear
_SINGLE = ("‘", "’", "'", "‚", "‹", "›")
_CORNERS = "「」『』"
_ELISIONS = ("tis", "twas", "em ", "til ", "cause", "round", "bout", "n'", "n’")
# Where a speaker is named inside of quotation marks (`“We lost, Ann Lee said.`), a mark before it is lost.
_SPEAKER_NAMED = (
    r"\w[,?!] {1,2}(?:he|she|they|(?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w’'-]+) (?:said|says|added|adds|told|wrote|noted|remarked"
    r"|recalled|asked|asks)\b(?! (?:that|if|to|no|yes|it|he|she|they|we|I|me|us)\b)|\w[,?!] (?:said|added|says) (?:[A-Z]|one )"
    r"|, (?:[\w’'-]+ ){1,5}(?:said|says|reported|read|reads|wrote|stated|tweeted|added|announced)[.\s]*$"
)

# Words before an opening mark that make what it opens part of their sentence (`those “hard choices`): a mark is lost.
_NAMING = r"(?i)(?:^|\W)(?:an?|the|this|these|those|another|any|some|no|of|his|her|its|our|their|my|your|\d+|(?:so-)?called)\s$"

Mark = tuple[int, str, str]
"""Offset, the mark itself, and where it points: `o` opens, `c` closes, `?` either; `o?` and `c?` against its shape."""


class Quotation:
    """One quotation.

    Attributes:
        block: Number of its block, as given to `find_quotations`.
        start: Offset of the opening mark in the block's text.
        end: Offset after the closing mark; of the block's last character for an open-ended one.
        inner: Range between the marks.
        open_ended: No closing mark, because the next block opens the same quotation again.
        continued: Opens again what the block before left open.
    """

    __slots__ = ("block", "continued", "end", "inner", "open_ended", "start")

    def __init__(self, block: int, start: int, end: int, inner: tuple[int, int], *, open_ended: bool = False) -> None:
        self.block = block
        self.start = start
        self.end = end
        self.inner = inner
        self.open_ended = open_ended
        self.continued = False

    def __repr__(self) -> str:
        return f"Quotation({self.block}, {self.start}, {self.end})"


class Defect:
    """A mark without its partner, or one that points the wrong way.

    Attributes:
        block: Number of the block.
        start: Offset of the mark in the block's text.
        end: Offset after the mark.
        kind: `unclosed` (opens, never closes), `unopened` (closes what was never open) or `direction`
            (a curly mark that opens where it should close, or the other way round).
    """

    __slots__ = ("block", "end", "kind", "start")

    def __init__(self, block: int, start: int, end: int, kind: str) -> None:
        self.block = block
        self.start = start
        self.end = end
        self.kind = kind

    def __repr__(self) -> str:
        return f"Defect({self.block}, {self.start}, {self.end}, {self.kind!r})"


def may_hold_quotations(source: str) -> bool:
    """Whether a source can hold a quotation mark at all: a few scans at the speed of memchr.

    HTML entities count, since a mark may be written as one.
    """
    if '"' in source or "''" in source or "&" in source or " '" in source or "\n'" in source:
        return True
    return not source.isascii() and any(mark in source for mark in _SOURCE_MARKS)


def find_quotations(texts: Sequence[str]) -> tuple[list[Quotation], list[Defect]]:
    """Quotations and defective marks of an article.

    Args:
        texts: Visible text of its blocks, in order.

    Returns:
        Quotations in order, outermost ones only; defects in order. Single marks count as quotation marks only
        in an article where they are the ordinary ones, as in British books.
    """
    turned = _turned_guillemets(texts)
    found = _scan(texts, _DOUBLE, turned)
    if _single_marks_dominate(texts, len(found[0])):
        singles = _scan(texts, re.compile("[\"“”„‟«»「」『』‘’'‚‹›]"), turned)
        doubles = sum(texts[quotation.block][quotation.start] not in _SINGLE for quotation in singles[0])
        long = sum(
            texts[quotation.block][quotation.start] in _SINGLE
            and len(texts[quotation.block][quotation.start : quotation.end].split()) >= 4
            for quotation in singles[0]
        )
        if (long >= 2 or not doubles) and len(singles[0]) - doubles > 2 * doubles:
            return singles
    return found


def _turned_guillemets(texts: Sequence[str]) -> bool:
    """Whether guillemets point inwards (`»so«`, as in German), in most places of the article."""
    inwards = outwards = 0
    for text in texts:
        if "»" in text or "«" in text:
            inwards += len(re.findall(r"»[^«»\s][^«»]{0,300}«", text))
            outwards += len(re.findall("«[^«»]{1,300}»", text))
    return inwards > outwards


def _single_marks_dominate(texts: Sequence[str], doubles: int) -> bool:
    """A first guess from counts alone; `find_quotations` looks closer if it says yes."""
    openers = 0
    for text in texts:
        # Doubled apostrophes are marks of their own and speak against single ones.
        openers += text.count("‘") + text.count(" '") + text.startswith("'") + text.count("‹")
        openers -= 2 * (text.count(" ''") + text.startswith("''"))
    return openers > 0 and openers >= doubles


def _scan(texts: Sequence[str], pattern: re.Pattern[str], turned: bool) -> tuple[list[Quotation], list[Defect]]:
    quotations: list[Quotation] = []
    defects: list[Defect] = []
    continued = False
    last = len(texts) - 1
    finditer = pattern.finditer
    double = pattern is _DOUBLE
    opening = _OPENING if double else _OPENING + _SINGLE
    for number, text in enumerate(texts):
        if double and text.isascii() and '"' not in text and "''" not in text and "``" not in text:
            marks = []
        else:
            marks = [(match.start(), match[0]) for match in finditer(text)]
        if not marks:
            continued = False
            continue
        following = texts[number + 1].lstrip() if number < last else ""
        reopens = following[:2] if following.startswith(opening) else ""
        found = _pair(number, text, _directed(text, marks, turned, continued), reopens, defects)
        if continued and found and not text[: found[0].start].strip():
            found[0].continued = True
        continued = bool(found) and found[-1].open_ended
        quotations += found
    return quotations, defects


def _directed(text: str, marks: Iterable[tuple[int, str]], turned: bool, goes_on: bool) -> list[Mark]:
    """The marks with their directions; apostrophes and inch marks are left out."""
    result: list[Mark] = []
    length = len(text)
    head = length - len(text.lstrip())
    for at, found in marks:
        mark = found
        after = at + len(mark)
        left = text[at - 1] if at else " "
        right = text[after] if after < length else " "
        if left in _INVISIBLE:
            left = " "
        if mark in '"”' and left.isdigit() and re.search(_FEET, text[max(0, at - 6) : at]):
            continue  # inches
        if mark in _SINGLE:
            direction = _single_direction(text, at, mark, left, right)
            if direction:
                result.append((at, mark, direction))
            continue
        opens = (left.isspace() or left in _FREE_LEFT) and not right.isspace()
        closes = (right.isspace() or right in _FREE_RIGHT) and not left.isspace()
        if right == " " and left in _BRACKETS:
            opens, closes = True, False  # `(“ so ”)`, with blanks inside
        if mark in _STRAIGHT:
            if opens and left.isspace() and right in ".,;:!?)" and not text.startswith("..", after):
                opens = False  # `" so "`, with blanks inside
            direction = "?" if opens == closes else "o" if opens else "c"
        elif mark in "«»":
            if mark == "»" and not goes_on and not turned and re.match(_ARROW, text[after : after + 20]) and at <= head:
                continue
            # A closing mark at the head of a paragraph goes on with the quotation of the one before (`comillas de seguir`).
            if goes_on and at <= head:
                mark = "»" if turned else "«"
            direction = "o" if (mark == "»") is turned else "c"
        elif mark in _CORNERS:
            direction = "o" if mark in "「『" else "c"
        elif mark == "”":
            detached = left.isspace() and (
                right in _BEHIND or text[after : after + 1].isspace()
            )  # `so ”.`, a blank too many
            direction = "o?" if (opens and not closes and not detached) or (right == " " and at <= head) else "c"
        elif mark == "“":
            direction = "c?" if closes and not opens else "o" if opens and not closes else "?"
        else:
            direction = "o"
        result.append((at, mark, direction))
    return result


def _single_direction(text: str, at: int, mark: str, left: str, right: str) -> str:
    """Direction of a single mark, "" for an apostrophe."""
    if left.isalnum() and right.isalnum():
        return ""
    if mark in "‚‹›":
        return "o" if mark == "‚" or (left.isspace() or left in _FREE_LEFT) else "c"
    if mark == "‘" and not (left.isalnum() or left in SENTENCE_MARKS):
        return "" if right.isspace() or text.startswith(_ELISIONS, at + 1) else "o"
    opens = (left.isspace() or left in _FREE_LEFT) and not right.isspace()
    closes = (right.isspace() or right in _FREE_RIGHT) and not left.isspace()
    if opens and (mark == "’" or right.isdigit() or text[at + 1 : at + 6].lower().startswith(_ELISIONS)):
        return ""
    return "" if opens == closes and not closes else "c" if closes else "o"


def _pair(block: int, text: str, marks: list[Mark], reopens: str, defects: list[Defect]) -> list[Quotation]:
    """Quotations of one block.

    Args:
        block: Number of the block.
        text: Its visible text.
        marks: Its marks.
        reopens: First characters of the next block if it starts with an opening mark, else "".
        defects: Takes the marks that do not pair.
    """
    found: list[Quotation] = []
    opened, style = -1, ""
    nested = inner = 0  # openers inside the open quotation: of its own marks, of other ones
    for i, (at, mark, direction) in enumerate(marks):
        end = at + len(mark)
        single = mark in _SINGLE
        after_digit = mark in _STRAIGHT and at > 0 and text[at - 1].isdigit()
        if opened < 0:
            if direction[0] != "c" and not (after_digit and direction == "?"):
                opened, style, nested, inner = at, mark, 0, 0
                if direction == "o?":
                    defects.append(Defect(block, at, end, "direction"))
            elif not after_digit and not single:
                defects.append(Defect(block, at, end, "unopened"))
            continue
        if _closes(style, mark, direction):
            if nested:
                nested -= 1
                continue
            if single and _possessive(text, at) and marks[i + 1 : i + 2] and marks[i + 1][2] == "c":
                continue
            if after_digit and len(marks) % 2 and text[end : end + 1] == " " and text[end + 1 : end + 2].islower():
                continue  # inches, since there is a mark too many
        elif direction[0] == "o" or mark == "“":
            if (
                single
                or _closer_ahead(marks, i, style)
                or (reopens.startswith(style) and _family(mark) != _family(style))
            ):
                if _family(mark) != _family(style):
                    if single or not re.search(_SPEAKER_NAMED, text[opened + len(style) : at]):
                        inner += 1
                        continue
                elif _nests(marks, i):
                    nested += 1
                    continue
            if style not in _SINGLE:
                defects.append(Defect(block, opened, opened + len(style), "unclosed"))
            opened, style, nested, inner = at, mark, 0, 0
            continue
        elif inner:
            inner -= 1
            continue
        elif (
            single
            or style in "«»'‘’"
            or mark in "«»"
            or ((after_digit or direction == "?") and _closer_ahead(marks, i, style))
        ):
            continue
        if direction == "c?" and style != "„":
            defects.append(Defect(block, at, end, "direction"))
        found.append(Quotation(block, opened, end, (opened + len(style), at)))
        opened = -1
    if opened >= 0:
        inside = text[opened + len(style) :]
        reopens = reopens if reopens and not re.search(_SPEAKER_NAMED, inside) else ""
        # It goes on in the next block; one that opens in the middle of a sentence or in other marks has lost its mark.
        before = text[max(0, opened - 20) : opened]
        lost = _is_fragment(before, inside) or re.search(_NAMING, before) or _family(reopens[:1]) != _family(style[0])
        if style not in _SINGLE and (not reopens or lost):
            defects.append(Defect(block, opened, opened + len(style), "unclosed"))
        if reopens:
            end = len(text.rstrip())
            found.append(Quotation(block, opened, end, (opened + len(style), end), open_ended=True))
    return found


def _closes(style: str, mark: str, direction: str) -> bool:
    """Whether a mark closes what an opening mark of this style has opened."""
    if style in _STRAIGHT:
        return mark == style and direction != "o"
    if style in "“”‟":
        return mark == "”" or (mark == "“" and direction == "c?")
    if style == "„":
        return (mark == "“" and direction != "o") or mark == "”"
    if style == "``":
        return mark == "''"
    if style in "‹›":
        return mark in "‹›" and mark != style
    if style in _SINGLE:
        return mark in "‘’'" and direction == "c"
    if style in _CORNERS:
        return mark in "」』" and (style == "「") is (mark == "」")
    return mark != style and mark in "«»"


def _closer_ahead(marks: list[Mark], i: int, style: str) -> bool:
    """Whether a closer of the style follows the mark at `i`."""
    return any(_closes(style, mark, direction) for _, mark, direction in marks[i + 1 : i + _AHEAD])


def _family(mark: str) -> str:
    """Marks that stand for one another: an opener of the same family inside a quotation is suspicious."""
    for family in ("“”„‟", "«»", "‘’'‚", "‹›", "「」", "『』"):
        if mark in family:
            return family[0]
    return mark


def _nests(marks: list[Mark], i: int) -> bool:
    """Whether the opener at `i` starts an inner quotation in the same marks: both it and the outer one close."""
    family = _family(marks[i][1])
    depth = 2
    for _, mark, direction in marks[i + 1 : i + _AHEAD]:
        if _family(mark) == family:
            depth += 1 if direction[0] == "o" else -1
            if depth == 0:
                return True
    return False


def _is_fragment(before: str, inside: str) -> bool:
    """Whether a quotation is part of a sentence (`a “bad idea for us.`), which closes before one that starts anew.

    Behind a colon and at the head of a block, whole sentences may be quoted that start in lower case.
    """
    if not inside[:1].islower():
        return False
    return before.rstrip()[-1:] not in ("", ":") or not re.search(r"[.!?…]\W{0,4}\s+\S", inside)


def _possessive(text: str, at: int) -> bool:
    """Whether a closing single mark may be the apostrophe of a plural: `the dogs’ owners`."""
    return text[at - 1 : at] in ("s", "S") and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()
