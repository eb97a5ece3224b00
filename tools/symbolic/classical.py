"""Rules as classical logic: what holds in every world in which they do, by contraposition and by cases. Knows literals.

Without functions the constants are all there is to speak of, so that ground instances decide [Herbrand1930]_.

.. [Herbrand1930] J. Herbrand, Recherches sur la théorie de la démonstration, thesis, Paris (1930).
"""

from collections.abc import Sequence
from itertools import product

from ech0.core.errors import OutOfBudget
from ech0.core.types import Rule
from tools.symbolic import grounding, smt
from tools.symbolic.grounding import Ground, Literal, literal
from tools.symbolic.propositions import Propositions

MAX_INSTANCES = 6000


def instances(rules: Sequence[Rule], constants: Sequence[str]) -> list[Ground]:
    """Every ground instance of every rule; raises `OutOfBudget` beyond `MAX_INSTANCES`."""
    out: list[Ground] = []
    for place, rule in enumerate(rules):
        loose = sorted({v for a in (rule.head, *rule.body) for v in grounding.variables(a)})
        if len(out) + len(constants) ** len(loose) > MAX_INSTANCES:
            raise OutOfBudget("grounding", f"{MAX_INSTANCES} rule instances")
        for values in product(constants, repeat=len(loose)):
            binding = dict(zip(loose, values, strict=True))
            body = tuple(literal(a, binding) for a in rule.body)
            out.append(Ground(literal(rule.head, binding), body, (), place))
    return out


def conflict(ground: Sequence[Ground], denied: Sequence[Literal]) -> list[int] | None:
    """Places of rules that cannot all hold together with `denied`; `None` if they can.

    Raises `OutOfBudget` if z3 does not decide it in its time.
    """
    import z3

    said = Propositions()
    by_place: dict[int, list[str]] = {}
    for rule in ground:
        by_place.setdefault(rule.place, []).append(said.rule(rule))
    against = [said.of(one) for one in denied]
    found = said.solver([*(part for parts in by_place.values() for part in parts), *against]).check()
    if found == z3.unknown:
        raise OutOfBudget("time", f"{smt.TIMEOUT_MS} ms")
    return None if found == z3.sat else said.core(by_place, against)
