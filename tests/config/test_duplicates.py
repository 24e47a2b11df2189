from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.config.duplicates import _fault, check_duplicates
from copydesk.config.load import load_settings
from copydesk.config.settings import Settings, with_override
from copydesk.duplicates.lawful import _compiled
from copydesk.engine import Group
from copydesk.model import CopydeskError
from copydesk.plan import make_plan
from copydesk.planner import RunOptions

YAML = """\
duplicates:
  copies: [releases/*/**, "guide.*.md"]
  keep: longest
"""
TOML = """\
[tool.copydesk.duplicates]
copies = ["releases/*/**", "guide.*.md"]
keep = "longest"
"""
BOTH = {"copies": ("releases/*/**", "guide.*.md"), "keep": "longest"}


@pytest.mark.parametrize(("name", "text"), [("copydesk.yml", YAML), ("pyproject.toml", TOML)])
def test_files_say_it(project, name, text):
    (project / name).write_text(text)
    assert load_settings(str(project / name)).duplicates == BOTH


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (None, {}),
        ({}, {}),
        ({"copies": "a/*/**"}, {"copies": ("a/*/**",)}),
        ({"copies": []}, {"copies": ()}),
        ({"keep": "newest"}, {"keep": "newest"}),
        ({"keep": "docs/**"}, {"keep": ("docs/**",)}),
        ({"keep": ["docs", "*.md"]}, {"keep": ("docs", "*.md")}),
    ],
)
def test_values(value, meant):
    assert check_duplicates(value, "x") == meant


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("duplicates: [a]\n", "copydesk.yml:1: 'duplicates' takes a mapping, not ['a']"),
        (
            "duplicates:\n  keep: first\n  copy: []\n",
            "copydesk.yml:3: unknown key 'duplicates.copy'; did you mean 'copies'?",
        ),
        ("duplicates:\n  zzz: 1\n", "copydesk.yml:2: unknown key 'duplicates.zzz'"),
        (
            "duplicates:\n\n  keep: long\n",
            "copydesk.yml:3: 'duplicates.keep' is one of first, longest, newest or a list of globs, not 'long'; did you mean 'longest'?",
        ),
        (
            "duplicates: {keep: 5}\n",
            "copydesk.yml:1: 'duplicates.keep' takes first, longest, newest or a list of globs, not 5",
        ),
        ("duplicates: {copies: {a: b}}\n", "copydesk.yml:1: 'duplicates.copies' takes a list of globs, not {'a': 'b'}"),
        ("duplicates: {copies: [1]}\n", "copydesk.yml:1: 'duplicates.copies' takes a list of globs, not [1]"),
        ("duplicates: {copies: ['']}\n", "copydesk.yml:1: 'duplicates.copies' takes a list of globs, not ['']"),
        (
            "duplicates: {copies: [docs/**]}\n",
            "copydesk.yml:1: 'duplicates.copies' takes globs with one *, 'docs/**' has none",
        ),
        (
            "duplicates: {copies: ['*/*/a']}\n",
            "copydesk.yml:1: 'duplicates.copies' takes globs with one *, '*/*/a' has more than one",
        ),
        (
            "duplicates: {copies: [docs/*.md]}\n",
            "copydesk.yml:1: 'duplicates.copies' takes globs with one *, 'docs/*.md' would take the name itself for it",
        ),
    ],
)
def test_mistakes_are_named(project, text, message):
    (project / "copydesk.yml").write_text(text)
    with pytest.raises(CopydeskError) as error:
        load_settings(str(project / "copydesk.yml"))
    assert str(error.value) == message


def test_mistakes_in_toml_are_named(project):
    path = project / "pyproject.toml"
    path.write_text('[tool.copydesk.duplicates]\ncopies = []\nkeeps = "first"\n')
    with pytest.raises(
        CopydeskError, match=r"^pyproject.toml:3: unknown key 'duplicates.keeps'; did you mean 'keep'\?$"
    ):
        load_settings(str(path))


def test_the_command_line_adds_single_keys():
    settings = Settings(duplicates=BOTH)
    assert with_override(settings, "duplicates.keep=first").duplicates == {**BOTH, "keep": "first"}
    assert with_override(settings, "duplicates.copies=[a/*/**]").duplicates == {**BOTH, "copies": ("a/*/**",)}
    assert with_override(settings, "duplicates={keep: newest}").duplicates == {"keep": "newest"}
    assert with_override(Settings(), "duplicates.keep=longest").duplicates == {"keep": "longest"}
    assert Settings().duplicates == Group(()).duplicates == {}
    with pytest.raises(
        CopydeskError, match=r"^--config duplicates.kep: unknown key 'duplicates.kep'; did you mean 'keep'"
    ):
        with_override(settings, "duplicates.kep=first")


def test_the_plan_carries_it_and_the_cache_keeps_it(project):
    (project / "copydesk.yml").write_text(YAML)
    (project / "a.md").write_text("Text.\n")
    for _ in range(2):
        (group,) = make_plan(["a.md"], RunOptions()).groups
        assert group.duplicates == BOTH
    (group,) = make_plan(["a.md"], RunOptions(config=("duplicates.keep=first",))).groups
    assert group.duplicates == {**BOTH, "keep": "first"}
    assert list((project / ".copydesk_cache").glob("plan-*"))


@given(st.lists(st.sampled_from(["*", "**", "a", "v*", "*.md", "a.*.md", "b*c", "**a", ""]), max_size=4).map("/".join))
def test_globs_that_pass_can_be_compiled(glob):
    assert (_fault(glob) == "") == (_compiled(glob) is not None)
