r"""Mathematics as people write it, LaTeX or typed, to the trees of `ech0.core.expression`: `\int_0^1 x e^{-x} dx`.

Besides the grammar's own functions a tree may hold `integral(f, x, a, b)`, `sum(f, n, a, b)`, `product(f, n, a, b)`,
`limit(f, x, a, side)`, `choose(n, k)` and `gamma(z)`, and the names `pi`, `e` and `oo`. Text is bounded in length and
depth, and what is not understood is refused, never guessed. Knows no solver.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var

MAX_LENGTH, MAX_DEPTH, MAX_TOKENS = 600, 30, 300
OPERATORS = frozenset(("integral", "sum", "product", "limit", "choose", "gamma"))
"""What a tree from here may call besides the functions of the grammar."""
Definition = tuple[str, Node]
"""A function of one variable: its variable and its tree."""

_SPACE = re.compile(
    r"\\[,;:! ]|\\(?:left|right|displaystyle|limits|nolimits|quad|qquad)(?![a-zA-Z])"
    r"|\\(?:big|Big|bigg|Bigg)[lr]?|[\s~$&]+"
)
_WRAPPED = re.compile(r"\\(?:mathrm|text|operatorname|mathbf|mathit|rm)\s*\{\s*([A-Za-z]{1,6})\s*\}")
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?![\d.])|\d+\.?\d*|\.\d+)|\\(?P<command>[A-Za-z]+)"
    r"|(?P<word>(?:arc)?(?:sin|cos|tan|sec|csc|cot)h?|sqrt|exp|ln|log|pi|infinity|infty|inf|lim|[A-Za-z])"
    r"|(?P<op>\*\*|->|[-+*/^_(){}\[\]|!=<>,'])"
)
_SIGNS = {
    "−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "→": "->", "²": "^2", "³": "^3", "∞": r"\infty ",
    "π": r"\pi ", "√": r"\sqrt ", "∫": r"\int ", "∑": r"\sum ", "θ": r"\theta ", "λ": r"\lambda ",
}  # fmt: skip
_GREEK = frozenset("alpha beta gamma delta epsilon theta lambda mu rho sigma tau phi omega eta nu xi kappa".split())
_SAME = {
    "cdot": "*", "times": "*", "div": "/", "to": "->", "rightarrow": "->", "dfrac": "frac", "tfrac": "frac",
    "infinity": "infty", "inf": "infty", "lbrace": "{", "vert": "|", "mid": "|", "dbinom": "binom", "prime": "'",
}  # fmt: skip
_BOUND = ("int", "sum", "prod", "lim")
_NO_FACTOR = frozenset(("le", "ge", "leq", "geq", "lim"))
_PLAIN = ("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "ln", "log", "sqrt")
_UNDER = {"sec": "cos", "csc": "sin", "cot": "tan", "sech": "cosh", "csch": "sinh", "coth": "tanh"}
_INVERSE = {"sin": "asin", "cos": "acos", "tan": "atan"}
FUNCTIONS = frozenset((*_PLAIN, *_UNDER, *(f"arc{n}" for n in _INVERSE)))


def read(text: str, functions: Mapping[str, Definition] | None = None) -> Node:
    """The tree of one expression. `functions`: what letters such as `f` stand for when they are applied.

    Raises `ClaimError` naming what is not understood.
    """
    reader = _Reader(text, functions or {})
    node = reader.sum()
    reader.done()
    return node


def substituted(node: Node, name: str, tree: Node) -> Node:
    """The tree with the free occurrences of `name` replaced."""
    match node:
        case Var(found):
            return tree if found == name else node
        case Op("integral" | "sum" | "product" | "limit" as op, (body, Var(bound), *rest)) if bound == name:
            return Op(op, (body, Var(bound), *(substituted(r, name, tree) for r in rest)))
        case Op(op, args):
            return Op(op, tuple(substituted(a, name, tree) for a in args))
        case _:
            return node


def free(node: Node) -> frozenset[str]:
    """The names of a tree that nothing in it binds and that are no constants."""
    match node:
        case Var(name):
            return frozenset() if name in ("pi", "e", "oo") else frozenset((name,))
        case Op("integral" | "sum" | "product" | "limit", (body, Var(bound), *rest)):
            return (free(body) - {bound}).union(*(free(r) for r in rest))
        case Op(_, args):
            return frozenset().union(*(free(a) for a in args))
        case _:
            return frozenset()


def _tokens(text: str) -> Iterator[str]:
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    text = _SPACE.sub(" ", _WRAPPED.sub(r" \1 ", text))
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found = _TOKEN.match(text, at)
        if not found:
            raise ClaimError("formula", f"{text[at : at + 10]!r} is not understood; write plain algebra or LaTeX")
        at = found.end()
        mark = found.group(found.lastgroup or 0).replace(",", "") if found["number"] else found[0].lstrip("\\")
        yield _SAME.get(mark, mark)


class _Reader:
    def __init__(self, text: str, functions: Mapping[str, Definition]) -> None:
        if len(text) > MAX_LENGTH:
            raise ClaimError("formula", f"{len(text)} characters; at most {MAX_LENGTH} are read")
        self.tokens, self.functions, self.at, self.depth, self.bars = list(_tokens(text)), functions, 0, 0, 0
        if len(self.tokens) > MAX_TOKENS:
            raise ClaimError("formula", f"{len(self.tokens)} signs; at most {MAX_TOKENS} are read")

    def error(self, what: str) -> ClaimError:
        return ClaimError("formula", f"in {' '.join(self.tokens)[:80]!r}: {what}")

    def peek(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        mark = self.peek()
        if mark and mark in wanted:
            self.at += 1
            return mark
        return ""

    def need(self, wanted: str) -> None:
        if not self.take(wanted):
            raise self.error(f"{wanted!r} is expected before {self.peek()!r}")

    def done(self) -> None:
        if self.peek():
            raise self.error(f"{self.peek()!r} does not fit there")

    def inside(self, read: "Callable[[], Node]", close: str = "") -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(f"it is nested more than {MAX_DEPTH} deep")
        node = read()
        self.depth -= 1
        if close:
            self.need(close)
        return node

    # --- arithmetic -------------------------------------------------------------------------------------------------

    def sum(self) -> Node:
        node = self.term()
        while op := self.take("+", "-"):
            node = Op(op, (node, self.term()))
        return node

    def term(self) -> Node:
        node = self.signed()
        while True:
            if op := self.take("*", "/"):
                node = Op(op, (node, self.signed()))
            elif self.starts():
                node = Op("*", (node, self.power()))
            else:
                return node

    def starts(self) -> bool:
        """Whether a factor begins here without a sign of multiplication; a number never does: any may lack."""
        mark = self.peek()
        if mark == "d" and re.fullmatch(r"[a-zA-Z]|theta|phi|tau", self.peek(1)):
            return False  # the differential of an integral
        if mark == "|":
            return not self.bars
        return bool(mark) and (mark[0].isalpha() or mark in ("(", "{", "[")) and mark not in _NO_FACTOR

    def signed(self) -> Node:
        if sign := self.take("-", "+"):
            node = self.inside(self.signed)
            return Op("neg", (node,)) if sign == "-" else node
        return self.power()

    def power(self) -> Node:
        base = self.atom()
        while self.take("!"):
            base = Op("gamma", (Op("+", (base, Num("1"))),))
        if not self.sided() and self.take("^", "**"):
            exponent = self.inside(self.script)
            node = Op("exp", (exponent,)) if base == Var("e") else Op("**", (base, exponent))
            if self.peek() in ("^", "**"):
                raise self.error("a power of a power needs brackets")
            return node
        return base

    def sided(self) -> bool:
        """Whether the mark here says from which side a limit is taken: `0^+`."""
        after = [self.peek(n) for n in range(1, 4)]
        bare = after[0] in ("+", "-") and after[1] == "}"
        return self.peek() == "^" and (bare or (after[0] == "{" and after[1] in ("+", "-") and after[2] == "}"))

    def script(self) -> Node:
        """What stands behind `^` or `_`: a group, or one signed factor."""
        if self.take("{"):
            return self.inside(self.sum, "}")
        if sign := self.take("-", "+"):
            node = self.script()
            return Op("neg", (node,)) if sign == "-" else node
        return self.atom()

    # --- atoms ------------------------------------------------------------------------------------------------------

    def atom(self) -> Node:
        mark = self.peek()
        self.at += 1
        if not mark:
            raise self.error("it ends too early")
        if mark[0].isdigit() or mark[0] == ".":
            return Num(mark)
        if close := {"(": ")", "{": "}", "[": "]"}.get(mark):
            return self.inside(self.sum, close)
        if mark == "|":
            self.bars += 1
            node = self.inside(self.sum, "|")
            self.bars -= 1
            return Op("abs", (node,))
        if mark in ("int", "sum", "prod", "lim"):
            return self.inside({"int": self.integral, "sum": self.series, "prod": self.series, "lim": self.limit}[mark])
        if mark == "frac":
            return self.fraction()
        if mark == "binom":
            n, k = self.group(), self.group()
            return Op("choose", (n, k))
        if mark in FUNCTIONS:
            return self.inside(lambda: self.function(mark))
        return self.name(mark)

    def group(self) -> Node:
        return self.inside(self.sum, "}") if self.take("{") else self.atom()

    def fraction(self) -> Node:
        over = self.group()
        return Op("/", (over, self.group()))

    def name(self, mark: str) -> Node:
        if mark == "infty":
            return Var("oo")
        if mark in ("Gamma", "pi"):
            return Op("gamma", (self.inside(self.sum, ")"),)) if mark == "Gamma" and self.take("(") else Var("pi")
        if mark in self.functions and (self.peek() == "("):
            self.need("(")
            variable, tree = self.functions[mark]
            return substituted(tree, variable, self.inside(self.sum, ")"))
        if not (mark in _GREEK or re.fullmatch(r"[A-Za-z]", mark)):
            raise self.error(f"{mark!r} is not understood")
        if self.peek() == "'":
            raise self.error("a derivative is not understood there")
        if self.take("_"):
            sub = self.take("{")
            parts = [mark, "_"]
            while re.fullmatch(r"[A-Za-z0-9]+", self.peek()) and (sub or len(parts) < 3):
                parts.append(self.peek())
                self.at += 1
            if sub:
                self.need("}")
            return Var("".join(parts))
        return Var(mark)

    def function(self, name: str) -> Node:
        base, index, squared = name.removeprefix("arc"), None, None
        if base == "sqrt" and self.take("["):
            index = self.inside(self.sum, "]")
        if base == "log" and self.take("_"):
            index = self.inside(self.script)
        if base != "sqrt" and self.take("^"):
            squared = self.inside(self.script)
        arg = self.argument()
        if name.startswith("arc") or (squared == Op("neg", (Num("1"),)) and base in _INVERSE):
            return Op(_INVERSE[base], (arg,)) if base in _INVERSE else self.refuse(name)
        node = self.applied(base, index, arg)
        return node if squared is None else Op("**", (node, squared))

    def refuse(self, name: str) -> Node:
        raise self.error(f"{name!r} is not understood")

    def applied(self, base: str, index: Node | None, arg: Node) -> Node:
        if base == "sqrt" and index is not None:
            return Op("**", (arg, Op("/", (Num("1"), index))))
        if base == "log" and index is not None:
            return Op("log10", (arg,)) if index == Num("10") else Op("/", (Op("ln", (arg,)), Op("ln", (index,))))
        if base in _UNDER:
            return Op("/", (Num("1"), Op(_UNDER[base], (arg,))))
        return Op(base, (arg,))

    def argument(self) -> Node:
        """`sin(x)`, `sin x`, `sin 2x`: a bracket ends it, otherwise factors up to a sign or another function."""
        if close := {"(": ")", "{": "}", "[": "]"}.get(self.peek()):
            self.at += 1
            return self.inside(self.sum, close)
        node = self.signed()
        while self.starts() and self.peek() not in (*FUNCTIONS, "(", "{", "[", "e", "|"):
            node = Op("*", (node, self.power()))
        if self.peek() == "/" and re.fullmatch(r"\d+", self.peek(1)):
            self.at += 1
            node = Op("/", (node, self.atom()))
        return node

    # --- operators with a bound variable ----------------------------------------------------------------------------

    def integral(self) -> Node:
        low, high = self.bounds()
        if self.peek() == "frac" and self.peek(1) == "{" and self.peek(2) == "d" and self.peek(4) == "}":
            variable = self.peek(3)
            self.at += 5
            return Op("integral", (Op("/", (Num("1"), self.group())), Var(variable), low, high))
        body = self.sum()
        self.need("d")
        variable = self.name_of()
        return Op("integral", (body, Var(variable), low, high))

    def name_of(self) -> str:
        mark = self.peek()
        if not (re.fullmatch(r"[A-Za-z]", mark) or mark in _GREEK):
            raise self.error(f"{mark!r} is no variable")
        self.at += 1
        return mark

    def bounds(self) -> tuple[Node, Node]:
        found: dict[str, Node] = {}
        while (mark := self.take("_", "^")) and mark not in found:
            found[mark] = self.inside(self.script)
        if set(found) != {"_", "^"}:
            raise self.error("both bounds are needed")
        return found["_"], found["^"]

    def series(self) -> Node:
        op = "sum" if self.tokens[self.at - 1] == "sum" else "product"
        self.need("_")
        self.need("{")
        variable = self.name_of()
        self.need("=")
        low = self.inside(self.sum, "}")
        self.need("^")
        high = self.inside(self.script)
        return Op(op, (self.term(), Var(variable), low, high))

    def limit(self) -> Node:
        self.need("_")
        self.need("{")
        variable = self.name_of()
        self.need("->")
        point = self.inside(self.term)
        side: Node = Num("0")
        if self.take("^"):
            brace = self.take("{")
            sign = self.take("+", "-")
            side = Num("1") if sign == "+" else Op("neg", (Num("1"),))
            if brace:
                self.need("}")
        elif sign := self.take("+", "-"):
            side = Num("1") if sign == "+" else Op("neg", (Num("1"),))
        self.need("}")
        return Op("limit", (self.sum(), Var(variable), point, side))
