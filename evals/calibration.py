"""Confidence fitted to what was right: by family of evidence the weights of features, and bounded thresholds.

Answers come in sets, each the results of one benchmark. Items are split once by the hash of their id: one half is
fitted on, the other tells what came of it. How far the fit holds on questions of another hand is told by leaving out
one set at a time, and thresholds are chosen on such confidences, so that what they promise is of sets not seen. Only
answers that were given can be learnt from; a run with `ECH0_GATE_ACCEPT=0` gives them all. Knows rows, not the gate.

References:
    .. [Platt1999] J. Platt, Probabilistic outputs for support vector machines, 1999 (a logistic fitted to scores).
    .. [Geifman2017] Y. Geifman, R. El-Yaniv, NeurIPS 2017, arXiv:1705.08500 (selection with guaranteed risk).
    .. [Clopper1934] C. Clopper, E. Pearson, Biometrika 26, 404 (the exact bound of a share).
"""

from collections.abc import Callable, Mapping, Sequence
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
AGAINST = 0.2
"""A family speaks against a threshold if, at the risk promised, chance alone would give as many wrong answers as it has
in at most this share of draws."""
NEVER = 2.0
"""A confidence that no answer has."""
FOLDS = 5
WEIGHT, KIND = 5.0, 1.0
"""Standard deviations of what a weight, and what a family adds, may be before any answer is seen, in log-odds."""
BY_HAND = {"confirmed": 4.0, "failures": -1.0, "samples": 0.5, "minds": 0.5}
"""What a feature weighs that no graded answer varies in: a user's word counts much, the rest a little."""

Half = Callable[[str], bool]
Sets = Mapping[str, Sequence[Row]]
"""Rows by the set they belong to: one file of questions, whose author and kind they share."""


def held_out(item: str) -> bool:
    """Whether an item belongs to the half that nothing is fitted on: by its id alone, in every run."""
    return bool(sha256(item.encode()).digest()[0] & 1)


def fit(sets: Sets, *, data: Sequence[str], date: str, version: str, held: Half = held_out) -> Calibration:
    """The weights and thresholds that the answers of the half that is not `held` give.

    One logistic for all [Platt1999]_: the features weigh the same whatever the evidence, and each family adds what its
    answers call for, less where they are few. No feature may count against the way it points. Raises `InputError` if
    there is too little to fit anything on.
    """
    seen = {name: some for name, rows in sets.items() if (some := [r for r in given(rows) if not held(r.id)])}
    every = [r for rows in seen.values() for r in rows]
    wrong = sum(not r.correct for r in every)
    if len(every) < FEWEST or min(wrong, len(every) - wrong) < RARE:
        cure = f"run more items: {FEWEST} answers with {RARE} right and {RARE} wrong ones in the half that is fitted on"
        raise InputError("calibrate", f"{len(every)} answers", cure)
    judged = _unseen(seen)
    kept: dict[str, float] = {}
    for risk in RISKS:  # what keeps to a smaller risk keeps to this one too
        found = [at, *kept.values()] if (at := _promised(judged, risk)) is not None else list(kept.values())
        kept |= {f"{risk:g}": min(found)} if found else {}
    return _logistic(every).model_copy(
        update={"data": tuple(data), "date": date, "version": version, "thresholds": kept}
    )


def _unseen(sets: Sets) -> list[tuple[str, Row, float]]:
    """Each answer with its set and the confidence that a fit gives it which did not see that set.

    If there is one set alone, a fit that did not see that fifth of it.
    """
    if len(sets) == 1:
        ((name, rows),) = sets.items()
        parts = [_logistic([r for r in rows if _fold(r.id) != fold]) for fold in range(FOLDS)]
        return [(name, r, parts[_fold(r.id)].confidence(r.family, r.features)) for r in rows]
    found = []
    for name, rows in sets.items():
        made = _logistic([r for other, some in sets.items() if other != name for r in some])
        found += [(name, r, made.confidence(r.family, r.features)) for r in rows]
    return found


