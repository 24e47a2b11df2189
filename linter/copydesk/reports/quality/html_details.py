"""The page's lower part: the table of articles, copies, quotations, page furniture."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.reports.quality import packed
from copydesk.reports.quality.data import Copies, QualityReport
from copydesk.reports.quality.shown import markup, markup_line
from copydesk.score import LETTERS

_MOST_QUOTES = 100
_MOST_FURNITURE = 30


def articles() -> Iterator[str]:
    """The table of articles, which the script fills."""
    letters = "".join(f'<option value="{name}">{name}</option>' for name, _ in LETTERS)
    columns = (
        ("score", "Score", "number"),
        ("", '<span class="optional">Letter</span>', ""),
        ("title", "Article", ""),
        ("words", "Words", "number optional"),
        ("grade", "Reading grade", "number optional"),
        ("findings", "Findings", ""),
        ("", "Takes most", "optional"),
    )
    heads = "".join(
        f'<th scope="col" class="{style}"'
        + (f' aria-sort="none"><button type="button" data-key="{key}">{name}</button>' if key else f">{name}")
        + "</th>"
        for key, name, style in columns
    )
    yield (
        "<p>Click on an article to see its text with the findings marked, and on a column to sort. In “Findings”, E are errors, W warnings, "
        'S suggestions; the reading grade is the years of schooling a reader needs.</p><form class="filters" id="filters" role="search">'
        '<div><label for="find">Title or path</label><input type="search" id="find"></div>'
        f'<div><label for="letter">Letter</label><select id="letter"><option value="">all</option>{letters}<option value="-">not scored</option></select></div>'
        '<div><label for="rule">Rule</label><select id="rule"><option value="">all</option></select></div>'
        '<button class="plain" type="reset">Show all</button></form>'
        '<p id="status" role="status" aria-live="polite" class="quiet"></p>'
        f'<div class="scroll"><table id="table"><thead><tr>{heads}</tr></thead><tbody id="rows"></tbody></table></div>'
        '<div class="pager"><button class="plain" type="button" id="back">← Back</button><button class="plain" type="button" id="on">Further →</button></div>'
    )


def copies(report: QualityReport) -> Iterator[str]:
    """Texts that stand in several places; the script shows them side by side."""
    yield "<p>Open one to see the texts side by side; words that differ are marked.</p>"
    for at, one in enumerate(report.copies[: packed.MOST_COPIES]):
        yield f'<details data-copies="{at}"><summary>{_copies_line(one)}</summary></details>'
    left = len(report.copies) - packed.MOST_COPIES
    if left > 0:
        yield f"<p>There are {left:,} more; filter the articles by rule to find them.</p>"


def _copies_line(one: Copies) -> str:
    alike = "word for word" if one.similarity >= 1 else f"{int(100 * one.similarity)} % alike"
    rules = ", ".join(markup(rule.partition(".")[2] or rule) for rule in one.rules)
    return f'<b>{one.total:,} places</b>, {alike} ({rules}): <span dir="auto">{markup_line(one.members[0].text, 160)}</span>'


def quotes(report: QualityReport) -> Iterator[str]:
    """Quotations without a source."""
    numbers = {article.file.path: at for at, article in enumerate(report.articles)}
    found = report.unsourced()
    items = "".join(
        f'<li><blockquote dir="auto">{markup_line(finding.text, 400)}</blockquote><span class="quiet">'
        f'<a href="#a{numbers[finding.path]}">{markup_line(finding.path)}</a>, line {finding.line:,}, {finding.confidence} confidence</span></li>'
        for finding in found[:_MOST_QUOTES]
    )
    yield f'<ul class="plain-list">{items}</ul>'
    if len(found) > _MOST_QUOTES:
        yield f"<p>There are {len(found) - _MOST_QUOTES:,} more; filter the articles by rule to find them.</p>"


def furniture(report: QualityReport) -> Iterator[str]:
    """Lines of page furniture."""
    rows = "".join(
        f'<tr><td class="words" dir="auto">{markup_line(one.text, 160)}</td><td class="number">{len(one.paths):,}</td>'
        f'<td class="words"><span class="path">{markup_line(one.paths[0])}{" …" if one.paths[1:] else ""}</span></td></tr>'
        for one in report.furniture[:_MOST_FURNITURE]
    )
    yield (
        "<p>Lines that came along when articles were copied from a page: share links, newsletters, rights.</p>"
        '<div class="scroll"><table><thead><tr><th scope="col">Line</th><th scope="col" class="number">Articles</th><th scope="col">For example in</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
