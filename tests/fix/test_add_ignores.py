"""Directives put into articles: where they stand, what they silence, and what they leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fix import ARTICLES

from copydesk.add_ignores import check_reason, silence
from copydesk.articles import Source
from copydesk.checks import LAST
from copydesk.fix_files import Change, Mended, write_all
from copydesk.formats import parse
from copydesk.model import CopydeskError
from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from copydesk.run import lint

NOTE = "<!-- copydesk: ignore[repeated-word] -- not read yet -->"


def silenced(text, path="a.md", **options):
    """The text with directives for all that is found, and what is found then."""
    (group,) = make_plan([], RunOptions(isolated=True, **options)).groups
    data = text if isinstance(text, bytes) else text.encode()
    found = lint([Source(path, data)], [group], jobs=1).findings
    new, count = silence(data, path, found, group, "not read yet")
    left = lint([Source(path, new)], [group], jobs=1)
    ours = {rule.id for rule in group.rules if rule.kind == LAST}
    assert count == sum(finding.rule not in ours for finding in found) - sum(
        one.rule not in ours for one in left.findings
    )
    return new.decode(), left


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("# A title\n\nThe the end.\n", f"# A title\n\n{NOTE}\n\nThe the end.\n"),
        ("# A title\nThe the end.\n", f"# A title\n{NOTE}\n\nThe the end.\n"),
        ("# The the title\n\nText.\n", f"# The the title {NOTE}\n\nText.\n"),
        ("- One.\n- The the two.\n- Three.\n", f"- One.\n- The the two. {NOTE}\n- Three.\n"),
        ("> The the end.\n", f"> The the end. {NOTE}\n"),
        ("| a | b |\n|---|---|\n| the the | c |\n", f"| a | b |\n|---|---|\n| the the {NOTE} | c |\n"),
        ("  The the end.\n", f"{NOTE}\n\n  The the end.\n"),
    ],
)  # fmt: skip
def test_a_directive_stands_with_the_block_it_speaks_of(text, after):
    for ends in ("\n", "\r\n"):
        new, left = silenced(text.replace("\n", ends), select=("repeated-word", "unused"))
        assert new == after.replace("\n", ends)
        assert left.findings == ()
        assert left.suppressed == 1


@pytest.mark.parametrize(
    ("path", "text", "after"),
    [
        ("a.txt", "A title\n\nThe the end of it.\n", f"A title\n\n{NOTE}\nThe the end of it.\n"),
        ("a.mdx", "# A title\n\nThe the end.\n", "# A title\n\n{/* copydesk: ignore[repeated-word] -- not read yet */}\n\nThe the end.\n"),
        ("a.html", "<h1>A title</h1><p>The the end.</p>", f"<h1>A title</h1>{NOTE}<p>The the end.</p>"),
        ("a.html", "<ul>\n<li>The the end.</li>\n</ul>", f"<ul>\n<li>The the end. {NOTE}</li>\n</ul>"),
    ],
)  # fmt: skip
def test_other_formats(path, text, after):
    new, left = silenced(text, path, select=("repeated-word", "unused"))
    assert (new, left.findings) == (after, ())


def test_what_is_said_of_front_matter_is_silenced_for_the_file():
    text = "---\ntitle: 'The keeper: “We keep the lamp lit”'\n---\n\nHe climbed the stairs of the tower again.\n"
    new, left = silenced(text, select=("headline-quote-missing", "unused"))
    note = "<!-- copydesk: ignore-file[headline-quote-missing] -- not read yet -->\n"
    assert new == text.replace("---\n\nHe", f"---\n{note}\nHe")
    assert (left.findings, left.suppressed) == ((), 1)


@pytest.mark.parametrize("path", ["a.md", "a.txt", "a.html"])
@pytest.mark.parametrize(
    "front", ["---\ntitle: The the end\ntags:\n- one\n---\n", "---\n---\n", '+++\ntitle = "The the end"\n+++\n']
)
@pytest.mark.parametrize("body", ["\nThe the end of it.\n\nMore of of it.\n", "The the end of it.\n"])
def test_front_matter_stays_at_the_top_as_it_was(path, front, body):
    new, left = silenced(front + body, path, select=("repeated-word", "grade", "unused", "missing-metadata"))
    assert new.startswith(front)
    assert left.findings == ()
    kinds = ("front-matter", "comment")
    assert [b.text for b in parse(new, path).blocks if b.kind not in kinds] == [
        b.text for b in parse(front + body, path).blocks if b.kind not in kinds
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", ""),
        ("a.md", "# A title\n"),
        ("a.md", "A title the the same\n"),
        ("a.md", "---\ntitle: A title\n---\n"),
        ("a.mdx", "# A title\n"),
        ("a.txt", "A title\n"),
        ("a.html", "<title>A title</title><h1>A title</h1>\n"),
    ],
)
def test_an_article_without_text_is_none_with_a_directive_either(path, text):
    new, left = silenced(text, path, select=("empty-article", "repeated-word", "unused"), min_confidence="low")
    assert "empty-article" in new
    assert left.findings == ()


def test_several_rules_of_a_block_share_a_directive():
    new, left = silenced("# A title\n\nThe the end, “he said“ and and.\n", select=("repeated-word", "quote-direction"))
    assert "<!-- copydesk: ignore[quote-direction, repeated-word] -- not read yet -->" in new
    assert left.findings == ()


def test_a_name_that_two_rules_have_is_written_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "styles" / "House").mkdir(parents=True)
    (tmp_path / "styles" / "House" / "repeated-word.yml").write_text(
        "extends: existence\nmessage: No.\ntokens: [zebra]\n"
    )
    (tmp_path / "copydesk.yml").write_text("rule-folders: [styles]\n")
    (group,) = make_plan([], RunOptions(select=("repeated-word",))).groups
    data = b"# A title\n\nThe the zebra.\n"
    found = lint([Source("a.md", data)], [group], jobs=1).findings
    new = silence(data, "a.md", found, group, "later")[0].decode()
    assert "ignore[House.repeated-word, integrity.repeated-word] -- later" in new


def test_a_place_where_no_directive_can_stand_is_spoken_of_for_the_file():
    text = "A | B\n--|--\nthe the | x\n"
    new, left = silenced(text.replace("the the", "`a` the the"), select=("repeated-word",))
    assert left.findings == ()
    assert (
        new.replace(f" {NOTE}", "").replace(NOTE.replace("ignore", "ignore-file"), "").strip()
        == text.replace("the the", "`a` the the").strip()
    )


def test_directives_about_directives_are_left_out():
    new, left = silenced("# A title\n\n<!-- copydesk: ignore[grade] -->\n\nText.\n", select=("unused", "grade"))
    assert "not read yet" not in new
    assert len(left.findings) == 1


@pytest.mark.parametrize("reason", ["", "  ", "--", "x --> y", "x */ y", "a -- b", "a\x00b"])
def test_a_reason_that_would_end_the_comment_is_refused(reason):
    with pytest.raises(CopydeskError, match=r"^--add-ignores: "):
        check_reason(reason)


def test_a_reason_is_one_line():
    assert check_reason(" not\n read  yet ") == "not read yet"


def seen(text, path):
    return [(b.kind, b.level, b.containers, b.text.strip()) for b in parse(text, path).blocks if b.kind != "comment"]


@settings(max_examples=max(100, settings().max_examples))
@given(ARTICLES, st.sampled_from(["a.md", "a.txt", "a.html", "a.mdx"]))
def test_what_is_silenced_stays_silent_and_the_text_stays_as_it_was(text, path):
    new, left = silenced(text, path)
    again, _ = silenced(new, path)
    assert again == new
    assert all(part in new for part in text.split())
    if path != "a.txt":
        assert [block[3] for block in seen(new, path)] == [block[3] for block in seen(text, path)]
    assert all(finding.fix is None or finding.rule for finding in left.findings)


def test_an_article_that_has_changed_meanwhile_is_left_alone(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"Other.\n")
    written, (error,), _ = write_all([Change(Source(str(path)), b"The the.\n", Mended(b"The.\n", 1))], "silenced")
    assert (written, error.message) == ([], "not silenced: it has been changed meanwhile")
    assert path.read_bytes() == b"Other.\n"
