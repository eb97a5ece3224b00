"""Equations solved and expressions rewritten: roots are put back, what was rewritten is compared at many places.

That no root is missing is shown by counting for polynomials, and is the library's word for others; a set of roots that
it cannot tell whole is refused.
"""

from collections.abc import Sequence
from typing import Any

from ech0.core.errors import OutOfBudget
from ech0.core.expression import Node, Num, Op, names
from tools.symbolic import numeric
from tools.symbolic.exact.trees import (
    DIGITS,
    Found,
    Problem,
    Refused,
    brief,
    complex_of,
    evaluated,
    exactly,
    floated,
    near,
    number,
    places,
    spelled,
    sympied,
    terminating,
)

MOST_ROOTS = 12
BACK = "put back and makes both sides equal"


def evaluate(asked: Problem) -> Found:
    """A number worked out exactly, and once more in high precision without the algebra library."""
    import mpmath
    import sympy

    value = sympied(asked.trees[0])
    if value.free_symbols:
        raise Refused("it is no number: a letter in it has no value")
    if value in (sympy.oo, -sympy.oo) or value.has(sympy.oo):
        raise Refused("it is infinite")
    with mpmath.workdps(DIGITS):
        other = number(asked.trees[0], {})
        if not near(complex_of(sympy.N(value, DIGITS)), other):
            raise OutOfBudget("the value", "two ways that agree")
    if value.has(sympy.I):
        said = _complex(sympy.expand_complex(value))
        return Found(said, None, "worked out a second time in high precision, with the same result")
    return Found(exactly(value), floated(value), "worked out a second time in high precision, with the same result")


def fraction(asked: Problem) -> Found:
    """A decimal as a fraction in lowest terms."""
    from math import gcd

    value = sympied(asked.trees[0])
    if not value.is_Rational or gcd(int(value.p), int(value.q)) != 1:
        raise Refused("it is no decimal that ends")
    said = f"{value.p}/{value.q}" if value.q != 1 else str(value.p)
    return Found(said, floated(value), "worked out, it gives back the decimal, and it cannot be reduced")


def rounded(asked: Problem) -> Found:
    """A number rounded to so many places, halves away from nought, as school has it."""
    import sympy

    value, places_ = sympied(asked.trees[0]), int(sympied(asked.points[0]))
    if not value.is_Rational or not -15 <= places_ <= 15:
        raise Refused("it takes a decimal number and a small number of places")
    scale = sympy.Integer(10) ** places_
    size = sympy.floor(abs(value) * scale + sympy.Rational(1, 2)) / scale
    made = size if value >= 0 else -size
    if abs(made - value) * 2 * scale > 1:
        raise OutOfBudget("the rounding", "half a place")
    return Found(terminating(made), floated(made), "it is within half a place of the number")


# --- rewriting --------------------------------------------------------------------------------------------------------


def compared(tree: Node, other: Any, variables: Sequence[str]) -> int:
    """At how many places a tree and an expression were seen to be equal; `OutOfBudget` if they differ."""
    import mpmath

    seen = 0
    with mpmath.workdps(DIGITS):
        for at in places(variables):
            try:
                one, two = number(tree, at), evaluated(other, at)
            except (ZeroDivisionError, ValueError, TypeError):
                continue
            if not (mpmath.isfinite(one) and mpmath.isfinite(two)):
                continue
            if not near(one, two):
                raise OutOfBudget("the result", "equality with what was given")
            seen += 1
    if seen < 3:
        raise OutOfBudget("the result", "a place where it can be compared")
    return seen


def _rewritten(asked: Problem, name: str, how: str) -> Found:
    import sympy

    tree = asked.trees[0]
    made = getattr(sympy, name)(sympied(tree))
    variables = sorted(names(tree) - {"pi", "e", "oo"})
    if not variables:
        return evaluate(asked)
    text = brief(spelled(made))
    compared(tree, made, variables)
    return Found(text, None, how)


