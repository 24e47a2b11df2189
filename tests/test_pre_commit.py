"""A real pre-commit run in a repository that uses this one as the source of its hook."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BAD = "---\ntitle: The council keeps the library\n---\n\nThe council keeps the library\n\nIt voted late on Tuesday.\n"
GOOD = "---\ntitle: The council keeps the library\n---\n\nIt voted late on Tuesday.\n"
FILES = 4000
HOOK = "repos:\n  - repo: {source}\n    rev: {revision}\n    hooks:\n      - id: copydesk\n"


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))}
    return subprocess.run(
        command, cwd=cwd, env={**kept, **environment}, capture_output=True, encoding="utf-8", check=False
    )


def git(*arguments: str, cwd: Path) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    done = run("git", *identity, *arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def hook_source(tmp_path_factory) -> tuple[Path, str]:
    """A repository with what this checkout would commit, and its revision."""
    source = tmp_path_factory.mktemp("source")
    for name in ("linter", "rules", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".pre-commit-hooks.yaml"):
        origin = ROOT / name
        if origin.is_dir():
            shutil.copytree(origin, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(origin, source / name)
    git("init", "--quiet", cwd=source)
    git("add", "--all", cwd=source)
    git("commit", "--quiet", "--message", "Hook source", cwd=source)
    return source, git("rev-parse", "HEAD", cwd=source)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """Where pre-commit keeps what it has installed."""
    return tmp_path_factory.mktemp("home")


def test_the_hook_fails_on_a_bad_article_and_passes_on_a_good_one(hook_source, home, tmp_path):
    source, revision = hook_source
    site = tmp_path / "site"
    site.mkdir()
    git("init", "--quiet", cwd=site)
    (site / ".pre-commit-config.yaml").write_text(HOOK.format(source=source, revision=revision))
    (site / "article.md").write_text(BAD)
    (site / "requirements.txt").write_text("the the\n")
    git("add", "--all", cwd=site)
    command = (sys.executable, "-m", "pre_commit", "run", "--all-files")

    failed = run(*command, cwd=site, PRE_COMMIT_HOME=str(home))
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "article.md:5:1: error duplication.duplicate-title" in failed.stdout
    assert "requirements.txt" not in failed.stdout

    (site / "article.md").write_text(GOOD)
    git("add", "--all", cwd=site)
    passed = run(*command, cwd=site, PRE_COMMIT_HOME=str(home))
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout

    size = sum(
        file.stat().st_size for file in home.glob("repo*/py_env-*/**/*") if file.is_file() and not file.is_symlink()
    )
    assert 0 < size < 250 * 2**20, f"the hook's environment has {size / 2**20:.0f} MiB"
    print(f"the hook's environment has {size / 2**20:.0f} MiB")


def test_the_hook_for_the_whole_project_finds_copies_in_files_that_have_not_changed(hook_source, home, tmp_path):
    source, revision = hook_source
    site = tmp_path / "site"
    site.mkdir()
    git("init", "--quiet", cwd=site)
    hook = HOOK.replace("id: copydesk", "id: copydesk-corpus")
    (site / ".pre-commit-config.yaml").write_text(hook.format(source=source, revision=revision))
    text = GOOD.replace("It voted", " ".join(f"The {number}th member of the council spoke." for number in range(9)))
    (site / "one.md").write_text(text)
    (site / "two.md").write_text(text)
    git("add", "--all", cwd=site)
    git("commit", "--quiet", "--message", "Articles", cwd=site)
    command = (sys.executable, "-m", "pre_commit", "run", "copydesk-corpus", "--hook-stage")
    found = run(*command, "manual", cwd=site, PRE_COMMIT_HOME=str(home))
    assert found.returncode == 1, found.stdout + found.stderr
    assert "duplication.duplicate-article" in found.stdout
    assert "duplicate-article" not in run(*command, "pre-commit", cwd=site, PRE_COMMIT_HOME=str(home)).stdout


def test_a_push_is_stopped(hook_source, home, tmp_path):
    source, revision = hook_source
    site, origin = tmp_path / "site", tmp_path / "origin.git"
    site.mkdir()
    git("init", "--quiet", "--bare", str(origin), cwd=tmp_path)
    git("init", "--quiet", "--initial-branch=main", cwd=site)
    git("remote", "add", "origin", str(origin), cwd=site)
    hook = HOOK.replace("id: copydesk", "id: copydesk-corpus")
    (site / ".pre-commit-config.yaml").write_text(hook.format(source=source, revision=revision))
    (site / "article.md").write_text(BAD)
    git("add", "--all", cwd=site)
    git("commit", "--quiet", "--message", "An article", cwd=site)
    install = (sys.executable, "-m", "pre_commit", "install", "--hook-type", "pre-push")
    assert run(*install, cwd=site, PRE_COMMIT_HOME=str(home)).returncode == 0
    push = ("git", "push", "--quiet", "origin", "main")
    stopped = run(*push, cwd=site, PRE_COMMIT_HOME=str(home))
    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    assert "article.md:5:1: error duplication.duplicate-title" in stopped.stdout + stopped.stderr
    (site / "article.md").write_text(GOOD)
    git("commit", "--quiet", "--all", "--message", "A better one", cwd=site)
    assert run(*push, cwd=site, PRE_COMMIT_HOME=str(home)).returncode == 0


def findings(output: str) -> list[str]:
    """The lines of concise output that tell of findings, in order."""
    return sorted(re.findall(r"^\S+\.md:\d+:\d+: .*$", output, re.MULTILINE))


def test_an_argument_list_that_is_cut_gives_what_one_run_gives(hook_source, home, tmp_path):
    source, revision = hook_source
    site = tmp_path / "site"
    (site / "articles").mkdir(parents=True)
    git("init", "--quiet", cwd=site)
    config = HOOK.format(source=source, revision=revision) + "        args: [--output-format, concise]\n"
    (site / ".pre-commit-config.yaml").write_text(config)
    said = " ".join(f"The {number}th member of the council rose, and spoke for an hour." for number in range(9))
    for number in range(FILES):
        own = f"In the {number}th year of the lighthouse the keeper counted {number * 7} storms and {number * 3} ships."
        text = f"# Storms of the year {number}\n\n{own}\n"
        text += "\nThe the keeper left.\n" if number % 500 == 7 else ""
        (site / "articles" / f"what-the-keeper-wrote-down-in-{number:05}.md").write_text(text)
    # The first and the last come to stand in different parts of the list.
    (site / "a-council.md").write_text(f"# The council meets\n\n{said}\n")
    (site / "z-harbour.md").write_text(f"# Ferries leave at six\n\n{said}\n")
    git("add", "--all", cwd=site)
    git("commit", "--quiet", "--message", "Articles", cwd=site)
    hook = run(sys.executable, "-m", "pre_commit", "run", "--all-files", cwd=site, PRE_COMMIT_HOME=str(home))
    assert hook.returncode == 1, hook.stdout + hook.stderr
    assert len(re.findall(r"^Found \d+ ", hook.stdout, re.MULTILINE)) > 1, "the list has not been cut"
    whole = run(sys.executable, "-m", "copydesk", "check", "--output-format", "concise", "--all", ".", cwd=site)
    assert findings(hook.stdout) == findings(whole.stdout)
    places = [line for line in findings(hook.stdout) if "duplicate-article" in line]
    assert [line.partition(":")[0] for line in places] == ["a-council.md", "z-harbour.md"]


def test_the_hook_can_be_tried(hook_source, home, tmp_path):
    source, _ = hook_source
    site = tmp_path / "site"
    site.mkdir()
    git("init", "--quiet", cwd=site)
    (site / "article.md").write_text(BAD)
    git("add", "--all", cwd=site)
    command = (sys.executable, "-m", "pre_commit", "try-repo", str(source), "copydesk", "--all-files")
    before = os.times()
    tried = run(*command, cwd=site, PRE_COMMIT_HOME=str(home))
    after = os.times()
    assert tried.returncode == 1, tried.stdout + tried.stderr
    assert "article.md:5:1: error duplication.duplicate-title" in tried.stdout
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"to install and run it takes {after.elapsed - before.elapsed:.0f} s, {spent:.0f} s of CPU")
