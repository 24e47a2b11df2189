"""How long each rule takes, for `--profile-rules`."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time_ns
from types import SimpleNamespace

from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any


class Timing(NamedTuple):
    """What one rule took.

    Attributes:
        name: Its id; what is no rule stands in brackets.
        seconds: CPU time.
        calls: How often it was called, once an article most often.
        hits: How many hits it had, suppressed ones and those of low confidence among them.
    """

    name: str
    seconds: float
    calls: int
    hits: int


class Timings:
    """CPU time by rule.

    What several rules need, such as the words of an article, is charged to the first one that asks for it.
    """

    def __init__(self) -> None:
        """Start at zero."""
        self._spent: dict[str, list[int]] = {}

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """A function that does the same, its time added to a name; what an iterator gives is taken at once."""
        spent = self._spent.setdefault(name, [0, 0, 0])

        def run(*arguments: Any, **named: Any) -> Any:
            start = process_time_ns()
            try:
                result = work(*arguments, **named)
                if hasattr(result, "__next__"):
                    result = list(result)
                    spent[2] += len(result)
                elif isinstance(result, list):
                    spent[2] += len(result)
                return result
            finally:
                spent[0] += process_time_ns() - start
                spent[1] += 1

        return run

    def attach(self, ready: Any) -> None:
        """Time the checks of a group of rules that `copydesk.engine` has made ready."""
        ready.single = [(rule, self.timed(rule.id, check)) for rule, check in ready.single]
        ready.across = {
            kind: SimpleNamespace(check_across=self.timed(f"({kind}, across articles)", module.check_across))
            for kind, module in ready.across.items()
        }
        if ready.patterns is not None:
            # One search serves all their rules, so none of them can be charged by itself.
            check = self.timed("(pattern rules, all at once)", ready.patterns.check)
            ready.patterns = SimpleNamespace(check=check)

    def spent(self) -> list[Timing]:
        """What each rule took, the slowest first."""
        timings = [Timing(name, ns / 1e9, calls, hits) for name, (ns, calls, hits) in self._spent.items() if calls]
        return sorted(timings, key=lambda timing: (-timing.seconds, timing.name))


def timing_lines(timings: list[Timing]) -> list[str]:
    """A table for people."""
    total = sum(timing.seconds for timing in timings) or 1.0
    lines = ["   CPU ms  share     calls      hits  rule"]
    lines += [
        f"{timing.seconds * 1000:9.1f}  {timing.seconds / total:5.1%}  {timing.calls:8,}  {timing.hits:8,}  {timing.name}"
        for timing in timings
    ]
    return lines
