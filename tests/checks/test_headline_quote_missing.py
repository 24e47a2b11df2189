from pathlib import Path

import pytest
import yaml

from copydesk.checks.headline_quote_missing import _MOST_COMPARED, OPTIONS, check
from copydesk.checks.messages import format_message
from copydesk.formats import parse
from copydesk.model import Rule

VALUES = yaml.safe_load(
    (Path(__file__).parents[2] / "rules" / "attribution" / "headline-quote-missing.yml").read_text("utf-8")
)
BODY = "The gate stays shut, Ann Lee said on Monday. “We will open it when the wind turns,” she told the council."


def found(text, path="a.md", **options):
    rule = Rule(
        "x", "headline-quote-missing", VALUES["message"], options={**{n: VALUES[n] for n in OPTIONS}, **options}
    )
    return [(text[hit.start : hit.end], hit.confidence) for hit in check(rule, parse(text, path))]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Harbour: “We will open it when the wind turns”", []),
        ("Harbour: “we will open it, when the wind turns.”", []),
        (
            "Harbour: “We never open it before the summer comes”",
            [("“We never open it before the summer comes”", "high")],
        ),
        ("Harbour: “We open it when the wind turns”", [("“We open it when the wind turns”", "medium")]),
        ("Gate ‘stays shut until the summer comes’", [("‘stays shut until the summer comes’", "low")]),
        ("Gate ‘we never open before the summer’", [("‘we never open before the summer’", "high")]),
        ("The “Long Way Round the Northern Lake” is Out", [("“Long Way Round the Northern Lake”", "low")]),
        ("The “gate club” is back", []),
        ("“We never open it before the summer comes”", []),
        ("Ann Lee: We never open it before the summer", [("We never open it before the summer", "medium")]),
        ("Ann Lee: How we open it before the summer", []),
        ("Ben Okafor: We never open it before the summer", []),
        ("Review: We never open it before the summer", []),
        ("Ann Lee: The gate is shut until the summer", []),
        ("Ann Lee: Trade with the US will never suffer", []),
    ],
)
def test_quotations_of_the_title(title, wanted):
    assert found(f"# {title}\n\n{BODY}\n") == wanted


def test_the_title_of_front_matter_counts_and_its_copy_is_no_body():
    text = f"---\ntitle: 'Harbour: “We never open it before summer”'\n---\n\n# Harbour: “We never open it before summer”\n\n{BODY}\n"
    assert found(text) == [("“We never open it before summer”", "high")]


def test_a_copy_glued_to_the_lead_is_no_body():
    title = "Harbour: “We never open it before the summer”"
    assert found(f"{title}\n\n{title} {BODY}\n\n{BODY}\n", "a.txt") == [
        ("“We never open it before the summer”", "high")
    ]


def test_the_message_shows_what_the_article_says():
    text = f"# Harbour: “We open it when the wind turns”\n\n{BODY}\n"
    rule = Rule("x", "headline-quote-missing", VALUES["message"], options={n: VALUES[n] for n in OPTIONS})
    (hit,) = check(rule, parse(text, "a.md"))
    assert format_message(rule.message, hit.arguments).endswith(
        "the article says “We will open it when the wind turns”."
    )


def test_options():
    text = f"# Ann Lee: We never open it before the summer\n\n{BODY}\n"
    assert found(text, speakers=False) == []
    assert found(text, **{"min-words": 9}) == []


def test_a_first_sentence_is_no_headline():
    assert found(f"Ann Lee said “we never open it before the summer comes”.\n\n{BODY}\n", "a.txt") == []


def test_an_article_without_body_has_nothing_to_be_held_against():
    assert found("# Harbour: “We never open it before the summer”\n") == []


def test_what_an_article_breaks_off_may_hold_the_words():
    title = "# Harbour: “We never open it before the summer comes”\n\n"
    assert [confidence for _, confidence in found(f"{title}{BODY}\n\nThe rest of it is for those who pay …")] == ["low"]
    assert [confidence for _, confidence in found(f"{title}{BODY}\n\nMore …")] == ["high"]


def test_the_closest_passage_is_sought_in_so_many_places_only(monkeypatch):
    asked = []
    common = "copydesk.checks.headline_quote_missing._common"
    monkeypatch.setattr(common, lambda first, second: asked.append(len(first) * len(second)) or 0)
    assert found(f"# Harbour: “we {'go ' * 150}home”\n\n{'go ' * 2000}\n")
    assert 0 < sum(asked) <= _MOST_COMPARED
