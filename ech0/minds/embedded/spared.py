"""Numbers that a derivation rightly leaves out: of a kind that none of its laws depends on, as the base declares.

A ball's mass does not matter to its fall. Such a number is no sign of a question that was not understood; any other
that is left out is. Guesses nothing: a number of which something else is said, or that changes, is not spared.
"""

from collections.abc import Sequence

from ech0.core import units
from ech0.minds.embedded.binding import GENERIC, aged
from ech0.minds.embedded.givens import Given, Scene, fits
from ech0.minds.embedded.sources import ByFormula, ByLab, Node

TABLE = "known values"
"""The field of the formulas that only look up a value: they depend on nothing."""
SAID = 0.6
"""How surely words say of a number that it is of a kind which its unit leaves open (`3 cm tall`)."""
TELLING = {"mass": "kg", "power": "W", "sound_level": "dB", "volume": "m^3"}
"""Kinds that a unit tells by itself, where no word says anything else."""
TALL = ("tall", "high", "in height")


def spared(scene: Scene, node: Node) -> frozenset[str]:
    """The ledger ids of the numbers that no formula of a derivation depends on, if these are all that it leaves out.

    Where another number is left out as well, the question is about more, and nothing is excused.
    """
    steps = [p for p in node.parts if isinstance(p, ByFormula | ByLab)]
    formulas = [p.formula for p in steps if isinstance(p, ByFormula) and p.formula.field != TABLE]
    if not formulas or any(isinstance(p, ByLab) for p in steps):
        return frozenset()
    free = set(formulas[0].independent_of).intersection(*(f.independent_of for f in formulas))
    if not free:
        return frozenset()
    left = [g for g in scene.givens if g.text is scene.text and g.concept is None and g.entry.id not in node.used]
    fine = frozenset(g.entry.id for g in left if any(_is(scene, g, kind) and not _changes(g, left) for kind in free))
    return fine if len(fine) == len(left) else frozenset()


def _is(scene: Scene, given: Given, kind: str) -> bool:
    """Whether a number is surely of a kind."""
    unit = scene.concepts[kind].unit
    if given.bare or not fits(given, unit):
        return False
    if kind == "age":
        return aged(given) or scene.evidence(given).get("age", 0.0) >= SAID
    said = scene.evidence(given)
    mine = max(said.get(kind, 0.0), scene.near(given, TALL) if kind == "height" else 0.0)
    others = (c for c in said if c != kind and c not in GENERIC and not c.endswith(f"_{kind}"))
    rival = max((said[c] for c in others), default=0.0)
    if kind in TELLING or (kind in GENERIC and kind != "distance"):
        return rival <= max(mine, SAID)
    return mine >= SAID and mine >= rival


def _changes(given: Given, left: Sequence[Given]) -> bool:
    """Whether another number of its dimension is left out too: then it may be one of a change that is the point."""
    mine = (g for g in left if g is not given and not g.bare)
    return any(units.compatible(g.unit, given.unit) for g in mine) and not units.compatible(given.unit, "kg")
