from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.config import store

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=10,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("store")


@given(PLAIN)
def test_what_is_written_is_read(folder, value):
    path = str(folder / "sub" / "data-1.marshal")
    store.write(path, value, keep=2)
    assert store.read(path) == value


@given(st.data())
def test_a_damaged_entry_counts_as_missing(folder, data):
    path = folder / "sub" / "data-1.marshal"
    store.write(str(path), {"a": [1, "two", None]}, keep=2)
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(data.draw(st.sampled_from([whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]])))
    assert store.read(str(path)) is None


def test_only_the_newest_entries_stay(folder):
    for number in range(5):
        store.write(str(folder / "many" / f"a-{number}.marshal"), number, keep=3)
    store.write(str(folder / "many" / "b-0.marshal"), 0, keep=3)
    names = sorted(path.name for path in (folder / "many").iterdir())
    assert len([name for name in names if name.startswith("a-")]) == 3
    assert "b-0.marshal" in names
    assert (folder / "many" / ".gitignore").read_text() == "*\n"


def test_files_that_are_not_ours_stay(folder):
    for name in ("plan-2026.md", "plan-1.marshal.txt.md", "planning.md"):
        (folder / name).touch()
    (folder / "plan-3.marshal.77-ab12").touch()
    store.write(str(folder / "plan-2.marshal"), 2, keep=1)
    names = {path.name for path in folder.iterdir() if path.name.startswith("plan")}
    assert names == {"plan-2026.md", "plan-1.marshal.txt.md", "planning.md", "plan-2.marshal"}


@pytest.mark.parametrize("setting", ["index.version=2", "index.version=4", "core.splitIndex=true"])
def test_a_cache_that_git_tracks_is_not_trusted(tmp_path, setting):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    subprocess.run(["git", "config", *setting.split("=")], cwd=tmp_path, check=True)
    cache = tmp_path / store.FOLDER
    store.write(str(cache / "plan-0.marshal"), 1, keep=1)
    assert store.reason_to_distrust(str(cache)) is None
    subprocess.run(["git", "add", "--force", store.FOLDER], cwd=tmp_path, check=True)
    reason = store.reason_to_distrust(str(cache))
    assert reason is not None
    assert reason.startswith("the cache is tracked by git and is ignored")
    subprocess.run(["git", "rm", "-r", "--quiet", "--cached", store.FOLDER], cwd=tmp_path, check=True)
    assert store.reason_to_distrust(str(cache)) is None


@pytest.mark.parametrize("version", ["2", "3", "4"])
@pytest.mark.parametrize(
    "others", [(".a", ".copydesk", ".copydesk_cache.md", "z"), ("-first", *(f"-{n:03}" for n in range(300)))]
)
def test_other_names_in_git_are_not_taken_for_a_cache(tmp_path, version, others):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    subprocess.run(["git", "config", "index.version", version], cwd=tmp_path, check=True)
    for name in others:
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").touch()
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    if version == "3":
        subprocess.run(["git", "update-index", "--skip-worktree", "--", f"{others[0]}/a.md"], cwd=tmp_path, check=True)
    cache = tmp_path / store.FOLDER
    store.write(str(cache / "plan-0.marshal"), 1, keep=1)
    assert store.reason_to_distrust(str(cache)) is None
    subprocess.run(["git", "add", "--force", store.FOLDER], cwd=tmp_path, check=True)
    assert store.reason_to_distrust(str(cache)) is not None


def test_a_cache_that_is_a_link_that_git_tracks_is_not_trusted(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    store.write(str(tmp_path / "kept" / "plan-0.marshal"), 1, keep=1)
    (tmp_path / store.FOLDER).symlink_to("kept")
    subprocess.run(["git", "add", "--force", "."], cwd=tmp_path, check=True)
    assert store.reason_to_distrust(str(tmp_path / store.FOLDER)) is not None


@pytest.mark.parametrize("linked", [False, True])
def test_a_cache_that_comes_as_a_submodule_is_not_trusted(tmp_path, linked):
    outer = tmp_path / "outer"
    inner = outer / "inner" if linked else outer / store.FOLDER
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run(["git", "init", "--quiet", outer], check=True)
    subprocess.run(["git", "init", "--quiet", inner], check=True)
    store.write(str(inner / "plan-0.marshal"), 1, keep=1)
    subprocess.run(["git", "add", "--force", "."], cwd=inner, check=True)
    subprocess.run(["git", *identity, "commit", "--quiet", "-m", "a"], cwd=inner, check=True)
    if linked:
        (outer / store.FOLDER).symlink_to("inner")
    assert store.reason_to_distrust(str(outer / store.FOLDER)) is None
    # So many names come first that git's index is not read name by name.
    for number in range(300):
        (outer / f"-{number:03}").touch()
    subprocess.run(["git", "-c", "advice.addEmbeddedRepo=false", "add", "."], cwd=outer, check=True)
    assert store.reason_to_distrust(str(outer / store.FOLDER)) is not None


def test_a_cache_in_a_repository_with_longer_hashes_is_not_trusted(tmp_path):
    subprocess.run(["git", "init", "--quiet", "--object-format=sha256", tmp_path], check=True)
    cache = tmp_path / store.FOLDER
    store.write(str(cache / "plan-0.marshal"), 1, keep=1)
    assert store.reason_to_distrust(str(cache)) is None
    subprocess.run(["git", "add", "--force", "."], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "--force", store.FOLDER], cwd=tmp_path, check=True)
    assert store.reason_to_distrust(str(cache)) is not None


def test_a_worktree_has_an_index_of_its_own(tmp_path):
    main = tmp_path / "main"
    subprocess.run(["git", "init", "--quiet", main], check=True)
    (main / "a").touch()
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run(["git", "add", "a"], cwd=main, check=True)
    subprocess.run(["git", *identity, "commit", "--quiet", "-m", "a"], cwd=main, check=True)
    subprocess.run(["git", "worktree", "add", "--quiet", tmp_path / "tree"], cwd=main, check=True)
    cache = tmp_path / "tree" / store.FOLDER
    store.write(str(cache / "plan-0.marshal"), 1, keep=1)
    assert store.reason_to_distrust(str(cache)) is None
    subprocess.run(["git", "add", "--force", store.FOLDER], cwd=tmp_path / "tree", check=True)
    assert store.reason_to_distrust(str(cache)) is not None
