"""DrugBank: a collection under licence, which this adapter does not open; open labels, ChEMBL and PubChem stand in."""

from collections.abc import Iterator

from ech0.core.errors import NotSupported
from ech0.core.types import Batch
from memory.sources import source
from memory.sources.web import Web

_WHY = (
    "its records are under licence; "
    "the open stand-ins are `openfda_labels` (interactions), `chembl` (targets) and `pubchem` (properties)"
)


@source(
    name="drugbank",
    title="DrugBank",
    licence="DrugBank: by contract; academic use on application",
    terms="https://go.drugbank.com/legal/terms_of_service",
    rate=1.0,
    query="nothing: it is closed",
    example="-",
    fields=(),
    closed=_WHY,
    instead="openfda_labels",
)
def drugbank(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  it gives nothing to anyone
    """Refuse, and name the open stand-in. Raises `NotSupported`."""
    raise NotSupported(web.source, _WHY, "a licence from DrugBank, and an adapter written by someone who has one")
    yield  # makes this a generator, as every source is
