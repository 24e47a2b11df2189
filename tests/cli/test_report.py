from __future__ import annotations

import json

import pytest
from test_check import copydesk

ARTICLE = "# The ferry\n\nThe ferry\n\nThe small ferry keeps its timetable until the the spring comes.\n"


@pytest.fixture
def ferry(project):
    (project / "ferry.md").write_text(ARTICLE, encoding="utf-8")
    return project


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.html", "<!doctype html>"),
        ("b.md", "<!-- copydesk report -->\n\n# Us"),
        ("c.json", '{"version"'),
        ("d.csv", "path,title"),
    ],
)
def test_the_suffix_tells_the_format(ferry, name, start):
    done = copydesk("report", "ferry.md", "-o", f"out/{name}", "--title", "Us")
    assert (done.returncode, done.stdout) == (0, "")
    text = (ferry / "out" / name).read_text(encoding="utf-8")
    assert text.startswith(start)
    assert done.stderr == f"out/{name}: 1 article, 2 findings, {len(text.encode()):,} bytes\n"


def test_the_format_beats_the_suffix_and_goes_to_standard_output(ferry):
    assert copydesk("report", "--format", "csv").stdout.startswith("path,title")
    assert copydesk("report", "-o", "-").stdout.startswith("<!doctype html>")
    assert copydesk("report", "-o", "a.txt", "--format", "markdown").returncode == 0
    assert (ferry / "a.txt").read_text().startswith("<!-- copydesk report -->\n\n# Quality of articles")


def test_options_of_check_hold(ferry):
    data = json.loads(copydesk("report", "--format", "json", "--select", "repeated-word").stdout)
    assert [row["rule"] for row in data["rules"]] == ["integrity.repeated-word"]
    (ferry / "copydesk.yml").write_text("ignore: [repeated-word]\n")
    data = json.loads(copydesk("report", "--format", "json").stdout)
    assert [row["rule"] for row in data["rules"]] == ["duplication.duplicate-title"]


def test_what_is_wrong_is_said_and_ends_with_status_2(ferry):
    done = copydesk("report", "ferry.md", "nothing.md", "-o", "a.html")
    assert done.returncode == 2
    assert "nothing.md: no such file or folder" in done.stderr
    assert "Not everything could be looked at." in (ferry / "a.html").read_text()
    (ferry / "file").write_text("x")
    done = copydesk("report", "-o", "file/a.html")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: file/a.html: cannot be written")
    assert copydesk("report", "--format", "pdf").returncode == 2


def test_without_articles_there_is_a_report_all_the_same(project):
    for form in ("html", "markdown", "json", "csv"):
        assert copydesk("report", "--format", form).returncode == 0
