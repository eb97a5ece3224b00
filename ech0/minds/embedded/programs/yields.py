"""Stoichiometry told in words: how much of one substance forms of, or takes, stated amounts of others, by name.

The reaction is complete combustion, or that of the substances named with one another to the one that is asked for, if a
single set of whole numbers balances it. Of two reactants the scarcer one counts; an excess counts for nothing.
"""

import re
from collections.abc import Sequence

from ech0.core import chemistry
from ech0.core.chemistry import Species
from ech0.core.types import Definition, Plan
from ech0.minds.embedded.programs import equations
from ech0.minds.embedded.programs.equations import Equation
from ech0.minds.embedded.programs.page import Page, calculation

PATH = "yields"
_MASS = frozenset("gram kilogram g kg mg milligram tonne lb pound ounce".split())
_AMOUNT = frozenset("mol mole millimole mmol kmol kilomole".split())
_NAME = r"(?:[A-Za-z(][\w()·-]*(?: ?\([ivx]+\))?(?: (?!{0})[a-z-]+){{0,2}}?)"
_STOP = (
    r"(?:is|are|was|were|reacts?|burns?|burned|burnt|with|in|and|can|could|will|would|do|does|when|if|from|by|to"
    r"|form|forms|formed|produced?|made|needed|required|completely|combusts?|combusted|consumed|obtained|must"
    r"|should|react|using|of|has|have|there)\b"
)
_N = _NAME.format(_STOP)
_LEAD = r"(?:(?:please|calculate|find|determine|compute|work out|what is|what's|tell me|so|and) )*"
_MUCH = (
    rf"(?:how (?:many|much) (?P<count>grams?|g|kg|kilograms?|mol(?:es)?|mass)?(?: of)? ?|(?:what|the) "
    rf"(?P<mass>mass|amount|number of moles|theoretical yield)(?: in (?:grams|g|moles))?(?: of)? )(?P<goal>{_N})"
)
_MADE = (
    r"(?: is| are| was| were| will be| would be| can be| could be| do you get| does one get| do i get| will| "
    r"would| can| could)?(?: be)?(?: |$)(?:form(?:ed|s)?|produced?|made|obtained|generated|released|created"
    r"|result(?:s|ed)?|given off|come out|get)?"
)
_OF = r"#(?P<q{0}>\d+) (?:of )?(?P<n{0}>{1})"
_EXCESS = r"(?:an? |the )?(?:excess|enough|plenty of|sufficient|unlimited|surplus)(?: of)?(?: the)? ?"
_BURNS = (
    rf"(?: (?:is|are|was|were))?(?: completely| fully)? (?:burns?|burned|burnt|combusts?|combusted|undergoes? "
    rf"(?:complete )?combustion)(?: completely| fully)?(?: (?:in|with) (?:{_EXCESS})?(?:oxygen|air|O2)(?: gas)?)?"
)
_WITH = (
    r"(?: (?:is|are|was|were|gets?))? ?(?:completely |fully )?(?:reacts?|reacted|combined?s?|mixed|treated)?(?: "
    r"completely)? (?:with|and|in)"
)
_FORMS = (
    (
        rf"{_LEAD}{_MUCH}{_MADE} (?:when|if|from|by|in|after|on) (?:the )?(?:complete )?(?:burning|combusting"
        rf"|combustion of|burning of) {_OF.format(1, _N)}(?: (?:in|with) (?:{_EXCESS})?(?:oxygen|air|O2)(?: gas)?)?"
    ),
    rf"{_LEAD}{_MUCH}{_MADE} (?:when|if|after|from|as) {_OF.format(1, _N)}{_BURNS}",
    (
        rf"{_LEAD}{_MUCH}{_MADE} (?:when|if|after|from|by reacting|by the reaction of) {_OF.format(1, _N)}{_WITH} "
        rf"(?:{_EXCESS})(?P<other>{_N})(?: reacts?)?"
    ),
    (
        rf"{_LEAD}{_MUCH}{_MADE} (?:when|if|after|from|by reacting|by the reaction of) {_OF.format(1, _N)}{_WITH} "
        rf"{_OF.format(2, _N)}(?: reacts?| are mixed)?"
    ),
    rf"(?:if|when) {_OF.format(1, _N)}{_BURNS}, {_LEAD}{_MUCH}{_MADE}",
    rf"(?:if|when) {_OF.format(1, _N)}{_WITH} (?:{_EXCESS})(?P<other>{_N}), {_LEAD}{_MUCH}{_MADE}",
    rf"(?:if|when) {_OF.format(1, _N)}{_WITH} {_OF.format(2, _N)}(?: react)?, {_LEAD}{_MUCH}{_MADE}",
    (
        rf"{_LEAD}{_MUCH} (?:is|are) (?:needed|required|consumed|used)(?: up)?(?: to| for| in| by| when)? (?:the "
        rf")?(?:completely |fully )?(?:burn|burning|combust|complete combustion of|combustion of) "
        rf"{_OF.format(1, _N)}(?: completely| fully)?"
    ),
    (
        rf"{_LEAD}{_MUCH} (?:does it take|do you need|do i need) to (?:completely |fully )?(?:burn|combust) "
        rf"{_OF.format(1, _N)}(?: completely| fully)?"
    ),
)
_ASKS = tuple(re.compile(form.replace("(?: |$)(?:form", " ?(?:form"), re.IGNORECASE) for form in _FORMS)


