"""Materials as one text that is read fast: a hash of the rest in the first line, then rows with numbered origins."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from ech0.core.provenance import key
from memory.materials.record import UNITS, Fact, Material, Origin

Line = tuple[str, str, list[str], str, str, list[list[Any]]]
"""Id, name, other names, formula, CAS number; facts as property, value, state, temperature, number of the origin."""


class Packed(NamedTuple):
    """Rows, made into materials one by one when they are asked for."""

    origins: Sequence[Origin]
    rows: Sequence[Line]

    @classmethod
    def of(cls, text: str) -> "Packed":
        """Read what `pack` wrote; raises `ValueError` or `KeyError` if it is not that, to the letter."""
        digest, _, body = text.partition("\n")
        if key(body) != digest:
            raise ValueError("it was changed after it was written")
        said = json.loads(body)
        return cls([Origin.model_validate(o) for o in said["origins"]], said["rows"])

    def material(self, number: int) -> Material:
        """The material of one row."""
        id_, name, names, formula, cas, facts = self.rows[number]
        made = tuple(
            Fact(property=kind, value=value, unit=UNITS[kind], state=state, at=at, origin=self.origins[where])
            for kind, value, state, at, where in facts
        )
        return Material(id=id_, name=name, names=tuple(names), formula=formula, cas=cas, facts=made)


def pack(materials: Sequence[Material]) -> str:
    """All materials as a text; the same materials give the same text."""
    origins: dict[Origin, int] = {}
    rows = []
    for m in materials:
        facts = [[f.property, f.value, f.state, f.at, origins.setdefault(f.origin, len(origins))] for f in m.facts]
        rows.append([m.id, m.name, list(m.names), m.formula, m.cas, facts])
    said = {"origins": [o.model_dump(mode="json") for o in origins], "rows": rows}
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return f"{key(body)}\n{body}"
