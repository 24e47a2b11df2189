"""Directives in articles as users of `copydesk check` meet them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SENTENCE = "The council of the town met in the old school on the evening of the second of May and kept the library."
DIRECTIVE = "<!-- copydesk: ignore[{}] -- the minutes -->"
PLAIN = ("check", "--output-format", "json", "--fail-on", "suggestion")


def check(*arguments):
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", *PLAIN, *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == "" or done.returncode == 2, done.stderr
    return done


def rules_of(done):
    return [(finding["path"], finding["rule"]) for finding in json.loads(done.stdout)["findings"]]


@pytest.fixture
def article(project):
    def write(text, name="one.md"):
        (project / name).write_text(text, encoding="utf-8")
        return project

    return write


def test_a_silenced_finding_does_not_fail_the_run(article):
    article("# A title\n\nIt met on on Monday. <!-- copydesk: ignore[repeated-word] -->\n")
    done = check()
    assert (done.returncode, rules_of(done)) == (0, [])
    assert json.loads(done.stdout)["summary"]["suppressed"] == 1


def test_a_needless_directive_is_a_warning(article):
    article(f"# A title\n\n{DIRECTIVE.format('repeated-word')}\n\nIt met on Monday.\n")
    for _ in range(2):  # the second run takes its rules from the cache
        done = check("--fail-on", "warning")
        assert (done.returncode, rules_of(done)) == (1, [("one.md", "suppression.unused")])
    assert check("--select", "grade,suppression").returncode == 0, "repeated-word has not run"
    assert check("--ignore", "unused").returncode == 0


def test_an_unknown_rule_is_told_even_where_few_rules_run(article):
    article(f"# A title\n\n{DIRECTIVE.format('repeated-wrod')}\n\n{DIRECTIVE.format('grade')}\n\nIt met.\n")
    (finding,) = json.loads(check("--select", "suppression").stdout)["findings"]
    assert finding["text"] == "repeated-wrod"
    assert "did you mean 'repeated-word'?" in finding["message"]


def test_allow_ignores_is_configured(article):
    project = article("# A title\n\nIt met on on Monday. <!-- copydesk: ignore[repeated-word] -->\n")
    (project / "copydesk.yml").write_text("allow-ignores: none\n")
    assert rules_of(check()) == [("one.md", "integrity.repeated-word")]
    both = [("one.md", "integrity.repeated-word"), ("one.md", "suppression.unused")]
    assert rules_of(check("--config", "allow-ignores=with-reason")) == both
    assert rules_of(check("--config", "allow-ignores=all")) == []
    wrong = check("--config", "allow-ignores=with-reasons")
    assert wrong.returncode == 2
    assert "did you mean 'with-reason'?" in wrong.stderr


def test_a_directive_for_a_rule_across_articles_is_judged_by_the_whole_project(article):
    directive = DIRECTIVE.format("shared-paragraph")
    project = article(f"# One\n\n{directive}\n\n{SENTENCE}\n", "one.md")
    article(f"# Two\n\n{directive}\n\n{SENTENCE}\n", "two.md")
    article(f"# Three\n\n{directive}\n\nIt met.\n", "three.md")
    (project / "part").mkdir()
    assert rules_of(check()) == [("three.md", "suppression.unused")]
    assert rules_of(check("--jobs", "2")) == [("three.md", "suppression.unused")]
    assert rules_of(check("one.md", "three.md")) == []
    assert rules_of(check("one.md")) == []
    assert rules_of(check("part", "one.md")) == []


def test_people_are_told_how_many_are_silenced(article):
    article("# A title\n\nIt met on on Monday. <!-- copydesk: ignore[repeated-word] -->\n")
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", "check"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout.splitlines()[-1] == "1 more finding is silenced in the text."
