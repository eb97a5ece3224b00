"""Numbers of calculus, each with a check of its own: integrals, series, limits, roots, extrema, differential equations.

Functions come as Python callables on floats, or as trees where sympy or mpmath take them. What does not converge, or
where two ways differ, raises `OutOfBudget`.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ech0.core.errors import ClaimError, OutOfBudget
from ech0.core.expression import Node, Num, Op, Var
from tools.symbolic import cas

CLOSE, MAX_TERMS, GRID, SLICE_S = 1e-7, 200_000, 400, 1.5
Real = Callable[[float], float]
_SYMPY = frozenset("sqrt exp sin cos tan asin acos atan sinh cosh tanh erf".split())
_MPMATH = _SYMPY | frozenset("ln log10 fabs binomial gamma floor".split())
_QUIET = (ArithmeticError, ValueError, TypeError, ClaimError)


def integral(f: Real, a: float, b: float) -> float:
    """By adaptive quadrature; parts beyond its error estimate are refused."""
    from scipy.integrate import quad

    def tame(x: float) -> float:
        try:
            return f(x)
        except OverflowError:
            return math.inf

    result = quad(tame, a, b, limit=200, full_output=1)
    total, error = float(result[0]), float(result[1])
    if len(result) > 3 or not math.isfinite(total) or error > max(CLOSE * abs(total), 1e-9):
        raise OutOfBudget("the integral", f"an error of {CLOSE:g}: it does not converge fast enough, or at all")
    return total


def _scan(f: Real, a: float, b: float) -> list[tuple[float, float]]:
    """Values on an even grid, without the points where there is none."""
    if not (math.isfinite(a) and math.isfinite(b) and a < b):
        raise ClaimError("calculation", "a search takes two finite ends, the lower one first")
    found = []
    for k in range(GRID + 1):
        x = a + (b - a) * k / GRID
        try:
            found.append((x, f(x)))
        except _QUIET:
            continue
    return found


def root(f: Real, a: float, b: float) -> float:
    """The first sign change from `a` on, refined; a pole is no root."""
    from scipy.optimize import brentq

    points = _scan(f, a, b)
    for (x, fx), (z, fz) in pairwise(points):
        if fx == 0 or fx * fz < 0:
            at = x if fx == 0 else float(brentq(f, x, z, xtol=1e-13, rtol=1e-13))
            if abs(f(at)) <= 1e-6 * max(abs(fx), abs(fz), 1e-12):
                return at
    if points and points[-1][1] == 0:
        return points[-1][0]
    raise ClaimError("root", f"there is none between {a:g} and {b:g}")


def greatest_at(f: Real, a: float, b: float) -> float:
    """Where the greatest value on `[a, b]` is."""
    from scipy.optimize import minimize_scalar

    points = _scan(f, a, b)
    if not points:
        raise ClaimError("maximum", "the function has no value there")
    best = max(range(len(points)), key=lambda k: points[k][1])
    low, high = points[max(best - 1, 0)][0], points[min(best + 1, len(points) - 1)][0]
    found = minimize_scalar(lambda x: -f(x), bounds=(low, high), method="bounded", options={"xatol": 1e-12})
    return max((float(found.x), low, high, points[best][0]), key=f)


REAL: dict[str, Callable[[Real, float, float], float]] = {
    "integral": integral,
    "root": root,
    "greatest_at": greatest_at,
    "least_at": lambda f, a, b: greatest_at(lambda x: -f(x), a, b),
    "maximum": lambda f, a, b: f(greatest_at(f, a, b)),
    "minimum": lambda f, a, b: f(greatest_at(lambda x: -f(x), a, b)),
}


def series(op: str, f: Real, body: Node, n: str, low: float, high: float, values: Mapping[str, float]) -> float:
    """A sum or product: term by term if finite, by extrapolation checked at two precisions if not."""
    if not float(low).is_integer() or (math.isfinite(high) and not float(high).is_integer()):
        raise ClaimError(op, "its bounds are integers")
    if math.isfinite(high):
        if high - low > MAX_TERMS:
            raise OutOfBudget(f"the {op}", f"{MAX_TERMS} terms")
        terms = (f(float(k)) for k in range(int(low), int(high) + 1))
        return math.fsum(terms) if op == "sum" else math.prod(terms)
    import mpmath  # it has no stubs

    def term(k: Any) -> Any:
        return _mp(body, {**values, n: k})

    found = []
    try:
        with cas.time_slice(SLICE_S):
            for digits in (20, 30):
                with mpmath.workdps(digits):
                    total = mpmath.nsum if op == "sum" else mpmath.nprod
                    found.append(float(total(term, [int(low), mpmath.inf])))
    except (*_QUIET, mpmath.libmp.NoConvergence):
        raise OutOfBudget(f"the {op}", "what converges in time") from None
    tail = [abs(float(term(mpmath.mpf(k)))) for k in (200, 2000)] if op == "sum" else [0.0, 0.0]
    if not math.isclose(*found, rel_tol=1e-9, abs_tol=1e-12) or (tail[1] > 1e-3 and tail[1] >= 0.9 * tail[0]):
        raise OutOfBudget(f"the {op}", "what converges")
    return found[1]


def _mp(node: Node, values: Mapping[str, Any]) -> Any:
    """A tree in mpmath's numbers."""
    import mpmath

    match node:
        case Num(text):
            return mpmath.mpf(text)
        case Var(name):
            return mpmath.mpf(values[name]) if name not in ("pi", "e") else +getattr(mpmath, name)
        case Op("neg", (a,)):
            return -_mp(a, values)
        case Op("+" | "-" | "*" | "/" | "**" as op, (a, b)):
            x, y = _mp(a, values), _mp(b, values)
            return x + y if op == "+" else x - y if op == "-" else x * y if op == "*" else x / y if op == "/" else x**y
        case Op(op, args):
            name = {"abs": "fabs", "choose": "binomial", "log": "ln", "floor": "floor"}.get(op, op)
            if name in _MPMATH:
                return getattr(mpmath, name)(*(_mp(a, values) for a in args))
    raise ClaimError("calculation", f"{getattr(node, 'op', node)!r} cannot stand inside an infinite sum")


