from __future__ import annotations

import json

import pytest
from test_check import copydesk


def test_rules_lists_every_rule(project):
    done = copydesk("rules")
    assert done.returncode == 0
    listed = json.loads(copydesk("rules", "--format", "json").stdout)
    assert len(listed) == len(done.stdout.splitlines()) >= 8
    assert {"duplication.duplicate-title", "attribution.dangling-quote", "readability.grade"} <= {
        r["id"] for r in listed
    }


def test_a_rule_explains_itself(project):
    done = copydesk("rule", "duplicate-title")
    assert done.returncode == 0
    assert done.stdout.startswith("# duplication.duplicate-title\n")
    assert "## Reported" in done.stdout
    assert "## Options" in done.stdout
    wrong = copydesk("rule", "duplicate-titel")
    assert wrong.returncode == 2
    assert "did you mean 'duplicate-title'?" in wrong.stderr


def test_the_examples_of_the_rules_that_ship_hold(project):
    done = copydesk("rule", "test")
    assert done.returncode == 0, done.stdout
    assert int(done.stdout.rsplit("\n", 2)[-2].split()[0]) >= 40


RULE = """\
extends: existence
message: "Say '%s' another way."
tokens: [very unique]
examples:
  - bad: It is very unique.
    findings: [{findings}]
  - good: {good}
"""


@pytest.mark.parametrize(
    ("findings", "good", "status", "said"),
    [
        ("very unique", "It is unique.", 0, "2 examples passed"),
        ("unique", "It is unique.", 1, "does not report {'text': 'unique'}"),
        ("very unique", "A very unique one.", 1, "should be silent, but reports 'very unique'"),
    ],
)
def test_examples_of_other_rules_run(project, findings, good, status, said):
    (project / "House").mkdir()
    (project / "House" / "Unique.yml").write_text(RULE.format(findings=findings, good=good))
    for path in ("House", "House/Unique.yml", "."):
        done = copydesk("rule", "test", path)
        assert done.returncode == status, done.stdout + done.stderr
        assert said in done.stdout


def test_a_rule_file_is_tested_whatever_stands_around_it(project):
    (project / "House").mkdir()
    (project / "House" / "Unique.yml").write_text(RULE.format(findings="unique", good="It is unique."))
    (project / "House" / "Broken.yml").write_text("extends: nothing\n")
    (project / "mkdocs.yml").write_text("site_name: News\n")
    done = copydesk("rule", "test", "House/Unique.yml")
    assert done.returncode == 1
    assert done.stdout.startswith("FAILED House.Unique, example 1 (")
    assert "House/Unique.yml:5)" in done.stdout
    done = copydesk("rule", "test", "House")
    assert done.returncode == 2
    assert "House/Broken.yml:1: 'extends' names no kind of check" in done.stderr
    assert "mkdocs.yml" not in done.stderr


@pytest.mark.parametrize(
    ("path", "said"), [("gone", "gone: no such file or folder"), ("a.yaml", "a.yaml: no rule file: the name of one")]
)
def test_what_holds_no_rules_is_told(project, path, said):
    (project / "a.yaml").write_text(RULE)
    done = copydesk("rule", "test", path)
    assert done.returncode == 2
    assert said in done.stderr


def test_examples_of_kinds_that_do_not_run_are_passed_over_aloud(project):
    (project / "House").mkdir()
    (project / "House" / "Spelling.yml").write_text("extends: spelling\nmessage: No.\nexamples: [{bad: Teh.}]\n")
    done = copydesk("rule", "test", "House")
    assert done.stdout == (
        "note: House.Spelling: does not run here yet, being of the kind spelling\n0 examples passed\n"
    )


def test_a_style_of_ones_own(project):
    (project / "styles" / "House").mkdir(parents=True)
    (project / "styles" / "House" / "Unique.yml").write_text(RULE.format(findings="very unique", good="x"))
    (project / "copydesk.yml").write_text("rule-folders: [styles]\n")
    (project / "a.md").write_text("It is very\nunique, and very unique.\n")
    done = copydesk("check", "--output-format", "concise", "a.md")
    assert [line.split(" ")[:3] for line in done.stdout.splitlines()[:2]] == [
        ["a.md:1:7:", "warning", "House.Unique"],
        ["a.md:2:13:", "warning", "House.Unique"],
    ]
    (project / "copydesk.yml").write_text("rule-folders: [../elsewhere]\n")
    done = copydesk("check", "a.md")
    assert done.returncode == 2
    assert "lies outside the project" in done.stderr
