"""Pages with furniture around their text, told apart by the main text that resiliparse finds."""

from __future__ import annotations

import sys

import pytest

import copydesk
from copydesk.checks import boilerplate_footer
from copydesk.checks.main_content import beside_main
from copydesk.cli.main import main
from copydesk.formats import parse

PARAGRAPH = (
    "<p>The council voted on Tuesday to keep the night buses running until the end of {} at least, and paid.</p>"
)
ARTICLE = "".join(PARAGRAPH.format(month) for month in ("March", "April", "May", "June", "July"))
LINKS = "".join(
    f'<li><a href="/{n}">What the {what} is for</a></li>' for n, what in enumerate(("ferry", "mill", "quay"))
)
PAGE = (
    "<!doctype html><html><head><title>Night buses stay</title></head><body>"
    '<div class="menu"><ul><li><a href="/">Front page</a></li><li><a href="/s">Sports pages</a></li></ul></div>'
    f"<article><h1>Night buses stay</h1>{ARTICLE}<p>“It was time,” said é 🚌 Ann Lee.</p></article>"
    f'<div class="sidebar"><h3>More of the town</h3><ul>{LINKS}</ul></div>'
    '<div id="footer"><p>The Courier is printed on the quay, and has been since the harbour was dug.</p></div>'
    "</body></html>"
)


def findings(tmp_path, page, *config, profile="scraped", name="a.html"):
    (tmp_path / name).write_text(page)
    result = copydesk.check_paths(
        [tmp_path / name],
        isolated=True,
        select=["boilerplate-footer", "boilerplate-line"],
        profile=profile,
        config=config,
    )
    assert not result.errors
    for finding in result.findings:
        assert page[finding.start : finding.end] == finding.text
    return result.findings


def beside(page):
    document = parse(page, "a.html")
    left = beside_main(document)
    return [block.text for block in document.prose if id(block) in left]


def test_what_stands_beside_the_main_text(tmp_path):
    assert beside(PAGE)[:2] == ["Front page", "Sports pages"]
    assert "More of the town" in beside(PAGE)
    assert not any("council" in text or "time" in text or "buses" in text for text in beside(PAGE))
    above, below = findings(tmp_path, PAGE)
    assert above.rule == "boilerplate.boilerplate-line"
    assert above.text.startswith("Front page")
    assert above.text.endswith("Sports pages")
    assert below.rule == "boilerplate.boilerplate-footer"
    assert below.text.startswith("More of the town")
    assert below.text.endswith("was dug.")
    assert {one.confidence for one in (above, below)} == {"medium"}
    assert "(beside the main text)" in above.message


def test_it_is_for_the_scraped(tmp_path):
    assert findings(tmp_path, PAGE, profile="articles") == ()
    assert not any("beside" in one.message for one in findings(tmp_path, PAGE, *off()))
    asked = [f"rules.boilerplate.{rule}.main-content=require" for rule in ("boilerplate-footer", "boilerplate-line")]
    assert len(findings(tmp_path, PAGE, *asked, profile="articles")) == 2


def off():
    return [f"rules.boilerplate.{rule}.main-content=never" for rule in ("boilerplate-footer", "boilerplate-line")]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><ul>" + LINKS * 30 + "</ul></body></html>",  # no main text to trust
        "<p>No page, but a piece of one.</p>" + ARTICLE,
        "<html><body>" + ARTICLE + "</body></html>",
        "<html><body><main>"
        + ARTICLE
        + "<blockquote><p>A tweet that was taken out of it.</p></blockquote></main></body>",
        "<html><body>" + "<div>" * 3000 + "text" + "</div>" * 3000,
        "<html><body>\0\ud800<p>&#0;&#xD800;</p>" + "<!--" * 50,
        "<body " * 500,
        "<html><body>" + "<div>" * 100_000 + ARTICLE,
        "",
    ],
)
def test_pages_of_which_nothing_is_told(page):
    assert beside(page) == []


def test_rules_about_writing_pass_over_furniture(tmp_path):
    odd = "The bakery has a long story to tell of its oven, and a website and a web site, as the the baker said.â€™"
    page = PAGE.replace("<p>The Courier is printed", f"<p>{odd}</p><p>The Courier is printed")
    (tmp_path / "a.html").write_text(page)

    def told(*config, text=page):
        (tmp_path / "a.html").write_text(text)
        result = copydesk.check_paths([tmp_path / "a.html"], isolated=True, profile="scraped", config=config)
        return {one.rule for one in result.findings if "boilerplate" not in one.rule}

    assert {"consistency.term-variants", "integrity.repeated-word", "integrity.mojibake"} <= told(*off())
    assert told(*off()) - told() == {"consistency.term-variants"}
    inside = PAGE.replace("<p>“It was", f"<p>{odd}</p><p>“It was")
    assert "consistency.term-variants" in told(text=inside)


def test_a_line_that_stands_in_both_is_main_text():
    page = PAGE.replace("More of the town", "Night buses stay")
    assert "Night buses stay" not in beside(page)


def test_markdown_and_plain_text_have_no_furniture_around_them():
    for name in ("a.md", "a.txt"):
        assert boilerplate_footer.beside_main(parse(PAGE, name), {"main-content": "auto"}) == frozenset()


def test_without_the_package_all_is_as_it_was(tmp_path, monkeypatch, capsys):
    before = [(one.rule, one.start) for one in findings(tmp_path, PAGE, *off())]
    monkeypatch.setitem(sys.modules, "resiliparse.extract.html2text", None)
    monkeypatch.setitem(sys.modules, "resiliparse", None)
    assert [(one.rule, one.start) for one in findings(tmp_path, PAGE)] == before
    arguments = ["check", "--isolated", "--exit-zero", "--profile", "scraped", "--select", "boilerplate-line"]
    page = str(tmp_path / "a.html")
    main([*arguments, page])
    assert "resiliparse" not in capsys.readouterr().err
    main([*arguments, "--config", "rules.boilerplate.boilerplate-line.main-content=require", page])
    assert "resiliparse is not installed" in capsys.readouterr().err


def test_a_page_too_deep_is_not_given_to_a_parser_that_takes_the_square_of_its_depth(monkeypatch):
    given = []
    module = sys.modules.get("resiliparse.extract.html2text") or pytest.importorskip("resiliparse.extract.html2text")
    plain = module.extract_plain_text
    monkeypatch.setattr(module, "extract_plain_text", lambda page, **how: given.append(page) or plain(page, **how))
    deep = PAGE.replace("<article>", "<article>" + "<div>" * 401)
    assert beside(deep) == []
    assert given == []
    assert beside(PAGE.replace("<article>", "<article>" + "<p>" * 2000 + "<div><br>" * 60)) != []
    assert len(given) == 1
