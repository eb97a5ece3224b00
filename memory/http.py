"""The one way to the network: paced, bounded, cached, and shut unless it was opened. Knows no source's language.

Modes: `offline` answers from the cache and opens no socket; `cache-first` asks the network for what the cache lacks;
`live` asks always, and takes the cached body when the server says that nothing changed. ECH0_OFFLINE=1 shuts it all.
"""

import ipaddress
import os
from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

from ech0.core.errors import InputError, SourceFailed
from ech0.core.provenance import installed, key
from memory.clock import Clock
from memory.pace import Pace, retry_after
from memory.webcache import Answer, WebCache

if TYPE_CHECKING:
    import httpx

    from memory.wire import Wire

Mode = Literal["offline", "cache-first", "live"]
_REDIRECTS, _TRIES = 5, 4
_AGAIN = frozenset({429, 500, 502, 503, 504})
_KEPT = ("content-type", "etag", "last-modified", "link")


class Secret:
    """A user's key: a header or a parameter of the address that is added on the wire and shown nowhere."""

    def __init__(self, where: Literal["header", "query"], name: str, value: str) -> None:
        if not value.isascii() or not value.isprintable():
            raise InputError(f"key for {name}", "(not shown)", "a key is printable ASCII; copy it again")
        self.where, self.name, self.value = where, name, value

    def __repr__(self) -> str:
        return f"Secret({self.where} {self.name})"


class Request(NamedTuple):
    """What is asked, of whom, how fast. `json`: sent as a POST; `secret` takes no part in the key."""

    source: str
    url: str
    rate: float
    json: str | None = None
    accept: str = "*/*"
    secret: Secret | None = None

    @property
    def key(self) -> str:
        """What the answer is kept under."""
        return key(self.url, self.json, self.accept)


def address(url: str, params: Mapping[str, str | int | float | None]) -> str:
    """`url` with the parameters that are not `None`, in the order given."""
    given = [(name, value) for name, value in params.items() if value is not None]
    return url if not given else f"{url}{'&' if '?' in url else '?'}{urlencode(given)}"


