"""Formulas as people say or type them, as trees: `x squared plus 3`, `5!`, `2x+1`, `sin 30 degrees`.

Words become signs, and `ech0.core.mathtext` reads the signs. A run of letters that is neither a function nor a product
of the letters by which unknowns go makes it no formula.
"""

import re
from collections.abc import Callable

from ech0.core import mathtext
from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var, evaluate, show
from ech0.core.mathtext import free

_N = r"(?:\d+(?:\.\d+)?|[a-z](?![a-z])|\([^()]*\))"
_ORDINAL = r"(?:st|nd|rd|th)"
_REWRITES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(shape), put)
    for shape, put in (
        (r"(?<=\d)e([+-]?\d+)", r"*10^{\1}"),
        (r"\b(?:is )?equals?(?: to)?\b|\bis equal to\b", "="),
        (r"\be to the (?:power (?:of )?)?(-?\w+)", r"e^(\1)"),
        (rf"\b(?:raised )?to the power(?: of)? (-?{_N})", r"^(\1)"),
        (rf"\b(?:raised )?to the (\d+){_ORDINAL}(?: power)?", r"^(\1)"),
        (r"\s*\bsquared\b", "^2"),
        (r"\s*\bcubed\b", "^3"),
        (
            r"\b(\d+) choose (\d+)\b|\b(\d+) ?c ?(\d+)\b(?!\))",
            lambda m: rf"\binom{{{m[1] or m[3]}}}{{{m[2] or m[4]}}}",
        ),
        (r"\bfactorial of (\d+)\b|\b(\d+) factorial\b", lambda m: f"{m[1] or m[2]}!"),
        (r"\b(?:the )?(?:positive |principal )?square root(?: of)?\b|\bsqrt of\b|√", "sqrt "),
        (r"\b(?:the )?(?:cube|cubic|third) root(?: of)?\b|\bcbrt\b", "sqrt[3] "),
        (r"\b(?:the )?(?:fourth|4th) root(?: of)?\b", "sqrt[4] "),
        (rf"\b(?:the )?(\d+){_ORDINAL} root(?: of)?\b", r"sqrt[\1] "),
        (r"\b(?:the )?natural log(?:arithm)?(?: of)?\b|\bln of\b", "ln "),
        (r"\blog(?:arithm)? ?_? ?(?:to )?(?:the )?base ?(\d+|e)(?: of)?\b", r"log_{\1} "),
        (r"\blog_?(10|2)(?: of)?(?=[\s(])", r"log_{\1} "),
        (r"\blog(?:arithm)? of\b", "log "),
        (r"\b(?:sine|sin) of\b|\bsine\b", "sin "),
        (r"\b(?:cosine|cos) of\b|\bcosine\b", "cos "),
        (r"\b(?:tangent|tan) of\b", "tan "),
        (r"\ba(sin|cos|tan)\b", r"arc\1"),
        (r"\bplus\b", "+"),
        (r"\bminus\b|\bnegative\b", "-"),
        (r"\btimes\b|\bmultiplied by\b", "*"),
        (r"(?<=\d) ?x ?(?=\d)", "*"),
        (r"\bdivided by\b|\bover\b|÷", "/"),
        (r"(\d+(?:\.\d+)?) ?(?:degrees?\b|deg\b|°)", r"(\1*pi/180)"),
        (r"\bhalf of\b", "(1/2)*"),
        (r"\bthe quantity\b|\bradians?\b", " "),
        (r"\bless than or equal to\b|≤", "<="),
        (r"\bgreater than or equal to\b|≥", ">="),
        (r"\b(?:is )?less than\b", "<"),
        (r"\b(?:is )?(?:greater|more) than\b", ">"),
    )
)
_FUNCTION = r"(?:arc)?(?:sin|cos|tan|sec|csc|cot)h?|sqrt|exp|ln|log|binom|frac|pi|infinity|infty|inf"
_RUN = re.compile(rf"[a-z]?(?:{_FUNCTION})[a-z]?|[abckmnprstuvwxyz]{{1,3}}e?|e[xyzt]")
_ENGLISH = frozenset("an at am as by my us up we be ax max man can any say way may pay sum run net set met any".split())
_ENGLISH -= {"ax"}


