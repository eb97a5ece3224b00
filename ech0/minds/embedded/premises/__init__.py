"""The premises of a question, put to the test before any answer counts: ranges, units, balances, agreements, laws.

Each test is a claim that the checker decides like any other; a refuted one makes the answer a contradiction, whatever
else was found. A sentence that denies what it speaks of (`no engine can ...`) is not taken as stating it.
"""

from collections.abc import Callable, Mapping, Sequence

from ech0.core import base
from ech0.core.formula import Constant, Formula
from ech0.core.types import Plan, Subproblem
from ech0.minds.embedded.givens import Scene
from ech0.minds.embedded.premises import (
    agree,
    atoms,
    balances,
    calculus,
    dimensions,
    equations,
    heat,
    letters,
    mathematics,
    particles,
    ranges,
    reckoned,
    rules,
    shares,
    situations,
    substances,
)
from ech0.minds.embedded.premises.figures import Page
from ech0.minds.embedded.premises.matter import Matter
from ech0.minds.embedded.premises.notes import Notes
from ech0.minds.embedded.sources import ByFormula

GOAL = "test the premises"


def tested(
    plan: Plan, scene: Scene, constants: Mapping[str, Constant], bind: Callable[[Formula], Sequence[ByFormula]]
) -> Plan:
    """The plan with the tests of what the question states."""
    notes = Notes()
    text = scene.text.original
    situations.statements(scene, base.impossibilities(), notes)
    equations.chemical(text, notes)
    equations.nuclear(text, notes)
    page = Page(scene)
    rules.obeyed(page, base.rules(), notes)
    particles.conserved(page, notes)
    mathematics.stated(page, notes)
    calculus.stated(page, notes)
    letters.stated(page, notes)
    reckoned.stated(page, notes)
    balances.stated(page, notes)
    shares.portions(page, notes)
    shares.heads(page, notes)
    matter = Matter(page, constants, base.solids(), base.specific_heats(), base.refractive_indices())
    matter.told(notes)
    atoms.stated(matter, notes)
    matter.compared(notes)
    if any(g.text is scene.text and not g.concept for g in scene.givens):
        dimensions.units_fit(scene, notes)
        ranges.ranges(scene, base.bounds(), notes)
        ranges.constants(scene, base.constancies(), constants, notes)
        situations.figures(scene, notes)
        situations.momentum(scene, notes)
        situations.reacting_masses(scene, notes)
        situations.collision(scene, notes)
        heat.by_itself(scene, notes)
        heat.carnot(scene, notes)
        heat.shares(page, notes)
        heat.pumped(page, notes)
        heat.worked(page, notes)
        matter.properties(notes)
        substances.stated(matter, notes)
        matter.protons(notes)
        matter.moles(notes)
        matter.yields(notes)
        shares.probabilities(scene, notes)
        shares.bases(scene, notes)
        shares.alleles(scene, notes)
        shares.acidity(scene, notes)
        agree.twice(scene, notes)
        agree.at_once(scene, notes)
        agree.parts(scene, notes)
        agree.output(scene, notes)
        agree.formulas(scene, base.agreements(), base.formulas(), bind, notes)
    if not notes.claims:
        return plan
    fresh = [e for n, e in notes.entries.items() if n not in {p.id for p in plan.entries}]
    part = Subproblem(id="x0", goal=GOAL, claims=tuple(notes.claims))
    return plan.model_copy(update={"subproblems": (*plan.subproblems, part), "entries": (*plan.entries, *fresh)})
