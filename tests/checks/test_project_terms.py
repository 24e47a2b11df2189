"""Terms that a project writes in one way and an article in another, whatever the store and the cut of the files."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import copydesk
from copydesk.cli.main import main
from copydesk.duplicates.lines import find_lines
from copydesk.duplicates.terms import MOSTLY, ONLY, SELDOM, find_terms, other_ways, term_hash
from copydesk.formats import parse
from copydesk.plan import RunOptions, known_rules
from copydesk.text.term_ways import GROUPS, NAMES_END
from work_trees import commit, put, repository

RULE = "consistency.project-terms"


def terms(text, name="a.md"):
    return [(text[start:end], how, way) for start, end, how, way in find_terms(parse(text, name))]


def test_the_terms_across_articles_are_those_within():
    (rule,) = (rule for rule in known_rules(RunOptions(isolated=True)) if rule.kind == "term-variants")
    assert tuple(rule.options["variants"]) == GROUPS
    assert rule.options["names-end"] == NAMES_END.split()


def test_what_an_article_keeps_to():
    assert terms("# T\n\nAn email, and an email, and one e-mail. See the website.\n") == [
        ("email", MOSTLY, "email"),
        ("email", MOSTLY, "email"),
        ("e-mail", SELDOM, "e-mail"),
        ("website", ONLY, "website"),
    ]
    assert [how for _, how, _ in terms("One email, one e-mail.\n\nAnd more.\n")] == [SELDOM, SELDOM]
    assert terms("On the Korean peninsula, by the Korean Peninsula.\n\n.\n")[0][1] == SELDOM


def test_five_places_of_a_way_are_kept():
    assert len(terms("# T\n\n" + "The website. " * 9)) == 5


@pytest.mark.parametrize(
    "text",
    [
        "Internet orders come by bicycle.",
        "“Internet orders,” she said.",
        "It is late. Internet orders wait: Internet time.",
        "- Internet orders\n- *Internet* hours",
        "Team USA reads USA Today.",
        "`website` and <!-- website -->",
        "> The website.",
        "## The website",
    ],
)
def test_what_tells_of_no_habit(text):
    assert terms(f"# T\n\n{text}\n") == []


def test_a_capital_in_a_sentence_tells_of_one():
    assert [way for *_, way in terms("# T\n\nAcross the Internet, and Internet orders; see Web sites.\n")] == [
        "Internet",
        "Internet",
        "Web sites",
    ]


def test_ways_lead_to_one_another():
    assert other_ways("U.S.") == ("US", "USA", "U.S.", "U.S.A.")
    assert other_ways("Korean Peninsula") == other_ways("Korean peninsula") == ("Korean peninsula", "Korean Peninsula")


@given(st.text())
def test_no_line_is_taken_for_a_term(text):
    hashes = {term_hash(way) for group in GROUPS for way in other_ways(group.split(" | ")[0])}
    assert hashes.isdisjoint(found.hash for found in find_lines(parse(f"{text}\n\nterm US.\n", "a.txt")))


def fill(root, odd="web site"):
    for number in range(12):
        put(root, f"{number:02}.md", f"# Number {number}\n\nTicket {number} is sold on the website of line {number}.\n")
    put(root, "odd.md", f"# The bakery\n\nThe bakery has no {odd}, and 🥐 no\u0301 second {odd}.\n\nA third {odd}.\n")


def found(paths, **options):
    result = copydesk.check_paths(paths, isolated=True, select=[RULE], **options)
    assert not result.errors
    return [
        (finding.path.rpartition("/")[2], finding.text, finding.line, finding.column) for finding in result.findings
    ]


def test_it_takes_a_clear_habit(tmp_path):
    fill(tmp_path)
    places = [("odd.md", "web site", 3, 19), ("odd.md", "web site", 3, 46), ("odd.md", "web site", 5, 9)]
    assert found([tmp_path]) == places
    assert found([tmp_path], config=f"rules.{RULE}.most=1") == places[:1]
    assert found([tmp_path], config=f"rules.{RULE}.allow=[web site]") == []
    assert found([tmp_path], config=f"rules.{RULE}.articles=13") == []
    put(tmp_path, "second.md", "# Second\n\nA web site.\n")
    assert found([tmp_path]) == []  # 12 of 14 are fewer than nine of ten


def test_it_is_in_preview_and_not_for_the_scraped(tmp_path):
    fill(tmp_path)
    whole = copydesk.check_paths([tmp_path], isolated=True)
    assert RULE not in {finding.rule for finding in whole.findings}
    preview = copydesk.check_paths([tmp_path], isolated=True, config="preview=true")
    assert RULE in {finding.rule for finding in preview.findings}
    scraped = copydesk.check_paths([tmp_path], isolated=True, config="preview=true", profile="scraped")
    assert RULE not in {finding.rule for finding in scraped.findings}


def test_the_index_gives_what_reading_everything_gives(tmp_path, monkeypatch, capsys):
    root = repository(tmp_path)
    monkeypatch.chdir(root)
    fill(root)
    commit(root)

    def told(*arguments):
        main(["check", "--exit-zero", "--select", RULE, "--output-format", "json", *arguments])
        findings = json.loads(capsys.readouterr().out)["findings"]
        return [finding for finding in findings if finding["path"] == "odd.md"]

    whole = told("--no-cache", ".")
    assert len(whole) == 3
    assert whole[0]["related_total"] == 12
    assert [place["path"] for place in whole[0]["related"]] == ["00.md", "01.md", "02.md"]
    assert told("odd.md") == told("odd.md", "03.md") == told("--no-cache", "odd.md") == told("--jobs=2", ".") == whole
    # Others take another way, and one goes, without any being named.
    put(root, "03.md", "# Number 3\n\nA web site.\n")
    assert told("odd.md") == told("--no-cache", ".") == []
    put(root, "03.md", "# Number 3\n\nNothing of the kind.\n")
    (root / "00.md").unlink()
    fewer = told("odd.md")
    assert fewer == told("--no-cache", ".")
    assert "in 10 of the 11 articles" in fewer[0]["message"]


def test_a_hook_tells_of_a_place_in_changed_text_only(tmp_path, monkeypatch, capsys):
    root = repository(tmp_path)
    monkeypatch.chdir(root)
    fill(root)
    commit(root)
    text = (root / "odd.md").read_text()
    put(root, "odd.md", text.replace("A third web site.", "A third web site, and more."))

    def lines(*arguments):
        main(["check", "--exit-zero", "--select", RULE, "--output-format", "json", "--since", "HEAD", *arguments])
        return [finding["line"] for finding in json.loads(capsys.readouterr().out)["findings"]]

    assert lines() == [5]
