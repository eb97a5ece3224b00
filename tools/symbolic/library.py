"""The functions that a calculation may call besides the grammar's own: distributions, lists, integers, matrices.

Each takes finite numbers and returns one, or raises `ClaimError` with what it takes instead; all are bounded in size.
Distributions are scipy's, integers sympy's, matrices numpy's.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache

from ech0.core.errors import ClaimError

MAX_INTEGER, MAX_FACTOR, MAX_ORDER = 10**15, 10**12, 6
Function = Callable[..., float]


def whole(value: float, what: str = "an argument", *, low: int = 0, high: int = MAX_INTEGER) -> int:
    """`value` as an integer within bounds; raises `ClaimError` if it is none."""
    if not float(value).is_integer() or not low <= value <= high:
        raise ClaimError("calculation", f"{what} is {value:g}; it takes an integer from {low} to {high}")
    return int(value)


def _distribution(name: str, call: str, shape: Callable[..., tuple[float, ...]]) -> Function:
    def value(x: float, *parameters: float) -> float:
        from scipy import stats

        try:
            args = shape(*parameters)
        except TypeError:
            raise ClaimError("calculation", f"{name}_{call} has another number of parameters") from None
        result = float(getattr(getattr(stats, name), call)(x, *args))
        if not math.isfinite(result):
            raise ClaimError("calculation", f"{name}_{call} has no value at {x:g} with {parameters}")
        return result

    return value


_SHAPES: dict[str, tuple[str, Callable[..., tuple[float, ...]]]] = {
    "normal": ("norm", lambda mean, sd: (mean, sd)),
    "t": ("t", lambda df: (df,)),
    "chi2": ("chi2", lambda df: (df,)),
    "f": ("f", lambda above, below: (above, below)),
    "binomial": ("binom", lambda n, p: (n, p)),
    "poisson": ("poisson", lambda mean: (mean,)),
    "geometric": ("geom", lambda p: (p,)),
    "hypergeometric": ("hypergeom", lambda population, marked, drawn: (population, marked, drawn)),
    "negbinomial": ("nbinom", lambda successes, p: (successes, p)),
    "exponential": ("expon", lambda mean: (0.0, mean)),
    "gamma": ("gamma", lambda shape, scale: (shape, 0.0, scale)),
    "uniform": ("uniform", lambda low, high: (low, high - low)),
}
_CALLS = {"cdf": "cdf", "above": "sf", "quantile": "ppf", "pmf": "pmf", "pdf": "pdf"}


def _distributions() -> dict[str, Function]:
    discrete = ("binomial", "poisson", "geometric", "hypergeometric", "negbinomial")
    return {
        f"{ours}_{call}": _distribution(theirs, scipys, shape)
        for ours, (theirs, shape) in _SHAPES.items()
        for call, scipys in _CALLS.items()
        if call != ("pdf" if ours in discrete else "pmf")
    }


# --- lists ------------------------------------------------------------------------------------------------------------


def _mean(*x: float) -> float:
    return math.fsum(x) / len(x)


def _covariance(*xy: float) -> float:
    x, y = _halves(xy)
    a, b = _mean(*x), _mean(*y)
    return math.fsum((p - a) * (q - b) for p, q in zip(x, y, strict=True)) / _freedom(len(x))


def _freedom(count: int) -> int:
    if count < 2:
        raise ClaimError("calculation", "a spread takes two numbers or more")
    return count - 1


def _halves(numbers: Sequence[float]) -> tuple[Sequence[float], Sequence[float]]:
    if len(numbers) % 2:
        raise ClaimError("calculation", "two lists of equal length are needed, one after the other")
    half = len(numbers) // 2
    return numbers[:half], numbers[half:]


def _variance(*x: float) -> float:
    return _covariance(*x, *x)


def _population_variance(*x: float) -> float:
    return math.fsum((v - _mean(*x)) ** 2 for v in x) / len(x)


def _median(*x: float) -> float:
    ordered, half = sorted(x), len(x) // 2
    return ordered[half] if len(x) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _mode(*x: float) -> float:
    """The one number that stands most often."""
    counts = {v: x.count(v) for v in x}
    top = [v for v, n in counts.items() if n == max(counts.values())]
    if len(top) != 1:
        raise ClaimError("calculation", "no single number stands most often, so that there is no one mode")
    return top[0]


def _dice_ways(dice: float, low: float, high: float) -> float:
    """In how many ways so many dice of six faces show a total from `low` to `high`."""
    count = whole(dice, "the number of dice", low=1, high=20)
    ways = {0: 1}
    for _ in range(count):
        ways = {t: sum(ways.get(t - face, 0) for face in range(1, 7)) for t in range(max(ways) + 7)}
    bottom, top = (whole(v, "a total", low=-MAX_FACTOR) for v in (low, high))
    return float(sum(n for t, n in ways.items() if bottom <= t <= top))


def _slope(*xy: float) -> float:
    return _covariance(*xy) / _variance(*_halves(xy)[0])


def _correlation(*xy: float) -> float:
    x, y = _halves(xy)
    return _covariance(*xy) / math.sqrt(_variance(*x) * _variance(*y))


def _intercept(*xy: float) -> float:
    x, y = _halves(xy)
    return _mean(*y) - _slope(*xy) * _mean(*x)


def _same(one: float, other: float) -> float:
    """The first of two numbers that have to be equal."""
    if not math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9):
        raise ClaimError("calculation", f"it is {one:.6g} one way and {other:.6g} the other; say which is meant")
    return one


# --- integers ---------------------------------------------------------------------------------------------------------


def _choose(n: float, k: float) -> float:
    return float(math.comb(whole(n, high=1000), whole(k, high=1000)))


def _arrangements(n: float, k: float) -> float:
    return float(math.perm(whole(n, high=170), whole(k, high=170)))


def _gcd(*n: float) -> float:
    return float(math.gcd(*(whole(v) for v in n)))


def _lcm(*n: float) -> float:
    return float(math.lcm(*(whole(v, high=10**6) for v in n)))


def _power_mod(base: float, exponent: float, modulus: float) -> float:
    modulo = whole(modulus, "the modulus", low=1)
    try:
        return float(pow(whole(base, low=-MAX_INTEGER), whole(exponent, low=-1), modulo))
    except ValueError:
        raise ClaimError("calculation", f"{base:g} has no inverse modulo {modulo}") from None


def _theory(name: str, *, high: int = MAX_FACTOR) -> Function:
    def value(n: float) -> float:
        import sympy

        return float(getattr(sympy, name)(whole(n, low=1, high=high)))

    return value


def _factors(n: float) -> dict[int, int]:
    import sympy

    found: dict[int, int] = sympy.factorint(whole(n, low=1, high=MAX_FACTOR))
    return found


def _remainders(*pairs: float) -> float:
    from sympy.ntheory.modular import crt

    rests, moduli = pairs[::2], pairs[1::2]
    if len(rests) != len(moduli):
        raise ClaimError("calculation", "each remainder needs its modulus")
    found = crt([whole(m, low=1, high=10**6) for m in moduli], [whole(r, high=10**6) for r in rests])
    if found is None:
        raise ClaimError("calculation", "no integer leaves these remainders")
    return float(found[0] or found[1])


def _stirling(n: float, k: float) -> float:
    from sympy.functions.combinatorial.numbers import stirling

    return float(stirling(whole(n, high=100), whole(k, high=100)))


def _derangements(n: float) -> float:
    import sympy

    return float(sympy.subfactorial(whole(n, high=150)))


# --- matrices, row by row ---------------------------------------------------------------------------------------------


def _square(order: float, numbers: Sequence[float]) -> "list[list[float]]":
    n = whole(order, "the order of a matrix", low=1, high=MAX_ORDER)
    if len(numbers) != n * n:
        raise ClaimError("calculation", f"a square matrix of order {n} has {n * n} numbers, not {len(numbers)}")
    return [list(numbers[r * n : (r + 1) * n]) for r in range(n)]


def _determinant(order: float, *numbers: float) -> float:
    import numpy as np

    rows = _square(order, numbers)
    value = float(np.linalg.det(np.array(rows)))
    return float(round(value)) if all(float(v).is_integer() for v in numbers) and abs(value) < 1e9 else value


def _eigenvalue(which: float, order: float, *numbers: float) -> float:
    """The `which`-th smallest, from 1; all must be real."""
    import numpy as np

    found = np.linalg.eigvals(np.array(_square(order, numbers)))
    if float(abs(found.imag).max()) > 1e-7:
        raise ClaimError("calculation", "the matrix has eigenvalues that are not real")
    return float(sorted(found.real)[whole(which, low=1, high=len(found)) - 1])


def _rank(rows: float, *numbers: float) -> float:
    import numpy as np

    height = whole(rows, low=1, high=MAX_ORDER)
    if len(numbers) % height:
        raise ClaimError("calculation", "the rows of a matrix are of equal length")
    return float(np.linalg.matrix_rank(np.array(numbers).reshape(height, -1)))


def _solution(which: float, order: float, *numbers: float) -> float:
    """The `which`-th unknown, from 1, of `order` equations: all coefficients row by row, then the right sides."""
    import numpy as np

    n = whole(order, low=1, high=MAX_ORDER)
    rows = np.array(_square(order, numbers[: n * n]))
    if abs(float(np.linalg.det(rows))) < 1e-12 or len(numbers) != n * (n + 1):
        raise ClaimError("calculation", "the equations have no single solution")
    return float(np.linalg.solve(rows, np.array(numbers[n * n :]))[whole(which, low=1, high=n) - 1])


def _dot(*uv: float) -> float:
    return math.fsum(a * b for a, b in zip(*_halves(uv), strict=True))


def _norm(*u: float) -> float:
    return math.sqrt(math.fsum(a * a for a in u))


def _angle(*uv: float) -> float:
    u, v = _halves(uv)
    return math.acos(max(-1.0, min(1.0, _dot(*uv) / (_norm(*u) * _norm(*v)))))


@cache
def functions() -> dict[str, Function]:
    """All of them by name."""
    return {
        **_distributions(),
        "mean": _mean, "variance": _variance, "population_variance": _population_variance, "median": _median,
        "mode": _mode, "dice_ways": _dice_ways,
        "covariance": _covariance, "correlation": _correlation, "slope": _slope, "intercept": _intercept,
        "choose": _choose, "arrangements": _arrangements, "gcd": _gcd, "lcm": _lcm, "power_mod": _power_mod,
        "mod": lambda a, n: math.fmod(math.fmod(a, n) + n, n), "floor": lambda x: float(math.floor(x)),
        "ceil": lambda x: float(math.ceil(x)), "gamma": math.gamma, "remainders": _remainders,
        "totient": _theory("totient"), "divisors": _theory("divisor_count"), "divisor_sum": _theory("divisor_sigma"),
        "prime": _theory("prime", high=10**5), "primes_up_to": _theory("primepi", high=10**7),
        "fibonacci": _theory("fibonacci", high=70), "catalan": _theory("catalan", high=30),
        "bell": _theory("bell", high=25), "partitions": _theory("partition", high=200),
        "largest_prime": lambda n: float(max(_factors(n))), "prime_factors": lambda n: float(len(_factors(n))),
        "is_prime": _theory("isprime"), "stirling": _stirling, "derangements": _derangements,
        "determinant": _determinant, "eigenvalue": _eigenvalue, "rank": _rank, "solution": _solution,
        "same": _same,
        "dot": _dot, "norm": _norm, "angle": _angle,
    }  # fmt: skip
