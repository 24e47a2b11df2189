"""Messages of rules: what stands in the places marked `%s`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest


def format_message(template: str, arguments: Sequence[str]) -> str:
    """Put arguments in the places of a message.

    `%s` takes the next argument, `%[2]s` the second one and `%%` is a per cent sign. Arguments without a place are
    left out, places without an argument stay empty; line ends and runs of blanks become one blank.
    """
    following = 0

    def argument(place: re.Match[str]) -> str:
        nonlocal following
        if place[2] == "%":
            return "%"
        number = int(place[1]) - 1 if place[1] else following
        following = number + 1
        return arguments[number] if 0 <= number < len(arguments) else ""

    parts = template.split("%s")
    if len(parts) - 1 == template.count("%"):  # no other places
        filled = "".join(
            text for pair in zip_longest(parts, arguments[: len(parts) - 1], fillvalue="") for text in pair
        )
    else:
        filled = re.sub(r"%(?:\[(\d+)\])?([sdvq%])", argument, template)
    return re.sub(r"[ \n]+", " ", filled) if "  " in filled or "\n" in filled else filled


def listed(words: Sequence[str]) -> str:
    """Words in single quotes, the last joined by "or": `'a'`, `'a' or 'b'`, `'a', 'b', or 'c'`."""
    quoted = [f"'{word}'" for word in words]
    if len(quoted) <= 2:
        return " or ".join(quoted)
    return ", ".join([*quoted[:-1], f"or {quoted[-1]}"])
