"""Two drugs together against three ideas of no interaction: Bliss, Loewe and highest single agent; ZIP over a matrix.

They disagree by design: one number of "synergy" does not exist, so at least two are always reported. Single agents
follow Hill curves from zero effect, given or fitted to the doses where the other drug is absent. Knows no mechanism.

References:
    .. [Bliss1939] C. I. Bliss, Ann. Appl. Biol. 26 (1939) 585-615.
    .. [Loewe1926] S. Loewe, H. Muischnek, Arch. Exp. Pathol. Pharmakol. 114 (1926) 313-326.
    .. [Berenbaum1989] M. C. Berenbaum, Pharmacol. Rev. 41 (1989) 93-141 (combination index, sham experiment).
    .. [Yadav2015] B. Yadav et al., Comput. Struct. Biotechnol. J. 13 (2015) 504-513 (ZIP).
"""

from typing import Any, NamedTuple

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Line, Plot
from labs import Cost, Output, Real, Result, Series, lab

CURVES = ("ec50_a", "hill_a", "top_a", "ec50_b", "hill_b", "top_b")
POINT = (*CURVES, "dose_a", "dose_b")
OBSERVED = (*POINT, "effect")
MATRIX = ("doses_a", "doses_b", "effects")
FEWEST = 4  # doses of a single agent from which its curve is fitted


class Hill(NamedTuple):
    """Effect from 0 to `top` with half of it at `ec50`."""

    ec50: float
    hill: float
    top: float

    def effect(self, dose: float) -> float:
        return self.top / (1 + (self.ec50 / dose) ** self.hill) if dose > 0 else 0.0

    def dose(self, effect: float) -> float | None:
        """The dose of this effect, or `None` if the drug alone never reaches it."""
        if effect <= 0:
            return 0.0
        return self.ec50 * (effect / (self.top - effect)) ** (1 / self.hill) if effect < self.top else None


def _ec50(drug: str) -> Real:
    return Real(
        "umol/L",
        1e-9,
        1e6,
        f"median effective concentration of drug {drug}",
        words=(f"EC50 of drug {drug}", f"EC50 of {drug}", f"IC50 of {drug}", f"IC50 of drug {drug}"),
    )


def _hill(drug: str) -> Real:
    return Real(
        "",
        0.1,
        20.0,
        f"Hill coefficient of drug {drug}",
        default=1.0,
        words=(f"Hill coefficient of {drug}", f"Hill coefficient of drug {drug}", f"Hill slope of {drug}"),
    )


def _top(drug: str) -> Real:
    return Real(
        "",
        0.01,
        1.0,
        f"greatest effect of drug {drug}",
        default=1.0,
        words=(f"greatest effect of {drug}", f"maximal effect of drug {drug}", f"Emax of {drug}"),
    )


def _dose(drug: str) -> Real:
    return Real(
        "umol/L",
        0.0,
        1e6,
        f"concentration of drug {drug} in the combination",
        words=(
            f"concentration of drug {drug}",
            f"dose of drug {drug}",
            f"concentration of {drug}",
            f"dose of {drug}",
            f"drug {drug} at",
            f"of drug {drug}",
            f"of {drug}",
        ),
    )


def _doses(drug: str) -> Series:
    return Series(
        "umol/L",
        0.0,
        1e6,
        f"concentrations of drug {drug}, wells in order",
        9,
        words=(f"doses of drug {drug}", f"concentrations of drug {drug}", f"doses of {drug}", f"drug {drug}"),
    )


