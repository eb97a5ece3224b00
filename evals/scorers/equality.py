"""Whether two short mathematical answers are equal: exact where they are rational, else to 50 digits at many points.

Two texts that agree at eight points to forty digits differ with a probability that can be neglected [Schwartz1980]_.
There is nothing to time out: numbers keep a fixed number of digits whatever they are, and their size is bounded.
Knows the expression language and mpmath, not a benchmark.

References:
    .. [Schwartz1980] J. T. Schwartz, Fast probabilistic algorithms for verification of polynomial identities, 1980.
"""

import re
from collections.abc import Sequence
from typing import Any

from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var, names, parse
from ech0.core.types import Answer
from evals.case import Case, Score
from evals.scorers.latex import boxed, plain
from evals.scorers.plain import right, withheld, wrong

DIGITS, AGREE, POINTS, HUGE = 50, 40, 8, 1e6
_CONSTANTS = ("pi", "e")
_SOLVED = re.compile(r"\b[a-zA-Z]\w* = ")
"""`x = 3 or x = 4` answers what x is with 3 and 4."""


def equality(case: Case, answer: Answer) -> Score:
    """Right if the answer's exact result, its value, or the answer boxed in its text, equals the target."""
    if out := withheld(answer):
        return out
    gold = str(case.target)
    exact = _SOLVED.sub("", answer.result or "").replace(" or ", ", ")
    if exact and equal(exact, gold):
        got, same = exact, True
    elif answer.value is not None:
        got = repr(answer.value)
        same = equal(got, gold, digits=12)
    elif exact:
        got, same = exact, False
    else:
        got = answer.choice_text or boxed(answer.text)
        same = equal(got, gold)
    told = f"{got[:80]} against {gold[:80]}"
    return right(told) if same else wrong(told, parsed=bool(got.strip()))


def equal(one: str, other: str, *, digits: int = AGREE) -> bool:
    """Whether two answers are equal: as the same text, as numbers or formulas, or as tuples and sets of such.

    Each is read as LaTeX and as plain text; one pair of readings that agrees will do. `digits` is how far numbers have
    to agree, fewer where one of them was a float.
    """
    if _letters(one) and _letters(one) == _letters(other):
        return True
    left, right_ = _parts(one), _parts(other)
    if left is None or right_ is None or left[0] != right_[0] or len(left[1]) != len(right_[1]):
        return False
    mine, theirs = left[1], list(right_[1])
    if left[0] == "{}":
        for part in mine:
            match = next((t for t in theirs if _same(part, t, digits)), None)
            if match is None:
                return False
            theirs.remove(match)
        return True
    return all(_same(a, b, digits) for a, b in zip(mine, theirs, strict=True))


def _letters(text: str) -> str:
    r"""A text without white space, dollar signs and `\text`."""
    stripped = re.sub(r"\\(?:text|mbox|mathrm|left|right|[,;! ])|[\s$]", "", boxed(text).strip().rstrip("."))
    return re.sub(r"^\{(.*)\}$", r"\1", re.sub(r"\\[dt]frac", r"\\frac", stripped)).casefold()


def _parts(text: str) -> tuple[str, list[str]] | None:
    """The brackets around a list of answers and what is in it; `("", [text])` for a single one."""
    out = re.sub(r"\\(?:left|right)(?![A-Za-z])", "", boxed(text)).strip().strip("$").strip().rstrip(".")
    out = re.sub(r"(?<=\d)(?:\{,\}|\\!,|,\\!|,)(?=\d{3}(?:\D|$))(?![^()\[\]]*[)\]])", "", out)
    out = re.sub(r"^[a-z]\s*(?:=|\\in(?![a-z]))\s*", "", out)
    braces = re.fullmatch(r"\\\{(.*)\\\}", out, re.DOTALL)
    if braces:
        return "{}", _split(braces[1])
    if len(out) > 1 and out[0] in "([" and out[-1] in ")]" and len(inside := _split(out[1:-1])) > 1:
        return out[0] + out[-1], inside
    inside = _split(out)
    return ("{}", inside) if len(inside) > 1 else ("", [out])


