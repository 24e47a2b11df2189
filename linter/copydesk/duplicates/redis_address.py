"""Where a shared index is: what `--index redis://host:port/db?project=NAME&origin=NAME` says."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit, urlunsplit

from copydesk.model import CopydeskError
from copydesk.typed import NamedTuple

SCHEMES = ("redis", "rediss")
PROJECT = "default"
_PROJECT = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ORIGIN_LENGTH = 200


class Address(NamedTuple):
    """A shared index.

    Attributes:
        url: What the client connects to; may hold a password.
        shown: The same without one, for messages.
        project: Which of the indexes on the server; they know nothing of one another.
        origin: Whose articles this run's are, None for the name of the repository.
    """

    url: str
    shown: str
    project: str
    origin: str | None


def read_address(text: str) -> Address:
    """The address that `--index` gives.

    Raises:
        CopydeskError: It is none.
    """
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
        query = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise CopydeskError("--index: the address cannot be read; it is redis://host:port/db") from None
    if parts.scheme not in SCHEMES or not host or parts.fragment:
        raise CopydeskError("--index: an index for several machines is named redis://host:port/db")
    if parts.path.strip("/") and not parts.path.strip("/").isdecimal():
        raise CopydeskError("--index: the database after the host is a number, as in redis://host:6379/0")
    unknown = sorted(query.keys() - {"project", "origin"})
    if unknown or any(len(values) > 1 for values in query.values()):
        raise CopydeskError(
            "--index: after the ? stand project=NAME and origin=NAME, each at most once, and nothing else"
        )
    project = query.get("project", [PROJECT])[0]
    if not _PROJECT.fullmatch(project):
        raise CopydeskError("--index: the name of a project is of letters, digits, '.', '_' and '-', 64 at most")
    origin = query["origin"][0] if "origin" in query else None
    if origin is not None:
        check_origin(origin)
    bare = parts.netloc.rpartition("@")[2]
    return Address(
        urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")),
        urlunsplit((parts.scheme, bare, parts.path, "", "")),
        project,
        origin,
    )


def check_origin(origin: str) -> None:
    """Refuse what cannot be the name of an origin.

    Raises:
        CopydeskError: It is empty, too long, or holds what is not shown.
    """
    if not 0 < len(origin) <= _ORIGIN_LENGTH or not origin.isprintable():
        raise CopydeskError(
            f"--index: an origin is a name of at most {_ORIGIN_LENGTH} visible characters: ?origin=NAME"
        )
