"""From a small plan in slots to a `Plan` of ledger ids: the student's reply made fit for the loop. Computes nothing.

Formulas bring their constants, defaults, conditions and laws themselves, as they do for the embedded mind; the student
names only which formula, what it finds, and which number of the question is which.
"""

from collections.abc import Mapping, Sequence

from ech0.core.base import concepts, constants, formulas
from ech0.core.errors import ClaimError
from ech0.core.formula import Formula, Variable
from ech0.core.types import Entry, EntryId, Plan, Subproblem
from ech0.minds.embedded.compose import Composer
from ech0.minds.embedded.givens import Given
from ech0.minds.embedded.sources import Assumed, ByFormula, ByLab, Fixed, Free, Known, Node, Source
from ech0.minds.embedded.words import Text
from ech0.minds.student.form import SlotPlan, SlotStep
from ech0.minds.student.reasoning import reasoned
from ech0.minds.student.slots import Slotted
from labs import LABS, Choice, Lab, Real
from labs import Text as TextInput

FIT = 0.5
"""How well a plan of the student is said to fit: it does not know, so the gate's other features decide."""


def to_plan(reply: SlotPlan, question: str, put: Slotted, entries: Sequence[Entry], *, unit: str | None = None) -> Plan:
    """The plan that a reply to `put.prompt` stands for, over the ledger `entries`.

    Raises:
        ClaimError: A step names a variable, input or slot that does not exist, repeats one, or leaves one out that has
            no constant and no default. The text says which and what there is, so that a mind may try again.
    """
    path = f"student:{'+'.join(s.use for s in reply.steps)}:{reply.steps[-1].find}"
    first = reply.steps[0]
    if first.use in ("logic", "order"):
        if len(reply.steps) > 1:
            raise ClaimError("steps", f"{first.use} stands alone; write one step")
        claim = reasoned(first, put.names, question)
        part = Subproblem(id="s1", goal=claim.text, queries=(claim.text,), claims=(claim,))
        return Plan(subproblems=(part,), judged=True, label="the statement", path=path, fit=FIT)
    node = to_node(reply, put, entries)
    composer = Composer(concepts())
    target = composer.target(node)
    return Plan(
        subproblems=tuple(composer.subproblems),
        entries=tuple(composer.entries.values()),
        target=target,
        label=_label(node),
        unit=unit or _unit(node),
        path=path,
        unused=tuple(i for i in put.numbers if i not in node.used),
        fit=FIT,
        notes=tuple(dict.fromkeys(f"{p.formula.name}: {p.formula.source}" for p in _formulas(node))),
    )


def to_node(reply: SlotPlan, put: Slotted, entries: Sequence[Entry]) -> Node:
    """The derivation that a reply of formulas and labs stands for, as the embedded mind makes them; raises as above."""
    ledger = {e.id: e for e in entries}
    done: list[Node] = []
    for n, step in enumerate(reply.steps, start=1):
        done.append(_node(step, f"step {n}", _Slots(put, ledger, done)))
    return done[-1]


class _Slots:
    """What slots and references stand for, so far."""

    def __init__(self, put: Slotted, ledger: Mapping[EntryId, Entry], done: Sequence[Node]) -> None:
        self._put, self._ledger, self._done = put, ledger, done

    def source(self, text: str, concept: str, where: str) -> Source:
        """The number `#k` of the question, or what step `$k` found."""
        mark, place = text[:1], text[1:]
        if mark not in "#$" or not place.isdecimal():
            raise ClaimError(where, f"{text!r} is no number; refer to one as #0 or $1")
        if mark == "#" and int(place) < len(self._put.numbers):
            entry = self._ledger[self._put.numbers[int(place)]]
            return Known(Given(entry, Text(""), 0, 0), 1.0, concept)
        if mark == "$" and 0 < int(place) <= len(self._done):
            return self._done[int(place) - 1]
        raise ClaimError(
            where, f"{text} stands for nothing; there are {len(self._put.numbers)} numbers and {len(self._done)} steps"
        )


