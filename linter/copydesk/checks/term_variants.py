"""One thing under two names in one article: US and USA, Korean peninsula and Korean Peninsula, e-mail and email."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from copydesk.checks.minority import Use, odd_hits
from copydesk.checks.options import Option
from copydesk.checks.triggers import possible_terms
from copydesk.document import Block, Document
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {
    "variants": Option(
        "strings", [], "Groups of ways to write the same thing, each with ` | ` between them; letter case counts."
    ),
    "also": Option("strings", [], "Further groups of your own."),
    "names-end": Option(
        "strings",
        [],
        "Words that end names, in small letters: `Korean peninsula` and `Korean Peninsula` are the same then.",
    ),
    "most": Option("integer", 5, "Most findings for one term in an article.", minimum=1),
}

_KINDS = frozenset({"paragraph", "list-item"})
_NO_NAMES_LISTED = (
    "The A An This That These Those Its Our Your My His Her Their No Any Every Each Some Another Other Both "
    "All If In On At By For From With Of And Or But As New Old Two Three Four Local National Public Private "
    "Former Last Next First"
)
_NO_NAMES = frozenset(_NO_NAMES_LISTED.split())
_LOOKED_BACK = 24
_patterns: dict[str, re.Pattern[str]] = {}


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report the rarer ways to write a term of which an article uses several.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        A hit a place of a rarer way, with it, the usual one and how often that stands as arguments. Headings, quotations in
        blocks, and abbreviations that are part of a longer name ("USA Today") are left alone.
    """
    blocks = [block for block in document.prose if block.kind in _KINDS and "blockquote" not in block.containers]
    most = rule.options["most"]
    for texts in (rule.options["variants"], rule.options["also"]):
        for number in possible_terms(texts, document):
            ways = [way.strip() for way in texts[number].split("|") if way.strip()]
            uses: dict[str, list[Use]] = {way: [] for way in ways}
            for block, match in _places(blocks, ways):
                if not _in_name(block.text, match):
                    uses[match[0]].append(Use(block, *match.span()))
            yield from odd_hits(document, uses, most)
    for names in _names(blocks, rule.options["names-end"]).values():
        yield from odd_hits(document, names, most)


def _places(blocks: Sequence[Block], ways: Sequence[str]) -> Iterator[tuple[Block, re.Match[str]]]:
    """Where one of several ways to write a term stands by itself."""
    either = "|".join(map(re.escape, sorted(ways, key=lambda way: -len(way))))
    pattern = _patterns.get(either)
    if pattern is None:
        pattern = _patterns[either] = re.compile(rf"(?<![\w.@/-])(?:{either})(?![\w@/]|-\w|\.\w)")
    for block in blocks:
        if any(way in block.text for way in ways):
            for match in pattern.finditer(block.text):
                yield block, match


def _in_name(text: str, match: re.Match[str]) -> bool:
    """Whether a term is part of a longer name: "USA Today", "Team USA", "Oxford Internet Institute"."""
    if not match[0][0].isupper() or len(match[0].replace(".", "")) < 3:
        return False
    after = re.match(r" [A-Z][A-Za-z]", text[match.end() : match.end() + 3])
    before = re.search(r"\b[A-Z][a-z]+ $", text[max(0, match.start() - 20) : match.start()])
    return after is not None or (before is not None and before[0].strip() not in _NO_NAMES)


def _names(blocks: Sequence[Block], ends: Sequence[str]) -> Mapping[str, Mapping[str, list[Use]]]:
    """Names of two words that are written with a small letter and with a capital."""
    wanted = frozenset(ends)
    found: dict[str, dict[str, list[Use]]] = {}
    pattern: re.Pattern[str] | None = None
    for block in blocks:
        if wanted.isdisjoint(block.tokens):
            continue
        if pattern is None:
            either = "|".join(f"[{end[0].upper()}{end[0]}]{re.escape(end[1:])}" for end in ends)
            pattern = re.compile(rf"\b([A-Z][a-zà-ÿ]{{2,}}) ({either})\b(?! [A-Z]|['’-]\w)")
        for match in pattern.finditer(block.text):
            if match[1] in _NO_NAMES or match[1].casefold() in wanted:
                continue
            before = re.search(r"([A-Z][\w’'.-]*) $", block.text[max(0, match.start() - _LOOKED_BACK) : match.start()])
            if before is not None and before[1] not in _NO_NAMES:
                continue  # a part of a longer name
            found.setdefault(match[0].casefold(), {}).setdefault(match[0], []).append(Use(block, *match.span()))
    return found
