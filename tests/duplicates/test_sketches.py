import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.duplicates import bands, crowds, fingerprints, signatures, sketches, text_hash
from like_texts import make_texts

SIGNATURES = st.lists(st.integers(0, 2**32 - 1), min_size=48, max_size=48)


@given(st.lists(SIGNATURES, min_size=2, max_size=5), st.integers(0, 48))
def test_sketches_of_many_are_those_of_one(rows, shared):
    rows[1][:shared] = rows[0][:shared]
    many = sketches.sketch_many(np.array(rows, dtype=np.uint32))
    single = [sketches.sketch(row) for row in rows]
    assert [row.astype("<u8").tobytes() for row in many] == [one + bytes(4) for one in single]
    for first, second in itertools.product(range(len(rows)), repeat=2):
        expected = sum(a & 3 == b & 3 for a, b in zip(rows[first], rows[second], strict=True))
        assert sketches.agreeing(single[first], single[second]) == expected
        assert sketches.agreeing_many(many[first : first + 1], many[second : second + 1]).tolist() == [expected]


@pytest.mark.parametrize("jaccard", [0.5, 0.55, 0.6])
def test_the_bound_loses_few_pairs_at_the_least_similarity_that_is_asked_for(jaccard):
    p = jaccard + (1 - jaccard) / 4
    least = sketches.least_agreeing(jaccard)
    assert sum(math.comb(48, k) * p**k * (1 - p) ** (48 - k) for k in range(least)) < 0.002


def test_few_pairs_that_share_a_band_by_chance_are_left():
    rest = 48 - bands.ROWS
    chance = [math.comb(rest, k) * 0.25**k * 0.75 ** (rest - k) for k in range(rest + 1)]
    assert sum(chance[sketches.least_agreeing(0.6) - bands.ROWS :]) < 0.002


def test_the_bound_never_rises_above_that_of_the_usual_similarity():
    assert sketches.least_agreeing(0.6) == sketches.least_agreeing(0.9) == sketches.least_agreeing(2.0)


@pytest.mark.parametrize("size", [0, 1, 2, 12, 32, 33, 34, 45, 100])
def test_lists_link_as_they_say(size):
    expected = {
        (i, j) for i in range(size) for j in range(size) if i != j and (size <= 32 or i < 4 or j < 4 or abs(i - j) <= 8)
    }
    found = [(i, j) for i in range(size) for j in crowds.linked(i, size)]
    assert sorted(found) == found
    assert set(found) == expected
    assert len(found) == len(expected)
    codes = np.array([7 << 32 | i for i in range(size)], dtype=np.uint64)
    many = crowds.linked_pairs(codes)
    assert sorted(divmod(int(code), 1 << 32) for code in many) == sorted(pair for pair in expected if pair[0] < pair[1])


def test_lists_beside_one_another_are_kept_apart():
    rng = random.Random(1)
    members = {key: sorted(rng.sample(range(1000), rng.choice([1, 2, 5, 40]))) for key in range(50)}
    codes = np.array([key << 32 | rank for key, ranks in members.items() for rank in ranks], dtype=np.uint64)
    expected = sorted(
        (ranks[i], ranks[j])
        for ranks in members.values()
        for i in range(len(ranks))
        for j in crowds.linked(i, len(ranks))
        if i < j
    )
    assert sorted(divmod(int(code), 1 << 32) for code in crowds.linked_pairs(codes)) == expected


@given(st.lists(st.lists(st.integers(0, 5), max_size=40), max_size=20))
def test_fingerprints_of_many_are_those_of_one(texts):
    values = np.array([value for text in texts for value in text], dtype=np.uint32)
    starts = np.cumsum([0, *map(len, texts)])
    found, places = fingerprints.fingerprints_many(values, starts)
    assert [found[a:b].tolist() for a, b in itertools.pairwise(places.tolist())] == [
        fingerprints.fingerprints(text) for text in texts
    ]


def test_texts_that_share_ten_words_share_a_fingerprint():
    rng = random.Random(2)
    for _ in range(200):
        run = [rng.getrandbits(32) for _ in range(10)]
        first, second = (
            [rng.getrandbits(32) for _ in range(rng.randrange(30))]
            + run
            + [rng.getrandbits(32) for _ in range(rng.randrange(30))]
            for _ in range(2)
        )
        assert set(fingerprints.fingerprints(first)) & set(fingerprints.fingerprints(second))


def test_a_short_text_is_found_by_any_of_its_runs():
    words = [*range(10)]
    assert len(fingerprints.fingerprints(words)) == 6
    assert fingerprints.counted(6, 10) == 1
    assert fingerprints.counted(6, 11) == 6
    assert fingerprints.counted(10_000, 40_000) == 255


@given(st.lists(st.integers(0, 400), min_size=1), st.floats(0.5, 1))
def test_half_the_share_of_the_fingerprints_is_needed(counts, containment):
    expected = [max(1, math.ceil(count * containment / 2 - 1e-9)) for count in counts]
    assert [fingerprints.need(count, containment) for count in counts] == expected
    assert fingerprints.need_many(np.array(counts), containment).tolist() == expected
    assert fingerprints.need(10, 0.8) == 4


def test_texts_are_ordered_by_length_then_by_a_hash_that_never_changes():
    assert text_hash.text_hash("") == 0xE4A6A0577479B2B4
    assert text_hash.text_hash(["a", "b"]) == text_hash.text_hash("a b") != text_hash.text_hash(["ab"])
    assert text_hash.text_hash(["\ud800"]) < 2**64
    assert text_hash.order_key(["zz"]) < text_hash.order_key(["a", "b"])


@pytest.mark.parametrize("module", [signatures, bands, fingerprints, sketches, crowds, text_hash])
def test_descriptions_are_one_printable_line(module):
    assert module.DESCRIPTION.isprintable()


def test_order_of_texts_is_that_of_all_texts():
    texts = make_texts(1, 30)
    keys = [text_hash.order_key(words) for words in texts]
    assert len(set(keys)) == len(texts)
