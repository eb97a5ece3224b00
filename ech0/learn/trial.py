"""Asking again as if something were different: other knowledge, another reading, a lab less. Leaves no run behind.

Also what a told truth is, and whether an answer agrees with it. Knows no cause and no cure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ech0.core import units
from ech0.core.cures import Change, Knowledge, changed
from ech0.core.errors import InputError
from ech0.core.reading import quantity_text
from ech0.core.types import Answer, Correction, Passage, Quantity, Question

if TYPE_CHECKING:
    from ech0.app import Ech0
    from ech0.loop import Loop

NARROW, WIDE = 1e-3, 1e-2
"""A truth that is written with few figures is met within `WIDE` of it at most, one with many within `NARROW`."""


@dataclass(frozen=True)
class Truth:
    """What would have been right: a quantity within `rtol`, or the text of an option, or a status."""

    quantity: Quantity | None = None
    rtol: float = NARROW
    words: str = ""

    @classmethod
    def told(cls, text: str) -> "Truth":
        """What a user wrote; raises `InputError` if it is empty."""
        said = " ".join(text.split())
        if not said:
            raise InputError("truth", text, "write a quantity such as '12.5 m/s', or the text of an option")
        try:
            found = quantity_text(said)
        except InputError:
            return cls(words=said)
        if found.start or found.end < len(said):
            return cls(words=said)
        half = 0.5 * 10.0 ** (1 - found.figures) if found.figures else NARROW
        return cls(Quantity(value=found.value, unit=found.unit), min(WIDE, max(NARROW, half)))

    def met(self, answer: Answer) -> bool:
        """Whether an answer says so."""
        if self.quantity is None:
            said = self.words.lower()
            return said in {(answer.choice_text or "").lower(), (answer.choice or "").lower(), answer.status}
        return answer.status == "answered" and answer.value is not None and self.near(answer.value, answer.unit or "")

    def near(self, value: float, unit: str) -> bool:
        """Whether a number is the quantity, in any unit of its dimension; a truth without a unit is a mere number."""
        if self.quantity is None:
            return False
        wanted = self.quantity.value
        try:
            got = units.convert(Quantity(value=value, unit=unit), self.quantity.unit).value
        except InputError:
            if self.quantity.unit:
                return False
            got = value
        return abs(got - wanted) <= self.rtol * abs(wanted) + 1e-12 * (wanted == 0)


@dataclass
class Trial:
    """Questions put to the loop over changed knowledge. A reading that is told here earns no trust of the gate.

    Each trial takes 20 to 100 ms; `tries` counts them.
    """

    ech0: "Ech0"
    known: Knowledge
    tries: int = 0
    _made: list[tuple[Knowledge, tuple[Change, ...], frozenset[str], Any]] = field(default_factory=list)
    _recalled: dict[str, tuple[Passage, ...]] = field(default_factory=dict)

    def ask(
        self,
        question: Question,
        changes: Iterable[Change] = (),
        *,
        reading: Correction | None = None,
        without: Iterable[str] = (),
    ) -> Answer:
        """The answer under changes, with a reading told, without some labs. Raises `InputError` for a misfit change."""
        from ech0.loop import State

        self.tries += 1
        put = question.model_copy(update={"correction": reading, "thread": None})
        graph = self._graph(tuple(changes), frozenset(without))
        answer: Answer = graph.invoke(State(question=put), {"recursion_limit": 60})["answer"]
        return answer

    def _graph(self, changes: tuple[Change, ...], without: frozenset[str]) -> Any:
        """The loop under changes, compiled; the last few are kept, since a cure is put to many questions."""
        for known, made, out, graph in self._made:
            if known is self.known and made == changes and out == without:
                return graph
        graph = self._loop(changed(self.known, changes), without).graph().compile()
        self._made = [(self.known, changes, without, graph), *self._made[:1]]
        return graph

    def _loop(self, known: Knowledge, without: frozenset[str]) -> "Loop":
        from ech0.minds.embedded import Embedded
        from labs import LABS

        gate = replace(self.ech0.gate, calibration=self.ech0.gate.calibration.without("confirmed"))
        labs: Mapping[str, object] = {n: lab for n, lab in LABS.items() if n not in without} if without else LABS
        mind = Embedded(*known, labs, self._recall)  # type: ignore[arg-type]  # LABS is a registry
        return replace(self.ech0.loop(), mind=mind, gate=gate)

    def _recall(self, text: str) -> tuple[Passage, ...]:
        if text not in self._recalled:
            self._recalled[text] = tuple(self.ech0.memory.recall(text, top=24))
        return self._recalled[text]


def way(answer: Answer) -> tuple[object, ...]:
    """What an answer was derived by: equations with what each symbol stands for, and lab runs."""
    claims = tuple(
        (tuple(r.expression for r in c.relations), frozenset((s.name, s.entry) for s in c.symbols), c.target)
        for c in answer.claims
        if c.kind == "quantity"
    )
    return (*claims, *(r.key for r in answer.runs))
