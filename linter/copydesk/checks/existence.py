"""existence: words or phrases that should not stand in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from copydesk.checks.options import Option
from copydesk.document import Document
from copydesk.model import Hit, Rule
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.checks.pattern_hits import Ready
    from copydesk.checks.regions import Regions
    from copydesk.matching.pattern import Match, Pattern

OPTIONS = {
    "tokens": Option("strings", [], "Patterns to look for; any of them will do."),
    "raw": Option("strings", [], "Parts of one pattern, put together as they are, before that of the tokens."),
    "append": Option("boolean", False, "Put `raw` behind the tokens instead."),
    "ignorecase": Option("boolean", False, "Match in any case."),
    "nonword": Option("boolean", False, "Do not ask for word boundaries around the tokens."),
    "exceptions": Option("strings", [], "Patterns that a match may hold and is then none; whole words."),
    "vocab": Option("boolean", True, "Let the words pass that the configuration accepts."),
}


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """The hits of one rule of this kind, alone."""
    from copydesk.checks.patterns import PatternSet

    return [hit for _, hit in PatternSet([rule]).check(document)]


def patterns(rule: Rule) -> list[Pattern]:
    """The one pattern: the tokens as words, with `raw` before or behind.

    Raises:
        PatternError: It is invalid.
    """
    from copydesk.checks.pattern_hits import words_or_not
    from copydesk.matching.pattern import Pattern, alternatives

    options = rule.options
    fold = bool(options.get("ignorecase"))
    tokens = [token for token in map(str, options.get("tokens") or ()) if token.strip()]
    raw = "".join(map(str, options.get("raw") or ()))
    if not tokens and not raw:
        return []
    if not raw:
        nodes = alternatives(rule.id, tokens, fold=fold, multiline=True, joined=True)
        return [words_or_not(rule, nodes, "|".join(tokens))]
    edge = "" if options.get("nonword") else r"\b"
    words = f"(?m){edge}(?:{'|'.join(tokens)}){edge}" if tokens else "(?m)"
    # Where `raw` comes first, the template's (?m) stands behind it and does not reach it.
    source = words + raw if options.get("append") else raw + words
    return [Pattern(rule.id, source, alternatives(rule.id, [source], fold=fold, multiline=False, joined=False))]


def hits(
    ready: Ready,
    regions: Regions,
    found: Sequence[Mapping[int, list[Match]]],
    _pieces: Sequence[int],
    _memory: set[str],
) -> Iterator[Hit]:
    """A hit for every match that holds no exception."""
    from copydesk.checks.pattern_hits import make_hit

    for piece, matches in sorted(found[0].items()):
        text = regions.texts.pieces[piece]
        for start, end, _ in matches:
            if not ready.excepted(text[start:end].strip()):
                yield make_hit(ready, regions, piece, (start, end))