def formula(text: str) -> Node | None:
    """The tree of a formula in words and signs; nothing unless every sign of it is understood."""
    spelled = _spelled(text)
    if not spelled or not _lettered(spelled):
        return None
    try:
        return mathtext.read(spelled)
    except (ClaimError, ValueError):
        return None


def equation(text: str) -> str | None:
    """An equation or an inequality in the grammar of claims; nothing if it is none."""
    spelled = _spelled(text)
    parts = re.split(r"(<=|>=|==|=|<|>)", spelled)
    if len(parts) != 3:
        return None
    left, right = formula(parts[0]), formula(parts[2])
    if left is None or right is None:
        return None
    return f"{shown(left)} {'=' if parts[1] == '==' else parts[1]} {shown(right)}"


def letters(text: str) -> frozenset[str]:
    """The unknowns of an equation or an expression."""
    found = [formula(side) for side in re.split(r"<=|>=|==|=|<|>", _spelled(text))]
    return frozenset().union(*(free(t) for t in found if t is not None))


def shown(tree: Node) -> str:
    """A tree in the grammar of claims, high powers as calls."""
    return show(_calls(tree))


def plain(tree: Node) -> bool:
    """Whether a tree has no bound variable in it: arithmetic and functions only."""
    return not isinstance(tree, Op) or (
        tree.op not in ("integral", "sum", "product", "limit") and all(map(plain, tree.args))
    )


def holds(tree: Node, *ops: str) -> bool:
    """Whether one of some operations stands in a tree."""
    return isinstance(tree, Op) and (tree.op in ops or any(holds(a, *ops) for a in tree.args))


def decimal(tree: Node) -> Node:
    """The tree with logarithms without a base to base ten."""
    match tree:
        case Op("log", (a,)):
            return Op("log10", (decimal(a),))
        case Op(op, args):
            return Op(op, tuple(map(decimal, args)))
        case _:
            return tree


def rooted(tree: Node) -> Node:
    """The tree with odd roots of numbers as roots, so that that of a negative number is the real one."""
    match tree:
        case Op("**", (a, Op("/", (Num("1"), Num(k))))):
            return Op("root", (rooted(a), Num(k)))
        case Op(op, args):
            return Op(op, tuple(map(rooted, args)))
        case _:
            return tree


def _calls(tree: Node) -> Node:
    match tree:
        case Op("**", (base, power)):
            made = (_calls(base), _calls(power))
            return Op("**" if _small(power) else "power", made)
        case Op(op, args):
            return Op(op, tuple(map(_calls, args)))
        case _:
            return tree


def _small(power: Node) -> bool:
    if free(power) or power in (Var("e"), Var("pi")):
        return True
    try:
        return abs(evaluate(power, {"pi": 3.141592653589793, "e": 2.718281828459045})) <= 64
    except ClaimError:
        return False


def _spelled(text: str) -> str:
    out = text.strip().rstrip("?.;,").strip()
    for shape, put in _REWRITES:
        out = shape.sub(put, out)
    return _sized(out)


def _sized(text: str) -> str:
    """`abs(...)` as bars."""
    while (start := text.find("abs(")) >= 0:
        depth, at = 0, start + 3
        while at < len(text):
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            if not depth:
                break
            at += 1
        else:
            return text
        text = f"{text[:start]}|{text[start + 4 : at]}|{text[at + 1 :]}"
    return text


def _lettered(text: str) -> bool:
    """Whether each run of letters is a function or stands for unknowns, and no article stands between spaces."""
    runs = re.findall(r"[a-z]+", text)
    if re.search(r"(?:^|\s)a\s+(?:[a-z]{2}|[0-9(])", text):
        return False
    return all(len(r) == 1 or (r not in _ENGLISH and _RUN.fullmatch(r)) for r in runs)
