"""The examples of CommonMark and GitHub Flavored Markdown, which `scripts/fetch_specs.py` fetches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT
from copydesk.document import CODE
from copydesk.formats import parse
from offsets import check_offsets
from rendered_text import rendered_text

_EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
_NOT_IN_THE_FLOW = frozenset({"alt", "comment", "title", "front-matter"})
_DIFFERENCES = Path(__file__).with_name("spec_differences.txt")


def examples(name):
    path = ROOT / "build" / "specs" / f"{name}.txt"
    if not path.exists():
        pytest.skip(f"{path} is not there; scripts/fetch_specs.py fetches it")
    found = _EXAMPLE.findall(path.read_text(encoding="utf-8").replace("→", "\t"))
    assert len(found) > 600
    return [(number, source, html) for number, (source, html) in enumerate(found, 1)]


def differences(name):
    """Numbers of the examples that are known to read differently."""
    lines = _DIFFERENCES.read_text(encoding="utf-8").splitlines()
    return {int(line.split()[1]) for line in lines if line.startswith(name + " ")}


def visible(document):
    """Texts of the blocks in the flow of the article, inline code in its place."""
    texts = [
        " ".join(block.full_text.replace(CODE, "").split())
        for block in document.blocks
        if block.kind not in _NOT_IN_THE_FLOW
    ]
    return [text for text in texts if text]


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
def test_examples_read_as_they_are_rendered(name):
    different = {
        number for number, source, html in examples(name) if visible(parse(source, "a.md")) != rendered_text(html)
    }
    assert different <= differences(name)


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
@pytest.mark.parametrize("path", ["a.md", "a.mdx"])
def test_examples_keep_their_offsets(name, path):
    for _, source, _ in examples(name):
        for text in (source, source.replace("\n", "\r\n"), "> " + source.replace("\n", "\n> ")):
            check_offsets(parse(text, path))
