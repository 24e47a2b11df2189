"""Examine many articles in several processes, with the same outcome as in one."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from copydesk.articles import Source, read_facts
from copydesk.engine import Examined, Group, Linter
from copydesk.model import CopydeskError
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.duplicates.units import ArticleFacts

_CHUNK = 24
_KILLED = "one of the processes was killed, for want of memory most often; --jobs 1 needs the least"
_linter: Linter | None = None


def examine_all(
    sources: Sequence[Source],
    groups: Sequence[Group],
    *,
    across: bool,
    jobs: int,
    figures: bool = True,
    hashed: bool = False,
) -> Iterator[Examined]:
    """What `Linter.examine` gives for each source, in their order, as it comes.

    Raises:
        CopydeskError: A process was killed.
    """
    chunks = [(sources[at : at + _CHUNK], across, figures, hashed) for at in range(0, len(sources), _CHUNK)]
    with _workers(min(jobs, len(chunks)), groups) as pool:
        for chunk in pool.map(_examine_chunk, chunks):
            yield from chunk


def read_all_facts(paths: Sequence[str], *, jobs: int) -> Iterator[tuple[bytes, ArticleFacts | None]]:
    """What `engine.read_facts` gives for each file, in their order, as it comes.

    Raises:
        CopydeskError: A process was killed.
    """
    chunks = [paths[at : at + _CHUNK] for at in range(0, len(paths), _CHUNK)]
    with _workers(min(jobs, len(chunks)), ()) as pool:
        for chunk in pool.map(_read_chunk, chunks):
            yield from chunk


@contextmanager
def _workers(count: int, groups: Sequence[Group]) -> Iterator[ProcessPoolExecutor]:
    """Processes that lint.

    Raises:
        CopydeskError: One was killed.
    """
    pool = ProcessPoolExecutor(count, initializer=_start, initargs=(groups,))
    try:
        yield pool
    except BaseException as error:
        # One that Ctrl-C ends while it hands over a result would leave us waiting for the rest of it.
        for process in list((pool._processes or {}).values()):  # noqa: SLF001 - Python 3.14 has a method for it
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            raise CopydeskError(_KILLED) from None
        raise
    pool.shutdown()


def _read_chunk(paths: Sequence[str]) -> list[tuple[bytes, ArticleFacts | None]]:
    return [read_facts(path) for path in paths]


def _start(groups: Sequence[Group]) -> None:
    global _linter  # noqa: PLW0603 - one linter a process, so that patterns compile once
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C goes to all of us: the parent answers it, the others end
    _linter = Linter(groups)


def _examine_chunk(work: tuple[Sequence[Source], bool, bool, bool]) -> list[Examined]:
    assert _linter is not None
    sources, across, figures, hashed = work
    return [_linter.examine(source, across=across, figures=figures, hashed=hashed) for source in sources]
