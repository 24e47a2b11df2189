"""The samples in seeds/ give the findings that stand beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import copydesk

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
EXPECTED = yaml.safe_load((SEEDS / "expected.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def findings():
    found = {name: [] for name in EXPECTED}
    for finding in copydesk.check_paths([SEEDS], isolated=True).findings:
        place = {"rule": finding.rule, "line": finding.line, "start": finding.start, "end": finding.end}
        found[finding.path.rsplit("/", 1)[1]].append(place)
    return found


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_sample(findings, name):
    assert findings[name] == EXPECTED[name]


def test_every_sample_has_its_expectation():
    samples = {path.name for path in SEEDS.iterdir() if path.suffix in (".md", ".txt", ".html")}
    assert samples == set(EXPECTED)


def test_the_headline_findings_of_the_first_sample():
    text = (SEEDS / "000_f3b05f84b327df08.txt").read_text(encoding="utf-8")
    findings = {f.rule: f for f in copydesk.check_text(text, path="a.txt")}
    assert (
        text[slice(39, 76)] == findings["duplication.duplicate-title"].text == "Vladimir Putin: I'm happy to brief US"
    )
    quote = findings["attribution.dangling-quote"]
    assert (quote.start, quote.end) == (1565, 1696)
    assert quote.confidence in ("high", "medium")
    assert findings["boilerplate.boilerplate-footer"].text == "Related Articles"


# What a reader finds in the first sample, by the rules that can find it.
DEFECTS = [
    ("duplication.duplicate-title", 3, "Vladimir Putin: I'm happy to brief US"),
    ("attribution.headline-quote-missing", 1, "I'm happy to brief US"),
    ("attribution.dangling-quote", 17, None),
    ("attribution.vague-attribution", 15, "according to state media"),
    ("attribution.vague-attribution", 27, "reportedly"),
    ("attribution.vague-attribution", 33, "analysts say"),
    ("attribution.quote-punctuation", 9, '".'),
    ("attribution.quote-punctuation", 17, '".'),
    ("attribution.quote-punctuation", 29, '".'),
    ("boilerplate.boilerplate-footer", 35, "Related Articles"),
    ("consistency.term-variants", 5, "USA"),
    ("consistency.term-variants", 11, "USA"),
    ("consistency.term-variants", 19, "USA"),
    ("consistency.term-variants", 19, "Korean Peninsula"),
    ("consistency.spelling-variants", 19, "denuclearisation"),
    ("consistency.honorific", 29, "Mr Putin"),
    ("consistency.repeated-introduction", 13, "Russian President Vladimir Putin"),
    ("consistency.repeated-introduction", 33, "Russian President Vladimir Putin"),
    ("style.hyphen-as-dash", 15, "-"),
    ("structure.missing-metadata", 1, "Vladimir Putin: I'm happy to brief US"),
]


def test_all_rules_together_find_the_defects_of_the_first_sample():
    result = copydesk.check_paths(
        [SEEDS / "000_f3b05f84b327df08.txt"], isolated=True, select=["ALL"], config=["preview=true"]
    )
    found = {(finding.rule, finding.line, finding.text) for finding in result.findings}
    found |= {(finding.rule, finding.line, None) for finding in result.findings}
    assert [defect for defect in DEFECTS if defect not in found] == []
