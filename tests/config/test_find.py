from __future__ import annotations

import os

import pytest

from copydesk.config.find import find_config, find_root


def test_the_nearest_file_wins(project):
    (project / "copydesk.yml").touch()
    inner = project / "blog" / "2024"
    inner.mkdir(parents=True)
    assert find_config(str(inner)) == str(project / "copydesk.yml")
    (project / "blog" / "copydesk.yml").touch()
    assert find_config(str(inner)) == str(project / "blog" / "copydesk.yml")
    assert find_config(str(project)) == str(project / "copydesk.yml")


def test_order_of_names_in_one_folder(project):
    (project / "pyproject.toml").write_text("[tool.copydesk]\n")
    assert find_config(str(project)) == str(project / "pyproject.toml")
    (project / "copydesk.yml").touch()
    assert find_config(str(project)) == str(project / "copydesk.yml")
    (project / ".copydesk.yml").touch()
    assert find_config(str(project)) == str(project / ".copydesk.yml")


def test_a_pyproject_without_our_table_is_passed_over(project):
    (project / "copydesk.yml").touch()
    inner = project / "package"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\n")
    assert find_config(str(inner)) == str(project / "copydesk.yml")


def test_the_search_ends_at_the_work_tree(project):
    (project / "copydesk.yml").touch()
    nested = project / "module"
    (nested / ".git").mkdir(parents=True)
    assert find_config(str(nested)) is None
    assert find_root(str(nested)) == str(nested)


def test_answers_are_kept_by_folder(project):
    (project / "copydesk.yml").touch()
    known: dict[str, str | None] = {}
    deep = project / "a" / "b"
    deep.mkdir(parents=True)
    find_config(str(deep), known)
    assert known == dict.fromkeys([str(deep), str(deep.parent), str(project)], str(project / "copydesk.yml"))
    os.remove(project / "copydesk.yml")
    assert find_config(str(deep.parent), known) == str(project / "copydesk.yml")


@pytest.mark.parametrize(
    ("table", "ours"),
    [
        ("[tool.copydesk.rules]", True),
        ('[ tool . "copydesk" ]', True),
        ("[tool.copydesk-extras]", False),
        ("# [tool.copydesk]", False),
        ('about = "[tool.copydesk]"', False),
    ],
)
def test_what_counts_as_our_table(project, table, ours):
    (project / "pyproject.toml").write_text(f"[project]\nname = 'x'\n{table}\n")
    assert (find_config(str(project)) is not None) == ours
