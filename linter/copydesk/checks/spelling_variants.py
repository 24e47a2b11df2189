"""British and American spelling in one article: “denuclearisation” beside “program”, “colour” beside “center”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from copydesk.checks.minority import Use
from copydesk.checks.options import Option
from copydesk.checks.whole_article import shown_text, vocabulary
from copydesk.document import Document
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {
    "pairs": Option("mapping", {}, "American spelling by British one, both without their endings."),
    "endings": Option("strings", [], "Endings that a word of `pairs` may have; the bare word counts as well."),
    "allow": Option("strings", [], "Words that count for neither side."),
    "most": Option("integer", 5, "Most findings in an article.", minimum=1),
}

BRITISH, AMERICAN = "British", "American"
# -ize is at home in Oxford too; -isation and -ised forms of these verbs are British only.
_BRITISH = r"[a-z]{3,}(?:[^aeiouv]is(?:ation|ations|ational)|(?:al|er|or|on|an|in|at|it|ic|ul|im|ol|ys)is(?:e|ed|es|ing|er|ers))"
_NOT_BRITISH_LISTED = (
    "advertise advertised advertises advertising advertiser advertisers anise chemise cerise concise demise "
    "excise exercise exercised exercises exercising expertise franchise merchandise paradise practise premise "
    "premises promise promised promises promising surprise surprised surprises surprising raise raised raising "
    "precise televised televise revise devise improvisation improvisations compromise enterprise treatise "
    "analysis paralysis crisis basis oasis comprise comprised otherwise likewise wise arise rise sunrise noise "
    "poise praise cruise bruise disguise despise supervise advise incise circumcise exorcise marquise valise "
    "reprise apprise chastise minister ministers canister sister administer"
)
_NOT_BRITISH = frozenset(_NOT_BRITISH_LISTED.split())
_ENDINGS = ("ise", "ised", "ises", "ising", "iser", "isers", "isation", "isations", "isational")
_PARTS = ("isation", "ise", "ising")
_SILENT = "szc"
_COMPUTING = frozenset({"software", "computer", "computers", "code", "compiler", "programming", "app"})
_WORD = r"(?<![\w’'@/.-])[^\W\d_]++(?![\w@/]|-?[A-Z])"
_sides: tuple[object, tuple[dict[str, str], frozenset[str]]] | None = None


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report words of the rarer spelling in an article that has both.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit for the first place of each word of the rarer spelling (of the other one than an article declares, such as
        `en-GB`), with the word, its spelling, the other one and a word of that as arguments. Names, which have capitals,
        count for neither side.
    """
    language = (document.language or "en").replace("_", "-")
    if language.split("-")[0].lower() != "en":
        return
    sides, words = _words(rule)
    known = vocabulary(document)
    allowed = {word.casefold() for word in rule.options["allow"]}
    if not _COMPUTING.isdisjoint(known):
        allowed |= {"program", "programs", "programme", "programmes"}
    mine = {word: sides[word] for word in words & known if word not in allowed}
    if AMERICAN not in mine.values():
        return
    if BRITISH not in mine.values() and not any(part in shown_text(document) for part in _PARTS):
        return
    mine |= {word: BRITISH for word in known if word.endswith(_ENDINGS) and word not in allowed and _is_british(word)}
    if BRITISH not in mine.values():
        return
    uses: dict[str, dict[str, Use]] = {BRITISH: {}, AMERICAN: {}}
    counts = {BRITISH: 0, AMERICAN: 0}
    for block in document.prose:
        if "blockquote" in block.containers or mine.keys().isdisjoint(block.tokens):
            continue
        for match in re.finditer(_WORD, block.text):
            side = mine.get(match[0])
            if side is not None:
                counts[side] += 1
                uses[side].setdefault(match[0], Use(block, *match.span()))
    yield from _hits(document, uses, counts, rule.options["most"])


def _hits(
    document: Document, uses: Mapping[str, Mapping[str, Use]], counts: Mapping[str, int], most: int
) -> Iterator[Hit]:
    if not all(uses.values()):
        return
    declared = {"gb": BRITISH, "uk": BRITISH, "us": AMERICAN}.get((document.declared or "").lower().partition("-")[2])
    usual = declared or max((AMERICAN, BRITISH), key=lambda side: (counts[side], len(uses[side])))
    odd = BRITISH if usual == AMERICAN else AMERICAN
    other = next(iter(uses[usual]))
    for word, use in list(uses[odd].items())[:most]:
        yield Hit(*use.block.source_range(use.start, use.end), arguments=(word, odd, usual, other))


def _is_british(word: str) -> bool:
    return word not in _NOT_BRITISH and re.fullmatch(_BRITISH, word) is not None


def _words(rule: Rule) -> tuple[dict[str, str], frozenset[str]]:
    """Spelling by word, all endings put on, and these words."""
    global _sides  # noqa: PLW0603 - rules hold their options for the whole run
    options = rule.options
    if _sides is None or _sides[0] is not options:
        words: dict[str, str] = {}
        for british, american in options["pairs"].items():
            for stem, side in ((british, BRITISH), (american, AMERICAN)):
                for ending in ("", *options["endings"]):
                    if ending[:1] in ("e", "i", "a") and stem.endswith("e"):
                        if (
                            stem[-2] in _SILENT
                        ):  # analysed, defenceless; there is no "centreing", and "central" is neither
                            words[stem[:-1] + ending] = side
                    else:
                        words[stem + ending] = side
        _sides = options, (words, frozenset(words))
    return _sides[1]
