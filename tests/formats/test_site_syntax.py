"""Markdown as sites write it: what a reader sees of it, and where it stands."""

from __future__ import annotations

import sys

import pytest

from copydesk.document import CODE
from copydesk.formats import parse
from offsets import check_offsets


def blocks(text, *, path="a.md"):
    document = parse(text, path)
    check_offsets(document)
    return [(block.kind, block.text, text[block.start : block.end]) for block in document.blocks]


def shown(text, *, path="a.md"):
    """Kinds and texts of the blocks, comments aside."""
    return [(kind, visible) for kind, visible, _ in blocks(text, path=path) if kind != "comment"]


def prose(text, *, path="a.md"):
    """Texts that a reader takes for prose."""
    return [block.text for block in parse(text, path).prose if check_offsets(parse(text, path)) >= 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import A from './a';\nimport { B } from \"b\"\n\nText\n", ["Text"]),
        ("import './style.css'\n\nText\n", ["Text"]),
        ("import {\n  A,\n  B,\n} from 'x'\n\nText\n", ["Text"]),
        ("export const meta = {\n  title: 'a } b',\n\n  more: [1]\n}\n\nText\n", ["Text"]),
        ("export default function Page() {\n  return <p>no</p>\n}\n\nText\n", ["Text"]),
        ("export * from './x'\nexport const a = 1\n\nText\n", ["Text"]),
        ("<Intro>\n\nText *here*.\n\n</Intro>\n", ["Text here."]),
        ("<Intro>\nText *here*.\n</Intro>\n", ["Text here."]),
        ('<Note title="No prose" level={2}>Text</Note>\n', ["Text"]),
        ("<Tabs items={['a', 'b']}>\n<Tab>One</Tab>\n\n</Tabs>\n", ["One"]),
        ("A <Step n={1}>marked</Step> word\n", ["A marked word"]),
        ('Press <Icon name="x" /> now\n', [f"Press {CODE} now"]),
        ("<Box\n  style={{ margin: '0 }' }}\n  onClick={() => {\n    go();\n  }}\n>\nText\n</Box>\n", ["Text"]),
        ("<div className={a}>\n\nText\n\n</div>\n", ["Text"]),
        ("{/* note */}\n\nYou have {count} left.\n", [f"You have {CODE} left."]),
        ("# Title {/*title*/}\n\nText\n", ["Title", "Text"]),
        ("{/* a\n\nb */}\n\nText\n", ["Text"]),
        ("{list.map((x) => (\n  <li>{x}</li>\n))}\n\nText{' '}\n{/* */}\n", ["Text"]),
        ("<>\n\nText\n\n</>\n\n{/* x */}\n", ["Text"]),
        ("A <Bb/>{`a } ${b} c`} text\n{/* x */}", [f"A {CODE}{CODE} text"]),
    ],
)  # fmt: skip
def test_mdx(text, expected):
    assert prose(text, path="a.mdx") == expected
    assert prose(text) == expected


def test_a_brace_begins_an_expression_only_in_mdx():
    text = "Sets such as {a, b} and {c}.\n"
    assert prose(text) == ["Sets such as {a, b} and {c}."]
    assert prose(text, path="a.mdx") == [f"Sets such as {CODE} and {CODE}."]
    assert prose("Let {x} be.\n\n```jsx\nimport A from 'a'\n\n{/* c */}\n```\n") == ["Let {x} be."]
    assert prose("Late {x} proof.\n\n<A b={c} />\n") == [f"Late {CODE} proof."]


