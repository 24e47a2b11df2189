"""The score of one article, from the findings in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.document import Document
from copydesk.model import Finding, Rule
from copydesk.score import LEAST_WORDS, Costed, Score, score
from copydesk.text.readability import count_words, measure

_GRADE = "grade"


def article_score(
    document: Document, findings: Sequence[tuple[Rule, Finding]], categories: Iterable[str] = ()
) -> Score | None:
    """Score an article by its findings.

    Args:
        document: The article.
        findings: What counts, with the rules.
        categories: Categories of all rules that have looked at it.

    Returns:
        None for an article that holds neither words nor findings.
    """
    under, clean = words_under(document, [(finding.start, finding.end) for _, finding in findings])
    if not clean and not findings:
        return None
    metrics = measure(document)
    grade = metrics["flesch_kincaid_grade"]
    if grade is not None and (metrics["words"] or 0) < LEAST_WORDS:
        grade = 0.0
    costed = [
        Costed(rule.category, finding.severity, finding.confidence, words, grade if rule.kind == _GRADE else None)
        for (rule, finding), words in zip(findings, under, strict=True)
    ]
    return score(costed, clean, categories)


def words_under(document: Document, ranges: Sequence[tuple[int, int]]) -> tuple[list[int], int]:
    """Words of prose under each of some ranges, and under none of them.

    Args:
        document: The article.
        ranges: Offsets into its source; they may overlap.

    Returns:
        A number for each range, in their order, and how many words are left.
    """
    under = [0] * len(ranges)
    clean = 0
    bounds = [(block.start, block.end) for block in document.prose] if ranges else [(0, 0)] * len(document.prose)
    for block, (first, last) in zip(document.prose, bounds, strict=True):
        here = [at for at, (start, end) in enumerate(ranges) if start < last and end > first]
        covered = []
        for at in here:
            start, end = ranges[at]
            whole = start <= first and end >= last
            part = (0, len(block.text)) if whole else block.visible_range(start, end)
            covered.append(part)
            under[at] += count_words(block.text[slice(*part)])
        left = []
        done = 0
        for start, end in sorted(covered):
            if start > done:
                left.append(block.text[done:start])
            done = max(done, end)
        clean += count_words(" ".join([*left, block.text[done:]]))
    return under, clean
