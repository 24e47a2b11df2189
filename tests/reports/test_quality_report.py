import csv
import io
import json
import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import finding

from copydesk.articles import Source
from copydesk.document import Document
from copydesk.formats import parse
from copydesk.model import CopydeskError
from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from copydesk.quality_report import make_report
from copydesk.reports.quality.charts import Bar, Point, histogram, line
from copydesk.reports.quality.copies import differing_words
from copydesk.reports.quality.csv_table import cell
from copydesk.reports.quality.gather import gather
from copydesk.reports.quality.markdown_page import plain
from copydesk.reports.quality.packed import shown_points
from copydesk.reports.quality.shown import markup, one_line, shown
from copydesk.reports.quality.views import article_view
from copydesk.run import lint

HOSTILE = "<script>alert(1)</script>\"'&=\u202ereversed \x1b[31m ::error:: ##[group] |x| `y` [a](b)"


@pytest.fixture
def articles(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767571200")
    body = (
        "The small ferry between the old harbour and Gull Island will keep its timetable until spring. The town council "
        "decided so on Monday after a long debate about the the cost.\n\n"
    )
    quote = "“We could not leave them stranded for another year, and nobody in this room wanted to.”"
    (project / "ferry.md").write_text(f"# The ferry\n\nThe ferry\n\n{body}{quote}\n\nRelated articles\n")
    (project / "boat.md").write_text(
        f"# The boat\n\n{body.replace('Monday', 'Friday')}<!-- copydesk: ignore[dangling-quote] -->\n\n{quote}\n"
    )
    (project / "clean.txt").write_text("Nothing to see\n\nAll is well here.\n")
    (project / "empty.md").write_text("")
    return project


def made(form, **more):
    return make_report(["."], RunOptions(isolated=True), form, **more)[0]


def gathered(paths=(".",)):
    plan = make_plan(paths, RunOptions(isolated=True))
    result = lint(plan.sources, plan.groups, jobs=1)

    def read(path):
        with open(path, encoding="utf-8") as file:
            return file.read()

    return gather(result, read, title="T", date="2026-01-05")


@pytest.mark.parametrize("form", ["html", "markdown", "json", "csv"])
def test_the_same_articles_give_the_same_bytes(articles, form):
    assert made(form) == made(form, jobs=2)


def test_json_holds_points_that_add_up(articles):
    data = json.loads(made("json", title="Us"))
    assert (data["title"], data["date"]) == ("Us", "2026-01-05")
    ferry = next(article for article in data["articles"] if article["path"] == "ferry.md")
    points = [finding["points"] for finding in ferry["findings"] if finding["points"] is not None]
    assert sum(points) == pytest.approx(100 - ferry["score"])
    boat = next(article for article in data["articles"] if article["path"] == "boat.md")
    assert boat["suppressed"] == data["suppressed"] == 1
    assert {one["total"] for one in data["copies"]} == {2}
    assert [line["text"] for line in data["furniture"]] == ["Related articles"]
    assert data["rules"] == sorted(data["rules"], key=lambda row: -row["gain"])


def test_the_gain_of_a_rule_is_that_of_mending_it(articles):
    report = gathered()
    row = next(row for row in report.rules if row.rule == "duplication.duplicate-title")
    plan = make_plan(["."], RunOptions(isolated=True, ignore=("duplicate-title",)))
    without = gather(lint(plan.sources, plan.groups, jobs=1), lambda _: None, title="", date="")
    # Without the rule its words count as clean too, which can only help.
    assert report.score + row.gain == pytest.approx(without.score, abs=0.5)
    assert without.score >= report.score + row.gain - 1e-9


def test_shown_points_add_up_to_what_the_shown_score_lacks(articles):
    for article in gathered().articles:
        if article.file.score is not None and article.file.charges:
            points = [value for value in shown_points(article) if value is not None]
            assert sum(points) == 1000 - int(10 * article.file.score + 1e-9)


def test_no_cell_begins_like_a_formula(project, monkeypatch):
    for number, start in enumerate(("=1+1", "+1", "-1", "@x", "\t=2", "\r=3")):
        (project / f"{number}.md").write_text(f"---\ntitle: \"{start} cmd|' /C calc'!A0\"\n---\n\nThe the text.\n")
    (project / "=4.md").write_text("# Plain\n\nText.\n")
    rows = list(csv.reader(io.StringIO(made("csv"))))
    assert len(rows) == 8
    for row in rows:
        assert len(row) == len(rows[0])
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row)


