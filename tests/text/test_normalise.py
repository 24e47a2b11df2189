import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text import normalise
from copydesk.text.marks import MARKS
from copydesk.text.normalise import fold, tokens, urls, words_of_many

FOLDED = {ord(c): "'" for c in "‘’"} | {ord(c): '"' for c in "“”"} | {ord(c): "-" for c in "–—"}
FOLDED |= {0xA0: " ", **dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])}

SPACED = st.text(
    st.one_of(
        st.characters(codec="ascii"),
        st.characters(max_codepoint=0x24F),
        st.sampled_from("‘’“”–—…•\u00a0\u00ad\u200b\u2060\ufeffﬁﬂ½²ΣςΩЖйئאßİ𝐀Ａ１\u0301\u0345"),
    )
)


def plain_words(text):
    """What `tokens` says in one line, for scripts with spaces and texts without URLs."""
    text = unicodedata.normalize("NFKC", text.translate(FOLDED)).translate(FOLDED).casefold()
    return re.findall(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*", text)


@given(SPACED)
def test_words_are_runs_of_letters_and_digits_of_the_folded_text(text):
    text = text.replace("://", " ").replace("www.", " ")
    assert tokens(text) == plain_words(text)


@given(SPACED)
def test_words_are_the_same_when_split_again(text):
    words = tokens(text.replace("://", " ").replace("www.", " "))
    if "www" not in words:
        again = tokens(" ".join(words))
        # Folding may leave a character that folds on, such as a sharp s from a ligature; twice is enough.
        assert tokens(" ".join(again)) == again


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don’t “shout” — please", 'don\'t "SHOUT" - please'),
        ("co\u00adoper\u00adation", "cooperation"),
        ("the ﬁrst ﬂoor", "the first floor"),
        ("a\u00a0b\u2003c", "a b  c"),
        ("left\u200e-to-\u200fright", "left-to-right"),
        ("zero\u200bwidth", "zerowidth"),
        ("Straße", "STRASSE"),
        ("cafe\u0301", "café"),
        ("snake_case", "snake case"),
        ("❤\ufe0f heart", "❤ heart"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
    ],
)
def test_what_a_reader_takes_for_the_same(one, other):
    assert tokens(one) == tokens(other)


def test_digits_are_kept():
    assert tokens("In 2024, 1,200 of 3.5 m") == ["in", "2024", "1", "200", "of", "3", "5", "m"]


def test_urls_are_left_out():
    text = "See https://example.org/a_b?c=d#e and www.example.org, or ftp://x.example/y."
    assert tokens(text) == ["see", "and", "or"]
    assert len(urls(text)) == 3
    assert tokens("nothing here") == ["nothing", "here"]
    assert urls("nothing here") == []


def test_scripts_without_spaces_give_a_word_a_letter():
    assert tokens("今天天气很好。OK！") == ["今", "天", "天", "气", "很", "好", "ok"]
    assert tokens("ネコと犬 2匹") == ["ネ", "コ", "と", "犬", "2", "匹"]
    assert tokens("그는 집에 갔다") == ["그는", "집에", "갔다"]


def test_folding_keeps_spaces_and_punctuation():
    assert fold("“A – b”") == '"a - b"'
    assert fold("Plain") == "plain"


@given(st.text())
def test_any_text_can_be_split(text):
    assert all(word and not word.isspace() for word in tokens(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("दिन दान", ["दिन", "दान"]),
        ("שָׁלוֹם עֲלֵיכֶם", ["שָׁלוֹם", "עֲלֵיכֶם"]),
        ("كِتَاب جديد", ["كِتَاب", "جديد"]),
        ("İki 2", ["i\u0307ki", "2"]),
        ("น้ำ", ["น้ํ", "า"]),
        ("ｶﾞス", ["ガ", "ス"]),
        ("\u0301a", ["a"]),
    ],
)
def test_marks_belong_to_the_letter_before_them(text, words):
    assert tokens(text) == words
    assert words_of_many(["plain", text]).others == {1: words}


def test_the_class_of_marks_holds_all_of_them_and_no_punctuation():
    pattern = re.compile(f"[{MARKS}]")
    for code in range(0x300, 0x10000):
        category = unicodedata.category(chr(code))
        if category.startswith("M") and not 0xFE00 <= code <= 0xFE0F:
            assert pattern.match(chr(code)), hex(code)
        elif category[0] in "PSZ":
            assert not pattern.match(chr(code)), hex(code)


def test_what_is_passed_over_unseen_needs_no_special_patterns():
    plain = [character for character in map(chr, range(0x110000)) if not re.search(normalise._MAYBE_SPECIAL, character)]
    assert not [character for character in plain if normalise._patterns().special.search(character)]
    assert normalise._is_special("दिन")
    assert normalise._is_special("co\xadoperate")
    assert not normalise._is_special("« Le café – qu’il aimait… » Žižek")


def test_signs_that_pass_for_plain_are_no_special_ones():
    assert not [sign for sign in normalise._SIGNS if normalise._patterns().special.search(sign)]
