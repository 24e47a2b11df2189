"""`copydesk baseline`, and `check --baseline`, `--since`, `--staged` as their users call them."""

from __future__ import annotations

import json
import os

import pytest
from test_check import copydesk

from work_trees import commit, git, put, repository

COPY = "The council of the town met in the old school on Monday evening and kept the library open.\n"
OLD = f"# A quiet year\n\nThe the keeper counted four storms.\n\n{COPY}"


@pytest.fixture
def root(tmp_path, monkeypatch):
    root = repository(tmp_path / "repository")
    monkeypatch.chdir(root)
    put(root, "a.md", OLD)
    put(root, "b.md", "# Another title\n\nIn in a storm it rained.\n")
    commit(root)
    return root


def found(*arguments, status=1):
    done = copydesk("check", "--output-format", "json", *arguments)
    assert done.returncode == status, done.stderr
    data = json.loads(done.stdout)
    return [(finding["path"], finding["text"]) for finding in data["findings"]], data["summary"], done.stderr


def test_a_baseline_from_nothing(root):
    done = copydesk("baseline", "update")
    assert done.stdout == (
        "copydesk.baseline: 2 findings in 2 articles (2 new, 0 gone)\n"
        "To use it, put this line into copydesk.yml: baseline: copydesk.baseline\n"
    )
    assert found("--baseline", "copydesk.baseline", status=0)[1]["known"] == 2
    assert len(found()[0]) == 2
    put(root, "copydesk.yml", "baseline: copydesk.baseline\n")
    done = copydesk("check")
    assert (done.returncode, done.stdout) == (0, "Found nothing in 2 files.\n2 more findings stand in the baseline.\n")
    put(root, "a.md", OLD + "\nOf of the year.\n")
    assert found()[0] == [("a.md", "Of of")]
    assert len(found("--config", "baseline=off")[0]) == 3
    assert len(found("--isolated")[0]) == 3
    assert copydesk("baseline", "update").stdout == "copydesk.baseline: 3 findings in 2 articles (1 new, 0 gone)\n"


def test_a_second_finding_of_the_same_text_is_new(root):
    copydesk("baseline", "update", "--quiet")
    put(root, "a.md", OLD + "\nThe the keeper slept.\n")
    assert found("--baseline", "copydesk.baseline")[0] == [("a.md", "The the")]


def test_entries_that_are_gone_are_told_and_pruned(root):
    put(root, "copydesk.yml", "baseline: known/copydesk.baseline\n")
    copydesk("baseline", "update")
    put(root, "a.md", OLD.replace("The the", "The"))
    findings, _, stderr = found(status=0)
    assert findings == []
    assert stderr == (
        "note: known/copydesk.baseline: 1 entry is not found any more; to take them out: copydesk baseline prune\n"
    )
    assert found("--select", "duplication", status=0)[2] == ""
    assert found("b.md", status=0)[2] == ""
    put(root, "c.md", "# New\n\nAnd and words.\n")
    done = copydesk("baseline", "prune")
    assert done.stdout == "known/copydesk.baseline: 1 finding in 1 article (0 new, 1 gone)\n"
    findings, _, stderr = found()
    assert (findings, stderr) == ([("c.md", "And and")], "")


def test_a_renamed_article_keeps_its_entries(root):
    put(root, "copydesk.yml", "baseline: copydesk.baseline\n")
    copydesk("baseline", "update")
    os.rename("a.md", "renamed.md")
    assert found(status=0)[1]["known"] == 2
    assert copydesk("baseline", "prune").stdout == "copydesk.baseline: 2 findings in 2 articles (1 new, 1 gone)\n"
    assert "renamed.md\tintegrity.repeated-word\t" in (root / "copydesk.baseline").read_text()
    assert found(status=0)[1]["known"] == 2