def symbolic(op: str, body: Node, x: str, rest: Sequence[float], values: Mapping[str, float]) -> float:
    """A limit, a derivative at a point or a Taylor coefficient by sympy, in a slice of time."""
    import sympy

    known = {sympy.Symbol(n, real=True): _exact(v) for n, v in values.items()}
    try:
        with cas.time_slice(SLICE_S):
            variable = sympy.Symbol(x, real=True)
            f = _sympy(body).xreplace({s: v for s, v in known.items() if s != variable})
            point = sympy.oo * int(math.copysign(1, rest[0])) if math.isinf(rest[0]) else _exact(rest[0])
            if op == "limit":
                found = _limit(f, variable, point, rest[1])
            else:
                order = int(rest[1])
                if not 0 <= order <= 12 or order != rest[1]:
                    raise ClaimError(op, "its order is an integer from 0 to 12")
                found = sympy.diff(f, variable, order).subs(variable, point)
                if op == "taylor":
                    found = found / sympy.factorial(order)
            result = float(sympy.N(found, 17))
    except OutOfBudget:
        raise OutOfBudget(f"the {op}", f"{SLICE_S:g} s") from None
    except (NotImplementedError, RecursionError, AttributeError, TypeError, ValueError, ArithmeticError) as error:
        raise OutOfBudget(f"the {op}", f"what sympy can do ({type(error).__name__})") from None
    return result


def _limit(f: Any, variable: Any, point: Any, side: float) -> Any:
    import sympy

    if side or point in (sympy.oo, -sympy.oo):
        return sympy.limit(f, variable, point, dir="-" if side < 0 else "+")
    right, left = (sympy.limit(f, variable, point, dir=d) for d in "+-")
    if abs(sympy.N(right - left)) > 1e-9:
        raise ClaimError("limit", "it differs from the left and from the right")
    return right


def _exact(value: float) -> Any:
    import sympy

    return sympy.Rational(repr(value)) if math.isfinite(value) else sympy.oo


def _sympy(node: Node) -> Any:
    """A tree with constants as sympy's own."""
    import sympy

    match node:
        case Var("pi" | "e" | "oo" as name):
            return {"pi": sympy.pi, "e": sympy.E, "oo": sympy.oo}[name]
        case Op("gamma", (a,)):
            return sympy.gamma(_sympy(a))
        case Op("choose", (a, b)):
            return sympy.binomial(_sympy(a), _sympy(b))
        case Op("integral" | "sum" as op, (body, Var(n), a, b)):
            bound = (sympy.Symbol(n, real=True), _sympy(a), _sympy(b))
            return (sympy.Integral if op == "integral" else sympy.Sum)(_sympy(body), bound)
        case Op("neg", (a,)):
            return -_sympy(a)
        case Op("+" | "-" | "*" | "/" | "**" as op, (a, b)):
            x, y = _sympy(a), _sympy(b)
            return x + y if op == "+" else x - y if op == "-" else x * y if op == "*" else x / y if op == "/" else x**y
        case Op(op, args) if op in _SYMPY:
            return getattr(sympy, op)(*map(_sympy, args))
        case Op("ln" | "log", (a,)):
            return sympy.log(_sympy(a))
        case Op("abs", (a,)):
            return sympy.Abs(_sympy(a))
    return cas.to_sympy(node)


# --- differential equations -------------------------------------------------------------------------------------------

