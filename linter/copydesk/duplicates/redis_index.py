"""An index that several machines share: where things are kept in Redis, and reading them.

All keys begin with `copydesk:PROJECT:`. After that come

- `header`: how texts are made and compared (`redis_records.HEADER`);
- `article:` and the article's name: its record; `origin:` and an origin: the names of its articles;
- `text:`, kind and the text's name: its record; `held:`, kind and name: the names of the articles that it stands in;
- `lsh:` and kind: datasketch's `MinHashLSH`, a bucket for each band and value;
- `gram:` and a fingerprint: the passages that have it;
- `said:` and a run of words: the articles that have it in a quotation;
- `line:` and the hash of a short line: the names of the articles that hold it.

All are bytes that this program makes and takes apart itself: datasketch is told not to pickle keys, and unpickles none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

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
from copydesk.duplicates.redis_signed import Bucket
from copydesk.duplicates.signatures import PERMUTATIONS
from copydesk.model import CopydeskError
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeVar

    T = TypeVar("T")


_AT_A_TIME = 2000  # commands sent before answers are read
_LONG = """
local found = {}
for at, key in ipairs(KEYS) do
  if redis.call('SCARD', key) >= tonumber(ARGV[1]) then
    found[#found + 1] = at - 1
    found[#found + 1] = redis.call('SMEMBERS', key)
  end
end
return found
"""
"""Run on the server: those of very many sets that are not too short, which are few."""
_CONNECT_SECONDS = 4  # for each address that the name of the host has
_ANSWER_SECONDS = 8  # of silence; what comes in pieces may take as long as it does
_AFTER_COMMAND = "of pipeline caused error: "  # the client puts the command before it, which may be article text
_REFUSED = "the server does not take the name and password, or wants one: redis://user:password@host:port/db"


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
        self._refused = redis.AuthenticationError
        self._silent = redis.TimeoutError
        self.conflict = redis.WatchError
        self._pool = redis.ConnectionPool.from_url(
            address.url,
            socket_connect_timeout=_CONNECT_SECONDS,
            socket_timeout=_ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self.client = redis.Redis(connection_pool=self._pool)
        self._long: Any = self.client.register_script(_LONG)
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
            if isinstance(error, self._silent):
                raise SharedIndexError(f"the server does not answer within {_ANSWER_SECONDS} seconds") from None
            reason = _REFUSED if isinstance(error, self._refused) else str(error)
            raise SharedIndexError(_printable(reason.rpartition(_AFTER_COMMAND)[2])) from None

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """A pipeline whose commands are done all at once, unless what it watches has changed meanwhile."""
        with self.client.pipeline() as pipe:
            try:
                yield pipe
            except self.conflict:
                raise
            except BaseException:
                # Leaving would ask the server to forget what is watched, and wait for an answer once more.
                pipe.watching = False
                connection: Any = pipe.connection
                if connection is not None:
                    connection.disconnect()
                raise

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

    def named(self, origin: str) -> list[bytes]:
        """The names of the articles of an origin."""
        with self.told():
            found: Any = self.client.smembers(self.key(b"origin", origin.encode()))
        return sorted(found)

    def origins(self) -> dict[str, int]:
        """How many articles each origin has, by name."""
        start = self.key(b"origin", b"")
        with self.told():
            keys = sorted(self.client.scan_iter(match=start + b"*", count=_AT_A_TIME))
        counts = self.asked(keys, lambda pipe, key: pipe.scard(key))
        return {key[len(start) :].decode("utf-8", "replace"): count for key, count in zip(keys, counts, strict=True)}

    def holders(self, kind: bytes, names: Sequence[bytes]) -> list[set[bytes]]:
        """The names of the articles that texts stand in."""
        return self.asked(names, lambda pipe, name: pipe.smembers(self.key(b"held", kind, name)))

    def line_key(self, line: int) -> bytes:
        """The key of a line by its hash (`copydesk.duplicates.lines`)."""
        return self.key(b"line", line.to_bytes(8, "big"))

    def line_holders(self, line: int) -> set[bytes]:
        """The names of the articles that hold a line."""
        found: set[bytes] = self.asked([line], lambda pipe, one: pipe.smembers(self.line_key(one)))[0]
        return found

    def banded(self, kind: bytes, buckets: Sequence[Bucket], least: int) -> dict[Bucket, set[bytes]]:
        """The names of the texts in buckets, of those that hold so many."""
        tables = self.tables[kind].hashtables
        found = self._members(buckets, lambda bucket: tables[bucket[0]].redis_key(bucket[1]), least)
        return {bucket: {member[:ID_SIZE] for member in members} for bucket, members in found.items()}

    def marked(self, marks: Sequence[int], least: int) -> dict[int, set[bytes]]:
        """The names of the passages that have fingerprints, of those that so many have."""
        return self._members(marks, lambda mark: self.key(b"gram", mark.to_bytes(4, "big")), least)

    def _members(self, items: Sequence[T], key: Callable[[T], bytes], least: int) -> dict[T, set[bytes]]:
        found: dict[T, set[bytes]] = {}
        with self.told():
            for some in chunks(items, _AT_A_TIME):
                answer = self._long(keys=[key(item) for item in some], args=[least])
                found.update((some[at], set(members)) for at, members in zip(answer[::2], answer[1::2], strict=True))
        return found

    def quoting(self, run: int) -> set[bytes]:
        """The names of the articles that have a run of words in a quotation."""
        (found,) = self.asked([run], lambda pipe, one: pipe.smembers(self.key(b"said", one.to_bytes(4, "big"))))
        return set(found)

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


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


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
