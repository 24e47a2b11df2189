from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.duplicates.lawful import is_template, twin_key
from copydesk.duplicates.peers import Peers, Places
from copydesk.duplicates.texts import Held, MemoryStore
from copydesk.duplicates.units import article_facts
from copydesk.formats import parse

TWINS = [
    ["docs/a/b.md", "versioned_docs/version-1.0/a/b.md", "versioned_docs/version-2.x/a/b.md", "docs/v1.2/a/b.md"],
    [
        "docs/a.md",
        "i18n/fr/docusaurus-plugin-content-docs/current/a.md",
        "i18n/pt-BR/docusaurus-plugin-content-docs/version-1.0/a.md",
        "docs/fr/a.md",
        "docs/1.2/a.md",
        "docs/2.x/zh_CN/a.md",
        "docs/de/v3/a.md",
        "docs/latest/a.md",
        "docs/a.de.md",
        "i18n/es/docs/a.md",
        "translations/es-419/docs/a.md",
    ],
    [
        "site/docs/a.md",
        "site/versioned_docs/version-1/a.md",
        "site/i18n/fr/docusaurus-plugin-content-docs/current/a.md",
    ],
    ["api/a.md", "api_versioned_docs/version-1/a.md", "i18n/fr/docusaurus-plugin-content-docs-api/version-1/a.md"],
    ["blog/2020-01-02-a.md", "i18n/zh-Hans/docusaurus-plugin-content-blog/2020-01-02-a.md"],
    ["src/pages/a.md", "i18n/fr/docusaurus-plugin-content-pages/a.md"],
    ["content/posts/a.md", "content/en/posts/a.md", "content/pt-br/posts/a.md", "content/posts/a.fr.md"],
    ["content/posts/a/index.md", "content/posts/a/index.zh-Hant-TW.md", "content/de/posts/a/index.md"],
    ["_articles/a.md", "_articles/fr/a.md", "_articles/pt-BR/a.md"],
    ["site/pages/a/b.mdx", "site/pages/fr/a/b.mdx"],
    ["src/content/docs/a.mdx", "src/content/docs/ja/a.mdx"],
    ["README.md", "README.fr.md", "README-zh-CN.md", "README_ja.md", "i18n/ko/README.md"],
]
ALONE = [
    "docs/a.md", "docs/b.md", "docs/1/a.md", "docs/2/a.md", "docs/python/a.md", "docs/io/a.md", "blog/fr/a.md", "fr/a.md",
    "api/v1/a.md", "api/v2/a.md", "docs/api/v1/a.md", "docs/api/v2/a.md", "node.js.md", "a.xx.md", "v1.2/a.md", "a.md",
    "i18n/notes/a.md", "translations/old/a.md", "versioned_docs/a.md", "content/v1.2/a.md", "i18n/fr.md", "docs/fr.md",
    "docs/versions/a.md", "readme-old.md", "docs/v/a.md", "a.fr.pdf",
]  # fmt: skip


@pytest.mark.parametrize("paths", TWINS, ids=lambda paths: paths[0])
def test_versions_and_translations_agree(paths):
    assert {twin_key(path) for path in paths} == {paths[0]}


def test_other_paths_do_not():
    keys = [twin_key(path) for path in ALONE]
    assert keys == ALONE


@pytest.mark.parametrize(
    ("glob", "paths"),
    [
        ("releases/*/**", ["releases/a.md", "releases/1.0/a.md", "releases/next one/a.md"]),
        ("releases/v*/**", ["releases/a.md", "releases/v1/a.md", "releases/v1-beta/a.md"]),
        ("releases/*", ["releases/a.md", "releases/1/a.md"]),
        ("/releases/*/", ["releases/a.md", "releases/1/a.md"]),
        ("i18n/*/**", ["docs/x/a.md", "i18n/klingon/docs/x/a.md"]),
        ("versioned_pages/*/**", ["pages/a.md", "versioned_pages/1/a.md"]),
        ("versions/*/**", ["a.md", "versions/1/a.md"]),
        ("**/i18n/*/**", ["site/a.md", "site/i18n/klingon/a.md"]),
        ("*/posts/**", ["posts/a.md", "us/posts/a.md", "uk/posts/a.md"]),
        ("news/*/index.md", ["news/index.md", "news/north/index.md"]),
        ("guide.*.md", ["guide.md", "guide.klingon.md"]),
        ("**/guide_*.md", ["x/y/guide.md", "x/y/guide_v2.md"]),
    ],
)
def test_globs(glob, paths):
    assert {twin_key(path, [glob]) for path in paths} == {paths[0]}
    assert twin_key("other/1/a.md", [glob]) == "other/1/a.md"


def test_the_first_glob_that_fits_counts_and_wrong_ones_are_passed_over():
    assert twin_key("a/1/b/c.md", ["**", "*/*", "*.md", "a/*/**", "a/1/*/**"]) == "a/b/c.md"
    assert twin_key("a/1/fr.md", ["releases/*/**"]) == "a/1/fr.md"


SEGMENTS = st.sampled_from(
    ["docs", "content", "_a", "_", "i18n", "fr", "pt-BR", "v1", "1.2", "versioned_docs", "version-1", "x", "a b"]
)
PATHS = st.builds(
    lambda folders, name: "/".join([*folders, name]),
    st.lists(SEGMENTS, max_size=5),
    st.sampled_from(["a.md", "a.fr.md", "index.md", "README-de.md", "b.html", ".md", "fr"]),
)


