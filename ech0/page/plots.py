"""Small charts as inline SVG: a curve, points about a diagonal, bars. Numbers in, markup out; knows no evaluation."""

from collections.abc import Callable, Sequence
from math import ceil, floor, log10

from ech0.page.markup import Markup, join, tag

WIDE, HIGH, LEFT, BELOW, ABOVE, RIGHT = 340, 240, 46, 40, 12, 12
"""A chart and the room around what is drawn, in pixels."""
Scale = Callable[[float], float]


def _x(low: float, high: float) -> Scale:
    return lambda v: LEFT + (WIDE - LEFT - RIGHT) * (v - low) / ((high - low) or 1)


def _y(low: float, high: float) -> Scale:
    return lambda v: HIGH - BELOW - (HIGH - BELOW - ABOVE) * (v - low) / ((high - low) or 1)


def _frame(
    title: str,
    across: tuple[str, Sequence[tuple[float, str]], Scale],
    up: tuple[str, Sequence[tuple[float, str]], Scale],
    *inside: object,
) -> Markup:
    """Axes with ticks and names around a drawing; `title` is what a screen reader says."""
    (x_name, x_ticks, x), (y_name, y_ticks, y) = across, up
    lines = [
        *(tag("line", x1=LEFT, x2=WIDE - RIGHT, y1=_px(y(v)), y2=_px(y(v)), class_="grid") for v, _ in y_ticks),
        *(tag("text", t, x=LEFT - 6, y=_px(y(v) + 4), class_="tick end") for v, t in y_ticks),
        *(tag("text", t, x=_px(x(v)), y=HIGH - BELOW + 16, class_="tick middle") for v, t in x_ticks),
        tag("line", x1=LEFT, x2=WIDE - RIGHT, y1=HIGH - BELOW, y2=HIGH - BELOW, class_="axis"),
        tag("text", x_name, x=(LEFT + WIDE - RIGHT) / 2, y=HIGH - 6, class_="tick middle"),
        tag("text", y_name, x=LEFT, y=ABOVE - 2, class_="tick"),
    ]
    drawn = tag("svg", tag("title", title), *lines, *inside, role="img", viewBox=f"0 0 {WIDE} {HIGH}", class_="plot")
    return tag("figure", tag("figcaption", title), drawn)


def _px(value: float) -> str:
    return f"{value:.1f}"


_SHARES = tuple((v / 4, f"{25 * v}") for v in range(5))