@pytest.mark.parametrize(
    "text",
    [
        "import the goods from 'abroad, they said.\n",
        'We import from "Peru".\n',
        "export the goods\n",
        "An open { brace.\n",
        "A {word} and an } end.\n",
        "Use `{{ x }}` and `{% y %}` and `<A b={c}>`.\n".replace("`", ""),
        "If a <B and c is so.\n",
        "A HTML <B>bold</B> word\n".replace("<B>", "").replace("</B>", ""),
    ],
)  # fmt: skip
def test_prose_stays_prose(text):
    if "{{" not in text:
        assert prose(text) == [text.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('See {{< ref "a b.md" >}} now\n', [f"See {CODE} now"]),
        ('{{< figure src="a.png"\n  title="A caption" >}}\n\nText\n', ["Text"]),
        ("{{< note >}}\nText *here*\n{{< /note >}}\n", ["Text here"]),
        ("{{% note %}}Text{{% /note %}}\n", ["Text"]),
        ("Text\n{{< youtube id >}}\nmore\n", ["Text", "more"]),
        ('[name]({{< ref "x y" >}} "title") it\n', ["name it"]),
        ('[name]({{ "/a b" | url }}) it\n', ["name it"]),
        ('[name](<{{% param "x y" %}}>) it\n', ["name it"]),
        ("![An image]({{ site.url }}/a b.png) x\n".replace(" b", "b"), [f"{CODE} x"]),
        ('<a href="{{ url }}">Name</a> it\n', ["Name it"]),
        ('<p class="{{ c }}">{% if a %}Yes {{ b }}{% endif %}</p>\n', [f"Yes {CODE}"]),
        ("{{< highlight go >}}\ncode *x*\n{{< /highlight >}}\n\nText\n", ["Text"]),
        ("{% highlight ruby linenos %}\n# code\n\n- x\n{% endhighlight %}\n\nText\n", ["Text"]),
        ("A {% highlight c %}x{% endhighlight %} b\n", [f"A {CODE} b"]),
        ("{% comment %}\nNot\n\nthis\n{% endcomment %}\n\nText\n", ["Text"]),
        ("{# not this #}\n\nText {#- nor -#} this\n", ["Text  this"]),
        ("{{/* not this */}}\n\nText\n", ["Text"]),
        ("{% raw %}See {{ x }} and {% y %}{% endraw %} z\n", ["See {{ x }} and {% y %} z"]),
        ('{% image "a.png" "A caption" %}\n\nText\n', ["Text"]),
        ("A {% link a.md %} b {% if x %}c{% else %}d{% endif %}\n", [f"A {CODE} b cd"]),
        ("{%- for a in b -%}\n- {{ a }} x\n{%- endfor -%}\n", [f"{CODE} x"]),
        ("| a | b |\n|---|---|\n| {{ x | y }} | c |\n", ["a", "b", CODE, "c"]),
        ("{{{ raw }}} x\n", [f"{CODE} x"]),
        ("{{</* note */>}} x\n", [f"{CODE} x"]),
        ("https://e.org/{{ x }}/y z\n", [f"{CODE} z"]),
        ("Text\n{: .lead #id}\n\n# Head {#id .c}\n", ["Text", "Head"]),
        ("[a](u){: .b} c ![d](e){ width=50% } [f](g){ .h data-i }\n", [f"a c {CODE} f"]),
        ("* Contents\n{:toc}\n\nText\n", ["Text"]),
        ("{::comment}\nno\n{:/comment}\n\nText\n", ["Text"]),
        ("A {term}`word` b\n", [f"A {CODE} b"]),
    ],
)  # fmt: skip
def test_template_tags(text, expected):
    assert prose(text) == expected


def test_code_between_tags_is_code():
    assert shown("{{< highlight go >}}\ncode *x*\n\n# y\n{{< /highlight >}}\n") == [("code", "code *x*\n\n# y\n")]
    assert shown("> {% highlight c %}\n> x\n> {% endhighlight %}\n> Text\n") == [("code", "x\n"), ("paragraph", "Text")]


@pytest.mark.parametrize(
    "code",
    [
        "```\n{{ x }} {% y %} <A b={c}> $z$ [[w]]\n:::note\n!!! note\n{# c #}\n```\n",
        "~~~md\n{% comment %}\n```\n~~~\n",
        "> ```\n> {{ x }}\n> ```\n",
        "- ```\n  {{ x }}\n  {% y %}\n  ```\n",
        "    {{ x }} and {% y %}\n",
        "    {% y %}\n    > [!NOTE] x\n",
    ],
)
def test_code_is_left_alone(code):
    document = parse(code + "\nText {{ x }}\n", "a.md")
    check_offsets(document)
    assert document.blocks[0].kind == "code"
    for line in document.blocks[0].text.splitlines():
        assert line in code


def test_code_spans_are_left_alone():
    block = parse("A `{{ x }}` and ``{% ` %}`` b {{ y }} `c\n", "a.md").blocks[0]
    assert block.text == f"A {CODE} and {CODE} b {CODE} `c"
    assert block.code == [(2, "{{ x }}"), (8, "{% ` %}"), (12, "")]


