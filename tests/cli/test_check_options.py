"""What is read without click is what click reads."""

import click
import pytest
from click.shell_completion import BashComplete
from hypothesis import given
from hypothesis import strategies as st

from copydesk.cli.check import check
from copydesk.cli.check_options import OPTIONS, read_plain
from copydesk.cli.commands import main

NAMES = [name for option in OPTIONS for name in option.names]
VALUES = [
    "a.md",
    "docs",
    "-",
    "1",
    "0",
    "007",
    "-1",
    "+1",
    "1_0",
    "²",
    "error",
    "never",
    "high",
    "docs,a",
    " a , b,",
    "",
]
VALUES += [
    "articles",
    "always",
    "json",
    "full=out.txt",
    "--",
    "-q",
    "-qv",
    "-j2",
    "-j=2",
    "--jobs=3",
    "--select=",
    "=",
    "9" * 5000,
]
VALUES += [
    "--quiet=1",
    "--sel",
    "--help",
    "-h",
    "-V",
    "--no-such",
    "ü.md",
    "a b.md",
    "rules.x=1",
    "x=--quiet",
    "\udcff.md",
]


def as_click_reads_it(arguments):
    return check.make_context("check", list(arguments)).params


@given(
    st.lists(
        st.sampled_from(NAMES + VALUES) | st.builds("{}={}".format, st.sampled_from(NAMES), st.sampled_from(VALUES))
    )
)
def test_a_plain_call_is_read_as_click_reads_it(arguments):
    values = read_plain(["check", *arguments])
    if values is not None:
        assert values == as_click_reads_it(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.md", "docs/b.md", "-q"],
        ["--force-exclude", "--select", "duplication,grade", "--ignore=x", "--select", "y", "a.md"],
        ["--config", "rules.x.y=1", "--config=other.yml", "-j", "2", "--fail-on", "error", "--output-format", "json"],
        ["--output-format=json=out.json", "--all", "--statistics", "--isolated", "--no-cache", "--exit-zero", "-v"],
        ["-", "--stdin-filename", "x.md", "--color=never", "--profile", "docs", "--min-confidence", "low"],
        ["--index", "redis://localhost:6379/0", "."],
        ["--fix", "--unsafe-fixes", "--baseline", "copydesk.baseline", "a.md"],
        ["--diff", "--since=origin/main", "--whole-files", "--config-from", "origin/main", "--profile-rules"],
        ["--staged", "--output-format", "github", "--output-format=sarif=out.sarif"],
    ],
)
def test_what_hooks_and_editors_call_needs_no_click(arguments):
    values = read_plain(["check", *arguments])
    assert values is not None
    assert values == as_click_reads_it(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--", "-q"],
        ["--cache-dir", "x"],
        ["--fail-on", "errors"],
        ["--jobs", "-1"],
        ["--select"],
        ["-qv"],
        ["--quiet=yes"],
        ["--select", "--quiet"],
    ],
)
def test_the_rest_is_left_to_click(arguments):
    assert read_plain(["check", *arguments]) is None


def test_other_commands_and_completion_are_left_to_click(monkeypatch):
    assert read_plain([]) is None
    assert read_plain(["rules"]) is None
    assert read_plain(["--version", "check"]) is None
    monkeypatch.setenv("_COPYDESK_COMPLETE", "bash_source")
    assert read_plain(["check"]) is None


def test_every_option_reaches_the_command():
    assert {param.name for param in check.params} == {"paths", *(option.parameter for option in OPTIONS)}
    with pytest.raises(click.UsageError, match="no output format"):
        check.main(["--output-format", "nope"], standalone_mode=False)


def completed(*words):
    found = BashComplete(main, {}, "copydesk", "_COPYDESK_COMPLETE").get_completions(list(words[:-1]), words[-1])
    return [item.value for item in found]


def test_the_shell_completes_options_rules_and_formats(project):
    assert completed("check", "--unsafe") == ["--unsafe-fixes"]
    assert completed("check", "--select", "dangling") == ["dangling-quote"]
    assert completed("check", "--select", "grade,attribution.dangling") == ["grade,attribution.dangling-quote"]
    assert completed("rule", "repeated-w") == ["repeated-word"]
    assert completed("check", "--output-format", "g") == ["grouped", "github", "gitlab"]
    (project / "copydesk.yml").write_text("selekt: x\n")
    assert completed("rule", "repeated-w") == ["repeated-word"]
