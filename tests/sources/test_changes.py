"""What git says has changed, in every state of a work tree."""

from __future__ import annotations

import random
import subprocess

import pytest

from copydesk.formats import parse
from copydesk.model import CopydeskError
from copydesk.narrow import changed_ranges
from copydesk.sources.changes import changes_since, changes_staged, staged_content
from work_trees import commit, git, put, repository


@pytest.fixture
def root(tmp_path, monkeypatch):
    root = repository(tmp_path / "repository")
    monkeypatch.chdir(root)
    put(root, "a.md", "one\ntwo\nthree\nfour\n")
    put(root, "b ü.md", "one\ntwo\n")
    commit(root)
    return root


def test_lines_that_have_changed_since_a_branch_parted(root):
    git(root, "checkout", "--quiet", "-b", "topic")
    put(root, "a.md", "one\n2\nthree\nfour\nfive\n")
    commit(root)
    git(root, "checkout", "--quiet", "main")
    put(root, "c.md", "on main\n")
    commit(root)
    git(root, "checkout", "--quiet", "topic")
    put(root, "b ü.md", "two\n")
    put(root, "new.md", "not yet added\n")
    changes = changes_since(str(root), "main")
    assert changes.files == {"a.md": ((2, 1), (5, 1)), "b ü.md": ((0, 0),)}
    assert [changes.touch(path) for path in ("a.md", "new.md", "c.md")] == [True, True, True]
    git(root, "add", "new.md")
    assert changes_since(str(root), "main").files["new.md"] is None


def test_what_main_has_changed_is_not_ours(root):
    git(root, "checkout", "--quiet", "-b", "topic")
    git(root, "checkout", "--quiet", "main")
    put(root, "a.md", "changed on main\n")
    commit(root)
    git(root, "checkout", "--quiet", "topic")
    changes = changes_since(str(root), "main")
    assert changes.files == {}
    assert not changes.touch("a.md")


def test_a_renamed_file_has_only_its_own_changes(root):
    text = "".join(f"line {number}\n" for number in range(40))
    put(root, "old.md", text)
    commit(root)
    git(root, "mv", "old.md", "sub.md")
    put(root, "sub.md", text.replace("line 7\n", "line seven\n"))
    assert changes_since(str(root), "HEAD").files == {"sub.md": ((8, 1),)}


def test_deleted_binary_and_odd_files(root):
    put(root, "x\ty\n.md", "odd\n")
    put(root, "utf16.md", "text\n".encode("utf-16"))
    commit(root)
    (root / "a.md").unlink()
    put(root, "x\ty\n.md", "odd\ndiff --git a/b b/b\n@@ -1 +1 @@\n")
    put(root, "utf16.md", "other\n".encode("utf-16"))
    assert changes_since(str(root), "HEAD").files == {"utf16.md": None, "x\ty\n.md": ((2, 2),)}


def test_settings_of_the_user_change_nothing(root):
    put(root, "a.md", "one\n2\nthree\nfour\n")
    for key, value in {
        "diff.noprefix": "true",
        "diff.external": "false",
        "diff.context": "9",
        "diff.renames": "false",
        "diff.mnemonicPrefix": "true",
        "color.ui": "always",
        "diff.relative": "true",
        "diff.interHunkContext": "50",
    }.items():
        git(root, "config", key, value)
    assert changes_since(str(root), "HEAD").files == {"a.md": ((2, 1),)}


def test_what_is_staged(root):
    put(root, "a.md", "one\n2\nthree\nfour\n")
    git(root, "add", "a.md")
    put(root, "b ü.md", "changed, not staged\n")
    changes = changes_staged(str(root))
    assert (changes.files, changes.staged) == ({"a.md": ((2, 1),)}, frozenset())
    put(root, "a.md", "one\n2\nthree\n4\n")
    changes = changes_staged(str(root))
    assert (changes.files, changes.staged) == ({"a.md": ((2, 1),)}, {"a.md"})
    assert staged_content(str(root), "a.md") == b"one\n2\nthree\nfour\n"
    assert staged_content(str(root), "none.md") is None


def test_what_is_staged_before_the_first_commit(tmp_path):
    root = repository(tmp_path / "repository")
    put(root, "a.md", "one\n")
    git(root, "add", "a.md")
    assert changes_staged(str(root)).files == {"a.md": None}
    with pytest.raises(CopydeskError, match=r"is no commit"):
        changes_since(str(root), "HEAD")


