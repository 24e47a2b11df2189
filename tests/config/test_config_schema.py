"""The JSON Schema of configuration files says what the reader of them says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from copydesk.config.settings import KEYS
from copydesk.model import CopydeskError
from copydesk.plan import known_rules, read_config
from copydesk.planner import RunOptions
from copydesk.rules.config_schema import config_schema

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = config_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_it_is_a_schema_and_the_file_that_ships_is_current():
    VALIDATOR.check_schema(SCHEMA)
    assert json.loads((ROOT / "linter" / "copydesk" / "config" / "config.schema.json").read_text()) == SCHEMA
    assert set(SCHEMA["properties"]) == set(KEYS)


def test_every_rule_is_known_by_id_and_name():
    names = SCHEMA["properties"]["rules"]["properties"]
    for rule in known_rules(RunOptions(isolated=True)):
        assert rule.id in names
        assert rule.id.rpartition(".")[2] in names


@pytest.mark.parametrize("path", [ROOT / "copydesk.yml", ROOT / "seeds" / "copydesk.yml"], ids=["root", "seeds"])
def test_our_own_files_fit(path):
    VALIDATOR.validate(yaml.safe_load(path.read_text()))


VALUES = [
    None, True, False, 0, 1.5, "x", "", "warning", "docs", "high", "all", "off", "en", "pt-BR", "e", [], ["grade"],
    ["a", 1], {}, {"a": "b"}, {"grade": "off"}, {"grade": False}, {"grade": {"severity": "error"}},
    {"grade": {"severity": "bad"}}, {"repeated-word": {"no-such-option": 1}}, {"readability": "suggestion"},
    {"near-duplicate-paragraph": {"threshold": 0.7, "min-words": 20}}, {"near-duplicate-paragraph": {"threshold": 7}},
    {"copies": ["releases/*/**"]}, {"keep": "longest"}, {"cpies": []},
    [{"files": "docs/**", "profile": "docs", "rules": {"grade": "off"}, "ignore": ["readability"]}], [{}],
    [{"files": ["a.md"], "exclude": "b.md"}], [{"files": "a.md", "profle": "docs"}], [{"profile": "docs"}],
    [{"files": "a.md", "rules": {"grade": {"severity": "bad"}}}], [{"files": "a.md", "language": "e"}],
]  # fmt: skip


def agrees(data, folder: Path) -> None:
    path = folder / "copydesk.yml"
    path.write_text(yaml.safe_dump(data))
    try:
        read_config(str(path))
    except CopydeskError as error:
        reason = str(error)
    else:
        reason = ""
    wrong = [problem.message for problem in VALIDATOR.iter_errors(data)]
    # Whether a name, a pattern or a glob means anything is for the reader alone.
    if (
        "no rule, " in reason
        or "no rule named" in reason
        or "gitignore" in reason
        or "what is extended" in reason
        or "'duplicates.copies' takes globs" in reason
    ):
        return
    if (
        "the key 'extends'" in reason
        or "lies outside" in reason
        or "is no folder" in reason
        or "'duplicates.keep' is one of" in reason
    ):
        return
    assert bool(wrong) == bool(reason), (data, wrong, reason)


@pytest.mark.parametrize("key", [*KEYS, "selekt"])
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_the_schema_and_the_reader_agree(tmp_path, key, value):
    agrees({key: value}, tmp_path)


@given(st.dictionaries(st.sampled_from(list(KEYS)), st.sampled_from(VALUES), max_size=3))
def test_they_agree_on_several_keys(tmp_path_factory, data):
    agrees(data, tmp_path_factory.mktemp("config"))
