"""The baseline: what it holds, what it hides, and what becomes of it when articles change."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import copydesk as package
from copydesk.baseline import HEAD, Baseline, counted, read_baseline, write_baseline
from copydesk.model import CopydeskError, Finding
from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from copydesk.run import lint
from findings import findings_in


def finding(rule, mark, path="a.md"):
    return Finding(path, rule, "warning", "high", "", 0, 0, 1, 1, 1, 1, "", (), 0, None, None, mark, None)


def written(tmp_path, entries):
    path = str(tmp_path / "x.baseline")
    write_baseline(path, entries)
    return path


def test_lines_are_sorted_and_the_same_entries_give_the_same_bytes(tmp_path):
    entries = {"b.md": {("r.two", "22"): 1, ("r.one", "33"): 2}, "a.md": {("r.one", "11"): 1}, "gone.md": {}}
    path = written(tmp_path, entries)
    text = (tmp_path / "x.baseline").read_text()
    assert text.splitlines()[2:] == ["a.md\tr.one\t11", "b.md\tr.one\t33\t2", "b.md\tr.two\t22"]
    turned = {name: dict(reversed(counts.items())) for name, counts in reversed(entries.items())}
    write_baseline(path, turned)
    assert (tmp_path / "x.baseline").read_text() == text
    assert read_baseline(path).entries == {name: counts for name, counts in entries.items() if counts}


NAMES = st.text(st.sampled_from("ab%\t\n\r#<=ü\udcff /.09A"), min_size=1, max_size=12).filter(
    lambda name: not name.startswith("./")
)


@given(st.dictionaries(NAMES, st.dictionaries(st.tuples(st.just("r.x"), st.sampled_from("123")), st.integers(1, 9))))
def test_any_path_comes_back(tmp_path_factory, entries):
    path = written(tmp_path_factory.mktemp("x"), entries)
    assert read_baseline(path).entries == {name: counts for name, counts in entries.items() if counts}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1: this is no baseline"),
        ("# A title\n", "1: this is no baseline"),
        (f"{HEAD}\na.md r.x 1\n", "2: not a path, a rule and a fingerprint"),
        (f"{HEAD}\na.md\tr.x\t1\t0x\n", "2: not a path, a rule and a fingerprint"),
        (f"{HEAD}\n\n<<<<<<< main\n", "3: a conflict is left in the baseline"),
    ],
)
def test_what_is_no_baseline_is_told_with_its_line(project, text, message):
    (project / "x.baseline").write_text(text)
    with pytest.raises(CopydeskError, match=message):
        read_baseline("x.baseline")


def test_a_missing_baseline_says_how_to_make_one(project):
    with pytest.raises(CopydeskError, match=r"copydesk baseline update --baseline x\.baseline"):
        read_baseline("x.baseline")


def test_something_else_is_never_overwritten(project):
    (project / "notes.txt").write_text("Mine.\n")
    with pytest.raises(CopydeskError, match="left alone"):
        write_baseline("notes.txt", {})
    assert (project / "notes.txt").read_text() == "Mine.\n"
    with pytest.raises(CopydeskError, match="cannot be written"):
        write_baseline("notes.txt/x", {})


def test_findings_count(project):
    (project / "a.md").write_text("")
    known = Baseline("x.baseline", {"a.md": {("r.x", "1"): 2, ("r.y", "1"): 1}})
    findings = [finding("r.x", "1")] * 3
    found = known.split("a.md", findings)
    assert (len(found.new), found.known, found.left) == (1, 2, {("r.y", "1"): 1})
    assert known.split("b.md", findings).known == 0


def test_entries_of_an_article_that_is_gone_count_elsewhere(project):
    (project / "a.md").write_text("")
    entries = {"old.md": {("r.x", "1"): 2}, "a.md": {("r.y", "1"): 1}}
    known = Baseline("x.baseline", entries)
    findings = [finding("r.x", "1")] * 3
    assert (known.split("new.md", findings).known, known.split("other.md", findings).known) == (2, 2)
    (project / "old.md").write_text("")
    assert Baseline("x.baseline", entries).split("new.md", findings).known == 0


def test_paths_are_seen_from_the_folder_of_the_baseline(project, monkeypatch):
    (project / "docs").mkdir()
    known = Baseline(str(project / "x.baseline"), {"docs/a.md": {("r.x", "1"): 1}})
    (project / "docs" / "a.md").write_text("")
    monkeypatch.chdir(project / "docs")
    assert known.split("a.md", [finding("r.x", "1")]).known == 1
    assert known.split("../docs/a.md", [finding("r.x", "1")]).known == 1
    assert known.split(str(project / "docs" / "a.md"), [finding("r.x", "1")]).known == 1


PARAGRAPHS = [
    "The the council met on Monday in the old school.",
    "It it kept the library open until the end of the year.",
    "Nobody expected a vote as clear as this one, and and some left.",
    "The council of the town met in the old school on Monday evening and kept the library open.",
    "The council of the town met in the old school on Monday evening and kept the library open.",
]
OTHERS = ["A new paragraph about the harbour.", "Another one, about bread and how it is baked.", "And a third."]


@given(
    st.permutations(range(len(PARAGRAPHS))),
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(OTHERS)), unique_by=lambda pair: pair[1]),
    st.sets(st.integers(0, 2)),
)
def test_a_baseline_outlives_moved_and_edited_lines(order, inserted, edited):
    options = {"select": ("repeated-word", "duplicate-paragraph")}
    before = findings_in("# A title\n\n" + "\n\n".join(PARAGRAPHS) + "\n", **options)
    known = Baseline("/nowhere/x.baseline", {"a.md": counted(before)})
    known._gone = {"a.md": False}
    blocks = [PARAGRAPHS[at] + " Said so." * (at in edited) for at in order]
    for at, text in inserted:
        blocks.insert(at, text)
    after = findings_in("# Another title\n\n" + "\n\n".join(blocks) + "\n", **options)
    found = known.split("/nowhere/a.md", [f._replace(path="/nowhere/a.md") for f in after])
    assert (found.new, found.left) == ([], {})
    assert found.known == len(before)


def test_a_configured_baseline_holds_for_python_too(project):
    (project / "a.txt").write_text("A quiet year\n\nThe the keeper counted.\n")
    (project / "copydesk.yml").write_text("baseline: x.baseline\n")
    plan = make_plan(["a.txt"], RunOptions())
    found = lint(plan.sources, plan.groups, jobs=1).findings
    assert len(found) == 1
    write_baseline("x.baseline", {"a.txt": counted(found)})
    result = package.check_paths("a.txt")
    assert (result.findings, result.known) == ((), 1)


@given(st.randoms(use_true_random=False))
def test_which_articles_are_looked_at_together_changes_nothing(rng: random.Random):
    entries = {f"old{number}.md": {("r.x", str(number % 2)): 1 + number % 3} for number in range(4)}
    known = Baseline("/nowhere/x.baseline", entries)
    paths = [f"/nowhere/new{number}.md" for number in range(5)]
    findings = {path: [finding("r.x", rng.choice("01"), path) for _ in range(rng.randint(0, 4))] for path in paths}
    alone = {path: Baseline("/nowhere/x.baseline", entries).split(path, findings[path]) for path in paths}
    rng.shuffle(paths)
    assert {path: known.split(path, findings[path]) for path in paths} == alone