def test_a_conflict_counts_as_a_whole(root):
    git(root, "checkout", "--quiet", "-b", "topic")
    put(root, "a.md", "ours\n")
    commit(root)
    git(root, "checkout", "--quiet", "main")
    put(root, "a.md", "theirs\n")
    commit(root)
    git(root, "merge", "topic", check=False)
    assert changes_since(str(root), "HEAD~1").touch("a.md")


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        ("nothing", "'nothing' is no commit that this clone has; to see"),
        ("-p", "'-p' is no commit"),
        ("", "'' is no commit"),
        ("HEAD:a.md", "is no commit"),
    ],
)
def test_a_ref_that_is_none_is_told(root, ref, message):
    with pytest.raises(CopydeskError, match=message):
        changes_since(str(root), ref)


def test_a_clone_that_lacks_something_is_told_what_to_fetch(root, tmp_path):
    for number in range(3):
        put(root, "a.md", f"{number}\n")
        commit(root)
    git(root, "checkout", "--quiet", "-b", "topic", "HEAD~3")
    put(root, "b ü.md", "topic\n")
    commit(root)
    url = root.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "topic", url, "shallow")
    shallow = tmp_path / "shallow"
    with pytest.raises(
        CopydeskError, match=r"'origin/main' is no commit that this clone has; run: git fetch origin main$"
    ):
        changes_since(str(shallow), "origin/main")
    git(shallow, "fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    with pytest.raises(CopydeskError, match=r"run: git fetch --unshallow$"):
        changes_since(str(shallow), "origin/main")
    git(shallow, "fetch", "--quiet", "--unshallow")
    git(shallow, "fetch", "--quiet", "origin", "main:refs/remotes/origin/main")
    assert changes_since(str(shallow), "origin/main").files == {"b ü.md": ((1, 1),)}


def test_branches_without_a_common_commit_are_told(root):
    git(root, "checkout", "--quiet", "--orphan", "other")
    put(root, "a.md", "other\n")
    commit(root)
    with pytest.raises(CopydeskError, match="no commit in common"):
        changes_since(str(root), "main")


TEXT = "# Title\n\nOne line\nand another.\n\n- item\n- item\n\nLast.\n"


@pytest.mark.parametrize(
    ("hunks", "changed"),
    [
        (((1, 1),), ["# Title"]),
        (((3, 1),), ["One line\nand another."]),
        (((4, 1),), ["One line\nand another."]),
        (((6, 1),), ["- item"]),
        (((6, 2),), ["- item\n- item"]),
        (((2, 0),), []),
        (((3, 0),), ["One line\nand another."]),
        (((4, 0),), []),
        (((0, 0),), []),
        (((9, 0),), []),
        (((1, 1), (9, 1)), ["# Title", "Last."]),
        (((1, 9),), [TEXT.rstrip()]),
    ],
)
def test_blocks_with_changed_lines_have_changed(hunks, changed):
    document = parse(TEXT, "a.md")
    ranges = [(start, end) for start, end in changed_ranges(document, hunks) if TEXT[start:end].strip()]
    assert [TEXT[start:end].strip() for start, end in ranges] == changed


def test_hunks_are_those_of_a_plain_diff(root):
    """Against lines told apart by hand, over many edits."""
    rng = random.Random(5)
    lines = [f"line {number}" for number in range(30)]
    put(root, "a.md", "".join(f"{line}\n" for line in lines))
    commit(root)
    for number in range(15):
        new = list(lines)
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(new))
            if rng.random() < 0.4:
                del new[at]
            else:
                new.insert(at, f"new {number} {rng.random()}")
        put(root, "a.md", "".join(f"{line}\n" for line in new))
        hunks = changes_since(str(root), "HEAD").files.get("a.md", ())
        inside = {line for first, count in hunks for line in range(first, first + count)}
        assert inside == {at for at, line in enumerate(new, 1) if line.startswith("new")}


def test_nothing_is_written_into_the_repository(root):
    put(root, "a.md", "changed\n")
    before = subprocess.run(["find", ".git", "-newer", "a.md"], capture_output=True, check=True).stdout
    changes_since(str(root), "HEAD")
    changes_staged(str(root))
    assert subprocess.run(["find", ".git", "-newer", "a.md"], capture_output=True, check=True).stdout == before
