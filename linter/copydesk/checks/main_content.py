"""What of a whole HTML page stands beside its main text, as resiliparse tells it (extra `html`).

resiliparse gives the main text of a page without places. So its words are laid beside those of our blocks: a block is part
of the main text where most of its runs of four words, or a short block as a whole, stand in there. Text that stands in
both, such as a headline that is linked to from the margin, counts as main text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from copydesk.document import Block, Document
from copydesk.model import Hit, Rule
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_RUN = 4
_SHARE = 0.6
_LEAST_WORDS = 40  # of a main text that is to be trusted
_FULL = 12
_PAGE = r"(?i)<(?:html|body)\b"
_ABOUT_WRITING = frozenset({"attribution", "consistency", "duplication", "readability", "structure", "style"})
_TAG = r"<(/?)([A-Za-z][\w-]*)"
_NO_DEPTH_LISTED = "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option"
_NO_DEPTH = frozenset(_NO_DEPTH_LISTED.split())
"""Elements without an end tag, and those whose end tag may be left out."""
_DEEPEST = 400  # open elements, from which on the parser takes time with the square of them

_KINDS = frozenset({"paragraph", "heading", "list-item"})
_OWN = frozenset({"table", "blockquote", "footnote", "details", "verse", "figure", "byline", "dateline"})


def beside_main(document: Document) -> frozenset[int]:
    """The blocks of a page that stand beside its main text, by identity; none where nothing tells.

    Quotations, tables, figures, bylines and datelines are never among them: they are often taken out of the main text.

    Args:
        document: The article, in HTML.
    """
    found: frozenset[int] | None = document.memo.get("beside-main")
    if found is None:
        found = document.memo["beside-main"] = _beside(document)
    return found


def without_furniture(document: Document, hits: Iterable[tuple[Rule, Hit]]) -> Iterator[tuple[Rule, Hit]]:
    """Hits without those of rules about how a text is written that lie in what stands beside it.

    Args:
        document: The article, in HTML.
        hits: Each with its rule. Damage counts wherever it is, and furniture is what the rules of boilerplate tell of.
    """
    beside = beside_main(document)
    blocks = [block for block in document.prose if id(block) in beside]
    starts, ends = [block.start for block in blocks], [block.end for block in blocks]
    for rule, hit in hits:
        at = bisect_right(starts, hit.start)
        if not (rule.category in _ABOUT_WRITING and at and hit.end <= ends[at - 1]):
            yield rule, hit


def _beside(document: Document) -> frozenset[int]:
    if re.search(_PAGE, document.text) is None:
        return frozenset()
    main = None if _is_deep(document.text) else _main_text(document.text)
    if main is None:
        return frozenset()
    runs, lines = _runs_and_lines(main)
    beside, words, full = [], 0, False
    for block in document.prose:
        mine = block.tokens
        if not mine:
            continue
        if _is_main(block, mine, runs, lines):
            words += len(mine)
            full = full or len(mine) >= _FULL
        elif block.kind in _KINDS and block is not document.title and _OWN.isdisjoint(block.containers):
            beside.append(id(block))
    return frozenset(beside) if full and words >= _LEAST_WORDS else frozenset()


def _is_deep(page: str) -> bool:
    """Whether far more elements are open at one time than in any page that somebody reads."""
    depth = 0
    for match in re.finditer(_TAG, page):
        if match[2].lower() not in _NO_DEPTH:
            depth = max(0, depth - 1) if match[1] else depth + 1
            if depth > _DEEPEST:
                return True
    return False


def _main_text(page: str) -> str | None:
    """The main text of a page, lines and all; None where it cannot be had."""
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError:
        return None
    whole = page.encode("utf-8", "replace").decode("utf-8")  # without halves of surrogate pairs
    try:
        main: Any = extract_plain_text(whole, main_content=True, alt_texts=False, list_bullets=False)
    except (RuntimeError, ValueError):  # a page that its parser does not take
        return None
    return str(main)


def _runs_and_lines(text: str) -> tuple[frozenset[int], frozenset[tuple[str, ...]]]:
    """The hashes of all runs of four words in a text, and the words of its short lines."""
    from copydesk.text.normalise import tokens

    lines = [tokens(line) for line in text.split("\n")]
    words = [word for line in lines for word in line]
    return frozenset(_runs(words)), frozenset(tuple(line) for line in lines if len(line) < _RUN)


def _runs(words: Sequence[str]) -> Iterable[int]:
    return map(hash, zip(*(words[first:] for first in range(_RUN)), strict=False))


def _is_main(block: Block, words: Sequence[str], runs: frozenset[int], lines: frozenset[tuple[str, ...]]) -> bool:
    if len(words) < _RUN:
        if tuple(words) in lines:
            return True
        from copydesk.text.normalise import tokens

        pieces = block.text.split("\n")
        return len(pieces) > 1 and all(tuple(tokens(piece)) in lines for piece in pieces)
    mine = list(_runs(words))
    return sum([run in runs for run in mine]) >= _SHARE * len(mine)
