"""The guard that keeps every test off the network."""

import socket

import pytest


def _send():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.sendto(b"?", ("192.0.2.1", 53))


@pytest.mark.parametrize("act", [
    lambda: socket.create_connection(("192.0.2.1", 80), timeout=0.1),
    lambda: socket.getaddrinfo("example.org", 443),
    _send,
])  # fmt: skip
def test_the_network_is_refused_and_noted(act, network):
    """A connection, a name look-up and a datagram to another machine are refused, and remembered against the test."""
    with pytest.raises(PermissionError, match="may not use the network"):
        act()
    assert len(network.refused) == 1
    network.refused.clear()


def test_this_machine_may_be_reached():
    """A server on the loopback address can be connected to: the served mind is tested that way."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