def _split(text: str) -> list[str]:
    """What stands between the commas that are in no bracket."""
    parts, depth, start = [], 0, 0
    for i, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return [p.strip() for p in (*parts, text[start:])]


def _same(one: str, other: str, digits: int) -> bool:
    if _letters(one) == _letters(other):
        return True
    return any(_agree(a, b, digits) for a in _readings(one) for b in _readings(other))


def _readings(text: str) -> list[Node]:
    """The trees that a text can be read as: LaTeX, and the plain language."""
    trees: list[Node] = []
    for candidate in dict.fromkeys((plain(text), text.strip())):
        try:
            tree = parse(candidate, where="answer")
        except ClaimError:
            continue
        if tree not in trees:
            trees.append(tree)
    return trees


def _agree(one: Node, other: Node, digits: int) -> bool:
    """Whether two trees have the same names and the same value at every point where both have one."""
    free = sorted(names(one) - {*_CONSTANTS})
    if free != sorted(names(other) - {*_CONSTANTS}) or _kind(one) != _kind(other):
        return False
    import mpmath

    with mpmath.workdps(DIGITS):
        met = 0
        for n in range(POINTS if free else 1):
            point = {name: _coordinate(n, i) for i, name in enumerate(free)} | {"pi": mpmath.pi, "e": mpmath.e}
            try:
                a, b = _value(one, point), _value(other, point)
            except (ClaimError, ArithmeticError, ValueError):
                continue
            met += 1
            if abs(a - b) > mpmath.mpf(10) ** -digits * max(abs(a), abs(b)):
                return False
        return met > 0


def _kind(node: Node) -> str:
    """Equations are equal only to equations; every other tree is a term."""
    return node.op if isinstance(node, Op) and node.op in ("==", "!=", "<=", ">=", "<", ">") else ""


def _coordinate(point: int, axis: int) -> Any:
    """A place that no short formula is made for: between 0.3 and 3, irrational, the same every time."""
    import mpmath

    return mpmath.mpf(3) / 10 + 27 * mpmath.frac((point + 1) * mpmath.sqrt(2) + (axis + 1) * mpmath.sqrt(3)) / 10


def _value(node: Node, point: dict[str, Any]) -> Any:
    """The value of a tree, at the precision that is set; `ClaimError` if it is too large to be told from another."""
    import mpmath

    match node:
        case Num(text):
            return mpmath.mpf(text)
        case Var(name):
            return point[name]
        case Op(op, args):
            return _bounded(_apply(op, [_value(a, point) for a in args]))


def _bounded(value: Any) -> Any:
    import mpmath

    if not mpmath.isfinite(value) or (value and abs(mpmath.log(abs(value))) > HUGE):
        raise ClaimError("answer", "it has no value that can be compared")
    return value


def _apply(op: str, a: Sequence[Any]) -> Any:
    import mpmath

    match op:
        case "+":
            return a[0] + a[1]
        case "-" | "==":
            return a[0] - a[1]
        case "*":
            return a[0] * a[1]
        case "/":
            return a[0] / a[1]
        case "**":
            if a[0] and abs(a[1] * mpmath.log(abs(a[0]))) > HUGE:
                raise ClaimError("answer", "a power is too large")
            return mpmath.power(a[0], a[1])
        case "neg":
            return -a[0]
        case "sqrt" | "exp" | "log" | "ln" | "log10" | "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "atan2":
            return _function(op, a)
        case "sinh" | "cosh" | "tanh" | "erf" | "abs":
            return _function(op, a)
        case _:
            raise ClaimError("answer", f"{op} is no operation on numbers")


def _function(name: str, a: Sequence[Any]) -> Any:
    import mpmath

    if any(abs(x) > HUGE for x in a):
        raise ClaimError("answer", f"the argument of {name} is too large")
    return abs(a[0]) if name == "abs" else getattr(mpmath, {"log": "ln"}.get(name, name))(*a)
