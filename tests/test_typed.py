"""The named tuples of this package beside those of `typing`, which they stand in for."""

from __future__ import annotations

import pickle
import typing

import pytest

from copydesk.typed import NamedTuple


class Ours(NamedTuple):
    """A place."""

    path: str
    line: int = 1
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """As a reader sees it."""
        return f"{self.path}:{self.line}"


class Theirs(typing.NamedTuple):
    """A place."""

    path: str
    line: int = 1
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """As a reader sees it."""
        return f"{self.path}:{self.line}"


@pytest.mark.parametrize(
    "ask",
    [
        lambda made: made("a"),
        lambda made: made("a", notes=("b",)),
        lambda made: made("a", 2).shown,
        lambda made: made("a")._replace(line=3),
        lambda made: made("a")._asdict(),
        lambda made: made._make(["a", 2, ()]),
        lambda made: made._fields,
        lambda made: made._field_defaults,
        lambda made: made.__doc__,
        lambda made: made.__module__,
        lambda made: list(made.__annotations__),
        lambda made: hash(made("a")),
        lambda made: repr(made("a")).partition("(")[2],
    ],
)
def test_they_are_those_of_typing(ask):
    assert ask(Ours) == ask(Theirs)


def test_they_cross_to_other_processes():
    assert pickle.loads(pickle.dumps(Ours("a", 2))) == Ours("a", 2)
    assert type(pickle.loads(pickle.dumps(Ours("a")))) is Ours


def test_a_field_that_is_missing_is_an_error():
    with pytest.raises(TypeError, match="path"):
        Ours()
