"""Confidence fitted to what was right: by family of evidence the weights of features, and bounded thresholds.

Items are split once by the hash of their id: one half is fitted on, the other tells what came of it. Only answers that
were given can be learnt from; a run with `ECH0_GATE_ACCEPT=0` gives them all. Knows rows, not the gate.

References:
    .. [Platt1999] J. Platt, Probabilistic outputs for support vector machines, 1999 (a logistic fitted to scores).
    .. [Geifman2017] Y. Geifman, R. El-Yaniv, NeurIPS 2017, arXiv:1705.08500 (selection with guaranteed risk).
    .. [Clopper1934] C. Clopper, E. Pearson, Biometrika 26, 404 (the exact bound of a share).
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ech0.core.calibration import FEATURES, Calibration, Family
from ech0.core.errors import InputError
from evals import reliability
from evals.record import Row
from evals.summary import COMMITTED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST, RARE = 60, 5
"""Answers, and right and wrong ones of them, without which nothing is fitted."""
RISKS, SURE = (0.05, 0.075, 0.1, 0.2), 0.99
"""The shares of wrong answers that thresholds are fitted for, and how certain they are: with 95 % the share among as
many new answers would still be larger in one draw of eight, by chance alone."""
FOLDS = 5
WEIGHT, KIND = 5.0, 1.0
"""Standard deviations of what a weight, and what a family adds, may be before any answer is seen, in log-odds."""
BY_HAND = {"confirmed": 4.0, "failures": -1.0, "samples": 0.5, "minds": 0.5}
"""What a feature weighs that no graded answer varies in: a user's word counts much, the rest a little."""

Half = Callable[[str], bool]


def held_out(item: str) -> bool:
    """Whether an item belongs to the half that nothing is fitted on: by its id alone, in every run."""
    return bool(sha256(item.encode()).digest()[0] & 1)


def fit(rows: Sequence[Row], *, data: Sequence[str], date: str, version: str, held: Half = held_out) -> Calibration:
    """The weights and thresholds that the answers of the half that is not `held` give.

    One logistic for all [Platt1999]_: the features weigh the same whatever the evidence, and each family adds what its
    answers call for, less where they are few. No feature may count against the way it points. Raises `InputError` if
    there is too little to fit anything on.
    """
    seen = [r for r in given(rows) if not held(r.id)]
    right = [r.correct for r in seen]
    if len(seen) < FEWEST or min(sum(right), len(right) - sum(right)) < RARE:
        cure = f"run more items: {FEWEST} answers with {RARE} right and {RARE} wrong ones in the half that is fitted on"
        raise InputError("calibrate", f"{len(seen)} answers", cure)
    parts = [_logistic([r for r in seen if _fold(r.id) != fold]) for fold in range(FOLDS)]
    sure = [parts[_fold(r.id)].confidence(r.family, r.features) for r in seen]  # not seen by it, as in use
    kept = {f"{risk:g}": at for risk in RISKS if (at := threshold(sure, right, risk)) is not None}
    return _logistic(seen).model_copy(
        update={"data": tuple(data), "date": date, "version": version, "thresholds": kept}
    )


def _fold(item: str) -> int:
    return sha256(item.encode()).digest()[1] % FOLDS


def _logistic(rows: Sequence[Row]) -> Calibration:
    """Weights and families, without thresholds."""
    import numpy as np
    from scipy.optimize import minimize

    names = [n for n in FEATURES if len({r.features.get(n, 0.0) for r in rows}) > 1]
    kinds = sorted({r.family for r in rows})
    rule = [[r.features.get(n, 0.0) for n in names] + [float(r.family == k) for k in kinds] for r in rows]
    x, y = np.array(rule, float), np.array([r.correct for r in rows], float)
    narrow = np.array([0.0, *[WEIGHT**-2] * len(names), *[KIND**-2] * len(kinds)])

    def loss(w: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        score = w[0] + x @ w[1:]
        error = 1 / (1 + np.exp(-score)) - y
        value = float(np.sum(np.logaddexp(0, score) - y * score) + np.sum(narrow * w**2) / 2)
        return value, np.concatenate(([error.sum()], x.T @ error)) + narrow * w

    ways = [(0, None) if FEATURES[n][0] > 0 else (None, 0) for n in names]
    bounds = [(None, None), *ways, *[(None, None)] * len(kinds)]
    found = [round(float(w), 4) for w in minimize(loss, np.zeros(len(bounds)), jac=True, bounds=bounds).x]
    weights = {**dict.fromkeys(FEATURES, 0.0), **{n: w for n, w in BY_HAND.items() if n not in names}}
    weights |= dict(zip(("bias", *names), found, strict=False))
    families = {}
    for kind, bias in zip(kinds, found[1 + len(names) :], strict=True):
        own = [r.correct for r in rows if r.family == kind]
        families[kind] = Family(bias=bias, n=len(own), wrong=len(own) - sum(own))
    by_hand = tuple(n for n in FEATURES if n not in names)
    return Calibration(
        date="", version="", data=(), weights=weights, families=families, thresholds={}, sure=SURE, by_hand=by_hand
    )


def given(rows: Sequence[Row]) -> list[Row]:
    """The answers that a confidence can be learnt from or judged by: those that said something, with their features.

    Where the key says no more than that nothing is contradicted, an answer is neither known to be right nor wrong.
    """
    said = (r for r in rows if r.status in COMMITTED and r.features)
    return [r for r in said if r.status == "contradicted" or r.target != "not_contradicted"]


def told(made: Calibration, rows: Sequence[Row]) -> dict[str, Any]:
    """How a fit holds on some answers: ECE with its interval, AUROC, Brier score; by risk what is answered."""
    some = given(rows)
    sure, right = [made.confidence(r.family, r.features) for r in some], [r.correct for r in some]
    parts = reliability.brier(sure, right)
    return {
        "n": len(some),
        "wrong": len(some) - sum(right),
        "ece": reliability.ece(sure, right),
        "ece_ci": reliability.ece_interval(sure, right),
        "auroc": reliability.auroc(sure, right),
        "brier": parts["score"] if parts else None,
        "at_risk": {f"{risk:g}": _at(made, some, sure, risk) for risk in map(float, made.thresholds)},
    }


def _at(made: Calibration, rows: Sequence[Row], sure: Sequence[float], risk: float) -> dict[str, float | int | None]:
    """What is answered at a risk; nothing if no threshold was found for it."""
    at = made.thresholds.get(f"{risk:g}", 2.0)
    kept = [r.correct for r, c in zip(rows, sure, strict=True) if c >= at]
    return {"answered": len(kept), "wrong": len(kept) - sum(kept), "share": 1 - sum(kept) / len(kept) if kept else None}


def splits(rows: Sequence[Row], risk: float, count: int = 20) -> list[dict[str, float | int | None]]:
    """Halve the answers anew `count` times: what the threshold fitted on one half comes to on the other."""
    found = []
    for n in range(count):
        half = _halved(n)
        made = fit(rows, data=(), date="", version="", held=half)
        other = [r for r in given(rows) if half(r.id)]
        found.append(_at(made, other, [made.confidence(r.family, r.features) for r in other], risk))
    return found


def _halved(n: int) -> Half:
    return lambda item: bool(sha256(f"{n} {item}".encode()).digest()[0] & 1)


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
