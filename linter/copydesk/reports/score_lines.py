"""The score of a run, in a few lines for people."""

from __future__ import annotations

from copydesk.model import Result
from copydesk.reports.escape import escape_path
from copydesk.reports.summary import summarize

_LOWEST = 5
"""Articles that are named by their score."""


def score_lines(result: Result) -> list[str]:
    """The score of a run for people: its mean and letters, and the articles where it is lowest; of one article, by category.

    Nothing where no article has a score.
    """
    scored = [(file, file.score) for file in result.files if file.score is not None]
    if not scored:
        return []
    if len(scored) == 1:
        ((file, points),) = scored
        taken = [
            f"{name} -{part['points']:.1f}" for name, part in file.categories.items() if round(part["points"], 1) > 0
        ]
        return [f"Score: {rounded_score(points)} of 100 ({file.grade}){': ' if taken else ''}{', '.join(taken)}."]
    summary = summarize(result)
    letters = ", ".join(f"{count:,} {name}" for name, count in summary["grades"].items() if count)
    mean = summary["score"]
    lines = [f"Score: {rounded_score(mean if mean is not None else 100.0)} of 100, by words; articles: {letters}."]
    low = sorted((pair for pair in scored if pair[0].grade not in ("A", "B")), key=lambda pair: pair[1])
    for file, points in low[:_LOWEST]:
        lines.append(f"  {rounded_score(points):>5}  {file.grade}  {escape_path(file.path)}")
    if len(low) > _LOWEST:
        lines.append(f"  and {len(low) - _LOWEST:,} more below B")
    return lines


def rounded_score(points: float) -> str:
    """A score with one decimal, rounded down, so that it never looks better than its letter."""
    return f"{int(points * 10 + 1e-9) / 10:.1f}"
