"""What a quality report shows, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from copydesk.model import FileResult, Finding, Problem
from copydesk.typed import NamedTuple


class Taken(NamedTuple):
    """A finding and what it takes from the score of its article.

    Attributes:
        finding: The finding.
        points: Its points; None if it does not count, because it looks at other articles too.
        gain: How much higher the score were without it; None as above.
    """

    finding: Finding
    points: float | None
    gain: float | None


class Article(NamedTuple):
    """One article with all that was found in it, in order of place."""

    file: FileResult
    taken: tuple[Taken, ...]

    def count(self, severity: str) -> int:
        """Findings of a severity."""
        return sum(one.finding.severity == severity for one in self.taken)

    @property
    def most(self) -> Taken | None:
        """The finding that takes most points."""
        counting = [one for one in self.taken if one.points]
        return max(counting, key=lambda one: (one.points or 0.0, -one.finding.start), default=None)


class RuleRow(NamedTuple):
    """All findings of one rule.

    Attributes:
        rule: Its id.
        severity: Worst severity among its findings.
        findings: How many there are.
        articles: In how many articles.
        fixable: How many of them have a fix.
        gain: How much higher the score of the project were without them.
        about: What the rule is about, in a sentence; empty if it does not say.
    """

    rule: str
    severity: str
    findings: int
    articles: int
    fixable: int
    gain: float
    about: str = ""

    @property
    def category(self) -> str:
        """The folder of the rule."""
        return self.rule.partition(".")[0]


class Member(NamedTuple):
    """One place of a text that stands in several."""

    path: str
    line: int
    text: str


class Copies(NamedTuple):
    """A text and its copies.

    Attributes:
        rules: Rules that found them.
        members: The places, the kept one first; only the first ones of very many.
        total: How many places there are.
        similarity: Least similarity that was found between two of them.
    """

    rules: tuple[str, ...]
    members: tuple[Member, ...]
    total: int
    similarity: float


class Furniture(NamedTuple):
    """A line of page furniture, and the articles it stands in."""

    text: str
    paths: tuple[str, ...]


class TrendPoint(NamedTuple):
    """The score of the project at one commit.

    Attributes:
        commit: Short name, empty for the files as they are.
        date: Of the commit, as `2026-01-05`.
        subject: First line of its message.
        score: Score of the project, None if there was no article.
        articles: How many articles there were.
    """

    commit: str
    date: str
    subject: str
    score: float | None
    articles: int


class QualityReport(NamedTuple):
    """A whole report.

    Attributes:
        title: What stands above it.
        version: Version of copydesk.
        date: When it was made, as `2026-01-05`.
        articles: By path.
        rules: Those that lower the score of the project most first.
        score: Score of the project, None without any words.
        letters: Articles of each letter.
        copies: Texts that stand in several places, those with most places first.
        furniture: Lines of page furniture, those in most articles first.
        trend: Oldest first; empty if it was not asked for.
        errors: Files and rules that could not be handled.
        suppressed: How many findings are silenced in the articles.
        source: Decoded text of a path, or None where it cannot be had.
    """

    title: str
    version: str
    date: str
    articles: tuple[Article, ...]
    rules: tuple[RuleRow, ...]
    score: float | None
    letters: Mapping[str, int]
    copies: tuple[Copies, ...]
    furniture: tuple[Furniture, ...]
    trend: tuple[TrendPoint, ...]
    errors: tuple[Problem, ...]
    suppressed: int
    source: Callable[[str], str | None]

    @property
    def words(self) -> int:
        """Words of all articles."""
        return sum(article.file.words for article in self.articles)

    @property
    def findings(self) -> int:
        """Findings in all articles."""
        return sum(len(article.taken) for article in self.articles)

    def unsourced(self) -> list[Finding]:
        """Quotations without a source, the surest first."""
        found = [
            one.finding
            for article in self.articles
            for one in article.taken
            if one.finding.rule.endswith(".dangling-quote")
        ]
        return sorted(found, key=lambda finding: ("high", "medium", "low").index(finding.confidence))

    def to_mend(self, most: int) -> list[Article]:
        """Articles with the lowest scores among those that something takes points from."""
        scored = [(article.file.score, article) for article in self.articles if article.most is not None]
        low = sorted((pair for pair in scored if pair[0] is not None), key=lambda pair: (pair[0], pair[1].file.path))
        return [article for _, article in low[:most]]
