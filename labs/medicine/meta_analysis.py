"""Random-effects meta-analysis of controlled trials: inverse variance, [DerSimonian1986]_ or REML [Viechtbauer2005]_.

From the counts of each trial or from its effect and standard error. Knows no bias of publication, no quality of the
trials and no covariates.

References:
    .. [DerSimonian1986] R. DerSimonian, N. Laird, Control. Clin. Trials 7 (1986) 177-188.
    .. [Viechtbauer2005] W. Viechtbauer, J. Educ. Behav. Stat. 30 (2005) 261-293.
    .. [Higgins2002] J. P. T. Higgins, S. G. Thompson, Stat. Med. 21 (2002) 1539-1558.
"""

from math import exp, sqrt
from typing import Any

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Result, Series, lab

Z = 1.959964
COUNTS = ("events", "treated", "control_events", "controls")
ESTIMATES = ("effects", "errors")
POOLED = (*COUNTS, "effects", "errors", "estimator", "measure")


def _trials(low: float, high: float, meaning: str, *words: str, column: str = "") -> Series:
    return Series("", low, high, meaning, words=words, optional=True, column=column)


@lab(
    title="Meta-analysis of controlled trials",
    version="1",
    inputs={
        "measure": Choice(
            {
                "risk_ratio": ("risk ratio", "relative risk", "risk ratios"),
                "odds_ratio": ("odds ratio", "odds ratios"),
                "risk_difference": ("risk difference", "absolute risk difference"),
            },
            "the effect that counts are turned into; of ratios the natural logarithm",
            default="risk_ratio",
            words=("effect measure",),
        ),
        "estimator": Choice(
            {
                "REML": ("REML", "restricted maximum likelihood"),
                "DL": ("DerSimonian-Laird", "DerSimonian and Laird", "DL estimator"),
                "fixed": ("fixed effect", "fixed-effect", "common effect", "equal effects", "inverse variance only"),
            },
            "how the variance between trials is estimated",
            default="REML",
            words=("estimator",),
        ),
        "events": _trials(
            0,
            1e8,
            "events in each treated arm",
            "events",
            "events in the treated",
            "cases among the treated",
            "treated events",
            column="part",
        ),
        "treated": _trials(
            1,
            1e9,
            "participants of each treated arm",
            "treated",
            "treated participants",
            "treatment arms",
            column="whole",
        ),
        "control_events": _trials(
            0,
            1e8,
            "events in each control arm",
            "control events",
            "events in the controls",
            "cases among the controls",
            column="other_part",
        ),
        "controls": _trials(
            1,
            1e9,
            "participants of each control arm",
            "controls",
            "control participants",
            "control arms",
            column="other_whole",
        ),
        "effects": _trials(
            -100,
            100,
            "effect of each trial, of a ratio its natural logarithm",
            "effects",
            "effect sizes",
            "log risk ratios",
        ),
        "errors": _trials(1e-9, 100, "standard error of each effect", "standard errors", "errors", "SEs"),
    },
    outputs={
        "pooled_effect": Output(
            "",
            "pooled effect; of ratios the natural logarithm",
            words=("pooled effect", "pooled estimate", "summary effect", "overall effect", "pooled log risk ratio"),
            needs=POOLED,
            ways=(COUNTS, ESTIMATES),
        ),
        "pooled_ratio": Output(
            "",
            "pooled ratio",
            words=("pooled ratio", "pooled risk ratio", "pooled relative risk", "pooled odds ratio"),
            needs=POOLED,
            ways=(COUNTS, ESTIMATES),
        ),
        "effect_low": Output(
            "",
            "lower 95 % limit of the pooled effect",
            words=("lower limit of the pooled",),
            needs=POOLED,
            ways=(COUNTS, ESTIMATES),
        ),
        "effect_high": Output(
            "",
            "upper 95 % limit of the pooled effect",
            words=("upper limit of the pooled",),
            needs=POOLED,
            ways=(COUNTS, ESTIMATES),
        ),
        "tau_squared": Output(
            "",
            "variance of the true effects between trials",
            words=(
                "tau squared",
                "tau^2",
                "tau2",
                "between-study variance",
                "between-trial variance",
                "heterogeneity variance",
            ),
            needs=POOLED,
            ways=(COUNTS, ESTIMATES),
        ),
        "i_squared": Output(
            "percent",
            "part of the variance that lies between trials",
            words=("I squared", "I^2", "I2"),
            needs=POOLED,
            ways=(COUNTS, ESTIMATES),
        ),
        "cochran_q": Output(
            "",
            "weighted squares about the fixed-effect mean",
            words=("Cochran's Q", "Cochran Q", "Q statistic"),
            needs=POOLED,
            ways=(COUNTS, ESTIMATES),
        ),
    },
    validity="decision-support research only. It pools what it is given: trials have to be comparable, complete and "
    "sound, which it cannot see. Intervals are of Wald's kind and too narrow with fewer than about ten trials; with an "
    "empty cell half an event is added to each cell of that trial",
    citations=(
        "DerSimonian & Laird, Control. Clin. Trials 7 (1986) 177",
        "Viechtbauer, J. Educ. Behav. Stat. 30 (2005) 261",
        "Higgins & Thompson, Stat. Med. 21 (2002) 1539",
    ),
    libraries=("numpy", "scipy"),
    words=("meta-analysis", "meta analysis", "pooled", "between-study variance", "heterogeneity"),
    cost=Cost(seconds=20, memory_mb=512),
)
def meta_analysis(
    *,
    measure: str,
    estimator: str,
    events: tuple[float, ...] | None = None,
    treated: tuple[float, ...] | None = None,
    control_events: tuple[float, ...] | None = None,
    controls: tuple[float, ...] | None = None,
    effects: tuple[float, ...] | None = None,
    errors: tuple[float, ...] | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Pool the trials; deterministic, so `seed` changes nothing."""
    import numpy as np

    notes = ["decision-support research only"]
    if effects and errors:
        y, v = np.array(effects), np.array(_paired("errors", errors, effects)) ** 2
    elif events and treated and control_events and controls:
        for name, arm in (("treated", treated), ("control_events", control_events), ("controls", controls)):
            _paired(name, arm, events)
        y, v, mended = _effects(measure, *(np.array(x) for x in (events, treated, control_events, controls)))
        if mended:
            notes.append(f"{mended} trials have an empty cell: half an event was added to each of its cells")
    else:
        cure = "give effects and errors, or events, treated, control_events and controls"
        raise InputError("meta_analysis.effects", None, cure)
    if len(y) < 10:
        notes.append("fewer than ten trials: the interval is too narrow and the variance between trials uncertain")
    q, typical = _spread(y, v)
    tau2 = {"fixed": lambda: 0.0, "DL": lambda: _dersimonian(y, v, q), "REML": lambda: _reml(y, v)}[estimator]()
    w = 1 / (v + tau2)
    mean, se = float(w @ y / w.sum()), float(1 / sqrt(w.sum()))
    outputs: dict[str, float | tuple[float, float]] = {
        "pooled_effect": (mean, se),
        "effect_low": mean - Z * se,
        "effect_high": mean + Z * se,
        "tau_squared": tau2,
        "i_squared": 100 * tau2 / (tau2 + typical) if estimator != "fixed" else max(0.0, 100 * (1 - (len(y) - 1) / q)),
        "cochran_q": q,
    }
    if measure != "risk_difference":
        outputs["pooled_ratio"] = (exp(mean), exp(mean) * se)
    kept = {n: value for n, value in outputs.items() if n in wants}
    return Result(kept, f"{estimator}, inverse-variance weights, {len(y)} trials", tuple(notes), (_forest(y, v, mean),))


def _paired(name: str, values: tuple[float, ...], others: tuple[float, ...]) -> tuple[float, ...]:
    if len(values) != len(others):
        raise InputError(
            f"meta_analysis.{name}", f"{len(values)} numbers", f"give one for each of {len(others)} trials"
        )
    return values


def _effects(measure: str, a: Any, n: Any, c: Any, m: Any) -> tuple[Any, Any, int]:
    """Effects, variances, and how many trials were mended by half an event in each cell."""
    import numpy as np

    for name, part, whole in (("events", a, n), ("control_events", c, m)):
        if (part > whole).any():
            raise InputError(f"meta_analysis.{name}", float(part[part > whole][0]), "no more events than participants")
    empty = (a == 0) | (c == 0) | (a == n) | (c == m)
    mended = 0 if measure == "risk_difference" else int(empty.sum())
    if mended:
        a, c, n, m = a + empty / 2, c + empty / 2, n + empty, m + empty
    if measure == "risk_ratio":
        return np.log(a / n) - np.log(c / m), 1 / a - 1 / n + 1 / c - 1 / m, mended
    if measure == "odds_ratio":
        return np.log(a / (n - a)) - np.log(c / (m - c)), 1 / a + 1 / (n - a) + 1 / c + 1 / (m - c), mended
    variance = a * (n - a) / n**3 + c * (m - c) / m**3
    if not variance.all():
        raise InputError("meta_analysis.events", float(a[variance == 0][0]), "a trial without spread has no weight")
    return a / n - c / m, variance, mended


def _spread(y: Any, v: Any) -> tuple[float, float]:
    """Cochran's Q and the typical variance within a trial of Higgins and Thompson."""
    w = 1 / v
    mean = w @ y / w.sum()
    return float(w @ (y - mean) ** 2), float((len(y) - 1) * w.sum() / (w.sum() ** 2 - (w**2).sum()))


def _dersimonian(y: Any, v: Any, q: float) -> float:
    w = 1 / v
    return max(0.0, float((q - (len(y) - 1)) / (w.sum() - (w**2).sum() / w.sum())))


def _reml(y: Any, v: Any) -> float:
    """The variance that maximises the restricted likelihood, at or above zero."""
    import numpy as np
    from scipy.optimize import minimize_scalar

    def loss(tau2: float) -> float:
        w = 1 / (v + tau2)
        mean = w @ y / w.sum()
        return float(0.5 * (-np.log(w).sum() + np.log(w.sum()) + w @ (y - mean) ** 2))

    top = 10 * float(np.var(y, ddof=1)) + float(v.max())
    found = minimize_scalar(loss, bounds=(0.0, top), method="bounded", options={"xatol": 1e-10 * max(top, 1e-3)})
    if not found.success:
        raise RunFailed("lab meta_analysis", f"the restricted likelihood has no maximum: {found.message}")
    return float(found.x) if loss(float(found.x)) < loss(0.0) else 0.0


def _forest(y: Any, v: Any, mean: float) -> Plot:
    """Effects of the trials with their limits, and the pooled one."""
    half = Z * v**0.5
    return Plot(
        title="Effects of the trials",
        x_name="trial",
        x=tuple(float(k + 1) for k in range(len(y))),
        y_name="effect",
        lines=tuple(
            Line(name=name, y=tuple(map(float, values)))
            for name, values in (
                ("effect", y),
                ("lower 95 % limit", y - half),
                ("upper 95 % limit", y + half),
                ("pooled", [mean] * len(y)),
            )
        ),
        points=True,
    )
