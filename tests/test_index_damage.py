"""An index that is damaged, planted, out of reach or locked costs time and is told of; the answer stays right."""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path
from zlib import crc32

import pytest

from copydesk.duplicates.index import SCHEMA
from copydesk.duplicates.index_rows import CHUNK, RECORD
from copydesk.plan import project_here
from copydesk.planner import RunOptions
from work_trees import IDENTITY, Writer, agrees, commit, git, put, report, repository


@pytest.fixture
def site(tmp_path, monkeypatch) -> tuple[Path, list[str]]:
    """A repository with an index, and an article of each folder."""
    root = repository(tmp_path / "site")
    names = Writer(5).fill(root, 40)
    commit(root)
    monkeypatch.chdir(root)
    _, notes = agrees(names[:5])
    assert notes == []
    return root, names[:5]


def index_of(root) -> Path:
    (path,) = (root / ".copydesk_cache").glob("copies-*.cdx")
    return path


def spoil(path, kind):
    data = bytearray(path.read_bytes())
    if kind == "empty":
        data = bytearray()
    elif kind == "garbage":
        data = bytearray(random.Random(1).randbytes(len(data)))
    elif isinstance(kind, float):
        at = int(kind * len(data))
        data[at : at + 600] = bytes(len(data[at : at + 600]))
    else:
        data = data[: int(len(data) * kind[0])]
    path.write_bytes(data)


CUT = [(share,) for share in (0.001, 0.1, 0.3, 0.5)]


@pytest.mark.parametrize("kind", ["empty", "garbage", *CUT], ids=str)
def test_a_damaged_index_is_built_anew(site, kind):
    root, names = site
    path = index_of(root)
    spoil(path, kind)
    put(root, names[0], (root / names[1]).read_bytes())
    _, notes = agrees(names)
    assert len(notes) == 1
    assert "damaged" in notes[0]
    assert "built anew" in notes[0]
    assert agrees(names)[1] == []


@pytest.mark.parametrize("share", [number / 16 for number in range(16)])
def test_zeros_in_an_index_make_up_nothing(site, share):
    """SQLite itself does not see an entry that is lost from the middle of a page: it may hide a copy."""
    root, names = site
    spoil(index_of(root), share)
    put(root, names[0], (root / names[1]).read_bytes())
    found, notes = report(names)
    assert spoken_of(found) <= spoken_of(report(names, no_cache=True)[0])
    assert all("damaged" in note for note in notes)
    project, _ = project_here(RunOptions())
    assert project is not None
    project.build()
    assert agrees(names)[1] == []


def spoken_of(found):
    return {(one["path"], one["rule"], one["start"]) for one in json.loads(found)["findings"]}


def test_every_row_is_guarded(site):
    root, names = site
    path = index_of(root)
    whole = path.read_bytes()
    for table, column in (("texts", "data"), ("postings", "data"), ("docs", "data")):
        path.write_bytes(whole)
        with sqlite3.connect(path) as base:
            rows = base.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
            for rowid, data in rows:
                changed = bytearray(data)
                changed[len(data) // 2] ^= 4
                base.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (bytes(changed), rowid))
        base.close()
        _, notes = agrees(names)
        assert len(notes) == 1
        assert "damaged" in notes[0]


