"""How good a derivation looks: what it uses of the question, how well its numbers fit, how short it is. Finds none."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ech0.core import units
from ech0.core.formula import Variable
from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.sources import Assumed, ByFormula, ByLab, Fixed, Known, Node
from ech0.minds.embedded.target import Target, asking

TABLE = "known_values"
"""The field of the formula base whose entries are values from a table; a lab, if it knows better, is preferred."""
TURNS = frozenset((("initial", "final"), ("first", "second"), ("incident", "refracted"), ("primary", "secondary")))


@dataclass
class Ranker:
    """Scores derivations of one scene; `lawful` tells which givens the laws of the situation bind."""

    scene: Scene
    lawful: Callable[[], frozenset[str]]

    def fit(self, target: Target, node: Node, spared: frozenset[str] = frozenset()) -> float:
        """How good a way to the target looks, in [0, 1]; numbers that are `spared` count as used."""
        used = node.used | spared
        covered = sum(self._weights.get(name, 0.0) for name in used | self.lawful())
        coverage = covered / self._whole if self._whole and self._numbers else 1.0
        inner = [s for s in node.parts if isinstance(s, ByFormula | ByLab)]
        bound = [s.score for s in node.known] or [0.5]
        topic = sum(s.topic for s in inner) / len(inner)
        assumed = sum(isinstance(s, Assumed) for s in node.parts)
        value = 0.3 * coverage + 0.14 * sum(bound) / len(bound) + 0.14 * min(bound) + 0.16 * topic
        value += 0.26 * min(target.score, 1.2) / 1.2
        known = sum(isinstance(s, ByFormula) and s.formula.field == TABLE for s in node.parts)
        facts = sum(isinstance(s, Fixed) and bool(s.constant.of) for s in node.parts)  # a lab knows better than a table
        value -= 0.03 * facts
        left = [g for g in self.scene.givens if g.unit and g.entry.id not in used and not g.concept]
        alike = [g for g in left if any(h.entry.id in used and h.unit == g.unit for h in self.scene.givens)]
        value -= 0.15 * min(len(alike), 1)  # one of several of a kind was left out
        labs = [s.lab.id for s in inner if isinstance(s, ByLab)]
        steps = len(inner) - len(labs) + len(set(labs))  # two readings of one instrument are one step
        value -= 0.05 * (steps - 1) + 0.02 * assumed + 0.1 * known + self._against(target, node)
        return max(0.0, min(1.0, value + self._paired(node) + self._asked(node)))

    def _asked(self, node: Node) -> float:
        """A little for the one of several values of a kind whose own name the asking sentence spells."""
        if not isinstance(node, ByFormula):
            return 0.0
        own = node.formula.variables[node.variable]
        named = [v for v in node.formula.variables.values() if v.concept == own.concept and self._spelt(v)]
        return 0.0 if len(named) != 1 else 0.04 if named[0] is own else -0.04

    def _spelt(self, variable: Variable) -> bool:
        text = self.scene.text
        sentence, _ = asking(text)
        return any(text.tokens[h.first].sentence == sentence for w in variable.words if " " in w for h in text.find(w))

    @staticmethod
    def _against(target: Target, node: Node) -> float:
        """A question that names no role asks for what comes out in the end, not for what was there at first."""
        return (
            0.06
            if isinstance(node, ByFormula)
            and not target.role
            and node.formula.variables[node.variable].role == "initial"
            else 0.0
        )

    def _paired(self, node: Node) -> float:
        """A little for numbers that are taken together where the text has them together, and in its order."""
        orders, apart = [], 0
        for part in node.parts:
            if isinstance(part, ByFormula):
                known = [(n, s.given) for n, s in part.sources if isinstance(s, Known) and not s.given.concept]
                apart += sum(self._apart(a, b) for (_, a), (_, b) in pairwise(known))
                roles = [(part.formula.variables[n], g) for n, g in known]
                orders += [b.first > a.first for v, a in roles for w, b in roles if _in_turn(v, w) and a.text is b.text]
        order = 0.0 if not orders else 0.03 if all(orders) else -0.03
        return order - 0.05 * min(apart, 2)

    def _apart(self, one: Given, other: Given) -> bool:
        """Whether two numbers stand in different clauses although one of them has its like in the other's clause."""
        if one.text is not other.text or self._clause(one) == self._clause(other):
            return False
        like_other = [
            g for g in self.scene.givens if g is not other and g.unit and units.compatible(g.unit, other.unit)
        ]
        return any(self._clause(g) == self._clause(one) for g in like_other if g is not one)

    def _clause(self, given: Given) -> tuple[int, int]:
        tokens = given.text.tokens
        marks = sum(t.text in ("and", ",", ";", "while", "but", "then") for t in tokens[: given.first])
        return tokens[given.first].sentence, marks

    def rank(self, node: Node) -> float:
        """How good a part of a derivation looks: its binding, what it uses of the question, and that it is short."""
        covered = sum(self._weights.get(name, 0.0) for name in node.used)
        return node.score + 0.5 * covered / (self._whole or 1.0) - 0.06 * node.size

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {g.entry.id: self._weight(g) for g in self.scene.givens}

    @cached_property
    def _numbers(self) -> bool:
        """Whether the question has any number at all, and not only words that state one."""
        return any(g.concept is None for g in self.scene.givens)

    @cached_property
    def _whole(self) -> float:
        return sum(self._weights.values())

    def _weight(self, given: Given) -> float:
        """A bare number weighs less, unless a word says what it is, since it may be a count or a label."""
        if given.concept is not None:
            return 0.2
        return 1.0 if not given.bare or max(self.scene.evidence(given).values(), default=0.0) >= 0.6 else 0.3


def _in_turn(one: Variable, other: Variable) -> bool:
    """Whether two variables of a kind come in turn, as a text tells them: initial and final, first and second."""
    return one.concept == other.concept and (one.role, other.role) in TURNS
