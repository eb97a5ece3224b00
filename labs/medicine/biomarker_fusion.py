"""Several biomarkers as one test: post-test probability by likelihood ratios, AUC of markers and of their combination.

From published sensitivities or effect sizes: Bayes in odds [Pauker1980]_, the best linear combination of normal markers
[Su1993]_. From a cohort's own values: the AUC of one marker with DeLong's error [DeLong1988]_. Knows no prior that it
was not given, and supposes positive tests independent given the disease.

References:
    .. [Pauker1980] S. G. Pauker, J. P. Kassirer, N. Engl. J. Med. 302 (1980) 1109-1117.
    .. [Su1993] J. Q. Su, J. S. Liu, J. Am. Stat. Assoc. 88 (1993) 1350-1355.
    .. [DeLong1988] E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988) 837-845.
"""

from math import erf, sqrt
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Line, Plot
from labs import Cost, Output, Real, Result, Series, lab

SEQUENCE = ("pretest", "sensitivities", "specificities")


def _list(low: float, high: float, meaning: str, *words: str, fewest: int = 1, column: str = "") -> Series:
    return Series("", low, high, meaning, fewest, words=words, optional=True, column=column)


@lab(
    title="Fusion of biomarkers into one diagnostic test",
    version="1",
    inputs={
        "pretest": Real(
            "",
            1e-6,
            0.999,
            "probability of the disease before the tests",
            words=("pretest probability", "pre-test probability", "prior probability", "prevalence"),
        ),
        "sensitivities": _list(
            0.001, 0.999999, "sensitivity of each test, all positive", "sensitivities", "sensitivity", "sens", "Se"
        ),
        "specificities": _list(
            0.001, 0.999999, "specificity of each test", "specificities", "specificity", "spec", "Sp"
        ),
        "separations": _list(
            0,
            10,
            "difference of each marker's means between sick and well, in standard deviations",
            "effect sizes",
            "separations",
            "standardised differences",
            "standardized differences",
            "Cohen's d",
            fewest=2,
        ),
        "correlation": Real(
            "",
            -0.9,
            0.99,
            "correlation between any two markers within sick and within well",
            default=0.0,
            words=("correlation", "correlated", "intercorrelation"),
        ),
        "cases": _list(
            -1e9,
            1e9,
            "value of the marker in each sick person",
            "in the cases",
            "cases",
            "sick",
            "diseased",
            fewest=3,
            column="sick",
        ),
        "controls": _list(
            -1e9,
            1e9,
            "value of the marker in each well person",
            "in the controls",
            "controls",
            "healthy",
            fewest=3,
            column="well",
        ),
    },
    outputs={
        "posttest_positive": Output(
            "",
            "probability of the disease when all tests are positive",
            words=(
                "all tests are positive",
                "all positive",
                "both positive",
                "both tests are positive",
                "probability after positive tests",
            ),
            needs=SEQUENCE,
            ways=(SEQUENCE[1:],),
        ),
        "posttest_negative": Output(
            "",
            "probability of the disease when all tests are negative",
            words=(
                "all tests are negative",
                "all negative",
                "both negative",
                "both tests are negative",
                "probability after negative tests",
            ),
            needs=SEQUENCE,
            ways=(SEQUENCE[1:],),
        ),
        "combined_auc": Output(
            "",
            "area under the ROC curve of the best linear combination of the markers",
            words=(
                "combined AUC",
                "AUC of the combination",
                "AUC of the panel",
                "AUC of the best linear combination",
                "AUC of the combined markers",
            ),
            needs=("separations", "correlation"),
            ways=(("separations",),),
        ),
        "best_single_auc": Output(
            "",
            "area under the ROC curve of the best single marker",
            words=("AUC of the best single marker", "best single AUC"),
            needs=("separations",),
            ways=(("separations",),),
        ),
        "empirical_auc": Output(
            "",
            "area under the empirical ROC curve of one marker",
            words=(
                "empirical AUC",
                "AUC of the marker",
                "area under the ROC curve",
                "area under the ROC",
                "ROC area",
                "AUROC",
            ),
            needs=("cases", "controls"),
            ways=(("cases", "controls"),),
        ),
        "auc_error": Output(
            "",
            "standard error of the empirical area by DeLong",
            words=("DeLong standard error", "standard error of the AUC"),
            needs=("cases", "controls"),
            ways=(("cases", "controls"),),
        ),
    },
    validity="decision-support research only: no test of a named disease is inside, and accuracy measured in one "
    "population (spectrum, prevalence, cut-off) does not carry over to another. Sequences of tests are taken as "
    "independent given the disease, which overstates them if they measure the same thing; the combination supposes "
    "normal markers of equal variance; the empirical area is that of the persons given",
    citations=(
        "Pauker & Kassirer, N. Engl. J. Med. 302 (1980) 1109",
        "Su & Liu, J. Am. Stat. Assoc. 88 (1993) 1350",
        "DeLong et al., Biometrics 44 (1988) 837",
    ),
    libraries=("numpy",),
    words=("biomarker", "biomarkers", "markers", "diagnostic tests", "two tests", "three tests", "ROC", "marker"),
    cost=Cost(seconds=10, memory_mb=512),
)
def biomarker_fusion(
    *,
    correlation: float = 0.0,
    pretest: float | None = None,
    sensitivities: tuple[float, ...] | None = None,
    specificities: tuple[float, ...] | None = None,
    separations: tuple[float, ...] | None = None,
    cases: tuple[float, ...] | None = None,
    controls: tuple[float, ...] | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Evaluate what is determined; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float | tuple[float, float]] = {}
    notes = ["decision-support research only"]
    plots: tuple[Plot, ...] = ()
    if pretest is not None and sensitivities and specificities:
        if len(sensitivities) != len(specificities):
            raise InputError(
                "biomarker_fusion.specificities", f"{len(specificities)} numbers", f"give {len(sensitivities)}"
            )
        odds = [pretest / (1 - pretest)] * 2
        for sens, spec in zip(sensitivities, specificities, strict=True):
            odds = [odds[0] * sens / (1 - spec), odds[1] * (1 - sens) / spec]
        outputs |= {"posttest_positive": odds[0] / (1 + odds[0]), "posttest_negative": odds[1] / (1 + odds[1])}
        notes.append("the tests are taken as independent given the disease")
        plots += (_staircase(pretest, sensitivities, specificities),)
    if separations:
        outputs["best_single_auc"] = _area(max(separations))
        outputs["combined_auc"] = _area(_together(separations, correlation))
    if cases and controls:
        area, error, curve = _empirical(cases, controls)
        outputs |= {"empirical_auc": (area, error), "auc_error": error}
        plots += (curve,)
        if area < 0.5:
            notes.append("the marker is lower in the sick: turned round its area is one minus this")
        if min(len(cases), len(controls)) < 10:
            notes.append("fewer than ten sick or well persons: DeLong's error is rough")
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(
        kept, "odds and likelihood ratios; binormal areas; Mann-Whitney area with DeLong's error", tuple(notes), plots
    )


