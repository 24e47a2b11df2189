"""What a run reads and which rules hold, with what earlier runs have kept in the cache."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from copydesk.config import store
from copydesk.model import CopydeskError
from copydesk.plan import known_rules, make_plan
from copydesk.planner import RunOptions

RULE = "extends: existence\nmessage: \"'%s' is out.\"\ntokens: [{word}]\n"


def rules_of(paths=(".",), **options):
    """Ids of the rules of each group of a plan; where a folder of rules is of our own, the words they look for."""
    plan = make_plan(paths, RunOptions(**options))
    return [
        {" ".join(rule.options["tokens"]) if rule.kind == "existence" else rule.id for rule in group.rules}
        for group in plan.groups
    ]


def style(folder, word):
    (folder / "House").mkdir(parents=True, exist_ok=True)
    (folder / "House" / "Word.yml").write_text(RULE.format(word=word))


@pytest.fixture
def article(project):
    (project / "a.md").write_text("Some text.\n")
    return project


def test_what_is_kept_gives_way_to_every_change(article):
    style(article / "styles", "one")
    config = article / "copydesk.yml"
    config.write_text("select: [House]\nrule-folders: [styles]\n")
    assert rules_of() == rules_of() == [{"one"}]
    style(article / "styles", "two")
    assert rules_of() == [{"two"}]
    (article / "styles" / "House" / "More.yml").write_text(RULE.format(word="three"))
    assert rules_of() == [{"two", "three"}]
    assert rules_of(ignore=("More",)) == [{"two"}]
    assert rules_of() == [{"two", "three"}]
    os.remove(article / "styles" / "House" / "More.yml")
    assert rules_of() == [{"two"}]
    config.write_text("select: [House, repeated-word]\nrule-folders: [styles]\n")
    assert rules_of() == [{"two", "integrity.repeated-word"}]
    (article / ".copydesk.yml").write_text("select: [repeated-word]\n")
    assert rules_of() == [{"integrity.repeated-word"}]
    os.remove(article / ".copydesk.yml")
    shutil.rmtree(article / "styles")
    with pytest.raises(CopydeskError, match=r"^copydesk.yml:2: the rule folder 'styles' is no folder$"):
        rules_of()


def test_a_link_to_rules_that_turns_elsewhere_is_seen(article):
    style(article / "old", "one")
    style(article / "new", "two")
    (article / "copydesk.yml").write_text("select: [House]\nrule-folders: [styles]\n")
    os.symlink("old", "styles")
    assert rules_of() == [{"one"}]
    os.remove("styles")
    os.symlink("new", "styles")
    assert rules_of() == [{"two"}]


def test_rule_folders_of_the_command_line_are_those_of_the_current_folder(article, monkeypatch):
    options = {"config": ("rule-folders=[styles]",), "select": ("House",)}
    for name in ("one", "two"):
        style(article / name / "styles", name)
        monkeypatch.chdir(article / name)
        assert rules_of(["../a.md"], **options) == [{name}]
    monkeypatch.chdir(article / "one")
    assert rules_of(["../a.md"], **options) == [{"one"}]
    assert rules_of(["../a.md"], config=("rule-folders=[../two/styles]",), select=("House",)) == [{"two"}]
    with pytest.raises(CopydeskError, match=r"^--config rule-folders: the rule folder '../..' lies outside"):
        rules_of(["../a.md"], config=("rule-folders=[../..]",))


def test_rules_that_come_to_lie_outside_the_project_are_refused_whatever_is_kept(article):
    style(article / "styles", "one")
    inner = article / "inner"
    inner.mkdir()
    (inner / "b.md").write_text("Text.\n")
    (inner / "copydesk.yml").write_text("select: [House]\nrule-folders: [../styles]\n")
    cache = str(article / "cache")
    assert rules_of(["inner"], cache_dir=cache) == rules_of(["inner"], cache_dir=cache) == [{"one"}]
    (inner / ".git").mkdir()
    with pytest.raises(CopydeskError, match=r"inner/copydesk.yml:2: the rule folder '../styles' lies outside"):
        rules_of(["inner"], cache_dir=cache)


def test_notes_about_rules_are_kept_and_renewed(article):
    style(article / "styles", "one")
    (article / "copydesk.yml").write_text("rule-folders: [styles]\n")
    assert make_plan(["."], RunOptions()).notes == []
    (article / "styles" / "House" / "Odd.yaml").write_text(RULE.format(word="two"))
    for _ in range(2):
        (note,) = make_plan(["."], RunOptions()).notes
        assert note.path.endswith("Odd.yaml")


def test_a_cache_that_git_tracks_holds_for_no_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet"], check=True)
    make_plan(["."], RunOptions())
    (entry,) = (tmp_path / store.FOLDER).glob("rules-*.marshal")
    records = store.read(str(entry))
    records["integrity.repeated-word"]["message"] = "Planted."
    store.write(str(entry), records, keep=1)
    assert "Planted." in {rule.message for rule in known_rules(RunOptions())}
    subprocess.run(["git", "add", "--force", "."], check=True)
    assert "Planted." not in {rule.message for rule in known_rules(RunOptions())}
    (note,) = make_plan(["."], RunOptions()).notes
    assert "tracked by git" in note.message


def test_each_article_has_the_bar_of_its_own_configuration(project):
    for name, bar in (("strict", "warning"), ("lax", "error")):
        (project / name).mkdir()
        (project / name / "a.md").write_text("Text.\n")
        (project / name / "copydesk.yml").write_text(f"fail-on: {bar}\n")
    for paths in (["strict/a.md", "lax/a.md"], ["lax/a.md", "strict/a.md"], ["."]):
        plan = make_plan(paths, RunOptions())
        bars = {source.path: plan.groups[source.group].fail_on for source in plan.sources}
        assert bars == {"strict/a.md": "warning", "lax/a.md": "error"}


def test_an_exclusion_holds_for_folders_with_a_configuration_of_their_own(project):
    (project / "drafts" / "deep").mkdir(parents=True)
    (project / "drafts" / "deep" / "a.md").write_text("Text.\n")
    (project / "drafts" / "copydesk.yml").write_text("profile: docs\n")
    (project / "copydesk.yml").write_text("exclude: [drafts/]\n")
    assert make_plan(["."], RunOptions()).sources == []
    assert make_plan(["drafts/deep/a.md"], RunOptions(force_exclude=True)).sources == []
    assert make_plan([], RunOptions(force_exclude=True), ("drafts/deep/a.md", b"Text.")).sources == []
    assert len(make_plan(["drafts/deep/a.md"], RunOptions()).sources) == 1


def test_what_a_walk_leaves_out_is_left_out_of_what_a_hook_gives(project, monkeypatch):
    names = [
        "vendor/theirs/a.md",
        "news/LICENSE.md",
        "license.md",
        "sitemap-1.txt",
        "node_modules.md",
        "a.md",
        "news/a",
    ]
    for name in names:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("Text.\n")
    given = make_plan(names, RunOptions(force_exclude=True)).sources
    assert [source.path for source in given] == ["node_modules.md", "a.md", "news/a"]
    assert len(make_plan(names, RunOptions()).sources) == len(names)
    monkeypatch.chdir(project / "vendor" / "theirs")
    assert make_plan(["a.md"], RunOptions(force_exclude=True)).sources == []
    shutil.rmtree(project / ".git")
    assert len(make_plan(["a.md"], RunOptions(force_exclude=True)).sources) == 1
    assert len(make_plan(["../../vendor/theirs/a.md"], RunOptions(force_exclude=True)).sources) == 1


def test_exclusions_hold_from_below(project, monkeypatch):
    (project / "copydesk.yml").write_text("exclude: [/news/old/, '*.tmp.md']\n")
    (project / "news" / "old").mkdir(parents=True)
    for name in ("old/a.md", "b.md", "c.tmp.md"):
        (project / "news" / name).write_text("Text.\n")
    monkeypatch.chdir(project / "news")
    assert [source.path for source in make_plan(["."], RunOptions()).sources] == ["b.md"]
    assert [source.path for source in make_plan([str(project)], RunOptions()).sources] == [f"{project}/news/b.md"]
    outright = make_plan(["old/a.md", "b.md", "../news/c.tmp.md"], RunOptions(force_exclude=True))
    assert [source.path for source in outright.sources] == ["b.md"]


def test_standard_input_stands_for_the_file_of_its_name(article):
    for name in ("a.md", "./a.md"):
        plan = make_plan(["."], RunOptions(), (name, b"Other text."))
        assert [(source.path, source.data) for source in plan.sources] == [("a.md", b"Other text.")]


def test_a_path_that_is_not_there_is_told_once(article):
    assert len(make_plan(["gone.md", "a.md", "gone.md"], RunOptions()).errors) == 1


def test_a_current_folder_that_is_gone_is_told(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(CopydeskError, match="the current folder is not there any more"):
        make_plan(["."], RunOptions())


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("copydesk.yml", "profile: docs\nrules:\n  duplicate-titel: off\n", "copydesk.yml:3: rules: no rule"),
        (
            "copydesk.yml",
            "rules:\n  grade: off\n  near-duplicate-paragraph:\n    min-words: 9\n    treshold: 0.5\n",
            "copydesk.yml:5: rules.near-duplicate-paragraph: unknown key 'treshold' for 'near-duplicate-paragraph'; did",
        ),
        ("copydesk.yml", "rules: {grade: {severity: grave}}\n", "copydesk.yml:1: rules.grade: 'severity' must be"),
        ("pyproject.toml", "[tool.copydesk.rules]\ngrade = 'of'\n", "pyproject.toml:2: rules.grade: 'grade' must be"),
        ("pyproject.toml", "[tool.copydesk.rules.grade]\nx = 1\n", "pyproject.toml:1: rules.grade: unknown key 'x'"),
        ("copydesk.yml", "exclude:\n- a\n- '!'\n", "copydesk.yml:1: 'exclude' takes gitignore patterns, which '!' is"),
    ],
)
def test_mistakes_in_rules_name_file_line_and_key(project, name, text, message):
    (project / name).write_text(text)
    with pytest.raises(CopydeskError) as error:
        make_plan(["."], RunOptions())
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_options_are_checked_as_the_file_is():
    for option in ("profile", "min_confidence"):
        with pytest.raises(CopydeskError, match="not 'hgh'"):
            make_plan([], RunOptions(isolated=True, **{option: "hgh"}))


def test_a_run_that_is_cut_off_leaves_nothing_that_misleads(article):
    before = rules_of()
    (entry,) = (article / store.FOLDER).glob("plan-*.marshal")
    whole = entry.read_bytes()
    for left in (b"", whole[:100], whole[:-1], json.dumps([]).encode()):
        entry.write_bytes(left)
        assert rules_of() == before


def test_a_selector_of_a_configuration_is_named_with_its_line(project):
    (project / "copydesk.yml").write_text("profile: docs\nignore: [grade, repeated-wrod]\n")
    (project / "a.md").write_text("# A title\n")
    with pytest.raises(CopydeskError) as error:
        make_plan(["a.md"], RunOptions())
    wanted = "copydesk.yml:2: ignore: no rule, category or tag is named 'repeated-wrod'; did you mean 'repeated-word'?"
    assert str(error.value) == wanted
