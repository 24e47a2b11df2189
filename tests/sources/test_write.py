"""Writing an article in place of what it was."""

from __future__ import annotations

import os

import pytest

from copydesk.sources.write import ChangedError, replace_file


def test_content_is_replaced_as_a_whole(project):
    path = project / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o604)
    replace_file("a.md", b"old", b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o604
    assert os.listdir() == [".git", "a.md"] or sorted(os.listdir()) == [".git", "a.md"]


def test_a_file_that_has_changed_meanwhile_is_left_alone(project):
    path = project / "a.md"
    path.write_bytes(b"newer")
    with pytest.raises(ChangedError):
        replace_file("a.md", b"old", b"new")
    assert path.read_bytes() == b"newer"
    assert sorted(os.listdir()) == [".git", "a.md"]


def test_a_link_out_of_the_project_is_not_followed(tmp_path, monkeypatch):
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    (tmp_path / "outside.md").write_bytes(b"old")
    (project / "a.md").symlink_to(tmp_path / "outside.md")
    monkeypatch.chdir(project)
    with pytest.raises(PermissionError):
        replace_file("a.md", b"old", b"new")
    assert (tmp_path / "outside.md").read_bytes() == b"old"


def test_a_link_within_the_project_stays_one(project):
    (project / "real.md").write_bytes(b"old")
    (project / "a.md").symlink_to("real.md")
    replace_file("a.md", b"old", b"new")
    assert (project / "a.md").is_symlink()
    assert (project / "real.md").read_bytes() == b"new"


def test_other_names_of_a_file_keep_what_it_was(project):
    (project / "a.md").write_bytes(b"old")
    os.link("a.md", "b.md")
    assert replace_file("a.md", b"old", b"new")
    assert (project / "b.md").read_bytes() == b"old"
    assert not replace_file("a.md", b"new", b"newer")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays(project):
    (project / "a.md").write_bytes(b"old")
    os.chown("a.md", 1234, 1235)
    replace_file("a.md", b"old", b"new")
    status = os.stat("a.md")
    assert (status.st_uid, status.st_gid) == (1234, 1235)
