"""Sources of documents: one file each, found by looking, and behind one verb. Knows no feed and no store.

A source is a function under `@source(...)`: given the network, a query in the source's own language and the cursor of
an earlier pull, it yields batches. A batch's cursor may be kept once its documents are: a later pull goes on from there
and may give the last ones again, never skip one. Without a cursor a search gives what fits it best first.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import ValidationError

from ech0.core.errors import InputError, SourceFailed
from ech0.core.types import Batch
from memory.http import Client
from memory.sources.web import MALFORMED, Key, Web

Pull = Callable[[Web, str, str | None], Iterator[Batch]]
_NO_SOURCE = frozenset({"record", "reading", "web", "paging"})


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A source as its file declares it.

    `licence`: of what it gives; `terms`: where that is written; `query`: what a query is, with an `example`;
    `fields`: the names in `data` of its records; `dated`: a first cursor may be a day (`2026-11-01`), from which on it
    gives what changed. `closed`: why it gives nothing, for sources that need a contract; `instead`: the open stand-in.
    """

    name: str
    title: str
    licence: str
    terms: str
    rate: float
    query: str
    example: str
    fields: tuple[str, ...]
    run: Pull
    key: Key | None = None
    dated: bool = False
    closed: str = ""
    instead: str = ""

    def over(self, client: Client, query: str) -> "Asked":
        """This source, to be asked `query` over `client`."""
        return Asked(self, client, query)


class Asked:
    """A source with a query: implements `ech0.core.types.Source`."""

    def __init__(self, declared: Declared, client: Client, query: str) -> None:
        self.declared, self.client, self.query = declared, client, query.strip()

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def licence(self) -> str:
        return self.declared.licence

    @property
    def needs_key(self) -> str | None:
        key = self.declared.key
        return key.variable if key is not None and key.required else None

    @property
    def rate(self) -> float:
        return self.declared.rate

    def pull(self, since: str | None = None, /) -> Iterator[Batch]:
        """Batches from a cursor on; raises `SourceFailed`, or `InputError` for an unusable query or a missing key."""
        d = self.declared
        if not self.query and not d.closed:
            raise InputError(f"query of {d.name}", self.query, f"give {d.query}, as in {d.example}")
        web = Web(self.client, d.title, d.rate, None if d.closed else d.key)
        try:
            yield from d.run(web, self.query, since)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise SourceFailed(d.title, f"a record has an unusable {where} ({first['msg']})", MALFORMED) from error


def source(
    *,
    name: str,
    title: str,
    licence: str,
    terms: str,
    rate: float,
    query: str,
    example: str,
    fields: tuple[str, ...],
    key: Key | None = None,
    dated: bool = False,
    closed: str = "",
    instead: str = "",
) -> Callable[[Pull], Declared]:
    """Declare a source; the arguments are those of `Declared`."""

    def declare(run: Pull) -> Declared:
        return Declared(
            name=name,
            title=title,
            licence=licence,
            terms=terms,
            rate=rate,
            query=query,
            example=example,
            fields=fields,
            run=run,
            key=key,
            dated=dated,
            closed=closed,
            instead=instead,
        )

    return declare


@cache
def sources() -> dict[str, Declared]:
    """All sources, by name."""
    found: dict[str, Declared] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name in _NO_SOURCE:
            continue
        for value in vars(importlib.import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, Declared):
                found[value.name] = value
    return dict(sorted(found.items()))


def named(name: str) -> Declared:
    """One source; raises `InputError` with the names there are."""
    known = sources()
    if name not in known:
        raise InputError("source", name, f"known: {', '.join(known)}")
    return known[name]
