from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from copydesk.checks.dangling_quote import OPTIONS, check
from copydesk.formats import parse
from copydesk.model import Rule
from copydesk.quotes import quotes_of

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_f3b05f84b327df08.txt"
RULE = yaml.safe_load((ROOT / "rules" / "attribution" / "dangling-quote.yml").read_text(encoding="utf-8"))

QUOTE = "“The ferry does not sail when the wind is from the north.”"
PLAIN = "The harbour was dredged in spring. The work took a week and two boats."
SAID = "The mayor said it would not be long before the boat sails."


def hits(text, format="markdown", **options):
    defaults = {name: option.default for name, option in OPTIONS.items()}
    rule = Rule("attribution.dangling-quote", "dangling-quote", RULE["message"], options={**defaults, **options})
    return list(check(rule, parse(text, "a", format)))


def found(text, format="markdown", **options):
    return [(text[hit.start : hit.end], hit.confidence) for hit in hits(text, format, **options)]


def test_the_seed_article_has_one():
    text = SEED.read_bytes().decode()
    assert [(hit.start, hit.end, hit.confidence) for hit in hits(text, "text")] == [(1565, 1696, "medium")]


@pytest.mark.parametrize("number", range(len(RULE["examples"])))
def test_the_examples_of_the_rule(number):
    example = RULE["examples"][number]
    text = example.get("bad") or example["good"]
    wanted = [finding["text"] if isinstance(finding, dict) else finding for finding in example.get("findings", ())]
    got = found(text, example.get("format", "markdown"), **example.get("options", {}))
    assert [piece for piece, _ in got] == wanted


def test_confidence_follows_the_paragraph_before():
    assert found(f"{PLAIN}\n\n{PLAIN}\n\n{QUOTE}") == [(QUOTE, "high")]
    assert found(f"{PLAIN}\n\n{SAID}\n\n{QUOTE}") == [(QUOTE, "medium")]
    chained = "“No boat sails when the wind is north,” Ann Lee said."
    assert found(f"{PLAIN}\n\n{chained}\n\n{QUOTE}") == [(QUOTE, "low")]


def test_french_is_read_with_care():
    plain = "Le port est fermé depuis le printemps, et les marins attendent le vent du sud dans les cafés de la ville."
    quote = "« Le bateau ne part pas quand le vent vient du nord, et personne ne sait pourquoi. »"
    assert found(f"{plain}\n\n{plain}\n\n{quote}\n\n{plain}") == [(quote, "medium")]
    assert found(f"{plain}\n\n{plain} {quote} {plain}") == [(quote, "low")]


def test_the_range_takes_a_full_stop_outside_the_marks():
    assert found(f'{PLAIN}\n\n{PLAIN}\n\n"The ferry does not sail when the wind is north".') == [
        ('"The ferry does not sail when the wind is north".', "high")
    ]


def test_markup_inside_the_quotation_belongs_to_it():
    quote = "*“The ferry does **not** sail when the wind is &amp; was north.”*"
    assert found(f"{PLAIN}\n\n{PLAIN}\n\n{quote}") == [(quote.strip("*"), "high")]


def test_marks_written_as_entities():
    text = f"<p>{PLAIN}</p><p>{PLAIN}</p><p>&quot;The ferry does not sail when it blows.&quot;</p>"
    assert found(text, "html") == [("&quot;The ferry does not sail when it blows.&quot;", "high")]


def test_a_link_is_a_source():
    assert found(f"{PLAIN}\n\n{PLAIN}\n\n[{QUOTE}](https://example.org)") == []
    assert found(f"{PLAIN}\n\n{PLAIN}\n\n{QUOTE} [letter](https://example.org)") == []


def test_a_link_to_something_in_the_quotation_is_none():
    quote = "“The [ferry](https://example.org) does not sail when the wind is from the north.”"
    assert found(f"{PLAIN}\n\n{PLAIN}\n\n{quote}") == [(quote, "high")]