def test_a_fence_that_nothing_closes_holds_all_that_follows():
    assert shown("```\n{{ x\n\nText {{ y }}\n") == [("code", "{{ x\n\nText {{ y }}\n")]


def test_comments_of_all_kinds_become_blocks():
    text = (
        "One\n\n{# copydesk: a #}\n\nTwo {/* copydesk: b */} x\n\n{% comment %} copydesk: c {% endcomment %}\n\n"
        "Three\n\n{{/* copydesk: d */}}\n"
    )
    document = parse(text, "a.mdx")
    found = [(block.kind, block.text) for block in document.blocks]
    assert found == [
        ("paragraph", "One"),
        ("comment", "copydesk: a"),
        ("comment", "copydesk: b"),
        ("paragraph", "Two  x"),
        ("comment", "copydesk: c"),
        ("paragraph", "Three"),
        ("comment", "copydesk: d"),
    ]
    first = document.blocks[1]
    assert text[slice(*first.outer)] == "{# copydesk: a #}"
    check_offsets(document)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":::note My *title*\nText\n:::\n", ["My title", "Text"]),
        ("::: warning\nText\n:::\n", ["Text"]),
        (":::tip[My title]{#id}\n\nText\n\n:::\n", ["My title", "Text"]),
        ('::: {.callout title="x"}\nText\n:::\n', ["Text"]),
        (":::{note} Title\nText\n:::\n", ["Title", "Text"]),
        ("::::a\n:::b\nText\n:::\n::::\n", ["Text"]),
        ("::video[Shown]{id=1}\n\nText\n", ["Shown", "Text"]),
        ("Std::vec and a::b\n", ["Std::vec and a::b"]),
        ('!!! note "My title"\n    Text\n\n    More\n\nAfter\n', ["My title", "Text", "More", "After"]),
        ("!!! note\n    Text\n", ["Text"]),
        ('!!! note inline end "T"\n    Text\n', ["T", "Text"]),
        ('??? question "Q"\n\n    Text\n\n???+ tip\n\n    Open\n', ["Q", "Text", "Open"]),
        ('!!! a\n    One\n\n    !!! b "B"\n        Two\n', ["One", "B", "Two"]),
        ('=== "Tab"\n\n    Text\n\n=== "Other"\n\n    More\n', ["Tab", "Text", "Other", "More"]),
        ("- item\n\n    !!! note\n        Text\n", ["item", "Text"]),
        ("Wow!!! Really\n", ["Wow!!! Really"]),
        ("Title\n=== \n\nText\n", ["Title", "Text"]),
        ("> [!NOTE]\n> Text\n", ["Text"]),
        ("> [!warning] My title\n> Text\n", ["My title", "Text"]),
        ("> [!info]- Folded\n> Text\n", ["Folded", "Text"]),
        ("> [!custom|x]+\n> Text\n", ["Text"]),
        ("> Text\n> [!NOTE]\n", ["Text [!NOTE]"]),
        ("*[HTML]: what it means\n\nText HTML\n", ["Text HTML"]),
        ("*[Note]: this* is it\n", ["[Note]: this is it"]),
        ("[TOC]\n\n[[toc]]\n\n[[_TOC_]]\n\nText\n", ["Text"]),
        ('--8<-- "a.md"\n\nText\n', ["Text"]),
        ("Term\n: Meaning\n  goes on\n\nOther\n\n:   Second\n", ["Term", "Meaning goes on", "Other", "Second"]),
        ("Term\n: Meaning\n\n| a | b |\n|:--|--:|\n| c | d |\n\na|b\n:--|:--\nc|d\n",
         ["Term", "Meaning", "a", "b", "c", "d", "a", "b", "c", "d"]),
    ],
)  # fmt: skip
def test_blocks_that_sites_add(text, expected):
    assert prose(text) == expected


