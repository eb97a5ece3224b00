"""Derivatives, integrals, limits and sums: each exact result is held against numbers found without it.

A derivative is compared with difference quotients, an antiderivative is differentiated, a definite integral and
a series are added up by number, a limit is approached.
"""

from typing import Any

from ech0.core.errors import OutOfBudget
from ech0.core.expression import Node
from tools.symbolic.exact.algebra import compared
from tools.symbolic.exact.trees import (
    DIGITS,
    Found,
    Problem,
    Refused,
    complex_of,
    evaluated,
    exactly,
    floated,
    near,
    number,
    places,
    spelled,
    sympied,
)

MOST_ORDER = 8
MOST_TERMS = 20_000


def _letter(asked: Problem) -> Any:
    import sympy

    return sympy.Symbol(asked.variables[0], real=True)


def differentiate(asked: Problem) -> Found:
    """The derivative of an order, as a function or at a point, compared with difference quotients."""
    import mpmath
    import sympy

    tree, x = asked.trees[0], _letter(asked)
    order = int(float(number(asked.points[0], {}))) if asked.points else 1
    if not 1 <= order <= MOST_ORDER:
        raise Refused("the order of a derivative is a small whole number")
    f = sympied(tree)
    made = sympy.diff(f, x, order)
    shorter = min((sympy.simplify(made), sympy.factor(made)), key=sympy.count_ops)
    shorter = shorter if sympy.count_ops(shorter) < 0.7 * sympy.count_ops(made) else made
    names, seen = sorted(s.name for s in f.free_symbols | {x}), 0
    with mpmath.workdps(DIGITS):
        for at in places(names):
            try:
                quotient = mpmath.diff(lambda u, at=at: number(tree, {**at, x.name: u}), at[x.name], order)
                value = evaluated(shorter, at)
            except (ZeroDivisionError, ValueError, TypeError):
                continue
            if mpmath.isfinite(quotient) and mpmath.isfinite(value):
                if not near(quotient, value, 1e-6):
                    raise OutOfBudget("the derivative", "agreement with difference quotients")
                seen += 1
    if seen < 3:
        raise OutOfBudget("the derivative", "a place where it can be compared")
    how = "difference quotients agree with it at several places"
    if len(asked.points) > 1:
        value = sympy.simplify(shorter.subs(x, sympied(asked.points[1])))
        if value.has(sympy.zoo, sympy.nan, sympy.oo):
            raise Refused("the derivative has no value there")
        return Found(exactly(value) if not value.free_symbols else spelled(value), floated(value), how)
    return Found(spelled(shorter), floated(shorter) if shorter.is_number else None, how)


def integrate(asked: Problem) -> Found:
    """An antiderivative; its derivative is what was to be integrated."""
    import sympy

    tree, x = asked.trees[0], _letter(asked)
    f = sympied(tree)
    made = sympy.integrate(f, x)
    if made.has(sympy.Integral) or made.has(sympy.Piecewise):
        raise OutOfBudget("the integral", "functions that have a name here")
    made = min((made, sympy.simplify(made)), key=sympy.count_ops)
    names = sorted(s.name for s in f.free_symbols | {x})
    if made.has(sympy.log) and not f.has(sympy.log):  # the logarithm of a size holds on both sides of a pole
        wider = made.replace(sympy.log, lambda u: sympy.log(sympy.Abs(u) if not u.is_positive else u))
        slope = sympy.diff(made, x)
        made = wider if _alike(slope, sympy.diff(wider, x), names) else made
    if compared(tree, sympy.diff(made, x), names) < 3:
        raise OutOfBudget("the integral", "a place where it can be compared")
    return Found(f"{spelled(made)} + C", None, "its derivative is what was to be integrated, seen at several places")


def _alike(one: Any, other: Any, names: list[str]) -> bool:
    import mpmath

    with mpmath.workdps(DIGITS):
        for at in places(names):
            try:
                if not near(evaluated(one, at), evaluated(other, at)):
                    return False
            except (ZeroDivisionError, ValueError, TypeError):
                continue
    return True


