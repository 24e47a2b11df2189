"""Lines that recur in a project: what counts, whatever the store, the order and the cut of the files."""

from __future__ import annotations

import subprocess

import pytest

import copydesk
from copydesk.cli.main import main
from copydesk.duplicates.lines import EDGE, HEADING, SENTENCE, find_lines
from copydesk.formats import parse

SUBJECTS = ("bus", "ferry", "bakery", "library", "harbour", "school")
SLOGAN = "The Courier, free of charge"


def article(subject, number, line, *, foot=True):
    """An article of its own words, which no other one is like."""
    body = "\n\n".join(
        " ".join(f"{subject}{number * 100 + part * 20 + word}x" for word in range(20)) + "." for part in range(11)
    )
    paragraphs = body.split("\n\n")
    paragraphs.insert(11 if foot else 5, line)
    return f"What the {subject} is for\n\n" + "\n\n".join(paragraphs) + "\n"


def write(folder, line, count=4, **options):
    for number, subject in enumerate(SUBJECTS[:count], 3):
        (folder / f"{subject}.txt").write_text(article(subject, number, line, **options))


def found(paths, **options):
    result = copydesk.check_paths(paths, isolated=True, select=["recurring-boilerplate"], **options)
    assert not result.errors
    return [(finding.path.rsplit("/", 1)[-1], finding.text) for finding in result.findings]


def test_a_line_of_three_articles_is_found_in_each(tmp_path):
    write(tmp_path, SLOGAN, 3)
    assert found([tmp_path]) == [(f"{name}.txt", SLOGAN) for name in sorted(SUBJECTS[:3])]
    (tmp_path / "bus.txt").unlink()
    assert found([tmp_path]) == []


def test_copies_of_an_article_count_once(tmp_path):
    write(tmp_path, SLOGAN, 2)
    text = (tmp_path / "bus.txt").read_text()
    (tmp_path / "bus.txt").unlink()
    long = text.replace(SLOGAN, "") + "\n".join(
        f"\nThe bus number {n} leaves at {n} from the old market place." for n in range(9)
    )
    for number in range(3):
        (tmp_path / f"copy{number}.txt").write_text(f"{long}\n\n{SLOGAN}\n")
    assert [name for name, _ in found([tmp_path])] == []


@pytest.mark.parametrize("line", ["“Nobody asked us,” he said.", "By Ann Lee", "4:14 p.m.", "78,000", "Yes."])
def test_what_may_recur(tmp_path, line):
    write(tmp_path, line)
    assert found([tmp_path]) == []


def test_short_lines_count_at_the_edges_only(tmp_path):
    write(tmp_path, "Courier Club", foot=False)
    assert found([tmp_path]) == []
    write(tmp_path, "Courier Club")
    assert len(found([tmp_path])) == 4


def test_a_full_sentence_in_the_middle_is_a_guess(tmp_path):
    write(tmp_path, "It takes many votes to win the day in a town like this.", foot=False)
    assert found([tmp_path]) == []
    assert len(found([tmp_path], min_confidence="low")) == 4


def test_markdown_and_headings_are_for_the_scraped(tmp_path):
    for number, subject in enumerate(SUBJECTS[:4], 3):
        (tmp_path / f"{subject}.md").write_text("# " + article(subject, number, f"## More of this\n\n{SLOGAN}"))
    assert found([tmp_path]) == []
    assert {text for _, text in found([tmp_path], profile="scraped")} == {SLOGAN, "More of this"}


def test_a_phrase_tells_of_a_line_before_its_recurrence_does(tmp_path):
    write(tmp_path, "Share this story")
    result = copydesk.check_paths([tmp_path], isolated=True, select=["boilerplate"])
    assert {finding.rule for finding in result.findings} == {"boilerplate.boilerplate-footer"}


def test_the_index_gives_what_reading_everything_gives(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, SLOGAN, 6)
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "Add"]):
        subprocess.run(["git", *command], check=True)

    def lines(*arguments):
        with pytest.raises(SystemExit) as left:
            raise SystemExit(
                main(["check", "--select", "recurring-boilerplate", "--output-format", "jsonl", *arguments])
            )
        assert left.value.code == 1
        return [line for line in capsys.readouterr().out.splitlines() if '"bus.txt"' in line.split('"related"')[0]]

    whole = lines("--no-cache", ".")
    assert lines("bus.txt") == lines("bus.txt", "school.txt") == lines("--no-cache", "bus.txt") == whole
    # Another article takes the line up, and one lets it go, without any being named.
    (tmp_path / "ferry.txt").write_text(article("ferry", 9, "Nothing of the kind"))
    changed = lines("bus.txt")
    assert changed == lines("--no-cache", "bus.txt") != whole


def test_what_is_known_of_a_line():
    text = (
        "Title of it\n\nOne more line\n\n"
        + "Text that goes on and on for the sake of it all.\n\n" * 7
        + "The last line\n"
    )
    places = {found.block.text: found.place for found in find_lines(parse(text, "a.txt"))}
    assert places["One more line"] == EDGE
    assert places["The last line"] == EDGE
    assert "Title of it" not in places
    assert places["Text that goes on and on for the sake of it all."] & SENTENCE
    heads = {found.block.text: found.place for found in find_lines(parse("# T\n\n## A heading here\n\ntext\n", "a.md"))}
    assert heads["A heading here"] & HEADING


def test_one_line_is_one_item_for_people(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, SLOGAN, 5)
    main(["check", "--isolated", "--exit-zero", "--select", "recurring-boilerplate", "."])
    shown = capsys.readouterr().out
    assert "and 4 more findings of this line; --all lists them" in shown
    assert shown.count("This line stands in 5 articles") == 1
    main(["check", "--isolated", "--exit-zero", "--all", "--select", "recurring-boilerplate", "."])
    assert capsys.readouterr().out.count("This line stands in 5 articles") == 5


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("The Courier, free of charge", True),
        ("## The Courier, free of charge", True),
        ("The Courier, free of charge\n---------------------------", True),
        ("- Ask for it today\n- The Courier, free of charge\n- Read it at home", True),
        ("12. The Courier, free of charge\n\n    Read it at home, and on the bus", False),
    ],
)
def test_the_fix_takes_the_line_from_its_article_and_nothing_else(tmp_path, line, gone):
    for number, subject in enumerate(SUBJECTS[:4], 3):
        (tmp_path / f"{subject}.md").write_text("# " + article(subject, number, line, foot=False))
    result = copydesk.check_paths([tmp_path], isolated=True, select=["recurring-boilerplate"], profile="scraped")
    mine = [finding for finding in result.findings if finding.text == SLOGAN]
    assert len(mine) == 4
    for finding in mine:
        if not gone:
            assert finding.fix is None
            continue
        assert finding.fix.safety == "unsafe"
        (edit,) = finding.fix.edits
        text = (tmp_path / finding.path.rsplit("/", 1)[-1]).read_text()
        before = [(block.kind, block.text) for block in parse(text, "a.md").blocks if block.text != SLOGAN]
        rest = text[: edit.start] + edit.replacement + text[edit.end :]
        after = [(block.kind, block.text) for block in parse(rest, "a.md").blocks]
        assert after == before