class Client:
    """Asks in one `mode`.

    `seconds`: for one request; `max_bytes`: the most an answer weighs; `wait_s`: the most that it waits because a
    server says so. `transport`: what carries requests (httpx's, unless a test brings its own).
    """

    def __init__(
        self,
        cache: WebCache,
        mode: Mode = "offline",
        *,
        contact: str = "",
        seconds: float = 30.0,
        max_bytes: int = 64 << 20,
        wait_s: float = 120.0,
        clock: Clock | None = None,
        transport: "httpx.BaseTransport | None" = None,
    ) -> None:
        self.cache, self.mode, self.contact = cache, mode, contact
        self.seconds, self.max_bytes, self.wait_s = seconds, max_bytes, wait_s
        self.clock = clock or Clock()
        self.pace = Pace(self.clock)
        self._transport = transport
        self._wire: Wire | None = None
        if not contact.isprintable() or not contact.isascii():
            raise InputError("sources.contact", contact, "give an e-mail address or a page in plain ASCII")

    def fresh(self) -> "Client":
        """This client as a feed wants it: what was fetched before is no news, so it asks wherever it may ask at all."""
        made = copy(self)
        made.mode = "live" if self.mode == "cache-first" else self.mode
        return made

    @property
    def agent(self) -> str:
        """The user agent, with whom to write to if that was set."""
        whom = f"mailto:{self.contact}" if "@" in self.contact and ":" not in self.contact else self.contact
        return f"ECH0/{installed('ech0')}" + (f" ({whom})" if whom else "")

    def ask(self, request: Request) -> Answer:
        """The answer, of status 200, 204 or 404. Raises `SourceFailed` for any other, and for none."""
        shut = os.environ.get("ECH0_OFFLINE", "") not in {"", "0"}
        cached = self.cache.get(request.key)
        if cached is not None and (shut or self.mode != "live"):
            return cached
        if shut or self.mode == "offline":
            cure = "unset ECH0_OFFLINE and pass --live" if shut else "pass --live or set sources.mode"
            what = request.url if len(request.url) <= 100 else f"{request.url[:97]}..."
            raise SourceFailed(request.source, f"offline ({what} was never fetched)", cure)
        answer = self._insist(request, cached)
        if answer.status == 200:
            self.cache.put(request.key, answer)
        return answer

    def _insist(self, request: Request, cached: Answer | None) -> Answer:
        """Ask until there is an answer, at most four times."""
        import httpx

        for attempt in range(1, _TRIES + 1):
            last = attempt == _TRIES
            try:
                answer = self._follow(request, cached)
            except httpx.TimeoutException as error:
                if last:
                    cure = "try again later, or raise sources.seconds"
                    raise SourceFailed(request.source, f"no answer within {self.seconds:g} s", cure) from error
                self.clock.sleep(2.0 ** (attempt - 1))
                continue
            except (httpx.TransportError, httpx.DecodingError) as error:
                if last:
                    why = f"the connection broke ({type(error).__name__}: {error})"
                    raise SourceFailed(request.source, why, "check the network, then try again") from error
                self.clock.sleep(2.0 ** (attempt - 1))
                continue
            except httpx.InvalidURL as error:
                raise SourceFailed(request.source, f"it names a bad address ({error})", "report this") from error
            if answer.status not in _AGAIN:
                return self._settled(request, answer)
            asked = retry_after(answer.headers.get("retry-after"), self.clock)
            pause = 2.0 ** (attempt - 1) if asked is None else asked
            if last or pause > self.wait_s:
                cure = f"try again in {pause:.0f} s" if asked is not None else "try again later"
                raise SourceFailed(request.source, f"it answered {answer.status}", cure, answer.status, pause)
            self.clock.sleep(pause)
        raise SourceFailed(request.source, "no answer", "try again later")

    def _settled(self, request: Request, answer: Answer) -> Answer:
        if answer.status in {200, 204, 404}:
            return answer
        cures = {
            400: "check the query",
            401: "check the key in the environment",
            403: "check the key in the environment, and set sources.contact",
            414: "ask for less at once",
        }
        said = answer.body[:200].decode("utf-8", "replace").strip().replace("\n", " ")
        why = f"it answered {answer.status}" + (f" ({said})" if answer.status == 400 and said else "")
        raise SourceFailed(request.source, why, cures.get(answer.status, "try again later"), answer.status)

    def _follow(self, request: Request, cached: Answer | None) -> Answer:
        """One request, after redirects. A redirect to another host loses the key; none leads to this machine."""
        url, secret = request.url, request.secret
        allowed = _checked(request.source, url)
        for _ in range(_REDIRECTS + 1):
            self.pace.wait(allowed, request.rate)
            answer = self._once(request, url, secret, cached)
            if answer.status == 304 and cached is not None:
                return cached._replace(fetched=self.clock.now().isoformat(timespec="seconds"))
            if answer.status not in {301, 302, 303, 307, 308} or "location" not in answer.headers:
                return answer
            url = urljoin(url, answer.headers["location"])
            host = _checked(request.source, url)
            if host != allowed:
                secret, cached, allowed = None, None, host
        raise SourceFailed(request.source, f"more than {_REDIRECTS} redirects", "report this; its address has changed")

    def _once(self, request: Request, url: str, secret: Secret | None, cached: Answer | None) -> Answer:
        import httpx

        from memory.wire import Wire

        wire = self._wire = self._wire or Wire(self._transport)
        headers = {"User-Agent": self.agent, "Accept": request.accept}
        if cached is not None and "etag" in cached.headers:
            headers["If-None-Match"] = cached.headers["etag"]
        elif cached is not None and "last-modified" in cached.headers:
            headers["If-Modified-Since"] = cached.headers["last-modified"]
        content = request.json
        if content is not None:
            headers["Content-Type"] = "application/json"
        end = self.clock.stopwatch() + self.seconds
        with (
            wire.client(url, secret, self.seconds) as client,
            client.stream("GET" if content is None else "POST", url, content=content, headers=headers) as response,
        ):
            body = bytearray()
            for part in response.iter_bytes(1 << 16):
                body += part
                if len(body) > self.max_bytes:
                    why = f"its answer weighs more than {self.max_bytes >> 20} MiB"
                    raise SourceFailed(request.source, why, "narrow the query, or raise sources.max_mb")
                if self.clock.stopwatch() > end:
                    raise httpx.ReadTimeout("the whole answer took too long")
            found = {n: response.headers[n] for n in (*_KEPT, "location", "retry-after") if n in response.headers}
            fetched = self.clock.now().isoformat(timespec="seconds")
            return Answer(url, response.status_code, found, bytes(body), fetched)


def _checked(source: str, url: str) -> str:
    """The host of an address that may be asked: https, and not this machine or its network."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        numeric = ipaddress.ip_address(host)
    except ValueError:
        numeric = None
    if parts.scheme != "https" or not host or "." not in host or numeric is not None or parts.username is not None:
        cure = "only https to a named public host is followed; report this"
        raise SourceFailed(source, f"it leads to {url[:120]}", cure)
    return host
