"""An article without text, or an error page in the place of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from copydesk.checks.options import Option
from copydesk.document import Block, Document
from copydesk.model import Confidence, Hit, Rule

OPTIONS: dict[str, Option] = {
    "maximum-words": Option("integer", 80, "Most words of a page that may be an error page.", minimum=1),
}

_NOTICE_WORDS = 14
_SECTION_PAGES = ("index", "_index", "readme")
_ERRORS = re.compile(
    r"(?:error\s)?(?:400|401|403|404|410|429|500|502|503|504)[\s:–—-]{1,3}(?:bad request|unauthori[sz]ed|forbidden|"
    r"(?:page |file )?not found|gone|too many requests|internal server error|bad gateway|service (?:temporarily )?"
    r"unavailable|gateway time-?out)|page not found|(?:the|this) page (?:you (?:requested|are looking for|were looking for)"
    r"|cannot be (?:found|displayed)|could not be found|can.t be found|does not exist|doesn.t exist|isn.t available)"
    r"|(?:the )?requested (?:url|page|document) (?:\S{1,200} )?(?:was|could) not|access denied|you don.t have permission to access"
    r"|just a moment\.{0,3}$|checking (?:if the site connection is secure|your browser before accessing)"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot\?|please (?:enable|turn on) (?:javascript|cookies)"
    r"|attention required! \||(?:web)?site is (?:currently )?(?:down|offline|unavailable|undergoing|under) ?(?:for )?(?:scheduled )?(?:maintenance)?"
    r"|service (?:temporarily )?unavailable|temporarily unavailable due to|this account has been suspended"
    r"|this (?:video|content|article) is (?:no longer|not) available|seite nicht gefunden|page introuvable|página no encontrada",
    re.IGNORECASE,
)


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report an article that holds nothing to read.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        At most one hit: the title, else the first block, else the beginning of the file; with what it holds instead as
        argument. Pages that only list others (`index`, `_index`) and pages made of code or images are no articles.
    """
    prose = [block for block in document.prose if block is not document.title and block.text.strip()]
    first = document.title or next(iter(prose), None)
    place = (first.start, first.end) if first is not None else (0, 0)
    if not prose:
        found = _emptiness(document)
        if found is not None:
            yield Hit(*place, arguments=(found[0],), confidence=found[1])
        return
    if len(prose) > 12 or sum(len(block.text.split()) for block in prose) > rule.options["maximum-words"]:
        return
    for block in [*([document.title] if document.title else []), *prose[:3]]:
        if len(block.text.split()) <= _NOTICE_WORDS and _ERRORS.match(block.text.strip()):
            yield Hit(block.start, block.end, arguments=("an error page",))
            return


def _emptiness(document: Document) -> tuple[str, Confidence] | None:
    """What an article without prose holds, if that is worth a word."""
    name = document.path.rsplit("/", 1)[-1].partition(".")[0].lower()
    # Our own comments are not what an article holds: one that silences this finding would have nothing to silence.
    directives = [block for block in document.blocks if block.kind == "comment" and block.text.startswith("copydesk")]
    others = [block for block in document.blocks if block.kind in ("code", "alt", "comment")]
    if name in _SECTION_PAGES or len(others) > len(directives):
        return None
    title = document.title
    if not _without(document, directives).strip():
        return "nothing", "high"
    if document.format == "html" and title is None:
        return None  # a fragment of markup, such as a snippet or a redirect
    if document.metadata or any(block.kind == "front-matter" for block in document.blocks):
        # Many sites make pages out of front matter alone.
        return "front matter only", "low"
    if title is None:
        return None
    rest = _without(document, [title, *directives])
    return ("a title only", "medium") if not rest.strip() or document.format == "html" else None


def _without(document: Document, blocks: Iterable[Block]) -> str:
    """The source of an article without some blocks."""
    pieces = []
    at = 0
    for start, end in sorted(block.outer for block in blocks):
        pieces.append(document.text[at:start])
        at = max(at, end)
    return "".join([*pieces, document.text[at:]])
