"""Cases of failure, as data: the quotations of a text, what is known of the source of each, and the marks that are lost.

A quotation is a `fragment` if it does not read like speech, `sourced` and the level of the evidence, the genre that
excuses it, or the confidence that it has no source.
"""

from pathlib import Path

import pytest
import yaml

from copydesk.formats import parse
from copydesk.quotes import CONFIDENCE, article_of, quotations_of, quotes_of
from copydesk.text.verdict import SOURCED

FOLDER = Path(__file__).parent / "quotation_cases"
SUFFIXES = {"markdown": "md", "html": "html", "text": "txt"}


def cases():
    for path in sorted(FOLDER.glob("*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def verdict(document, quotation, fact):
    if not fact["speech_like"]:
        return "fragment"
    found = article_of(document).verdict(quotation)
    return f"sourced {found.level}" if found.level <= SOURCED else found.genre or CONFIDENCE[found.level]


@pytest.mark.parametrize("case", list(cases()))
def test_case(case):
    form = case.get("format", "text")
    document = parse(case["text"], f"article.{SUFFIXES[form]}", form)
    quotations, defects = quotations_of(document)
    facts = quotes_of(document)
    found = [{f["text"]: verdict(document, q, f)} for q, f in zip(quotations, facts, strict=True)]
    assert found == case["quotes"]
    blocks = document.prose
    lost = [{document.text[slice(*blocks[d.block].source_range(d.start, d.end))]: d.kind} for d in defects]
    assert lost == case.get("defects", [])


def test_there_are_enough():
    names = [case.id for case in cases()]
    assert len(names) == len(set(names)) >= 120
