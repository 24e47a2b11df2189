"""Documents x rules -> findings: first every article by itself, then the checks that look across articles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from copydesk.articles import Source, content_hash, facts_of, read_source, source_only
from copydesk.checks import LAST, load_check
from copydesk.checks.messages import format_message
from copydesk.checks.triggers import TRIGGERS, deferred
from copydesk.document import Document
from copydesk.fingerprint import fingerprint
from copydesk.formats import parse
from copydesk.model import CONFIDENCES, CopydeskError, FileResult, Finding, Hit, Problem, Rule, StoreError
from copydesk.sources.files import PassedError, UnreadableError
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, TypeVar

    from copydesk.duplicates.texts import Store
    from copydesk.duplicates.units import ArticleFacts
    from copydesk.rules.suppress import Suppressions
    from copydesk.rules.unused import Names
    from copydesk.timings import Timings

    T = TypeVar("T")


Raw = tuple[Finding, int]
"""A finding across articles before directives are looked at, and the number of its set of rules."""

_AT_HAND = 64  # articles whose text is kept while findings across articles are made, which come in order of paths
PATTERN_KINDS = frozenset({"existence", "substitution", "occurrence", "repetition", "consistency"})


class Group(NamedTuple):
    """Rules that hold for some of the articles, as one configuration file gives them.

    Attributes:
        rules: The rules to run, sorted by id.
        language: Language of articles that do not say theirs.
        min_confidence: Findings of less confidence are dropped.
        allow_ignores: Which directives in articles silence findings: `all`, `with-reason` or `none`.
        idle: Id, category, tags with aliases of each known rule that does not run here, and whether it is enabled.
        fail_on: Least severity of a finding that fails the run, or `never`.
        duplicates: The globs of lawful copies and which copy is kept, `copies` and `keep`, where they are configured.
        baseline: File of the findings that were there before, if one is configured.
    """

    rules: tuple[Rule, ...]
    language: str | None = None
    min_confidence: str = "medium"
    allow_ignores: str = "all"
    idle: tuple[tuple[str, str, tuple[str, ...], bool], ...] = ()
    fail_on: str = "warning"
    duplicates: Mapping[str, Any] = {}
    baseline: str | None = None


class Examined:
    """What one article gave; plain data that goes from a worker to its parent."""

    __slots__ = ("content", "errors", "facts", "file", "findings", "notes", "suppressed", "suppressions")

    def __init__(self, errors: Iterable[Problem] = (), notes: Iterable[Problem] = ()) -> None:
        """Start with what is known to be wrong."""
        self.file: FileResult | None = None
        self.findings: list[Finding] = []
        self.facts: ArticleFacts | None = None
        self.content = b""
        self.errors = list(errors)
        self.notes = list(notes)
        self.suppressions: Suppressions | None = None
        self.suppressed = 0

    def add(
        self, finding: Finding, rule: Rule, suppressions: Suppressions | None, *, shown: bool, by_name: bool = False
    ) -> bool:
        """Keep a finding unless the article silences it, or its confidence is too low to be shown.

        Args:
            finding: The finding.
            rule: Its rule.
            suppressions: What the article silences.
            shown: Whether its confidence is high enough. A directive that silences it is of use in any case.
            by_name: Only a directive that names the rule silences it.

        Returns:
            Whether it is kept.
        """
        if suppressions is not None and suppressions.silences(rule, finding, by_name=by_name):
            self.suppressed += shown
            return False
        if shown:
            self.findings.append(finding)
        return shown


class Linter:
    """The rules of a run, made ready once; compiled patterns and loaded checks are kept."""

    def __init__(self, groups: Sequence[Group], timings: Timings | None = None) -> None:
        self.groups = groups
        self.timings = timings
        self._ready: list[_Ready | None] = [None] * len(groups)

    def examine(self, source: Source, *, across: bool, figures: bool = True, hashed: bool = False) -> Examined:
        """Read one article and run the checks that need no other article.

        Args:
            source: The article.
            across: Whether to gather facts for the checks that look across articles.
            figures: Whether to take its figures and its language, which few outputs show.
            hashed: Whether to tell a hash of its content in any case.

        Returns:
            Its findings and facts. Nothing raises: what goes wrong stands in `errors` or `notes`.
        """
        examined = Examined()
        try:
            data = read_source(source)
            read = self.document if self.timings is None else self.timings.timed("(reading)", self.document)
            document = read(source, data)
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
        suppressions = examined.suppressions = _guarded(
            ready.suppressions, document, "the suppressions of the file", examined.errors
        )
        kept: list[tuple[Rule, Finding]] = []
        for rule, hit in ready.hits(document, examined.errors):
            finding = make_finding(document, rule, hit)
            if examined.add(finding, rule, suppressions, shown=ready.shown(finding)):
                kept.append((rule, finding))
        if across and ready.across:
            examined.facts = _guarded(facts_of, document, "what is compared of the file", examined.errors)
            hashed = True
        if hashed:
            examined.content = content_hash(data, source.path, source.format)
        examined.file = FileResult(document.path, document.title_text, None, 0)
        if figures:
            from copydesk.file_figures import file_result

            kept.sort(key=lambda pair: place_of(pair[1]))
            figured = _guarded(
                lambda document: file_result(document, kept, ready.categories),
                document,
                "the figures of the file",
                examined.errors,
            )
            if figured is not None:
                examined.file = figured._replace(suppressed=examined.suppressed)
        return examined

    def document(self, source: Source, data: bytes | str) -> Document:
        """The document of a source with this content."""
        document = parse(data, source.path, source.format)
        document.declare(self.groups[source.group].language)
        return document

    def compare(self, sources: Mapping[str, Source], store: Store) -> tuple[list[Raw], list[Problem]]:
        """Run the checks that look across articles.

        Args:
            sources: The articles to report on, by path.
            store: What is known of these and all others.

        Returns:
            All findings, and errors.

        Raises:
            StoreError: The store is damaged, or a file has changed since.
        """
        from copydesk.checks.across import Across

        raw: list[Raw] = []
        errors: list[Problem] = []
        documents: dict[str, Document] = {}
        for number, group in enumerate(self.groups):
            ready = self._group(number)
            focus = {path for path, source in sources.items() if source.group == number}
            across = Across(store, group.rules, **group.duplicates)
            for kind, module in ready.across.items():
                rules = [rule for rule in group.rules if rule.kind == kind]
                by_id = {rule.id: rule for rule in rules}
                found = _guarded_list(lambda: module.check_across(rules, across, focus), kind, errors)  # noqa: B023 - called at once
                for path, rule_id, hit in found:
                    if path not in documents:
                        if len(documents) >= _AT_HAND:
                            documents.clear()
                        try:
                            documents[path] = source_only(sources[path])
                        except (PassedError, UnreadableError):
                            continue  # it was there a moment ago, and its own error is told elsewhere
                    if hasattr(module, "finish"):
                        hit = module.finish(hit, documents[path])  # noqa: PLW2901 - the same hit, with its fix
                    raw.append((make_finding(documents[path], by_id[rule_id], hit), number))
        return raw, errors

    def settle(self, raw: Iterable[Raw], suppressions: Mapping[str, Suppressions]) -> Examined:
        """What is left of findings across articles.

        Args:
            raw: As of `compare`.
            suppressions: What articles silence, by path.
        """
        compared = Examined()
        rules: dict[int, dict[str, Rule]] = {}
        for finding, number in raw:
            if number not in rules:
                rules[number] = {rule.id: rule for rule in self.groups[number].rules}
            rule = rules[number][finding.rule]
            shown = self._group(number).shown(finding)
            compared.add(finding, rule, suppressions.get(finding.path), shown=shown)
        return compared

    @property
    def looks_across(self) -> bool:
        """Whether a rule of any group looks across articles."""
        return any(self._group(number).across for number in range(len(self.groups)))

    def judge(self, source: Source, examined: Examined, *, whole: bool) -> None:
        """Report the directives of an article that silence nothing, after all other findings have been made.

        Args:
            source: The article.
            examined: What is known of it; takes the findings.
            whole: Whether the checks that look across articles saw all there are.
        """
        ready = self._group(source.group)
        suppressions = examined.suppressions
        if ready.last is None or suppressions is None or examined.errors:
            return
        from copydesk.rules.unused import meaning, unused

        if ready.names is None or ready.names[0] != whole:
            group = self.groups[source.group]
            ready.names = whole, meaning(group.rules, group.idle, () if whole else ready.across)
        try:
            document = source_only(source)
        except (PassedError, UnreadableError):
            return  # as in `compare`
        for hit in unused(document, suppressions, ready.names[1]):
            finding = make_finding(document, ready.last, hit)
            examined.add(finding, ready.last, suppressions, shown=ready.shown(finding), by_name=True)

    def _group(self, number: int) -> _Ready:
        ready = self._ready[number]
        if ready is None:
            ready = self._ready[number] = _Ready(self.groups[number])
            if self.timings is not None:
                self.timings.attach(ready)
        return ready


class _Ready:
    """One group of rules with its checks loaded."""

    def __init__(self, group: Group) -> None:
        self.least = CONFIDENCES.index(group.min_confidence)
        self.single: list[tuple[Rule, Any]] = []
        self.across: dict[str, Any] = {}
        self.allow_ignores = group.allow_ignores
        self.last: Rule | None = None
        self.names: tuple[bool, Names] | None = None
        self.categories: set[str] = set()
        patterns = []
        for rule in group.rules:
            if rule.kind == LAST:
                self.last = rule
                continue
            if rule.kind in PATTERN_KINDS:
                patterns.append(rule)
                self.categories.add(rule.category)
                continue
            if rule.kind in TRIGGERS:
                self.single.append((rule, deferred(rule.kind, TRIGGERS[rule.kind])))
                self.categories.add(rule.category)
                continue
            module = load_check(rule.kind)
            if hasattr(module, "check_across"):
                self.across[rule.kind] = module
            else:
                self.single.append((rule, module.check))
                self.categories.add(rule.category)
        self.main_content = any(rule.options.get("main-content", "never") != "never" for rule in group.rules)
        self.patterns: Any = None
        if patterns:
            from copydesk.checks.patterns import PatternSet

            self.patterns = PatternSet(patterns)

    def hits(self, document: Document, errors: list[Problem]) -> Iterator[tuple[Rule, Hit]]:
        """All hits in one article; of a page whose main text is told from its furniture, those about either."""
        found = self._hits(document, errors)
        if self.main_content and document.format == "html":
            from copydesk.checks.main_content import without_furniture

            return without_furniture(document, found)
        return found

    def _hits(self, document: Document, errors: list[Problem]) -> Iterator[tuple[Rule, Hit]]:
        for rule, check in self.single:
            hits = _guarded(
                lambda document, check=check, rule=rule: list(check(rule, document)), document, rule.id, errors
            )
            yield from ((rule, hit) for hit in hits or ())
        patterns = self.patterns
        if patterns is not None:
            found: list[tuple[Rule, Hit]] = []
            # What came before an error stays.
            _guarded(lambda document: found.extend(patterns.check(document)), document, "patterns", errors)
            yield from found

    def suppressions(self, document: Document) -> Suppressions | None:
        """What the article silences; two searches where it says nothing about that."""
        if ("copydesk" not in document.text and "vale" not in document.text) or self.allow_ignores == "none":
            return None
        if not any(key.startswith("copydesk") for key in document.metadata) and not any(
            block.kind == "comment" and block.text.startswith(("copydesk", "vale")) for block in document.blocks
        ):
            return None
        from copydesk.rules.suppress import read_suppressions

        return read_suppressions(document, self.allow_ignores)

    def shown(self, finding: Finding) -> bool:
        return CONFIDENCES.index(finding.confidence) <= self.least


def _guarded(work: Any, document: Document, what: str, errors: list[Problem]) -> Any:
    """The result of a check; an error in it costs its own result only."""
    try:
        return work(document)
    except CopydeskError as error:
        errors.append(Problem(document.path, str(error)))
    except Exception as error:  # noqa: BLE001 - one broken check must not hide what the others found
        errors.append(Problem(document.path, _internal(what, error)))
    return None


def _guarded_list(work: Callable[[], Iterable[T]], kind: str, errors: list[Problem]) -> list[T]:
    """As `guarded`, for a check that looks across articles; errors of an index go on to whoever opened it."""
    try:
        return list(work())
    except Exception as error:
        # An index that fails is mended or done without there.
        if isinstance(error, StoreError) or type(error).__module__ == "sqlite3":
            raise
        errors.append(Problem("", _internal(kind, error)))
    return []


def _internal(what: str, error: Exception) -> str:
    """What is told of an error in copydesk itself: where it came up, and that it should be reported."""
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
    key = hit.key if hit.key is not None else text
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
        fingerprint=fingerprint(rule.id, key),
        url=rule.link,
        former=tuple((old, fingerprint(old, key)) for old in rule.aliases if "." in old) if rule.aliases else (),
    )


def place_of(finding: Finding) -> tuple[str, int, int, str, str]:
    """What findings are sorted by."""
    return finding.path, finding.start, finding.end, finding.rule, finding.message