def _promised(judged: Sequence[tuple[str, Row, float]], risk: float) -> float | None:
    """The confidence from which on `risk` is kept by all answers together, and no family speaks against it.

    A single set may: some hold nothing but questions without an answer, others are hard throughout. `unseen` tells it.
    """
    at = threshold([c for _, _, c in judged], [r.correct for _, r, _ in judged], risk)
    groups: dict[str, list[tuple[float, bool]]] = {}
    for _, row, sure in judged:
        groups.setdefault(row.family, []).append((sure, row.correct))
    worst = max(borne([c for c, _ in some], [y for _, y in some], risk) for some in groups.values())
    return None if at is None or worst >= NEVER else max(at, worst)


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
    at_risk = {f"{risk:g}": _at(made, some, sure, risk) for risk in map(float, made.thresholds)}
    return {**_figures(sure, right), "at_risk": at_risk}


def _figures(sure: Sequence[float], right: Sequence[bool]) -> dict[str, Any]:
    parts = reliability.brier(sure, right)
    return {
        "n": len(right),
        "wrong": len(right) - sum(right),
        "ece": reliability.ece(sure, right),
        "ece_ci": reliability.ece_interval(sure, right),
        "auroc": reliability.auroc(sure, right),
        "brier": parts["score"] if parts else None,
    }


def _at(made: Calibration, rows: Sequence[Row], sure: Sequence[float], risk: float) -> dict[str, float | int | None]:
    """What is answered at a risk; nothing if no threshold was found for it."""
    at = made.thresholds.get(f"{risk:g}", NEVER)
    kept = [r.correct for r, c in zip(rows, sure, strict=True) if c >= at]
    return {"answered": len(kept), "wrong": len(kept) - sum(kept), "share": 1 - sum(kept) / len(kept) if kept else None}


def splits(sets: Sets, count: int = 20) -> dict[str, list[dict[str, float | int | None]]]:
    """Halve the answers anew `count` times: by risk, what the threshold fitted on one half comes to on the other."""
    found: dict[str, list[dict[str, float | int | None]]] = {f"{risk:g}": [] for risk in RISKS}
    for n in range(count):
        half = _halved(n)
        made = fit(sets, data=(), date="", version="", held=half)
        other = [r for rows in sets.values() for r in given(rows) if half(r.id)]
        sure = [made.confidence(r.family, r.features) for r in other]
        for risk in RISKS:
            found[f"{risk:g}"].append(_at(made, other, sure, risk))
    return found


def unseen(sets: Sets) -> dict[str, dict[str, Any]]:
    """How a fit holds on a set of which it saw nothing, weights and thresholds alike: by set, and `all` together.

    Each set is judged by what all the others give; `at_risk` of `all` is the sum over sets, each at its own threshold.
    """
    found: dict[str, dict[str, Any]] = {}
    sure: list[float] = []
    right: list[bool] = []
    for name, rows in sets.items():
        others = {other: some for other, some in sets.items() if other != name}
        made = fit(others, data=(), date="", version="", held=lambda _: False)
        found[name] = told(made, rows)
        some = given(rows)
        sure += [made.confidence(r.family, r.features) for r in some]
        right += [r.correct for r in some]
    sums = {}
    for risk in RISKS:
        parts = [t["at_risk"].get(f"{risk:g}", {"answered": 0, "wrong": 0}) for t in found.values()]
        answered, wrong = (sum(p[k] for p in parts) for k in ("answered", "wrong"))
        sums[f"{risk:g}"] = {"answered": answered, "wrong": wrong, "share": wrong / answered if answered else None}
    return {**found, "all": {**_figures(sure, right), "at_risk": sums}}


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


def borne(confidence: Sequence[float], right: Sequence[bool], risk: float) -> float:
    """How far down from the surest these answers do not speak against `risk` (`AGAINST`); 0 if they nowhere do.

    The surest few, which must have one wrong among them before they say anything, are passed over; above 1 if the
    answers speak against the risk wherever it is asked.
    """
    from scipy.stats import binom

    order = sorted(zip(confidence, right, strict=True), reverse=True)
    found: float | None = None
    wrong = 0
    for n, (sure, good) in enumerate(order, 1):
        wrong += not good
        if n * risk < 1 - 1e-9 or (n < len(order) and order[n][0] == sure):
            continue
        if float(binom.sf(wrong - 1, n, risk)) >= AGAINST:
            found = sure
        elif found is not None:
            return found
    return 0.0 if found is not None or len(order) * risk < 1 - 1e-9 else NEVER
