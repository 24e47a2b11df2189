"""occurrence: something that stands too often, or too seldom, in one part of the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from copydesk.checks.options import Option
from copydesk.document import CODE, Document
from copydesk.model import Hit, Rule
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.checks.pattern_hits import Ready
    from copydesk.checks.regions import Regions
    from copydesk.matching.pattern import Match, Pattern

OPTIONS = {
    "token": Option("string", "", "The pattern to count."),
    "max": Option("integer", 0, "Most matches in one part; 0 for no limit."),
    "min": Option("integer", 0, "Fewest matches in one part; 0 for no limit."),
    "ignorecase": Option("boolean", False, "Match in any case."),
}


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """The hits of one rule of this kind, alone."""
    from copydesk.checks.patterns import PatternSet

    return [hit for _, hit in PatternSet([rule]).check(document)]


def patterns(rule: Rule) -> list[Pattern]:
    """The one pattern, as it stands.

    Raises:
        PatternError: It is invalid.
    """
    from copydesk.matching.pattern import Pattern, alternatives

    token = str(rule.options.get("token") or "")
    fold = bool(rule.options.get("ignorecase"))
    if not token:
        return []
    nodes = alternatives(rule.id, [token], fold=fold, multiline=False, joined=False)
    return [Pattern(rule.id, token, nodes, empty=True)]


def hits(
    ready: Ready, regions: Regions, found: Sequence[Mapping[int, list[Match]]], pieces: Sequence[int], _memory: set[str]
) -> Iterator[Hit]:
    """One hit for a part with too many or too few matches: at the first that is no code.

    Where there is none at all, the hit is at the start of the article.
    """
    from copydesk.checks.pattern_hits import make_hit

    most, least = int(ready.rule.options.get("max") or 0), int(ready.rule.options.get("min") or 0)
    for piece in pieces if least > 0 else sorted(found[0]):
        matches = found[0].get(piece, [])
        count = len(matches)
        if not ((most > 0 and count > most) or (least > 0 and count < least)):
            continue
        if not matches:
            yield Hit(0, 0, ("0",))
            continue
        text = regions.texts.pieces[piece]
        for start, end, _ in matches:
            if text[start:end].strip().strip(CODE):
                yield make_hit(ready, regions, piece, (start, end), arguments=(str(count),))
                break
