"""A pattern of one rule: read, taken apart, compiled when needed, run by the fastest engine that can."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from time import process_time

from copydesk.matching.budget import Budget, PatternTimeout
from copydesk.matching.literals import Variant, cased, required, selective, variants
from copydesk.matching.nodes import BOUNDARY, EMPTY, Node, PatternError, sequence
from copydesk.matching.texts import SEPARATOR, Texts, mask
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

Match = tuple[int, int, int]
"""Start, end and number of the alternative that matched."""

_META = frozenset("\\[](){}.*+?^$|")
_MOST_MEMORY = 16 << 20
_WINDOW = 8192
"""Most characters searched as one: much more than one call costs, too few for a long match to cost much again."""


class Pattern:
    """Alternatives between what stands before and behind all of them.

    Attributes:
        rule: Id of the rule it belongs to.
        source: The whole pattern as it is shown in errors.
        alternatives: Trees of the alternatives.
    """

    __slots__ = (
        "_loose",
        "_needs",
        "_re2",
        "_regex",
        "_tree",
        "after",
        "alternatives",
        "before",
        "empty",
        "rule",
        "source",
        "tagged",
    )

    def __init__(
        self,
        rule: str,
        source: str,
        alternatives: Sequence[Node],
        *,
        before: Node = EMPTY,
        after: Node = EMPTY,
        tagged: bool = False,
        empty: bool = False,
    ) -> None:
        """Take the parts.

        Args:
            rule: See the class.
            source: See the class.
            alternatives: See the class.
            before: What stands before each of them.
            after: What stands behind each of them.
            tagged: Whether matches shall tell which alternative it was; they say 0 otherwise.
            empty: Whether matches of nothing count.
        """
        self.rule = rule
        self.source = source
        self.alternatives = alternatives
        self.before = before
        self.after = after
        self.tagged = tagged
        self.empty = empty
        self._re2: Any = None
        self._loose: Any = None
        self._regex: Any = None
        self._tree: Node | None = None
        self._needs: tuple[bool, bool] | None = None

    @property
    def tree(self) -> Node:
        """The whole pattern as one tree."""
        if self._tree is None:
            parts = self.alternatives
            if self.tagged:
                parts = [("mark", node, number) for number, node in enumerate(parts)]
            middle: Node = parts[0] if len(parts) == 1 else ("choice", tuple(parts))
            self._tree = ("sequence", tuple(part for part in (self.before, middle, self.after) if part != EMPTY))
        return self._tree

    def literals(self) -> list[tuple[Variant, int]] | None:
        """Strings that match, best first, each with its alternative; None if the pattern is more than that.

        Two strings that begin at the same place are tried in this order, as an engine tries alternatives.
        """
        found = []
        bare = self.before == self.after == EMPTY
        words = self.before == self.after == BOUNDARY
        for number, node in enumerate(self.alternatives):
            if node[0] == "text" and (bare or words):
                _, text, _, any_case = cased(node[1], fold_case=node[2])
                strings: list[Variant] | None = [(words, text, words, any_case)]
            else:
                strings = variants(node if bare else sequence([self.before, node, self.after]))
            if strings is None or not all(selective(text) for _, text, _, _ in strings):
                return None
            found += [(variant, number if self.tagged else 0) for variant in strings]
        return found

    def required(self) -> frozenset[str] | None:
        """Strings in lower case of which every match holds one; None if nothing useful is known."""
        return required(self.tree)

    def compile(self) -> None:
        """Compile it for the engine that will run it.

        Raises:
            PatternError: No engine takes it.
        """
        if self._needs is None:
            self._compile_re2()
        if not self._re2:
            self._compile_regex()

    def find(self, texts: Texts, pieces: Sequence[int], budget: Budget) -> Iterator[tuple[int, list[Match]]]:
        """Matches in some pieces, each searched by itself.

        Args:
            texts: The pieces.
            pieces: Numbers of those to search.
            budget: What a backtracking engine may spend.

        Yields:
            Number of the piece and its matches, where there are any.

        Raises:
            PatternTimeout: The budget is exhausted.
        """
        if not pieces:
            return
        linear = self._linear(texts)
        scanner = self._re2 if linear else self._compiled_loose()
        worth: Iterable[int] = pieces
        if scanner is not None and not self._whole_text_only():
            worth = _worth_a_call(scanner, texts, pieces)
            scanner = None
        masked = texts.masked
        for piece in worth:
            start = texts.starts[piece]
            text = texts.pieces[piece]
            if linear:
                found = self._matches(self._re2.finditer(masked[start : start + len(text)]))
            elif scanner is not None and scanner.search(masked[start : start + len(text)]) is None:
                continue
            else:
                found = self._backtrack(text, budget)
            if found:
                yield piece, found

    def search(self, text: str, budget: Budget) -> bool:
        """Whether it matches anywhere in a text."""
        texts = Texts([text])
        if self._linear(texts):
            return self._re2.search(texts.masked) is not None
        self._compile_regex()
        return self._timed(lambda timeout: self._regex.search(text, timeout=timeout), text, budget) is not None

    def replace(self, text: str, replacement: str, budget: Budget) -> str:
        """The text with every match replaced; `$1` and `${name}` stand for groups, `$$` for a dollar sign."""
        self._compile_regex()

        def expand(match: Any) -> str:
            groups = [match[0], *match.groups(default="")]

            def group(reference: re.Match[str]) -> str:
                if reference[0] == "$$":
                    return "$"
                number = int(reference[1] or reference[2])
                return groups[number] if number < len(groups) else reference[0]

            return re.sub(r"\$(?:\$|(\d+)|\{(\d+)\})", group, replacement)

        return str(self._timed(lambda timeout: self._regex.sub(expand, text, timeout=timeout), text, budget))

    def _linear(self, texts: Texts) -> bool:
        """Whether RE2 gives the right answer for these texts; compiles it when first asked."""
        if self._needs is None:
            self._compile_re2()
            assert self._needs is not None
        if not self._re2:
            return False
        needs_plain, needs_western_digits = self._needs
        return (not needs_plain or texts.plain) and (not needs_western_digits or texts.western_digits)

    def _matches(self, found: Iterable[Any]) -> list[Match]:
        if not self.tagged:
            return [(*span, 0) for span in (match.span() for match in found) if self.empty or span[0] < span[1]]
        matches = []
        for match in found:
            start, end = match.span()
            if self.empty or start < end:
                groups = match.groups()
                matches.append((start, end, next(n for n, group in enumerate(groups) if group is not None)))
        return matches

    def _backtrack(self, text: str, budget: Budget) -> list[Match]:
        """Matches found by the backtracking engine."""
        self._compile_regex()
        found = self._timed(lambda timeout: list(self._regex.finditer(text, timeout=timeout)), text, budget)
        if any(match.start() == match.end() for match in found):
            found = self._timed(lambda timeout: list(self._steps(text, timeout)), text, budget)
        return [
            (match.start(), match.end(), int(match.lastgroup[4:]) if self.tagged else 0)
            for match in found
            if self.empty or match.start() < match.end()
        ]

    def _steps(self, text: str, timeout: float) -> Iterator[Any]:
        """Matches as .NET and RE2 count them: after an empty one the search goes on a character further."""
        at = 0
        while at <= len(text):
            match = self._regex.search(text, at, timeout=timeout)
            if match is None:
                return
            yield match
            at = match.end() + (match.start() == match.end())

    def _timed(self, call: Any, text: str, budget: Budget) -> Any:
        timeout = budget.allowance(self.rule, len(text))
        if timeout <= 0:
            raise PatternTimeout(self.rule, self.source)
        began = process_time()
        try:
            return call(timeout)
        except TimeoutError:
            budget.exhaust(self.rule)
            raise PatternTimeout(self.rule, self.source) from None
        finally:
            budget.charge(self.rule, len(text), process_time() - began)

    def _compile_re2(self) -> None:
        from copydesk.matching.emit import Re2Writer, RefusedError

        writer = Re2Writer(captures=self.tagged)
        try:
            source = writer.write(self.tree)
        except RefusedError:
            self._needs = (False, False)
            return
        self._needs = (writer.needs_plain, writer.needs_western_digits)
        self._re2 = _re2(source)

    def _compiled_loose(self) -> Any:
        """What RE2 finds more with than the pattern does: where it finds nothing, there is no match."""
        if self._loose is None:
            from copydesk.matching.emit import Re2Writer

            self._loose = _re2(Re2Writer(loose=True).write(self.tree))
        return self._loose or None

    def _whole_text_only(self) -> bool:
        """Whether it asks for the very start or end of a piece, which is nowhere in joined texts."""
        return _holds_place(self.tree)

    def _compile_regex(self) -> None:
        if self._regex is not None:
            return
        import regex

        from copydesk.matching.emit import RefusedError, write_regex

        try:
            source, fold = write_regex(self.tree)
            self._regex = regex.compile(source, flags=regex.VERSION0 | (regex.IGNORECASE if fold else 0))
        except (regex.error, RefusedError, OverflowError) as error:
            raise PatternError(f"{self.rule}: no engine takes the pattern {self.source!r}: {error}") from None


def _re2(source: str) -> Any:
    """A pattern compiled by RE2 for masked bytes; False if it is refused."""
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MOST_MEMORY
    options.encoding = re2.Options.Encoding.LATIN1
    try:
        return re2.compile(source.encode("ascii"), options)
    except re2.error:
        return False


def _worth_a_call(compiled: Any, texts: Texts, pieces: Iterable[int]) -> Iterator[int]:
    """Of some pieces those that may hold a match: neighbours are searched as one, and left out if nothing is there."""
    masked, starts = texts.masked, texts.starts
    window: list[int] = []

    def found() -> list[int]:
        first = starts[window[0]]
        match = compiled.search(masked[first : starts[window[-1]] + len(texts.pieces[window[-1]])])
        return (
            [] if match is None else window[max(0, bisect_right(window, texts.piece_at(first + match.start())) - 1) :]
        )

    for piece in pieces:
        if window and starts[piece] + len(texts.pieces[piece]) - starts[window[0]] > _WINDOW:
            yield from found()
            window = []
        window.append(piece)
    if window:
        yield from found()


def alternatives(rule: str, sources: Sequence[str], *, fold: bool, multiline: bool, joined: bool) -> list[Node]:
    """Trees of the alternatives of a rule.

    Args:
        rule: Id of the rule, for errors.
        sources: The patterns.
        fold: Whether they match in any case.
        multiline: Whether `^` and `$` match at line ends.
        joined: Whether they are one pattern joined by `|`: groups may open in one and close in the next,
            back-references count through all, flags last. Else each stands for itself.

    Raises:
        PatternError: One is invalid; the message names the rule.
    """
    if all(_META.isdisjoint(source) for source in sources):
        return [("text", source, fold) for source in sources]
    from copydesk.matching.syntax import parse

    found: list[Node] = []
    for number, source in enumerate(sources):
        if _META.isdisjoint(source):
            found.append(("text", source, fold))
            continue
        if joined and re.search(r"\\[1-9k]", source):
            break
        try:
            node, flags_last = parse(source, fold=fold, multiline=multiline, unit=str(number))
        except PatternError as error:
            if joined:
                break
            raise PatternError(f"{rule}: {error}") from None
        if joined and flags_last:
            break
        found.append(node)
    else:
        return found
    try:
        return [parse("|".join(sources), fold=fold, multiline=multiline)[0]]
    except PatternError as error:
        raise PatternError(f"{rule}: {error}") from None


def bounded(rule: str, source: str, nodes: Sequence[Node], *, tagged: bool = False) -> Pattern:
    """A pattern whose alternatives begin and end at a word boundary."""
    return Pattern(rule, source, nodes, before=BOUNDARY, after=BOUNDARY, tagged=tagged)


def _holds_place(node: Any) -> bool:
    if not isinstance(node, tuple):
        return False
    if len(node) == 2 and node[0] == "at":
        return node[1] in ("A", "z")
    return any(_holds_place(part) for part in node)


__all__ = ["SEPARATOR", "Match", "Pattern", "PatternError", "PatternTimeout", "alternatives", "bounded", "mask"]