def curve(title: str, points: Sequence[tuple[float, float]], across: str, up: str) -> Markup:
    """A curve of shares against shares, both in percent; empty without points."""
    if not points:
        return Markup()
    top = _ceiling(max(y for _, y in points))
    x, y = _x(0, 1), _y(0, top)
    path = " ".join(f"{'L' if n else 'M'}{_px(x(a))} {_px(y(b))}" for n, (a, b) in enumerate(points))
    dots = [
        tag(
            "circle",
            tag("title", f"{100 * b:.1f} % at {100 * a:.1f} %"),
            cx=_px(x(a)),
            cy=_px(y(b)),
            r=2.5,
            class_="dot",
        )
        for a, b in points[:: max(1, len(points) // 60)]
    ]
    ticks = [(top * k / 4, f"{100 * top * k / 4:.3g}") for k in range(5)]
    return _frame(title, (across, _SHARES, x), (up, ticks, y), tag("path", d=path, class_="line0 curve"), *dots)


def _ceiling(value: float) -> float:
    """The next round share above a value: 0.04, 0.2, 1."""
    return next((top for top in (0.04, 0.1, 0.2, 0.4, 0.6, 0.8) if value <= top), 1.0)


def diagonal(title: str, points: Sequence[tuple[float, float, int]], across: str, up: str) -> Markup:
    """Points `(x, y, n)` of shares about the diagonal, each as large as its `n` is many; empty without points."""
    if not points:
        return Markup()
    x, y, most = _x(0, 1), _y(0, 1), max(n for _, _, n in points)
    ideal = tag("line", x1=_px(x(0)), y1=_px(y(0)), x2=_px(x(1)), y2=_px(y(1)), class_="ideal")
    dots = [
        tag(
            "circle",
            tag("title", f"{n} answers: sure {100 * a:.1f} %, right {100 * b:.1f} %"),
            cx=_px(x(a)),
            cy=_px(y(b)),
            r=_px(3 + 7 * (n / most) ** 0.5),
            class_="dot",
        )
        for a, b, n in points
    ]
    return _frame(title, (across, _SHARES, x), (up, _SHARES, y), ideal, *dots)


def histogram(title: str, values: Sequence[float], across: str, marks: Sequence[tuple[float, str]] = ()) -> Markup:
    """How many of some positive values lie where, on a logarithmic axis, with `marks` named; empty without values."""
    some = [log10(v) for v in values if v > 0]
    if not some:
        return Markup()
    low, high = floor(min(some)), max(ceil(max(some)), floor(min(some)) + 1)
    bins = 8 * (high - low)
    counts = [0] * bins
    for v in some:
        counts[min(bins - 1, int((v - low) / (high - low) * bins))] += 1
    x, y = _x(low, high), _y(0, max(counts))
    bars = [
        tag(
            "rect",
            tag("title", f"{n} between {10 ** (low + k / 8):.3g} and {10 ** (low + (k + 1) / 8):.3g}"),
            x=_px(x(low + k / 8) + 0.5),
            y=_px(y(n)),
            width=_px(x(low + 1 / 8) - x(low) - 1),
            height=_px(y(0) - y(n)),
            class_="bar",
        )
        for k, n in enumerate(counts)
        if n
    ]
    lines = [_mark(x(log10(v)), name) for v, name in marks if v > 0]
    ticks = [(k, f"{10.0**k:g}" if k < 4 else f"{10 ** (k - 3)}k") for k in range(low, high + 1)]
    return _frame(title, (across, ticks, x), ("items", [(max(counts), str(max(counts)))], y), *bars, *lines)


def _mark(at: float, name: str) -> Markup:
    line = tag("line", x1=_px(at), x2=_px(at), y1=ABOVE + 8, y2=HIGH - BELOW, class_="ideal")
    return join((line, tag("text", name, x=_px(at), y=ABOVE + 4, class_="tick middle")))


def stacked(parts: Sequence[tuple[str, int, str]]) -> Markup:
    """One bar of all items in parts `(name, n, look)`, with its legend; empty without items."""
    whole = sum(n for _, n, _ in parts)
    if not whole:
        return Markup()
    rects, at = [], 0.0
    for name, n, look in parts:
        width = 1000 * n / whole
        told = tag("title", f"{name}: {n} of {whole}")
        rects.append(tag("rect", told, x=_px(at), y=0, width=_px(width), height=26, class_=f"part {look}"))
        at += width
    bar = tag("svg", *rects, role="img", viewBox="0 0 1000 26", preserveAspectRatio="none", class_="stack")
    names = [
        tag("li", tag("span", "■ ", class_=look), f"{name} {n} ({100 * n / whole:.1f} %)") for name, n, look in parts
    ]
    return join((bar, tag("ul", *names, class_="legend")))


def extent(low: float, at: float, high: float) -> Markup:
    """A share with its interval on a line from 0 to 1, for a row of a table."""
    span = tag("line", x1=_px(100 * low), x2=_px(100 * high), y1=7, y2=7, class_="span")
    inside = (
        tag("line", x1=0, x2=100, y1=7, y2=7, class_="grid"),
        span,
        tag("circle", cx=_px(100 * at), cy=7, r=3.5, class_="dot"),
    )
    return tag("svg", *inside, role="img", viewBox="-4 0 108 14", class_="extent")
