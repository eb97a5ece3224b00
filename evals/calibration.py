"""Confidence fitted to what was right: weights of the gate's features by family of verdict, and a bounded threshold.

Items are split once by the hash of their id: one half is fitted on, the other tells what came of it. Only answers that
were given can be learnt from; a run with `ECH0_GATE_ACCEPT=0` gives them all. Knows rows, not the gate.

References:
    .. [Platt1999] J. Platt, Probabilistic outputs for support vector machines, 1999 (a logistic fitted to scores).
    .. [Geifman2017] Y. Geifman, R. El-Yaniv, NeurIPS 2017, arXiv:1705.08500 (selection with guaranteed risk).
    .. [Clopper1934] C. Clopper, E. Pearson, Biometrika 26, 404 (the exact bound of a share).
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ech0.core.errors import InputError
from evals import reliability
from evals.record import Row
from evals.summary import COMMITTED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST, RARE, SURE = 60, 5, 0.95
"""Items, and right and wrong ones of them, that a family needs to be fitted alone; the certainty of the bound."""


def held_out(item: str) -> bool:
    """Whether an item belongs to the half that nothing is fitted on: by its id alone, in every run."""
    return bool(sha256(item.encode()).digest()[0] & 1)


def family(row: Row) -> str:
    """The kind of evidence behind an answer: the last verdict of its checks."""
    return row.verdicts[-1] if row.verdicts else "no check"


def calibrate(rows: Sequence[Row], risk: float) -> dict[str, Any]:
    """Fit on one half and tell of the other; families with too few items are fitted together as `others`.

    Returns for each family its weights, how many it was fitted on, and ECE and Brier score before and after on the held
    half; and the threshold at which the share of wrong answers is at most `risk` with 95 % certainty, with what it
    comes to on the held half. Raises `InputError` if there is too little to fit anything on.
    """
    if not 0 < risk < 1:
        raise InputError("--risk", risk, "give a share between 0 and 1")
    given = [r for r in rows if r.status in COMMITTED and r.features]
    groups = _grouped(given)
    if not groups:
        cure = f"run more items: {FEWEST} answers with {RARE} right and {RARE} wrong ones in the half that is fitted on"
        raise InputError("calibrate", f"{len(given)} answers", cure)
    fitted: dict[str, Any] = {}
    mine: list[tuple[float, bool]] = []
    held: list[tuple[float, bool]] = []
    for name, members in sorted(groups.items()):
        seen, kept = [r for r in members if not held_out(r.id)], [r for r in members if held_out(r.id)]
        model, told = _fit(seen)
        mine += list(zip(_sure(model, seen), (r.correct for r in seen), strict=True))
        after = _sure(model, kept)
        held += list(zip(after, (r.correct for r in kept), strict=True))
        before = _figures([r.confidence for r in kept], kept)
        fitted[name] = {"n": len(seen), "held": len(kept), **told, "before": before, "after": _figures(after, kept)}
    at = threshold([c for c, _ in mine], [r for _, r in mine], risk)
    chosen = [] if at is None else [r for c, r in held if c >= at]
    return {
        "families": fitted,
        "risk": risk,
        "threshold": at,
        "held_coverage": len(chosen) / len(held) if held else None,
        "held_risk": 1 - sum(chosen) / len(chosen) if chosen else None,
    }


def _grouped(rows: Sequence[Row]) -> dict[str, list[Row]]:
    families: dict[str, list[Row]] = {}
    for r in rows:
        families.setdefault(family(r), []).append(r)
    groups = {name: some for name, some in families.items() if _enough(some)}
    rest = [r for name, some in families.items() if name not in groups for r in some]
    if _enough(rest):
        groups["others"] = rest
    return groups


def _enough(rows: Sequence[Row]) -> bool:
    seen = [r.correct for r in rows if not held_out(r.id)]
    return len(seen) >= FEWEST and min(sum(seen), len(seen) - sum(seen)) >= RARE


def _fit(rows: Sequence[Row]) -> tuple[Any, dict[str, Any]]:
    """A logistic over the features [Platt1999]_ and its weights, as the gate takes them."""
    from sklearn.linear_model import LogisticRegression

    names = sorted({name for r in rows for name in r.features})
    model = LogisticRegression(max_iter=1000).fit(_matrix(rows, names), [r.correct for r in rows])
    weights = {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)}
    return (model, names), {"weights": {"bias": round(float(model.intercept_[0]), 4), **weights}}


def _matrix(rows: Sequence[Row], names: Sequence[str]) -> "NDArray[np.float64]":
    import numpy as np

    return np.array([[r.features.get(n, 0.0) for n in names] for r in rows], float)


def _sure(fitted: Any, rows: Sequence[Row]) -> list[float]:
    model, names = fitted
    return [float(p) for p in model.predict_proba(_matrix(rows, names))[:, 1]] if rows else []


def _figures(sure: Sequence[float], rows: Sequence[Row]) -> dict[str, float | None]:
    right = [r.correct for r in rows]
    parts = reliability.brier(sure, right)
    return {"ece": reliability.ece(sure, right), "brier": parts["score"] if parts else None}


def threshold(confidence: Sequence[float], right: Sequence[bool], risk: float) -> float | None:
    """The lowest confidence down to which the exact upper bound of the error stays within `risk`; `None` if none is.

    Thresholds are tried from the surest down, and the first that fails ends it [Geifman2017]_; the surest few, too
    few for the bound [Clopper1934]_ to hold even if all are right, are passed over.
    """
    from scipy.stats import beta

    order = sorted(zip(confidence, right, strict=True), reverse=True)
    found: float | None = None
    wrong = 0
    for n, (sure, good) in enumerate(order, 1):
        wrong += not good
        if n < len(order) and order[n][0] == sure:
            continue
        bound = 1.0 if wrong == n else float(beta.ppf(SURE, wrong + 1, n - wrong))
        if bound <= risk:
            found = sure
        elif found is not None:
            break
    return found
