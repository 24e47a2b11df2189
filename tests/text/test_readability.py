from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.formats import parse
from copydesk.text.readability import (
    FORMULAS,
    FRAGMENT_WORDS,
    LEAST_WORDS,
    count_words,
    measure,
    measured_sentences,
    word_count,
)
from copydesk.text.syllables import syllables

KEYS = [
    "words",
    "sentences",
    "syllables",
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "automated_readability_index",
    "coleman_liau_index",
    "linsear_write",
    "dale_chall",
    "spache",
    "lix",
    "rix",
    "mcalpine_eflaw",
    "mean_grade",
    "reading_time",
]
PLAIN = "The dog ran to the gate and saw the cat. "


def metrics(text, path="a.txt"):
    return measure(parse(text, path))


def counts(text, path="a.txt"):
    found = metrics(text, path)
    return found["words"], found["sentences"]


def test_every_metric_is_there_in_order():
    assert list(metrics("")) == list(metrics(PLAIN * 20)) == KEYS


@pytest.mark.parametrize(
    ("text", "words", "sentence_count"),
    [
        ("Dr. Roe of the U.S. Army met Sen. Poe in Washington, D.C. to sign it.", 15, 1),
        ("It rose 3.5 per cent to $2.75 a pound, or 12.4 million at 10:30 a.m. in all.", 17, 1),
        ("He left. She cried. They met again. It was over.", 10, 4),
        ("The plan—long delayed—was approved—finally—by voters.", 9, 1),
        ("A well-known man’s café isn't and/or wasn’t open...and shut.", 11, 1),
        ("See https://example.org/a-b?c=d or write to desk@example.org, @desk!", 5, 1),
        ("他走了。我不去。", 6, 2),
        ("यह एक वाक्य है। यह दूसरा वाक्य है।", 8, 2),
        ("— “Yes,” said R&D at AT&T – & no one else.", 8, 1),
    ],
)
def test_careful_counts(text, words, sentence_count):
    assert counts(text) == (words, sentence_count)


def test_headings_and_bullets_do_not_run_into_the_prose():
    text = "# Tide and time\n\n## The harbour bill\n\nIt passed. The mayor was glad.\n\n- one boat.\n- two boats.\n"
    assert counts(text, "a.md") == (10, 4)
    assert word_count(parse(text, "a.md")) == 16


def test_a_heading_in_plain_text_and_a_byline_are_no_sentences():
    text = "Harbour bill passes\n\nBy Ann Roe\n\nIt passed. The mayor was glad.\n\nWhat comes next\n\nNobody knows.\n"
    assert counts(text) == (8, 3)
    assert word_count(parse(text, "a.txt")) == 17


def test_a_long_line_without_a_stop_is_a_sentence():
    assert counts("word " * FRAGMENT_WORDS) == (0, 0)
    assert counts("word " * (FRAGMENT_WORDS + 1)) == (FRAGMENT_WORDS + 1, 1)


def test_what_is_no_body_prose_is_left_out():
    text = (
        "---\ntitle: A title of some words\n---\n\n> He said no.\n\n| one cell. | two. |\n|---|---|\n| three. | four. |\n\n"
        "```\nsome code. here.\n```\n\n![An alt text. Two.](a.png)\n\nHe set `the code. It` off.[^1]\n\n"
        "{% include note.html text='Nobody. Reads. This.' %}\n\n[^1]: A note. Ibid.\n"
    )
    assert counts(text, "a.md") == (6, 2)


def test_typographic_signs_change_nothing():
    plain = "He said \"it isn't well-known\" and didn't stay. " * 15
    curly = plain.replace(' "', " “").replace('" ', "” ").replace("'", "’").replace("-", "‑")
    assert metrics(plain) == metrics(curly)


def test_letters_with_marks_apart_are_the_same_letters():
    assert metrics("Zoë’s café is naïve. " * 30) == metrics("Zoe\u0308’s cafe\u0301 is nai\u0308ve. " * 30)


def test_no_figure_for_a_short_text():
    short, long = "word " * (LEAST_WORDS - 1) + ".", "the " * LEAST_WORDS + "."
    assert {metrics(short)[name] for name in FORMULAS} == {None}
    assert [name for name in FORMULAS if metrics(long)[name] is None] == ["dale_chall", "spache"]


def test_english_formulas_are_for_english():
    german = "Der Hund lief zum Tor und sah dort die Katze sitzen. " * 12
    page = '<html lang="{}"><body><p>{}</p></body></html>'
    for text, path in (
        (german, "a.txt"),
        (page.format("de", german), "a.html"),
        (page.format("eo", PLAIN * 12), "a.html"),
    ):
        found = metrics(text, path)
        assert [name for name in FORMULAS if found[name] is not None] == ["lix", "rix"]
    for text, path in ((PLAIN * 12, "a.txt"), (page.format("en-GB", PLAIN * 12), "a.html")):
        assert metrics(text, path)["flesch_kincaid_grade"] is not None


def test_the_reading_time_is_for_all_words():
    text = "# " + "word " * 38 + "\n\n" + "word " * 200 + ".\n"
    assert metrics(text, "a.md")["reading_time"] == pytest.approx(60)


