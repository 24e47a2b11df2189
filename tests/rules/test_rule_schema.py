import tracemalloc
from pathlib import Path

import pytest

from copydesk.rules.schema import RuleError, check_rule, read_rule_file

BAD = Path(__file__).parent / "bad"

RULE = """\
extends: existence
message: "Avoid '%s'."
tokens: [very]
"""


def check(text):
    return check_rule(text.encode(), "r.yml")


def mistakes(data):
    with pytest.raises(RuleError) as caught:
        check_rule(data if isinstance(data, bytes) else data.encode(), "r.yml")
    return str(caught.value).splitlines()


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yml")), ids=lambda path: path.stem)
def test_every_mistake_of_a_bad_file_is_told_with_line_and_key(path):
    with pytest.raises(RuleError) as caught:
        check_rule(path.read_bytes(), f"bad/{path.name}")
    assert str(caught.value) == path.with_suffix(".txt").read_text("utf-8").rstrip("\n")


def test_every_golden_message_has_its_file():
    assert {path.stem for path in BAD.glob("*.txt")} == {path.stem for path in BAD.glob("*.yml")}


def test_defaults_are_filled_in():
    rule = check(RULE)
    assert rule["level"] == "warning"
    assert rule["scope"] == ["text"]
    assert rule["default"] is True
    assert rule["examples"] == []
    assert rule["options"] == {
        "tokens": ["very"],
        "raw": [],
        "append": False,
        "ignorecase": False,
        "nonword": False,
        "exceptions": [],
        "vocab": True,
    }


def test_defaults_of_one_rule_are_not_those_of_another():
    first, second = check(RULE), check(RULE)
    first["options"]["raw"].append("x")
    first["tags"].append("x")
    assert second["options"]["raw"] == second["tags"] == []


def test_keys_are_read_in_any_letter_case():
    rule = check("Extends: existence\nMESSAGE: x\nTokens: [very]\nignoreCase: true\n")
    assert rule["message"] == "x"
    assert rule["options"]["tokens"] == ["very"]
    assert rule["options"]["ignorecase"] is True


def test_plain_words_and_numbers_are_text_where_text_is_wanted():
    rule = check("extends: existence\nmessage: 1\ntokens: [2020, no, 1.0, 0x1F, 2024-01-02, 'null']\nsince: 0.10\n")
    assert rule["message"] == "1"
    assert rule["options"]["tokens"] == ["2020", "no", "1.0", "0x1F", "2024-01-02", "null"]
    assert rule["since"] == "0.10"


def test_one_text_will_do_for_a_list():
    rule = check("extends: existence\nmessage: x\nscope: heading\ntokens: very\ntags: style\n")
    assert rule["scope"] == ["heading"]
    assert rule["options"]["tokens"] == ["very"]
    assert rule["tags"] == ["style"]


def test_a_key_without_a_value_is_a_key_not_set():
    rule = check("extends: existence\nmessage: x\ntokens:\nlevel:\naction:\n")
    assert rule["options"]["tokens"] == []
    assert rule["level"] == "warning"
    assert rule["action"] is None


def test_anchors_aliases_and_merge_keys_work():
    rule = check(
        "extends: substitution\nmessage: x\nswap:\n  <<: {a: b, c: d}\n  a: z\n"
        "exceptions: &e [one, two]\nprofiles:\n  docs: {exceptions: *e}\n"
    )
    assert rule["options"]["swap"] == {"a": "z", "c": "d"}
    assert rule["profiles"]["docs"]["options"] == {"exceptions": ["one", "two"]}


def test_further_keys_pass_where_vale_lets_them_pass():
    assert check("extends: consistency\nmessage: x\neither: {a: b}\nanything: 1\n")["options"]["either"] == {"a": "b"}
    assert check("extends: spelling\nmessage: x\nanything: 1\n")["options"] == {}
    assert check("extends: existence\nmessage: x\nname: x\nselector: y\n")["extends"] == "existence"
    assert mistakes("extends: duplicate-title\nmessage: x\nname: x\n") == [
        "r.yml:3: unknown key 'name' for 'duplicate-title'"
    ]


def test_profiles_become_settings():
    rule = check(RULE + "profiles:\n  docs: off\n  scraped: error\n  own: {confidence: low, nonword: yes}\n")
    assert rule["profiles"] == {
        "docs": {"enabled": False, "severity": None, "confidence": None, "options": {}},
        "scraped": {"enabled": True, "severity": "error", "confidence": None, "options": {}},
        "own": {"enabled": None, "severity": None, "confidence": "low", "options": {"nonword": True}},
    }


def test_examples_come_back_as_they_stand_with_their_lines():
    rule = check(
        RULE + "examples:\n"
        "  - bad: |\n      It is very old.\n    findings: [very, {text: very, line: 1}]\n    fixed: ''\n"
        "  - good: {a.md: Old., b.md: Older.}\n    format: text\n    options: {nonword: true}\n"
    )
    assert rule["examples"] == [
        {"line": 5, "bad": "It is very old.\n", "findings": ["very", {"text": "very", "line": 1}], "fixed": ""},
        {"line": 9, "good": {"a.md": "Old.", "b.md": "Older."}, "format": "text", "options": {"nonword": True}},
    ]


def test_a_file_that_is_not_utf8_is_named_with_line_and_byte():
    assert mistakes(b"extends: existence\nmessage: caf\xe9\n") == [
        "r.yml:2: the file is not UTF-8: byte 0xe9 at offset 31"
    ]
    assert mistakes("extends: existence".encode("utf-16")) == ["r.yml:1: the file is not UTF-8: byte 0xff at offset 0"]


def test_a_byte_order_mark_and_windows_line_ends_are_fine():
    assert check_rule(b"\xef\xbb\xbf" + RULE.replace("\n", "\r\n").encode(), "r.yml")["options"]["tokens"] == ["very"]


def test_a_file_that_is_too_large_is_refused_unread():
    assert mistakes(b"# " + b"x" * 10_000_000) == ["r.yml:1: the file is larger than 10 MB"]


def test_a_rule_file_of_five_megabytes_loads():
    tokens = [f"some word number {number}" for number in range(200_000)]
    text = "extends: existence\nmessage: x\ntokens:\n" + "".join(f"  - {token}\n" for token in tokens)
    assert len(text) > 5_000_000
    assert check(text)["options"]["tokens"] == tokens


def test_an_alias_bomb_is_refused_before_it_unfolds():
    bomb = "a: &a [ha]\n" + "".join(
        f"{'a' * (n + 1)}: &{'a' * (n + 1)} [*{'a' * n}, *{'a' * n}]\n" for n in range(1, 60)
    )
    tracemalloc.start()
    assert "the aliases stand for too much text" in mistakes(bomb)[0]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_long_text_behind_many_aliases_is_refused():
    assert "the aliases stand for too much text" in mistakes(f"a: &a {'x' * 100_000}\nb: [{'*a, ' * 20}]\n")[0]


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "? " * 100_000, "a: " + "{a: " * 100_000])
def test_deep_nesting_is_refused(text):
    assert mistakes(text) == ["r.yml:1: nested deeper than 64 levels"]


def test_long_values_are_cut_in_messages():
    assert all(len(line) < 250 for line in mistakes(RULE + f"level: {'x' * 10_000}\n{'k' * 900}: 1\n"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RuleError, match=r"missing\.yml: No such file"):
        read_rule_file(str(tmp_path / "missing.yml"))
