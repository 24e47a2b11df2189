"""How a check kind declares the keys that its rules may set."""

from __future__ import annotations

from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, Literal, TypeAlias


OptionType: TypeAlias = "Literal['boolean', 'integer', 'number', 'string', 'strings', 'mapping', 'any']"


class Option(NamedTuple):
    """One key of a rule.

    Attributes:
        type: `strings` is a list of strings, `mapping` a map from string to string.
        default: Value where the rule does not set it.
        description: One line for the reference and the JSON Schema.
        choices: Allowed values of a string; all if empty.
        minimum: Least value of a number.
        maximum: Greatest value of a number.
        required: Whether a rule must set it.
    """

    type: OptionType
    default: Any
    description: str
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False
