"""Words and sentences of scripts without blanks between words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.formats import parse
from copydesk.text.normalise import tokens
from copydesk.text.readability import FORMULAS, count_words, measure
from copydesk.text.sentences import sentences
from copydesk.text.unspaced import estimated_words, sentence_cuts, without_unspaced

CHINESE = (
    "市议会星期二决定，旧图书馆将开放到年底。市长说，没有人想到投票结果会这么清楚！屋顶的工程什么时候开始？明年春天。"
)
JAPANESE = "市議会は火曜日、古い図書館を年末まで開けておくことを決めた。「誰も予想していなかった。」と市長は述べた。工事は春に始まる。"
THAI = "สภาเมืองลงมติเมื่อวันอังคารให้เปิดห้องสมุดเก่าต่อไปจนถึงสิ้นปี นายกเทศมนตรีกล่าวว่าไม่มีใครคาดว่าผลจะชัดเจนเช่นนี้"
THAI_WORDS = 25


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("旧图书馆", 4),
        ("旧图书馆，新图书馆。", 8),
        ("「ロンドン・マラソン」", 8),
        ("サッカー", 4),
        ("時々", 2),
        ("iPhone手机", 3),
        ("2024年5月", 4),
        ("𠀀𠀁", 2),
        ("도서관은 문을 연다", 3),
    ],
)
def test_an_ideograph_is_a_word(text, words):
    assert count_words(text) == words


def test_words_of_thai_are_estimated():
    assert abs(count_words(THAI) - THAI_WORDS) <= 3
    assert count_words("ห้องสมุด") in (1, 2)
    assert count_words("๑๒๓") == 1


@pytest.mark.parametrize("text", [CHINESE, JAPANESE, THAI])
def test_no_formula_is_for_them(text):
    found = measure(parse(text * 20, "a.txt"))
    assert found["words"] > 400
    assert {found[name] for name in FORMULAS} == {None}


def test_tokens_stand_for_fewer_words():
    assert estimated_words(tokens("The old library stays open.")) == 5
    assert estimated_words(tokens("旧图书馆将开放到年底")) == 6
    assert abs(estimated_words(tokens(THAI)) - THAI_WORDS) <= 3
    assert estimated_words(tokens("Das Ende der Straße über den Fluss")) == 7
    assert estimated_words([]) == 0


def split(text, language):
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("zh", ["市议会决定了。", "“没有人想到，”市长说。", "什么时候开始？", "明年春天！"]),
        ("ja", ["市議会は決めた。", "「誰も知らなかった。」と市長は述べた。", "工事は春に始まる！", "本当か？"]),
        ("ja", ["「誰も知らなかった。」", "ところが工事は始まった。"]),
        ("km", ["ក្រុមប្រឹក្សាបានសម្រេច។", "បណ្ណាល័យនឹងបើក។"]),
        ("my", ["ကောင်စီက ဆုံးဖြတ်သည်။", "စာကြည့်တိုက်ကို ဖွင့်မည်။"]),
        ("hi", ["परिषद ने तय किया।", "महापौर खुश थे।"]),
    ],
)
def test_sentences(language, found):
    assert split("".join(found) if language in ("zh", "ja") else " ".join(found), language) == found


def test_sentences_of_thai_end_at_a_blank():
    first, second = THAI.split(" ")
    assert split(THAI, "th") == [first, second]
    assert split(f"{first} และ{second}", "th") == [f"{first} และ{second}"]
    assert split(f"{first} 2567 {second}", "th") == [f"{first} 2567 {second}"]
    assert split("สภาเมือง ลงมติ แล้ว", "th") == ["สภาเมือง ลงมติ แล้ว"]
    assert split(f"{first}! {second}", "th-TH") == [f"{first}!", second]


@given(st.text(alphabet="กข าิ่ 1a.!? ແລະ។字。」と", max_size=80), st.sampled_from(["th", "lo", "km", "ja", "zh"]))
def test_sentences_cover_all_letters(text, language):
    ranges = sentences(text, language)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(first[1] <= second[0] for first, second in pairwise(ranges))
    assert "".join("".join(text[start:end] for start, end in ranges).split()) == "".join(text.split())


@given(st.text(max_size=60))
def test_any_text(text):
    rest, count = without_unspaced(text)
    assert len(rest) == len(text)
    assert 0 <= count <= len(text)
    assert estimated_words(tokens(text)) <= len(tokens(text))
    assert list(sentence_cuts(text, "th")) == sorted(sentence_cuts(text, "th"))