@given(st.text(max_size=30))
def test_any_cell_is_harmless(text):
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_numbers_keep_their_sign_out_of_formulas():
    assert [cell(-1.5), cell(2.25), cell(None), cell(0)] == ["'-1.5", "2.25", "", "0"]


def test_what_articles_say_is_text_in_every_format(project):
    text = f"---\ntitle: {json.dumps(HOSTILE)}\n---\n\n{HOSTILE}\n\nA line about the the boat. {HOSTILE}\n"
    (project / "a<b>.md").write_text(text)
    page = made("html", title=HOSTILE)
    assert "<script>alert" not in page
    for form in ("html", "markdown", "json", "csv"):
        report = made(form, title=HOSTILE)
        assert not re.search("[\u202e\x1b]", report)
        assert not re.search(r"^\s*::", report, re.MULTILINE)
        assert "##[" not in report
    assert "`y`" not in made("markdown")


@given(st.text(max_size=60))
def test_no_text_is_markup(text):
    assert not re.search("[<>\"']", markup(text))
    assert not re.search(r"[<>\[\]`*_|#@]", re.sub(r"&#\d+;", "", plain(text)))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown(text))
    assert "\n" not in one_line(text)


def test_the_page_needs_nothing_else(articles):
    page = made("html")
    addresses = re.findall(r"\b(?:src|href|action|srcset|data)\s*=\s*([\"'`][^\"'`]*)", page)
    assert addresses
    assert all(address.startswith(('"#', "`#")) for address in addresses)
    assert "http:" not in page
    assert "https:" not in page
    assert "url(" not in page


def test_markdown_reads_as_it_is_meant(articles):
    page = made("markdown")
    document = parse(page, "a.md")
    assert [block.text for block in document.blocks if block.kind == "heading"] == [
        "Quality of articles",
        "Findings by rule",
        "Articles with the lowest score",
        "Texts that stand twice",
        "Recurring page furniture",
    ]


def test_history_tells_the_score_at_commits(articles, monkeypatch):
    def git(*arguments):
        subprocess.run(["git", *arguments], check=True, capture_output=True)

    for name, value in (("NAME", "A"), ("EMAIL", "a@example.org")):
        for who in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{who}_{name}", value)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-01-01T12:00:00Z")
    subprocess.run("rm -rf .git; git init -q", shell=True, check=True)
    git("add", "clean.txt")
    git("commit", "-qm", "First <b>")
    git("add", "ferry.md", "boat.md")
    git("commit", "-qm", "Second")
    (articles / "ferry.md").write_text("# The ferry\n\nAll is well.\n")
    (articles / "notes.py").write_text("x = 1\n")
    git("add", ".")
    git("commit", "-qm", "Third")
    trend = json.loads(make_report(["."], RunOptions(no_cache=True), "json", history=5)[0])["trend"]
    assert [(point["subject"], point["articles"]) for point in trend] == [
        ("First <b>", 1),
        ("Second", 3),
        ("Third", 4),
        ("the files as they are", 4),
    ]
    first, second, third, now = (point["score"] for point in trend)
    assert first == 100 > third == now > second
    assert trend[0]["date"] == "2026-01-01"
    assert trend[-1]["commit"] == ""
    only = json.loads(make_report(["clean.txt"], RunOptions(no_cache=True), "json", history=5)[0])["trend"]
    assert [point["subject"] for point in only] == ["First <b>", "the files as they are"]