def test_words_are_counted_once_a_document():
    document = parse(PLAIN * 20, "a.txt")
    assert measure(document) is measure(document)


def test_measured_sentences_are_those_that_count():
    document = parse(f"Title\n\n{PLAIN * 3}\n\n“Why?” he asked.\n", "a.txt")
    texts = [block.text[start:end] for block, ranges in measured_sentences(document) for start, end in ranges]
    assert texts == [PLAIN.strip()] * 3 + ["“Why?” he asked."]
    assert len(texts) == measure(document)["sentences"]


def test_hard_words_are_those_of_the_formula():
    words = "the " * 99
    harder = {
        word: metrics(f"{words}{word}.")["gunning_fog"] > metrics(f"{words}the.")["gunning_fog"]
        for word in ("university", "created", "interested", "businesses", "well-to-do", "multi-university", "BBC")
    }
    assert harder == {
        "university": True,
        "created": False,
        "interested": True,
        "businesses": False,
        "well-to-do": False,
        "multi-university": True,
        "BBC": False,
    }


@given(st.lists(st.text(alphabet="aeB.’-&é中 \n?“/@:", max_size=25), max_size=8))
def test_counts_add_up_over_paragraphs(paragraphs):
    whole = sum(map(count_words, paragraphs))
    assert count_words("\n\n".join(paragraphs)) == whole
    document = parse("\n\n".join(paragraphs), "a.txt")
    found = measure(document)
    assert found["words"] <= word_count(document)
    assert found["sentences"] == sum(len(ranges) for _, ranges in measured_sentences(document))


WORDS = (
    "the of and cat dog runs quickly harbour government administration opportunity was is in morning environmental "
    "agencies reported walking together university wonderful don't"
)


@pytest.mark.parametrize("seed", range(12))
def test_figures_are_those_of_textstat_where_the_counts_are(monkeypatch, seed):
    """With our syllables in place of the dictionary that textstat would download."""
    textstat = pytest.importorskip("textstat")
    backend = pytest.importorskip("textstat.backend.counts._count_syllables")

    class Ours(dict):
        def __missing__(self, word):
            return [["V1"] * syllables(word)]

    monkeypatch.setattr(backend, "get_cmudict", lambda _language: Ours())
    random = Random(seed)
    sentences = [random.choices(WORDS.split(), k=random.randint(3, 30)) for _ in range(random.randint(20, 80))]
    text = " ".join(" ".join(["The", *words, "boats."]) for words in sentences)
    theirs = {
        name: getattr(textstat, name)(text)
        for name in (
            "flesch_reading_ease",
            "flesch_kincaid_grade",
            "smog_index",
            "automated_readability_index",
            "coleman_liau_index",
            "lix",
            "rix",
            "mcalpine_eflaw",
        )
    }
    theirs["linsear_write"] = textstat.linsear_write_formula(text, strict_upper=False)
    found = metrics(text)
    assert {name: found[name] for name in theirs} == theirs


TRAPS = {
    "Dr. Roe of the U.S. Army met Sen. Poe in Washington, D.C. to sign it.": 1,
    "Inflation rose 3.5 per cent to $2.75 in June, or 12.4 million in all.": 1,
    "He left. She cried. They met again. It was over.": 4,
    "他走了。我不去。我们明天再说。": 3,
    "यह एक वाक्य है। यह दूसरा वाक्य है। यह तीसरा है।": 3,
}


@pytest.mark.parametrize("text", TRAPS)
def test_sentences_are_counted_with_care(text):
    assert metrics(text)["sentences"] == TRAPS[text]


def test_decimals_and_abbreviations_leave_the_grade_alone():
    odd = "In June Dr. Roe of the U.S. Army paid $2.75 for 3.5 pounds of bread from J. Smith & Co. at the market. "
    plain = "In June Dr Roe of the US Army paid $2 for 3 pounds of bread from J Smith & Co at the market. "
    assert metrics(odd * 12)["flesch_kincaid_grade"] == metrics(plain * 12)["flesch_kincaid_grade"]


def test_headings_without_stops_do_not_change_the_grade():
    body = "It passed. The mayor was glad that all the people of the town had come to see the harbour bill through.\n\n"
    plain, headed = body * 8, f"# A bill\n\n{body}## What it says on the remaining matters\n\n{body * 7}"
    for name in ("sentences", "words", "flesch_kincaid_grade"):
        assert metrics(headed, "a.md")[name] == metrics(plain, "a.md")[name]


def test_each_bullet_is_a_sentence():
    assert (
        counts(
            "- Bring a warm coat for the night.\n- Bring good shoes\n  for the walk to the hut.\n- Leave your dog at home.\n",
            "a.md",
        )[1]
        == 3
    )


def test_dashes_part_words():
    assert counts("The plan—long delayed—was approved—finally—by voters.")[0] == 9


def test_nothing_is_said_of_nothing():
    for text in ("", "   ", "..."):
        found = metrics(text)
        assert (found["words"], found["sentences"]) == (0, 0)
        assert {found[name] for name in FORMULAS} == {None}
