"""`html`: one page that needs nothing else: no network, no other file. It can be mailed, printed and kept.

What stands in the articles is text everywhere: escaped here, and put into the page by its script as text. Besides, the page
forbids any script but its own, by its hash, and any request.
"""

from __future__ import annotations

import html
import os
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256

from copydesk.model import SEVERITIES
from copydesk.reports.quality import packed
from copydesk.reports.quality.charts import Bar, Point, histogram, line
from copydesk.reports.quality.data import Article, Copies, QualityReport, RuleRow
from copydesk.reports.quality.shown import markup, markup_line
from copydesk.reports.summary import rounded_score
from copydesk.score import LETTERS

BYTES_AN_ARTICLE = 1000
LEAST_BYTES = 1_000_000
"""A page has at most about this many bytes, or `BYTES_AN_ARTICLE` for each article; texts are cut to fit."""

_LOWEST = 10
_MOST_QUOTES = 100
_MOST_FURNITURE = 30
_HARD = 13.5

_SECTIONS = (
    ("first", "Mend these first"),
    ("charts", "Scores and reading grades"),
    ("rules", "Findings by rule"),
    ("articles", "All articles"),
    ("copies", "Texts that stand twice"),
    ("quotes", "Quotations without a source"),
    ("furniture", "Recurring page furniture"),
    ("method", "How the score is made"),
)


