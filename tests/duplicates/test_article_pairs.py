import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from like_texts import make_texts

from copydesk.duplicates import candidates, pairs
from copydesk.duplicates.bands import agreeing_pairs, candidate_pairs
from copydesk.duplicates.clusters import cluster_name, kept_texts
from copydesk.text.shingles import containment, jaccard, skip_pairs, triples


def all_pairs(texts, least=0.6, contained=0.8):
    """The same by comparing everything with everything."""
    near = [skip_pairs(words) for words in texts]
    runs = [triples(words) for words in texts]
    found = {}
    for later, earlier in itertools.combinations(range(len(texts) - 1, -1, -1), 2):
        likeness = jaccard(near[later], near[earlier])
        held = containment(runs[later], runs[earlier])
        if likeness >= least:
            found[later, earlier] = (likeness, 0.0)
        elif held >= contained:
            found[later, earlier] = (likeness, held)
    return found


def as_map(found):
    return {(pair.later, pair.earlier): (pair.jaccard, pair.containment) for pair in found}


@given(st.integers(0, 10_000), st.integers(2, 60), st.floats(0.5, 1), st.floats(0.5, 1))
def test_every_pair_found_is_one(seed, count, least, contained):
    texts = make_texts(seed, count)
    assert as_map(pairs.find_pairs(texts, least, contained)).items() <= all_pairs(texts, least, contained).items()


@pytest.mark.parametrize(("least", "contained"), [(0.6, 0.8), (0.7, 0.9), (0.9, 1.0)])
def test_hardly_a_pair_is_missed(least, contained):
    wanted = missed = 0
    for seed in range(60):
        texts = make_texts(seed, 40)
        truth = all_pairs(texts, least, contained)
        found = as_map(pairs.find_pairs(texts, least, contained))
        wanted += len(truth)
        missed += len(truth.keys() - found.keys())
    assert wanted > 500
    assert missed <= wanted / 500


def test_very_many_texts_give_the_same_pairs_but_for_a_few_at_the_threshold(monkeypatch):
    texts = make_texts(7, 800)
    truth = all_pairs(texts)
    monkeypatch.setattr(pairs, "MANY", 0)
    found = as_map(pairs.find_pairs(texts))
    assert found.items() <= truth.items()
    missed = truth.keys() - found.keys()
    assert len(missed) <= len(truth) // 100
    assert all(truth[pair][0] < 0.8 for pair in missed)
    assert not [pair for pair in missed if truth[pair][1]]


@given(st.lists(st.lists(st.sampled_from("ab"), max_size=7), max_size=12, unique_by=tuple))
def test_short_and_repetitive_texts_are_no_trouble(texts):
    truth = all_pairs(texts)
    for few in (10**9, 0):
        original, pairs.MANY = pairs.MANY, few
        try:
            assert as_map(pairs.find_pairs(texts)).items() <= truth.items()
        finally:
            pairs.MANY = original


def test_containment_can_be_left_out():
    texts = [["a", "b", "c", "d", "e", "f"], [*"abcdefghijklmnopqrstuvwxyz"]]
    assert len(pairs.find_pairs(texts)) == 1
    assert pairs.find_pairs(texts, containment=2) == []


@pytest.mark.parametrize("few", [10**9, 0])
def test_work_on_thousands_of_like_texts_is_bounded(monkeypatch, few):
    base = [f"word{number}" for number in range(60)]
    texts = [[*base[:30], f"number{number}", *base[30:]] for number in range(800)]
    monkeypatch.setattr(pairs, "MANY", few)
    found = pairs.find_pairs(texts)
    assert {pair.later for pair in found} == set(range(1, 800))
    assert len(found) <= 50 * len(texts)
    assert {pair.earlier for pair in found if pair.later == 799} >= {0}


def test_ordinary_texts_have_no_candidates():
    texts = make_texts(3, 200, copies=0)
    assert candidates.suspects(texts, 0.8) == []
    assert list(candidates.candidates(texts, 0.8)) == []


def test_buckets_of_any_size_give_few_pairs_each():
    keys = np.zeros((500, 16), dtype=np.uint32)
    found = candidate_pairs(keys)
    assert len(found) <= 9 * len(keys)
    assert {int(later) for later, earlier in found if earlier == 0} == set(range(1, 500))
    assert candidate_pairs(np.arange(32, dtype=np.uint32).reshape(2, 16)).shape == (0, 2)
    assert candidate_pairs(np.zeros((0, 16), dtype=np.uint32)).shape == (0, 2)


def test_members_are_near_to_the_one_kept_for_them():
    texts = make_texts(11, 300)
    found = pairs.find_pairs(texts)
    kept = kept_texts(len(texts), found, 0.6)
    for number, keeper in enumerate(kept):
        assert kept[keeper] == keeper <= number
        assert number == keeper or jaccard(skip_pairs(texts[number]), skip_pairs(texts[keeper])) >= 0.6


def test_a_chain_of_small_steps_is_no_cluster():
    words = [f"w{number}" for number in range(40)]
    chain = [[*(f"x{number}" for number in range(step)), *words[step:]] for step in range(0, 40, 4)]
    kept = kept_texts(len(chain), pairs.find_pairs(chain), 0.6)
    assert len(set(kept)) > 2


def test_names_of_clusters_depend_on_the_text_alone():
    assert cluster_name("a b") == cluster_name(["a", "b"]) != cluster_name("a c")


def test_pairs_that_agree_too_seldom_are_left_out():
    signatures = np.arange(4 * 48, dtype=np.uint32).reshape(4, 48)
    signatures[1, :30] = signatures[0, :30]
    signatures[2, :6] = signatures[0, :6]
    rows = np.array([[1, 0], [2, 0], [3, 0]])
    assert agreeing_pairs(signatures, rows, 0.6).tolist() == [[1, 0]]
    assert agreeing_pairs(signatures, rows[:0], 0.6).tolist() == []


def test_sets_of_shingles_are_made_anew_where_there_are_too_many_to_keep(monkeypatch):
    texts = make_texts(3, 60)
    found = pairs.find_pairs(texts)
    monkeypatch.setattr(pairs, "_KEPT", 2)
    assert pairs.find_pairs(texts) == found