def factor(asked: Problem) -> Found:
    """The factors over the rationals; multiplied out again, they give what was given."""
    import sympy

    given = sympied(asked.trees[0])
    found = _rewritten(asked, "factor", "multiplied out again, it gives what was to be factored")
    if sympy.expand(sympy.factor(given) - given) != 0 and given.is_polynomial():
        raise OutOfBudget("the factors", "a product that gives back what was given")
    whole = sympy.factor(given)
    if given.is_polynomial() and sympy.expand(given) == whole and not whole.is_Mul and not whole.is_Pow:
        return Found(f"{found.statement}, which has no factors over the rationals", None, found.how)
    return found


def expand(asked: Problem) -> Found:
    """The product multiplied out."""
    return _rewritten(asked, "expand", "compared with what was given at several places")


def apart(asked: Problem) -> Found:
    """Partial fractions."""
    return _rewritten(asked, "apart", "compared with what was given at several places")


def simplify(asked: Problem) -> Found:
    """A shorter form that is equal wherever both have a value."""
    return _rewritten(asked, "simplify", "compared with what was given at several places")


# --- equations --------------------------------------------------------------------------------------------------------


def solve(asked: Problem) -> Found:
    """All solutions of an equation, an inequality in one unknown, or a system."""
    if len(asked.trees) > 1:
        return _system(asked)
    tree = asked.trees[0]
    if isinstance(tree, Op) and tree.op in ("<", ">", "<=", ">="):
        return _inequality(tree, asked.variables[0])
    left, right = tree.args if isinstance(tree, Op) and tree.op == "==" else (tree, _ZERO)
    return _equation(left, right, asked.variables[0])


_ZERO = Num("0")


def _gap(left: Node, right: Node, *, real: bool) -> Any:
    return sympied(left, real=real) - sympied(right, real=real)


def _equation(left: Node, right: Node, name: str) -> Found:
    import sympy

    x = sympy.Symbol(name)
    gap = _gap(left, right, real=False)
    others = sorted(s.name for s in gap.free_symbols - {x})
    if x not in gap.free_symbols:
        raise Refused("it holds for any value" if sympy.simplify(gap) == 0 else "no number makes both sides equal")
    if others:
        return _isolated(gap, x)
    top = sympy.numer(sympy.together(gap))
    if top.is_polynomial(x):
        return _polynomial(gap, sympy.Poly(top, x), name)
    try:
        return _transcendental(_gap(left, right, real=True), name)
    except (OutOfBudget, NotImplementedError):
        return _searched(left, right, name)


def _polynomial(gap: Any, poly: Any, name: str) -> Found:
    """Roots with their multiplicities add up to the degree, so that none is missing."""
    import sympy

    x = sympy.Symbol(name)
    if poly.degree() > MOST_ROOTS:
        raise OutOfBudget("the equation", f"a degree of {MOST_ROOTS}")
    known = sympy.roots(poly)
    if sum(known.values()) != poly.degree() or any(sympy.count_ops(r) > 30 for r in known):
        return _by_number(gap, poly, name)
    kept = [r for r in known if _holds(gap, x, r)]
    real = sorted((r for r in kept if r.is_real or (r.is_real is None and _realish(r))), key=sympy.N)
    if not kept:
        raise Refused("no number solves it: what makes the numerator zero makes the denominator zero as well")
    if real:
        gone = "" if len(real) == len(kept) else "; the others are not real"
        parts = tuple((f"{name}{k}", exactly(r), float(sympy.N(r))) for k, r in enumerate(real, start=1))
        said = " or ".join(f"{name} = {_rooted(r)}" for r in real)
        value = floated(real[0]) if len(real) == 1 else None
        many = "each root was put back and makes both sides equal; with their multiplicities there are as many as "
        return Found(said, value, f"{many}the degree{gone}", parts=parts)
    said = " or ".join(f"{name} = {_complex(r)}" for r in sorted(kept, key=sympy.default_sort_key))
    return Found(f"{said} (no real solution)", None, "each root was put back and makes both sides equal")


def _complex(root: Any) -> str:
    """A root with its real part first."""
    import sympy

    real, imaginary = (sympy.simplify(p) for p in sympy.simplify(root).as_real_imag())
    size = exactly(abs(imaginary))
    side = "i" if size == "1" else f"{size}*i" if "+" not in size and "/" not in size else f"({size})*i"
    sign = "-" if imaginary.is_negative else "+"
    return f"{exactly(real)} {sign} {side}" if real != 0 else f"{'-' if sign == '-' else ''}{side}"


