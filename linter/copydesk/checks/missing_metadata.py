"""An article that does not say who wrote it, or when."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.document import Document
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {
    "fields": Option(
        "strings", ["author", "date"], "What an article must tell: `author`, `date`, or any field of its front matter."
    ),
}

_NAMES = {
    "author": ("author", "authors", "byline", "by", "creator", "writer", "dc.creator", "article:author"),
    "date": (
        "date", "published", "publishdate", "publish_date", "pubdate", "published_at", "created", "created_at", "datepublished",
        "lastmod", "updated", "modified", "last_modified", "dc.date", "article:published_time",
    ),
}  # fmt: skip
_BLOCKS = {"author": "byline", "date": "dateline"}


def check(rule: Rule, document: Document) -> Iterator[Hit]:
    """Report what an article does not tell of itself.

    Args:
        rule: Its options are those of `OPTIONS`.
        document: The article.

    Yields:
        At most one hit, at the title or else the first block, with what is missing as argument. A byline or a dateline in
        the text will do, and so does a date in the file's name.
    """
    metadata = {key.lower(): value for key, value in document.metadata.items()}
    containers = {container for block in document.prose[:12] for container in block.containers}
    missing = []
    for field in rule.options["fields"]:
        names = _NAMES.get(field.lower(), (field.lower(),))
        if any(metadata.get(name) not in (None, "", []) for name in names) or _BLOCKS.get(field) in containers:
            continue
        if field == "date" and _dated(document.path):
            continue
        missing.append(field)
    place = document.title or next(iter(document.prose), None)
    if missing and place is not None:
        yield Hit(place.start, place.end, arguments=(" and no ".join(missing),), key="missing " + " ".join(missing))


def _dated(path: str) -> bool:
    """Whether the file's name begins with a date, as static sites have it: `2024-05-01-title.md`."""
    digits = path.rsplit("/", 1)[-1][:10].split("-")
    return len(digits) == 3 and all(part.isdigit() for part in digits)
