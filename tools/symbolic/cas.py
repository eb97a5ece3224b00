"""Trees to sympy and back, for what our own algebra cannot isolate, each question in a slice of time.

No text reaches sympy: it is given objects, and what it prints is read by our own parser.
"""

import gc
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ech0.core.errors import ClaimError, OutOfBudget
from ech0.core.expression import Node, Num, Op, Var, names, parse
from tools.symbolic.tree import size

SLICE_S = 0.4
AGAIN_S = 1.0
"""When the end of a slice is told once more, should the library have swallowed it."""
_SAME = ("sqrt", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "erf")


@contextmanager
def time_slice(seconds: float, *, busy: bool = False) -> Iterator[None]:
    """Raise `OutOfBudget` inside the block after `seconds`; only the main thread of a process can be interrupted.

    `busy`: seconds in which this process was at work, so that others on the machine do not shorten them.
    """
    if threading.current_thread() is not threading.main_thread():
        raise OutOfBudget("sympy", "the main thread, where alone it can be stopped")

    def late(_number: int, _frame: object) -> None:
        raise OutOfBudget("sympy", f"{seconds:g} s")

    timer, told = (signal.ITIMER_VIRTUAL, signal.SIGVTALRM) if busy else (signal.ITIMER_REAL, signal.SIGALRM)
    before = signal.signal(told, late)
    collecting = gc.isenabled()
    gc.disable()  # what is raised inside a collection is lost
    signal.setitimer(timer, seconds, AGAIN_S)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(told, before)
        if collecting:
            gc.enable()


def to_sympy(node: Node) -> Any:
    """The sympy object of a tree of numbers, names, arithmetic and functions; all names are real."""
    import sympy

    match node:
        case Num(text):
            return sympy.Rational(text)
        case Var(name):
            return sympy.Symbol(name, real=True)
        case Op("neg", (a,)):
            return -to_sympy(a)
        case Op("+" | "-" | "*" | "/" | "**" as op, (a, b)):
            x, y = to_sympy(a), to_sympy(b)
            match op:
                case "+":
                    return x + y
                case "-":
                    return x - y
                case "*":
                    return x * y
                case "/":
                    return x / y
            return x**y
        case Op("log10", (a,)):
            return sympy.log(to_sympy(a), 10)
        case Op("ln", args):
            return sympy.log(*map(to_sympy, args))
        case Op(op, args) if op in _SAME:
            return getattr(sympy, op)(*map(to_sympy, args))
        case Op("abs", (a,)):
            return sympy.Abs(to_sympy(a))
        case Op("min" | "max" as op, args):
            return (sympy.Min if op == "min" else sympy.Max)(*map(to_sympy, args))
    raise ClaimError("expression", f"{getattr(node, 'op', node)!r} is no arithmetic")


def from_sympy(value: Any) -> Node | None:
    """The tree of a sympy expression, or `None` where our grammar has no words for it."""
    import sympy

    plain = value.replace(lambda e: isinstance(e, sympy.Abs), lambda e: sympy.Function("abs")(*e.args))
    plain = plain.xreplace({sympy.pi: sympy.Float(sympy.pi, 17), sympy.E: sympy.Float(sympy.E, 17)})
    if plain.has(sympy.I, sympy.oo, sympy.zoo, sympy.nan) or plain.has(sympy.RootOf, sympy.LambertW):
        return None
    try:
        return parse(str(plain))
    except ClaimError:
        return None


def solve_for(left: Node, right: Node, name: str) -> list[Node] | None:
    """What sympy isolates `name` to, in its time slice; `None` if it does not know, or not in time."""
    import sympy

    if size(left) + size(right) > 120:
        return None
    try:
        with time_slice(SLICE_S):
            found = sympy.solve(to_sympy(left) - to_sympy(right), sympy.Symbol(name, real=True), check=False)
    except (OutOfBudget, NotImplementedError, ValueError, TypeError, ArithmeticError, AttributeError, RecursionError):
        return None
    trees = [from_sympy(f) for f in found if isinstance(f, sympy.Expr)]
    return [t for t in trees if t is not None]


def without(node: Node, gone: frozenset[str]) -> Node | None:
    """The tree simplified until none of the names `gone` occurs in it, or `None` if they are not seen to cancel."""
    import sympy

    if size(node) > 300:
        return None
    try:
        with time_slice(SLICE_S):
            tree = from_sympy(sympy.simplify(sympy.cancel(to_sympy(node))))
    except (OutOfBudget, NotImplementedError, ValueError, TypeError, ArithmeticError, AttributeError, RecursionError):
        return None
    return tree if tree is not None and not names(tree) & gone else None
