"""Run the examples that stand in rule files: they are the rules' tests and their documentation at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from copydesk.checks import LAST
from copydesk.engine import Group, Source
from copydesk.model import Finding, Rule
from copydesk.run import lint

_NAMES = {"markdown": "example.md", "html": "example.html", "text": "example.txt"}


class Outcome(NamedTuple):
    """What came of one example.

    Attributes:
        rule: Id of the rule.
        path: The rule's file.
        line: Line of the file where the examples begin.
        number: Which example, from 1.
        failures: What does not hold; empty if all does.
        note: Why there was nothing to run.
    """

    rule: str
    path: str
    line: int = 1
    number: int = 0
    failures: tuple[str, ...] = ()
    note: str = ""


def run_examples(paths: Sequence[str] = ()) -> Iterator[Outcome]:
    """Run the examples of rule files.

    Args:
        paths: Rule files, or folders of style folders or of rule files; the rules that ship if none is given.

    Raises:
        CopydeskError: A rule file is wrong.
    """
    from copydesk.rules.files import builtin_folder
    from copydesk.rules.load import load_rules, read_rule_file
    from copydesk.rules.select import configure

    for folder, only in _folders(paths or (builtin_folder(),)):
        records = load_rules([folder], None)
        rules = configure(records, {}, None, preview=True)
        enabled = [rule for rule in rules.values() if rule.enabled]
        for rule_id in sorted(rules):
            path = records[rule_id]["path"]
            if only is not None and os.path.abspath(path) != only:
                continue
            rule = rules[rule_id]
            examples = read_rule_file(path).get("examples") or []
            others = [other for other in enabled if other is not rule] if rule.kind == LAST else []
            if not examples:
                yield Outcome(rule.id, path, note="has no examples")
            for number, example in enumerate(examples, 1):
                yield Outcome(rule.id, path, number=number, failures=tuple(_failures(rule, example, others)))


def _folders(paths: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Style root and, for a file, its absolute path: a rule's id comes from its folder."""
    for path in paths:
        full = os.path.abspath(path)
        if os.path.isfile(full):
            yield os.path.dirname(os.path.dirname(full)), full
        elif any(name.endswith(".yml") for name in os.listdir(full)):
            yield from (
                (os.path.dirname(full), os.path.join(full, n)) for n in sorted(os.listdir(full)) if n.endswith(".yml")
            )
        else:
            yield full, None


def _failures(rule: Rule, example: Mapping[str, Any], others: Sequence[Rule]) -> Iterator[str]:
    """What does not hold of one example; `others` are rules that must run beside this one."""
    bad = "bad" in example
    text = example["bad"] if bad else example["good"]
    name = _NAMES[example.get("format", "markdown")]
    files: dict[str, str] = text if isinstance(text, dict) else {name: text}
    options = {**rule.options, **(example.get("options") or {})}
    ready = rule._replace(options=options, enabled=True)
    sources = [Source(path, content) for path, content in files.items()]
    result = lint(sources, [Group((ready, *others), min_confidence="low")], jobs=1, whole=True)
    for problem in result.errors:
        yield problem.message
    findings = [finding for finding in result.findings if finding.rule == rule.id]
    for finding in findings:
        content = files[finding.path]
        if content[finding.start : finding.end] != finding.text:
            yield f"the range {finding.start}:{finding.end} does not hold {finding.text!r}"
    if not bad:
        for finding in findings:
            yield f"should be silent, but reports {finding.text!r} ({finding.message})"
        return
    wanted = example.get("findings")
    if wanted is None:
        if not findings:
            yield "should report something, but is silent"
    else:
        yield from _differences(wanted, findings)
    if "fixed" in example:
        yield from _fix_failures(example["fixed"], files, findings)


def _differences(wanted: Sequence[Any], findings: Sequence[Finding]) -> Iterator[str]:
    left = list(findings)
    for item in wanted:
        want = {"text": item} if isinstance(item, str) else item
        match = next((f for f in left if all(getattr(f, key) == value for key, value in want.items())), None)
        if match is None:
            yield f"does not report {want}"
        else:
            left.remove(match)
    for finding in left:
        yield f"also reports {finding.text!r} at {finding.path}:{finding.line} ({finding.message})"


def _fix_failures(fixed: Any, files: Mapping[str, str], findings: Sequence[Finding]) -> Iterator[str]:
    wanted = fixed if isinstance(fixed, dict) else dict.fromkeys(files, fixed)
    for path, after in wanted.items():
        edits = sorted(
            (e.start, e.end, e.replacement)
            for f in findings
            if f.path == path and f.fix is not None
            for e in f.fix.edits
        )
        content = files[path]
        for start, end, replacement in reversed(edits):
            content = content[:start] + replacement + content[end:]
        if content != after:
            yield f"the fix gives {content!r}, not {after!r}"
