"""substitution: words or phrases for which there is a better one."""

from __future__ import annotations

import re
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
    "swap": Option("mapping", {}, "Patterns, and what to write instead; `a|b` offers several."),
    "ignorecase": Option("boolean", False, "Match in any case."),
    "nonword": Option("boolean", False, "Do not ask for word boundaries."),
    "capitalize": Option("boolean", False, "Begin the better word with a capital where the match does."),
    "exceptions": Option("strings", [], "Patterns that a match may hold and is then none; whole words."),
    "vocab": Option("boolean", True, "Let the words pass that the configuration accepts."),
    "pos": Option("string", "", "No longer in use."),
}

_QUOTED_PLACES = ("'%s'", '"%s"')


def check(rule: Rule, document: Document) -> Iterable[Hit]:
    """The hits of one rule of this kind, alone."""
    from copydesk.checks.patterns import PatternSet

    return [hit for _, hit in PatternSet([rule]).check(document)]


def keys(rule: Rule) -> list[str]:
    """The patterns of a rule in the order they are tried: the longest first."""
    return sorted(map(str, rule.options.get("swap") or {}), key=lambda key: -len(key.encode("utf-8", "surrogatepass")))


def patterns(rule: Rule) -> list[Pattern]:
    """The one pattern, whose alternatives are the keys.

    Raises:
        PatternError: A key is invalid.
    """
    from copydesk.checks.pattern_hits import words_or_not
    from copydesk.matching.pattern import alternatives

    sources = keys(rule)
    if not sources:
        return []
    fold = bool(rule.options.get("ignorecase"))
    nodes = alternatives(rule.id, sources, fold=fold, multiline=True, joined=False)
    return [words_or_not(rule, nodes, "|".join(sources), tagged=True)]


def hits(
    ready: Ready,
    regions: Regions,
    found: Sequence[Mapping[int, list[Match]]],
    _pieces: Sequence[int],
    _memory: set[str],
) -> Iterator[Hit]:
    """A hit for every match that is not what it should be already, and holds no exception."""
    from copydesk.checks.messages import listed
    from copydesk.checks.pattern_hits import make_hit

    rule = ready.rule
    sources = keys(rule)
    swap = {str(key): "" if value is None else str(value) for key, value in rule.options["swap"].items()}
    name, own_params = ready.action
    replacing = name == "replace" and not own_params
    message = _unquoted(rule.message) if replacing else None
    for piece, matches in sorted(found[0].items()):
        text = regions.texts.pieces[piece]
        for start, end, number in matches:
            observed = text[start:end].strip()
            expected = _expected(ready, sources[number], swap[sources[number]], observed)
            if _same(ready, expected, observed, replacing=replacing) or ready.excepted(observed):
                continue
            params = None
            if replacing:
                params = expected.split("|")
                if rule.options.get("capitalize") and observed == _capitalized(observed):
                    params = [_capitalized(param) for param in params]
                expected = listed(params)
            yield make_hit(
                ready, regions, piece, (start, end), arguments=(expected, observed), params=params, message=message
            )


def _expected(ready: Ready, source: str, value: str, observed: str) -> str:
    """What should stand there: the value, its `$1` filled from what the key's groups matched."""
    rule = ready.rule
    expected = _capitalized(value) if rule.options.get("capitalize") and observed == _capitalized(observed) else value
    if "$" not in expected or not re.search(r"\$\d+|\$\{\d+\}", expected):
        return expected
    from copydesk.matching.pattern import Pattern, alternatives

    fold = bool(rule.options.get("ignorecase"))
    nodes = alternatives(rule.id, [source], fold=fold, multiline=False, joined=False)
    return Pattern(rule.id, source, nodes).replace(observed, expected, ready.budget)


def _same(ready: Ready, expected: str, observed: str, *, replacing: bool) -> bool:
    """Whether the match is right already: the value is a pattern too, where it is not a list to replace with."""
    if expected == observed:
        return True
    if replacing:
        return observed in expected.split("|")
    if all(c.isalpha() or c.isdigit() or c in " -" for c in expected):
        return False
    from copydesk.matching.pattern import Pattern, PatternError, alternatives

    try:
        node = alternatives(ready.rule.id, [expected], fold=False, multiline=False, joined=False)[0]
        whole = Pattern(ready.rule.id, expected, [node], before=("at", "A"), after=("at", "Z"))
        return whole.search(observed, ready.budget)
    except PatternError:
        return False


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unquoted(message: str) -> str:
    """The message without quotation marks around its first place, since what is put there brings its own."""
    for place in _QUOTED_PLACES:
        if message.count(place) == 2:
            message = message.replace(place, "%s", 1)
    return message
