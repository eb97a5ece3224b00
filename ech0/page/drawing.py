"""The provenance of an entry as a drawing: boxes left to right by depth, an arrow a use. Knows only the ledger."""

from ech0.core.errors import Ech0Error
from ech0.core.types import Entry
from ech0.ledger import Ledger, shown
from ech0.page.markup import Markup, cut, tag

WIDE, HIGH, ACROSS, DOWN = 210, 58, 64, 14
"""A box and the gaps between boxes, in pixels."""


def said(entry: Entry, unit: str | None = None) -> str:
    """`shown`, or the bare number where its unit does not exist: a tampered entry must be seen as it is."""
    try:
        return shown(entry, unit)
    except (Ech0Error, ArithmeticError):
        return f"{entry.quantity.value:g} {entry.quantity.unit}" if entry.quantity else ""


def drawing(target: str | None, ledger: Ledger) -> Markup:
    """An inline SVG of all that `target` rests on, each box linked to its row `#<id>`; empty if there is no entry."""
    columns = _columns(target, ledger)
    tallest = max(map(len, columns), default=0) * (HIGH + DOWN)
    place: dict[str, tuple[int, int]] = {}
    for n, column in enumerate(columns):
        top = (tallest - len(column) * (HIGH + DOWN) + DOWN) // 2
        ordered = sorted(column, key=lambda e: _height(e, place))
        place |= {e.id: (2 + n * (WIDE + ACROSS), top + row * (HIGH + DOWN)) for row, e in enumerate(ordered)}
    if not place:
        return Markup()
    entries = [ledger[name] for name in place]
    arrows = (_arrow(place[i], place[e.id]) for e in entries for i in dict.fromkeys(e.inputs) if i in place)
    boxes = (_box(e, *place[e.id], target=e.id == target) for e in entries)
    width = len(columns) * (WIDE + ACROSS) - ACROSS + 4
    inside = (tag("title", f"Provenance of {target}"), tag("defs", _tip()), *arrows, *boxes)
    return tag("svg", *inside, role="img", width=width, height=tallest, viewBox=f"0 0 {width} {tallest}")


def _columns(target: str | None, ledger: Ledger) -> list[list[Entry]]:
    """What the target rests on, by depth: first what rests on nothing. A circle, made by tampering, is one column."""
    left: dict[str, Entry] = {}
    todo = [target or ""]
    while todo:
        entry = ledger.get(todo.pop(0))
        if entry is not None and entry.id not in left:
            left[entry.id] = entry
            todo += entry.inputs
    columns: list[list[Entry]] = []
    while left:
        column = {k: e for k, e in left.items() if not any(i in left for i in e.inputs)} or left
        columns.append(list(column.values()))
        left = {k: e for k, e in left.items() if k not in column}
    return columns


def _height(entry: Entry, place: dict[str, tuple[int, int]]) -> float:
    """The mean height of its inputs: near them, arrows cross less."""
    heights = [place[i][1] for i in entry.inputs if i in place]
    return sum(heights) / len(heights) if heights else 0.0


def _box(entry: Entry, x: int, y: int, *, target: bool) -> Markup:
    inside = (
        tag("title", f"{entry.label}: {cut(said(entry), 300)}"),
        tag("rect", x=x, y=y, width=WIDE, height=HIGH, rx=6),
        tag("text", cut(entry.label, 30), x=x + 10, y=y + 19),
        tag("text", cut(said(entry), 27), x=x + 10, y=y + 36, class_="number"),
        tag("text", f"{entry.kind} {entry.id}", x=x + 10, y=y + 51, class_="tag"),
    )
    return tag("a", *inside, href=f"#{entry.id}", class_=f"{entry.kind} target" if target else entry.kind)


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> Markup:
    x1, y1, x2, y2 = start[0] + WIDE, start[1] + HIGH // 2, end[0], end[1] + HIGH // 2
    bend = f"M{x1},{y1} C{x1 + ACROSS // 2},{y1} {x2 - ACROSS // 2},{y2} {x2},{y2}"
    return tag("path", d=bend, class_="edge", marker_end="url(#arrow-tip)")


def _tip() -> Markup:
    """An arrow's head. Its id has a hyphen, which no ledger id has."""
    size = {"viewBox": "0 0 8 8", "refX": 8, "refY": 4, "markerWidth": 7, "markerHeight": 7}
    return tag("marker", tag("path", d="M0,0 L8,4 L0,8 z"), id="arrow-tip", orient="auto", **size)
