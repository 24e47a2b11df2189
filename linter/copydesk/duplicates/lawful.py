"""Copies that are meant to be: versions and translations of one page, and articles that name one another.

Nothing here reads a file or looks at a text: paths and front matter tell all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_LANGUAGES = frozenset(
    (  # noqa: SIM905 - a hundred quoted codes read worse
        "af am ar as az be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr fy ga gd gl gu ha he hi hr hu hy id ig is "
        "it ja jv ka kk km kn ko ku ky lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt ro ru rw sd si sk "
        "sl so sq sr su sv sw ta te tg th ti tk tl tr tt ug uk ur uz vi wo xh yi yo zh zu "
        "ary arz ast ceb ckb cmn cnr dsb frp gsw haw hmn hsb kab kmr lmo lzh mni mzn nan nds pcm pms sah scn sco szl tzm "
        "vec wuu yue zgh"
    ).split()
)
"""ISO 639-1 as sites use it, without rare codes that are common names of folders: io, os, ts, to, or; and some of
ISO 639-3."""
# These and others below are compiled when a path is first looked at, which few runs do.
_REGION = r"(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?"
_VERSION = r"v\d+(?:\.(?:\d+|x))*|\d+(?:\.(?:\d+|x))+|latest|stable|next"

_TRANSLATED = frozenset(("i18n", "l10n", "locale", "locales", "translation", "translations", "lang"))
"""Folders that hold a folder for each language, and nothing else."""
_WITH_LANGUAGES = frozenset(("content", "docs", "doc", "documentation", "pages"))
"""Folders that may hold a folder for each language beside other ones; so may Jekyll's, as `_articles`."""
_WITH_VERSIONS = frozenset(("docs", "doc", "documentation"))
_VERSIONED = "versioned_docs"
_PLUGIN = "docusaurus-plugin-content-"

_SUFFIXES = frozenset(("md", "markdown", "mdx", "html", "htm", "txt", "rst"))
_TRANSLATED_FILE = r"(.+)\.([a-z]{2,3}(?:[-_][A-Za-z0-9]+)*)(\.(?:md|markdown|mdx|html?|txt|rst))"
_README = r"(?i:(readme)[-_]([a-z]{2,3}(?:[-_][A-Za-z0-9]+)*)(\.\w+))"
_VERSIONED_FILE = r"(.*[^-_.])[-_]v\d+(?:\.\d+)+(\.\w+)"
_LOCALISED = ("-l10n", "_l10n", "-i18n", "_i18n")

_NO_ARTICLES = frozenset(
    (".github", "archetypes", "layouts", "_layouts", "_includes", "partials", "_templates", "fixtures", "__fixtures__")
) | frozenset(("testdata", "__snapshots__"))
"""Folders of what articles are made or tested with."""
_NO_ARTICLES_ON_TOP = frozenset(("test", "tests", "spec", "scripts"))

_FOLDER_PAGES = frozenset(("index", "_index", "readme"))
_DATED = r"\d{4}-\d{1,2}-\d{1,2}-(?=.)"
_NAMES = frozenset(("slug", "permalink", "url", "aliases", "alias", "redirectfrom"))
_REFERENCES = frozenset(("canonical", "canonicalurl", "syndicatedfrom", "updates"))


def twin_key(path: str, globs: Sequence[str] = ()) -> str:
    """What is left of a path without version and language: versions and translations of one page agree in it.

    A path without either is its own key. Known without configuration are the folders of Docusaurus
    (`versioned_docs/version-1/a.md` and `i18n/fr/docusaurus-plugin-content-docs/current/a.md` go with `docs/a.md`),
    Hugo and MkDocs (`content/fr/a.md`, `docs/fr/a.md`, `a.fr.md`), Jekyll (`_articles/fr/a.md`), `i18n/fr/…`,
    `translations/fr/…`, `pages/fr/…`, folders such as `fr-l10n`, and versions in `docs/v1.2/…`, `docs/1.2/…` and
    `terms-v1.2.html`.

    Args:
        path: With forward slashes, relative to where the globs start.
        globs: Each with one `*` that stands for version or language; `**` stands for any folders. The folder with the
            `*` is taken out, or from a file's name what the `*` stands for. A folder in front that only holds
            versions or translations goes too: `i18n/*/**` makes `docs/a.md` of `i18n/fr/docs/a.md`, and
            `versioned_pages/*/**` makes `pages/a.md` of `versioned_pages/1/a.md`.
    """
    for glob in globs:
        found = _compiled(glob)
        if found is not None:
            match = found.fullmatch(path)
            if match is not None:
                path = "".join(part or "" for part in match.groups())
                break
    return _detected(path) if _may_be_marked(path) else path


