"""Random variables with a density written out: probabilities, mean, variance; a constant that makes it a density.

Reads one `f(x) = ...` with the range where it holds, and one thing asked for. Every formula has to have its part.
"""

import re

from ech0.core.expression import Node, Num, Op, Var, show
from ech0.core.mathtext import free, substituted
from ech0.core.types import Definition, Plan
from ech0.minds.embedded.programs.page import Page, calculation
from ech0.minds.embedded.programs.segments import Formulas, Said

_TRIGGER = re.compile(r"\bp\.?d\.?f\b|density|probability distribution")
_CHANCE = re.compile(
    r"^\s*(?:P|Pr|\\mathbb\{?P\}?)\s*(?:\\left)?\s*[(\[](?P<inside>.+?)(?:\\right)?[)\]]\s*$", re.DOTALL
)
_ORDER = re.compile(r"\\leq?(?![a-z])|≤|<=|<|\\geq?(?![a-z])|≥|>=|>")
_MEAN = re.compile(r"\b(?:mean|expected value|expectation|average)\b")
_PROSE = frozenset(
    "a an and are as be by calculate compute continuous determine density distribution evaluate find "
    "following for function "
    "given had has have if in is it its let of on otherwise pdf p.d.f probability random suppose that "
    "the then to value "
    "variable variables what when where which whose with x y zero elsewhere e v mean variance expected "
    "standard deviation "
    "expectation lifetime hours time units constant such c k valid legitimate".split()
)


def recognise(page: Page) -> Plan | None:
    """A plan, if a density with its range, and one question about it, are all that is said."""
    if not _TRIGGER.search(page.raw) or len(page.raw) > 900:
        return None
    formulas = Formulas(page.question.text).defined()
    words = re.findall(r"[a-z][a-z.'-]*", re.sub(r"@\d+", " ", formulas.words))
    if not frozenset(w.strip(".") for w in words) <= _PROSE or len(formulas.functions) != 1:
        return None
    x, density = next(iter(formulas.functions.values()))
    said = [s for line in formulas.said for s in line]
    ranges = [s for s in said if s.kind == "chain"]
    asked = [
        s
        for s in said
        if s.kind in ("expression", "unread") and s.parts[0].strip().lower() not in (x, x.upper(), "c", "k", "0")
    ]
    heads = [s for s in said if s.kind == "equation"]
    bounds = _bounds(formulas, ranges, x)
    chances = [s for s in (*asked, *ranges[1:]) if _CHANCE.match(" < ".join(s.parts))]
    if bounds is None or len(heads) != 1 or len(asked) > 1:
        return None
    return _asked(page, formulas, density, x, bounds, [*asked, *(r for r in ranges[1:] if r not in asked)], chances)


def _bounds(formulas: Formulas, ranges: list[Said], x: str) -> tuple[Node, Node] | None:
    held = [r for r in ranges if any(p.strip() == x for p in r.parts)]
    if len(held) != 1:
        return None
    parts = [p.strip() for p in held[0].parts]
    if len(parts) == 3 and parts[1] == x:
        ends = formulas.number(parts[0]), formulas.number(parts[2])
    elif len(parts) == 2:
        ends = (
            (formulas.number(parts[0]), Var("oo"))
            if parts[1] == x
            else (Op("neg", (Var("oo"),)), formulas.number(parts[1]))
        )
    else:
        return None
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


def _asked(
    page: Page,
    formulas: Formulas,
    density: Node,
    x: str,
    bounds: tuple[Node, Node],
    asked: list[Said],
    chances: list[Said],
) -> Plan | None:
    names = free(density) - {x}
    a, b = map(show, bounds)

    def moment(power: int, f: Node = density) -> str:
        body = show(Op("*", (Op("**", (Var(x), Num(str(power)))), f))) if power else show(f)
        return f"integral({body}, {x}, {a}, {b})"

    if names:
        if len(names) != 1 or asked or not re.search(r"\bconstant\b|value of", formulas.words):
            return None
        one = substituted(density, next(iter(names)), Num("1"))
        return (
            _plan(page, [("value", f"1/{moment(0, one)}")], "constant") if _scales(density, next(iter(names))) else None
        )
    if chances:
        inside = _CHANCE.match(" < ".join(chances[0].parts))
        ends = _event(formulas, inside["inside"] if inside else "", x, a, b) if len(asked) == 1 else None
        return (
            None
            if ends is None
            else _plan(page, [("value", f"integral({show(density)}, {x}, {ends[0]}, {ends[1]})")], "probability")
        )
    if asked and not re.fullmatch(
        r"(?:E|Var|V)\s*[(\[]\s*[A-Za-z]\s*[)\]]|\\mu|\\sigma\^\{?2\}?", asked[0].parts[0].strip()
    ):
        return None
    said = asked[0].parts[0] if asked else ""
    if re.search(r"\bvariance\b", formulas.words) or said.startswith(("V", "\\sigma")):
        return _plan(page, [("mean", moment(1)), ("value", f"{moment(2)} - mean**2")], "variance")
    if re.search(r"standard deviation", formulas.words):
        return _plan(page, [("mean", moment(1)), ("value", f"sqrt({moment(2)} - mean**2)")], "standard deviation")
    return _plan(page, [("value", moment(1))], "mean") if _MEAN.search(formulas.words) or said else None


def _scales(density: Node, name: str) -> bool:
    """Whether a constant is a factor of the density and nothing else."""
    match density:
        case Var(found):
            return found == name
        case Op("*", (a, b)):
            return _scales(a, name) != _scales(b, name) and not (name in free(a) and name in free(b))
        case Op("/", (a, b)):
            return _scales(a, name) and name not in free(b)
        case _:
            return False


def _event(formulas: Formulas, inside: str, x: str, a: str, b: str) -> tuple[str, str] | None:
    """`0.5 < X < 1` as ends of the integral."""
    parts = [p.strip() for p in _ORDER.split(inside)]
    up = re.search(r"\\ge|≥|>", inside) is not None
    if up:
        parts.reverse()
    place = [k for k, p in enumerate(parts) if p.lower() == x.lower()]
    if len(place) != 1 or not 2 <= len(parts) <= 3:
        return None
    ends = [formulas.number(p) for p in parts if p.lower() != x.lower()]
    if any(e is None for e in ends):
        return None
    shown = [f"max(min({show(e)}, {b}), {a})" for e in ends if e is not None]
    if len(parts) == 3:
        return (shown[0], shown[1]) if place == [1] else None
    return (a, shown[0]) if place == [0] else (shown[0], b)


def _plan(page: Page, definitions: list[tuple[str, str]], label: str) -> Plan:
    statement = page.statement(0, len(page.question.text.rstrip()), 1)
    made = [Definition(name=n, expression=e) for n, e in definitions]
    return calculation(page, made, label=label, path="densities", statements=[statement])
