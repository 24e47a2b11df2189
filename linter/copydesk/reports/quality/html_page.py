"""`html`: one page that needs nothing else: no network, no other file. It can be mailed, printed and kept.

What stands in the articles is text everywhere: escaped here, and put into the page by its script as text. Besides, the page
forbids any script but its own, by its hash, and any request.
"""

from __future__ import annotations

import html
import os
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from copydesk.model import REPORT_MARK
from copydesk.reports.quality import html_details, html_overview, packed
from copydesk.reports.quality.data import QualityReport
from copydesk.reports.quality.shown import counted, markup_line

BYTES_AN_ARTICLE = 1000
LEAST_BYTES = 1_000_000
"""A page has at most about this many bytes, or `BYTES_AN_ARTICLE` for each article; texts are cut to fit."""

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
        f'<!doctype html>\n{REPORT_MARK}\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
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
    yield from html_overview.glance(report)
    titles = dict(_SECTIONS)
    for name, parts in (
        ("first", html_overview.first(report)),
        ("charts", html_overview.charts(report)),
        ("rules", html_overview.rules(report)),
        ("articles", html_details.articles()),
        ("copies", html_details.copies(report)),
        ("quotes", html_details.quotes(report)),
        ("furniture", html_details.furniture(report)),
        ("method", html_overview.method()),
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


_DIALOG = (
    '<dialog id="article" aria-labelledby="article-title"><div class="article-head"><div><h2 id="article-title" dir="auto"></h2>'
    '<div class="quiet" id="article-facts"></div></div><button class="plain" type="button" id="close">Close</button></div>'
    '<div class="article-body"><div class="article-text" id="article-text"></div><div class="findings" id="article-findings"></div></div></dialog>'
)
