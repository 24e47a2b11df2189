from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from like_texts import make_texts

from copydesk.duplicates.clusters import keep_order, kept_texts
from copydesk.duplicates.pairs import Pair, find_pairs
from copydesk.text.shingles import jaccard, skip_pairs

POLICIES = ["first", "longest", "newest", ("b/**", "*.txt")]
DATES = [None, "2020-01-02", "2021-05-06", "last May"]


def described(texts):
    """Path, number of words and date of each, the path made from the words so that it does not hang on the number."""
    rows = []
    for words in texts:
        rng = random.Random(" ".join(words))
        suffix = rng.choice(["md", "txt"])
        rows.append((f"{rng.choice('abc')}/{rng.random()}.{suffix}", len(words), rng.choice(DATES)))
    return rows


def groups(texts, policy):
    order = [keep_order(policy, *row) for row in described(texts)]
    return kept_texts(len(texts), find_pairs(texts), 0.6, order), order


@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_members_are_near_to_the_one_kept_and_come_after_it(policy):
    texts = make_texts(11, 300)
    kept, order = groups(texts, policy)
    assert any(keeper > number for number, keeper in enumerate(kept))
    for number, keeper in enumerate(kept):
        assert kept[keeper] == keeper
        if number != keeper:
            assert order[keeper] < order[number]
            assert jaccard(skip_pairs(texts[number]), skip_pairs(texts[keeper])) >= 0.6


@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_no_two_kept_texts_are_near(policy):
    texts = make_texts(12, 200)
    kept, _ = groups(texts, policy)
    for pair in find_pairs(texts):
        if pair.jaccard >= 0.6:
            assert kept[pair.later] != pair.later or kept[pair.earlier] != pair.earlier


@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_the_numbers_of_the_texts_make_no_difference(policy):
    texts = make_texts(13, 200)
    kept, _ = groups(texts, policy)
    expected = {" ".join(words): " ".join(texts[keeper]) for words, keeper in zip(texts, kept, strict=True)}
    for seed in range(3):
        mixed = random.Random(seed).sample(texts, len(texts))
        again, _ = groups(mixed, policy)
        assert {
            " ".join(words): " ".join(mixed[keeper]) for words, keeper in zip(mixed, again, strict=True)
        } == expected


def test_no_order_is_the_order_of_the_numbers():
    texts = make_texts(14, 300)
    pairs = find_pairs(texts)
    by_number = [(number,) for number in range(len(texts))]
    assert kept_texts(len(texts), pairs, 0.6) == kept_texts(len(texts), pairs, 0.6, by_number)


GRAPHS = st.integers(1, 8).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.dictionaries(
            st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda ends: ends[0] > ends[1]),
            st.sampled_from([0.3, 0.6, 0.7, 0.9]),
        ),
        st.lists(st.integers(0, 3), min_size=count, max_size=count),
    )
)


@given(GRAPHS, st.randoms())
def test_any_graph_is_covered(graph, rng):
    count, edges, keys = graph
    pairs = [Pair(later, earlier, similarity, 0.0) for (later, earlier), similarity in sorted(edges.items())]
    order = [(key,) for key in keys]
    kept = kept_texts(count, pairs, 0.6, order)
    near = {frozenset(ends) for ends, similarity in edges.items() if similarity >= 0.6}
    for number, keeper in enumerate(kept):
        assert kept[keeper] == keeper
        assert number == keeper or frozenset((number, keeper)) in near
    assert all(any(kept[number] != number for number in ends) for ends in near)
    first = min(range(count), key=lambda number: (keys[number], number))
    assert kept[first] == first
    rng.shuffle(pairs)
    assert kept_texts(count, pairs, 0.6, order) == kept


def chosen(policy, *rows):
    return min(rows, key=lambda row: keep_order(policy, *row))[0]


def test_policies():
    old, new, bare = ("b.md", 30, "2019-12-31"), ("c.md", 20, "2020-01-01T08:00:00Z"), ("a.md", 10, None)
    assert chosen("first", old, new, bare) == "a.md"
    assert chosen("longest", old, new, bare) == "b.md"
    assert chosen("newest", old, new, bare) == "c.md"
    assert chosen("newest", old, bare) == "b.md"
    assert chosen("newest", bare, ("d.md", 5, "soon")) == "a.md"
    assert chosen(["x/**", "c.*"], old, new, bare) == "c.md"
    assert chosen(["x/**"], old, new, bare) == "a.md"
    assert chosen([], old, new, bare) == "a.md"
    assert chosen("longest", ("z.md", 9, None), ("y.md", 9, None)) == "y.md"


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2019-12-31", "2020-01-01"),
        ("2020-1-2", "2020-01-10"),
        ("2020-01-02", "2020-01-02 10:00"),
        ("2020-01-02T09:59:59+02:00", "2020-01-02T10:00:00Z"),
        ("2020/01/02", "2020-02-01"),
        ("20200102", "20200110"),
        ("2020", "1999-01-01"),
        ("", "1999-01-01"),
        ("1 May 2020", "1999-01-01"),
    ],
)
def test_dates(earlier, later):
    assert keep_order("newest", "z.md", 0, later) < keep_order("newest", "a.md", 0, earlier)


@pytest.mark.parametrize(
    ("glob", "fits", "fails"),
    [
        ("docs/**", ["docs/a.md", "docs/b/c.md"], ["a/docs/a.md", "docs.md"]),
        ("docs/", ["docs/a.md", "a/docs/b.md"], ["docs2/a.md"]),
        ("/docs", ["docs/a.md"], ["a/docs/b.md"]),
        ("*.md", ["a.md", "x/a.md"], ["a.txt"]),
        ("docs/*.md", ["docs/a.md"], ["docs/b/a.md"]),
        ("**/news/*.md", ["news/a.md", "x/y/news/a.md"], ["news/b/a.md"]),
        ("docs/**/a.md", ["docs/a.md", "docs/x/y/a.md"], ["docs/ba.md"]),
        ("a?.md", ["ab.md"], ["a.md"]),
        ("a*b*c.md", ["abc.md", "axbxbxc.md", "abbcc.md"], ["acb.md", "ab/c.md"]),
        ("**/**/b/**/*.md", ["b/a.md", "x/b/y/z/a.md"], ["a.md", "x/a.md"]),
        ("*a*a*a*a*a*a*a*a*b", [], ["a" * 200]),
        ("**/" * 9 + "a*a*b.md", ["x/aab.md"], ["a/" * 200 + "a" * 200]),
        ("a+b.md", ["a+b.md"], ["aab.md"]),
    ],
)
def test_globs(glob, fits, fails):
    assert [keep_order([glob], path, 0)[0] for path in fits] == [0] * len(fits)
    assert [keep_order([glob], path, 0)[0] for path in fails] == [1] * len(fails)
