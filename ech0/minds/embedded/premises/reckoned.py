"""Results that a text states of numbers it names: `the greatest common divisor of 84 and 126 is 21`.

Also how many real roots a quadratic has, and what one has beside another (`twice as many stamps`). Each is worked out
by whole numbers or fractions and set beside what is said. The words before and the end of the statement must be plain:
in prose a `total of 12, 15 of them` or a `mean of 4 and 9 in the groups` states no result.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import factorial, gcd, lcm, pi, prod, sqrt

from ech0.core import mathtext
from ech0.core.errors import ClaimError
from ech0.core.expression import Op, evaluate, names
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.premises.figures import Page
from ech0.minds.embedded.premises.notes import Notes, cited, denies, wonders

_N = r"-?\d{1,9}(?:\.\d{1,6})?"
_LIST = rf"{_N}(?:(?:, (?:and )?| and |; ){_N}){{0,11}}"
_IS = (
    r" ?(?:is equal to|is|equals|=|was|are|comes to|makes|gives|being|to be|totals|amounts to)"
    r" ?(?:only |just |exactly |the number )?"
)
_BEFORE = r"(?:^|[.;:,(]|\b(?:that|since|as|because|and|so|know|given|says?|of))\W*(?:the )?"
"""What may stand before a stated result: nothing that makes it another (`harmonic mean`, `group 1`, `a total`)."""
_AFTER = r"(?=\s*(?:$|[.;:?!)](?!\d)|,(?!\d)|(?:and|so|but|then|what|how|which|therefore|hence|because)\b))"
"""Where a stated result ends: no unit and no noun, by which it would count something else."""
Work = Callable[[Sequence[Fraction]], float]


def _whole(work: Callable[..., int]) -> Work:
    def over(values: Sequence[Fraction]) -> float:
        if any(v.denominator != 1 or abs(v) > 10**6 for v in values):
            raise ValueError("not whole")
        return float(work(*(int(v) for v in values)))

    return over


def _several(work: Work) -> Work:
    def over(values: Sequence[Fraction]) -> float:
        if len(values) < 2:
            raise ValueError("a list of one")  # `the sum of 40 is paid`: an amount, not a sum
        return work(values)

    return over


def _middle(values: Sequence[Fraction]) -> float:
    order = sorted(values)
    return float(order[(len(order) - 1) // 2] + order[len(order) // 2]) / 2


_WORKS: tuple[tuple[str, Work], ...] = (
    (r"(?:greatest|highest|largest) common (?:divisor|factor) of|gcd of|hcf of", _whole(gcd)),
    (r"(?:least|lowest|smallest) common (?:multiple|denominator) of|lcm of", _whole(lcm)),
    (
        r"sum of the (?:numbers )?first(?= \d+ (?:positive |natural |whole )?(?:integers|numbers))",
        lambda v: float(v[0] * (v[0] + 1) / 2),
    ),
    (r"sum of the first(?= \d+ odd)", lambda v: float(v[0] ** 2)),
    (r"sum of the first(?= \d+ even)", lambda v: float(v[0] * (v[0] + 1))),
    (r"(?:sum|total) of", _several(lambda v: float(sum(v)))),
    (r"product of", _several(lambda v: float(prod(v)))),
    (r"(?:mean|average|arithmetic mean) of", _several(lambda v: float(sum(v) / len(v)))),
    (r"median of", _several(_middle)),
    (r"range of", _several(lambda v: float(max(v) - min(v)))),
    (r"(?:largest|greatest|maximum) of", _several(lambda v: float(max(v)))),
    (r"(?:smallest|least|minimum) of", _several(lambda v: float(min(v)))),
    (r"geometric mean of", _several(lambda v: float(prod(v)) ** (1 / len(v)))),
    (r"factorial of", _whole(lambda n: factorial(n) if n <= 20 else 1 // 0)),
    (r"square root of", lambda v: sqrt(v[0])),
    (r"cube root of", lambda v: float(v[0]) ** (1 / 3)),
    (r"square of", lambda v: float(v[0] ** 2)),
    (r"cube of", lambda v: float(v[0] ** 3)),
    (r"(?:double|twice)", lambda v: float(2 * v[0])),
    (r"half of", lambda v: float(v[0] / 2)),
    (r"reciprocal of", lambda v: float(1 / v[0])),
)
_STATED = tuple(
    (
        re.compile(
            rf"{_BEFORE}(?:{words}):? (?:the (?:\w+ )?(?:numbers|values|integers) )?(?P<v>{_LIST})"
            rf"(?: (?:positive |natural |whole |odd |even )*(?:integers|numbers))?{_IS}(?P<r>{_N}){_AFTER}"
        ),
        work,
    )
    for words, work in _WORKS
)
_PERCENT = re.compile(rf"{_BEFORE}(?P<p>{_N})\s?(?:%|per ?cent) of (?P<n>{_N}){_IS}(?P<r>{_N}){_AFTER}")
_RATIO = r"(?:\d{1,6}\s?/\s?\d{1,6}|\d{1,6}(?:\.\d{1,9})?)"
_COMPARED = re.compile(
    rf"{_BEFORE}(?:number |fraction )?(?P<a>{_RATIO}) (?:is|being|was) (?:\w+ )?"
    rf"(?P<how>bigger|greater|larger|more|smaller|less|higher|lower|fewer) than (?P<b>{_RATIO})(?!\s?[/%°]){_AFTER}"
)
_REAL_ROOTS = re.compile(
    r"(?:^|[:,;(]|\b[a-z]{2,})\s*(?P<l>[-+*/^()\d\s.x²·]{2,40})=\s?(?P<r>[-+*/^()\d\s.x²·]{1,30}?)\s*,?"
    r" (?:has|have|having|with) (?P<n>no|one|two|three|exactly one|exactly two|\d)"
    r" (?:distinct |different )?real (?:\w+ )?(?:solutions?|roots?|zeros?)"
)
_TIMES = {
    "twice": 2,
    "double": 2,
    "three times": 3,
    "thrice": 3,
    "four times": 4,
    "five times": 5,
    "half": 0.5,
    "ten times": 10,
}
_MORE = re.compile(
    r"\b(?P<a>[a-z]+) (?:has|had|owns|is|earns|weighs|got|ate|read|scored|collected|sold|picked) (?:exactly )?"
    rf"(?P<k>{'|'.join(_TIMES)}) (?:as (?:many|much|old|heavy|tall)|the (?:number|amount|age|weight) of)\b"
    r"[^.;?]{0,30}?\b(?:as|of|than) (?P<b>[a-z]+)\b"
)
_COUNTS = ("no", "one", "two", "three")
RULE = cited("the rules of reckoning", "Peano, Arithmetices principia (1889)")
SHAPES: Mapping[str, tuple[str, Callable[[float], float]]] = {
    "square": (r"side(?: length)?s?|edges?", lambda a: 4 * a),
    "rhombus": (r"side(?: length)?s?", lambda a: 4 * a),
    "equilateral triangle": (r"side(?: length)?s?", lambda a: 3 * a),
    "regular hexagon": (r"side(?: length)?s?", lambda a: 6 * a),
    "regular pentagon": (r"side(?: length)?s?", lambda a: 5 * a), "circle": (r"radius", lambda a: 2 * pi * a),
}  # fmt: skip
"""What a perimeter is worked out from."""


def stated(page: Page, notes: Notes) -> None:
    """Everything of this kind that the text puts forward."""
    if len(page.low) > 4000:
        return
    for start, end in page.sentences:
        said = page.low[start:end]
        if (
            denies(said)
            or wonders(said)
            or re.search(r"\b(?:about|approximately|roughly|nearly|mod\w*|base|vectors?|matri\w+|≈)\b|≈", said)
        ):
            continue
        for pattern, work in _STATED:
            for m in pattern.finditer(said):
                _beside(work, m["v"], m["r"], notes)
        for m in _PERCENT.finditer(said):
            _beside(lambda v: float(v[0] * v[1] / 100), f"{m['p']}, {m['n']}", m["r"], notes)
        for m in _COMPARED.finditer(said):
            _order(m, notes)
        for m in _REAL_ROOTS.finditer(said):
            _real_roots(m, notes)
        _perimeter(said, notes)
    _more(page, notes)


def _beside(work: Work, listed: str, result: str, notes: Notes) -> None:
    values = [Fraction(v) for v in re.findall(_N, listed)]
    try:
        due = work(values)
    except (ValueError, ArithmeticError, IndexError, TypeError):
        return
    width = 0.6 * 10 ** -len(result.partition(".")[2]) if "." in result or not float(due).is_integer() else 0.001
    _equal(float(result), due, width, notes)


def _equal(said: float, due: float, width: float, notes: Notes) -> None:
    pair = [
        Symbol(name="stated", unit="", meaning="result that is stated"),
        Symbol(name="due", unit="", meaning="result that follows"),
    ]
    spelled = [
        Relation(expression=f"stated = {said!r}", text="the result is read"),
        Relation(expression=f"due = {due!r}", text="it is worked out"),
    ]
    rule = Relation(expression=f"abs(stated - due) <= {width:.9f}", text=RULE)
    notes.quantities("work out the result that is stated", pair, [rule], spelled)


def _order(m: re.Match[str], notes: Notes) -> None:
    try:
        one, other = (Fraction(m[n].replace(" ", "")) for n in "ab")
    except (ValueError, ZeroDivisionError):
        return
    more = m["how"] in ("bigger", "greater", "larger", "more", "higher")
    pair = [Symbol(name=n, unit="", meaning=f"{w} number") for n, w in (("one", "first"), ("other", "second"))]
    spelled = [
        Relation(expression=f"{n} = {float(v)!r}", text="the number is read")
        for n, v in (("one", one), ("other", other))
    ]
    rule = Relation(expression="one >= other" if more else "one <= other", text=RULE)
    notes.quantities("compare the numbers", pair, [rule], spelled)


def _real_roots(m: re.Match[str], notes: Notes) -> None:
    """A quadratic's real roots by its discriminant, its coefficients read off at three places."""
    try:
        tree = Op("-", (mathtext.read(m["l"].strip()), mathtext.read(m["r"].strip())))
        if names(tree) != {"x"}:
            return
        low, mid, high, far = (evaluate(tree, {"x": float(x)}) for x in (-1, 0, 1, 2))
    except (ClaimError, ArithmeticError):
        return
    a, b, c = (high + low) / 2 - mid, (high - low) / 2, mid
    if abs(a) < 1e-9 or abs(4 * a + 2 * b + c - far) > 1e-6:
        return
    roots = b * b - 4 * a * c
    real = 2 if roots > 1e-9 else 0 if roots < -1e-9 else 1
    said = m["n"].removeprefix("exactly ")
    _equal(float(_COUNTS.index(said) if said in _COUNTS else int(said)), float(real), 0.1, notes)


