"""The long lists of an index: whom a text is linked to in one, without looking at all of its members."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from copydesk.duplicates.crowds import CROWD, FIRSTS, NEXT
from copydesk.duplicates.postings import DamagedError


class Crowd:
    """The texts of a list in order, those that stand nowhere any more among them.

    They do not count, so that the list is the one that a run without an index sees; which they are is asked of those
    alone that decide.
    """

    def __init__(
        self, members: Sequence[int], read: Callable[[Iterable[int]], None], stands: Callable[[int], bool]
    ) -> None:
        """Take a list.

        Args:
            members: Numbers of texts, by number of words and hash.
            read: Reads at once what is known of texts that are going to be asked for.
            stands: Whether a text stands in the project.
        """
        self._members = members
        self._read = read
        self._stands = stands
        read(members[: CROWD + 1])
        self._head = list(islice(self._standing(members), CROWD + 1))

    def linked(self, text: int) -> Iterable[int]:
        """The texts that one of the list, which stands in the project, is linked to (`crowds.linked`).

        Raises:
            DamagedError: It is not in the list.
        """
        members = self._members
        if len(self._head) <= CROWD:
            return (other for other in self._head if other != text)
        if text in self._head[:FIRSTS]:
            return (other for other in self._standing(members) if other != text)
        try:
            at = members.index(text)
        except ValueError:
            raise DamagedError("a text is not found by its own key") from None
        self._read(members[max(at - NEXT, 0) : at + NEXT + 1])
        before = islice(self._standing(members[place] for place in range(at - 1, -1, -1)), NEXT)
        after = islice(self._standing(members[place] for place in range(at + 1, len(members))), NEXT)
        return {*self._head[:FIRSTS], *before, *after}

    def _standing(self, members: Iterable[int]) -> Iterator[int]:
        return filter(self._stands, members)
