import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.text.sentences import sentences


def split(text, language=None):
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The boat sank.", "Nobody was hurt."],
        ["Dr. Roe of the U.S. Army met Sen. Ann Poe in Washington, D.C. to sign it.", "They shook hands."],
        ["It rose 3.5 per cent to $2.75 a pound, or 12.4 million in all.", "Then it fell."],
        ["J. K. Lane and J.R.R. Moor wrote it.", "It sold well."],
        ["She came.", "She saw.", "She left.", "It was over."],
        ["“We lost it.", "It was not our day.”", "He shrugged."],
        ['"We lost it.', 'It was not our day."', "He shrugged."],
        ["“Did it hurt?” she asked.", "“No!” he said.", "“Not at all.”"],
        ["‘We go now.", "You stay here,’ she said.", "And so it was."],
        ["He laughed.", "(So did I.)", "Then he left (at last!) for home."],
        ["(The tide was out.)", "Nothing moved."],
        ["It was great!!", "I love it.", "So it goes."],
        ["They gave it to me.", "I gave it back."],
        ["1. Boil the water.", "2. Add the salt."],
        ["Was it so?", "Yes!", "It was… so to speak."],
        ["See the cards (clubs, hearts, etc.).", "They are new."],
    ],
)
def test_english(parts):
    assert split(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("language", "parts", "glue"),
    [
        ("zh", ["他走了。", "“我不去。", "你去吗？”", "他说。"], ""),
        ("hi", ["यह एक वाक्य है।", "यह दूसरा है।"], " "),
        ("de", ["Das ist z. B. gut.", "„Komm jetzt.", "Es ist spät“, sagte er.", "„Ich gehe.“", "Er ging."], " "),
        ("fr", ["Mme Dupont est là.", "Elle dort."], " "),
        ("xx", ["One here.", "Two here."], " "),
    ],
)
def test_other_languages(language, parts, glue):
    assert split(glue.join(parts), language) == parts


def test_marks_belong_to_the_sentence_they_open_or_close():
    text = 'He said it. "We go." [Then] “You stay.”  ‘No.’'
    assert split(text) == ["He said it.", '"We go."', "[Then] “You stay.”", "‘No.’"]


def test_a_long_text_has_the_sentences_of_its_parts():
    parts = [f"The {number}th {'very ' * (number % 97)}old house was sold." for number in range(400)]
    assert split(" ".join(parts)) == parts
    assert split("word " * 3000 + "end. Next.") == ["word " * 3000 + "end.", "Next."]


def test_a_lost_mark_hides_few_sentences_of_a_long_text():
    parts = ["He came home late."] * 2000
    assert len(split("« " + " ".join(parts))) > 1500


@pytest.mark.parametrize("blank", ["\xa0", "\u202f", "\u2009", "\u3000", "\x85", "\u2028"])
def test_a_wide_blank_before_a_stop(blank):
    assert split(f"It was plan B{blank}. They knew.") == [f"It was plan B{blank}.", "They knew."]


def test_nothing_in_blank_text():
    assert sentences("") == sentences(" \n\t ") == []


@given(st.text(alphabet="aB I1.!?…,\"'“”‘’„()[]。\n\xa0", max_size=60))
@example("B\xa0.")
def test_ranges_are_trimmed_and_in_order_and_leave_out_no_word(text):
    ranges = sentences(text)
    at = 0
    for start, end in ranges:
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        at = end
    covered = "".join(text[start:end] for start, end in ranges)
    assert [letter for letter in covered if letter.isalnum()] == [letter for letter in text if letter.isalnum()]
