"""What a search is limited to: conditions on what is known of a passage, read from text such as `domain=physics`.

Knows the names of the fields, not how they are kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from ech0.core.errors import InputError

_CONDITION = re.compile(r"\s*(\w+)\s*(>=|<=|=)\s*(.*?)\s*", re.DOTALL)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T[\d:.]+(\+\d\d:\d\d|Z)?)?)?)?")


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions that a passage must all meet; `None` is no condition.

    Attributes:
        citations: A work that its document cites, spelt as there.
        since, until: When it was kept, ISO 8601 in UTC, both ends included; a date alone is that whole day.
        first, last: Its place among the passages of its document, from 0, both ends included.
    """

    source: str | None = None
    domain: str | None = None
    kind: str | None = None
    document_id: str | None = None
    citations: str | None = None
    since: str | None = None
    until: str | None = None
    first: int | None = None
    last: int | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) is not None for f in fields(self))


def where(conditions: Iterable[str]) -> Where:
    """Conditions `FIELD=VALUE`, or `>=` and `<=` for `chunk_index` and `ingestion_date`; raises `InputError`."""
    found: dict[str, Any] = {}
    for text in conditions:
        match = _CONDITION.fullmatch(text)
        if not match or not match[3]:
            raise InputError("--where", text, "write FIELD=VALUE, such as domain=physics")
        for name, value in _read(match[1], match[2], match[3], text):
            if name in found:
                raise InputError("--where", text, "name each field once")
            found[name] = value
    return Where(**found)


def _read(field: str, sign: str, value: str, text: str) -> list[tuple[str, str | int]]:
    if field in ("source", "domain", "kind", "document_id", "citations"):
        if sign != "=":
            raise InputError("--where", text, f"{field} takes = alone")
        return [(field, value)]
    if field == "chunk_index":
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise InputError("--where", text, "chunk_index is a whole number, counted from 0")
        return [(name, int(value)) for name in _ends(sign, "first", "last")]
    if field == "ingestion_date":
        if not _DATE.fullmatch(value):
            raise InputError("--where", text, "write a date such as 2026-01-31")
        return [(name, value) for name in _ends(sign, "since", "until")]
    raise InputError(
        "--where", text, "the fields are source, domain, kind, document_id, chunk_index, ingestion_date, citations"
    )


def _ends(sign: str, low: str, high: str) -> list[str]:
    return [low] if sign == ">=" else [high] if sign == "<=" else [low, high]
