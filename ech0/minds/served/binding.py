"""Proposed steps bound to what the question gives: a tree of formulas and labs with a source for every variable.

An id, a name, a choice or a dimension that does not fit is a `ClaimError` that says what would. Computes nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ech0.core import units
from ech0.core.errors import ClaimError, InputError
from ech0.core.formula import Formula
from ech0.minds.embedded.derive import Chainer
from ech0.minds.embedded.sources import Assumed, ByFormula, ByLab, Fixed, Free, Known, Missing, Node, Source
from ech0.minds.served.narrow import chosen
from ech0.minds.served.offer import Offer
from ech0.minds.served.proposal import FormulaStep, LabStep
from labs import Choice, Lab, Real

SAID = 0.13
"""How well a number fits a variable of its dimension at the least: the model says that it is it."""


@dataclass
class Steps:
    """Follows ids from the answer down to the givens. Each step is made once; a step that needs itself is refused.

    `used` are the steps that the answer needs, once `result` was asked for it.
    """

    chainer: Chainer
    offer: Offer
    steps: Mapping[str, FormulaStep | LabStep]

    def __post_init__(self) -> None:
        self.used: set[str] = set()
        self._made: dict[tuple[str, str], Node] = {}
        self._open: list[str] = []
        self.givens = {g.entry.id: g for g in self.chainer.scene.givens}

    def result(self, name: str, where: str) -> Source:
        """What an id stands for."""
        step, _, part = name.partition(".")
        if step not in self.steps:
            return self._given(name, where)
        if step in self._open:
            raise ClaimError(where, f"{name} needs itself; take each step from what is known before it")
        made = self.steps[step]
        self.used.add(step)
        if (step, part) not in self._made:
            self._open.append(step)
            self._made[step, part] = (
                self._formula(made, part) if isinstance(made, FormulaStep) else self._lab(made, part)
            )
            self._open.pop()
        return self._made[step, part]

    def _given(self, name: str, where: str) -> Source:
        given = self.givens.get(name)
        if given is None:
            known = ", ".join([*self.givens, *self.steps]) or "none"
            raise ClaimError(where, f"there is no {name!r}; the ids are {known}")
        return Known(given, SAID)

    def _formula(self, step: FormulaStep, part: str) -> ByFormula:
        formula = self.offer.formulas.get(step.formula)
        if formula is None:
            raise ClaimError(step.id, f"no card has the formula {step.formula!r}")
        if step.find not in formula.variables or formula.variables[step.find].constant or part != step.find:
            raise ClaimError(step.id, f"it gives {step.id}.<find>, find being one of {', '.join(formula.variables)}")
        if strange := sorted(step.inputs.keys() - (formula.variables.keys() - {step.find})):
            raise ClaimError(f"{step.id}.inputs", f"{formula.id} has no other variable {', '.join(strange)}")
        sources = {n: self._variable(step, formula, n) for n in formula.variables if n != step.find}
        node = ByFormula(formula, step.find, tuple(sorted(sources.items())), self.chainer.topic(formula))
        if not self.chainer.binder.holds(formula, sources):
            raise ClaimError(step.id, f"{formula.name} does not hold for these values; take another formula or binding")
        return node

    def _variable(self, step: FormulaStep, formula: Formula, name: str) -> Source:
        variable = formula.variables[name]
        concept = self.offer.concepts[variable.concept]
        label = concept.id.replace("_", " ")
        if name in step.inputs:
            source = self.result(step.inputs[name], f"{step.id}.inputs.{name}")
            self._fits(source, [concept.unit], f"{step.id}.inputs.{name}")
            if isinstance(source, Known):
                score = self.chainer.binder.binding(source.given, formula, name)
                if score == 0.0:
                    raise ClaimError(f"{step.id}.inputs.{name}", f"{step.inputs[name]} cannot be a {label}")
                return Known(source.given, score, concept.id)
            return source
        if variable.constant:
            return Fixed(self.chainer.substances.constants[variable.constant])
        if variable.optional:
            return Free()
        if variable.default is not None:
            return Assumed(variable.default, concept.unit, label, variable.because)
        return Missing(
            f"{variable.role} {label}".strip() if variable.role not in label else label, concept.id, concept.unit
        )

    def _lab(self, step: LabStep, part: str) -> ByLab:
        lab = self.offer.labs.get(step.lab)
        if lab is None:
            raise ClaimError(step.id, f"no card has the lab {step.lab!r}")
        if part != step.want or part not in lab.outputs:
            raise ClaimError(step.id, f"it gives {step.id}.<want>, want being one of {', '.join(lab.outputs)}")
        if strange := sorted(n for n in step.inputs if not isinstance(lab.inputs.get(n), Real)):
            raise ClaimError(f"{step.id}.inputs", f"{lab.id} takes no number {', '.join(strange)}")
        offered = chosen(lab, self.chainer)
        for name, value in step.choices.items():
            if value not in offered.get(name, ()):
                some = ", ".join(offered.get(name, [])[:24]) or "nothing that the question says"
                raise ClaimError(f"{step.id}.choices.{name}", f"{value!r} cannot be chosen; it can be: {some}")
        needs = lab.outputs[part].needs or tuple(lab.inputs)
        sources, missing = self._inputs(step, lab, needs)
        chainer = self.chainer
        stated = [chainer.stated(s) for s in (lab.inputs[n] for n in step.choices) if not isinstance(s, Real | Choice)]
        spans = tuple((s.start, s.end) for s in stated if s is not None and s.end)
        within = chainer.within(spans)
        held = {s.given.entry.id for _, s in sources if isinstance(s, Known)}
        within += chainer.reader.beside(lab, {k.given.entry.id for k in within} | held, needs)
        choices = tuple((n, step.choices[n]) for n in lab.inputs if n in step.choices)
        topic = 1.0 if chainer.scene.text.has(lab.words) else 0.8
        return ByLab(lab, part, choices, tuple(sources), tuple(missing), topic, spans, within)

    def _inputs(self, step: LabStep, lab: Lab, needs: Iterable[str]) -> tuple[list[tuple[str, Source]], list[Missing]]:
        sources: list[tuple[str, Source]] = []
        missing: list[Missing] = []
        for name in dict.fromkeys((*needs, *step.inputs)):
            spec, where = lab.inputs[name], f"{step.id}.inputs.{name}"
            if not isinstance(spec, Real):
                if name not in step.choices and spec.default is None and not getattr(spec, "optional", False):
                    missing.append(Missing(_plain(spec.meaning, name), None, ""))
            elif name in step.inputs:
                source = self.result(step.inputs[name], where)
                self._fits(source, [spec.unit, *spec.also], where)
                sources.append((name, self._placed(source, lab, name, spec, where)))
            elif spec.default is not None:
                label = f"{name.replace('_', ' ')} for {lab.id}"
                sources.append((name, Assumed(spec.default, spec.unit, label, "the lab's default")))
            elif not spec.optional:
                missing.append(Missing(_plain(spec.meaning, name), spec.concept, spec.unit))
        return sources, missing

    def _placed(self, source: Source, lab: Lab, name: str, spec: Real, where: str) -> Source:
        if not isinstance(source, Known):
            return source
        score = self.chainer.binder.lab_binding(source.given, lab, name, spec)
        if score == 0.0:
            raise ClaimError(where, f"{source.given.entry.id} cannot be the {name.replace('_', ' ')} of {lab.id}")
        return Known(source.given, score, spec.concept or f"{lab.id}.{name}")

    def _fits(self, source: Source, accepted: Iterable[str], where: str) -> None:
        """Refuse an id of another dimension."""
        unit = _unit(source, self.offer)
        wanted = list(accepted)
        if unit is not None and not any(_alike(unit, a) for a in wanted):
            told = " or ".join(a or "a plain number" for a in wanted)
            raise ClaimError(where, f"it takes {told}, and this is in {unit or 'no unit'}; bind another id")


def _alike(one: str, other: str) -> bool:
    try:
        return one == other or units.compatible(one, other)
    except InputError:
        return False


def _unit(source: Source, offer: Offer) -> str | None:
    match source:
        case Known():
            return source.given.unit
        case ByFormula():
            return offer.concepts[source.formula.variables[source.variable].concept].unit
        case ByLab():
            return source.lab.outputs[source.output].unit
    return None


def _plain(meaning: str, name: str) -> str:
    return name.replace("_", " ") if re.search(r"\d", meaning) else meaning
