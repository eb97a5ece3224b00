"""Literals and their combinations as alternatives of conjunctions. Knows no English.

A `Form` is a disjunction of conjunctions: `[]` is false, `[[]]` is true.
"""

from itertools import product
from typing import NamedTuple

MAX_ALTERNATIVES, MAX_PARTS = 16, 12


class Unreadable(Exception):
    """A sentence or part of one that the grammar does not derive; the reader goes on without it and says so."""


class Literal(NamedTuple):
    """`predicate(args)` or its negation; the predicate as the keys of its words."""

    predicate: tuple[str, ...]
    args: tuple[str, ...]
    positive: bool = True


Form = list[list[Literal]]


def negated(one: Literal) -> Literal:
    """The literal of the other sign."""
    return Literal(one.predicate, one.args, not one.positive)


def both(a: Form, b: Form) -> Form:
    """What holds if both forms do; raises `Unreadable` beyond what is worth reading."""
    out = [[*a[0], *b[0]]] if len(a) == len(b) == 1 else [[*x, *y] for x, y in product(a, b)]
    if len(out) > MAX_ALTERNATIVES or any(len(c) > MAX_PARTS for c in out):
        raise Unreadable("too many alternatives")
    return out


def either(a: Form, b: Form) -> Form:
    """What holds if one of the forms does."""
    if len(a) + len(b) > MAX_ALTERNATIVES:
        raise Unreadable("too many alternatives")
    return [*a, *b]


def opposite(form: Form) -> Form:
    """What holds if the form does not."""
    out: Form = [[]]
    for conjunction in form:
        out = both(out, [[negated(one)] for one in conjunction])
    return out
