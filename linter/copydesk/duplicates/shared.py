"""Texts that stand in several articles: all copies of each, whichever article asks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from heapq import merge
from itertools import islice, takewhile

from copydesk.duplicates.pairs import alike
from copydesk.duplicates.peers import Peers, Places
from copydesk.duplicates.texts import ALONE, Held, Near, Texts
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, TypeAlias

_BEYOND = 8  # kept texts that one is compared with beyond its own pairs

Order: TypeAlias = "Callable[[Held, int], Any]"
"""Sorts texts by which of them is kept: of the first place of each, and its number of words."""

Fits = Callable[[int, int], bool]
"""Whether two texts that are alike count as such."""


class Copy(NamedTuple):
    """Another place of a text.

    Attributes:
        held: The place.
        text: The text there.
        jaccard: Exact Jaccard similarity of the word pairs; 1 for the same words.
        containment: Exact share of the shorter one's word triples that the other holds; 0 where it was not needed.
    """

    held: Held
    text: int
    jaccard: float
    containment: float


class Shared(NamedTuple):
    """A text that stands in other articles too.

    Attributes:
        held: The place of the text that is spoken of.
        text: The text.
        closest: The copy most like it, the first by path of those.
        copies: The kept one first, if it is elsewhere, then by path and place.
        total: Number of all copies in other articles.
        articles: Number of articles it stands in, its own included and lawful copies left out, counted at least as far
            as was asked for.
        kept: The text that is kept of its cluster.
    """

    held: Held
    text: int
    closest: Copy
    copies: tuple[Copy, ...]
    total: int
    articles: int
    kept: int


class Wanted(NamedTuple):
    """Which copies count.

    Attributes:
        kinds: Kinds of passages.
        words: Least strength of a text.
        jaccard: Least Jaccard similarity on word pairs.
        containment: Least share of the shorter text's word triples.
        order: Which of a cluster is kept.
        most: Most copies to name for one place.
        articles: How far to count the articles that a text stands in.
    """

    kinds: Collection[str]
    words: int
    jaccard: float
    containment: float
    order: Order
    most: int = 10
    articles: int = 2


class SharedTexts:
    """The texts of one kind that stand in several articles, as one rule sees them."""

    def __init__(
        self, texts: Texts, peers: Peers, wanted: Wanted, *, same: bool = True, fits: Fits | None = None
    ) -> None:
        """Start with nothing looked up.

        Args:
            texts: All texts.
            peers: Which articles may share them.
            wanted: Which copies count.
            same: Whether places of the same text count, not only of texts that are near.
            fits: Which near texts count, if not all.
        """
        self._texts = texts
        self._same = same
        self._fits = fits
        self._peers = peers
        self._wanted = wanted
        self._places: dict[int, Places] = {}
        self._near: dict[int, list[Near]] = {}
        self._kept: dict[int, int] = {}
        self._around: dict[int, tuple[list[int], list[int], list[int]]] = {}
        self._orders: dict[int, Any] = {}

    def found(self, focus: Iterable[str]) -> Iterator[Shared]:
        """Every place in the focus whose text has a copy in another article, by path and place."""
        for path in sorted(focus):
            if self._peers.is_template(path):
                continue
            known: dict[int, Shared | None] = {}
            for number, text in enumerate(self._texts.of(path)):
                if not self._texts.several(text):
                    continue
                held = self.places(text).at(path, number)
                if held is None:
                    continue
                if text not in known:
                    known[text] = self._shared(held, text)
                shared = known[text]
                if shared is not None:
                    yield shared._replace(held=held)

    def _shared(self, held: Held, text: int) -> Shared | None:
        most = self._wanted.most
        members = [Near(text, 1.0, 0.0)] if self._same else []
        members += self.near(text)
        kept = self.kept(text)
        if kept != text and all(near.text != kept for near in members):
            members += self._compared(text, [kept])
        elsewhere = [self.places(near.text).elsewhere(held.path, self._peers) for near in members]
        copies = [
            [Copy(place, *near) for place in islice(there.first, most + 1)]
            for near, there in zip(members, elsewhere, strict=True)
        ]
        closest = next((mine[0] for mine in copies if mine), None)
        if closest is None:
            return None
        first = next((mine[0] for mine in copies if mine and mine[0].text == kept), None)
        by_path = merge(*copies, key=lambda copy: (copy.held, copy.text))
        others = list(islice((copy for copy in by_path if copy != first), most - (first is not None)))
        return Shared(
            held,
            text,
            closest,
            ((first,) if first else ()) + tuple(others),
            sum(there.total for there in elsewhere),
            1 + len({place.path for there in elsewhere for place in there.first}),
            kept,
        )

    def places(self, text: int) -> Places:
        """The places of a text that count."""
        places = self._places.get(text)
        if places is None:
            kinds = self._wanted.kinds
            strong = self._texts.strength(text) >= self._wanted.words
            held = [place for place in self._texts.places(text) if place.kind in kinds] if strong else []
            places = self._places[text] = Places(held, max(self._wanted.most, self._wanted.articles) + 1)
        return places

    def near(self, text: int) -> list[Near]:
        """The texts like one that count, the closest first: near ones, then those that hold it or stand in it."""
        found = self._near.get(text)
        if found is None:
            wanted = self._wanted
            found = [
                near
                for near in self._texts.near(text)
                if (near.jaccard >= wanted.jaccard or near.containment >= wanted.containment)
                and self.places(near.text).held
                and (self._fits is None or self._fits(text, near.text))
            ]
            found.sort(key=lambda near: (near.containment > 0, -(near.containment or near.jaccard), self._first(near)))
            self._near[text] = found
        return found

    def _first(self, near: Near) -> Held:
        return self.places(near.text).held[0]

    def kept(self, text: int) -> int:
        """The text that is kept of the cluster that one belongs to; itself if it is kept.

        In the order of the policy each text joins the kept one it is most alike, if it is near to one; it is kept
        itself if it is not. So each member is near to the kept one, whatever it is near to besides.
        """
        stack = [text]
        while stack:
            top = stack[-1]
            if top in self._kept:
                stack.pop()
                continue
            before = [near for near in self._alike(top) if self._order(near.text) < self._order(top)]
            unknown = {near.text for near in before if near.text not in self._kept}
            kept = [near for near in before if near.text not in unknown and self._kept[near.text] == near.text]
            if not unknown and not kept:
                beyond: set[int] = set()
                for near in self._alike(top):
                    unknown.update(self._keepers(near.text, top, beyond))
                kept = self._compared(top, beyond) if not unknown else []
            if unknown:
                stack += sorted(unknown, key=self._order, reverse=True)
                continue
            best = min(kept, key=lambda near: (-near.jaccard, self._order(near.text)), default=None)
            self._kept[stack.pop()] = top if best is None else best.text
        return self._kept[text]

    def _alike(self, text: int) -> Iterable[Near]:
        """The texts that are near to one as wholes."""
        return (near for near in self.near(text) if not near.containment)

    def _keepers(self, text: int, limit: int, found: set[int]) -> list[int]:
        """Add the first texts near to one that are kept and come before another in the order of the policy.

        What is known of them is gone through once, as thousands of texts may be near to one.

        Returns:
            Those of which it is not known yet whether they are kept.
        """
        if text not in self._around:
            self._around[text] = sorted((near.text for near in self._alike(text)), key=self._order), [0], []
        around, done, keepers = self._around[text]
        while done[0] < len(around) and around[done[0]] in self._kept:
            if self._kept[around[done[0]]] == around[done[0]]:
                keepers.append(around[done[0]])
            done[0] += 1
        found.update(islice((keeper for keeper in keepers if self._order(keeper) < self._order(limit)), _BEYOND))
        rest = takewhile(lambda other: self._order(other) < self._order(limit), islice(around, done[0], None))
        return [other for other in rest if other not in self._kept]

    def _compared(self, text: int, kept: Iterable[int]) -> list[Near]:
        """Those near to a text of the kept ones that its neighbours are near to.

        Of a crowd of like texts each is compared with a few (`crowds`), and the one kept need not be among them.
        """
        found = []
        for keeper in sorted(kept, key=self._order)[:_BEYOND]:
            measures = alike(self._texts.words(text), self._texts.words(keeper), self._wanted.jaccard, ALONE)
            if measures is not None and (self._fits is None or self._fits(text, keeper)):
                found.append(Near(keeper, *measures))
        return found

    def _order(self, text: int) -> Any:
        if text not in self._orders:
            first = self.places(text).held[0]
            self._orders[text] = self._wanted.order(first, self._texts.size(text)), first
        return self._orders[text]
