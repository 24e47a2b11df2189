"""Run the examples that stand in rule files: they are the rules' tests and their documentation at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from copydesk.articles import Source
from copydesk.checks import CHECKS, LAST
from copydesk.engine import Group
from copydesk.fix import apply_edits
from copydesk.model import CopydeskError, Finding, Rule
from copydesk.rules.files import builtin_folder
from copydesk.rules.load import load_rules, read_rule_file
from copydesk.rules.select import configure
from copydesk.run import lint
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

_NAMES = {"markdown": "example.md", "html": "example.html", "text": "example.txt"}


class Outcome(NamedTuple):
    """What came of one example.

    Attributes:
        rule: Id of the rule.
        path: The rule's file.
        line: Line of the file where the example begins.
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
        CopydeskError: A rule file is wrong, or a path is none.
    """
    for path in paths or (builtin_folder(),):
        is_file = os.path.isfile(path)
        if not os.path.exists(path) or (is_file and not path.endswith(".yml")):
            wrong = "no rule file: the name of one ends in .yml" if is_file else "no such file or folder"
            raise CopydeskError(f"{path}: {wrong}")
        # The folder that a rule stands in gives it its name.
        folder = os.path.dirname(os.path.abspath(path)) if is_file else path
        for rule in _rules(folder, os.path.basename(path) if is_file else None):
            yield from _outcomes(rule)


def _rules(folder: str, only: str | None = None) -> list[Rule]:
    records = dict(load_rules([folder], None, only=only))
    wanted = set(records)
    for rule_id in wanted:
        source = records[rule_id]["options"].get("phrases-of", "")
        if source and source not in records:
            # Under a former name there is no file; then all of the folder are looked through.
            file = f"{source.rpartition('.')[2]}.yml"
            records |= load_rules([folder], None, only=file) or load_rules([folder], None)
    return [rule for rule_id, rule in configure(records, (), None, preview=True).items() if rule_id in wanted]


def _outcomes(rule: Rule) -> Iterator[Outcome]:
    examples = read_rule_file(rule.path).get("examples") or []
    if rule.kind not in CHECKS or not examples:
        note = "has no examples" if rule.kind in CHECKS else f"does not run here yet, being of the kind {rule.kind}"
        yield Outcome(rule.id, rule.path, note=note)
        return
    others = []
    if rule.kind == LAST:
        others = [other for other in _rules(builtin_folder()) if other.enabled and other.id != rule.id]
    for number, example in enumerate(examples, 1):
        yield Outcome(rule.id, rule.path, example["line"], number, tuple(_failures(rule, example, others)))


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
        edits = [edit for f in findings if f.path == path and f.fix is not None for edit in f.fix.edits]
        content = apply_edits(files[path], edits)
        if content != after:
            yield f"the fix gives {content!r}, not {after!r}"
