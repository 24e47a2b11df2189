"""Whatever an article, a path or a message holds, no report acts on a terminal, a log or a CI system."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyromark import Markdown, Options
from report_samples import finding, place

from copydesk.model import Edit, FileResult, Fix, Problem, Result
from copydesk.reports import REPORTS, load_report
from copydesk.reports.context import ReportContext
from copydesk.reports.escape import escape, escape_path
from copydesk.reports.problems import write_problems

PAYLOADS = [
    # commands of CI systems
    "::error::owned",
    "::error file=a.md,line=1::owned",
    "  ::warning::owned",
    "\t::set-output name=x::y",
    "\n::add-mask::secret",
    "text\n::group::x",
    "text\r\n::stop-commands::x",
    "text\r::debug::x",
    "text\x0b::error::x",
    "text\x0c::error::x",
    "text\x85::error::x",
    "text\u2028::error::x",
    "text\u2029::error::x",
    "\xa0::error::x",
    "\u3000::error::x",
    "\ufeff::error::x",
    "\u200b::error::x",
    ":\u200d:error::x",
    "##[error]owned",
    "text ##[error]owned",
    "##[group]x",
    "#\u200b#[error]x",
    "##\u200b[error]x",
    "##\ufe0f[error]x",
    "##\u034f[error]x",
    "##\xad[error]x",
    "###[error]x",
    "####[section]x",
    "##vso[task.setvariable variable=x]y",
    "##VSO[task.complete result=Failed]",
    "a ##vso[task.logissue type=error]x",
    "##\u2060vso[task.x]",
    "##teamcity[buildStatus status='FAILURE']",
    "x ##TeamCity[progressMessage 'x']",
    "--- group",
    "+++ group",
    "~~~ group",
    "- - -",
    "^^^ +++",
    "section_start:1560896352:x\r\x1b[0Kx",
    "travis_fold:start:x\r",
    "[command]rm",
    # terminals
    "\x1b[31mred\x1b[0m",
    "\x1b[2J\x1b[H",
    "\x1b]0;title\x07",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1bc",
    "\x9b31m",
    "\x90q\x9c",
    "\x07\x07",
    "gone\b\b\b\b",
    "gone\rhere",
    "nul\x00nul",
    "\x7f",
    "\x0e\x0f",
    "\x1a\x04",
    # what cannot be seen, or is seen elsewhere
    "\u202eevil\u202c",
    "\u2066\u2067\u2068\u2069",
    "\u200e\u200f\u061c",
    "a\u200bb\u200cc\u200dd",
    "\u2060\u2061\u2062\u2063\u2064",
    "\u206a\u206f",
    "a\xadb",
    "\ufff9a\ufffab\ufffb",
    "\U000e0041\U000e0042\U000e007f",
    "a\U000e0100\U000e01ef",
    "a\ufe00\ufe01\ufe0e\ufe0f",
    "\u3164\u115f\u1160\uffa0\u2800",
    "\u180b\u180e\u180f",
    "\u17b4\u17b5",
    "a" + "\u0301\u0302\u0303\u0304" * 30,
    "\u0301\u0301",
    "\ue000\uf8ff\U0010fffd",
    "\ufdd0\uffff",
    # what cannot be encoded
    "\ud800",
    "\udfff\ud800",
    "a\udc80b\udcff",
    # other languages' own
    "<script>alert(1)</script>",
    "@everyone #1 [x](javascript:y)",
    "]]>&lt;!--",
    '"}\n{"type": "finding"}',
    "\\u202e \\n",
    "%0A::error::x %0D",
    "%s %d {0} {x}",
    "$(rm) `rm` | rm",
    "x" * 5000,
    "島" * 3000,
    "\t" * 500,
    "\n" * 500,
    "::" * 500,
    "##[" * 500,
    "",
]
# Each payload also inside what a report might open, close or take for its own.
AROUND = ["{}]]>", "</failure>{}", "|{}|", "`{}", '"{}"', "\\\n{}\r\n", "@{}", "a;{}]"]
MANY = [*PAYLOADS, *(around.format(payload) for payload in PAYLOADS if len(payload) < 500 for around in AROUND)]
NAMES = st.text(st.characters(), max_size=12) | st.text(":#[vso]team\u200b\ufe0f\n\r\x1b -+a", max_size=16)

PEOPLE = ("full", "concise", "grouped")
HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def result_of(payload: str, other: str | None = None) -> tuple[Result, dict[str, str]]:
    """The payload everywhere a report may show it: text, path, message, related place, fix, title, error."""
    other = payload if other is None else other
    source = f"{other}{payload}{other}\n{payload}"
    start = len(other)
    end = start + len(payload)
    fix = Fix("safe", (Edit(start, end, other), Edit(len(source), len(source), payload)))
    item = finding(
        payload,
        source,
        source[start:end],
        rule=other,
        message=payload,
        cluster=payload,
        url=other,
        fix=fix,
        confidence="low",
        related=(place(other, source, "", similarity=1.0, message=payload),),
    )
    item = item._replace(start=start, end=end)
    whole = item._replace(start=0, end=len(source), text=source, fix=Fix("unsafe", (Edit(0, len(source), ""),)))
    files = (FileResult(payload, payload, other, 3, metrics={payload: 1.0}, categories={other: payload}),)
    problems = (Problem(payload, other), Problem("", payload))
    return Result(files, (item, whole), problems, problems), {payload: source}


def written(name: str, payload: str, other: str | None = None, **changes: object) -> str:
    result, sources = result_of(payload, other)
    if changes.get("terminal"):
        result = result._replace(findings=result.findings * 101)
    stream = io.StringIO(newline="")
    context = ReportContext(source=sources.get, statistics=True, **changes)
    load_report(name).write(result, context, stream)
    if name in PEOPLE:
        write_problems(result, stream)
    return stream.getvalue()


def check_harmless(text: str) -> None:
    text.encode("utf-8")
    for line in text.split("\n"):
        # As the runners see it: blanks at the start and characters that show nothing do not count.
        bare = "".join(c for c in line if category(c) not in HIDDEN and c not in "\ufe0e\ufe0f\u034f").strip()
        assert not bare.startswith("::"), line
        assert not re.search(r"(?i)##(\[|vso\[|teamcity\[)", bare), line
        assert not re.match(r"(---|\+\+\+|~~~|\^\^\^) ", line), line
    for character in set(text) - {"\n"}:
        assert category(character) not in HIDDEN or character in "\u200c\u200d", ascii(character)
        assert character not in "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
        assert not "\ufe00" <= character <= "\ufe0d"
        assert not "\U000e0000" <= character <= "\U000e0fff"


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
@pytest.mark.parametrize("name", PEOPLE)
def test_reports_for_people_are_harmless(name: str, payload: str):
    check_harmless(written(name, payload))
    check_harmless(written(name, payload, "plain "))
    check_harmless(written(name, payload, width=40))
    check_harmless(written(name, payload, terminal=True))


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_json_is_harmless_and_whole(payload: str):
    text = written("json", payload)
    check_json(text)
    data = json.loads(text)
    assert text.count("\n") == 13
    assert data["files"][0]["title"] == merged(payload)
    assert data["findings"][0]["text"] == merged(payload)
    assert data["findings"][0]["related"][0]["message"] == merged(payload)


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_json_lines_are_harmless_and_whole(payload: str):
    text = written("jsonl", payload)
    check_json(text)
    items = [json.loads(line) for line in text.splitlines()]
    assert [item["type"] for item in items] == ["file", "finding", "finding", "error", "error", "summary"]
    assert items[1]["message"] == merged(payload)


def merged(text: str) -> str:
    """The text as JSON can hold it: two surrogates that make a pair are one character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def check_json(text: str) -> None:
    text.encode("utf-8")
    for line in text.split("\n"):
        assert not line.startswith(("::", "---", "+++"))
        assert not re.search(r"(?i)##(\[|vso\[|teamcity\[)", line)
    for character in set(text) - {"\n"}:
        # Private and unassigned characters do nothing and stay as they are.
        assert category(character) not in HIDDEN - {"Co", "Cn"}, ascii(character)
        assert character not in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
        assert not "\ufe00" <= character <= "\ufe0f"


