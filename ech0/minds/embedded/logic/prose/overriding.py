"""Rules of which one is an exception to the other: the narrower one stands. Knows formulas, no text.

`Dogs are not allowed in, but guide dogs are` contradicts itself of guide dogs as written; what is said of fewer takes
precedence over what is said of more [Brewka1989]_.

References:
    .. [Brewka1989] G. Brewka, Preferred subtheories, IJCAI (1989).
"""

from collections.abc import Sequence

from ech0.core.wff import Applied, Joined, Negated, Quantified, Wff
from ech0.minds.embedded.logic.first_order import formulas as f


def overridden(premises: Sequence[Wff]) -> list[Wff]:
    """The premises, each general one without those whom a narrower one says the contrary of."""
    rules = [_rule(p) for p in premises]
    out: list[Wff] = []
    for p, mine in zip(premises, rules, strict=True):
        made = p
        for theirs in rules:
            if mine is None or theirs is None or not _contrary(mine[2], theirs[2]):
                continue
            wide, narrow = mine[1], [f.renamed(w, {theirs[0]: mine[0]}) for w in theirs[1]]
            more = [w for w in narrow if w not in wide]
            if more and all(w in narrow for w in wide):
                apart = f.join("and", more)
                body = f.join("and", [*wide, f.no(apart)]) if apart is not None else None
                if body is not None:
                    made = f.every(mine[0], f.two("implies", body, mine[2]))
        out.append(made)
    return out


def _rule(one: Wff) -> tuple[str, list[Wff], Wff] | None:
    """The variable, the conditions and the conclusion of a general rule of one variable."""
    match one:
        case Quantified(op="forall", variable=x, of=Joined(op="implies", parts=(when, then))):
            if isinstance(then.of if isinstance(then, Negated) else then, Applied):
                return x, list(when.parts) if isinstance(when, Joined) and when.op == "and" else [when], then
    return None


def _contrary(one: Wff, other: Wff) -> bool:
    a, b = (w.of if isinstance(w, Negated) else w for w in (one, other))
    same = isinstance(a, Applied) and isinstance(b, Applied) and a.name == b.name and a.args[1:] == b.args[1:]
    return same and isinstance(one, Negated) != isinstance(other, Negated)
