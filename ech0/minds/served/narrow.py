"""The schema of a proposal for one question: every id, name and option that may be said, listed; nothing else fits.

A server that is guided by it cannot leave it: objects are closed, strings are choices or bounded, lists have an end.
Ids are offered to an input only if their dimension fits. What is refused here is refused again by `forming`.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from ech0.core import units
from ech0.core.formula import Formula
from ech0.core.types import Entry
from ech0.minds.embedded.derive import Chainer
from ech0.minds.served.offer import Offer
from ech0.minds.served.proposal import Proposal, Wording
from labs import Choice, Lab, Real

CHAINED = 2
"""Steps of each kind whose results are offered as inputs of others."""


@cache
def static(name: str = "plan") -> dict[str, Any]:
    """The schema for every question: what a prompt shows. `plan` or `draft`."""
    return TypeAdapter(Proposal if name == "plan" else Wording).json_schema()


def plan_schema(offer: Offer, chainer: Chainer, sentences: Sequence[str]) -> dict[str, Any]:
    """The schema of a proposal for one question."""
    schema = deepcopy(static())
    schema["title"] = "plan"
    known = _Known(offer, [g.entry for g in chainer.scene.givens])
    parts = schema["$defs"]
    steps = [_formula(parts["FormulaStep"], f, offer, known) for f in offer.formulas.values()]
    steps += [_lab(parts["LabStep"], lab, known, chainer) for lab in offer.labs.values()]
    steps += [{"$ref": "#/$defs/LogicStep"}, {"$ref": "#/$defs/RecallStep"}]
    for name in ("Statement", "LogicStep"):
        properties = parts[name]["properties"]
        if "sentence" in properties:
            properties["sentence"] = {"enum": list(sentences)}
        if "aside" in properties:
            properties["aside"] = {"type": "array", "items": {"enum": list(sentences)}, "maxItems": 60}
    del parts["FormulaStep"], parts["LabStep"]
    schema["properties"]["steps"] = {"type": "array", "items": {"anyOf": steps}, "maxItems": 8}
    schema["properties"]["answer"] = {"enum": ["", *known.results()]}
    schema["properties"]["missing"] = {"type": "array", "items": {"enum": offer.kinds() or [""]}, "maxItems": 3}
    schema["required"] = ["steps", "answer"]
    narrowed: dict[str, Any] = bare(schema)
    return narrowed


class _Known:
    """Ids by the unit that they are in."""

    def __init__(self, offer: Offer, givens: Sequence[Entry]) -> None:
        self.rows = [(e.id, e.quantity.unit) for e in givens if e.quantity is not None]
        self.made: list[tuple[str, str]] = []
        for n in range(1, CHAINED + 1):
            for formula in offer.formulas.values():
                self.made += [(f"c{n}.{v}", offer.concepts[s.concept].unit) for v, s in formula.variables.items()]
            for lab in offer.labs.values():
                self.made += [(f"r{n}.{o}", out.unit) for o, out in lab.outputs.items()]

    def like(self, accepted: Iterable[str]) -> list[str]:
        """The ids whose quantity can be told in one of these units."""
        all_ = tuple(accepted)
        fits = {u for _, u in (*self.rows, *self.made) if any(u == a or units.compatible(u, a) for a in all_)}
        return [*dict.fromkeys(i for i, u in (*self.rows, *self.made) if u in fits)]

    def results(self) -> list[str]:
        """Every id that a step may give."""
        more = [f"{i[0]}{n}{i[2:]}" for n in range(CHAINED + 1, 5) for i, _ in self.made if i[1] == "1"]
        return [*dict.fromkeys([*(i for i, _ in self.made), *more])]


def _formula(shape: Mapping[str, Any], formula: Formula, offer: Offer, known: _Known) -> dict[str, Any]:
    inputs = {n: known.like([offer.concepts[v.concept].unit]) for n, v in formula.variables.items()}
    over = {
        "formula": {"const": formula.id},
        "find": {"enum": [n for n, v in formula.variables.items() if not v.constant]},
        "inputs": _closed({n: {"enum": ids} for n, ids in inputs.items() if ids}),
    }
    return _step(shape, over, ("do", "id", "formula", "find", "inputs"))


def _lab(shape: Mapping[str, Any], lab: Lab, known: _Known, chainer: Chainer) -> dict[str, Any]:
    numbers = {n: known.like([i.unit, *i.also]) for n, i in lab.inputs.items() if isinstance(i, Real)}
    over = {
        "lab": {"const": lab.id},
        "inputs": _closed({n: {"enum": ids} for n, ids in numbers.items() if ids}),
        "choices": _closed({n: {"enum": names} for n, names in chosen(lab, chainer).items() if names}),
        "want": {"enum": list(lab.outputs)},
    }
    return _step(shape, over, ("do", "id", "lab", "inputs", "choices", "want"))


def chosen(lab: Lab, chainer: Chainer) -> dict[str, list[str]]:
    """What may be said for each choice and text of a lab: its options, and what stands in the question itself.

    An option that is a bare number counts as a number: it is offered only if the question says it.
    """
    found: dict[str, list[str]] = {}
    for name, spec in lab.inputs.items():
        if isinstance(spec, Choice):
            said = chainer.reader.option(spec)
            found[name] = [o for o in spec.options if o == said or not any(c.isdigit() for c in o) or _named(o)]
        elif not isinstance(spec, Real):
            stated = chainer.stated(spec)
            found[name] = [stated.value] if stated is not None else []
    return found


def _named(option: str) -> bool:
    """Whether an option is a name that has digits (`R134a`), and not a number."""
    return option[:1].isalpha()


def _step(shape: Mapping[str, Any], over: Mapping[str, Any], needed: Sequence[str]) -> dict[str, Any]:
    """The schema of one kind of step with parts of it narrowed."""
    properties = {n: over.get(n, p) for n, p in shape["properties"].items()}
    return {"type": "object", "properties": properties, "required": list(needed), "additionalProperties": False}


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def bare(schema: Any) -> Any:
    """Without titles, descriptions and defaults, which a grammar has no use for."""
    if isinstance(schema, list):
        return [bare(s) for s in schema]
    if not isinstance(schema, dict):
        return schema
    aside = {"description", "default", "discriminator"} | ({"title"} if "$defs" not in schema else set())
    named = {"properties", "$defs"}
    return {
        n: {k: bare(v) for k, v in s.items()} if n in named else bare(s) for n, s in schema.items() if n not in aside
    }
