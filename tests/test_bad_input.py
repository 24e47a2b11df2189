"""Damaged, hostile and huge input, through the real command: a clear message or a clean result, and nothing else spoilt."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import tracemalloc
from itertools import product
from pathlib import Path

import pytest

from copydesk.articles import Source
from copydesk.engine import Linter
from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from copydesk.run import lint

resource = pytest.importorskip("resource", reason="limits and pipes are those of Unix")

GOOD = "# A bridge\n\nThe town has opened the the bridge to the island again.\n"
CPU_SECONDS = 100  # what no run here may take: quadratic time on these inputs takes many times as long
LOOK_ALIKE = "The council met on a rainy day and said that road number {} would stay as it was for now. "


class Run:
    """What one run of the command gave: status, JSON, standard error, and the most memory it held in MB."""

    def __init__(self, folder: Path, *args: str, drop: tuple[int, ...] = (), seconds: int = 20 * CPU_SECONDS) -> None:
        command = [sys.executable, "-m", "copydesk", "check", "--output-format", "json", "--no-cache", "--jobs", "1"]
        with (
            open(os.devnull, "rb") as nothing,
            subprocess.Popen(
                [*command, *args],
                cwd=folder,
                stdin=nothing,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                preexec_fn=lambda: _limit(drop),  # noqa: PLW1509 - no threads here
                env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
            ) as process,
        ):
            try:
                out, err = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                process.kill()  # else it would be waited for without end
                raise
        self.status = process.returncode
        self.stderr = err.decode()
        assert "Traceback" not in self.stderr, self.stderr
        assert "internal error" not in self.stderr, self.stderr
        self.result = json.loads(out) if out else {}

    @property
    def errors(self) -> dict[str, str]:
        return {error["path"]: error["message"] for error in self.result["errors"]}

    @property
    def files(self) -> dict[str, dict]:
        return {file["path"]: file for file in self.result["files"]}

    def texts(self, path: str, rule: str = "integrity.repeated-word") -> list[str]:
        return [found["text"] for found in self.result["findings"] if (found["path"], found["rule"]) == (path, rule)]


def _limit(capabilities: tuple[int, ...]) -> None:
    """In the child: give up privileges of root, and end where the time is plainly not linear."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    for capability in capabilities:
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.fixture
def folder(tmp_path):
    """A project with one article in which one thing is found."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "good.md").write_text(GOOD)
    return tmp_path


def check_good(run: Run) -> None:
    """The other article is linted whatever stands beside it."""
    assert run.texts("good.md") == ["the the"]


# Damaged files


DAMAGED = {
    "empty.md": b"",
    "empty.html": b"",
    "empty.txt": b"",
    "blank.md": b" \n\t\r\n\x0c",
    "mark-only.txt": b"\xef\xbb\xbf",
    "only-front-matter.md": b"---\ntitle: A bridge\n---\n",
    "only-toml.md": b"+++\ntitle = 'A bridge'\n+++",
    "only-json.md": b'{"title": "A bridge"}',
    "unclosed-yaml.md": b"---\ntitle: A bridge\n\nThey saw the the sea.\n",
    "unclosed-toml.md": b"+++\ntitle = 'A bridge'\n\nThey saw the the sea.\n",
    "unclosed-json.md": b'{"title": "A bridge",\n\nThey saw the the sea.\n',
    "late-nul.md": b"They saw the town. " * 500 + b"They saw \x00 the the sea.\n",
    "utf-16-le.txt": "\ufeffÖl\r\nThey saw the the sea.".encode("utf-16-le"),
    "utf-16-be.html": "\ufeff<p>Öl <p>They saw the the sea.".encode("utf-16-be"),
    "utf-16-odd.md": "\ufeffThey saw the the sea.".encode("utf-16-le") + b"x",
    "latin-1.txt": "Das Öl läuft über. They saw the the sea near the café.".encode("latin-1"),
    "windows-1252.md": "“They saw the the sea”, said Zoë – “near the café”.".encode("cp1252"),
    "invalid.md": "Zoë said: “Öl”. ".encode() * 20 + b"\xff\xfe\x80 They saw the the sea. " + "Zoë.".encode(),
    "cut-off.txt": "They saw the the sea in the café".encode()[:-1],
    "surrogate.md": b'{"title": "A \\ud800 bridge", "sub": "\\udfff"}\nThey saw the the sea.\n',
    "surrogate-bytes.txt": b"They saw \xed\xa0\x80 the the sea.",
    "lone-returns.txt": b"One.\r\rThey saw the the sea.\r",
    "controls.md": bytes(range(1, 32)) + b" They saw the the sea. \x7f\xc2\x85",
}


def test_damaged_files(folder):
    for name, data in DAMAGED.items():
        (folder / name).write_bytes(data)
    for name in ("nul.md", "utf-16-without-mark.txt"):
        (folder / name).write_bytes("They saw the the sea.\x00".encode("utf-16-be"))
    run = Run(folder, ".")
    check_good(run)
    assert run.status == 1
    assert run.errors == {}
    assert set(run.files) == {*DAMAGED, "good.md"}
    assert "nul.md: is binary" in run.stderr
    assert "utf-16-without-mark.txt: is binary" in run.stderr
    for name, data in DAMAGED.items():
        told = b"the the" in data.replace(b"\x00", b"")
        assert run.texts(name) == (["the the"] if told else []), name
    for name in ("only-front-matter.md", "only-toml.md", "only-json.md"):
        assert run.files[name]["title"] == "A bridge"
        assert run.files[name]["words"] == 0


def test_places_in_damaged_files_are_those_of_the_decoded_text(folder):
    for name, encoding in (("invalid.md", "utf-8"), ("windows-1252.md", "cp1252"), ("latin-1.txt", "latin-1")):
        (folder / name).write_bytes(DAMAGED[name])
        found = [one for one in Run(folder, name).result["findings"] if one["rule"] == "integrity.repeated-word"]
        text = DAMAGED[name].decode(encoding, "replace")
        assert [text[one["start"] : one["end"]] for one in found] == ["the the"]


# Huge files


def test_fifty_megabytes_in_one_line(folder):
    line = "".join(map(LOOK_ALIKE.format, range(550_000)))[:50_000_000]
    (folder / "line.txt").write_text(line + " They saw the the sea.")
    run = Run(folder, ".")
    check_good(run)
    assert run.status == 1
    assert run.errors == {}
    assert run.texts("line.txt") == ["the the"]


@pytest.mark.parametrize("suffix", ["md", "txt", "html"])
def test_a_hundred_thousand_paragraphs(folder, suffix):
    text = "".join(f"Line {number} tells of mile {number * 7} on the road.\n\n" for number in range(100_000))
    (folder / f"many.{suffix}").write_text(text.replace("Line", "<p>Line") if suffix == "html" else text)
    run = Run(folder, ".")
    check_good(run)
    assert run.errors == {}
    assert run.files[f"many.{suffix}"]["words"] == 900_000


NESTED = {
    "quotes.md": "> " * 10_000 + "They saw the the sea.",
    "lists.md": "- " * 10_000 + "They saw the the sea.",
    "numbers.md": "1. " * 10_000 + "They saw the the sea.",
    "links.md": "[" * 10_000 + "They saw the the sea." + "](a)" * 10_000,
    "emphasis.md": "*a " * 10_000 + "b*" * 10_000,
    "quotes.html": "<blockquote>" * 10_000 + "They saw the the sea." + "</blockquote>" * 10_000,
    "lists.html": "<ul><li>" * 10_000 + "They saw the the sea." + "</ul>" * 10_000,
    "tables.html": "<table><tr><td>" * 10_000 + "They saw the the sea.",
    "spans.html": "<b><i>" * 10_000 + "They saw the the sea." + "</b></i>" * 10_000,
    "quotes-in.md": "<blockquote>\n\n" * 10_000 + "They saw the the sea.",
    "mapping.md": "---\na: " + "{a: " * 10_000 + "}" * 10_000 + "\n---\nThey saw the the sea.",
    "sequence.md": "---\na: " + "[" * 10_000 + "\n---\nThey saw the the sea.",
    "table.md": "+++\na = " + "[" * 10_000 + "\n+++\nThey saw the the sea.",
    "object.md": '{"a": ' + "[" * 10_000 + "\nThey saw the the sea.",
}


def test_ten_thousand_nested_containers(folder):
    for name, text in NESTED.items():
        (folder / name).write_text(text)
    run = Run(folder, ".")
    check_good(run)
    assert run.status == 1
    assert run.errors == {}
    assert set(run.files) == {*NESTED, "good.md"}
    told = {name for name in NESTED if run.texts(name) == ["the the"]}
    # A parser may leave what is nested past all reason as plain text or as code, but never lose the file.
    assert {"links.md", "quotes.html", "lists.html", "tables.html", "spans.html"} <= told


# Hostile text

FORMATS = ("md", "mdx", "html", "txt")
UNITS = {
    "tag": "<a ",
    "comment": "<!--",
    "declaration": "<![x",
    "bracket": "[",
    "tick": "`",
    "star": "*",
    "pipe": "|",
    "image": "![",
    "quote": '"',
    "curly": "“",
    "guillemet": "«",
    "open-tag": "<b>",
    "end-tag": "</p>",
    "paragraphs": "<p>text",
    "items": "<li>a<ul>",
    "cells": "<table><td>a",
    "expressions": "{a",
    "templates": "{{ a {% b ",
    "directives": ":::a\n",
    "formula": "$a ",
    "ideographs": "漢。",
    "blanks": " ",
    "lines": "a\n",
    "rows": "|a|\n|-|\n",
    "fences": "```\n",
    "ticks": "`a``",
    "address": "http://",
    "entity": "&amp",
    "rules": "---\n",
    "stars": "**a",
    "footnotes": "[^a]: x\n",
    "ignored": "<!-- copydesk: ignore -->\n",
    "returns": "\r",
    "feeds": "\f",
    "verse": "The sea is wide and deep,\n",
    "byline": "By Jane Doe\n",
    "initials": "J. ",
    "elements": "<Tab>\n  a\n",
    "conditions": "{% if a %}<p>b",
}


def hostile(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


@pytest.mark.parametrize("suffix", FORMATS)
def test_two_hundred_kilobytes_of_one_mark(folder, suffix):
    for name, unit in UNITS.items():
        (folder / f"{name}.{suffix}").write_text(hostile(unit, 200_000))
    run = Run(folder, ".")
    check_good(run)
    assert run.status == 1
    assert run.errors == {}
    assert len(run.files) == len(UNITS) + 1


@pytest.mark.parametrize("name", ["declaration", "tick", "curly", "guillemet", "ideographs", "quote", "blanks"])
def test_a_megabyte_of_one_mark(folder, name):
    """What takes quadratic time inside a library, where no call counts it, would take minutes here."""
    (folder / f"{name}.txt").write_text(hostile(UNITS[name], 1_000_000))
    run = Run(folder, ".")
    check_good(run)
    assert run.errors == {}


@pytest.fixture(scope="module")
def linter() -> Linter:
    made = Linter(make_plan([], RunOptions(isolated=True)).groups)
    made.examine(Source("a.md", GOOD * 3), across=True)  # load what is loaded once
    return made


def calls(linter: Linter, path: str, text: str) -> int:
    """How many functions are called to examine a text, built-in ones too."""
    count = 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        examined = linter.examine(Source(path, text), across=True)
    finally:
        sys.setprofile(None)
    assert examined.errors == []
    return count


@pytest.mark.parametrize(("name", "suffix"), list(product(UNITS, FORMATS)))
def test_the_work_grows_like_the_text(linter, name, suffix):
    small, large = (calls(linter, f"a.{suffix}", hostile(UNITS[name], size)) for size in (4_000, 16_000))
    assert large <= 5.5 * small + 2_000


SHAPES = {
    "line.md": lambda n: LOOK_ALIKE * n,
    "paragraphs.txt": lambda n: "".join(f"{LOOK_ALIKE.format(i)}\n\n" for i in range(n)),
    "wrapped.txt": lambda n: "".join(f"{LOOK_ALIKE.format(i)[:70]}\n" for i in range(n)),
    "short.md": lambda n: "".join(f"Line {i}\n\n" for i in range(8 * n)),
    "same.html": lambda n: f"<p>{LOOK_ALIKE}" * n,
    "headings.md": lambda n: "".join(f"## Part {i}\n\n{LOOK_ALIKE.format(i)}\n\n" for i in range(n)),
    "cells.md": lambda n: "| a | b |\n|---|---|\n" + "| some cell | some other cell, é |\n" * n,
    "row.md": lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n|" + "b é|" * n,
    "quotes.txt": lambda n: "".join(f"“We saw road {i} on that day,” he said.\n\n" for i in range(n)),
    "unsourced.md": lambda n: "".join(f"“We will not leave it at that, no. {i}”\n\n" for i in range(n)),
    "title.md": lambda n: "# A fine title for all of it\n\n" + "A fine title for all of it and more\n\n" * n,
    "footer.txt": lambda n: f"{LOOK_ALIKE}\n\n" + "Share this\n\n" * n,
    "front.md": lambda n: "---\n" + "".join(f"k{i}: a value\n" for i in range(n)) + "---\ntext",
    "nested-front.md": lambda n: "---\nk:\n" + "".join(f"  k{i}: [a, {{b: c}}]\n" for i in range(n)) + "---\ntext",
    "json-front.md": lambda n: "{" + ",".join(f'"k{i}": "v \\u00e9 {i}"' for i in range(n)) + "}\ntext",
    "html-in.md": lambda n: "<div>\n\nsome text, é, here\n\n</div>\n\n" * n,
    "broken.md": lambda n: "The the {% x %} {{< a >}} <B/> {b} é\n\n" * n,
    "two.txt": lambda n: "The the " * n,
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_work_grows_like_the_number_of_blocks(linter, name):
    small, large = (calls(linter, name, SHAPES[name](count)) for count in (100, 400))
    assert large <= 5.5 * small + 2_000


@pytest.mark.parametrize("name", SHAPES)
def test_memory_grows_like_the_text(linter, name):
    peaks = []
    for count in (150, 600):
        source = Source(name, SHAPES[name](count))
        tracemalloc.start()
        try:
            linter.examine(source, across=True)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] <= 5.5 * peaks[0] + 1_000_000


# Files that cannot be read


def test_a_folder_that_links_to_itself(folder):
    (folder / "sub").mkdir()
    os.symlink("..", folder / "sub" / "up")
    os.symlink("sub", folder / "posts")
    os.symlink("loop", folder / "loop")
    run = Run(folder, ".")
    assert (run.status, run.errors, set(run.files)) == (1, {}, {"good.md"})
    run = Run(folder, "loop", "good.md")
    check_good(run)
    assert run.status == 2
    assert list(run.errors) == ["loop"]


def test_a_link_that_leaves_the_project(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text("They saw the the sea.\n")
    os.symlink(outside, folder / "away.md")
    os.symlink(outside.parent, folder / "posts")
    run = Run(folder, ".")
    check_good(run)
    assert (run.status, run.errors, set(run.files)) == (1, {}, {"good.md"})
    assert "away.md: is a link that leaves the project and is not followed" in run.stderr
    for path in ("away.md", "posts", "posts/secret.md"):
        run = Run(folder, path, "good.md")
        check_good(run)
        assert run.status == 2
        assert run.errors == {path: "is a link that leaves the project and is not followed"}
        assert set(run.files) == {"good.md"}


def test_an_unreadable_file(folder):
    (folder / "secret.md").write_text("They saw the the sea.\n")
    (folder / "secret.md").chmod(0)
    (folder / "closed").mkdir()
    (folder / "closed").chmod(0)
    root_may_read_everything = (1, 2) if os.geteuid() == 0 else ()  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    try:
        run = Run(folder, "--exit-zero", ".", drop=root_may_read_everything)
    finally:
        (folder / "closed").chmod(0o700)
    check_good(run)
    assert run.status == 2
    assert run.errors["secret.md"] == "cannot be read: Permission denied"
    assert list(run.errors) == ["closed", "secret.md"]


def test_a_file_deleted_during_the_run(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "a.md").write_text(GOOD * 2)
    (folder / "gone.md").write_text(GOOD * 2)
    plan = make_plan(["."], RunOptions(isolated=True))
    (folder / "gone.md").unlink()
    result = lint(plan.sources, plan.groups, jobs=1)
    assert [(note.path, note.message) for note in result.notes] == [("gone.md", "vanished before it was read")]
    assert [file.path for file in result.files] == ["a.md", "good.md"]
    assert result.errors == ()


def test_a_file_deleted_between_reading_and_comparing(folder, monkeypatch):
    monkeypatch.chdir(folder)
    copied = "\n\n".join(LOOK_ALIKE.format(number) * 3 for number in range(3))
    (folder / "a.md").write_text(copied)
    (folder / "b.md").write_text(copied)
    plan = make_plan(["."], RunOptions(isolated=True))

    def delete(done: int) -> None:
        if done == len(plan.sources):
            (folder / "b.md").unlink()

    result = lint(plan.sources, plan.groups, jobs=1, progress=delete)
    assert [file.path for file in result.files] == ["a.md", "b.md", "good.md"]
    assert {"a.md"} <= {finding.path for finding in result.findings}
    assert result.errors == ()


def test_a_pipe_and_a_device(folder):
    os.mkfifo(folder / "pipe.md")
    run = Run(folder, ".", os.devnull, seconds=CPU_SECONDS)
    check_good(run)
    assert run.status == 2
    assert run.errors == {"pipe.md": "not a regular file", os.devnull: "not a regular file"}


# Rule files


def rules(folder: Path, **files: str) -> None:
    style = folder / "styles" / "Own"
    style.mkdir(parents=True)
    (folder / "copydesk.yml").write_text("rule-folders: [styles]\n")
    for name, text in files.items():
        (style / f"{name}.yml").write_text(text)


def test_a_rule_file_with_an_alias_bomb(folder):
    bomb = "extends: existence\nmessage: No\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    rules(folder, Bomb=f"{bomb}tokens: *a11\n")
    run = Run(folder, ".")
    assert run.status == 2
    assert "Own/Bomb.yml" in run.stderr
    assert "aliases stand for too much" in run.stderr


@pytest.mark.parametrize("pattern", ["(a+)+$", "(?=a)(a+)+$", r"(a+)+\1b"])
def test_a_pattern_that_backtracks_without_end(folder, pattern):
    rules(folder, Evil=f"extends: existence\nmessage: Evil\nnonword: true\nraw:\n  - '{pattern}'\n")
    (folder / "many.txt").write_text("".join(f"{'a' * 60}! and {number}\n\n" for number in range(10_000)))
    run = Run(folder, ".")
    check_good(run)
    assert set(run.files) == {"good.md", "many.txt"}
    assert run.status == (2 if run.errors else 1)
    assert all("takes too long and was given up" in message for message in run.errors.values())


def test_a_rule_file_of_five_megabytes(folder):
    tokens = "".join(f"  - some phrase {number}\n" for number in range(230_000))
    rules(folder, Big=f"extends: existence\nmessage: Big\ntokens:\n{tokens}")
    assert (folder / "styles" / "Own" / "Big.yml").stat().st_size > 5_000_000
    (folder / "one.md").write_text("Here is some phrase 229999 to find.\n")
    run = Run(folder, ".")
    check_good(run)
    assert run.status == 1
    assert run.texts("one.md", "Own.Big") == ["some phrase 229999"]


def test_a_rule_file_that_is_too_large(folder):
    rules(folder, Huge="# " + "x" * 11_000_000)
    run = Run(folder, ".")
    assert run.status == 2
    assert "the file is larger than 10 MB" in run.stderr
