"""The symbolic checker: claims are decided in a warm worker with limits of time and memory. Knows no loop and no mind.

The parent only converts ledger entries to the claim's units; every solver lives in the worker.
"""

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ech0.core import units
from ech0.core.errors import ClaimError, InputError, OutOfBudget
from ech0.core.process import Pool
from ech0.core.provenance import key
from ech0.core.types import Check, Claim, Entry, NumericClaim, Quantity, Symbol

if TYPE_CHECKING:
    from tools.symbolic.problem import Given

__all__ = ["Symbolic", "decide", "rerun"]

WORKER = "tools.symbolic.worker:serve"
_REMEMBERED = 256


class Symbolic:
    """Implements `ech0.core.types.Checker` with z3, sympy and algebra of our own, in a worker of `pool`.

    `seconds` and `memory_mb` bound one check; beyond them it is `too_hard`. Identical checks are solved once.
    """

    def __init__(self, pool: Pool, *, seconds: float = 5.0, memory_mb: int = 1024) -> None:
        self._pool, self._seconds, self._memory_mb = pool, seconds, memory_mb
        self._seen: OrderedDict[str, Check] = OrderedDict()

    def warm(self) -> None:
        """Start the worker ahead of the first check, without waiting for it (its imports take a second or two)."""
        self._pool.warm(WORKER, memory_mb=self._memory_mb)

    def check(self, claim: Claim, entries: Mapping[str, Entry], /) -> Check:
        """Decide `claim` with the ledger entries that it names; raises `RunFailed` if the worker itself broke."""
        begin = time.perf_counter()
        try:
            given = known(claim, entries) if isinstance(claim, NumericClaim) else {}
        except (ClaimError, InputError) as error:
            return Check(claim=claim.id, verdict="not_formalised", reason=str(error))
        request = {
            "claim": claim.model_dump(mode="json"),
            "given": {name: asdict(value) for name, value in given.items()},
        }
        name = key(request)
        check = self._seen.get(name)
        if check is None:
            check = self._solve(claim, request)
            if check.verdict != "too_hard":
                self._remember(name, check)
        return check.model_copy(update={"cost_ms": (time.perf_counter() - begin) * 1000})

    def _solve(self, claim: Claim, request: dict[str, Any]) -> Check:
        try:
            reply = self._pool.call(WORKER, request, seconds=self._seconds, memory_mb=self._memory_mb)
        except OutOfBudget as error:
            reason = f"the solver reached its limit of {error.limit} without a result"
            return Check(claim=claim.id, verdict="too_hard", reason=reason)
        return Check.model_validate(reply["check"])

    def _remember(self, name: str, check: Check) -> None:
        self._seen[name] = check
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)


def known(claim: NumericClaim, entries: Mapping[str, Entry]) -> "dict[str, Given]":
    """The values of a claim's known symbols in their units; raises `ClaimError` or `InputError` naming the symbol."""
    from tools.symbolic.problem import Given

    found = {}
    for symbol in claim.symbols:
        if symbol.entry is None:
            continue
        entry = entries.get(symbol.entry)
        if entry is None or entry.quantity is None:
            what = "there is no such entry" if entry is None else "it is a statement, not a number"
            raise ClaimError(f"symbol {symbol.name}", f"{symbol.entry}: {what} in the ledger; use a numeric entry")
        value, slack = _convert(entry, entry.quantity, symbol)
        found[symbol.name] = Given(value.value, value.sigma, slack, entry.label)
    return found


COARSEST = 0.05
"""No written number is taken to be rounded by more than this part of it: `2 kg` does not mean 1.5 kg."""


def _convert(entry: Entry, quantity: Quantity, symbol: Symbol) -> tuple[Quantity, float]:
    """The entry's quantity in the symbol's unit, and half a unit in the last place that was written."""
    from math import floor, log10

    value = units.convert(quantity, symbol.unit, field=symbol.name)
    if not entry.figures or not quantity.value:
        return value, 0.0
    half = 0.5 * 10.0 ** (floor(log10(abs(quantity.value))) - entry.figures + 1)
    half = min(half, COARSEST * abs(quantity.value))
    rounding = units.convert(quantity.model_copy(update={"sigma": half}), symbol.unit, field=symbol.name)
    return value, rounding.sigma


def __getattr__(name: str) -> Any:
    """`decide` and `rerun`, imported when they are first asked for."""
    if name in ("decide", "rerun"):
        from tools.symbolic import decision

        return getattr(decision, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
