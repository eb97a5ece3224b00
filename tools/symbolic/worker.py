"""The child that solves: JSON in, a check out. Its solvers are imported first, so that a warm call pays for none."""

import sys
from typing import Any

import numpy as np  # noqa: F401  imported for warmth
import scipy.optimize  # noqa: F401
import sympy  # noqa: F401
import z3  # noqa: F401
from pydantic import TypeAdapter

from ech0.core import units
from ech0.core.types import Claim
from tools.symbolic.decision import decide, rerun
from tools.symbolic.problem import Given

_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)

# Expressions are at most 2,000 characters, so recursion over their trees is bounded; Python's default is just below it.
sys.setrecursionlimit(12_000)
units.dimension("meter / second")


def serve(request: dict[str, Any]) -> dict[str, Any]:
    """Decide `claim` with `given`, or solve an `artifact` again."""
    if "artifact" in request:
        check = rerun(request["artifact"])
    else:
        given = {name: Given(**fields) for name, fields in request["given"].items()}
        check = decide(_CLAIM.validate_python(request["claim"]), given)
    return {"check": check.model_dump(mode="json")}
