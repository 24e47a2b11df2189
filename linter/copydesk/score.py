"""The score of an article: how dense its findings are, on a scale from 0 to 100.

`Q = 100 * 2^(-D)`, where `D` is the sum of what each finding costs: `weight * confidence * max(1, w/25) * (1000/max(N,300)) / 40`.
`w` is the number of words under the finding and `N` the number of words under none, so that deleting what is found leaves
the price of the others as it is, and mending it lowers it. How hard the article is to read is a finding of its own; it costs
`max(0, grade - 13.5) / 4`, whatever the length.

From this follows what makes the score explicable. Taking a finding away never lowers it. Sub-scores of categories,
`100 * 2^(-D_c)`, multiply to the whole. What is missing to 100 is shared out among the findings by their costs. An
article of four times the length with four times as many findings scores the same.

It is a density of findings, not a measure of quality: the weights are a choice, and nobody's judgement of articles stands
behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp2, fsum

from copydesk.typed import NamedTuple

WEIGHTS = {"error": 5.0, "warning": 2.0, "suggestion": 0.5}
CONFIDENCE = {"high": 1.0, "medium": 0.7, "low": 0.4}
FREE_GRADE = 13.5
"""Flesch-Kincaid grade up to which reading costs nothing: a target of 12, and what short texts vary by."""

LEAST_WORDS = 200
"""Words below which a grade costs nothing: it says too little."""

LETTERS = (("A", 90.0), ("B", 80.0), ("C", 65.0), ("D", 50.0), ("F", 0.0))
_BEST_WITH_ERROR = "C"
_SPAN = 25
_LEAST_CLEAN = 300


class Costed(NamedTuple):
    """A finding, as far as it matters to the score.

    Attributes:
        category: Category of its rule.
        severity: Its severity.
        confidence: Its confidence.
        words: Words of the article under it.
        grade: Flesch-Kincaid grade of the article, where the finding says that this is too high.
    """

    category: str
    severity: str
    confidence: str = "high"
    words: int = 0
    grade: float | None = None


class Charge(NamedTuple):
    """What one finding takes from the score.

    Attributes:
        points: Its share of what is missing to 100; the shares of all findings add up to that.
        gain: How much higher the score were without it; more if it is mended than if its text is deleted.
    """

    points: float
    gain: float


class CategoryScore(NamedTuple):
    """Sub-score of a category of rules.

    Attributes:
        score: What the score were if there were these findings only.
        points: The points of its findings together.
        findings: How many there are.
    """

    score: float
    points: float
    findings: int


class Score(NamedTuple):
    """The score of one article.

    Attributes:
        score: From 0 to 100.
        grade: Its letter; an error allows no better one than C.
        charges: What each finding takes, in the order given.
        categories: Sub-scores, by category.
    """

    score: float
    grade: str
    charges: tuple[Charge, ...]
    categories: Mapping[str, CategoryScore]


def score(findings: Sequence[Costed], clean_words: int, categories: Iterable[str] = ()) -> Score:
    """Score an article.

    Args:
        findings: What counts: findings that need no other article and are not silenced in the text.
        clean_words: Words of the article under no finding.
        categories: Categories to list even if they have no finding.
    """
    costs = [cost(finding, clean_words) for finding in findings]
    total = fsum(costs)
    whole = _points(total)
    missing = 100 - whole
    charges = tuple(Charge(missing * each / total if total else 0.0, _points(total - each) - whole) for each in costs)
    by_category: dict[str, list[int]] = {name: [] for name in categories}
    for at, finding in enumerate(findings):
        by_category.setdefault(finding.category, []).append(at)
    return Score(
        whole,
        letter(whole, error=any(finding.severity == "error" for finding in findings)),
        charges,
        {
            name: CategoryScore(
                _points(fsum(costs[at] for at in found)), fsum(charges[at].points for at in found), len(found)
            )
            for name, found in sorted(by_category.items())
        },
    )


def cost(finding: Costed, clean_words: int) -> float:
    """What a finding adds to `D`; one unit halves the score."""
    if finding.grade is not None:
        return max(0.0, finding.grade - FREE_GRADE) / 4
    weight = WEIGHTS[finding.severity] * CONFIDENCE[finding.confidence]
    return weight * max(1.0, finding.words / _SPAN) * (1000 / max(clean_words, _LEAST_CLEAN)) / 40


def letter(points: float, *, error: bool = False) -> str:
    """The letter of a score; with an error it is C at best."""
    found = next(name for name, least in LETTERS if points >= least)
    return max(found, _BEST_WITH_ERROR) if error else found


def project_score(scores: Iterable[tuple[float, int]]) -> float | None:
    """Mean of the scores of articles, each weighted by its words; None without any word.

    Args:
        scores: Score and number of words of each article.
    """
    pairs = list(scores)
    words = sum(count for _, count in pairs)
    return fsum(points * count for points, count in pairs) / words if words else None


def shown_tenths(points: Sequence[float], total: int) -> list[int]:
    """Points in tenths that add up to a total, each as near to its own value as that allows.

    Args:
        points: What to round.
        total: Their sum in tenths, as it is shown.
    """
    down = [int(10 * value) for value in points]
    rest = total - sum(down)
    order = sorted(range(len(points)), key=lambda at: (down[at] - 10 * points[at], at))
    for at in order[: max(rest, 0)]:
        down[at] += 1
    return down


def _points(total: float) -> float:
    return 100 * exp2(-max(total, 0.0))
