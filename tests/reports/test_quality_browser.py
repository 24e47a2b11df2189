"""The page of the report in a real browser, with no network."""

import re
import time

import pytest
from playwright.sync_api import expect
from report_samples import FERRY, finding

from copydesk.model import FileResult, Finding, Place, Result
from copydesk.planner import RunOptions
from copydesk.quality_report import make_report
from copydesk.reports.quality import render
from copydesk.reports.quality.gather import gather

PAYLOADS = (
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 2'>",
    "<svg onload=window.ran=3><a href='javascript:window.ran=4'>x</a></svg>",
    "</script><script>window.ran = 5</script>",
    "\"><iframe srcdoc='<script>top.ran=6</script>'></iframe>",
    "<style>body{background:url(https://evil.example/a)}</style><link rel=stylesheet href=https://evil.example/b>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<!--</title></textarea></style><base href=https://evil.example>",
    "{{constructor.constructor('window.ran=7')()}} ${window.ran=8} `${window.ran=9}`",
    "\u202eevil\u202c \u2066x\u2069 \x1b[31m",
)


@pytest.fixture
def open_page(browser, tmp_path):
    """Opens a page without a network; afterwards nothing may have gone wrong or left it."""
    contexts, wrong = [], []

    def start(text, **options):
        path = tmp_path / f"report-{len(contexts)}.html"
        path.write_text(text, encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1200, "height": 800}, "offline": True, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: request.url == path.as_uri() or wrong.append(f"request: {request.url}"))
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")
        return page

    yield start
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def articles(project):
    body = (
        "The small ferry between the old harbour and Gull Island will keep its timetable until spring. The town council "
        "decided so on {day} after a long debate about the the cost.\n\n"
    )
    quote = "“We could not leave them stranded for another year, and nobody in this room wanted to.”"
    (project / "ferry.md").write_text(
        f"# The ferry\n\nThe ferry\n\n{body.format(day='Monday')}{quote}\n\nRelated articles\n"
    )
    (project / "boat.md").write_text(f"# A boat\n\n{body.format(day='Friday')}{'All is well on board. ' * 30}\n")
    (project / "clean.txt").write_text("Nothing to see\n\nAll is well here.\n")
    return project


def report_of(articles, path="."):
    return make_report([path], RunOptions(isolated=True), "html")[0]


def titles(page):
    return page.locator("#rows a").all_inner_texts()


def test_the_worst_article_comes_first_and_columns_sort(articles, open_page):
    page = open_page(report_of(articles))
    assert titles(page) == ["The ferry", "A boat", "Nothing to see"]
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Score")
    page.get_by_role("button", name="Score").click()
    assert titles(page) == ["Nothing to see", "A boat", "The ferry"]
    page.get_by_role("button", name="Article").click()
    assert titles(page) == ["A boat", "Nothing to see", "The ferry"]
    page.get_by_role("button", name="Words").click()
    assert titles(page)[0] == "A boat"
    assert page.locator("th[aria-sort=descending]").count() == 1


def test_filters_narrow_the_table(articles, open_page):
    page = open_page(report_of(articles))
    page.get_by_label("Title or path").fill("BOAT md")
    assert titles(page) == ["A boat"]
    assert page.get_by_role("status").inner_text() == "Showing 1 to 1 of 1 article"
    page.get_by_label("Title or path").fill("no such article")
    assert titles(page) == []
    assert page.get_by_role("status").inner_text() == "No article fits."
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("#rows tr")).to_have_count(3)
    page.get_by_label("Letter", exact=True).select_option("A")
    assert "The ferry" not in titles(page)
    page.get_by_label("Letter", exact=True).select_option("")
    page.get_by_label("Rule", exact=True).select_option("duplication.duplicate-title")
    assert titles(page) == ["The ferry"]


def test_a_rule_leads_to_its_articles(articles, open_page):
    page = open_page(report_of(articles))
    page.locator("#rules").get_by_role("link", name="repeated-word").click()
    expect(page.locator("#rule")).not_to_have_value("")
    assert sorted(titles(page)) == ["A boat", "The ferry"]


