"""The whitelisted expression language: text to a small tree, and the tree to a number. No `eval`, no sympy, no names
but those written; bounded in length, depth and size of numbers, so that hostile text ends in a clear error.

    expression  = implication
    implication = disjunction ["->" implication]
    disjunction = conjunction {"or" conjunction}
    conjunction = negation {"and" negation}
    negation    = "not" negation | comparison
    comparison  = sum [("==" | "=" | "!=" | "<=" | ">=" | "<" | ">") sum]
    sum         = term {("+" | "-") term}
    term        = factor {("*" | "/") factor}
    factor      = ("-" | "+") factor | power
    power       = atom [("**" | "^") factor]
    atom        = number | name | function "(" sum {"," sum} ")" | "(" expression ")"
"""

import math
import operator
import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ech0.core.errors import ClaimError

MAX_LENGTH, MAX_DEPTH, MAX_EXPONENT = 2000, 40, 64

FUNCTIONS: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "ln": math.log,
    "log10": math.log10,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "atan2": math.atan2,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "abs": abs,
    "min": min,
    "max": max,
    "erf": math.erf,
}
COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<op>\*\*|->|==|!=|<=|>=|[-+*/^()=<>,]))"
)


@dataclass(frozen=True, slots=True)
class Num:
    """A literal; `text` as written, so that `1/3` and decimals stay exact for a solver."""

    text: str


@dataclass(frozen=True, slots=True)
class Var:
    """A name."""

    name: str


@dataclass(frozen=True, slots=True)
class Op:
    """An operator or function applied: `+ - * / ** neg`, a function name, a comparison, `and or not ->`."""

    op: str
    args: "tuple[Node, ...]"


Node = Num | Var | Op


def parse(text: str, *, where: str = "expression", functions: Container[str] = FUNCTIONS) -> Node:
    """Parse one expression; raises `ClaimError` saying what is not understood and what is allowed.

    `functions`: the names that may be called; those beyond `FUNCTIONS` mean something to the caller only.
    """
    if len(text) > MAX_LENGTH:
        raise ClaimError(where, f"{len(text)} characters; at most {MAX_LENGTH} are read")
    return _Parser(text, where, functions).whole()


class _Parser:
    def __init__(self, text: str, where: str, functions: Container[str]) -> None:
        self.where, self.text, self.at, self.depth, self.functions = where, text, 0, 0, functions
        self.tokens = list(self._scan(text))

    def _scan(self, text: str) -> Iterator[tuple[str, str]]:
        position, end = 0, len(text.rstrip())
        while position < end:
            found = _TOKEN.match(text, position)
            if not found:
                raise self._error(f"{text[position:].strip()[:12]!r} is not allowed here")
            position = found.end()
            kind = found.lastgroup or ""
            yield kind, found.group(kind)

    def _error(self, what: str) -> ClaimError:
        allowed = f"numbers, names, + - * / **, comparisons and {', '.join(sorted(FUNCTIONS))}"
        return ClaimError(self.where, f"in {self.text[:80]!r}: {what}; use {allowed}")

    def _peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def _take(self, *wanted: str) -> str:
        if self._peek() in wanted and self._peek():
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""

    def whole(self) -> Node:
        node = self._implication()
        if self.at != len(self.tokens):
            raise self._error(f"{self._peek()!r} does not fit there")
        return node

    def _implication(self) -> Node:
        left = self._left(self._conjunction, "or")
        return Op("->", (left, self._implication())) if self._take("->") else left

    def _conjunction(self) -> Node:
        return self._left(self._negation, "and")

    def _negation(self) -> Node:
        if self._take("not"):
            self._deeper()
            node = Op("not", (self._negation(),))
            self.depth -= 1
            return node
        return self._comparison()

    def _comparison(self) -> Node:
        left = self._sum()
        if op := self._take("=", *COMPARISONS):
            return Op("==" if op == "=" else op, (left, self._sum()))
        return left

    def _sum(self) -> Node:
        return self._left(self._term, "+", "-")

    def _term(self) -> Node:
        return self._left(self._factor, "*", "/")

    def _left(self, below: "Callable[[], Node]", *ops: str) -> Node:
        node = below()
        while op := self._take(*ops):
            node = Op(op, (node, below()))
        return node

    def _factor(self) -> Node:
        if sign := self._take("-", "+"):
            self._deeper()
            node = self._factor()
            self.depth -= 1
            return Op("neg", (node,)) if sign == "-" else node
        base = self._atom()
        if self._take("**", "^"):
            self._deeper()
            exponent = self._factor()
            self.depth -= 1
            _bounded_power(exponent, self._error)
            return Op("**", (base, exponent))
        return base

    def _atom(self) -> Node:
        if self.at >= len(self.tokens):
            raise self._error("it ends too early")
        kind, token = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return Num(token)
        if token == "(":
            self._deeper()
            node = self._implication()
            self.depth -= 1
            if not self._take(")"):
                raise self._error("a bracket is not closed")
            return node
        if kind == "name" and token not in ("and", "or", "not"):
            return self._call(token) if self._peek() == "(" else Var(token)
        raise self._error(f"{token!r} does not fit there")

    def _call(self, name: str) -> Node:
        if name not in self.functions:
            raise self._error(f"{name!r} is not a known function")
        self._take("(")
        self._deeper()
        args = [self._sum()]
        while self._take(","):
            args.append(self._sum())
        self.depth -= 1
        if not self._take(")"):
            raise self._error("a bracket is not closed")
        return Op(name, tuple(args))

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._error(f"it is nested more than {MAX_DEPTH} deep")


