import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.duplicates import exact, word_numbers
from copydesk.duplicates.exact import verified_many
from copydesk.duplicates.flat_texts import distinct, flat_strings, flat_texts
from copydesk.duplicates.joined_texts import JoinedTexts
from copydesk.duplicates.many_texts import pairs_of_strings
from copydesk.duplicates.pairs import verified
from copydesk.duplicates.project_pairs import project_candidates
from copydesk.duplicates.text_hash import text_hash
from copydesk.duplicates.word_numbers import WordNumbers
from copydesk.text.normalise import tokens, words_of_many
from copydesk.text.shingles import skip_pairs, triples
from like_texts import make_texts

PIECES = [
    "one",
    "Two",
    "the",
    "“three”",
    "straße",
    "ﬁve",
    "six\xad",
    "https://a.example/b",
    "七",
    "\0",
    " ",
    "a_b",
    "\x1f",
]
STRINGS = st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join), max_size=12)


@given(STRINGS | st.lists(st.text(), max_size=6))
def test_words_of_many_texts_are_those_of_each(texts):
    many = words_of_many(texts)
    assert sorted([*many.order, *many.others]) == list(range(len(texts)))
    found = [part.decode().split() for part in many.ascii.split(b"\0")]
    assert found.pop() == []
    found += many.others.values()
    assert found == [tokens(texts[number]) for number in (*many.order, *many.others)]


LETTERS = st.text("ab1", min_size=1, max_size=20) | st.sampled_from(["a" * size for size in (7, 8, 9, 15, 16, 17, 40)])


@given(st.lists(st.lists(LETTERS, max_size=8), max_size=4), st.sampled_from([0, 2, 18]))
def test_words_in_bytes_have_the_numbers_of_words(texts, bits):
    ours = []
    usual, word_numbers._BITS = word_numbers._BITS, bits  # with few places, most words share theirs
    try:
        known = WordNumbers()
        for words in texts:
            edges = np.cumsum([0, *(len(word) + 1 for word in words)])
            text = "".join(f"{word} " for word in words).encode()
            ours.append(known.of_bytes(text, edges[:-1], edges[1:] - 1).tolist())
    finally:
        word_numbers._BITS = usual
    by_number = list(known)
    assert [[by_number[number] for number in found] for found in ours] == texts
    assert len(set(by_number)) == len(by_number) == len({word for words in texts for word in words})


@given(STRINGS)
def test_strings_and_their_words_give_the_same_numbers(strings):
    texts = [tokens(text) for text in strings]
    ours, theirs = flat_strings(strings), flat_texts(texts)
    assert ours.starts.tolist() == theirs.starts.tolist()
    assert ours.hashes.tolist() == theirs.hashes.tolist() == [text_hash(words) for words in texts]
    assert ours.values[ours.words].tolist() == theirs.values[theirs.words].tolist()


@given(STRINGS)
def test_the_first_of_the_same_words_stands_for_them(strings):
    texts = [tuple(tokens(text)) for text in strings]
    single, kept, first = distinct(flat_strings(strings))
    assert first.tolist() == [texts.index(words) for words in texts]
    assert kept.tolist() == sorted(set(first.tolist()))
    assert single.counts.tolist() == [len(texts[number]) for number in kept]


def test_different_texts_of_the_same_hash_are_kept_apart():
    texts = flat_texts([["a", "b"], ["c", "d"], ["a", "b"]])
    clashing = texts._replace(hashes=np.zeros(3, dtype=np.uint64))
    assert distinct(clashing)[2].tolist() == [0, 1, 0]


@given(st.integers(0, 10_000), st.integers(0, 40), st.floats(0.5, 1), st.floats(0.5, 1.2))
def test_strings_give_the_pairs_of_their_distinct_texts(seed, count, least, contained):
    rng = random.Random(seed)
    strings = [" ".join(words) for words in make_texts(seed, count)]
    strings += [text.upper().replace(" ", " “", 1) for text in rng.choices(strings, k=count // 3)] if strings else []
    rng.shuffle(strings)
    texts = [tokens(text) for text in strings]
    firsts = [number for number, words in enumerate(texts) if texts.index(words) == number]
    candidates = project_candidates([texts[number] for number in firsts], contained, least)
    expected = verified(texts, [(firsts[a], firsts[b]) for a, b in candidates], least, contained)
    assert pairs_of_strings(strings, least, contained) == ([texts.index(words) for words in texts], sorted(expected))


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=12), min_size=2, max_size=12, unique_by=tuple))
def test_measures_are_exact(texts):
    everything = [(a, b) for a in range(len(texts)) for b in range(a)]
    later, earlier = np.array(everything).T
    found = verified_many(flat_texts(texts), later, earlier, 0.5, 0.5)
    assert [*zip(*(column.tolist() for column in found), strict=True)] == list(verified(texts, everything, 0.5, 0.5))


@pytest.mark.parametrize("chunk", [1, 50])
def test_measures_do_not_depend_on_chunks(monkeypatch, chunk):
    texts = flat_texts(make_texts(5, 30))
    later, earlier = np.array([(a, b) for a in range(30) for b in range(a)]).T
    expected = [column.tolist() for column in verified_many(texts, later, earlier, 0.5, 0.5)]
    monkeypatch.setattr(exact, "_WORDS", chunk)
    assert [column.tolist() for column in verified_many(texts, later, earlier, 0.5, 0.5)] == expected


def test_triples_of_millions_of_different_words_are_counted():
    words = [f"w{number}" for number in range(3000)]
    texts = [words, words[1500:] + words[:1400]]
    flat = flat_texts(texts)
    numbers, starts, _ = exact._words_of(flat, np.array([[0, 1]]), 3)
    together = set(triples(texts[0])) | set(triples(texts[1]))
    assert exact._distinct_many_words(numbers, starts, np.array([[0, 1]])).tolist() == [len(together)]
    assert exact._distinct_triples(flat, np.array([[0, 1], [1, 1]])).tolist() == [len(together), len(triples(texts[1]))]
    assert exact._distinct_pairs(flat, np.array([[0]])).tolist() == [len(skip_pairs(words))]


def test_measures_do_not_depend_on_how_many_words_there_are():
    texts = flat_texts(make_texts(5, 30))
    later, earlier = np.array([(a, b) for a in range(30) for b in range(a)]).T
    expected = [column.tolist() for column in verified_many(texts, later, earlier, 0.5, 0.5)]
    # As if millions of words came before those of these texts, so that they need new numbers.
    offset = 5_000_000
    values = np.concatenate((np.zeros(offset, dtype=np.uint32), texts.values))
    many = texts._replace(words=texts.words + np.uint32(offset), values=values)
    assert [column.tolist() for column in verified_many(many, later, earlier, 0.5, 0.5)] == expected


def test_nothing_gives_nothing():
    assert pairs_of_strings([]) == ([], [])
    assert pairs_of_strings(["", " ", "a"]) == ([0, 0, 2], [])


def test_joined_texts_are_those_of_their_words():
    texts = [*make_texts(5, 30), ["one"]]
    joined = flat_texts(JoinedTexts([" ".join(words) for words in texts]))
    for ours, theirs in zip(joined, flat_texts(texts), strict=True):
        assert (ours == theirs).all()