@given(NAMES, NAMES)
def test_no_text_is_harmful(payload: str, other: str):
    for name in PEOPLE:
        check_harmless(written(name, payload, other))
    for name in ("json", "jsonl"):
        check_json(written(name, payload, other))


@given(st.sampled_from(PAYLOADS), st.sampled_from(PAYLOADS))
def test_no_two_payloads_make_a_harmful_one(payload: str, other: str):
    for name in PEOPLE:
        check_harmless(written(name, payload, other, width=40))


def test_there_are_many_payloads():
    assert len(MANY) >= 500


@pytest.mark.parametrize("name", REPORTS)
def test_no_format_lets_a_payload_act(name: str):
    for payload in MANY:
        text = written(name, payload, base="site/")
        text.encode("utf-8")
        CHECKS[name](text, payload)


@given(NAMES, NAMES)
def test_no_format_lets_any_text_act(payload: str, other: str):
    for name in REPORTS:
        CHECKS[name](written(name, payload, other), payload)


def check_people(text: str, payload: str) -> None:
    check_harmless(text)


def check_json_report(text: str, payload: str) -> None:
    check_json(text)
    for line in text.splitlines() if text.startswith('{"type"') else [text]:
        json.loads(line)


def check_github(text: str, payload: str) -> None:
    """The lines as the runner reads them: only our own commands, whose properties hold what we meant."""
    lines = text.splitlines()
    assert len(lines) == 4
    for line in lines:
        found = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert found, line
        names = [item.partition("=")[0] for item in found[2].split(",")]
        assert set(names) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert len(names) == len(set(names))
        check_inside(found[3])
    told = lines[-1].split("::", 2)[2]
    assert told.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") == escape(payload)


