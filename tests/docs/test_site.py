"""The documentation as a site: it builds without a warning, and loads nothing from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOST = "http://docs.example"
LOADED = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src", "srcdoc"),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
RELATIONS = {"canonical", "next", "prev", "author", "license", "help", "alternate"}  # links that load nothing
AWAY = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:)?//[\w.-]")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder with the site as it has just been built."""
    pytest.importorskip("material", reason="the site is built with the group `docs`")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


class Loads(HTMLParser):
    """What a page loads from elsewhere, and where its links lead."""

    def __init__(self):
        super().__init__()
        self.away, self.links, self.ids = [], [], set()

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        loaded = [values[name] for name in LOADED.get(tag, ()) if name in values]
        if tag == "link" and not RELATIONS.intersection(values.get("rel", "").split()):
            loaded.append(values.get("href", ""))
        loaded += re.findall(r"url\(([^)]*)\)", values.get("style", ""))
        self.away += [f"<{tag}> {address}" for address in loaded if AWAY.match(address.strip("\"' "))]
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        self.ids |= {values[name] for name in ("id", "name") if name in values}


def read(path):
    page = Loads()
    page.feed(path.read_text("utf-8"))
    return page


def test_pages_and_styles_load_nothing_from_elsewhere(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 60
    assert {path.name: away for path in pages if (away := read(path).away)} == {}
    styles = list(site.rglob("*.css"))
    assert styles
    for path in [*styles, *pages]:
        text = path.read_text("utf-8")
        assert "@import" not in text, path
        addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", text)
        assert [address for address in addresses if AWAY.match(address)] == [], path


def test_what_would_be_loaded_from_elsewhere_is_seen():
    page = Loads()
    page.feed("<script src='https://a.example/x.js'></script><link rel=stylesheet href='//a.example/x.css'>")
    page.feed(
        "<img src='https://a.example/x.png'><p style='background:url(https://a.example/y)'><a href='https://b.example'>"
    )
    assert len(page.away) == 4


def test_links_lead_somewhere(site):
    pages = {path: read(path) for path in site.rglob("*.html")}
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or path.name == "404.html":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if target not in pages or (parts.fragment and unquote(parts.fragment) not in pages[target].ids):
                broken.append(f"{path.name}: {link}")
    assert broken == []


def test_a_browser_asks_nobody_else_and_finds_words(site, browser):
    context = browser.new_context()
    away, wrong = [], []

    def answer(route):
        address = urlsplit(route.request.url)
        path = site / unquote(address.path).lstrip("/")
        if not route.request.url.startswith(HOST):
            away.append(route.request.url)
            route.abort()
        elif path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(status=404, body="")

    context.route("**", answer)
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{HOST}/index.html")
    page.goto(f"{HOST}/rules/duplication.duplicate-title.html")
    page.keyboard.press("/")
    page.keyboard.type("baseline")
    page.wait_for_selector(".md-search-result__link[href*='adopting']")
    context.close()
    assert (away, wrong) == ([], [])


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_of_the_pages_at_the_top_lead_somewhere(name, site):
    for link in re.findall(r"\]\(([^)\s]+)\)", (ROOT / name).read_text("utf-8")):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        assert (ROOT / parts.path).exists(), link
        if parts.fragment:
            built = site / Path(parts.path).relative_to("docs").with_suffix(".html")
            assert parts.fragment in read(built).ids, link
