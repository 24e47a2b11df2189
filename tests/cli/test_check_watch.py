"""`copydesk check --watch` as a process of its own, beside somebody who writes."""

from __future__ import annotations

import os
import pty
import queue
import signal
import subprocess
import sys
import threading
import time

import pytest

from copydesk.planner import RunOptions
from copydesk.watched import look
from work_trees import commit, git, put, repository

COPYDESK = [str(os.path.join(os.path.dirname(sys.executable), "copydesk"))]
BAD = "# A title\n\nThe the end of it.\n"
GOOD = "# A title\n\nThe end of it.\n"
FOUND = "integrity.repeated-word"
DEADLINE = 60  # seconds; only a run that hangs comes near


def _minds_interrupts() -> None:
    """Tests that a shell runs in the background ignore Ctrl-C, and so does what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watch:
    """A run of `check --watch`, and what it says."""

    def __init__(self, *arguments: str, terminal: bool = False, **environment: str) -> None:
        command = [*COPYDESK, "check", "--watch", "--output-format", "concise", "--select", "repeated-word", *arguments]
        if terminal:
            reader, writer = pty.openpty()
        else:
            reader, writer = os.pipe()
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=writer,
            stderr=writer,
            env={**os.environ, **environment},
            preexec_fn=_minds_interrupts,  # noqa: PLW1509 - all it does is to set a handler
        )
        os.close(writer)
        self.lines: queue.Queue[str | None] = queue.Queue()
        self.reader = threading.Thread(target=self._read, args=(reader,), daemon=True)
        self.reader.start()

    def _read(self, descriptor: int) -> None:
        with os.fdopen(descriptor, "rb") as stream:
            try:
                for line in stream:
                    self.lines.put(line.decode())
            except OSError:  # the other end of a terminal has gone
                pass
        self.lines.put(None)

    def until_waiting(self) -> str:
        """All that is said until it waits for changes."""
        said = ""
        end = time.monotonic() + DEADLINE
        while True:
            line = self.lines.get(timeout=max(0.0, end - time.monotonic()))
            assert line is not None, f"it has ended: {said}"
            if "waiting for changes" in line:
                return said
            said += line

    def until(self, text: str) -> str:
        """All that is said until a run that says something; one before it may have met a file half written."""
        said = ""
        while text not in said:
            said += self.until_waiting()
        return said

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(DEADLINE)
        self.reader.join(DEADLINE)
        return status


@pytest.fixture
def site(tmp_path, monkeypatch):
    pytest.importorskip("watchfiles")
    root = repository(tmp_path / "site")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def start():
    """Starts runs, which end with the test."""
    runs: list[Watch] = []

    def begin(*arguments: str, **options) -> Watch:
        runs.append(Watch(*arguments, **options))
        return runs[-1]

    yield begin
    for run in runs:
        run.process.kill()
        run.process.wait()


def replace(path, text):
    """Write as editors do: beside the file, and then in its place."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text)
    os.replace(beside, path)


def test_whatever_happens_to_articles_is_seen(site, start):
    one = put(site, "one.md", BAD)
    put(site, "posts/two.md", GOOD)
    run = start()
    run.until(f"one.md:3:1: warning {FOUND}")

    replace(one, GOOD)
    said = run.until_waiting()
    assert said.startswith("copydesk: one.md has changed\n")
    assert FOUND not in said
    one.write_text(BAD)  # in place
    run.until(FOUND)
    put(site, "posts/three.md", BAD)
    run.until("posts/three.md:3:1")
    (site / "posts" / "three.md").unlink()
    said = run.until_waiting()
    assert said.startswith("copydesk: posts/three.md has gone\n")
    assert "posts/three.md:3:1" not in said
    put(site, "new/deep/er/four.md", BAD)
    run.until("new/deep/er/four.md:3:1")
    (site / "new").rename(site / "old")
    said = run.until("old/deep/er/four.md:3:1")
    assert "new/deep/er/four.md:3:1" not in said
    put(site, "old/deep/er/five.md", BAD)
    run.until("old/deep/er/five.md:3:1")
    assert run.stop() == 130
    assert run.lines.get_nowait() is None, "nothing is said about having been stopped"


def test_what_is_wrong_with_a_configuration_or_a_rule_is_told_and_can_be_mended(site, start):
    put(site, "posts/one.md", BAD)
    config = put(site, "copydesk.yml", "rules: [\n")
    run = start()
    run.until("copydesk: copydesk.yml:")
    config.write_text("extends: [house.copydesk.yml]\nrule-folders: [styles]\n")
    run.until("house.copydesk.yml")
    put(site, "house.copydesk.yml", "profle: docs\n")
    run.until("did you mean 'profile'?")
    put(site, "house.copydesk.yml", "profile: docs\n")
    run.until("the rule folder 'styles' is no folder")
    rule = put(site, "styles/Own/Words.yml", "extends: existence\nmessage: Not this\ntokns: [end]\n")
    run.until("did you mean 'tokens'?")
    replace(rule, "extends: existence\nmessage: Not this\ntokens: [end]\n")
    said = run.until_waiting()
    assert FOUND in said
    put(site, "posts/copydesk.yml", "rules: {repeated-word: off}\nselect: [title-length]\n")
    run.until_waiting()
    (site / "posts" / "copydesk.yml").unlink()
    run.until("copydesk: posts/copydesk.yml has gone\n")
    rule.write_text("extends: existence\nmessage: Not that\ntokens: [end]\n")
    run.until("copydesk: styles/Own/Words.yml has changed\n")
    assert run.stop() == 130


