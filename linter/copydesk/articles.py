"""One article of a run: where it comes from, its content, and what of it is compared with others."""

from __future__ import annotations

from copydesk.config.store import digest
from copydesk.document import Document
from copydesk.formats import format_of, parse, read_text
from copydesk.model import CopydeskError
from copydesk.sources.files import PassedError, UnreadableError, read_file, refuse_other
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from copydesk.duplicates.units import ArticleFacts


class Source(NamedTuple):
    """One article to read.

    Attributes:
        path: As it is reported.
        data: Its content, where it is not the file at `path`.
        format: Its format, where the suffix does not tell.
        group: Which set of rules holds for it: an index into the groups of the run.
    """

    path: str
    data: bytes | str | None = None
    format: str | None = None
    group: int = 0


def read_source(source: Source) -> bytes | str:
    """The content of a source.

    Raises:
        PassedError: It is no article.
        UnreadableError: It cannot be read.
    """
    if source.data is None:
        return read_file(source.path)
    if isinstance(source.data, bytes):
        refuse_other(source.data)
    return source.data


def content_hash(data: bytes | str, path: str, format: str | None = None) -> bytes:  # noqa: A002 - users' word
    """A hash of all that the facts of an article come from: its content, and how it is read."""
    total = digest((format or path[path.rfind(".") :].lower()).encode("utf-8", "surrogatepass") + b"\0")
    total.update(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return bytes(total.digest())


def read_facts(
    path: str,
    data: bytes | str | None = None,
    format: str | None = None,  # noqa: A002 - users' word
) -> tuple[bytes, ArticleFacts | None]:
    """Content hash and facts of a file, or of what is given for it; no facts if it is no article or cannot be read."""
    try:
        data = read_file(path) if data is None else data
    except (PassedError, UnreadableError):
        return b"", None
    try:
        return content_hash(data, path, format), facts_of(parse(data, path, format))
    except Exception:  # noqa: BLE001 - told when the file itself is linted
        return content_hash(data, path, format), None


def read_parts(path: str) -> tuple[bytes, list[str]]:
    """Content hash of a file, and each part that blank lines separate; most paragraphs are one, and far quicker to read."""
    try:
        data = read_file(path)
        text = read_text(data, format_of(path))[0]
    except (PassedError, UnreadableError, CopydeskError):
        return b"", []
    return content_hash(data, path), text.replace("\r\n", "\n").split("\n\n")


def facts_of(document: Document) -> ArticleFacts:
    """What of an article is compared with others; loads that code when first asked."""
    from copydesk.duplicates.units import article_facts

    return article_facts(document)


def source_only(source: Source) -> Document:
    """A document without blocks: text and lines, which is all that a finding is made from.

    Raises:
        PassedError: It is no article.
        UnreadableError: It cannot be read.
    """
    data = read_source(source)
    name = source.format or format_of(source.path)
    return Document(source.path, name, read_text(data, name)[0], [])
