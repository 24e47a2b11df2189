import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.duplicates.quoted import Difference, aligned, quotations, quoted_words, runs
from copydesk.formats import parse

SAID = "we had more cracks than bearing by the end and nobody on the crew believed the date"


def differences(here, there):
    found = aligned(quoted_words(here), quoted_words(there))
    return None if found is None else [(" ".join(one.here), " ".join(one.there)) for one in found.differences]


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ("We had cracks.", "we had cracks"),
        ("We … had … cracks", "we … had … cracks"),
        ("We ... had. . . cracks", "we … had … cracks"),
        ("[They] had [the] cracks", "[they had [the cracks"),
        ("We [...] had []", "we … had …"),
        (
            "He (Lee) had cracks (and more of them than anybody knew)",
            "he [lee had cracks and more of them than anybody knew",
        ),
        ("We *** had", "we … had"),
    ],
)
def test_what_editors_mark_is_kept(inner, words):
    assert " ".join(quoted_words(inner)) == words


@pytest.mark.parametrize(
    ("there", "wanted"),
    [
        (SAID, []),
        (SAID.replace("believed", "trusted"), [("believed", "trusted")]),
        (SAID.replace("nobody on the crew", "nobody"), [("on the crew", "")]),
        (SAID.replace("by the end", "by the very end"), [("", "very")]),
        (SAID.removeprefix("we had more "), []),
        (SAID.removesuffix(" believed the date"), []),
        (SAID.replace("believed the date", "believed the day"), [("date", "day")]),
        (SAID.replace("we had", "they had"), [("we", "they")]),
        (SAID.replace("by the end and nobody", "… nobody"), []),
        (SAID.replace("by the end and nobody on", "… on"), []),
        (SAID.replace("the crew", "[his] crew"), []),
        (SAID.replace("the crew", "(Lee's) crew"), []),
        (SAID.replace("nobody on the crew believed the date", "so the whole town went home and slept"), []),
        ("the band played and the barrier went up at nine", None),
    ],
)
def test_differences(there, wanted):
    assert differences(SAID, there) == wanted


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("I don't think so and I can't say it now", "I do not think so and I cannot say it now"),
        ("there are 3 boats and two masts in it", "there are three boats and 2 masts in it"),
        ("we will organise it in the harbour of ours", "we will organize it in the harbor of ours"),
        ("it is an air line for the whole of us", "it is an airline for the whole of us"),
        ("il y a environ 3.000 gilets au cœur de la ville", "il y a environ 3000 gilets au coeur de la ville"),
        ("nous restons, dit-il, et nous ne partons pas d'ici", "nous restons et nous ne partons pas d'ici"),
        ("10 percent of all boats are too old", "10 per cent of all boats are too old"),
        ("we await the judgement of the high court", "we await the judgment of the high court"),
    ],
)
def test_other_spelling_is_no_difference(here, there):
    tail = " and that is what everybody in this town has said"
    assert differences(here + tail, there + tail) == []


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "…", "[e"]), min_size=5, max_size=24)


@given(WORDS, WORDS)
def test_it_makes_no_difference_which_comes_first(first, second):
    found, turned = aligned(first, second), aligned(second, first)
    assert (found is None) == (turned is None)
    if found is not None and turned is not None:
        assert found.agreeing == turned.agreeing <= min(len(first), len(second))
        assert found.differences == tuple(Difference(one.there, one.here) for one in turned.differences)


@given(WORDS)
def test_a_quotation_agrees_with_itself(words):
    found = aligned(words, words)
    assert found is None or not found.differences


def test_runs_do_not_cross_what_editors_mark():
    assert runs("a b c d e") == runs("a b c d e … f") != set()
    assert runs("a b … c d e") == runs("a b [c d e f") == set()


def test_short_quotations_titles_and_headings_are_not_kept():
    text = f"# “{SAID}”\n\n## “{SAID}”\n\nHe said “no”. He said: “{SAID.capitalize()}.”\n"
    (one,) = quotations(parse(text, "a.md"))
    assert text[one[0] : one[1]] == f"“{SAID.capitalize()}.”"
    assert one[2] == SAID
