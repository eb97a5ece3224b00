"""Disproportionality of spontaneous reports: PRR [Evans2001]_, ROR [vanPuijenbroek2002]_, shrunken IC [Noren2013]_.

From one two-by-two table. Knows no patients at risk, hence no incidence and no causality; no stratification; and no
EBGM, whose prior has to be fitted to the whole database.

References:
    .. [Evans2001] S. J. W. Evans et al., Pharmacoepidemiol. Drug Saf. 10 (2001) 483-486.
    .. [vanPuijenbroek2002] E. P. van Puijenbroek et al., Pharmacoepidemiol. Drug Saf. 11 (2002) 3-10.
    .. [Noren2013] G. N. Noren et al., Stat. Methods Med. Res. 22 (2013) 57-69.
    .. [Gravel2009] C. Gravel, Statistical methods for signal detection in pharmacovigilance, thesis, Carleton (2009).
"""

from math import exp, log, log2, sqrt

from ech0.core.errors import InputError
from labs import Cost, Output, Real, Result, lab

Z = 1.959964  # two-sided 95 %
TABLES = tuple((one, other) for one in ("drug_total", "drug_rest") for other in ("other_total", "other_rest"))
FEW = 3  # reports below which no screening rule calls a signal


def _count(meaning: str, *words: str, part_of: str = "", optional: bool = False) -> Real:
    return Real("", 0.0, 1e9, meaning, words=words, part_of=part_of, optional=optional)


def _measure(meaning: str, *words: str) -> Output:
    return Output("", meaning, words=words, ways=TABLES)


