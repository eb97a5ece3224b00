"""Plots of a model that is a function of one number. Knows no model, nor what is worth looking at."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from ech0.core.types import Line, Plot

POINTS = 160
"""Points of a curve, but for those it is made to pass through."""


def evenly(low: float, high: float, *through: float, points: int = POINTS) -> tuple[float, ...]:
    """From `low` to `high` in equal steps, and at the values of `through` that lie between; strictly rising."""
    return _rising((*(low + (high - low) * n / (points - 1) for n in range(points - 1)), high), through)


def by_ratio(low: float, high: float, *through: float, points: int = POINTS) -> tuple[float, ...]:
    """The same in equal ratios; `low` is above zero."""
    return _rising((*(low * (high / low) ** (n / (points - 1)) for n in range(points - 1)), high), through)


def _rising(grid: Sequence[float], through: Iterable[float]) -> tuple[float, ...]:
    inside = {v for v in through if grid[0] <= v <= grid[-1]}
    return tuple(sorted({*grid, *inside}))


def thinned(values: Sequence[float], keep: Iterable[int] = ()) -> list[int]:
    """Indices of about `POINTS` of the values: the first, the last, those to keep, and some in between."""
    last = len(values) - 1
    stride = max(1, -(-last // POINTS))
    return sorted({*range(0, last + 1, stride), last, *keep})


def curve(
    title: str,
    x: tuple[str, str],
    y: tuple[str, str],
    grid: Sequence[float],
    lines: Mapping[str, Callable[[float], float] | Sequence[float]],
    *,
    log_x: bool = False,
    log_y: bool = False,
) -> tuple[Plot, ...]:
    """The plot over `grid`; `x` and `y` are name and unit, a line is a function or its values.

    None, if the inputs leave fewer than two different places to look at.
    """
    if len(grid) < 2 or any(b <= a for a, b in pairwise(grid)):
        return ()
    drawn = (
        Line(name=name, y=tuple(float(v) for v in (map(line, grid) if callable(line) else line)))
        for name, line in lines.items()
    )
    (x_name, x_unit), (y_name, y_unit) = x, y
    return (
        Plot(
            title=title,
            x_name=x_name,
            x_unit=x_unit,
            x=tuple(float(v) for v in grid),
            y_name=y_name,
            y_unit=y_unit,
            lines=tuple(drawn),
            log_x=log_x,
            log_y=log_y,
        ),
    )
