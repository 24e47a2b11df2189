"""The action for GitHub and the snippets for pipelines, run as the shell scripts that they hold."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from work_trees import commit, git, put, repository

ROOT = Path(__file__).resolve().parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = {step.get("id"): step for step in ACTION["runs"]["steps"]}
BAD = "# A title\n\nThe the end of it.\n"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A work tree with a branch behind it, and `copydesk` on the path."""
    root = repository(tmp_path / "site")
    put(root, "old.md", BAD)
    commit(root)
    git(root, "clone", "--quiet", "--bare", ".", str(tmp_path / "origin.git"))
    git(root, "remote", "add", "origin", str(tmp_path / "origin.git"))
    put(root, "new.md", BAD.replace("A title", "Another one"))
    commit(root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return root


def act(site, tmp_path, **inputs):
    """Run the step that checks; status, standard output, what it set, and the summary."""
    runner = tmp_path / "runner"
    (runner / "copydesk" / "bin").mkdir(parents=True, exist_ok=True)
    link = runner / "copydesk" / "bin" / "copydesk"
    if not link.exists():
        link.symlink_to(Path(sys.executable).with_name("copydesk"))
    given = {name: str(value.get("default", "")) for name, value in ACTION["inputs"].items()} | inputs
    step = STEPS["check"]
    variables = {
        name: given[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)[1]] for name, value in step["env"].items()
    }
    files = {"GITHUB_STEP_SUMMARY": tmp_path / "summary", "GITHUB_OUTPUT": tmp_path / "output"}
    for path in files.values():
        path.write_text("")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=site,
        env={**os.environ, **variables, **{k: str(v) for k, v in files.items()}, "RUNNER_TEMP": str(runner)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
    return done, outputs, files["GITHUB_STEP_SUMMARY"].read_text()


def test_the_action_annotates_reports_and_sums_up_in_one_run(site, tmp_path):
    done, outputs, summary = act(site, tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert outputs == {"status": "1", "sarif": "copydesk.sarif"}
    assert len(re.findall(r"^::warning .*file=\w+\.md,", done.stdout, re.MULTILINE)) == 2
    sarif = json.loads((site / "copydesk.sarif").read_text())
    assert [result["ruleId"] for result in sarif["runs"][0]["results"]] == ["integrity.repeated-word"] * 2
    assert "integrity.repeated-word" in summary


def test_the_inputs_of_the_action(site, tmp_path):
    done, outputs, _ = act(site, tmp_path, since="HEAD~1", sarif="", annotations="false")
    assert (done.returncode, outputs) == (1, {"status": "1"})
    assert "old.md" not in done.stdout
    assert done.stdout.startswith("new.md:3:1: ")
    assert act(site, tmp_path, **{"fail-on": "error"})[0].returncode == 0
    assert "old.md" not in act(site, tmp_path, paths="new.md\n")[0].stdout
    done, outputs, _ = act(site, tmp_path, args="--select\nno-such-rule")
    assert (done.returncode, outputs["status"]) == (2, "2")
    assert "no-such-rule" in done.stderr
    put(site, "copydesk.yml", "exclude: ['*']\n")
    assert "::warning" not in act(site, tmp_path)[0].stdout
    assert "::warning" in act(site, tmp_path, **{"config-from": "HEAD"})[0].stdout


@pytest.mark.parametrize("name", ["paths", "since", "config-from", "fail-on", "args", "annotations", "sarif"])
def test_nothing_in_an_input_runs(site, tmp_path, name):
    for text in ("$(touch hit)", "`touch hit`", '"; touch hit; "', "x\ntouch hit", "${{ github.token }}"):
        act(site, tmp_path, **{name: text})
    assert not (site / "hit").exists()
    assert "${{" not in STEPS["check"]["run"] + STEPS["install"]["run"]


def test_what_the_work_tree_has_in_the_place_of_a_report_is_none(site, tmp_path):
    elsewhere = put(tmp_path, "elsewhere", "of others")
    (site / "copydesk.sarif").symlink_to(elsewhere)
    assert act(site, tmp_path)[1]["status"] == "1"
    assert elsewhere.read_text() == "of others"
    assert json.loads((site / "copydesk.sarif").read_text())["runs"]
    _, outputs, summary = act(site, tmp_path, since="no-such-branch")
    assert (outputs, summary) == ({"status": "2"}, "")


def test_every_input_and_output_is_used():
    text = (ROOT / "action.yml").read_text()
    for name in ACTION["inputs"]:
        assert f"inputs.{name} " in text.replace("}}", " }}"), name
    assert set(ACTION["outputs"]) == {"status", "sarif"}


def test_the_action_installs_itself(tmp_path, site):
    for name in ("venv", "pip", "logging", "random"):
        put(site, f"{name}.py", "open('hit', 'w').close()\nraise SystemExit(3)\n")
    done = subprocess.run(
        ["bash", "-c", STEPS["install"]["run"]],
        env={**os.environ, "RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert subprocess.run([tmp_path / "copydesk" / "bin" / "copydesk", "--version"], check=False).returncode == 0
    assert not (site / "hit").exists()


def snippets():
    text = (ROOT / "docs" / "ci.md").read_text()
    return dict(re.findall(r"## (\w[\w-]*)\n(?:(?!\n##).)*?```\w+\n(.*?)```", text, re.DOTALL))


def test_the_snippet_for_gitlab(site):
    job = yaml.safe_load(snippets()["GitLab"])["copydesk"]
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(job["script"])],
        env={**os.environ, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "new.md:3:1: warning" in done.stdout
    report = json.loads((site / job["artifacts"]["reports"]["codequality"]).read_text())
    assert [item["location"]["path"] for item in report] == ["new.md"]


def test_the_snippet_for_any_pipeline(site):
    done = subprocess.run(
        ["bash", "-e", "-c", snippets()["Anywhere"]], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1, done.stderr
    assert "old.md" not in done.stdout
    assert "new.md" in (site / "copydesk.xml").read_text()


def test_the_snippets_for_pre_commit_and_github_name_what_there_is():
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert {hook["id"] for hook in yaml.safe_load(snippets()["pre-commit"])["repos"][0]["hooks"]} == hooks
    steps = yaml.safe_load(snippets()["GitHub"])["jobs"]["articles"]["steps"]
    assert set(steps[-1]["with"]) <= set(ACTION["inputs"])
