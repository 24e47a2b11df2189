"""`copydesk config show` and `config check`."""

from __future__ import annotations

import json

import pytest
from test_check import copydesk

CONFIG = """\
profile: docs
exclude: [drafts/]

rules:
  grade: off
  near-duplicate-paragraph:
    threshold: 0.7
duplicates: {keep: newest}
"""


@pytest.fixture
def configured(project):
    (project / "copydesk.yml").write_text(CONFIG)
    (project / "news").mkdir()
    (project / "news" / ".copydesk.yml").write_text("fail-on: error\n")
    return project


def rows(done):
    assert done.returncode == 0, done.stderr
    return {
        line.split("  ")[0]: [part.strip() for part in line.split("  ") if part.strip()][1:]
        for line in done.stdout.splitlines()
    }


def test_each_value_tells_where_it_comes_from(configured):
    shown = rows(copydesk("config", "show"))
    assert shown["profile"] == ["docs", "copydesk.yml:1"]
    assert shown["exclude"] == ["[drafts/]", "copydesk.yml:2"]
    assert shown["rules.grade"] == ["false", "copydesk.yml:5"]
    assert shown["rules.near-duplicate-paragraph"] == ["{threshold: 0.7}", "copydesk.yml:6"]
    assert shown["duplicates.keep"] == ["newest", "copydesk.yml:8"]
    assert shown["fail-on"] == ["warning", "default"]


def test_the_nearest_file_and_the_command_line_win(configured):
    shown = rows(copydesk("config", "show", "news/article.md", "--profile", "scraped", "--config", "rules.grade=error"))
    assert shown["fail-on"] == ["error", "news/.copydesk.yml:1"]
    assert shown["profile"] == ["scraped", "--profile"]
    assert shown["rules.grade"] == ["error", "--config"]
    assert "duplicates.keep" not in shown
    assert rows(copydesk("config", "show", "--isolated", "--config", "language=de"))["language"] == ["de", "--config"]
    assert rows(copydesk("config", "show", "news", "--config", "copydesk.yml"))["profile"] == ["docs", "copydesk.yml:1"]


def test_pyproject_is_shown_with_its_lines(project):
    (project / "pyproject.toml").write_text("[project]\nname = 'x'\n\n[tool.copydesk]\nselect = ['grade']\n")
    assert rows(copydesk("config", "show"))["select"] == ["[grade]", "pyproject.toml:5"]


def test_json(configured):
    done = copydesk("config", "show", "--format", "json")
    settings = {item["key"]: item for item in json.loads(done.stdout)}
    assert settings["exclude"] == {"key": "exclude", "value": ["drafts/"], "origin": "copydesk.yml:2"}
    assert settings["rules.near-duplicate-paragraph"]["value"] == {"threshold": 0.7}


def test_all_configuration_files_are_checked(configured):
    done = copydesk("config", "check")
    assert (done.returncode, done.stdout) == (0, "copydesk.yml: no problem\nnews/.copydesk.yml: no problem\n")
    (configured / "news" / ".copydesk.yml").write_text("fail-on: eror\n")
    (configured / "copydesk.yml").write_text("rules:\n  grad: off\n  repeated-word: {sverity: error}\n")
    (configured / "sub").mkdir()
    (configured / "sub" / "copydesk.yml").write_text("rule-folders: [none]\n")
    (configured / "last").mkdir()
    (configured / "last" / "copydesk.yml").write_text("baseline: none.baseline\n")
    done = copydesk("config", "check")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "copydesk.yml:2: rules: no rule, name or category is 'grad'; did you mean 'grade'?",
        "copydesk.yml:3: rules.repeated-word: unknown key 'sverity' for 'repeated-word'; did you mean 'severity'?",
        "last/none.baseline: there is no such baseline; make it with: copydesk baseline update --baseline last/none.baseline",
        "news/.copydesk.yml:1: 'fail-on' is one of error, warning, suggestion, never, not 'eror'; did you mean 'error'?",
        "sub/copydesk.yml:1: the rule folder 'none' is no folder",
    ]
    assert copydesk("config", "check", "news/.copydesk.yml").stderr.count("\n") == 1
    assert "no such file or folder" in copydesk("config", "check", "none").stderr


def test_no_file_is_no_problem(project):
    done = copydesk("config", "check")
    assert (done.returncode, done.stdout) == (0, "there is no configuration file\n")


def test_a_configuration_that_another_one_comes_before_is_told(project):
    (project / "copydesk.yml").write_text("profile: docs\n")
    (project / ".copydesk.yml").write_text("profile: scraped\n")
    (project / "house.copydesk.yml").write_text("profile: scraped\n")
    done = copydesk("config", "check", ".", "house.copydesk.yml")
    assert done.returncode == 0
    assert done.stdout == (".copydesk.yml: no problem; it comes before copydesk.yml\nhouse.copydesk.yml: no problem\n")
