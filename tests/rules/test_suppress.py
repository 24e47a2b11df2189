"""Directives in articles: what they silence, which of them are needless, and the fixes for those."""

from __future__ import annotations

import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.articles import Source
from copydesk.checks import grade
from copydesk.engine import Group, Linter
from copydesk.formats import parse
from copydesk.model import Rule
from copydesk.rules.suppress import names_of, read_suppressions
from copydesk.run import lint

PATTERN = {
    "raw": [],
    "append": False,
    "ignorecase": False,
    "nonword": False,
    "exceptions": [],
    "vocab": True,
}
BAD = Rule("House.Bad", "existence", "%s", options={**PATTERN, "tokens": ["bad"]}, category="words", tags=("tone",))
WORSE = Rule("House.Worse", "existence", "%s", options={**PATTERN, "tokens": ["worse"]}, category="words")
UNUSED = Rule("suppression.unused", "unused-suppression", "`%s` silences nothing.", category="suppression")
SHARED_OPTIONS = {"threshold": 0.6, "containment": 0.9, "min-words": 12, "include": ["paragraph"], "standing": 4}
SHARED = Rule("duplication.shared-paragraph", "shared-paragraph", "%s %s", options=SHARED_OPTIONS)
RULES = (BAD, WORSE, UNUSED)


def run(text, path="a.md", rules=RULES, **group):
    return lint([Source(path, text)], [Group(rules, **group)], jobs=1)


def left(text, path="a.md", **group):
    """Lines of what is still found, directives aside."""
    result = run(text, path, (BAD, WORSE), **group)
    assert not result.errors
    return [(finding.line, finding.text) for finding in result.findings]


def told(text, path="a.md", **group):
    """Text and message of what is said about directives."""
    result = run(text, path, **group)
    return [(finding.text, finding.message) for finding in result.findings if finding.rule == UNUSED.id]


def mended(text, path="a.md"):
    """The text after the fixes for directives, as often as there are any; each time those that do not overlap."""
    for _ in range(50):
        result = run(text, path)
        fixes = [finding.fix for finding in result.findings if finding.rule == UNUSED.id and finding.fix is not None]
        if not fixes:
            return text
        assert all(fix.safety == "safe" for fix in fixes)
        edits = []
        for fix in fixes:
            assert all(before.end <= after.start for before, after in pairwise(fix.edits))
            if not any(edit.start < other.end and other.start < edit.end for edit in fix.edits for other in edits):
                edits += fix.edits
        for start, end, replacement in sorted(edits, reverse=True):
            text = text[:start] + replacement + text[end:]
    raise AssertionError("the fixes never end")


@pytest.mark.parametrize(
    "selector",
    [
        "[House.Bad]",
        "[Bad]",
        "[House]",
        "[words]",
        "[tone]",
        "[ALL]",
        "",
        "[Worse, Bad]",
        " [ Bad ,] -- reason",
        "[Bad] — r",
    ],
)
def test_a_rule_is_named_by_id_name_folder_category_or_tag(selector):
    text = f"<!-- copydesk: ignore{selector} -->\n\nOne bad.\n\nTwo bad.\n"
    assert left(text) == [(5, "bad")]
    assert told(text) == ([] if "Worse" not in selector else [("Worse", "`Worse` silences nothing.")])


