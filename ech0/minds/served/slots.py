"""The language of the student: a question in slots, a small plan in those slots, bound to ledger and base like others.

A small model is held to more than a large one. It knows no way where a question of numbers has a word that it never
met; what it finds must be what the question's own words ask for, where these are understood; of reasoning each sentence
must be told once, and name just what it was said to name.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ech0.core import units
from ech0.core.errors import ClaimError
from ech0.core.types import FiniteClaim, LogicClaim, Question, Reading, Relation
from ech0.minds.embedded import Embedded
from ech0.minds.embedded.derive import Chainer
from ech0.minds.embedded.logic.sentences import split
from ech0.minds.embedded.sources import ByFormula
from ech0.minds.embedded.target import Target, wanted_unit
from ech0.minds.served.forming import Candidate, Derived, Former, Judged, Lacking
from ech0.minds.served.language import Put
from ech0.minds.served.offer import Offer
from ech0.minds.served.proposal import Proposal
from ech0.minds.served.samples import parsed
from ech0.minds.served.view import View
from ech0.minds.student import SlotPlan, SlotStep, Slotted, plan_schema, read_plan, reasoned, slotted
from ech0.minds.student.form import REASONING
from ech0.minds.student.slots import singular
from labs import Choice, Lab

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")


@dataclass(frozen=True)
class Slots:
    """`known`: the words that the student was trained on; others are names."""

    known: Collection[str]

    def put(self, house: Embedded, state: Reading, chainer: Chainer, /) -> Put:
        """The slotted question alone: what the base and the labs hold, the student has learnt."""
        question = state.question
        told = slotted(question.text, state.entries, self.known)
        offer = Offer(house.labs, {f.id: f for f in house.formulas}, chainer.scene.concepts)
        former = Former(chainer, offer, View.of(question, state.entries))
        asked = house.asked(state)

        def read(text: str) -> Candidate:
            reply = read_plan(text)
            if reply.steps[0].use in REASONING:
                return judged(reply, told, question)
            if told.strange:
                return Lacking(())
            found = former.read(proposal(reply, told, house.labs))
            if isinstance(found, Derived):
                _in_unit(found, chainer, question.unit or wanted_unit(question.text))
                _as_asked(found, asked)
            return found

        return Put([("user", told.prompt)], plan_schema(), read, mends=False)


def proposal(reply: SlotPlan, told: Slotted, labs: Mapping[str, Lab]) -> Proposal:
    """The reply in ids of ledger and steps; raises `ClaimError` for a slot that stands for nothing."""
    steps: list[dict[str, Any]] = []
    for n, step in enumerate(reply.steps, 1):
        inputs, choices = _arguments(step, f"step {n}", told, steps)
        if step.use in labs:
            named = {k: _option(labs[step.use], k, v) for k, v in choices.items()}
            more = {"do": "lab", "id": f"r{n}", "lab": step.use, "choices": named, "want": step.find}
        elif choices:
            raise ClaimError(f"step {n}", f"a formula takes numbers only; {next(iter(choices))} is given words")
        else:
            more = {"do": "formula", "id": f"c{n}", "formula": step.use, "find": step.find}
        steps.append({**more, "inputs": inputs})
    last = steps[-1]
    return parsed(Proposal, json.dumps({"steps": steps, "answer": _gives(last)}))


def _arguments(
    step: SlotStep, where: str, told: Slotted, before: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, str], dict[str, str]]:
    """Ids by variable, and choices by name."""
    inputs: dict[str, str] = {}
    choices: dict[str, str] = {}
    for arg in step.args:
        left, mark, right = arg.partition("=")
        slot = left[:1] in ("#", "$")
        name = right if slot else left
        if not mark or name in inputs or name in choices:
            raise ClaimError(where, f"{arg!r} is no argument here or comes twice; write #0=name once a name")
        if not slot:
            choices[name] = right
            continue
        values = told.numbers if left[0] == "#" else [_gives(s) for s in before]
        place = int(left[1:]) - (left[0] == "$")
        if not 0 <= place < len(values):
            raise ClaimError(where, f"{left} stands for nothing; there are {len(values)}")
        inputs[name] = values[place]
    return inputs, choices


def _gives(step: Mapping[str, Any]) -> str:
    return f"{step['id']}.{step.get('find') or step['want']}"


def _option(lab: Lab, name: str, value: str) -> str:
    spec = lab.inputs.get(name)
    found = spec.find(value) or spec.find(value.replace("_", " ")) if isinstance(spec, Choice) else value
    return found or value


def _in_unit(found: Derived, chainer: Chainer, unit: str | None) -> None:
    """Refuse what cannot be told in the unit that is asked for."""
    node = found.derivation.node
    if isinstance(node, ByFormula):
        own = chainer.scene.concepts[node.formula.variables[node.variable].concept].unit
    else:
        own = node.lab.outputs[node.output].unit
    if unit and not units.compatible(own, unit):
        raise ClaimError("find", f"what it finds is in {own or 'no unit'}, and {unit} is asked for")


def _as_asked(found: Derived, asked: Sequence[Target]) -> None:
    """Refuse what the question's words, where they are understood, do not ask for."""
    node = found.derivation.node
    if not asked:
        return
    if isinstance(node, ByFormula):
        concept = node.formula.variables[node.variable].concept
        fits = any(t.concept == concept for t in asked)
    else:
        concept = node.output
        fits = any(
            (t.lab == node.lab.id and t.output == node.output)
            or (t.concept is not None and t.concept == node.lab.outputs[node.output].concept)
            for t in asked
        )
    if not fits:
        raise ClaimError("find", f"{concept.replace('_', ' ')} is not asked for; {asked[0].words} is")


# --- reasoning --------------------------------------------------------------------------------------------------------


def judged(reply: SlotPlan, told: Slotted, question: Question) -> Judged:
    """The claim of a step of reasoning; raises `ClaimError` where it does not tell each sentence once."""
    step = reply.steps[0]
    if len(reply.steps) > 1:
        raise ClaimError("steps", f"{step.use} stands alone; write one step")
    sentences = split(question.text)
    if len(sentences) != len(step.args) + 1:
        raise ClaimError("args", f"there are {len(sentences)} sentences; write one argument for each but the last")
    for sentence, said in zip(sentences, (*step.args, step.find), strict=True):
        if said not in ("min", "max") and _names(sentence, told) != {int(n) for n in re.findall(r"@(\d+)", said)}:
            raise ClaimError(
                "args", f"{said} does not name what its sentence names; write its own"
            )
    claim = reasoned(step, told.names, question.text)
    if isinstance(claim, LogicClaim):
        return Judged(claim.model_copy(update={"semantics": question.semantics or claim.semantics}), ())
    return Judged(_over(claim, question.options) if step.find in ("min", "max") else claim, ())


def _names(sentence: str, told: Slotted) -> set[int]:
    """Which names stand in a sentence, by their slots."""
    stems = {singular(w.casefold()) for w in _WORD.findall(sentence)}
    return {n for n, name in enumerate(told.names) if singular(name.casefold()) in stems}


def _over(claim: FiniteClaim, options: Sequence[str]) -> FiniteClaim:
    """The claim with what may be answered in the order of the question's options."""
    if not options:
        return claim
    chosen: list[Relation] = []
    for option in options:
        words = {w.casefold() for w in _WORD.findall(option)}
        fits = [o for o in claim.options if o.text.casefold() in words]
        if len(fits) != 1:
            raise ClaimError("find", f"the option {option[:60]!r} does not name one of those that are told of")
        chosen.append(fits[0])
    return claim.model_copy(update={"options": tuple(chosen)})
