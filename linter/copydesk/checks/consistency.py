"""consistency: two ways of writing the same thing, of which an article should keep to one."""

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
    "either": Option("mapping", {}, "Pairs of patterns; an article with matches of both is at fault."),
    "ignorecase": Option("boolean", False, "Match in any case."),
    "nonword": Option("boolean", False, "Do not ask for word boundaries."),
}


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """The hits of one rule of this kind, alone."""
    from copydesk.checks.patterns import PatternSet

    return [hit for _, hit in PatternSet([rule]).check(document)]


def patterns(rule: Rule) -> list[Pattern]:
    """A pattern for each pair, whose alternatives are its members.

    Raises:
        PatternError: One is invalid.
    """
    from copydesk.checks.pattern_hits import words_or_not
    from copydesk.matching.pattern import alternatives

    fold = bool(rule.options.get("ignorecase"))
    found = []
    for pair in (rule.options.get("either") or {}).items():
        nodes = alternatives(rule.id, [*map(str, pair)], fold=fold, multiline=True, joined=False)
        found.append(words_or_not(rule, nodes, "|".join(map(str, pair)), tagged=True))
    return found


def hits(
    ready: Ready, regions: Regions, found: Sequence[Mapping[int, list[Match]]], _pieces: Sequence[int], memory: set[str]
) -> Iterator[Hit]:
    """A hit for every part with a match, from the one on with which both members have been seen in the article.

    It stands at the last match of the part. `memory` holds the members seen so far.
    """
    from copydesk.checks.pattern_hits import make_hit

    for piece in sorted({piece for matches in found for piece in matches}):
        for pair, matches in enumerate(found):
            here = matches.get(piece)
            if not here:
                continue
            memory.update(f"{pair}.{member}" for _, _, member in here)
            if {f"{pair}.0", f"{pair}.1"} <= memory:
                start, end, _ = here[-1]
                yield make_hit(ready, regions, piece, (start, end))
