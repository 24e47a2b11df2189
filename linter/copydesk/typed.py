"""What modules need of `typing` when they run, without loading it, which takes a twentieth of a short run.

`NamedTuple` is that of `typing` to a type checker. To Python it is the same class made without reading the
annotations, each of which `typing` compiles where it is a string: that is more than half of what a class costs.
All else is for annotations alone and is imported where `TYPE_CHECKING` holds.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""True to a type checker, as `typing.TYPE_CHECKING`."""

if TYPE_CHECKING:
    from typing import Any
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - so type checkers see that it is handed on
    from typing import Protocol as Protocol  # noqa: PLC0414 - as above
    from typing import TypedDict as TypedDict  # noqa: PLC0414 - as above
else:
    from collections import namedtuple

    class _Fields(type):
        """Makes a named tuple of a class that lists its fields."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body["__annotations__"]
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults)  # noqa: PYI024 - this is what the other one is made of
            for key, value in body.items():
                if key not in fields:
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Fields):
        """Base of a class whose annotated names are the fields of a tuple, those with a value last."""

    class Protocol:
        """Base of a class that only says what others offer."""

    class TypedDict(dict):
        """Base of a class that says which keys a dict has."""