@pytest.mark.parametrize("selector", ["[House.Worse]", "[bad]", "[House.Ba]", "[Other]"])
def test_other_rules_go_on(selector):
    assert left(f"<!-- copydesk: ignore{selector} -->\nOne bad.\n") == [(2, "bad")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<!--copydesk:ignore[Bad]-->\nOne bad,\nstill bad.\n\nTwo bad.\n", [5]),
        ("One bad. <!-- copydesk: ignore[Bad] -->\n\nTwo bad.\n", [3]),
        ("One bad,\n<!-- copydesk: ignore[Bad] -->\nTwo bad.\n", [1]),
        ("# Bad and bad <!-- copydesk: ignore[Bad] -->\n\nTwo bad.\n", [3]),
        ("- one bad\n- <!-- copydesk: ignore[Bad] --> two bad\n- three bad\n", [1, 3]),
        ("- one bad\n- two bad <!-- copydesk: ignore[Bad] -->\n- three bad\n", [1, 3]),
        ("- one bad\n  <!-- copydesk: ignore[Bad] -->\n- two bad\n- three bad\n", [1, 4]),
        ("- one bad\n\n  <!-- copydesk: ignore[Bad] -->\n\n  more bad\n\n- two bad\n", [1, 7]),
        ("<!-- copydesk: ignore[Bad] -->\n\n- one bad\n- two bad\n", [4]),
        ("> one bad\n>\n> <!-- copydesk: ignore[Bad] -->\n>\n> two bad\n>\n> three bad\n", [1, 7]),
        ("> - one bad\n>   - <!-- copydesk: ignore[Bad] -->\n>     two bad\n> - three bad\n", [1, 4]),
        ("| a | b |\n|---|---|\n| bad <!-- copydesk: ignore[Bad] --> | bad |\n| bad | bad |\n", [3, 4, 4]),
        ("<!-- copydesk: ignore[Bad] -->\n<!-- note -->\n<!-- copydesk: ignore[Worse] -->\nbad, worse\n\nbad\n", [6]),
        ("Ää 😀 <!-- copydesk: ignore[Bad] --> bad é\r\n\r\nÜ bad\r\n", [3]),
        ("<!-- copydesk: ignore[Bad]\n     -- because\n     of that -->\n\nOne bad.\n\nTwo bad.\n", [7]),
        ("One bad.\n\n<!-- copydesk: ignore[Bad] -->\n", [1]),
        ("<div>\n<!-- copydesk: ignore[Bad] -->\n<p>One bad.</p>\n<p>Two bad.</p>\n</div>\n", [4]),
        ("<!-- copydesk: ignore[Bad] -->\n\n![bad](a.png) bad\n\nTwo bad.\n", [5]),
        ("`<!-- copydesk: ignore[Bad] -->` bad\n\n    <!-- copydesk: ignore-file[Bad] -->\n\nbad\n", [1, 5]),
    ],
)
def test_the_next_block_in_markdown(text, lines):
    assert [line for line, _ in left(text)] == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<!-- copydesk: ignore[Bad] -->\n<p>One bad.\n<p>Two bad.", [3]),
        ("<p>One bad. <!-- copydesk: ignore[Bad] --> bad</p>\n<p>Two bad.</p>", [2]),
        ("<ul>\n<li>One bad\n<li><!-- copydesk: ignore[Bad] -->Two bad\n<li>Three bad</ul>", [2, 4]),
        ("<table>\n<tr><td>bad<!-- copydesk: ignore[Bad] --></td>\n<td>bad</td></table>", [3]),
        (
            "<h1>Bad bad</h1>\n<!-- copydesk: ignore[Bad] -->\n<blockquote>\n<p>bad</p>\n<p>bad</p></blockquote>",
            [1, 5],
        ),
        (
            "<p>bad</p>\n<!-- copydesk: ignore-start[Bad] -->\n<p>bad</p>\n<!-- copydesk: ignore-end[Bad] -->\n<p>bad</p>",
            [1, 5],
        ),
    ],
)
def test_html(text, lines):
    assert [line for line, _ in left(text, "a.html")] == lines


@pytest.mark.parametrize(
    "line",
    [
        "<!-- copydesk: ignore[Bad] -- why -->",
        "  <!--copydesk: ignore[Bad]-->  ",
        "# copydesk: ignore[Bad]",
        "// copydesk:ignore[Bad] -- why",
        ".. copydesk: ignore[Bad]",
        "/* copydesk: ignore[Bad] */",
        "{/* copydesk: ignore[Bad] */}",
    ],
)
def test_plain_text_directives_are_no_prose(line):
    text = f"A title\n\nOne bad\n{line}\nTwo bad\n\nThree bad\n"
    document = parse(text, "a.txt")
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph", "comment", "paragraph", "paragraph"]
    assert all("copydesk" not in block.text for block in document.prose)
    assert [line for line, _ in left(text, "a.txt")] == [3, 7]
    comment = document.blocks[2]
    assert document.text[comment.start : comment.end] == comment.text
    assert document.text[slice(*comment.outer)] == line.strip()


@pytest.mark.parametrize(
    "line", ["# copydesk is a linter", "The # copydesk: ignore[Bad] sign", "<!-- a valet -->", "<!-->"]
)
def test_plain_text_that_only_looks_like_one_is_prose(line):
    kinds = [block.kind for block in parse(f"One\n\n{line}\n\ncopydesk: vale <!-- x\n", "a.txt").blocks]
    assert kinds == ["paragraph"] * 3


