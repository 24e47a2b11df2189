"""All rules of the five pattern kinds, run together over an article.

Rules that stand for plain strings are matched by one automaton for all of them. For the others the automaton looks for
strings that a match must hold, and only where it finds one is the rule's pattern compiled and run; a pattern without
such a string runs everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from types import ModuleType

from copydesk.checks import CHECKS
from copydesk.checks.pattern_hits import Ready
from copydesk.checks.regions import BLOCKS, RAW, SENTENCES, SUMMARY, Regions, regions
from copydesk.checks.scopes import mentions
from copydesk.document import Document
from copydesk.matching.automaton import Automaton
from copydesk.matching.budget import Budget, PatternTimeout
from copydesk.matching.literals import selective
from copydesk.matching.nodes import PatternError
from copydesk.matching.pattern import Match, Pattern
from copydesk.matching.texts import WORD_BYTES as _WORD
from copydesk.matching.texts import Texts
from copydesk.model import CopydeskError, Hit, Rule

KINDS = ("existence", "substitution", "occurrence", "repetition", "consistency")

_Entry = tuple[int, str, bool, bool, bool, int, int]
"""One string of one rule: its plan, the string or "" if any case will do, word boundary before and behind,
whether the whole pattern is such strings, rank among them, alternative."""


class _Plan:
    """How one pattern is run."""

    __slots__ = ("always", "candidates", "literal", "pattern", "pieces", "places")

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.literal = False
        self.always = False
        self.candidates: set[int] = set()
        self.places: list[tuple[int, int, int, int]] = []
        self.pieces: frozenset[int] = frozenset()


class PatternSet:
    """Rules of the pattern kinds, ready for many articles.

    Building it costs next to nothing: patterns are read with the first article, and compiled when first needed.
    """

    def __init__(self, rules: Sequence[Rule], accepted: Sequence[str] = (), budget: Budget | None = None) -> None:
        """Take the rules.

        Args:
            rules: Rules whose kind is one of `KINDS`.
            accepted: Words that the configuration accepts; exceptions of every rule with `vocab`.
            budget: Time that backtracking patterns may take in this run; the default one if not given.
        """
        self.rules = rules
        self._accepted = accepted
        self._budget = budget or Budget()
        self._ready: list[tuple[Ready, ModuleType, list[_Plan]]] | None = None
        self._automaton = Automaton()
        self._entries: dict[int, list[_Entry]] = {}
        self._plans: list[_Plan] = []
        self._broken: set[str] = set()
        self._mistakes: list[CopydeskError] = []

    def check(self, document: Document) -> Iterator[tuple[Rule, Hit]]:
        """All hits in an article, rule by rule, each rule's in order; no place twice.

        Raises:
            PatternTimeout: At the end, when a pattern took too long; its rule is not run again.
            CopydeskError: At the end, for a rule that is invalid; the first time only.
        """
        if self._ready is None:
            self._ready = self._prepare()
        mistakes, self._mistakes = self._mistakes, []
        found: dict[str, list[Hit]] = {}
        memories: dict[str, set[str]] = {}
        for kind in (BLOCKS, SENTENCES, SUMMARY, RAW):
            running = [entry for entry in self._ready if self._runs_on(entry[0], kind)]
            if running:
                self._run(regions(document, kind), running, found, memories, mistakes)
        for rule in self.rules:
            first_at: dict[int, Hit] = {}
            for hit in found.get(rule.id, ()):
                first_at.setdefault(hit.start, hit)
            yield from ((rule, first_at[start]) for start in sorted(first_at))
        if mistakes:
            raise mistakes[0]

    def _runs_on(self, ready: Ready, kind: str) -> bool:
        if ready.rule.id in self._broken:
            return False
        if kind == BLOCKS:
            return True
        return mentions(ready.wanted, {SENTENCES: "sentence", SUMMARY: "summary", RAW: "raw"}[kind])

    def _prepare(self) -> list[tuple[Ready, ModuleType, list[_Plan]]]:
        """Read the rules and give the automaton their strings."""
        prepared = []
        for rule in self.rules:
            try:
                module = import_module(CHECKS[rule.kind])
                ready = Ready(rule, module.patterns(rule), self._accepted, self._budget)
            except CopydeskError as error:
                self._mistakes.append(named(rule, error))
                continue
            if ready.patterns:
                prepared.append((ready, module, [self._plan(pattern) for pattern in ready.patterns]))
        return prepared

    def _plan(self, pattern: Pattern) -> _Plan:
        plan = _Plan(pattern)
        number = len(self._plans)
        self._plans.append(plan)
        literals = pattern.literals()
        if literals is not None:
            plan.literal = True
            for rank, ((before, text, behind, any_case), alternative) in enumerate(literals):
                exact = "" if any_case or any_case is None else text
                self._add(text, (number, exact, before, behind, True, rank, alternative))
            return plan
        strings = pattern.required()
        if strings is None or not all(selective(text) for text in strings):
            plan.always = True
            return plan
        for text in strings:
            self._add(text, (number, "", False, False, False, 0, 0))
        return plan

    def _add(self, text: str, entry: _Entry) -> None:
        self._entries.setdefault(self._automaton.add(text), []).append(entry)

    def _run(
        self,
        where: Regions,
        running: Sequence[tuple[Ready, ModuleType, list[_Plan]]],
        found: dict[str, list[Hit]],
        memories: dict[str, set[str]],
        mistakes: list[CopydeskError],
    ) -> None:
        """Run rules over the parts of one kind; hits go to `found`, what goes wrong to `mistakes`."""
        for plan in self._plans:
            plan.pieces = frozenset()
            plan.candidates.clear()
            plan.places.clear()
        fitting = []
        for entry in running:
            pieces = where.fitting(entry[0].wanted)
            if pieces:
                fitting.append((entry, pieces))
                for plan in entry[2]:
                    plan.pieces = where.fitting_set(entry[0].wanted)
        if not fitting:
            return
        self._look(where.texts)
        for (ready, module, plans), pieces in fitting:
            try:
                matches = [_matches(plan, where.texts, pieces, self._budget) for plan in plans]
                if any(matches) or ready.rule.options.get("min"):
                    memory = memories.setdefault(ready.rule.id, set())
                    hits = list(module.hits(ready, where, matches, pieces, memory))
                    found.setdefault(ready.rule.id, []).extend(hits)
            except CopydeskError as error:
                self._broken.add(ready.rule.id)
                mistakes.append(named(ready.rule, error))

    def _look(self, texts: Texts) -> None:
        """Note where the automaton finds the strings of which plan."""
        joined = texts.joined
        masked = b""
        entries = self._entries
        plans = self._plans
        for number, start, end in self._automaton.find(texts):
            piece = -1
            for plan_number, exact, before, behind, whole, rank, alternative in entries[number]:
                plan = plans[plan_number]
                if not plan.pieces:
                    continue
                if before or behind:
                    # Line feeds around it spare the loop the ends of the text: offset n of the text is n + 1 here.
                    masked = masked or b"\n" + texts.masked + b"\n"
                    if before and _WORD[masked[start]] == _WORD[masked[start + 1]]:
                        continue
                    if behind and _WORD[masked[end]] == _WORD[masked[end + 1]]:
                        continue
                if exact and joined[start:end] != exact:
                    continue
                if piece < 0:
                    piece = texts.piece_at(start)
                if piece not in plan.pieces:
                    continue
                if whole:
                    plan.places.append((start, rank, end, alternative))
                else:
                    plan.candidates.add(piece)


def _matches(plan: _Plan, texts: Texts, pieces: Sequence[int], budget: Budget) -> dict[int, list[Match]]:
    """Matches of one pattern by part."""
    if plan.literal:
        return _places(plan, texts)
    return dict(plan.pattern.find(texts, pieces if plan.always else sorted(plan.candidates), budget))


def _places(plan: _Plan, texts: Texts) -> dict[int, list[Match]]:
    """Of the strings that were found, those that an engine would match: first come, then first in rank."""
    found: dict[int, list[Match]] = {}
    free = 0
    for start, _, end, alternative in sorted(plan.places):
        if start < free:
            continue
        piece = texts.piece_at(start)
        offset = texts.starts[piece]
        if end - offset > len(texts.pieces[piece]):
            continue
        found.setdefault(piece, []).append((start - offset, end - offset, alternative))
        free = end
    return found


def named(rule: Rule, error: CopydeskError) -> CopydeskError:
    """The error, its text beginning with the rule's id."""
    if str(error).startswith(rule.id):
        return error
    return PatternError(f"{rule.id}: {error}")


def validate(rule: Rule) -> None:
    """Read and compile everything of one rule, as is done when its file is loaded for the first time.

    Raises:
        CopydeskError: A pattern, scope or action is invalid; the message names the rule and what is wrong.
    """
    try:
        module = import_module(CHECKS[rule.kind])
        ready = Ready(rule, module.patterns(rule), (), Budget())
        for pattern in [*ready.patterns, *([ready.exceptions] if ready.exceptions else [])]:
            pattern.compile()
    except CopydeskError as error:
        raise named(rule, error) from None


__all__ = ["KINDS", "PatternError", "PatternSet", "PatternTimeout", "validate"]
