"""Groups of like texts: every member is near to the one that is kept, so that no chain of small steps joins them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.duplicates.pairs import Pair, verified

_BEYOND = 8  # kept texts that one is compared with beyond its own pairs


def kept_texts(count: int, pairs: Iterable[Pair], least: float) -> list[int]:
    """For each text the number of the one kept for it; its own if it is kept itself.

    The first of a group is kept. A text joins the kept one it is most alike; one that is near only to texts that are
    not kept is kept as well.

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


def cluster_name(words: Sequence[str] | str) -> str:
    """A short name for the group of copies around a text, the same in every run."""
    from hashlib import blake2b

    text = words if isinstance(words, str) else " ".join(words)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