STATEMENTS = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON files BEGIN DELETE FROM files; END",
    "view": "CREATE VIEW v AS SELECT * FROM files",
    "table": "CREATE TABLE t(x)",
    "no table": "DROP TABLE recent",
    "another version": "UPDATE meta SET value = CAST('copydesk-index 1' AS BLOB) WHERE key = 'header'",
    "no header": "DELETE FROM meta",
    "no articles": "DELETE FROM docs",
    "no texts": "DELETE FROM texts",
    "types of paths": "UPDATE files SET path = CAST(path AS TEXT)",
    "types of numbers": "UPDATE files SET doc = 'x' || doc",
    "types of rows": "UPDATE texts SET data = 'x'",
    "types of postings": "UPDATE postings SET data = 5",
    "types of articles": "UPDATE docs SET data = 'x'",
    "numbers of articles": "UPDATE docs SET data = 1.5",
    "no shape": "DELETE FROM meta WHERE key = 'shape'",
    "another shape": "UPDATE meta SET value = x'0410ffff0000' WHERE key = 'shape'",
    "types of the shape": "UPDATE meta SET value = 7 WHERE key = 'shape'",
    "no postings": "DELETE FROM postings",
    "few postings": "DELETE FROM postings WHERE part % 2",
    "types of notes": "UPDATE meta SET value = 7 WHERE key <> 'header'",
    "types of copies": "UPDATE copies SET doc = 'x' || doc",
    "types of recent": "INSERT INTO recent SELECT part * 65536, 'x' FROM postings",
    "numbers": "UPDATE files SET doc = 999999",
    "swapped": "UPDATE files SET doc = (SELECT max(doc) FROM files) + 1 - doc",
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_an_index_that_somebody_changed_is_not_believed(site, name):
    root, names = site
    base = sqlite3.connect(index_of(root), isolation_level=None)
    base.execute(STATEMENTS[name])
    base.close()
    put(root, names[0], (root / names[0]).read_text() + "\nOne line more.\n")
    _, notes = agrees(names)
    assert all("damaged" in note for note in notes)
    assert agrees(names)[1] == []


def test_another_database_in_its_place(site):
    root, names = site
    path = index_of(root)
    path.unlink()
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("CREATE TABLE notes(text)")
    base.execute("INSERT INTO notes VALUES ('mine')")
    base.commit()
    _, notes = agrees(names)
    base.close()
    assert "of another make" in notes[0]
    assert agrees(names)[1] == []


def lie(base, rng):
    """Make rows say what is not so, with right check sums."""

    def sealed(data):
        return crc32(data).to_bytes(4, "little") + data

    kind = rng.choice(["texts", "articles", "files", "copies", "files added"])
    if kind == "texts":
        for chunk, row in base.execute("SELECT chunk, data FROM texts").fetchall():
            data = bytearray(row[4:])
            for at in range(0, len(data), RECORD.size):
                if rng.random() < 0.3:
                    values = list(RECORD.unpack_from(data, at))
                    which = rng.randrange(6)
                    values[which] = rng.choice([1, 7, 40, 200])
                    RECORD.pack_into(data, at, *values)
            base.execute("UPDATE texts SET data = ? WHERE chunk = ?", (sealed(bytes(data)), chunk))
    elif kind == "articles":
        rows = base.execute("SELECT id, data FROM docs").fetchall()
        others = [row[1] for row in rows]
        rng.shuffle(others)
        for (number, _), other in zip(rows, others, strict=True):
            if rng.random() < 0.5:
                base.execute("UPDATE docs SET data = ? WHERE id = ?", (other, number))
    elif kind == "files":
        for (path,) in base.execute("SELECT path FROM files").fetchall():
            if rng.random() < 0.3:
                base.execute("UPDATE files SET doc = ? WHERE path = ?", (rng.randint(0, 30), path))
    elif kind == "files added":
        for number in range(30):
            base.execute("INSERT INTO files VALUES (?, ?)", (b"a/made-up-%d.md" % number, rng.randint(1, 30)))
    else:
        count = CHUNK if rng.random() < 0.5 else 20
        for _ in range(count):
            row = rng.randrange(count), rng.randint(1, 30)
            base.execute("INSERT OR IGNORE INTO copies VALUES (?, ?)", row)
    return kind


@pytest.mark.parametrize("seed", range(16))
def test_a_lying_index_makes_up_nothing(site, seed):
    root, names = site
    rng = random.Random(seed)
    base = sqlite3.connect(index_of(root), isolation_level=None)
    kind = lie(base, rng)
    base.close()
    assert spoken_of(report(names)[0]) <= spoken_of(report(names, no_cache=True)[0]), kind


