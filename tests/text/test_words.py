from copydesk.text.words import word_ranges, words


def test_apostrophes_join_and_hyphens_part():
    assert words("Don't re-do it, o’clock: 3 ‘x’.") == ["Don't", "re", "do", "it", "o’clock", "3", "x"]


def test_a_letter_keeps_its_marks():
    assert words("cafe\u0301 हिन्दी में soft\u00adhyphen") == ["cafe\u0301", "हिन्दी", "में", "soft\u00adhyphen"]


def test_ranges_cut_the_words_out():
    text = "— The plan—long delayed—was “fine”."
    assert [text[start:end] for start, end in word_ranges(text)] == words(text)
    assert words(text) == ["The", "plan", "long", "delayed", "was", "fine"]
