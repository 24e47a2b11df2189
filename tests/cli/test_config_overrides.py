"""`extends` and `overrides` in configuration files."""

from __future__ import annotations

import json
import os

import pytest
from test_check import copydesk

from copydesk.config.load import load_settings
from copydesk.config_show import settings_at
from copydesk.model import CopydeskError
from copydesk.plan import make_plan, settings_for
from copydesk.planner import RunOptions
from work_trees import commit, git, put, repository

RULE = "extends: existence\nmessage: \"'%s' is out.\"\nlevel: error\ntokens: [{word}]\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    root = repository(tmp_path / "repository")
    monkeypatch.chdir(root)
    return root


def severities(paths=(".",), **options):
    """By article, what the rules that run have been set to."""
    plan = make_plan(paths, RunOptions(**options))
    return {
        source.path: {rule.id.rpartition(".")[2]: rule.severity for rule in plan.groups[source.group].rules}
        for source in plan.sources
    }


def copydesk_check(*arguments):
    """Path and severity of what a run finds."""
    done = copydesk("check", "--output-format", "json", *arguments)
    assert done.returncode < 2, done.stderr
    return [(item["path"], item["severity"]) for item in json.loads(done.stdout)["findings"]]


def test_an_override_holds_for_the_files_that_its_patterns_name(root):
    for path in ("a.md", "docs/b.md", "docs/old/c.md", "drafts/d.md"):
        put(root, path, "# A title\n")
    put(
        root,
        "copydesk.yml",
        """\
rules: {repeated-word: error, duplicate-title: {severity: warning}}
overrides:
  - files: docs/
    profile: docs
    fail-on: error
    rules: {repeated-word: suggestion}
  - files: ["drafts/**", "!drafts/kept.md", "/docs/old/*"]
    rules: {duplication: off, grade: error}
    ignore: dangling-quote
    language: de
""",
    )
    found = severities()
    assert found["a.md"]["repeated-word"] == found["drafts/d.md"]["repeated-word"] == "error"
    assert found["docs/b.md"]["repeated-word"] == found["docs/old/c.md"]["repeated-word"] == "suggestion"
    assert found["a.md"]["duplicate-title"] == found["docs/b.md"]["duplicate-title"] == "warning"
    # A later entry for a category beats an earlier one for the name.
    assert "duplicate-title" not in found["drafts/d.md"]
    assert "duplicate-title" not in found["docs/old/c.md"]
    assert "dangling-quote" in found["a.md"]
    assert "dangling-quote" not in found["drafts/d.md"]
    plan = make_plan(["."], RunOptions())
    groups = {source.path: plan.groups[source.group] for source in plan.sources}
    assert len(plan.groups) == 4
    assert [groups[path].fail_on for path in ("a.md", "docs/b.md", "docs/old/c.md")] == ["warning", "error", "error"]
    assert [groups[path].language for path in ("a.md", "docs/old/c.md")] == [None, "de"]
    assert "copydesk.yml (override 1, 2)" in plan.configs
    assert severities() == found  # from the cache
    assert severities(["drafts/kept.md", "drafts/d.md"])["drafts/d.md"] == found["drafts/d.md"]


def test_the_command_line_beats_overrides(root):
    put(root, "a.md", "# A title\n")
    put(
        root,
        "copydesk.yml",
        "overrides: [{files: '*.md', profile: docs, rules: {repeated-word: off}, ignore: grade}]\n",
    )
    assert "repeated-word" not in severities()["a.md"]
    assert severities(config=("rules.repeated-word=error",))["a.md"]["repeated-word"] == "error"
    assert settings_for("a.md", RunOptions(profile="scraped")).profile == "scraped"
    assert settings_for("a.md", RunOptions()).profile == "docs"
    assert "grade" in severities(extend_select=("grade",))["a.md"]
    assert list(severities(select=("repeated-word",))["a.md"]) == ["repeated-word"]


def test_selectors_add_up_and_take_each_other_back(root):
    put(root, "a.md", "# A title\n")
    put(root, "house.copydesk.yml", "ignore: [grade, readability]\nextend-select: [vague-attribution]\n")
    put(root, "copydesk.yml", "extends: house.copydesk.yml\nextend-select: [grade]\nignore: [duplicate-title]\n")
    settings = settings_for("a.md", RunOptions())
    assert settings.ignore == ("readability", "duplicate-title")
    assert settings.extend_select == ("vague-attribution", "grade")
    put(root, "copydesk.yml", "extends: house.copydesk.yml\nselect: [grade]\n")
    assert settings_for("a.md", RunOptions()).ignore == ()