def test_updating_some_articles_or_rules_leaves_the_others(root):
    put(root, "copydesk.yml", "baseline: copydesk.baseline\n")
    copydesk("baseline", "update")
    before = (root / "copydesk.baseline").read_text()
    put(root, "b.md", "# Another title\n\nIt rained.\n")
    copydesk("baseline", "update", "a.md")
    assert (root / "copydesk.baseline").read_text() == before
    copydesk("baseline", "update", "--select", "duplication")
    assert (root / "copydesk.baseline").read_text() == before
    copydesk("baseline", "update", "b.md")
    assert (root / "copydesk.baseline").read_text() == before.rsplit("b.md", 1)[0]


def test_a_broken_baseline_or_one_outside_is_status_2(root, tmp_path):
    done = copydesk("check", "--baseline", "none.baseline")
    assert (done.returncode, "copydesk baseline update --baseline none.baseline" in done.stderr) == (2, True)
    put(root, "copydesk.yml", "baseline: ../x.baseline\n")
    done = copydesk("baseline", "update")
    assert done.returncode == 2
    assert "copydesk.yml:1: the baseline '../x.baseline' lies outside the project" in done.stderr
    assert not (tmp_path / "x.baseline").exists()


def test_fixes_leave_alone_what_the_baseline_has(root):
    copydesk("baseline", "update", "--quiet")
    put(root, "a.md", OLD + "\nOf of the year.\n")
    done = copydesk("check", "--fix", "--baseline", "copydesk.baseline")
    assert done.returncode == 0, done.stdout
    assert (root / "a.md").read_text() == OLD + "\nOf the year.\n"


def test_only_changed_blocks_are_reported(root):
    put(root, "a.md", OLD + "\nOf of the year.\n")
    put(root, "new.md", "# Untracked\n\nAnd and words.\n")
    assert found("--since", "HEAD")[0] == [("a.md", "Of of"), ("new.md", "And and")]
    assert len(found("--since", "HEAD", "--whole-files")[0]) == 3
    assert found("--since", "HEAD", "b.md", status=0)[0] == []
    put(root, "a.md", OLD.replace("four storms", "five storms"))
    assert found("--since", "HEAD", "a.md")[0] == [("a.md", "The the")]
    put(root, "a.md", OLD.replace("A quiet", "One quiet"))
    assert found("--since", "HEAD", "a.md", status=0)[0] == []


def test_a_pair_is_reported_if_either_end_has_changed(root):
    select = ("--select", "duplication")
    put(root, "b.md", f"# Another title\n\n{COPY}")
    assert found("--since", "HEAD", *select, status=0)[0] == [("b.md", COPY.strip())]
    commit(root)
    put(root, "b.md", f"# Another title\n\n{COPY}\nIt rained.\n")
    assert found("--since", "HEAD", *select, status=0)[0] == []
    put(root, "c.md", f"# A third title\n\nA first paragraph.\n\nBetween.\n\n{COPY}")
    commit(root)
    put(root, "c.md", f"# A third title\n\n{COPY}\nBetween.\n\n{COPY}")
    select = ("--select", "duplicate-paragraph")
    assert found("--since", "HEAD", *select, status=0)[0] == [("c.md", COPY.strip())]
    commit(root)
    put(root, "c.md", f"# A third title\n\n{COPY}\nIn between.\n\n{COPY}")
    assert found("--since", "HEAD", *select, status=0)[0] == []


def test_what_is_staged_is_reported_as_it_is_staged(root):
    put(root, "a.md", OLD + "\nOf of the year.\n")
    git(root, "add", "a.md")
    put(root, "b.md", "# Another title\n\nIn in a storm it rained, and and snowed.\n")
    assert found("--staged")[0] == [("a.md", "Of of")]
    put(root, "a.md", OLD + "\nOf the year.\n")
    assert found("--staged")[0] == [("a.md", "Of of")]
    done = copydesk("check", "--staged", "--fix")
    assert "note: a.md: not fixed: it has changes that are not staged" in done.stderr
    assert "Of of the year." in done.stdout
    assert (root / "a.md").read_text() == OLD + "\nOf the year.\n"
    git(root, "add", "a.md")
    assert found("--staged", status=0)[0] == []


