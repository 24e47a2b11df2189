"""What texts are found by in a shared index: signatures and fingerprints, of many texts at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from copydesk.duplicates.bands import BANDS
from copydesk.duplicates.fingerprints import fingerprints_many
from copydesk.duplicates.redis_records import PASSAGE, TextRecord
from copydesk.duplicates.signatures import sign_values, word_values
from copydesk.duplicates.sketches import SIZE, sketch_many
from copydesk.duplicates.units import strength
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Bucket = tuple[int, bytes]
"""A band and a value."""


class Signed(NamedTuple):
    """A text, signed.

    Attributes:
        record: What is kept of it, without a mark.
        signature: 48 values.
        marks: Its fingerprints; none but for a passage.
    """

    record: TextRecord
    signature: npt.NDArray[np.uint32]
    marks: list[int]

    def buckets(self) -> list[Bucket]:
        """Its buckets, as datasketch names them."""
        row = self.signature.byteswap().tobytes()
        size = len(row) // BANDS
        return [(band, row[band * size : (band + 1) * size]) for band in range(BANDS)]


def signed(kind: bytes, texts: Sequence[str]) -> list[Signed]:
    """Sign texts of one kind."""
    import numpy as np

    if not texts:
        return []
    words = [text.split(" ") for text in texts]
    values, starts = word_values(words)
    signatures = sign_values(values, starts)
    sketches = sketch_many(signatures).astype("<u8").view(np.uint8)[:, :SIZE]
    marks: list[list[int]] = [[]] * len(texts)
    if kind == PASSAGE:
        found, begins = fingerprints_many(values, starts)
        marks = [found[begin:end].tolist() for begin, end in pairwise(begins)]
    return [
        Signed(
            TextRecord(b"", strength(split), len(mine), sketches[at].tobytes(), text),
            signatures[at],
            mine,
        )
        for at, (text, split, mine) in enumerate(zip(texts, words, marks, strict=True))
    ]
