"""A problem before it is put into words: facts, a target, the plan that finds it, and the value that must come out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ech0.core.types import Quantity
from ech0.minds.student import SlotPlan, SlotStep

Family = Literal["formula", "chain", "lab", "logic", "order"]


@dataclass(frozen=True)
class Fact:
    """A number as the question states it: `value` is text with its unit, `words` what it is, `symbol` its letter."""

    words: str
    value: str
    symbol: str = ""


@dataclass(frozen=True)
class Move:
    """A step whose arguments are facts by number (`int`), earlier steps (`$1`) or choices."""

    use: str
    find: str
    args: tuple[tuple[str, int | str], ...]


@dataclass(frozen=True)
class Problem:
    """What is told and asked. `truth` is what any right plan gives; `subject` names what is split between sets.

    `cues` are ways to say what it is about (`""`: it need not be said). `told` are whole sentences of a question that
    states no number; then `moves` name words by their place in `names`.
    """

    family: Family
    subject: str
    moves: tuple[Move, ...]
    target: str
    facts: tuple[Fact, ...] = ()
    cues: tuple[str, ...] = ("",)
    asks: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    truth: Quantity | None = None
    heavy: bool = False
    answer: Mapping[str, object] = field(default_factory=dict)

    def plan(self, slots: Mapping[int, int]) -> SlotPlan:
        """The plan, with fact `k` in slot `slots[k]`."""
        return SlotPlan(steps=tuple(SlotStep(use=m.use, find=m.find, args=_args(m, slots)) for m in self.moves))


def _args(move: Move, slots: Mapping[int, int]) -> tuple[str, ...]:
    """Choices, then what earlier steps found, then slots in their order."""
    chosen = [f"{n}={v.replace(' ', '_')}" for n, v in move.args if isinstance(v, str) and not v.startswith("$")]
    found = [f"{v}={n}" for n, v in move.args if isinstance(v, str) and v.startswith("$")]
    given = sorted((slots[v], n) for n, v in move.args if isinstance(v, int))
    return (*chosen, *found, *(f"#{k}={n}" for k, n in given))


@dataclass(frozen=True)
class Pair:
    """One question with its plan. `template` names the wording; `new`: it is made of wordings kept from training."""

    family: Family
    subject: str
    template: str
    new: bool
    question: str
    prompt: str
    plan: str
    checked: Literal["solved", "run", "inputs"]
