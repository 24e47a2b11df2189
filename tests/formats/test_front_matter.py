from __future__ import annotations

import pytest

from copydesk.formats import parse
from copydesk.formats.front_matter import split
from offsets import check_offsets


def fields(text):
    return [(block.field, text[block.start : block.end]) for block in split(text).blocks]


def test_flat_yaml_with_exact_places():
    text = "---\ntitle: A day: not in quotes\n---\n"
    assert split(text).title is not None
    text = "---\n# comment\ntitle: 'One day'  # said so\nauthor: Zoë\ntags: [a, 'b c', \"d\"]\nempty:\nlist:\n- x\n  - y\n---\nBody\n"
    front = split(text)
    assert front.values == {
        "title": "One day",
        "author": "Zoë",
        "tags": ["a", "b c", "d"],
        "empty": "",
        "list": ["x", "y"],
    }
    assert fields(text) == [
        ("title", "One day"),
        ("author", "Zoë"),
        ("tags", "a"),
        ("tags", "b c"),
        ("tags", "d"),
        ("list", "x"),
        ("list", "y"),
    ]
    assert text[front.end :] == "Body\n"


def test_nested_and_escaped_yaml():
    text = '---\ntitle: "He said \\"no\\" to caf\\u00e9s"\nauthor: {name: Ann, links: [x, {y: z}]}\nlead: >-\n  One line\n  and more.\n---\n'
    front = split(text)
    assert front.values == {
        "title": 'He said "no" to cafés',
        "author": {"name": "Ann", "links": ["x", {"y": "z"}]},
        "lead": "One line and more.",
    }
    assert fields(text) == [
        ("title", 'He said \\"no\\" to caf\\u00e9s"'),
        ("author.name", "Ann"),
        ("author.links", "x"),
        ("author.links.y", "z"),
        ("lead", "One line\n  and more."),
    ]
    lead = front.blocks[-1]
    assert text[slice(*lead.source_range(9, 12))] == "and"


def test_toml_and_json():
    text = '+++\ntitle = "One"\ndraft = true\n[extra]\nteam = \'the "team"\'\nlist = ["a"]\n+++\nBody'
    front = split(text)
    assert front.values == {"title": "One", "draft": "True", "extra": {"team": 'the "team"', "list": ["a"]}}
    assert fields(text) == [("title", "One"), ("extra.team", 'the "team"')]
    assert text[front.end :] == "Body"
    text = '{\n  "title": "Ünïque",\n  "deep": {"title": "other"},\n  "n": 5\n}\nBody'
    front = split(text)
    assert front.values == {"title": "Ünïque", "deep": {"title": "other"}, "n": 5}
    assert fields(text) == [("title", "Ünïque")]
    assert text[front.end :] == "Body"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n",
        "---\ntitle: x\n",
        "--- \nA sentence between rules.\n\n---\nMore\n",
        "---\n- item\n---\n",
        "Hello\n\n---\ntext: here\n---\n",
        "+++\nno toml at all\n+++\n",
        "{% include x %}\n",
        "{}\n",
        '{"a": 1} and prose\n',
        '{"a": \n',
        '{"a": ' * 100_000,
        "\n---\ntitle: x\n---\n",
    ],
)
def test_what_is_no_front_matter_stays(text):
    assert split(text).end == 0


def test_empty_front_matter_is_cut():
    assert split("---\n---\nBody").end == 8
    assert split("---\n# only a comment\n...\nBody").end == 25


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end):
    text = end.join(["---", "title: One", "tags:", "  - a", "---", "Body"])
    assert split(text).values == {"title": "One", "tags": ["a"]}
    assert fields(text) == [("title", "One"), ("tags", "a")]


def test_broken_yaml_gives_what_can_be_read():
    text = '---\ntitle: "One" two\nlead: [a\nauthor: Ann\n---\n'
    assert split(text).values["author"] == "Ann"


def test_aliases_are_not_expanded():
    bomb = "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
    )
    front = split(f"---\na: &a [x, x]\n{bomb}---\n")
    assert len(front.blocks) == 2


def test_language_of_front_matter():
    assert parse("---\nlang: de_AT\n---\nText", "a.md").language == "de-AT"
    assert parse("---\nlanguage: fr\n---\nText", "a.md").language == "fr"
    assert parse("---\ntitle: fr\n---\nText", "a.md").language is None


def test_what_is_no_language_code_is_passed_over():
    assert parse("---\nlang: English please\nlocale: pt_BR.UTF-8\n---\nText", "a.md").language == "pt-BR"
    assert parse("---\nlang: {{ site.lang }}\n---\nText", "a.md").language is None


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_without_end_is_no_crash(opening):
    text = f"---\ntitle: One\na: {opening * 100_000}\n---\nBody\n"
    assert split(text).values["title"] == "One"
    assert text[split(text).end :] == "Body\n"


def test_odd_yaml_is_read_as_far_as_it_goes():
    assert split("---\na: {b: [c, {d: e}], f: }\ng: &x h\ni: *x\n---\n").values == {
        "a": {"b": ["c", {"d": "e"}], "f": ""},
        "g": "h",
        "i": None,
    }
    assert split("---\ntitle: One\n? [a, b]\n: c\n---\n").values == {"title": "One"}
    assert split("---\na: [x\n...\nBody\n").values == {"a": "[x"}
    assert split("---\nlist: [a]\ntitle: *One*\n---\n").values == {"list": "[a]", "title": "*One*"}


def test_a_value_that_ends_in_a_blank_or_is_broken_within_a_word():
    text = "---\ntitle: 'the last one&#46; '\nsummary: \"see https://e.org/a-lo\\\n  ng-address now\"\nk:\n  - a\n---\ntext\n"
    document = parse(text, "a.md")
    check_offsets(document)
    title, summary = list(document.blocks_of("front-matter"))[:2]
    assert text[slice(*title.source_range(14, 16))] == "46"
    assert summary.text.split()[1] == "https://e.org/a-long-address"
