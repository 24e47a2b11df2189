from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from copydesk import check_text
from copydesk.checks import repeated_sentence
from copydesk.duplicates import sentences
from copydesk.duplicates.article import exact_repeats, near_repeats, passages
from copydesk.formats import parse
from copydesk.model import Rule
from copydesk.text.sentences import sentences as split

VALUES = yaml.safe_load(
    (Path(__file__).parents[2] / "rules" / "duplication" / "repeated-sentence.yml").read_text("utf-8")
)
DEFAULTS = {name: VALUES[name] for name in repeated_sentence.OPTIONS}
FAIR = "The fair opens on Friday at noon with a parade of forty boats."
BAND = "A band from the islands plays on the quay until the lamps go out."
COAT = "Bring a warm coat, for the wind from the north is cold in spring."
GATE = "Nobody may pass the gate of the old yard after six in the evening."
CAKE = "There is cake for every child that comes in the dress of a pirate."


def hits(text, path="a.md", **options):
    rule = Rule("duplication.repeated-sentence", "repeated-sentence", "%s%s", options={**DEFAULTS, **options})
    return list(repeated_sentence.check(rule, parse(text, path)))


def found(text, path="a.md", **options):
    return [text[hit.start : hit.end] for hit in hits(text, path, **options)]


def test_the_rule_file_sets_every_option_to_its_default():
    for name, option in repeated_sentence.OPTIONS.items():
        assert VALUES[name] == (list(option.default) if option.type == "strings" else option.default)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("path", ["a.md", "a.txt", "a.html"])
def test_both_ends_are_exact(newline, path):
    paragraphs = ["Title 🗞", f"{BAND} {FAIR} {COAT}", f"{GATE} {FAIR} {CAKE}"]
    if path == "a.html":
        paragraphs = [f"<p>{paragraph}</p>" for paragraph in paragraphs]
    text = "\ufeff" + (newline + newline).join(paragraphs) + newline
    document = parse(text, path)
    (hit,) = hits(text, path)
    place = hit.related[0]
    assert document.text[hit.start : hit.end] == document.text[place.start : place.end] == FAIR
    assert place.start < hit.start
    assert (place.line, place.column) == document.position(place.start)
    assert (place.end_line, place.end_column) == document.position(place.end)
    assert hit.arguments == (str(place.line), "")
    assert hit.fix is None


@pytest.mark.parametrize(
    ("body", "ends"),
    [
        (f"{COAT} **{FAIR}** {GATE}", f"**{FAIR}**"),
        (f"{COAT} **{FAIR} {GATE}**", FAIR),
        (f"**{COAT} {FAIR}** {GATE}", FAIR),
        (f"{COAT} **The fair** opens on Friday at noon with a parade of *forty boats.* {GATE}", None),
        (f"{COAT} [The fair](u) opens on Friday at noon with a parade of [forty boats.](v 'w') {GATE}", None),
        (
            f"{COAT} [The fair][u] opens on Friday at noon with a parade of [forty boats.][] {GATE}\n\n[u]: x\n[forty boats.]: y",
            "[The fair][u] opens on Friday at noon with a parade of [forty boats.][]",
        ),
        (f"{COAT} The fair opens on Friday at noon with a parade of `forty boats`. {GATE}", None),
        (f"{COAT} ({FAIR}) {GATE}", f"({FAIR})"),
        (f"{COAT} ![](a.png) {FAIR} ![](b.png) {GATE}", FAIR),
        (f"{COAT}\n{{{{< figure src='a.png' >}}}}\n{FAIR} {GATE}", FAIR),
        (f"{COAT} {FAIR}", FAIR),
        (f"{COAT} {FAIR}[^1] {GATE}\n\n[^1]: A note.", FAIR),
        (f"{COAT} {FAIR.replace('boats.', 'boats!”').replace('The', '“The')} {GATE}", None),
    ],
)
def test_marks_belong_to_the_sentence_they_open_and_close(body, ends):
    if ends is None:
        ends = body[len(COAT) + 1 : -len(GATE) - 1]
    expected = [] if ends.startswith("“") else [ends]
    assert found(f"{BAND} {FAIR}\n\n{body}\n") == expected