@lab(
    title="Synergy of two drugs by Bliss, Loewe, highest single agent and ZIP",
    version="1",
    inputs={
        "ec50_a": _ec50("A"),
        "hill_a": _hill("A"),
        "top_a": _top("A"),
        "ec50_b": _ec50("B"),
        "hill_b": _hill("B"),
        "top_b": _top("B"),
        "dose_a": _dose("A"),
        "dose_b": _dose("B"),
        "effect": Real(
            "",
            0.0,
            1.0,
            "observed effect of the combination, from none to full",
            words=(
                "observed effect",
                "observed inhibition",
                "combination effect",
                "combined effect",
                "inhibition of the combination",
                "observed kill",
            ),
        ),
        "doses_a": _doses("A"),
        "doses_b": _doses("B"),
        "effects": Series(
            "", -0.5, 1.5, "effect in each well, from none to full", 9, words=("effects", "inhibitions", "responses")
        ),
    },
    outputs={
        "bliss_expected": Output(
            "",
            "effect expected of independent drugs",
            words=("Bliss expectation", "expected effect by Bliss", "Bliss independence", "expected Bliss effect"),
            needs=POINT,
        ),
        "loewe_expected": Output(
            "",
            "effect expected if both were one drug",
            words=("Loewe expectation", "expected effect by Loewe", "Loewe additivity"),
            needs=POINT,
        ),
        "hsa_expected": Output(
            "",
            "effect of the better drug alone",
            words=("highest single agent effect", "expected effect by HSA"),
            needs=POINT,
        ),
        "bliss_excess": Output(
            "",
            "observed minus Bliss; above zero is synergy by Bliss",
            words=("Bliss excess", "excess over Bliss"),
            needs=OBSERVED,
        ),
        "hsa_excess": Output(
            "",
            "observed minus the better drug alone",
            words=("HSA excess", "excess over the highest single agent"),
            needs=OBSERVED,
        ),
        "loewe_excess": Output("", "observed minus Loewe", words=("Loewe excess", "excess over Loewe"), needs=OBSERVED),
        "combination_index": Output(
            "",
            "combination index of Loewe; below one is synergy by Loewe",
            words=("combination index", "interaction index", "Loewe index"),
            needs=OBSERVED,
        ),
        "mean_bliss_excess": Output(
            "", "mean excess over Bliss in the combined wells", words=("mean Bliss excess", "Bliss score"), needs=MATRIX
        ),
        "mean_hsa_excess": Output(
            "",
            "mean excess over the better drug in the combined wells",
            words=("mean HSA excess", "HSA score"),
            needs=MATRIX,
        ),
        "mean_loewe_excess": Output(
            "", "mean excess over Loewe in the combined wells", words=("mean Loewe excess", "Loewe score"), needs=MATRIX
        ),
        "mean_zip_delta": Output(
            "",
            "mean ZIP delta score of a full matrix of doses",
            words=("ZIP score", "ZIP delta", "mean ZIP"),
            needs=MATRIX,
        ),
    },
    validity="research only: what two drugs do to cells in a dish, not to a patient. The models disagree by design, so "
    "two or more are told; excesses are meaningful beside the scatter of the wells only. Hill curves from zero effect, "
    "single agents fitted from at least 4 doses; ZIP takes a full matrix of doses",
    citations=(
        "Bliss, Ann. Appl. Biol. 26 (1939) 585",
        "Loewe & Muischnek, Arch. Exp. Pathol. Pharmakol. 114 (1926) 313",
        "Berenbaum, Pharmacol. Rev. 41 (1989) 93",
        "Yadav et al., Comput. Struct. Biotechnol. J. 13 (2015) 504",
    ),
    libraries=("numpy", "scipy"),
    words=(
        "synergy",
        "synergistic",
        "drug combination",
        "combination of two drugs",
        "Bliss",
        "Loewe",
        "combination index",
        "highest single agent",
    ),
    cost=Cost(seconds=30, memory_mb=512),
)
def drug_synergy(
    *,
    doses_a: tuple[float, ...] | None = None,
    doses_b: tuple[float, ...] | None = None,
    effects: tuple[float, ...] | None = None,
    wants: tuple[str, ...],
    seed: int,
    **given: float,
) -> Result:
    """Compare one combination, or a matrix of them, with each model; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float | tuple[float, float]] = {}
    notes: list[str] = []
    plots: tuple[Plot, ...] = ()
    if set(POINT) <= given.keys():
        pair = tuple(Hill(given[f"ec50_{d}"], given[f"hill_{d}"], given[f"top_{d}"]) for d in "ab")
        found = _point(pair[0], pair[1], given["dose_a"], given["dose_b"], given.get("effect"))
        outputs |= found
        if "effect" in given:
            if "combination_index" not in found:
                notes.append("no combination index: one drug alone never reaches the observed effect")
            notes.append(_verdicts(found))
        else:
            told = ", ".join(f"{n.split('_')[0]} {v:.3g}" for n, v in found.items())
            notes.append(f"expected by model: {told}; the models disagree by design")
    if doses_a and doses_b and effects:
        scores, said, curve = _matrix(doses_a, doses_b, effects)
        outputs |= scores
        notes += said
        plots = (curve,)
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, "Hill curves; Bliss, Loewe, highest single agent, ZIP", tuple(notes), plots)


def _point(a: Hill, b: Hill, x: float, y: float, observed: float | None) -> dict[str, float]:
    """What each model expects of doses `x` and `y`, and how the observed effect differs."""
    alone = a.effect(x), b.effect(y)
    expected = {
        "bliss": alone[0] + alone[1] - alone[0] * alone[1],
        "loewe": _loewe(a, b, x, y),
        "hsa": max(alone),
    }
    outputs = {f"{name}_expected": value for name, value in expected.items()}
    if observed is not None:
        outputs |= {f"{name}_excess": observed - value for name, value in expected.items()}
        same = a.dose(observed), b.dose(observed)
        if observed > 0 and same[0] and same[1]:
            outputs["combination_index"] = x / same[0] + y / same[1]
    return outputs


def _loewe(a: Hill, b: Hill, x: float, y: float) -> float:
    """The effect at which `x` and `y` together make one equivalent dose; above the weaker drug's top, the better."""
    from scipy.optimize import brentq

    if x <= 0 or y <= 0:
        return max(a.effect(x), b.effect(y))
    top = min(a.top, b.top) * (1 - 1e-12)

    def short(effect: float) -> float:
        return x / (a.dose(effect) or 1e-300) + y / (b.dose(effect) or 1e-300) - 1

    if short(top) > 0:  # the weaker drug cannot reach it, however much: the stronger acts alone above
        return max(a.effect(x), b.effect(y), top)
    return float(brentq(short, 1e-15, top, xtol=1e-14))


