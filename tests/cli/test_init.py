"""`copydesk init`: from nothing to a configuration, a baseline and a hook."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from test_check import copydesk

from copydesk.first_run import hook_block
from copydesk.site import lawful_copies, look_at
from work_trees import commit, put, repository

BAD = "# A quiet year\n\nThe the keeper counted four storms, and he wrote them down in a book.\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    root = repository(tmp_path / "repository")
    monkeypatch.chdir(root)
    return root


def ran(*arguments, status=0):
    done = copydesk(*arguments)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def test_from_nothing_to_a_guarded_archive(root):
    put(root, "a.md", BAD)
    put(root, "b.md", BAD.replace("quiet", "loud").replace("The the", "In in"))
    shown = ran("init")
    assert "Site:      no known generator\nProfile:   articles (no sign of" in shown
    assert "integrity.repeated-word: 2 in 2 articles\n  a.md:3:1 " in shown
    assert "more about it: copydesk rule repeated-word" in shown
    assert re.search(r"wrote copydesk.baseline: \d findings in 2 articles", shown)
    config = yaml.safe_load((root / "copydesk.yml").read_text())
    assert config == {"profile": "articles", "language": "en", "baseline": "copydesk.baseline"}
    assert yaml.safe_load((root / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0]["id"] == "copydesk"
    assert "more findings stand in the baseline." in ran("check")
    put(root, "c.md", "# A title\n\nAnd and so on.\n")
    assert "c.md:3:1" in ran("check", status=1)
    assert "copydesk.yml is there already" in copydesk("init").stderr
    (root / "c.md").unlink()
    assert "wrote copydesk.yml" in ran("init", "--force", "--profile", "docs", "--no-baseline")
    assert yaml.safe_load((root / "copydesk.yml").read_text()) == {"profile": "docs", "language": "en"}
    assert ran("config", "check") == "copydesk.yml: no problem\n"


def test_nothing_is_written_on_a_dry_run(root):
    put(root, "a.md", BAD)
    assert "copydesk.yml would be:\n\n  # What the keys mean" in ran("init", "--dry-run")
    assert sorted(path.name for path in root.iterdir() if not path.name.startswith(".")) == ["a.md"]
    assert not (root / ".pre-commit-config.yaml").exists()


@pytest.mark.parametrize("name", [".copydesk.yml", "copydesk.yml", "pyproject.toml"])
def test_a_new_configuration_holds_whatever_was_there(root, name):
    put(root, name, "[tool.copydesk]\nprofile = 'docs'\n" if name.endswith(".toml") else "profile: docs\n")
    put(root, "a.md", BAD)
    assert f"copydesk: {name} is there already" in copydesk("init").stderr
    assert f"{'copydesk.yml' if name.endswith('.toml') else name} would be" in ran("init", "--force", "--dry-run")
    ran("init", "--force")
    assert "more finding stands in the baseline." in ran("check")
    assert re.search(r"profile +articles", ran("config", "show"))


def test_a_configuration_further_up_is_one_too(root, monkeypatch):
    put(root, "copydesk.yml", "rules: {repeated-word: off}\n")
    monkeypatch.chdir(put(root, "news/a.md", BAD).parent)
    assert "copydesk.yml is there already" in copydesk("init").stderr
    ran("init", "--force")
    assert "more finding stands in the baseline." in ran("check")


def test_a_first_run_goes_by_the_configuration_that_it_writes(root, monkeypatch):
    said = " ".join(f"The {number}th member of the council rose and spoke for an hour." for number in range(9))
    put(root, "copydesk.yml", "profile: docs\nrules: {repeated-word: off}\nlanguage: fr\n")
    put(root, "elsewhere.md", f"# Elsewhere\n\n{said}\n")
    put(root, "news/a.md", BAD)
    put(root, "news/b.md", f"# Of a council\n\n{said}\n")
    put(root, "news/deep/copydesk.yml", "rules: {repeated-word: off}\nprofile: scraped\n")
    put(root, "news/deep/c.md", f"{BAD.replace('quiet', 'deep')}\nSubscribe to our newsletter\n")
    commit(root)
    monkeypatch.chdir(root / "news")
    shown = ran("init", "--force")
    assert "integrity.repeated-word: 1 in 1 article\n" in shown
    known = (root / "news" / "copydesk.baseline").read_text()
    assert "b.md" in known, "copies elsewhere in the project count"
    assert "c.md" not in known
    left = {
        finding["path"] for finding in json.loads(ran("check", "--exit-zero", "--output-format", "json"))["findings"]
    }
    assert left <= {"deep/c.md"}


def test_something_else_in_the_place_of_the_baseline_stays(root):
    put(root, "a.md", BAD)
    put(root, "copydesk.baseline", "of ours\n")
    assert "this is no baseline" in copydesk("init").stderr
    assert not (root / "copydesk.yml").exists()
    assert not (root / ".pre-commit-config.yaml").exists()
    assert (root / "copydesk.baseline").read_text() == "of ours\n"
    ran("init", "--no-baseline")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", [b"", b"\r\n", b"\r\n\r\nfail_fast: true\r\n"])
def test_the_file_of_hooks_keeps_its_bytes_mode_and_place(root, mark, last):
    put(root, "a.md", BAD)
    old = b"# ours\r\nrepos:\r\n  - repo: meta\r\n    hooks:\r\n      - id: identity"
    real = put(root, "hooks.yaml", mark + old + last)
    real.chmod(0o600)
    (root / ".pre-commit-config.yaml").symlink_to("hooks.yaml")
    ran("init")
    assert (root / ".pre-commit-config.yaml").is_symlink()
    new = b"\r\n" + hook_block().rstrip("\n").replace("\n", "\r\n").encode()
    assert real.read_bytes() == mark + old + new + (last or b"\r\n")
    assert real.stat().st_mode & 0o777 == 0o600


def test_a_folder_without_articles_is_told(root):
    assert "there are no articles in this folder" in copydesk("init").stderr


@pytest.mark.parametrize(
    ("files", "name", "profile"),
    [
        ({"mkdocs.yml": "site_name: x\n"}, "MkDocs", "docs"),
        ({"docusaurus.config.ts": ""}, "Docusaurus", "docs"),
        ({"hugo.toml": ""}, "Hugo", "articles"),
        ({"config.toml": "baseURL = 'https://example.org'\n"}, "Hugo", "articles"),
        ({"config.toml": "compile_sass = true\n"}, "Zola", "articles"),
        ({"config.toml": "x = 1\n"}, None, "articles"),
        ({"_config.yml": "title: x\n"}, "Jekyll", "articles"),
        ({"_config.yml": "source_dir: source\n"}, "Hexo", "articles"),
        ({"docs/conf.py": "extensions = []\n"}, "Sphinx", "docs"),
        ({"astro.config.mjs": "import starlight from '@astrojs/starlight'\n"}, "Starlight", "docs"),
        ({"astro.config.mjs": ""}, "Astro", "articles"),
        ({"a.md": "# Title\n\n```\ncode\n```\n"}, None, "docs"),
        ({"a.md": None, "p.html": "<html><nav>Home</nav><p>Text.</p></html>"}, None, "scraped"),
    ],
)
def test_sites_are_known_by_their_files(root, files, name, profile):
    put(root, "a.md", BAD)
    for path, text in files.items():
        if text is None:
            (root / path).unlink()
        else:
            put(root, path, text)
    shown = ran("init", "--dry-run")
    assert f"Profile:   {profile} (" in shown
    assert (f"Site:      {name} (" in shown) if name else ("no known generator" in shown)


def test_built_pages_are_left_out(root):
    put(root, "_config.yml", "title: x\n")
    put(root, "a.md", BAD)
    put(root, "_site/a.html", "<p>The the keeper.</p>")
    assert "Left out:  /_site/, which Jekyll has built" in ran("init", "--no-hook")
    assert "_site" not in (root / "copydesk.baseline").read_text()
    assert "Found nothing in 1 file." in ran("check")


def test_versions_and_translations_that_are_not_known_anyway_are_found():
    pages = ["guide.md", "more/start.md", "own.md"]
    assert lawful_copies([f"releases/{version}/{page}" for version in ("1.0", "v2.1") for page in pages]) == (
        "releases/*/**",
    )
    assert lawful_copies([f"web/text/{code}/{page}" for code in ("fr", "pt-BR") for page in pages]) == (
        "web/text/*/**",
    )
    assert lawful_copies([f"docs/{code}/{page}" for code in ("fr", "de") for page in pages]) == ()
    assert lawful_copies(["releases/1.0/a.md", "releases/2.0/a.md", "releases/2.0/b.md"]) == ()
    assert lawful_copies([f"{folder}/{page}" for folder in ("news", "old") for page in pages]) == ()
    assert lawful_copies([f"{code}/{page}" for code in ("fr", "de") for page in pages]) == ()


def test_copies_that_are_found_are_lawful_from_then_on(root):
    for version in ("1.0", "2.0"):
        for name in ("a", "b"):
            put(root, f"releases/{version}/{name}.md", f"# {name} page\n\n{BAD.partition(chr(10) * 2)[2] * 3}")
    shown = ran("init")
    assert "Copies:    releases/*/**: versions or translations of the same pages" in shown
    assert "duplicates:\n  copies: ['releases/*/**']" in (root / "copydesk.yml").read_text()
    assert "duplicate-article" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "repos:\n- repo: https://example.org/x\n  rev: v1\n  hooks:\n  - id: x\n",
        "repos:\n  - repo: https://example.org/x\n    rev: v1\n    hooks: [{id: x}]\n\n# the end\nci: {skip: [x]}\n",
        "# ours\nrepos: []\n",
        "default_stages: [pre-commit]\nrepos:\n    -   repo: local\n        hooks: []\n",
        "",
    ],
)
def test_the_hook_is_put_beside_others_or_shown(root, text):
    put(root, "a.md", BAD)
    put(root, ".pre-commit-config.yaml", text)
    shown = ran("init")
    after = (root / ".pre-commit-config.yaml").read_text()
    old, new = yaml.safe_load(text) or {"repos": []}, yaml.safe_load(after)
    if "[]\n" in text and "local" not in text:
        assert after == text
        assert hook_block() in shown
        return
    assert new.pop("repos") == [*old.pop("repos"), yaml.safe_load(hook_block())[0]]
    assert new == old
    assert all(line in after for line in text.splitlines())
    ran("init", "--force")
    assert (root / ".pre-commit-config.yaml").read_text() == after


def test_text_of_articles_stays_text(root):
    put(root, "a.md", "# A \x1b]0;title\x07 year\n\nThe the \x1b[31mred\u202e.\n")
    shown = ran("init")
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_site_of_nothing():
    assert look_at("/nowhere", [], []).profile == "articles"
