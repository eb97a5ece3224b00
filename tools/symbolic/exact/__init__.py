"""Exact mathematics: one operation on expressions, and a check of its result by undoing it or by a second way.

Each operation is a function of its own; what it returns says how it was checked, in words. No text reaches sympy: our
own parser reads expressions, and trees become sympy's objects. What has no value, or is too large, is refused with the
reason.
"""

from collections.abc import Callable, Mapping

from ech0.core.errors import ClaimError, OutOfBudget
from ech0.core.types import Check, ExactClaim, Quantity, Step
from tools.symbolic import cas
from tools.symbolic.exact import algebra, calculus, dates, integers, matrices
from tools.symbolic.exact.trees import Found, Problem, Refused, brief, problem
from tools.symbolic.problem import Given

SEMANTICS = "exact mathematics, real numbers unless it says otherwise"
SLICE_S = 4.0
Work = Callable[[Problem], Found]
OPERATIONS: Mapping[str, Work] = {
    "evaluate": algebra.evaluate,
    "solve": algebra.solve,
    "factor": algebra.factor,
    "expand": algebra.expand,
    "simplify": algebra.simplify,
    "differentiate": calculus.differentiate,
    "integrate": calculus.integrate,
    "definite": calculus.definite,
    "limit": calculus.limit,
    "series": calculus.series,
    "factorise": integers.factorise,
    "divisors": integers.divisors,
    "divides": integers.divides,
    "parity": integers.parity,
    "power": integers.power,
    "nth prime": integers.nth_prime,
    "fraction": algebra.fraction,
    "round": algebra.rounded,
    "apart": algebra.apart,
    "clock": dates.clock,
    "time between": dates.time_between,
    "prime": integers.prime,
    "next prime": integers.next_prime,
    "base": integers.based,
    "roman": integers.roman,
    "determinant": matrices.determinant,
    "inverse": matrices.inverse,
    "transpose": matrices.transpose,
    "trace": matrices.trace,
    "rank": matrices.rank,
    "eigenvalues": matrices.eigenvalues,
    "multiply": matrices.multiply,
    "cross": matrices.cross,
    "weekday": dates.weekday,
    "days between": dates.days_between,
    "date": dates.shifted,
    "leap year": dates.leap_year,
    "month": dates.month_length,
}


def decide_exact(claim: ExactClaim, given: Mapping[str, Given]) -> Check:
    """Do it and check it; `inconsistent` says why there is no result, `too_hard` what it would have taken."""
    symbols = sorted(given)
    try:
        asked = problem(claim, {n: g.value for n, g in given.items()})
        with cas.time_slice(SLICE_S, busy=True):
            found = OPERATIONS[claim.operation](asked)
        brief(found.statement)
    except Refused as error:
        return Check(claim=claim.id, verdict="inconsistent", reason=str(error), semantics=SEMANTICS)
    except ClaimError as error:
        return Check(claim=claim.id, verdict="not_formalised", reason=str(error), semantics=SEMANTICS)
    except (OutOfBudget, RecursionError, MemoryError) as error:
        return Check(claim=claim.id, verdict="too_hard", reason=f"no exact result in time ({error})")
    except (NotImplementedError, ValueError, TypeError, ArithmeticError, AttributeError) as error:
        why = f"the algebra library found no way to do it ({type(error).__name__})"
        return Check(claim=claim.id, verdict="too_hard", reason=why, semantics=SEMANTICS)
    return _told(claim, found, symbols)


def _told(claim: ExactClaim, found: Found, symbols: list[str]) -> Check:
    """The check of a result: its single numbers as steps, and then the whole."""
    rests = (*symbols, *claim.statements)
    parts = [
        Step(symbol=name, expression=f"{name} = {text}", inputs=rests, value=Quantity(value=value), statement=text)
        for name, text, value in found.parts
    ]
    value = None if found.value is None else Quantity(value=found.value, unit=found.unit)
    asked = "; ".join((*claim.expressions, *claim.parameters))
    whole = Step(
        symbol=claim.target,
        expression=f"{claim.operation} {asked}"[:400],
        inputs=rests,
        value=value,
        statement=found.statement,
        formula=found.how,
    )
    return Check(
        claim=claim.id,
        verdict="proved",
        reason=found.how,
        premises=found.taken,
        steps=(*parts, whole),
        value=value,
        truth=found.truth,
        proof=found.proof,
        semantics=SEMANTICS,
    )
