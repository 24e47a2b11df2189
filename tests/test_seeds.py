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
