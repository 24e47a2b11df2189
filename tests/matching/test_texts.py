from hypothesis import given
from hypothesis import strategies as st

from copydesk.matching.automaton import Automaton
from copydesk.matching.texts import Texts, fold, is_word, mask

words = st.text(st.sampled_from("aBÉéßİΣς_1१ \n\u00a0’—\x01\u0301\U0001f600\ufffc"), max_size=12)


@given(st.text())
def test_a_mask_is_ascii_of_the_same_length(text):
    masked = mask(text)
    assert masked.isascii()
    assert len(masked) == len(text)
    assert mask(masked) == masked or not text.isascii() or any(c < " " or c == "\x7f" for c in text)


@given(words)
def test_a_mask_keeps_words_and_blanks(text):
    for character, masked in zip(text, mask(text), strict=True):
        assert is_word(character) == is_word(masked)
        assert character.isspace() == masked.isspace()


@given(st.text())
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


def test_folding_does_not_look_at_neighbours():
    assert fold("ΟΔΟΣ ΟΔΟΣΑ") == "οδοσ οδοσα"
    assert fold("İ") == "i"


@given(st.lists(words, min_size=1, max_size=5))
def test_pieces_are_found_by_offset(pieces):
    texts = Texts(pieces)
    for number, piece in enumerate(pieces):
        start = texts.starts[number]
        assert texts.joined[start : start + len(piece)] == piece
        assert texts.piece_at(start + max(0, len(piece) - 1)) == number


@given(st.lists(words, min_size=1, max_size=4), st.lists(words.filter(bool), min_size=1, max_size=4))
def test_the_automaton_finds_every_place(pieces, literals):
    automaton = Automaton()
    numbers = [automaton.add(literal) for literal in literals]
    texts = Texts(pieces)
    folded = fold(texts.joined)
    wanted = {
        (number, at, at + len(literal))
        for number, literal in zip(numbers, map(fold, literals), strict=True)
        for at in range(len(folded))
        if folded.startswith(literal, at)
    }
    assert set(automaton.find(texts)) == wanted


def test_very_many_strings_are_all_found_in_order_of_their_ends():
    automaton = Automaton()
    numbers = [automaton.add(f"phrase {number}") for number in range(40_000)]
    found = list(automaton.find(Texts(["A phrase 39999, naïve", "PHRASE 17"])))
    assert [end for _, _, end in found] == sorted(end for _, _, end in found)
    assert {number for number, _, _ in found} == {numbers[number] for number in (3, 39, 399, 3999, 39999, 1, 17)}


def test_underscores_and_digits_that_are_no_masks():
    assert Texts(["snake_case — fine"]).plain
    assert not Texts(["snake_case é"]).plain
    assert Texts(["é 12"]).western_digits
    assert not Texts(["é १२"]).western_digits
