import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.duplicates import candidates, pairs, repeats
from copydesk.duplicates.clusters import cluster_name, kept_texts
from copydesk.duplicates.repeats import article_pairs
from copydesk.text.shingles import jaccard, skip_pairs
from like_texts import all_pairs, as_map, make_texts


@given(st.integers(0, 10_000), st.integers(2, 60), st.floats(0.5, 1), st.floats(0.5, 1))
def test_every_pair_found_is_one(seed, count, least, contained):
    texts = make_texts(seed, count)
    assert as_map(article_pairs(texts, least, contained)).items() <= all_pairs(texts, least, contained).items()


@pytest.mark.parametrize(("least", "contained"), [(0.6, 0.8), (0.7, 0.9), (0.9, 1.0)])
def test_hardly_a_pair_is_missed(least, contained):
    wanted = missed = 0
    for seed in range(60):
        texts = make_texts(seed, 40)
        truth = all_pairs(texts, least, contained)
        found = as_map(article_pairs(texts, least, contained))
        wanted += len(truth)
        missed += len(truth.keys() - found.keys())
    assert wanted > 500
    assert missed <= wanted / 500


@given(st.lists(st.lists(st.sampled_from("ab"), max_size=7), max_size=12, unique_by=tuple))
def test_short_and_repetitive_texts_are_no_trouble(texts):
    assert as_map(article_pairs(texts, 0.6, 0.8)).items() <= all_pairs(texts).items()


def test_containment_can_be_left_out():
    texts = [["a", "b", "c", "d", "e", "f"], [*"abcdefghijklmnopqrstuvwxyz"]]
    assert len(article_pairs(texts, 0.6, 0.8)) == 1
    assert article_pairs(texts, 0.6, 2) == []


@pytest.mark.parametrize("many", [10**9, 0])
def test_work_on_thousands_of_like_texts_is_bounded(monkeypatch, many):
    base = [f"word{number}" for number in range(60)]
    texts = [[*base[:30], f"number{number}", *base[30:]] for number in range(800)]
    monkeypatch.setattr(repeats, "MANY", many)
    found = article_pairs(texts, 0.6, 0.8)
    assert len({number for pair in found for number in pair[:2]}) == 800
    assert len(found) <= 50 * len(texts)


def test_ordinary_texts_have_no_candidates():
    texts = make_texts(3, 200, copies=0)
    assert candidates.suspects(texts, 0.8) == []
    assert list(candidates.candidates(texts, 0.8)) == []


def test_members_are_near_to_the_one_kept_for_them():
    texts = make_texts(11, 300)
    found = article_pairs(texts, 0.6, 0.8)
    kept = kept_texts(len(texts), found, 0.6)
    for number, keeper in enumerate(kept):
        assert kept[keeper] == keeper <= number
        assert number == keeper or jaccard(skip_pairs(texts[number]), skip_pairs(texts[keeper])) >= 0.6


def test_a_chain_of_small_steps_is_no_cluster():
    words = [f"w{number}" for number in range(40)]
    chain = [[*(f"x{number}" for number in range(step)), *words[step:]] for step in range(0, 40, 4)]
    kept = kept_texts(len(chain), article_pairs(chain, 0.6, 0.8), 0.6)
    assert len(set(kept)) > 2


def test_names_of_clusters_depend_on_the_text_alone():
    assert cluster_name("a b") == cluster_name(["a", "b"]) != cluster_name("a c")


def test_sets_of_shingles_are_made_anew_where_there_are_too_many_to_keep(monkeypatch):
    texts = make_texts(3, 60)
    found = article_pairs(texts, 0.6, 0.8)
    monkeypatch.setattr(pairs, "_KEPT", 2)
    assert article_pairs(texts, 0.6, 0.8) == found