def _rooted(root: Any) -> str:
    """A root exactly, and about how much it is if that is not plain."""
    import sympy

    said = exactly(root)
    return said if root.is_Rational else f"{said} (about {sympy.N(root, 6)})"


def _realish(root: Any) -> bool:
    import sympy

    return bool(abs(sympy.im(sympy.N(root, DIGITS))) < 1e-20)


def _holds(gap: Any, x: Any, root: Any) -> bool:
    """Whether a root makes both sides equal, exactly or to many digits."""
    import sympy

    try:
        rest = gap.subs(x, root)
        if sympy.simplify(rest) == 0:
            return True
        size = sympy.N(rest, DIGITS)
        return bool(size.is_number and not size.has(sympy.nan, sympy.zoo) and abs(size) < 1e-15)
    except (ZeroDivisionError, TypeError, ValueError):
        return False


def _by_number(gap: Any, poly: Any, name: str) -> Found:
    """Real roots isolated exactly and told to twelve digits."""
    import sympy

    x = sympy.Symbol(name)
    real = [sympy.N(r, 20) for r in sympy.Poly(poly, x).real_roots(multiple=True)]
    kept = sorted({r for r in real if abs(sympy.N(gap.subs(x, r), 20)) < 1e-10})
    if not kept:
        raise Refused("it has no real solution, and its roots have no short form")
    parts = tuple((f"{name}{k}", f"{sympy.N(r, 10)}", float(r)) for k, r in enumerate(kept, start=1))
    said = " or ".join(f"{name} = {sympy.N(r, 10)}" for r in kept)
    return Found(f"{said}, rounded", float(kept[0]) if len(kept) == 1 else None, f"each root was {BACK}", parts=parts)


def _transcendental(gap: Any, name: str) -> Found:
    import sympy

    x = sympy.Symbol(name, real=True)
    found = sympy.solveset(gap, x, sympy.S.Reals)
    if found is sympy.S.EmptySet:
        raise Refused("no real number solves it")
    if isinstance(found, sympy.FiniteSet):
        roots = sorted(found, key=sympy.N)
        if not all(_holds(gap, x, r) for r in roots):
            raise OutOfBudget("the equation", "roots that hold when put back")
        parts = tuple((f"{name}{k}", exactly(r), float(sympy.N(r))) for k, r in enumerate(roots, start=1))
        said = " or ".join(f"{name} = {_rooted(r)}" for r in roots)
        value = floated(roots[0]) if len(roots) == 1 else None
        return Found(said, value, f"each root was {BACK}", parts=parts)
    families = found.args if isinstance(found, sympy.Union) else (found,)
    if families and all(isinstance(f, sympy.ImageSet) for f in families):
        return _periodic(gap, x, families)
    raise OutOfBudget("the equation", "the equations whose solutions can be told whole")


def _searched(left: Node, right: Node, name: str) -> Found:
    """Roots between neighbours of a wide grid; that there is no other one is not shown, and is said not to be."""
    import mpmath

    rough = sorted(numeric.scan(left, right, name, {}, None, None))
    with mpmath.workdps(DIGITS):
        fine: list[Any] = []
        for start in rough:
            root = mpmath.findroot(lambda u: number(left, {name: u}) - number(right, {name: u}), start, tol=1e-25)
            if not any(near(root, f, 1e-9) for f in fine):
                fine.append(root)
    if not 1 <= len(fine) <= 4:
        raise OutOfBudget("the equation", "the equations whose solutions can be told whole")
    parts = tuple((f"{name}{k}", mpmath.nstr(r, 10), float(r)) for k, r in enumerate(fine, start=1))
    said = " or ".join(f"{name} = {mpmath.nstr(r, 10)}" for r in fine)
    how = f"each root was {BACK}; a search found no other, which is no proof"
    return Found(f"{said}, rounded", float(fine[0]) if len(fine) == 1 else None, how, parts=parts)


