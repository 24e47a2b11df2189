"""Findings that earlier runs have kept: never another answer than without them, whatever happens to the file."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import suppress

import pytest

from copydesk.config.store import FOLDER
from copydesk.findings_cache import FILE
from test_startup import modules_of
from work_trees import Writer, commit, git, put, repository

LIKE = ("check", "--output-format", "json", "--fail-on", "never")
RUN = (sys.executable, "-m", "copydesk", *LIKE)
SILENCED = "# A title of its own\n\n<!-- copydesk: ignore[repeated-word, grade] -- so said -->\n\nThe the end of it.\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A repository of articles that repeat one another, with directives in some."""
    root = repository(tmp_path / "repository")
    monkeypatch.chdir(root)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    Writer(7).fill(root, 30)
    put(root, "silenced.md", SILENCED)
    put(root, "needless.md", SILENCED.replace("The the", "The"))
    commit(root)
    return root


def run(*arguments, status=0):
    done = subprocess.run([*RUN, *arguments], capture_output=True, check=False)
    assert done.returncode == status, done.stderr.decode()
    return done.stdout


def agrees(*arguments):
    """What a run gives that may use the cache, after holding it against one that does not."""
    found = run(*arguments)
    assert found == without_cache(*arguments)
    return found


def without_cache(*arguments):
    """What a run gives that knows nothing of earlier ones but the compiled rules."""
    folder = os.path.join(os.environ["TMPDIR"], "other-cache")
    with suppress(FileNotFoundError):
        os.remove(os.path.join(folder, FILE))
    return run("--cache-dir", folder, *arguments)


def cache():
    return os.path.join(FOLDER, FILE)


def entries():
    connection = sqlite3.connect(cache())
    count = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
    connection.close()
    return count


def test_a_warm_run_gives_the_same_and_reads_no_article(root):
    first = agrees()
    assert json.loads(first)["findings"]
    kept = entries()
    assert agrees() == first
    assert entries() == kept
    loaded = modules_of(*LIKE)
    assert "copydesk.findings_cache" in loaded
    assert not {"pyromark", "copydesk.formats.markdown"} & loaded
    assert "pyromark" in modules_of(*LIKE, "--no-cache")


def test_every_change_is_seen(root):
    agrees()
    put(root, "docs/1.md", (root / "docs" / "1.md").read_text() + "\nThe the council met.\n")
    changed = agrees()
    git(root, "mv", "news/1.md", "news/other.md")
    assert agrees() != changed
    put(root, "silenced.md", SILENCED.replace("repeated-word", "grade"))
    agrees()
    put(root, "copydesk.yml", "rules: {repeated-word: error}\nmin-confidence: low\n")
    agrees()
    put(root, "copydesk.yml", "allow-ignores: none\nduplicates: {keep: longest}\n")
    agrees()
    put(root, "copydesk.yml", "overrides: [{files: news/, select: repeated-word}]\n")
    agrees()
    os.remove(root / "copydesk.yml")
    os.remove(root / "0.md")
    agrees()


def test_files_of_the_same_content_and_other_names(root):
    words = "one two three four five six seven. " * 30
    for name, text in (
        ("a", ""),
        ("index", ""),
        ("news/index", ""),
        ("b", words),
        ("_piece", words),
        ("2024-05-01-c", words),
    ):
        put(root, f"{name}.md", text)
    git(root, "add", "--all")
    first = agrees("--extend-select", "missing-metadata")
    assert agrees("--extend-select", "missing-metadata") == first
    told = {(finding["path"], finding["rule"]) for finding in json.loads(first)["findings"]}
    assert ("a.md", "integrity.empty-article") in told
    assert ("b.md", "structure.missing-title") in told
    assert not {"index.md", "news/index.md"} & {path for path, _ in told}
    assert ("_piece.md", "structure.missing-title") not in told
    git(root, "mv", "index.md", "full.md")
    assert agrees("--extend-select", "missing-metadata") != first


