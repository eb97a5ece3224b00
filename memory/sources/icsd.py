"""ICSD: a collection under licence, which this adapter does not open; COD through OPTIMADE stands in."""

from collections.abc import Iterator

from ech0.core.errors import NotSupported
from ech0.core.types import Batch
from memory.sources import source
from memory.sources.web import Web

_WHY = (
    "its records are under licence; "
    "the open stand-in is the Crystallography Open Database: source `optimade`, query `cod: ...`"
)


@source(
    name="icsd",
    title="ICSD",
    licence="FIZ Karlsruhe: by contract only",
    terms="https://icsd.products.fiz-karlsruhe.de",
    rate=1.0,
    query="nothing: it is closed",
    example="-",
    fields=(),
    closed=_WHY,
    instead="optimade",
)
def icsd(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  it gives nothing to anyone
    """Refuse, and name the open stand-in. Raises `NotSupported`."""
    raise NotSupported(web.source, _WHY, "a licence from FIZ Karlsruhe, and an adapter written by someone who has one")
    yield  # makes this a generator, as every source is