def definite(asked: Problem) -> Found:
    """The integral between two ends, exactly if the library can, and by quadrature of high precision in any case."""
    import mpmath
    import sympy

    tree, x = asked.trees[0], _letter(asked)
    low, high = (sympied(p) for p in asked.points)
    f = sympied(tree)
    if f.free_symbols - {x} or low.free_symbols or high.free_symbols:
        raise Refused("a letter in it has no value")
    made = sympy.integrate(f, (x, low, high))
    if made.has(sympy.oo, sympy.zoo, sympy.nan, sympy.AccumBounds):
        raise Refused("it diverges")
    poles = [p for p in _poles(f, x) if bool(sympy.Min(low, high) < p) and bool(p < sympy.Max(low, high))]
    with mpmath.workdps(20):
        ends = [_real(v) for v in (low, *sorted(poles, key=lambda p: float(sympy.N(p))), high)]
        if float(sympy.N(low)) > float(sympy.N(high)):
            ends = [ends[0], *reversed(ends[1:-1]), ends[-1]]
        found, error = mpmath.quad(lambda u: number(tree, {x.name: u}), ends, error=True)
        if not mpmath.isfinite(found) or abs(mpmath.im(found)) > 1e-12:
            raise Refused("it diverges, or what is to be integrated is not real there")
        exact = not made.has(sympy.Integral)
        if exact and not near(complex_of(sympy.N(made, 20)), found, 1e-8):
            raise OutOfBudget("the integral", "agreement of the exact value with a quadrature")
        if not exact and error > 1e-9 * max(1, abs(found)):
            raise OutOfBudget("the integral", "a quadrature that converges")
    if not exact:
        value = float(mpmath.re(found))
        return Found(f"{value:.10g}", value, "no exact form was found; by a quadrature whose error is far below that")
    return Found(exactly(sympy.simplify(made)), floated(made), "a quadrature gives the same number")


def _poles(f: Any, x: Any) -> list[Any]:
    """Where a function has no value inside an interval, as far as it is told."""
    import sympy

    try:
        found = sympy.singularities(f, x)
    except NotImplementedError:
        return []
    return [p for p in found if p.is_real] if isinstance(found, sympy.FiniteSet) else []


def _real(value: Any) -> Any:
    import mpmath
    import sympy

    if value in (sympy.oo, -sympy.oo):
        return mpmath.inf if value == sympy.oo else -mpmath.inf
    return complex_of(sympy.N(value, 25))


def limit(asked: Problem) -> Found:
    """The limit, from both sides unless one is asked for; approached by number as well."""
    import sympy

    tree, x = asked.trees[0], _letter(asked)
    f, point = sympied(tree), sympied(asked.points[0])
    side = int(float(number(asked.points[1], {}))) if len(asked.points) > 1 else 0
    if f.free_symbols - {x}:
        raise Refused("a letter in it has no value")
    if point in (sympy.oo, -sympy.oo):
        value = sympy.limit(f, x, point)
    elif side:
        value = sympy.limit(f, x, point, dir="+" if side > 0 else "-")
    else:
        value, left = (sympy.limit(f, x, point, dir=d) for d in "+-")
        if value != left and sympy.simplify(value - left) != 0:
            raise Refused("it differs from the left and from the right, so that there is no limit")
    if isinstance(value, sympy.AccumBounds) or value.has(sympy.nan, sympy.zoo, sympy.AccumBounds):
        raise Refused("it does not settle, so that there is no limit")
    if value.has(sympy.Limit):
        raise OutOfBudget("the limit", "what the library can find")
    sides = (side,) if side or point in (sympy.oo, -sympy.oo) else (1, -1)
    if not all(_approached(tree, x.name, point, s, value) for s in sides):
        raise OutOfBudget("the limit", "agreement with values that come near it")
    how = "values that come near the place come near it"
    return Found(
        exactly(value) if value.is_finite else spelled(value), floated(value) if value.is_finite else None, how
    )


def _approached(tree: Node, name: str, point: Any, side: int, value: Any) -> bool:
    """Whether values near the place tend to the limit: the last one is the nearest, or they grow if it is infinite."""
    import mpmath
    import sympy

    with mpmath.workdps(60):
        seen = []
        for k in (2, 4, 8, 12):
            step = mpmath.mpf(10) ** -k
            at = 1 / step if point == sympy.oo else -1 / step
            if point not in (sympy.oo, -sympy.oo):
                at = mpmath.mpf(str(sympy.N(point, 60))) + side * step
            try:
                seen.append(number(tree, {name: at}))
            except (ZeroDivisionError, ValueError, TypeError, OverflowError):
                continue
        if len(seen) < 2:
            return False
        if value in (sympy.oo, -sympy.oo):
            sign = 1 if value == sympy.oo else -1
            return bool(sign * seen[-1] > sign * seen[0] and sign * seen[-1] > 1)
        goal = complex_of(sympy.N(value, 50))
        far = [abs(v - goal) for v in seen]
        return bool(far[-1] <= far[0] and far[-1] < 1e-2 * max(1, abs(goal)))