def test_parts_of_the_project_and_other_places(root, monkeypatch):
    agrees()
    agrees("news", "docs", "versioned_docs", "silenced.md")
    agrees("--select", "duplication")
    agrees("--statistics")
    agrees("--jobs", "2")
    assert agrees("--isolated") == run("--isolated")
    monkeypatch.chdir(root / "docs")
    agrees("..")
    agrees(".")
    shutil.rmtree(root / ".git")
    monkeypatch.chdir(root)
    put(root, "copydesk.yml", "")
    agrees()
    agrees()


def test_fixing_and_silencing_go_by_what_is_there(root):
    put(root, "more.md", "# More of it\n\nThe the end, and and so on.\n")
    run()
    run("--fix")
    assert (root / "more.md").read_text() == "# More of it\n\nThe end, and so on.\n"
    assert "ignore[repeated-word" not in (root / "needless.md").read_text()
    agrees()


@pytest.mark.parametrize(
    "harm",
    [
        lambda _: b"",
        lambda _: b"no database at all, but long enough to be looked at" * 100,
        lambda data: data[: len(data) // 2],
        lambda data: data[:4096] + b"\xff" * 4096 + data[8192:],
        lambda data: bytes(byte ^ 1 if at % 997 == 0 and at > 4096 else byte for at, byte in enumerate(data)),
    ],
)
def test_a_damaged_file_is_made_anew(root, harm):
    first = run()
    with open(cache(), "rb") as file:
        data = file.read()
    with open(cache(), "wb") as file:
        file.write(harm(data))
    assert run() == first
    assert run() == first


def test_rows_that_are_no_entries_count_for_nothing(root):
    first = run()
    connection = sqlite3.connect(cache())
    connection.execute(
        "UPDATE entries SET value = CASE WHEN rowid % 3 = 0 THEN 'text' WHEN rowid % 3 = 1 THEN x'00' ELSE value END"
    )
    connection.commit()
    connection.close()
    assert run() == first


def test_a_table_of_another_shape(root):
    first = run()
    os.remove(cache())
    connection = sqlite3.connect(cache())
    connection.execute("CREATE TABLE entries(other)")
    connection.commit()
    connection.close()
    assert run() == first


def test_a_folder_in_its_place(root):
    first = run()
    os.remove(cache())
    os.mkdir(cache())
    assert run() == first


def test_a_cache_that_git_tracks_is_not_used(root):
    first = run()
    git(root, "add", "--force", cache())
    done = subprocess.run(RUN, capture_output=True, check=False)
    assert b"the cache is tracked by git and is ignored" in done.stderr
    connection = sqlite3.connect(cache())
    connection.execute("DELETE FROM entries")
    connection.commit()
    connection.close()
    assert subprocess.run(RUN, capture_output=True, check=False).stdout == first
    assert entries() == 0


def test_several_runs_at_once(root):
    first = without_cache()
    for _ in range(2):
        running = [subprocess.Popen(RUN, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
        assert {process.communicate()[0] for process in running} == {first}
        assert entries() > 60


def test_a_locked_file_holds_nobody_up(root, monkeypatch):
    first = run()
    put(root, "new.md", "# New\n\nThe the end.\n")
    connection = sqlite3.connect(cache(), isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        found = run()
    finally:
        connection.execute("ROLLBACK")
        connection.close()
    assert found != first
    assert found == without_cache()


def test_what_nobody_asks_for_goes(root):
    run()
    connection = sqlite3.connect(cache())
    connection.execute("UPDATE entries SET day = 1 WHERE rowid % 2")
    connection.execute("INSERT INTO entries VALUES (x'00', 1, x'00')")
    connection.commit()
    connection.close()
    kept = entries()
    put(root, "new.md", "# New\n\nThe the end.\n")
    run()
    connection = sqlite3.connect(cache())
    assert connection.execute("SELECT count(*) FROM entries WHERE key = x'00'").fetchone()[0] == 0
    connection.close()
    assert entries() >= kept - 1


def test_a_few_articles_open_no_cache(root):
    run("0.md", "1.md")
    assert not os.path.exists(cache())
