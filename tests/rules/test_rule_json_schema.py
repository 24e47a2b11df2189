import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from copydesk.checks import CHECKS
from copydesk.rules import json_schema, schema

SHIPPED = Path(json_schema.__file__).with_name("rule.schema.json")
RULES = Path(__file__).parents[2] / "rules"
HERE = Path(__file__).parent

UPDATE = "python -c 'import copydesk.rules.json_schema as s; print(s.schema_text(), end=\"\")' > rule.schema.json"


@pytest.fixture(scope="module")
def validator():
    made = json_schema.json_schema()
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def errors(validator, text):
    return [error.message for error in validator.iter_errors(yaml.safe_load(text))]


def test_the_shipped_schema_is_current():
    assert SHIPPED.read_text("utf-8") == json_schema.schema_text(), f"write it anew: {UPDATE}"


def test_every_kind_and_every_option_has_its_place():
    branches = json_schema.json_schema()["allOf"]
    assert [branch["if"]["properties"]["extends"]["const"] for branch in branches] == list(CHECKS)
    for kind, branch in zip(CHECKS, branches, strict=True):
        assert schema.kind_options(kind).keys() <= branch["then"]["properties"].keys()


@pytest.mark.parametrize("path", sorted(RULES.rglob("*.yml")), ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_rules_that_ship_fit_the_schema(validator, path):
    assert errors(validator, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "extends: existence\nmessage: x\ntokens: [a, 2020, yes]\nscope: [heading]\nprofiles: {docs: off, own: {nonword: true}}",
        "extends: existence\nmessage: x\ntokens: a\ndefault: off\naction: {name: edit, params: [regex, a, b]}\n",
        "extends: consistency\nmessage: x\neither: {a: b}\nother: 1\n",
        "extends: metric\nmessage: x\nformula: words\n",
        "extends: House.Rule\nmessage: x\ntokens+: [a]\n",
        "extends: existence\nmessage: x\nexamples: [{bad: a, findings: [a, {line: 1}], fixed: ''}, {good: {a.md: b}}]\n",
    ],
)
def test_what_the_loader_takes_fits(validator, text):
    assert errors(validator, text) == []
    schema.check_rule(text.encode(), "r.yml")


def test_what_the_loader_refuses_does_not_fit(validator):
    checked = 0
    for path in sorted((HERE / "bad").glob("*.yml")):
        try:
            data = yaml.safe_load(path.read_text("utf-8"))
        except (yaml.YAMLError, ValueError):
            continue
        if path.stem == "duplicate-key":  # plain data knows nothing of it
            continue
        assert list(validator.iter_errors(data)), path.stem
        checked += 1
    assert checked > 20


def test_the_shipped_schema_is_json_without_frills():
    assert json.loads(SHIPPED.read_text("utf-8"))["$schema"].endswith("2020-12/schema")
