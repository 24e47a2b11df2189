from __future__ import annotations

import pytest

import copydesk

TEXT = "Council keeps library\n\nCouncil keeps library\n\nThe council met on on Tuesday.\n"


def test_check_text():
    findings = copydesk.check_text(TEXT, path="a.txt")
    assert [(f.path, f.rule, f.text) for f in findings] == [
        ("a.txt", "duplication.duplicate-title", "Council keeps library"),
        ("a.txt", "integrity.repeated-word", "on on"),
    ]
    assert [f.rule for f in copydesk.check_text(TEXT.encode("utf-16"), path="a.txt")] == [f.rule for f in findings]
    assert copydesk.check_text(TEXT, path="a.txt", select=["attribution"]) == []
    assert len(copydesk.check_text(TEXT, path="a.txt", ignore=["duplication"])) == 1


def test_check_text_reads_no_file(project):
    (project / "a.txt").write_text("Another text.\n")
    (project / "copydesk.yml").write_text("nonsense: [\n")
    assert len(copydesk.check_text(TEXT, path="a.txt")) == 2


def test_check_paths(project):
    (project / "a.txt").write_text(TEXT)
    (project / "b.md").write_text("# Fine\n\nNothing to see.\n")
    result = copydesk.check_paths([project])
    assert [file.path.rsplit("/", 1)[1] for file in result.files] == ["a.txt", "b.md"]
    assert len(result.findings) == 2
    assert result.errors == ()
    assert len(copydesk.check_paths().findings) == 2


def test_a_lone_string_is_one_name_or_path(project):
    (project / "a.txt").write_text(TEXT)
    assert len(copydesk.check_paths("a.txt").findings) == 2
    assert len(copydesk.check_text(TEXT, path="a.txt", select="integrity")) == 1
    assert len(copydesk.check_text(TEXT, path="a.txt", select="integrity, duplication")) == 2
    assert copydesk.check_text(TEXT, path="a.txt", config="rules.repeated-word=off", ignore="duplication") == []


def test_a_configuration_file_is_read_for_every_text(project):
    (project / "desk.yml").write_text("select: [integrity]\n")
    assert len(copydesk.check_text(TEXT, path="a.txt", config=["desk.yml"])) == 1
    (project / "desk.yml").write_text("select: [attribution]\n")
    assert copydesk.check_text(TEXT, path="a.txt", config=["desk.yml"]) == []


def test_wrong_options_raise():
    with pytest.raises(copydesk.CopydeskError, match="not 'sure'"):
        copydesk.check_text(TEXT, min_confidence="sure")
    with pytest.raises(copydesk.CopydeskError, match="did you mean 'repeated-word'"):
        copydesk.check_text(TEXT, select=["repeated-words"])


def test_parse_gives_a_document():
    document = copydesk.parse("# Title\n", "a.md")
    assert document.title_text == "Title"


def test_public_names_exist():
    for name in copydesk.__all__:
        assert getattr(copydesk, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        copydesk.nothing  # noqa: B018


def test_a_text_is_fixed():
    text = "A quiet year for the lighthouse\n\nA quiet year for the lighthouse\n\nThe the keeper counted.\n"
    fixed = "A quiet year for the lighthouse\n\nThe keeper counted.\n"
    assert copydesk.fix_text(text, "a.txt") == fixed
    assert copydesk.fix_text(text.encode("utf-16"), "a.txt") == fixed.encode("utf-16")
    assert copydesk.fix_text(text, "a.txt", ignore="duplicate-title") == text.replace("The the", "The")
    assert copydesk.fix_text("As it is \ud800.\r\n") == "As it is \ud800.\r\n"