def test_fixes_touch_changed_blocks_only(root):
    put(root, "a.md", OLD.replace("\n\nThe the", "\n\nIn in a year.\n\nThe the") + "\nOf of the year.\n")
    done = copydesk("check", "--fix", "--since", "HEAD", "a.md")
    assert done.returncode == 0, done.stdout
    assert (root / "a.md").read_text() == OLD.replace("\n\nThe the", "\n\nIn a year.\n\nThe the") + "\nOf the year.\n"


def test_baseline_and_since_go_together(root):
    copydesk("baseline", "update", "--quiet")
    put(root, "a.md", OLD.replace("\n\nThe the", "\n\nThe the light.\n\nThe the"))
    findings, summary, _ = found("--baseline", "copydesk.baseline", "--since", "HEAD", "a.md")
    assert (findings, summary["known"]) == ([("a.md", "The the")], 1)


def test_from_a_folder_below_the_root(root, monkeypatch):
    put(root, "docs/c.md", "# Title\n\nC c c.\n\nIn in a storm it rained.\n")
    commit(root)
    put(root, "docs/c.md", "# Title\n\nC c c.\n\nIn in a storm it rained.\n\nOf of it.\n")
    monkeypatch.chdir(root / "docs")
    assert found("--since", "HEAD")[0] == [("c.md", "Of of")]


def test_what_is_about_more_than_its_place_is_told_with_any_change_of_it(root):
    head = "# The keeper: “We keep the lamp lit”\n\n"
    long = (
        "The keeper climbed the stairs of the tower again, and then he wrote down the hour, the wind and the rain. "
        * 12
    )
    lit = "“We keep the lamp lit,” the keeper said.\n"
    rules = (
        "rules.readability.dense-sentences.words=10",
        "rules.readability.missing-subheading.maximum=100",
        "select=[dense-sentences, headline-quote-missing, missing-subheading]",
    )
    more = [part for rule in rules for part in ("--config", rule)]
    put(root, "d.md", f"{head}The keeper came.\n\n{lit}")
    commit(root)
    put(root, "d.md", f"{head}The keeper came.\n\n{long}\n")
    assert len(found("--since", "HEAD", "--fail-on", "never", *more, status=0)[0]) == 3
    commit(root)
    assert found("--since", "HEAD", *more, status=0)[0] == []


def test_what_is_not_told_still_counts_for_the_score(root):
    def scores(*arguments, status):
        done = copydesk("check", "--output-format", "json", *arguments)
        assert done.returncode == status, done.stderr
        data = json.loads(done.stdout)
        return [(file["score"], file["grade"]) for file in data["files"]], data["summary"]["score"]

    before = scores(status=1)
    assert before[1] < 100
    copydesk("baseline", "update", "--quiet")
    assert scores("--baseline", "copydesk.baseline", status=0) == before
    put(root, "copydesk.yml", "baseline: copydesk.baseline\n")
    page = json.loads(copydesk("report", "--format", "json", "-o", "-").stdout)
    assert page["score"] == before[1]
    assert sum(rule["findings"] for rule in page["rules"]) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "nothing"), "'nothing' is no commit that this clone has"),
        (("--since", "HEAD", "--staged"), "give one"),
        (("--whole-files",), "--whole-files goes with --since or --staged"),
        (("-", "--stdin-filename", "a.md", "--staged"), "git knows nothing of standard input"),
    ],
)
def test_wrong_use_is_told(root, arguments, message):
    done = copydesk("check", *arguments, stdin="")
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr


def test_outside_of_git(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = copydesk("check", "--staged")
    assert (done.returncode, done.stderr) == (2, "copydesk: --staged: this is no git work tree\n")
