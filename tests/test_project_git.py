"""Articles are compared with the whole work tree, in every shape that git gives one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.sources import git as asked
from work_trees import IDENTITY, Writer, agrees, commit, git, put, report, repository

RUN = (
    sys.executable,
    "-m",
    "copydesk",
    "check",
    "--select",
    "shared-paragraph",
    "--fail-on",
    "suggestion",
    "--output-format",
    "concise",
)
WORDS = [
    "the",
    "ferry",
    "leaves",
    "the",
    "old",
    "harbour",
    "at",
    "seven",
    "and",
    "comes",
    "back",
    "at",
    "noon",
    "with",
    "fish",
    "bread",
    "letters",
    "and",
    "two",
    "goats",
]
TEXT = " ".join(WORDS).capitalize() + "."
OTHER = "Nobody in the village knew who had painted the bell tower blue in the night before the autumn market.\n"


def article(text=TEXT):
    return f"# A title of {len(text)} letters\n\n{text}\n"


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    """A repository of two articles that share a paragraph."""
    root = repository(tmp_path / "site")
    put(root, "one.md", article())
    put(root, "docs/two.md", article())
    commit(root)
    monkeypatch.chdir(root)
    return root


def others(*paths, **options):
    """The articles that a run names as other ends, the same with the index and without."""
    found, _ = agrees(paths, **options)
    return sorted({place["path"] for one in json.loads(found)["findings"] for place in one["related"]})


def cli(*arguments, cwd=None, **environment):
    env = {**os.environ, **IDENTITY, **environment}
    done = subprocess.run([*RUN, *arguments], cwd=cwd, env=env, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("seed", range(4))
def test_cuts_of_the_list_jobs_and_cache_do_not_change_what_is_reported(tmp_path, monkeypatch, seed):
    monkeypatch.chdir(repository(tmp_path))
    writer = Writer(100 + seed)
    names = writer.fill(tmp_path, 70)
    commit(tmp_path)
    whole = json.loads(report(["."], no_cache=True)[0])["findings"]
    assert len({finding["rule"] for finding in whole}) >= 4
    writer.rng.shuffle(names)
    while names:
        cut = [names.pop() for _ in range(min(len(names), writer.rng.choice([1, 2, 5, 30])))]
        found, _ = agrees(cut, jobs=writer.rng.choice([1, 1, 2]))
        wanted = [finding for finding in whole if finding["path"] in cut]
        assert json.loads(found)["findings"] == wanted
    agrees(["."])


def test_a_folder_above_and_absolute_paths_name_the_same_articles(site, monkeypatch):
    assert others("one.md") == ["docs/two.md"]
    assert others(str(site / "one.md")) == ["docs/two.md"]
    monkeypatch.chdir(site / "docs")
    assert others("two.md") == others(str(site / "docs/two.md")) == ["../one.md"]
    assert others("../one.md") == ["two.md"]


def test_an_article_named_twice_is_no_copy_of_itself(site):
    (site / "docs/two.md").unlink()
    assert others("one.md", str(site / "one.md"), "./one.md") == []


def test_an_article_reached_by_a_link_to_the_folder_is_no_copy_of_itself(site):
    (site / "docs/two.md").unlink()
    os.symlink(site, site.parent / "alias")
    assert others(str(site.parent / "alias" / "one.md")) == []


def test_a_linked_worktree(site):
    tree = site.parent / "tree"
    git(site, "worktree", "add", "--quiet", str(tree))
    os.chdir(tree)
    put(tree, "three.md", article())
    git(tree, "add", "three.md")
    assert others("one.md") == ["docs/two.md", "three.md"]
    os.chdir(site)
    assert others("one.md") == ["docs/two.md"]


def test_a_submodule_is_a_project_of_its_own(site):
    outer = repository(site.parent / "outer")
    put(outer, "outer.md", article())
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(site), "part")
    commit(outer)
    os.chdir(outer)
    assert others("outer.md") == []
    os.chdir(outer / "part")
    assert others("one.md") == ["docs/two.md"]


def test_a_commit_of_some_files_goes_by_its_own_index(site, monkeypatch):
    put(site, "three.md", article())
    agrees(["one.md"])
    other = site / ".git" / "next-index"
    shutil.copyfile(site / ".git" / "index", other)
    git(site, "add", "three.md", GIT_INDEX_FILE=str(other))
    assert others("one.md") == ["docs/two.md"]
    monkeypatch.setenv("GIT_INDEX_FILE", str(other))
    assert others("one.md") == ["docs/two.md", "three.md"]
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    assert others("one.md") == ["docs/two.md", "three.md"]
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert others("one.md") == ["docs/two.md"]


@pytest.mark.parametrize("linked", [False, True])
def test_a_hook_of_a_commit_of_some_files(site, linked):
    hook = put(site, ".git/hooks/pre-commit", f'#!/bin/sh\nexec {" ".join(RUN)} one.md > "$SEEN" 2>&1\n')
    hook.chmod(0o755)
    root = site
    if linked:
        root = site.parent / "tree"
        git(site, "worktree", "add", "--quiet", str(root))
    put(root, "three.md", article())
    git(root, "add", "three.md")
    put(root, "one.md", article() + "\nMore.\n")
    seen = site.parent / "seen"
    git(root, "commit", "--quiet", "--message", "One", "--", "one.md", check=False, SEEN=str(seen))
    assert "docs/two.md" in seen.read_text()
    assert "three.md" not in seen.read_text(), "it is not part of this commit"
    assert "note" not in seen.read_text()
    os.chdir(root)
    assert others("one.md") == ["docs/two.md", "three.md"]


def test_variables_of_another_repository_do_not_count(site, monkeypatch):
    other = repository(site.parent / "other")
    put(other, "else.md", article())
    commit(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert others("one.md") == ["docs/two.md"]


def test_a_sparse_checkout_that_changes(site):
    assert others("one.md") == ["docs/two.md"]
    git(site, "sparse-checkout", "set", "--no-cone", "/one.md")
    assert not (site / "docs/two.md").exists()
    assert others("one.md") == []
    git(site, "sparse-checkout", "set", "--no-cone", "/*.md", "/docs")
    assert others("one.md") == ["docs/two.md"]
    git(site, "sparse-checkout", "set", "--no-cone", "/one.md")
    assert others("one.md") == []
    git(site, "sparse-checkout", "disable")
    assert others("one.md") == ["docs/two.md"]


def test_a_file_outside_of_a_sparse_checkout_that_comes_and_goes(site):
    git(site, "sparse-checkout", "set", "--no-cone", "/one.md")
    assert others("one.md") == []
    put(site, "docs/two.md", article())
    assert others("one.md") == ["docs/two.md"]
    (site / "docs/two.md").unlink()
    assert others("one.md") == []


def test_a_clone_without_contents_fetches_none(site, monkeypatch):
    for number in range(5):
        put(site, "old.md", OTHER * (number + 1))
        commit(site)
    git(site, "config", "uploadpack.allowFilter", "true")
    clone = site.parent / "clone"
    git(site.parent, "clone", "--quiet", "--filter=blob:none", site.as_uri(), str(clone))
    os.chdir(clone)

    def objects():
        return sorted(path.name for path in (clone / ".git/objects").rglob("*"))

    before = objects()
    assert others("one.md") == ["docs/two.md"]
    git(clone, "reset", "--quiet", "--soft", "HEAD~2")
    assert others("one.md") == ["docs/two.md"]
    assert objects() == before
    site.rename(site.parent / "gone")
    put(clone, "one.md", article() + "\nMore.\n")
    assert others("one.md") == ["docs/two.md"]
    assert objects() == before


def test_what_lfs_has_not_brought_is_compared_with_nothing(site):
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12345\n"
    put(site, "a.md", pointer)
    put(site, "b.md", pointer)
    commit(site)
    assert others("a.md", "one.md") == ["docs/two.md"]
    assert any("Git LFS pointer" in note for note in report(["a.md"])[1])
    put(site, "a.md", article())
    assert others("one.md") == ["a.md", "docs/two.md"]


NAMES = ["with blank.md", 'quo"te.md', "new\nline.md", "tab\t.md", "größe.md", "文.md", "-dash.md", ":colon.md", "*.md"]


@pytest.mark.parametrize("name", [*NAMES, os.fsdecode(b"caf\xe9.md")], ids=repr)
def test_names_of_every_kind(site, name):
    put(site, name, article())
    git(site, "add", "--all")
    assert others("one.md") == sorted(["docs/two.md", json.loads(json.dumps(name))])
    commit(site)
    put(site, name, article(OTHER))
    assert others("one.md") == ["docs/two.md"]
    put(site, name, article())
    found, _ = agrees([str(site / name)])
    assert len(json.loads(found)["findings"]) >= 1
    git(site, "rm", "--quiet", "--force", "--", f":(literal){name}")
    assert others("one.md") == ["docs/two.md"]


@pytest.mark.parametrize("arguments", [(), ("--object-format=sha256",)])
def test_from_an_empty_repository_on(tmp_path, monkeypatch, arguments):
    root = repository(tmp_path / "new", *arguments)
    monkeypatch.chdir(root)
    assert others(".") == []
    put(root, "one.md", article())
    assert others("one.md") == []
    put(root, "two.md", article())
    git(root, "add", "two.md")
    assert others("one.md") == ["two.md"]
    put(root, "two.md", article(OTHER))
    assert others("one.md") == []
    put(root, "two.md", article())
    commit(root)
    assert others("one.md") == ["two.md"]
    git(root, "rm", "--quiet", "--cached", "two.md")
    assert others("one.md") == []


def test_without_git_or_outside_of_it_only_what_is_given_is_compared(site, tmp_path, monkeypatch):
    empty = tmp_path / "bin"
    empty.mkdir()
    outside = tmp_path / "outside"
    hollow = tmp_path / "hollow"
    (hollow / ".git").mkdir(parents=True)
    for folder in (outside, hollow):
        put(folder, "one.md", article())
        put(folder, "two.md", article())
        monkeypatch.chdir(folder)
        assert others("one.md") == []
        assert others("one.md", "two.md") == ["one.md", "two.md"]
    monkeypatch.chdir(site)
    assert others("one.md") == ["docs/two.md"]
    monkeypatch.setenv("PATH", str(empty))
    assert others("one.md") == []
    assert asked.tracked_files(str(site)) is None


def test_links_are_no_articles_of_the_project(site):
    os.symlink("one.md", site / "link.md")
    os.symlink("docs", site / "more")
    commit(site)
    assert others("one.md") == ["docs/two.md"]
    (site / "docs/two.md").unlink()
    os.symlink("../one.md", site / "docs/two.md")
    assert others("one.md") == []
    (site / "link.md").unlink()
    put(site, "link.md", article())
    assert others("one.md") == ["link.md"]
    shutil.rmtree(site / "docs")
    put(site, "elsewhere/two.md", article())
    os.symlink("elsewhere", site / "docs")
    assert others("one.md") == ["link.md"]


def test_files_in_conflict(site):
    git(site, "checkout", "--quiet", "-b", "side")
    put(site, "docs/two.md", article(OTHER))
    put(site, "both.md", article())
    commit(site)
    git(site, "checkout", "--quiet", "main")
    put(site, "docs/two.md", article(TEXT + " More."))
    put(site, "both.md", article() + "\nOther.\n")
    commit(site)
    agrees(["one.md"])
    git(site, "merge", "--quiet", "side", check=False)
    assert "UU" in git(site, "status", "--short")
    assert others("one.md") == ["both.md"]
    git(site, "merge", "--abort")
    git(site, "rm", "--quiet", "docs/two.md")
    commit(site)
    git(site, "merge", "--quiet", "side", check=False)
    assert "AA" in git(site, "status", "--short")
    agrees(["one.md"])


def test_files_that_git_is_told_to_skip(site):
    agrees(["one.md"])
    git(site, "update-index", "--skip-worktree", "docs/two.md")
    assert others("one.md") == ["docs/two.md"]


def test_a_cache_elsewhere(site, tmp_path):
    cache = str(tmp_path / "kept" / "here")
    assert others("one.md", cache_dir=cache) == ["docs/two.md"]
    assert [name for name in os.listdir(cache) if name.endswith(".cdx")]
    assert not (site / ".copydesk_cache").exists() or not list((site / ".copydesk_cache").glob("*.cdx"))
    put(site, "docs/two.md", article(OTHER))
    assert others("one.md", cache_dir=cache) == []


def test_exclusions_that_change(site):
    agrees(["one.md"])
    for text, wanted in (("exclude: [docs]\n", []), ("exclude: []\n", ["docs/two.md"]), ("exclude: ['t*.md']\n", [])):
        put(site, "copydesk.yml", text)
        assert others("one.md") == wanted
    (site / "copydesk.yml").unlink()
    assert others("one.md") == ["docs/two.md"]
    assert others("one.md", config=("exclude=[docs]",)) == []
    assert others("one.md") == ["docs/two.md"]


def test_exclusions_below_the_root_that_change(site):
    agrees(["one.md"])
    put(site, "docs/copydesk.yml", "exclude: [two.md]\n")
    assert others("one.md") == ["docs/two.md"], "git does not know it yet"
    git(site, "add", "docs")
    assert others("one.md") == []
    put(site, "docs/copydesk.yml", "exclude: [x]\n")
    assert others("one.md") == ["docs/two.md"]
    put(site, "docs/copydesk.yml", "exclude: [two.md]\n")
    commit(site)
    assert others("one.md") == []
    put(site, "docs/copydesk.yml", "exclude: [x]\n")
    assert others("one.md") == ["docs/two.md"]
    git(site, "checkout", "--", "docs")
    assert others("one.md") == []
    git(site, "rm", "--quiet", "docs/copydesk.yml")
    assert others("one.md") == ["docs/two.md"]


def test_names_in_front_matter_of_every_kind(site):
    for number, name in enumerate(["a\x1fb", "a\x1eb", '"\\ud800"', "'", "größe"]):
        put(site, f"{number}.md", f"---\ntitle: Title {number}\ncanonical: {name}\n---\n\n{TEXT}\n")
    git(site, "add", "--all")
    assert len(others("one.md")) == 6
    _, notes = agrees(["one.md", "2.md"])
    assert notes == []


def test_the_exit_status_is_the_same(site):
    first, second, third = cli("one.md"), cli("one.md"), cli("--no-cache", "one.md")
    assert first == second == third
    assert first[0] == 1
