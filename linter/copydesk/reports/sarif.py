"""`sarif`: SARIF 2.1.0, as GitHub code scanning and editors read it.

The standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. What GitHub makes of it, and its limits:
https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TextIO
from urllib.parse import quote

from copydesk.model import CONFIDENCES, SEVERITIES, CopydeskError, Finding, Place, Problem, Result, Rule, Severity
from copydesk.reports.context import ReportContext
from copydesk.reports.escape import escape
from copydesk.reports.json_objects import encode, write_json
from copydesk.reports.places import Sources, repository_path

MOST_RESULTS = 5000
"""Results of a run that GitHub keeps; it refuses one of more than 25,000."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "suggestion": "note"}
_SEVERITIES: dict[Severity, str] = {"error": "error", "warning": "warning", "suggestion": "recommendation"}
_LONGEST = 1024
_MOST_TAGS = 10


def write(result: Result, context: ReportContext, stream: TextIO) -> str | None:
    """Write one run: the rules that found something, the results, and errors as notifications of the tool.

    Returns:
        A note if results had to be left out.
    """
    findings, note = _within_limits(result.findings)
    rule_ids = sorted({finding.rule for finding in findings})
    numbers = {rule_id: number for number, rule_id in enumerate(rule_ids)}
    first = {finding.rule: finding for finding in reversed(findings)}
    driver = {
        "name": "copydesk",
        "version": context.version,
        "semanticVersion": context.version,
        "rules": [_rule(first[rule_id], context.rules.get(rule_id)) for rule_id in rule_ids],
    }
    notices = [_notification(problem, context) for problem in result.errors]
    notices += [{"level": "warning", "message": {"text": note}}] if note else []
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "copydesk/"},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "invocations": [
            {"executionSuccessful": not result.errors, "toolExecutionNotifications": notices},
        ],
    }
    head = encode({"$schema": _SCHEMA, "version": "2.1.0"})[:-1]
    write_json(stream, f'{head}, "runs": [{encode(run)[:-1]}, "results": [')
    sources = Sources(context)
    seen: dict[str, int] = {}
    separator = "\n"
    for finding in findings:
        number = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        item = _result(finding, number, numbers[finding.rule], context, sources)
        write_json(stream, f"{separator}{encode(item)}")
        separator = ",\n"
    write_json(stream, "\n]}]}\n" if findings else "]}]}\n")
    return note


def _within_limits(findings: tuple[Finding, ...]) -> tuple[list[Finding], str | None]:
    """The findings that there is room for, the gravest and surest ones, in their order."""
    if len(findings) <= MOST_RESULTS:
        return list(findings), None
    order = sorted(
        range(len(findings)),
        key=lambda at: (SEVERITIES.index(findings[at].severity), CONFIDENCES.index(findings[at].confidence)),
    )
    chosen = sorted(order[:MOST_RESULTS])
    note = (
        f"the SARIF report holds the {MOST_RESULTS:,} gravest of {len(findings):,} findings, "
        "as code scanning keeps no more"
    )
    return [findings[at] for at in chosen], note


def _rule(finding: Finding, rule: Rule | None) -> dict[str, Any]:
    """A rule with its description; of one that is not known only what its findings tell."""
    source = _rule_file(rule)
    text = str(source.get("description") or (rule.message if rule is not None else finding.rule)).strip()
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    severity = rule.severity if rule is not None else finding.severity
    confidence = rule.confidence if rule is not None else finding.confidence
    link = rule.link if rule is not None else finding.url
    tags = [rule.category, *rule.tags] if rule is not None else []
    more = f"\n\n[More about this rule]({link})" if link else ""
    described: dict[str, Any] = {
        "id": finding.rule,
        "name": _name(finding.rule),
        "shortDescription": {"text": _short(paragraphs[0])},
        "fullDescription": {"text": _cut(" ".join(paragraphs[:2]))},
        "help": {"text": _cut(text, 30_000), "markdown": _cut(text, 30_000) + more},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {
            "tags": list(dict.fromkeys(filter(None, tags)))[:_MOST_TAGS],
            "precision": confidence,
            "problem.severity": _SEVERITIES[severity],
        },
    }
    if link and re.fullmatch(r"https?://[!-~]+", link):
        described["helpUri"] = link
    return described


