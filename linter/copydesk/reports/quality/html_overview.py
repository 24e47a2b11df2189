"""The page's upper part: the score, what to mend first, charts and rules."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from copydesk.model import SEVERITIES
from copydesk.reports.quality.charts import Bar, Point, histogram, line
from copydesk.reports.quality.data import Article, QualityReport, RuleRow
from copydesk.reports.quality.shown import counted, markup, markup_line
from copydesk.reports.score_lines import rounded_score
from copydesk.score import FREE_GRADE, LETTERS

_LOWEST = 10


def glance(report: QualityReport) -> Iterator[str]:
    """What a reader sees first: the score, counts and letters."""
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


def first(report: QualityReport) -> Iterator[str]:
    """The rules and articles where mending gains most."""
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


def charts(report: QualityReport) -> Iterator[str]:
    """Histograms of score and reading grade, and the score over time."""
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
        bars.append(Bar(label, f"reading grade {label}", count, "hard" if grade > FREE_GRADE else "bar"))
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


def rules(report: QualityReport) -> Iterator[str]:
    """All rules with findings, by category."""
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


def method() -> Iterator[str]:
    """How the score comes about."""
    yield (
        "<p>The score is <b>a density of findings</b>, not a judgement of an article. An error weighs 5, a warning 2, a suggestion 0.5; a finding "
        "that is less sure weighs less, and one that covers many words more. The sum is set against the words that nothing was found in: "
        "the same findings weigh less in a long article. A sum of 40 in 1,000 words halves the score. How hard the article is to read "
        "counts once, beyond a reading grade of 13.5.</p><p>The points of all findings of an article add up to what it lacks to 100. To mend "
        "one never lowers the score. An article with an error gets no better letter than C. Findings that look at other articles "
        "too, such as shared paragraphs, are shown but take no points; neither do those silenced in the text. The score of all "
        "articles is the mean, weighted by words.</p>"
    )
