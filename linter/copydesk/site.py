"""What kind of site articles belong to: its generator, its languages, its profile, and its lawful copies."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from copydesk.document import Document
from copydesk.duplicates.lawful import is_language, is_version, twin_key
from copydesk.typed import NamedTuple

_READ = 200  # articles that are looked into
_ALIKE = 0.95  # share of the articles whose language is known that must have the same one
_CODE = 0.3  # share of articles with code blocks from which they are documentation
_RAW = 0.5  # share of articles that are raw pages
_REPEATED = 2  # pages that stand in several folders of versions or languages


class Generator(NamedTuple):
    """How a site generator is known, and what its articles are.

    Attributes:
        name: As people call it.
        files: Any of these files or folders stands at the root of the site.
        holds: What one of those files must hold; a regular expression.
        profile: The profile of its articles.
        built: Folders that it writes pages to.
    """

    name: str
    files: tuple[str, ...]
    profile: str
    built: tuple[str, ...] = ()
    holds: str = ""


GENERATORS = (
    Generator("Docusaurus", tuple(f"docusaurus.config.{end}" for end in ("js", "ts", "mjs", "cjs")), "docs", ("build",)),
    Generator("MkDocs", ("mkdocs.yml", "mkdocs.yaml"), "docs", ("site",)),
    Generator("Zensical", ("zensical.toml",), "docs", ("site",)),
    Generator("mdBook", ("book.toml",), "docs", ("book",)),
    Generator("VitePress", (".vitepress", "docs/.vitepress"), "docs", (".vitepress/dist",)),
    Generator("Sphinx", ("conf.py", "docs/conf.py", "doc/conf.py", "docs/source/conf.py"), "docs", ("_build",), "sphinx|extensions"),
    Generator("Starlight", tuple(f"astro.config.{end}" for end in ("mjs", "js", "ts")), "docs", (), "starlight"),
    Generator("Astro", tuple(f"astro.config.{end}" for end in ("mjs", "js", "ts")), "articles"),
    Generator("Zola", ("config.toml", "zola.toml"), "articles", ("public",), r"(?m)^\s*(?:compile_sass|build_search_index)\b"),
    Generator("Hugo", tuple(f"hugo.{end}" for end in ("toml", "yaml", "yml", "json")), "articles", ("public", "resources")),
    Generator("Hugo", ("config.toml", "config.yaml", "config.yml"), "articles", ("public", "resources"), r"(?mi)^\s*baseURL\b"),
    Generator("Hugo", ("config/_default",), "articles", ("public", "resources")),
    Generator("Hexo", ("_config.yml",), "articles", ("public",), r"(?m)^(?:source_dir|new_post_name)\s*:"),
    Generator("Jekyll", ("_config.yml", "_config.toml"), "articles", ("_site",)),
    Generator("Eleventy", (".eleventy.js", *(f"eleventy.config.{end}" for end in ("js", "mjs", "cjs"))), "articles", ("_site",)),
    Generator("Gatsby", tuple(f"gatsby-config.{end}" for end in ("js", "ts", "mjs")), "articles", ("public",)),
    Generator("Pelican", ("pelicanconf.py",), "articles", ("output",)),
    Generator("Next.js", tuple(f"next.config.{end}" for end in ("js", "ts", "mjs")), "articles", ("out",)),
)  # fmt: skip
"""The first that fits holds, so those that share a file with others come before them."""


class Site(NamedTuple):
    """What has been found out about a site.

    Attributes:
        generator: Name of its generator, or None.
        evidence: The file that tells.
        profile: The profile that suits it.
        why: What speaks for the profile, in a few words.
        languages: Languages of the articles that were read, and how many have each; None for those that do not tell.
        language: The one language of all of them, or None.
        exclude: Patterns of built pages.
        copies: Globs of lawful copies that are not known without configuration.
        read: How many articles were looked into.
    """

    generator: str | None
    evidence: str | None
    profile: str
    why: str
    languages: dict[str | None, int]
    language: str | None
    exclude: tuple[str, ...]
    copies: tuple[str, ...]
    read: int


def sample(paths: Sequence[str]) -> list[str]:
    """Articles to look into, spread evenly over all of them."""
    step = max(1, len(paths) / _READ)
    return [paths[int(at * step)] for at in range(min(_READ, len(paths)))]


def look_at(folder: str, paths: Sequence[str], documents: Iterable[Document]) -> Site:
    """Find out about a site.

    Args:
        folder: Its root.
        paths: All its articles, from there, with forward slashes.
        documents: Some of them.
    """
    found = next(filter(None, (_evidence(folder, generator) for generator in GENERATORS)), None)
    languages: Counter[str | None] = Counter()
    read = code = raw = 0
    for document in documents:
        read += 1
        languages[document.language] += 1
        code += any(block.kind == "code" for block in document.blocks)
        raw += (
            document.format == "html"
            and not document.metadata
            and re.search(r"(?i)<(?:nav|script)\b", document.text) is not None
        )
    if found is not None:
        profile, why = found[0].profile, found[0].name
    elif read and raw / read >= _RAW:
        profile, why = "scraped", f"{raw} of {read} articles are raw pages"
    elif read and code / read >= _CODE:
        profile, why = "docs", f"{code} of {read} articles hold code blocks"
    else:
        profile, why = "articles", "no sign of documentation or raw pages"
    known = sum(count for language, count in languages.items() if language)
    top = max((language for language in languages if language), key=lambda language: languages[language], default=None)
    built = found[0].built if found is not None else ()
    return Site(
        generator=found[0].name if found is not None else None,
        evidence=found[1] if found is not None else None,
        profile=profile,
        why=why,
        languages=dict(sorted(languages.items(), key=lambda item: (-item[1], item[0] or ""))),
        language=top if top is not None and languages[top] >= _ALIKE * known and known > 1 else None,
        exclude=tuple(f"/{name}/" for name in built if any(path.startswith(f"{name}/") for path in paths)),
        copies=lawful_copies(paths),
        read=read,
    )


def _evidence(folder: str, generator: Generator) -> tuple[Generator, str] | None:
    for name in generator.files:
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue
        if generator.holds:
            try:
                with open(path, encoding="utf-8", errors="replace") as file:
                    text = file.read(200_000)
            except OSError:
                continue
            if not re.search(generator.holds, text):
                continue
        return generator, name
    return None


def lawful_copies(paths: Sequence[str]) -> tuple[str, ...]:
    """Globs for folders of versions or languages in which the same pages stand, where they are not known anyway.

    Args:
        paths: From the root of the project, with forward slashes.
    """
    found: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for path in paths:
        *folders, _ = path.split("/")
        for at, name in enumerate(folders):
            kind = "version" if is_version(name) else "language" if is_language(name) else ""
            if kind:
                before = "/".join(folders[:at])
                rest = path[len("/".join(folders[: at + 1])) + 1 :]
                found.setdefault((before, kind), {}).setdefault(rest, {})[name] = path
    globs = []
    for (before, _), pages in sorted(found.items()):
        repeated = [places for places in pages.values() if len(places) > 1]
        unknown = [places for places in repeated if len({twin_key(path) for path in places.values()}) > 1]
        glob = f"{before}/*/**" if before else "*/**"
        # Without a folder above, every folder would be taken for one of them.
        if before and len(unknown) >= _REPEATED and glob not in globs:
            globs.append(glob)
    return tuple(globs)