def _name(rule_id: str) -> str:
    """The bare name of a rule as SARIF has names (§3.49.7): `DuplicateTitle`."""
    return "".join(part[:1].upper() + part[1:] for part in re.split("[-_. ]", rule_id.rpartition(".")[2]))[:255]


def _rule_file(rule: Rule | None) -> Mapping[str, Any]:
    if rule is None or not rule.path:
        return {}
    from copydesk.rules.load import read_rule_file

    try:
        return read_rule_file(rule.path)
    except CopydeskError:  # it has changed since the run began
        return {}


def _short(paragraph: str) -> str:
    """The first sentence."""
    return _cut(re.split(r"(?<=[.!?])\s", paragraph, maxsplit=1)[0], 255)


def _cut(text: str, limit: int = _LONGEST) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _result(finding: Finding, number: int, index: int, context: ReportContext, sources: Sources) -> dict[str, Any]:
    item: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": _physical(finding, context)}],
        "partialFingerprints": {
            # The only one that GitHub looks at; the same text may stand in several places.
            "primaryLocationLineHash": f"{finding.fingerprint}:{number}",
            "copydeskFingerprint/v1": finding.fingerprint,
        },
        "properties": {"confidence": finding.confidence},
    }
    if finding.related:
        item["relatedLocations"] = [
            {"id": at, "physicalLocation": _physical(other, context), "message": {"text": _plain(_other(other))}}
            for at, other in enumerate(finding.related, 1)
        ]
    if fix := _fix(finding, context, sources):
        item["fixes"] = [fix]
    return item


def _message(finding: Finding) -> str:
    """The message, with a link to each related place: GitHub shows no others."""
    message = _plain(finding.message)
    links = ", ".join(f"[{_plain(f'{other.path}:{other.line}')}]({at})" for at, other in enumerate(finding.related, 1))
    more = finding.related_total - len(finding.related)
    if not links:
        return message
    return f"{message} See {links}{f' and {more:,} more' if more > 0 else ''}."


def _other(place: Place) -> str:
    alike = "" if place.similarity is None else f"{int(place.similarity * 100 + 1e-9)}% alike"
    return place.message or alike or "the other place"


def _plain(text: str) -> str:
    """Text in which nothing reads as a link; SARIF has `[text](target)` in plain messages (§3.11.6)."""
    return re.sub(r"([\\\[\]])", r"\\\1", escape(text))


def _physical(place: Finding | Place, context: ReportContext) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {"artifactLocation": _artifact(place.path, context), "region": region}


def _artifact(path: str, context: ReportContext) -> dict[str, str]:
    located = repository_path(path, context.base)
    uri = quote(located, safe="/", errors="surrogatepass")
    if located.startswith("/") or located[1:3] == ":/":
        return {"uri": f"file://{'' if located.startswith('/') else '/'}{uri}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _fix(finding: Finding, context: ReportContext, sources: Sources) -> dict[str, Any] | None:
    if finding.fix is None:
        return None
    replacements = []
    for edit in finding.fix.edits:
        region = sources.region(finding.path, edit)
        if region is None:
            return None
        line, column, end_line, end_column = region
        deleted = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
        replacements.append({"deletedRegion": deleted, "insertedContent": {"text": edit.replacement}})
    if not replacements:
        return None
    change = {"artifactLocation": _artifact(finding.path, context), "replacements": replacements}
    return {"description": {"text": f"{finding.fix.safety} fix"}, "artifactChanges": [change]}


def _notification(problem: Problem, context: ReportContext) -> dict[str, Any]:
    told: dict[str, Any] = {"level": "error", "message": {"text": _plain(problem.message)}}
    if problem.path:
        told["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(problem.path, context)}}]
    return told