def test_admonitions_hold_paragraphs_and_code():
    text = '!!! note "T"\n    Text\n\n        code\n\n    ```\n    {{ x }}\n    ```\n\n    - item\n\nAfter\n'
    document = parse(text, "a.md")
    check_offsets(document)
    assert [(block.kind, block.text.strip(), block.containers) for block in document.blocks] == [
        ("paragraph", "T", ("admonition",)),
        ("paragraph", "Text", ("admonition",)),
        ("code", "code", ("admonition",)),
        ("code", "{{ x }}", ("admonition",)),
        ("list-item", "item", ("admonition", "list")),
        ("paragraph", "After", ()),
    ]
    assert document.title_text == "T"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A [[Page]] and [[Page|shown *so*]].\n", ["A Page and shown so."]),
        ("An ![[embed.png|100]] here\n", [f"An {CODE} here"]),
        ("A [[1]](u) and [[ -f x ]] and [[[a]]]\n", ["A [1] and [[ -f x ]] and [[[a]]]"]),
        ("A [[foo]] b\n\n[foo]: /u\n", ["A [foo] b"]),
        ("Let $x^2 + y$ be, $n$ too.\n", [f"Let {CODE} be, {CODE} too."]),
        ("So\n$$\na = b\n$$\nholds, $$c_1$$ too\n", [f"So {CODE} holds, {CODE} too"]),
        ("$$\na = b\n\nc\n$$\n\nText\n", [CODE, "Text"]),
        ("It costs $5 and $6, or $20,000 to $30,000.\n", ["It costs $5 and $6, or $20,000 to $30,000."]),
        ("US$10 and A$20, 5$ or 6$, $1 = 2 francs and $3.\n", ["US$10 and A$20, 5$ or 6$, $1 = 2 francs and $3."]),
        ("Set $HOME and $PATH or $A/$B.\n", ["Set $HOME and $PATH or $A/$B."]),
        ("Cheap $$ to dear $$$$ and \\$a\\$\n", ["Cheap $$ to dear $$$$ and $a$"]),
        ("So \\(a_{1}\\) and \\[\\frac{1}{2}\\] and \\\\(n\\\\).\n", [f"So {CODE} and {CODE} and {CODE}."]),
        ("He \\[sic\\] wrote \\(a\\) that\n", ["He [sic] wrote (a) that"]),
        ("A $`x`$ b\n", [f"A {CODE} b"]),
        ("Nice :smile: and :+1: at 10:30:45 to a:b:c\n", [f"Nice {CODE} and {CODE} at 10:30:45 to a:b:c"]),
        ("A :abbr[HTML]{title=x} b\n", ["A [HTML] b"]),
        ("A ==marked== word, a == b == c, x==y==z\n", ["A marked word, a == b == c, x==y==z"]),
        ("Word<sup>1</sup> next<sup>[2](#x)</sup> 10<sup>th</sup>\n", ["Word next 10th"]),
        ("Water H<sub>2</sub>O\n", ["Water H2O"]),
        ("a<br>b\n", ["a b"]),
    ],
)  # fmt: skip
def test_inline_syntax_that_sites_add(text, expected):
    assert prose(text) == expected


def test_a_wiki_link_is_a_link():
    block = parse("A [[Page|shown]] [b](u) word\n", "a.md").blocks[0]
    assert [block.text[start:end] for start, end in block.links] == ["shown", "b"]


def test_an_inline_footnote_is_a_block_of_its_own():
    text = "One^[a note of *mine*] two.\n\nThree^[more of them].\n"
    document = parse(text, "a.md")
    check_offsets(document)
    assert [(b.text, b.containers, text[b.start : b.end]) for b in document.blocks] == [
        ("One two.", (), "One^[a note of *mine*] two."),
        ("a note of mine", ("footnote",), "a note of *mine*"),
        ("Three.", (), "Three^[more of them]."),
        ("more of them", ("footnote",), "more of them"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ x }} Text é {{ y }}\n", [("paragraph", f"{CODE} Text é {CODE}", "{{ x }} Text é {{ y }}")]),
        ("{% if x %}Text é{% endif %}\n", [("paragraph", "Text é", "Text é")]),
        ("# Head é {#id}\n", [("heading", "Head é", "Head é")]),
        ('é {{ "日本" }} é *{% if a %}b*\n', [("paragraph", f"é {CODE} é b", 'é {{ "日本" }} é *{% if a %}b')]),
        (":::note Títle\n", [("paragraph", "Títle", "Títle")]),
        ('<div>é {{ "日本" }} é &amp; {% x %}y</div>\n',
         [("paragraph", f"é {CODE} é & {CODE}y", 'é {{ "日本" }} é &amp; {% x %}y')]),
        ("> <p>\n> quoted &amp; é\n> text {{ x }}\n> </p>\n",
         [("paragraph", f"quoted & é text {CODE}", "quoted &amp; é\n> text {{ x }}")]),
        ("- <div>\n  in a\n  list\n  </div>\n", [("paragraph", "in a list", "in a\n  list")]),
        ("![é {{ x }} b](u)\n", [("alt", f"é {CODE} b", "é {{ x }} b"), ("paragraph", CODE, "![é {{ x }} b](u)")]),
    ],
)  # fmt: skip
def test_places_in_the_source(text, expected):
    found = [(kind, visible, source.rstrip("*")) for kind, visible, source in blocks(text)]
    assert found == [(kind, visible, source.rstrip("*")) for kind, visible, source in expected]