def test_only_what_the_run_reads_starts_another_one(site, start):
    put(site, ".gitignore", "ignored/\n")
    put(site, "copydesk.yml", "exclude: [drafts]\n")
    put(site, "one.md", GOOD)
    run = start("--output-format", "markdown=report.md", "--cache-dir", "kept")
    run.until_waiting()
    assert (site / "report.md").exists()
    put(site, "ignored/a.md", BAD)
    put(site, "drafts/a.md", BAD)
    put(site, "node_modules/a.md", BAD)
    put(site, "note.rst", BAD)
    put(site, "_data/menu.yml", "a: b\n")
    put(site, "report.md", "## copydesk\n\nAn older one.\n")
    put(site, "kept/any.md", BAD)
    put(site, ".git/a.md", BAD)
    put(site, "one.md", BAD)
    said = run.until(FOUND)
    assert {line for line in said.splitlines() if "changed" in line} == {"copydesk: one.md has changed"}


def test_files_named_outright(site, start):
    one = put(site, "posts/one.txt", BAD)
    put(site, "posts/two.md", BAD)
    run = start("posts/one.txt", "later/three.md")
    run.until("error: later/three.md: no such file or folder")
    put(site, "posts/two.md", GOOD)
    replace(one, GOOD)
    said = run.until_waiting()
    assert said.startswith("copydesk: posts/one.txt has changed\n")
    one.unlink()
    run.until("error: posts/one.txt: no such file or folder")
    one.write_text(BAD)
    run.until("posts/one.txt:3:1")


def test_polling_and_a_branch(site, start):
    put(site, "one.md", BAD)
    commit(site)
    git(site, "checkout", "--quiet", "-b", "work")
    put(site, "one.md", BAD + "\nMore of it.\n")
    run = start("--since", "main", WATCHFILES_FORCE_POLLING="1")
    assert FOUND not in run.until_waiting()
    put(site, "two.md", BAD)
    said = run.until("two.md:3:1")
    assert "one.md" not in said


def test_a_baseline(site, start):
    one = put(site, "one.md", BAD)
    baseline = put(site, "known.baseline", "# copydesk baseline 1\n")
    run = start("--baseline", "known.baseline")
    run.until(FOUND)
    subprocess.run([*COPYDESK, "baseline", "update", "--baseline", "made.baseline"], check=True, capture_output=True)
    (site / "made.baseline").replace(baseline)
    said = run.until_waiting()
    assert said.startswith("copydesk: known.baseline has changed\n")
    assert FOUND not in said
    replace(one, BAD + "\nAnd of of this.\n")
    run.until("one.md:5:5")


def test_a_terminal_is_cleared_and_nothing_else(site, start):
    put(site, "one.md", BAD)
    run = start(terminal=True)
    assert "\x1b[2J" not in run.until_waiting()
    put(site, "one.md", GOOD)
    assert run.until_waiting().startswith("\x1b[H\x1b[2Jcopydesk: one.md has changed")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-",), "--watch looks at files"),
        (("--fix",), "--watch goes without --fix: "),
        (("--add-ignores", "a reason"), "--watch goes without --add-ignores: "),
        (("--staged",), "--watch goes without --staged: "),
        (("--config-from", "HEAD"), "--watch goes without --config-from: "),
        (("--show-files",), "--watch goes without --show-files: "),
        (("--output-format", "jsn"), "did you mean 'json'?"),
    ],
)
def test_what_goes_not_with_it(site, arguments, message):
    put(site, "one.md", BAD)
    done = subprocess.run(
        [*COPYDESK, "check", "--watch", *arguments], input="", capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert message in done.stderr


def test_without_the_package_the_command_that_installs_it_is_told(site):
    put(site, "one.md", BAD)
    run = "import sys\nsys.modules['watchfiles'] = None\nfrom copydesk.cli.main import run\nrun()\n"
    done = subprocess.run(
        [sys.executable, "-c", run, "check", "--watch"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "pip install 'copydesk[watch]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_look_names_each_file_that_a_run_depends_on(site):
    put(site, "copydesk.yml", "rule-folders: [styles]\nbaseline: known.baseline\nexclude: [drafts]\n")
    put(site, "styles/Own/Words.yml", "extends: existence\nmessage: Not this\ntokens: [end]\n")
    put(site, "known.baseline", "")
    put(site, "one.md", BAD)
    put(site, "drafts/two.md", BAD)
    seen = look(["."], RunOptions(no_cache=True))
    there = {os.path.relpath(path) for path, stamp in seen.files.items() if stamp is not None}
    assert there == {"copydesk.yml", "styles/Own/Words.yml", "known.baseline", "one.md"}
    assert str(site) in seen.folders
    assert not {path for path in seen.folders if ".git" in path or "drafts" in path}
