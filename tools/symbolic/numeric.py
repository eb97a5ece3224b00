"""Roots by number where algebra has none: a scan with bracketing for one unknown, Newton from many starts for several.

Starts are fixed, so that the same claim gives the same roots. Knows nothing of claims.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Op, evaluate
from tools.symbolic.tree import magnitude, slopes

Sides = tuple[Node, Node]


def grid(low: float | None, high: float | None) -> list[float]:
    """Where to look: evenly between two bounds, otherwise by decades away from the one bound or from zero."""
    if low is not None and high is not None:
        even = [low + (high - low) * i / 240 for i in range(241)]
        return sorted({*even, *(low + (high - low) * 10.0 ** (-d / 2) for d in range(3, 25))})
    decades = [10.0 ** (k / 8) for k in range(-96, 121)]
    if high is not None:
        return sorted([high, *(high - d for d in decades)])
    if low is not None:
        return sorted([low, *(low + d for d in decades)])
    return sorted([*(-d for d in decades), 0.0, *decades])


def scan(
    left: Node, right: Node, name: str, values: Mapping[str, float], low: float | None, high: float | None
) -> list[float]:
    """Roots between neighbours of the grid where the gap of the sides changes sign, or nearly touches zero."""
    from scipy.optimize import brentq

    def gap(x: float) -> float:
        return evaluate(left, {**values, name: x}) - evaluate(right, {**values, name: x})

    seen: list[tuple[float, float]] = []
    for x in grid(low, high):
        try:
            seen.append((x, gap(x)))
        except ClaimError:
            continue
    found = [x for x, g in seen if g == 0]
    for (a, fa), (b, fb) in pairwise(seen):
        if fa * fb < 0:
            try:
                found.append(float(brentq(gap, a, b, xtol=1e-300, rtol=1e-14, maxiter=300)))
            except (ClaimError, RuntimeError, ValueError):
                continue
    for i in range(1, len(seen) - 1):
        if abs(seen[i][1]) <= min(abs(seen[i - 1][1]), abs(seen[i + 1][1])) and seen[i][1]:
            touch = newton([(left, right)], [name], values, [seen[i][0]])
            found.extend(touch[:1] if touch else [])
    return found


def newton(
    equations: Sequence[Sides], unknown: Sequence[str], values: Mapping[str, float], start: Sequence[float]
) -> list[float] | None:
    """Damped Newton with exact slopes from one start; `None` unless every equation then holds to 1e-9."""
    import numpy as np

    gaps = [Op("-", sides) for sides in equations]

    def measure(x: Sequence[float]) -> tuple["np.ndarray", "np.ndarray"]:
        held = {**values, **dict(zip(unknown, x, strict=True))}
        parts = [slopes(g, held) for g in gaps]
        scale = [magnitude(g, held) or 1.0 for g in gaps]
        f = np.array([v / s for (v, _), s in zip(parts, scale, strict=True)])
        jacobian = [[d.get(u, 0.0) / s for u in unknown] for (_, d), s in zip(parts, scale, strict=True)]
        return f, np.array(jacobian)

    x = [float(v) for v in start]
    try:
        f, jacobian = measure(x)
        for _ in range(60):
            worst = float(np.abs(f).max())
            if worst < 1e-14:
                break
            move = np.linalg.lstsq(jacobian, -f, rcond=None)[0]
            for shrink in (1.0, 0.5, 0.25, 0.1, 0.02, 0.002):
                trial = [a + shrink * float(m) for a, m in zip(x, move, strict=True)]
                try:
                    g, slope = measure(trial)
                except ClaimError:
                    continue
                if float(np.abs(g).max()) < worst or shrink == 0.002:
                    x, f, jacobian = trial, g, slope
                    break
            else:
                break
            if float(np.abs(f).max()) >= worst * 0.999999 and worst < 1e-12:
                break
    except (ClaimError, np.linalg.LinAlgError):
        return None
    return x if float(np.abs(f).max()) <= 1e-9 and all(map(math.isfinite, x)) else None


def system(
    equations: Sequence[Sides],
    unknown: Sequence[str],
    values: Mapping[str, float],
    bounds: Mapping[str, tuple[float | None, float | None]],
) -> list[dict[str, float]]:
    """Distinct isolated solutions of several equations found from a fixed set of starts."""
    import numpy as np

    found: list[dict[str, float]] = []
    for start in _starts(unknown, values, bounds):
        x = newton(equations, unknown, values, start)
        if x is None:
            continue
        solution = dict(zip(unknown, x, strict=True))
        held = {**values, **solution}
        matrix = [[slopes(Op("-", s), held)[1].get(u, 0.0) * (abs(held[u]) or 1.0) for u in unknown] for s in equations]
        if np.linalg.matrix_rank(np.array(matrix), tol=1e-9 * float(np.abs(matrix).max() or 1.0)) < len(unknown):
            continue
        if not any(all(math.isclose(f[u], solution[u], rel_tol=1e-7, abs_tol=1e-12) for u in unknown) for f in found):
            found.append(solution)
    return found


def _starts(
    unknown: Sequence[str], values: Mapping[str, float], bounds: Mapping[str, tuple[float | None, float | None]]
) -> list[list[float]]:
    sizes = [abs(v) for v in values.values() if v]
    typical = math.exp(sum(map(math.log, sizes)) / len(sizes)) if sizes else 1.0
    starts = []
    for turn, scale in enumerate([1.0, typical, 0.1, 10.0, 0.01, 100.0, 1e-4, 1e4, 1e-8, 1e8] * 3):
        start = []
        for place, name in enumerate(unknown):
            low, high = bounds.get(name, (None, None))
            share = ((turn * 7 + place * 5) % 11 + 1) / 12
            if low is not None and high is not None:
                start.append(low + (high - low) * share)
            else:
                sign = -1.0 if low is None and (turn + place) % 3 == 2 else 1.0
                start.append((low or 0.0) + sign * scale * (0.5 + share))
        starts.append(start)
    return starts
