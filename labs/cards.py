"""All labs for a model that plans: a line for each, always the same, and the whole of those nearest to the question.

The lines are constant, so that a prefix cache holds them; what varies with the question is a few declarations. Knows no
model and no prompt.
"""

from collections.abc import Sequence
from functools import cache, cached_property

from ech0.core.errors import InputError
from ech0.core.types import Embedder
from labs import LABS, Input, Lab, Real

NAMES = 6
"""Outputs that a line names; a lab with more says how many more. Inputs are in the declaration."""


def line(lab: Lab) -> str:
    """A lab in one line: id, title, what it gives by name."""
    return f"{lab.id}: {lab.title} -> {_few(list(lab.outputs))}"


@cache
def lines() -> str:
    """A line for each lab, sorted by id: the same text in every prompt of this version."""
    return "\n".join(line(lab) for lab in sorted(LABS.values(), key=lambda lab: lab.id))


def declaration(lab: Lab) -> str:
    """All that a plan needs of a lab: inputs with unit, range and default, outputs with unit, where it holds."""
    takes = [f"  {n}: {i.meaning} ({i.extent}{_default(i)})" for n, i in lab.inputs.items()]
    gives = [f"  {n}: {o.meaning}{f' ({o.unit})' if o.unit else ''}" for n, o in lab.outputs.items()]
    return "\n".join([f"{lab.id}: {lab.title}", "takes", *takes, "gives", *gives, f"valid for {lab.validity}"])


class Nearby:
    """Labs by meaning; the cards of all are embedded once, when first asked."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    def near(self, question: str, *, top: int = 3) -> list[Lab]:
        """The labs whose cards are nearest to the question, nearest first; equally near ones by id.

        Raises:
            InputError: `top` is below 1, or the question is empty.
        """
        if top < 1:
            raise InputError("top", top, "at least 1")
        if not question.strip():
            raise InputError("question", question, "write one")
        asked = self.embedder.embed([question])[0]
        scored = [(-_product(asked, vector), lab.id, lab) for lab, vector in self._cards]
        return [lab for _, _, lab in sorted(scored, key=lambda row: row[:2])[:top]]

    @cached_property
    def _cards(self) -> list[tuple[Lab, Sequence[float]]]:
        labs = sorted(LABS.values(), key=lambda lab: lab.id)
        return list(zip(labs, self.embedder.embed([lab.card for lab in labs]), strict=True))


def declarations(labs: Sequence[Lab]) -> str:
    """The declarations of these labs, sorted by id, so that the same labs make the same text."""
    return "\n\n".join(declaration(lab) for lab in sorted(labs, key=lambda lab: lab.id))


def _product(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _few(names: list[str]) -> str:
    more = f", {len(names) - NAMES} more" if len(names) > NAMES else ""
    return ", ".join(names[:NAMES]) + more


def _default(spec: Input) -> str:
    if spec.default is not None:
        return f", default {spec.default}"
    return ", optional" if isinstance(spec, Real) and spec.optional else ""
