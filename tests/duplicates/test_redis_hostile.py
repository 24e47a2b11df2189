"""What others can have written to a shared index."""

import os
import pickle

import pytest
from redis_machines import COUNCIL, HARBOUR, NEAR, command, facts_of, folded

from copydesk.duplicates.redis_address import read_address
from copydesk.duplicates.redis_index import RedisIndex
from copydesk.duplicates.redis_records import (
    KINDS,
    PASSAGE,
    SharedIndexError,
    article_name,
    article_record,
    article_stamp,
)
from copydesk.duplicates.redis_write import put

pytest.importorskip("redis", reason="the extra redis is not installed")


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
