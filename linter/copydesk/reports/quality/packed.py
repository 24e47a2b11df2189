"""The data that the page shows on demand, packed: JSON, compressed, as base64 in script elements that never run."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import lru_cache
from zlib import compress

from copydesk.formats import parse
from copydesk.model import CONFIDENCES, SEVERITIES
from copydesk.reports.quality.copies import differing_words
from copydesk.reports.quality.data import Article, QualityReport, Taken
from copydesk.reports.quality.shown import one_line, shown
from copydesk.reports.quality.views import BlockView, article_view
from copydesk.score import shown_tenths
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

VIEWS = 50
"""Articles whose texts are packed together."""

MOST_COPIES = 200
_PAIRS = 3
_PACKED_SHARE = 0.45  # of a text's characters, roughly, are the characters of its packed form


def pack(value: Any) -> str:
    """Data as text without any markup in it."""
    return b64encode(compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 9)).decode()


def table(report: QualityReport) -> str:
    """What the table of articles shows."""
    rules = rule_numbers(report)
    rows = []
    for article in report.articles:
        file = article.file
        top = article.most
        rows.append(
            [
                shown(file.path),
                one_line(file.title or "", 200),
                tenths_down(file.score),
                file.grade or "",
                file.words,
                tenths(file.metrics.get("flesch_kincaid_grade")),
                [article.count(severity) for severity in SEVERITIES],
                rules[top.finding.rule] if top is not None else -1,
                sorted({rules[one.finding.rule] for one in article.taken}),
                file.suppressed,
            ]
        )
    return pack({"articles": rows, "rules": [shown(rule) for rule in rules], "views": VIEWS})


def copies(report: QualityReport) -> str:
    """Texts that stand in several places, side by side."""
    packed = []
    for one in report.copies[:MOST_COPIES]:
        kept, *others = one.members
        pairs = []
        for at, other in enumerate(others[:_PAIRS], 1):
            left, right = differing_words(kept.text, other.text)
            pairs.append([*([[int(differs), shown(text)] for differs, text in side] for side in (left, right)), at])
        packed.append(
            {
                "members": [[shown(member.path), member.line] for member in one.members],
                "pairs": pairs,
                "more": one.total - len(one.members),
            }
        )
    return pack(packed)


def views(report: QualityReport, limit: int) -> list[str]:
    """Articles with their findings marked, `VIEWS` at a time.

    Articles with the lowest score are kept whole as long as there is room; of the others only passages with findings.

    Args:
        report: The report.
        limit: Most characters, roughly; passages with findings are kept in any case.
    """
    rules = rule_numbers(report)

    @lru_cache(None)
    def one(at: int, whole: bool) -> str:
        return json.dumps(_view(report.articles[at], rules, report.source, whole=whole), ensure_ascii=False)

    sizes = [len(one(at, whole=False)) for at in range(len(report.articles))]
    room = limit / _PACKED_SHARE - sum(sizes)
    order = sorted(range(len(report.articles)), key=lambda at: (_rank(report.articles[at]), at))
    while True:
        left = room
        kept = set()
        for at in order:
            more = len(one(at, whole=True)) - sizes[at] if left > 0 else 0
            if 0 < more <= left or (left > 0 and more <= 0):
                kept.add(at)
                left -= max(more, 0)
        packed = [
            _join([one(at, whole=at in kept) for at in range(first, min(first + VIEWS, len(sizes)))])
            for first in range(0, len(sizes), VIEWS)
        ]
        if not kept or sum(map(len, packed)) <= limit:
            return packed
        room = room * 0.8 if room > limit / 20 else 0


def rule_numbers(report: QualityReport) -> dict[str, int]:
    """A number for each rule, in the order of their names."""
    return {rule: at for at, rule in enumerate(sorted(row.rule for row in report.rules))}


def tenths(value: float | None) -> int | None:
    """A figure in tenths."""
    return None if value is None else round(10 * value)


def tenths_down(score: float | None) -> int | None:
    """A score in tenths, rounded down, so that it never looks better than its letter."""
    return None if score is None else int(10 * score + 1e-9)


def shown_points(article: Article) -> list[int | None]:
    """Points of the findings in tenths; they add up to what the shown score lacks to 100."""
    at = [number for number, one in enumerate(article.taken) if one.points is not None]
    points: list[int | None] = [None] * len(article.taken)
    down = tenths_down(article.file.score)
    if at and down is not None:
        rounded = shown_tenths([article.taken[number].points or 0.0 for number in at], 1000 - down)
        for number, value in zip(at, rounded, strict=True):
            points[number] = value
    return points


def _join(items: Sequence[str]) -> str:
    return b64encode(compress(f"[{','.join(items)}]".encode(), 9)).decode()


def _rank(article: Article) -> float:
    return article.file.score if article.file.score is not None else 101.0


def _view(
    article: Article, rules: dict[str, int], source: Callable[[str], str | None], *, whole: bool
) -> dict[str, Any]:
    findings = [one.finding for one in article.taken]
    blocks: list[BlockView] = []
    if findings or whole:
        text = source(article.file.path)
        if text is not None:
            blocks = article_view(parse(text, article.file.path), findings, whole=whole)
    marked = {number for block in blocks for _, numbers in block.segments for number in numbers}
    points = shown_points(article)
    return {
        "b": [_block(block) for block in blocks],
        "f": [_finding(one, points[at], rules, seen=at in marked) for at, one in enumerate(article.taken)],
        "c": [
            [name, tenths(part["points"]), tenths_down(part["score"])]
            for name, part in article.file.categories.items()
            if round(part["points"], 1) > 0
        ],
        "w": int(whole),
    }


def _finding(one: Taken, points: int | None, rules: dict[str, int], *, seen: bool) -> list[Any]:
    finding = one.finding
    return [
        rules[finding.rule],
        SEVERITIES.index(finding.severity),
        CONFIDENCES.index(finding.confidence),
        finding.line,
        one_line(finding.message, 400),
        points,
        tenths(one.gain),
        int(finding.fix is not None),
        "" if seen else one_line(finding.text, 200),
    ]


def _block(block: BlockView) -> list[Any]:
    segments: list[Any] = []
    for at, (text, numbers) in enumerate(block.segments):
        later = block.segments[at + 1][1] if at + 1 < len(block.segments) else ()
        ends = [number for number in numbers if number not in later]
        segments.append([shown(text), list(numbers), ends] if numbers else shown(text))
    return [block.kind, block.line, segments]
