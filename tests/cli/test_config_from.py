"""`check --config-from REF`: what a change does to its own configuration does not count."""

from __future__ import annotations

import json
import os

import pytest
from test_check import copydesk

from work_trees import commit, git, put, repository

TEXT = "# A title\n\nThe the end of the old library.\n"
STYLE = "extends: existence\nmessage: Not '%s'.\nlevel: error\ntokens: [library]\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A repository whose main branch has a configuration, and a topic branch that takes it apart."""
    root = repository(tmp_path / "repository")
    monkeypatch.chdir(root)
    put(root, "copydesk.yml", "rule-folders: [styles]\nexclude: [drafts/]\nrules: {repeated-word: error}\n")
    put(root, "styles/Own/Words.yml", STYLE)
    put(root, "news/copydesk.yml", "rules: {repeated-word: suggestion}\n")
    commit(root)
    git(root, "checkout", "--quiet", "-b", "topic")
    put(root, "copydesk.yml", "select: [grade]\nexclude: ['*.md']\n")
    put(root, "styles/Own/Words.yml", STYLE.replace("library", "nothing"))
    put(root, "news/copydesk.yml", "exclude: ['*']\n")
    put(root, "new/copydesk.yml", "exclude: ['*']\n")
    for name in ("a.md", "news/b.md", "new/c.md", "drafts/d.md"):
        put(root, name, TEXT)
    commit(root)
    return root


def found(*arguments):
    done = copydesk("check", "--output-format", "json", *arguments)
    assert done.returncode < 2, done.stderr
    data = json.loads(done.stdout)
    return sorted((item["path"], item["rule"], item["severity"]) for item in data["findings"])


RIGHT = [
    ("a.md", "Own.Words", "error"),
    ("a.md", "integrity.repeated-word", "error"),
    ("new/c.md", "Own.Words", "error"),
    ("new/c.md", "integrity.repeated-word", "error"),
    ("news/b.md", "integrity.repeated-word", "suggestion"),
]


def only(paths):
    return [item for item in paths if "duplicate" not in item[1] and "shared" not in item[1]]


def test_the_configuration_of_the_commit_holds(root):
    assert found() == []
    assert only(found("--config-from", "main")) == RIGHT
    assert only(found("--config-from", "main", "--no-cache")) == RIGHT
    assert only(found("--config-from", "main", "--since", "main")) == RIGHT
    assert only(found("--config-from", "main", "--config", "rules.repeated-word=off")) == [
        item for item in RIGHT if item[1] == "Own.Words"
    ]
    assert found() == []


def test_from_a_folder_and_with_files_named_outright(root, monkeypatch):
    monkeypatch.chdir(root / "news")
    assert only(found("--config-from", "main", "b.md")) == [("b.md", "integrity.repeated-word", "suggestion")]
    assert only(found("--config-from", "main", "--force-exclude", "../drafts/d.md", "b.md")) == [
        ("b.md", "integrity.repeated-word", "suggestion")
    ]


def test_the_baseline_is_that_of_the_commit_too(root):
    git(root, "checkout", "--quiet", "main")
    put(root, "old.md", TEXT)
    put(root, "copydesk.yml", "select: [repeated-word]\nbaseline: known/x.baseline\n")
    copydesk("baseline", "update")
    commit(root)
    git(root, "checkout", "--quiet", "topic")
    put(root, "old.md", TEXT)
    put(root, "known/x.baseline", "# copydesk baseline 1\n")
    assert [item[0] for item in found("--config-from", "main")] == ["a.md", "drafts/d.md", "new/c.md", "news/b.md"]


def test_mistakes_are_named_as_files_of_the_commit(root):
    git(root, "checkout", "--quiet", "main")
    put(root, "copydesk.yml", "\nselekt: [grade]\n")
    commit(root)
    git(root, "checkout", "--quiet", "topic")
    done = copydesk("check", "--config-from", "main")
    assert done.returncode == 2
    assert done.stderr == "copydesk: main:copydesk.yml:2: unknown key 'selekt'; did you mean 'select'?\n"
    done = copydesk("check", "--config-from", "main~1", "--verbose", "a.md")
    assert "copydesk: main~1:copydesk.yml: " in done.stderr


def test_a_commit_without_configuration_gives_the_defaults(root):
    git(root, "checkout", "--quiet", "--orphan", "empty")
    git(root, "rm", "-r", "--quiet", "--force", ".")
    put(root, "x.txt", "nothing")
    commit(root)
    git(root, "checkout", "--quiet", "topic")
    assert ("drafts/d.md", "integrity.repeated-word", "warning") in found("--config-from", "empty")


def test_nothing_is_left_behind(root, tmp_path):
    (tmp_path / "temporary").mkdir()
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    assert copydesk("check", "--config-from", "main", env=environment).returncode == 1
    assert copydesk("check", "--config-from", "main", "--select", "nothing", env=environment).returncode == 2
    assert os.listdir(tmp_path / "temporary") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--config-from", "none"), "--config-from: 'none' is no commit that this clone has"),
        (("--config-from", "main", "--isolated"), "leave --isolated and --config FILE out"),
        (("--config-from", "main", "--config", "copydesk.yml"), "leave --isolated and --config FILE out"),
    ],
)
def test_wrong_use_is_told(root, arguments, message):
    done = copydesk("check", *arguments)
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr


def test_outside_of_git(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = copydesk("check", "--config-from", "main")
    assert (done.returncode, done.stderr) == (2, "copydesk: --config-from: this is no git work tree\n")
