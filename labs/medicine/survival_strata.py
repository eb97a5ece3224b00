"""Survival of two risk strata: Kaplan-Meier [Kaplan1958]_, log-rank, hazard ratio by Cox [Cox1972]_, concordance.

Through lifelines. Knows no covariate but the stratum, no competing risks and no time-dependent effects.

References:
    .. [Kaplan1958] E. L. Kaplan, P. Meier, J. Am. Stat. Assoc. 53 (1958) 457-481.
    .. [Cox1972] D. R. Cox, J. R. Stat. Soc. B 34 (1972) 187-220; ties by Efron, J. Am. Stat. Assoc. 72 (1977) 557-565.
    .. [Bryson1981] M. C. Bryson, M. E. Johnson, The incidence of monotone likelihood in the Cox model, Technometrics 23
       (1981) 381-383.
"""

from collections.abc import Sequence
from math import exp, inf
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Line, Plot
from labs import Cost, Output, Real, Result, Series, lab

Z = 1.959964
POINTS = 120
LEAST = 5  # events below which a hazard ratio is not given
COMPARED = ("times", "events", "strata")


@lab(
    title="Survival of two risk strata",
    version="1",
    inputs={
        "times": Series(
            "",
            0,
            1e6,
            "time to the event or to the end of observation, in any unit",
            4,
            words=("survival times", "times", "follow-up times", "remission times"),
            column="time",
        ),
        "events": Series(
            "",
            0,
            1,
            "mark of each person whose event was seen, and not only the end of observation",
            4,
            words=("events", "event indicators", "status", "observed"),
            column="seen",
        ),
        "strata": Series(
            "",
            0,
            1,
            "mark of each person of the high-risk stratum, against the low-risk one",
            4,
            words=("strata", "stratum", "groups", "risk groups", "group"),
            column="group",
        ),
        "horizon": Real(
            "",
            0,
            1e6,
            "time at which survival is read, in the unit of the times",
            words=("horizon", "survival at time", "at time", "surviving to", "surviving beyond"),
            optional=True,
            like="times",
        ),
    },
    outputs={
        "hazard_ratio": Output(
            "",
            "hazard of the high-risk stratum over that of the low-risk one",
            words=("hazard ratio", "Cox hazard ratio", "HR"),
            needs=COMPARED,
        ),
        "log_hazard_ratio": Output(
            "", "natural logarithm of the hazard ratio", words=("log hazard ratio", "Cox coefficient"), needs=COMPARED
        ),
        "log_rank": Output(
            "",
            "chi-squared of the log-rank test, one degree of freedom",
            words=("log-rank statistic", "log-rank chi-squared", "log-rank test", "logrank"),
            needs=COMPARED,
        ),
        "p_value": Output(
            "",
            "probability of such a difference by chance, by log-rank",
            words=("log-rank p-value", "p value of the log-rank"),
            needs=COMPARED,
        ),
        "median_low": Output(
            "",
            "median time of the low-risk stratum",
            words=("median survival of the low-risk", "median of the low-risk", "median time of group 0"),
            needs=COMPARED,
            like="times",
        ),
        "median_high": Output(
            "",
            "median time of the high-risk stratum",
            words=("median survival of the high-risk", "median of the high-risk", "median time of group 1"),
            needs=COMPARED,
            like="times",
        ),
        "survival_low": Output(
            "",
            "Kaplan-Meier survival of the low-risk stratum at the horizon",
            words=("survival of the low-risk", "low-risk survival"),
            needs=(*COMPARED, "horizon"),
            ways=(("horizon",),),
        ),
        "survival_high": Output(
            "",
            "Kaplan-Meier survival of the high-risk stratum at the horizon",
            words=("survival of the high-risk", "high-risk survival"),
            needs=(*COMPARED, "horizon"),
            ways=(("horizon",),),
        ),
    },
    validity="events: 1 seen, 0 censored; strata: 1 high risk, 0 low. Decision-support research only, for the "
    "persons given: a description of this cohort, not a forecast for another. Censoring has to be unrelated to risk; "
    "the hazard ratio supposes proportional hazards, and is left out with fewer than 5 events; times are in the unit "
    "in which they were given",
    citations=("Kaplan & Meier, J. Am. Stat. Assoc. 53 (1958) 457", "Cox, J. R. Stat. Soc. B 34 (1972) 187"),
    libraries=("lifelines", "pandas"),
    words=(
        "survival analysis",
        "Kaplan-Meier",
        "log-rank",
        "risk strata",
        "hazard ratio",
        "censored",
        "Cox regression",
    ),
    cost=Cost(seconds=60, memory_mb=1024),
)
def survival_strata(
    *,
    times: tuple[float, ...],
    events: tuple[float, ...],
    strata: tuple[float, ...],
    horizon: float | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Estimate both curves and compare them; deterministic, so `seed` changes nothing."""
    import pandas as pd
    from lifelines import CoxPHFitter, KaplanMeierFitter
    from lifelines.statistics import logrank_test

    for name, marks in (("events", events), ("strata", strata)):
        if len(marks) != len(times):
            raise InputError(f"survival_strata.{name}", f"{len(marks)} numbers", f"give {len(times)}, as of times")
        if odd := [m for m in marks if m not in (0, 1)]:
            raise InputError(f"survival_strata.{name}", odd[0], "give 0 or 1")
    if len(set(strata)) < 2:
        raise InputError("survival_strata.strata", f"only {strata[0]:g}", "give persons of both strata, 0 and 1")
    table = pd.DataFrame({"time": times, "event": events, "stratum": strata})
    parts = {s: table[table.stratum == s] for s in (0.0, 1.0)}
    curves = {s: KaplanMeierFitter().fit(part.time, part.event) for s, part in parts.items()}
    test = logrank_test(parts[0.0].time, parts[1.0].time, parts[0.0].event, parts[1.0].event)
    outputs: dict[str, float | tuple[float, float]] = {
        "log_rank": float(test.test_statistic),
        "p_value": float(test.p_value),
    }
    notes = ["decision-support research only"]
    if _monotone(times, events, strata):
        notes.append("no hazard ratio: it has no bound, since all events fall in one stratum while both are observed")
    elif sum(events) >= LEAST and all(part.event.sum() for part in parts.values()):
        cox = CoxPHFitter().fit(table, "time", "event")
        beta, se = float(cox.params_["stratum"]), float(cox.standard_errors_["stratum"])
        outputs |= {"log_hazard_ratio": (beta, se), "hazard_ratio": (exp(beta), exp(beta) * se)}
        notes.append(f"95 % limits of the hazard ratio: {exp(beta - Z * se):.3g} to {exp(beta + Z * se):.3g}")
    else:
        notes.append(f"no hazard ratio: it takes {LEAST} events, and one at least in each stratum")
    for name, stratum in (("low", 0.0), ("high", 1.0)):
        if (median := float(curves[stratum].median_survival_time_)) < inf:
            outputs[f"median_{name}"] = median
        else:
            notes.append(f"the {name}-risk stratum does not fall to one half, so it has no median")
        if horizon is not None and horizon <= parts[stratum].time.max():
            outputs[f"survival_{name}"] = float(curves[stratum].predict(horizon))
        elif horizon is not None:
            notes.append(f"nobody of the {name}-risk stratum was observed for so long")
    kept = {n: v for n, v in outputs.items() if n in wants}
    method = f"Kaplan-Meier, log-rank, Cox with Efron's ties; {len(times)} persons, {sum(events):g} events"
    return Result(kept, method, tuple(notes), (_plot(curves, max(times)),))


def _monotone(times: Sequence[float], events: Sequence[float], strata: Sequence[float]) -> bool:
    """Whether those with an event are always of the same extreme stratum of those at risk: then no ratio is likeliest
    [Bryson1981]_.
    """
    seen = [(t, s) for t, e, s in zip(times, events, strata, strict=True) if e]
    risks = [(s, [r for t, r in zip(times, strata, strict=True) if t >= time]) for time, s in seen]
    return bool(seen) and (all(s == max(r) for s, r in risks) or all(s == min(r) for s, r in risks))


def _plot(curves: dict[float, Any], last: float) -> Plot:
    """Both curves, up to the last time observed."""
    axis = tuple(last * k / (POINTS - 1) for k in range(POINTS))
    names = {0.0: "low-risk stratum", 1.0: "high-risk stratum"}
    return Plot(
        title="Kaplan-Meier survival",
        x_name="time",
        x=axis,
        y_name="fraction without event",
        lines=tuple(Line(name=names[s], y=tuple(map(float, c.predict(list(axis))))) for s, c in curves.items()),
    )