def _verdicts(found: dict[str, float]) -> str:
    """In words, by each model."""
    told = []
    for name in ("bliss", "loewe", "hsa"):
        excess = found[f"{name}_excess"]
        word = "more" if excess > 1e-9 else "less" if excess < -1e-9 else "as much"
        told.append(f"{name} {excess:+.3g} ({word} than expected)" if word != "as much" else f"{name} 0 (as expected)")
    return f"excess by model: {', '.join(told)}; the models disagree by design"


def _fit(doses: Any, effects: Any, drug: str) -> Hill:
    """A Hill curve through single-agent wells; raises `InputError` if they are too few."""
    import numpy as np
    from scipy.optimize import curve_fit

    if len(np.unique(doses)) < FEWEST:
        cure = f"give wells of at least {FEWEST} doses of drug {drug.upper()} alone"
        raise InputError(f"drug_synergy.doses_{drug}", f"{len(np.unique(doses))} doses", cure)
    try:
        (log_c, hill, top), _ = curve_fit(
            lambda d, log_c, hill, top: top / (1 + (np.exp(log_c) / d) ** hill),
            doses,
            effects,
            [np.log(np.median(doses)), 1.0, max(0.5, min(1.0, float(np.max(effects))))],
            bounds=([np.log(doses.min()) - 7, 0.1, 0.01], [np.log(doses.max()) + 7, 20.0, 1.0]),
            xtol=1e-14,
            ftol=1e-14,
            gtol=1e-14,
        )
    except RuntimeError as error:
        raise RunFailed("lab drug_synergy", f"drug {drug.upper()} alone follows no Hill curve: {error}") from error
    return Hill(float(np.exp(log_c)), float(hill), float(top))


