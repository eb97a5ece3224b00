"""Commands that work a number out: `2+2`, `5!`, `square root of 144`, `log base 2 of 8`, `3/4 + 5/6`."""

import re

from ech0.core import numerals
from ech0.core.expression import Node, Num, Op
from ech0.core.mathtext import free
from ech0.core.types import Plan
from ech0.minds.embedded.commands.asking import Asked
from ech0.minds.embedded.commands.spoken import decimal, formula, holds, plain, rooted, shown

DECIMAL = "log without a base is taken to base ten"
_ROOT = re.compile(r"(?:the )?(?:real )?(?:cube|cubic|third) root(?: of)? (?P<a>.+)")
_SIZE = re.compile(r"(?:the )?(?:absolute value|modulus) of (?P<a>.+)")
_RECIPROCAL = re.compile(r"(?:the )?(?:reciprocal|multiplicative inverse) of (?P<a>.+)")
_FACTORIAL = re.compile(r"(?:the )?factorial(?: of)? (?P<a>\d+)|(?P<b>\d+)(?: ?!| factorial)")
_PERMUTED = re.compile(r"(?P<n>\d+) ?p ?(?P<k>\d+)")
_REST = re.compile(r"(?P<n>\d+) ?(?:mod|modulo|%) ?(?P<k>\d+)")
_PART = re.compile(r"(?P<a>\d+) ?/ ?(?P<b>\d+)(?:ths?|rds?)? of (?P<n>\d[\d,]*(?:\.\d+)?)")
_MANY = {"double": "2", "twice": "2", "triple": "3", "thrice": "3", "quadruple": "4"}
_TIMES = re.compile(rf"(?P<many>{'|'.join(_MANY)}) (?:of )?(?P<n>\d[\d,]*(?:\.\d+)?)")
_WORK = re.compile(r"^(?:work|worked)? ?out ")
_COUNT = {"half": 2, "a half": 2, "one half": 2, "a third": 3, "one third": 3, "a quarter": 4, "one quarter": 4}
_SHARE = re.compile(rf"(?P<part>{'|'.join(_COUNT)}) of (?P<a>[\d.,]+)")


def read(asked: Asked) -> Plan | None:
    """A plan, if the whole command is one expression of numbers with something to work out."""
    text = _WORK.sub("", re.sub(r"^(?:answer to|answer of|simplify|solve|math:?|sum:?) ", "", asked.bare))
    text = _digits(text)
    tree = _named(text)
    if tree is None:
        tree = formula(text)
    if tree is None or free(tree) or not plain(tree) or not isinstance(tree, Op):
        return None
    if tree.op == "neg" and isinstance(tree.args[0], Num):
        return None
    if _turned(tree):
        return None  # sin(30): degrees or radians, it does not say
    notes = (DECIMAL,) if holds(tree, "log") else ()
    return asked.exactly("evaluate", [shown(rooted(decimal(tree)))], label="value", notes=notes)


def _digits(text: str) -> str:
    """Numbers in words as digits, if only words of arithmetic stand beside them."""
    if not re.search(r"\b(?:plus|minus|times|multiplied by|divided by|squared|cubed|to the power)\b", text):
        return text
    for found in reversed(numerals.read(text)):
        if float(found.value).is_integer():
            text = f"{text[: found.start]}{found.value:.0f}{text[found.end :]}"
    return re.sub(r"(\d+) million\b", r"\g<1>000000", text)


def _named(text: str) -> Node | None:
    """An expression that has a name of its own."""
    if found := _ROOT.fullmatch(text):
        inner = formula(found["a"])
        return Op("root", (inner, Num("3"))) if inner is not None else None
    if found := _SIZE.fullmatch(text):
        inner = formula(found["a"])
        return Op("abs", (inner,)) if inner is not None else None
    if found := _RECIPROCAL.fullmatch(text):
        inner = formula(found["a"])
        return Op("/", (Num("1"), inner)) if inner is not None else None
    if found := _FACTORIAL.fullmatch(text):
        return Op("factorial", (Num(found["a"] or found["b"]),))
    if (found := _PERMUTED.fullmatch(text)) and int(found["k"]) <= int(found["n"]) <= 1000:
        n, k = int(found["n"]), int(found["k"])
        return Op("/", (Op("factorial", (Num(str(n)),)), Op("factorial", (Num(str(n - k)),))))
    if found := _REST.fullmatch(text):
        return Op("mod", (Num(found["n"]), Num(found["k"])))
    if found := _TIMES.fullmatch(text):
        return Op("*", (Num(_MANY[found["many"]]), Num(found["n"].replace(",", ""))))
    if found := _PART.fullmatch(text):
        return Op("*", (Op("/", (Num(found["a"]), Num(found["b"]))), Num(found["n"].replace(",", ""))))
    if found := _SHARE.fullmatch(text):
        inner = formula(found["a"])
        return Op("/", (inner, Num(str(_COUNT[found["part"]])))) if inner is not None else None
    return None


def _turned(tree: Node) -> bool:
    """Whether an angle is a plain number of which nobody says if it is in degrees; 0 and multiples of pi are clear."""
    if isinstance(tree, Op) and tree.op in ("sin", "cos", "tan"):
        inner = tree.args[0]
        return not _has_pi(inner) and inner != Num("0")
    return isinstance(tree, Op) and any(map(_turned, tree.args))


def _has_pi(tree: Node) -> bool:
    return (isinstance(tree, Op) and any(map(_has_pi, tree.args))) or getattr(tree, "name", "") == "pi"