def test_a_range():
    text = (
        "bad\n\n<!-- copydesk: ignore-start[Bad, Worse] -->\n\nbad worse\n\n<!-- copydesk: ignore-end[Worse] -->\n\n"
        "bad worse\n\n- bad <!-- copydesk: ignore-end[Bad] --> bad\n\nbad\n"
    )
    assert left(text) == [(1, "bad"), (9, "worse"), (11, "bad"), (13, "bad")]
    assert told(text) == []


def test_an_end_without_names_ends_all_ranges():
    text = (
        "<!-- copydesk: ignore-start[Bad] -->\n<!-- copydesk: ignore-start[words] -->\n\nbad worse\n\n"
        "<!-- copydesk: ignore-end -->\n\nbad worse\n"
    )
    assert left(text) == [(8, "bad"), (8, "worse")]
    assert told(text) == []


def test_the_file_wherever_it_stands():
    assert left("bad worse\n\n<!-- copydesk: ignore-file[Bad] -- a list of bad words -->\n") == [(1, "worse")]
    assert left("bad worse\n\n<!-- copydesk: ignore-file -->\n") == []
    assert left("<p>bad worse</p><!-- copydesk: ignore-file[Bad] -->", "a.html") == [(1, "worse")]
    assert left("bad worse\n\n<!-- copydesk: ignore-file[Bad] -->\n", "a.txt") == [(1, "worse")]


@pytest.mark.parametrize(
    "front",
    [
        "---\ncopydesk: {ignore: [Bad]}\n---\n",
        "---\ntitle: T\ncopydesk:\n  ignore:\n    - Bad\n  reason: because\n---\n",
        "---\ncopydesk: {ignore: Bad}\n---\n",
        '---\ncopydesk: {ignore: "Bad, tone"}\n---\n',
        "---\ncopydesk.ignore: Bad\n---\n",
        '+++\n[copydesk]\nignore = ["Bad"]\n+++\n',
        '+++\n[copydesk]\nignore = "Bad"\n+++\n',
        '{"copydesk": {"ignore": ["Bad"]}}\n',
    ],
)
def test_front_matter(front):
    assert [text for _, text in left(f"{front}\nbad worse\n\nbad\n")] == ["worse"]
    assert told(f"{front}\nbad\n") == []
    needless = told(f"{front}\nfine\n")
    if "tone" in front:
        assert [text for text, _ in needless] == ["Bad, tone"]
    else:
        assert needless == [("Bad", "`ignore[Bad]` silences nothing.")]


def test_a_front_matter_field_of_another_meaning_is_left_alone():
    for front in ("copydesk: Anna", "copydesk: [Anna, Ben]", "note: copydesk"):
        assert told(f"---\n{front}\n---\n\nbad\n") == []
    ((_, message),) = told("---\ncopydesk: {ignor: [Bad]}\n---\n\nbad\n")
    assert "did you mean 'ignore'?" in message
    ((_, message),) = told('{"copydesk": {"ignore": [1]}}\n\nbad\n')
    assert "takes a list of names" in message


def test_a_finding_is_where_it_starts():
    rule = BAD._replace(options={**BAD.options, "tokens": ["one two"]}, scope=("raw",))
    text = "<!-- copydesk: ignore[Bad] -->\n\nAnd one two.\n\nAnd one two.\n"
    assert [finding.line for finding in run(text, rules=(rule,)).findings] == [5]


def test_a_finding_about_the_whole_article_is_silenced_at_its_title():
    options = {name: option.default for name, option in grade.OPTIONS.items()}
    rule = Rule("readability.grade", "grade", "%s", options=options)
    body = (
        "The municipality's infrastructural considerations necessitated extraordinary administrative deliberations. "
        * 40
    )
    assert len(run(f"# A title\n\n{body}\n", rules=(rule,), language="en").findings) == 1
    assert not run(f"<!-- copydesk: ignore[grade] -->\n# A title\n\n{body}\n", rules=(rule,), language="en").findings
    assert not run(f"---\ntitle: T\ncopydesk: {{ignore: grade}}\n---\n{body}\n", rules=(rule,), language="en").findings
    assert (
        len(run(f"# A title\n\n<!-- copydesk: ignore[grade] -->\n\n{body}\n", rules=(rule,), language="en").findings)
        == 1
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<!-- vale off -->\n\nbad\n\n<!-- vale on -->\n\nbad\n", [7]),
        ("<!-- vale off -->\n\nbad worse\n", []),
        ("bad <!-- vale off --> bad <!-- vale on --> bad\n", [1, 1]),
        ("<!-- vale House.Bad = NO -->\n\nbad worse\n\n<!-- vale House.Bad = YES -->\n\nbad\n", [3, 7]),
        ("<!-- vale House = off -->\n\nbad worse\n\n<!-- vale House = on -->\n\nbad\n", [7]),
        ("<!-- vale words = NO -->\n\nbad worse\n", []),
        ('<!-- vale House.Bad["bad", "other"] = NO -->\n\nbad\n\n<!-- vale House.Bad["bad"] = YES -->\n\nbad\n', [7]),
        ('<!-- vale House.Bad["other"] = NO -->\n\nbad\n', [3]),
        ("<!-- vale style = Other -->\n\nbad\n\n<!-- vale styles = Other, House -->\n\nbad\n", [7]),
        ("<!-- vale style = Other -->\n\nbad\n\n<!-- vale House.Bad = YES -->\n\nbad worse\n", [7]),
        ("<!-- vale House.Bad = NO -->\n<!-- vale off -->\n<!-- vale on -->\n\nbad worse\n", [5]),
        ("<!-- vale is a valley -->\n\nbad\n\n<!-- vale Bad = perhaps -->\n\nbad\n", [3, 7]),
    ],
)
def test_comments_of_vale(text, lines):
    assert [line for line, _ in left(text)] == lines
    assert told(text) == []


