from pathlib import Path

import pytest
import yaml

from copydesk.checks import load_check
from copydesk.checks.messages import format_message
from copydesk.checks.patterns import PatternSet, validate
from copydesk.formats import parse
from copydesk.model import Rule

FOLDER = Path(__file__).parent / "pattern_cases"
SUFFIXES = {"markdown": "md", "html": "html", "text": "txt"}
COMMON = ("extends", "message", "scope", "action", "limit")


def cases():
    for path in sorted(FOLDER.glob("*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def make_rule(stated):
    scope = stated.get("scope", "text")
    options = {name: option.default for name, option in load_check(stated["extends"]).OPTIONS.items()}
    return Rule(
        "test.rule",
        stated["extends"],
        stated["message"],
        scope=(scope,) if isinstance(scope, str) else tuple(scope),
        action=stated.get("action"),
        options=options | {key: value for key, value in stated.items() if key not in COMMON},
    )


def run(case):
    rule = make_rule(case["rule"])
    validate(rule)
    form = case.get("format", "markdown")
    document = parse(case["text"], f"article.{SUFFIXES[form]}", form)
    return document, rule, [hit for _, hit in PatternSet([rule]).check(document)]


@pytest.mark.parametrize("case", list(cases()))
def test_case(case):
    document, rule, hits = run(case)
    if "findings" in case:
        wanted = [{"text": finding} if isinstance(finding, str) else finding for finding in case["findings"]]
        found = []
        for number, hit in enumerate(hits):
            one = {
                "text": document.text[hit.start : hit.end],
                "message": hit.message if hit.message is not None else format_message(rule.message, hit.arguments),
                "line": document.position(hit.start)[0],
            }
            found.append({key: one[key] for key in (wanted[number] if number < len(wanted) else one)})
        assert found == wanted
    if "lines" in case:
        assert [document.position(hit.start)[0] for hit in hits] == case["lines"]
    if "fixed" in case:
        fixed = document.text
        for edit in reversed([edit for hit in hits if hit.fix for edit in hit.fix.edits]):
            fixed = fixed[: edit.start] + edit.replacement + fixed[edit.end :]
        assert fixed == case["fixed"]
    if "safety" in case:
        assert {hit.fix.safety for hit in hits} == {case["safety"]}


def test_a_check_alone_finds_the_same():
    document, rule, hits = run(
        {"rule": {"extends": "existence", "message": "%s", "tokens": ["very"]}, "text": "A very very long day."}
    )
    assert list(load_check("existence").check(rule, document)) == hits
    assert len(hits) == 2
