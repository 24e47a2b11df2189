"""A Redis server of the tests' own, and a look at whether all that an index keeps fits together."""

import shutil
import socket
import subprocess
from contextlib import contextmanager

import pytest

from copydesk.duplicates.redis_records import KINDS, PASSAGE


@contextmanager
def running_server(folder):
    """Start a server on a free port of this machine; gives its port and process."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.fail(
            "these tests start a redis-server; install it with: python scripts/install_redis.py (Debian, as root)"
        )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)]
    process = subprocess.Popen([*command, "--save", "", "--appendonly", "no"], stdout=subprocess.PIPE)
    try:
        # It writes a line when it is ready, and closes its output if it cannot start.
        for line in process.stdout:
            if b"Ready to accept connections" in line:
                break
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(b"PING\r\n")
            assert connection.recv(16) == b"+PONG\r\n"
        yield port, process
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def inconsistencies(index):
    """What of an index does not fit together."""
    client, wrong = index.client, []

    def names(start):
        return {key[len(index.key(start)) :].removeprefix(b":") for key in client.scan_iter(index.key(start) + b":*")}

    held, grams = {}, {}
    articles = names(b"article")
    for name, record in zip(articles, index.articles(list(articles)), strict=True):
        for text in record.all_texts():
            held.setdefault(b":".join(text), set()).add(name)
    listed = set().union(*(client.smembers(index.key(b"origin", name)) for name in names(b"origin")))
    wrong += ["articles and origins differ"] * (listed != articles)
    wrong += ["texts and articles differ"] * (names(b"text") != held.keys())
    wrong += ["places and articles differ"] * (names(b"held") != held.keys())
    wrong += [f"places of {name}" for name, there in held.items() if client.smembers(index.key(b"held", name)) != there]
    for kind in KINDS:
        texts = [(kind, name[2:]) for name in held if name[:1] == kind]
        records = dict(zip(texts, index.texts(texts), strict=True))
        signed = {name + record.mark for (_, name), record in records.items()}
        wrong += [f"signatures of {kind}"] * (set(index.tables[kind].keys.keys()) != signed)
        for table in index.tables[kind].hashtables:
            members = [client.smembers(table.redis_key(value)) for value in table]
            wrong += [f"a bucket of {kind} is empty"] * (not all(members))
            wrong += [f"buckets of {kind}"] * (sorted(key for found in members for key in found) != sorted(signed))
        if kind == PASSAGE:
            for (_, name), record in records.items():
                grams[name] = record.fingerprints
    counted = {}
    for mark in names(b"gram"):
        for member in client.smembers(index.key(b"gram", mark)):
            counted[member] = counted.get(member, 0) + 1
    wrong += ["fingerprints"] * (counted != {name: count for name, count in grams.items() if count})
    return wrong
