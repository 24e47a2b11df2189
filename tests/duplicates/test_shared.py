"""Copies in other articles, and the one that is kept of them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.duplicates.clusters import keep_order
from copydesk.duplicates.peers import Peers
from copydesk.duplicates.shared import SharedTexts, Wanted
from copydesk.duplicates.texts import ALONE, MemoryStore
from copydesk.duplicates.units import ArticleFacts
from copydesk.text.shingles import jaccard, skip_pairs
from like_texts import crowded_texts, make_texts

PLACE = (0, 9, 1, 1, 1, 10)


def shared_of(texts, order=lambda held, _words: held.path):
    """The texts as paragraphs of one article each, in their order."""
    facts = {
        f"{number:04}.md": ArticleFacts(PLACE, "", 0, [(*PLACE, "paragraph", " ".join(words))])
        for number, words in enumerate(texts)
    }
    store = MemoryStore(facts)
    wanted = Wanted({"paragraph"}, 0, 0.6, ALONE, order)
    return SharedTexts(store.passages(0.6, ALONE), Peers(store), wanted), store.passages(0.6, ALONE), facts


@pytest.mark.parametrize("seed", range(10))
def test_a_crowd_is_one_cluster_whatever_the_order(seed):
    base = [f"word{number}" for number in range(60)]
    texts = [[*base[:30], f"number{number}", *base[30:]] for number in range(100)]
    random.Random(seed).shuffle(texts)
    shared, _, facts = shared_of(texts)
    found = list(shared.found(facts))
    assert [one.held.path for one in found] == sorted(facts)
    assert {one.kept for one in found} == {0}
    assert {one.copies[0].held.path for one in found[1:]} == {"0000.md"}


@given(st.integers(0, 10_000), st.integers(2, 60))
def test_members_are_near_to_the_one_kept_for_them(seed, count):
    texts = list(map(list, dict.fromkeys(map(tuple, crowded_texts(seed, count)))))
    shared, known, facts = shared_of([words for words in texts if words])
    for one in shared.found(facts):
        assert shared.kept(one.kept) == one.kept
        if one.kept != one.text:
            assert jaccard(skip_pairs(known.words(one.text)), skip_pairs(known.words(one.kept))) >= 0.6


POLICIES = ["first", "longest", "newest", ("b/**", "*7.md")]
DATES = ["", "2020-01-02", "2021-05-06", "last May"]


@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_the_policy_says_which_is_kept(policy):
    texts = make_texts(11, 120)

    def order(held, words):
        number = int(held.path[:4])
        return keep_order(policy, f"{'abc'[number % 3]}/{held.path}", words, DATES[number % 4])

    shared, known, facts = shared_of(texts, order)
    found = list(shared.found(facts))
    assert any(one.kept != one.text for one in found)
    for one in found:
        kept = known.places(one.kept)[0]
        assert shared.kept(one.kept) == one.kept
        if one.kept != one.text:
            assert order(kept, known.size(one.kept)) < order(one.held, known.size(one.text))
            assert jaccard(skip_pairs(known.words(one.text)), skip_pairs(known.words(one.kept))) >= 0.6
        elif one.closest.jaccard >= 0.6:
            near = [
                other for other in found if other.text in {copy.text for copy in one.copies if not copy.containment}
            ]
            assert all(other.kept != other.text for other in near)
