"""Derivations: trees of formulas and labs whose leaves are what a question gives, constants, defaults, or missing.

Knows how a tree is scored from its parts and what it lacks; not how it is found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ech0.core.formula import Constant, Formula
from ech0.minds.embedded.givens import Given
from ech0.minds.embedded.target import Target
from labs import Lab

WELL = 5.0
"""How fast it tells that a way which lacks a value fits better."""


@dataclass(frozen=True)
class Known:
    """A number of the question, with how well it fits here, and as what."""

    given: Given
    score: float
    concept: str = ""


@dataclass(frozen=True)
class Fixed:
    """A physical constant."""

    constant: Constant
    score: float = 0.8


@dataclass(frozen=True)
class Assumed:
    """A default, in `unit`, and why it is sound."""

    value: float
    unit: str
    label: str
    because: str
    score: float = 0.55


@dataclass(frozen=True)
class Free:
    """Left open, because it cancels."""

    score: float = 0.6


@dataclass(frozen=True)
class Missing:
    """Not to be had: what it is in words, its concept and unit."""

    what: str
    concept: str | None
    unit: str
    score: float = -1.0


class Tree:
    """What a formula and a lab have in common as parts of a derivation; what is below them is walked once."""

    sources: tuple[tuple[str, "Source"], ...]

    @cached_property
    def parts(self) -> "tuple[Source, ...]":
        """It and all below it."""
        inner = tuple(p for _, s in self.sources for p in walk(s))
        return (
            *((self,) if isinstance(self, Node) else ()),
            *inner,
            *((*self.missing, *self.within) if isinstance(self, ByLab) else ()),
        )

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """The givens below it."""
        return tuple(p for p in self.parts if isinstance(p, Known))

    @cached_property
    def used(self) -> frozenset[str]:
        """The ids of the givens below it."""
        return frozenset(k.given.entry.id for k in self.known)

    @cached_property
    def steps(self) -> frozenset[str]:
        """The formulas and labs that it takes, by id."""
        ways = (p.formula.id if isinstance(p, ByFormula) else p.lab.id for p in self.parts if isinstance(p, Node))
        return frozenset(ways)

    @cached_property
    def size(self) -> int:
        """How many formulas and labs it takes."""
        return sum(isinstance(p, Tree) for p in self.parts)

    @cached_property
    def lacking(self) -> int:
        """How many values stand below it that the question does not give and nothing produces."""
        return sum(isinstance(p, Missing) for p in self.parts)


@dataclass(frozen=True)
class ByFormula(Tree):
    """`variable` of a formula, solved for, with the sources of the others."""

    formula: Formula
    variable: str
    sources: tuple[tuple[str, "Source"], ...]
    topic: float

    @cached_property
    def score(self) -> float:
        inner = [s.score for _, s in self.sources] or [0.5]
        return 0.85 * (0.8 * sum(inner) / len(inner) + 0.2 * self.topic)


@dataclass(frozen=True)
class ByLab(Tree):
    """`output` of a lab, with its choices and texts, and the sources of its numbers.

    `spans` are the stretches of the question that were read as texts or series, `within` the numbers in them.
    """

    lab: Lab
    output: str
    choices: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, "Source"], ...]
    missing: tuple[Missing, ...]
    topic: float
    spans: tuple[tuple[int, int], ...] = ()
    within: tuple[Known, ...] = ()

    @cached_property
    def score(self) -> float:
        inner = [s.score for _, s in self.sources] + [m.score for m in self.missing] or [0.7]
        return 0.9 * (0.6 * sum(inner) / len(inner) + 0.4 * self.topic)


Node = ByFormula | ByLab
Source = Known | Fixed | Assumed | Free | Missing | Node


def walk(source: Source) -> tuple[Source, ...]:
    """A source and all below it."""
    return source.parts if isinstance(source, Tree) else (source,)


@dataclass(frozen=True)
class Derivation:
    """A way to the target, scored in [0, 1]. `spared`: numbers that it leaves out because its laws do not need them."""

    target: Target
    node: Node
    fit: float
    spared: frozenset[str] = frozenset()

    @cached_property
    def used(self) -> frozenset[str]:
        return self.node.used

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        return tuple(s for s in walk(self.node) if isinstance(s, Missing))

    @cached_property
    def grounded(self) -> bool:
        """Whether anything in the question speaks for it: a number that it uses, or words of its situation."""
        return bool(self.used) or self.node.topic >= 0.7

    @cached_property
    def path(self) -> str:
        """What identifies this way among others: formulas, labs and bindings."""
        return _signature(self.node)


def _signature(source: Source) -> str:
    match source:
        case ByFormula():
            return (
                f"{source.formula.id}:{source.variable}({', '.join(f'{n}={_signature(s)}' for n, s in source.sources)})"
            )
        case ByLab():
            chosen = [f"{n}={v}" for n, v in source.choices]
            bound = [f"{n}={_signature(s)}" for n, s in source.sources]
            return f"{source.lab.id}.{source.output}({', '.join([*chosen, *bound])})"
        case Known():
            return source.given.entry.id
        case Fixed():
            return source.constant.id
        case Assumed():
            return "default"
        case Free():
            return "free"
        case Missing():
            return "?"


def one_meaning(node: Node) -> bool:
    """Whether each number stands for one thing throughout: 5 m is not the height here and the distance there."""
    meant: dict[str, str] = {}
    return all(meant.setdefault(s.given.entry.id, s.concept) == s.concept for s in node.known if s.concept)


def circular(node: Node, concept: str | None, role: str) -> bool:
    """Whether a temperature is sought from what a lab measured at the temperature given."""
    below = [s for s in walk(node) if isinstance(s, ByLab) and s is not node]
    return not role and any(s.concept == concept for lab in below for s in lab.known)


def idle(node: Node) -> bool:
    """Whether all that a part rests on are zeros that the wording states: `dropped` alone tells no height."""
    known = [s.given for s in node.known]
    return bool(known) and all(
        g.concept is not None and g.entry.quantity is not None and g.entry.quantity.value == 0 for g in known
    )


def lacking(best: Derivation, found: Sequence[Derivation]) -> float:
    """How much better than `best` a way fits that lacks a value, from 0 to 1 for a fifth and more of a fit.

    Where there is one, the value is likely missing, and another formula that does without it no way around.
    """
    missing = max((d.fit for d in found if d.missing), default=0.0)
    return max(0.0, min(1.0, WELL * (missing - best.fit)))


def lack(derivation: Derivation) -> float:
    """Least missing first, then the shortest way: a user is asked for what the question itself lacks."""
    return len(derivation.missing) + 0.4 * derivation.node.size - derivation.fit
