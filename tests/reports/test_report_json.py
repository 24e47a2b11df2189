from __future__ import annotations

import io
import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import ARTICLES, sample_result

from copydesk.model import Edit, FileResult, Finding, Fix, Place, Problem, Result
from copydesk.reports import json_document, json_lines
from copydesk.reports.context import ReportContext
from copydesk.reports.json_objects import encode
from copydesk.reports.summary import summarize

CONTEXT = ReportContext(source=ARTICLES.get, version="1.2.3")


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json.loads((files("copydesk.reports") / "report.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def validator(schema: dict[str, Any]) -> Any:
    return jsonschema.Draft202012Validator(schema)


def document(result: Result) -> Any:
    stream = io.StringIO()
    json_document.write(result, CONTEXT, stream)
    stream.getvalue().encode("utf-8")
    return json.loads(stream.getvalue())


def lines(result: Result) -> list[Any]:
    stream = io.StringIO()
    json_lines.write(result, CONTEXT, stream)
    stream.getvalue().encode("utf-8")
    return [json.loads(line) for line in stream.getvalue().split("\n")[:-1]]


# Two surrogates that happen to make a pair are one character to any JSON reader.
TEXT = st.text(st.characters(exclude_characters=[chr(code) for code in range(0xD800, 0xDC00)]), max_size=30) | st.text(
    '\x00\x1b\x7f\x85\u2028\u202e\u200d\ufeff\U000e0041\udc80#["\\é島🍰', max_size=12
)
COUNT = st.integers(0, 10**9)
POSITION = st.integers(1, 10**6)
NUMBER = st.none() | st.floats()
PLACE = st.builds(
    Place,
    path=TEXT,
    start=COUNT,
    end=COUNT,
    line=POSITION,
    column=POSITION,
    end_line=POSITION,
    end_column=POSITION,
    similarity=st.none() | st.floats(0, 1),
    message=TEXT,
)
FINDING = st.builds(
    Finding,
    path=TEXT,
    rule=TEXT,
    severity=st.sampled_from(["error", "warning", "suggestion"]),
    confidence=st.sampled_from(["high", "medium", "low"]),
    message=TEXT,
    start=COUNT,
    end=COUNT,
    line=POSITION,
    column=POSITION,
    end_line=POSITION,
    end_column=POSITION,
    text=TEXT,
    related=st.lists(PLACE, max_size=2).map(tuple),
    related_total=COUNT,
    cluster=st.none() | TEXT,
    fix=st.none()
    | st.builds(
        Fix,
        st.sampled_from(["safe", "unsafe"]),
        st.lists(st.builds(Edit, COUNT, COUNT, TEXT), max_size=2).map(tuple),
    ),
    fingerprint=TEXT,
    url=st.none() | TEXT,
)
FILE = st.builds(
    FileResult,
    path=TEXT,
    title=st.none() | TEXT,
    language=st.none() | TEXT,
    words=COUNT,
    score=st.none() | st.floats(0, 100),
    grade=st.sampled_from(["A", "B", "C", "D", "F", None]),
    metrics=st.dictionaries(TEXT, NUMBER, max_size=3),
    categories=st.dictionaries(
        TEXT,
        st.fixed_dictionaries({"score": st.floats(0, 100), "points": st.floats(0, 100), "findings": COUNT}),
        max_size=2,
    ),
)
RESULT = st.builds(
    Result,
    files=st.lists(FILE, max_size=2).map(tuple),
    findings=st.lists(FINDING, max_size=3).map(tuple),
    errors=st.lists(st.builds(Problem, TEXT, TEXT), max_size=2).map(tuple),
    suppressed=st.integers(min_value=0, max_value=99),
    fixed=st.integers(min_value=0, max_value=99),
    known=st.integers(min_value=0, max_value=99),
)


NOT_SHOWN = {FileResult: ("charges", "suppressed"), Finding: ("former",)}
"""Facts of a file that the report of `copydesk report` shows, and this one does not; what a finding has for baselines."""


def fields(item: Any) -> Any:
    """Plain data of a named tuple, written down another way than the report does it."""
    if hasattr(item, "_fields"):
        shown = [name for name in item._fields if name not in NOT_SHOWN.get(type(item), ())]
        return {name: fields(getattr(item, name)) for name in shown}
    if isinstance(item, tuple):
        return [fields(part) for part in item]
    if isinstance(item, dict):
        return {key: fields(value) for key, value in item.items()}
    if isinstance(item, float) and item - item != 0:
        return None
    return item


@given(RESULT)
def test_json_holds_everything_exactly(validator: Any, result: Result):
    data = document(result)
    validator.validate(data)
    assert data["version"] == "1.2.3"
    assert data["files"] == fields(result.files)
    assert data["findings"] == fields(result.findings)
    assert data["errors"] == fields(result.errors)
    assert data["summary"] == summarize(result)


@given(RESULT)
def test_json_lines_hold_what_json_holds(result: Result):
    data = document(result)
    items = lines(result)
    for kind, name in (("file", "files"), ("finding", "findings"), ("error", "errors")):
        typed = [{key: value for key, value in item.items() if key != "type"} for item in items if item["type"] == kind]
        assert len(typed) == len(data[name])
        assert all(item in data[name] for item in typed)
    assert items[-1] == {"type": "summary", "version": "1.2.3", **data["summary"]}
    assert [item["type"] for item in items].count("summary") == 1


def test_json_lines_put_findings_behind_their_file(schema: dict[str, Any]):
    items = lines(sample_result())
    assert [item["type"] for item in items] == [
        "file",
        "finding",
        "file",
        *["finding"] * 7,
        "file",
        "error",
        "summary",
    ]
    for item in items:
        one = {"$defs": schema["$defs"], "$ref": f"#/$defs/{item['type']}"}
        jsonschema.Draft202012Validator(one).validate(item)


def test_findings_of_no_file_are_not_lost():
    result = sample_result()
    items = lines(Result((), result.findings))
    assert [item["type"] for item in items] == [*["finding"] * 8, "summary"]


def test_the_schema_is_a_schema(schema: dict[str, Any]):
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("version"),
        lambda data: data.update(more=1),
        lambda data: data["files"][0].pop("score"),
        lambda data: data["findings"][0].pop("cluster"),
        lambda data: data["findings"][0].update(severity="fatal"),
        lambda data: data["findings"][0].update(line=0),
        lambda data: data["findings"][0]["related"][0].update(similarity=1.5),
        lambda data: data["findings"][1]["fix"]["edits"][0].pop("replacement"),
        lambda data: data["summary"]["by_severity"].pop("error"),
        lambda data: data["errors"][0].pop("message"),
    ],
)
def test_the_schema_refuses_what_is_not_the_contract(validator: Any, change: Any):
    data = document(sample_result())
    validator.validate(data)
    change(data)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(data)


