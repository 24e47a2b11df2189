"""Documents x rules -> findings: first every article by itself, then the checks that look across articles."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, NamedTuple

from copydesk.checks import load_check
from copydesk.checks.messages import format_message
from copydesk.document import Document
from copydesk.fingerprint import fingerprint
from copydesk.formats import format_of, parse, read_text
from copydesk.model import CONFIDENCES, CopydeskError, FileResult, Finding, Hit, Problem, Rule
from copydesk.sources.files import PassedError, UnreadableError, read_file

PATTERN_KINDS = frozenset({"existence", "substitution", "occurrence", "repetition", "consistency"})


class Source(NamedTuple):
    """One article to read.

    Attributes:
        path: As it is reported.
        data: Its content, where it is not the file at `path`.
        format: Its format, where the suffix does not tell.
        group: Which set of rules holds for it: an index into the groups of the run.
    """

    path: str
    data: bytes | str | None = None
    format: str | None = None
    group: int = 0


class Group(NamedTuple):
    """Rules that hold for some of the articles, as one configuration file gives them.

    Attributes:
        rules: The rules to run, sorted by id.
        language: Language of articles that do not say theirs.
        min_confidence: Findings of less confidence are dropped.
    """

    rules: tuple[Rule, ...]
    language: str | None = None
    min_confidence: str = "medium"


class Examined:
    """What one article gave; plain data that goes from a worker to its parent."""

    __slots__ = ("errors", "facts", "file", "findings", "notes")

    def __init__(self, errors: Iterable[Problem] = (), notes: Iterable[Problem] = ()) -> None:
        """Start with what is known to be wrong."""
        self.file: FileResult | None = None
        self.findings: list[Finding] = []
        self.facts: dict[str, Any] = {}
        self.errors = list(errors)
        self.notes = list(notes)


class Linter:
    """The rules of a run, made ready once; compiled patterns and loaded checks are kept."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = groups
        self._ready: list[_Ready | None] = [None] * len(groups)

    def examine(self, source: Source, *, across: bool) -> Examined:
        """Read one article and run the checks that need no other article.

        Args:
            source: The article.
            across: Whether to gather facts for the checks that look across articles.

        Returns:
            Its findings and facts. Nothing raises: what goes wrong stands in `errors` or `notes`.
        """
        examined = Examined()
        try:
            document = self.document(source)
        except PassedError as reason:
            examined.notes.append(Problem(source.path, str(reason)))
            return examined
        except UnreadableError as reason:
            examined.errors.append(Problem(source.path, str(reason)))
            return examined
        except Exception as error:  # noqa: BLE001 - one file that breaks a parser must not end the run
            examined.errors.append(Problem(source.path, _internal("reading the file", error)))
            return examined
        ready = self._group(source.group)
        for rule, hit in ready.hits(document, examined.errors):
            finding = make_finding(document, rule, hit)
            if ready.shown(finding):
                examined.findings.append(finding)
        if across:
            for kind, module in ready.across.items():
                examined.facts[kind] = _guarded(module.facts, document, f"the facts of {kind}", examined.errors)
        examined.file = _guarded(file_result, document, "the figures of the file", examined.errors)
        return examined

    def document(self, source: Source) -> Document:
        """The document of a source.

        Raises:
            PassedError: It is no article.
            UnreadableError: It cannot be read.
        """
        data = source.data if source.data is not None else read_file(source.path)
        document = parse(data, source.path, source.format)
        if document.language is None:
            document.language = self.groups[source.group].language
        return document

    def compare(self, sources: Mapping[str, Source], facts: Mapping[str, Mapping[str, Any]]) -> Examined:
        """Run the checks that look across articles.

        Args:
            sources: All articles by path.
            facts: By check kind, the facts of each article by path.
        """
        compared = Examined()
        documents: dict[str, Document] = {}
        for number, group in enumerate(self.groups):
            ready = self._group(number)
            focus = {path for path, source in sources.items() if source.group == number}
            for kind, module in ready.across.items():
                rules = [rule for rule in group.rules if rule.kind == kind]
                by_id = {rule.id: rule for rule in rules}
                found = _guarded_list(module, rules, facts.get(kind, {}), focus, kind, compared.errors)
                for path, rule_id, hit in found:
                    if path not in documents:
                        try:
                            documents[path] = source_only(sources[path])
                        except (PassedError, UnreadableError):
                            continue  # it was there a moment ago, and its own error is told elsewhere
                    finding = make_finding(documents[path], by_id[rule_id], hit)
                    if ready.shown(finding):
                        compared.findings.append(finding)
        return compared

    def _group(self, number: int) -> _Ready:
        ready = self._ready[number]
        if ready is None:
            ready = self._ready[number] = _Ready(self.groups[number])
        return ready


