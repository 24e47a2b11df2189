"""Places of ways to write a term, held against the patterns that they stand for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.term_ways import GROUPS, NAMES_END, names_in, places_of, ways_of

ENDS = NAMES_END.split()
WORDS = [
    *(way for group in GROUPS for way in ways_of(group)),
    *ENDS,
    *map(str.capitalize, ENDS),
    "Korean",
    "The",
    "Team",
]
MARKS = [" ", " ", " ", ".", "-", "’", "'", "/", "@", "\n", "“", ": ", "_", "é", "A", "x", "1"]


@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(MARKS), max_size=12).map("".join), st.sampled_from(GROUPS))
def test_a_term_stands_alone(text, group):
    ways = ways_of(group)
    either = "|".join(map(re.escape, sorted(ways, key=len, reverse=True)))
    alone = [match.span() for match in re.finditer(rf"(?<![\w.@/-])(?:{either})(?![\w@/]|-\w|\.\w)", text)]
    found = places_of(text, ways)
    assert set(found) <= set(alone)
    # Nothing is left out but parts of names, and what a sentence begins with.
    assert all(text[start].isupper() for start, end in set(alone) - set(found))


@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(MARKS), max_size=12).map("".join))
def test_names_of_two_words(text):
    either = "|".join(f"[{end[0].upper()}{end[0]}]{end[1:]}" for end in ENDS)
    names = [match.span() for match in re.finditer(rf"\b([A-Z][a-zà-ÿ]{{2,}}) ({either})\b(?! [A-Z]|['’-]\w)", text)]
    found = names_in(text, ENDS)
    assert set(found) <= set(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Korean peninsula and the Korean Peninsula", ["Korean peninsula", "Korean Peninsula"]),
        ("The Korean peninsula", ["Korean peninsula"]),
        ("the North Korean peninsula, the Court Council", []),
        ("The Supreme Court Justice, a Supreme Court's, its Supreme Courts", []),
        ("This church; An Anglican church, a Śląsk coast", ["Anglican church"]),
    ],
)
def test_which_names(text, names):
    assert [text[start:end] for start, end in names_in(text, ENDS)] == names


@pytest.mark.parametrize(
    ("text", "group", "places"),
    [
        ("the US-led, US, u.s. U.S. and U.S.A., USA; a.US", GROUPS[0], ["US", "U.S.", "U.S.A.", "USA"]),
        ("USA Today, Team USA, but The USA", GROUPS[0], ["USA"]),
        ("Internet. Internet “Internet” an Internet", "internet | Internet", ["Internet", "Internet"]),
        ("the internet, Internet: Internet", "internet | Internet", ["internet", "Internet"]),
        ("go on-line, online.example, on-line", "online | on-line", ["on-line", "on-line"]),
    ],
)
def test_which_terms(text, group, places):
    assert [text[start:end] for start, end in places_of(text, ways_of(group))] == places