def test_markup_in_html_belongs_to_it_too():
    later = "<b>The fair</b> opens on Friday at noon with a parade of <a href='x y'>forty boats.</a>"
    assert found(f"<p>{BAND} {FAIR}</p><p>{COAT} {later} {GATE}</p>", "a.html") == [later]


@pytest.mark.parametrize(
    "later",
    [
        FAIR.upper(),
        FAIR.replace(" ", "\n", 4),
        FAIR.replace("Friday", "“Friday”"),
        FAIR.replace(" on ", ", on "),
        FAIR.replace("parade", "pa\xadrade"),
        FAIR.replace("noon", "**noon**"),
        FAIR.replace(".", "!"),
    ],
)
def test_case_marks_and_breaks_make_no_difference(later):
    assert found(f"{BAND} {FAIR}\n\n{COAT} {later} {GATE}\n") == [later]


def test_another_word_makes_one():
    assert not hits(f"{BAND} {FAIR}\n\n{COAT} {FAIR.replace('forty', 'fifty')} {GATE}\n")


@pytest.mark.parametrize(
    "text",
    [
        "{0} “{1}” {2}\n\n{3} {1} {4}\n",
        "{0} “Well. {1} So it is,” he said. {2}\n\n{3} {1} {4}\n",
        "{0} {1} {2}\n\n> {3} {1} {4}\n",
        "{0} {1} {2}\n\n- {3} {1} {4}\n",
        "{0} {1} {2}\n\n| a | b |\n|---|---|\n| {3} {1} {4} | c |\n",
        "{0} {1} {2}\n\n[^1]\n\n[^1]: {3} {1} {4}\n",
        "# {1}\n\n{3} {1} {4}\n",
        "{0} {1} {2}\n\n## {1}\n\n{3} {4}\n",
    ],
)
def test_lawful_repetitions(text):
    assert not hits(text.format(BAND, FAIR, COAT, GATE, CAKE))


@pytest.mark.parametrize(
    "sentence",
    [
        "Photo: Anna Berg for the harbour office of the town, May 2019.",
        "(Photograph by Anna Berg for the harbour office of the town.)",
        "The parade of the forty boats in the harbour, Getty Images.",
        "All you need to know about the fair and its boats:",
        "All you need to know about the fair and its boats",
        "[All you need to know about the fair](x) and its boats.",
        "return all of the boats that are in the harbour = none.",
    ],
)
def test_what_is_no_sentence_of_the_text(sentence):
    assert not hits(f"{BAND} {sentence} {COAT}\n\n{GATE} {sentence}\n\n{CAKE} {sentence}\n")


def test_template_tags_are_no_prose():
    sentence = FAIR.replace("noon", "{{ opening.time }}")
    assert not hits(f"{BAND} {sentence} {COAT}\n\n{GATE} {sentence} {CAKE}\n", "a.txt")


def test_a_question_may_open_every_answer():
    question = "Can I bring my dog on board one of the ships?"
    assert not hits(f"{question} {BAND} {GATE}\n\n{question} {COAT}\n")
    assert not hits(f"Q: {question} {BAND} {GATE}\n\nQ: {question} {COAT}\n")
    assert found(f"{CAKE} {question} {BAND} {GATE}\n\n{COAT} {question} {FAIR}\n") == [question]


def test_verse_has_refrains():
    refrain = "Oh, hear the bell, the bell of the inn, that calls you.\n"
    verse = "The snow lies deep upon the hill,\n{}\nAnd nobody is kind.\n" + refrain + "\n"
    assert not hits(verse.format("The road is long") + verse.format("The night is still, so still"), "a.txt")


