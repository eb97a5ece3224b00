"""First-order formulas made and changed. Knows no English.

What is built here is valid by construction, so that pydantic's checks are left to the claim's own reader.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from ech0.core.wff import Applied, Equals, Joined, Negated, Quantified, Wff


def holds(name: str, *args: str) -> Wff:
    """`name(args)`."""
    return Applied.model_construct(name=name, args=args)


def same(one: str, other: str) -> Wff:
    """Two names of one individual."""
    return Equals.model_construct(args=(one, other))


def no(of: Wff) -> Wff:
    """The negation; of a negation, what it negates."""
    return of.of if isinstance(of, Negated) else Negated.model_construct(of=of)


def join(op: str, parts: Sequence[Wff | None]) -> Wff | None:
    """`and` and `or` of those parts that say something; `None` if none does."""
    said = [p for p in parts if p is not None]
    if len(said) < 2:
        return said[0] if said else None
    flat = [q for p in said for q in (p.parts if isinstance(p, Joined) and p.op == op else (p,))]
    return Joined.model_construct(op=op, parts=tuple(flat))


def two(op: str, first: Wff | None, second: Wff) -> Wff:
    """`implies`, `iff`, `xor`; without a first part, the second alone."""
    return second if first is None else Joined.model_construct(op=op, parts=(first, second))


def every(variable: str, of: Wff) -> Wff:
    """For every `variable`."""
    return Quantified.model_construct(op="forall", variable=variable, of=of)


def some(variable: str, of: Wff) -> Wff:
    """For some `variable`."""
    return Quantified.model_construct(op="exists", variable=variable, of=of)


def atoms(one: Wff) -> Iterator[Applied]:
    """The atoms of a formula, from left to right."""
    match one:
        case Applied():
            yield one
        case Negated() | Quantified():
            yield from atoms(one.of)
        case Joined():
            for part in one.parts:
                yield from atoms(part)


def changed(one: Wff, change: Callable[[Applied], Wff]) -> Wff:
    """The formula with each atom replaced."""
    match one:
        case Applied():
            return change(one)
        case Negated():
            return no(changed(one.of, change))
        case Joined():
            return Joined.model_construct(op=one.op, parts=tuple(changed(p, change) for p in one.parts))
        case Quantified():
            return Quantified.model_construct(op=one.op, variable=one.variable, of=changed(one.of, change))
        case _:
            return one


def loose(one: Wff, bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """The variables that nothing binds."""
    match one:
        case Applied() | Equals():
            return frozenset(a for a in one.args if a.startswith("?")) - bound
        case Negated():
            return loose(one.of, bound)
        case Quantified():
            return loose(one.of, bound | {one.variable})
        case Joined():
            return frozenset().union(*(loose(p, bound) for p in one.parts))


def renamed(one: Wff, names: Mapping[str, str]) -> Wff:
    """The formula about other individuals."""
    if isinstance(one, Equals):
        return same(*(names.get(a, a) for a in one.args))
    if isinstance(one, Applied):
        return holds(one.name, *(names.get(a, a) for a in one.args))
    if isinstance(one, Negated):
        return no(renamed(one.of, names))
    if isinstance(one, Quantified):
        return Quantified.model_construct(op=one.op, variable=one.variable, of=renamed(one.of, names))
    return Joined.model_construct(op=one.op, parts=tuple(renamed(p, names) for p in one.parts))
