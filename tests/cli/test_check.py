"""`copydesk check` as its users call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

BAD = "Council keeps library\n\nCouncil keeps library\n\nThe council met on on Tuesday.\n"
GOOD = "Council keeps library\n\nThe council met on Tuesday.\n"


def copydesk(*arguments, stdin=None, cwd=None, env=None):
    return subprocess.run(
        [sys.executable, "-m", "copydesk", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=env,
        check=False,
    )


def rules_of(done):
    return [finding["rule"] for finding in json.loads(done.stdout)["findings"]]


@pytest.fixture
def bad(project):
    (project / "bad.txt").write_text(BAD)
    return project


def test_findings_give_status_1_and_a_clean_run_0(bad):
    done = copydesk("check", "bad.txt")
    assert done.returncode == 1, done.stderr
    assert "bad.txt:3:1: error duplication.duplicate-title" in done.stdout
    assert "bad.txt:5:17: warning integrity.repeated-word" in done.stdout
    (bad / "bad.txt").write_text(GOOD)
    assert copydesk("check", "bad.txt").returncode == 0


def test_json_is_the_contract(bad):
    done = copydesk("check", "--output-format", "json")
    data = json.loads(done.stdout)
    assert [file["path"] for file in data["files"]] == ["bad.txt"]
    assert data["files"][0]["title"] == "Council keeps library"
    assert data["files"][0]["words"] == 12
    first = data["findings"][0]
    assert (first["start"], first["end"], first["line"], first["column"]) == (23, 44, 3, 1)
    assert first["text"] == BAD[23:44]
    assert first["related"][0]["line"] == 1
    assert data["errors"] == []


def test_fail_on_and_exit_zero(bad):
    assert copydesk("check", "--select", "repeated-word", "--fail-on", "error").returncode == 0
    assert copydesk("check", "--select", "repeated-word").returncode == 1
    assert copydesk("check", "--fail-on", "never").returncode == 0
    assert copydesk("check", "--exit-zero").returncode == 0


def test_select_ignore_and_extend(bad):
    json_of = ("--output-format", "json")
    assert rules_of(copydesk("check", *json_of, "--select", "integrity")) == ["integrity.repeated-word"]
    assert rules_of(copydesk("check", *json_of, "--ignore", "repeated-word")) == ["duplication.duplicate-title"]
    both = ["duplication.duplicate-title", "integrity.repeated-word"]
    assert rules_of(copydesk("check", *json_of, "--select", "repeated-word,duplicate-title")) == both
    assert rules_of(copydesk("check", *json_of, "--select", "duplicate-title", "--extend-select", "integrity")) == both


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--select", "repeated-wrd"), "did you mean 'repeated-word'?"),
        (("--output-format", "jsn"), "did you mean 'json'?"),
        (("--output-format", "json", "--output-format", "concise"), "only one output format can go to standard output"),
        (("--config", "profle=docs"), "did you mean 'profile'?"),
        (("--config", "rules.duplicate-titel=off"), "did you mean"),
        (("--config", "none.yml"), "cannot read the configuration"),
        (("--stdin-filename", "a.md"), "goes with the path -"),
        (("--min-confidence", "some"), "'some' is not one of"),
        (("--no-such-option",), "No such option"),
        (("--config", "rules.long-sentence.max=3"), "did you mean 'maximum'?"),
        (("--config", "exclude=[a"), "no valid YAML"),
        (("--config", "rules.repeated-word"), "one setting is written KEY=VALUE"),
        (("--config", "baseline=none"), "make it with: copydesk baseline update"),
        (("--since", "HEAD", "--staged"), "give one"),
        (("--unsafe-fixes",), "goes with --fix or --diff"),
        (("--fail-on", "warnings"), "is not one of 'error', 'warning'"),
        (("--output-format", "json=/dev/null/x"), "/dev/null/x: cannot be written"),
        (("--index", "localhost:6379"), "redis://host:port/db"),
    ],
)
def test_wrong_use_is_status_2_with_one_clear_message(bad, arguments, message):
    done = copydesk("check", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (
            "rules:\n  duplicate-titel: off\n",
            "copydesk.yml:2: rules: no rule, name or category is 'duplicate-titel'; did you",
        ),
        ("rule:\n  duplicate-title: off\n", "copydesk.yml:1: unknown key 'rule'; did you mean 'rules'?"),
        ("rules:\n\tduplicate-title: off\n", "copydesk.yml:2: no valid YAML: while scanning"),
        ("rules:\n\tduplicate-title: off\n", "the line is indented by a tab, which must be spaces"),
        ("language: @de\n", "a value that begins with @, `, % or a tab takes quotation marks"),
        ("profile: [docs]\n", "copydesk.yml:1: 'profile' takes a string"),
        ("language: english\n", "takes a language code such as en or pt-BR"),
        ("rule-folders: [nothere]\n", "copydesk.yml:1: the rule folder 'nothere' is no folder"),
        ("rule-folders: [../..]\n", "lies outside the project"),
        ("extends: house.yml\n", "end in copydesk.yml as house.copydesk.yml does"),
        (
            "overrides:\n- files: [x]\n  ruels: {}\n",
            "copydesk.yml:3: unknown key 'overrides.ruels'; did you mean 'rules'?",
        ),
        ("fail-on: error\nfail-on: never\n", "copydesk.yml:2: the key 'fail-on' stands here again, first on line 1"),
        ("- a\n", "copydesk.yml:1: a configuration is a mapping of keys to values"),
    ],
)
def test_a_mistake_in_a_configuration_is_told_with_its_line_and_what_to_do(bad, config, message):
    (bad / "copydesk.yml").write_text(config)
    done = copydesk("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_folder_without_articles_is_told(project):
    (project / "empty.md").mkdir()
    done = copydesk("check", "empty.md")
    assert (done.returncode, done.stdout) == (0, "There was no file to check.\n")
    assert "note: there are no articles: no file ends in .md, " in done.stderr
    assert "error: the name of a file is empty" in copydesk("check", "").stderr


def test_no_report_takes_the_place_of_an_article(project):
    text = "# A title\n\nThe the end.\n"
    (project / "a.md").write_text(text)
    (project / "link.md").symlink_to("a.md")
    for name in ("a.md", "./a.md", "link.md"):
        for paths in ((), ("a.md",)):
            done = copydesk("check", *paths, "--output-format", f"json={name}")
            assert (done.returncode, done.stdout) == (2, "")
            assert "a.md is an article of this run; write the report to another file" in done.stderr
    for paths in (("a.md",), (), (".",)):
        for name in ("./a.md", "link.md"):
            done = copydesk("report", *paths, "-o", name)
            assert (done.returncode, done.stdout) == (2, "")
            assert "a.md is an article of this run; write the report to another file" in done.stderr
    assert (project / "a.md").read_text() == text
    for _ in range(2):  # what the first run has written is no article of the second one
        done = copydesk("check", "--output-format", "concise", "--output-format", "markdown=report.md")
        assert done.stdout.endswith("Found 1 warning in 1 file.\n")
    assert (project / "report.md").read_text().startswith("## copydesk\n")


def test_a_report_is_no_article_of_later_runs(project):
    (project / "a.md").write_text("# A title\n\nThe the end.\n")
    for name in ("report.html", "report.md"):
        for _ in range(2):
            assert f"{name}: 1 article, 1 finding" in copydesk("report", "-o", name).stderr
    done = copydesk("check", "--output-format", "concise")
    assert done.stdout.endswith("Found 1 warning in 1 file.\n")
    assert "report.html: is a report of copydesk" in done.stderr
    assert copydesk("check", "report.md").returncode == 0


def test_an_article_in_the_place_of_a_command_is_told(bad):
    done = copydesk("bad.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no command 'bad.txt'; to lint it: copydesk check bad.txt" in done.stderr
    assert "to see all of them: copydesk rules" in copydesk("rule", "zzz").stderr
    assert "'.pdf' is no format of a report" in copydesk("report", "bad.txt", "-o", "a.pdf").stderr


def test_an_unknown_command_is_told(project):
    done = copydesk("chek")
    assert done.returncode == 2
    assert "did you mean 'check'?" in done.stderr


def test_what_cannot_be_read_is_status_2_and_the_rest_is_linted(bad):
    os.mkfifo("pipe.md")
    (bad / "binary.md").write_bytes(b"\x89PNG\x00\x00")
    done = copydesk("check", "pipe.md", "gone.md", "binary.md", "bad.txt", "--output-format", "json", "--exit-zero")
    assert done.returncode == 2
    data = json.loads(done.stdout)
    assert [(error["path"], error["message"]) for error in data["errors"]] == [
        ("gone.md", "no such file or folder"),
        ("pipe.md", "not a regular file"),
    ]
    assert len(data["findings"]) == 2
    assert "note: binary.md: is binary" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_keeps_no_other_from_being_linted(bad):
    (bad / "secret.md").write_text("Text.\n")
    (bad / "secret.md").chmod(0)
    done = copydesk("check", "secret.md", "bad.txt", "--output-format", "concise")
    assert done.returncode == 2
    assert "error: secret.md: cannot be read: Permission denied" in done.stderr
    assert done.stdout.startswith("bad.txt:3:1: error duplication.duplicate-title ")


def test_a_binary_file_alone_fails_nothing(project):
    (project / "binary.md").write_bytes(b"\x89PNG\x00\x00")
    assert copydesk("check", "binary.md").returncode == 0


def test_standard_input(project):
    done = copydesk("check", "-", "--stdin-filename", "news/a.txt", "--output-format", "concise", stdin=BAD)
    assert done.returncode == 1
    assert done.stdout.startswith("news/a.txt:3:1: error duplication.duplicate-title ")
    done = copydesk("check", "-", stdin=BAD)
    assert "stdin.md" in done.stdout
    full = copydesk(
        "check", "-", stdin=BAD.replace("Council", "Zoë’s council"), env={**os.environ, "PYTHONIOENCODING": "latin-1"}
    )
    assert "Zoë’s council keeps library" in full.stdout


def test_binary_input_is_a_note_as_a_binary_file_is(project):
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", "check", "-"], input=b"\x7fELF\x00the the", capture_output=True, check=False
    )
    assert done.returncode == 0
    assert done.stderr == b"note: stdin.md: is binary\n"


def test_each_file_fails_by_the_bar_of_its_own_configuration(bad):
    (bad / "lax").mkdir()
    (bad / "lax" / "b.txt").write_text("Council keeps library\n\nThe council met on on Tuesday.\n")
    (bad / "lax" / "copydesk.yml").write_text("fail-on: error\n")
    (bad / "good.txt").write_text(GOOD)
    for paths in (("good.txt", "lax/b.txt"), ("lax/b.txt", "good.txt"), (".", "--ignore", "duplicate-title")):
        done = copydesk("check", *paths)
        assert done.returncode == (1 if "." in paths else 0)
    assert copydesk("check", "lax", "--fail-on", "warning").returncode == 1


def test_several_outputs_at_once(bad):
    done = copydesk("check", "--output-format", "concise", "--output-format", "json=out/report.json")
    assert done.stdout.count("bad.txt:") == 2
    assert len(json.loads((bad / "out" / "report.json").read_text())["findings"]) == 2


def test_the_nearest_configuration_holds(bad):
    (bad / "copydesk.yml").write_text("ignore: [repeated-word]\n")
    assert rules_of(copydesk("check", "--output-format", "json")) == ["duplication.duplicate-title"]
    (bad / "sub").mkdir()
    (bad / "sub" / "bad.txt").write_text(BAD.replace("library", "museum"))
    (bad / "sub" / ".copydesk.yml").write_text("rules: {duplicate-title: off}\n")
    data = json.loads(copydesk("check", "--output-format", "json").stdout)
    assert [(finding["path"], finding["rule"]) for finding in data["findings"]] == [
        ("bad.txt", "duplication.duplicate-title"),
        ("sub/bad.txt", "integrity.repeated-word"),
    ]
    assert len(rules_of(copydesk("check", "--isolated", "--output-format", "json"))) == 4
    final = copydesk("check", "--config", "sub/.copydesk.yml", "--output-format", "json")
    assert rules_of(final) == ["integrity.repeated-word"] * 2


def test_configuration_errors_name_file_and_line(bad):
    (bad / "copydesk.yml").write_text("profile: docs\nrules:\n  duplicate-titel: off\n")
    done = copydesk("check")
    assert done.returncode == 2
    assert "copydesk.yml" in done.stderr
    assert "did you mean 'duplicate-title'?" in done.stderr


def test_options_of_rules_from_the_command_line(bad):
    done = copydesk("check", "--config", "rules.duplicate-title=suggestion", "--output-format", "concise")
    assert "bad.txt:3:1: suggestion duplication.duplicate-title" in done.stdout


def test_excluded_files(bad):
    (bad / "copydesk.yml").write_text("exclude: [bad.txt]\n")
    assert copydesk("check").returncode == 0
    assert copydesk("check", "bad.txt").returncode == 1
    assert copydesk("check", "--force-exclude", "bad.txt").returncode == 0
    assert copydesk("check", "--show-files", "bad.txt").stdout == "bad.txt\n"
    done = copydesk("check", "--show-files")
    assert (done.returncode, done.stdout) == (0, "")
    assert "note: there are no articles" in done.stderr
    done = copydesk("check", "--show-files", "bad.txt", "gone.md")
    assert (done.returncode, done.stdout) == (2, "bad.txt\n")
    assert "error: gone.md: no such file or folder" in done.stderr


def test_the_result_does_not_depend_on_jobs_or_order(project, tmp_path):
    for number in range(60):
        (project / f"a{number:02}.md").write_text(
            f"# Story {number}\n\nThe the common paragraph that stands in many of these articles says the same thing "
            f"again and again in {'every' if number % 3 else 'each'} one of them.\n\n“Nobody knows what it is for at all, number {number}.”\n"
        )
    names = [f"a{number:02}.md" for number in range(60)]
    one = copydesk("check", "--output-format", "json", "--jobs", "1")
    assert one.returncode == 1
    assert len(json.loads(one.stdout)["findings"]) >= 60
    assert copydesk("check", "--output-format", "json", "--jobs", "2").stdout == one.stdout
    assert copydesk("check", "--output-format", "json", "--no-cache", *reversed(names)).stdout == one.stdout


def test_isolated_leaves_nothing_behind(bad):
    copydesk("check", "--isolated")
    assert sorted(path.name for path in bad.iterdir()) == [".git", "bad.txt"]
    copydesk("check")
    assert (bad / ".copydesk_cache" / ".gitignore").read_text() == "*\n"


def test_colours_only_where_asked(bad):
    plain = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    assert "\x1b[" not in copydesk("check", env=plain).stdout
    assert "\x1b[" in copydesk("check", "--color", "always", env=plain).stdout
    assert "\x1b[" in copydesk("check", env={**plain, "FORCE_COLOR": "1"}).stdout
    assert "\x1b[" not in copydesk("check", env={**plain, "FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout


def test_a_reader_that_goes_away_is_no_crash(project):
    for number in range(300):
        (project / f"{number}.txt").write_text(BAD)
    done = subprocess.run(
        f"{sys.executable} -m copydesk check --all --output-format concise | head -1",
        shell=True,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_caller_that_has_closed_a_stream_is_no_crash(bad):
    for closed, status in ((">&-", 1), ("2>&-", 1), ("- <&-", 2)):
        done = subprocess.run(
            f"{sys.executable} -m copydesk check bad.txt {closed}",
            shell=True,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == status
        assert "Traceback" not in done.stderr


def test_a_name_that_is_no_text_is_listed_as_it_is_and_breaks_no_closed_stream(bad):
    name = b"odd\xff"
    os.mkdir(name)
    (bad / os.fsdecode(name) / "x.txt").write_text(GOOD)
    (bad / os.fsdecode(name) / "copydesk.yml").write_text("profile: docs\n")
    listed = [sys.executable, "-m", "copydesk", "check", "--show-files"]
    done = subprocess.run(listed, capture_output=True, check=True)
    assert done.stdout == b"bad.txt\nodd\xff/x.txt\n"
    for closed in ("1", "2"):
        close = f"import os; os.close({closed}); os.execv({sys.executable!r}, {[*listed[:-1], '-v', name]!r})"
        done = subprocess.run([sys.executable, "-c", close], capture_output=True, check=False)
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


def test_a_list_whose_reader_has_gone_is_status_1_also_without_a_buffer(project):
    names = [f"{number:0200}.txt" for number in range(600)]  # more than a pipe holds
    for name in names:
        (project / name).write_text("")
    for unbuffered in ("", "1"):
        process = subprocess.Popen(
            [sys.executable, "-m", "copydesk", "check", "--show-files"],
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            stdout=subprocess.PIPE,
        )
        assert process.stdout.readline() == names[0].encode() + b"\n"
        process.stdout.close()
        assert process.wait() == 1


def test_standard_input_that_cannot_be_read_is_said(project, tmp_path):
    with open(tmp_path / "out", "wb") as unreadable:
        done = subprocess.run(
            [sys.executable, "-m", "copydesk", "check", "-"], stdin=unreadable, capture_output=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"copydesk: standard input cannot be read: Bad file descriptor\n"


@pytest.mark.parametrize("arguments", [("check",), ("index", "clear", "--index", "redis://localhost:1/0")])
def test_a_folder_that_is_gone_is_said(project, arguments):
    gone = f"import os; os.rmdir(os.getcwd()); os.execv({sys.executable!r}, {[sys.executable, '-m', 'copydesk', *arguments]!r})"
    (project / "gone").mkdir()
    done = subprocess.run([sys.executable, "-c", gone], cwd=project / "gone", capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr == b"copydesk: the current folder is not there any more\n"


def test_an_internal_error_is_status_2(project):
    code = "import sys, copydesk.api; sys.modules['copydesk.plan'] = None; from copydesk.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check"], capture_output=True, encoding="utf-8", cwd=project, check=False
    )
    assert done.returncode == 2
    assert done.stderr.endswith("copydesk: this is an internal error; please report it with the lines above\n")


def test_verbose_tells_rules_and_configuration(bad):
    one = ("--verbose", "--select", "repeated-word")
    assert copydesk("check", *one).stderr == "copydesk: no configuration: 1 rules: integrity.repeated-word\n"
    (bad / "copydesk.yml").write_text("profile: docs\n")
    assert copydesk("check", *one).stderr == "copydesk: copydesk.yml: 1 rules: integrity.repeated-word\n"


def test_lines_are_as_wide_as_the_environment_says(bad):
    (bad / "long.txt").write_text("the council met and " * 20 + "said said that " + "the mayor left or " * 20)
    for width in (60, 90):
        done = copydesk("check", "long.txt", env={**os.environ, "COLUMNS": str(width)})
        frame = next(line for line in done.stdout.splitlines() if "| " in line)
        assert width - 12 < len(frame) <= width


def test_several_reports_at_once_with_paths_from_the_root_of_the_repository(bad):
    (bad / "docs").mkdir()
    (bad / "docs" / "bad.txt").write_text(BAD)
    formats = ["sarif=out/a.sarif", "gitlab=out/a.json", "junit=out/a.xml", "markdown=out/a.md", "github"]
    arguments = [argument for name in formats for argument in ("--output-format", name)]
    done = copydesk("check", *arguments, cwd=bad / "docs")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=docs/bad.txt,line=3,")
    out = bad / "docs" / "out"
    sarif = json.loads((out / "a.sarif").read_text())["runs"][0]
    assert sarif["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "docs/bad.txt"
    assert "headline stands a second time" in sarif["tool"]["driver"]["rules"][0]["help"]["markdown"]
    assert [issue["location"]["path"] for issue in json.loads((out / "a.json").read_text())] == ["docs/bad.txt"] * 2
    assert 'classname="docs/bad.txt"' in (out / "a.xml").read_text()
    assert "`docs/bad.txt:3:1`" in (out / "a.md").read_text()
    done = copydesk("check", "--output-format", "json=out.x", "--output-format", "sarif=./out.x")
    assert (done.returncode, "the same file" in done.stderr) == (2, True)


def test_the_times_of_rules_go_to_standard_error(project):
    (project / "a.md").write_text("# A title\n\nThe the end.\n")
    done = copydesk("check", "--profile-rules", "--output-format", "json")
    assert len(json.loads(done.stdout)["findings"]) == 1
    lines = done.stderr.splitlines()
    assert lines[0].split() == ["CPU", "ms", "share", "calls", "hits", "rule"]
    assert any(line.endswith(" integrity.repeated-word") for line in lines)
