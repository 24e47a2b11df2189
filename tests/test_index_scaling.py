"""Work grows with the project, not with its square, however much of it is alike: counted in calls, not in time."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from test_startup import HEAVY, modules_of
from work_trees import IDENTITY, Writer, commit, git, put, report, repository

PARAGRAPH = "The ferry leaves the old harbour at seven and comes back at noon with fish, bread, letters and two goats."
LONG = " ".join(f"word{number} of{number * 7 % 61}" for number in range(40))
NOTE = "This page is kept by the people of the harbour office, who answer letters on every second Monday of a month."


def copies(count):
    """One paragraph in so many articles."""
    for number in range(count):
        yield f"a{number}.md", f"# Title of article number {number}\n\nOwn words {number} of it.\n\n{PARAGRAPH}\n"


def identical(count):
    """So many articles that are the same."""
    for number in range(count):
        yield f"a{number}.md", f"# One title for all of them\n\n{PARAGRAPH}\n\n{LONG}.\n\n{NOTE}\n"


def near(count):
    """So many paragraphs that are nearly the same; 2,000 take a minute."""
    for number in range(count):
        words = LONG.split()
        words.insert(number % len(words), f"inserted{number}")
        yield f"a{number}.md", f"# Title of article number {number}\n\n{' '.join(words)}.\n"


def versions(count):
    """Pages in five versions that share a note."""
    for number in range(count // 5):
        for version in range(5):
            folder = f"versioned_docs/version-{version}" if version else "docs"
            text = f"# Page {number} of the handbook\n\nText of page{number} only.\n\n{NOTE}\n"
            yield f"{folder}/p{number}.md", text


def calls(work):
    """How many functions of Python are called in some work."""
    count = 0

    def profile(_frame, event, _argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


SIZES = {copies: 5000, identical: 5000, near: int(os.environ.get("NEAR", "1000")), versions: 2500}


@pytest.mark.parametrize("make", SIZES, ids=lambda make: make.__name__)
def test_work_is_linear(tmp_path, monkeypatch, make):
    counted = {}
    large = SIZES[make]
    for size in (large // 2, large):
        root = repository(tmp_path / str(size))
        monkeypatch.chdir(root)
        names = []
        for name, text in make(size):
            put(root, name, text)
            names.append(name)
        commit(root)
        cut = names[:: size // 8][:8]
        found = {}

        def run(key, paths, found=found, **options):
            found[key] = json.loads(report(paths, **options)[0])["findings"]

        run("built", cut)
        counted[size] = [
            calls(lambda run=run: run("whole", ["."])),
            calls(lambda run=run, cut=cut: run("memory", cut, no_cache=True)),
            calls(lambda run=run, cut=cut: run("index", cut)),
        ]
        assert found["memory"] == found["index"] == found["built"]
        assert found["memory"] == [finding for finding in found["whole"] if finding["path"] in cut]
        assert found["memory"] or make is versions
    for small, big in zip(counted[large // 2], counted[large], strict=True):
        assert big < 3 * small, counted


LIGHT = HEAVY | {"subprocess", "json", "hashlib", "concurrent.futures"}


def test_a_hook_loads_little_and_asks_git_once(tmp_path, monkeypatch):
    root = repository(tmp_path / "site")
    names = Writer(9).fill(root, 30)
    put(root, "copydesk.yml", "profile: articles\n")
    commit(root)
    monkeypatch.chdir(root)
    command = ("check", "--select", "duplication", "--exit-zero", *names[:3])
    modules_of(*command)
    put(root, names[0], (root / names[1]).read_bytes())
    for _ in range(2):
        loaded = modules_of(*command)
        assert "copydesk.duplicates.index_texts" in loaded
        # The command that lists the modules loads json itself.
        assert not (LIGHT - {"json"}) & loaded
    folder = tmp_path / "bin"
    folder.mkdir()
    where = git(root, "--exec-path")
    wrapper = put(folder, "git", f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\nexec {where}/git "$@"\n')
    wrapper.chmod(0o755)
    for changed in (False, True):
        (tmp_path / "asked").write_text("")
        if changed:
            put(root, names[1], (root / names[2]).read_bytes())
        subprocess.run(
            (sys.executable, "-m", "copydesk", *command),
            env={**os.environ, **IDENTITY, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            check=True,
        )
        assert len((tmp_path / "asked").read_text().splitlines()) == 1