def test_an_article_opens_by_keyboard_with_its_findings_marked(articles, open_page):
    page = open_page(report_of(articles, "ferry.md"))
    page.locator("#rows").get_by_role("link", name="The ferry").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="The ferry")
    dialog.wait_for()
    marks = dialog.locator("mark").all_inner_texts()
    assert [mark.rstrip("0123456789,") for mark in marks] == [
        "The ferry",
        "the the",
        "“We could not leave them stranded for another year, and nobody in this room wanted to.”",
        "Related articles",
    ]
    lost = dialog.locator("#article-facts").inner_text()
    assert "Score" in lost
    assert "duplication −" in lost
    assert dialog.locator("li").count() == 4
    dialog.get_by_role("link", name="line 5").first.click()
    assert dialog.locator("mark.current").count() == 1
    dialog.locator("mark", has_text="the the").click()
    assert dialog.locator("li.current").inner_text().startswith("warning repeated-word")
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.wait_for_url(re.compile("#articles$"))


def test_an_article_has_an_address(articles, open_page):
    page = open_page(report_of(articles))
    page.evaluate("location.hash = '#a1'")
    page.get_by_role("dialog", name="Nothing to see").wait_for()
    assert "Nothing was found here." in page.locator("#article-findings").inner_text()
    page.evaluate("location.hash = '#first'")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.evaluate("location.hash = '#a99'")
    assert page.get_by_role("dialog").count() == 0


def test_copies_stand_side_by_side_with_the_differing_word_marked(articles, open_page):
    page = open_page(report_of(articles))
    page.locator("details[data-copies] summary").first.click()
    page.wait_for_selector(".sides")
    assert sorted(page.locator(".sides").first.locator("mark").all_inner_texts()) == ["Friday", "Monday"]
    assert sorted(page.locator(".sides .place").all_inner_texts()[:2]) == ["boat.md, line 3", "ferry.md, line 5"]


def test_payloads_run_nothing(project, open_page):
    text = "\n\n".join(f"A line about the the boat. {payload}" for payload in PAYLOADS)
    twice = f"The small ferry between the old harbour and the island keeps its timetable until spring {PAYLOADS[0]}."
    for name in ("a.md", "b.txt", "c.html", "d<img src=x onerror=window.ran=10>.md"):
        (project / name).write_text(f"{PAYLOADS[1]} {PAYLOADS[3]}\n\n{twice}\n\n{text}\n")
    page = open_page(make_report(["."], RunOptions(isolated=True), "html", title="".join(PAYLOADS))[0])
    for at, path in enumerate(("a.md", "b.txt", "c.html", "d<img")):
        page.evaluate("at => { location.hash = `#a${at}` }", at)
        expect(page.locator("#article-facts")).to_have_text(re.compile("^" + re.escape(path)))
        assert page.locator("dialog .block").count() > 0
    page.keyboard.press("Escape")
    for summary in page.locator("details[data-copies] summary").all():
        summary.click()
    assert page.evaluate("window.ran") is None
    assert page.locator("img, iframe, link, base, object, body svg:not(.chart)").count() == 0
    assert page.evaluate("document.querySelectorAll('script:not([type])').length") == 1
    assert "window.ran = 1" in page.content(), "it is shown"


def test_even_a_hole_would_run_nothing(articles, browser, tmp_path):
    """The page forbids what it does not need, so markup that slipped in would be dead."""
    path = tmp_path / "hole.html"
    hole = "<b id=hole onclick='window.ran=1'>x</b><script>window.ran=2</script><img src=x onerror='window.ran=3'>"
    path.write_text(report_of(articles).replace("</h1>", f"{hole}</h1>", 1), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.locator("#hole").click()
    assert page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in text for text in said) >= 3
    context.close()


