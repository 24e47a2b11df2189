import pytest

from copydesk.matching.literals import required, variants
from copydesk.matching.syntax import parse


def strings(source, **flags):
    found = variants(parse(source, **flags)[0])
    return None if found is None else [text for _, text, _, _ in found]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("word", ["word"]),
        ("colou?r", ["colour", "color"]),
        ("colou??r", ["color", "colour"]),
        ("a(?:b|c)d?", ["abd", "ab", "acd", "ac"]),
        ("[xy]z", ["xz", "yz"]),
        ("(a|ab){1,2}", ["aa", "aab", "a", "aba", "abab", "ab"]),
        (r"a\bb", []),
        (r"a\b b", ["a b"]),
        (r"\w+", None),
        ("a+", None),
        ("a(?=b)", None),
        ("[^a]", None),
        ("(?i:a)b", None),
        ("(?i:1)b", ["1b"]),
        ("[a-z]", None),
    ],
)
def test_variants_come_in_the_order_of_an_engine(source, wanted):
    assert strings(source) == wanted


def test_boundaries_at_the_edges_are_kept():
    assert variants(parse(r"\bab")[0]) == [(True, "ab", False, False)]
    assert variants(parse(r"ab\b")[0]) == [(False, "ab", True, False)]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("(?<!x)because(?! of)", {"because"}),
        (r"\w+ing the \w+", {"ing the "}),
        ("(?:alpha|beta) [0-9]+", {"alpha ", "beta "}),
        ("[Tt]he end.*", {"the end"}),
        (r"(\w+) and \1", {" and "}),
        ("(?:very )*much|.+less", {"much", "less"}),
        ("very.*|.", None),
        (r"\w\w", None),
        ("a b", {"a b"}),
        ("—.", {"—"}),
        (r"is \w", None),
    ],
)
def test_required_strings(source, wanted):
    found = required(parse(source)[0])
    assert found == (None if wanted is None else frozenset(wanted))
