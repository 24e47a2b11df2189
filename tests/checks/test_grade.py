from pathlib import Path

import pytest
import yaml

from copydesk.checks.grade import NAMES, OPTIONS, check
from copydesk.formats import parse
from copydesk.model import Rule
from copydesk.text.readability import measure

RULE = yaml.safe_load((Path(__file__).parents[2] / "rules" / "readability" / "grade.yml").read_text("utf-8"))
HARD = (
    "The municipal administration nevertheless emphasised that the anticipated reorganisation of the transportation "
    "infrastructure, which independent consultants had repeatedly recommended, necessarily required supplementary "
    "financial resources from the regional authorities and the responsible ministry."
)
PLAIN = "The dog ran to the gate. It saw the cat and sat down. We all had to laugh at the two of them."


def rule(**options):
    own = {key: value for key, value in RULE.items() if key in OPTIONS}
    defaults = {name: option.default for name, option in OPTIONS.items()}
    return Rule("readability.grade", "grade", RULE["message"], options={**defaults, **own, **options})


def hits(text, path="a.txt", **options):
    return list(check(rule(**options), parse(text, path)))


@pytest.mark.parametrize("number", range(len(RULE["examples"])))
def test_the_examples_of_the_rule_hold(number):
    example = RULE["examples"][number]
    kind = {"text": "a.txt", "html": "a.html"}.get(example.get("format"), "a.md")
    text = example.get("bad") or example["good"]
    document = parse(text, kind)
    found = list(check(rule(**example.get("options", {})), document))
    expected = example.get("findings", [])
    assert len(found) == len(expected)
    for hit, finding in zip(found, expected, strict=True):
        wanted = finding if isinstance(finding, dict) else {"text": finding}
        assert text[hit.start : hit.end] == wanted["text"]
        if "line" in wanted:
            assert document.position(hit.start)[0] == wanted["line"]


def test_the_rule_file_sets_the_defaults_of_the_check():
    assert {name: RULE[name] for name in OPTIONS} == {name: option.default for name, option in OPTIONS.items()}


def test_a_short_article_is_left_alone():
    assert not hits(f"A title\n\n{HARD}\n\n{HARD}\n")
    assert len(hits(f"A title\n\n{(HARD + ' ') * 7}\n")) == 1


def test_plain_prose_is_silent():
    assert not hits(f"A title\n\n{(PLAIN + ' ') * 20}\n")


def test_the_hit_stands_on_the_title():
    (hit,) = hits(f"\n  A title  \n\n{(HARD + ' ') * 7}\n")
    assert (hit.start, hit.end) == (3, 10)


def test_without_a_title_the_hit_stands_on_the_first_block():
    text = f"{(HARD + ' ') * 7}".strip()
    (hit,) = hits(f"{text}\n\n{PLAIN}\n")
    assert (hit.start, hit.end) == (0, len(text))


def test_the_arguments_are_the_figures():
    text = f"A title\n\n{(HARD + ' ') * 7}\n"
    (hit,) = hits(text)
    name, figure, maximum, sentence, word = hit.arguments
    metrics = measure(parse(text, "a.txt"))
    assert (name, maximum) == ("Flesch-Kincaid grade", "15")
    assert float(figure) == round(metrics["flesch_kincaid_grade"], 1)
    assert float(sentence) == round(metrics["words"] / metrics["sentences"])
    assert word == f"{metrics['syllables'] / metrics['words']:.2f} syllables a word"


def test_the_figure_shown_is_above_the_maximum():
    text = f"A title\n\n{(HARD + ' ') * 7}\n"
    value = measure(parse(text, "a.txt"))["flesch_kincaid_grade"]
    for maximum in (value - 0.04, value - 0.004, value - 0.0004):
        (hit,) = hits(text, maximum=maximum)
        assert float(hit.arguments[1]) > maximum
    assert not hits(text, maximum=value)


def test_the_two_longest_sentences_are_named():
    longest = HARD[:-1] + ", and from nobody else."
    text = f"A title\n\n{(HARD + ' ') * 6}\n\nHe said: “{longest}” {PLAIN}\n"
    (hit,) = hits(text, maximum=5)
    first, second = hit.related
    assert text[first.start : first.end] == f"He said: “{longest}”"
    assert text[second.start : second.end] == HARD
    assert (first.line, first.column, second.line, second.column) == (5, 1, 3, 1)
    assert first.message == "a sentence of 38 words"
    assert (first.end_line, first.end_column) == (5, 1 + len(f"He said: “{longest}”"))


def test_markup_does_not_move_the_places():
    hard = HARD.replace("independent", "**independent**").replace("the regional", "[the regional](https://a.example/b)")
    text = f"---\ntitle: A title\n---\n\n> {hard}\n> {hard}\n\n{hard}\n\n{hard}\n\n{hard} {hard} {hard}\n"
    (hit,) = hits(text, "a.md")
    assert text[hit.start : hit.end] == "A title"
    for place in hit.related:
        assert text[place.start : place.end].startswith("The municipal administration")
        assert text[place.start : place.end].endswith("ministry.")


@pytest.mark.parametrize("metric", [*NAMES])
def test_every_metric_can_be_chosen(metric):
    text = f"A title\n\n{(HARD + ' ') * 7}\n"
    value = measure(parse(text, "a.txt"))[metric]
    (hit,) = hits(text, metric=metric, maximum=value - 1)
    assert hit.arguments[0] == NAMES[metric]
    assert not hits(text, metric=metric, maximum=value)


@pytest.mark.parametrize("text", ["", "\n\n", "Title", "# \n", "???"])
def test_texts_without_prose_are_silent(text):
    assert not hits(text)
    assert not hits(text, "a.md")
    assert not hits(text, "a.html")
