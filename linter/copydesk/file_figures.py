"""What is told of one file beside its findings: title, language, words, metrics and score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.article_score import article_score
from copydesk.document import Document
from copydesk.model import FileResult, Finding, Rule
from copydesk.text.all_metrics import all_metrics
from copydesk.text.readability import word_count


def file_result(document: Document, findings: Sequence[tuple[Rule, Finding]], categories: Iterable[str]) -> FileResult:
    """Facts about one file.

    Args:
        document: The file.
        findings: What counts for its score, with the rules, in order.
        categories: Categories of all rules that have looked at it.
    """
    seen: dict[str, int] = {}
    counted = []
    for rule, finding in findings:
        seen[rule.id] = seen.get(rule.id, 0) + 1
        if not rule.limit or seen[rule.id] <= rule.limit:  # what a rule's limit hides costs nothing
            counted.append((rule, finding))
    scored = article_score(document, counted, categories)
    result = FileResult(
        path=document.path,
        title=document.title_text,
        language=document.language,
        words=word_count(document),
        metrics=all_metrics(document),
    )
    if scored is None:
        return result
    return result._replace(
        score=scored.score,
        grade=scored.grade,
        categories={name: part._asdict() for name, part in scored.categories.items()},
        charges=tuple(
            (finding.rule, finding.start, finding.end, *charge)
            for (_, finding), charge in zip(counted, scored.charges, strict=True)
        ),
    )