def test_comments_of_vale_in_html_and_plain_text():
    assert left("<p>bad</p><!-- vale off --><p>bad</p><!-- vale on -->\n<p>bad</p>", "a.html") == [
        (1, "bad"),
        (2, "bad"),
    ]
    assert left("bad\n\n<!-- vale off -->\nbad\n<!-- vale on -->\nbad\n", "a.txt") == [(1, "bad"), (6, "bad")]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("copydesk: ignore[Bda]", "No rule, category or tag is named 'Bda'; did you mean 'Bad'?"),
        (
            "copydesk: ingore[Bad]",
            "There is no directive 'ingore', only ignore, ignore-start, ignore-end, ignore-file; did",
        ),
        ("copydesk: [Bad]", "There is no directive '', only"),
        ("copydesk: ignore[Bad", "The brackets are not closed."),
        ("copydesk: ignore[ , ]", "The brackets name no rule."),
        ("copydesk: ignore[Bad] for now", "What stands behind a directive must be a reason: `-- reason`."),
        ("copydesk ignore[Bad]", "A directive begins with `copydesk:`."),
        ("copydesk-disable Bad", "A directive begins with `copydesk:`."),
        ("copydesk: ignore-start", "A range must name its rules: `ignore-start[rule]`."),
        ("copydesk: ignore-end[Bad]", "There is no `ignore-start` that this ends."),
        ("copydesk: ignore-end", "There is no `ignore-start` that this ends."),
    ],
)
def test_what_is_wrong_silences_nothing_and_is_told(comment, message):
    text = f"<!-- {comment} -->\n\nbad\n"
    assert left(text) == [(3, "bad")]
    ((_, said),) = told(text)
    assert said.startswith(message)


def test_a_range_without_an_end_holds_to_the_end_and_is_told():
    text = "<!-- copydesk: ignore-start[Bad] -->\n\nbad\n"
    assert left(text) == []
    ((whole, message),) = told(text)
    assert whole == "<!-- copydesk: ignore-start[Bad] -->"
    assert message == "There is no `ignore-end[Bad]` for it: it holds to the end of the file."


