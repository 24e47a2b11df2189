"""What is pasted along with the answer of a chat assistant: its citation marks, its tracking, its own voice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.checks.closing_block import closing_block
from copydesk.checks.options import Option
from copydesk.checks.triggers import ANSWERS
from copydesk.checks.whole_article import vocabulary
from copydesk.document import Block, Document
from copydesk.model import Confidence, Hit, Rule

OPTIONS: dict[str, Option] = {
    "allow": Option("strings", [], "Phrases and marks that may stand in the text, as they stand there."),
}

_MARKS = (
    r":?contentReference\[oaicite:\d{1,4}\](?:\{index=\d{1,4}\})?|\[?oai_?cit(?:e|ation)[^\]\s)]{0,80}\]?"
    r"|[\ue200-\ue20f]?(?:cite)?[\ue200-\ue20f]?turn[01]\d{0,2}(?:search|view|news|image|fetch|file|academia|finance|sports|forecast)\d{1,3}"
    r"(?:[\ue200-\ue20f]?turn\d{1,3}[a-z]{4,10}\d{1,3})*[\ue200-\ue20f]?"
    r"|【\d{1,4}(?::\d{1,4})?†[^】\n]{0,80}】|(?<=[?&;])utm_source=(?:chatgpt\.com|openai|copilot\.com)|\[attached_file:\d{1,3}\]"
    r"|\[cite_start\]|\[cite: ?\d{1,4}(?:, ?\d{1,4}){0,20}\]|grok_(?:card|render_citation)[\w-]{0,40}|sandbox:/mnt/data/[^\s)\]]{0,100}"
)
_PARTS = ("oaicit", "oai_cit", "turn0", "turn1", "†", "utm_source=", "[attached_file", "[cite", "grok_", "sandbox:/mnt")
_VOICE = (
    r"(?:(?:I[’']m sorry, (?:but )?)?[Aa]s an? (?:AI|artificial intelligence|large)(?:[ -]based)? (?:language model|assistant|chatbot|model)\b(?=[^.!?]{0,160}\b(?:I|my|me)\b)"
    r"|[Aa]s of my (?:last|latest|most recent) (?:knowledge |training )?(?:update|cut-?off|training)"
    r"|[Mm]y (?:knowledge|training) (?:cut-?off|data (?:only )?goes)"
    r"|I(?:[’']m| am) (?:sorry, (?:but )?I (?:can[’']?t|cannot)|unable to) (?:assist|comply)(?: with (?:that|this|your)\b|[.!])"
    r"|I cannot (?:fulfill|assist with) (?:this|that|your) request"
    r"|Als (?:ein )?KI-(?:Sprachmodell|Assistent)|En tant que modèle de langage|Como modelo de lenguaje)"
)
_VOICE_LISTED = "ai artificial language cutoff cut update training knowledge personal real assist fulfill comply ki langage lenguaje"
_VOICE_WORDS = frozenset(_VOICE_LISTED.split())
_OPENING = r"(?:Certainly|Sure(?: thing)?|Absolutely|Of course|Great question)[!,.—– -]{1,3}(?:[Hh]ere(?:[’']s| is| are)|[Bb]elow is|I[’']d be happy)\b"
# What an assistant offers to do; people who can be reached, or can see you on Monday, offer other things.
_DOES = (
    "(?:adapt|add|adjust|analy[sz]e|break|build|compare|compile|condense|continue|convert|craft|create|design|dig|draft|elaborate|"
    "expand|explain|export|extend|format|generate|give|go|help|include|make|offer|optimi[sz]e|outline|polish|prepare|produce|"
    "proofread|provide|put|refine|reformat|rephrase|re-?write|shorten|show|simplify|suggest|summari[sz]e|tailor|translate|turn|"
    "tweak|walk|write)"
)
_OFFER = (
    rf"(?:Would you like (?:me to|a (?:version|shorter|longer))|Do you want me to|(?:If you(?:[’']d| would)? (?:like|want|prefer),? )I (?:can|could)(?: also)? {_DOES}"
    r"|Let me know if you(?:[’']d| would)? (?:like|want|need) me to|Möchten Sie, dass ich|Souhaitez-vous que je)\b[^.!?]{0,200}"
)
_BUTTON = frozenset({"regenerate response", "chatgpt said"})
_BUTTON_WORDS = frozenset({"regenerate", "chatgpt"})
_OPENERS = "\"“„«‘'"
_FIRST_BLOCKS = 3


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report what a chat assistant has left in an article.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit a place, with its text as argument: marks of citation and tracking anywhere but in code, phrases at the
        beginning of a sentence outside of quotation marks, an answer's first words in the first blocks, and an offer to
        go on in the last one (medium).
    """
    allowed = frozenset(rule.options["allow"])
    marked = any(part in document.text for part in _PARTS)
    spans = [match.span() for match in re.finditer(_MARKS, document.text)] if marked else []
    if spans:
        code = _code(document)
        for start, end in spans:
            if document.text[start:end] not in allowed and not any(first <= start < last for first, last in code):
                yield Hit(start, end, arguments=(_shown(document.text[start:end]),))
    blocks = document.prose
    closing = closing_block(document)
    known = vocabulary(document)
    speaks = not _VOICE_WORDS.isdisjoint(known) or not _BUTTON_WORDS.isdisjoint(known)
    for number, block in enumerate(blocks):
        if not speaks and number >= _FIRST_BLOCKS and block is not closing:
            continue
        for match in _phrases(document, block, first=number < _FIRST_BLOCKS, last=block is closing):
            if match[0] not in allowed:
                start, end = block.source_range(*match.span())
                confidence: Confidence | None = "medium" if match.re.pattern == _OFFER else None
                yield Hit(start, end, arguments=(_shown(match[0]),), confidence=confidence)


def _phrases(document: Document, block: Block, *, first: bool, last: bool) -> Iterator[re.Match[str]]:
    text = block.text
    if "blockquote" in block.containers:
        return
    if len(text) < 40 and text.casefold().strip(" :") in _BUTTON:
        button = re.match(r".*\S", text)
        if button is not None:
            yield button
        return
    patterns = [] if _VOICE_WORDS.isdisjoint(block.tokens) else [_VOICE]
    if first and text.lstrip().startswith(ANSWERS):
        patterns.append(_OPENING)
    if last:
        patterns.append(_OFFER)
    for pattern in patterns:
        for match in re.finditer(pattern, text):
            before = text[: match.start()].rstrip()
            if before and pattern is _OPENING:
                break  # an answer begins with it
            if before and before[-1] not in ".!?:;…*—–" and pattern is not _OFFER:
                continue  # within a sentence somebody speaks of it
            if pattern is not _VOICE and before and before[-1] not in ".!?…":
                continue
            if not _quoted(document, block, match.start()):
                yield match


def _quoted(document: Document, block: Block, at: int) -> bool:
    from copydesk.quotes import quotations_of

    if block.text[max(at - 1, 0) : at] in _OPENERS and at:
        return True
    number = document.prose.index(block)
    return any(
        quotation.block == number and quotation.start <= at < quotation.end for quotation in quotations_of(document)[0]
    )


def _code(document: Document) -> list[tuple[int, int]]:
    """Source ranges of code, block and inline, and of comments."""
    found = [block.outer for block in document.blocks if block.kind in ("code", "comment")]
    for block in document.prose:
        found += [block.source_range(offset, offset + 1) for offset, _ in block.code]
    return found


def _shown(text: str) -> str:
    return text if len(text) <= 50 else text[:49] + "…"