def test_a_place_has_one_finding():
    copied = f"{BAND} {FAIR} {COAT}"
    for text in (
        f"{copied}\n\n{GATE}\n\n{copied}\n",
        f"{copied}\n\n{GATE}\n\n{copied.replace('islands', 'hills')}\n",
        f"{copied}\n\n{GATE}\n\n{copied} {GATE} {CAKE}\n",
        f"{FAIR}\n\n{FAIR}\n\n{BAND} {COAT}\n",
        f"# {FAIR}\n\n{FAIR} {BAND}\n\n{COAT}\n",
    ):
        findings = [finding for finding in check_text(text, path="a.md") if finding.rule.startswith("duplication.")]
        assert len(findings) == 1
        assert findings[0].rule != "duplication.repeated-sentence"


def test_a_third_copy_beside_copied_paragraphs_is_reported():
    copied = f"{BAND} {FAIR} {COAT}"
    (hit,) = hits(f"{copied}\n\n{copied}\n\n{GATE} {FAIR} {CAKE}\n")
    assert hit.related[0].line == 1


def test_confidence():
    def confidence(text):
        return [hit.confidence for hit in hits(text)]

    assert confidence(f"{FAIR} {BAND} {FAIR}\n") == [None]
    assert confidence(f"{FAIR} {BAND}\n\n{COAT} {FAIR}\n") == ["medium"]
    assert confidence(f"{FAIR} {BAND}\n\n## Wind\n\n{COAT} {FAIR}\n") == ["low"]
    assert confidence(f"{FAIR} {BAND}\n\n{COAT} {FAIR}\n\n{FAIR} {GATE}\n") == ["low", "low"]
    assert confidence(f"{BAND} {FAIR} {FAIR} {FAIR}\n") == [None, None]
    linked = FAIR.replace("boats", "[boats]({})")
    assert confidence(f"{linked.format('x')} {BAND}\n\n{COAT} {linked.format('y')}\n") == ["low"]
    assert confidence(f"{linked.format('x')} {BAND}\n\n{COAT} {linked.format('x')}\n") == ["medium"]


def test_keys_do_not_depend_on_the_other_end_or_the_place():
    one = hits(f"{FAIR} {BAND} {FAIR}\n")[0]
    other = hits(f"{COAT} {FAIR.upper()} {CAKE}\n\n{GATE} {FAIR}\n")[0]
    assert (one.key, one.cluster) == (other.key, other.cluster)


def test_scripts_without_blanks():
    first, second, third = (
        "渔船在星期五的清晨离开了旧港口，驶向北边的群岛。",
        "市场今天关门。",
        "孩子们在码头上等了很久。",
    )
    assert found(f"{second}{first}{third}面包师说明年会有更多的客人。\n\n学校下周不上课，老师们去山里。{first}\n") == [
        first
    ]


@pytest.mark.parametrize("least", [4, 8, 12])
def test_min_words(least):
    sentence = "Seven boats came back from the open sea tonight."
    assert bool(hits(f"{BAND} {sentence}\n\n{COAT} {sentence} {GATE}\n", **{"min-words": least})) == (least < 12)


# The prefilter must not lose what the slow way finds.
PARTS = (
    FAIR,
    FAIR.upper(),
    BAND,
    COAT,
    GATE.replace("gate", "“gate”"),
    CAKE,
    "Café or bar?",
    "Mr. A. Berg of St. Ives wants all of it.",
)


@given(st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5), max_size=5))
def test_nothing_is_lost_before_the_cutting(paragraphs):
    document = parse("\n\n".join([" ".join(paragraph) for paragraph in paragraphs]), "a.txt")
    seen, expected = set(), []
    for passage in passages(document, ["paragraph"], 8):
        block = passage.block
        for start, end in split(block.text, document.language):
            words = tuple(sentences._words(block, start, end))
            if len(words) >= 8:
                if words in seen:
                    expected.append((block.start, start, end))
                seen.add(words)
    repeats = sentences.repeated_sentences(document, ["paragraph"], 8)
    assert [(later.block.start, later.start, later.end) for later, _ in repeats] == expected
    taken = {later.block.start for later, _ in exact_repeats(document, ["paragraph"], 8)}
    taken |= {repeat.passage.block.start for repeat in near_repeats(document, ["paragraph"], 12)}
    for hit in hits(document.text, "a.txt"):
        assert not any(block.start in taken for block in document.prose if block.start <= hit.start < block.end)