def test_an_index_in_git_is_ignored_aloud(site):
    root, names = site
    git(root, "add", "--force", str(index_of(root)))
    _, notes = agrees(names)
    assert notes
    assert "tracked by git and is ignored" in notes[0]


def test_an_index_in_git_below_another_folder_is_ignored_aloud(site):
    root, names = site
    assert agrees(names, cache_dir="kept/below")[1] == []
    git(root, "add", "--force", "kept")
    assert "tracked by git and is ignored" in agrees(names, cache_dir="kept/below")[1][0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_an_index_of_another_user_is_ignored_aloud(site):
    root, names = site
    os.chown(index_of(root), 12345, 12345)
    _, notes = agrees(names)
    assert "belongs to another user" in notes[0]
    os.chown(index_of(root).parent, 12345, 12345)
    assert "belongs to another user" in agrees(names)[1][0]


def test_a_locked_index_is_done_without_aloud(site):
    root, names = site
    put(root, names[0], (root / names[1]).read_bytes())
    other = sqlite3.connect(index_of(root), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    _, notes = agrees(names, patience=0.01)
    assert "locked" in notes[0]
    other.execute("COMMIT")
    other.close()
    assert agrees(names)[1] == []


def test_a_reader_waits_for_nobody_who_only_prepares_to_write(site):
    root, names = site
    other = sqlite3.connect(index_of(root), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert agrees(names, patience=0.01)[1] == []
    other.close()


def cli(*arguments, preexec=None):
    command = (sys.executable, "-m", "copydesk", "check", "--select", "duplication", "--output-format", "json")
    done = subprocess.run(
        [*command, *arguments], env={**os.environ, **IDENTITY}, preexec_fn=preexec, capture_output=True, check=False
    )
    return done.returncode, done.stdout, done.stderr.decode()


def small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))


@pytest.mark.parametrize("built", [True, False])
def test_a_full_disk(site, built):
    root, names = site
    if built:
        put(root, names[0], (root / names[1]).read_bytes())
    else:
        index_of(root).unlink()
    right = cli("--no-cache", *names)
    status, output, notes = cli(*names, preexec=small_files)
    assert (status, output) == right[:2]
    assert "the index cannot be used" in notes
    assert cli(*names) == right


@pytest.mark.parametrize("changed", [True, False])
def test_an_index_that_cannot_be_written(site, changed):
    root, names = site
    path = index_of(root)
    if changed:
        put(root, names[0], (root / names[1]).read_bytes())
    right = cli("--no-cache", *names)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    if os.access(path, os.W_OK):
        pytest.skip("root may write everything")
    before = path.read_bytes()
    status, output, notes = cli(*names)
    path.parent.chmod(0o700)
    assert (status, output) == right[:2]
    assert path.read_bytes() == before
    assert ("cannot be used" in notes) == changed


def test_a_journal_left_behind_is_not_applied_to_a_new_index(site):
    root, names = site
    path = index_of(root)
    journal = Path(f"{path}-journal")
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA cache_size=1")
    base.execute("BEGIN IMMEDIATE")
    base.execute("UPDATE files SET doc = 0")
    base.execute("UPDATE docs SET data = zeroblob(100000)")
    kept, half = journal.read_bytes(), path.read_bytes()
    base.execute("ROLLBACK")
    base.close()
    path.write_bytes(half)
    journal.write_bytes(kept)
    project, _ = project_here(RunOptions())
    assert project is not None
    project.build()
    assert not journal.exists()
    assert agrees(names)[1] == []
    path.write_bytes(b"")
    journal.write_bytes(kept)
    agrees(names)
    assert agrees(names)[1] == []


def test_the_schema_holds_no_program():
    assert all(statement.startswith(("CREATE TABLE", "CREATE INDEX")) for statement in SCHEMA)