def _node(step: SlotStep, where: str, slots: _Slots) -> Node:
    pairs: dict[str, str] = {}
    for arg in step.args:
        left, mark, right = arg.partition("=")
        name, value = (right, left) if left[:1] in ("#", "$") else (left, right)
        if not mark or name in pairs:
            raise ClaimError(where, f"{arg!r} is no argument here or comes twice; write #0=name once a name")
        pairs[name] = value
    if step.use in LABS:
        return _lab(LABS[step.use], step.find, pairs, where, slots)
    if step.use in formulas():
        return _formula(formulas()[step.use], step.find, pairs, where, slots)
    raise ClaimError(where, f"there is no formula or lab {step.use!r}; use one that the schema lists")


def _formula(formula: Formula, find: str, pairs: Mapping[str, str], where: str, slots: _Slots) -> ByFormula:
    _among([find, *pairs], formula.variables, f"{where}, {formula.id}")
    if find in pairs:
        raise ClaimError(where, f"{find} is found, so it is no argument")
    sources = tuple(
        (name, slots.source(pairs[name], v.concept, where) if name in pairs else _unsaid(formula, name, v, where))
        for name, v in formula.variables.items()
        if name != find
    )
    return ByFormula(formula, find, sources, 1.0)


def _unsaid(formula: Formula, name: str, variable: Variable, where: str) -> Source:
    """What a variable is that the reply does not bind."""
    if variable.constant:
        return Fixed(constants()[variable.constant])
    if variable.optional:
        return Free()
    concept = concepts()[variable.concept]
    if variable.default is None:
        raise ClaimError(where, f"{formula.id} needs {name} ({concept.id.replace('_', ' ')}); write #0={name}")
    return Assumed(variable.default, concept.unit, concept.id.replace("_", " "), variable.because)


def _lab(lab: Lab, find: str, pairs: Mapping[str, str], where: str, slots: _Slots) -> ByLab:
    _among([find], lab.outputs, f"{where}, {lab.id}")
    _among(pairs, lab.inputs, f"{where}, {lab.id}")
    needs = lab.outputs[find].needs or tuple(lab.inputs)
    sources: list[tuple[str, Source]] = []
    choices: list[tuple[str, str]] = []
    for name, spec in lab.inputs.items():
        value = pairs.get(name)
        if isinstance(spec, Real):
            if value is not None:
                sources.append((name, slots.source(value, spec.concept or "", where)))
            elif name in needs and spec.default is not None:
                label = f"{name.replace('_', ' ')} for {lab.id}"
                sources.append((name, Assumed(spec.default, spec.unit, label, "the lab's default")))
            elif name in needs and not spec.optional:
                raise ClaimError(where, f"{lab.id} needs {name} for {find}; write #0={name}")
        elif isinstance(spec, Choice | TextInput) and value is not None:
            choices.append((name, _chosen(spec, value, f"{where}, {lab.id}.{name}")))
        elif value is not None:
            raise ClaimError(where, f"{lab.id}.{name} is a series, which no slot holds; use another lab")
        elif isinstance(spec, Choice) and spec.default is None:
            raise ClaimError(where, f"{lab.id} needs {name}: {spec.extent}")
    return ByLab(lab, find, tuple(choices), tuple(sources), (), 1.0)


def _chosen(spec: Choice | TextInput, value: str, where: str) -> str:
    if isinstance(spec, Choice):
        found = spec.find(value) or spec.find(value.replace("_", " "))
        if found is None:
            raise ClaimError(where, f"there is no {value!r}; choose {spec.extent}")
        return found
    return spec.read(value, where)


def _among(names: Sequence[str] | Mapping[str, str], known: Mapping[str, object], where: str) -> None:
    if lost := [n for n in names if n not in known]:
        raise ClaimError(where, f"there is no {', '.join(lost[:3])}; there is {', '.join(known)}")


def _formulas(node: Node) -> list[ByFormula]:
    return [p for p in node.parts if isinstance(p, ByFormula)]


def _label(node: Node) -> str:
    if isinstance(node, ByLab):
        return node.output.replace("_", " ")
    variable = node.formula.variables[node.variable]
    return variable.words[0] if variable.words else variable.concept.replace("_", " ")


def _unit(node: Node) -> str | None:
    return None if isinstance(node, ByLab) else concepts()[node.formula.variables[node.variable].concept].unit