def recognise(page: Page) -> Plan | None:
    """A plan, if one reaction by name and the amounts of its reactants are all that is said."""
    if not page.givens or len(page.raw) > 300 or not re.search(r"burn|combust|react|form|produc|made|with", page.raw):
        return None
    text = _masked(page).strip(" ?.!")
    for ask in _ASKS:
        if (found := ask.fullmatch(text)) and (plan := _planned(page, found.groupdict())):
            return plan
    return None


def _masked(page: Page) -> str:
    out, at, text = [], 0, page.question.text
    for k, entry in enumerate(page.numbers):
        if entry.span is not None and entry.quantity is not None and entry.quantity.unit:
            out += [text[at : entry.span.start], f" #{k} "]
            at = entry.span.end
    plain = " ".join("".join([*out, text[at:]]).replace("’", "'").split())
    return re.sub(r"\s+([.,;:?!)])", r"\1", plain)


def _planned(page: Page, m: dict[str, str | None]) -> Plan | None:
    named = [(m["q1"], m["n1"]), (m.get("q2"), m.get("n2"))]
    amounts = [(int(q), equations.substance(n)) for q, n in named if q and n]
    goal = equations.substance(m["goal"] or "")
    if goal is None or any(s is None for _, s in amounts) or not page.all_used(q for q, _ in amounts):
        return None
    given = [(q, s) for q, s in amounts if s is not None]
    other = equations.substance(wanted) if (wanted := m.get("other")) else None
    if m.get("other") and other is None:
        return None
    equation = _reaction([s for _, s in given], other, goal)
    if equation is None or equation.numbers is None:
        return None
    return _worked(page, equation, given, goal, (m.get("count") or m.get("mass") or "gram").lower())


def _reaction(reactants: Sequence[Species], other: Species | None, goal: Species) -> Equation | None:
    """What reacts to what: burning if nothing but oxygen stands beside a fuel, else all that is named to the goal."""
    sides = [*reactants, *([other] if other else [])]
    fuels = [s for s in sides if equations.symbolic(s) != "O2"]
    if len(fuels) == 1 and (burnt := equations.burning(fuels[0])) and _holds(burnt, goal):
        return burnt
    if len(sides) < 2:
        return None
    for more in ((), ("H2O",), ("H2",)):
        made = (goal, *(chemistry.species(x)[0] for x in more))
        equation = Equation(tuple(sides), made)
        names = [equations.symbolic(s) for s in (*sides, *made)]
        if len(set(names)) == len(names) and equation.numbers is not None:
            return equation
    return None


def _holds(equation: Equation, goal: Species) -> bool:
    return any(dict(s.atoms) == dict(goal.atoms) for s in (*equation.left, *equation.right))


def _place(equation: Equation, what: Species) -> int:
    every = (*equation.left, *equation.right)
    return next(n for n, s in enumerate(every, start=1) if dict(s.atoms) == dict(what.atoms))


def _worked(
    page: Page, equation: Equation, given: Sequence[tuple[int, Species]], goal: Species, kind: str
) -> Plan | None:
    """The extent by the scarcer reactant, and what comes of it."""
    extents, units_of = [], {}
    for mark, species in given:
        if not _holds(equation, species) or dict(species.atoms) == dict(goal.atoms):
            return None
        own = equation.form(_place(equation, species))
        if (unit := page.unit(mark)) in _MASS:
            units_of[mark] = "gram"
            extents.append(f"n{mark}/molar_mass({equations.symbolic(species)})/{own}")
        elif unit in _AMOUNT:
            units_of[mark] = "mol"
            extents.append(f"n{mark}/{own}")
        else:
            return None
    moles = kind.startswith(("mol", "number", "amount"))
    extent = extents[0] if len(extents) == 1 else f"min({', '.join(extents)})"
    made = f"extent*{equation.form(_place(equation, goal))}" + (
        "" if moles else f"*molar_mass({equations.symbolic(goal)})"
    )
    label, unit = (
        (f"amount of {equations.shown(goal)}", "mol") if moles else (f"mass of {equations.shown(goal)}", "gram")
    )
    sides = [" + ".join(equations.shown(s) for s in side) for side in (equation.left, equation.right)]
    steps = [
        Definition(
            name="extent",
            expression=extent,
            unit="mol",
            meaning="extent of the reaction",
            text=f"the reaction is {sides[0]} -> {sides[1]}, balanced",
        ),
        Definition(name="value", expression=made),
    ]
    return calculation(page, steps, label=label, path=PATH, units=units_of, unit=unit)