@given(PATHS)
def test_a_key_is_a_shorter_path_and_never_empty(path):
    key = twin_key(path)
    assert key
    assert len(key) <= len(path) or "docusaurus" in path
    assert key.rsplit("/", 1)[-1]
    if "i18n" not in path and "versioned_docs" not in path:
        parts = iter(path.split("/"))
        assert all(part in parts for part in key.split("/")[:-1])


@given(st.lists(st.sampled_from(["x", "y", "guide"]), max_size=3), st.sampled_from(["fr", "de", "pt-BR", "zh_Hans"]))
def test_any_two_languages_agree(folders, language):
    rest = "/".join([*folders, "a.md"])
    for pattern in ("docs/{}/" + rest, "content/{}/" + rest, "site/i18n/{}/" + rest, f"{rest[:-3]}.{{}}.md"):
        assert twin_key(pattern.format(language)) == twin_key(pattern.format("en"))


@given(st.text(max_size=30), st.lists(st.text(alphabet="*a/.", max_size=8), max_size=3))
@example("/news/de/a.md", [])
@example("news//a.md", [])
def test_nothing_breaks_it(path, globs):
    assert isinstance(twin_key(path, globs), str)


def article(path, matter=""):
    return parse(f"---\n{matter}\n---\n\nText.\n" if matter else "Text.\n", path)


def labels(path, matter):
    return MemoryStore({path: article_facts(article(path, matter))}).labels(path)


@pytest.mark.parametrize(
    ("path", "matter", "expected"),
    [
        ("a/The-Harbour.md", "", {"the-harbour"}),
        ("a/harbour/index.md", "", {"harbour"}),
        ("a/harbour/_index.fr.md", "", {"harbour"}),
        ("a/harbour/README.md", "", {"harbour"}),
        ("index.md", "", set()),
        ("_posts/2020-01-02-harbour.md", "", {"harbour", "2020-01-02-harbour"}),
        ("harbour.de.md", "", {"harbour", "harbour.de"}),
        ("x.md", "slug: harbour", {"x", "harbour"}),
        ("x.md", "slug: /news/harbour/", {"x", "harbour"}),
        ("x.md", "permalink: /2020/harbour.html", {"x", "harbour"}),
        ("x.md", "permalink: /:year/:title/", {"x"}),
        ("x.md", "url: /harbour/index.html", {"x", "harbour"}),
        ("x.md", "aliases: [/old/harbour/, quay]", {"x", "harbour", "quay"}),
        ("x.md", "aliases:\n  - /\n  - https://example.org/", {"x"}),
        ("x.md", "redirect_from: /quay", {"x", "quay"}),
        ("x.md", "title: slug", {"x"}),
    ],
)
def test_names(path, matter, expected):
    assert labels(path, matter)[0] == expected


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("", set()),
        ("canonical: https://example.org/2020/Harbour/?from=x#top", {"harbour"}),
        ("canonical_url: //example.org/harbour.html", {"harbour"}),
        ("canonicalURL: /harbour", {"harbour"}),
        ("syndicated_from: ../2019/2019-05-06-harbour.md", {"2019-05-06-harbour"}),
        ("updates: [harbour.md, quay/index.md]", {"harbour", "quay"}),
        ("updates:\n  - harbour\n  - \n  - {a: b}", {"harbour"}),
        ("canonical: https://example.org/", set()),
        ("canonical: https://example.org/x/", set()),
        ("canonical: /old/x.html\nslug: y\nupdates: y", set()),
        ("updated: 2020-01-02", set()),
    ],
)
def test_refers(matter, expected):
    assert labels("x.md", matter)[1] == expected


def test_a_pair_is_lawful_if_one_names_the_other():
    articles = {
        "_posts/2020-01-02-harbour.md": "canonical: https://example.org/harbour/",
        "new.md": "updates: harbour",
        "newer.md": "updates: _posts/2020-01-02-harbour.md",
        "other.md": "updates: quay",
    }
    store = MemoryStore({path: article_facts(article(path, matter)) for path, matter in articles.items()})
    places = Places([Held(path, 0, "paragraph") for path in articles], 10)
    peers = Peers(store)
    others = {path: [held.path for held in places.elsewhere(path, peers).first] for path in articles}
    assert others == {
        "_posts/2020-01-02-harbour.md": ["other.md"],
        "new.md": ["newer.md", "other.md"],
        "newer.md": ["new.md", "other.md"],
        "other.md": ["_posts/2020-01-02-harbour.md", "new.md", "newer.md"],
    }


@pytest.mark.parametrize("piece", ["_a", "-", ".fr", "docs/", "docs/v1/", "i18n/fr/", "_fr/", "1.", "readme_"])
def test_long_paths_take_no_longer_than_their_length(piece):
    path = f"a.fr{piece * 2000}!"
    assert twin_key(path, ["**/x/*/**", "**/a.*.b", "*/**"])


def test_versions_in_names_and_folders_of_localisations():
    assert twin_key("terms/terms-v2.4.html") == twin_key("terms/terms-v2.5.html") == "terms/terms.html"
    assert twin_key("posts/draft-v2.md") == "posts/draft-v2.md"
    assert twin_key("release/v1.2.md") == "release/v1.2.md"
    assert twin_key("content/base-l10n/a.md") == twin_key("content/fr/a.md") == "content/a.md"
    assert twin_key("_articles/pcm/a.md") == "_articles/a.md"


def test_files_that_articles_are_made_or_tested_with():
    for path in (".github/SUPPORT.md", "site/layouts/home.html", "archetypes/news.md", "tests/a.md", "a/fixtures/b.md"):
        assert is_template(path), path
    for path in ("a.md", "content/templates/intro.md", "posts/tests/a.md", "layouts.md"):
        assert not is_template(path), path
