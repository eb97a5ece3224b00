"""Commands on how a number is written or what it is like: fractions, rounding, odd or even, squares, complex."""

import re

from ech0.core.expression import Node, Num, Op
from ech0.core.mathtext import free, substituted
from ech0.core.types import Plan
from ech0.minds.embedded.commands.asking import Asked
from ech0.minds.embedded.commands.spoken import formula, plain, shown

_INTO = r"(?:as|to|in|into)"
_FRACTION = re.compile(
    rf"(?:convert |write |express |turn |change )?(?P<a>-?\d*\.\d+) {_INTO} (?:a |an )?"
    r"(?:simplified |simple |common |proper )?fraction(?: form)?(?: in (?:lowest|simplest) "
    r"(?:terms|form))?"
)
_DECIMAL = re.compile(
    r"(?:convert |write |express |turn |change )?(?:the fraction )?(?P<a>-?\d+ ?/ ?\d+) "
    rf"{_INTO} (?:a |an )?(?P<to>decimal(?: number| form)?|percent(?:age)?)"
)
_SHARE = re.compile(rf"(?:convert |write |express |turn |change )?(?P<a>\d*\.\d+) {_INTO} (?:a |an )?percent(?:age)?")
_PARITY = re.compile(
    r"(?:is )?(?P<n>\d{1,20})(?: is)? (?:an? )?(?:odd|even)(?: number)?(?: or (?:an? )?(?:odd"
    r"|even))?(?: number)?"
)
_SQUARE = re.compile(
    r"(?:is )?(?P<n>\d{1,20})(?: is)? a (?P<what>perfect square|square number|perfect cube"
    r"|cube number)"
)
_NTH = re.compile(r"(?P<n>\d{1,5})(?:st|nd|rd|th) prime(?: number)?")
_ROUND = re.compile(
    r"round (?P<a>-?\d+(?:\.\d+)?) to (?:(?:the )?nearest (?P<unit>whole number|integer|tenth"
    r"|hundredth|thousandth|ten|hundred|thousand)|(?P<n>\d{1,2}) (?:decimal places?|decimals?"
    r"|d\.?p\.?|places?)|(?P<one>one|two|three|four) decimal places?)"
)
_SLOPE = re.compile(
    r"(?:slope|gradient) (?:of )?(?:the |a )?(?:line )?(?:through|between|joining|passing "
    r"through|from|connecting)(?: the)?(?: points?)? \((?P<a>[^,()]+),(?P<b>[^,()]+)\) (?:and"
    r"|to) \((?P<c>[^,()]+),(?P<d>[^,()]+)\)"
)
_CHOSEN = re.compile(
    r"(?P<f>n?cr?|c|n?pr?|p)\( ?(?P<n>\d{1,4}) ?, ?(?P<k>\d{1,4}) ?\)|(?P<what>combinations?"
    r"|permutations?) of (?P<n2>\d{1,4}) (?:things |items |objects )?(?:taken |choose )?"
    r"(?P<k2>\d{1,4}) at a time|(?P<what3>combinations|permutations) of (?P<k3>\d{1,4}) "
    r"(?:things |items |objects )?(?:from|out of|in) (?P<n3>\d{1,4})"
)
_PLACES = {
    "whole number": 0,
    "integer": 0,
    "tenth": 1,
    "hundredth": 2,
    "thousandth": 3,
    "ten": -1,
    "hundred": -2,
    "thousand": -3,
}
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}
_COMPLEX = re.compile(
    r"(?:the )?(?P<what>modulus|absolute value|magnitude) of (?:the complex number )?"
    r"(?P<a>.*\di\b.*|.*\bi\b.*)"
)


def read(asked: Asked) -> Plan | None:
    """A plan, if the command is one of these."""
    text = re.sub(r"^(?:check (?:if|whether) |whether |if )", "", asked.bare)
    if found := _FRACTION.fullmatch(text):
        return asked.exactly("fraction", [found["a"]], label="fraction")
    if found := _DECIMAL.fullmatch(text):
        share = found["to"].startswith("percent")
        worked = f"100*({found['a']})" if share else found["a"]
        return asked.exactly("evaluate", [worked], label="percentage" if share else "decimal form")
    if found := _SHARE.fullmatch(text):
        return asked.exactly("evaluate", [f"100*{found['a']}"], label="percentage")
    if found := _PARITY.fullmatch(text):
        return asked.exactly("parity", [found["n"]], label="answer")
    if found := _SQUARE.fullmatch(text):
        power = "3" if "cube" in found["what"] else "2"
        return asked.exactly("power", [found["n"]], label="answer", parameters=[power])
    if found := _NTH.fullmatch(text):
        return asked.exactly("nth prime", [found["n"]], label="prime number")
    if found := _ROUND.fullmatch(text):
        places = _PLACES[found["unit"]] if found["unit"] else int(found["n"] or _WORDS.get(found["one"] or "", 0))
        return asked.exactly("round", [found["a"]], label="rounded number", parameters=[str(places)])
    if found := _SLOPE.fullmatch(text):
        a, b, c, d = (formula(found[n]) for n in "abcd")
        if any(t is None or free(t) for t in (a, b, c, d)):
            return None
        said = [shown(t) for t in (a, b, c, d) if t is not None]
        return asked.exactly("evaluate", [f"(({said[3]}) - ({said[1]}))/(({said[2]}) - ({said[0]}))"], label="slope")
    if found := _CHOSEN.fullmatch(text):
        return _chosen(asked, found)
    if found := _ALL.fullmatch(asked.text) or _ALL.fullmatch(text):
        return asked.exactly("evaluate", [f"factorial({found['n']})"], label="number of permutations")
    return _complex(asked, text)


_ALL = re.compile(
    r"(?:how many |number of )?permutations (?:are there )?of (?P<n>\d{1,3}) (?:different "
    r"|distinct )?[a-z]+"
)


def _chosen(asked: Asked, found: re.Match[str]) -> Plan | None:
    n, k = (found["n"] or found["n2"] or found["n3"]), (found["k"] or found["k2"] or found["k3"])
    if int(k) > int(n):
        return None
    ordered = "p" in (found["f"] or found["what"] or found["what3"] or "")[:2]
    worked = f"factorial({n})/factorial({int(n) - int(k)})" if ordered else f"choose({n}, {k})"
    return asked.exactly("evaluate", [worked], label="number of ways")


def _complex(asked: Asked, text: str) -> Plan | None:
    """Arithmetic with the imaginary unit, or the size of such a number."""
    size = _COMPLEX.fullmatch(text)
    tree = formula(re.sub(r"^simplify ", "", size["a"] if size else text))
    if tree is None or free(tree) != {"i"} or not plain(tree) or not isinstance(tree, Op):
        return None
    made: Node = substituted(tree, "i", Op("sqrt", (Op("neg", (Num("1"),)),)))
    if size is None and (_small(tree) or not _operates(tree)):
        return None  # `3 + 2i` asks nothing
    worked = Op("abs", (made,)) if size else made
    return asked.exactly("evaluate", [shown(worked)], label="modulus" if size else "value")


def _small(tree: Node) -> bool:
    return isinstance(tree, Op) and tree.op == "*" and not any(isinstance(a, Op) for a in tree.args)


def _operates(tree: Node) -> bool:
    """Whether brackets, powers or quotients leave something to work out."""
    if not isinstance(tree, Op):
        return False
    if tree.op in ("**", "/"):
        return True
    if tree.op == "*" and sum(bool(free(a)) for a in tree.args) == 2:
        return True
    return any(map(_operates, tree.args))
