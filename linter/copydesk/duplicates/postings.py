"""Rows of postings: which texts have a key of 32 bits, a band key, a fingerprint or a hash.

The high bits of a key name a row. What is left of the key stands in a row with the number of a text, as one number of
32 bits, these sorted within slots. A slot is what the bits between the two name: the more bits the numbers of texts
need, the more slots a row has. Behind the entries stands how many each slot has, in bytes or in numbers of four bytes,
and last how wide those are:

    entries, 4 bytes each | size of each slot, 1 or 4 bytes each | 1 or 4

so that a text costs little more than four bytes for each of its keys, whatever the number of texts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from struct import Struct

from copydesk.model import StoreError
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

KEY_BITS = 32
MOST_TEXTS = 1 << 24
PER_ROW = 256  # postings at most: some 800 bytes, which are read for one key
_LEAST_ROWS = 4  # bits
_LEAST_TEXTS = 8  # bits
_SHAPE = Struct("<BBI")
_WIDE = 4
_WIDE_END = bytes((_WIDE,))


class DamagedError(StoreError):
    """The index is not what this version wrote; it has to be built anew."""


class Shape(NamedTuple):
    """How the bits of keys and texts are laid out.

    Attributes:
        row_bits: High bits of a key that name a row.
        text_bits: Bits of the number of a text.
        ordered: Texts of lesser numbers than this one are numbered by number of words and hash.
    """

    row_bits: int
    text_bits: int
    ordered: int

    @property
    def slots(self) -> int:
        """How many slots a row has."""
        return 1 << self.text_bits - self.row_bits

    def packed(self) -> bytes:
        """As bytes."""
        return _SHAPE.pack(*self)


def shape_of(data: object) -> Shape:
    """The reverse of `Shape.packed`.

    Raises:
        DamagedError: It is no shape.
    """
    if not isinstance(data, bytes) or len(data) != _SHAPE.size:
        raise DamagedError("the shape of its rows is missing")
    shape = Shape(*_SHAPE.unpack(data))
    if not 0 < shape.row_bits <= shape.text_bits <= 24:
        raise DamagedError("the shape of its rows is wrong")
    return shape


def shape_for(postings: int, texts: int, ordered: int) -> Shape:
    """The shape for so many postings of so many texts; later ones stand apart until all are laid out anew."""
    row_bits = max(_LEAST_ROWS, (postings // PER_ROW).bit_length())
    text_bits = min(24, max(_LEAST_TEXTS, row_bits, texts.bit_length()))
    return Shape(min(row_bits, text_bits), text_bits, ordered)


def find_texts(rows: Mapping[int, bytes], keys: Iterable[int], shape: Shape) -> list[list[int]]:
    """The texts that have a key, in order, for each of some keys.

    Args:
        rows: The rows that the keys name.
        keys: Keys, with all of their 32 bits.
        shape: The shape of the rows.

    Raises:
        DamagedError: A row is of another shape.
    """
    row_bits, text_bits, _ = shape
    slots = 1 << text_bits - row_bits
    row_shift, slot_shift, slot_mask = KEY_BITS - row_bits, KEY_BITS - text_bits, slots - 1
    low_mask, end_of_text = (1 << slot_shift) - 1, 1 << text_bits
    found = []
    for key in keys:
        data = rows[key >> row_shift]
        wide = data[-1] == _WIDE if data else False
        entries = len(data) - 1 - (_WIDE * slots if wide else slots)
        if entries < 0 or entries & 3:
            raise DamagedError("a row is of another shape")
        sizes: Sequence[int] = memoryview(data)[entries:-1].cast("I") if wide else data[entries:-1]
        slot = key >> slot_shift & slot_mask
        size = sizes[slot]
        texts = []
        if size:
            at = sum(sizes[:slot])
            end = at + size
            numbers = memoryview(data)[:entries].cast("I")
            low = (key & low_mask) << text_bits
            last = low + end_of_text
            at = bisect_left(numbers, low, at, end)
            while at < end and numbers[at] < last:
                texts.append(numbers[at] - low)
                at += 1
        found.append(texts)
    return found


def pack_rows(keys: npt.NDArray[np.uint32], texts: npt.NDArray[np.uint32], shape: Shape) -> Iterator[bytes]:
    """All rows in order, empty ones too, of postings in any order.

    Args:
        keys: Key of each posting.
        texts: Text of each.
        shape: Shape of the rows.
    """
    import numpy as np

    codes = keys.astype(np.uint64)
    codes <<= np.uint64(shape.text_bits)
    codes |= texts
    codes.sort()
    new = np.ones(len(codes), dtype=bool)
    new[1:] = codes[1:] != codes[:-1]
    codes = codes[new]
    entries = codes.astype(np.uint32)  # what stands above the low bits of the key is the row and the slot
    codes >>= np.uint64(32)
    slots = np.bincount(codes.astype(np.int64), minlength=1 << shape.text_bits).reshape(-1, shape.slots)
    del codes
    ends = np.cumsum(np.sum(slots, axis=1)).tolist()
    wide = np.any(slots > 255, axis=1).tolist()
    large, small = slots.astype(np.uint32), slots.astype(np.uint8)
    start = 0
    for row, end in enumerate(ends):
        sizes = large[row].tobytes() + _WIDE_END if wide[row] else small[row].tobytes() + b"\1"
        yield entries[start:end].tobytes() + sizes
        start = end


def unpack_rows(rows: Sequence[bytes], shape: Shape) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """The reverse of `pack_rows`.

    Raises:
        DamagedError: A row is of another shape.
    """
    import numpy as np

    entries, sizes = [], []
    for data in rows:
        kind: type[np.unsignedinteger] = np.uint32 if data[-1:] == _WIDE_END else np.uint8
        room = shape.slots * np.dtype(kind).itemsize
        end = len(data) - 1 - room
        if end < 0 or end & 3:
            raise DamagedError("a row is of another shape")
        sizes.append(np.frombuffer(data, kind, shape.slots, end).astype(np.uint32))
        entries.append(np.frombuffer(data, np.uint32, end // 4))
    every = np.concatenate(entries)
    size = np.concatenate(sizes)
    if len(rows) != 1 << shape.row_bits or size.sum() != len(every):
        raise DamagedError("a row is of another shape")
    low_bits = np.uint32(KEY_BITS - shape.text_bits)
    high = np.repeat(np.arange(len(size), dtype=np.uint32), size)
    keys = high << low_bits | every >> np.uint32(shape.text_bits)
    return keys, every & np.uint32((1 << shape.text_bits) - 1)
