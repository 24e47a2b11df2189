"""What the pattern kinds share: how a rule's patterns are put together, and how a match becomes a hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.checks.actions import make_fix, read_action, replacements
from copydesk.checks.messages import format_message, listed
from copydesk.checks.regions import Regions
from copydesk.checks.scopes import selectors
from copydesk.matching.budget import Budget
from copydesk.matching.pattern import Match, Pattern, alternatives, bounded
from copydesk.model import Hit, Rule
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


class Ready:
    """A rule made ready to run; what it needs is worked out when it is first asked for.

    Attributes:
        rule: The rule.
        patterns: Its patterns, in the order its check wants them.
        wanted: Its scope.
        action: Name and parameters of its action.
        accepted: Words that are right whatever the rule says.
        exceptions: Matches that are none.
        budget: What its patterns may spend.
    """

    __slots__ = ("accepted", "action", "budget", "exceptions", "patterns", "rule", "wanted")

    def __init__(self, rule: Rule, patterns: Sequence[Pattern], accepted: Sequence[str], budget: Budget) -> None:
        self.rule = rule
        self.patterns = patterns
        self.wanted = selectors(rule.scope)
        self.action = read_action(rule.action)
        self.accepted = accepted
        self.budget = budget
        self.exceptions = exceptions(rule, accepted)

    def excepted(self, text: str) -> bool:
        """Whether one of the rule's exceptions stands anywhere in a match."""
        return self.exceptions is not None and self.exceptions.search(text, self.budget)


def words_or_not(rule: Rule, nodes: Sequence[Any], source: str, *, tagged: bool = False) -> Pattern:
    """A pattern between word boundaries, unless the rule is `nonword`."""
    if rule.options.get("nonword"):
        return Pattern(rule.id, source, nodes, tagged=tagged)
    return bounded(rule.id, source, nodes, tagged=tagged)


def exceptions(rule: Rule, accepted: Sequence[str]) -> Pattern | None:
    """The pattern of what a rule lets pass: its own exceptions and the accepted words, whole words of their case.

    Accepted words do not count for a rule that turns `vocab` off or does not look for words.
    """
    listed_here = [str(text) for text in rule.options.get("exceptions") or ()]
    if rule.options.get("vocab", True) and not rule.options.get("nonword"):
        listed_here += accepted
    if not listed_here:
        return None
    listed_here.sort(key=lambda text: -len(text))
    nodes = alternatives(rule.id, listed_here, fold=False, multiline=True, joined=False)
    return bounded(rule.id, "|".join(listed_here), nodes)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the blanks at its ends; the range itself if it is all blank."""
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return start, end
    start += len(piece) - len(piece.lstrip())
    return start, start + len(stripped)


def make_hit(
    ready: Ready,
    regions: Regions,
    piece: int,
    span: tuple[int, int],
    *,
    arguments: tuple[str, ...] | None = None,
    params: Sequence[str] | None = None,
    message: str | None = None,
) -> Hit:
    """A hit for a range of a part.

    Args:
        ready: The rule.
        regions: The parts.
        piece: Number of the part.
        span: Range of the match in it.
        arguments: For the message; the match, and what the action makes of it, if not given.
        params: Of the action, instead of the rule's own.
        message: Instead of the rule's own, its places still open.
    """
    text = regions.texts.pieces[piece]
    match = text[span[0] : span[1]]
    inner = trimmed(text, *span)
    name, own_params = ready.action
    options = replacements(name, own_params if params is None else params, match) if name else []
    if arguments is None:
        arguments = (match,)
        if name:
            arguments += (options[0] if len(options) == 1 else listed(options) if options else match,)
    start, end = regions.source_range(piece, *inner)
    fix = None
    if name:
        whole = (start, end) if inner == span else regions.source_range(piece, *span)
        fix = make_fix(regions.document, name, options, match, whole, (start, end))
    template = ready.rule.message if message is None else message
    whole_message = format_message(template, arguments) if message is not None or "%[" in template else None
    return Hit(start, end, arguments, whole_message, fix=fix)


def in_order(found: Iterable[tuple[int, list[Match]]]) -> list[tuple[int, list[Match]]]:
    """Matches by part, in the order of the article."""
    return sorted(found)
