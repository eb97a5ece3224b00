"""Acids and bases in water: how far they give up or take protons, as published. Knows no solution and no pH."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pydantic import ValidationError

from ech0.core.data import home
from ech0.core.errors import InputError
from ech0.core.formula import Constant
from ech0.core.noun import Name, Noun


class Acid(Noun):
    """An acid, or a base if `base`: see the head of `configs/acids.yaml`.

    `words` are its names, `other` further formulae, `ion` the names of what it becomes without (with) its proton.
    """

    id: Name
    formula: str
    base: bool = False
    words: tuple[str, ...]
    other: tuple[str, ...] = ()
    ion: tuple[str, ...] = ()
    strong: int = 0
    solubility: float | None = None
    pka: tuple[float, ...] = ()
    source: str

    def constant(self, step: int) -> Constant:
        """The `step`-th pKa (from 1), to be quoted; of a base, that of its conjugate acid."""
        place = ("first", "second", "third")[step - 1] if len(self.pka) > 1 else ""
        of = f"the conjugate acid of {self.words[0]}" if self.base else self.words[0]
        if self.strong:
            place, of = "second", self.words[0]
        return Constant(
            id=f"pka{step}_{self.id}",
            name=" ".join(f"{place} pKa of {of}".split()),
            value=self.pka[step - 1],
            unit="",
            concept="pka",
            source=self.source,
            words=self.words,
            of=self.formula,
        )


@cache
def acids() -> Mapping[str, Acid]:
    """Every acid and base by id; raises `InputError` naming the entry that is malformed."""
    import yaml

    where = home() / "configs" / "acids.yaml"
    try:
        whole = yaml.safe_load(where.read_text(encoding="utf-8"))
        books = whole["sources"]
        found = {}
        for kind in ("acids", "bases"):
            for name, body in whole[kind].items():
                row = {**body, "id": name, "base": kind == "bases", "source": books[body["source"]]}
                for field in ("words", "other", "ion"):
                    row[field] = tuple(w.strip() for w in str(body.get(field, "")).split(",") if w.strip())
                found[name] = Acid.model_validate(row)
    except (OSError, KeyError, TypeError, AttributeError, yaml.YAMLError, ValidationError) as error:
        raise InputError("configs/acids.yaml", str(error)[:200], "write it as its head says") from error
    return MappingProxyType(found)


@cache
def constants() -> Mapping[str, Constant]:
    """Every pKa by the id under which it is quoted."""
    every = [a.constant(step) for a in acids().values() for step in range(1, len(a.pka) + 1)]
    return MappingProxyType({c.id: c for c in every})


@cache
def by_name() -> Mapping[str, Acid]:
    """Each acid and base by its names in lower case and by its formulae as written."""
    table: dict[str, Acid] = {}
    for acid in acids().values():
        for word in (*acid.words, acid.formula, *acid.other):
            table[word] = acid
    return MappingProxyType(table)
