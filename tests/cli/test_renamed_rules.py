"""Rules that have been renamed: their former names go on working wherever one may stand, and notes tell of them."""

from __future__ import annotations

import json

import pytest
from test_check import copydesk

from work_trees import commit, git, put, repository

RULE = """\
extends: existence
message: "'%s' is dry."
level: warning
tokens: [It is noted]
examples:
  - bad: It is noted that it met.
    findings: [It is noted]
"""
ALIASES = "aliases: [slow-lead, old.weak-lead]\n"
CONFIG = "rule-folders: [styles]\nselect: [house]\n"
OVERRIDES = """\
rules: {slow-lead: {tokens: [council]}}
overrides:
  - files: a.md
    rules:
      old.weak-lead: error
  - files: b.md
    ignore: weak-lead
"""
ARTICLE = "# The council\n\nIt is noted that the council met.\n"
NOW = "'slow-lead' is called 'dry-opening' now"
NOW_ID = "'house.slow-lead' is called 'house.dry-opening' now"
RULE_ID = "house.dry-opening"


@pytest.fixture
def renamed(project):
    (project / "styles" / "house").mkdir(parents=True)
    (project / "styles" / "house" / "dry-opening.yml").write_text(RULE + ALIASES)
    (project / "copydesk.yml").write_text(CONFIG)
    (project / "a.md").write_text(ARTICLE)
    return project


def checked(*arguments):
    """Rule and severity of what is found, and the notes."""
    done = copydesk("check", "--output-format", "json", *arguments)
    assert done.returncode < 2, done.stderr
    found = [(finding["rule"], finding["severity"]) for finding in json.loads(done.stdout)["findings"]]
    return found, done.stderr.splitlines()


def test_without_a_former_name_nothing_is_told(renamed):
    assert checked("a.md") == ([(RULE_ID, "warning")], [])


@pytest.mark.parametrize(
    ("more", "found", "notes"),
    [
        ("rules: {slow-lead: error}\n", [(RULE_ID, "error")], [f"copydesk.yml:3: {NOW}"]),
        ("rules:\n  house.slow-lead: off\n", [], [f"copydesk.yml:4: {NOW_ID}"]),
        ("ignore:\n  [slow-lead]\n", [], [f"copydesk.yml:3: {NOW}"]),
        ("extend-select: house.slow-lead\n", [(RULE_ID, "warning")], [f"copydesk.yml:3: {NOW_ID}"]),
        (
            OVERRIDES,
            [(RULE_ID, "error"), (RULE_ID, "error")],
            [
                f"copydesk.yml:3: {NOW}",
                f"copydesk.yml:7: 'old.weak-lead' is called '{RULE_ID}' now",
                "copydesk.yml:9: 'weak-lead' is called 'dry-opening' now",
            ],
        ),
    ],
)
def test_a_configuration_may_name_it_and_is_told_where(renamed, more, found, notes):
    (renamed / "copydesk.yml").write_text(CONFIG + more)
    for _ in range(2):  # the second time from the cache
        there, told = checked("a.md")
        assert there == found
        assert told == [f"note: {note}" for note in notes]
    assert checked("a.md", "--no-cache") == (found, told)
    assert checked("a.md", "--quiet") == (found, [])
    done = copydesk("config", "check")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "copydesk.yml: no problem\n"
    assert done.stderr.splitlines() == told


def test_a_configuration_in_toml_is_told_its_line(renamed):
    (renamed / "copydesk.yml").unlink()
    text = (
        '[tool.copydesk]\nrule-folders = ["styles"]\nselect = ["house"]\n\n[tool.copydesk.rules]\nslow-lead = "error"\n'
    )
    (renamed / "pyproject.toml").write_text(text)
    assert checked("a.md") == ([(RULE_ID, "error")], [f"note: pyproject.toml:6: {NOW}"])


@pytest.mark.parametrize(
    ("arguments", "found", "note"),
    [
        (["--select", "slow-lead"], [(RULE_ID, "warning")], f"--select: {NOW}"),
        (["--ignore", "empty-article, house.slow-lead"], [], f"--ignore: {NOW_ID}"),
        (["--extend-select", "slow-lead"], [(RULE_ID, "warning")], f"--extend-select: {NOW}"),
        (["--config", "rules.slow-lead.tokens=[noted]"], [(RULE_ID, "warning")], f"--config: {NOW}"),
        (["--config", "house.slow-lead=off"], None, None),
        (["--config", "rules.house.slow-lead=off"], [], f"--config: {NOW_ID}"),
        (["--config", "ignore=slow-lead"], [], f"--config ignore: {NOW}"),
    ],
)
def test_the_command_line_may_name_it(renamed, arguments, found, note):
    if found is None:
        assert copydesk("check", "a.md", *arguments).returncode == 2
        return
    for _ in range(2):
        assert checked("a.md", *arguments) == (found, [f"note: {note}"])
    assert checked("a.md", "--quiet", *arguments) == (found, [])