def test_equal_results_give_equal_bytes():
    result = sample_result()
    turned = tuple(
        file._replace(metrics=dict(reversed(file.metrics.items())), categories=dict(file.categories))
        for file in result.files
    )
    for module in (json_document, json_lines):
        streams = io.StringIO(), io.StringIO()
        module.write(result, CONTEXT, streams[0])
        module.write(result._replace(files=turned), CONTEXT, streams[1])
        assert streams[0].getvalue() == streams[1].getvalue()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_streams_that_cannot_hold_all_letters_get_escapes(encoding: str):
    for module in (json_document, json_lines):
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
        module.write(sample_result(), CONTEXT, stream)
        stream.flush()
        wide = io.StringIO()
        module.write(sample_result(), CONTEXT, wide)
        read = json.loads if module is json_document else lambda text: [*map(json.loads, text.splitlines())]
        assert read(raw.getvalue().decode("ascii")) == read(wide.getvalue())


def test_what_could_act_is_escaped():
    assert encode("a\u202eb") == '"a\\u202eb"'
    assert encode("\x7f\x9b\ud800\U000e0041") == '"\\u007f\\u009b\\ud800\\udb40\\udc41"'
    assert encode("##[error]##VSO[x]##teamcity[") == '"#\\u0023[error]#\\u0023VSO[x]#\\u0023teamcity["'
    assert encode("## Über ##") == '"## Über ##"'
