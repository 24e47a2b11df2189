"""Coverage-guided fuzzing of the readers, with atheris.

    python fuzz/fuzz.py TARGET [-runs=N] [libFuzzer options]

Targets: `markdown`, `mdx`, `html` and `text` read an article and check that every block and span has its place; `rules`
reads a rule file; `check` runs the default rules over an article and checks every finding. The corpus of each target
starts from the files in fuzz/corpus/TARGET. A crash is written to the working folder; mend it, and add it as a test.
`make fuzz` installs what is needed and runs all targets.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent

with atheris.instrument_imports(include=["copydesk"]):
    from copydesk.articles import Source
    from copydesk.document import Document
    from copydesk.engine import Linter
    from copydesk.formats import html as _html  # noqa: F401 - loaded here to be instrumented
    from copydesk.formats import markdown as _markdown  # noqa: F401 - as above
    from copydesk.formats import parse
    from copydesk.formats import plain as _plain  # noqa: F401 - as above
    from copydesk.plan import make_plan
    from copydesk.planner import RunOptions
    from copydesk.rules.schema import RuleError, check_rule
    from copydesk.sources.files import PassedError

_linter = Linter(make_plan([], RunOptions(isolated=True, min_confidence="low")).groups)


def check_places(document: Document) -> None:
    """As `tests/offsets.py`, but by span instead of by character, so that many more articles can be tried."""
    text = document.text
    for block in document.blocks:
        start, end = block.start, block.end
        outer = block.outer
        assert 0 <= outer[0] <= start <= end <= outer[1] <= len(text), block
        spans = block.spans
        last = 0
        for at in range(0, len(spans), 3):
            visible = spans[at]
            following = spans[at + 3] if at + 3 < len(spans) else len(block.text)
            if visible == following:
                continue
            first, after = block.source_range(visible, following)
            assert last <= first <= after <= len(text), (block, at)
            last = first
            if after - first == following - visible > 1:
                assert text[first:after].replace("\x00", "\x01") == block.text[visible:following].replace(
                    "\x00", "\x01"
                )
        if block.text.strip():
            place = document.position(start)
            assert document.line_range(place[0])[0] + place[1] - 1 == start


def read_article(format: str, data: bytes, path: str = "a") -> None:  # noqa: A002 - users' word
    """One article: it can be read, and everything has its place."""
    check_places(parse(data, path, format))


def read_rule(data: bytes) -> None:
    """One rule file: it is read, or refused with a message."""
    try:
        check_rule(data, "Fuzz/Rule.yml")
    except RuleError as error:
        assert str(error).startswith("Fuzz/Rule.yml")  # noqa: PT017 - the message is what is looked at


def check_article(data: bytes) -> None:
    """One article under all default rules: no check fails, every finding holds its text."""
    if not data:
        return
    format = ("markdown", "html", "text")[data[0] % 3]  # noqa: A001 - users' word
    source = Source("a", data[1:], format)
    try:
        document = _linter.document(source)
    except PassedError:  # is binary
        return
    examined = _linter.examine(source, across=True)
    assert not examined.errors, examined.errors
    for finding in examined.findings:
        assert document.text[finding.start : finding.end] == finding.text
        assert 0 <= finding.start <= finding.end <= len(document.text)
        if finding.fix is not None:
            ends = [0, *(edit.end for edit in finding.fix.edits)]
            assert all(end <= edit.start <= edit.end for end, edit in zip(ends, finding.fix.edits, strict=False))


TARGETS = {
    "markdown": lambda data: read_article("markdown", data),
    "mdx": lambda data: read_article("markdown", data, "a.mdx"),
    "html": lambda data: read_article("html", data),
    "text": lambda data: read_article("text", data),
    "rules": read_rule,
    "check": check_article,
}


def main() -> None:
    """Fuzz the target that the command line names."""
    name = sys.argv[1]
    found = Path.cwd() / "fuzz-corpus" / name
    found.mkdir(parents=True, exist_ok=True)
    options = [*sys.argv[2:], str(found), str(HERE / "corpus" / name)]
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
