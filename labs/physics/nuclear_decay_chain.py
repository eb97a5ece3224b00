"""A radioactive parent and its radioactive daughter: activities and equilibrium by Bateman's equations [Bateman1910]_.

Starts from the pure parent. Knows no nuclide: half-lives and the branching fraction are the caller's.

References:
    .. [Bateman1910] H. Bateman, Proc. Cambridge Philos. Soc. 15 (1910) 423-427.
"""

import re
from math import expm1, log, log1p

from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

PAIR = ("parent_half_life", "daughter_half_life")
_NUCLIDE = re.compile(r"\b(?:[A-Z][a-z]?-\d{1,3}m?|\d{2,3}m?[A-Z][a-z]?)\b")


def two_nuclides(text: str) -> bool:
    """Whether a text names a nuclide that becomes another."""
    return len(set(_NUCLIDE.findall(text))) == 2 and re.search(r"\b(?:half|grow|decay|activit)", text) is not None


@lab(
    title="Decay chain of two radionuclides",
    version="1",
    inputs={
        "parent_half_life": Real(
            "day",
            1e-9,
            1e14,
            "half-life of the parent",
            concept="half_life",
            words=("parent", "parent half-life", "half-life of the parent", "parent has a half-life"),
        ),
        "daughter_half_life": Real(
            "day",
            1e-9,
            1e14,
            "half-life of the daughter",
            concept="half_life",
            words=("daughter", "daughter half-life", "half-life of the daughter", "daughter has a half-life"),
        ),
        "branching": Real(
            "",
            1e-6,
            1.0,
            "fraction of the parent's decays that lead to the daughter",
            default=1.0,
            words=("branching fraction", "branching ratio", "fraction of decays to the daughter"),
        ),
        "elapsed": Real(
            "day",
            0.0,
            1e14,
            "time since the parent was pure, or the generator was eluted",
            concept="time",
            words=(
                "since elution",
                "after elution",
                "since separation",
                "later",
                "time since elution",
                "hours after elution",
                "elapsed time",
                "after",
            ),
        ),
    },
    outputs={
        "activity_ratio": Output(
            "",
            "activity of the daughter over that of the parent at the time",
            words=("daughter-to-parent activity ratio", "activity ratio", "ratio of the activities"),
        ),
        "daughter_activity": Output(
            "",
            "activity of the daughter over the parent's at the start",
            words=("daughter activity fraction", "relative daughter activity", "daughter activity"),
        ),
        "maximum_time": Output(
            "day",
            "when the activity of the daughter is greatest",
            concept="time",
            words=(
                "daughter activity greatest",
                "daughter's activity at its maximum",
                "activity at its maximum",
                "activity a maximum",
                "greatest activity",
                "most activity",
                "activity highest",
                "activity greatest",
                "activity peak",
                "daughter activity peak",
                "maximum activity of the daughter",
                "activity of the daughter is greatest",
                "time of maximum daughter activity",
                "time of greatest daughter activity",
                "time to maximum activity",
            ),
            needs=PAIR,
        ),
        "equilibrium_ratio": Output(
            "",
            "activity ratio that is reached if the parent lives longer",
            words=(
                "activity ratio at transient equilibrium",
                "equilibrium ratio",
                "ratio at equilibrium",
                "transient equilibrium ratio",
                "equilibrium activity ratio",
                "activity ratio at equilibrium",
            ),
            needs=(*PAIR, "branching"),
        ),
    },
    validity="a parent that is pure at the start, nothing added or removed later; expected activities, so that a "
    "sample of few nuclei scatters about them",
    citations=("Bateman, Proc. Cambridge Philos. Soc. 15 (1910) 423",),
    words=(
        "daughter",
        "generator",
        "Bateman",
        "parent and daughter",
        "parent nuclide",
        "daughter nuclide",
        "decay chain",
        "radionuclide generator",
        "transient equilibrium",
        "secular equilibrium",
        "Bateman equation",
        "ingrowth",
        "progeny",
    ),
    about=two_nuclides,
    cost=Cost(seconds=5, memory_mb=256),
)
def nuclear_decay_chain(
    *,
    parent_half_life: float,
    daughter_half_life: float,
    branching: float = 1.0,
    elapsed: float | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Evaluate Bateman's solution without cancellation for like half-lives; `seed` changes nothing."""
    slow, fast = log(2) / parent_half_life, log(2) / daughter_half_life
    apart = fast - slow
    outputs: dict[str, float] = {"maximum_time": _maximum(slow, fast)}
    notes = []
    if apart > 0:
        outputs["equilibrium_ratio"] = branching * fast / apart
    elif "equilibrium_ratio" in wants:
        notes.append("the daughter lives as long as the parent or longer, so there is no equilibrium")
    if elapsed is not None:
        outputs["daughter_activity"] = _grown(slow, fast, branching, elapsed)
        if (surplus := -apart * elapsed) < 700:
            outputs["activity_ratio"] = branching * fast * (expm1(surplus) / -apart if apart else elapsed)
        else:
            notes.append("nothing of the parent is left")
    kept = {n: v for n, v in outputs.items() if n in wants}
    plots = _plot(slow, fast, branching, outputs["maximum_time"], elapsed or 0.0)
    return Result(kept, "Bateman's equations", tuple(notes), plots)


def _grown(slow: float, fast: float, branching: float, elapsed: float) -> float:
    """Activity of the daughter over the parent's at the start."""
    apart = fast - slow
    # with the slower exponential in front, nothing overflows, whichever of the two lives longer
    grown = -expm1(-abs(apart) * elapsed) / abs(apart) if apart else elapsed
    return branching * fast * grown * 2 ** (-elapsed * min(slow, fast) / log(2))


def _plot(slow: float, fast: float, branching: float, peak: float, asked: float) -> tuple[Plot, ...]:
    """Both activities until well after the daughter's is greatest, or the time that is asked for."""
    lines = {
        "parent": lambda t: 2 ** (-t * slow / log(2)),
        "daughter": lambda t: _grown(slow, fast, branching, t),
    }
    grid = evenly(0.0, max(3 * peak, 1.2 * asked), peak, asked)
    return curve("Activities", ("time", "day"), ("activity over the parent's first", ""), grid, lines)


def _maximum(slow: float, fast: float) -> float:
    """`ln(fast/slow) / (fast - slow)`, by the difference where the two are alike."""
    apart = fast - slow
    if abs(apart) > slow / 2:
        return log(fast / slow) / apart
    return log1p(apart / slow) / apart if apart else 1 / slow
