"""Which of several derivations is settled on, and what a plan says of the one."""

from collections.abc import Sequence

from ech0.core import units
from ech0.core.formula import Concept
from ech0.minds.embedded.givens import Scene
from ech0.minds.embedded.sources import ByLab, Derivation
from ech0.minds.embedded.telling import told_in

RIVAL = 0.025
"""A derivation this close in fit is another reading, and must agree."""
GOOD = 0.85
"""A derivation that fits this well needs no suggestion beside it."""


def settled(derivation: Derivation, scene: Scene) -> bool:
    """Whether a formula fits so well, and with every number of the question, that no lab is looked for."""
    left = (g for g in scene.givens if g.text is scene.text and g.concept is None)
    whole = all(g.entry.id in derivation.used | derivation.spared for g in left)
    measured = any(isinstance(p, ByLab) for p in derivation.node.parts)
    return not derivation.missing and derivation.fit >= GOOD and whole and not measured


def fullest(found: Sequence[Derivation], scene: Scene) -> list[Derivation]:
    """Of ways that fit as well as the best, those first that leave out the fewest numbers with a unit."""
    stated = {g.entry.id for g in scene.givens if g.unit and g.concept is None and g.text is scene.text}
    top = max((d.fit for d in found if not d.missing), default=0.0)
    near = [d for d in found if not d.missing and d.fit > top - RIVAL]
    return [*sorted(near, key=lambda d: len(stated - d.used - d.spared)), *(d for d in found if d not in near)]


def told_in_unit(scene: Scene, best: Derivation, concept: Concept | None) -> str | None:
    """The unit in which a result is told; a lab's own stands unless the question speaks in another."""
    if isinstance(best.node, ByLab):
        spec = best.node.lab.outputs[best.node.output]
        plain = any(units.compatible(spec.unit, u) for u in ("", "m", "m^2", "kg", "s"))  # a range is in no ball's cm
        unit = told_in(scene, spec.unit, spec.concept) if not plain else ""
        return unit if unit and unit != spec.unit else None
    return told_in(scene, concept.unit, concept.id) if concept else None


def measured(best: Derivation, other: Derivation) -> bool:
    """Whether a lab measures what a formula also tells: one reading, and the lab is the better way."""
    return isinstance(best.node, ByLab) and not isinstance(other.node, ByLab)
