"""The nouns of a search for values: equations, what is given, branches, and why a branch ended. Knows no verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ech0.core.expression import Node, names, show
from ech0.core.types import QuantityClaim, Relation, Symbol
from tools.symbolic.tree import slopes

MAX_ELIMINATIONS, MAX_BLOCKS = 80, 8


@dataclass(frozen=True)
class Given:
    """A known value in its symbol's unit. `slack`: half a unit in the last written place; `label`: the user's words."""

    value: float
    sigma: float = 0.0
    slack: float = 0.0
    label: str = ""


@dataclass(frozen=True)
class Equation:
    """`left = right`; `used` are the places of the relations of the claim that it rests on."""

    left: Node
    right: Node
    used: frozenset[int]

    @property
    def names(self) -> frozenset[str]:
        """The symbols that occur."""
        return names(self.left) | names(self.right)


@dataclass(frozen=True)
class Solved:
    """How one unknown was found. `tree` is its isolated form; otherwise it solves `equations` numerically."""

    name: str
    equations: tuple[Equation, ...]
    tree: Node | None = None

    @property
    def text(self) -> str:
        """The move as it is written in a derivation."""
        if self.tree is not None:
            return f"{self.name} = {show(self.tree)}"
        return " and ".join(f"{show(e.left)} = {show(e.right)}" for e in self.equations)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The symbols that had to be known."""
        found = names(self.tree) if self.tree is not None else frozenset().union(*(e.names for e in self.equations))
        return tuple(sorted(found - {self.name}))


@dataclass(frozen=True)
class Conflict:
    """Why a branch ended. `kind`: a relation that fails, an equation without root, a law broken, a bound broken."""

    kind: str
    why: str
    used: frozenset[int]
    inputs: frozenset[str]
    law: int | None = None
    bound: tuple[str, str, float] | None = None


@dataclass
class Problem:
    """A claim made ready: parsed equations and laws, the known values, and what a search may still spend."""

    claim: QuantityClaim
    symbols: Mapping[str, Symbol]
    given: Mapping[str, Given]
    equations: tuple[Equation, ...]
    laws: tuple[tuple[int, Node], ...]
    relations: tuple[Relation, ...]
    conflicts: list[Conflict] = field(default_factory=list)
    eliminations: int = MAX_ELIMINATIONS
    blocks: int = MAX_BLOCKS
    incomplete: bool = False


@dataclass(frozen=True)
class Branch:
    """Values so far, their slopes by each given symbol, and the relations and givens that each rests on."""

    values: Mapping[str, float]
    slopes: Mapping[str, Mapping[str, float]]
    used: Mapping[str, frozenset[int]]
    inputs: Mapping[str, frozenset[str]]
    steps: tuple[Solved, ...] = ()
    checked: frozenset[Equation | int] = frozenset()
    free: frozenset[tuple[int, str]] = frozenset()

    def behind(self, found: frozenset[str]) -> tuple[frozenset[int], frozenset[str]]:
        """The relations and givens that the values of these symbols rest on."""
        none: frozenset[int] = frozenset()
        held = [n for n in found if n in self.values]
        return none.union(*(self.used[n] for n in held)), frozenset().union(*(self.inputs[n] for n in held))

    def spread(self, tree: Node, given: Mapping[str, Given]) -> tuple[float, float]:
        """The value of a tree and by how much inputs allow it to be off: rounding linearly, and three sigma."""
        value, by_name = slopes(tree, self.values)
        total: dict[str, float] = {}
        for name, d in by_name.items():
            for source, e in self.slopes[name].items():
                total[source] = total.get(source, 0.0) + d * e
        rounding = sum(abs(d) * given[s].slack for s, d in total.items() if s in given)
        sigma = sum((d * given[s].sigma) ** 2 for s, d in total.items() if s in given) ** 0.5
        return value, rounding + 3 * sigma

    def sigma(self, name: str, given: Mapping[str, Given]) -> float:
        """The standard uncertainty of a value, to first order, inputs independent of one another."""
        return float(sum((d * given[s].sigma) ** 2 for s, d in self.slopes[name].items() if s in given) ** 0.5)

    def shares(self, name: str, given: Mapping[str, Given]) -> dict[str, float]:
        """What part of the variance of a value each given symbol brings, the largest first; empty if there is none."""
        parts = {s: (d * given[s].sigma) ** 2 for s, d in self.slopes[name].items() if s in given and given[s].sigma}
        whole = sum(parts.values())
        return {s: v / whole for s, v in sorted(parts.items(), key=lambda p: -p[1])} if whole > 0 else {}
