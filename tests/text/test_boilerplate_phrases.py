"""Words of lines as the phrases of page furniture spell them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.text import boilerplate_phrases
from copydesk.text.boilerplate_phrases import plain_words

PIECES = [
    "a",
    "b.co",
    "x",
    ".",
    ". ",
    "com",
    "www.",
    "://",
    "http",
    "@",
    "(c)",
    "©",
    " ",
    "12",
    "…",
    "”",
    '"',
    ".)",
    "/",
]
PIECES += ["é", "ß", "ﬁ", "\xad", "İ", "\u200b", "।", "数"]


def test_words_of_addresses_are_one_word():
    assert plain_words("Read more at www.example.org/a?b, says a@example.org.") == [
        "read",
        "more",
        "at",
        "URL",
        "says",
        "MAIL",
    ]
    assert plain_words("© 2019, 2020 (c) Example. Follow @example!") == [
        "copyright",
        "#",
        "copyright",
        "example",
        "follow",
        "HANDLE",
    ]


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join) | st.text(max_size=20))
def test_lines_that_look_plain_give_the_words_that_all_lines_give(line):
    found = plain_words(line)
    always, boilerplate_phrases._may_hold_address = boilerplate_phrases._may_hold_address, lambda _: True
    try:
        assert plain_words(line) == found
    finally:
        boilerplate_phrases._may_hold_address = always
