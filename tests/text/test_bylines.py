from __future__ import annotations

import pytest

from copydesk.text.bylines import is_byline, is_dateline, opens_with_dateline


@pytest.mark.parametrize("line", ["by jane doe", "By Jane", "By Jane Doe left.", "By 3 March 2026", "", "Bye Jane Doe", "By A Narrow Margin"])  # fmt: skip
def test_no_byline(line):
    assert not is_byline(line)


@pytest.mark.parametrize("line", ["By Jane Doe Jr.", "Text by Jane Doe", "Photos by: Jane Doe", "By Zoë Öst and Émile Îlot"])  # fmt: skip
def test_a_byline(line):
    assert is_byline(line)


@pytest.mark.parametrize("line", ["", "March", "12", "12 people", "PAGE 3", "3/4", "MARCH 3 ATTACK", "20260303 March"])
def test_no_dateline(line):
    assert not is_dateline(line)


@pytest.mark.parametrize("line", ["03.03.2026", "NEW YORK, Mar. 3, 2026 (AP)", "mardi 3 mars 2026 à 14:05", "sábado, 3 de mayo de 2026"])  # fmt: skip
def test_a_dateline(line):
    assert is_dateline(line)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("OLD TOWN, March 3 - The bridge is closed.", True),
        ("OLD TOWN, Ill. (AP) — The bridge is closed.", True),
        ("OLD TOWN (Daily News) -- The bridge is closed.", True),
        ("OLD TOWN - The bridge is closed.", False),
        ("Old Town (AP) - The bridge is closed.", False),
        ("OLD TOWN (AP)", False),
    ],
)
def test_a_paragraph_with_a_dateline(text, opens):
    assert opens_with_dateline(text) is opens


def test_very_long_lines_are_neither():
    assert not is_byline("By " + "Jane " * 100_000)
    assert not is_dateline("3 March 2026 " * 100_000)
    assert not opens_with_dateline("A" * 1_000_000)
