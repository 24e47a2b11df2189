"""`copydesk check --fix`, `--unsafe-fixes` and `--diff` as their users call them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_check import copydesk

from work_trees import commit, put, repository

BAD = "Council keeps library\n\nCouncil keeps library\n\nThe council met on on Tuesday.\n"
FIXED = "Council keeps library\n\nThe council met on Tuesday.\n"
COPY = "The council of the town met in the old school on Monday evening and kept the library open.\n"


@pytest.fixture
def bad(project):
    (project / "bad.txt").write_text(BAD)
    return project


def test_fixes_are_written_and_what_is_left_is_reported(bad):
    (bad / "bad.txt").write_text(BAD + "\nRelated articles\n" + COPY + "\n" + COPY)
    done = copydesk("check", "--fix", "--output-format", "json", "--select", "duplication,integrity")
    data = json.loads(done.stdout)
    assert data["summary"]["fixed"] == 2
    assert [finding["rule"] for finding in data["findings"]] == ["duplication.duplicate-paragraph"]
    assert data["findings"][0]["line"] == 8
    assert done.returncode == 1
    assert (bad / "bad.txt").read_text() == FIXED + "\nRelated articles\n" + COPY + "\n" + COPY


def test_nothing_left_is_status_0(bad):
    done = copydesk("check", "--fix")
    assert (done.returncode, done.stdout) == (0, "Fixed 2 findings. Found nothing more in 1 file.\n")
    assert (bad / "bad.txt").read_text() == FIXED
    before = os.stat("bad.txt").st_mtime_ns
    assert copydesk("check", "--fix").stdout == "Found nothing in 1 file.\n"
    assert os.stat("bad.txt").st_mtime_ns == before


def test_unsafe_fixes_are_made_on_demand(bad):
    (bad / "bad.txt").write_text(f"A title\n\n{COPY}\n{COPY}")
    copydesk("check", "--fix")
    assert (bad / "bad.txt").read_text() == f"A title\n\n{COPY}\n{COPY}"
    copydesk("check", "--fix", "--unsafe-fixes")
    assert (bad / "bad.txt").read_text() == f"A title\n\n{COPY}"


def test_diff_shows_and_changes_nothing(bad):
    done = copydesk("check", "--diff")
    assert done.returncode == 1
    assert done.stdout == (
        "--- bad.txt\n"
        "+++ bad.txt\n"
        "@@ -1,5 +1,3 @@\n"
        " Council keeps library\n"
        " \n"
        "-Council keeps library\n"
        "-\n"
        "-The council met on on Tuesday.\n"
        "+The council met on Tuesday.\n"
    )
    assert (bad / "bad.txt").read_text() == BAD
    subprocess.run(["git", "apply", "-p0"], input=done.stdout, encoding="utf-8", check=True, cwd=bad)
    assert (bad / "bad.txt").read_text() == FIXED
    done = copydesk("check", "--diff")
    assert (done.returncode, done.stdout) == (0, "")
    assert copydesk("check", "--diff", "--exit-zero").returncode == 0


def test_a_diff_of_odd_text_is_harmless(bad):
    odd = "# A title\n\nx \u202e the the cat\x1b[2J\n\n ::error::x\n    ##[error]y\r\n-- x\n"
    (bad / "bad.md").write_bytes(odd.encode())
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", "check", "bad.md", "--diff", "--select", "repeated-word"],
        capture_output=True,
        check=False,
    )
    assert done.stdout.decode().split("\n")[2:] == [
        "@@ -1,6 +1,6 @@",
        " # A title",
        " ",
        r"-x \u202e the the cat\u001b[2J",
        r"+x \u202e the cat\u001b[2J",
        " ",
        r"  \u003a:error::x",
        "     #\\u0023[error]y\r",
        "",
    ]
    (bad / "bad.md").write_bytes(b"# A title\n\n-- the the x\n::warning::y\n")
    done = copydesk("check", "bad.md", "--diff")
    assert done.stdout.splitlines()[4:] == [" ", r"-\u002d- the the x", "+-- the x", r" \u003a:warning::y"]


def test_standard_input_comes_out_fixed(project):
    done = copydesk("check", "-", "--fix", "--stdin-filename", "a.txt", stdin=BAD + "\nAs as it is.\n")
    assert done.stdout == FIXED + "\nAs it is.\n"
    assert done.stderr == "Fixed 3 findings. Found nothing more in 1 file.\n"
    done = copydesk("check", "-", "--fix", "--stdin-filename", "a.txt", stdin=FIXED)
    assert done.stdout == FIXED
    done = copydesk("check", "-", "--fix", "--stdin-filename", "a.txt", "--select", "grade", stdin=BAD)
    assert done.stdout == BAD
    done = copydesk("check", "-", "--diff", stdin="# On on time\n")
    assert "+# On time\n" in done.stdout


def test_standard_input_comes_out_byte_for_byte(project):
    data = "# Zoë\r\n\r\nThe the cat.\r\n".encode("utf-16")
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", "check", "-", "--fix"], input=data, capture_output=True, check=True
    )
    assert done.stdout == "# Zoë\r\n\r\nThe cat.\r\n".encode("utf-16")


def test_mode_and_links_stay(bad):
    os.chmod("bad.txt", 0o640)
    os.symlink("bad.txt", "link.txt")
    assert copydesk("check", "--fix", "link.txt").returncode == 0
    assert os.path.islink("link.txt")
    assert os.stat("bad.txt").st_mode & 0o777 == 0o640
    assert (bad / "bad.txt").read_text() == FIXED
    assert sorted(path.name for path in bad.iterdir() if path.suffix in (".txt", ".tmp")) == ["bad.txt", "link.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_what_may_not_be_written_is_an_error(bad):
    os.chmod("bad.txt", 0o444)
    done = copydesk("check", "--fix")
    assert done.returncode == 2
    assert "error: bad.txt: not fixed: it cannot be written: Permission denied" in done.stderr
    assert (bad / "bad.txt").read_text() == BAD


def test_wrong_use(bad):
    done = copydesk("check", "--unsafe-fixes")
    assert (done.returncode, "goes with --fix or --diff" in done.stderr) == (2, True)
    done = copydesk("check", "--fix", "--diff")
    assert (done.returncode, "give one of them" in done.stderr) == (2, True)
    assert (bad / "bad.txt").read_text() == BAD


def test_needless_directives_go_those_about_other_files_as_well(tmp_path, monkeypatch):
    root = repository(tmp_path / "repository")
    monkeypatch.chdir(root)
    needless = "<!-- copydesk: ignore[shared-paragraph] -- both quote the minutes -->\n\n"
    own = "<!-- copydesk: ignore[repeated-word] -->\n\n"
    put(root, "a.md", f"# One title\n\n{needless}{COPY}\n{own}It rained.\n")
    put(root, "b.md", f"# Another title\n\n{needless}{COPY}")
    put(root, "c.md", f"# A third title\n\n{needless}Nothing else says that.\n")
    commit(root)
    done = copydesk("check", "--fix")
    assert done.returncode == 0, done.stdout
    assert (root / "a.md").read_text() == f"# One title\n\n{needless}{COPY}\nIt rained.\n"
    assert (root / "b.md").read_text() == f"# Another title\n\n{needless}{COPY}"
    assert (root / "c.md").read_text() == "# A third title\n\nNothing else says that.\n"


def test_no_place_is_deleted_whose_copy_is_in_another_file(tmp_path, monkeypatch):
    root = repository(tmp_path / "repository")
    monkeypatch.chdir(root)
    put(root, "a.md", f"# One title\n\n{COPY}")
    put(root, "b.md", f"# Another title\n\n{COPY}")
    commit(root)
    copydesk("check", "--fix", "--unsafe-fixes", "--select", "ALL")
    assert COPY in (root / "a.md").read_text()
    assert COPY in (root / "b.md").read_text()


def test_many_articles_in_several_processes_are_fixed_alike(project):
    for number in range(40):
        (project / f"{number}.txt").write_text(BAD * (1 + number % 3))
    alone = copydesk("check", "--fix", "--jobs", "1", "--output-format", "json")
    texts = {path.name: path.read_bytes() for path in Path().glob("*.txt")}
    for number in range(40):
        (project / f"{number}.txt").write_text(BAD * (1 + number % 3))
    assert copydesk("check", "--fix", "--jobs", "2", "--output-format", "json").stdout == alone.stdout
    assert {path.name: path.read_bytes() for path in Path().glob("*.txt")} == texts


def test_findings_are_silenced_in_the_articles(project):
    (project / "a.md").write_text("# A title\n\nThe the end.\n")
    (project / "b.md").write_text("# Another title\n\nAll is well.\n")
    os.chmod(project / "a.md", 0o640)
    done = copydesk("check", "--add-ignores", "not read yet")
    assert (done.returncode, done.stderr) == (0, "note: silenced 1 finding in 1 article\n"), done.stdout
    assert done.stdout == "Found nothing in 2 files.\n1 more finding is silenced in the text.\n"
    text = "# A title\n\n<!-- copydesk: ignore[repeated-word] -- not read yet -->\n\nThe the end.\n"
    assert (project / "a.md").read_text() == text
    assert os.stat(project / "a.md").st_mode & 0o777 == 0o640
    assert "silenced 0 findings" in copydesk("check", "--add-ignores", "again").stderr
    assert (project / "a.md").read_text() == text
    (project / "copydesk.yml").write_text("allow-ignores: none\n")
    done = copydesk("check", "--add-ignores", "again")
    assert "note: a.md: not silenced: allow-ignores is none here\n" in done.stderr
    assert done.returncode == 1
    (project / "copydesk.yml").write_text("allow-ignores: with-reason\n")
    assert copydesk("check").returncode == 0


def test_a_needless_directive_goes_with_the_fix(project):
    (project / "a.md").write_text("# A title\n\n<!-- copydesk: ignore[repeated-word] -- once -->\n\nThe end.\n")
    assert "suppression.unused" in copydesk("check").stdout
    done = copydesk("check", "--fix")
    assert "Fixed 1 finding. Found nothing more" in done.stdout
    assert (project / "a.md").read_text() == "# A title\n\nThe end.\n"


def test_only_what_is_told_is_silenced(project):
    text = "# A title\n\nThe the end.\n\nAnd and so on.\n"
    (project / "a.md").write_text("# A title\n\nThe the end.\n")
    copydesk("baseline", "update", "--baseline", "known.baseline")
    (project / "a.md").write_text(text)
    copydesk("check", "--baseline", "known.baseline", "--add-ignores", "so said")
    assert (project / "a.md").read_text() == text.replace(
        "And and", "<!-- copydesk: ignore[repeated-word] -- so said -->\n\nAnd and"
    )


@pytest.mark.parametrize("how", [("--fix",), ("--add-ignores", "so said")])
def test_a_file_with_other_names_is_told(project, how):
    text = "# A title\n\nThe the end.\n"
    (project / "a.md").write_text(text)
    os.link("a.md", "a.bak")
    done = copydesk("check", *how)
    assert "note: a.md: was one file with other names, by hard links, which keep the text as it was\n" in done.stderr
    assert done.returncode == 0
    assert (project / "a.bak").read_text() == text


def test_what_directives_bring_about_is_silenced_too(project):
    styles = project / "styles" / "Own"
    styles.mkdir(parents=True)
    (project / "copydesk.yml").write_text("rule-folders: [styles]\n")
    (styles / "Comments.yml").write_text(
        "extends: occurrence\nmessage: Too many comments\nscope: raw\nmax: 1\ntoken: '<!-- '\n"
    )
    (project / "a.md").write_text("# A title\n\nThe the end.\n\nAnd and so on.\n")
    done = copydesk("check", "--add-ignores", "so said")
    assert (done.returncode, done.stderr) == (0, "note: silenced 3 findings in 1 article\n"), done.stdout
    assert "[Comments] -- so said" in (project / "a.md").read_text()
    assert copydesk("check").stdout.startswith("Found nothing in 1 file.\n")
    (styles / "Comments.yml").write_text("extends: existence\nmessage: No zebra\nscope: raw\ntokens: [zebra]\n")
    (project / "a.md").write_text("# A title\n\nThe the end.\n")
    done = copydesk("check", "--add-ignores", "for the zebra")
    assert done.returncode == 0, "it ends"


@pytest.mark.parametrize("other", [("--fix",), ("--diff",), ("-",)])
def test_silencing_goes_alone(project, other):
    done = copydesk("check", "--add-ignores", "so said", *other, stdin="")
    assert (done.returncode, "--add-ignores writes to the articles by itself" in done.stderr) == (2, True)