def test_a_file_builds_on_others(root):
    put(root, "shared/styles/Own/Words.yml", RULE.format(word="library"))
    put(root, "more/Other/Words.yml", RULE.format(word="school"))
    put(
        root,
        "shared/base.copydesk.yml",
        "profile: scraped\nfail-on: error\nrule-folders: [styles]\nbaseline: known.baseline\nexclude: [drafts/]\n"
        "rules: {Own.Words: warning, near-duplicate-paragraph: {threshold: 0.9, min-words: 30}}\n"
        "overrides: [{files: old/, fail-on: never}]\nduplicates: {keep: newest}\n",
    )
    put(root, "second.copydesk.yml", "extends: [shared/base.copydesk.yml]\nfail-on: suggestion\n")
    put(
        root,
        "copydesk.yml",
        "extends: [second.copydesk.yml, shared/base.copydesk.yml]\nrule-folders: [more]\nexclude: [/b.md]\n"
        "rules: {near-duplicate-paragraph: {threshold: 0.5}}\nduplicates: {copies: ['v/*/**']}\n",
    )
    for path in ("a.md", "b.md", "shared/c.md", "shared/old/d.md", "shared/drafts/e.md", "drafts/f.md", "old/g.md"):
        put(root, path, "# The library\n")
    settings = settings_for("a.md", RunOptions())
    assert (settings.profile, settings.fail_on, settings.baseline) == ("scraped", "suggestion", "shared/known.baseline")
    assert settings.duplicates == {"keep": "newest", "copies": ("v/*/**",)}
    found = severities()
    assert set(found) == {"a.md", "shared/c.md", "shared/old/d.md", "drafts/f.md", "old/g.md"}
    plan = make_plan(["."], RunOptions())
    bars = {source.path: plan.groups[source.group].fail_on for source in plan.sources}
    assert bars["old/g.md"] == "suggestion"
    assert bars["shared/old/d.md"] == "never"
    (rule,) = [rule for rule in plan.groups[0].rules if rule.id.endswith("near-duplicate-paragraph")]
    assert (rule.options["threshold"], rule.options["min-words"]) == (0.5, 30)
    assert {"Own.Words", "Other.Words"} <= {rule.id for rule in plan.groups[0].rules}


def test_a_change_of_what_is_extended_is_seen(root):
    put(root, "a.md", "# A title\n")
    put(root, "house.copydesk.yml", "rules: {repeated-word: error}\n")
    put(root, "copydesk.yml", "extends: house.copydesk.yml\n")
    assert severities()["a.md"]["repeated-word"] == "error"
    put(root, "house.copydesk.yml", "rules: {repeated-word: suggestion}\n")
    assert severities()["a.md"]["repeated-word"] == "suggestion"
    os.remove("house.copydesk.yml")
    with pytest.raises(CopydeskError, match=r"^house.copydesk.yml: cannot read the configuration: No such file"):
        severities()


def test_what_counts_for_the_index_goes_by_what_is_extended(root):
    copy = "The council of the town met in the old school on Monday evening and kept the library open.\n"
    put(root, "house.copydesk.yml", "exclude: [/old/]\n")
    put(root, "sub/copydesk.yml", "extends: ../house.copydesk.yml\n")
    put(root, "a.md", f"# One title\n\n{copy}")
    put(root, "sub/old/b.md", f"# Another title\n\n{copy}")
    commit(root)
    assert len(copydesk_check("a.md", "--select", "shared-paragraph")) == 1
    put(root, "house.copydesk.yml", "exclude: [/sub/old/]\n")
    assert copydesk_check("a.md", "--select", "shared-paragraph") == []
    put(root, "house.copydesk.yml", "exclude: []\n")
    commit(root)
    assert len(copydesk_check("a.md", "--select", "shared-paragraph")) == 1


