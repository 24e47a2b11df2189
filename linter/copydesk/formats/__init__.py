"""Input formats: bytes to a Document. One module a format.

A module offers `parse(text) -> Parsed`. To add a format, write it and add its line to `FORMATS` and its
suffixes to `SUFFIXES`; the offset property tests then run over it by themselves.
"""

from __future__ import annotations

from importlib import import_module

from copydesk.document import Document
from copydesk.formats.decode import decode
from copydesk.formats.parsed import Parsed, find_title

FORMATS: dict[str, str] = {
    "markdown": "copydesk.formats.markdown",
    "html": "copydesk.formats.html",
    "text": "copydesk.formats.plain",
}

SUFFIXES: dict[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
}


def format_of(path: str) -> str:
    """Name of the format that a path's suffix stands for; plain text for unknown ones."""
    name = path.rsplit("/", 1)[-1]
    dot = name.rfind(".")
    return SUFFIXES.get(name[dot:].lower(), "text") if dot >= 0 else "text"


def read_text(data: bytes | str, format: str) -> tuple[str, str]:  # noqa: A002 - as below
    """Text of an article without its byte-order mark, and its encoding."""
    if isinstance(data, str):
        return data.removeprefix("\ufeff"), "utf-8"
    return decode(data, html=format == "html")


def parse(data: bytes | str, path: str, format: str | None = None) -> Document:  # noqa: A002 - users' word
    """Read one article.

    Args:
        data: The file's bytes, or text that is already decoded.
        path: Where it is from, as it shall be reported; its suffix tells the format.
        format: A key of `FORMATS`, to overrule the suffix.

    Returns:
        The document. Damaged input is read as far as it makes sense; nothing raises for what a file holds.
    """
    name = format or format_of(path)
    text, encoding = read_text(data, name)
    options = {"mdx": True} if name == "markdown" and path.lower().endswith(".mdx") else {}
    parsed: Parsed = import_module(FORMATS[name]).parse(text, **options)
    document = Document(
        path,
        name,
        text,
        parsed.blocks,
        title=find_title(parsed),
        metadata=parsed.metadata,
        language=parsed.language,
        encoding=encoding,
        utf8=parsed.utf8,
    )
    if not text.isascii() and ("。" in text or "、" in text or "，" in text):
        from copydesk.formats.line_breaks import join_lines

        join_lines(document)
    return document
