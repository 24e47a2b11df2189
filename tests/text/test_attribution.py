import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.text.attribution import Article
from copydesk.text.attribution_words import LOOSE, STRONG
from copydesk.text.cues import Evidence
from copydesk.text.quotations import find_quotations
from copydesk.text.speakers import speaker_of
from copydesk.text.speech import count_words, is_speech, language_of_words

QUOTE = "“The ferry does not sail when the wind is from the north.”"
PLAIN = "The harbour was dredged in spring. The work took a week and two boats."


def article(*texts, roles=None, language=None):
    quotations = find_quotations(texts)[0]
    return Article(texts, quotations, roles or ["paragraph"] * len(texts), [()] * len(texts), language), quotations


def levels(*texts, **options):
    """Level of every quotation that reads like speech."""
    found, quotations = article(*texts, **options)
    return [found.verdict(quotation).level for quotation in quotations if is_speech(found.inner(quotation))]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("“The ferry does not sail when the wind is north,” the captain said.", 1),
        ("“The ferry does not sail when the wind is north,” said Ann Lee.", 1),
        ("Ann Lee said “the ferry does not sail when the wind is north”.", 1),
        ("According to Ann Lee, “the ferry does not sail when the wind is north”.", 1),
        (f"Ann Lee has her reasons: {QUOTE}", 1),
        (f"Ann Lee has her reasons:\xa0{QUOTE}", 1),
        (f"{QUOTE} — Ann Lee", 1),
        (f"{QUOTE} -Ann Lee", 1),
        (f"{QUOTE} (Lee 2019)", 1),
        ("“Does the ferry sail when the wind is north?” Ann Lee asked.", 1),
        ("„Die Fähre fährt bei diesem Wind heute nicht mehr“, sagte der Kapitän.", 1),
        ("The law bans “any ferry that sails when the wind is north”.", 2),
        ("“The ferry that sails when the wind is north” is a legend.", 2),
        (f"{QUOTE} That was the answer of the harbour master to all of us.", 3),
        (f"{QUOTE} Ben Okafor, head of the night shift, shouted it across the yard.", 3),
        (f"{QUOTE} The captain of the boat said it twice.", 1),
        (f"Ann Lee said no. It rained. {QUOTE}", 4),
        (f"“No, not in that wind,” Ann Lee said. {QUOTE}", 4),
        (f"ANN LEE: It depends. {QUOTE}", 5),
        (f"Q: Why not? {QUOTE}", 5),
    ],
)
def test_evidence_in_the_block(text, level):
    assert levels(PLAIN, text)[-1] == level


@pytest.mark.parametrize(
    ("texts", "level"),
    [
        ([PLAIN, "Ann Lee has her reasons:", QUOTE], 6),
        ([PLAIN, "Ann Lee has her reasons…", QUOTE], 6),
        ([PLAIN, "Ann Lee agreed.", QUOTE], 6),
        ([PLAIN, QUOTE, "— Ann Lee, captain"], 6),
        ([PLAIN, "Ann Lee said: “The ferry stays in port.", QUOTE], 6),
        ([PLAIN, "“The ferry stays in port tonight,” Ann Lee said.", QUOTE], 7),
        ([PLAIN, "The mayor said it would not be long.", QUOTE], 8),
        ([PLAIN, "The boat is a “legend”, the mayor said.", QUOTE], 8),
        ([PLAIN, QUOTE, PLAIN], 9),
        ([PLAIN, f"The crew went home. {QUOTE} It rained all night."], 9),
        ([PLAIN, "Watch the whole interview below:", QUOTE], 9),
        ([PLAIN, "The so-called answer was added to the list.", QUOTE], 9),
    ],
)
def test_evidence_around_the_block(texts, level):
    assert levels(*texts)[-1] == level


def test_one_word_in_quotation_marks_makes_nobody_the_speaker_of_the_next_paragraph():
    assert levels(PLAIN, "The trip was a “standstill”, according to the port.", QUOTE) == [8]


@pytest.mark.parametrize(
    ("texts", "roles", "genre"),
    [
        ([PLAIN, QUOTE, QUOTE, QUOTE], None, "dialogue"),
        (["ANN: Yes.", "BEN: No.", "ANN: Oh.", QUOTE], None, "interview"),
        ([PLAIN, "Wind", QUOTE], ["paragraph", "heading", "paragraph"], "epigraph"),
        ([PLAIN, QUOTE, "More."], ["paragraph", "list-item", "list-item"], "list"),
        ([PLAIN, QUOTE], ["paragraph", "quoted"], "block-quote"),
    ],
)
def test_genres_excuse(texts, roles, genre):
    found, quotations = article(*texts, roles=roles)
    assert found.verdict(quotations[-1]).level == 7
    assert found.verdict(quotations[-1]).genre == genre
    assert found.without_genre(quotations[-1]).level >= 8


