import pytest

from copydesk.checks.options import Option
from copydesk.config.yaml_nodes import compose, from_data
from copydesk.rules.values import read_value


def read(text, option):
    problems = []
    node = compose(text, problems)
    value = read_value("key", node, option, problems)
    return value if not problems else problems[0][1]


@pytest.mark.parametrize(
    ("text", "option", "expected"),
    [
        ("5", Option("integer", 0, ""), 5),
        ("'5'", Option("integer", 0, ""), 5),
        ("5.0", Option("integer", 0, ""), "'key' must be a whole number, not '5.0'"),
        ("5", Option("number", 0, ""), 5),
        ("0.5", Option("number", 0, ""), 0.5),
        ("1e2", Option("number", 0, ""), 100.0),
        (".nan", Option("number", 0, ""), "'key' must be a number, not '.nan'"),
        ("nan", Option("number", 0, ""), "'key' must be a number, not 'nan'"),
        ("inf", Option("number", 0, ""), "'key' must be a number, not 'inf'"),
        ("1e999", Option("number", 0, ""), "'key' must be a number, not '1e999'"),
        ("true", Option("number", 0, ""), "'key' must be a number, not 'true'"),
        ("0.4", Option("number", 1, "", minimum=0.5, maximum=1), "'key' must be at least 0.5, not '0.4'"),
        ("1.1", Option("number", 1, "", minimum=0.5, maximum=1), "'key' must be at most 1, not '1.1'"),
        ("0.5", Option("number", 1, "", minimum=0.5, maximum=1), 0.5),
        ("on", Option("boolean", False, ""), True),
        ("No", Option("boolean", True, ""), False),
        ("1", Option("boolean", True, ""), "'key' must be true or false, not '1'"),
        ("off", Option("string", "", "", choices=("auto", "off")), "off"),
        ("false", Option("string", "", "", choices=("auto", "off")), "off"),
        ("'false'", Option("string", "", "", choices=("auto", "off")), "'key' must be one of auto, off, not 'false'"),
        ("[a, c]", Option("strings", [], "", choices=("a", "b")), "'key' must be one of a, b, not 'c'"),
        ("{a: 1, b: [x]}", Option("mapping", {}, ""), "each value of 'key' must be text, not a list"),
        ("{a: 1}", Option("mapping", {}, ""), {"a": "1"}),
        ("{a: [1, 0.5, yes, ~, 'x']}", Option("any", None, ""), {"a": [1, 0.5, True, None, "x"]}),
    ],
)
def test_values(text, option, expected):
    assert read(text, option) == expected


def test_a_wrong_value_gives_the_default():
    problems = []
    assert read_value("key", from_data("many"), Option("integer", 7, ""), problems) == 7
    assert problems == [(0, "'key' must be a whole number, not 'many'")]


def test_plain_data_reads_like_yaml():
    problems = []
    assert read_value("key", from_data(False), Option("string", "", "", choices=("auto", "off")), problems) == "off"
    assert read_value("key", from_data([1, 2.5, "x"]), Option("strings", [], ""), problems) == ["1", "2.5", "x"]
    assert read_value("key", from_data({"a": {"b": None}}), Option("any", None, ""), problems) == {"a": {"b": None}}
    assert problems == []