def test_what_is_extended_comes_from_the_trusted_commit(root):
    put(root, "a.md", "# A title\n\nThe the end.\n")
    put(
        root, "house.copydesk.yml", "rules: {repeated-word: error}\noverrides: [{files: new/, select: repeated-word}]\n"
    )
    put(root, "copydesk.yml", "extends: house.copydesk.yml\n")
    commit(root)
    git(root, "checkout", "--quiet", "-b", "topic")
    put(root, "house.copydesk.yml", "rules: {repeated-word: off}\n")
    put(root, "new/b.md", "# A title\n\nThe the end.\n")
    commit(root)
    assert copydesk_check("a.md", "--select", "repeated-word", "--config-from", "main") == [("a.md", "error")]
    assert ("new/b.md", "error") in copydesk_check("new", "--config-from", "main")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "overrides:\n  - profile: docs\n",
            "copydesk.yml:2: an override needs 'files', the gitignore patterns of what",
        ),
        (
            "overrides:\n  - files: a\n    profle: docs\n",
            "copydesk.yml:3: unknown key 'overrides.profle'; did you mean",
        ),
        (
            "overrides:\n  - files: a\n    exclude: b\n",
            "copydesk.yml:3: 'exclude' holds for all files and cannot stand",
        ),
        ("overrides: [{files: a, fail-on: eror}]\n", "copydesk.yml:1: 'fail-on' is one of error, warning"),
        ("overrides: [{files: '!'}]\n", "copydesk.yml:1: 'files' takes gitignore patterns, not '!'"),
        ("overrides: {files: a}\n", "copydesk.yml:1: 'overrides' takes a list of mappings"),
        (
            "overrides:\n- files: a\n  rules:\n    grad: off\n",
            "copydesk.yml:4: rules: no rule, name or category is 'grad'",
        ),
        (
            "overrides:\n- files: a\n  ignore: grad\n",
            "copydesk.yml:3: ignore: no rule, category or tag is named 'grad'",
        ),
        ("x: 1\n", "copydesk.yml:1: unknown key 'x'"),
        ("extends: house.yml\n", "copydesk.yml:1: what is extended must be a pyproject.toml, or end in copydesk.yml"),
        ("extends: ../copydesk.yml\n", "copydesk.yml:1: the configuration '../copydesk.yml' lies outside the project"),
        ('extends: "a\\0copydesk.yml"\n', "copydesk.yml:1: 'a\\x00copydesk.yml' is no name of a file or folder"),
        ('baseline: "a\\0b"\n', "copydesk.yml:1: 'a\\x00b' is no name of a file or folder"),
        ("extends: bad.copydesk.yml\n", "bad.copydesk.yml:2: unknown key 'selekt'; did you mean 'select'?"),
        ("\nextends: copydesk.yml\n", "copydesk.yml:2: 'copydesk.yml' extends this file in turn"),
        ("extends: turn.copydesk.yml\n", "turn.copydesk.yml:1: 'copydesk.yml' extends this file in turn"),
        ("extends: rule.copydesk.yml\n", "rule.copydesk.yml:2: rules: no rule, name or category is 'grad'"),
        ("extends: folder.copydesk.yml\n", "folder.copydesk.yml:1: the rule folder '/' lies outside the project"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(root, text, message):
    put(root, "a.md", "# A title\n")
    put(root, "copydesk.yml", text)
    put(root, "bad.copydesk.yml", "\nselekt: x\n")
    put(root, "turn.copydesk.yml", "extends: copydesk.yml\n")
    put(root, "rule.copydesk.yml", "rules:\n  grad: off\n")
    put(root, "folder.copydesk.yml", "rule-folders: [/]\n")
    with pytest.raises(CopydeskError) as caught:
        make_plan(["."], RunOptions())
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("key", ["extends", "overrides"])
def test_neither_goes_on_the_command_line(root, key):
    put(root, "a.md", "# A title\n")
    with pytest.raises(CopydeskError, match=f"^--config {key}: '{key}' stands in a configuration file only$"):
        make_plan(["."], RunOptions(config=(f"{key}=x",)))


def test_in_a_pyproject(root):
    put(
        root,
        "pyproject.toml",
        "[tool.copydesk]\nextends = 'house.copydesk.yml'\n\n[[tool.copydesk.overrides]]\nfiles = ['docs/**']\n"
        "profile = 'docs'\n\n[[tool.copydesk.overrides]]\nfiles = 'x'\nselekt = 'y'\n",
    )
    put(root, "house.copydesk.yml", "fail-on: error\n")
    with pytest.raises(CopydeskError, match=r"^pyproject.toml:8: unknown key 'overrides.selekt'"):
        load_settings(str(root / "pyproject.toml"))
    put(
        root,
        "pyproject.toml",
        (root / "pyproject.toml").read_text().replace("selekt", "select").replace("'y'", "'grade'"),
    )
    put(root, "docs/a.md", "# A title\n")
    settings = settings_for("docs/a.md", RunOptions())
    assert (settings.profile, settings.fail_on) == ("docs", "error")


def test_it_is_shown_where_each_setting_comes_from(root):
    put(root, "house.copydesk.yml", "fail-on: error\nrules: {grade: {maximum: 9, severity: error}}\nexclude: [x/]\n")
    put(
        root,
        "copydesk.yml",
        "extends: house.copydesk.yml\nexclude: [y/]\nrules:\n  grade: {maximum: 8}\noverrides:\n"
        "  - files: docs/\n    profile: docs\n    rules:\n      grade: off\n",
    )
    put(root, "docs/a.md", "# A title\n")
    rows = [tuple(setting) for setting in settings_at("a.md", RunOptions())]
    assert ("extends", "house.copydesk.yml", "copydesk.yml:1") in rows
    assert ("fail-on", "error", "house.copydesk.yml:1") in rows
    assert ("rules.grade", {"severity": "error"}, "house.copydesk.yml:2") in rows
    assert ("rules.grade", {"maximum": 8}, "copydesk.yml:4") in rows
    assert ("exclude", ("x/",), "house.copydesk.yml:3") in rows
    assert ("exclude", ("y/",), "copydesk.yml:2") in rows
    assert (
        "overrides.1",
        {"files": ["docs/"], "profile": "docs", "rules": {"grade": False}},
        "copydesk.yml:6",
    ) in rows
    rows = [tuple(setting) for setting in settings_at("docs/a.md", RunOptions())]
    assert ("profile", "docs", "copydesk.yml:7") in rows
    assert [row for row in rows if row[0] == "rules.grade"] == [("rules.grade", False, "copydesk.yml:9")]
    assert json.dumps(rows)