class _Ready:
    """One group of rules with its checks loaded."""

    def __init__(self, group: Group) -> None:
        self.least = CONFIDENCES.index(group.min_confidence)
        self.single: list[tuple[Rule, Any]] = []
        self.across: dict[str, ModuleType] = {}
        patterns = []
        for rule in group.rules:
            if rule.kind in PATTERN_KINDS:
                patterns.append(rule)
                continue
            module = load_check(rule.kind)
            if hasattr(module, "facts"):
                self.across[rule.kind] = module
            else:
                self.single.append((rule, module.check))
        self.patterns = None
        if patterns:
            from copydesk.checks.patterns import PatternSet

            self.patterns = PatternSet(patterns)

    def hits(self, document: Document, errors: list[Problem]) -> Iterator[tuple[Rule, Hit]]:
        """All hits in one article, at most `limit` a rule."""
        for rule, check in self.single:
            hits = _guarded(
                lambda document, check=check, rule=rule: list(check(rule, document)), document, rule.id, errors
            )
            yield from ((rule, hit) for hit in _limited(rule, hits or []))
        patterns = self.patterns
        if patterns is not None:
            by_rule: dict[str, tuple[Rule, list[Hit]]] = {}

            def collect(document: Document) -> None:
                for rule, hit in patterns.check(document):
                    by_rule.setdefault(rule.id, (rule, []))[1].append(hit)

            _guarded(collect, document, "patterns", errors)  # what came before an error stays
            for rule, found in by_rule.values():
                yield from ((rule, hit) for hit in _limited(rule, found))

    def shown(self, finding: Finding) -> bool:
        return CONFIDENCES.index(finding.confidence) <= self.least


def source_only(source: Source) -> Document:
    """A document without blocks: text and lines, which is all that a finding is made from.

    Raises:
        PassedError: It is no article.
        UnreadableError: It cannot be read.
    """
    data = source.data if source.data is not None else read_file(source.path)
    name = source.format or format_of(source.path)
    return Document(source.path, name, read_text(data, name)[0], [])


def _limited(rule: Rule, hits: list[Hit]) -> list[Hit]:
    if not rule.limit or len(hits) <= rule.limit:
        return hits
    return sorted(hits, key=lambda hit: (hit.start, hit.end))[: rule.limit]


def _guarded(work: Any, document: Document, what: str, errors: list[Problem]) -> Any:
    """The result of a check; an error in it costs its own result only."""
    try:
        return work(document)
    except CopydeskError as error:
        errors.append(Problem(document.path, str(error)))
    except Exception as error:  # noqa: BLE001 - one broken check must not hide what the others found
        errors.append(Problem(document.path, _internal(what, error)))
    return None


def _guarded_list(
    module: ModuleType,
    rules: Sequence[Rule],
    facts: Mapping[str, Any],
    focus: Collection[str],
    kind: str,
    errors: list[Problem],
) -> list[tuple[str, str, Hit]]:
    try:
        return list(module.check(rules, facts, focus))
    except Exception as error:  # noqa: BLE001 - as above
        errors.append(Problem("", _internal(kind, error)))
    return []


def _internal(what: str, error: Exception) -> str:
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(frame.filename)}:{frame.lineno}"
    return f"internal error in {what}: {type(error).__name__}: {error} ({place}); please report it"


def make_finding(document: Document, rule: Rule, hit: Hit) -> Finding:
    """A finding from a hit: place, text, message, fingerprint."""
    line, column = document.position(hit.start)
    end_line, end_column = document.position(hit.end)
    text = document.text[hit.start : hit.end]
    message = hit.message if hit.message is not None else format_message(rule.message, hit.arguments)
    return Finding(
        path=document.path,
        rule=rule.id,
        severity=hit.severity or rule.severity,
        confidence=hit.confidence or rule.confidence,
        message=message,
        start=hit.start,
        end=hit.end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        text=text,
        related=hit.related,
        related_total=hit.related_total if hit.related_total is not None else len(hit.related),
        cluster=hit.cluster,
        fix=hit.fix,
        fingerprint=fingerprint(rule.id, hit.key if hit.key is not None else text),
        url=rule.link,
    )


def file_result(document: Document) -> FileResult:
    """Facts about one file."""
    from copydesk.text.readability import measure, word_count

    return FileResult(
        path=document.path,
        title=document.title_text,
        language=document.language,
        words=word_count(document),
        metrics=measure(document),
    )
