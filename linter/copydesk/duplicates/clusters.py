"""Groups of like texts: every member is near to the one that is kept, so that no chain of small steps joins them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.duplicates.pairs import Pair


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


def keep_order(policy: str | Sequence[str], path: str, words: int, date: str) -> object:
    """X"""
    return path


def cluster_name(words: Sequence[str] | str) -> str:
    """A short name for the group of copies around a text, the same in every run."""
    from hashlib import blake2b

    text = words if isinstance(words, str) else " ".join(words)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
