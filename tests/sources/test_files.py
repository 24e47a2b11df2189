from __future__ import annotations

import os

import pytest

from copydesk.sources.files import PassedError, UnreadableError, exclusion, leaves_project, read_file, walk


def make(root, *paths):
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Some text.\n")


def nothing(_path, _folder):
    return False


def test_a_walk_finds_articles_in_order_of_name(project):
    make(
        project,
        "b.md",
        "a.markdown",
        "sub/c.mdx",
        "sub/d.html",
        "sub/deep/e.htm",
        "z.txt",
        "A.TXT",
        "x.rst",
        "y.py",
        ".md",
    )
    assert list(walk(["."], nothing)) == [
        "A.TXT",
        "a.markdown",
        "b.md",
        "z.txt",
        "sub/c.mdx",
        "sub/d.html",
        "sub/deep/e.htm",
    ]


def test_a_walk_leaves_out_what_is_no_article(project):
    make(project, "requirements.txt", "requirements-dev.txt", "constraints.txt", "robots.txt", "LICENSE.txt", "LICENSE.md",
         "CMakeLists.txt", "node_modules/a/readme.md", "vendor/x.md", "dist/x.html", ".venv/lib/x.txt", "post.md")  # fmt: skip
    assert list(walk(["."], nothing)) == ["post.md"]


def test_gitignore_holds_from_the_root_down(project):
    make(
        project, "a.md", "draft.md", "blog/draft.md", "blog/keep.md", "blog/out/x.md", "blog/out/y.md", "other/out/z.md"
    )
    (project / ".gitignore").write_text("# drafts\ndraft.md\n")
    (project / "blog" / ".gitignore").write_text("/out/*\n!/out/y.md\n!draft.md\n")
    assert list(walk(["."], nothing)) == ["a.md", "blog/draft.md", "blog/keep.md", "blog/out/y.md", "other/out/z.md"]
    assert list(walk(["blog"], nothing)) == ["blog/draft.md", "blog/keep.md", "blog/out/y.md"]
    assert list(walk(["draft.md"], nothing)) == ["draft.md"], "a file named outright is read"


def test_a_gitignore_above_a_folder_that_is_no_work_tree_does_not_count(tmp_path, monkeypatch):
    make(tmp_path, "in/a.md")
    (tmp_path / ".gitignore").write_text("*.md\n")
    monkeypatch.chdir(tmp_path / "in")
    assert list(walk(["."], nothing)) == ["a.md"]


def test_the_exclude_file_of_git_counts(project):
    make(project, "a.md", "private/b.md")
    (project / ".git" / "info").mkdir()
    (project / ".git" / "info" / "exclude").write_text("private/\n")
    assert list(walk(["."], nothing)) == ["a.md"]


def test_lines_that_are_no_pattern_are_passed_over_as_in_git(project):
    make(project, "a.md", "b.md", "c.md")
    (project / ".gitignore").write_bytes(b"\xef\xbb\xbfa.md\n!\n/\n\\\n[\n\xff\nb.md\r\n")
    assert list(walk(["."], nothing)) == ["c.md"]


def test_a_gitignore_beats_the_exclude_file_of_git(project):
    make(project, "in/a.md", "in/b.md")
    (project / ".git" / "info").mkdir()
    (project / ".git" / "info" / "exclude").write_text("*.md\n")
    (project / ".gitignore").write_text("!a.md\n")
    assert list(walk(["in"], nothing)) == list(walk(["."], nothing)) == ["in/a.md"]


def test_configured_excludes(project):
    make(project, "a.md", "old/b.md", "new/b.md", "new/c.tmp.md")
    excluded = exclusion([(["old/", "*.tmp.md"], str(project))])
    assert list(walk(["."], excluded)) == ["a.md", "new/b.md"]
    assert list(walk(["old/b.md"], excluded)) == ["old/b.md"]
    assert list(walk(["old/b.md", "a.md"], excluded, lambda path: excluded(path, False))) == ["a.md"]


def test_links_are_not_followed(project):
    make(project, "real/a.md")
    os.symlink(project, project / "real" / "circle")
    os.symlink(project / "real" / "a.md", project / "again.md")
    assert list(walk(["."], nothing)) == ["real/a.md"]
    assert list(walk(["again.md"], nothing)) == ["again.md"]


def test_a_link_that_leaves_the_project_is_refused(project, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    make(outside, "a.md", "folder/b.md")
    make(project, "sub/c.md")
    for name in ("sub/away.md", "away.txt", "notes.py"):
        os.symlink(outside / "a.md", project / name)
    os.symlink(outside / "folder", project / "posts")
    os.symlink(outside, project / "node_modules")
    assert list(walk(["."], nothing)) == ["away.txt", "posts", "sub/away.md", "sub/c.md"]
    for name in ("away.txt", "posts", "posts/b.md", "sub/away.md"):
        assert leaves_project(name)
        with pytest.raises(PassedError, match="leaves the project"):
            read_file(name)
    assert not leaves_project("sub/c.md")
    assert not leaves_project("gone.md")


def test_a_link_to_the_whole_project_does_not_leave_it(project, tmp_path_factory):
    make(project, "a.md")
    link = tmp_path_factory.mktemp("home") / "link"
    os.symlink(project, link)
    assert read_file(str(link / "a.md")) == read_file("a.md")


def test_no_link_leaves_where_there_is_no_project(tmp_path, monkeypatch, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    make(outside, "a.md")
    os.symlink(outside / "a.md", tmp_path / "link.md")
    monkeypatch.chdir(tmp_path)
    assert read_file("link.md") == read_file(str(outside / "a.md"))


def test_a_path_stands_once_however_it_is_named(project):
    make(project, "sub/a.md")
    assert list(walk(["sub/a.md", "./sub/../sub/a.md", "sub", "."], nothing)) == ["sub/a.md"]


def test_what_cannot_be_read_is_told(project):
    (project / "binary.md").write_bytes(b"GIF89a\x00\x01")
    with pytest.raises(PassedError, match="is binary"):
        read_file("binary.md")
    with pytest.raises(PassedError, match="vanished before it was read"):
        read_file("gone.md")
    os.symlink("gone.md", "link.md")
    with pytest.raises(PassedError, match="is a link to nothing"):
        read_file("link.md")
    os.mkfifo("pipe.md")
    with pytest.raises(UnreadableError, match="not a regular file"):
        read_file("pipe.md")
    os.symlink("loop.md", "loop.md")
    with pytest.raises(UnreadableError, match="cannot be read: Too many levels of symbolic links"):
        read_file("loop.md")
    (project / "wide.txt").write_bytes("Wide".encode("utf-16"))
    assert read_file("wide.txt") == "Wide".encode("utf-16")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(project):
    make(project, "secret.md")
    os.chmod("secret.md", 0)
    with pytest.raises(UnreadableError, match="cannot be read: Permission denied"):
        read_file("secret.md")