def test_a_place_is_told_once_however_many_configurations_and_articles_there_are(renamed):
    for name in ("b", "c"):
        (renamed / name).mkdir()
        (renamed / name / "copydesk.yml").write_text(CONFIG.replace("[styles]", "[../styles]"))
        for number in range(3):
            (renamed / name / f"{number}.md").write_text(ARTICLE)
    found, notes = checked(".", "--select", "slow-lead")
    assert found == [(RULE_ID, "warning")] * 7
    assert notes == [f"note: --select: {NOW}"]


def test_the_command_line_beats_what_the_configuration_ignores_under_either_name(renamed):
    for ignored in ("slow-lead", "dry-opening"):
        (renamed / "copydesk.yml").write_text(f"{CONFIG}ignore: [{ignored}]\n")
        for added in ("slow-lead", "dry-opening"):
            assert checked("a.md", "--extend-select", added)[0] == [(RULE_ID, "warning")]


def test_the_page_of_a_rule_is_found_under_a_former_name(renamed):
    for name, note in (("slow-lead", NOW), ("house.slow-lead", NOW_ID)):
        done = copydesk("rule", name)
        assert done.returncode == 0, done.stderr
        assert done.stderr == f"note: {note}\n"
        assert done.stdout == copydesk("rule", RULE_ID).stdout
    assert "\nFormerly `slow-lead`, `old.weak-lead`\n" in done.stdout
    assert "did you mean 'slow-lead'" in copydesk("rule", "slow-led").stderr


def test_examples_run_as_ever(renamed):
    assert copydesk("rule", "test", "styles").stdout == "1 examples passed\n"


@pytest.mark.parametrize("name", ["slow-lead", "house.slow-lead", "weak-lead", "old.weak-lead"])
@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: The council\ncopydesk: {{ignore: [{}]}}\n---\n\nIt is noted that the council met.\n",
        "# The council\n\n<!-- copydesk: ignore[{}] -- so it is -->\n\nIt is noted that the council met.\n",
        "# The council\n\n<!-- copydesk: ignore-file[{}] -->\n\nIt is noted that the council met.\n",
        "<!-- copydesk: ignore-start[{0}] -->\n\nIt is noted.\n\n<!-- copydesk: ignore-end[{0}] -->\n",
        "# The council\n\n<!-- vale {} = NO -->\n\nIt is noted that the council met.\n",
        '# The council\n\n<!-- vale {}["It is noted"] = NO -->\n\nIt is noted that the council met.\n',
    ],
)
def test_directives_in_articles_are_taken_in_silence(renamed, text, name):
    (renamed / "a.md").write_text(text.format(name))
    assert checked("a.md", "--extend-select", "suppression") == ([], [])


def test_a_directive_that_silences_nothing_is_reported_under_any_name(renamed):
    (renamed / "a.md").write_text("# The council\n\n<!-- copydesk: ignore[slow-lead, slow-led] -->\n\nIt met.\n")
    done = copydesk("check", "a.md", "--extend-select", "suppression", "--output-format", "json")
    messages = [finding["message"] for finding in json.loads(done.stdout)["findings"]]
    assert len(messages) == 2
    assert "slow-lead" in messages[0]
    assert messages[1] == "No rule, category or tag is named 'slow-led'; did you mean 'slow-lead'?"
    # Where the rule does not run, nothing is said of its former name either.
    (renamed / "a.md").write_text("# The council\n\n<!-- copydesk: ignore[slow-lead] -->\n\nIt met.\n")
    assert checked("a.md", "--select", "suppression") == ([], [])


def test_new_directives_take_the_new_name(renamed):
    done = copydesk("check", "a.md", "--add-ignores", "as ever")
    assert done.returncode == 0, done.stdout
    assert "ignore[dry-opening] -- as ever" in (renamed / "a.md").read_text()


