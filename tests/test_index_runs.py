"""Runs that are killed, and several at once, leave an index that gives the right answer."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from copydesk.plan import project_here
from copydesk.planner import RunOptions
from work_trees import IDENTITY, Writer, agrees, commit, put, repository

COMMAND = (sys.executable, "-m", "copydesk")
CHECK = (*COMMAND, "check", "--select", "duplication", "--output-format", "concise", "--jobs", "1")


@pytest.fixture
def site(tmp_path, monkeypatch) -> tuple[Path, list[str], Writer]:
    """A repository of thirty articles."""
    root = repository(tmp_path / "site")
    writer = Writer(6)
    names = writer.fill(root, 30)
    commit(root)
    monkeypatch.chdir(root)
    return root, names, writer


def start(command):
    return subprocess.Popen(
        command, env={**os.environ, **IDENTITY}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("command", [(*COMMAND, "index", "build"), CHECK], ids=["build", "check"])
def test_a_run_that_is_killed_leaves_nothing_wrong(site, command):
    root, names, writer = site
    rng = random.Random(7)
    focus = names[:4]
    arguments = command if "build" in command else (*command, *focus)
    subprocess.run(arguments, env={**os.environ, **IDENTITY}, capture_output=True, check=False)
    began = time.monotonic()
    subprocess.run(arguments, env={**os.environ, **IDENTITY}, capture_output=True, check=False)
    lasts = time.monotonic() - began
    killed = 0
    for _ in range(50):
        for name in rng.sample(names, 8):
            put(root, name, writer.article(names))
        run = start(arguments)
        try:
            # Most of a run is spent before and after the index is written: aim at the later part.
            run.communicate(timeout=lasts * rng.uniform(0.2, 1))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.communicate()
            killed += 1
        _, notes = agrees(focus)
        assert notes == []
    assert killed >= 10
    project, _ = project_here(RunOptions())
    assert project is not None
    project.build()
    left = [entry for entry in os.listdir(root / ".copydesk_cache") if ".cdx" in entry]
    assert len(left) == 1, left


def test_many_runs_at_once_over_a_project_that_changes(site):
    root, names, writer = site
    rng = random.Random(8)
    for _ in range(4):
        runs = [start((*CHECK, *rng.sample(names, 4))) for _ in range(4)]
        runs.append(start((*COMMAND, "index", "build")))
        for name in rng.sample(names, 6):
            put(root, name, writer.article(names))
        for run in runs:
            _, errors = run.communicate()
            assert run.returncode in (0, 1), errors
            assert "Traceback" not in errors
        _, notes = agrees(names[:6])
        assert notes == []
    for name in names:
        assert agrees([name])[1] == []


def test_runs_at_once_on_the_same_articles_say_the_same(site):
    _, names, _ = site
    commands = [(*CHECK, *names[:5]) for _ in range(4)]
    said = {(run.communicate(), run.returncode) for run in [start(command) for command in commands]}
    assert len(said) == 1
