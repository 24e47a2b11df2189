from copydesk.config.nearest import did_you_mean, nearest, quoted

WORDS = ["tokens", "exceptions", "ignorecase", "nonword"]


def test_the_nearest_word_is_found_whatever_the_case():
    assert nearest("tokns", WORDS) == "tokens"
    assert nearest("TOKENS", WORDS) == "tokens"
    assert nearest("exeption", WORDS) == "exceptions"
    assert nearest("Google.pasive", ["Google.Passive", "Google.We"]) == "Google.Passive"


def test_nothing_near_is_none():
    assert nearest("colour", WORDS) is None
    assert nearest("", WORDS) is None
    assert nearest("tokens", []) is None
    assert nearest("x" * 100_000, ["x" * 100_001]) is None


def test_the_order_of_words_does_not_matter():
    words = ["aab", "aac", "aad", "Aab"]
    assert nearest("aa", words) == nearest("aa", reversed(words)) == nearest("aa", frozenset(words))
    assert nearest("aab", words) == nearest("aab", reversed(words))


def test_the_hint_ends_a_message():
    assert did_you_mean("tokns", WORDS) == "; did you mean 'tokens'?"
    assert did_you_mean("colour", WORDS) == ""


def test_quoted_text_is_short_and_harmless():
    assert quoted("naïve") == "'naïve'"
    assert quoted("a\nb\x1b\u202e") == r"'a\nb\x1b\u202e'"
    assert len(quoted("x" * 10_000)) < 100
