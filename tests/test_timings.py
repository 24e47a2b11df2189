"""`--profile-rules`: every rule that runs has its line, and the findings stay the same."""

from __future__ import annotations

from copydesk.articles import Source
from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from copydesk.run import lint
from copydesk.timings import Timings, timing_lines

COPY = "The council of the town met in the old school on Monday evening and kept the library open.\n"
SOURCES = [Source(f"{number}.md", f"# Title {number}\n\nThe the end.\n\n{COPY}".encode()) for number in range(20)]


def test_findings_are_the_same_and_every_rule_is_there():
    plan = make_plan([], RunOptions(isolated=True))
    timings = Timings()
    timed = lint(SOURCES, plan.groups, jobs=2, whole=True, timings=timings)
    assert timed == lint(SOURCES, plan.groups, jobs=1, whole=True)
    spent = {timing.name: timing for timing in timings.spent()}
    assert spent["integrity.repeated-word"].calls == 20
    assert spent["integrity.repeated-word"].hits == 20
    assert spent["(reading)"].calls == 20
    assert spent["(shared-paragraph, across articles)"].calls == 1
    per_article = {rule.id for rule in plan.groups[0].rules if not rule.kind.startswith(("duplicate-article", "near-"))}
    assert "duplication.duplicate-title" in spent.keys() & per_article
    assert all(timing.seconds >= 0 for timing in spent.values())


def test_patterns_share_a_line(tmp_path):
    style = tmp_path / "rules" / "Own"
    style.mkdir(parents=True)
    (style / "Words.yml").write_text("extends: existence\nmessage: Not '%s'.\ntokens: [library]\n")
    (tmp_path / "copydesk.yml").write_text("rule-folders: [rules]\nselect: [Own]\n")
    plan = make_plan([], RunOptions(config=(str(tmp_path / "copydesk.yml"),)))
    timings = Timings()
    result = lint(SOURCES, plan.groups, timings=timings)
    assert len(result.findings) == 20
    assert [timing.hits for timing in timings.spent() if timing.name == "(pattern rules, all at once)"] == [20]


def test_nothing_spent_gives_a_head_only():
    assert len(timing_lines([])) == 1
