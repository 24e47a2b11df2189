import subprocess
import sys

import pytest
from datasketch import LeanMinHash, MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st

from copydesk.duplicates import bands, signatures
from copydesk.model import CopydeskError
from copydesk.text.shingles import jaccard, skip_pairs
from like_texts import make_texts

TEXTS = [*make_texts(1, 60), [], ["alone"], ["two", "words"], ["three", "more", "words"], ["a"] * 50]


def test_permutations_are_those_of_datasketch():
    theirs = MinHash(num_perm=48, seed=1, scheme="affine32").permutations
    assert theirs.tolist() == [list(signatures.MULTIPLIERS), list(signatures.INCREMENTS)]


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=80))
def test_values_are_those_of_datasketch_for_the_same_elements(words):
    theirs = MinHash(num_perm=48, seed=1, scheme="affine32", hashfunc=lambda element: element)
    theirs.update_batch(signatures.elements(words))
    assert tuple(theirs.hashvalues.tolist()) == signatures.sign(words)


def test_many_at_once_are_signed_as_one_by_one():
    rows = signatures.sign_many(TEXTS)
    assert [tuple(row) for row in rows.tolist()] == [signatures.sign(words) for words in TEXTS]
    keys = bands.band_keys_many(rows)
    assert [tuple(row) for row in keys.tolist()] == [bands.band_keys(signatures.sign(words)) for words in TEXTS]


def test_long_texts_beyond_one_block_are_signed_alike():
    texts = [[f"w{number % 977}x{number}" for number in range(40_000)], ["short", "text", "here"]]
    rows = signatures.sign_many(texts)
    assert [tuple(row) for row in rows.tolist()] == [signatures.sign(words) for words in texts]


@given(st.lists(st.lists(st.sampled_from(["on", "the", "ro", "ad", "é", "\ud800"]), max_size=6), max_size=12))
def test_short_and_empty_texts_are_signed_alike(texts):
    rows = signatures.sign_many(texts)
    assert [tuple(row) for row in rows.tolist()] == [signatures.sign(words) for words in texts]


def test_a_text_without_words_has_the_empty_signature():
    assert signatures.sign([]) == (signatures.EMPTY,) * 48


def test_order_and_repetition_of_shingles_make_no_difference():
    assert signatures.sign(["a", "b"] * 3) == signatures.sign(["a", "b"] * 5)
    assert signatures.sign(["a", "b", "c"]) != signatures.sign(["c", "b", "a"])


def test_export_to_datasketch():
    words = TEXTS[0]
    exported = signatures.lean_minhash(signatures.sign(words))
    theirs = MinHash(num_perm=48, seed=1, scheme="affine32", hashfunc=lambda element: element)
    theirs.update_batch(signatures.elements(words))
    assert isinstance(exported, LeanMinHash)
    assert exported.jaccard(theirs) == 1.0
    buffer = bytearray(exported.bytesize())
    exported.serialize(buffer)
    assert LeanMinHash.deserialize(buffer) == exported


def test_values_agree_as_often_as_texts_are_alike():
    errors = []
    for seed in range(40):
        first, second = make_texts(seed, 1, 1)[:2] if len(make_texts(seed, 1, 1)) > 1 else (["a"], ["b"])
        agree = sum(a == b for a, b in zip(signatures.sign(first), signatures.sign(second), strict=True)) / 48
        errors.append(agree - jaccard(skip_pairs(first), skip_pairs(second)))
    assert abs(sum(errors) / len(errors)) < 0.05


def test_signing_a_few_loads_no_numpy():
    code = (
        "import sys; from copydesk.duplicates import bands, signatures;"
        "bands.band_keys(signatures.sign('a few words of text'.split())); assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_signatures_are_those_of_datasketch_bulk_for_the_same_elements():
    texts = [words for words in TEXTS if words]
    theirs = MinHash.bulk(
        [sorted(signatures.elements(words)) for words in texts],
        num_perm=48,
        seed=1,
        scheme="affine32",
        hashfunc=lambda element: element,
    )
    assert [tuple(minhash.hashvalues.tolist()) for minhash in theirs] == [signatures.sign(words) for words in texts]


def test_datasketch_indexes_and_finds_our_signatures():
    index = MinHashLSH(num_perm=48, params=(bands.BANDS, bands.ROWS))
    rows = signatures.sign_many(TEXTS[:40])
    for number, row in enumerate(rows):
        index.insert(number, signatures.lean_minhash(row))
    for number, words in enumerate(TEXTS[:40]):
        assert number in index.query(signatures.lean_minhash(signatures.sign(words)))


def test_sketches_of_other_making_are_refused():
    signatures.check_header(signatures.DESCRIPTION)
    for other in ("", "datasketch affine64", signatures.DESCRIPTION.replace("sketch ", "sketch 0")):
        with pytest.raises(CopydeskError, match="cannot be compared"):
            signatures.check_header(other)
