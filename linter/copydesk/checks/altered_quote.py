"""altered-quote: two articles quote the same words, and not the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from copydesk.checks.across import MOST_RELATED, Across, where
from copydesk.checks.options import Option
from copydesk.duplicates.peers import Peers, Places
from copydesk.duplicates.quoted import GAP, KIND, LEAST_WORDS, Alignment, Difference, aligned, runs
from copydesk.duplicates.texts import Held, Store
from copydesk.duplicates.units import Fact
from copydesk.model import Confidence, Hit, Place, Rule
from copydesk.typed import NamedTuple

OPTIONS: dict[str, Option] = {
    "min-words": Option(
        "integer", 10, "Quotations that agree in fewer words are taken for different ones.", minimum=LEAST_WORDS
    ),
    "agreeing": Option(
        "number",
        0.85,
        "Least share of words that agree, of all from the first to the last that the two have in common.",
        minimum=0.5,
        maximum=1,
    ),
}

_FIRST = 16  # articles that share a run of words with a quotation and are looked at
_SURE = 14  # words that agree


class _Other(NamedTuple):
    """A quotation of another article that says nearly the same."""

    path: str
    fact: Fact
    alignment: Alignment


def check_across(rules: Sequence[Rule], across: Across, focus: Collection[str]) -> Iterator[tuple[str, str, Hit]]:
    """Report every quotation of the focus that another article has in other words.

    Candidates have a run of five words in common; of a run that stands in more articles the first sixteen by path are
    looked at. Each is then laid beside the quotation word by word. A quotation that is cut, one with `…` or with words
    in brackets, and other spelling are lawful. Articles that are copies of one another have rules of their own.

    Args:
        rules: Their options are those of `OPTIONS`.
        across: The articles.
        focus: Paths of the articles to report on.

    Yields:
        Path, rule id and one hit a quotation, at most ten of the others as related; arguments: where the other one
        stands, and how they differ. Of high confidence where one word or two of many differ; suggestions of medium
        confidence else, as two people may say nearly the same.
    """
    peers = across.peers_and_copies()
    finder = _Finder(across.store, peers)
    for rule in rules:
        for path in sorted(focus):
            for fact in across.store.quotations(path):
                others = [
                    other
                    for other in finder.others(path, fact)
                    if _counts(other.alignment, rule.options["min-words"], rule.options["agreeing"])
                ]
                if others:
                    yield path, rule.id, _hit(fact, others)


class _Finder:
    """Looks up the quotations of other articles that share words with one."""

    def __init__(self, store: Store, peers: Peers) -> None:
        self._store = store
        self._peers = peers
        self._runs: dict[str, list[set[int]]] = {}
        self._quoting: dict[int, Sequence[str]] = {}

    def others(self, path: str, fact: Fact) -> list[_Other]:
        """The quotations of articles that are no peers of this one, laid beside one of it, by path and place."""
        mine = runs(fact[7])
        paths = {other for run in mine for other in self._articles(run)}
        paths.discard(path)
        if not paths:
            return []
        held = [Held(other, 0, KIND) for other in sorted(paths, key=self._store.stored)]
        words = fact[7].split(" ")
        found = []
        for other, _, _ in Places(held, len(held)).elsewhere(path, self._peers).first:
            for theirs, its in zip(self._store.quotations(other), self._runs_of(other), strict=True):
                if not mine.isdisjoint(its) and theirs[7] != fact[7]:
                    alignment = aligned(words, theirs[7].split(" "))
                    if alignment is not None:
                        found.append(_Other(other, theirs, alignment))
        return found

    def _articles(self, run: int) -> Sequence[str]:
        """The first articles that do hold a run."""
        if run not in self._quoting:
            candidates = self._store.quoting(run)
            if len(candidates) > _FIRST:  # an index may name others by chance
                candidates = [path for path in candidates if any(run in its for its in self._runs_of(path))]
            self._quoting[run] = candidates[:_FIRST]
        return self._quoting[run]

    def _runs_of(self, path: str) -> list[set[int]]:
        if path not in self._runs:
            self._runs[path] = [runs(fact[7]) for fact in self._store.quotations(path)]
        return self._runs[path]


def _counts(alignment: Alignment, least: int, share: float) -> bool:
    """Whether two quotations are one, with changed words."""
    changed = sum(max(len(one.here), len(one.there)) for one in alignment.differences)
    return changed > 0 and alignment.agreeing >= least and alignment.agreeing >= share * (alignment.agreeing + changed)


def _hit(fact: Fact, others: Sequence[_Other]) -> Hit:
    closest = max(others, key=lambda other: other.alignment.agreeing)  # the first of equals
    line = closest.fact[2]
    differences = closest.alignment.differences
    changed = sum(max(len(one.here), len(one.there)) for one in differences)
    confidence: Confidence = "high" if changed <= 2 and closest.alignment.agreeing >= _SURE else "medium"
    if all(word.isdigit() for one in differences for word in one.here + one.there):
        confidence = "medium"
    related = tuple(Place(other.path, *other.fact[:6]) for other in others[:MOST_RELATED])
    return Hit(
        fact[0],
        fact[1],
        arguments=(where(closest.path, line, len(others)), _described(differences)),
        related=related,
        related_total=len(others),
        confidence=confidence,
        severity=None if confidence == "high" else "suggestion",
        key=fact[7].replace(GAP, " "),
    )


def _described(differences: Sequence[Difference]) -> str:
    """The first differences in words."""
    parts = []
    for one in differences[:3]:
        here, there = " ".join(one.here), " ".join(one.there)
        if here and there:
            parts.append(f"“{here}” here is “{there}” there")
        else:
            parts.append(f"“{here or there}” stands {'here' if here else 'there'} only")
    return ", ".join(parts) + (", and more" if len(differences) > len(parts) else "")
