"""What others can have written to a shared index."""

import json
import os
import pickle
import subprocess
import zlib

import pytest
from redis_machines import COUNCIL, HARBOUR, NEAR, command, facts_of, folded

from copydesk.duplicates.redis_address import read_address
from copydesk.duplicates.redis_index import RedisIndex
from copydesk.duplicates.redis_records import (
    KINDS,
    PASSAGE,
    ArticleRecord,
    SharedIndexError,
    article_name,
    article_record,
    article_stamp,
    text_name,
)
from copydesk.duplicates.redis_write import put

pytest.importorskip("redis", reason="the extra redis is not installed")
pytest_plugins = ["redis_fixtures"]


def test_names_of_others_are_shown_harmlessly(index, url, machines):
    _, second = machines
    second.write("b.md", COUNCIL)
    articles = {"::error::x\x1b[2J\u202e.md": (b"x" * 16, facts_of([folded(COUNCIL)]))}
    put(index, "\x1b]0;evil\x07", articles)
    done = command(second.root, "check", "--index", url)
    assert r"\x1b]0;evil\x07:::error::x\x1b[2J\u202e.md" in done.stdout.replace("\\u001b", "\\x1b").replace(
        "\\u0007", "\\x07"
    )
    assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout)


class Trap:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (self.path,)


def test_nothing_is_unpickled(url, machines, tmp_path, monkeypatch):
    first, second = machines
    first.write("a.md", COUNCIL)
    second.write("b.md", NEAR)
    index = RedisIndex(read_address(url))
    assert not any(index.tables[kind].prepickle for kind in KINDS)

    def refuse(*_, **__):
        raise AssertionError("pickle is used")

    for name in ("loads", "load", "dumps", "dump", "Unpickler", "Pickler"):
        monkeypatch.setattr(pickle, name, refuse)
    first.found(url)
    assert second.found(url)
    first.write("a.md", HARBOUR)
    assert first.found(url) == set()
    monkeypatch.undo()

    trap = tmp_path / "trap"
    bomb = pickle.dumps(Trap(str(trap)))
    client = index.client
    for key in client.scan_iter("*"):
        if client.type(key) == b"set":
            client.sadd(key, bomb)
    assert command(second.root, "check", "--index", url).returncode == 0, "what belongs to no text is passed over"
    said = []
    for kept in ("article", "text"):
        for key in client.scan_iter(f"*:{kept}:*"):
            client.set(key, bomb)
        for arguments in (("check",), ("index", "clear")):
            done = command(second.root, *arguments, "--index", url)
            said.append((done.returncode, "it is damaged" in done.stderr, "Traceback" in done.stderr))
    assert said == [(2, True, False)] * 4
    assert not trap.exists()
    index.close()


@pytest.mark.parametrize(
    "data", [b"", b"x" * 16, b"x" * 16 + b"[[", b"x" * 60, pickle.dumps([1]), b"\x78\x9c" + b"\0" * 30]
)
def test_damage_is_said(url, data):
    index = RedisIndex(read_address(url))
    record, texts = article_record(article_stamp(b"1", "1"), facts_of([folded(COUNCIL)]))
    put(index, "there", {"a.md": (record.stamp, facts_of([folded(COUNCIL)]))})
    name = article_name("there", "a.md")
    (text,) = texts[PASSAGE]
    for key, ask in (
        (index.key(b"article", name), lambda: index.articles([name])),
        (index.key(b"text", PASSAGE, text), lambda: index.texts([(PASSAGE, text)])),
    ):
        index.client.set(key, data)
        with pytest.raises(SharedIndexError, match="damaged"):
            ask()
    index.client.delete(index.key(b"text", PASSAGE, text))
    index.client.lpush(index.key(b"text", PASSAGE, text), data)
    with pytest.raises(SharedIndexError, match="wrong kind of value"):
        index.texts([(PASSAGE, text)])
    index.close()


