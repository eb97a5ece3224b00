"""Calculus in words and formulas: values, derivatives, areas, lengths, volumes, extrema, initial value problems.

A question is recognised only if each of its formulas has a part in it and all its words belong to the operation or to
plain mathematical prose; a story, or a formula left over, makes the program refuse.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ech0.core.expression import Node, Num, Op, Var, show
from ech0.core.mathtext import free, substituted
from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page, calculation
from ech0.minds.embedded.programs.segments import Formulas, Said

_TRIGGER = re.compile(
    r"\\int|\\sum|\\prod|\\lim|∫|∑|\^|'|\\prime|=|\b(?:integral|derivative|limit|area|arc length|volume|curve|function)\b"
)
_PROSE = frozenset(
    "a an and are as at be below between by calculate compute determine evaluate equal equals exact exactly express "
    "expression find following for from function functions get give given if in is it its let numerical of on or "
    "point points problem result return round rounded answer places decimal place nearest hundredth hundredths "
    "thousandth thousandths digits significant number numeric real satisfies satisfy solution solve suppose such that "
    "the then this to up use using value values we what when where which with x y t your you please correct consider "
    "defined called denote denotes decimals integer show shown sum series product integral "
    "limit n k below by over interval all respect".split()
)


@dataclass(frozen=True)
class Task:
    """A question's formulas, and which of them have found their part."""

    page: Page
    formulas: Formulas

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Everything that the formulas say, in order."""
        return tuple(s for line in self.formulas.said for s in line)

    @cached_property
    def words(self) -> str:
        """The words around the formulas."""
        return self.formulas.words

    def spoken(self, vocabulary: str) -> bool:
        """Whether all the words are prose or belong to the operation."""
        allowed = _PROSE | frozenset(vocabulary.split())
        return all(w in allowed or w.isdigit() for w in re.findall(r"[a-z][a-z'-]*", re.sub(r"@\d+", " ", self.words)))

    def plan(self, expression: str, label: str, path: str, *, unit: str = "") -> Plan:
        """The plan of one expression, resting on all formulas."""
        spans = dict.fromkeys((s.start, s.end) for s in self.said)
        statements = [self.page.statement(*span, number=k) for k, span in enumerate(spans, start=1)]
        made = [("value", expression)]
        return calculation(self.page, made, label=label, path=path, statements=statements, unit=unit)


def recognise(page: Page) -> Plan | None:
    """A plan, if the question is one of calculus in all its words and formulas."""
    if not _TRIGGER.search(page.raw) or len(page.raw) > 1500:
        return None
    formulas = Formulas(page.question.text)
    if not 0 < len(formulas.places) <= 8:
        return None
    task = Task(page, formulas.defined())
    if any(s.kind == "unread" for s in task.said) or not _numbers_inside(page, task):
        return None
    return next((found for one in _OPERATIONS if (found := one(task)) is not None), None)


def _numbers_inside(page: Page, task: Task) -> bool:
    """Whether each number of the question stands in a formula, or only says to how many places to round."""
    outside = [e for e in page.givens if e.span and not any(s.start <= e.span.start < s.end for s in task.said)]
    rounding = re.compile(
        r"(?:to|with|in|within)\s+(?:the\s+)?(?:nearest\s+)?$|correct to $|(?:round|rounded)\b.{0,20}$"
    )
    after = re.compile(r"\s*(?:significant|decimal|digits|places|sig)")
    text = page.question.text
    return all(e.span and (after.match(text[e.span.end :]) or rounding.search(text[: e.span.start])) for e in outside)


# --- one formula that says it all -------------------------------------------------------------------------------------


def _closed(task: Task) -> Plan | None:
    """`Evaluate` of an integral, series, limit or product with nothing free in it."""
    asked = [s for s in task.said if s.kind == "expression"]
    if len(task.said) != 1 or len(asked) != 1:
        return None
    tree = task.formulas.number(asked[0].parts[0])
    if (
        tree is None
        or not _operates(tree)
        or not task.spoken("definite improper infinite converge exists convergent integration double iterated quantity")
    ):
        return None
    return task.plan(show(tree), "value", "calculus")


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
    vocabulary = f"volume solid revolution revolving revolved rotating rotated obtained generated about around formed {_CURVED} resulting disk shell method"
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


# --- initial value problems -------------------------------------------------------------------------------------------

_PRIME = re.compile(r"(?<![A-Za-z\\])([a-z])\s*(?:\^\s*\{\s*((?:\\prime\s*)+)\}|\^\s*(\\prime)|('+))")
_START = re.compile(r"^\s*([a-z])\s*((?:\^\s*\{?\s*(?:\\prime\s*)+\}?|'+)?)\s*\(\s*([^()]+)\)\s*$")


def _initial(task: Task) -> Plan | None:
    """`y'' + y = t, y(0) = 1, y'(0) = 0`: the value of y at a point, or the first point where it has a value."""
    problem = _problem(task)
    if problem is None:
        return None
    slope, t, y, starts, rest = problem
    order = len(starts)
    at = starts[0][0]
    ode = ", ".join(show(v) for _, v in starts)

    def solved(end: str) -> str:
        return f"ode({show(slope)}, {t}, {show(at)}, {end}, {ode})"

    if len(rest) == 1 and rest[0].kind == "expression" and (found := _START.match(rest[0].parts[0])):
        end = task.formulas.number(found[3])
        if found[1] == y and not found[2] and end is not None and task.spoken("initial differential equation ode"):
            return task.plan(solved(show(end)), "solution there", "calculus")
    if not rest and (turn := _turning(task)) is not None:
        return task.plan(f"ode_turn({show(slope)}, {t}, {show(at)}, {turn}, {ode})", "extremum", "calculus")
    if not rest and re.search(r"\b(?:where|when|at which) the solution is zero\b", task.words):
        if task.spoken("initial differential equation zero first time also find is") and order:
            return task.plan(f"ode_time({show(slope)}, {t}, {show(at)}, 0, {ode})", "time", "calculus")
    if (
        len(rest) == 1
        and re.search(r"\b(?:first|smallest|time)\b", task.words)
        and order
        and rest[0].kind == "equation"
    ):
        level = task.formulas.number(rest[0].parts[1])
        if (
            rest[0].parts[0].strip() == y
            and level is not None
            and task.spoken(
                "initial differential equation first time smallest positive intersects reaches crosses line attains"
            )
        ):
            return task.plan(f"ode_time({show(slope)}, {t}, {show(at)}, {show(level)}, {ode})", "time", "calculus")
    return None


def _turning(task: Task) -> str | None:
    """Whether the one extremum of a solution is asked for: `1` for its height, `0` for where it is."""
    if not task.spoken("initial differential equation maximum minimum occurs attained time also its it is has attains"):
        return None
    if re.search(r"\b(?:maximum|minimum) value of the solution\b", task.words):
        return "1"
    where = r"\b(?:where|when|at which) (?:the|its|this) (?:solution has its )?(?:maximum|minimum)(?: value)?(?: occurs| is attained)?"
    return "0" if re.search(where, task.words) else None


def _bounded(task: Task) -> Plan | None:
    """The initial value of `y' - a y = g(t)`, a > 0, for which the solution stays finite as time goes on."""
    if not re.search(r"\bremains (?:finite|bounded)\b", task.words):
        return None
    laws = [s for s in task.said if s.kind == "equation" and _PRIME.search(s.text)]
    named = [s for s in task.said if s.kind == "equation" and (m := _START.match(s.parts[0])) and not m[2]]
    if len(laws) != 1 or len(named) != 1 or not task.spoken("initial differential equation remains finite bounded"):
        return None
    found = _START.match(named[0].parts[0])
    y = next(_PRIME.finditer(laws[0].text))[1]
    start = task.formulas.number(found[3]) if found else None
    slope = _solved_for(task, (y, laws[0], 1))
    if start is None or slope is None or len(free(slope) - {"y"}) > 1:
        return None
    t = next(iter(free(slope) - {"y"}), "t")
    parts = linear(slope, "y")
    if parts is None or free(parts[0]):
        return None
    forcing = f"exp(-({show(parts[0])})*({t} - ({show(start)})))*({show(parts[1])})"
    return task.plan(f"-integral({forcing}, {t}, {show(start)}, oo)", "initial value", "calculus")


def _problem(task: Task) -> tuple[Node, str, str, list[tuple[Node, Node]], list[Said]] | None:
    """The highest derivative solved for, its variable and function, the initial values, and what else is said."""
    starts: dict[int, tuple[Node, Node]] = {}
    rest: list[Said] = []
    law: tuple[str, Said, int] | None = None
    for said in task.said:
        if (
            said.kind == "equation"
            and len(said.parts) == 2
            and (found := _START.match(said.parts[0]))
            and found[1] not in task.formulas.functions
        ):
            at, value = task.formulas.number(found[3]), task.formulas.number(said.parts[1])
            if at is None or value is None:
                return None
            starts[found[2].count("prime") + found[2].count("'")] = (at, value)
        elif said.kind == "equation" and (primes := list(_PRIME.finditer(said.text))):
            orders = [(m[2] or m[3] or "").count("prime") + len(m[4] or "") for m in primes]
            if law is not None or len({m[1] for m in primes}) != 1:
                return None
            law = (primes[0][1], said, max(orders))
        elif not re.fullmatch(r"\s*[a-z](?:_0)?\s*", said.parts[0]) or len(said.parts) > 1:
            rest.append(said)
    if (
        law is None
        or sorted(starts) != list(range(law[2]))
        or law[2] > 3
        or len({show(a) for a, _ in starts.values()}) > 1
    ):
        return None
    slope = _solved_for(task, law)
    if slope is None:
        return None
    y = law[0]
    free_names = free(slope) - {"y", "y1", "y2"}
    if len(free_names) > 1:
        return None
    return slope, next(iter(free_names), "t"), y, [starts[k] for k in range(law[2])], rest


def _solved_for(task: Task, law: tuple[str, Said, int]) -> Node | None:
    """An equation that is linear in its highest derivative, solved for it: `(rest at 0) / (slope)`."""
    y, said, order = law

    def spelled(m: re.Match[str]) -> str:
        count = (m[2] or m[3] or "").count("prime") + len(m[4] or "")
        return f" (Q_{count}) "

    sides = []
    for part in said.parts:
        text = re.sub(rf"(?<![A-Za-z\\]){y}(?![A-Za-z])(?:\s*\(\s*[a-z]\s*\))?", " (Q_0) ", _PRIME.sub(spelled, part))
        tree = task.formulas.read(text)
        if tree is None:
            return None
        sides.append(tree)
    parts = linear(Op("-", (sides[0], sides[1])), f"Q_{order}")
    if parts is None or parts[0] == _ZERO:
        return None
    solved = _over(_minus(_ZERO, parts[1]), parts[0])
    for k in range(order):
        solved = substituted(solved, f"Q_{k}", Var(f"y{k or ''}"))
    return solved


_ZERO, _ONE = Num("0"), Num("1")


def linear(node: Node, name: str) -> tuple[Node, Node] | None:
    """`(a, b)` of a tree that is `a*name + b`; nothing if the name stands anywhere but as a term or a factor."""
    if name not in free(node):
        return _ZERO, node
    match node:
        case Var():
            return _ONE, _ZERO
        case Op("neg", (a,)) if (inner := linear(a, name)) is not None:
            return _minus(_ZERO, inner[0]), _minus(_ZERO, inner[1])
        case Op("+" | "-" as op, (a, b)) if (left := linear(a, name)) and (right := linear(b, name)):
            join = _plus if op == "+" else _minus
            return join(left[0], right[0]), join(left[1], right[1])
        case Op("*", (a, b)):
            if name in free(b):
                a, b = b, a
            inner = linear(a, name) if name not in free(b) else None
            return inner and (_times(inner[0], b), _times(inner[1], b))
        case Op("/", (a, b)) if name not in free(b) and (inner := linear(a, name)) is not None:
            return _over(inner[0], b), _over(inner[1], b)
    return None


def _plus(a: Node, b: Node) -> Node:
    return b if a == _ZERO else a if b == _ZERO else Op("+", (a, b))


def _minus(a: Node, b: Node) -> Node:
    if b == _ZERO:
        return a
    if a == _ZERO:
        return b.args[0] if isinstance(b, Op) and b.op == "neg" else Op("neg", (b,))
    return Op("-", (a, b))


def _times(a: Node, b: Node) -> Node:
    return _ZERO if _ZERO in (a, b) else b if a == _ONE else a if b == _ONE else Op("*", (a, b))


def _over(a: Node, b: Node) -> Node:
    return a if b == _ONE or a == _ZERO else Op("/", (a, b))


# --- named approximations ---------------------------------------------------------------------------------------------

_STRIPS = {"trapezoid": r"trapezoid(?:al)?", "simpson": r"simpson(?:'s)?", "midpoint": r"mid-?point"}


def _approximate(task: Task) -> Plan | None:
    """An integral by the trapezoidal, Simpson's or the midpoint rule with a stated number of strips."""
    named = [rule for rule, shape in _STRIPS.items() if re.search(rf"\b{shape}\b", task.words)]
    if len(named) != 1 or not task.spoken(
        "trapezoidal trapezoid trapezium simpson's simpson midpoint mid-point rule approximate approximation estimate definite subintervals intervals strips method"
    ):
        return None
    integrals = [t for s in task.said if s.kind == "expression" and (t := task.formulas.number(s.parts[0])) is not None]
    counts = [s.parts[1].strip() for s in task.said if s.kind == "equation" and s.parts[0].strip() == "n"]
    whole = next((t for t in integrals if isinstance(t, Op) and t.op == "integral"), None)
    if whole is None or len(counts) != 1 or len(task.said) != 2 or not counts[0].isdigit():
        return None
    f, x, a, b = map(show, whole.args)
    return task.plan(f"{named[0]}({f}, {x}, {a}, {b}, {counts[0]})", "approximation", "calculus")