def check_azure(text: str, payload: str) -> None:
    lines = text.splitlines()
    assert len(lines) == 4
    for line in lines:
        found = re.fullmatch(r"##vso\[task\.logissue type=(?:error|warning);([^\]]*)\](.*)", line)
        assert found, line
        names = [item.partition("=")[0] for item in found[1].split(";") if item]
        assert set(names) <= {"sourcepath", "linenumber", "columnnumber", "code"}
        assert not re.search(r"(?i)##(\[|vso\[)", found[1] + found[2])
        check_inside(found[2])


def check_inside(text: str) -> None:
    assert not re.search(r"(?i)##(\[|vso\[|teamcity\[)", text)
    assert not [c for c in text if category(c) in HIDDEN and c not in "\u200c\u200d"]


def check_xml(text: str, payload: str) -> None:
    check_harmless(text)
    root = ET.fromstring(text)
    tags = [item.tag for item in root.iter()]
    failures = [item for item in root.iter() if item.tag in ("failure", "error")]
    assert set(tags) <= {"testsuites", "testsuite", "testcase", "failure", "error", "checkstyle", "file"}
    assert len(failures) == 4
    assert any(item.get("message") == escape(payload) for item in failures)


def check_markdown(text: str, payload: str) -> None:
    """As a Markdown parser sees it: our tables, and text of others in code only."""
    check_harmless(text)
    plain = []
    cells = 0
    for event in Markdown(options=Options.ENABLE_TABLES | Options.ENABLE_GFM).events(text):
        name, value = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        assert name in ("Start", "End", "Text", "Code", "SoftBreak"), event
        if name == "Start":
            tag = value if isinstance(value, str) else next(iter(value))
            assert tag in ("Heading", "Paragraph", "Table", "TableHead", "TableRow", "TableCell"), event
            cells += tag == "TableCell"
        elif name == "Text":
            plain.append(value)
    assert cells == 5 * 2 + 4 * 3 + 2 * 3
    assert not re.search(r"[@#<>&`\[\]*_~\\$]|://|www\.", "".join(plain)), plain


CHECKS = {
    "full": check_people,
    "concise": check_people,
    "grouped": check_people,
    "json": check_json_report,
    "jsonl": check_json_report,
    "sarif": check_json_report,
    "gitlab": check_json_report,
    "rdjson": check_json_report,
    "github": check_github,
    "azure": check_azure,
    "junit": check_xml,
    "checkstyle": check_xml,
    "markdown": check_markdown,
}


def test_what_escapes_look_like():
    assert escape("a\u202eb\x1b[0m\x9b") == r"a\u202eb\u001b[0m\u009b"
    assert escape("one\ntwo\r\n\tthree") == r"one\ntwo\r\n\tthree"
    assert escape("\ud800 \U000e0041") == r"\ud800 \U000e0041"
    assert escape("::error::x") == r"\u003a:error::x"
    assert escape("  ::error::x") == r"  \u003a:error::x"
    assert escape("a ##[error] ##vso[ ##") == r"a #\u0023[error] #\u0023vso[ ##"
    assert escape("a" * 2000, 100) == "a" * 100 + "..."


@pytest.mark.parametrize(
    "text",
    [
        "“Hello” – said Zoë; “ça va?”",
        "## Heading :: with colons",
        "Привет, мир",
        "島のフェリー",
        "cafe\u0301",
        "🍰 \u2764\ufe0f 1\ufe0f\u20e3 👍\U0001f3fd",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "non\xa0breaking",
        "",
    ],
)
def test_plain_text_of_any_language_stays(text: str):
    assert escape(text) == text


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a/b.md", "a/b.md"),
        ("naïve.md", "naïve.md"),
        ("-x.md", "./-x.md"),
        (":", "./:"),
        ("--- x.md", "./--- x.md"),
        ("::error::x.md", "./::error::x.md"),
        (" ::error::x.md", "./ ::error::x.md"),
        ("a\nb.md", r"a\nb.md"),
        ("\n::x.md", r"\n::x.md"),
        ("##[error]x.md", r"#\u0023[error]x.md"),
        ("d" * 3000 + ".md", "d" * 3000 + ".md"),
    ],
)
def test_paths_stay_paths(path: str, shown: str):
    assert escape_path(path) == shown


def test_reports_load_nothing_heavy():
    modules = ", ".join([*(REPORTS[name] for name in ("full", "concise")), "copydesk.reports.problems"])
    heavy = "{'json', 'pathlib', 'textwrap', 'shutil', 'difflib', 'dataclasses', 'copydesk.reports.rank', 'yaml'}"
    code = f"import sys; base = set(sys.modules); import {modules}; print(sorted({heavy} & (set(sys.modules) - base)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
