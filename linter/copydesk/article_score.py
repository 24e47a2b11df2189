"""The score of one article, from the findings in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.document import Block, Document
from copydesk.model import Finding, Rule
from copydesk.score import LEAST_WORDS, Costed, Score, score
from copydesk.text.readability import block_words, count_words, measure

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
    # Blocks and ranges are walked together by where they begin; a range stays at hand until the blocks are past its end.
    coming = sorted(range(len(ranges)), key=ranges.__getitem__, reverse=True)
    at_hand: list[int] = []
    for block, words in zip(document.prose, block_words(document), strict=True):
        if coming or at_hand:
            first, last = block.start, block.end
            at_hand = [at for at in at_hand if ranges[at][1] > first]
            while coming and ranges[coming[-1]][0] < last:
                at_hand.append(coming.pop())
            here = [at for at in at_hand if ranges[at][1] > first and ranges[at][0] < last]
            if here:
                clean += _part_words(block, words, ranges, here, under)
                continue
        clean += words
    return under, clean


def _part_words(
    block: Block, words: int, ranges: Sequence[tuple[int, int]], here: Sequence[int], under: list[int]
) -> int:
    """Add the words of a block to those of the ranges that meet it, and return how many none of them covers."""
    covered = []
    for at in here:
        start, end = ranges[at]
        if start <= block.start and end >= block.end:
            under[at] += words
            covered.append((0, len(block.text)))
        else:
            part = block.visible_range(start, end)
            under[at] += count_words(block.text[slice(*part)])
            covered.append(part)
    left = []
    done = 0
    for start, end in sorted(covered):
        if start > done:
            left.append(block.text[done:start])
        done = max(done, end)
    return count_words(" ".join([*left, block.text[done:]]))