def test_the_outer_range_holds_what_is_hidden():
    text = "## Head {#id}\n\nText\n"
    assert text[slice(*parse(text, "a.md").blocks[0].outer)] == "## Head {#id}"


def test_html_around_tags_stays_one_block():
    text = "<div>\n{% if a %}\n<p>One</p>\n{% endif %}\n    <p>Two</p>\n</div>\n"
    assert shown(text) == [("paragraph", "One"), ("paragraph", "Two")]


def test_front_matter_stays_where_it_is():
    text = '---\ntitle: "{{ é }}"\n---\n\n{{< x >}}\n\nText é {{ y }} z\n'
    assert blocks(text)[-1] == ("paragraph", f"Text é {CODE} z", "Text é {{ y }} z")


def test_a_character_like_the_placeholder_is_kept():
    assert blocks("a \u05c6b {{ x }} \u05c6\n") == [
        ("paragraph", f"a \u05c6b {CODE} \u05c6", "a \u05c6b {{ x }} \u05c6")
    ]


HOSTILE = [
    "{", "{{", "{{{", "{%", "{% x ", "{#", "{: ", "{.a ", "{/*", "{`", "{'", "{a} ", "<a ", "<A ", "<A b={", "<A b='",
    "<Tabs>", "<Tabs>\n", "</A>", "<>", "[[", "[[a", "[[a]] ", "![[a]]", "$", "$a ", "$$", "$$\na", ":::", ":::\n",
    ":::note T\n", "::a[b]\n", ":a:", ":a ", "!!! n\n", "    !!! n\n", "??? n\n", '=== "a"\n', "> [!N]\n", "\\(", "\\[a",
    "\\\\(", "^[", "^[a b ", "^[a b] ", "*[a", "*[a]: b\n", "==a", "==a== ", "{{x}}", "{{x\n}}", "> {{x}}\n",
    "<div>\n{{x}}\n", "<b {{x}}>", "`{{", "`a``{", "- ```\n{{x}}\n", "> ```\n", "import a\n\n", "export {\n\n",
    "{{< x", "{{< highlight >}}\n", "{% raw %}", "{% comment %}", "- a\n{:toc}\n", "a\n: b\n", "a<sup>1", "{{x}} ^[a b c] ",
    '=== "T"w\n    === "T"\n', "<a b={c}>", "<A b={c}>{d {", "https://e.org/{{x}}", "![{{x}}](u)",
    "<p>", "<p>\n", "</p>", "a</p>\n", "<Tab>\n  ", "<Tab>\n   a\n", "</Tab>\n", "<Tab></Tab>", "<Tab>\na\n</Tab>\n", "<div markdown=1>",
    "\n\n<div markdown=1>\n<div>\n</div>\n", "<summary>a</summary>\n",
]  # fmt: skip


def calls(text, path):
    """How many functions are called to read an article."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        parse(text, path)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("path", ["a.md", "a.mdx"])
def test_work_is_linear(piece, path):
    parse(piece * 10, path)  # imports done
    small, large = (calls(piece * (size // len(piece)), path) for size in (4_000, 16_000))
    assert large <= 4.5 * small + 200


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_input_of_200_kb_is_read(piece):
    text = piece * (200_000 // len(piece))
    assert all(0 <= block.start <= block.end <= len(text) for block in parse(text, "a.md").blocks)
