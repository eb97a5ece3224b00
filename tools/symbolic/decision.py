"""The pure function behind the checker: a claim and the known values in, a check out. Knows no ledger, no process."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from ech0.core.errors import ClaimError, OutOfBudget
from ech0.core.provenance import canonical
from ech0.core.types import (
    CalculationClaim,
    Check,
    Claim,
    ExactClaim,
    FiniteClaim,
    FirstOrderClaim,
    LogicClaim,
    NumericClaim,
    ProbabilityClaim,
    QuantityClaim,
)
from tools.symbolic.problem import Given

_NUMERIC: TypeAdapter[NumericClaim] = TypeAdapter(NumericClaim)


def decide(claim: Claim, values: Mapping[str, Given] | None = None) -> Check:
    """Decide a claim; `values` holds the known symbols of a numeric claim, in the symbols' units.

    What cannot be read comes back as `not_formalised` with what to change; what is beyond reach as `too_hard`.
    """
    try:
        return _decide(claim, values or {})
    except ClaimError as error:
        return Check(claim=claim.id, verdict="not_formalised", reason=str(error))
    except (RecursionError, OutOfBudget, OverflowError) as error:
        return Check(claim=claim.id, verdict="too_hard", reason=f"it is too large to solve ({error})")


def _decide(claim: Claim, given: Mapping[str, Given]) -> Check:
    match claim:
        case QuantityClaim():
            from tools.symbolic.quantity import decide_quantity

            return _with_file(claim, given, decide_quantity(claim, given))
        case LogicClaim():
            from tools.symbolic.logic import decide_logic

            return decide_logic(claim)
        case CalculationClaim():
            from tools.symbolic.calculation import decide_calculation

            return _with_file(claim, given, decide_calculation(claim, given))
        case ExactClaim():
            from tools.symbolic.exact import decide_exact

            return _with_file(claim, given, decide_exact(claim, given))
        case ProbabilityClaim():
            from tools.symbolic.probability import decide_probability

            return _with_file(claim, given, decide_probability(claim, given))
        case FiniteClaim():
            from tools.symbolic.finite import decide_finite

            return decide_finite(claim)
        case FirstOrderClaim():
            from tools.symbolic.first_order import decide_first_order

            return decide_first_order(claim)


def _with_file(claim: NumericClaim, given: Mapping[str, Given], check: Check) -> Check:
    """The check with a self-contained file: everything that it takes to solve the claim again, and what came out."""
    if check.verdict == "not_formalised":
        return check
    content: dict[str, Any] = {
        "ech0": "derivation/1",
        "claim": claim.model_dump(mode="json"),
        "given": {n: asdict(g) for n, g in given.items()},
        "verdict": check.verdict,
        "value": check.value.model_dump() if check.value else None,
        "truth": check.truth,
        "steps": [s.model_dump(mode="json") for s in check.steps],
    }
    return check.model_copy(update={"artifact": canonical(content), "artifact_kind": "derivation"})


def rerun(artifact: str) -> Check:
    """Solve again what a check left behind, a derivation or an SMT-LIB file; raises `ClaimError` if it is neither."""
    if "(check-sat)" in artifact:
        from tools.symbolic.smt import rerun_smtlib

        return rerun_smtlib(artifact)
    try:
        content = json.loads(artifact)
        if content["ech0"] != "derivation/1":
            raise ClaimError("artifact", f"it is a {content['ech0']}, and derivation/1 can be read")
        claim = _NUMERIC.validate_python(content["claim"])
        given = {n: Given(**g) for n, g in content["given"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise ClaimError("artifact", f"it is no derivation ({str(error)[:200]})") from None
    return decide(claim, given)