def test_a_command_that_fails_is_not_shown(url, machines):
    first, _ = machines
    first.write("a.md", COUNCIL)
    index = RedisIndex(read_address(url))
    index.client.set(index.key(b"origin", b"first"), b"x")
    done = command(first.root, "check", "--index", url)
    assert done.returncode == 2
    assert "cannot be used: WRONGTYPE Operation against a key" in done.stderr
    index.close()


def planted(index, *paths):
    """Give the index articles of `first` that hold what its `b.md` holds."""
    record = index.client.get(index.key(b"article", b"first\0b.md"))
    for path in paths:
        name = b"first\0" + os.fsencode(path)
        index.client.set(index.key(b"article", name), record)
        for key in index.client.scan_iter(index.key(b"held") + b":*"):
            index.client.sadd(key, name)


def words_kept(index):
    keys = list(index.client.scan_iter(index.key(b"text", PASSAGE) + b":*"))
    names = [(PASSAGE, key.removeprefix(index.key(b"text", PASSAGE) + b":")) for key in keys]
    return {text.text for text in index.texts(names)}


@pytest.mark.parametrize("in_git", [False, True])
def test_no_file_is_put_in_that_a_run_on_everything_would_not_read(url, machines, tmp_path, in_git):
    first, _ = machines
    if in_git:
        subprocess.run(["git", "init", "--quiet", str(first.root)], check=True)
        secret_in_git = [".git/note.md"]
    else:
        secret_in_git = []
    first.write("copydesk.yml")
    (first.root / "copydesk.yml").write_text("exclude: [drafts/]\n")
    (first.root / ".gitignore").write_text("ignored.md\n")
    first.write("a.md", COUNCIL)
    first.write("b.md", COUNCIL)
    url = f"{url}?origin=first"
    first.found(url, "b.md")
    inside = ["drafts/x.md", "notes.cfg", "ignored.md", *secret_in_git]
    outside = tmp_path / "private.md"
    for path in [*inside, outside]:
        first.write(path, HARBOUR)
    index = RedisIndex(read_address(url))
    planted(index, *inside, outside, "../private.md", "./drafts/x.md", "", ".", "a\0b.md", "b.md/", "/dev/zero")
    assert {place[2] for place in first.found(url, "a.md")} == {"b.md"}
    assert words_kept(index) == {" ".join(folded(COUNCIL))}
    index.close()


def test_a_text_that_is_missing_is_said(url, machines):
    first, second = machines
    first.write("a.md", COUNCIL)
    second.write("b.md", COUNCIL, HARBOUR)
    second.found(url)
    index = RedisIndex(read_address(url))
    index.client.delete(index.key(b"text", PASSAGE, text_name(" ".join(folded(HARBOUR)))))
    done = command(first.root, "check", "--index", url)
    assert done.returncode == 2
    assert "texts of articles are missing in it" in done.stderr
    index.close()


def test_articles_that_would_be_shown_alike_are_told_apart(index, url, machines):
    first, _ = machines
    put(index, "x:y", {"a.md": (b"x" * 16, facts_of([folded(HARBOUR), folded(COUNCIL)]))})
    put(index, "x", {"y:a.md": (b"x" * 16, facts_of([folded(COUNCIL)]))})
    first.write("b.md", COUNCIL)
    assert first.found(url) == {("b.md", 3, "x:y:a.md", 1, "", True), ("b.md", 3, ":x:y:a.md", 2, "", True)}


@pytest.mark.parametrize(
    "passages", [[[1, 2, 3, 4, 5, 6]], [[1, 2, 3, 4, 5, 6, "paragraph"]], [[]], {"a": 1}, "abc", 1, None, [None]]
)
def test_an_article_of_another_shape_is_damage(passages):
    record, _ = article_record(b"x" * 16, facts_of([folded(COUNCIL)]))
    data = json.loads(zlib.decompress(record.packed()[16:]))
    with pytest.raises(SharedIndexError, match="damaged"):
        ArticleRecord.unpacked(b"x" * 16 + zlib.compress(json.dumps({**data, "passages": passages}).encode()))