def render(report: QualityReport) -> str:
    """The page."""
    script, style = _asset("page.js"), _asset("page.css")
    # Widths of bars are inline styles, which no hash can allow.
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{markup_line(report.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    )
    body = "\n".join(_body(report))
    data = f"{_data('table', packed.table(report))}{_data('copies', packed.copies(report))}"
    tail = f"<script>{script}</script>\n</body>\n</html>\n"
    used = sum(len(part.encode()) for part in (head, body, data, tail))
    limit = max(LEAST_BYTES, BYTES_AN_ARTICLE * len(report.articles))
    views = packed.views(report, limit - used - 2000)
    texts = "".join(_data(f"views-{at}", text) for at, text in enumerate(views))
    return f"{head}{body}\n{data}{texts}{tail}"


def _asset(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _data(name: str, text: str) -> str:
    return f'<script type="application/octet-stream" id="data-{name}">{text}</script>\n'


def _body(report: QualityReport) -> Iterator[str]:
    present = [section for section in _SECTIONS if _has(report, section[0])]
    links = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title in present)
    yield (
        f'<a class="skip" href="#articles">Go to the articles</a>\n<header class="page"><h1>{markup_line(report.title)}</h1>'
        f'<div class="quiet">{_made(report)}</div><nav aria-label="Parts of this page"><ul>{links}</ul></nav></header>\n<main>'
    )
    yield from _glance(report)
    titles = dict(_SECTIONS)
    for name, parts in (
        ("first", _first(report)),
        ("charts", _charts(report)),
        ("rules", _rules(report)),
        ("articles", _articles()),
        ("copies", _copies(report)),
        ("quotes", _quotes(report)),
        ("furniture", _furniture(report)),
        ("method", _method()),
    ):
        if _has(report, name):
            yield f'<section id="{name}" aria-labelledby="{name}-title"><h2 id="{name}-title">{titles[name]}</h2>'
            yield from parts
            yield "</section>"
    yield f'</main>\n{_DIALOG}\n<footer class="page">Made by copydesk {html.escape(report.version)}. This page loads nothing and sends nothing.</footer>'


def _has(report: QualityReport, section: str) -> bool:
    if section in ("first", "rules"):
        return bool(report.rules)
    if section == "copies":
        return bool(report.copies)
    if section == "quotes":
        return bool(report.unsourced())
    return section != "furniture" or bool(report.furniture)


def _made(report: QualityReport) -> str:
    return f"{counted(len(report.articles), 'article')}, {counted(report.words, 'word')}, looked at on {html.escape(report.date)}"


def _glance(report: QualityReport) -> Iterator[str]:
    clean = sum(not article.taken for article in report.articles)
    by_severity = [(severity, sum(article.count(severity) for article in report.articles)) for severity in SEVERITIES]
    facts = [
        f'<li><b class="{severity}">{count:,}</b> {severity}{"" if count == 1 else "s"}</li>'
        for severity, count in by_severity
    ]
    facts.append(f"<li><b>{clean:,}</b> of {counted(len(report.articles), 'article')} without any finding</li>")
    if report.suppressed:
        facts.append(f"<li><b>{report.suppressed:,}</b> silenced in the text</li>")
    score = "–" if report.score is None else rounded_score(report.score)
    yield (
        '<div class="glance"><div><div class="score-number">'
        f'{score}<small> of 100</small></div><div class="quiet">score of all articles</div></div><div>'
        f'<ul class="facts">{"".join(facts)}</ul>{_letters(report)}</div></div>'
        "<p>100 means that nothing was found. Every finding takes points from its article, the more the graver it is and "
        "the shorter the article. So a low score says where to look, not that an article is bad: "
        '<a href="#method">how the score is made</a>.</p>'
    )
    if report.errors:
        items = "".join(
            f"<li>{markup_line(problem.path)}: {markup_line(problem.message)}</li>" for problem in report.errors[:20]
        )
        yield f'<div class="notice"><b>Not everything could be looked at.</b><ul class="plain-list">{items}</ul></div>'
    yield '<div class="notice" id="too-old" hidden>This browser is too old to unpack the articles; all else can be read.</div>'
    yield '<noscript><div class="notice">Without scripts, the articles and copies below cannot be opened; all else can be read.</div></noscript>'


def _letters(report: QualityReport) -> str:
    total = sum(report.letters.values()) or 1
    names = {"A": "90 and more", "B": "80 to 90", "C": "65 to 80, or with an error", "D": "50 to 65", "F": "below 50"}
    bar = "".join(
        f'<span class="{name}" style="width:{100 * count / total:.2f}%"></span>'
        for name, count in report.letters.items()
        if count
    )
    key = "".join(
        f'<li><i class="{name}"></i><b>{name}</b> {names[name]}: {counted(count, "article")}</li>'
        for name, count in report.letters.items()
    )
    return f'<div class="letters" aria-hidden="true">{bar}</div><ul class="key">{key}</ul>'


def _first(report: QualityReport) -> Iterator[str]:
    helpful = [row for row in report.rules if row.gain >= 0.005][:8]
    if helpful:
        best = helpful[0].gain
        rows = "".join(
            f'<tr><td>{_rule_cell(row)}</td><td class="number">+{row.gain:.2f}</td><td class="meter-cell" aria-hidden="true">'
            f'<span class="meter" style="width:{100 * row.gain / best:.1f}%"></span></td>'
            f'<td class="number">{row.findings:,}</td><td class="number optional">{row.articles:,}</td>'
            f'<td class="number optional">{row.fixable:,}</td></tr>'
            for row in helpful
        )
        yield (
            '<h3>Kinds of findings</h3><div class="scroll"><table><caption>What the score of all articles would gain if all '
            'findings of one rule were mended.</caption><thead><tr><th scope="col">Rule</th><th scope="col" class="number">Gain</th>'
            '<th class="meter-cell"></th><th scope="col" class="number">Findings</th><th scope="col" class="number optional">Articles</th>'
            f'<th scope="col" class="number optional">Automatic fixes</th></tr></thead><tbody>{rows}</tbody></table></div>'
        )
    low = report.to_mend(_LOWEST)
    if low:
        numbers = {article.file.path: at for at, article in enumerate(report.articles)}
        rows = "".join(_lowest_row(article, numbers[article.file.path]) for article in low)
        yield (
            '<h3>Articles with the lowest score</h3><div class="scroll"><table><thead><tr><th scope="col" class="number">Score</th>'
            '<th scope="col"><span class="optional">Letter</span></th><th scope="col">Article</th><th scope="col">What takes most points</th></tr>'
            f"</thead><tbody>{rows}</tbody></table></div>"
        )


def _lowest_row(article: Article, number: int) -> str:
    file, most = article.file, article.most
    assert most is not None
    score = rounded_score(file.score or 0.0)
    return (
        f'<tr><td class="number">{score}</td><td><span class="letter {file.grade}">{file.grade}</span></td>'
        f'<td class="words"><a href="#a{number}" dir="auto">{markup_line(file.title or file.path, 120)}</a>'
        f'<span class="path">{markup_line(file.path)}</span></td><td class="words"><b>−{most.points:.1f}</b> '
        f'<span dir="auto">{markup_line(most.finding.message, 160)}</span></td></tr>'
    )


def _charts(report: QualityReport) -> Iterator[str]:
    yield '<div class="charts">'
    scores = [article.file.score for article in report.articles if article.file.score is not None]
    bars = []
    for low in range(0, 100, 5):
        count = sum(low <= score < low + 5 or (low == 95 and score >= 100) for score in scores)
        letter = next(name for name, least in LETTERS if low >= least)
        bars.append(Bar(str(low) if low % 10 == 0 else "", f"score {low} to {low + 5}", count, letter))
    yield _figure(
        "Scores", histogram("Number of articles by score", bars, "score"), "How many articles have which score.", bars
    )
    grades = [
        value for article in report.articles if (value := article.file.metrics.get("flesch_kincaid_grade")) is not None
    ]
    bars = []
    for grade in range(4, 19):
        count = sum(
            (value < 5 if grade == 4 else value >= 18 if grade == 18 else grade <= value < grade + 1)
            for value in grades
        )
        label = "≤4" if grade == 4 else "18+" if grade == 18 else str(grade)
        bars.append(Bar(label, f"reading grade {label}", count, "hard" if grade > _HARD else "bar"))
    about = "Years of schooling a reader needs, by the Flesch-Kincaid formula. Papers for everyone stand at 8 to 13; beyond 13.5 points are taken."
    if grades:
        yield _figure(
            "Reading grades",
            histogram("Number of articles by reading grade", bars, "Flesch-Kincaid grade"),
            about,
            bars,
        )
    points = [point for point in report.trend if point.score is not None]
    if points:
        drawn = [
            Point(f"{point.date} {point.commit} {point.subject}".strip(), point.date[2:], point.score or 0.0)
            for point in points
        ]
        rows = "".join(
            f'<tr><td>{html.escape(point.date)}</td><td>{html.escape(point.commit) or "now"}</td><td class="words">{markup_line(point.subject, 100)}</td>'
            f'<td class="number">{point.articles:,}</td><td class="number">{point.score or 0.0:.1f}</td></tr>'
            for point in reversed(points)
        )
        table = (
            '<table><thead><tr><th scope="col">Date</th><th scope="col">Commit</th><th scope="col">Message</th><th scope="col" class="number">Articles</th>'
            f'<th scope="col" class="number">Score</th></tr></thead><tbody>{rows}</tbody></table>'
        )
        yield (
            f"<figure><figcaption>Score over time</figcaption>{line('Score of all articles at each commit', drawn, 'commits, oldest first')}"
            '<p class="quiet">With the rules and settings of today, at each commit that touched the articles.</p>'
            f'<details class="no-print"><summary>As a table</summary><div class="scroll">{table}</div></details></figure>'
        )
    yield "</div>"


def _figure(title: str, chart: str, about: str, bars: Iterable[Bar]) -> str:
    rows = "".join(
        f'<tr><td>{html.escape(bar.name)}</td><td class="number">{bar.value:,}</td></tr>' for bar in bars if bar.value
    )
    return (
        f'<figure><figcaption>{title}</figcaption>{chart}<p class="quiet">{about}</p><details class="no-print"><summary>As a table</summary>'
        f"<table><tbody>{rows}</tbody></table></details></figure>"
    )


def _rules(report: QualityReport) -> Iterator[str]:
    by_category: dict[str, list[str]] = {}
    most = max(row.findings for row in report.rules)
    for row in sorted(report.rules, key=lambda row: (SEVERITIES.index(row.severity), -row.findings, row.rule)):
        by_category.setdefault(row.category, []).append(
            f'<tr><td>{_rule_cell(row)}</td><td><span class="{row.severity}">{row.severity}</span></td>'
            f'<td class="number">{row.findings:,}</td><td class="meter-cell" aria-hidden="true"><span class="meter" '
            f'style="width:{100 * row.findings / most:.1f}%"></span></td><td class="number optional">{row.articles:,}</td>'
            f'<td class="number optional">{row.fixable:,}</td></tr>'
        )
    yield '<p class="no-print">A click on a rule shows its articles.</p>'
    yield (
        '<div class="scroll"><table><thead><tr><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col" class="number">Findings</th>'
        '<th class="meter-cell"></th><th scope="col" class="number optional">Articles</th><th scope="col" class="number optional">Automatic fixes</th></tr></thead>'
    )
    for category, rows in sorted(by_category.items()):
        yield f'<tbody><tr><th colspan="6" scope="colgroup">{markup_line(category)}</th></tr>{"".join(rows)}</tbody>'
    yield "</table></div>"


def _rule_cell(row: RuleRow) -> str:
    about = f'<span class="path">{markup_line(row.about)}</span>' if row.about else ""
    return f"{_rule_link(row.rule)}{about}"


def _rule_link(rule: str) -> str:
    return f'<a href="#articles" data-rule="{markup(rule)}">{markup(rule.partition(".")[2] or rule)}</a>'


def _articles() -> Iterator[str]:
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


def _copies(report: QualityReport) -> Iterator[str]:
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


def _quotes(report: QualityReport) -> Iterator[str]:
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


def _furniture(report: QualityReport) -> Iterator[str]:
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


def _method() -> Iterator[str]:
    yield (
        "<p>The score is <b>a density of findings</b>, not a judgement of an article. An error weighs 5, a warning 2, a suggestion 0.5; a finding "
        "that is less sure weighs less, and one that covers many words more. The sum is set against the words that nothing was found in: "
        "the same findings weigh less in a long article. A sum of 40 in 1,000 words halves the score. How hard the article is to read "
        "counts once, beyond a reading grade of 13.5.</p><p>The points of all findings of an article add up to what it lacks to 100. To mend "
        "one never lowers the score. An article with an error gets no better letter than C. Findings that look at other articles "
        "too, such as shared paragraphs, are shown but take no points; neither do those silenced in the text. The score of all "
        "articles is the mean, weighted by words.</p>"
    )


def counted(count: int, noun: str) -> str:
    """A number and its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


_DIALOG = (
    '<dialog id="article" aria-labelledby="article-title"><div class="article-head"><div><h2 id="article-title" dir="auto"></h2>'
    '<div class="quiet" id="article-facts"></div></div><button class="plain" type="button" id="close">Close</button></div>'
    '<div class="article-body"><div class="article-text" id="article-text"></div><div class="findings" id="article-findings"></div></div></dialog>'
)
