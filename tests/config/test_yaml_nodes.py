import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from copydesk.config.yaml_nodes import MAX_DEPTH, compose, decode, from_data, parse_value


def data(text):
    problems = []
    node = compose(text, problems)
    assert problems == []
    return None if node is None else node.data()


def problem(text):
    problems = []
    compose(text, problems)
    return problems


def lines(node):
    if node.kind == "map":
        return {key.value: (key.line, lines(value)) for key, value in node.value}
    return [lines(item) for item in node.value] if node.kind == "list" else node.line


def test_scalars_become_what_they_look_like():
    assert data("[1, -2, 0x1F, 1.5, 1e3, .5, yes, No, on, ~, null, x, '1', !!str 2]") == [
        *(1, -2, 31, 1.5, 1000.0, 0.5, True, False, True, None, None, "x", "1", "2")
    ]


def test_oddities_of_yaml_stay_text():
    odd = ["017", "1:30", ".inf", ".nan", "2024-01-02", "=", "1e999", "9" * 400]
    assert data(f"[{', '.join(odd)}]") == odd


def test_every_node_knows_its_line():
    problems = []
    assert lines(compose("a: 1\nb:\n  - x\n  - c: y\n\nd: |\n  z\n", problems)) == {
        "a": (1, 1),
        "b": (2, [3, {"c": (4, 4)}]),
        "d": (6, 6),
    }


def test_nothing_is_none():
    assert data("") is data("# only a comment\n") is data("---\n") is None


def test_aliases_and_merge_keys():
    assert data("a: &a [1, 2]\nb: *a\n") == {"a": [1, 2], "b": [1, 2]}
    assert data("a: &a {x: 1, y: 2}\nb: &b {x: 3}\nc:\n  <<: [*b, *a]\n  z: 4\n")["c"] == {"x": 3, "y": 2, "z": 4}
    assert data("'<<': {x: 1}") == {"<<": {"x": 1}}


def test_mistakes_carry_their_line():
    assert problem("a: 1\nb: 2\na: 3\n") == [(3, "the key 'a' stands here again, first on line 1")]
    assert problem("a: {b: 1, b: 2, c: 1, c: 2}\n") == [
        (1, "the key 'b' stands here again, first on line 1"),
        (1, "the key 'c' stands here again, first on line 1"),
    ]
    assert problem("a: &x\n  b: *x\n") == [(2, "the alias '*x' stands inside what it names")]
    assert problem("\na: !python/name:os.system x\n") == [(2, "the tag '!python/name:os.system' is not allowed")]
    assert problem("a: 1\n---\nb: 2\n") == [(2, "a second document begins; one is allowed")]
    assert problem("a:\n  b: 'x\n")[0][0] == 3
    assert problem("a\x00") == [(1, "no valid YAML: the character U+0000 is not allowed")]
    assert problem("a: \ud800") == [(1, "no valid YAML: half of a surrogate pair")]


def test_nesting_is_bounded():
    assert problem("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert problem("[" * (MAX_DEPTH + 1)) == [(1, f"nested deeper than {MAX_DEPTH} levels")]


def test_decode_tells_what_is_wrong():
    problems = []
    assert decode("\ufeffä".encode(), problems) == "ä"
    assert problems == []
    assert decode(b"a\nb\nc\xff", problems) == ""
    assert problems == [(3, "the file is not UTF-8: byte 0xff at offset 5")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.7", 0.7),
        ("12", 12),
        ("off", False),
        ("", None),
        ("warning", "warning"),
        ("[a, 'b c']", ["a", "b c"]),
        ("{severity: error, max: 3}", {"severity": "error", "max": 3}),
        ("'off'", "off"),
        ("two words", "two words"),
    ],
)
def test_values_of_the_command_line(text, value):
    assert parse_value(text) == value


def test_a_value_that_is_no_yaml_says_why():
    with pytest.raises(ValueError, match="did not find expected"):
        parse_value("[a")


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(PLAIN)
def test_what_yaml_writes_reads_back(value):
    assert data(yaml.safe_dump(value)) == value


@given(PLAIN.filter(lambda value: not isinstance(value, str) or value))
def test_plain_data_survives_a_node(value):
    assert from_data(value).data() == value


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@`,? \n\t<.0~", max_size=60))
def test_no_text_raises(text):
    problems = []
    node = compose(text, problems)
    if node is not None and not problems:
        node.data()
