from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import wait

import pytest

from copydesk.articles import Source
from copydesk.engine import Group
from copydesk.model import CopydeskError
from copydesk.parallel import _workers, examine_all


class Deadly:
    """Ends the process that receives it."""

    def __reduce__(self):
        return os._exit, (9,)


def test_sources_come_back_in_their_order():
    sources = [Source(f"{number}.txt", "Some text.") for number in range(60)]
    found = list(examine_all(sources, [Group(())], across=False, jobs=2))
    assert [one.file.path for one in found] == [source.path for source in sources]


def test_a_process_that_is_killed_is_told():
    with pytest.raises(CopydeskError, match="one of the processes was killed"):
        list(examine_all([Source("a.txt", Deadly())], [Group(())], across=False, jobs=2))


def test_ctrl_c_waits_for_no_worker():
    before = set(multiprocessing.active_children())
    workers = []

    def interrupted():
        with _workers(2, ()) as pool:
            pool.submit(signal.pause)
            workers.extend(set(multiprocessing.active_children()) - before)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert workers
    # Both wait for ever, so they end only if they are made to. How they ended may have been asked for by a thread of the
    # pool, and then nobody else is told.
    for process in workers:
        assert wait([process.sentinel], 30)
