"""One source's view of the network: its pace, its key, answers read as JSON, XML or text, or an error that says so."""

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ech0.core.errors import InputError, SourceFailed
from memory.http import Client, Request, Secret, address
from memory.webcache import Answer

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Params = Mapping[str, str | int | float | None]
"""The parameters of an address; one that is `None` is left out."""

MALFORMED = "try again later; if it stays so, report that this source has changed"


class Key(NamedTuple):
    """A key that a source takes: the environment variable that holds it, where it goes, where one gets it."""

    variable: str
    where: Literal["header", "query"]
    name: str
    get: str
    required: bool = True


class Page:
    """An answer of a source, to be read one way."""

    def __init__(self, source: str, answer: Answer) -> None:
        self.source, self.answer = source, answer

    @property
    def found(self) -> bool:
        """Whether there was something there."""
        return self.answer.status in {200, 204}

    def bad(self, why: str) -> SourceFailed:
        """The error that says what is wrong with this answer."""
        return SourceFailed(self.source, f"its answer is unusable ({why})", MALFORMED, self.answer.status)

    def text(self) -> str:
        """The body as UTF-8; raises `SourceFailed` if it is not."""
        try:
            return self.answer.body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self.bad(f"not UTF-8: {error.reason} at {error.start}") from error

    def json(self) -> Any:
        """The body as JSON; raises `SourceFailed` if it is cut off, malformed, or nested without end."""
        try:
            found = json.loads(self.text(), parse_constant=_no_number)
            return _whole(found) if b"\\ud" in self.answer.body.lower() else found
        except (ValueError, RecursionError) as error:
            raise self.bad(f"not JSON: {error}") from error

    def listed(self, *path: str) -> list[Any]:
        """The list at a path of the JSON, without which the answer is none."""
        value = self.json()
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        if not isinstance(value, list):
            raise self.bad(f"no list at {'.'.join(path) or 'its top'}")
        return value

    def xml(self) -> "Element":
        """The body as XML, with no entity expanded and nothing fetched; raises `SourceFailed` if it is not."""
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import ParseError, fromstring

        try:
            root: Element = fromstring(self.answer.body, forbid_dtd=False, forbid_entities=True, forbid_external=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise self.bad(f"not XML: {error}") from error
        return root


class Web:
    """Asks for one source at `rate` requests a second, with the user's key if the environment holds one."""

    def __init__(self, client: Client, source: str, rate: float, key: Key | None = None) -> None:
        self.client, self.source, self.rate = client, source, rate
        self._secret: Secret | None = None
        if key is not None:
            value = os.environ.get(key.variable, "").strip()
            if not value and key.required:
                raise InputError("environment", key.variable, f"set it to a key from {key.get}")
            if value:
                self._secret = Secret(key.where, key.name, value)

    @property
    def keyed(self) -> bool:
        """Whether the user gave a key."""
        return self._secret is not None

    def get(self, url: str, params: Params | None = None, *, accept: str = "*/*") -> Page:
        """What is at an address; raises `SourceFailed` for any status but 200."""
        page = self.seek(url, params, accept=accept)
        if not page.found:
            raise SourceFailed(self.source, "it has no such thing (404)", "check the query", 404)
        return page

    def seek(self, url: str, params: Params | None = None, *, accept: str = "*/*") -> Page:
        """The same, where 404 is an answer too."""
        request = Request(self.source, address(url, params or {}), self.rate, accept=accept, secret=self._secret)
        return Page(self.source, self.client.ask(request))

    def post(self, url: str, value: Any) -> Page:
        """The answer to a question put as JSON."""
        body = json.dumps(value, sort_keys=True)
        request = Request(self.source, url, self.rate, json=body, accept="application/json", secret=self._secret)
        page = Page(self.source, self.client.ask(request))
        if not page.found:
            raise SourceFailed(self.source, "it has no such thing (404)", "check the query", 404)
        return page

    def today(self) -> str:
        """The day in UTC."""
        return self.client.clock.now().strftime("%Y-%m-%d")


def _whole(value: Any) -> Any:
    """Without halves of characters, which JSON can carry and no database takes."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_whole(v) for v in value]
    return {_whole(n): _whole(v) for n, v in value.items()} if isinstance(value, dict) else value


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")
