"""repetition: the same token again, right behind itself."""

from __future__ import annotations

from bisect import bisect_right
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
    "tokens": Option("strings", [], "Patterns of what may not be repeated."),
    "max": Option("integer", 0, "How many repetitions pass."),
    "ignorecase": Option("boolean", False, "Match and compare in any case."),
    "alpha": Option("boolean", False, "Only matches that are all letters."),
    "exceptions": Option("strings", [], "Patterns that a repetition may hold and is then none; whole words."),
    "vocab": Option("boolean", True, "Let the words pass that the configuration accepts."),
}


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """The hits of one rule of this kind, alone."""
    from copydesk.checks.patterns import PatternSet

    return [hit for _, hit in PatternSet([rule]).check(document)]


def patterns(rule: Rule) -> list[Pattern]:
    """The one pattern: any of the tokens.

    Raises:
        PatternError: It is invalid.
    """
    from copydesk.matching.pattern import Pattern, alternatives

    tokens = [str(token) for token in rule.options.get("tokens") or ()]
    if not tokens:
        return []
    fold = bool(rule.options.get("ignorecase"))
    nodes = alternatives(rule.id, tokens, fold=fold, multiline=False, joined=True)
    return [Pattern(rule.id, "|".join(tokens), nodes, empty=True)]


def hits(
    ready: Ready,
    regions: Regions,
    found: Sequence[Mapping[int, list[Match]]],
    _pieces: Sequence[int],
    _memory: set[str],
) -> Iterator[Hit]:
    """A hit for each pair of equal neighbours in one sentence, once `max` of them have passed.

    Repetitions are counted through a part and not set back by what is between them; only a hit starts a new count.
    """
    from copydesk.checks.pattern_hits import make_hit
    from copydesk.matching.texts import fold
    from copydesk.text.sentences import sentences

    options = ready.rule.options
    any_case, letters, most = bool(options.get("ignorecase")), bool(options.get("alpha")), int(options.get("max") or 0)
    for piece, matches in sorted(found[0].items()):
        text = regions.texts.pieces[piece]
        starts: list[int] | None = None
        count = 0
        before, before_start = "", 0
        for start, end, _ in matches:
            token = text[start:end].strip()
            same = token == before or (any_case and fold(token) == fold(before))
            if same and token and (not letters or token.isalpha()):
                count += 1
                if count > most:
                    if starts is None:
                        starts = [first for first, _ in sentences(text, regions.document.language)]
                    span = text[before_start:end]
                    if _unbroken(span, starts, before_start) and not ready.excepted(span):
                        yield make_hit(ready, regions, piece, (before_start, end), arguments=(token,))
                        count = 0
            before, before_start = token, start


def _unbroken(span: str, starts: Sequence[int], start: int) -> bool:
    """Whether no line ends and no sentence begins inside a span."""
    following = bisect_right(starts, start)
    return "\n" not in span.strip() and not (following < len(starts) and starts[following] < start + len(span))
