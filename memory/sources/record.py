"""What a source says of one thing: a document with its identifiers, people, dates, licence. Knows no source by name.

Nothing here has a default: what a source does not give is `None`, said out loud, and never filled in from elsewhere.
"""

import re
from collections.abc import Mapping
from typing import Any

from ech0.core.types import Document, Retraction

SCHEMES = ("doi", "pmid", "pmcid", "arxiv", "openalex", "nct")
"""Identifiers of works, best first: a work is called by the first that it has."""

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


class Record(Document):
    """A document as its source gave it.

    `identifiers`: scheme (`doi`, `pmid`, `nct`, ...) to value. `date` and `updated`: ISO 8601, as exact as given.
    `licence`: of this record. `references`: the works that it cites, as `scheme:value`; `None` if the source does not
    say. `retraction`: that this work was withdrawn; `retracts`: the works (`scheme:value`) that this one withdraws.
    `data`: the source's own fields, each named in its declaration and present or `None`.
    """

    identifiers: Mapping[str, str]
    authors: tuple[str, ...] | None
    date: str | None
    updated: str | None
    licence: str | None
    url: str | None
    references: tuple[str, ...] | None
    retraction: Retraction | None
    retracts: Mapping[str, Retraction]
    data: Mapping[str, Any]

    def works(self) -> tuple[str, ...]:
        """The names of this work, `scheme:value`, best first; empty for what is no work."""
        return tuple(f"{scheme}:{self.identifiers[scheme]}" for scheme in SCHEMES if scheme in self.identifiers)


def doi(text: str | None) -> str | None:
    """A DOI in the one form that compares equal: lower case, no resolver; `None` if `text` holds none."""
    found = _DOI.fullmatch(text.strip()) if text else None
    return found[1].lower().rstrip(".") if found else None


def known(**identifiers: str | None) -> dict[str, str]:
    """The identifiers that there are."""
    return {scheme: value for scheme, value in identifiers.items() if value}


def lines(*pairs: tuple[str, object]) -> str:
    """`name: value` lines of what is known, for records that have no prose of their own."""
    out = []
    for name, value in pairs:
        shown = "; ".join(map(str, value)) if isinstance(value, list | tuple) else value
        if shown is not None and str(shown).strip():
            out.append(f"{name}: {shown}")
    return "\n".join(out)