def _may_be_marked(path: str) -> bool:
    """Whether a path may hold a version or a language, as most do not."""
    *folders, name = path.lower().split("/")
    return (
        name.count(".") > 1
        or name.startswith("readme")
        or "-v" in name
        or "_v" in name
        or any(
            folder in _TRANSLATED or folder in _WITH_LANGUAGES or folder[:1] == "_" or folder.endswith(_VERSIONED)
            for folder in folders
        )
    )


def is_template(path: str) -> bool:
    """Whether a file is no article but something that articles are made or tested with: a layout, a fixture.

    Args:
        path: With forward slashes, from the root of the project.
    """
    *folders, _ = path.split("/")
    return bool(folders) and (folders[0] in _NO_ARTICLES_ON_TOP or not _NO_ARTICLES.isdisjoint(folders))


def path_names(path: str) -> set[str]:
    """The names that an article is known by for its path, in lower case.

    Its file's name without suffix, language and date; the folder's for `index.md` and `README.md`.
    """
    *folders, name = path.split("/")
    translated = _translated(name)
    stem = _without_suffix(translated or name).casefold()
    found = {stem, _without_suffix(name).casefold()}
    if stem in _FOLDER_PAGES:
        found = {folders[-1].casefold()} if folders else set()
    found |= {re.sub(_DATED, "", name, count=1) for name in found if name.count("-") > 2}
    return found - _FOLDER_PAGES


def _without_suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and suffix.lower() in _SUFFIXES else name


def given_names(metadata: Mapping[str, Any]) -> set[str]:
    """The names that front matter gives an article, in lower case.

    They are its `slug`, and the last parts of its `permalink`, `url` and `aliases`.
    """
    return set(_last_parts(metadata, _NAMES)) - _FOLDER_PAGES if metadata else set()


def references(metadata: Mapping[str, Any]) -> set[str]:
    """The names of articles that an article says it is a copy, a reprint or a new version of, in lower case.

    The last parts of `canonical`, `canonical_url`, `syndicated_from` and `updates`. An article that names itself there
    says nothing.
    """
    return set(_last_parts(metadata, _REFERENCES)) if metadata else set()


def _last_parts(metadata: Mapping[str, Any], fields: frozenset[str]) -> Iterable[str]:
    """The last parts of the addresses in some fields, each a scalar or a list."""
    for field, value in metadata.items():
        if field.casefold().replace("_", "").replace("-", "") not in fields:
            continue
        for address in value if isinstance(value, list) else [value]:
            if isinstance(address, str):
                name = _last_part(address)
                if name:
                    yield name


def _last_part(address: str) -> str:
    """`a` of `https://example.org/2020/a/`, `../posts/a.md`, `/a/index.html` and `a#b`; nothing for a site's root."""
    address = re.split(r"[?#]", address.strip().casefold(), maxsplit=1)[0]
    host = re.match(r"(?:[a-z][\w+.-]*:)?//[^/]*", address)
    parts = [part for part in address[host.end() if host else 0 :].split("/") if part not in ("", ".", "..")]
    while parts:
        name = _without_suffix(parts.pop())
        if name not in _FOLDER_PAGES:
            return "" if name[0] in ":{" else name  # a pattern of the site generator
    return ""