def test_a_stage_direction_does_not_part_a_dialogue():
    said = "“Is there a boat tonight or is there none?” Ann Lee asked."
    assert levels(PLAIN, said, "She pauses.", QUOTE)[-1] == 7


def test_a_list_of_dashed_lines_signs_nothing():
    assert levels(PLAIN, QUOTE, "— Ann won a prize.", "— Ben won none.") == [9]


def test_other_languages_are_left_alone():
    text = "Båten blir i hamnen och sjömännen väntar på vinden som inte kommer. " * 5
    found, quotations = article(text, "”Båten går inte när vinden kommer från norr i dag.”", language="sv")
    assert [found.verdict(quotation).genre for quotation in quotations] == ["language"]
    assert language_of_words([text], None) == ""
    assert language_of_words([text], "en-GB") == "en"
    assert language_of_words([PLAIN], "fr") == "fr"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("We will not wait.", True),
        ("we will not wait", False),
        ("no way", False),
        ("the largest bridge of its time", True),
        ("The Long Way Round the Lake", False),
        ("SAVE THE NIGHT BUS NOW OR NEVER", False),
        ("It is 5.", False),
    ],
)
def test_speech_is_no_title_and_no_fragment(inner, expected):
    assert is_speech(inner) is expected


def test_words_are_counted_with_apostrophe_and_hyphen():
    assert count_words("I don’t know – a twenty-year-old one?") == 6


@pytest.mark.parametrize(
    "word", ["said", "quipped", "denies", "replied", "tweeted", "acknowledging", "sagte", "admitted", "wrote"]
)
def test_strong_forms(word):
    assert word in STRONG


@pytest.mark.parametrize("word", ["called", "begging", "states", "reports", "cries", "summed"])
def test_loose_forms(word):
    assert word in LOOSE


def test_the_classes_are_apart():
    assert not STRONG & LOOSE
    assert all(word == word.lower() for word in STRONG | LOOSE)


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("She called it a day.", ["called"]),
        ("The so-called answer.", []),
        ("The company added 200 jobs.", ["added"]),
        ("The Smith report came late.", []),
        ("Smith continued to trail.", []),
        ("Western states voted.", []),
        ("Smith, who was late, said so.", ["said"]),
        ("Ann Lee, head of the shift, shouted.", ["shouted"]),
        ("The Said family went home.", []),
        ("Said the captain.", ["Said"]),
        ("By far, according to the port.", ["according to"]),
    ],
)
def test_verbs_of_saying_want_a_subject(text, cues):
    assert [text[cue.start : cue.end] for cue in Evidence(text, ()).cues] == cues


def sentences(text):
    quotations = find_quotations([text])[0]
    starts = Evidence(text, quotations).starts
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. He left.", ["It rained.", "He left."]),
        ("Sen. Ann Lee spoke to J. Smith in Conn. on Monday.", ["Sen. Ann Lee spoke to J. Smith in Conn. on Monday."]),
        ("“Stay. Please stay.” The rain got worse.", ["“Stay. Please stay.”", "The rain got worse."]),
        ("“Stay!” Ann Lee shouted. He left.", ["“Stay!” Ann Lee shouted.", "He left."]),
        ("“Stay,” she said. He left.", ["“Stay,” she said.", "He left."]),
    ],
)
def test_sentences_take_quotations_as_wholes(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The ferry does not sail tonight,” Ann Lee said.", "Ann Lee"),
        ("“The ferry does not sail tonight,” said Ann Lee, a captain.", "Ann Lee"),
        ("“The ferry does not sail tonight,” Ann Lee, a captain, told us.", "Ann Lee"),
        ("On Monday, the captain said “the ferry does not sail tonight”.", "the captain"),
        ("The ferry stays, and the captain has said “it does not sail tonight”.", "the captain"),
        ("According to Ann Lee, “the ferry does not sail tonight”.", "Ann Lee"),
        ("Ann Lee: “The ferry does not sail tonight.”", "Ann Lee"),
    ],
)
def test_speakers(text, speaker):
    found, quotations = article(text)
    start, end = speaker_of(found, quotations[0], found.verdict(quotations[0]))
    assert text[start:end] == speaker


PIECES = [
    "“One two three four five six.”",
    '"Is it?"',
    "Ann Lee said",
    "Ann Lee:",
    "—",
    ". ",
    ", ",
    " ",
    "\xa0",
    "Q:",
    "İ said",
]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=6))
@example(["“One two three four five six.”Ann Lee said", *["“One two three four five six.”"] * 2])
def test_every_quotation_gets_a_verdict(texts):
    found, quotations = article(*texts)
    for quotation in quotations:
        verdict = found.verdict(quotation)
        assert 1 <= verdict.level <= 9
        speaker_of(found, quotation, verdict)
        if verdict.cue:
            assert 0 <= verdict.cue.start < verdict.cue.end <= len(texts[verdict.block])
