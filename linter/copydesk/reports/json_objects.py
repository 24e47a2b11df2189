r"""Findings and files as JSON objects, and how they are written.

Output is UTF-8 with readable letters. Everything that could act on a terminal or in a log, and lone surrogates, come
as `\uXXXX`, which a JSON reader turns back into the same text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from math import isfinite

from copydesk.model import FileResult, Finding, Place, Problem
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TextIO

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_ACTING = (
    "[\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
    r"|(?<=#)#(?=(?i:\[|vso\[|teamcity\[))"
)


def encode(value: Any) -> str:
    """One line of JSON, always encodable as UTF-8."""
    text = _ENCODER.encode(value)
    if text.isascii() and "##" not in text and "\x7f" not in text:
        return text
    return re.sub(_ACTING, _escape, text)


def write_json(stream: TextIO, text: str) -> None:
    """Write text that `encode` gave; in ASCII where the stream cannot hold all of Unicode."""
    encoding = getattr(stream, "encoding", None)
    if encoding and not text.isascii() and not encoding.lower().replace("-", "").startswith("utf"):
        text = re.sub("[^\0-\x7f]", _escape, text)
    stream.write(text)


def file_object(file: FileResult) -> dict[str, Any]:
    """A file as the report shows it; metrics that are not known or no number are null."""
    return {
        "path": file.path,
        "title": file.title,
        "language": file.language,
        "words": file.words,
        "score": _plain(file.score),
        "grade": file.grade,
        "metrics": _plain(file.metrics),
        "categories": _plain(file.categories),
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding as the report shows it."""
    fix = finding.fix
    return {
        "path": finding.path,
        "rule": finding.rule,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "text": finding.text,
        "related": [_place_object(place) for place in finding.related],
        "related_total": finding.related_total,
        "cluster": finding.cluster,
        "fix": fix
        and {
            "safety": fix.safety,
            "edits": [{"start": edit.start, "end": edit.end, "replacement": edit.replacement} for edit in fix.edits],
        },
        "fingerprint": finding.fingerprint,
        "url": finding.url,
    }


def problem_object(problem: Problem) -> dict[str, Any]:
    """An error as the report shows it."""
    return {"path": problem.path, "message": problem.message}


def _place_object(place: Place) -> dict[str, Any]:
    return {
        "path": place.path,
        "start": place.start,
        "end": place.end,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "similarity": _plain(place.similarity),
        "message": place.message,
    }


def _plain(value: Any) -> Any:
    """Data that JSON can hold, in a fixed order: mappings sorted, what is no finite number as None."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
