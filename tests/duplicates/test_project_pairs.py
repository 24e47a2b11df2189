import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.duplicates import project_pairs as module
from copydesk.duplicates.flat_texts import flat_texts
from copydesk.duplicates.many_texts import candidates_of_many, pairs_of_many
from copydesk.duplicates.pairs import verified
from copydesk.duplicates.project_pairs import project_candidates, project_pairs
from like_texts import all_pairs, as_map, crowded_texts, make_texts


def few(texts, least=0.6, contained=0.8):
    return sorted(verified(texts, project_candidates(texts, contained, least), least, contained))


@given(st.integers(0, 10_000), st.integers(0, 60), st.floats(0.5, 1), st.floats(0.5, 1.2))
def test_few_and_many_texts_give_the_same_pairs(seed, count, least, contained):
    texts = make_texts(seed, count)
    assert few(texts, least, contained) == pairs_of_many(texts, least, contained)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 150))
def test_crowds_give_the_same_pairs_on_both_paths_and_in_any_order(seed, count):
    texts = crowded_texts(seed, count)
    found = few(texts)
    assert pairs_of_many(texts, 0.6, 0.8) == found
    order = random.Random(seed).sample(range(len(texts)), len(texts))
    again = pairs_of_many([texts[number] for number in order], 0.6, 0.8)
    there = {(frozenset((order[a], order[b])), jaccard, held) for a, b, jaccard, held in again}
    assert there == {(frozenset((a, b)), jaccard, held) for a, b, jaccard, held in found}


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=7), max_size=60, unique_by=tuple))
def test_tiny_and_repetitive_texts_give_the_same_candidates(texts):
    later, earlier = candidates_of_many(flat_texts(texts), 0.8)
    candidates = list(zip(later.tolist(), earlier.tolist(), strict=True))
    assert candidates == sorted(project_candidates(texts))
    assert as_map(few(texts)).items() <= all_pairs(texts).items()


@given(st.integers(0, 10_000), st.integers(2, 60), st.floats(0.5, 1), st.floats(0.5, 1))
def test_every_pair_found_is_one(seed, count, least, contained):
    texts = make_texts(seed, count)
    assert as_map(project_pairs(texts, least, contained)).items() <= all_pairs(texts, least, contained).items()


def test_hardly_a_pair_is_missed():
    texts = make_texts(7, 800)
    truth = all_pairs(texts)
    found = as_map(project_pairs(texts))
    assert found.items() <= truth.items()
    missed = truth.keys() - found.keys()
    assert len(missed) <= len(truth) // 100
    assert all(truth[pair][0] < 0.8 for pair in missed)
    # A piece of fewer than ten words may share no fingerprint with what holds it.
    assert all(min(map(len, (texts[number] for number in pair))) < 10 for pair in missed if truth[pair][1])


def test_containment_can_be_left_out():
    texts = [["a", "b", "c", "d", "e", "f"], [*"abcdefghijklmnopqrstuvwxyz"]]
    assert len(project_pairs(texts)) == 1
    assert project_pairs(texts, containment=2) == []


@pytest.mark.parametrize("many", [10**9, 0])
def test_work_on_thousands_of_like_texts_is_bounded(monkeypatch, many):
    base = [f"word{number}" for number in range(60)]
    texts = [[*base[:30], f"number{number}", *base[30:]] for number in range(800)]
    monkeypatch.setattr(module, "MANY", many)
    found = project_pairs(texts)
    assert len({number for pair in found for number in pair[:2]}) == len(texts)
    assert len(found) <= 50 * len(texts)


@pytest.mark.parametrize("texts", [[], [[]], [["a"]], [[], ["a"]]])
def test_nothing_to_compare(texts):
    assert few(texts) == pairs_of_many(texts, 0.6, 0.8) == []


def test_few_texts_load_no_numpy():
    code = (
        "import sys; from copydesk.duplicates.project_pairs import project_pairs;"
        "assert len(project_pairs([['a', *'bcdefghijk'], ['b', *'bcdefghijk']])) == 1; assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_pairs_hold_plain_numbers():
    for pair in pairs_of_many(make_texts(1, 40), 0.6, 0.8):
        assert [type(value) for value in pair] == [int, int, float, float]
        assert not isinstance(pair.jaccard, np.floating)
