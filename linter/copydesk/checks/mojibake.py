"""Text read in the wrong encoding: `cafÃ©`, `donâ€™t`, control characters, replacement characters.

A cheap pattern looks for what such damage always holds: bytes of UTF-8 shown as letters of a Western, Cyrillic or
Macintosh code page. Only then is ftfy loaded, which decides and mends (https://ftfy.readthedocs.io).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.checks.visible_text import plain_edit, visible_blocks
from copydesk.checks.whole_article import vocabulary
from copydesk.document import Block, Document
from copydesk.model import Fix, Hit, Rule

OPTIONS: dict[str, Option] = {}

_CONTINUED = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_MACINTOSH = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
_SUSPICIOUS = re.compile(
    rf"[Â-ß]{_CONTINUED}|[à-ï]{_CONTINUED}{{2}}|[ð-ô]{_CONTINUED}{{3}}|[\x80-\x9f\ufffd]"
    rf"|[ÃÂ](?=[ \xa0])|‚Ä[ìîòôúùû¶°¢]|√[{_MACINTOSH}]"
    r"|(?:[РС][\u0402-\u040f\u0451-\u045fµ°-¿€‚-›]){2}"
)
_LETTERS = re.compile("[\x80-\x84\x86-\x90\x98-\x9f]+ ?")
_LOST = re.compile("[\x80-\x9f]+|\ufffd+")
_LEFT = re.compile(rf"[ÂÃ]{_CONTINUED}|â€")
_COMBINING = re.compile("[\u0300-\u036f]")
"""Letters that were taken apart after they had been decoded wrongly are no bytes of anything."""
_RUN = re.compile(r"[^\x00-\x7f]+[ ]?")
# IRMÃ DO, ĐÃ TĂNG: the last letter of a word in capitals, before a blank or a closing mark; damage would be small.
_LATIN_CAPITALS = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŒŠŽŸ")
_AT_END = re.compile(r"[Â-ß][ \xa0‘’“”–—…›»™]")
# The middle byte of a curly apostrophe, the other two lost on the way; and the Macintosh apostrophe as Latin-1 has it.
_LONE = re.compile(r"(?<=[a-z])(?:â(?=(?:s|re|ve|ll)\b)|(?<=n)â(?=t\b)|Õ(?=(?:s|t|re|ve|ll|d|m)\b))")
_FEW = 2
_ABOUT = frozenset({"mojibake", "fffd", "ufffd"})


def check(rule: Rule, document: Document) -> Iterator[Hit]:  # noqa: ARG001 - all checks are called alike
    """Report runs of characters that were decoded wrongly.

    Args:
        rule: It has no options.
        document: The article.

    Yields:
        A hit a run, with the run and what it should read as arguments; a fix where that is certain. Articles that speak
        of such damage are left alone.
    """
    if not _ABOUT.isdisjoint(vocabulary(document)):
        return
    english = document.language in (None, "en") or str(document.language).startswith("en-")
    for block in visible_blocks(document):
        text = block.text
        if text.isascii():
            continue
        if _SUSPICIOUS.search(text):
            yield from _runs(document, block)
        elif english:
            for match in _LONE.finditer(text):
                yield _hit(document, block, match.start(), match.end(), "’")


def _runs(document: Document, block: Block) -> Iterator[Hit]:
    from ftfy import fix_encoding

    text = block.text
    for match in _RUN.finditer(text):
        run = match[0]
        if not _SUSPICIOUS.search(run):
            continue
        if run[-1] == " " and run[-2] not in "ÃÂ":
            run = run[:-1]
        # Of lone control characters only Windows' quotation marks and dashes are sure; letters may be any.
        mended = run if _LETTERS.fullmatch(run) else fix_encoding(run)
        if mended == "\xa0":
            mended = " "
        if mended != run and (
            _LEFT.search(mended) or _COMBINING.search(text, max(match.start() - 1, 0), match.end() + 1)
        ):
            if not _LOST.search(run):
                end = match.start() + len(run.rstrip())
                yield _hit(document, block, match.start(), end, None)
        elif mended != run:
            start, end, replacement = _narrowed(match.start(), run, mended)
            if _capital_word(text, start, replacement):
                continue
            if "\ufffd" not in replacement and not re.search("[\x80-\x9f]", replacement):
                yield _hit(document, block, start, end, replacement)
                continue
        for lost in _LOST.finditer(run):
            start, end = match.start() + lost.start(), match.start() + lost.end()
            # Markdown shows a null byte as U+FFFD; the file does not hold one.
            if document.text[block.source_start(start) : block.source_end(end)] == lost[0]:
                yield _hit(document, block, start, end, None)


def _capital_word(text: str, start: int, mended: str) -> bool:
    """Whether what looks like damage is the last letter of a word in capitals, which damage would have made small."""
    if not _AT_END.match(text, start) or any(letter.isupper() and letter in _LATIN_CAPITALS for letter in mended):
        return False
    before = text[max(start - 2, 0) : start]
    if len(before) == 2 and before.isalpha() and before.isupper():
        return True
    after = text[start + 1 : start + 5].split()
    return before[-1:].isupper() and bool(after) and len(after[0]) > 1 and after[0].isalpha() and after[0].isupper()


def _narrowed(start: int, run: str, mended: str) -> tuple[int, int, str]:
    """The part of a run that changes, and what it becomes."""
    front = 0
    while front < min(len(run), len(mended)) and run[front] == mended[front]:
        front += 1
    back = 0
    while back < min(len(run), len(mended)) - front and run[-1 - back] == mended[-1 - back]:
        back += 1
    if front + back == len(mended):  # of “Â£” all is wrong, although the second letter stays
        front = back = 0
    return start + front, start + len(run) - back, mended[front : len(mended) - back]


def _hit(document: Document, block: Block, start: int, end: int, mended: str | None) -> Hit:
    first, last = block.source_range(start, end)
    text = block.text
    bad = text[start:end]
    if mended is None:
        what = "a character was lost" if bad[0] == "\ufffd" else "a control character stands for a lost one"
        if not _LOST.match(bad):
            what = f"“{bad}” stands for a lost character"
        return Hit(first, last, message=f"Broken encoding: {what} here.")
    edit = plain_edit(document, block, start, end, mended)
    shown = mended if mended.strip() else "a blank"
    # A letter or two on their own may be meant: `the letter Â`, a formula.
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    alone = len(bad) <= _FEW and not any(map(str.isalnum, beside)) and (mended.isalpha() or not mended.strip())
    fix = Fix("unsafe" if alone else "safe", (edit,)) if edit else None
    return Hit(first, last, arguments=(bad.strip(), shown), fix=fix)
