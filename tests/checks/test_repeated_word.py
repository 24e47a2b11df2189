from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from copydesk.checks.repeated_word import OPTIONS, check
from copydesk.formats import parse
from copydesk.model import Rule

RULE = yaml.safe_load((Path(__file__).parents[2] / "rules" / "integrity" / "repeated-word.yml").read_text("utf-8"))


def hits(text, path="a.md", **options):
    values = {name: RULE.get(name, option.default) for name, option in OPTIONS.items()}
    rule = Rule("integrity.repeated-word", "repeated-word", "%s", options={**values, **options})
    return list(check(rule, parse(text, path)))


def found(text, path="a.md", **options):
    return [text[hit.start : hit.end] for hit in hits(text, path, **options)]


def fixed(text, path="a.md"):
    for hit in sorted(hits(text, path), key=lambda hit: -hit.start):
        for edit in hit.fix.edits if hit.fix else ():
            text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("text", "pair", "after"),
    [
        ("It was in the the box.", "the the", "It was in the box."),
        ("The the box was shut.", "The the", "The box was shut."),
        (
            "It went down the long and winding road to\nto the shop.",
            "to\nto",
            "It went down the long and winding road to the shop.",
        ),
        ("It went to  to the shop.", "to  to", "It went to the shop."),
        ("It went to\xa0to the shop.", "to\xa0to", "It went to the shop."),
        ("Made **of** the oak and *of of elm*.", "of of", "Made **of** the oak and *of elm*."),
        ("We saw that [the](a) the ship and **a ship of** of oak.", "of** of", None),
        ("See that it turns at [at noon](b).", "at [at", "See that it turns [at noon](b)."),
        ("It was (by by all accounts) over.", "by by", "It was (by all accounts) over."),
        ("# MAN BITES DOG IN IN PARK", "IN IN", "# MAN BITES DOG IN PARK"),
        ("The caf&eacute; was for for sale.", "for for", "The caf&eacute; was for sale."),
    ],
)
def test_doubled_function_words(text, pair, after):
    assert pair in found(text)
    if after is not None:
        assert fixed(text) == after
        assert hits(after) == []


@pytest.mark.parametrize(
    "text",
    [
        "She had had enough, and he knew that that was so.",
        "No no, it was a very very long way, far far away.",
        "Duran Duran played in Pago Pago; Will will tell. The The did not.",
        "He came to, to my relief. It was over. Over there it began.",
        "Rows 5 5 and x x; `the the`; see the-the and well-to to-do lists.",
        "- search\n- search\n\nand\n\nand\n",
        "Search\nSearch\nSafari\nSafari\n",
        "The word *the* the child knew, and <b>of</b> of which he spoke.",
        "We go into The The again, and to To Kill a Bird.",
        "Blah blah blah, and so on.",
        "The work is “done done” now.",
        "I think it it hurts.",
    ],
)
def test_lawful_doublings(text):
    assert [hit for hit in hits(text, "a.txt") if hit.confidence != "low"] == []


def test_content_words_are_less_sure_and_never_fixed_without_asking():
    (hit,) = hits("The company company paid.")
    assert (hit.confidence, hit.fix.safety, hit.arguments) == ("medium", "unsafe", ("company",))
    (hit,) = hits("The of of paid.")
    assert (hit.confidence, hit.fix.safety) == ("high", "safe")
    assert hits("The company company paid.", **{"content-words": False}) == []
    assert hits("The company company paid.", allow=["Company"]) == []


def test_a_particle_may_belong_to_the_verb_before():
    assert [hit.confidence for hit in hits("He logged in in May.")] == ["low"]
    assert [hit.confidence for hit in hits("He slept in in May.".replace("slept", "lay"))] == ["high"]


def test_an_article_doubled_across_a_quotation_mark():
    text = "He called it a “a tireless crew” and left."
    assert found(text) == ["a “a"]
    assert fixed(text) == "He called it “a tireless crew” and left."
    assert found("He read the “The Voice” and a “an” b.") == []


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Der Mann, mit der der Rat nicht sprach, kam mit mit dem Zug und ist für die Stadt da.", ["mit mit"]),
        ("Nous nous sommes levés pour la mer et pour les les enfants dans la ville.", ["les les"]),
        ("El barco llegó a la isla con con los niños y con las cartas de la ciudad.", ["con con"]),
        ("Het schip kwam met de brief van van de stad en het lag bij de kade.", ["van van"]),
        ("Корабль пришёл пришёл в порт.", []),
    ],
)
def test_languages_have_their_own_lists(text, pairs):
    assert found(text) == pairs or (pairs == [] and all(hit.confidence != "high" for hit in hits(text)))


def test_a_declared_language_that_is_not_listed_is_left_alone():
    assert found("---\nlang: fi\n---\n\nSe on on totta.\n") == []


def test_damage_and_size_do_no_harm():
    assert found("\ud800 the the \x00", "a.txt") == ["the the"]
    assert len(hits("a" * 50_000 + " " + "the the. " * 2000, "a.txt")) == 2000
    # In linear time: the square of it would take minutes.
    assert {hit.confidence for hit in hits("a\n" * 100_000, "a.txt")} == {"low"}


@given(st.text(alphabet="atheo T\n.“*[]()`&;<>é\xa0", max_size=60))
def test_hits_lie_in_the_text(text):
    for path in ("a.txt", "a.md"):
        document = parse(text, path)
        for hit in hits(text, path):
            assert 0 <= hit.start < hit.end <= len(document.text)
            assert len(text[hit.start : hit.end].split()) >= 2
            for edit in hit.fix.edits if hit.fix else ():
                assert hit.start <= edit.start < edit.end <= hit.end


@pytest.mark.parametrize(
    ("text", "confidence", "safety"),
    [
        ("The bus ran in in the rain, and nobody knew.", "high", "safe"),
        ("They logged in in the rain, and nobody knew.", "low", "unsafe"),
        ("She turned it on on Monday, and nobody knew.", "low", "unsafe"),
        ("The harbour harbour is old, and nobody knew.", "medium", "unsafe"),
    ],
)
def test_how_sure_it_is_that_a_doubled_word_is_a_slip(text, confidence, safety):
    (hit,) = hits(text, "a.txt")
    assert (hit.confidence, hit.fix.safety) == (confidence, safety)
