"""Whole reports against files kept beside this one; `COPYDESK_UPDATE_GOLDEN=1 pytest` writes them anew."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest
from report_samples import ARTICLES, FERRY, finding, sample_result

from copydesk.model import FileResult, Finding, Result
from copydesk.plan import known_rules
from copydesk.planner import RunOptions
from copydesk.reports import REPORTS, load_report
from copydesk.reports.context import ReportContext
from copydesk.reports.problems import write_problems

GOLDEN = Path(__file__).parent / "golden"
RULES = {rule.id: rule for rule in known_rules(RunOptions(isolated=True))}
CONTEXT = ReportContext(source=ARTICLES.get, version="1.2.3")


def many() -> Result:
    words = ("the the", "four", "is is", "Gull Island", "Bridge repairs delayed")
    rules = ("integrity.repeated-word", "style.numbers", "style.repetition", "style.names", "boilerplate.line")
    severities = ("warning", "suggestion", "suggestion", "error", "warning")
    findings: list[Finding] = []
    files = []
    for number in range(90):
        path = f"news/{number:03}.md"
        files.append(FileResult(path, None, None, 90))
        picked = [index for index in range(len(words)) if number % (index + 1) == 0]
        findings += [
            finding(path, FERRY, words[index], rule=rules[index], severity=severities[index]) for index in picked
        ]
        findings += [finding(path, FERRY, "four", rule="style.once")] * (number == 7) * 2
    return Result(tuple(files), tuple(findings))


def written(name: str, result: Result, context: ReportContext) -> str:
    stream = io.StringIO()
    load_report(name).write(result, context, stream)
    return stream.getvalue()


def problems() -> str:
    stream = io.StringIO()
    write_problems(sample_result(), stream)
    return stream.getvalue()


CASES = {
    "full.txt": lambda: written("full", sample_result(), CONTEXT),
    "full-color.txt": lambda: written("full", sample_result(), CONTEXT._replace(color=True)),
    "full-narrow.txt": lambda: written("full", sample_result(), CONTEXT._replace(width=50)),
    "full-no-source.txt": lambda: written("full", sample_result(), CONTEXT._replace(source=lambda _: None)),
    "full-statistics.txt": lambda: written("full", sample_result(), CONTEXT._replace(statistics=True)),
    "full-many.txt": lambda: written("full", many(), CONTEXT._replace(terminal=True)),
    "concise.txt": lambda: written("concise", sample_result(), CONTEXT),
    "concise-color.txt": lambda: written("concise", sample_result(), CONTEXT._replace(color=True, statistics=True)),
    "grouped.txt": lambda: written("grouped", sample_result(), CONTEXT),
    "grouped-color.txt": lambda: written("grouped", sample_result(), CONTEXT._replace(color=True, statistics=True)),
    "sarif.json": lambda: written("sarif", sample_result(), CONTEXT._replace(base="site/", rules=RULES)),
    "github.txt": lambda: written("github", sample_result(), CONTEXT._replace(base="site/")),
    "github-many.txt": lambda: written("github", many(), CONTEXT),
    "gitlab.json": lambda: written("gitlab", sample_result(), CONTEXT._replace(base="site/")),
    "azure.txt": lambda: written("azure", sample_result(), CONTEXT),
    "junit.xml": lambda: written("junit", sample_result(), CONTEXT),
    "checkstyle.xml": lambda: written("checkstyle", sample_result(), CONTEXT),
    "rdjson.json": lambda: written("rdjson", sample_result(), CONTEXT),
    "markdown.md": lambda: written("markdown", sample_result(), CONTEXT),
    "json.json": lambda: written("json", sample_result(), CONTEXT),
    "json-empty.json": lambda: written("json", Result((), ()), CONTEXT),
    "jsonl.jsonl": lambda: written("jsonl", sample_result(), CONTEXT),
    "problems.txt": problems,
}


@pytest.mark.parametrize("name", CASES)
def test_reports_are_as_they_were(name: str):
    text = CASES[name]()
    path = GOLDEN / name
    if os.environ.get("COPYDESK_UPDATE_GOLDEN"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


@pytest.mark.parametrize("name", REPORTS)
def test_every_format_has_a_golden_file(name: str):
    assert any(case.startswith(f"{name}.") for case in CASES)


def test_no_golden_file_is_left_over():
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_ends_with_one_newline(name: str):
    for result in (sample_result(), Result((), ())):
        text = written(name, result, CONTEXT)
        assert text.endswith("\n") or (name in ("github", "azure") and not result.findings)
        assert not text.endswith("\n\n")


def test_a_terminal_gets_every_finding_when_it_asks_for_all():
    result = many()
    listed = written("full", result, CONTEXT._replace(terminal=True, all=True))
    assert listed.count(": error style.names") == 23
    assert "--all" not in listed
    assert "--all" not in written("full", result, CONTEXT)


def test_up_to_two_hundred_findings_are_listed_on_a_terminal():
    result = many()
    few = Result(result.files, result.findings[:200])
    assert "--all" not in written("full", few, CONTEXT._replace(terminal=True))
    more = Result(result.files, result.findings[:201])
    assert "use --all to list them" in written("full", more, CONTEXT._replace(terminal=True))


def test_colours_change_nothing_but_colours():
    colored = written("full", sample_result(), CONTEXT._replace(color=True))
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == written("full", sample_result(), CONTEXT)
    for name in ("json", "jsonl"):
        assert "\x1b" not in written(name, sample_result(), CONTEXT._replace(color=True))


def test_a_quiet_report_ends_with_its_findings():
    for name in ("full", "concise"):
        loud = written(name, sample_result(), CONTEXT)
        quiet = written(name, sample_result(), CONTEXT._replace(quiet=True))
        assert loud.startswith(quiet)
        assert "Found" not in quiet
        assert written(name, Result((FileResult("a.md", None, None, 1),), ()), CONTEXT._replace(quiet=True)) == ""