def _perimeter(said: str, notes: Notes) -> None:
    """`A rhombus with a side of 6 has a perimeter of 26`."""
    for shape, (of, work) in SHAPES.items():
        m = re.search(
            rf"\b{shape}\b[^.;?\d]{{0,30}}\b(?:{of})(?: of| is| =| being)? (?P<a>{_N}) ?(?P<u>[a-z]{{0,3}})\b"
            rf"[^.;?\d]{{0,40}}\b(?:perimeter|circumference)"
            rf"(?: of| is| =)? (?P<r>{_N}) ?(?P<w>[a-z]{{0,3}})",
            said,
        )
        if (
            m
            and (m["u"] == m["w"] or not (m["u"] and m["w"]))
            and not re.search(
                r"\b(?:two|similar|half|inscribed|circumscribed|cut\w*|remov\w+|remain\w*|shaded|new)\b", said
            )
        ):
            due = work(float(m["a"]))
            _equal(float(m["r"]), due, 0.03 * due if shape == "circle" else 0.01 * due, notes)


def _more(page: Page, notes: Notes) -> None:
    """`Bea has twice as many stamps as Cy. Bea has 34, Cy 15`: both counts, and how often one goes into the other."""
    found = list(_MORE.finditer(page.low))
    if (
        len(found) != 1
        or denies(page.low)
        or re.search(
            r"\b(?:if|will|was|were|ago|then|after|gives?|buys?|sells?|later|wins?|loses?|more|fewer|each)\b", page.low
        )
    ):
        return
    m = found[0]
    own = {
        who: re.findall(
            rf"\b{who}(?: has| is| had| owns| got| ate| read| scored| weighs| earns)?(?::| with)? (\d{{1,6}})\b"
            r"(?! more| fewer| times)",
            page.low,
        )
        for who in (m["a"], m["b"])
    }
    if all(len(v) == 1 for v in own.values()):
        due = _TIMES[m["k"]] * float(own[m["b"]][0])
        _equal(float(own[m["a"]][0]), due, 0.01, notes)
