"""The key `duplicates` of a configuration file: which copies are lawful, and which copy is kept."""

from __future__ import annotations

from collections.abc import Mapping

from copydesk.model import CopydeskError
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

POLICIES = ("first", "longest", "newest")
"""Which copy of a group is kept: the first by path, the longest text, or that of the newest article."""

KEYS = {
    "copies": "Globs with one * that stands for version or language; copies along it are lawful.",
    "keep": "Which copy is kept: first, longest, newest, or globs, the first that fits.",
}
"""Each key below `duplicates`, with one line for the reference."""

NAME = "duplicates"


def check_duplicates(
    value: Any, source: str, lines: Mapping[str, str] | None = None
) -> dict[str, str | tuple[str, ...]]:
    """The value of `duplicates`, a lone glob taken for a list of one.

    Args:
        value: What is written.
        source: Where it stands, for messages.
        lines: Where each key below stands, if that is known.

    Raises:
        CopydeskError: A key is unknown, or a value is not what it takes.
    """
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise CopydeskError(f"{source}: '{NAME}' takes a mapping, not {value!r}")
    lines = lines or {}
    return {name: _checked(name, item, lines.get(name, source)) for name, item in value.items()}


def _checked(name: str, value: Any, source: str) -> str | tuple[str, ...]:
    if name not in KEYS:
        from copydesk.config.nearest import did_you_mean, quoted

        raise CopydeskError(f"{source}: unknown key {quoted(f'{NAME}.{name}')}{did_you_mean(name, KEYS)}")
    if name == "keep" and isinstance(value, str) and not set("*/").intersection(value):
        if value not in POLICIES:
            from copydesk.config.nearest import did_you_mean

            allowed = ", ".join(POLICIES)
            raise CopydeskError(
                f"{source}: '{NAME}.keep' is one of {allowed} or a list of globs, not '{value}'"
                f"{did_you_mean(value, POLICIES)}"
            )
        return value
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) and item.strip("/") for item in items):
        takes = "first, longest, newest or a list of globs" if name == "keep" else "a list of globs"
        raise CopydeskError(f"{source}: '{NAME}.{name}' takes {takes}, not {value!r}")
    if name == "copies":
        for item in items:
            wrong = _fault(item)
            if wrong:
                raise CopydeskError(f"{source}: '{NAME}.copies' takes globs with one *, {item!r} {wrong}")
    return tuple(items)


def _fault(glob: str) -> str:
    """Why a glob does not say what stands for version or language; "" where it does."""
    parts = [part for part in glob.split("/") if part not in ("", ".")]
    stars = [part for part in parts if part != "**" and "*" in part]
    if sum(part.count("*") for part in stars) != 1:
        return "has more than one" if stars else "has none"
    star = stars[0]
    if star == parts[-1] and star != "*" and not star.partition("*")[0].rstrip("._-"):
        return "would take the name itself for it"
    return ""
