"""A worker reaches the one address that it was given, and no other."""

import os
import socket

import pytest

from ech0.core.errors import RunFailed
from ech0.core.process import Worker

CALLER = """
import socket

def serve(request):
    with socket.create_connection((request["host"], request["port"]), timeout=20):
        return {"ok": True}
"""


@pytest.fixture
def caller(tmp_path, monkeypatch):
    """A worker's target that connects to where it is told, and two sockets that listen."""
    (tmp_path / "caller_of_sockets.py").write_text(CALLER)
    paths = [str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        yield one.getsockname()[1], other.getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_worker_reaches_its_address_and_no_other(caller, host):
    """By name and by number it reaches the port that it was given; another port is refused."""
    mine, other = caller
    worker = Worker("caller_of_sockets:serve", memory_mb=256, reach=f"{host}:{mine}")
    try:
        assert worker.call({"host": host, "port": mine}, seconds=120) == {"ok": True}
        with pytest.raises(RunFailed, match="may not open connections"):
            worker.call({"host": "127.0.0.1", "port": other}, seconds=120)
    finally:
        worker.stop()


def test_a_worker_without_an_address_reaches_nothing(caller):
    """As before: no connection at all."""
    worker = Worker("caller_of_sockets:serve", memory_mb=256)
    try:
        with pytest.raises(RunFailed, match="may not open connections"):
            worker.call({"host": "127.0.0.1", "port": caller[0]}, seconds=120)
    finally:
        worker.stop()
