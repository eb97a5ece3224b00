"""Answers that are words and not one number: a balanced equation, an element by its number.

Each digit in them is a literal bound to a derived entry; nothing is told unless its claim was proved.
"""

from ech0.core.types import CalculationClaim, Check, Draft, Plan, Reading
from ech0.ledger import Ledger


def telling(state: Reading, plan: Plan, checks: list[Check]) -> Draft | None:
    """The draft of a plan whose answer is words; nothing for a plan of another kind."""
    tell = {"equation": _equation, "element": _element}.get(plan.label)
    if tell is None:
        return None
    if not checks or any(c.verdict != "proved" for c in checks):
        why = "; ".join(f"{c.verdict}: {c.reason}" for c in checks) or "the solver did not decide it"
        return Draft(text="I do not know: what I would say was not proved.", status="abstained", reason=why)
    claim = next(c for s in plan.subproblems for c in s.claims if isinstance(c, CalculationClaim))
    return Draft(text=tell(claim, Ledger(state.entries)), reason=checks[0].reason)


def _equation(claim: CalculationClaim, ledger: Ledger) -> str:
    sides = []
    for mark in ("l", "r"):
        terms = []
        for made in (d for d in claim.definitions if d.name.startswith(mark)):
            entry = ledger[f"{claim.id}.{made.name}"]
            count = entry.quantity.value if entry.quantity else 0.0
            number = "" if count == 1 else f"{{{entry.id}={count:.0f}}} "
            terms.append(number + made.meaning.removeprefix("coefficient of "))
        sides.append(" + ".join(terms))
    return f"The balanced equation: {sides[0]} -> {sides[1]}"


def _element(claim: CalculationClaim, ledger: Ledger) -> str:
    named = next(d.meaning for d in claim.definitions if d.name == claim.target)
    entry = ledger[f"{claim.id}.{claim.target}"]
    number = entry.quantity.value if entry.quantity else 0.0
    return f"It is {named.removeprefix('atomic number of ')}: its atomic number is {{{entry.id}={number:.0f}}}."
