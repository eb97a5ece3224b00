"""What every test stands on: a data folder of its own, and no network."""

import ipaddress
import os
import sys

import pytest

LIVE = os.environ.get("ECH0_LIVE") == "1"
NETWORK = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0}
"""Audit events, and which of their arguments says where to."""


class Guard:
    """Refuses every address but this machine's, and keeps what was refused."""

    def __init__(self):
        self.on = True
        self.refused = []

    def __call__(self, event, args):
        if not self.on or event not in NETWORK:
            return
        where = args[NETWORK[event]]
        if event != "socket.getaddrinfo" and not isinstance(where, tuple):
            return  # a Unix socket's path
        host = where[0] if isinstance(where, tuple) else where
        if not _is_here(host):
            self.refused.append(f"{event} {host!r}")
            raise PermissionError(f"a test may not use the network: {event} {host!r}")


def _is_here(host):
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


GUARD = Guard()
sys.addaudithook(GUARD)  # cannot be taken off or worked around: it sees what libraries do behind our back


def pytest_collection_modifyitems(items):
    """A test marked `live` runs only when ECH0_LIVE=1 asks for it."""
    for item in items:
        if not LIVE and item.get_closest_marker("live"):
            item.add_marker(pytest.mark.skip(reason="needs the network: set ECH0_LIVE=1"))


@pytest.fixture(autouse=True)
def network(request):
    """A test that reached for the network fails, even if the code under test swallowed the refusal."""
    GUARD.on = not request.node.get_closest_marker("live")
    GUARD.refused.clear()
    yield GUARD
    GUARD.on = True
    assert not GUARD.refused, f"the test reached for the network: {', '.join(GUARD.refused)}"


@pytest.fixture(autouse=True)
def ech0_home(tmp_path_factory, monkeypatch):
    """A fresh data folder in ECH0_HOME, and no other setting from the environment of whoever runs the tests."""
    for name in [n for n in os.environ if n.startswith("ECH0_") and n != "ECH0_LIVE"]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ECH0_HOME", str(home))
    return home