def test_what_is_said_twice_is_needless():
    text = "<!-- copydesk: ignore[Bad] -->\n<!-- copydesk: ignore[Bad] -->\nbad\n"
    assert told(text) == [("Bad", "'Bad' is silenced here already.")]
    assert mended(text) == "<!-- copydesk: ignore[Bad] -->\nbad\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("One.\n\n<!-- copydesk: ignore[Bad] -->\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n\n<!-- copydesk: ignore[Bad] -->\nTwo.\n", "One.\n\nTwo.\n"),
        ("<!-- copydesk: ignore[Bad] -->\r\n\r\nTwo.\r\n", "Two.\r\n"),
        ("One.\n\n<!-- copydesk: ignore[Bad] -->\n", "One.\n"),
        ("One. <!-- copydesk: ignore[Bad] -->\nMore.\n", "One.\nMore.\n"),
        ("One <!-- copydesk: ignore[Bad] --> more.\n", "One more.\n"),
        ("One<!-- copydesk: ignore[Bad] -->more.\n", "Onemore.\n"),
        ("| a |\n|---|\n| x <!-- copydesk: ignore[Bad] --> |\n", "| a |\n|---|\n| x |\n"),
        ("<!-- copydesk: ignore[Bad, Worse] -->\nbad\n", "<!-- copydesk: ignore[Bad] -->\nbad\n"),
        ("<!-- copydesk: ignore[Bad, Worse] -->\nworse\n", "<!-- copydesk: ignore[Worse] -->\nworse\n"),
        ("<!-- copydesk: ignore[Bad, Worse] -->\nfine\n", "fine\n"),
        (
            "<!-- copydesk: ignore-file[tone, Worse, Bad,House] -- why -->\n\nworse\n",
            "<!-- copydesk: ignore-file[Worse,House] -- why -->\n\nworse\n",
        ),
        ("---\ncopydesk: {ignore: [Bad, Worse]}\n---\nbad\n", "---\ncopydesk: {ignore: [Bad]}\n---\nbad\n"),
        ("---\ntitle: T\ncopydesk: {ignore: [Bad, Worse]}\nlang: en\n---\nx\n", "---\ntitle: T\nlang: en\n---\nx\n"),
        ("---\ncopydesk:\n  ignore: [Bad]\n---\nx\n", "---\ncopydesk:\n  ignore: [Bad]\n---\nx\n"),
        (
            "One.\n\n<!-- copydesk: ignore-start[Bad] -->\n\nTwo.\n\n<!-- copydesk: ignore-end[Bad] -->\n\nThree.\n",
            "One.\n\nTwo.\n\nThree.\n",
        ),
        ("<!-- copydesk: ignore-start[Bad] -->\n<!-- copydesk: ignore-end[Bad] -->\n\nThree.\n", "Three.\n"),
        ("bad\n\n<!-- copydesk: ignore-end[Bad] -->\n", "bad\n"),
    ],
)
def test_the_fix_takes_out_what_is_needless(text, after):
    assert mended(text) == after
    assert mended(after) == after


def test_only_rules_that_have_run_are_judged():
    needless = "<!-- copydesk: ignore[Bad] -->\nfine\n"
    assert len(told(needless)) == 1
    assert told(needless, rules=(WORSE, UNUSED), idle=((BAD.id, BAD.category, BAD.tags, True),)) == []
    assert told(needless, rules=(UNUSED,), idle=((BAD.id, BAD.category, BAD.tags, False),)) == []
    whole = "<!-- copydesk: ignore[words] -->\nfine\n\n<!-- copydesk: ignore -->\nfine\n"
    idle = ("House.Other", "words", ())
    assert len(told(whole)) == 2
    assert told(whole, idle=((*idle, True),)) == []
    assert len(told(whole, idle=((*idle, False),))) == 2
    assert told("<!-- copydesk: ignore[Other] -->\nfine\n", idle=((*idle, True),)) == []


def test_a_finding_of_little_confidence_makes_a_directive_useful():
    low = BAD._replace(confidence="low")
    text = "<!-- copydesk: ignore[Bad] -->\nbad\n"
    result = run(text, rules=(low, UNUSED))
    assert (result.findings, result.suppressed) == ((), 0)
    assert len(told(text.replace("bad", "fine"), rules=(low, UNUSED))) == 1


def test_a_failed_rule_makes_no_directive_needless():
    hopeless = Rule(
        "A.Slow", "existence", "%s", options={**PATTERN, "tokens": [], "raw": [r"(?=x)x(a|aa)+$"], "nonword": True}
    )
    text = "<!-- copydesk: ignore[Slow] -->\n\nfine\n\nx" + "a" * 60 + "b\n"
    result = run(text, rules=(hopeless, UNUSED))
    assert result.errors
    assert not result.findings


def test_reports_about_directives_are_silenced_by_name_only():
    needless = "<!-- copydesk: ignore[Bad] -->\nfine\n"
    assert len(told(f"{needless}\n<!-- copydesk: ignore-file -->\nbad\n")) == 1
    assert told(f"{needless}\n<!-- copydesk: ignore-file[suppression.unused] -->\n") == []
    assert told("---\ncopydesk: {ignore: [unused]}\n---\n\n" + needless) == []


def test_reasons_asked_for():
    text = "<!-- copydesk: ignore[Bad] -->\nbad\n\n<!-- copydesk: ignore[Bad] -- a name -->\nbad\n"
    assert left(text, allow_ignores="with-reason") == [(2, "bad")]
    ((_, message),) = told(text, allow_ignores="with-reason")
    assert message == "It silences nothing without a reason here: `-- reason`."
    assert left("<!-- vale off -->\nbad\n", allow_ignores="with-reason") == [(2, "bad")]
    front = "---\ncopydesk: {ignore: Bad, reason: so it is}\n---\nbad\n"
    assert left(front, allow_ignores="with-reason") == []
    assert len(left(front.replace("reason", "ignore2"), allow_ignores="with-reason")) == 1