Slope = Callable[[float, list[float]], float]
FAR = 1e4


def _system(slope: Slope) -> Callable[[float, Any], list[float]]:
    def rates(t: float, y: Any) -> list[float]:
        state = [float(v) for v in y]
        return [*state[1:], slope(float(t), state)]

    return rates


def ode(slope: Slope, numbers: Sequence[float]) -> float:
    """`y` at the second number of `y(n) = slope(t, [y, y', ...])` from `n` initial values at the first."""
    from scipy.integrate import solve_ivp

    start, end, *initial = numbers
    if start == end:
        return initial[0]
    if not (math.isfinite(start) and math.isfinite(end)):
        raise ClaimError("ode", "its ends are finite")
    values = []
    for tolerance in (1e-9, 1e-11):
        found = solve_ivp(_system(slope), (start, end), initial, method="DOP853", rtol=tolerance, atol=1e-12)
        if not found.success:
            raise OutOfBudget("the differential equation", "what can be followed")
        values.append(float(found.y[0][-1]))
    if not math.isclose(*values, rel_tol=1e-6, abs_tol=1e-8):
        raise OutOfBudget("the differential equation", "a relative error of one in a million")
    return values[1]


def ode_time(slope: Slope, numbers: Sequence[float]) -> float:
    """The first time after the start at which `y` crosses a level."""
    from scipy.integrate import solve_ivp

    start, level, *initial = numbers

    def crossing(t: float, y: Any) -> float:
        return float(y[0]) - level if t > start else math.copysign(1.0, initial[0] - level)

    crossing.terminal = True  # type: ignore[attr-defined]  # how scipy is told to stop there
    for reach in (10.0, FAR):
        found = solve_ivp(
            _system(slope),
            (start, start + reach),
            initial,
            method="DOP853",
            events=crossing,
            rtol=1e-10,
            atol=1e-12,
            max_step=reach / 100,
        )
        if found.t_events is not None and len(found.t_events[0]):
            return float(found.t_events[0][0])
    raise ClaimError("ode_time", f"{level:g} is not reached")


def ode_turn(slope: Slope, numbers: Sequence[float]) -> float:
    """The first extremum of `y` after the start: its height if the second number is 1, its time if it is 0."""
    from scipy.integrate import solve_ivp

    start, height, *initial = numbers
    rates = _system(slope)

    def turning(t: float, y: Any) -> float:
        return rates(t, y)[0]

    for reach in (10.0, FAR):
        found = solve_ivp(
            rates, (start, start + reach), initial, method="DOP853", events=turning, rtol=1e-10, atol=1e-12
        )
        for t, y in zip(found.t_events[0], found.y_events[0], strict=True):
            if t > start + 1e-9:
                return float(y[0]) if height else float(t)
    raise ClaimError("ode_turn", "the solution has no extremum")


def _stepped(slope: Slope, numbers: Sequence[float], step: Callable[[Slope, float, float, float], float]) -> float:
    start, end, size, y = numbers
    count = round((end - start) / size) if size else 0
    if not 1 <= count <= 10_000 or not math.isclose(count * size, end - start, rel_tol=1e-9):
        raise ClaimError("step", "a whole number of steps leads from the start to the end")
    for k in range(count):
        y += step(slope, start + k * size, y, size)
    return y


def _euler(f: Slope, t: float, y: float, h: float) -> float:
    return h * f(t, [y])


def _runge_kutta(f: Slope, t: float, y: float, h: float) -> float:
    a = f(t, [y])
    b = f(t + h / 2, [y + h * a / 2])
    c = f(t + h / 2, [y + h * b / 2])
    return h * (a + 2 * b + 2 * c + f(t + h, [y + h * c])) / 6


EVOLVING: dict[str, Callable[[Slope, Sequence[float]], float]] = {
    "ode": ode,
    "ode_time": ode_time,
    "ode_turn": ode_turn,
    "euler": lambda f, n: _stepped(f, n, _euler),
    "runge_kutta": lambda f, n: _stepped(f, n, _runge_kutta),
}


def _simpson(f: Real, a: float, b: float, n: int) -> float:
    if n % 2:
        raise ClaimError("simpson", "the number of strips is even")
    h = (b - a) / n
    return h / 3 * math.fsum((1 if k in (0, n) else 4 if k % 2 else 2) * f(a + k * h) for k in range(n + 1))


STRIPS: dict[str, Callable[[Real, float, float, int], float]] = {
    "simpson": _simpson,
    "trapezoid": lambda f, a, b, n: (
        (b - a) / n * math.fsum((0.5 if k in (0, n) else 1.0) * f(a + k * (b - a) / n) for k in range(n + 1))
    ),
    "midpoint": lambda f, a, b, n: (b - a) / n * math.fsum(f(a + (k + 0.5) * (b - a) / n) for k in range(n)),
}
