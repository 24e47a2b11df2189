"""Fixtures of the tests of the shared index."""

import pytest
from redis_machines import Machine
from redis_server import inconsistencies, running_server

from copydesk.duplicates.redis_address import read_address
from copydesk.duplicates.redis_index import RedisIndex


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("redis")) as (port, _):
        yield port


@pytest.fixture
def url(server):
    pytest.importorskip("redis", reason="the extra redis is not installed").Redis(port=server).flushall()
    return f"redis://127.0.0.1:{server}/0"


@pytest.fixture
def index(url):
    index = RedisIndex(read_address(url))
    yield index
    assert inconsistencies(index) == []
    index.close()


@pytest.fixture
def machines(tmp_path, monkeypatch):
    return [Machine(tmp_path / name, monkeypatch) for name in ("first", "second")]
