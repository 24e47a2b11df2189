"""How long patterns may run that no engine can run in linear time. All times are CPU seconds."""

from __future__ import annotations

from copydesk.model import CopydeskError

RUN_SECONDS = 2.0
"""What all patterns together may take in one run beyond their allowance."""

RULE_SECONDS = 1.0
"""What the patterns of one rule may take in one run beyond their allowance."""

CALL_SECONDS = 0.5
"""What one call on one piece of text may take beyond its allowance."""

SECONDS_A_CHARACTER = 2e-6
SECONDS_A_CALL = 5e-4
"""Allowance: more than a well-behaved pattern takes, so that a large corpus alone exhausts nothing."""


def _allowed(characters: int) -> float:
    return SECONDS_A_CALL + SECONDS_A_CHARACTER * characters


class PatternTimeout(CopydeskError):  # noqa: N818 - a name people will catch
    """A pattern took more time than it may.

    Attributes:
        rule: Id of the rule.
        pattern: The pattern as the rule states it, shortened if it is long.
    """

    def __init__(self, rule: str, pattern: str) -> None:
        self.rule = rule
        self.pattern = pattern if len(pattern) <= 200 else pattern[:197] + "..."
        super().__init__(f"{rule}: the pattern takes too long and was given up: {self.pattern}")

    def __reduce__(self) -> tuple[type[PatternTimeout], tuple[str, str]]:
        return PatternTimeout, (self.rule, self.pattern)


class Budget:
    """Time left, for the run and for each rule."""

    __slots__ = ("call", "rules", "run")

    def __init__(self, run: float = RUN_SECONDS, call: float = CALL_SECONDS) -> None:
        self.run = run
        self.call = call
        self.rules: dict[str, float] = {}

    def allowance(self, rule: str, characters: int) -> float:
        """Seconds that a call over so many characters may take; 0 or less if the rule has none left."""
        left = min(self.call, self.run, self.rules.get(rule, RULE_SECONDS))
        return left + _allowed(characters) if left > 0 else 0.0

    def charge(self, rule: str, characters: int, seconds: float) -> None:
        """Book what a call took beyond its allowance."""
        excess = seconds - _allowed(characters)
        if excess > 0:
            self.run -= excess
            self.rules[rule] = self.rules.get(rule, RULE_SECONDS) - excess

    def exhaust(self, rule: str) -> None:
        """Leave nothing to a rule: one of its calls ran out of time."""
        self.rules[rule] = 0.0