def test_history_needs_a_work_tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("# A\n")
    with pytest.raises(CopydeskError, match="--history needs a git work tree"):
        make_report(["."], RunOptions(), "json", history=1)


def test_differing_words_are_marked_on_both_sides():
    left, right = differing_words("The white boat left, at noon.", "the white ferry left at noon today")
    assert left == [(False, "The white"), (True, "boat"), (False, "left, at noon.")]
    assert right == [(False, "the white"), (True, "ferry"), (False, "left at noon"), (True, "today")]
    assert differing_words("a b", "a b") == ([(False, "a b")], [(False, "a b")])
    assert differing_words("", "") == ([], [])


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_no_word_is_lost_in_comparison(left, right):
    for text, side in zip((left, right), differing_words(left, right), strict=True):
        assert " ".join(part for _, part in side).split() == text.split()


def findings_in(text, path="a.md"):
    plan = make_plan([], RunOptions(isolated=True))
    return list(lint([Source(path, text)], plan.groups, jobs=1).findings)


def test_a_view_marks_exactly_what_was_found():
    text = "---\ntitle: The ferry\n---\n\n# The ferry\n\nIt **is is** late &amp; the the sea is rough.\n\nNothing here.\n\n> Or or here.\n"
    findings = findings_in(text)
    document = parse(text, "a.md")
    whole = article_view(document, findings, whole=True)
    assert [block.kind for block in whole] == ["h1", "h1", "p", "p", "quote"]
    for number, found in enumerate(findings):
        marked = "".join(words for block in whole for words, numbers in block.segments if number in numbers)
        assert marked == found.text.replace("*", "")
    part = article_view(document, findings, whole=False)
    assert [(block.kind, block.line) for block in part] == [
        ("h1", 2),
        ("gap", 1),
        ("p", 7),
        ("gap", 1),
        ("quote", 11),
    ]
    for blocks in (whole, part):
        shown_texts = ["".join(words for words, _ in block.segments) for block in blocks if block.kind != "gap"]
        assert "It is is late & the the sea is rough." in shown_texts


def test_a_very_long_block_is_cut_around_its_marks():
    text = "word " * 2000 + "the the" + " word" * 2000
    findings = [finding("a.md", text, "the the")]
    (block,) = article_view(parse(text, "a.md"), findings, whole=False)
    assert sum(len(words) for words, _ in block.segments) < 1200
    assert ("the the", (0,)) in block.segments


def test_charts_name_every_bar_and_point():
    chart = histogram("Scores <all>", [Bar("0", "score 0", 3), Bar("", "score 5", 0)], "score")
    assert 'aria-label="Scores &lt;all&gt;"' in chart
    assert "<title>score 0: 3</title>" in chart
    assert chart.count("<rect") == 1
    assert line("Time", [Point("a <b>", "26-01-05", 90.0)], "commits").count("<circle") == 1
    assert line("Time", [], "commits").count("<circle") == 0
    assert histogram("Nothing", [], "score").endswith("</svg>")


def test_a_visible_range_is_that_of_the_source():
    document = parse("a **bold** &amp; *word*\n", "a.md")
    (block,) = document.prose
    assert isinstance(document, Document)
    text = document.text
    for needle, seen in (
        ("bold", "bold"),
        ("**bold**", "bold"),
        ("&amp;", "&"),
        ("&amp; *word*", "& word"),
        ("a **bold** &amp; *word*", "a bold & word"),
    ):
        at = text.index(needle)
        first, last = block.visible_range(at, at + len(needle))
        assert block.text[first:last] == seen
    assert block.visible_range(100, 200)[0] == len(block.text)


def test_inline_code_stands_in_its_place_and_images_are_boxes():
    document = parse("Set `the code` ![an image](a.png) off `it`.\n", "a.md")
    (view,) = article_view(document, [], whole=True)
    assert view.segments == (("Set the code ▢ off it.", ()),)
    assert shown("a ￼ b") == "a ▢ b"
