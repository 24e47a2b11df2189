"""Which of a few thousand texts may be alike: those that share runs of three words.

Plain Python, one pass of built-in set operations over all texts; only texts that repeat enough of what stands before
them are looked at again. Ordinary prose repeats 1 to 3 % of its word triples, so for most articles the first pass is
all there is.

A pair of Jaccard similarity .6 on word pairs shares 55 % or more of the triples of its larger text when words were
replaced, put in or taken out, a third in the extreme of words swapped all along; a quarter is asked for here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

JACCARD = 0.6
"""Least Jaccard similarity on word pairs of two texts that count as near."""

CONTAINMENT = 0.8
"""Least share of the smaller text's word triples for it to count as contained in the other."""

LOWEST = 0.5
"""Least threshold that candidates are found for."""

MANY = 2000
"""From this many texts on candidates come from signatures, with numpy; its import alone takes as long as 1,500 texts."""

SHARE = 0.25
"""Least share of its triples that a text has in common with one that is near to it."""

_HOLDERS = 32  # most texts remembered for one triple, the earliest; more of them tell nothing new
_MOST = 16  # most candidates for one text


def candidates(
    texts: Sequence[Sequence[str]], contained: float, share: float = SHARE, suspected: list[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Pairs of texts that may be near to each other or one contained in the other.

    Args:
        texts: Folded words of each text, no two the same.
        contained: Least share of the smaller text's triples for containment.
        share: Least share of the larger text's triples for nearness.
        suspected: Result of `suspects`, where it is known.

    Yields:
        Later and earlier number; for each later one the most promising first, at most 16.
    """
    numbers = suspects(texts, contained, share) if suspected is None else suspected
    if not numbers:
        return
    last = numbers[-1]
    wanted: set[tuple[str, ...]] = set()
    for number in numbers:
        words = texts[number]
        wanted.update(zip(words, words[1:], words[2:], strict=False))
    # Which of them stand in two texts: sets of all texts, so that the loops below see little but those.
    held = [wanted.intersection(zip(words, words[1:], words[2:], strict=False)) for words in texts[: last + 1]]
    once: set[tuple[str, ...]] = set()
    twice: set[tuple[str, ...]] = set()
    for mine in held:
        twice.update(once & mine)
        once |= mine
    suspect = set(numbers)
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, all_mine in enumerate(held):
        mine = all_mine & twice
        if number in suspect:
            yield from _earlier(number, mine, len(all_mine), holders, texts, contained, share)
        for triple in mine:
            known = holders.setdefault(triple, [])
            if len(known) < _HOLDERS:
                known.append(number)


def suspects(texts: Sequence[Sequence[str]], contained: float, share: float = SHARE) -> list[int]:
    """Numbers of the texts that repeat enough triples of earlier ones to be near one, to hold one or to stand in one."""
    shortest = min((len(words) for words in texts), default=0) - 2
    held = contained * max(shortest, 1)
    found = []
    seen: set[tuple[str, ...]] = set()
    for number, words in enumerate(texts):
        before = len(seen)
        seen.update(zip(words, words[1:], words[2:], strict=False))
        count = len(words) - 2
        repeated = count - len(seen) + before
        if repeated >= held or repeated >= share * count:
            found.append(number)
    return found


def _earlier(
    number: int,
    mine: set[tuple[str, ...]],
    size: int,
    holders: dict[tuple[str, ...], list[int]],
    texts: Sequence[Sequence[str]],
    contained: float,
    share: float,
) -> Iterator[tuple[int, int]]:
    lists = [known for triple in mine if (known := holders.get(triple)) is not None]
    counts = Counter(chain.from_iterable(lists))
    # A triple whose list is full may be shared with a text the list leaves out.
    unknown = sum(len(known) == _HOLDERS for known in lists)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for other, count in ranked[:_MOST]:
        # The other's size counts a repeated triple as often as it stands, so less than the exact share is asked for.
        inside = 0.7 * contained * min(size, len(texts[other]) - 2)
        if count + unknown >= min(share * size, inside):
            yield number, other