@pytest.fixture
def kept(renamed):
    """A baseline from before the rule was renamed."""
    styles = renamed / "styles" / "house"
    (styles / "dry-opening.yml").rename(styles / "slow-lead.yml")
    (styles / "slow-lead.yml").write_text(RULE)
    (renamed / "copydesk.yml").write_text(f"{CONFIG}baseline: known.baseline\n")
    (renamed / "a.md").write_text(ARTICLE + "\nIt is noted that it met again.\n")
    assert "2 findings in 1 article (2 new, 0 gone)" in copydesk("baseline", "update").stdout
    (styles / "slow-lead.yml").unlink()
    (styles / "dry-opening.yml").write_text(RULE + ALIASES)
    return renamed


def lines(project):
    return [line.split("\t") for line in (project / "known.baseline").read_text().splitlines()[2:]]


def test_entries_of_a_baseline_outlive_the_new_name(kept):
    ((_, rule, _, count),) = lines(kept)
    assert (rule, count) == ("house.slow-lead", "2")
    for arguments in ((), ("--no-cache",)):
        assert checked("a.md", *arguments) == ([], [])
    # What the entries have is not more than before.
    (kept / "a.md").write_text((kept / "a.md").read_text() + "\nIt is noted a third time.\n")
    assert checked("a.md") == ([(RULE_ID, "warning")], [])
    (kept / "a.md").write_text(ARTICLE)
    assert checked("a.md")[1] == [
        "note: known.baseline: 1 entry is not found any more; to take them out: copydesk baseline prune"
    ]
    (kept / "a.md").rename(kept / "moved.md")
    assert checked("moved.md") == ([], [])


@pytest.mark.parametrize("command", ["update", "prune"])
def test_a_baseline_is_written_with_the_new_name(kept, command):
    ((_, _, mark, _),) = lines(kept)
    done = copydesk("baseline", command)
    assert done.stdout == "known.baseline: 2 findings in 1 article (0 new, 0 gone)\n", done.stderr
    ((_, rule, new, count),) = lines(kept)
    assert (rule, count) == (RULE_ID, "2")
    assert new != mark
    assert checked("a.md") == ([], [])
    (kept / "styles" / "house" / "dry-opening.yml").write_text(RULE)
    assert checked("a.md") == ([], [])


def test_entries_stay_where_the_renamed_rule_does_not_run(kept):
    before = lines(kept)
    for arguments in (("--ignore", "slow-lead"), ("--select", "suppression")):
        assert copydesk("baseline", "update", "a.md", "--quiet", *arguments).returncode == 0
        assert lines(kept) == before


def test_entries_of_two_former_ids_and_the_new_one_count_together(kept):
    head = (kept / "known.baseline").read_text().splitlines()[:2]
    ((name, rule, old, _),) = lines(kept)
    copydesk("baseline", "update")
    ((_, _, new, _),) = lines(kept)
    (kept / "known.baseline").write_text("\n".join([*head, f"{name}\t{rule}\t{old}", f"{name}\t{RULE_ID}\t{new}", ""]))
    assert checked("a.md") == ([], [])
    assert "(0 new, 0 gone)" in copydesk("baseline", "update").stdout
    assert lines(kept) == [[name, RULE_ID, new, "2"]]


def test_a_configuration_of_a_commit_is_named_as_such(tmp_path, monkeypatch):
    root = repository(tmp_path / "repository")
    monkeypatch.chdir(root)
    put(root, "copydesk.yml", f"{CONFIG}rules: {{slow-lead: error}}\n")
    put(root, "styles/house/dry-opening.yml", RULE + ALIASES)
    put(root, "a.md", ARTICLE)
    commit(root)
    git(root, "checkout", "--quiet", "-b", "topic")
    put(root, "copydesk.yml", "select: [grade]\n")
    assert checked("a.md", "--config-from", "main") == ([(RULE_ID, "error")], [f"note: main:copydesk.yml:3: {NOW}"])


def test_many_articles_are_kept_and_seen_anew_when_an_alias_comes(renamed):
    directive = "# The council\n\n<!-- copydesk: ignore[older] -->\n\nIt is noted that it met.\n"
    for number in range(20):
        (renamed / f"{number}.md").write_text(directive)
    (renamed / "a.md").unlink()
    for _ in range(2):
        assert len(checked(".")[0]) == 20
    (renamed / "styles" / "house" / "dry-opening.yml").write_text(f"{RULE}aliases: older\n")
    for _ in range(2):
        assert checked(".") == ([], [])
