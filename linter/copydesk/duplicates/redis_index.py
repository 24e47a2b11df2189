"""An index that several machines share: where things are kept in Redis, and reading them.

All keys begin with `copydesk:PROJECT:`. After that come

- `header`: how texts are made and compared (`redis_records.HEADER`);
- `article:` and the article's name: its record; `origin:` and an origin: the names of its articles;
- `text:`, kind and the text's name: its record; `held:`, kind and name: the names of the articles that it stands in;
- `lsh:` and kind: datasketch's `MinHashLSH`, a bucket for each band and value;
- `gram:` and a fingerprint: the passages that have it.

All are bytes that this program makes and takes apart itself: datasketch is told not to pickle keys, and unpickles none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from copydesk.duplicates.bands import BANDS, ROWS
from copydesk.duplicates.redis_address import Address
from copydesk.duplicates.redis_records import (
    HEADER,
    ID_SIZE,
    KINDS,
    STAMP_SIZE,
    ArticleRecord,
    SharedIndexError,
    TextRecord,
)
from copydesk.duplicates.signatures import PERMUTATIONS
from copydesk.model import CopydeskError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

T = TypeVar("T")

_AT_A_TIME = 2000  # commands sent before answers are read
_CONNECT_SECONDS = 5
_ANSWER_SECONDS = 30


class RedisIndex:
    """An open shared index.

    Attributes:
        address: Where it is.
        client: A connection.
        tables: datasketch's index of the signatures of each kind of text.
    """

    def __init__(self, address: Address) -> None:
        """Connect, and see that the index is one of this program.

        Raises:
            CopydeskError: It is not, or the client is not installed.
            SharedIndexError: The server cannot be reached.
        """
        try:
            import redis
            from redis.backoff import NoBackoff
            from redis.retry import Retry
        except ImportError:
            raise CopydeskError("--index needs the client for Redis: pip install 'copydesk[redis]'") from None
        from datasketch import MinHashLSH

        self.address = address
        self._prefix = b"copydesk:" + address.project.encode() + b":"
        self._failure = redis.RedisError
        self.conflict = redis.WatchError
        self._pool = redis.ConnectionPool.from_url(
            address.url,
            socket_connect_timeout=_CONNECT_SECONDS,
            socket_timeout=_ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self.client = redis.Redis(connection_pool=self._pool)
        with self.told():
            self._check_header()
            storage = {"type": "redis", "redis": {"connection_pool": self._pool}}
            self.tables = {
                kind: MinHashLSH(
                    num_perm=PERMUTATIONS,
                    params=(BANDS, ROWS),
                    storage_config={**storage, "basename": self.key(b"lsh", kind)},
                    prepickle=False,
                )
                for kind in KINDS
            }

    def _check_header(self) -> None:
        key = self.key(b"header")
        self.client.set(key, HEADER.encode(), nx=True)
        found = self.client.get(key)
        if found != HEADER.encode():
            raise CopydeskError(
                f"the index at {self.address.shown} (project {self.address.project}) cannot be compared with: another "
                "version of copydesk has made it, or something else; use the same version everywhere, or a new index "
                "with ?project=NAME"
            )

    def close(self) -> None:
        """Close all connections."""
        self._pool.disconnect()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what goes wrong with the server into an error that says so."""
        try:
            yield
        except self.conflict:
            raise
        except self._failure as error:
            reason = "".join(letter if letter.isprintable() else " " for letter in str(error))
            raise SharedIndexError(reason) from None

    def key(self, *parts: bytes) -> bytes:
        """A key of this index."""
        return self._prefix + b":".join(parts)

    def stamps(self, names: Sequence[bytes]) -> list[bytes]:
        """The stamps of articles; empty for what is not there."""
        return self.asked(names, lambda pipe, name: pipe.getrange(self.key(b"article", name), 0, STAMP_SIZE - 1))

    def articles(self, names: Sequence[bytes]) -> list[ArticleRecord | None]:
        """The records of articles; None for what is not there."""
        found = self.asked(names, lambda pipe, name: pipe.get(self.key(b"article", name)))
        return [ArticleRecord.unpacked(data) if data is not None else None for data in found]

    def texts(self, texts: Sequence[tuple[bytes, bytes]]) -> list[TextRecord | None]:
        """The records of texts, given by kind and name; None for what is not there."""
        found = self.asked(texts, lambda pipe, text: pipe.get(self.key(b"text", *text)))
        return [
            TextRecord.unpacked(data, name) if data is not None else None
            for (_, name), data in zip(texts, found, strict=True)
        ]

    def holders(self, kind: bytes, names: Sequence[bytes]) -> list[set[bytes]]:
        """The names of the articles that texts stand in."""
        return self.asked(names, lambda pipe, name: pipe.smembers(self.key(b"held", kind, name)))

    def banded(self, kind: bytes, buckets: Sequence[tuple[int, bytes]]) -> list[set[bytes]]:
        """The names of the texts in buckets, each given by band and value."""
        tables = self.tables[kind].hashtables
        found = self.asked(buckets, lambda pipe, at: pipe.smembers(tables[at[0]].redis_key(at[1])))
        return [{member[:ID_SIZE] for member in members} for members in found]

    def marked(self, marks: Sequence[int]) -> list[set[bytes]]:
        """The names of the passages that have fingerprints."""
        return self.asked(marks, lambda pipe, mark: pipe.smembers(self.key(b"gram", mark.to_bytes(4, "big"))))

    def asked(self, items: Sequence[T], ask: Callable[[Any, T], object]) -> list[Any]:
        """The answers to a question about each of many items, in order."""
        found: list[Any] = []
        with self.told():
            for some in chunks(items, _AT_A_TIME):
                with self.client.pipeline(transaction=False) as pipe:
                    for item in some:
                        ask(pipe, item)
                    found += pipe.execute()
        return found


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Items in order, so many at a time."""
    found: list[T] = []
    for item in items:
        found.append(item)
        if len(found) == size:
            yield found
            found = []
    if found:
        yield found


def bucket_names(signatures: npt.NDArray[np.uint32]) -> list[list[tuple[int, bytes]]]:
    """For each signature its buckets, band and value, named as datasketch names them."""
    swapped = signatures.byteswap()
    return [[(band, row[band * ROWS : (band + 1) * ROWS].tobytes()) for band in range(BANDS)] for row in swapped]