def test_nothing_is_silenced_where_that_is_not_allowed():
    text = "<!-- copydesk: ignore-file -->\n<!-- vale off -->\n\nbad\n\n<!-- copydesk: ignore[Bda] -->\n"
    assert left(text, allow_ignores="none") == [(4, "bad")]
    assert told(text, allow_ignores="none") == []


def test_what_is_silenced_is_counted():
    assert run("<!-- copydesk: ignore-file[Bad] -->\n\nbad bad worse\n").suppressed == 2
    assert run("bad\n").suppressed == 0


SENTENCE = "The council of the town met in the old school on the evening of the second of May and kept the library."
DIRECTIVE = "<!-- copydesk: ignore[shared-paragraph] -- the minutes -->"


@pytest.mark.parametrize("jobs", [1, 2])
def test_findings_across_articles(jobs):
    rules = (SHARED, BAD, UNUSED)
    texts = [
        f"# One\n\n{DIRECTIVE}\n\n{SENTENCE}\n",
        f"# Two\n\n{SENTENCE}\n",
        f"# Three\n\n{DIRECTIVE}\n\nNothing that stands elsewhere is here.\n",
        f"# Four\n\n<!-- vale off -->\n\n{SENTENCE}\n",
    ]
    sources = [Source(f"{number}.md", text) for number, text in enumerate(texts)]
    result = lint(sources, [Group(rules)], jobs=jobs, whole=True)
    assert [(finding.path, finding.rule) for finding in result.findings] == [
        ("1.md", SHARED.id),
        ("2.md", UNUSED.id),
    ]
    assert result.suppressed == 2
    some = lint(sources, [Group(rules)], jobs=jobs)
    assert [finding.path for finding in some.findings] == ["1.md"], "the other copy may be in a file that was not read"


def test_suppressions_are_plain_data():
    document = parse(f"bad\n\n{DIRECTIVE}\n\n{SENTENCE}\n", "a.md")
    found = read_suppressions(document, "all")
    assert len(pickle.dumps(found)) < 1000
    assert pickle.loads(pickle.dumps(found)).directives == found.directives


def test_an_article_without_directives_loads_nothing():
    assert (
        Linter([Group(RULES)]).examine(Source("a.md", "A prevalent valet. <!-- note -->\n"), across=False).suppressions
        is None
    )


def test_names_of_a_rule():
    assert names_of("Std.Words.Bad", "words", ("tone",)) == {
        "Std",
        "Std.Words",
        "Std.Words.Bad",
        "Bad",
        "words",
        "tone",
    }
    assert names_of("Bad", "", ()) == {"Bad", ""}


PIECES = st.sampled_from(
    [
        "bad", "worse", "\n\n", "\n", "- ", "> ", "| ", "é😀 ", "<p>", "</p>", "---\n", "`", "<li>",
        "<!-- copydesk: ignore[Bad] -->", "<!-- copydesk: ignore -->", "<!-- copydesk: ignore[Bad, Worse] -- why -->",
        "<!-- copydesk: ignore-start[Bad] -->", "<!-- copydesk: ignore-end[Bad] -->", "<!-- copydesk: ignore-end -->",
        "<!-- copydesk: ignore-file[Worse] -->", "<!-- copydesk: ignroe[x", "-->", "# copydesk: ignore[Bad]\n",
        "<!-- vale off -->", "<!-- vale on -->", "<!-- vale House.Bad = NO -->", "<!-- vale style = X -->",
        "copydesk: {ignore: [Bad]}\n", '<!-- vale Bad["bad"] = NO -->', "<!-- copydesk: ignore[Nobody] -->",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["a.md", "a.html", "a.txt"]))
def test_directives_only_ever_take_findings_away(text, path):
    with_them = run(text, path)
    without = run(text, path, allow_ignores="none")
    assert not with_them.errors
    kept = [finding for finding in with_them.findings if finding.rule != UNUSED.id]
    assert set(kept) <= set(without.findings)
    assert len(without.findings) - len(kept) == with_them.suppressed
    for finding in with_them.findings:
        assert text[finding.start : finding.end] == finding.text


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["a.md", "a.html", "a.txt"]))
def test_fixes_come_to_an_end(text, path):
    mended(text, path)
