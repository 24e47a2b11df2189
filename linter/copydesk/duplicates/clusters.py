"""Groups of like texts: every member is near to the one that is kept, so that no chain of small steps joins them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from copydesk.config.store import digest
from copydesk.duplicates.pairs import Pair, verified
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_BEYOND = 8  # kept texts that one is compared with beyond its own pairs
_DATE = r"(\d{4})[-/.]?(\d\d?)[-/.]?(\d\d?)(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d))?)?(?!\d)"


def kept_texts(count: int, pairs: Iterable[Pair], least: float) -> list[int]:
    """For each text the number of the one kept for it; its own if it is kept itself.

    The texts are gone through in order. One that is near to none of those kept so far is kept, any other joins the
    kept one it is most alike, the first of several; so the first of all is always kept, and every member is near to
    the one kept for it.

    Args:
        count: How many texts there are.
        pairs: Verified pairs, sorted.
        least: Least Jaccard similarity of a member with the one kept.
    """
    kept = list(range(count))
    best = [0.0] * count
    for pair in pairs:
        if pair.jaccard >= least and pair.jaccard > best[pair.later] and kept[pair.earlier] == pair.earlier:
            kept[pair.later] = pair.earlier
            best[pair.later] = pair.jaccard
    return kept


def completed(texts: Sequence[Sequence[str]], pairs: Iterable[Pair], least: float) -> list[Pair]:
    """The pairs, and those of a text with kept ones that it was not compared with but is near to.

    Of a crowd of like texts each is compared with a few (`crowds`), and the first in the given order need not be among
    them. So a text that is near to no kept one is compared with those that its neighbours are near to.

    Args:
        texts: Folded words of each text.
        pairs: Verified pairs.
        least: Least Jaccard similarity of a member with the one kept.

    Returns:
        Verified pairs, sorted, for `kept_texts`.
    """
    found = list(pairs)
    near: dict[int, list[int]] = {}
    for pair in found:
        if pair.jaccard >= least:
            near.setdefault(pair.later, []).append(pair.earlier)
            near.setdefault(pair.earlier, []).append(pair.later)
    keepers: dict[int, list[int]] = {}  # for each text the kept ones that it is near to
    for number in sorted(near):
        if number in keepers:
            continue
        beyond = sorted({keeper for other in near[number] for keeper in keepers.get(other, ())})[:_BEYOND]
        added = list(verified(texts, [(number, keeper) for keeper in beyond], least, 2))
        if added:
            found += added
        else:
            for other in near[number]:
                keepers.setdefault(other, []).append(number)
    return sorted(found)


def keep_order(policy: str | Sequence[str], path: str, words: int, date: str | None = None) -> tuple[Any, ...]:
    """Sort key of a text: of two copies the one with the lesser key is kept.

    Args:
        policy: `first`: the first by path; `longest`: the one of most words; `newest`: the one of the latest date,
            those without one last; or globs: the one whose path fits the earliest of them, those that fit none last.
            What this leaves open goes by path.
        path: Path of its article, with forward slashes.
        words: Number of its words.
        date: Date of its article as front matter has it. What does not begin with year, month and day, as numbers and
            in this order, counts for none; time zones are not looked at.
    """
    if policy == "longest":
        return -words, path
    if policy == "newest":
        match = re.match(_DATE, date.strip()) if date else None
        return (0, *(-int(part or 0) for part in match.groups()), path) if match else (1, 0, 0, 0, 0, 0, 0, path)
    if isinstance(policy, str):
        return 0, path
    return next((number for number, glob in enumerate(policy) if _fitting(glob).fullmatch(path)), len(policy)), path


@lru_cache(maxsize=256)
def _fitting(glob: str) -> re.Pattern[str]:
    """The paths that a glob fits: `**` stands for any folders, one without a slash fits anywhere, a folder all in it."""
    parts = [part for part in glob.split("/") if part not in ("", ".")]
    if "/" not in glob.rstrip("/"):
        parts.insert(0, "**")
    pieces = []
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part != "**":
            pieces.append(_segment(part) + ("(?:/.*)?" if last else "/"))
        elif last:
            pieces.append(".*")
        elif pieces[-1:] != ["(?:[^/]+/)*"]:
            pieces.append("(?:[^/]+/)*")
    return re.compile("".join(pieces))


def _segment(part: str) -> str:
    """The pattern of one folder or file name; what stands between two stars is taken where it first comes."""
    first, *others = (
        "".join("[^/]" if letter == "?" else re.escape(letter) for letter in text) for text in part.split("*")
    )
    if not others:
        return first
    return "".join([first, *(f"(?>[^/]*?{text})" for text in others[:-1]), f"[^/]*{others[-1]}"])


def cluster_name(words: Sequence[str] | str) -> str:
    """A short name for the group of copies around a text, the same in every run."""
    text = words if isinstance(words, str) else " ".join(words)
    return str(digest(text.encode("utf-8", "surrogatepass"), 6).hexdigest())
