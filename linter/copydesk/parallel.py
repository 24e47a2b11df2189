"""Examine many articles in several processes, with the same outcome as in one."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from copydesk.engine import Examined, Group, Linter, Source, read_facts
from copydesk.model import CopydeskError

if TYPE_CHECKING:
    from copydesk.duplicates.units import ArticleFacts

_CHUNK = 24
_KILLED = "one of the processes was killed, for want of memory most often; --jobs 1 needs the least"
_linter: Linter | None = None


def examine_all(sources: Sequence[Source], groups: Sequence[Group], *, across: bool, jobs: int) -> Iterator[Examined]:
    """What `Linter.examine` gives for each source, in their order, as it comes.

    Raises:
        CopydeskError: A process was killed.
    """
    chunks = [(sources[at : at + _CHUNK], across) for at in range(0, len(sources), _CHUNK)]
    try:
        with ProcessPoolExecutor(min(jobs, len(chunks)), initializer=_start, initargs=(groups,)) as pool:
            for chunk in pool.map(_examine_chunk, chunks):
                yield from chunk
    except BrokenProcessPool:
        raise CopydeskError(_KILLED) from None


def read_all_facts(paths: Sequence[str], *, jobs: int) -> Iterator[tuple[bytes, ArticleFacts | None]]:
    """What `engine.read_facts` gives for each file, in their order, as it comes.

    Raises:
        CopydeskError: A process was killed.
    """
    chunks = [paths[at : at + _CHUNK] for at in range(0, len(paths), _CHUNK)]
    try:
        with ProcessPoolExecutor(min(jobs, len(chunks)), initializer=_start, initargs=((),)) as pool:
            for chunk in pool.map(_read_chunk, chunks):
                yield from chunk
    except BrokenProcessPool:
        raise CopydeskError(_KILLED) from None


def _read_chunk(paths: Sequence[str]) -> list[tuple[bytes, ArticleFacts | None]]:
    return [read_facts(path) for path in paths]


def _start(groups: Sequence[Group]) -> None:
    global _linter  # noqa: PLW0603 - one linter a process, so that patterns compile once
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C goes to all of us: the parent answers it, the others end
    _linter = Linter(groups)


def _examine_chunk(work: tuple[Sequence[Source], bool]) -> list[Examined]:
    assert _linter is not None
    sources, across = work
    return [_linter.examine(source, across=across) for source in sources]
