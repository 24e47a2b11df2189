"""What `copydesk check one.md` may load. Time is not measured here; what costs it is kept out."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from copydesk.checks import CHECKS
from copydesk.checks.triggers import TRIGGERS

HEAVY = {
    "asyncio",
    "click",
    "datasketch",
    "duckdb",
    "importlib.metadata",
    "multiprocessing",
    "nltk",
    "numpy",
    "pathspec",
    "pyarrow",
    "pygls",
    "regex",
    "rich",
    "scipy",
    "textstat",
    "tomllib",
    "typing",
    "watchfiles",
    "yaml",
}
ARTICLE = """\
---
title: The council keeps the library
date: 2026-01-05
tags: [council, library]
---

The council met on Tuesday and voted to keep the library open until the end of next year.

## What comes next

“Nobody expected a vote as clear as this one,” the mayor said after the meeting, which lasted four hours.

- The roof is to be mended in spring, once the money is there.
- The reading room stays open on Sundays, as it has for years.
"""
RUN = """
import json, sys
from copydesk.cli.main import main
try:
    main(sys.argv[1:])
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def modules_of(*arguments: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", RUN, *arguments], capture_output=True, encoding="utf-8", check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.fixture
def warm(project):
    (project / "one.md").write_text(ARTICLE)
    (project / "copydesk.yml").write_text("profile: articles\nrules:\n  duplicate-title: warning\n")
    assert "yaml" in modules_of("check", "one.md"), "a cold run compiles the rules"
    return project


def test_a_warm_check_loads_nothing_heavy(warm):
    loaded = modules_of("check", "one.md")
    assert "copydesk.checks.dangling_quote" in loaded, "the checks have run"
    assert not HEAVY & loaded


def test_a_sound_article_loads_no_check_of_damage(warm):
    loaded = modules_of("check", "one.md")
    names = {CHECKS[kind] for kind in TRIGGERS}
    assert "copydesk.checks.triggers" in loaded
    assert not names & loaded
    assert not {"ftfy", "html", "html.entities"} & loaded


def test_a_warm_check_loads_no_other_format_command_or_report(warm):
    loaded = {name for name in modules_of("check", "one.md") if name.startswith("copydesk.")}
    unwanted = (
        "formats.html",
        "formats.plain",
        "cli.rule",
        "reports.json",
        "rules.aliases",
        "rules.compile",
        "rules.option_keys",
        "rules.schema",
        "rules.suppress",
        "rules.unused",
        "add_ignores",
        "api",
        "baseline",
        "cli.check_fix",
        "cli.check_narrow",
        "report_files",
        "cli.check_watch",
        "cli.completion",
        "config.load",
        "config.overrides",
        "config_from",
        "config_show",
        "file_figures",
        "findings_cache",
        "first_run",
        "fix",
        "formats.syntax_change",
        "narrow",
        "site",
        "sources.changes",
        "sources.write",
        "timings",
        "watched",
    )
    assert not [name for name in loaded if name.removeprefix("copydesk.").startswith(unwanted)]


def test_a_baseline_loads_nothing_heavy(warm):
    (warm / "copydesk.yml").write_text("baseline: copydesk.baseline\n")
    modules_of("baseline", "update")
    modules_of("check", "one.md")
    loaded = modules_of("check", "one.md")
    assert "copydesk.baseline" in loaded
    assert not HEAVY & loaded


def test_a_changed_configuration_or_rule_is_seen(warm):
    (warm / "copydesk.yml").write_text("rules:\n  repeated-word: off\n")
    assert "yaml" in modules_of("check", "one.md")
    assert "yaml" not in modules_of("check", "one.md")


def test_importing_the_package_loads_next_to_nothing_of_it():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, copydesk; print(sorted(n for n in sys.modules if n.startswith('copydesk')))",
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "['copydesk', 'copydesk._version', 'copydesk.typed']"


def test_a_former_name_of_a_rule_is_looked_up_once_for_all_runs(warm):
    (warm / "styles" / "house").mkdir(parents=True)
    rule = "extends: existence\nmessage: x\ntokens: [needle]\naliases: old\n"
    (warm / "styles" / "house" / "new.yml").write_text(rule)
    (warm / "copydesk.yml").write_text("rule-folders: [styles]\nrules: {old: warning}\n")
    assert "copydesk.rules.aliases" in modules_of("check", "one.md"), "a cold run reads the rule"
    assert not {"copydesk.rules.aliases", "copydesk.config.load", *HEAVY} & modules_of("check", "one.md")
