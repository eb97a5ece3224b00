"""Ground rules as SMT-LIB text: z3 reads it ten times faster than its terms are built one by one. Knows literals.

Only names made here (`a0`, `t0`) are in the text, never a word of a claim.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tools.symbolic import smt
from tools.symbolic.grounding import Ground, Literal, opposite


class Propositions:
    """Literals and ground rules as propositional formulas over plain names; `names` says what each one means."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, tuple[str, ...]], str] = {}

    def of(self, one: Literal) -> str:
        """A literal."""
        name = self.names.setdefault(one[:2], f"a{len(self.names)}")
        return name if one[2] else f"(not {name})"

    def rule(self, rule: Ground) -> str:
        """Its head, under its conditions."""
        conditions = [self.of(one) for one in rule.body] + [self.of(opposite(u)) for u in rule.unless]
        return f"(=> {together(conditions)} {self.of(rule.head)})" if conditions else self.of(rule.head)

    def text(self, assertions: Iterable[str], switches: Iterable[str] = ()) -> str:
        """A file that declares every name and asserts these formulas, a line each."""
        declared = [f"(declare-fun {name} () Bool)" for name in (*self.names.values(), *switches)]
        return "\n".join([*declared, *(f"(assert {a})" for a in assertions)])

    def solver(self, assertions: Iterable[str], switches: Iterable[str] = ()) -> Any:
        """A z3 solver for propositions that holds these formulas, with a time limit."""
        import z3

        made = z3.SolverFor("QF_FD")
        made.set("timeout", smt.TIMEOUT_MS)
        made.from_string(self.text(assertions, switches))
        return made

    def core(self, tracked: Mapping[int, Sequence[str]], untracked: Iterable[str] = ()) -> list[int]:
        """Keys of an irreducible set of `tracked` that contradicts itself with `untracked`; see `smt.irreducible`."""
        import z3

        names = {place: f"t{place}" for place in tracked}
        guarded = [f"(=> {names[place]} {together(parts)})" for place, parts in tracked.items()]
        made = self.solver([*untracked, *guarded], names.values())
        return smt.irreducible(made, {place: z3.Bool(name) for place, name in names.items()})


def together(parts: Sequence[str]) -> str:
    """All of them at once."""
    return parts[0] if len(parts) == 1 else f"(and {' '.join(parts)})"
