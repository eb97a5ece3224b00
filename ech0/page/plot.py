"""A plot as an inline SVG: axes with round ticks, lines or points, a legend. Knows the noun, not what it shows."""

from collections.abc import Callable, Sequence
from math import ceil, floor, log10

from ech0.core.types import Line, Plot
from ech0.core.units import show
from ech0.page.markup import Markup, join, tag

WIDE, HIGH = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 74, 16, 40, 46
"""The size of a plot and its margins, in pixels."""
COLOURS = 6
"""Lines are told apart by the classes `line0` to `line5` of the style sheet, and from there on dashed."""

Scale = Callable[[float], float]


def plotted(plot: Plot) -> Markup:
    """The SVG of a plot; empty where a logarithmic axis has nothing positive to show."""
    xs = [v for v in plot.x if v > 0 or not plot.log_x]
    ys = [v for line in plot.lines for v in line.y if v > 0 or not plot.log_y]
    if not xs or not ys:
        return Markup()
    across, x_ticks = _axis(min(xs), max(xs), LEFT, WIDE - RIGHT, plot.log_x)
    up, y_ticks = _axis(min(ys), max(ys), HIGH - BOTTOM, TOP, plot.log_y)
    lines = (_line(plot, line, n, across, up) for n, line in enumerate(plot.lines))
    inside = (
        tag("title", plot.title),
        *(_tick_x(v, across(v)) for v in x_ticks),
        *(_tick_y(v, up(v)) for v in y_ticks),
        tag("path", d=f"M{LEFT},{TOP} V{HIGH - BOTTOM} H{WIDE - RIGHT}", class_="axis"),
        *lines,
        tag("text", plot.title, x=LEFT, y=16, class_="head"),
        tag("text", _named(plot.x_name, plot.x_unit), x=WIDE - RIGHT, y=HIGH - 8, class_="tag end"),
        tag("text", _named(plot.y_name, plot.y_unit), x=4, y=TOP - 10, class_="tag"),
        _legend(plot.lines) if len(plot.lines) > 1 else "",
    )
    return tag("svg", *inside, role="img", width=WIDE, height=HIGH, viewBox=f"0 0 {WIDE} {HIGH}", class_="plot")


def _axis(low: float, high: float, start: float, end: float, log: bool) -> tuple[Scale, list[float]]:
    """A scale from values to pixels that begins and ends on a tick, and its ticks."""
    if log:
        first, last = floor(log10(low)), max(ceil(log10(high)), floor(log10(low)) + 1)
        step = max(1, (last - first) // 6)
        return (
            lambda v: start + (log10(v) - first) / (last - first) * (end - start),
            [10.0**n for n in range(first, last + 1, step)],
        )
    span = high - low or abs(high) or 1.0
    step_ = 10.0 ** floor(log10(span / 5))
    step_ *= next(m for m in (1, 2, 5, 10) if span / (step_ * m) <= 6)
    first_, last_ = floor(low / step_), max(ceil(high / step_), floor(low / step_) + 1)
    ticks = [round(n * step_, 12) for n in range(first_, last_ + 1)]
    return lambda v: start + (v - first_ * step_) / ((last_ - first_) * step_) * (end - start), ticks


def _line(plot: Plot, line: Line, number: int, across: Scale, up: Scale) -> Markup:
    look = f"line{number % COLOURS}" + (" dashed" if number >= COLOURS else "")
    shown = [
        (across(x), up(y))
        for x, y in zip(plot.x, line.y, strict=True)
        if (x > 0 or not plot.log_x) and (y > 0 or not plot.log_y)
    ]
    if plot.points:
        return join(tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=3, class_=look) for x, y in shown)
    path = " ".join(f"{'L' if n else 'M'}{x:.1f},{y:.1f}" for n, (x, y) in enumerate(shown))
    return tag("path", d=path, class_=f"{look} curve")


def _tick_x(value: float, at: float) -> Markup:
    grid = tag("path", d=f"M{at:.1f},{TOP} V{HIGH - BOTTOM}", class_="grid")
    return join((grid, tag("text", _short(value), x=f"{at:.1f}", y=HIGH - BOTTOM + 16, class_="tick middle")))


def _tick_y(value: float, at: float) -> Markup:
    grid = tag("path", d=f"M{LEFT},{at:.1f} H{WIDE - RIGHT}", class_="grid")
    return join((grid, tag("text", _short(value), x=LEFT - 6, y=f"{at + 4:.1f}", class_="tick end")))


def _legend(lines: Sequence[Line]) -> Markup:
    """Each line's name on its colour, from the right, as far as there is room."""
    out, at = [], WIDE - RIGHT
    for number, line in reversed(list(enumerate(lines))):
        out.append(tag("text", line.name, x=at, y=TOP - 10, class_=f"key line{number % COLOURS} end"))
        at -= 8 * len(line.name) + 16
    return join(out) if at > LEFT + 80 else Markup()


def _named(name: str, unit: str) -> str:
    return f"{name} / {show(unit)}" if unit else name


def _short(value: float) -> str:
    return f"{value:.4g}".replace("e+0", "e").replace("e-0", "e-").replace("e+", "e")
