"""Repeated measurements of several subjects: a linear mixed model with random intercept and slope [Laird1982]_.

Fitted by restricted maximum likelihood through statsmodels. Knows no covariates but time, no curvature, no treatment,
and takes missing values as missing at random.

References:
    .. [Laird1982] N. M. Laird, J. H. Ware, Biometrics 38 (1982) 963-974.
    .. [Bates2015] D. Bates et al., J. Stat. Softw. 67(1) (2015) 1-48.
"""

from typing import Any

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Real, Result, Series, lab

SUBJECTS = 4  # fewest that tell the spread between subjects from the noise
SHOWN = 10  # trajectories drawn
SAME = 1e-4  # log-likelihoods that differ by less are of one maximum
FLAT = 1e-3  # of the residual variance; a spread below it over the whole time is none
BOUNDARY = (
    "a variance lies on the boundary: the data do not tell the random effects apart, and the spreads mean little; "
    "effects=intercept gives the model with one slope common to all"
)


@lab(
    title="Trajectories of repeated measurements by a linear mixed model",
    version="1",
    inputs={
        "effects": Choice(
            {
                "slope": ("random slopes", "random slope", "random intercepts and slopes", "individual slopes"),
                "intercept": ("random intercept only", "random intercepts only", "common slope"),
            },
            "what differs between subjects: level and slope, or the level only",
            default="slope",
            words=("random effects",),
        ),
        "subjects": Series(
            "",
            0,
            1e9,
            "number of the subject, for each value",
            8,
            words=("subjects", "patients", "subject"),
            column="person",
        ),
        "times": Series(
            "",
            -1e6,
            1e6,
            "time of each value, in any unit",
            8,
            words=("times", "days", "visits", "time"),
            column="when",
        ),
        "values": Series(
            "",
            -1e9,
            1e9,
            "what was measured",
            8,
            words=("values", "measurements", "readings", "outcomes"),
            column="value",
        ),
        "of_subject": Real(
            "",
            0,
            1e9,
            "the subject whose own trajectory is wanted",
            words=("trajectory of subject", "for subject", "of subject"),
            optional=True,
        ),
    },
    outputs={
        "mean_slope": Output(
            "",
            "mean change of the value per unit of time",
            words=("mean slope", "average slope", "mean change per", "population slope"),
            like="values",
        ),
        "mean_intercept": Output(
            "",
            "mean value at time zero",
            words=("mean intercept", "population intercept", "mean value at time zero"),
            like="values",
        ),
        "slope_error": Output(
            "",
            "standard error of the mean slope",
            words=("standard error of the slope", "standard error of the mean slope"),
            like="values",
        ),
        "intercept_spread": Output(
            "",
            "standard deviation of the intercepts between subjects",
            words=(
                "standard deviation of the intercepts",
                "spread of the intercepts",
                "between-subject standard deviation",
            ),
            like="values",
        ),
        "slope_spread": Output(
            "",
            "standard deviation of the slopes between subjects",
            words=("standard deviation of the slopes", "spread of the slopes"),
            like="values",
        ),
        "residual": Output(
            "",
            "standard deviation of the residuals",
            words=("residual standard deviation", "residual spread"),
            like="values",
        ),
        "subject_slope": Output(
            "",
            "best linear unbiased prediction of one subject's own slope",
            words=("slope of the subject", "subject's own slope", "predicted slope of subject", "individual slope"),
            like="values",
        ),
    },
    validity="decision-support research only, for the subjects given: it says nothing of others. Straight lines, "
    "normal random effects and residuals, values missing at random; with few subjects the spreads are uncertain. "
    "Time and value are in the units in which they were given",
    citations=("Laird & Ware, Biometrics 38 (1982) 963", "Bates et al., J. Stat. Softw. 67(1) (2015) 1"),
    libraries=("numpy", "statsmodels"),
    words=(
        "mixed model",
        "mixed-effects model",
        "longitudinal",
        "repeated measurements",
        "repeated measures",
        "random effects",
    ),
    cost=Cost(seconds=60, memory_mb=1024),
)
def longitudinal(
    *,
    effects: str,
    subjects: tuple[float, ...],
    times: tuple[float, ...],
    values: tuple[float, ...],
    of_subject: float | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Fit the model; deterministic, so `seed` changes nothing."""
    for name, numbers in (("times", times), ("values", values)):
        if len(numbers) != len(subjects):
            raise InputError(f"longitudinal.{name}", f"{len(numbers)} numbers", f"give {len(subjects)}, as of subjects")
    people = sorted(set(subjects))
    if len(people) < SUBJECTS:
        raise InputError("longitudinal.subjects", f"{len(people)} subjects", f"give at least {SUBJECTS}")
    if len(set(times)) < 2 or len(subjects) < 2 * len(people):
        raise InputError("longitudinal.times", f"{len(subjects)} values", "give two times or more for most subjects")
    if of_subject is not None and of_subject not in people:
        raise InputError("longitudinal.of_subject", of_subject, f"one of {', '.join(f'{p:g}' for p in people)}")
    fit, warned = _fit(effects, subjects, times, values)
    mean = [float(b) for b in fit.fe_params]
    spread = [float(fit.cov_re[k, k]) ** 0.5 for k in range(fit.cov_re.shape[0])]
    shifts = {p: (*map(float, u), 0.0)[:2] for p, u in fit.random_effects.items()}
    own = {p: [m + d for m, d in zip(mean, shift, strict=True)] for p, shift in shifts.items()}
    outputs: dict[str, float | tuple[float, float]] = {
        "mean_intercept": (mean[0], float(fit.bse_fe[0])),
        "mean_slope": (mean[1], float(fit.bse_fe[1])),
        "slope_error": float(fit.bse_fe[1]),
        "intercept_spread": spread[0],
        "residual": float(fit.scale) ** 0.5,
    }
    if len(spread) > 1:
        outputs["slope_spread"] = spread[1]
    if of_subject is not None:
        outputs["subject_slope"] = own[of_subject][1]
    notes = ["decision-support research only", *warned]
    if "subject_slope" in wants and of_subject is None:
        notes.append("no subject was named, so no single subject's slope is given")
    if len(spread) == 1:
        notes.append("the slope is common to all subjects by assumption")
    kept = {n: v for n, v in outputs.items() if n in wants}
    method = f"linear mixed model by REML, {len(people)} subjects, {len(values)} values"
    return Result(kept, method, tuple(notes), (_plot(times, mean, own),))


def _fit(
    effects: str, subjects: tuple[float, ...], times: tuple[float, ...], values: tuple[float, ...]
) -> tuple[Any, tuple[str, ...]]:
    """The fitted model with plain arrays, the better of two optimisers, and whether a variance is zero."""
    import warnings

    import numpy as np
    from statsmodels.regression.mixed_linear_model import MixedLM

    design = np.column_stack([np.ones(len(times)), times])
    random = design if effects == "slope" else design[:, :1]
    model = MixedLM(np.array(values), design, groups=np.array(subjects), exog_re=random)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # each is tested below: whether it converged, and whether it is singular
        fits = [model.fit(reml=True)]
        if effects == "slope":  # gradients stall where few subjects leave the likelihood flat; Powell needs none
            fits.append(model.fit(reml=True, method="powell"))
    done = [f for f in fits if f.converged and np.isfinite(f.llf)]
    if not done:
        raise RunFailed("lab longitudinal", "no maximum of the likelihood was found; set effects to intercept")
    fit = done[0] if done[0].llf >= max(f.llf for f in done) - SAME else max(done, key=lambda f: float(f.llf))
    span = np.diag([1.0, max(times) - min(times)][: fit.cov_re.shape[0]])
    least = float(np.linalg.eigvalsh(span @ np.asarray(fit.cov_re) @ span)[0])
    return fit, (BOUNDARY,) if least < FLAT * float(fit.scale) else ()


def _plot(times: tuple[float, ...], mean: list[float], own: dict[float, list[float]]) -> Plot:
    """The mean line and those of the first subjects."""
    axis = (min(times), max(times))
    lines = [("mean", mean), *((f"subject {p:g}", line) for p, line in list(own.items())[:SHOWN])]
    return Plot(
        title="Predicted trajectories",
        x_name="time",
        x=axis,
        y_name="value",
        lines=tuple(Line(name=name, y=tuple(a + b * t for t in axis)) for name, (a, b) in lines),
    )