def _area(separation: float) -> float:
    return 0.5 * (1 + erf(separation / 2))  # Phi(d / sqrt 2)


def _together(separations: tuple[float, ...], rho: float) -> float:
    """Mahalanobis distance for equal correlations `rho`; raises `InputError` if these are impossible."""
    n, total = len(separations), sum(separations)
    if rho <= -1 / (n - 1) + 1e-9:
        raise InputError(
            "biomarker_fusion.correlation", rho, f"{n} markers cannot all correlate below {-1 / (n - 1):.3g}"
        )
    squares = sum(d * d for d in separations)
    return sqrt((squares - rho * total**2 / (1 + (n - 1) * rho)) / (1 - rho))


def _empirical(cases: tuple[float, ...], controls: tuple[float, ...]) -> tuple[float, float, Plot]:
    """Mann-Whitney area, DeLong's standard error, and the ROC curve."""
    import numpy as np

    x, y = np.array(cases), np.array(controls)
    wins: Any = (x[:, None] > y) + 0.5 * (x[:, None] == y)
    error = sqrt(wins.mean(1).var(ddof=1) / len(x) + wins.mean(0).var(ddof=1) / len(y))
    cuts = np.r_[np.inf, np.unique(np.r_[x, y])[::-1]]
    curve = Plot(
        title="ROC curve of the marker",
        x_name="1 - specificity",
        x=tuple(float((y >= c).mean()) for c in cuts),
        y_name="sensitivity",
        lines=(Line(name="marker", y=tuple(float((x >= c).mean()) for c in cuts)),),
    )
    return float(wins.mean()), error, curve


def _staircase(pretest: float, sensitivities: tuple[float, ...], specificities: tuple[float, ...]) -> Plot:
    """Probability after each positive and after each negative test."""
    up, down = [pretest], [pretest]
    for sens, spec in zip(sensitivities, specificities, strict=True):
        up.append(up[-1] * sens / (up[-1] * sens + (1 - up[-1]) * (1 - spec)))
        down.append(down[-1] * (1 - sens) / (down[-1] * (1 - sens) + (1 - down[-1]) * spec))
    return Plot(
        title="Probability of the disease after each test",
        x_name="tests",
        x=tuple(float(k) for k in range(len(up))),
        y_name="probability",
        lines=(Line(name="all positive", y=tuple(up)), Line(name="all negative", y=tuple(down))),
    )