def _periodic(gap: Any, x: Any, families: Sequence[Any]) -> Found:
    import sympy

    n, said = sympy.Symbol("n", integer=True), []
    for family in families:
        (bound,), body = family.lamda.signature, family.lamda.expr
        if not all(_holds(gap, x, body.subs(bound, k)) for k in (-2, 0, 1, 3)):
            raise OutOfBudget("the equation", "roots that hold when put back")
        said.append(f"{x} = {spelled(body.subs(bound, n))}")
    return Found(
        f"{' or '.join(said)}, for any integer n",
        None,
        "members of each family were put back and make both sides equal",
    )


def _isolated(gap: Any, x: Any) -> Found:
    """The unknown in terms of the other letters."""
    import sympy

    real = sympy.Symbol(x.name)
    found = sympy.solve(gap, real, check=False)
    if not found or len(found) > 4:
        raise OutOfBudget("the equation", "a form that can be isolated")
    if any(sympy.simplify(gap.subs(real, f)) != 0 for f in found):
        raise OutOfBudget("the equation", "roots that hold when put back")
    said = " or ".join(f"{x} = {spelled(f)}" for f in found)
    return Found(said, None, f"each solution was {BACK}; divisors are taken not to be zero")


def _system(asked: Problem) -> Found:
    import sympy

    sides = [t.args if isinstance(t, Op) and t.op == "==" else (t, _ZERO) for t in asked.trees]
    gaps = [_gap(left, right, real=False) for left, right in sides]
    unknown = [sympy.Symbol(v) for v in asked.variables]
    found = sympy.solve(gaps, unknown, dict=True)
    if not found:
        raise Refused("the equations contradict one another: no numbers solve them all")
    if any(set(f) != set(unknown) or any(v.free_symbols for v in f.values()) for f in found):
        raise Refused("the equations leave some unknowns open: infinitely many numbers solve them")
    kept = [f for f in found if all(v.is_real for v in f.values())] or found
    for one in kept:
        if any(abs(sympy.N(g.subs(one), DIGITS)) > 1e-15 for g in gaps):
            raise OutOfBudget("the system", "solutions that hold when put back")
    said = " or ".join(", ".join(f"{n} = {exactly(one[n])}" for n in unknown) for one in kept)
    parts: tuple[tuple[str, str, float], ...] = ()
    if len(kept) == 1 and all(kept[0][n].is_real for n in unknown):
        parts = tuple((n.name, exactly(kept[0][n]), float(sympy.N(kept[0][n]))) for n in unknown)
    return Found(said, None, "put back, the numbers make both sides of each equation equal", parts=parts)


def _inequality(tree: Op, name: str) -> Found:
    import sympy

    x = sympy.Symbol(name, real=True)
    left, right = (sympied(a) for a in tree.args)
    relation = {"<": sympy.Lt, ">": sympy.Gt, "<=": sympy.Le, ">=": sympy.Ge}[tree.op](left, right)
    if relation in (sympy.true, sympy.false) or relation.free_symbols != {x}:
        raise Refused("it holds for any value" if relation == sympy.true else "no value of one unknown decides it")
    found = sympy.solveset(relation, x, sympy.S.Reals)
    if found is sympy.S.EmptySet:
        raise Refused("no real number satisfies it")
    pieces = found.args if isinstance(found, sympy.Union) else (found,)
    if not all(isinstance(p, sympy.Interval | sympy.FiniteSet) for p in pieces):
        raise OutOfBudget("the inequality", "intervals")
    for k in range(-40, 41):  # what is inside satisfies it, what is outside does not
        at = sympy.Rational(7 * k + 1, 11)
        if bool(relation.subs(x, at)) != bool(found.contains(at)):
            raise OutOfBudget("the inequality", "a set that holds when numbers are put in")
    return Found(" or ".join(_piece(p, name) for p in pieces), None, "numbers inside and outside were put back")


def _piece(piece: Any, name: str) -> str:
    import sympy

    if isinstance(piece, sympy.FiniteSet):
        return " or ".join(f"{name} = {exactly(v)}" for v in piece)
    low = "" if piece.start == -sympy.oo else f"{exactly(piece.start)} {'<' if piece.left_open else '<='} "
    high = "" if piece.end == sympy.oo else f" {'<' if piece.right_open else '<='} {exactly(piece.end)}"
    if low and not high:
        return f"{name} {'>' if piece.left_open else '>='} {exactly(piece.start)}"
    return f"{low}{name}{high}" if low or high else f"any real {name}"
