import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.duplicates import crowds, postings
from copydesk.duplicates.index_crowds import Crowd
from copydesk.duplicates.postings import DamagedError, Shape

SHAPES = st.integers(1, 10).flatmap(lambda row: st.builds(Shape, st.just(row), st.integers(row, 24), st.just(0)))


def packed(pairs, shape):
    keys, texts = (np.array(column, dtype=np.uint32) for column in (zip(*pairs, strict=True) if pairs else ((), ())))
    return dict(enumerate(postings.pack_rows(keys, texts, shape)))


@given(SHAPES, st.data())
def test_rows_give_back_what_was_put_in(shape, data):
    numbers = st.integers(0, (1 << shape.text_bits) - 1)
    keys = data.draw(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=20))
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(keys), numbers), max_size=60))
    rows = packed(pairs, shape)
    assert len(rows) == 1 << shape.row_bits
    expected = [sorted({text for key, text in pairs if key == asked}) for asked in keys]
    assert postings.find_texts(rows, keys, shape) == expected
    found = postings.unpack_rows([*rows.values()], shape)
    assert sorted({*pairs}) == list(zip(*(column.tolist() for column in found), strict=True))


def test_thousands_of_texts_of_one_key_stand_beside_others():
    shape = postings.shape_for(3000, 2000, 0)
    pairs = [(12345 << 16, text) for text in range(2000)] + [(number * 4_000_000, number) for number in range(1000)]
    rows = packed(pairs, shape)
    assert postings.find_texts(rows, [12345 << 16, 8_000_000, 8_000_001], shape) == [[*range(2000)], [2], []]
    found = postings.unpack_rows([*rows.values()], shape)
    assert sorted(pairs) == list(zip(*(column.tolist() for column in found), strict=True))


@pytest.mark.parametrize("texts", [0, 1, 1000, 1_000_000, 5_000_000, postings.MOST_TEXTS])
def test_a_shape_has_room_and_costs_little(texts):
    shape = postings.shape_for(25 * texts, texts, texts)
    assert postings.shape_of(shape.packed()) == shape
    assert 1 << shape.text_bits >= min(texts, postings.MOST_TEXTS)
    if texts >= 1000:
        assert 100 <= 25 * texts / (1 << shape.row_bits) <= 512
        assert (1 << shape.text_bits) + 9 * (1 << shape.row_bits) < 0.15 * 25 * texts


@pytest.mark.parametrize(
    "data", [None, 7, b"", b"\x04\x0c\0\0\0\0\0", b"\0\x0c\0\0\0\0", b"\x0c\x04\0\0\0\0", b"\x04\x19\0\0\0\0"]
)
def test_a_wrong_shape_is_refused(data):
    with pytest.raises(DamagedError):
        postings.shape_of(data)


@pytest.mark.parametrize("data", [b"", b"\1", b"\4", bytes(18) + b"\1", bytes(9)])
def test_a_row_of_another_shape_is_refused(data):
    shape = Shape(4, 8, 0)
    with pytest.raises(DamagedError):
        postings.find_texts({0: data}, [5], shape)
    with pytest.raises(DamagedError):
        postings.unpack_rows([data] * 16, shape)


@given(st.integers(1, 120), st.sets(st.integers(0, 119)), st.data())
def test_a_crowd_links_those_that_stand_and_asks_of_few(size, gone, data):
    standing = [number for number in range(size) if number not in gone]
    asked = []

    def stands(number):
        asked.append(number)
        return number not in gone

    crowd = Crowd(range(size), list, stands)
    for at, number in enumerate(standing):
        assert set(crowd.linked(number)) == {standing[other] for other in crowds.linked(at, len(standing))}
    if len(standing) > 60 and not gone:
        asked.clear()
        set(crowd.linked(data.draw(st.sampled_from(standing[4:]))))
        assert len(asked) <= 2 * crowds.NEXT


def test_a_text_that_is_not_in_its_own_list_shows_damage():
    with pytest.raises(DamagedError):
        set(Crowd(range(100), list, bool).linked(500))
