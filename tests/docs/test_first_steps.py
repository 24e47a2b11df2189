"""The page for newcomers, done as it says: its commands, the outputs it shows, and what it says to write."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from copydesk.api import check_text
from work_trees import commit, put, repository

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "first-steps.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ARTICLE, DIRECTIVE = (text for kind, text in BLOCKS if kind == "markdown")
COMMANDS = [
    (text, BLOCKS[at + 1][1] if BLOCKS[at + 1 : at + 2] and BLOCKS[at + 1][0] == "text" else None)
    for at, (kind, text) in enumerate(BLOCKS)
    if kind == "sh" and not text.startswith("pip ")
]
STATUSES = (1, 1, 0, 0, 0, 0)
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "COLUMNS"}  # the page is of the usual width
ENVIRONMENT["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = repository(tmp_path_factory.mktemp("archive") / "site")
    put(root, "news/bridge.md", ARTICLE)
    put(root, "news/market.md", "# The market hall opens\n\nThe hall was shut for for a year, the mayor said.\n")
    commit(root)
    return root


def shell(root, script):
    return subprocess.run(
        ["bash", "-c", script],
        cwd=root,
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_commands_do_what_the_page_says(site):
    assert len(COMMANDS) == len(STATUSES)
    said = []
    for (script, shown), status in zip(COMMANDS, STATUSES, strict=True):
        lines = [shell(site, line) for line in script.splitlines()]
        assert lines[-1].returncode == status, script + lines[-1].stdout + lines[-1].stderr
        assert all(line.returncode < 2 for line in lines), script
        assert shown in (None, lines[-1].stdout)
        said.append(lines[-1].stdout)
    assert "the the" not in (site / "news" / "bridge.md").read_text("utf-8")
    assert all((site / name).is_file() for name in ("copydesk.yml", "copydesk.baseline", ".pre-commit-config.yaml"))
    assert "stand in the baseline" in said[4]
    assert (site / "report.html").is_file()
    put(site, "news/new.md", "# A new one\n\nNobody saw the the ferry.\n")
    done = shell(site, COMMANDS[4][0])
    assert done.returncode == 1
    assert "news/new.md:3:12" in done.stdout


def test_the_article_is_silenced_as_the_page_says():
    quotation = DIRECTIVE.strip().split("\n\n")[1]
    assert quotation in ARTICLE
    rules = {finding.rule for finding in check_text(ARTICLE, path="news/bridge.md")}
    silenced = {finding.rule for finding in check_text(ARTICLE.replace(quotation, DIRECTIVE), path="news/bridge.md")}
    assert rules - silenced == {"attribution.dangling-quote"}


def test_the_rule_is_switched_off_as_the_page_says(project):
    (setting,) = (text for kind, text in BLOCKS if kind == "yaml")
    assert yaml.safe_load(setting)
    put(project, "copydesk.yml", setting)
    put(project, "a.md", ARTICLE)
    done = shell(project, "copydesk check --output-format concise a.md")
    assert done.returncode == 1
    assert "dangling-quote" not in done.stdout
