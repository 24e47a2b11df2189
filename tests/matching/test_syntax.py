import pytest

from copydesk.matching.nodes import PatternError
from copydesk.matching.syntax import parse


def tree(source, **flags):
    return parse(source, **flags)[0]


def test_plain_text_is_one_node():
    assert tree("two words") == ("sequence", (("text", "two words", False),)) or tree("two words") == (
        "text",
        "two words",
        False,
    )


def test_a_quantifier_takes_the_last_character():
    assert tree("abc+") == ("sequence", (("text", "ab", False), ("repeat", ("text", "c", False), 1, None, False)))


def test_a_brace_that_counts_nothing_is_text():
    assert tree("a{,3}") == ("text", "a{,3}", False)
    assert tree("{x}") == ("text", "{x}", False)


def test_flags_hold_to_the_end_of_their_group():
    assert tree("a(?:(?i)b|c)d") == (
        "sequence",
        (("text", "a", False), ("choice", (("text", "b", True), ("text", "c", True))), ("text", "d", False)),
    )


def test_flags_left_open_are_told():
    assert parse("a(?i)b")[1]
    assert not parse("a(?i:b)")[1]
    assert not parse("(?i)b", fold=True)[1]


def test_the_x_flag_skips_blanks_and_comments():
    assert tree("(?x) a b # so\n c") == ("text", "abc", False)


@pytest.mark.parametrize(
    ("source", "character"),
    [(r"\x{2014}", "—"), (r"\x41", "A"), (r"\u00e9", "é"), (r"\t", "\t"), (r"\cA", "\x01"), (r"\.", "."), (r"\_", "_")],
)
def test_escapes(source, character):
    assert tree(source) == ("text", character, False)


def test_a_bracket_may_come_first_in_a_set():
    assert tree("[]a]") == ("set", False, False, (("range", "]", "]"), ("range", "a", "a")))
    assert tree("[^]]") == ("set", True, False, (("range", "]", "]"),))


def test_a_dash_at_an_edge_is_itself():
    dash = ("range", "-", "-")
    assert tree("[-a]") == ("set", False, False, (dash, ("range", "a", "a")))
    assert tree("[a-]") == ("set", False, False, (("range", "a", "a"), dash))
    assert tree(r"[\w-]") == ("set", False, False, (("class", "w"), dash))


def test_references_find_their_groups():
    node = tree(r"(?P<word>\w) \k<word> (.)\1", unit="7")
    assert [part[1] for part in node[1] if part[0] == "reference"] == ["g7_0", "g7_1"]


@pytest.mark.parametrize(
    "source",
    [
        *[
            "(",
            ")",
            "a)",
            "(?:a",
            "[a",
            "[z-a]",
            "a**",
            "*a",
            "a{3,1}",
            "(?<=a",
            r"\1",
            r"\k<x>",
            "(?<1a>b)",
            r"[a-\w]",
        ],
        *[
            "\\",
            r"\y",
            r"\x{110000}",
            "(?P=a)",
            "(?(1)a|b)",
            "[a-z-[aeiou]]",
            "[[:vowel:]]",
            "(?#",
            "(" * 60 + ")" * 60,
        ],
    ],
)
def test_mistakes_are_named(source):
    with pytest.raises(PatternError, match="at character"):
        parse(source)