@pytest.mark.parametrize(
    "text",
    [
        f"# {QUOTE}",
        f"{PLAIN}\n\n> {QUOTE}",
        f"{PLAIN}\n\n- {QUOTE}\n- {QUOTE}",
        f"{PLAIN}\n\n## Wind\n\n{QUOTE}",
        f"| a | b |\n|---|---|\n| {QUOTE} | {QUOTE} |",
        f"{PLAIN}\n\n```\n{QUOTE}\n```",
        f"{PLAIN}\n\n`{QUOTE}`",
        f"{PLAIN}\n\nHe heard it often:\n\n- {QUOTE}\n",
    ],
)
def test_places_that_are_excused(text):
    assert found(text) == []


def test_genres_can_be_taken_back():
    text = f"{PLAIN}\n\n{PLAIN}\n\n> {QUOTE}"
    assert found(text) == []
    assert found(text, genres=["dialogue"]) == [(QUOTE, "high")]


def test_window_article_is_content_with_an_earlier_speaker():
    text = f"{QUOTE[:-2]},” Ann Lee said.\n\n{PLAIN}\n\n{PLAIN}\n\n{QUOTE}"
    assert found(text) == [(QUOTE, "high")]
    assert found(text, window="article") == []
    assert found(f"{PLAIN}\n\n{PLAIN}\n\n{QUOTE}", window="article") == [(QUOTE, "high")]


def test_allowed_quotations_are_known_by_their_words():
    assert found(f"{PLAIN}\n\n{PLAIN}\n\n{QUOTE}", allow=["the FERRY does not sail"]) == []


def test_articles_in_other_languages_are_left_alone():
    text = "Båten blir i hamnen och sjömännen väntar på vinden som inte kommer. " * 6
    assert found(f"{text}\n\n{text}\n\n”Båten går inte när vinden kommer från norr i dag.”") == []


def test_the_answer_does_not_depend_on_line_ends():
    text = f"{PLAIN}\n\n{PLAIN}\n\n{QUOTE}\n"
    windows = text.replace("\n", "\r\n")
    assert [piece for piece, _ in found(windows)] == [piece for piece, _ in found(text)] == [QUOTE]


def test_facts_about_a_quotation():
    text = "“The ferry does not sail tonight,” Ann Lee said. It is a “legend”."
    first, second = quotes_of(parse(text, "a.md"))
    assert first == {
        "start": 0,
        "end": 34,
        "text": "“The ferry does not sail tonight,”",
        "words": 6,
        "speech_like": True,
        "sourced": True,
        "level": 1,
        "confidence": None,
        "speaker": [35, 42],
        "cue": [43, 47],
        "open_ended": False,
    }
    assert (second["text"], second["speech_like"], second["level"]) == ("“legend”", False, 2)


def test_facts_about_a_quotation_without_source():
    facts = quotes_of(parse(f"{PLAIN}\n\n{PLAIN}\n\n{QUOTE}", "a.md"))[0]
    assert (facts["sourced"], facts["level"], facts["confidence"]) == (False, 9, "high")
    assert (facts["speaker"], facts["cue"]) == (None, None)


def test_no_facts_without_marks():
    assert quotes_of(parse(PLAIN, "a.md")) == []
    assert quotes_of(parse("", "a.md")) == []


PIECES = [
    QUOTE,
    '"Is it so?"',
    "&quot;",
    "*",
    "> ",
    "- ",
    "# ",
    "`",
    "said Ann",
    ":",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "é",
    "😀",
    "—",
    "’",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.sampled_from(["markdown", "html", "text"]))
def test_facts_stand_where_they_say(text, format):
    document = parse(text, "a", format)
    facts = quotes_of(document)
    for fact in facts:
        assert 0 <= fact["start"] < fact["end"] <= len(document.text)
        assert fact["text"] == document.text[fact["start"] : fact["end"]]
        for name in ("speaker", "cue"):
            if fact[name]:
                assert 0 <= fact[name][0] <= fact[name][1] <= len(document.text)
    reported = hits(text, format)
    assert {hit.start for hit in reported} <= {fact["start"] for fact in facts if not fact["sourced"]}