def _detected(path: str) -> str:
    """The path without what the layouts of site generators mark as version or language."""
    *folders, name = path.split("/")
    kept: list[str] = []
    at = 0
    while at < len(folders):
        folder = folders[at]
        following = folders[at + 1] if at + 1 < len(folders) else ""
        at += 1
        if folder in _TRANSLATED and is_language(following):
            at += 1
            at += _plugin(folders[at : at + 2], kept)
        elif folder.endswith(_VERSIONED) and following.startswith("version-"):
            kept.append(folder.removesuffix(_VERSIONED).rstrip("_") or "docs")
            at += 1
        else:
            kept.append(folder)
            if (folder in _WITH_LANGUAGES or folder[:1] == "_") and is_language(following):
                at += 1
                following = folders[at] if at < len(folders) else ""
            if folder in _WITH_VERSIONS and re.fullmatch(_VERSION, following):
                at += 1
                following = folders[at] if at < len(folders) else ""
                if is_language(following):
                    at += 1
    name = _translated(name) or name
    version = re.fullmatch(_VERSIONED_FILE, name)
    return "/".join([*kept, version[1] + version[2] if version else name])


def _plugin(folders: list[str], kept: list[str]) -> int:
    """How many folders of a Docusaurus plugin's translations to pass over; what they translate goes to `kept`."""
    if not folders or not folders[0].startswith(_PLUGIN):
        return 0
    kind, _, instance = folders[0].removeprefix(_PLUGIN).partition("-")
    if kind == "pages":
        kept += ["src", "pages"]
        return 1
    kept.append(instance or kind)
    return 2 if kind == "docs" and folders[1:] and re.match("current$|version-", folders[1]) else 1


def _translated(name: str) -> str | None:
    """`a.md` of `a.fr.md`, `README.md` of `README-fr.md`; None for other names."""
    match = re.fullmatch(_TRANSLATED_FILE, name) if name.count(".") > 1 else None
    if match is None and name[:6].lower() == "readme":
        match = re.fullmatch(_README, name)
    return match[1] + match[3] if match and is_language(match[2]) else None


@lru_cache(maxsize=4096)
def is_language(name: str) -> bool:
    """Whether a name is a language code, `fr`, `pt-BR`, `zh_Hans`, `es-419`, or says that it is a localisation."""
    if name.endswith(_LOCALISED):
        return True
    primary = re.match("[a-z]{2,3}", name)
    return bool(primary and primary[0] in _LANGUAGES and re.fullmatch(_REGION, name[primary.end() :]))


def is_version(name: str) -> bool:
    """Whether a name is a version, `v2`, `1.4`, `2.x`, `latest`."""
    return re.fullmatch(_VERSION, name) is not None


@lru_cache(maxsize=256)
def _compiled(glob: str) -> re.Pattern[str] | None:
    """A pattern whose groups together are the key; None where the glob does not say what to take out."""
    parts = [part for part in glob.split("/") if part not in ("", ".")]
    parts = [part for part, before in zip(parts, ["", *parts], strict=False) if not part == before == "**"]
    stars = [number for number, part in enumerate(parts) if part != "**" and "*" in part]
    if len(stars) != 1 or parts[stars[0]].count("*") != 1:
        return None
    star = stars[0]
    before, after = parts[star].split("*")
    head = [r"((?:[^/]+/)*)" if part == "**" else rf"({re.escape(part)}/)" for part in parts[:star]]
    if star == len(parts) - 1 and (before or after):  # in the file's name
        stem = before.rstrip("._-")
        if not stem:
            return None
        joint = re.escape(before[len(stem) :])
        return re.compile(f"{''.join(head)}({re.escape(stem)}){joint}[^/]+?({re.escape(after)})")
    if star and parts[star - 1] in _TRANSLATED | {"versions"}:
        head[-1] = rf"{re.escape(parts[star - 1])}/"
    elif star and parts[star - 1].startswith(("versioned_", "translated_")):
        prefix, kept = parts[star - 1].split("_", 1)
        head[-1] = rf"{prefix}_({re.escape(kept)}/)"
    rest = parts[star + 1 :]
    tail = [r"((?:[^/]+/)*)" if part == "**" else rf"({re.escape(part)}/)" for part in rest[:-1]]
    last = r"(.+)" if not rest or rest[-1] == "**" else rf"({re.escape(rest[-1])})"
    return re.compile(f"{''.join(head)}{re.escape(before)}[^/]+{re.escape(after)}/{''.join(tail)}{last}")