@pytest.fixture(scope="module")
def very_many():
    """A result of 5,000 articles with findings, made by hand."""
    files, findings = [], []
    words = ("the the", "four", "is is", "Gull Island", "Bridge repairs delayed")
    for number in range(5000):
        path = f"news/{number:04}.md"
        found: list[Finding] = []
        for at in range(number % 5):
            rule = f"style.rule-{at}"
            related = ()
            if at == 3 and number > 10:
                there = finding("news/0003.md", FERRY, words[at])
                related = (Place(*there[:1], *there[5:11], 1.0),)
            found.append(finding(path, FERRY, words[at], rule=rule, related=related))
        charges = tuple((one.rule, one.start, one.end, 2.0, 1.5) for one in sorted(found, key=lambda one: one.start))
        score = 100.0 - 2 * len(found)
        metrics = {"flesch_kincaid_grade": 5 + number % 13}
        files.append(
            FileResult(
                path,
                f"Title {number}",
                "en",
                96,
                score,
                "A",
                metrics,
                {"style": {"score": score, "points": 100 - score, "findings": len(found)}},
                charges,
            )
        )
        findings += sorted(found, key=lambda one: one.start)
    return gather(Result(tuple(files), tuple(findings)), lambda _path: FERRY, title="Many", date="2026-01-05")


def test_five_thousand_articles_are_usable(very_many, open_page):
    text = render("html", very_many)
    assert len(text.encode()) <= 5_000_000
    page = open_page(text)
    assert len(titles(page)) == 100
    assert page.get_by_role("status").inner_text() == "Showing 1 to 100 of 5,000 articles"
    began = time.perf_counter()
    page.get_by_label("Title or path").fill("title 4999")
    assert titles(page) == ["Title 4999"]
    page.get_by_label("Title or path").fill("")
    page.get_by_role("button", name="Findings").click()
    page.get_by_role("button", name="Further").click()
    assert page.get_by_role("status").inner_text() == "Showing 101 to 200 of 5,000 articles"
    page.locator("#rows a").first.click()
    page.get_by_role("dialog").wait_for()
    assert page.locator("dialog mark").count() >= 4
    print(
        f"filter, sort, turn the page and open: {time.perf_counter() - began:.2f} s, page of {len(text):,} characters"
    )


def test_a_page_of_a_thousand_articles_stays_below_a_megabyte(very_many):
    few = very_many._replace(articles=very_many.articles[:1000])
    assert len(render("html", few).encode()) <= 1_000_000


CONTRAST = """(selectors) => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] > 0.99) return color;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll(selectors)) {
    if (!element.textContent.trim() || !element.getClientRects().length) continue;
    const [one, other] = [light(parse(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) poor.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 360])
def test_text_has_contrast_and_fits_the_width(articles, open_page, scheme, width):
    page = open_page(report_of(articles), color_scheme=scheme, viewport={"width": width, "height": 700})
    everything = (
        "h1, h2, h3, p, a, b, td, th, li, span, label, button, summary, mark, sup, blockquote, div.quiet, figcaption"
    )
    assert page.evaluate(CONTRAST, everything) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#rows a").first.click()
    page.get_by_role("dialog").wait_for()
    assert page.evaluate(CONTRAST, everything) == []
    assert page.evaluate(
        "(() => { const it = document.getElementById('article'); return it.scrollWidth <= it.clientWidth })()"
    )


def test_on_paper_there_is_nothing_to_click(articles, open_page):
    page = open_page(report_of(articles), color_scheme="dark")
    page.emulate_media(media="print")
    for selector in ("nav", "#filters", ".pager"):
        assert not page.locator(selector).is_visible()
    assert page.locator("#rows tr").count() == 3
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_controls_and_charts_have_names(articles, open_page):
    page = open_page(report_of(articles))
    assert page.evaluate(
        "[...document.querySelectorAll('input, select')].every((it) => it.labels.length === 1)"
        " && [...document.querySelectorAll('button')].every((it) => it.textContent.trim())"
        " && [...document.querySelectorAll('svg')].every((it) => it.getAttribute('aria-label') && it.getAttribute('role') === 'img')"
        " && [...document.querySelectorAll('section')].every((it) => document.getElementById(it.getAttribute('aria-labelledby')))"
    )
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((it) => it.id)")
    assert len(ids) == len(set(ids))
    assert page.locator("h1").count() == 1


def test_without_scripts_the_rest_can_be_read(articles, browser, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(report_of(articles), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("noscript .notice").is_visible()
    assert page.locator("#first table").count() == 2
    context.close()