@lab(
    title="Signals of disproportionate reporting of adverse drug reactions",
    version="2",
    inputs={
        "drug_event": _count(
            "reports that name both the drug and the reaction (a)",
            "drug and event",
            "drug and the event",
            "reports with the reaction",
            "reports of the reaction with the drug",
            "reports of it with the drug",
            part_of="drug_total",
        ),
        "drug_total": _count(
            "all reports that name the drug (a + b)",
            "reports of the drug",
            "reports with the drug",
            "reports for the drug",
            "reports on the drug",
            "all reports of the drug",
            optional=True,
        ),
        "drug_rest": _count(
            "reports of the drug without the reaction, in place of all (b)",
            "reports of the drug without the reaction",
            "other reports of the drug",
            optional=True,
        ),
        "other_event": _count(
            "reports of the reaction that name only other drugs (c)",
            "reports of the reaction with other drugs",
            "reports of it with other drugs",
            "event with other drugs",
            "reaction with other drugs",
            part_of="other_total",
        ),
        "other_total": _count(
            "all reports that name only other drugs (c + d)",
            "reports of other drugs",
            "reports of all other drugs",
            "reports for all other drugs",
            "reports on other drugs",
            "reports without the drug",
            optional=True,
        ),
        "other_rest": _count(
            "reports that name neither, in place of all of other drugs (d)",
            "reports that name neither",
            "reports of neither",
            optional=True,
        ),
    },
    outputs={
        "prr": _measure(
            "proportional reporting ratio", "proportional reporting ratio", "PRR", "proportionate reporting ratio"
        ),
        "prr_low": _measure("lower 95 % limit of the PRR", "lower limit of the PRR", "lower PRR limit", "PRR025"),
        "prr_high": _measure("upper 95 % limit of the PRR", "upper limit of the PRR", "upper PRR limit", "PRR975"),
        "ror": _measure("reporting odds ratio", "reporting odds ratio", "ROR"),
        "ror_low": _measure("lower 95 % limit of the ROR", "lower limit of the ROR", "lower ROR limit", "ROR025"),
        "ror_high": _measure("upper 95 % limit of the ROR", "upper limit of the ROR", "upper ROR limit", "ROR975"),
        "information_component": _measure(
            "log2 of observed over expected reports, each with half a report added", "information component", "IC"
        ),
        "ic_low": _measure("lower 95 % limit of the information component", "IC025", "lower limit of the IC"),
        "chi_squared": _measure(
            "chi-squared with the correction of Yates", "Yates chi-squared", "corrected chi-squared"
        ),
        "expected": _measure(
            "reports expected if drug and reaction were independent", "expected reports", "expected number of reports"
        ),
    },
    validity="research only. A signal is a reason to look, neither incidence nor causality: reports are stimulated by "
    "news, confounded by indication, and masked by other drugs. Intervals are asymptotic; with few reports only the "
    "shrunken information component is usable. No multiplicity correction, no stratification, no EBGM",
    citations=(
        "Evans et al., Pharmacoepidemiol. Drug Saf. 10 (2001) 483",
        "van Puijenbroek et al., Pharmacoepidemiol. Drug Saf. 11 (2002) 3",
        "Noren et al., Stat. Methods Med. Res. 22 (2013) 57",
    ),
    words=(
        "pharmacovigilance",
        "adverse drug reaction",
        "spontaneous reports",
        "disproportionality",
        "reporting ratio",
        "reporting odds ratio",
        "adverse event reports",
        "safety signal",
    ),
    cost=Cost(seconds=10, memory_mb=512),
)
def pharmacovigilance(
    *,
    drug_event: float,
    other_event: float,
    drug_total: float | None = None,
    drug_rest: float | None = None,
    other_total: float | None = None,
    other_rest: float | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Evaluate the closed forms; deterministic, so `seed` changes nothing."""
    drug_total = _whole("drug", drug_event, drug_total, drug_rest)
    other_total = _whole("other", other_event, other_total, other_rest)
    counts = {
        "drug_event": drug_event,
        "drug_total": drug_total,
        "other_event": other_event,
        "other_total": other_total,
    }
    for name, count in counts.items():
        if abs(count - round(count)) > 1e-9:
            raise InputError(f"pharmacovigilance.{name}", count, "give a whole number of reports")
    for part, whole in (("drug_event", "drug_total"), ("other_event", "other_total")):
        if counts[whole] < max(counts[part], 1):
            raise InputError(f"pharmacovigilance.{whole}", counts[whole], f"all reports, so at least {part} and 1")
    a, b, c, d = drug_event, drug_total - drug_event, other_event, other_total - other_event
    total = drug_total + other_total
    expected = drug_total * (a + c) / total
    ic = log2((a + 0.5) / (expected + 0.5))
    outputs = {
        "expected": expected,
        "information_component": ic,
        "ic_low": ic - 3.3 * (a + 0.5) ** -0.5 - 2 * (a + 0.5) ** -1.5,
    }
    notes = ["a signal of reporting is neither incidence nor causality"]
    if a < FEW:
        notes.append(f"fewer than {FEW} reports: no screening rule calls this a signal")
    if a and c:
        prr = (a / drug_total) / (c / other_total)
        spread = exp(Z * sqrt(max(0.0, 1 / a - 1 / drug_total + 1 / c - 1 / other_total)))
        outputs |= {"prr": prr, "prr_low": prr / spread, "prr_high": prr * spread}
        if b and d:
            odds = exp(log(a) + log(d) - log(b) - log(c))
            spread = exp(Z * sqrt(1 / a + 1 / b + 1 / c + 1 / d))
            outputs |= {"ror": odds, "ror_low": odds / spread, "ror_high": odds * spread}
    else:
        notes.append("a cell of the table is empty: PRR and ROR are not defined, the information component is")
    if a + c and b + d:
        gap = max(0.0, abs(a * d - b * c) - total / 2)
        outputs["chi_squared"] = total * gap**2 / (drug_total * other_total * (a + c) * (b + d))
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, "two-by-two table: PRR, ROR (Wald limits of the logarithm), IC with shrinkage", tuple(notes))


def _whole(name: str, event: float, total: float | None, rest: float | None) -> float:
    """All reports of a row of the table, from its sum or from its two cells; both must agree where both are given."""
    if total is None and rest is None:
        raise InputError(f"pharmacovigilance.{name}_total", None, f"give {name}_total, or {name}_rest in its place")
    if total is not None and rest is not None and total != event + rest:
        raise InputError(f"pharmacovigilance.{name}_rest", rest, f"{name}_total less {name}_event, or leave one out")
    return total if total is not None else event + (rest or 0.0)
