"""Putting articles into a shared index and taking them out, while others do the same.

Articles, texts and fingerprints change together in a transaction, which fails and is done again if anything that it
goes by has changed meanwhile; no lock is held. datasketch writes by itself, so a text is put into its buckets before
the transaction that makes it known, and taken out after the one that removes it. In the buckets a text goes by its name
and the mark of this stay in the index, so neither can touch what another run does with the same text. A run that is
killed may leave names in buckets that belong to no text; readers pass over them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Mapping

from copydesk.duplicates.redis_index import RedisIndex, chunks
from copydesk.duplicates.redis_records import (
    KINDS,
    ArticleRecord,
    SharedIndexError,
    TextRecord,
    article_name,
    article_record,
    new_mark,
    quoted_runs,
)
from copydesk.duplicates.redis_signed import Signed, signed
from copydesk.duplicates.signatures import lean_minhash
from copydesk.duplicates.units import ArticleFacts
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_ARTICLES = 32  # in one transaction
_TRIES = 200
_LONGEST_PAUSE = 0.05  # seconds between tries

_TAKE_OUT = """
redis.call('SREM', KEYS[1], ARGV[1])
if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('HDEL', KEYS[2], ARGV[2]) end
"""
"""Run on the server, all at once."""

Text = tuple[bytes, bytes]
"""Kind and name."""


def put(index: RedisIndex, origin: str, articles: Mapping[str, tuple[bytes, ArticleFacts]]) -> int:
    """Make the index know articles as they are.

    Args:
        index: It.
        origin: Whose articles they are.
        articles: Stamp and facts by path.

    Returns:
        How many it did not know as they are.

    Raises:
        SharedIndexError: That cannot be done.
    """
    names = {article_name(origin, path): path for path in sorted(articles)}
    stamps = index.stamps(list(names))
    new = [name for name, stamp in zip(names, stamps, strict=True) if stamp != articles[names[name]][0]]
    for some in chunks(new, _ARTICLES):
        _replace(index, origin, {name: article_record(*articles[names[name]]) for name in some})
    return len(new)


def remove(index: RedisIndex, origin: str, paths: Iterable[str]) -> None:
    """Make the index forget articles of an origin.

    Raises:
        SharedIndexError: That cannot be done.
    """
    for some in chunks(paths, _ARTICLES):
        _replace(index, origin, {article_name(origin, path): None for path in some})


def clear(index: RedisIndex, origin: str) -> int:
    """Make the index forget all articles of an origin.

    Returns:
        How many there were.

    Raises:
        SharedIndexError: That cannot be done.
    """
    names = index.named(origin)
    for some in chunks(names, _ARTICLES):
        _replace(index, origin, dict.fromkeys(some))
    return len(names)


class _Change:
    """Which articles get a text, and which lose it."""

    __slots__ = ("getting", "losing", "text")

    def __init__(self) -> None:
        self.getting: list[bytes] = []
        self.losing: list[bytes] = []
        self.text = ""


def _replace(
    index: RedisIndex,
    origin: str,
    articles: Mapping[bytes, tuple[ArticleRecord, Mapping[bytes, Mapping[bytes, str]]] | None],
) -> None:
    """Set or remove articles by name, all at once."""
    made: dict[Text, Signed] = {}  # put into buckets already
    for number in range(_TRIES):
        try:
            with index.told():
                known, gone = _try_to_replace(index, origin, articles, made)
            break
        except index.conflict:
            time.sleep(random.uniform(0, min(_LONGEST_PAUSE, number / 1000)))  # noqa: S311 - to part two runs
    else:
        raise SharedIndexError("too many others write at the same time")
    # Of what was made some may have been known by then, for another run has made it too.
    unused = [(text, one.record) for text, one in made.items() if text not in known]
    _unmake(index, [*unused, *gone])


def _try_to_replace(
    index: RedisIndex,
    origin: str,
    articles: Mapping[bytes, tuple[ArticleRecord, Mapping[bytes, Mapping[bytes, str]]] | None],
    made: dict[Text, Signed],
) -> tuple[set[Text], list[tuple[Text, TextRecord]]]:
    """Set or remove articles, unless something has changed meanwhile.

    Args:
        index: It.
        origin: Whose they are.
        articles: Records and texts by name; None for those to remove.
        made: Texts that are in buckets, added to.

    Returns:
        The texts of `made` that are known now, and those that were removed.
    """
    names = list(articles)
    with index.transaction() as pipe:
        pipe.watch(*(index.key(b"article", name) for name in names))
        before = dict(zip(names, index.articles(names), strict=True))
        changes = _changes(articles, before)
        getting = [text for text, change in changes.items() if change.getting]
        losing = [text for text, change in changes.items() if change.losing]
        watched = [index.key(b"text", *text) for text in changes]
        watched += [index.key(b"held", *text) for text in losing]
        if watched:
            pipe.watch(*watched)
        there = index.asked(getting, lambda asked, text: asked.exists(index.key(b"text", *text)))
        fresh = [text for text, known in zip(getting, there, strict=True) if not known]
        _make(index, {text: changes[text].text for text in fresh if text not in made}, made)
        held = index.asked(losing, lambda asked, text: asked.scard(index.key(b"held", *text)))
        last = [
            text
            for text, count in zip(losing, held, strict=True)
            if count <= len(changes[text].losing) and not changes[text].getting
        ]
        gone = [(text, record) for text, record in zip(last, index.texts(last), strict=True) if record is not None]
        pipe.multi()
        for text, change in changes.items():
            if change.getting:
                pipe.sadd(index.key(b"held", *text), *change.getting)
            if change.losing:
                pipe.srem(index.key(b"held", *text), *change.losing)
        for text in fresh:
            pipe.set(index.key(b"text", *text), made[text].record.packed())
            for mark in made[text].marks:
                pipe.sadd(index.key(b"gram", mark.to_bytes(4, "big")), text[1])
        for (kind, name), record in gone:
            pipe.delete(index.key(b"text", kind, name))
            for mark in signed(kind, [record.text])[0].marks:
                pipe.srem(index.key(b"gram", mark.to_bytes(4, "big")), name)
        for name, article in articles.items():
            _set_said(index, pipe, name, before[name], article[0] if article is not None else None)
            had, has = _lines(before[name]), _lines(article[0] if article is not None else None)
            for line in sorted(has ^ had):
                change_set = pipe.sadd if line in has else pipe.srem
                change_set(index.line_key(line), name)
            if article is None:
                pipe.delete(index.key(b"article", name))
                pipe.srem(index.key(b"origin", origin.encode()), name)
            else:
                pipe.set(index.key(b"article", name), article[0].packed())
                pipe.sadd(index.key(b"origin", origin.encode()), name)
        pipe.execute()
    return set(fresh), gone


def _lines(record: ArticleRecord | None) -> set[int]:
    """The lines of an article, and the ways to write a term that it keeps to."""
    return record.facts.recurring() if record is not None else set()


def _changes(
    articles: Mapping[bytes, tuple[ArticleRecord, Mapping[bytes, Mapping[bytes, str]]] | None],
    before: Mapping[bytes, ArticleRecord | None],
) -> dict[Text, _Change]:
    """The texts that articles get and lose."""
    changes: dict[Text, _Change] = {}
    for name, article in articles.items():
        old = before[name]
        had = set(old.all_texts()) if old is not None else set()
        has = set(article[0].all_texts()) if article is not None else set()
        for text in sorted(has - had):
            change = changes.setdefault(text, _Change())
            change.getting.append(name)
            assert article is not None
            change.text = article[1][text[0]][text[1]]
        for text in sorted(had - has):
            changes.setdefault(text, _Change()).losing.append(name)
    return changes


def _make(index: RedisIndex, texts: Mapping[Text, str], made: dict[Text, Signed]) -> None:
    """Put texts into buckets."""
    for kind in KINDS:
        mine = {text: joined for text, joined in texts.items() if text[0] == kind}
        rows = [row._replace(record=row.record._replace(mark=new_mark())) for row in signed(kind, list(mine.values()))]
        made.update(zip(mine, rows, strict=True))
        with index.tables[kind].insertion_session() as session:
            for (_, name), row in zip(mine, rows, strict=True):
                session.insert(name + row.record.mark, lean_minhash(row.signature), check_duplication=False)


def _unmake(index: RedisIndex, texts: Iterable[tuple[Text, TextRecord]]) -> None:
    """Take texts out of their buckets.

    datasketch's own way looks whether a bucket is empty and then deletes it, and with it what another run has put into
    it in between.
    """
    keys: dict[bytes, list[bytes]] = {}
    for (kind, name), record in texts:
        keys.setdefault(kind, []).append(name + record.mark)
    for kind, mine in keys.items():
        table = index.tables[kind]
        with index.told():
            buckets = table.keys.getmany(*mine)
        out = [
            (member, hashtable, value)
            for member, values in zip(mine, buckets, strict=True)
            for hashtable, value in zip(table.hashtables, values, strict=False)
        ]
        # A hash beside the buckets of a band lists those that are not empty.
        index.asked(
            out, lambda pipe, at: pipe.eval(_TAKE_OUT, 2, at[1].redis_key(at[2]), at[1].redis_key(b""), *at[::2])
        )
        with index.told():
            table.keys.remove(*mine)


def _set_said(index: RedisIndex, pipe: Any, name: bytes, old: ArticleRecord | None, new: ArticleRecord | None) -> None:
    """Put an article into the lists of the runs of words in its quotations, and take it out of those it lost."""
    had, has = quoted_runs(old), quoted_runs(new)
    for change, some in ((pipe.srem, had - has), (pipe.sadd, has - had)):
        for run in some:
            change(index.key(b"said", run.to_bytes(4, "big")), name)