def _stepwise(task: Task) -> Plan | None:
    """A solution by Euler's or the Runge-Kutta method with a stated step."""
    euler, runge = re.search(r"\beuler", task.words), re.search(r"\brunge-kutta\b|\brunge kutta\b", task.words)
    if not (euler or runge) or not task.spoken(
        "euler euler's runge-kutta runge kutta method step size approximate approximation approximation values initial condition differential equation numerical fourth-order order"
    ):
        return None
    problem = _problem(task)
    if problem is None or len(problem[3]) != 1:
        return None
    slope, t, y, starts, rest = problem
    steps = [s.parts[1] for s in rest if s.kind == "equation" and s.parts[0].strip() == "h"]
    ends = [s.parts[1] for s in rest if s.kind == "equation" and s.parts[0].strip() == t]
    ends += [m[3] for s in rest if s.kind == "expression" and (m := _START.match(s.parts[0])) and m[1] == y]
    size, end = (task.formulas.number(v[0]) if v else None for v in (steps, ends))
    if size is None or end is None or len(steps) != 1 or len({e.strip() for e in ends}) != 1 or len(rest) > 3:
        return None
    name, (start, value) = "euler" if euler else "runge_kutta", starts[0]
    numbers = ", ".join(map(show, (start, end, size, value)))
    return task.plan(f"{name}({show(slope)}, {t}, {numbers})", "approximation", "calculus")


def _work(task: Task) -> Plan | None:
    """The work of a force that depends on the place."""
    if not re.search(r"\bforce\b", task.words) or not re.search(r"\bwork\b", task.words):
        return None
    if not task.spoken(
        "force forces variable work done moving moves move object particle along straight line feet ft meters metres m pounds newtons lb when acts located origin distance away required axis x-axis it"
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
    plan = task.plan(
        f"integral({show(curves.trees[0])}, {curves.variable}, {curves.between})", "work", "calculus", unit=unit
    )
    return plan


_OPERATIONS: tuple[Callable[[Task], Plan | None], ...] = (
    _closed,
    _applied,
    _approximate,
    _stepwise,
    _initial,
    _bounded,
    _work,
    _area,
    _length,
    _revolved,
    _extremum,
    _slope,
    _limit,
)
