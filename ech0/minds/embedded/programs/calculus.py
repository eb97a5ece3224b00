"""Calculus in words and formulas: values, derivatives, limits, areas, lengths, volumes, extrema, named approximations.

What may stand in such a question is `Task`'s business; each operation here says which formulas and words it takes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ech0.core.expression import Node, Num, Op, show
from ech0.core.mathtext import free
from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page
from ech0.minds.embedded.programs.task import Task, prepared

_TRIGGER = re.compile(
    r"\\(?:frac|sqrt|ln|binom|sin|cos|tan)\b|\\int|\\sum|\\prod|\\lim|∫|∑|\^|'|\\prime|=|\b(?:integral"
    r"|derivative|limit|area|arc length|volume"
    r"|curve|function)\b"
)


def recognise(page: Page) -> Plan | None:
    """A plan, if the question is one of calculus in all its words and formulas."""
    task = prepared(page) if _TRIGGER.search(page.raw) else None
    return next((found for one in _OPERATIONS if (found := one(task)) is not None), None) if task else None


# --- one formula that says it all -------------------------------------------------------------------------------------


def _closed(task: Task) -> Plan | None:
    """`Evaluate` of an integral, series, limit or product with nothing free in it."""
    asked = [s for s in task.said if s.kind == "expression"]
    if len(task.said) != 1 or len(asked) != 1:
        return None
    tree = task.formulas.number(asked[0].parts[0])
    if tree is None or not isinstance(tree, Op):
        return None
    if _operates(tree):
        known = task.spoken(
            "definite improper infinite converge exists convergent integration double iterated quantity"
        )
    else:
        known = frozenset(re.findall(r"[a-z]+", re.sub(r"@\d+", " ", task.words))) <= _WORK_OUT and not _unclear(tree)
    return task.plan(show(tree), "value", "calculus") if known else None


_WORK_OUT = frozenset(
    "evaluate compute calculate find determine what is the exact value of following expression".split()
)


def _unclear(tree: Node) -> bool:
    """Whether `log` stands in it without a base: to some it is natural, to others decimal."""
    return isinstance(tree, Op) and (tree.op == "log" or any(map(_unclear, tree.args)))


def _operates(tree: Node) -> bool:
    return isinstance(tree, Op) and (
        tree.op in ("integral", "sum", "product", "limit") or any(map(_operates, tree.args))
    )


def _applied(task: Task) -> Plan | None:
    """`Find f(2)`, `f'(1)`, `f''(0)`, with f defined."""
    asked = [s for s in task.said if s.kind == "expression"]
    heads = [s for s in task.said if s.kind == "equation"]
    if len(asked) != 1 or len(asked) + len(heads) != len(task.said) or len(heads) != len(task.formulas.functions):
        return None
    if not task.spoken("derivative second first third"):
        return None
    primed = re.fullmatch(r"\s*([a-zA-Z])\s*(?:\^\s*\{?\s*((?:\\prime\s*)+)\}?|('+))\s*\((.+)\)\s*", asked[0].parts[0])
    if primed is None:
        tree = task.formulas.number(asked[0].parts[0])
        return task.plan(show(tree), "value", "calculus") if tree is not None and heads else None
    f, order = task.formulas.functions.get(primed[1]), (primed[2] or "").count("prime") + len(primed[3] or "")
    at = task.formulas.number(primed[4])
    if f is None or at is None:
        return None
    return task.plan(f"derivative({show(f[1])}, {f[0]}, {show(at)}, {order})", "derivative", "calculus")


# --- curves -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Curves:
    """Functions of one variable and the ends between which they are taken."""

    variable: str
    trees: tuple[Node, ...]
    ends: tuple[Node, Node] | None

    @property
    def between(self) -> str:
        """The ends as arguments."""
        return f"{show(self.ends[0])}, {show(self.ends[1])}" if self.ends else ""


def _curves(task: Task) -> Curves | None:
    """Sort what is said into curves `y = f(x)` and ends in x; nothing if something is neither."""
    trees: list[Node] = []
    marks: list[Node] = []
    variables: set[str] = set()
    for said in task.said:
        if said.kind == "equation" and len(said.parts) == 2:
            head, tail = said.parts
            tree = task.formulas.read(tail)
            if (
                re.fullmatch(r"\s*(?:y|[a-zA-Z]\s*\(\s*[a-z]\s*\))\s*", head)
                and tree is not None
                and len(free(tree)) <= 1
            ):
                trees.append(tree)
                variables |= free(tree)
            elif re.fullmatch(r"\s*[a-z]\s*", head) and tree is not None and not free(tree) and head.strip() != "y":
                variables.add(head.strip())
                marks.append(tree)
            else:
                return None
        elif said.kind in ("chain", "interval"):
            ends = [task.formulas.number(p) for p in (said.parts if said.kind == "interval" else said.parts[::2])]
            if len(ends) != 2 or None in ends or (said.kind == "chain" and len(said.parts) != 3):
                return None
            marks += [e for e in ends if e is not None]
            variables |= {said.parts[1].strip()} if said.kind == "chain" else set()
        elif said.kind == "expression":
            tree = task.formulas.read(said.parts[0])
            name = said.parts[0].strip()
            if name in (*task.formulas.functions, "x", "y") or re.fullmatch(r"[a-z]\s*\(\s*[a-z]\s*\)|x\s*y", name):
                continue
            if tree is None or len(free(tree)) != 1:
                return None
            trees.append(tree)
            variables |= free(tree)
        else:
            return None
    if len(variables) > 1 or len(marks) not in (0, 2) or not trees:
        return None
    return Curves(next(iter(variables), "x"), tuple(trees), (marks[0], marks[1]) if marks else None)


_CURVED = "curve curves graph graphs line lines region bounded enclosed axis x-axis y-axis under above inside between"


def _area(task: Task) -> Plan | None:
    """The area under a curve, or between two, over a stated interval."""
    if not re.search(r"\barea\b", task.words) or not task.spoken(f"area {_CURVED} total"):
        return None
    if re.search(r"y-axis|revol|rotat", task.words):
        return None
    curves = _curves(task)
    if curves is None or curves.ends is None or len(curves.trees) > 2:
        return None
    other = curves.trees[1] if len(curves.trees) == 2 else Num("0")
    gap = show(Op("abs", (Op("-", (curves.trees[0], other)),)))
    return task.plan(f"integral({gap}, {curves.variable}, {curves.between})", "area", "calculus")


def _length(task: Task) -> Plan | None:
    """The length of the arc of a curve."""
    if not re.search(r"\b(?:arc ?length|length of (?:the )?(?:arc|curve|graph))\b", task.words):
        return None
    if not task.spoken("arc length arclength curve graph segment"):
        return None
    curves = _curves(task)
    if curves is None or curves.ends is None or len(curves.trees) != 1:
        return None
    x = curves.variable
    slope = f"derivative({show(curves.trees[0])}, {x}, u, 1)"
    return task.plan(f"integral(sqrt(1 + {slope}**2), u, {curves.between})", "arc length", "calculus")


def _revolved(task: Task) -> Plan | None:
    """The volume of a region between a curve and the x-axis turned about an axis."""
    if not re.search(r"\bvolume\b", task.words) or not re.search(r"\b(?:revol|rotat)", task.words):
        return None
    vocabulary = (
        f"volume solid revolution revolving revolved rotating rotated obtained generated about around "
        f"formed {_CURVED} resulting disk shell method"
    )
    curves = _curves(task)
    if curves is None or curves.ends is None or len(curves.trees) > 2 or not task.spoken(vocabulary):
        return None
    x, f = curves.variable, show(curves.trees[0])
    g = show(curves.trees[1]) if len(curves.trees) == 2 else "0"
    about = re.search(r"(?:about|around) (?:the )?(?:(x|y)[- ]?axis|@\d+ ?-? ?axis)", task.words)
    if about is None or about[1] is None:
        return None
    inside = f"abs(({f})**2 - ({g})**2)" if about[1] == "x" else f"2*{x}*abs(({f}) - ({g}))"
    return task.plan(f"pi*integral({inside}, {x}, {curves.between})", "volume", "calculus")


_EXTREMA = re.compile(r"\b(?P<what>maximum|minimum|largest|smallest|greatest|least|max|min)\b(?: value)?")


def _extremum(task: Task) -> Plan | None:
    """The absolute maximum or minimum of a function on an interval; its average value there."""
    curves = _curves(task)
    if curves is None or curves.ends is None or len(curves.trees) != 1:
        return None
    x, f = curves.variable, show(curves.trees[0])
    if re.search(r"\baverage value\b|\bmean value\b", task.words) and task.spoken("average mean value"):
        a, b = map(show, curves.ends)
        return task.plan(f"integral({f}, {x}, {a}, {b})/(({b}) - ({a}))", "average value", "calculus")
    found = _EXTREMA.search(task.words)
    if found is None or not task.spoken(
        "absolute global maximum minimum largest smallest greatest least max min closed"
    ):
        return None
    op = "maximum" if found["what"] in ("maximum", "largest", "greatest", "max") else "minimum"
    return task.plan(f"{op}({f}, {x}, {curves.between})", f"{op} value", "calculus")


# --- derivatives and limits in words ----------------------------------------------------------------------------------

_ORDERS = {"second": 2, "third": 3, "fourth": 4}


def _slope(task: Task) -> Plan | None:
    """`The derivative of f at x = 2`, the slope of the tangent there, the curvature."""
    kind = re.search(r"\b(derivative|slope|curvature|rate of change)\b", task.words)
    if kind is None or not task.spoken(
        "derivative slope tangent line curve graph curvature rate change instantaneous second third fourth first"
    ):
        return None
    points = [s for s in task.said if s.kind == "equation" and re.fullmatch(r"\s*[a-z]\s*", s.parts[0])]
    points = [s for s in points if len(s.parts) == 2 and task.formulas.number(s.parts[1]) is not None]
    rest = [s for s in task.said if s not in points]
    if len(points) != 1 or len(rest) != 1 or points[0].parts[0].strip() == "y":
        return None
    tree = task.formulas.read(rest[0].parts[-1])
    x, at = points[0].parts[0].strip(), task.formulas.number(points[0].parts[1])
    if tree is None or at is None or free(tree) != {x}:
        return None
    order = next((n for w, n in _ORDERS.items() if w in task.words), 1)
    if kind[1] == "curvature":
        first, second = (f"derivative({show(tree)}, {x}, {show(at)}, {n})" for n in (1, 2))
        return task.plan(f"abs({second})/(1 + ({first})**2)**1.5", "curvature", "calculus")
    return task.plan(f"derivative({show(tree)}, {x}, {show(at)}, {order})", "derivative", "calculus")


def _limit(task: Task) -> Plan | None:
    """`The limit of f as x approaches 0` with formulas for f and for where x goes."""
    if (
        not re.search(r"\blimit\b", task.words)
        or len(task.said) != 2
        or not task.spoken("limit approaches tends goes infinity")
    ):
        return None
    body, goes = task.said
    arrow = re.fullmatch(r"\s*([a-z])\s*(?:\\to|\\rightarrow|->|→)\s*(.+)", goes.parts[0])
    tree = task.formulas.read(body.parts[-1])
    point = task.formulas.number(arrow[2]) if arrow else None
    if arrow is None or tree is None or point is None or free(tree) != {arrow[1]}:
        return None
    return task.plan(f"limit({show(tree)}, {arrow[1]}, {show(point)}, 0)", "limit", "calculus")


# --- named approximations ---------------------------------------------------------------------------------------------

_STRIPS = {"trapezoid": r"trapezoid(?:al)?", "simpson": r"simpson(?:'s)?", "midpoint": r"mid-?point"}


def _approximate(task: Task) -> Plan | None:
    """An integral by the trapezoidal, Simpson's or the midpoint rule with a stated number of strips."""
    named = [rule for rule, shape in _STRIPS.items() if re.search(rf"\b{shape}\b", task.words)]
    if len(named) != 1 or not task.spoken(
        "trapezoidal trapezoid trapezium simpson's simpson midpoint mid-point rule approximate "
        "approximation estimate definite subintervals intervals strips method"
    ):
        return None
    integrals = [t for s in task.said if s.kind == "expression" and (t := task.formulas.number(s.parts[0])) is not None]
    counts = [s.parts[1].strip() for s in task.said if s.kind == "equation" and s.parts[0].strip() == "n"]
    whole = next((t for t in integrals if isinstance(t, Op) and t.op == "integral"), None)
    if whole is None or len(counts) != 1 or len(task.said) != 2 or not counts[0].isdigit():
        return None
    f, x, a, b = map(show, whole.args)
    return task.plan(f"{named[0]}({f}, {x}, {a}, {b}, {counts[0]})", "approximation", "calculus")


def _work(task: Task) -> Plan | None:
    """The work of a force that depends on the place."""
    if not re.search(r"\bforce\b", task.words) or not re.search(r"\bwork\b", task.words):
        return None
    if not task.spoken(
        "force forces variable work done moving moves move object particle along straight line feet ft "
        "meters metres m pounds newtons lb when acts located origin distance away required axis x-axis "
        "it"
    ):
        return None
    curves = _curves(task)
    if curves is None or curves.ends is None or len(curves.trees) != 1:
        return None
    unit = (
        "foot * pound_force"
        if re.search(r"\bpounds?\b", task.page.raw)
        else "joule"
        if re.search(r"\bnewtons?\b", task.page.raw)
        else ""
    )
    return task.plan(
        f"integral({show(curves.trees[0])}, {curves.variable}, {curves.between})", "work", "calculus", unit=unit
    )


_OPERATIONS: tuple[Callable[[Task], Plan | None], ...] = (
    _closed,
    _applied,
    _approximate,
    _work,
    _area,
    _length,
    _revolved,
    _extremum,
    _slope,
    _limit,
)
