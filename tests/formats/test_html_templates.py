"""HTML with the tags of a template in it."""

from __future__ import annotations

import pytest

from copydesk.document import CODE
from copydesk.formats import parse
from offsets import check_offsets


def shown(text):
    document = parse(text, "a.html")
    check_offsets(document)
    return [
        (block.kind, block.text, text[block.start : block.end])
        for block in document.blocks
        if block.kind != "front-matter"
    ]


def test_tags_are_no_prose():
    text = (
        "{% for post in posts %}\n<h2>{{ post.title }}</h2>\n{% if post.new -%}\n<p>A <b>new</b> post from Zoë</p>\n"
        "{%- endif %}\n<p>By {{ post.author | upcase }}, at sea</p>\n{% endfor %}\n<ul>\n{% for a in b %}\n"
        '<li><a href="{{ a.url }}">Pier</a></li>\n{% endfor %}</ul>\n'
    )
    assert [(kind, visible) for kind, visible, _ in shown(text)] == [
        ("paragraph", "A new post from Zoë"),
        ("paragraph", f"By {CODE}, at sea"),
        ("list-item", "Pier"),
    ]


def test_blocks_begin_and_end_with_what_is_shown():
    assert shown("<p>{% if a %} The boat {% endif %}</p>\n") == [("paragraph", "The boat", "The boat")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ if .A > 3 }}<p>High tide</p>{{ end }}", ["High tide"]),
        ("{{- range .Pages -}}<p>{{ .Title }} is here</p>{{- end -}}", [f"{CODE} is here"]),
        ("{{#each boats}}<p>Boat {{name}} {{{raw}}}</p>{{/each}}", [f"Boat {CODE} {CODE}"]),
        ("{{> head}}<p>The pier</p>", ["The pier"]),
        ("---\nlayout: a\n---\n<p>{{ page.a }} sails</p>", [f"{CODE} sails"]),
        ("{% raw %}<p>The sign {{ x }}</p>{% endraw %}", ["The sign {{ x }}"]),
        ("{% include 'a' %}{# a note #}<p>The quay</p>", ["The quay"]),
        ("{% highlight js %}let a = 1 < 2{% endhighlight %}<p>The quay</p>", ["The quay"]),
    ],
)
def test_languages_of_templates(text, expected):
    assert [visible for kind, visible, _ in shown(text) if kind == "paragraph"] == expected


def test_comments_of_a_template():
    text = "{{- /*\n  Draws é.\n\n  {{< boat >}}\n*/ -}}\n<p>The quay</p>{% comment %} no <p>prose {% endcomment %}\n"
    assert shown(text) == [
        ("comment", "Draws é.\n\n  {{< boat >}}", "Draws é.\n\n  {{< boat >}}"),
        ("paragraph", "The quay", "The quay"),
        ("comment", "no <p>prose", "no <p>prose"),
    ]


def test_code_shows_what_it_holds():
    text = "{% if a %}<pre>{{ x }} = é</pre><p>Write <code>{{ y }}</code> so</p>{% endif %}"
    document = parse(text, "a.html")
    check_offsets(document)
    assert [block.text for block in document.blocks] == ["{{ x }} = é", f"Write {CODE} so"]
    assert document.blocks[1].code == [(6, "{{ y }}")]


def test_what_a_template_fills_in_is_no_title_and_no_metadata():
    text = "{% if a %}<title>{{ page.title }}</title><meta name='description' content='{{ b }}'>{% endif %}<p>Text here"
    document = parse(text, "a.html")
    assert document.metadata == {}
    assert document.title_text == "Text here"
    text = "{% if a %}<title>The boat – {{ site.title }}</title>{% endif %}<h2>Text"
    assert parse(text, "a.html").title_text == f"The boat – {CODE}"


def test_a_published_page_is_no_template():
    text = "<p>Dear {{ name }}, the boat leaves.</p>"
    assert shown(text) == [("paragraph", "Dear {{ name }}, the boat leaves.", "Dear {{ name }}, the boat leaves.")]


@pytest.mark.parametrize("piece", ["{{", "{% a", "{% a %}", "{{/*", "{{ if a }}", "{# ", "{% raw %}", "<p>{{ if }}é"])
def test_hostile_templates(piece):
    text = "{% if a %}" + piece * (100_000 // len(piece))
    assert all(0 <= block.start <= block.end <= len(text) for block in parse(text, "a.html").blocks)
