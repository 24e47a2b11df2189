"""One thing under two names in one article: US and USA, Korean peninsula and Korean Peninsula, e-mail and email."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from copydesk.checks.minority import Use, odd_hits
from copydesk.checks.options import Option
from copydesk.checks.triggers import vocabulary
from copydesk.document import Block, Document
from copydesk.model import Hit, Rule
from copydesk.text.normalise import tokens

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
_NO_NAMES = frozenset(
    [
        "The",
        "A",
        "An",
        "This",
        "That",
        "These",
        "Those",
        "Its",
        "Our",
        "Your",
        "My",
        "His",
        "Her",
        "Their",
        "No",
        "Any",
        "Every",
        "Each",
        "Some",
        "Another",
        "Other",
        "Both",
        "All",
        "If",
        "In",
        "On",
        "At",
        "By",
        "For",
        "From",
        "With",
        "Of",
        "And",
        "Or",
        "But",
        "As",
        "New",
        "Old",
        "Two",
        "Three",
        "Four",
        "Local",
        "National",
        "Public",
        "Private",
        "Former",
        "Last",
        "Next",
        "First",
    ]
)
_LOOKED_BACK = 24
_Groups = list[tuple[Sequence[str], list[list[str]], re.Pattern[str]]]
_prepared: tuple[object, _Groups] | None = None


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
    known = vocabulary(document)
    for ways, words, pattern in _groups(rule):
        if sum([known.issuperset(mine) for mine in words]) < 2:
            continue
        uses: dict[str, list[Use]] = {}
        for block in blocks:
            for match in pattern.finditer(block.text):
                if not _in_name(block.text, match):
                    uses.setdefault(match[0], []).append(Use(block, *match.span()))
        yield from odd_hits(document, {way: uses.get(way, ()) for way in ways}, most)
    for names in _names(blocks, rule.options["names-end"]).values():
        yield from odd_hits(document, names, most)


def _groups(rule: Rule) -> _Groups:
    global _prepared  # noqa: PLW0603 - rules hold their options for the whole run
    options = rule.options
    if _prepared is None or _prepared[0] is not options:
        groups: _Groups = []
        for text in (*options["variants"], *options["also"]):
            ways = [way.strip() for way in text.split("|") if way.strip()]
            either = "|".join(map(re.escape, sorted(ways, key=lambda way: -len(way))))
            words = [tokens(way) for way in ways]
            groups.append((ways, words, re.compile(rf"(?<![\w.@/-])(?:{either})(?![\w@/]|-\w|\.\w)")))
        _prepared = options, groups
    return _prepared[1]


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
