"""Equations to be balanced: the coefficients are worked out by the checker, and atoms and charges counted again.

A reaction that no single set of whole numbers balances is declined with the reason. Knows no reaction by heart but
complete combustion.
"""

import re

from ech0.core.chemistry import CHARGE, elements
from ech0.core.types import CalculationClaim, Definition, Plan, Subproblem
from ech0.minds.embedded.programs import equations
from ech0.minds.embedded.programs.equations import Equation
from ech0.minds.embedded.programs.page import Page

PATH = "balancing"
_POLITE = r"(?:(?:please|can you|could you|help me|i need to|how (?:do|would|can) (?:i|you|we)|now|hey,?|hi,?) )*"
_WHAT = (
    r"(?:the |this |that |following |chemical |skeleton |redox |combustion |unbalanced |half[- ]|ionic |net )*"
    r"(?:equation|reaction)s?(?: (?:for|of|in which|where|when|between))?(?: the)?(?: (?:chemical "
    r")?reaction(?: (?:of|between))?)?"
)
_ASK = re.compile(
    rf"{_POLITE}(?:balance(?: {_WHAT})?|(?:write|give|find|show|state)(?: me)? (?:a |the )?balanced "
    rf"(?:chemical )?equation"
    rf"(?: (?:for|of))?(?: the)?(?: reaction(?: (?:of|between|in which))?)?"
    rf"|what (?:is|are) the (?:balanced (?:chemical )?equation|(?:stoichiometric )?coefficients)"
    rf"(?: (?:for|of|in|when|that balance))?(?: (?:{_WHAT}|the))?"
    rf"|what(?:'s| is) the balanced form of(?: {_WHAT})?)\s*[:,]?\s*(?P<body>.+)",
    re.IGNORECASE | re.DOTALL,
)
_AFTER = re.compile(
    r"(?P<body>.+?)[,.:;]?\s+(?:please )?(?:balance(?: (?:it|this|the equation|please))?|balanced)\s*[.?!]*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[.?!]|please|for me|(?:using|with) (?:the )?(?:smallest|lowest) whole[- ]?number coefficients)+\s*$",
    re.IGNORECASE,
)
_BURN = re.compile(
    (
        r"(?:the )?(?:complete )?(?:combustion|burning) of (?P<fuel>[\w()-]+(?: \w+)?)(?: (?:in|with) (?:excess "
        r")?(?:oxygen|air|O2))?"
    ),
    re.IGNORECASE,
)


def recognise(page: Page) -> Plan | None:
    """A plan, if the question is an order to balance one equation, and nothing else."""
    text = " ".join(page.question.text.split())
    if ("balanc" not in page.raw and "coefficient" not in page.raw) or len(text) > 400:
        return None
    found = _ASK.fullmatch(text) or _AFTER.fullmatch(text)
    if found is None:
        return None
    body = _TAIL.sub("", found["body"])
    burnt = _BURN.fullmatch(body)
    if burnt:
        fuel = equations.substance(burnt["fuel"])
        equation = equations.burning(fuel) if fuel else None
    else:
        equation = equations.read(body)
    return _planned(equation) if equation is not None else None


def _planned(equation: Equation) -> Plan:
    """The claim of the coefficients, and of the atoms of each element (and the charge) that both sides then have."""
    if equation.numbers is None:
        return Plan(path=PATH, label="the coefficients of this equation", declined=_why(equation))
    names = [
        *(f"l{n}" for n in range(1, len(equation.left) + 1)),
        *(f"r{n}" for n in range(1, len(equation.right) + 1)),
    ]
    every = (*equation.left, *equation.right)
    made = [
        Definition(name=name, expression=equation.form(n), meaning=f"coefficient of {equations.shown(species)}")
        for n, (name, species) in enumerate(zip(names, every, strict=True), start=1)
    ]
    kinds = dict.fromkeys(k for s in every for k in s.counts() if any(s.counts().get(k) for s in every))
    for kind in kinds:
        sides = []
        for side, mark in ((equation.left, "l"), (equation.right, "r")):
            terms = [f"{mark}{n}*({s.counts()[kind]})" for n, s in enumerate(side, 1) if s.counts().get(kind)]
            sides.append(" + ".join(terms) or "0")
        what = "charge" if kind == CHARGE else f"atoms of {elements()[kind].name}"
        made.append(
            Definition(
                name=f"n_{kind}",
                expression=f"same({sides[0]}, {sides[1]})",
                meaning=f"{what} on either side",
                text=f"the {what} on both sides are equal" if kind != CHARGE else "the charges on both sides are equal",
            )
        )
    claim = CalculationClaim(
        id="c1", text="balance the equation and count both sides", definitions=tuple(made), target=made[-1].name
    )
    part = Subproblem(id="s1", goal="balance the equation", claims=(claim,))
    return Plan(subproblems=(part,), label="equation", path=PATH, judged=True, fit=1.0)


def _why(equation: Equation) -> str:
    """Why it has no coefficients, in words."""
    if lost := equation.one_sided:
        named = ", ".join(elements()[e].name for e in lost)
        return f"no numbers balance it: {named} on one side only"
    return (
        "no single set of whole numbers balances its atoms and charges: a substance is missing, or it is several "
        "reactions"
    )