def series(asked: Problem) -> Found:
    """A sum over whole numbers: exactly, and term by term or by extrapolation."""
    try:
        return _series(asked)
    except ZeroDivisionError:
        raise Refused("a term of it has no value") from None


def _series(asked: Problem) -> Found:
    import mpmath
    import sympy

    tree, name = asked.trees[0], asked.variables[0]
    n = sympy.Symbol(name, integer=True)
    low, high = (sympied(p) for p in asked.points)
    term = sympied(tree).subs(sympy.Symbol(name, real=True), n)
    if low.is_integer is not True or (high != sympy.oo and high.is_number and not high.is_integer):
        raise Refused("the ends of a sum are whole numbers")
    made = sympy.simplify(sympy.summation(term, (n, low, high)))
    if made.has(sympy.oo, sympy.zoo, sympy.nan):
        if high == sympy.oo and not _grows(tree, name, int(low)):
            raise OutOfBudget("the sum", "agreement with its first terms on whether it diverges")
        raise Refused("it diverges")
    if not high.is_number and high != sympy.oo:
        return _open_sum(tree, name, made, high, int(low))
    exact = not made.has(sympy.Sum)
    with mpmath.workdps(20):
        if high == sympy.oo:
            if not exact:
                raise OutOfBudget("the sum", "series whose value is known")
            total = _endless(tree, name, int(low))
        else:
            if high - low > MOST_TERMS:
                if not exact:
                    raise OutOfBudget("the sum", f"{MOST_TERMS} terms")
                return _open_checked(tree, name, term, n, low, made)
            total = mpmath.fsum(number(tree, {name: mpmath.mpf(k)}) for k in range(int(low), int(high) + 1))
        if exact and not near(complex_of(sympy.N(made, 20)), total, 1e-8):
            raise OutOfBudget("the sum", "agreement with its terms added up")
    if not exact:
        return Found(f"{float(total):.10g}", float(total), "its terms were added up")
    return Found(exactly(made), floated(made), "its terms, added up one by one, give the same")


def _endless(tree: Node, name: str, low: int) -> Any:
    """An endless sum: term by term if they vanish fast, by extrapolation if not."""
    import mpmath

    terms = [number(tree, {name: mpmath.mpf(k)}) for k in range(low, low + 300)]
    if max(abs(t) for t in terms[-5:]) < mpmath.mpf(10) ** -25:
        return mpmath.fsum(terms)
    return mpmath.nsum(lambda k: number(tree, {name: mpmath.mpf(k)}), [low, mpmath.inf])


def _grows(tree: Node, name: str, low: int) -> bool:
    """Whether the sums of many terms are still far from those of few."""
    import mpmath

    with mpmath.workdps(20):
        few, many = (mpmath.fsum(number(tree, {name: mpmath.mpf(k)}) for k in range(low, low + c)) for c in (50, 2000))
    return bool(abs(many - few) > 1e-2 * max(1, abs(few)))


def _open_checked(tree: Node, name: str, term: Any, n: Any, low: Any, made: Any) -> Found:
    """A long sum by its closed form, which is checked on short ones."""
    import sympy

    top = sympy.Symbol("m_", integer=True, positive=True)
    closed = sympy.summation(term, (n, low, top))
    _short_sums(tree, name, closed, top, int(low))
    return Found(exactly(made), floated(made), "its closed form gives the sums of the first few terms")


def _open_sum(tree: Node, name: str, made: Any, high: Any, low: int) -> Found:
    """A sum up to a letter."""
    if not high.is_Symbol or made.has(*_unknown_sums()):
        raise OutOfBudget("the sum", "sums that have a closed form")
    _short_sums(tree, name, made, high, low)
    import sympy

    return Found(spelled(sympy.factor(made)), None, "it gives the sums of the first few terms")


def _unknown_sums() -> tuple[Any, ...]:
    import sympy

    return (sympy.Sum, sympy.Piecewise)


def _short_sums(tree: Node, name: str, closed: Any, top: Any, low: int) -> None:
    import mpmath
    import sympy

    for last in range(low, low + 6):
        total = mpmath.fsum(number(tree, {name: mpmath.mpf(k)}) for k in range(low, last + 1))
        if not near(complex_of(sympy.N(closed.subs(top, last), 20)), total, 1e-9):
            raise OutOfBudget("the sum", "a closed form that gives its first terms")