def _bounded_power(exponent: Node, error: Callable[[str], ClaimError]) -> None:
    if not names(exponent):
        try:
            size = abs(evaluate(exponent, {}))
        except ClaimError:
            size = math.inf
        if size > MAX_EXPONENT:
            raise error(f"an exponent may be at most {MAX_EXPONENT}")


def names(node: Node) -> frozenset[str]:
    """The names that occur in a tree."""
    match node:
        case Var(name):
            return frozenset((name,))
        case Op(_, args):
            return frozenset().union(*(names(a) for a in args))
        case _:
            return frozenset()


def literals(node: Node) -> tuple[str, ...]:
    """The numbers written in a tree, in order."""
    match node:
        case Num(text):
            return (text,)
        case Op(_, args):
            return tuple(t for a in args for t in literals(a))
        case _:
            return ()


_LEVEL = {"->": 0, "or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "/": 6, "neg": 7, "**": 8} | dict.fromkeys(
    COMPARISONS, 4
)


def show(node: Node) -> str:
    """The tree as text that `ech0.core.expression.parse` reads back to an equal tree, without idle brackets."""
    match node:
        case Num(text):
            return text
        case Var(name):
            return name
        case Op("neg", (inner,)):
            return f"-{_inside(inner, 7)}"
        case Op("not", (inner,)):
            return f"not {_inside(inner, 3)}"
        case Op("**", (base, exponent)):
            return f"{_inside(base, 9)}**{_inside(exponent, 7)}"
        case Op(op, (left, right)) if op in _LEVEL:
            level = _LEVEL[op]
            space = "" if op in "*/" else " "
            side = (1, 0) if op == "->" else (1, 1) if level == 4 else (0, 1)
            return f"{_inside(left, level + side[0])}{space}{op}{space}{_inside(right, level + side[1])}"
        case Op(op, args):
            return f"{op}({', '.join(_inside(a, 5) for a in args)})"


def _inside(node: Node, level: int) -> str:
    own = _LEVEL.get(node.op, 9) if isinstance(node, Op) else 9
    return show(node) if own >= level else f"({show(node)})"


def evaluate(node: Node, values: Mapping[str, float]) -> float:
    """The value of a tree (comparisons and logic give 1.0 or 0.0); raises `ClaimError` where it has none."""
    try:
        result = _value(node, values)
    except (ZeroDivisionError, OverflowError, ValueError, TypeError) as error:
        raise ClaimError("expression", f"it has no value here ({error})") from None
    except KeyError as error:
        raise ClaimError("expression", f"the name {error.args[0]!r} has no value") from None
    if isinstance(result, complex) or not math.isfinite(result):
        raise ClaimError("expression", "it has no finite real value here")
    return result


def _value(node: Node, values: Mapping[str, float]) -> float:
    match node:
        case Num(text):
            return float(text)
        case Var(name):
            return values[name]
        case Op(op, args):
            if op == "->":
                return float(not _value(args[0], values) or bool(_value(args[1], values)))
            return _apply(op, [_value(a, values) for a in args])


ARITHMETIC: Mapping[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "neg": operator.neg,
}
"""What the plain signs do, to numbers of any kind."""


def _apply(op: str, a: list[float]) -> float:
    if op in ARITHMETIC:
        plain: float = ARITHMETIC[op](*a)
        return plain
    match op:
        case "**":
            result: float = a[0] ** a[1]
            return result
        case "and":
            return float(bool(a[0]) and bool(a[1]))
        case "or":
            return float(bool(a[0]) or bool(a[1]))
        case "not":
            return float(not a[0])
        case "==" | "!=" | "<=" | ">=" | "<" | ">":
            return float(_compare(op, a[0], a[1]))
        case _:
            return float(FUNCTIONS[op](*a))


def _compare(op: str, a: float, b: float) -> bool:
    match op:
        case "==":
            return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-300)
        case "!=":
            return not math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-300)
        case "<=":
            return a <= b
        case ">=":
            return a >= b
        case "<":
            return a < b
        case _:
            return a > b
