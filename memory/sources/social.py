"""Social networks: their official interfaces are open by contract only, so trends are not followed."""

from collections.abc import Iterator

from ech0.core.errors import NotSupported
from ech0.core.types import Batch
from memory.sources import source
from memory.sources.web import Web

_WHY = "the official interfaces of X and Reddit are open by contract only, and nothing else may be read"


@source(
    name="social",
    title="Social networks",
    licence="that of each network: by contract only",
    terms="https://redditinc.com/policies/data-api-terms",
    rate=1.0,
    query="nothing: it is closed",
    example="-",
    fields=(),
    closed=_WHY,
    instead="",
)
def social(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  it gives nothing to anyone
    """Refuse, and name the open stand-in. Raises `NotSupported`."""
    raise NotSupported(web.source, _WHY, "a contract with the network, and an adapter written by someone who has one")
    yield  # makes this a generator, as every source is
