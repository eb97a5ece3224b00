"""What lies between a request and the socket: the user's key is added here, below everything that writes logs.

httpx logs the address of each request; a key that is part of the address would be in that log. So the request that
httpx sees carries no key, and the one that leaves the machine does.
"""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, proxy_bypass

import httpx

if TYPE_CHECKING:
    from memory.http import Secret


class Wire:
    """Opens connections, through the proxy that the environment names, if any; follows no redirect.

    `transport`: what carries requests instead.
    """

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._given = transport
        self._made: dict[str | None, httpx.BaseTransport] = {}

    @contextlib.contextmanager
    def client(self, url: str, secret: "Secret | None", seconds: float) -> Iterator[httpx.Client]:
        """A client for one request, which carries `secret`."""
        signed = _Signed(self._beneath(httpx.URL(url)), secret)
        with httpx.Client(transport=signed, timeout=seconds, follow_redirects=False, trust_env=False) as client:
            yield client

    def _beneath(self, url: httpx.URL) -> httpx.BaseTransport:
        if self._given is not None:
            return self._given
        proxy = None if proxy_bypass(url.host) else getproxies().get(url.scheme)
        if proxy not in self._made:
            self._made[proxy] = httpx.HTTPTransport(proxy=proxy)
        return self._made[proxy]


class _Signed(httpx.BaseTransport):
    """Adds the key to what the transport beneath carries; leaves that open, for the next request."""

    def __init__(self, beneath: httpx.BaseTransport, secret: "Secret | None") -> None:
        self._beneath, self._secret = beneath, secret

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        secret = self._secret
        if secret is not None:
            headers, url = request.headers.copy(), request.url
            if secret.where == "header":
                headers[secret.name] = secret.value
            else:
                url = url.copy_merge_params({secret.name: secret.value})
            body: Any = request.stream
            request = httpx.Request(request.method, url, headers=headers, stream=body, extensions=request.extensions)
        return self._beneath.handle_request(request)
