import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.syllables import syllables

COUNTS = {
    0: "— ... -- ' “”",
    1: "a I the made walked asked through strength shh fruit league played don't it's can’t 3 3.5 2024 eyes trees "
    "UK EU BBC FBI URLs WWF Nov",
    2: "table wanted houses create being naïve café people business somewhere homepage timeless safely hopeful "
    "didn’t it'll boss's prism rhythm lion quiet chaos poem wi-fi wifi covid youtube agreed Mr Dr our",
    3: "banana idea realize employer easier media résumé everything management beautiful studio "
    "settlement well-meaning interest every",
    4: "education community situation information society necessary European ability",
    5: "university coronavirus opportunity organization",
}
WORDS = [(word, count) for count, words in COUNTS.items() for word in words.split()]


@pytest.mark.parametrize(("word", "count"), WORDS)
def test_count(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize("word", ["create", "walk", "wait", "rule", "dance", "business", "argue"])
def test_endings_add_what_they_add(word):
    whole, stem = syllables(word), word.removesuffix("e")
    assert syllables(stem + "ing") == whole + 1
    assert syllables(stem + "ed") == whole + stem.endswith("t")
    assert syllables(word + "'s") == whole + word.endswith(("ss", "ce"))
    assert syllables("un" + word) == whole + 1


def test_letter_case_counts_only_for_acronyms():
    for word in ("Harbour", "HARBOUR", "harbour"):
        assert syllables(word) == 2
    assert (syllables("THE"), syllables("WHO"), syllables("NATO"), syllables("ATM")) == (1, 1, 2, 1)


@given(st.text(max_size=30))
def test_any_text_has_a_count(text):
    count = syllables(text)
    assert count >= any(letter.isascii() and letter.isalnum() for letter in text)
    assert count <= 3 * len(text) + 1


@pytest.mark.parametrize("part", ["na", "less", "nessly", "mc", "re", "iou", "es", "é", "'s", "-", "ing", "every"])
def test_what_is_too_long_for_a_word_has_a_count(part):
    assert syllables(part * 20_000) >= 0
    assert syllables("na" * 20_000) == 20_000
