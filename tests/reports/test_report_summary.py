from __future__ import annotations

import pytest
from report_samples import FERRY, finding, sample_result

from copydesk.model import FileResult, Finding, Fix, Problem, Result
from copydesk.reports.color import painter, want_color
from copydesk.reports.columns import DEFAULT_WIDTH, terminal_width
from copydesk.reports.context import ReportContext
from copydesk.reports.rank import rank, rank_lines
from copydesk.reports.score_lines import rounded_score, score_lines
from copydesk.reports.summary import closing_lines, summarize

FILE = FileResult("a.md", None, None, 10)


def one(severity: str = "warning", *, path: str = "a.md", rule: str = "style.x", safety: str | None = None) -> Finding:
    fix = None if safety is None else Fix(safety, ())
    return finding(path, FERRY, "four", severity=severity, rule=rule, fix=fix)


def lines(*findings: Finding, files: tuple[FileResult, ...] = (FILE,), **changes: object) -> list[str]:
    errors = changes.pop("errors", ())
    return closing_lines(Result(files, findings, errors), ReportContext(**changes))


def test_figures_of_the_sample():
    assert summarize(sample_result()) == {
        "files": 3,
        "files_with_findings": 2,
        "findings": 8,
        "by_severity": {"error": 2, "warning": 4, "suggestion": 2},
        "by_rule": {
            "attribution.dangling-quote": 1,
            "boilerplate.boilerplate-footer": 1,
            "duplication.duplicate-title": 1,
            "duplication.near-duplicate-paragraph": 1,
            "integrity.repeated-word": 2,
            "style.numbers": 1,
            "style.repetition": 1,
        },
        "fixable": {"safe": 3, "unsafe": 1},
        "errors": 1,
        "suppressed": 0,
        "fixed": 0,
        "known": 0,
        "score": 71.25,
        "grades": {"A": 0, "B": 0, "C": 1, "D": 0, "F": 0},
    }


def test_the_score_is_told_by_category_for_one_article_and_by_letter_for_many():
    result = sample_result()
    assert score_lines(result) == ["Score: 71.2 of 100 (C): duplication -19.0, style -9.8."]
    file = result.files[1]
    many = [file._replace(path=f"{at}\x1b.md", score=float(at), grade="D" if at < 80 else "A") for at in range(73, 83)]
    assert score_lines(Result(tuple(many), ())) == [
        "Score: 77.5 of 100, by words; articles: 3 A, 7 D.",
        *(f"   {at}.0  D  {at}\\u001b.md" for at in range(73, 78)),
        "  and 2 more below B",
    ]
    assert score_lines(Result((), ())) == []


def test_a_score_never_looks_better_than_its_letter():
    assert [rounded_score(points) for points in (89.99, 90.0, 64.96, 100.0, 0.05)] == [
        "89.9",
        "90.0",
        "64.9",
        "100.0",
        "0.0",
    ]


def test_what_is_silenced_in_the_text_is_counted():
    result = Result((FILE,), (), suppressed=2)
    assert summarize(result)["suppressed"] == 2
    assert closing_lines(result, ReportContext()) == [
        "Found nothing in 1 file.",
        "2 more findings are silenced in the text.",
    ]
    assert closing_lines(result._replace(suppressed=1), ReportContext())[1] == "1 more finding is silenced in the text."


def test_closing_words():
    assert lines() == ["Found nothing in 1 file."]
    assert lines(files=()) == ["There was no file to check."]
    assert lines(one("error")) == ["Found 1 error in 1 file."]
    assert lines(one("error"), one(), one())[0] == "Found 1 error and 2 warnings in 1 file."
    assert lines(*[one()] * 1234)[0] == "Found 1,234 warnings in 1 file."
    assert lines(one("error"), one(), one("suggestion"), files=(FILE,) * 1200)[0] == (
        "Found 1 error, 1 warning and 1 suggestion in 1 of 1,200 files."
    )


def test_fixes_are_counted():
    assert lines(one(safety="safe"))[1] == "[*] 1 finding has a safe fix (--fix)."
    assert lines(one(safety="safe"), one(safety="safe"), one(safety="unsafe"))[1] == (
        "[*] 2 findings have a safe fix (--fix), 1 an unsafe one (--unsafe-fixes)."
    )
    assert lines(one(safety="unsafe"))[1] == "1 finding has an unsafe fix (--fix --unsafe-fixes)."


def test_it_is_said_when_findings_do_not_fail_the_run():
    assert lines(one("suggestion"))[-1] == "None of them fails the check: that takes a warning."
    assert lines(one("warning"), fail_on="error")[-1] == "None of them fails the check: that takes an error."
    assert len(lines(one("warning"))) == 1
    assert len(lines(one("error"), fail_on="suggestion")) == 1
    assert len(lines(one("error"), fail_on=None)) == 1
    errors = (Problem("b.md", "is gone"),)
    assert lines(one("suggestion"), errors=errors)[-1] == "1 problem kept the check from being complete."


def test_rules_rank_by_severity_then_number_then_name():
    findings = [
        one("suggestion", rule="a.many"),
        one("suggestion", rule="a.many"),
        one("warning", rule="c.two"),
        one("warning", rule="c.two"),
        one("warning", rule="b.two"),
        one("warning", rule="b.two"),
        one("warning", rule="a.one"),
        one("suggestion", rule="z.worst"),
        one("error", rule="z.worst"),
    ]
    assert [entry.rule for entry in rank(findings)] == ["z.worst", "b.two", "c.two", "a.one", "a.many"]


def test_examples_are_of_different_files_where_they_can_be():
    paths = ["a.md"] * 5 + ["b.md"] * 2 + ["c.md"]
    (entry,) = rank([one(path=path) for path in paths])
    assert (entry.findings, entry.files) == (8, 3)
    assert [example.path for example in entry.examples] == ["a.md", "b.md", "c.md"]
    (entry,) = rank([one(path=path) for path in paths[:6]])
    assert [example.path for example in entry.examples] == ["a.md", "a.md", "b.md"]
    (entry,) = rank([one(path=path, safety="unsafe") for path in paths], examples=0)
    assert (entry.examples, entry.fixable) == ([], 8)
    assert rank([]) == []


def test_examples_fit_the_width():
    long = one()._replace(text="word " * 500)
    for width in (40, 60, 100):
        table = rank_lines(rank([long]), width, painter(color=False))
        assert len(table[1]) <= width
        assert table[1].startswith("   a.md:11:12  word word")


class Stream:
    def __init__(self, *, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def fileno(self) -> int:
        raise OSError


@pytest.mark.parametrize(
    ("choice", "terminal", "environ", "expected"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": ""}, False),
        ("auto", True, {"FORCE_COLOR": "0"}, False),
        ("auto", False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_whether_to_colour(choice: str, terminal: bool, environ: dict[str, str], expected: bool):
    assert want_color(Stream(terminal=terminal), choice, environ) is expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [("120", 120), ("3", 40), ("0", DEFAULT_WIDTH), ("x", DEFAULT_WIDTH), ("", DEFAULT_WIDTH), ("²", DEFAULT_WIDTH)],
)
def test_width_of_the_terminal(columns: str, expected: int):
    assert terminal_width(Stream(terminal=True), {"COLUMNS": columns}) == expected