def _matrix(
    doses_a: tuple[float, ...], doses_b: tuple[float, ...], effects: tuple[float, ...]
) -> tuple[dict[str, float | tuple[float, float]], list[str], Plot]:
    """Mean excesses of the combined wells with their standard errors, what to know of them, and each well."""
    import numpy as np

    for name, numbers in (("doses_b", doses_b), ("effects", effects)):
        if len(numbers) != len(doses_a):
            raise InputError(f"drug_synergy.{name}", f"{len(numbers)} numbers", f"give {len(doses_a)}, as of doses_a")
    x, y, e = np.array(doses_a), np.array(doses_b), np.array(effects)
    both = (x > 0) & (y > 0)
    if both.sum() < 1:
        raise InputError("drug_synergy.effects", len(effects), "give wells with both drugs")
    a = _fit(x[(x > 0) & (y == 0)], e[(x > 0) & (y == 0)], "a")
    b = _fit(y[(y > 0) & (x == 0)], e[(y > 0) & (x == 0)], "b")
    points = [_point(a, b, float(p), float(q), float(r)) for p, q, r in zip(x[both], y[both], e[both], strict=True)]
    scores: dict[str, float | tuple[float, float]] = {}
    for name in ("bliss", "hsa", "loewe"):
        excess = np.array([p[f"{name}_excess"] for p in points])
        scores[f"mean_{name}_excess"] = (float(excess.mean()), _error(excess))
    notes = [f"drug {n}: EC50 {h.ec50:.4g} umol/L, Hill {h.hill:.3g}, top {h.top:.3g}" for n, h in (("A", a), ("B", b))]
    delta = _zip(x[both], y[both], e[both], a, b)
    if delta is None:
        notes.append("no ZIP score: it takes a full matrix with at least 4 doses of each drug")
    else:
        scores["mean_zip_delta"] = (float(delta.mean()), _error(delta))
    notes.append("the models disagree by design")
    wells = tuple(float(k + 1) for k in range(len(points)))
    lines = [("observed", tuple(map(float, e[both])))]
    lines += [(name, tuple(p[f"{name}_expected"] for p in points)) for name in ("bliss", "loewe", "hsa")]
    curve = Plot(
        title="Effect of the combined wells",
        x_name="well",
        x=wells if len(wells) > 1 else (1.0, 2.0),
        y_name="effect",
        lines=tuple(Line(name=n, y=v if len(v) > 1 else v * 2) for n, v in lines),
        points=True,
    )
    return scores, notes, curve


def _error(values: Any) -> float:
    return float(values.std(ddof=1) / len(values) ** 0.5) if len(values) > 1 else 0.0


def _zip(x: Any, y: Any, e: Any, a: Hill, b: Hill) -> Any | None:
    """ZIP delta of each well [Yadav2015]_: mean of the two curves through it, less the product of the single agents."""
    import numpy as np
    from scipy.optimize import curve_fit

    columns, rows = np.unique(x), np.unique(y)
    if len(columns) < FEWEST or len(rows) < FEWEST or len(x) != len(columns) * len(rows):
        return None

    def along(doses: Any, seen: Any, base: float, start: Hill) -> Any:
        """The effects on a Hill curve in one drug that starts at the effect of the other."""

        def curve(d: Any, log_c: float, hill: float) -> Any:
            return base + (1 - base) / (1 + (np.exp(log_c) / d) ** hill)

        fitted, _ = curve_fit(
            curve,
            doses,
            seen,
            [np.log(start.ec50), start.hill],
            bounds=([np.log(start.ec50) - 12, 0.1], [np.log(start.ec50) + 12, 20.0]),
        )
        return curve(doses, *fitted)

    by_a, by_b = np.empty_like(e), np.empty_like(e)
    for dose in rows:
        by_a[y == dose] = along(x[y == dose], e[y == dose], b.effect(float(dose)), a)
    for dose in columns:
        by_b[x == dose] = along(y[x == dose], e[x == dose], a.effect(float(dose)), b)
    independent = np.array(
        [_point(a, b, float(p), float(q), None)["bliss_expected"] for p, q in zip(x, y, strict=True)]
    )
    return (by_a + by_b) / 2 - independent
