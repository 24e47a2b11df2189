"""Characters that nobody sees: zero-width spaces, soft hyphens, direction marks, stray byte-order marks, controls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.checks.visible_text import plain_edit, visible_blocks
from copydesk.document import Block, Document
from copydesk.model import Fix, Hit, Rule

OPTIONS: dict[str, Option] = {
    "soft-hyphens": Option("boolean", True, "Whether soft hyphens (U+00AD) count; some sites set them on purpose."),
}

NAMES = {
    "\xad": "soft hyphen",
    "\u061c": "direction mark",
    "\u180e": "Mongolian vowel separator",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\u2060": "word joiner",
    "\u2061": "function application",
    "\u2062": "invisible times",
    "\u2063": "invisible separator",
    "\u2064": "invisible plus",
    "\ufeff": "byte-order mark",
    **dict.fromkeys("\u200e\u200f", "direction mark"),
    **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "direction control"),
}
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0001\U000e0020-\U000e007f]+"
)
# Arabic, Hebrew, Syriac, Indic, Thai, Lao, Tibetan, Burmese, Khmer, Mongolian and Han: joiners, direction marks and
# zero-width spaces belong to how they are written.
_OTHER_SCRIPTS = re.compile(
    "[\u0590-\u08ff\u0900-\u0fff\u1000-\u109f\u1780-\u18af\u1900-\u1cff\u2e80-\u9fff\ua800-\ud7a3\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00011fff\U0001e800-\U0001eeff\U00020000-\U0003ffff]"
)
_PICTURES = re.compile("[\u2190-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff]")
_WORD = re.compile(r"[^\W_]*$"), re.compile(r"[^\W_]*")
_LONGEST = 40
_HALVED = frozenset("\x13\x14\x18\x19\x1c\x1d\x26")
"""Low bytes of U+2013 to U+2026, dashes and quotation marks, whose high byte was lost."""


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report runs of invisible characters.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit a run, over the word it stands in, with what it is and how many as arguments. Joiners inside emoji, and
        whatever right-to-left and unspaced scripts need, are left alone, and so are what the source writes as an entity
        and soft hyphens inside the words of HTML.
    """
    for block in visible_blocks(document):
        text = block.text
        for run in _INVISIBLE.finditer(text):
            kept = run[0] if rule.options["soft-hyphens"] else run[0].replace("\xad", "")
            if run[0] == "\xad" and document.format == "html" and _is_inside_word(text, run):
                continue  # a browser shows it where it breaks the line, which is what it is for
            first, last = block.source_range(*run.span())
            if kept and document.text[first:last] == run[0] and not _lawful(text, run):
                yield _hit(document, block, run)


def _is_inside_word(text: str, run: re.Match[str]) -> bool:
    return text[max(run.start() - 1, 0) : run.start()].isalpha() and text[run.end() : run.end() + 1].isalpha()


def _lawful(text: str, run: re.Match[str]) -> bool:
    before, after = text[max(run.start() - 2, 0) : run.start()], text[run.end() : run.end() + 2]
    if "\u200d" in run[0] and _PICTURES.search(before) and _PICTURES.search(after):
        return True
    if run[0][0] >= "\U000e0000":
        return "\U0001f3f4" in text[max(run.start() - 1, 0) : run.start()]  # a flag of a region
    near = text[max(run.start() - _LONGEST, 0) : run.end() + _LONGEST]
    return run[0] not in ("\ufeff", "\x00") and run[0] != "\xad" and _OTHER_SCRIPTS.search(near) is not None


def _hit(document: Document, block: Block, run: re.Match[str]) -> Hit:
    text = block.text
    before, after = (
        _WORD[0].search(text[max(run.start() - _LONGEST, 0) : run.start()]),
        _WORD[1].match(text[run.end() : run.end() + _LONGEST]),
    )
    assert before is not None
    assert after is not None
    start, end = block.source_range(run.start() - len(before[0]), run.end() + len(after[0]))
    names = sorted({NAMES.get(mark, "control character") for mark in run[0]})
    first = run[0][0]
    if run[0] in _HALVED:
        edit = plain_edit(document, block, *run.span(), chr(0x2000 + ord(first)))
    else:
        edit = plain_edit(document, block, *run.span(), " " if first in "\u2028\u2029\x0b" else "")
    safe = not any(mark < " " or mark == "\x7f" for mark in run[0])
    count = f"{len(run[0])} " if len(run[0]) > 1 else "a "
    name = " and ".join(names) + ("s" if len(run[0]) > 1 and len(names) == 1 else "")
    return Hit(start, end, arguments=(count + name,), fix=Fix("safe" if safe else "unsafe", (edit,)) if edit else None)
