from pathlib import Path

import pytest
import yaml

from copydesk.checks import dense_sentences, length
from copydesk.formats import parse
from copydesk.model import CopydeskError, Rule

RULES = Path(__file__).parents[2] / "rules" / "readability"
SENTENCE = "The old captain of the white ferry breaks the ice in the bay by herself every winter."  # 17 words


def hits(text, path="a.md", check=length, **options):
    defaults = {name: option.default for name, option in check.OPTIONS.items()}
    rule = Rule("readability.test", "length", "", options={**defaults, **options})
    document = parse(text, path)
    return document, list(check.check(rule, document))


def spans(text, path="a.md", **options):
    document, found = hits(text, path, **options)
    return [document.text[hit.start : hit.end] for hit in found]


def test_exactly_the_long_sentence_is_marked():
    long = SENTENCE.replace("white", "**white** &amp; 🛥 blue-green")
    text = f"- {SENTENCE} {long}\r\n\r\n> {SENTENCE}\r\n"
    assert spans(text, maximum=17) == [long]
    document, (hit,) = hits(text, maximum=17)
    assert hit.arguments == ("18", "17")
    assert document.position(hit.start) == (1, 4 + len(SENTENCE))


def test_the_maximum_itself_is_not_reported():
    assert spans(SENTENCE, maximum=17) == []
    assert spans(SENTENCE, maximum=16) == [SENTENCE]


def test_a_paragraph_has_the_words_of_its_sentences():
    text = f"# A title\n\n{SENTENCE} {SENTENCE}\n\n{SENTENCE}\n"
    assert spans(text, unit="paragraph", maximum=33) == [f"{SENTENCE} {SENTENCE}"]
    assert spans(text, unit="paragraph", maximum=34) == []


def test_headings_tables_and_fragments_are_no_paragraphs():
    text = f"# {SENTENCE}\n\n| {SENTENCE} |\n|---|\n\nPhoto: Ann Roe, taken in the harbour\n\n```\n{SENTENCE}\n```\n"
    assert spans(text, unit="paragraph", maximum=1) == []
    assert spans(text, unit="sentence", maximum=1) == []


def test_sections_are_parted_by_headings_questions_and_short_lines():
    paragraph = f"{SENTENCE}\n\n"
    for between in ("## In winter\n\n", "Why does she do that?\n\n", "In winter\n\n"):
        assert spans(f"# The ferry\n\n{paragraph}{between}{paragraph}", unit="section", maximum=17) == []
    assert spans(f"# The ferry\n\n{paragraph * 2}", unit="section", maximum=17) == ["The ferry"]
    under = f"# The ferry\n\n{paragraph}## In winter\n\n{paragraph * 2}"
    assert spans(under, unit="section", maximum=17) == ["In winter"]
    assert spans(under.replace("## ", ""), unit="section", maximum=17) == ["The ferry"]
    assert spans(paragraph * 2, unit="section", maximum=17) == [SENTENCE]


def test_a_section_tells_its_lines():
    _, (hit,) = hits(f"# The ferry\n\n{SENTENCE}\n\n- {SENTENCE}\n\n{SENTENCE}\n", unit="section", maximum=30)
    assert hit.arguments == ("34", "30", "3", "7")


def test_languages_have_maxima_of_their_own():
    german = "Der alte Kapitän der weißen Fähre bricht jeden Winter selbst das Eis in der Bucht."
    assert spans(f"---\nlang: de-AT\n---\n\n{german}", maximum=45, **{"by-language": {"de": "14"}}) == [german]
    assert spans(f"---\nlang: de-AT\n---\n\n{german}", maximum=1, **{"by-language": {"de": "14", "de-at": "15"}}) == []
    assert spans(german, maximum=45, **{"by-language": {"fr": "1"}}) == []


def test_without_blanks_between_words_nothing_is_counted_unless_asked_for():
    chinese = "老船长每年冬天都独自打破海湾里的冰。"
    assert spans(chinese, maximum=5) == []
    assert spans(chinese, maximum=5, **{"by-language": {"zh": "5"}}) == [chinese]


def test_a_maximum_that_is_no_number_is_an_error():
    with pytest.raises(
        CopydeskError, match=r"readability\.test: 'by-language' must map 'en' to a whole number, not 'x'"
    ):
        hits(f"{SENTENCE} " * 3, **{"by-language": {"en": "x"}})


@pytest.mark.parametrize("text", ["", "\n", "# \n", "???", "- \n", "<!-- x -->"])
@pytest.mark.parametrize("unit", ["sentence", "paragraph", "section"])
def test_texts_without_prose_are_silent(text, unit):
    assert spans(text, unit=unit, maximum=1) == []
    assert hits(text, check=dense_sentences, **{"minimum-sentences": 1, "maximum": 0})[1] == []


def test_an_article_of_long_sentences_is_reported_once():
    text = f"# The ferry\n\n{SENTENCE} {SENTENCE} It is cold.\n"
    options = {"words": 16, "minimum-sentences": 3, "maximum": 66}
    document, (hit,) = hits(text, check=dense_sentences, **options)
    assert document.text[hit.start : hit.end] == "The ferry"
    assert hit.arguments == ("2", "3", "67", "16", "66")
    for other in ({"words": 17}, {"minimum-sentences": 4}, {"maximum": 67}):
        assert hits(text, check=dense_sentences, **{**options, **other})[1] == []


@pytest.mark.parametrize("name", ["long-sentence", "long-paragraph", "missing-subheading", "dense-sentences"])
def test_the_rules_are_suggestions(name):
    rule = yaml.safe_load((RULES / f"{name}.yml").read_text("utf-8"))
    assert rule["level"] == "suggestion"
